"""How many articles go to the translator in one call.

Sentences of equal length share a batch, and a batch of thirty takes a quarter of the time of thirty batches: the more
sentences there are to choose from, the better (those of articles behind the window help: ``batch/filled.py``). But
nothing comes out before a call has ended, and Ctrl-C waits for it. So a window grows as long as a call takes less than
:data:`SECONDS`. The outputs don't depend on it.
"""

import time
from collections.abc import Callable, Iterable, Iterator

from tr_news.pipeline import WINDOW, Admitted, Failure

SECONDS = 10.0  # that a call should take at the most
FEWEST = 8_000  # characters, where sentences of articles behind the window fill the batches
MOST = 8 * WINDOW  # characters: from there on batches are full anyway
MOST_TOGETHER = 64  # inputs: what bounds the memory


def _characters(item: Admitted) -> int:
    return len(item.article.text)


def growing(
    inputs: Iterable[Admitted | Failure],
    *,
    fewest: int = WINDOW,
    failures_at_once: bool = False,
    work: Callable[[Admitted], int] = _characters,
) -> Iterator[list[Admitted | Failure]]:
    """The first article alone, so that there is something to read at once, then as many as can be done in time.

    ``fewest`` are the characters of a window, however long it takes.
    ``work`` is what an article adds to them: less than it has where some of it is translated already.
    ``failures_at_once`` ends a window at a failure, for a run that may end there.
    """
    window: list[Admitted | Failure] = []
    size, limit = 0, 1
    for item in inputs:
        window.append(item)
        size += work(item) if isinstance(item, Admitted) else 0
        failed = isinstance(item, Failure) and (failures_at_once or (size == 0 and limit == 1))
        if size >= limit or failed or len(window) >= MOST_TOGETHER:
            started = time.monotonic()
            yield window
            limit = _next(limit, size, time.monotonic() - started, fewest)
            window, size = [], 0
    if window:
        yield window


def _next(limit: int, size: int, seconds: float, fewest: int) -> int:
    """The limit of the next window, after one of that size took so long; one without articles says nothing."""
    if not size:
        return limit
    if limit < fewest:
        return fewest
    in_time = round(size * SECONDS / max(seconds, 1e-3))
    return max(fewest, min(2 * limit, in_time, MOST))
