"""A memory whose damage shows while it is used: set aside, begun anew, with the corrections that can be read."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator

from tr_news.errors import first_line
from tr_news.storage.sqlite import identity, set_aside
from tr_news.translation.memory.store import Approved, MemoryStore


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is broken, not merely locked, or its disk full."""
    return not isinstance(error, sqlite3.OperationalError | sqlite3.IntegrityError | sqlite3.ProgrammingError)


def begin_anew(store: MemoryStore, error: sqlite3.DatabaseError, say: Callable[[str], None]) -> MemoryStore | None:
    """A new memory in the place of a damaged one; None where the file can't be set aside. ``say`` is told in one line.

    Another process may have done it before: then that one's is taken.
    """
    try:
        saved = []
        if store.file is not None and identity(store.path) == store.file:
            saved = list(_readable(store))
            aside = set_aside(store.path)
            kept = f" ({len(saved):,} corrections saved)" if saved else ""
            say(
                f"{store.path}: damaged ({first_line(error)}); set aside as {aside.name}{kept};"
                " goes on without memory of the rest"
            )
        new = MemoryStore.open(store.path, say=say)
        if new is not None and saved:
            new.approve(saved)
    except (OSError, sqlite3.Error) as again:
        say(f"{store.path}: damaged, and can't be set aside ({first_line(again)}); goes on without memory")
        return None
    return new


def _readable(store: MemoryStore) -> Iterator[Approved]:
    """The corrections up to the damage."""
    with contextlib.suppress(sqlite3.Error, ValueError, TypeError):
        for entry in store.approved():
            if all(isinstance(text, str) for text in (entry.source, entry.translation, entry.changed)):
                yield entry
