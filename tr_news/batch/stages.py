"""Reading and translating, each in a thread of its own, so that no core waits for a disk or for a page to be rendered.

    inputs ──► plan ──► [queue] ──► pipeline: language, translation ──► [queue] ──► whoever writes

The queues are short: what is in memory at a time doesn't depend on how much there is to do.
"""

import contextlib
import queue
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tr_news.batch.make import Made, fault
from tr_news.batch.plan import Work
from tr_news.batch.windows import MOST_TOGETHER, growing
from tr_news.documents.article import Article
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import OutputError, TrNewsError, first_line
from tr_news.pipeline import Admitted, Failure, Pipeline, Windows

_T = TypeVar("_T")
_AHEAD = MOST_TOGETHER  # articles: the next window is there when one has ended
TRANSLATING = "translating"  # the name of the thread in the engine
_PAUSE = 0.2  # seconds between two looks at whether to stop
_MOMENT = 0.005  # seconds between two looks at whether a result was taken


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an article before it is summarized; ``seconds`` are its share of the time in the translator.

    A copy comes as it is.
    """

    work: Work
    item: TranslatedArticle | Article | Failure
    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an article that was done elsewhere: its outputs stand on disk."""

    work: Work
    made: Made | Failure


class Working(Protocol):
    """What does the work of a plan."""

    @property
    def from_memory(self) -> int:
        """Sentences that the memory of translations gave."""
        ...

    @property
    def approved(self) -> int:
        """Sentences whose translation a person approved."""
        ...

    def results(self) -> Iterator[Result | Answer | None]:
        """What became of the articles, as it comes; None where there was nothing for a moment."""
        ...


class _StoppedError(Exception):
    """The run is to end: what isn't begun is left for the next one."""


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None = None


class Stages:
    """Runs a plan through a pipeline up to the translation.

    Whoever breaks off by KeyboardInterrupt leaves the thread :data:`TRANSLATING` in the engine, which can't be broken
    off, and must end the process by ``os._exit``: an orderly end would tear the engine down under it.

    Args:
        plan: gives the work; iterated in a thread of its own.
        pipeline: its models are loaded in another.
        stop: ends it after the articles that are in the translator.
        briefs: whether the articles will be summarized.
        failures_at_once: nothing is begun after a failure before whoever takes the results has had it, and can stop.
    """

    def __init__(
        self,
        plan: Iterable[Work],
        pipeline: Pipeline,
        stop: threading.Event,
        *,
        briefs: bool = True,
        failures_at_once: bool = False,
    ) -> None:
        self._plan, self._pipeline, self._stop, self._briefs = plan, pipeline, stop, briefs
        self._careful = failures_at_once
        self._abandoned = threading.Event()
        self._read: queue.Queue[Work | _End] = queue.Queue(_AHEAD)
        self._translated: queue.Queue[Result | _End] = queue.Queue(_AHEAD)
        self._begun: deque[Work] = deque()
        self._given = 0.0
        self._ended = False  # whether all that was read has been taken

    @property
    def from_memory(self) -> int:
        """Sentences that the memory of translations gave."""
        return int(getattr(self._pipeline.translator, "hits", 0))

    @property
    def approved(self) -> int:
        """Sentences whose translation a person approved."""
        return int(getattr(self._pipeline.translator, "approved_hits", 0))

    def results(self) -> Iterator[Result | None]:
        """The results as they come, None where there was none for a moment. Raises what a stage raised."""
        reader = threading.Thread(target=self._reading, daemon=True, name="reading")
        translator = threading.Thread(target=self._translating, daemon=True, name=TRANSLATING)
        reader.start()
        translator.start()
        at_once = False
        try:
            while True:
                try:
                    item = self._translated.get(timeout=_PAUSE)
                except queue.Empty:
                    yield None
                    continue
                if isinstance(item, _End):
                    if item.error is not None:
                        raise item.error
                    return
                yield item
                self._translated.task_done()
        except KeyboardInterrupt:
            at_once = True
            raise
        finally:
            self._abandoned.set()
            reader.join()
            if not at_once:
                translator.join()

    def _reading(self) -> None:
        error: BaseException | None = None
        try:
            for work in self._plan:
                if work.copy_of is None:
                    self._put(self._read, work)
                elif isinstance(work.item, Article):
                    self._put(self._translated, Result(work, work.item, 0.0))
        except sqlite3.OperationalError as raised:
            error = OutputError(
                f"the table of the run can't be written ({first_line(raised)}); make room, run it again"
            )
        except BaseException as raised:  # noqa: BLE001 (raised again by whoever takes the results)
            error = raised
        self._end(self._read, error)

    def _translating(self) -> None:
        error: BaseException | None = None
        try:
            while True:
                try:
                    self._translate_together()
                    break
                except (TrNewsError, OSError, MemoryError, _StoppedError):
                    raise
                except Exception:  # noqa: BLE001 (a fault of ours in one article mustn't stop the other thousands)
                    self._translate_alone()
        except _StoppedError:
            pass
        except BaseException as raised:  # noqa: BLE001
            error = raised
        self._end(self._translated, error)

    def _translate_together(self) -> None:
        for item in self._way(self._articles(), windows=self._windows):
            now = time.monotonic()
            if self._given:  # the first result of those that were translated together
                engine, self._given = now - self._given, 0.0
                per_character = engine / max(sum(map(_characters, self._begun)), 1)
            work = self._begun.popleft()
            self._put(self._translated, Result(work, item, per_character * _characters(work)))

    def _windows(self, inputs: Iterable[Admitted | Failure]) -> Iterator[list[Admitted | Failure]]:
        return growing(inputs, failures_at_once=self._careful)

    def _translate_alone(self) -> None:
        """Each of the articles that were begun for itself, so that it shows which one is at fault."""
        while self._begun:
            work, started = self._begun.popleft(), time.monotonic()
            try:
                item = next(self._way([work.item]))
            except (TrNewsError, OSError, MemoryError):
                raise
            except Exception as error:  # noqa: BLE001
                item = fault(work.item.source, error)
            self._put(self._translated, Result(work, item, time.monotonic() - started))

    def _way(
        self, inputs: Iterable[Article | Failure], *, windows: Windows | None = None
    ) -> Iterator[TranslatedArticle | Failure]:
        translated = self._pipeline.translate(self._pipeline.admit(inputs), windows=windows)
        return self._pipeline.condense(translated) if self._briefs else translated

    def _articles(self) -> Iterator[Article | Failure]:
        """The items of the plan, for the pipeline; what it takes stands in ``_begun`` until its result is there."""
        while not self._ended:
            if self._stop.is_set() or self._abandoned.is_set():
                raise _StoppedError
            if self._careful and self._translated.unfinished_tasks:
                time.sleep(_MOMENT)
                continue
            try:
                work = self._read.get(timeout=_PAUSE)
            except queue.Empty:
                continue
            if isinstance(work, _End):
                self._ended = True
                if work.error is not None:
                    raise work.error
                return
            self._begun.append(work)
            self._given = time.monotonic()
            yield work.item

    def _put(self, into: "queue.Queue[_T | _End]", item: "_T | _End") -> None:
        while True:
            if self._abandoned.is_set():
                raise _StoppedError
            try:
                into.put(item, timeout=_PAUSE)
                return
            except queue.Full:
                continue

    def _end(self, into: "queue.Queue[_T | _End]", error: BaseException | None) -> None:
        with contextlib.suppress(_StoppedError):
            self._put(into, _End(None if isinstance(error, _StoppedError) else error))


def _characters(work: Work) -> int:
    return len(work.item.text) if isinstance(work.item, Article) else 0
