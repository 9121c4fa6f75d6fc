"""The word lists of this room, in its ``data/``."""

from functools import cache

from tr_news.text import lexicon

_ROOM = "stories"


def lines(name: str) -> list[str]:
    """The lines of ``data/NAME.txt`` without comments and without blank ones."""
    return [line.strip() for line in lexicon.file_lines(f"{name}.txt", _ROOM)]


@cache
def words(name: str) -> frozenset[str]:
    """The words of ``data/NAME.txt``, of all its sections."""
    return frozenset[str]().union(*lexicon.word_sections(name, _ROOM).values())


@cache
def section(name: str, title: str) -> frozenset[str]:
    """The words of ``data/NAME.txt`` below ``[title]``; an underscore in them stands for a space."""
    return frozenset(word.replace("_", " ") for word in lexicon.words(name, title, _ROOM))
