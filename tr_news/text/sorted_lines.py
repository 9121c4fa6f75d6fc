"""Lines of bytes in their order, found by what they begin with: tables and lists too long for an object a line."""

from bisect import bisect_right
from itertools import groupby

_CHUNK = 4096  # bytes between the lines of the index


class SortedLines:
    """A text of lines in the order of their keys, each with ``mark`` behind it, a byte that is in none of them.

    ``data``: the lines in UTF-8, without a newline at the end. Of every few thousand bytes one key is kept apart.
    """

    def __init__(self, data: bytes, mark: bytes = b"\n") -> None:
        self.data = data = b"\n" + data + b"\n" if data else b"\n"
        self._mark = mark
        last = len(data) - 1
        starts = [start for start, _ in groupby(data.find(b"\n", at) for at in range(0, last, _CHUNK)) if start < last]
        self._keys = [data[start + 1 : data.index(mark, start + 1) + 1] for start in starts]
        self._starts = [*starts, last]

    def find(self, key: str) -> int:
        """Where the newline stands before the line with a key, -1 where there is none."""
        wanted = encoded(key) + self._mark
        chunk = bisect_right(self._keys, wanted) - 1
        if chunk < 0 or "\n" in key:
            return -1
        return self.data.find(b"\n" + wanted, self._starts[chunk], self._starts[chunk + 1] + 1)


def encoded(text: str) -> bytes:
    """UTF-8; lone surrogates, which stand in no list, in theirs."""
    return text.encode("utf-8", "surrogatepass")
