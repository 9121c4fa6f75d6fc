"""Files in units that are known by their bytes: a whole file, or each line of JSON Lines.

A unit that was done before is told by the digest of its bytes and needn't be read again, which is a hundred times
quicker than to parse it.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from tr_news.articles import FORMATS, read_bytes
from tr_news.articles.read import file_bytes
from tr_news.batch.walk import Found
from tr_news.documents.article import Article
from tr_news.errors import InputError, OutputError
from tr_news.pipeline import Failure
from tr_news.storage.digest import digest_bytes
from tr_news.storage.durable import OUT_OF_FILES, reason

_BLOCK = 1 << 24  # bytes: larger files of JSON Lines are read line by line
_LONGEST_LINE = 1 << 26  # bytes
LONGEST = 500_000  # characters of an article; the longest newspaper articles have 100,000
MOST = 5_000  # paragraphs
_LINE = "\x00"  # the stem of a line while it is read: no id of a record can hold it


@dataclass(frozen=True, slots=True)
class Unit:
    """Bytes of a file: where they are, their digest (with the encoding that was asked for), number and reader.

    ``line`` counts from 1; 0 for a whole file. ``read`` gives the articles and failures in them.
    """

    found: Found
    line: int
    digest: str
    size: int
    read: Callable[[], list[Article | Failure]]

    @property
    def source(self) -> str:
        """As :attr:`Article.source` names it."""
        return f"{self.found.source}:{self.line}" if self.line else self.found.source


def units_of(found: Found, *, encoding: str | None = None) -> Iterator[Unit | Failure]:
    """The units of a file, in order; a failure where it can't be opened, or changes meanwhile.

    Raises:
        OutputError: the system is out of open files, so that nothing can be written either.
        UsageError: there is no such encoding.
    """
    try:
        ending = os.path.splitext(found.path)[1].lower()  # noqa: PTH122 (quick)
        if FORMATS.get(ending) == "jsonl" and encoding is None:
            lines = _lines(found)
            if lines is not None:
                yield from lines
                return
        before = _state(found.path)
        data = file_bytes(found.path, found.source)
        if before != _state(found.path):
            raise InputError(found.source, "has changed while it was read; run again")
    except InputError as error:
        cause = error.__cause__
        if isinstance(cause, OSError) and cause.errno in OUT_OF_FILES:
            raise OutputError(f"{found.source}: too many open files; raise their number (ulimit -n)") from error
        yield Failure(found.source, error)
        return
    digest = digest_bytes(data if encoding is None else encoding.lower().encode() + b"\0" + data)
    yield Unit(found, 0, digest, len(data), lambda: _whole(data, found, encoding))


def _whole(data: bytes, found: Found, encoding: str | None) -> list[Article | Failure]:
    return [_bounded(item) for item in read_bytes(data, found.source, encoding=encoding)]


def _bounded(item: Article | InputError) -> Article | Failure:
    if isinstance(item, InputError):
        return Failure(item.source, item)
    characters = sum(len(paragraph.text) for paragraph in item.paragraphs)
    if characters > LONGEST or len(item.paragraphs) > MOST:
        problem = f"too long for one article ({characters:,} characters, {len(item.paragraphs):,} paragraphs); split it"
        return Failure(item.source, InputError(item.source, problem))
    return item


def _state(path: str) -> tuple[int, int, int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _lines(found: Found) -> Iterator[Unit | Failure] | None:
    """The lines of a file; None where it must be read as a whole: it is no UTF-8, or one document over many lines."""
    state = _state(found.path)
    if state is None or not os.path.isfile(found.path):  # noqa: PTH113
        return None
    try:
        with open(found.path, "rb") as file:  # noqa: PTH123
            head = file.read(min(state[1], _BLOCK))
    except OSError:
        return None  # told by the way of the whole file
    first = next((line for line in head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 50) if line.strip()), b"")
    whole = len(head) == state[1]
    try:
        (head if whole else head.rpartition(b"\n")[0]).decode("utf-8")
    except UnicodeDecodeError:
        return None
    if b"\0" in head or first.strip() in (b"", b"[", b"{") or (whole and first.lstrip().startswith(b"[")):
        return None
    return _numbered(found, state)


def _numbered(found: Found, state: tuple[int, int, int]) -> Iterator[Unit | Failure]:
    try:
        with open(found.path, "rb") as file:  # noqa: PTH123
            number = 0
            while line := file.readline(_LONGEST_LINE + 1):
                number += 1
                if number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if len(line) > _LONGEST_LINE:
                    place = f"{found.source}:{number}"
                    problem = f"a line of more than {_LONGEST_LINE >> 20} MB; the rest of the file is left out"
                    yield Failure(place, InputError(place, problem))
                    return
                if line.strip():
                    yield _line_unit(found, number, line)
    except OSError as error:
        problem = f"can't be read to its end ({reason(error)}); try again"
        yield Failure(found.source, InputError(found.source, problem))
        return
    if _state(found.path) != state:
        problem = "has changed while it was read; run again"
        yield Failure(found.source, InputError(found.source, problem))


def _line_unit(found: Found, number: int, line: bytes) -> Unit:
    return Unit(
        found, number, digest_bytes(line.strip()), len(line), lambda: _read_line(line, found, number)
    )  # fmt: skip


def _read_line(line: bytes, found: Found, number: int) -> list[Article | Failure]:
    """The articles of one line, with the names that they have in their file."""
    place, provisional = f"{found.source}:{number}", f"{_LINE}.jsonl"
    items: list[Article | Failure] = []
    for item in read_bytes(line, provisional, format="jsonl"):
        if isinstance(item, InputError):
            problem = str(item).removeprefix(f"{item.source}: ")
            items.append(Failure(place, InputError(place, problem)))
        else:
            own = item.id.replace(f"{_LINE}-1", f"{PurePath(found.source).stem}-{number}")
            items.append(_bounded(replace(item, source=place, id=own)))
    return items


def record_name(article: Article, unit: Unit) -> str | None:
    """What tells an article from the others of its file: its own id, else the beginning of its digest.

    Its number would change with what stands before it. None where the file is the article.
    """
    if article.source == unit.found.source:
        return None
    stem = PurePath(unit.found.source).stem
    number = article.source.removeprefix(unit.found.source).lstrip(":#")
    return article.digest[:16] if article.id == f"{stem}-{number}" else article.id
