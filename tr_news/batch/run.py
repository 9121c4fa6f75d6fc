"""A run: what the plan wants done is done, is on disk, and then counts."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tr_news.batch.index import Entry, IndexWriter
from tr_news.batch.layout import Layout
from tr_news.batch.make import Made, Maker
from tr_news.batch.plan import Plan, Wanted, Work
from tr_news.batch.shape import shape_of
from tr_news.batch.shards import known_entries
from tr_news.batch.stages import Answer, Result, Stages, Working
from tr_news.batch.state import State
from tr_news.batch.tally import Tally
from tr_news.batch.threads import ThreadChoice
from tr_news.batch.walk import Found
from tr_news.batch.watch import ModelWatch
from tr_news.documents.article import Article
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import InputError, NotTurkishError, TrNewsError
from tr_news.pipeline import Failure, Pipeline
from tr_news.storage.digest import digest_value
from tr_news.storage.durable import DurableFolder

if TYPE_CHECKING:
    from tr_news.batch.cluster.cluster import Cluster
    from tr_news.batch.gone import Gone

_TOGETHER = 32  # articles that are brought to disk at a time
_LATEST = 0.5  # seconds that one waits for others
MOST_TOLD = 1000  # failures in the report; the index has all of them


@dataclass(frozen=True, slots=True)
class Told:
    """A failure for the report: where, of which kind, and the message."""

    source: str
    kind: str
    message: str


class Run:
    """One run of a batch; :meth:`execute` does it.

    Args:
        layout: the folder of the outputs, made and locked.
        pipeline: what makes them.
        inputs: the files, found lazily.
        wanted: what is asked for.
        tally: counts, for whoever watches.
        translate_only: translations rather than briefs.
        max_failures: ends the run after more failures than this.
        prune: whether outputs go whose input is gone.
        cluster: does the work in the place of this process.
        stop: ends the run after the articles that are in the translator.
        failed: is told each failure in one line.
        say: is told what else is worth a line.
        idle: is called several times a second.
    """

    def __init__(
        self,
        layout: Layout,
        pipeline: Pipeline,
        inputs: Iterable[Found | Failure],
        wanted: Wanted,
        *,
        tally: Tally,
        translate_only: bool = False,
        max_failures: int | None = None,
        prune: bool = False,
        cluster: "Cluster | None" = None,
        stop: threading.Event | None = None,
        failed: Callable[[str], None] = lambda _: None,
        say: Callable[[str], None] = lambda _: None,
        idle: Callable[[], None] = lambda: None,
    ) -> None:
        self.layout, self.pipeline, self.wanted, self.tally = layout, pipeline, wanted, tally
        self.failures: list[Told] = []
        self.codes: set[int] = set()  # exit codes of the failures
        self.complete = False  # whether all inputs were come across
        self.shape = shape_of(pipeline, translate_only=translate_only)
        self._shape_digest = digest_value(self.shape)
        self._translate_only = translate_only
        self._inputs, self._cluster = inputs, cluster
        self._max_failures, self.prune = max_failures, prune
        self._stop = stop or threading.Event()
        self._failed, self._say, self._idle = failed, say, idle
        self._pending: list[tuple[Entry, int]] = []
        self._since = time.monotonic()
        self._watch = ModelWatch(pipeline)

    def execute(self) -> None:
        """Does the work. What is done when it raises stands, and isn't done again by the next run.

        Raises:
            OutputError: something can't be written.
            ModelError: a model doesn't run, or its files have changed since it was loaded.
        """
        layout = self.layout
        lost = not layout.shard and layout.lost_index()
        layout.keep_settings(self.shape)
        layout.keep_place()
        self._files = DurableFolder(layout.out, layout.scratch)
        self._maker = Maker(self.pipeline, self.wanted.forms, self._files, translate_only=self._translate_only)
        self._index = IndexWriter(layout.index)
        if lost:
            self._rebuild()
        state = State(layout.state, known_entries(layout))
        plan = self._plan(state)
        try:
            try:
                self._stages = self._working(plan)
                for result in self._stages.results():
                    self._idle()
                    if result is not None:
                        self._take(result)
                    elif self._pending:
                        self._settle()
            finally:
                self._settle()
            if plan.complete:
                if self.wanted.shard is None and plan.any:  # an empty IN is a disk that isn't mounted
                    self._sweep(state)
                self.complete = True
        finally:
            self._files.close()
            self._index.close()
            state.close()

    def _working(self, plan: Plan) -> Working:
        if self._cluster is None:
            threads = ThreadChoice(self.pipeline, self._say, self._stop.is_set)
            return Stages(
                plan, self.pipeline, self._stop, briefs=not self._translate_only,
                failures_at_once=self._max_failures is not None, between=threads.consider,
            )  # fmt: skip
        return self._cluster.stages(plan, self.wanted.forms, self.shape, translate_only=self._translate_only)

    def _rebuild(self) -> None:
        from tr_news.batch.rebuild import entries_of_outputs

        found, entries = 0, entries_of_outputs(self.layout, self.shape)
        while together := list(islice(entries, 500)):
            self._index.add(together)
            found += len(together)
        if found:
            self._say(f"{self.layout.index}: not there, made again from the outputs ({found:,} found)")

    def dry(self, tell: Callable[[str, str], None], table: Path) -> None:
        """Tells the source and the reason of each article that would be done; writes nothing but the table."""
        state = State(table, known_entries(self.layout))
        try:
            plan = self._plan(state)
            for work in plan:
                if isinstance(work.item, Failure):
                    self._count_failure(work.item)
                    tell(work.item.source, f"can't be done: {kind_of(work.item.error)}")
                else:
                    self.tally.done += 1
                    self.tally.reasons[short(work.reason)] += 1
                    tell(work.item.source, work.reason)
            if plan.complete and plan.any:
                for entry in self._gone(state).entries():
                    if entry.outcome != "failed" or entry.outputs:
                        self.tally.gone += 1
                        tell(entry.source, "input gone; outputs would be deleted" if self.prune else "input gone")
        finally:
            state.close()

    def _plan(self, state: State) -> Plan:
        return Plan(
            self._inputs, state, self.wanted, self.shape, shape_before=self.layout.settings,
            size_of=self.layout.size_of, places=self.layout.places(), tally=self.tally, stop=self._stop,
        )  # fmt: skip

    def _take(self, result: Result | Answer) -> None:
        started = time.monotonic()
        work = result.work
        made = self._made(work.name, result.item) if isinstance(result, Result) else result.made
        if isinstance(result, Result) and isinstance(made, Made):
            made = replace(made, seconds=round(result.seconds + time.monotonic() - started, 3))
        match made:
            case Article():
                self._pending.append((self._link(work), work.size))
            case Failure():
                self._fail(work, made)
            case Made():
                self._pending.append((self._entry(work, made), work.size))
        first = not self.tally.done and not self.tally.failures
        if first or len(self._pending) >= _TOGETHER or time.monotonic() - self._since > _LATEST:
            self._settle()
        if self._max_failures is not None and self.tally.failures > self._max_failures:
            self._stop.set()

    def _made(self, name: str, item: TranslatedArticle | Article | Failure) -> Made | Article | Failure:
        return self._maker.make(name, item) if isinstance(item, TranslatedArticle) else item

    def _entry(self, work: Work, made: Made) -> Entry:
        article = work.item
        assert isinstance(article, Article)
        self.tally.sentences += made.sentences
        self.tally.flagged += made.flagged
        return Entry(
            work.name,
            "done",
            work.key,
            article.source,
            article.title,
            article.date.isoformat() if article.date else None,
            article.outlet,
            made.headline,
            made.flags,
            reason=work.reason,
            outputs={**_other_outputs(work), **made.outputs},
            text=work.text,
            metadata=work.metadata,
            shape=self._shape_digest,
            approved=work.approved,
            unit=work.unit,
            parts=work.parts,
            sentences=made.sentences,
            seconds=made.seconds,
        )

    def _link(self, work: Work) -> Entry:
        from tr_news.batch.links import write_link

        assert self.wanted.copies is not None
        entry = Entry(
            work.name, "copied", work.key, work.item.source, copy_of=work.copy_of, text=work.text,
            outputs=_other_outputs(work), metadata=work.metadata, shape=self._shape_digest,
            approved=work.approved, unit=work.unit, parts=work.parts,
        )  # fmt: skip
        return write_link(entry, self.wanted.copies, self._files, self.wanted.forms)

    def _fail(self, work: Work, failure: Failure) -> None:
        error = {"kind": kind_of(failure.error), "message": str(failure.error)}
        self._count_failure(failure)
        self._failed(str(failure.error))
        if self.wanted.copies is not None:
            self.wanted.copies.remove(work.name)  # nobody's original
        before = work.before
        if before is not None and (before.outcome, before.error, before.unit) == ("failed", error, work.unit):
            self.tally.bytes_done += work.size
            return  # the index says so already
        entry = Entry(
            work.name, "failed", source=failure.source, reason=work.reason, error=error, unit=work.unit,
            parts=work.parts, outputs=dict.fromkeys(work.before.outputs, 0) if work.before else {},
        )  # fmt: skip
        self._pending.append((entry, work.size))

    def _count_failure(self, failure: Failure) -> None:
        kind = kind_of(failure.error)
        self.tally.failed[kind] += 1
        self.codes.add(failure.error.exit_code)
        if len(self.failures) < MOST_TOLD:
            self.failures.append(Told(failure.source, kind, str(failure.error)))

    def _settle(self) -> None:
        """Brings what is written to disk, then says so in the index."""
        self._since = time.monotonic()
        if not self._pending:
            return
        self._watch.check()
        pending = self._pending
        self._files.settle()
        self._index.add(entry for entry, _ in pending)
        self._pending = []  # not before: a signal in between leads here again
        self.tally.from_memory, self.tally.approved = self._stages.from_memory, self._stages.approved
        for entry, size in pending:
            self.tally.bytes_done += size
            self.tally.last = entry.source
            self.tally.copied += entry.outcome == "copied"
            if entry.outcome == "done":
                self.tally.done += 1
                self.tally.reasons[short(entry.reason)] += 1

    def _gone(self, state: State) -> "Gone":
        from tr_news.batch.gone import Gone

        return Gone(state, self.layout.places())

    def _sweep(self, state: State) -> None:
        """Takes out of the index what failed and is no more, and where that is asked for, outputs without an input."""
        from tr_news.batch.gone import sweep

        found = self.wanted.copies
        forget = found.remove if found is not None else lambda _: None
        sweep(self._gone(state), self._files, self._index, self.tally, forget, prune=self.prune)
        if found is not None:
            from tr_news.batch.links import settle_links

            linked, undone = settle_links(found, state, self._files, self._index, self.wanted.forms)
            if linked:
                self._say(f"{linked:,} linked now to an earlier article that has their text")
            if undone:
                self._say(f"{undone:,} articles are copies no more; the next run does them")


def _other_outputs(work: Work) -> dict[str, int]:
    """Outputs that were written before, in whatever format, with 0 for the bytes of those that are out of date."""
    before = work.before
    if before is None:
        return {}
    stand = before.outcome == "done" and before.key == work.key and work.copy_of is None
    return {form: size if stand else 0 for form, size in before.outputs.items()}


def kind_of(error: TrNewsError) -> str:
    """The kind of a failure, for counts."""
    match error:
        case NotTurkishError():
            return "not Turkish"
        case InputError():
            return "not readable"
        case _:
            return type(error).__name__.removesuffix("Error").lower()


def short(reason: str) -> str:
    """A reason without its particulars, for counts."""
    return reason.partition(":")[0]
