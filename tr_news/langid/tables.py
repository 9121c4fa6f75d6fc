"""Tables of n-grams, ready as soon as they are read: a hundred thousand rows without a hundred thousand objects.

A table is the bytes of a text of lines in the order of what they begin with. A line holds the rows whose n-grams end
with the same letters; it is found by an index of every hundredth line, and a row by searching the line.
"""

import zlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

FOLDER = Path(__file__).parent / "profiles"

_CHUNK = 4096  # bytes
_ROW, _VALUE = "\x1e", "\x1f"


class Table:
    """n-gram → text; ``ending`` is how many letters the n-grams of a line share, ``data`` the lines in UTF-8."""

    def __init__(self, data: bytes, ending: int) -> None:
        self._data = data = b"\n" + data + b"\n" if data else b"\n"
        self._ending = ending
        # A line of every few thousand bytes, where a search begins: where it stands, and what it begins with.
        chunks = (data.find(b"\n", place) for place in range(0, len(data) - 1, _CHUNK))
        self._starts = [start for start, _ in groupby(chunks) if start < len(data) - 1]
        self._heads = [data[start + 1 : data.index(b"\x1e", start) + 1] for start in self._starts]
        self._starts.append(len(data))
        self._lines: dict[str, tuple[int, int]] = {}  # where those lines begin and end that were asked for

    def get(self, gram: str) -> str | None:
        """The text of an n-gram, None where it isn't in the table."""
        ending = gram[-self._ending :]
        line = self._lines.get(ending) or self._find(ending)
        mark = _bytes(f"{_ROW}{gram[: -self._ending]}{_VALUE}")
        start = self._data.find(mark, *line)
        if start < 0:
            return None
        start += len(mark)
        return self._data[start : self._data.index(b"\x1e", start)].decode("utf-8")

    def _find(self, ending: str) -> tuple[int, int]:
        """Where the line of an ending begins and ends; nowhere, where there is none."""
        beginning = _bytes(f"{ending}{_ROW}")
        chunk = bisect_right(self._heads, beginning) - 1
        part = self._starts[chunk : chunk + 2] if chunk >= 0 else (0, 0)
        start = self._data.find(b"\n" + beginning, *part)
        if start < 0:
            return 0, 0
        self._lines[ending] = found = start, self._data.index(b"\n", start + 1)
        return found


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


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
