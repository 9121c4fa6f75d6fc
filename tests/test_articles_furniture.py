"""Page furniture: sixty texts and pages with every line marked, and each rule by its name."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tr_news.articles import Article, read_bytes

DATA = Path(__file__).parent / "data" / "articles"
_TAG = re.compile(r"<(?:[^<>\"]|\"[^\"]*\")*>")


@dataclass(frozen=True)
class Case:
    """A text or page, and what each of its lines is."""

    name: str
    source: str
    text: str
    said: tuple[str, ...]  # sentences of the article
    furniture: tuple[str, ...]
    title: str


def plain(line: str) -> str:
    """What is read of a line of HTML."""
    text = " ".join(html.unescape(_TAG.sub(" ", line)).split())
    return re.sub(r"^[A-ZÇĞİÖŞÜ]+ \(\w+\) - ", "", text)  # the dateline


def cases() -> Iterator[Case]:
    for path in sorted(DATA.glob("*.txt")):
        suffix = ".html" if path.stem == "pages" else ".txt"
        for part in path.read_text("utf-8").split("\n=== ")[1:]:
            name, _, body = part.partition("\n")
            lines = [line.split("|", 1) if line.strip() else ["-", ""] for line in body.rstrip().split("\n")]
            marked = {mark: tuple(plain(text) for m, text in lines if m == mark) for mark in "STFD"}
            text = "\n".join(text for _, text in lines)
            yield Case(name, name + suffix, text, marked["S"], (*marked["F"], *marked["D"]), "".join(marked["T"]))


CASES = list(cases())


def key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def read(case: Case) -> Article:
    article, *more = read_bytes(case.text.encode(), case.source)
    assert isinstance(article, Article), article
    assert not more
    return article


def test_there_are_sixty_of_them() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_sentence_of_an_article_is_lost(case: Case) -> None:
    read_of_it = key(" ".join(paragraph.text for paragraph in read(case).paragraphs))
    assert [said for said in case.said if key(said) not in read_of_it] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_furniture_is_among_the_sentences(case: Case) -> None:
    """What can become a bullet: paragraphs and items. Headings don't; the spot may be said again as a heading."""
    sentences = [key(p.text) for p in read(case).paragraphs if p.kind in ("text", "list")]
    said = key(" ".join(case.said))
    found = [line for line in case.furniture if key(line) and key(line) not in said]
    assert [line for line in found if any(key(line) in text or text in key(line) for text in sentences)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_title_is_the_storys(case: Case) -> None:
    assert read(case).title == case.title
