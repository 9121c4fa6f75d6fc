"""Lists of paths, as ``find`` prints them."""

import os
from collections.abc import Iterator
from typing import BinaryIO

from tr_news.errors import InputError
from tr_news.storage.durable import reason

_BLOCK = 65_536


def paths(source: BinaryIO | str, separator: bytes) -> Iterator[str]:
    """The paths of a list, each as soon as it is there; blank ones are passed over.

    Raises:
        InputError: the list can't be opened.
    """
    if isinstance(source, str):
        try:
            with open(source, "rb") as file:  # noqa: PTH123 (its name may be no text)
                yield from paths(file, separator)
        except OSError as error:
            raise InputError(source, f"this list can't be read ({reason(error)}); check the path") from error
        return
    rest = b""
    while block := getattr(source, "read1", source.read)(_BLOCK):
        *whole, rest = (rest + block).split(separator)
        yield from (os.fsdecode(path) for path in map(_stripped, whole) if path)
    if path := _stripped(rest):
        yield os.fsdecode(path)


def _stripped(path: bytes) -> bytes:
    return path.removesuffix(b"\r")
