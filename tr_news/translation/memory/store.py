"""The file of the memory: sentences by the model that translated them, and approved translations above all models."""

import hashlib
import json
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from tr_news.errors import UsageError, first_line
from tr_news.storage.digest import digest_value
from tr_news.storage.sqlite import Access, identity, is_on_network, open_database, transaction
from tr_news.text.normalize import normalize_source
from tr_news.text.turkish.letters import lower
from tr_news.translation.protocol import Defect, Translation

MIGRATIONS = (
    """
    CREATE TABLE contexts (id INTEGER PRIMARY KEY, digest TEXT UNIQUE NOT NULL, described TEXT NOT NULL);
    CREATE TABLE translations (
      context INTEGER NOT NULL, key BLOB NOT NULL, source TEXT NOT NULL, translation TEXT NOT NULL, defect TEXT,
      score REAL, used INTEGER NOT NULL, PRIMARY KEY (context, key)) WITHOUT ROWID;
    CREATE INDEX by_use ON translations (used);
    CREATE TABLE approved (
      key BLOB PRIMARY KEY, source TEXT NOT NULL, translation TEXT NOT NULL, changed TEXT NOT NULL, author TEXT)
      WITHOUT ROWID;
    CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO counters VALUES ('generation', 0);
    """,
)
LIMIT = 2_000_000_000  # bytes; about ten million sentences
_AT_ONCE = 500  # keys in one question
_EVICTED = 0.1  # of the sentences at a time


def _is_text(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text) if not text.isascii() else True


@dataclass(frozen=True, slots=True)
class Approved:
    """A translation that a person gave or accepted; ``changed`` is an ISO date."""

    source: str
    translation: str
    changed: str = ""
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a model said, with the number of the context it said it in."""

    source: str
    translation: Translation
    context: int


def default_path(home: Path) -> Path:
    """Where the memory is below the folder of the models; on a network file system each machine has its own."""
    folder = home / "memory"
    name = f"memory-{socket.gethostname()}" if is_on_network(folder) else "memory"
    return folder / f"{name}.sqlite"


def sentence_key(text: str) -> bytes:
    """The key of a sentence: 128 bits of SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


def approved_key(source: str) -> bytes:
    """The key of an approved sentence: case and the stop at the end don't count, as headings come without them."""
    return sentence_key(lower(normalize_source(source)).rstrip(" ."))


