"""The stages of a run on a cluster: blocks of articles go out with back-pressure, answers come in, in any order.

plan ──► [feed] ──► workers of Ray Data: translation, outputs ──► [queue] ──► whoever writes the index
"""

import contextlib
import queue
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tr_news.batch.cluster.order import Order
from tr_news.batch.cluster.parcels import Done, Parcel, pack, unpack_answer
from tr_news.batch.plan import Work
from tr_news.batch.stages import PAUSE, TRANSLATING, Answer, End, Result, StoppedError, put
from tr_news.documents.article import Article
from tr_news.errors import OutputError, TrNewsError, first_line

_FEWEST, _MOST = 4_000, 96_000  # characters of a block: the first ones are small, so that all soon have work
_PATIENCE = 60  # seconds for the work in flight, at an end before its time


@dataclass(frozen=True, slots=True)
class _Row:
    """The answer to a block, as it came."""

    number: int
    answer: str


class ClusterStages:
    """Runs a plan through the workers of a cluster that was joined.

    Args:
        plan: gives the work; iterated in a thread of its own.
        order: what the workers do.
        stop: ends it after the blocks that workers have begun.
        workers: how many there can be at a time.
        group: CPUs of each.
    """

    def __init__(self, plan: Iterable[Work], order: Order, stop: threading.Event, *, workers: int, group: int) -> None:
        self._plan, self._order, self._stop, self._workers, self._group = plan, order, stop, workers, group
        self._abandoned = threading.Event()
        self._here: queue.Queue[Result | _Row | End] = queue.Queue(2 * workers + 64)
        self._waiting: dict[int, list[Work]] = {}  # by the number of their block
        self._error: BaseException | None = None  # of the plan
        self.from_memory = self.approved = 0

    def results(self) -> Iterator[Result | Answer | None]:
        """The results as they come, None where there was none for a moment.

        Raises:
            TrNewsError: what a worker can't go on after; that the run broke off; what the plan raised.
        """
        self._feed = _started(2 * self._workers + 2)
        planning = threading.Thread(target=self._planning, daemon=True, name="planning")
        collecting = threading.Thread(target=self._collecting, daemon=True, name=TRANSLATING)
        planning.start()
        collecting.start()
        at_once = stopped = False
        try:
            while True:
                if self._stop.is_set() and not stopped:
                    self._feed.stop.remote()
                    stopped = True
                try:
                    item = self._here.get(timeout=PAUSE)
                except queue.Empty:
                    yield None
                    continue
                if isinstance(item, End):
                    self._ended(item)
                    return
                if isinstance(item, Result):
                    yield item
                else:
                    yield from self._answers(item)
        except KeyboardInterrupt:
            at_once = True
            raise
        finally:
            self._abandoned.set()
            if not at_once:
                self._feed.stop.remote()
                planning.join(_PATIENCE)
                collecting.join(_PATIENCE)

    def _answers(self, row: _Row) -> Iterator[Answer]:
        """What became of the articles of a block; nothing for one that was answered before."""
        answer = unpack_answer(row.answer)
        if isinstance(answer, TrNewsError):
            raise answer
        if answer is None:
            return  # begun by nobody: it is answered already, or the run is to end
        works = self._waiting.pop(row.number, [])
        self._feed.done.remote(row.number)
        if works:
            self._count(answer)
        for work, made in zip(works, answer.made, strict=False):
            yield Answer(work, made)

    def _count(self, answer: Done) -> None:
        self.from_memory += answer.from_memory
        self.approved += answer.approved

    def _ended(self, end: End) -> None:
        if isinstance(end.error, TrNewsError):
            raise end.error
        if end.error is not None:
            told = f"the run on the cluster broke off ({type(end.error).__name__}: {first_line(end.error)})"
            raise TrNewsError(f"{told}; run again, it goes on; OUT/.tr-news/ray.log may say more") from end.error
        if self._error is not None:
            raise self._error
        left = sum(map(len, self._waiting.values()))
        if left and not self._stop.is_set():
            raise TrNewsError(f"{left:,} articles came back from no worker; run again, it does them")

    def _planning(self) -> None:
        block: list[Work] = []
        size = number = 0
        try:
            for work in self._plan:
                if self._stop.is_set():
                    break
                if not isinstance(work.item, Article) or work.copy_of is not None:
                    put(self._here, Result(work, work.item, 0.0), self._abandoned)
                else:
                    block.append(work)
                    size += len(work.item.text)
                if size >= min(_FEWEST << min(number // self._workers, 9), _MOST):
                    self._send(number, block)
                    block, size, number = [], 0, number + 1
            if block and not self._stop.is_set():
                self._send(number, block)
        except StoppedError:
            pass
        except sqlite3.OperationalError as error:
            what = f"the table of the run can't be written ({first_line(error)}); make room, run it again"
            self._error = OutputError(what)
        except BaseException as error:  # noqa: BLE001 (raised again by whoever takes the results)
            self._error = error
        self._feed.end.remote()

    def _send(self, number: int, works: list[Work]) -> None:
        """Puts a block into the feed, as soon as there is room."""
        import ray

        self._waiting[number] = works
        block = pack([Parcel(work.name, work.item) for work in works if isinstance(work.item, Article)])
        while ray.get(self._feed.put.remote(number, block, 5 * PAUSE)) is False:
            if self._abandoned.is_set():
                raise StoppedError

    def _collecting(self) -> None:
        from tr_news.batch.cluster.source import answers

        error: BaseException | None = None
        try:
            for row in answers(self._feed, self._order, workers=self._workers, group=self._group).iter_rows():
                put(self._here, _Row(int(row["number"]), str(row["answer"])), self._abandoned)
        except StoppedError:
            return
        except BaseException as raised:  # noqa: BLE001 (raised again by whoever takes the results)
            error = raised
        with contextlib.suppress(StoppedError):
            put(self._here, End(error), self._abandoned)


def _started(ahead: int) -> Any:
    """A feed on this machine: it lives as long as the driver does."""
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    from tr_news.batch.cluster.feed import Feed

    here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
    return ray.remote(Feed).options(num_cpus=0, scheduling_strategy=here).remote(ahead)
