"""``OUT/index.jsonl``: one line an article, written when its outputs are on disk; the last line of a name counts.

Lines are only ever added. A last line that was cut off (the machine died) is no line and goes away with the next run.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from tr_news.batch.formats import ENDINGS
from tr_news.documents.values import json_line
from tr_news.storage.durable import sync_folder, writing

NAME = "index.jsonl"
Outcome = Literal["done", "copied", "failed", "gone"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of the index.

    ``name`` is the place of its outputs below OUT without their ending, or that of the input where it failed. ``unit``
    is the digest of the bytes that it was read from, ``parts`` how many articles these hold (0: they are the article).
    ``outputs`` gives the bytes of each that is there by format, 0 for one of a former run that is out of date.
    """

    name: str
    outcome: Outcome
    key: str | None = None
    source: str = ""
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    headline: str | None = None
    flags: Mapping[str, int] = field(default_factory=dict)
    copy_of: str | None = None
    reason: str = ""  # why it was done
    error: Mapping[str, str] | None = None  # kind and message
    outputs: Mapping[str, int] = field(default_factory=dict)  # format → bytes
    text: str = ""  # digests
    metadata: str = ""
    shape: str = ""
    approved: str = ""
    unit: str = ""
    parts: int = 0
    sentences: int = 0
    seconds: float = 0.0

    @property
    def file(self) -> str:
        """The place of the file that the article came from."""
        return self.name.rpartition("/")[0] if self.parts else self.name

    def line(self) -> bytes:
        """The entry as a line of the index."""
        return (json_line(asdict(self)) + "\n").encode()


_FIELDS = frozenset(field.name for field in fields(Entry))
_TEXTS = ("name", "outcome", "source", "reason", "text", "metadata", "shape", "approved", "unit")


def entry_of(row: Mapping[str, Any]) -> Entry:
    """The entry of a line. Raises ValueError where it is none; fields of later versions are passed over."""
    known = {key: value for key, value in row.items() if key in _FIELDS}
    if not {"name", "outcome"} <= known.keys() or not all(isinstance(known.get(key, ""), str) for key in _TEXTS):
        raise ValueError("not an entry of the index")
    outputs, error = known.get("outputs", {}), known.get("error") or {}
    sound = (
        known["outcome"] in get_args(Outcome)
        and not (outputs and {"", ".", ".."} & set(known["name"].split("/")))  # outputs are below OUT
        and isinstance(known.get("key"), str | None)
        and isinstance(known.get("parts", 0), int)
        and isinstance(outputs, dict)
        and all(form in ENDINGS and isinstance(size, int) for form, size in outputs.items())
        and isinstance(error, dict)
    )
    if not sound:
        raise ValueError("not an entry of the index")
    return Entry(**known)


def read_index(path: Path) -> Iterator[Entry]:
    """The entries of an index in the order of its lines; damaged lines and a torn last one are passed over."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        for line in file:
            if not line.endswith(b"\n"):
                return
            try:
                row = json.loads(line)
                yield entry_of(row)
            except (ValueError, TypeError, AttributeError, RecursionError):
                continue


class IndexWriter:
    """Adds lines to an index. A torn last line is cut off first.

    Raises:
        OutputError: it can't be written; what was there before stays.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with writing(path):
            new = not path.exists()
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            self._end = _mend(self._file)
            if new:
                os.fsync(self._file)
                sync_folder(path.parent)

    def add(self, entries: Iterable[Entry]) -> None:
        """These lines, all on disk when it returns."""
        data = b"".join(entry.line() for entry in entries)
        with writing(self.path):
            try:
                written = 0
                while written < len(data):
                    written += os.pwrite(self._file, data[written:], self._end + written)
                os.fsync(self._file)
            except BaseException:
                os.ftruncate(self._file, self._end)
                raise
        self._end += len(data)

    def close(self) -> None:
        """Ends the writing."""
        os.close(self._file)


def _mend(file: int) -> int:
    """Cuts off a last line without an end; the size of what is left."""
    end = os.fstat(file).st_size
    position, block = end, b""
    while position:
        start = max(0, position - 65_536)
        block = os.pread(file, position - start, start)
        newline = block.rfind(b"\n")
        if newline >= 0:
            position = start + newline + 1
            break
        position = start
    if position != end:
        os.ftruncate(file, position)
        os.fsync(file)
    return position