class MemoryStore:
    """An open memory. Several threads may use it, and several processes the file.

    Raises:
        UsageError: something is to be written, and the file can only be read.
    """

    def __init__(self, connection: sqlite3.Connection, access: Access, path: Path) -> None:
        self._db, self.access, self.path = connection, access, path
        self.file = identity(path)  # which may have another name, or none, one day
        self._lock = threading.Lock()
        self._generation: int | None = None

    @classmethod
    def open(cls, path: Path, *, say: Callable[[str], None] = lambda _: None) -> "MemoryStore | None":
        """The memory in a file; None where it can be neither written nor read, which ``say`` is told."""
        opened = open_database(path, MIGRATIONS, say=say)
        return None if opened is None else cls(*opened, path)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def context(self, described: Mapping[str, object]) -> int | None:
        """The number of a context: a model and its decoding. None for a new one where nothing can be written."""
        digest = digest_value(described)
        with self._lock:
            if self.access == "write":
                with transaction(self._db):
                    values = (digest, json.dumps(dict(described), sort_keys=True))
                    self._db.execute("INSERT OR IGNORE INTO contexts (digest, described) VALUES (?, ?)", values)
            row = self._db.execute("SELECT id FROM contexts WHERE digest = ?", (digest,)).fetchone()
        return None if row is None else int(row[0])

    def find(self, context: int | None, keys: Sequence[bytes]) -> dict[bytes, tuple[Translation, int]]:
        """What is remembered of these keys, and in which generation it was used last."""
        found: dict[bytes, tuple[Translation, int]] = {}
        columns = "key, translation, defect, score, used"
        for start in range(0, len(keys) if context is not None else 0, _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT {columns} FROM translations WHERE context = ? AND key IN ({marks})"  # noqa: S608
            with self._lock:
                rows = self._db.execute(query, (context, *some)).fetchall()
            for key, text, defect, score, used in rows:
                found[key] = (Translation(text, cast("Defect | None", defect), score, "memory"), used)
        return found

    def find_approved(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """The approved translations of these keys."""
        found: dict[bytes, str] = {}
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            query = f"SELECT key, translation FROM approved WHERE key IN ({','.join('?' * len(some))})"  # noqa: S608
            with self._lock:
                found.update(self._db.execute(query, some).fetchall())
        return found

    def add(self, context: int, new: Iterable[tuple[bytes, str, Translation]], used: Iterable[bytes] = ()) -> None:
        """Keeps what a model said of sentences, and notes which others were asked for.

        What isn't text in UTF-8 is not kept.
        """
        if self.access == "read":
            return
        generation = self.generation()
        rows = [(context, key, s, t.text, t.defect, t.score, generation) for key, s, t in new if _is_text(s + t.text)]
        with self._lock, transaction(self._db):
            self._db.executemany("INSERT OR IGNORE INTO translations VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            self._db.executemany(
                "UPDATE translations SET used = ? WHERE context = ? AND key = ?",
                ((generation, context, key) for key in used),
            )

    def generation(self) -> int:
        """A number that grows with each process that writes: what wasn't used for long has a low one. No clock."""
        if self._generation is None:
            with self._lock, transaction(self._db):
                self._db.execute("UPDATE counters SET value = value + 1 WHERE name = 'generation'")
                query = "SELECT value FROM counters WHERE name = 'generation'"
                self._generation = int(self._db.execute(query).fetchone()[0])
        return self._generation

    def approve(self, entries: Iterable[Approved]) -> int:
        """Keeps approved translations, over older ones. How many."""
        self._writable()
        rows = [
            (approved_key(e.source), e.source, e.translation, e.changed or date.today().isoformat(), e.author)  # noqa: DTZ011
            for e in entries
        ]
        with self._lock, transaction(self._db):
            self._db.executemany("INSERT OR REPLACE INTO approved VALUES (?, ?, ?, ?, ?)", rows)
        return len(rows)

    def withdraw(self, source: str) -> bool:
        """Forgets an approved translation. Whether there was one."""
        self._writable()
        with self._lock, transaction(self._db):
            return self._db.execute("DELETE FROM approved WHERE key = ?", (approved_key(source),)).rowcount > 0

    def approved(self) -> Iterator[Approved]:
        """All approved translations, in the order of their sources."""
        rows = self._db.execute("SELECT source, translation, changed, author FROM approved ORDER BY source, key")
        return (Approved(*row) for row in rows)

    def remembered(self) -> Iterator[Remembered]:
        """All that models said, defects aside."""
        query = (
            "SELECT source, translation, score, context FROM translations WHERE defect IS NULL ORDER BY context, key"
        )
        for source, text, score, context in self._db.execute(query):
            yield Remembered(source, Translation(text, None, score, "memory"), context)

    def contexts(self) -> dict[int, dict[str, object]]:
        """What is known of each context."""
        return {row[0]: json.loads(row[1]) for row in self._db.execute("SELECT id, described FROM contexts")}

    def counts(self) -> dict[int, int]:
        """How many sentences there are of each context."""
        return dict(self._db.execute("SELECT context, count(*) FROM translations GROUP BY context").fetchall())

    def approved_count(self) -> int:
        """How many translations are approved."""
        return int(self._db.execute("SELECT count(*) FROM approved").fetchone()[0])

    def approved_digest(self) -> str:
        """One for all approved translations; "" where there is none."""
        with self._lock:
            rows = self._db.execute("SELECT key, translation FROM approved ORDER BY key").fetchall()
        return digest_value([[key.hex(), text] for key, text in rows]) if rows else ""

    def size(self) -> int:
        """Bytes that are in use in the file."""
        with self._lock:
            pages, free, page = (
                int(self._db.execute(f"PRAGMA {name}").fetchone()[0])
                for name in ("page_count", "freelist_count", "page_size")
            )
        return (pages - free) * page

    def evict(self, limit: int = LIMIT) -> int:
        """Forgets what was used least recently, until the file is no larger; never approved ones. How many."""
        gone = 0
        while self.size() > limit:
            with self._lock, transaction(self._db):
                total = int(self._db.execute("SELECT count(*) FROM translations").fetchone()[0])
                if not total:
                    break
                some = max(1, int(total * _EVICTED))
                query = "SELECT context, key FROM translations ORDER BY used LIMIT ?"
                rows = self._db.execute(query, (some,)).fetchall()
                self._db.executemany("DELETE FROM translations WHERE context = ? AND key = ?", rows)
                gone += len(rows)
        if gone:
            with self._lock:
                self._db.execute("PRAGMA incremental_vacuum").fetchall()
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return gone

    def forget(self, context: int) -> int:
        """Forgets all that was said in a context, not its number, which a run may be using. How many sentences."""
        self._writable()
        with self._lock, transaction(self._db):
            return self._db.execute("DELETE FROM translations WHERE context = ?", (context,)).rowcount

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file; empty where nothing is."""
        try:
            rows = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check(20)")]
        except sqlite3.DatabaseError as error:
            return [first_line(error)]
        return [] if rows == ["ok"] else rows

    def _writable(self) -> None:
        if self.access == "read":
            why = "another process holds it, or its permissions forbid more"
            raise UsageError(f"{self.path}: can only be read ({why}); try again, or set TR_NEWS_HOME")
