"""The page of a brief in a real browser: evidence opens at a click, nothing runs, a phone shows all of it."""

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from html import escape, unescape
from pathlib import Path
from typing import Any

import pytest

from tests.brief_examples import brief_of, document, ferry, hostile
from tr_news.documents.brief import Brief
from tr_news.render.html import render_html

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: apt install chromium)")

# The page under test is shown in a frame, untouched; this looks at it from outside.
FRAME = """<!doctype html><iframe id="page" style="border: 0; width: {width}px; height: 800px" srcdoc="{page}"></iframe>
<pre id="seen"></pre>
<script>
addEventListener("load", () => {{
  const page = document.getElementById("page").contentDocument;
  const all = (selector) => [...page.querySelectorAll(selector)];
  const shown = (element) => element.offsetHeight > 0 && element.checkVisibility();  // after a layout
  const look = () => ({{
    evidence: all(".bullets .evidence").map(shown),
    article: all(".pair").map(shown),
    overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
  }});
  const style = getComputedStyle(page.querySelector(".headline"));
  const seen = {{
    title: page.title,
    tags: [...new Set(all("*").map((element) => element.localName))].sort(),
    headline: {{text: page.querySelector(".headline").textContent, size: parseFloat(style.fontSize)}},
    body: parseFloat(getComputedStyle(page.body).fontSize),
    closed: look(),
  }};
  all(".bullets > li:first-child summary")[0].click();
  seen.first = look();
  all("details:not([open]) > summary").forEach((summary) => summary.click());
  seen.open = look();
  document.getElementById("seen").textContent = JSON.stringify(seen);
}});
</script>
"""


def run(folder: Path, page: str, *options: str) -> str:
    """What Chromium prints about a page."""
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    assert BROWSER is not None
    quiet = [
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    ]
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", *(f"--{option}" for option in quiet)]
    done = subprocess.run(
        [*command, f"--user-data-dir={folder / 'profile'}", *options, file.as_uri()],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=300,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return done.stdout


def look_at(briefs: Sequence[Brief], folder: Path, *, width: int) -> Any:
    """What there is to see on the page, closed, with the first bullet open, and all open."""
    page = escape(render_html(briefs), quote=True)
    dump = run(folder, FRAME.format(width=width, page=page), "--dump-dom")
    found = re.search(r'<pre id="seen">(.*?)</pre>', dump, re.S)
    assert found is not None
    return json.loads(unescape(found[1]))


def test_a_click_on_a_bullet_shows_its_evidence(tmp_path: Path) -> None:
    seen = look_at([ferry()], tmp_path, width=1200)
    assert seen["closed"]["evidence"] == [False, False, False]
    assert seen["first"]["evidence"] == [True, False, False]
    assert seen["open"]["evidence"] == [True, True, True]
    assert set(seen["first"]["article"]) == {False}
    assert set(seen["open"]["article"]) == {True}
    assert seen["headline"]["size"] > 1.5 * seen["body"]  # the style is let through by the page's own policy


def test_a_phone_shows_all_of_it(tmp_path: Path) -> None:
    endless = "Çok" + "uzun" * 60
    long = document(
        ((0, "title", endless, endless, ()), (1, "text", endless, endless + "!", ("number",))), source=endless
    )
    seen = look_at([ferry(), brief_of(long, 1)], tmp_path, width=375)
    assert seen["body"] >= 16
    assert seen["closed"]["overflow"] == 0
    assert seen["open"]["overflow"] == 0


def test_nothing_of_an_article_runs(tmp_path: Path) -> None:
    owned = "parent.document.title=document.title='owned'"
    text = f'"\'></title><script>{owned}</script><img src=x onerror="{owned}"><svg/onload={owned}>'
    # Without the policy, so that escaping alone has to hold.
    page = re.sub(r"<meta http-equiv=.*?>\n", "", render_html([hostile(text)]))
    assert "Content-Security-Policy" not in page
    dump = run(tmp_path, page, "--dump-dom")
    assert not re.search(r"<(?:script|img|svg)\b", dump)
    title = re.search(r"<title>(.*?)</title>", dump, re.S)
    assert title is not None
    assert unescape(title[1]) == f"{text} EN"


def test_the_policy_of_the_page_lets_no_script_run(tmp_path: Path) -> None:
    page = render_html([ferry()]).replace("</body>", "<script>document.title = 'owned'</script></body>")
    assert "<title>owned" not in run(tmp_path, page, "--dump-dom")
    free = re.sub(r"<meta http-equiv=.*?>\n", "", page)
    assert "<title>owned" in run(tmp_path, free, "--dump-dom")


def test_it_can_be_photographed(tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    run(tmp_path, render_html([ferry()]), f"--screenshot={picture}", "--window-size=600,800")
    assert picture.read_bytes().startswith(b"\x89PNG")
