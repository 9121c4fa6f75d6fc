"""The names of a folder's files in order, without as many strings in memory: a folder may hold 100,000.

Names are sorted a part at a time; each sorted part is kept as bytes, compressed, and the parts are merged as they are
read: names that stand next to each other have most of their letters in common, so a name takes some five bytes.
"""

import heapq
import os
import zlib
from collections.abc import Iterator

_PART = 4_096  # names that are sorted at a time
_BLOCK = 1_024  # bytes that are unpacked at a time
_WINDOW = 10  # bits of the bytes that are looked back at: what unpacks a part needs little more memory than these
_SEPARATOR = "/"  # the one character, beside NUL, that is in none


class SortedNames:
    """Takes names, then gives them once, in the order of their code points."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._parts: list[bytes] = []

    def add(self, name: str) -> None:
        """One more, as the system has it."""
        self._names.append(name)
        if len(self._names) >= _PART:
            packing = zlib.compressobj(wbits=_WINDOW)
            packed = packing.compress(os.fsencode(_SEPARATOR.join(self._sorted()))) + packing.flush()
            self._parts.append(packed)
            self._names = []

    def __iter__(self) -> Iterator[str]:
        parts = [_unpacked(part) for part in self._parts]
        return heapq.merge(*parts, self._taken()) if parts else self._taken()

    def _sorted(self) -> list[str]:
        self._names.sort()
        return self._names

    def _taken(self) -> Iterator[str]:
        names, self._names = self._sorted()[::-1], []
        while names:
            yield names.pop()


def _unpacked(part: bytes) -> Iterator[str]:
    """The names of a part, one by one."""
    unpacking, rest = zlib.decompressobj(wbits=_WINDOW), b""
    separator = os.fsencode(_SEPARATOR)
    while part or unpacking.unconsumed_tail:
        block = unpacking.decompress(unpacking.unconsumed_tail or part, _BLOCK)
        part = b""
        *whole, rest = (rest + block).split(separator)
        yield from map(os.fsdecode, whole)
    yield os.fsdecode(rest + unpacking.flush())
