"""Copies across a folder of outputs: articles whose text an earlier one has, found without holding texts in memory.

What a copy is, :mod:`tr_news.stories.copies` says, as for the daily page. Candidates come from a sketch of each text:
those of its runs of three words whose hash is a multiple of ``SAMPLE``, and the smallest few (A. Z. Broder, "On the
resemblance and containment of documents", 1997: of a sample modulo m the containment can be told). The original is the
earliest by date, then by key, whatever the order of work: what was decided on the way is decided again at the end, for
those that a change may concern.
"""

import json
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tr_news.documents.article import Article
from tr_news.errors import OutputError
from tr_news.storage.sqlite import open_database, transaction
from tr_news.stories import copies, rules, traits
from tr_news.stories.cleaning import clean
from tr_news.stories.inputs import StoryInput, earliest_first

SAMPLE = 4
_SMALLEST = 4  # runs of a text that are always in its sketch
_SHARED = 2  # runs of a sketch that a candidate shares
_UNKNOWN = ""  # the original of a link that was there before
_KNOWN = 512  # texts taken apart that are kept
_MIGRATIONS = (
    """
    CREATE TABLE items (
      name TEXT PRIMARY KEY, position TEXT NOT NULL, copy_of TEXT, dirty INTEGER NOT NULL, payload BLOB NOT NULL)
      WITHOUT ROWID;
    CREATE TABLE sketches (run INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (run, name)) WITHOUT ROWID;
    CREATE INDEX by_name ON sketches (name);
    """,
)


@dataclass(frozen=True, slots=True)
class Change:
    """An article that is a copy of another than was thought, or of none (``copy_of`` is None)."""

    name: str
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class _Text:
    shingles: copies.Shingles
    facts: traits.Facts


