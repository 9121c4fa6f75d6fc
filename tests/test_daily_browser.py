"""The day's page in a real browser: unfolds, filters, searches, runs nothing else, fits a phone, needs no script."""

import json
import os
import re
import subprocess
from dataclasses import replace
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest

from tests.daily_examples import digest
from tests.test_briefs_browser import BROWSER, run
from tests.test_daily_outputs import SCRIPT, hostile
from tr_news.daily.digest import Digest
from tr_news.daily.html import render_day, render_index

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: apt install chromium)")

# The page stands in a frame, untouched; this works it from outside.
FRAME = """<!doctype html><iframe id="page" style="border: 0; width: {width}px; height: 900px" srcdoc="{page}"></iframe>
<pre id="seen"></pre>
<script>
addEventListener("load", () => {{
  const frame = document.getElementById("page"), page = frame.contentDocument;
  const all = (selector) => [...page.querySelectorAll(selector)];
  const shown = (element) => element.offsetHeight > 0 && element.checkVisibility();
  const stories = () => all("[data-story]").filter(shown).map((entry) => entry.dataset.story);
  const set = (control, value) => {{
    if (control.type === "checkbox") {{ control.checked = value; }} else {{ control.value = value; }}
    control.dispatchEvent(new frame.contentWindow.Event("input", {{bubbles: true}}));
  }};
  const violations = [];
  page.addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
  const seen = {{
    tools: all(".tools").map(shown),
    closed: all(".bullets blockquote").map(shown),
    stories: stories(),
    tab: all("a[href], input, select, summary").every((element) => element.tabIndex === 0),
    overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
    lang: all('blockquote p:not(.by)').every((element) => element.lang === "tr"),
  }};
  all("summary").forEach((summary) => summary.click());
  seen.open = all(".bullets blockquote").map(shown);
  seen.wide = page.documentElement.scrollWidth - page.documentElement.clientWidth;
  const search = page.querySelector("[type=search]");
  if (search) {{
    set(search, "{search}");
    seen.found = stories();
    seen.status = page.querySelector("[role=status]").textContent;
    set(search, "");
  }}
  const publisher = page.querySelector("select");
  if (publisher) {{
    const option = [...publisher.options].find((one) => one.textContent === "{publisher}");
    set(publisher, option ? option.value : "");
    seen.publisher = stories();
    set(publisher, "");
    const section = page.querySelector("[data-filter=section]");
    if (section) {{
      set(section, "sport");
      seen.sport = stories();
      set(section, "other");
      seen.other = stories();
      set(section, "");
    }}
    set(page.querySelector("[type=checkbox]"), true);
    seen.texts = stories();
  }}
  seen.violations = violations;
  document.getElementById("seen").textContent = JSON.stringify(seen);
}});
</script>
"""


def look_at(
    page: str, folder: Path, *, width: int = 1200, search: str = "KÖPRÜ", publisher: str = "Bizim Gazete"
) -> Any:
    """What there is to see and to do on a page."""
    frame = FRAME.format(width=width, page=escape(page, quote=True), search=search, publisher=publisher)
    found = re.search(r'<pre id="seen">(.*?)</pre>', run(folder, frame, "--dump-dom"), re.S)
    assert found is not None
    return json.loads(unescape(found[1]))


def many() -> Digest:
    """A day with stories of all three kinds."""
    found = digest()
    short = replace(found.stories[1], id="aaaaaaaaaaaa", bullets=(), quantities=(), section="sport")
    return replace(found, also=(short,))


