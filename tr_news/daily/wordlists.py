"""The word lists of this room, in its ``data/``."""

import re
from functools import cache

from tr_news.text import lexicon

_ROOM = "daily"


def lines(name: str) -> list[str]:
    """The lines of ``data/NAME.txt``, without comments and blank ones."""
    return [line.strip() for line in lexicon.file_lines(f"{name}.txt", _ROOM)]


@cache
def catchy() -> re.Pattern[str]:
    """What marks a headline that sells: words of ``catchy.txt``, cries, questions, dots."""
    words = "|".join(map(re.escape, lines("catchy")))
    return re.compile(rf"[!?…]|\.\.\.|(?<!\w)(?:{words})")


@cache
def roles() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is counted of people in Turkish news: the English of it, and the beginnings of words that say so."""
    pairs = [line.partition("=") for line in lines("roles")]
    return tuple((label.strip(), tuple(starts.split())) for label, _, starts in pairs)


@cache
def anyone() -> tuple[str, ...]:
    """Beginnings of Turkish words between a number and what became of people that don't say who they are."""
    return tuple(word for line in lines("anyone") for word in line.split())


@cache
def people() -> tuple[str, ...]:
    """Beginnings of Turkish words for people that are counted by the kind."""
    return tuple(word for line in lines("people") for word in line.split())


@cache
def section_words(title: str) -> frozenset[str]:
    """The words of ``sections.txt`` below ``[title]``; none where there is no such title."""
    return lexicon.word_sections("sections", _ROOM).get(title, frozenset())
