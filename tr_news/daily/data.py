"""The word lists and texts of this room."""

import re
from functools import cache
from importlib.resources import files


@cache
def data(name: str) -> str:
    """A file beside this one."""
    return files("tr_news.daily").joinpath(name).read_text(encoding="utf-8")


def lines(name: str) -> list[str]:
    """The lines of a list beside this file, without comments and blank ones."""
    return [line for line in (line.partition("#")[0].strip() for line in data(name).splitlines()) if line]


@cache
def catchy() -> re.Pattern[str]:
    """What marks a headline that sells: words of ``catchy.txt``, cries, questions, dots."""
    words = "|".join(map(re.escape, lines("catchy.txt")))
    return re.compile(rf"[!?…]|\.\.\.|(?<!\w)(?:{words})")


@cache
def roles() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is counted of people in Turkish news: the English of it, and the beginnings of words that say so."""
    pairs = [line.partition("=") for line in lines("roles.txt")]
    return tuple((label.strip(), tuple(starts.split())) for label, _, starts in pairs)


@cache
def anyone() -> tuple[str, ...]:
    """Beginnings of Turkish words between a number and what became of people that don't say who they are."""
    return tuple(word for line in lines("anyone.txt") for word in line.split())


@cache
def people() -> tuple[str, ...]:
    """Beginnings of Turkish words for people that are counted by the kind."""
    return tuple(word for line in lines("people.txt") for word in line.split())


@cache
def section_words(title: str) -> frozenset[str]:
    """The words of ``sections.txt`` below ``[title]``; none where there is no such title."""
    found: set[str] = set()
    inside = False
    for line in lines("sections.txt"):
        if line.startswith("["):
            inside = line == f"[{title}]"
        elif inside:
            found.update(line.split())
    return frozenset(found)
