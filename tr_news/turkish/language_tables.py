"""Tables of n-grams, ready as soon as they are read: a hundred thousand rows without a hundred thousand objects.

A table is a text of lines. A line holds the rows whose n-grams end with the same two letters; a row is found by
searching the line.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

FOLDER = Path(__file__).parent / "profiles"

_ROW, _VALUE = "\x1e", "\x1f"
_ENDING = 2  # letters that the n-grams of a line share
_REMEMBERED = 50_000  # n-grams of a table


class Table:
    """n-gram → text."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = {line[: line.index(_ROW)]: line for line in lines}
        self._found: dict[str, str | None] = {}  # the n-grams of text are the same few over and over

    def get(self, gram: str) -> str | None:
        """The text of an n-gram, None where it isn't in the table."""
        try:
            return self._found[gram]
        except KeyError:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[gram] = self._search(gram)
            return found

    def _search(self, gram: str) -> str | None:
        line = self._lines.get(gram[-_ENDING:])
        if line is None:
            return None
        mark = f"{_ROW}{gram[:-_ENDING]}{_VALUE}"
        start = line.find(mark)
        if start < 0:
            return None
        start += len(mark)
        return line[start : line.index(_ROW, start)]


def pack(rows: Mapping[str, str]) -> list[str]:
    """The lines of a table with these rows."""
    lines: dict[str, list[str]] = defaultdict(list)
    for gram, value in sorted(rows.items()):
        lines[gram[-_ENDING:]].append(f"{gram[:-_ENDING]}{_VALUE}{value}")
    return [f"{ending}{_ROW}{_ROW.join(found)}{_ROW}" for ending, found in sorted(lines.items())]


def read(name: str) -> str:
    """The text of a file of ``profiles/``."""
    return zlib.decompress((FOLDER / f"{name}.z").read_bytes()).decode("utf-8")


def write(name: str, text: str) -> None:
    """A file of ``profiles/`` with this text."""
    (FOLDER / f"{name}.z").write_bytes(zlib.compress(text.encode("utf-8"), 9))
