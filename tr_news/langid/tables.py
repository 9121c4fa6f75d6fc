"""Tables of n-grams, ready as soon as they are read: a hundred thousand rows without a hundred thousand objects.

A table is the bytes of a text of lines in the order of what they begin with. A line holds the rows whose n-grams end
with the same letters; it is found by an index of every hundredth line, and a row by searching the line.
"""

import zlib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from tr_news.text.sorted_lines import SortedLines, encoded

FOLDER = Path(__file__).parent / "profiles"

_ROW, _VALUE = "\x1e", "\x1f"


class Table:
    """n-gram → text; ``ending`` is how many letters the n-grams of a line share, ``data`` the lines in UTF-8."""

    def __init__(self, data: bytes, ending: int) -> None:
        self._lines = SortedLines(data, _ROW.encode())
        self._data = self._lines.data
        self._ending = ending
        self._places: dict[str, tuple[int, int]] = {}  # where those lines begin and end that were asked for

    def get(self, gram: str) -> str | None:
        """The text of an n-gram, None where it isn't in the table."""
        ending = gram[-self._ending :]
        line = self._places.get(ending) or self._find(ending)
        mark = encoded(f"{_ROW}{gram[: -self._ending]}{_VALUE}")
        start = self._data.find(mark, *line)
        if start < 0:
            return None
        start += len(mark)
        return self._data[start : self._data.index(b"\x1e", start)].decode("utf-8")

    def _find(self, ending: str) -> tuple[int, int]:
        """Where the line of an ending begins and ends; nowhere, where there is none."""
        start = self._lines.find(ending)
        if start < 0:
            return 0, 0
        self._places[ending] = found = start, self._data.index(b"\n", start + 1)
        return found


def pack(rows: Mapping[str, str], ending: int) -> str:
    """The text of a table with these rows: the larger ``ending``, the more and shorter its lines are."""
    lines: dict[str, list[str]] = defaultdict(list)
    for gram, value in sorted(rows.items()):
        lines[gram[-ending:]].append(f"{gram[:-ending]}{_VALUE}{value}")
    return "\n".join(f"{ending}{_ROW}{_ROW.join(found)}{_ROW}" for ending, found in sorted(lines.items()))


def read(name: str) -> bytes:
    """The text of a file of ``profiles/``, in UTF-8."""
    return zlib.decompress((FOLDER / f"{name}.z").read_bytes())


def write(name: str, text: str) -> None:
    """A file of ``profiles/`` with this text."""
    (FOLDER / f"{name}.z").write_bytes(zlib.compress(text.encode("utf-8"), 9))
