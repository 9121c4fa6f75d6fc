"""Ids and addresses of stories stay when a day is made again."""

import re

from tests.daily_examples import BRIDGE, DAY, MINE, piece, unchanged
from tr_news.daily.build import build
from tr_news.daily.days import day_span
from tr_news.daily.digest import Digest
from tr_news.daily.html import render_day
from tr_news.daily.identity import Known, former, is_shown, known_of, named
from tr_news.daily.markdown import render_markdown
from tr_news.stories.group import group, story_id
from tr_news.stories.inputs import StoryInput

PIECES = [piece(one) for one in (*MINE, *BRIDGE)]


def told(known: Known) -> Digest:
    return build(PIECES, day_span(DAY.date()), unchanged, known=known, provenance={})


def test_two_stories_that_become_one_keep_both_addresses() -> None:
    first, second, third, fourth = (one.item.key for one in PIECES[:4])
    known = Known({first: "aaaaaaaaaaaa", second: "aaaaaaaaaaaa", third: "bbbbbbbbbbbb", fourth: "cccccccccccc"})
    for _ in range(3):  # and in the runs after that
        found = told(known)
        assert found.stories[0].id == "aaaaaaaaaaaa"
        assert found.stories[0].former == ("bbbbbbbbbbbb", "cccccccccccc")
        for page in (render_day(found), render_markdown(found)):
            assert {"s-aaaaaaaaaaaa", "s-bbbbbbbbbbbb", "s-cccccccccccc"} <= set(re.findall(r'id="([^"]+)"', page))
        known = known_of(found)


def test_of_two_stories_that_were_one_the_first_keeps_the_id() -> None:
    known = Known({one.item.key: "aaaaaaaaaaaa" for one in PIECES})
    found = told(known)
    assert [story.id for story in found.all_stories] == ["aaaaaaaaaaaa", story_id(PIECES[4].item.key)]
    assert all(story.former == () for story in found.all_stories)


def test_what_a_page_has_shown() -> None:
    (story,) = group([StoryInput("k", "Köprü açıldı", "Köprü törenle açıldı.")]).stories
    known = Known({"k": "aaaaaaaaaaaa", "x": "bbbbbbbbbbbb"}, {"aaaaaaaaaaaa": ("cccccccccccc",)})
    (same,) = named([story], known)
    assert same.id == "aaaaaaaaaaaa"
    assert former(same, known, {"aaaaaaaaaaaa"}) == ("cccccccccccc",)
    assert former(same, known, {"aaaaaaaaaaaa", "cccccccccccc"}) == ()
    assert is_shown(same, known)
    assert not is_shown(story, known)
    assert known_of(None) == Known()
