"""What is known of a folder of outputs while a run is at work: the index as a table that is not held in memory.

The table is made anew from the index in each run, so it can't be at odds with it; a file that is deleted at the end.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from tr_news.batch.index import Entry
from tr_news.batch.names import folded, marked, safe
from tr_news.errors import OutputError, first_line

_ENDINGS = (".json", ".html", ".md", ".txt")
_TABLES = """
CREATE TABLE entries (
  name TEXT PRIMARY KEY, outcome TEXT, key TEXT, source TEXT, error TEXT, outputs TEXT, text TEXT, metadata TEXT,
  shape TEXT, approved TEXT, unit TEXT, parts INTEGER, file TEXT, seen INTEGER DEFAULT 0) WITHOUT ROWID;
CREATE TABLE claims (place TEXT PRIMARY KEY, owner BLOB, kind TEXT) WITHOUT ROWID;
CREATE TABLE files (file TEXT, source TEXT, PRIMARY KEY (file, source)) WITHOUT ROWID;
"""
_COLUMNS = "name, outcome, key, source, error, outputs, text, metadata, shape, approved, unit, parts"
_PUT = f"INSERT OR REPLACE INTO entries ({_COLUMNS}, file, seen) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608
_MOST_KNOWN = 1000
_TOGETHER = 250  # rows that are written at a time: one by one they would be a third of a run that finds nothing new
Kind = Literal["file", "folder"]  # what a place is for


class State:
    """The entries of an index, which of them were seen in this run, and who has which name.

    Used by one thread at a time. Raises OutputError where there is no room for the table.
    """

    def __init__(self, path: Path, entries: Iterable[Entry]) -> None:
        self._path = path
        self._folders: dict[tuple[tuple[str, ...], str], str] = {}
        self._indexed = False  # by unit
        # What is yet to be written: places, names, files.
        self._claims: dict[str, tuple[bytes, Kind]] = {}
        self._passed: set[str] = set()
        self._files: list[tuple[str, str]] = []
        try:
            path.unlink(missing_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._fill(entries)
        except (OSError, sqlite3.OperationalError) as error:
            raise OutputError(f"{path}: can't be written ({first_line(error)}); make room and run it again") from error

    def _fill(self, entries: Iterable[Entry]) -> None:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-500", "locking_mode=EXCLUSIVE"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")
        rows: list[tuple[object, ...]] = []
        for entry in entries:
            if entry.outcome != "gone":
                rows.append(_row(entry))
            if len(rows) >= _TOGETHER or entry.outcome == "gone":
                self._db.executemany(_PUT, rows)
                rows.clear()
            if entry.outcome == "gone":
                self._db.execute("DELETE FROM entries WHERE name = ?", (entry.name,))
        self._db.executemany(_PUT, rows)
        self._db.executemany("INSERT INTO claims VALUES (?, '', 'folder')", [("index.jsonl",), ("report.json",)])

    def close(self) -> None:
        """Deletes the table."""
        self._db.close()
        self._path.unlink(missing_ok=True)

    def put(self, entry: Entry, *, seen: bool = False) -> None:
        """An entry in the place of the one of that name."""
        self._db.execute(_PUT, _row(entry, seen=seen))

    def get(self, name: str) -> Entry | None:
        """The entry of that name, without what only readers of the index want (title, headline, flags, …)."""
        return next(self._select("name = ?", (name,)), None)

    def of_unit(self, unit: str) -> list[Entry]:
        """What came out of these bytes, and this run has not come across."""
        if not self._indexed:  # not by a run over files of one article each, all known by their places
            self._db.execute("CREATE INDEX by_unit ON entries (unit)")
            self._indexed = True
        found = self._select("unit = ? AND seen = 0", (unit,))
        return [entry for entry in found if entry.name not in self._passed]

    def alone(self, place: str, unit: str) -> Entry | None:
        """The article that these bytes are, under its plain name, if this run has not come across it.

        The quick way: files come in the order of their names, so this row is where the last one was.
        """
        if place in self._passed:
            return None
        return next(self._select("name = ? AND unit = ? AND parts = 0 AND seen = 0", (place, unit)), None)

    def unseen(self) -> Iterator[Entry]:
        """The entries that this run has not come across."""
        self._write()
        yield from self._select("seen = 0 ORDER BY name", ())

    def was_seen(self, name: str) -> bool:
        """Whether this run has come across that name before."""
        if name in self._passed:
            return True
        row = self._db.execute("SELECT seen FROM entries WHERE name = ?", (name,)).fetchone()
        return bool(row and row[0])

    def see(self, name: str) -> None:
        """Notes that the input of an entry is there."""
        self._db.execute("UPDATE entries SET seen = 1 WHERE name = ?", (name,))

    def pass_by(self, entry: Entry) -> None:
        """Notes that the input of an entry of the table is there, unchanged."""
        self._passed.add(entry.name)

    def visit(self, files: Iterable[str], source: str) -> None:
        """Notes that a file was read to its end, whatever came of it, under the places that it may have."""
        self._files += ((file, source) for file in files)
        if len(self._files) >= _TOGETHER or len(self._passed) >= _TOGETHER or len(self._claims) >= _TOGETHER:
            self._write()

    def _write(self) -> None:
        claims = ((place, *claim) for place, claim in self._claims.items())
        self._db.executemany("INSERT INTO claims VALUES (?, ?, ?)", claims)
        self._db.executemany("UPDATE entries SET seen = 1 WHERE name = ?", ((name,) for name in self._passed))
        self._db.executemany("INSERT OR IGNORE INTO files VALUES (?, ?)", self._files)
        self._claims.clear()
        self._passed.clear()
        self._files.clear()

    def visited(self, file: str) -> list[str]:
        """The files that were read to their end in this run and may have that place."""
        self._write()
        return [row[0] for row in self._db.execute("SELECT source FROM files WHERE file = ?", (file,))]

    def count(self, outcome: str) -> int:
        """How many entries there are of an outcome."""
        return int(self._db.execute("SELECT count(*) FROM entries WHERE outcome = ?", (outcome,)).fetchone()[0])

    def folder(self, parts: tuple[str, ...], owner: str = "") -> str:
        """The folder below OUT for a folder of the inputs, or a file of many articles that ``owner`` tells from others.

        "" for OUT itself.
        """
        if not parts:
            return ""
        key = parts, owner or "/".join(parts)
        if key not in self._folders:
            above = self.folder(parts[:-1])
            if len(self._folders) >= _MOST_KNOWN:
                self._folders.clear()
            self._folders[key] = self.claim(above, parts[-1], key[1], "folder")
        return self._folders[key]

    def claim(self, folder: str, name: str, owner: str, kind: Kind) -> str:
        """A place in a folder for an input, or an article of one, that no other has.

        Inputs that would share a name, on file systems that don't tell cases or compositions apart too, get it in the
        order in which they come; those after the first have a mark that depends on the input alone. ``owner`` tells
        the inputs apart.
        """
        places = possible_places(folder, name, owner)
        for attempt in range(1000):
            if self.owns(places[attempt], owner, kind):
                return places[attempt]
            places.append(_joined(folder, marked(safe(name), f"{owner}\0{attempt}")))
        raise AssertionError(f"a thousand names for {name!r} are taken")  # of 2^32 marks

    def owns(self, place: str, owner: str, kind: Kind) -> bool:
        """Whether a place is the owner's, or was free and is so now."""
        key, who = folded(place), owner.encode("utf-8", "surrogatepass")  # the name of a file may be no text
        stem, dot, ending = key.rpartition(".")
        if kind == "file":  # its outputs mustn't have the name of a folder
            others, other_kind = [key + ending for ending in _ENDINGS], "folder"
        else:
            others, other_kind = [stem] if dot + ending in _ENDINGS else [], "file"
        keys = (key, *others)
        query = f"SELECT place, owner, kind FROM claims WHERE place IN ({','.join('?' * len(keys))})"  # noqa: S608
        found = {place: (owned, of) for place, owned, of in self._db.execute(query, keys)}
        found |= {place: self._claims[place] for place in keys if place in self._claims}
        if any(found[place][1] == other_kind for place in others if place in found):
            return False
        if key not in found:
            self._claims[key] = who, kind
            return True
        return bool(found[key][0] == who)

    def _select(self, condition: str, values: tuple[object, ...]) -> Iterator[Entry]:
        cursor = self._db.execute(f"SELECT {_COLUMNS} FROM entries WHERE {condition}", values)  # noqa: S608
        for name, outcome, key, source, error, outputs, text, metadata, shape, approved, unit, parts in cursor:
            yield Entry(
                name, outcome, key, source, error=json.loads(error) if error else None, outputs=json.loads(outputs),
                text=text, metadata=metadata, shape=shape, approved=approved, unit=unit, parts=parts,
            )  # fmt: skip


def _row(entry: Entry, *, seen: bool = False) -> tuple[object, ...]:
    error = None if entry.error is None else json.dumps(dict(entry.error))
    return (
        entry.name, entry.outcome, entry.key, entry.source, error, json.dumps(dict(entry.outputs)), entry.text,
        entry.metadata, entry.shape, entry.approved, entry.unit, entry.parts, entry.file, seen,
    )  # fmt: skip


def possible_places(folder: str, name: str, owner: str) -> list[str]:
    """The two places that an input is found in unless many others would have its name."""
    plain = safe(name)
    return [_joined(folder, plain), _joined(folder, marked(plain, owner))]


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
