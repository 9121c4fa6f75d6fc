"""Several runs into one folder, each with its part of the articles: for schedulers, or three terminals.

Which part an article belongs to follows from its key alone, so that the parts need not talk to each other, and it
doesn't matter in which order they run, on how many machines, or whether their number changes in between.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from tr_news.batch.index import Entry, IndexWriter, read_index
from tr_news.batch.layout import Layout
from tr_news.storage.digest import digest_bytes
from tr_news.storage.durable import writing
from tr_news.storage.locks import FolderLock, Holder

_TOGETHER = 1000
_MOMENT = 2.0  # seconds that another shard may need to look for a run over the whole


def known_entries(layout: Layout) -> Iterator[Entry]:
    """All that is known of a folder: the index, and what shards have added meanwhile."""
    whole = Layout(layout.out)
    yield from read_index(whole.index)
    for shard in _in_turn(whole):
        yield from read_index(shard.index)


def _in_turn(whole: Layout) -> list[Layout]:
    """The shards, that which wrote last at the end: where N was changed, two may know of one article."""
    return sorted(whole.shards(), key=lambda shard: shard.index.stat().st_mtime_ns if shard.index.exists() else 0)


@contextlib.contextmanager
def locked(
    layout: Layout,
    *,
    wait: bool = True,
    waiting: Callable[[Holder | None], None] | None = None,
    given_up: Callable[[], bool] = lambda: False,
) -> Iterator[None]:
    """The folder for one run: the whole waits for its shards, a shard for a run over the whole, shards for none.

    Raises:
        OutputError: another has it and ``wait`` is False.
        KeyboardInterrupt: the waiting was given up.
    """
    whole = Layout(layout.out)

    def lock_of(part: Layout, patience: float = 0.0) -> FolderLock:
        return FolderLock(part.lock, wait=wait, waiting=waiting, given_up=given_up, patience=patience)

    with contextlib.ExitStack() as held:
        lock = held.enter_context(lock_of(whole, _MOMENT if layout.shard else 0.0))
        if layout.shard:
            held.enter_context(lock_of(layout))
            lock.__exit__()  # it was only asked for
        else:
            for shard in whole.shards():
                held.enter_context(lock_of(shard))
        yield


def merge(layout: Layout) -> int:
    """Joins the indexes of the shards to that of the folder, which must be locked. How many lines it was given.

    Killed in the middle it is done again; the last line of each name is the same as if it had not been.

    Raises:
        OutputError: it can't be written.
    """
    shards = _in_turn(layout)
    if not shards:
        return 0
    lines = {entry.name: digest_bytes(entry.line()) for entry in read_index(layout.index)}
    index = IndexWriter(layout.index)
    count = 0
    try:
        for shard in shards:
            new = _new(read_index(shard.index), lines)
            while together := list(islice(new, _TOGETHER)):
                index.add(together)
                count += len(together)
            with writing(shard.private):
                shutil.rmtree(shard.private)
    finally:
        index.close()
    with writing(layout.private), contextlib.suppress(FileNotFoundError):
        (layout.private / "shards").rmdir()
    return count


def _new(entries: Iterable[Entry], lines: dict[str, str]) -> Iterator[Entry]:
    """Those that aren't the last of their name yet, by the digests of the last ``lines``, which are kept so."""
    for entry in entries:
        digest = digest_bytes(entry.line())
        if lines.get(entry.name) != digest:
            lines[entry.name] = digest
            yield entry