class CopyIndex:
    """The texts of a folder by name, and which is a copy of which.

    Raises:
        OutputError: its file can't be written.
    """

    def __init__(self, path: Path, say: Callable[[str], None]) -> None:
        opened = open_database(path, _MIGRATIONS, say=say)
        if opened is None or opened[1] == "read":
            raise OutputError(f"{path}: can't be written; remove it, or use --copies brief")
        self._db = opened[0]
        self._known: dict[str, _Text] = {}
        self._lock = threading.RLock()

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def add(self, name: str, key: str, article: Article) -> str | None:
        """Takes an article in, in place of one of that name; the name of the earlier one that it is a copy of."""
        payload = _payload(article, key)
        position, text = _position(payload), _taken_apart(payload)
        with self._lock, transaction(self._db):
            self._remove(name)
            self._known[name] = text
            original = next(
                (other for other, before, copy_of in self._alike(name, text) if copy_of is None and before < position),
                None,
            )
            blob = zlib.compress(json.dumps(payload).encode())
            self._db.execute("INSERT INTO items VALUES (?, ?, ?, 1, ?)", (name, position, original, blob))
            self._db.executemany("INSERT INTO sketches VALUES (?, ?)", ((run, name) for run in _sketch(text)))
        return original

    def knows(self, name: str) -> bool:
        """Whether an article was taken in."""
        with self._lock:
            return self._db.execute("SELECT 1 FROM items WHERE name = ?", (name,)).fetchone() is not None

    def take_in(self, name: str, key: str, article: Article, *, linked: bool) -> None:
        """Takes an article in that stands already, in full or ``linked``: what it should be is decided at the end."""
        self.add(name, key, article)
        with self._lock:
            self._db.execute("UPDATE items SET copy_of = ? WHERE name = ?", (_UNKNOWN if linked else None, name))

    def remove(self, name: str) -> None:
        """Takes an article out; what was its copy is looked at again."""
        with self._lock, transaction(self._db):
            self._remove(name)

    def about(self, name: str) -> Mapping[str, Any] | None:
        """What is known of an article: its fields and its paragraphs. None where it isn't there."""
        with self._lock:
            row = self._db.execute("SELECT payload FROM items WHERE name = ?", (name,)).fetchone()
        return None if row is None else json.loads(zlib.decompress(row[0]))

    def settle(self) -> Iterator[Change]:
        """Decides again which of the articles that a change may concern are copies; tells what has changed.

        Each change is kept once the next is asked for.
        """
        dirty = [row[0] for row in self._db.execute("SELECT name FROM items WHERE dirty = 1")]
        while dirty:
            together = self._together(dirty.pop())
            dirty = [name for name in dirty if name not in together]
            originals: set[str] = set()
            for name in sorted(together, key=lambda name: together[name]):
                likely = [other for other, _, _ in self._alike(name, self._text(name)) if other in originals]
                now = min(likely, key=lambda other: together[other], default=None)
                if now is None:
                    originals.add(name)
                (before,) = self._db.execute("SELECT copy_of FROM items WHERE name = ?", (name,)).fetchone()
                if before != now:
                    yield Change(name, now)
                self._db.execute("UPDATE items SET copy_of = ?, dirty = 0 WHERE name = ?", (now, name))

    def _together(self, name: str) -> dict[str, str]:
        """All articles that one leads to by way of copies, with their positions."""
        found: dict[str, str] = {}
        waiting = [name]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            (found[name],) = self._db.execute("SELECT position FROM items WHERE name = ?", (name,)).fetchone()
            waiting += [other for other, _, _ in self._alike(name, self._text(name))]
        return found

    def _alike(self, name: str, text: _Text) -> Iterator[tuple[str, str, str | None]]:
        """Articles with the same text, by name, position and what they are copies of; the earliest first."""
        runs = _sketch(text)
        shared: Counter[str] = Counter()
        for run in runs:
            rows = self._db.execute("SELECT name FROM sketches WHERE run = ? LIMIT ?", (run, copies.COMMONEST))
            shared.update(other for (other,) in rows)
        del shared[name]
        least = min(_SHARED, len(runs))
        likely = [
            (other, *self._db.execute("SELECT position, copy_of FROM items WHERE name = ?", (other,)).fetchone())
            for other, count in shared.items()
            if count >= least
        ]
        for other, position, copy_of in sorted(likely, key=lambda row: str(row[1])):
            that = self._text(other)
            if copies.is_copy(that.shingles, text.shingles) and not rules.conflict(that.facts, text.facts):
                yield other, position, copy_of

    def _text(self, name: str) -> _Text:
        if name not in self._known:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            payload = self.about(name)
            assert payload is not None
            self._known[name] = _taken_apart(payload)
        return self._known[name]

    def _remove(self, name: str) -> None:
        self._known.pop(name, None)
        self._db.execute("UPDATE items SET dirty = 1 WHERE copy_of = ?", (name,))
        self._db.execute("DELETE FROM items WHERE name = ?", (name,))
        self._db.execute("DELETE FROM sketches WHERE name = ?", (name,))


def _payload(article: Article, key: str) -> dict[str, Any]:
    return {
        "key": key,
        "id": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "published": article.published.isoformat() if article.published is not None else None,
        "outlet": article.outlet,
        "author": article.author,
        "paragraphs": [paragraph.text for paragraph in article.paragraphs if paragraph.kind != "title"],
    }


def _input(payload: Mapping[str, Any]) -> StoryInput:
    published = payload["published"]
    moment: date | datetime | None = None
    if published:
        moment = datetime.fromisoformat(published) if "T" in published else date.fromisoformat(published)
    body = "\n".join(payload["paragraphs"])
    return StoryInput(payload["key"], payload["title"] or "", body, moment, payload["outlet"] or "")


def _position(payload: Mapping[str, Any]) -> str:
    undated, moment, key = earliest_first(_input(payload))
    return f"{int(undated)} {moment.isoformat()} {key}"


def _taken_apart(payload: Mapping[str, Any]) -> _Text:
    item = _input(payload)
    texts = clean(item.title, item.body)
    return _Text(copies.shingles(*texts), traits.facts(item, *texts))


def _sketch(text: _Text) -> list[int]:
    """Runs that stand for a text, as SQLite holds numbers: signed."""
    runs = text.shingles.whole
    if len(runs) < copies.FEWEST:
        return []
    chosen = {run for run in runs if run % SAMPLE == 0} | set(sorted(runs)[:_SMALLEST])
    return sorted(run - (1 << 64) if run >> 63 else run for run in chosen)
