"""Word lists: text files in ``data/`` that a reader can correct without reading code, read when first needed.

A ``.txt`` has sections, each begun by ``[its name]`` on a line of its own (what stands before the first is ``""``); a
line that begins with ``#`` is a comment. A ``.tsv`` is a table with a tab between columns and the same comments.
"""

import re
import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from tr_news.text.sorted_lines import SortedLines

_PACKAGE = Path(__file__).parents[1]


def file_lines(name: str, room: str = "text") -> list[str]:
    """The lines of ``data/NAME`` of a room, without blank ones and comments."""
    text = (_PACKAGE / room / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def sections(name: str, room: str = "text") -> dict[str, tuple[str, ...]]:
    """The lines of ``data/NAME.txt`` of a room by section, in order, without white space around them."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in map(str.strip, file_lines(f"{name}.txt", room)):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        else:
            found.setdefault(section, []).append(line)
    return {title: tuple(lines) for title, lines in found.items()}


@cache
def words(name: str, section: str = "", room: str = "text") -> frozenset[str]:
    """The words of one section of ``data/NAME.txt`` of a room, several a line."""
    return frozenset(" ".join(sections(name, room)[section]).split())


@cache
def pattern(name: str, section: str = "", room: str = "text") -> re.Pattern[str]:
    """Any of the patterns of one section of ``data/NAME.txt`` of a room, one a line."""
    return re.compile("|".join(f"(?:{line})" for line in sections(name, room)[section]))


@cache
def word_sections(name: str, room: str = "text") -> dict[str, frozenset[str]]:
    """The words of every section of ``data/NAME.txt`` of a room."""
    return {section: words(name, section, room) for section in sections(name, room)}


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``data/NAME.tsv``."""
    return tuple(tuple(line.split("\t")) for line in file_lines(f"{name}.tsv"))


class PackedWords:
    """Words of a list too long to be a set: bytes that are searched, a tenth of the memory.

    ``data``: UTF-8, a word a line, in the order of the bytes.
    """

    def __init__(self, data: bytes) -> None:
        self._lines = SortedLines(data)
        self._has = lru_cache(4096)(self._search)  # the same few words are asked for again and again

    def __contains__(self, word: str) -> bool:
        return self._has(word)

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines.data[1:-1].decode("utf-8").split("\n"))

    def _search(self, word: str) -> bool:
        return self._lines.find(word) >= 0


@cache
def packed(name: str) -> PackedWords:
    """The words of ``data/NAME.z``: one a line, in the order of their bytes, zlib-compressed."""
    return PackedWords(zlib.decompress((_PACKAGE / "text" / "data" / f"{name}.z").read_bytes()))
