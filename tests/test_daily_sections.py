"""The section of a story: told where it can be, none elsewhere."""

import json

import pytest

from benchmarks import evaluation_folder, floors, sections
from tests.daily_examples import digest
from tr_news.daily.digest import from_dict, to_dict
from tr_news.daily.html import render_day
from tr_news.daily.sections import section_of
from tr_news.stories.group import group
from tr_news.stories.inputs import StoryInput

BRIDGE = "Akçay Nehri üzerindeki yeni köprü düzenlenen törenle trafiğe açıldı."


def section(*urls: str, body: str = BRIDGE) -> str | None:
    items = [StoryInput(url, "Köprü açıldı", body, None, f"Yayın {i}", url) for i, url in enumerate(urls)]
    (story,) = group(items).stories
    return section_of(story)


@pytest.mark.parametrize(
    ("urls", "expected"),
    [
        (["https://kent.example/spor/futbol/kopru-acildi"], "sport"),
        (["https://kent.example/haber/ekonomi/kopru-acildi"], "economy"),
        (["https://kent.example/dunya/kopru-acildi"], "world"),
        (["https://kent.example/gundem/kopru-acildi"], None),
        (["https://kent.example/spor"], None),  # the article's own name
        (["https://www.dunya.example/gundem/kopru"], None),
        (["https://www.fotomac.com.tr/2026/kopru-acildi"], "sport"),
        (["https://kent.example/dunya/a", "https://ulus.example/gundem/b"], "world"),
        (["https://kent.example/dunya/a", "https://ulus.example/ekonomi/b"], None),
        (["https://kent.example/dunya/a", *(f"https://ulus{i}.example/gundem/b" for i in range(4))], None),
        (["http://[", "javascript:x"], None),
    ],
)
def test_the_section_that_publishers_give(urls: list[str], expected: str | None) -> None:
    assert section(*urls) == expected


def test_the_section_that_the_words_give() -> None:
    match = "Kent takımı deplasmanda 2 gol attı, hakem uzatmalarda penaltı verdi."
    money = "Dolar güne yükselişle başladı, Merkez Bankası faiz kararını açıkladı."
    assert section("", body=match) == "sport"
    assert section("", body=money) == "economy"
    assert section("", body=f"{match} {money}") is None
    assert section("", body=BRIDGE) is None


def test_a_day_without_sections_has_no_filter_and_an_older_file_is_read() -> None:
    found = digest()
    assert 'data-filter="section"' not in render_day(found)
    older = json.loads(json.dumps(to_dict(found)))
    for story in (*older["stories"], *older["also"], *older["single"]):
        del story["section"]
    assert from_dict(older) == found


@pytest.mark.skipif(not (evaluation_folder() / "news_tr" / "stories-dev.jsonl").is_file(), reason="no evaluation data")
def test_sections_are_right() -> None:
    found = sections.metrics()
    assert found["right where named"] >= 95
    assert floors.missed("sections", found) == {}
