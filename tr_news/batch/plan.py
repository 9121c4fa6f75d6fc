"""What is to be done, and why: inputs against what is known of them."""

import datetime
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tr_news.batch.formats import ENDINGS, Form
from tr_news.batch.index import Entry
from tr_news.batch.names import marked
from tr_news.batch.others import file_of, is_of_another
from tr_news.batch.shape import Shape, difference, key_of, metadata_digest
from tr_news.batch.state import State, possible_places
from tr_news.batch.tally import Tally
from tr_news.batch.units import Unit, record_name, units_of
from tr_news.batch.walk import Found
from tr_news.documents.article import Article
from tr_news.errors import InputError, UsageError, first_line
from tr_news.pipeline import Failure
from tr_news.storage.digest import digest_value
from tr_news.storage.durable import OUT_OF_FILES

if TYPE_CHECKING:
    from tr_news.batch.copies import CopyIndex

NEW, FAILED_BEFORE = "new", "failed before"
_STANDS = ("done", "copied")
OF_ANOTHER = "of another shard"


@dataclass(frozen=True, slots=True)
class Work:
    """One article to be done, or an input that failed already; ``name`` is the place of its outputs below OUT."""

    name: str
    item: Article | Failure
    reason: str
    unit: str = ""
    parts: int = 0
    size: int = 0
    key: str | None = None
    text: str = ""
    metadata: str = ""
    approved: str = ""
    before: Entry | None = None
    copy_of: str | None = None  # the name of the article that has its text


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is asked for.

    ``shard`` is (I, N), I from 1: the articles whose key falls to it. ``approved`` gives the digest of the corrections
    that apply to an article, "" where none does; ``trusted`` says that they are the same as in the last complete run.
    ``links``: copies are linked to their original rather than done; ``copies`` finds them, None where nothing is
    written.
    """

    forms: tuple[Form, ...] = ("json",)
    encoding: str | None = None
    limit: int | None = None
    since: datetime.date | None = None
    retry_failed: bool = False
    shard: tuple[int, int] | None = None
    approved: Callable[[Article], str] = field(default=lambda _: "")
    trusted: bool = True
    links: bool = False
    copies: "CopyIndex | None" = None


class Plan:
    """The work of a run, found lazily in the order of the inputs.

    Args:
        inputs: the files.
        state: what is known; belongs to the thread that iterates.
        wanted: what the run is asked for.
        shape: what shapes the outputs now.
        shape_before: gives a former shape by its digest, None where it isn't known.
        size_of: the bytes of an output by its path below OUT, None where it isn't there.
        places: where runs into the folder were begun; sources may be relative to these.
        tally: is told what needs no work.
        stop: ends the plan early when it is set.
    """

    def __init__(
        self,
        inputs: Iterable[Found | Failure],
        state: State,
        wanted: Wanted,
        shape: Shape,
        *,
        shape_before: Callable[[str], Shape | None],
        size_of: Callable[[str], int | None],
        places: Sequence[str] = ("",),
        tally: Tally,
        stop: threading.Event,
    ) -> None:
        self.shape = digest_value(shape)
        self.complete = False  # whether every input was come across
        self.any = False  # whether there was one
        self._inputs, self._state, self._wanted, self._now = inputs, state, wanted, shape
        self._shape_before, self._size_of, self._places = shape_before, size_of, places
        self._tally, self._stop = tally, stop

    def __iter__(self) -> Iterator[Work]:
        count = 0
        for work in self._all():
            if self._stop.is_set():
                return
            if isinstance(work.item, Article) and count == self._wanted.limit:
                return
            count += isinstance(work.item, Article)
            yield work
        self.complete = not self._stop.is_set()

    def _all(self) -> Iterator[Work]:
        for found in self._inputs:
            if self._stop.is_set():
                return
            self.any = True
            if isinstance(found, Failure):
                yield from self._failure(found, found.source, Work(found.source, found, NEW))
                continue
            owner = found.owner
            folder = self._state.folder(found.parts[:-1])
            places = possible_places(folder, found.parts[-1], owner)
            for unit in self._units(found):
                if self._stop.is_set():
                    return
                if isinstance(unit, Failure):
                    yield from self._failure(unit, places[0], Work(places[0], unit, NEW))
                elif self._stands(unit, places, owner):
                    self._tally.bytes_done += unit.size
                else:
                    yield from self._of_unit(unit, folder, owner)
            self._state.visit(places, found.source)

    def _units(self, found: Found) -> Iterator[Unit | Failure]:
        """The units of a file; a fault of ours costs this file alone."""
        try:
            yield from units_of(found, encoding=self._wanted.encoding)
        except ValueError as error:  # what is no path at all: with a NUL in it
            advice = "separated by NUL? then add -0" if "\0" in found.path else first_line(error)
            yield Failure(found.source, InputError(found.source, f"no path of a file ({advice})"))

    def _stands(self, unit: Unit, places: list[str], owner: str) -> bool:
        """Whether all that these bytes hold is done, and told without reading them."""
        wanted = self._wanted
        if not wanted.trusted or wanted.since is not None or wanted.retry_failed:
            return False
        entries = self._entries(unit, places)
        ours = [entry.key is not None and self._falls_to_us(entry.key) for entry in entries]
        expected = 1 if unit.line or not entries else max(entries[0].parts, 1)
        if len(entries) != expected or any(entry.outcome not in _STANDS for entry in entries):
            return False
        for entry, our in zip(entries, ours, strict=True):
            if entry.shape != self.shape or (our and self._lacking(entry)) or not self._copy_stands(entry):
                return False
            if entry.parts and not self._state.owns(entry.file, owner, "folder"):
                return False
            if not self._state.owns(entry.name, f"{owner}\0{entry.text}" if entry.parts else owner, "file"):
                return False
        for entry, our in zip(entries, ours, strict=True):
            self._state.pass_by(entry)
            if our:
                self._tally.unchanged += 1
            else:
                self._tally.skipped[OF_ANOTHER] += 1
        return True

    def _copy_stands(self, entry: Entry) -> bool:
        """Whether a link, or what is known of a text that others may be copies of, is what this run needs."""
        if not self._wanted.links:
            return entry.outcome != "copied"
        return self._wanted.copies is None or self._wanted.copies.knows(entry.name)

    def _entries(self, unit: Unit, places: list[str]) -> list[Entry]:
        """What came out of these bytes before, of this file."""
        alone = None if unit.line else self._state.alone(places[0], unit.digest)
        if alone is not None:
            return [alone]
        return [entry for entry in self._state.of_unit(unit.digest) if entry.file in places]

    def _of_unit(self, unit: Unit, folder: str, owner: str) -> Iterator[Work]:
        try:
            items = unit.read()
        except UsageError:
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno in OUT_OF_FILES:
                raise
            problem = f"can't be read by a fault of tr-news ({type(error).__name__}: {first_line(error)}); report it"
            items = [Failure(unit.source, InputError(unit.source, problem))]
        size = unit.size // max(len(items), 1)
        for item in items:
            if isinstance(item, Failure):
                place = possible_places(folder, unit.found.parts[-1], owner)[0]
                rest = item.source.removeprefix(unit.found.source)
                name, parts = (f"{place}/{rest}", len(items)) if rest else (place, 0)
                yield from self._failure(item, name, Work(name, item, NEW, unit.digest, parts, size))
            else:
                yield from self._article(item, unit, folder, owner, len(items), size)

    def _article(self, article: Article, unit: Unit, folder: str, owner: str, parts: int, size: int) -> Iterator[Work]:
        state, tally, wanted = self._state, self._tally, self._wanted
        record = record_name(article, unit)
        if record is None:
            name, parts = state.claim(folder, unit.found.parts[-1], owner, "file"), 0
        else:
            inside = state.folder(unit.found.parts, owner)
            name = state.claim(inside, record, f"{owner}\0{article.digest[:32]}", "file")
        text, metadata, approved = article.digest[:32], metadata_digest(article), wanted.approved(article)
        key = key_of(text, metadata, self.shape, approved)
        name = self._ours(name, article.source, parts, text)
        before = state.get(name)
        if state.was_seen(name):
            tally.repeated += 1
            tally.bytes_done += size
            return
        work = Work(name, article, "", unit.digest, parts, size, key, text, metadata, approved, before)
        state.see(name)
        if not self._falls_to_us(key):
            tally.skipped[OF_ANOTHER] += 1
        elif wanted.since is not None and (article.date is None or article.date < wanted.since):
            tally.skipped["before --since" if article.date else "without a date"] += 1
        elif wanted.retry_failed and (before is None or before.outcome != "failed"):
            tally.skipped["not failed before"] += 1
        elif (reason := self._reason(work)) is None:
            tally.unchanged += 1
            if before is not None and wanted.copies is not None and not wanted.copies.knows(name):
                wanted.copies.take_in(name, key, article, linked=before.outcome == "copied")
        else:
            # The same article again in this run is known by what it will be.
            state.put(self._promised(work), seen=True)
            original = wanted.copies.add(name, key, article) if wanted.copies is not None else None
            yield replace(work, reason=reason, copy_of=original)
            return
        tally.bytes_done += size

    def _ours(self, name: str, source: str, parts: int, text: str | None) -> str:
        """The name, with a mark where another input has it that is still there: one of another run."""
        before = self._state.get(name)
        if before is None or before.text == text or not is_of_another(before, source, parts, self._places):
            return name
        folder, slash, last = name.rpartition("/")
        return f"{folder}{slash}{marked(last, os.path.realpath(file_of(source, parts)))}"

    def _promised(self, work: Work) -> Entry:
        return Entry(
            work.name, "failed", work.key, work.item.source, text=work.text, metadata=work.metadata, shape=self.shape,
            approved=work.approved, unit=work.unit, parts=work.parts,
        )  # fmt: skip

    def _failure(self, failure: Failure, name: str, work: Work) -> Iterator[Work]:
        name = self._ours(name, failure.source, work.parts, None)
        before = self._state.get(name)
        again = self._state.was_seen(name)
        self._state.see(name)
        if again or not self._falls_to_us(digest_value([name, work.unit])):
            return
        if before is None:
            self._state.put(Entry(name, "failed", source=failure.source, unit=work.unit, parts=work.parts), seen=True)
        reason = FAILED_BEFORE if before is not None and before.outcome == "failed" else NEW
        yield Work(name, failure, reason, work.unit, work.parts, work.size, before=before)

    def _reason(self, work: Work) -> str | None:
        """Why an article is done; None where it stands as it is."""
        before = work.before
        if before is None:
            return NEW
        if before.outcome == "failed":
            return FAILED_BEFORE
        if before.text != work.text:
            return "changed text"
        if before.metadata != work.metadata:
            return "changed metadata"
        if before.shape != self.shape:
            return f"changed settings: {difference(self._shape_before(before.shape), self._now)}"
        if before.approved != work.approved:
            return "corrected translation"
        if before.outcome == "copied" and not self._wanted.links:
            return "changed settings: copies link → brief"
        return self._lacking(before)

    def _lacking(self, entry: Entry) -> str | None:
        """Which of its outputs is missing, or not as it was written; None where all stand."""
        for form in self._wanted.forms:
            expected = entry.outputs.get(form)
            size = self._size_of(entry.name + ENDINGS[form])
            if not expected or size is None:
                return f"output missing: {form}"
            if size != expected:
                return f"output damaged: {form}"
        return None

    def _falls_to_us(self, key: str) -> bool:
        if self._wanted.shard is None:
            return True
        number, of = self._wanted.shard
        return int(key[:12], 16) % of == number - 1
