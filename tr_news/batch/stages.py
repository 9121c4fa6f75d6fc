"""Reading and translating, each in a thread of its own, so that no core waits for a disk or for a page to be rendered.

    inputs ──► plan ──► [queue] ──► pipeline: language, translation ──► [queue] ──► whoever writes

The queues are short: what is in memory at a time doesn't depend on how much there is to do.
"""

import contextlib
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tr_news.batch.ahead import Ahead
from tr_news.batch.make import Made, fault
from tr_news.batch.plan import Work
from tr_news.batch.windows import FEWEST, growing
from tr_news.documents.article import Article
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import TrNewsError
from tr_news.pipeline import WINDOW, Admitted, Failure, Pipeline, Windows
from tr_news.translation.protocol import Translator

_T = TypeVar("_T")
_AHEAD = 32  # articles in a queue
_LOOKED_AT = 256  # articles that wait for their turn, while their sentences may go with others
_MOST_LOOKED_AT = 1_000_000  # characters of them
TRANSLATING = "translating"  # the name of the thread in the engine
PAUSE = 0.2  # seconds between two looks at whether to stop
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


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Work that was looked at, and what became of it on the way; None where nothing did."""

    work: Work
    item: Admitted | Failure | None


class StoppedError(Exception):
    """The run is to end, nobody waits for more: what isn't begun is left for the next one."""


@dataclass(frozen=True, slots=True)
class End:
    """The last item of a queue; ``error`` is what ended it before its time."""

    error: BaseException | None = None


def put(into: "queue.Queue[_T]", item: _T, abandoned: threading.Event) -> None:
    """Puts an item into a queue as soon as there is room. Raises StoppedError once nobody waits for more."""
    while True:
        if abandoned.is_set():
            raise StoppedError
        with contextlib.suppress(queue.Full):
            into.put(item, timeout=PAUSE)
            return


