"""The day's page from a file, worked by keys alone: nothing is out of reach, nothing is said, nothing is asked for."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.chromium import Chromium
from tests.daily_examples import digest
from tests.test_briefs_browser import BROWSER
from tests.test_daily_browser import many
from tests.test_daily_outputs import hostile, letter_parts
from tr_news.daily.digest import Digest
from tr_news.daily.html import render_day, render_index

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: apt install chromium)")

STORED = 0.5  # seconds that a page's storage may take to the page in the next process of a busy Chromium
FOCUS = """(() => {
  const one = document.activeElement, all = [...document.querySelectorAll("a[href], input, select, summary")];
  return {
    number: all.indexOf(one), tag: one.localName, id: one.id, type: one.type || "", text: one.textContent.trim(),
    seen: one === document.body || getComputedStyle(one).outlineStyle !== "none",
  };
})()"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with Chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def browser(chromium: Chromium) -> Iterator[Chromium]:
    """A browser; after the test it has asked for nothing but pages from files, and no page has said anything."""
    chromium.requests.clear()
    chromium.said.clear()
    yield chromium
    assert [address for address in chromium.requests if not address.startswith("file://")] == []
    assert chromium.said == []


def page_of(found: Digest, folder: Path) -> str:
    file = folder / "index.html"
    file.write_text(render_day(found), encoding="utf-8")
    return file.as_uri()


@pytest.mark.parametrize("kind", ["day", "hostile"])
def test_the_letter_asks_for_nothing_and_fits_a_phone(browser: Chromium, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "letter.html"
    _, html = letter_parts(many() if kind == "day" else hostile())
    file.write_text(html, encoding="utf-8")
    browser.send("Emulation.setDeviceMetricsOverride", width=360, height=800, deviceScaleFactor=1, mobile=True)
    browser.open(file.as_uri())
    assert browser.run("document.querySelectorAll('h2').length") >= 1
    assert browser.run("document.querySelectorAll('script, img, link, iframe').length") == 0
    assert browser.requests == [file.as_uri()]
    browser.send("Emulation.clearDeviceMetricsOverride")


@pytest.mark.parametrize("kind", ["day", "hostile", "index"])
def test_everything_is_reached_by_the_tab_key(browser: Chromium, tmp_path: Path, kind: str) -> None:
    pages = {
        "day": render_day(many()),
        "hostile": render_day(hostile()),
        "index": render_index([many()], ["2026-03-04"]),
    }
    file = tmp_path / "page.html"
    file.write_text(pages[kind], encoding="utf-8")
    browser.open(file.as_uri())
    everything = '[...document.querySelectorAll("a[href], input, select, summary")]'
    shown = browser.run(f"{everything}.filter((one) => one.checkVisibility()).length")
    found = []
    for _ in range(shown):
        browser.press("Tab")
        found.append(browser.run(FOCUS))
    assert [one["number"] for one in found] == sorted({one["number"] for one in found}), "in the order of the page"
    assert -1 not in {one["number"] for one in found}
    assert all(one["seen"] for one in found), "what has the focus is marked"


def test_the_skip_link_leads_to_the_stories(browser: Chromium, tmp_path: Path) -> None:
    browser.open(page_of(many(), tmp_path))
    browser.press("Tab")
    first = browser.run(FOCUS)
    assert first["text"] == "Skip to the stories"
    browser.press("Enter")
    assert browser.run("document.activeElement.id") == "main"


def test_a_line_unfolds_and_stories_are_found_by_keys(browser: Chromium, tmp_path: Path) -> None:
    browser.open(page_of(many(), tmp_path))
    while browser.run(FOCUS)["type"] != "search":
        browser.press("Tab")
    browser.write("KÖPRÜ")
    left = '[...document.querySelectorAll("[data-story]")].filter((one) => !one.hidden).length'
    assert browser.run(left) == 2
    assert "2 of" in browser.run('document.querySelector("[role=status]").textContent')
    while browser.run(FOCUS)["tag"] != "summary":
        browser.press("Tab")
    for key, is_open in (("Enter", True), (" ", False)):
        browser.press(key)
        assert browser.run("document.activeElement.parentElement.open") is is_open


def test_what_is_new_since_the_last_look_is_marked(browser: Chromium, tmp_path: Path) -> None:
    found = digest()
    marks = """[...document.querySelectorAll("[data-story]")].map((one) => [
      one.dataset.story, (one.querySelector(":scope > h2 > .new") || {textContent: ""}).textContent
    ])"""
    browser.open(page_of(found, tmp_path))
    browser.run("localStorage.clear()")
    browser.open(page_of(replace(found, stories=found.stories[:1], single=()), tmp_path))
    time.sleep(STORED)
    first, second = found.stories
    changed = replace(first, support="9 publishers, 9 independent texts")
    address = page_of(replace(found, stories=(changed, second), single=()), tmp_path)
    browser.open(address)
    assert browser.run(marks) == [
        [first.id, "changed since you last looked"],
        [second.id, "new since you last looked"],
    ]
    time.sleep(STORED)
    browser.open(address)
    assert browser.run(marks) == [[first.id, ""], [second.id, ""]]
