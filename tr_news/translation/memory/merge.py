"""A memory taken into another: those that machines had for themselves, on a network file system, become one."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tr_news.errors import InputError, first_line
from tr_news.translation.memory.store import Approved, MemoryStore, sentence_key
from tr_news.translation.protocol import Defect, Translation

_MAGIC = b"SQLite format 3\0"
_AT_ONCE = 1000
_DEFECTS: dict[str | None, Defect | None] = {None: None, "loop": "loop", "empty": "empty"}


def is_memory(path: Path) -> bool:
    """Whether a file is one of SQLite, by its first bytes; False where it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def take_in(store: MemoryStore, path: Path) -> tuple[int, int]:
    """Adds what another memory has: how many translations it has, and how many corrections were taken.

    What the store has already stays; of two corrections of a sentence the later one counts.

    Raises:
        InputError: the file is no memory, or damaged. What was read before stays.
        UsageError: the store can only be read.
    """
    try:
        other = sqlite3.connect(f"file:{quote(path.resolve().as_posix())}?mode=ro", uri=True, isolation_level=None)
        try:
            other.execute("PRAGMA trusted_schema=OFF")
            return _translations(store, other), _corrections(store, other)
        finally:
            other.close()
    except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(str(path), f"no memory of translations, or damaged ({first_line(error)})") from error


def _translations(store: MemoryStore, other: sqlite3.Connection) -> int:
    count = 0
    for number, told in other.execute("SELECT id, described FROM contexts ORDER BY id").fetchall():
        described = json.loads(told)
        context = store.context({str(key): value for key, value in described.items()})
        assert context is not None
        query = "SELECT source, translation, defect, score FROM translations WHERE context = ? ORDER BY key"
        rows = map(_row, other.execute(query, (number,)))
        while some := list(islice(rows, _AT_ONCE)):
            store.add(context, some)
            count += len(some)
    return count


def _row(row: tuple[Any, ...]) -> tuple[bytes, str, Translation]:
    source, text, defect, score = row
    if not isinstance(source, str) or not isinstance(text, str) or not isinstance(score, float | None):
        raise TypeError("a row that isn't text")
    return sentence_key(source), source, Translation(text, _DEFECTS[defect], score)


def _corrections(store: MemoryStore, other: sqlite3.Connection) -> int:
    ours = {entry.source: entry.changed for entry in store.approved()}
    rows = other.execute("SELECT source, translation, changed, author FROM approved ORDER BY source")

    def later() -> Iterator[Approved]:
        for source, translation, changed, author in rows:
            if str(changed) > ours.get(source, ""):
                yield Approved(str(source), str(translation), str(changed), None if author is None else str(author))

    taken, entries = 0, later()
    while some := list(islice(entries, _AT_ONCE)):
        taken += store.approve(some)
    return taken
