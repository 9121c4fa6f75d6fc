(function () {
  "use strict";
  var entries = Array.prototype.slice.call(document.querySelectorAll("[data-story]"));
  var tools = document.querySelector(".tools");
  if (tools && entries.length > 1) {
    var search = tools.querySelector("[type=search]"), publisher = tools.querySelector("[data-filter=publisher]");
    var section = tools.querySelector("[data-filter=section]");
    var texts = tools.querySelector("[type=checkbox]"), count = tools.querySelector("[role=status]");
    var fold = function (text) {
      return text.toLocaleLowerCase("tr").replace(/ı/g, "i").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    };
    var contents = entries.map(function (entry) { return fold(entry.textContent); });
    var apply = function () {
      var wanted = fold(search.value.trim()), shown = 0;
      entries.forEach(function (entry, i) {
        var ok = (!wanted || contents[i].indexOf(wanted) >= 0) &&
          (!publisher.value || entry.dataset.publishers.split(" ").indexOf(publisher.value) >= 0) &&
          (!section || !section.value || entry.dataset.section === section.value) &&
          (!texts.checked || Number(entry.dataset.texts) > 1);
        entry.hidden = !ok;
        shown += ok;
      });
      count.textContent = shown === entries.length ? "" : shown + " of " + entries.length + " stories";
    };
    [search, publisher, section, texts].forEach(function (control) {
      if (control) { control.addEventListener("input", apply); }
    });
    tools.hidden = false;
  }
  try {
    var key = "tr-news-seen", seen = JSON.parse(localStorage.getItem(key) || "null"), now = {};
    entries.forEach(function (entry) {
      now[entry.dataset.story] = entry.dataset.digest;
      if (seen && seen[entry.dataset.story] !== entry.dataset.digest) {
        var mark = document.createElement("span");
        mark.className = "new";
        mark.textContent = entry.dataset.story in seen ? "changed since you last looked" : "new since you last looked";
        var heading = entry.querySelector("h2, .name");
        heading.appendChild(document.createTextNode(" "));
        heading.appendChild(mark);
      }
    });
    var merged = seen || {};
    Object.keys(now).forEach(function (id) { merged[id] = now[id]; });
    var ids = Object.keys(merged);
    ids.slice(0, Math.max(0, ids.length - 2000)).forEach(function (id) { delete merged[id]; });
    localStorage.setItem(key, JSON.stringify(merged));
  } catch (error) { /* no storage: nothing is marked */ }
}());
