"""The word lists of this room: text files in ``data/`` that a reader can correct without reading code."""

from functools import cache
from importlib.resources import files


def lines(name: str) -> list[str]:
    """The lines of ``data/NAME.txt`` without comments and without blank ones."""
    text = files("tr_news.stories").joinpath(f"data/{name}.txt").read_text(encoding="utf-8")
    return [line for line in (line.partition("#")[0].strip() for line in text.splitlines()) if line]


@cache
def words(name: str) -> frozenset[str]:
    """The words of ``data/NAME.txt``, separated by white space."""
    return frozenset(word for line in lines(name) if not line.startswith("[") for word in line.split())


@cache
def section(name: str, title: str) -> frozenset[str]:
    """The words of ``data/NAME.txt`` below ``[title]``; an underscore in them stands for a space."""
    found: set[str] = set()
    inside = False
    for line in lines(name):
        if line.startswith("["):
            inside = line == f"[{title}]"
        elif inside:
            found.update(word.replace("_", " ") for word in line.split())
    return frozenset(found)
