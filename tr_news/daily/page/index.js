(function () {
  "use strict";
  var tools = document.querySelector(".tools"), entries = Array.prototype.slice.call(document.querySelectorAll("[data-story]"));
  if (!tools || !entries.length) { return; }
  var search = tools.querySelector("[type=search]"), count = tools.querySelector("[role=status]");
  var fold = function (text) {
    return text.toLocaleLowerCase("tr").replace(/ı/g, "i").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  };
  var contents = entries.map(function (entry) { return fold(entry.textContent); });
  search.addEventListener("input", function () {
    var wanted = fold(search.value.trim()), shown = 0;
    entries.forEach(function (entry, i) {
      entry.hidden = Boolean(wanted) && contents[i].indexOf(wanted) < 0;
      shown += !entry.hidden;
    });
    document.querySelectorAll("[data-day]").forEach(function (day) {
      day.hidden = !day.querySelector("[data-story]:not([hidden])");
    });
    count.textContent = wanted ? shown + " of " + entries.length + " headlines" : "";
  });
  tools.hidden = false;
}());
