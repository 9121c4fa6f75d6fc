"""The word lists of this room, in its ``data/``."""

from functools import cache

from tr_news.text.lexicon import file_lines


def lines(name: str) -> list[str]:
    """The lines of ``data/NAME.txt`` without comments and without blank ones."""
    found = (line.partition("#")[0].strip() for line in file_lines(f"{name}.txt", "stories"))
    return [line for line in found if line]


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
