"""The feeds: valid by the grammars of their specifications, with ids that stay and times that say what changed."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import feedparser
import jsonschema
import pytest
from lxml import etree

from tests.daily_examples import ALL, DAY, digest, run_daily, write_feed
from tests.test_daily_outputs import DIGESTS, EVERY
from tr_news.daily.digest import Digest
from tr_news.daily.feeds import render_atom, render_json_feed
from tr_news.daily.folder import json_text

SCHEMAS = Path(__file__).parent / "data" / "feeds"
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESSES = pytest.mark.parametrize("address", ["", "https://example.com/news/"])


@cache
def grammar() -> etree.RelaxNG:
    """The RELAX NG of RFC 4287, appendix B; libxml2 validates, as in xmllint."""
    return etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))


@cache
def json_feed_schema() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((SCHEMAS / "json-feed-1.1.schema.json").read_text()))


def assert_atom(atom: str, days: list[Digest]) -> None:
    root = etree.fromstring(atom.encode())
    grammar().assertValid(root)
    entries = list(root.iter(f"{ATOM}entry"))
    # the appendix's two Schematron rules
    assert root.find(f"{ATOM}author") is not None
    assert all(entry.find(f"{ATOM}content") is not None for entry in entries)
    # section 4.1.1: no two entries with one id and one time, one rel="self"
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"tag:tr-news.invalid,2026:day:{d.date}" for d in days
    ]
    assert len(root.findall(f"{ATOM}link[@rel='self']")) == 1
    parsed = feedparser.parse(atom)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    assert len(parsed.entries) == len(days)


@EVERY
@ADDRESSES
def test_atom(found: Digest, address: str) -> None:
    atom = render_atom([found], address)
    assert_atom(atom, [found])
    (link,) = etree.fromstring(atom.encode()).findall(f"{ATOM}entry/{ATOM}link")
    assert link.get("href") == f"{address}{found.date}/index.html"


@EVERY
@ADDRESSES
def test_json_feed(found: Digest, address: str) -> None:
    feed = json.loads(render_json_feed([found], address))
    json_feed_schema().validate(feed)
    (item,) = feed["items"]
    assert item.get("url", "") == (f"{address}{found.date}/index.html" if address else "")


def test_feeds_of_no_day_and_of_all_days_together_are_valid() -> None:
    days = [replace(found, date=f"2026-03-{4 + i:02}") for i, found in enumerate(DIGESTS.values())]
    for shown in ([], days):
        assert_atom(render_atom(shown), shown)
        json_feed_schema().validate(json.loads(render_json_feed(shown)))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<id>tag:tr-news.invalid,2026:days</id>", ""),
        ("<published>", "<published>yesterday "),
        ("<summary>", "<abstract>x</abstract><summary>"),
        ('type="html"', 'type="xhtml"'),
    ],
)
def test_the_grammar_of_atom_refuses_what_is_none(right: str, wrong: str) -> None:
    atom = render_atom([digest()])
    assert right in atom
    assert not grammar().validate(etree.fromstring(atom.replace(right, wrong).encode()))


@pytest.mark.parametrize(
    "wrong", [{"url": "2026-03-04/index.html"}, {"date_published": "2026-03-04"}, {"id": 4}, {"link": "https://x"}]
)
def test_the_schema_of_json_feed_refuses_what_is_none(wrong: dict[str, object]) -> None:
    feed = json.loads(render_json_feed([digest()]))
    feed["items"][0] |= wrong
    assert not json_feed_schema().is_valid(feed)


def test_feeds_have_the_last_thirty_days_newest_first(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for day in range(1, 32):
        (out / f"2026-01-{day:02}").mkdir(parents=True)
        (out / f"2026-01-{day:02}" / "daily.json").write_text(json_text(replace(digest(), date=f"2026-01-{day:02}")))
    write_feed(tmp_path / "feed.jsonl")
    run_daily(tmp_path / "feed.jsonl", out)
    names = [item["id"].rpartition(":")[2] for item in json.loads((out / "feed.json").read_text())["items"]]
    assert names == [DAY.date().isoformat(), *(f"2026-01-{day:02}" for day in range(31, 2, -1))]
    atom = (out / "feed.atom").read_text(encoding="utf-8")
    assert [entry.id.rpartition(":")[2] for entry in feedparser.parse(atom).entries] == names
    grammar().assertValid(etree.fromstring(atom.encode()))


def test_an_entrys_time_changes_only_with_its_text(tmp_path: Path) -> None:
    feed, out = tmp_path / "feed.jsonl", tmp_path / "out"

    def times() -> list[str]:
        run_daily(feed, out)
        return [entry.updated for entry in feedparser.parse((out / "feed.atom").read_text(encoding="utf-8")).entries]

    write_feed(feed, ALL[:5])
    first = times()
    again = out / "2026-03-04" / "daily.json"
    older = json.loads(again.read_text(encoding="utf-8"))
    older["provenance"]["tool"] = "tr-news 0.0.1"
    again.write_text(json.dumps(older), encoding="utf-8")
    assert times() == first, "another version that tells the same"
    write_feed(feed, ALL)
    assert times() > first
