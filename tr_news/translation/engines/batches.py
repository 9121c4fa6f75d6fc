"""How sentences of several lengths are best cut into batches."""

import heapq
import math
from collections.abc import Callable, Sequence

# A step of decoding takes as long as its share for so many sentences, whatever the batch: the weights have to be read.
# One core of an EPYC took 0.26, 0.31, 0.40, 0.60, 1.04 and 1.90 s for 1, 2, 4, 8, 16 and 32 sentences of 24 pieces.
_STEP = 4


def cut(lengths: Sequence[int], together: Callable[[int], int], beside: Callable[[int], int]) -> list[int]:
    """Where each batch ends, for sentences of these lengths in descending order, so that all take the least time.

    A shorter sentence is taken to last as long as the longest of its batch.

    Args:
        lengths: in pieces, the longest first.
        together: how many sentences may be in a batch whose longest has so many pieces.
        beside: the shortest one that may be in it.
    """
    costs = [0.0] * (len(lengths) + 1)  # of all from there on
    ends = [0] * len(lengths)
    for start in range(len(lengths) - 1, -1, -1):
        longest = lengths[start]
        best = math.inf
        for end in range(start + 1, min(start + together(longest), len(lengths)) + 1):
            if lengths[end - 1] < beside(longest):
                break
            cost = _cost(lengths, (start, end)) + costs[end]
            if cost < best:
                best, ends[start] = cost, end
        costs[start] = best
    found, start = [], 0
    while start < len(lengths):
        start = ends[start]
        found.append(start)
    return found


def shared_out(lengths: Sequence[int], ends: Sequence[int], workers: int) -> list[tuple[int, int]]:
    """The batches as ranges, the costliest first, some of them halved where so many workers are done sooner then.

    Nine batches for two workers take as long as ten; with one of them halved, hardly longer than nine.
    """
    ranges = list(zip([0, *ends], ends, strict=False))
    best, soonest = ranges, _busiest(lengths, ranges, workers)
    for _ in range(2 * workers if workers > 1 else 0):
        costliest = max(
            (one for one in ranges if one[1] - one[0] > 1), key=lambda one: _cost(lengths, one), default=None
        )
        if costliest is None:
            break
        start, end = costliest
        middle = (start + end) // 2
        ranges = [*(one for one in ranges if one != costliest), (start, middle), (middle, end)]
        if (longest := _busiest(lengths, ranges, workers)) < soonest:
            best, soonest = ranges, longest
    return sorted(best, key=lambda one: (-_cost(lengths, one), one))


def _busiest(lengths: Sequence[int], ranges: Sequence[tuple[int, int]], workers: int) -> int:
    """What the worker has to do that ends last, if the costliest batch is always given to whoever is free first."""
    loads = [0] * workers
    for cost in sorted((_cost(lengths, one) for one in ranges), reverse=True):
        heapq.heapreplace(loads, loads[0] + cost)
    return max(loads)


def _cost(lengths: Sequence[int], batch: tuple[int, int]) -> int:
    start, end = batch
    return lengths[start] * (_STEP + end - start)