def test_a_day_unfolds_and_is_filtered_and_searched(tmp_path: Path) -> None:
    found = many()
    seen = look_at(render_day(found), tmp_path)
    everything = [story.id for story in found.all_stories]
    assert seen["tools"] == [True]
    assert seen["stories"] == everything
    assert not any(seen["closed"])
    assert all(seen["open"])
    assert seen["tab"]
    assert seen["lang"]
    assert seen["violations"] == []
    assert seen["found"] == [found.stories[1].id, "aaaaaaaaaaaa"]
    assert seen["status"] == f"2 of {len(everything)} stories"
    assert seen["publisher"] == [story.id for story in found.all_stories if "Bizim Gazete" in story.publishers]
    assert seen["sport"] == ["aaaaaaaaaaaa"]
    assert seen["other"] == [story for story in everything if story != "aaaaaaaaaaaa"]
    assert seen["texts"] == [story.id for story in found.all_stories if story.texts > 1]


@pytest.mark.parametrize("width", [360, 768, 1600])
def test_nothing_is_wider_than_the_screen(tmp_path: Path, width: int) -> None:
    for page in (render_day(many()), render_day(hostile()), render_index([many()], ["2026-03-04", "2025-12-31"])):
        seen = look_at(page, tmp_path, width=width)
        assert seen["overflow"] <= 0
        assert seen["wide"] <= 0


def test_the_index_is_searched(tmp_path: Path) -> None:
    found = many()
    seen = look_at(render_index([found], [found.date]), tmp_path)
    assert seen["stories"] == [story.id for story in found.all_stories]
    assert seen["found"] == [found.stories[1].id, "aaaaaaaaaaaa"]


def test_without_script_everything_can_be_read(tmp_path: Path) -> None:
    page = re.sub(r"<script>.*?</script>", "", render_day(many()), flags=re.DOTALL)
    seen = look_at(page, tmp_path)
    assert seen["tools"] == [False]
    assert len(seen["stories"]) == len(many().all_stories)
    assert all(seen["open"])


def test_from_a_file_it_says_nothing_to_the_console_and_asks_for_nothing(tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(render_day(hostile()), encoding="utf-8")
    assert BROWSER is not None
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--log-level=0", "--dump-dom"]
    done = subprocess.run(
        [BROWSER, *options, f"--user-data-dir={tmp_path / 'profile'}", file.as_uri()],
        capture_output=True,
        timeout=300,
        check=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    assert "CONSOLE" not in done.stderr
    assert "Content Security Policy" not in done.stderr
    assert SCRIPT not in done.stdout
    assert "<title>owned" not in done.stdout


def test_hostile_text_does_not_run_even_without_the_policy(tmp_path: Path) -> None:
    page = re.sub(r"<meta http-equiv=.*?>\n", "", render_day(hostile()))
    dump = run(tmp_path, page, "--dump-dom")
    assert dump.count("<script") == 1, "the page's own"
    assert "<b>" not in dump


AXE = Path(os.environ.get("TR_NEWS_AXE", Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"))


@pytest.mark.skipif(not AXE.is_file(), reason="no axe-core (npm install axe-core, or TR_NEWS_AXE=axe.min.js)")
@pytest.mark.parametrize("name", ["day", "hostile", "index"])
def test_axe_finds_nothing(tmp_path: Path, name: str) -> None:
    pages = {
        "day": render_day(many()),
        "hostile": render_day(hostile()),
        "index": render_index([many()], ["2026-03-04"]),
    }
    page = re.sub(r"<meta http-equiv=.*?>\n", "", pages[name])  # the policy would stop axe
    look = (
        'document.querySelectorAll("details").forEach((one) => { one.open = true; });'
        'axe.run().then((found) => { document.getElementById("axe").textContent = '
        "JSON.stringify(found.violations.map((one) => [one.id, one.impact, one.nodes[0].html])); });"
    )
    axe = AXE.read_text(encoding="utf-8").replace("</script", "<\\/script")
    page = page.replace("</body>", f'<pre id="axe"></pre><script>{axe}</script><script>{look}</script></body>')
    dump = run(tmp_path, page, "--virtual-time-budget=20000", "--dump-dom")
    found = re.search(r'<pre id="axe">(.*?)</pre>', dump, re.DOTALL)
    assert found is not None
    assert json.loads(unescape(found[1])) == []
