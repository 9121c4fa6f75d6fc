"""A figure with what it takes to repeat it, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass

RESAMPLES = 1000
_SEED = 12345  # sacrebleu's


@dataclass(frozen=True, slots=True)
class Score:
    """A figure from 0 to 100, the signature that says how to get it again, and the 95 % interval where it was asked."""

    value: float
    signature: str
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        half = f" ± {(self.high - self.low) / 2:.1f}" if self.low is not None and self.high is not None else ""
        return f"{self.value:.1f}{half}"


def bootstrap(values: Sequence[float], resamples: int = RESAMPLES) -> tuple[float, float]:
    """The 95 % interval of the mean of independent values by bootstrap resampling (Efron & Tibshirani 1993).

    Raises ValueError for no values.
    """
    import numpy as np

    if not values:
        raise ValueError("an interval of no values")
    array = np.asarray(values, dtype=float)
    rng = np.random.default_rng(_SEED)
    means = array[rng.integers(0, len(array), (resamples, len(array)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def better(one: Sequence[float], other: Sequence[float], resamples: int = RESAMPLES) -> float:
    """The p value of "the first system isn't better than the second" by paired bootstrap (Koehn 2004).

    ``one`` and ``other`` hold a figure for each item, in the same order. Raises ValueError where they differ in length.
    """
    import numpy as np

    if len(one) != len(other) or not one:
        raise ValueError(f"{len(one)} figures beside {len(other)}")
    difference = np.asarray(one, dtype=float) - np.asarray(other, dtype=float)
    rng = np.random.default_rng(_SEED)
    means = difference[rng.integers(0, len(difference), (resamples, len(difference)))].mean(axis=1)
    return float((np.count_nonzero(means <= 0) + 1) / (resamples + 1))


def differs(one: Sequence[float], other: Sequence[float], resamples: int = RESAMPLES) -> float:
    """The p value of "the two systems are equally good" by paired bootstrap: twice the rarer side, at most 1.

    ``one`` and ``other`` hold a figure for each item, in the same order. Raises ValueError where they differ in length.
    """
    return min(1.0, 2 * min(better(one, other, resamples), better(other, one, resamples)))