def characters(article: object) -> int:
    """Of an article, for its share of the work; 0 for a failure."""
    return len(article.text) if isinstance(article, Article) else 0


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
        between: is called when an article is to be begun, and the translator has nothing to do.
    """

    def __init__(
        self,
        plan: Iterable[Work],
        pipeline: Pipeline,
        stop: threading.Event,
        *,
        briefs: bool = True,
        failures_at_once: bool = False,
        between: Callable[[], None] = lambda: None,
    ) -> None:
        self._plan, self._pipeline, self._stop, self._briefs = plan, pipeline, stop, briefs
        self._careful, self._between = failures_at_once, between
        self._abandoned = threading.Event()
        self._read: queue.Queue[Work | End] = queue.Queue(_AHEAD)
        self._translated: queue.Queue[Result | End] = queue.Queue(_AHEAD)
        self._waiting: deque[_Waiting | End] = deque()  # looked at, not begun
        self._size = 0  # characters of these
        self._begun: deque[Work] = deque()
        self._given = 0.0
        self._ahead: Ahead | None = None
        self._any = False  # whether an article was begun
        self._ended = False  # whether all that was read has been taken
        self._unread: BaseException | None = None  # what ended the reading before its time

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
                    item = self._translated.get(timeout=PAUSE)
                except queue.Empty:
                    yield None
                    continue
                if isinstance(item, End):
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
                    put(self._read, work, self._abandoned)
                elif isinstance(work.item, Article):
                    put(self._translated, Result(work, work.item, 0.0), self._abandoned)
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
                except (TrNewsError, OSError, MemoryError, StoppedError):
                    raise
                except Exception as raised:  # a fault of ours in one article mustn't stop the other thousands
                    if raised is self._unread:
                        raise
                    self._translate_alone()
        except StoppedError:
            pass
        except BaseException as raised:  # noqa: BLE001
            error = raised
        self._end(self._translated, error)

    def _translate_together(self) -> None:
        self._ahead = None if self._careful else Ahead(self._pipeline, self._stop.is_set)
        through = None if self._ahead is None else self._ahead.translator
        for item in self._way(self._articles(), windows=self._windows, through=through):
            now = time.monotonic()
            if self._given:  # the first result of those that were translated together
                engine, self._given = now - self._given, 0.0
                per_character = engine / max(sum(characters(begun.item) for begun in self._begun), 1)
            work = self._begun.popleft()
            put(self._translated, Result(work, item, per_character * characters(work.item)), self._abandoned)

    def _windows(self, inputs: Iterable[Admitted | Failure]) -> Iterator[list[Admitted | Failure]]:
        if self._ahead is not None and self._ahead.translator is not None:
            return growing(inputs, fewest=FEWEST, work=self._ahead.missing)
        return growing(inputs, fewest=WINDOW, failures_at_once=self._careful)

    def _translate_alone(self) -> None:
        """Each of the articles that were begun for itself, so that it shows which one is at fault."""
        while self._begun:
            work, started = self._begun.popleft(), time.monotonic()
            try:
                item = next(self._way([self._admitted(work)]))
            except (TrNewsError, OSError, MemoryError):
                raise
            except Exception as error:  # noqa: BLE001
                item = fault(work.item.source, error)
            put(self._translated, Result(work, item, time.monotonic() - started), self._abandoned)

    def _way(
        self, inputs: Iterable[Admitted | Failure], *, windows: Windows | None = None, through: Translator | None = None
    ) -> Iterator[TranslatedArticle | Failure]:
        return self._pipeline.translate(inputs, windows=windows, condensed=self._briefs, through=through)

    def _articles(self) -> Iterator[Admitted | Failure]:
        """The items of the plan, for the pipeline; what it takes stands in ``_begun`` until its result is there."""
        while not self._ended:
            if self._stop.is_set() or self._abandoned.is_set():
                raise StoppedError
            if self._careful and self._translated.unfinished_tasks:
                time.sleep(_MOMENT)
                continue
            following = self._next()
            if following is None:
                continue
            if isinstance(following, End):
                self._ended = True
                self._unread = following.error
                if following.error is not None:
                    raise following.error
                return
            self._between()
            self._begun.append(following.work)
            self._given = time.monotonic()
            yield following.item or self._admitted(following.work)

    def _next(self) -> _Waiting | End | None:
        """What was read, in order; None where there is nothing for a moment. The first article waits for no other."""
        if self._any and self._ahead is not None and self._ahead.translator is not None:
            with contextlib.suppress(queue.Empty):
                while len(self._waiting) < _LOOKED_AT and self._size < _MOST_LOOKED_AT:
                    read = self._read.get_nowait()
                    self._waiting.append(read if isinstance(read, End) else self._looked_at(read, self._ahead))
                    self._size += 0 if isinstance(read, End) else characters(read.item)
        if self._waiting:
            following = self._waiting.popleft()
            self._size -= 0 if isinstance(following, End) else characters(following.work.item)
            return following
        try:
            read = self._read.get(timeout=PAUSE)
        except queue.Empty:
            return None
        self._any = self._any or (isinstance(read, Work) and isinstance(read.item, Article))
        return read if isinstance(read, End) else _Waiting(read, None)

    def _admitted(self, work: Work) -> Admitted | Failure:
        return next(self._pipeline.admit([work.item]))

    def _looked_at(self, work: Work, ahead: Ahead) -> _Waiting:
        """An article that isn't begun yet: its language is found and it is cut, both once."""
        try:
            item = self._admitted(work)
            return _Waiting(work, ahead.expect(item) if isinstance(item, Admitted) else item)
        except Exception:  # noqa: BLE001 (a fault of ours in one article: told when it is begun)
            return _Waiting(work, None)

    def _end(self, into: "queue.Queue[_T | End]", error: BaseException | None) -> None:
        with contextlib.suppress(StoppedError):
            put(into, End(None if isinstance(error, StoppedError) else error), self._abandoned)
