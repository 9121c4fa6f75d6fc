"""Lists of paths, as ``find`` prints them."""

import io
import os
import select
from collections.abc import Callable, Iterator
from typing import BinaryIO

from tr_news.errors import InputError
from tr_news.storage.durable import reason

_BLOCK = 65_536
_MARK = b"\xef\xbb\xbf"  # of UTF-8
_PAUSE = 0.2  # seconds between two looks at whether to stop


def paths(source: BinaryIO | str, separator: bytes, stopped: Callable[[], bool] = lambda: False) -> Iterator[str]:
    """The paths of a list, each as soon as it is there; blank ones are passed over.

    ``stopped`` ends the waiting for more of them.

    Raises:
        InputError: the list can't be opened.
    """
    if isinstance(source, str):
        try:
            with open(source, "rb") as file:  # noqa: PTH123 (its name may be no text)
                yield from paths(file, separator, stopped)
        except OSError as error:
            raise InputError(source, f"this list can't be read ({reason(error)}); check the path") from error
        return
    yield from (os.fsdecode(path) for path in _separated(source, separator, stopped) if path)


def _separated(source: BinaryIO, separator: bytes, stopped: Callable[[], bool]) -> Iterator[bytes]:
    """The paths, without what Windows adds to lines: a mark before the first, a return behind each."""
    ending = b"\r" if separator == b"\n" else b""
    rest, mark = b"", _MARK
    while block := _more(source, stopped):
        *whole, rest = (rest + block).split(separator)
        for path in whole:
            yield path.removeprefix(mark).removesuffix(ending)
            mark = b""
    yield rest.removeprefix(mark).removesuffix(ending)


def _more(source: BinaryIO, stopped: Callable[[], bool]) -> bytes:
    """What there is next; b"" at the end."""
    try:
        while not select.select([source], [], [], _PAUSE)[0]:
            if stopped():
                return b""
    except (OSError, ValueError, TypeError, io.UnsupportedOperation):
        pass  # nothing that can be asked: Windows, or bytes in memory
    return getattr(source, "read1", source.read)(_BLOCK)
