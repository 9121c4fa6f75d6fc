"""Tables of n-grams, ready as soon as they are read: a hundred thousand rows without a hundred thousand objects.

A table is a text of lines. A line holds the rows whose n-grams end with the same letters; a row is found by searching
the line.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

FOLDER = Path(__file__).parent / "profiles"

_ROW, _VALUE = "\x1e", "\x1f"


class Table:
    """n-gram → text; ``ending`` is how many letters the n-grams of a line share."""

    def __init__(self, lines: Iterable[str], ending: int) -> None:
        self._ending = ending
        self._lines = {line[: line.index(_ROW)]: line for line in lines}

    def get(self, gram: str) -> str | None:
        """The text of an n-gram, None where it isn't in the table."""
        line = self._lines.get(gram[-self._ending :])
        if line is None:
            return None
        mark = f"{_ROW}{gram[: -self._ending]}{_VALUE}"
        start = line.find(mark)
        if start < 0:
            return None
        start += len(mark)
        return line[start : line.index(_ROW, start)]


def pack(rows: Mapping[str, str], ending: int) -> list[str]:
    """The lines of a table with these rows: the larger ``ending``, the more and shorter they are."""
    lines: dict[str, list[str]] = defaultdict(list)
    for gram, value in sorted(rows.items()):
        lines[gram[-ending:]].append(f"{gram[:-ending]}{_VALUE}{value}")
    return [f"{ending}{_ROW}{_ROW.join(found)}{_ROW}" for ending, found in sorted(lines.items())]


def read(name: str) -> str:
    """The text of a file of ``profiles/``."""
    return zlib.decompress((FOLDER / f"{name}.z").read_bytes()).decode("utf-8")


def write(name: str, text: str) -> None:
    """A file of ``profiles/`` with this text."""
    (FOLDER / f"{name}.z").write_bytes(zlib.compress(text.encode("utf-8"), 9))
