# ruff: noqa: E501 (an article is easier to read on one line)
"""All outputs are made from daily.json, name the same stories in the same order, and are valid each in its way."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from email import message_from_string
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from tests.daily_examples import ALL, Told, digest
from tr_news.daily import schema
from tr_news.daily.digest import DayStory, Digest, from_dict, to_dict
from tr_news.daily.email import MOST, render_letter
from tr_news.daily.feeds import render_json_feed
from tr_news.daily.folder import json_text
from tr_news.daily.html import render_day, render_index
from tr_news.daily.markdown import render_markdown

ROOT = Path(__file__).parents[1]
SCRIPT = "<script>alert(1)</script>"
HOSTILE: tuple[Told, ...] = (
    ("Kent <b>", "10:00", f"Köprü {SCRIPT} açıldı \u202eters\u202c", f"Akçay köprüsü açıldı {SCRIPT} \"&amp; ' > köprü açıldı."),
    ("Ulus \"Haber'", "11:00", "Akçay köprüsü açıldı ]( javascript:alert(1) )", "Akçay köprüsü bugün törenle açıldı \x1b[31m\x07."),
    ("A" * 500, "12:00", "W" * 10_000, "x" * 10_000 + " köprü."),
)  # fmt: skip


class Tags(HTMLParser):
    """The tags and addresses of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.stories: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        for name, place in (("data-story", self.stories), ("href", self.links), ("id", self.ids)):
            if found.get(name) is not None:
                place.append(str(found[name]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


def hostile() -> Digest:
    """A digest of an attacker's articles."""
    found = digest(HOSTILE)
    story = found.all_stories[0]
    bad = tuple(replace(source, title=f"{source.title} {SCRIPT}", file="<x>") for source in story.sources)
    return replace(found, single=(), also=(), stories=(replace(story, sources=bad),), notes=(SCRIPT,))


DIGESTS = {"a day": digest(), "nothing": digest([]), "one article": digest(ALL[:1]), "hostile": hostile()}
EVERY = pytest.mark.parametrize("found", DIGESTS.values(), ids=list(DIGESTS))


def stories_of(found: Digest) -> list[DayStory]:
    return list(found.all_stories)


@EVERY
def test_daily_json_follows_its_schema_and_is_read_back(found: Digest) -> None:
    written = (ROOT / "tr_news" / "daily" / "daily-1.schema.json").read_text(encoding="utf-8")
    assert json.loads(written) == schema.schema()
    data = json.loads(json_text(found))
    jsonschema.Draft202012Validator(json.loads(written)).validate(data)
    assert to_dict(from_dict(data)) == data


@EVERY
def test_all_outputs_name_the_same_stories_in_the_same_order(found: Digest) -> None:
    wanted = [story.id for story in stories_of(found)]
    assert Tags(render_day(found)).stories == wanted
    assert re.findall(r'<a id="s-([0-9a-f]+)">', render_markdown(found)) == wanted
    assert Tags(render_index([found], [found.date])).stories == wanted
    (item,) = json.loads(render_json_feed([found]))["items"]
    assert [link.rpartition("#s-")[2] for link in Tags(item["content_html"]).links] == wanted
    plain, _ = letter_parts(found)
    places = [flat(plain).find(flat(story.headline.text)[:40]) for story in stories_of(found)]
    assert -1 not in places
    assert places == sorted(places)


def flat(content: str) -> str:
    return re.sub(r"[\s-]+", "", content).casefold().replace("i̇", "i").replace("ı", "i")


def letter_parts(found: Digest) -> tuple[str, str]:
    letter = message_from_string(render_letter(found), policy=default)
    plain, html = letter.iter_parts()
    assert plain.get_content_type() == "text/plain"
    return plain.get_content(), html.get_content()


@EVERY
def test_the_page_is_sound(found: Digest) -> None:
    page = render_day(found)
    tags = Tags(page)
    assert len(tags.ids) == len(set(tags.ids))
    assert set(tags.tags) <= {
        *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "nav", "section", "article", "script"),
        *("h1", "h2", "p", "a", "ol", "ul", "li", "details", "summary", "blockquote", "span", "div", "label", "input"),
        *("select", "option", "del"),
    }  # fmt: skip
    assert all(link.startswith(("#", "../", "http://", "https://")) for link in tags.links)
    assert tags.headings[:1] == [1]
    assert all(after - before <= 1 for before, after in zip(tags.headings, tags.headings[1:], strict=False))
    inside = {link[1:] for link in tags.links if link.startswith("#")}
    assert inside <= set(tags.ids)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'")
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() in policy[1]


def test_hostile_text_stays_text() -> None:
    found = DIGESTS["hostile"]
    for rendered in (render_day(found), render_index([found], [found.date]), letter_parts(found)[1]):
        assert SCRIPT not in rendered
        assert "\u202e" not in rendered
        assert "\x1b" not in rendered
    markdown = render_markdown(found)
    assert SCRIPT not in markdown
    assert "](javascript" not in markdown
    assert all(len(story.headline.text) < 400 for story in found.all_stories)


def test_addresses_of_other_schemes_are_no_links() -> None:
    from tr_news.daily.gather import web_address

    for bad in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://",
        "http://[",
        "//x",
        "",
        None,
    ):
        assert web_address(bad) == ""
    assert web_address('https://example.com/ü"><x>') == "https://example.com/%C3%BC%22%3E%3Cx%3E"


def test_a_hundred_stories_fit_into_300_kilobytes() -> None:
    story = digest().stories[0]
    many = tuple(replace(story, id=f"{i:012x}") for i in range(100))
    assert len(render_day(replace(digest(), stories=many)).encode()) <= 300_000


@EVERY
def test_the_letter(found: Digest) -> None:
    first, again = render_letter(found), render_letter(found)
    assert first == again
    letter = message_from_string(first, policy=default)
    assert not letter.defects
    assert letter.get_content_type() == "multipart/alternative"
    assert letter["Date"].datetime.isoformat() == found.updated, "when the day changed, not when it was made"
    assert letter["From"].addresses[0].domain == "tr-news.invalid"
    _, html = letter_parts(found)
    tags = Tags(html)
    assert {"img", "script", "style", "link", "iframe"}.isdisjoint(tags.tags)
    assert len(html.encode()) <= MOST
    assert all(link.startswith(("http://", "https://")) for link in tags.links)


def test_the_letters_id_is_the_days() -> None:
    letters = [message_from_string(render_letter(found), policy=default) for found in (digest(), digest(ALL[:3]))]
    assert letters[0]["Message-ID"] == letters[1]["Message-ID"]


def test_a_long_letter_is_cut_between_stories_and_says_so() -> None:
    story = digest().stories[0]
    many = replace(digest(), stories=tuple(replace(story, id=f"{i:012x}") for i in range(300)))
    letter = message_from_string(render_letter(many, page="https://example.com/day"), policy=default)
    _, html = letter.iter_parts()
    content = html.get_content()
    assert 80_000 < len(content.encode()) <= MOST
    assert '<a href="https://example.com/day">' in content
    assert content.endswith("</body></html>\n")
