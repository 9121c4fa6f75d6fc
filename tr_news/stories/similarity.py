"""Which pairs of articles are alike, and how much: a sparse matrix through an inverted index.

The likeness of two articles is the cosine of their TF-IDF vectors, with a constant in the norm (``SHRINKAGE``): a
headline of three words that shares two of them has said little, and scores lower than a paragraph that shares half.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from tr_news.stories.vocabulary import Vocabulary

SHRINKAGE = 20.0  # in the unit of weights: what two or three telling words weigh together
COMMONEST = 0.25  # a term in a larger share of the articles links no pair (it still counts in the norm)
FLOOR = 0.06  # pairs below are left out: a third of what joins two articles
MOST = 400  # later neighbours of an article that are kept, the most alike: it bounds the memory

Pairs = dict[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class Vectors:
    """Rows of weights: for article i the terms ``terms[i]`` (numbers) with ``weights[i]`` (of norm below 1)."""

    terms: tuple[NDArray[np.int64], ...]
    weights: tuple[NDArray[np.float64], ...]
    size: int


def vectors(documents: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Vectors:
    """The TF-IDF vectors of documents (terms in order)."""
    numbers: dict[str, int] = {}
    rows_terms = []
    rows_weights = []
    for document in documents:
        counts = sorted(Counter(document).items())
        weights = [(1 + log(count)) * vocabulary.weight(term) for term, count in counts]
        norm = sqrt(sum(weight * weight for weight in weights) + SHRINKAGE**2)
        rows_terms.append(np.array([numbers.setdefault(term, len(numbers)) for term, _ in counts], dtype=np.int64))
        rows_weights.append(np.array([weight / norm for weight in weights], dtype=np.float64))
    return Vectors(tuple(rows_terms), tuple(rows_weights), len(numbers))


def alike(rows: Vectors, floor: float = FLOOR) -> Pairs:
    """The pairs (i, j), i < j, whose likeness is at least ``floor``."""
    count = len(rows.terms)
    if count < 2:
        return {}
    columns = np.concatenate(rows.terms)
    values = np.concatenate(rows.weights)
    owners = np.repeat(np.arange(count), [len(row) for row in rows.terms])
    order = np.argsort(columns, kind="stable")  # postings by term, owners rising within
    owners, values = owners[order], values[order]
    lengths = np.bincount(columns, minlength=rows.size)
    ends = np.cumsum(lengths)
    most = max(COMMONEST * count, 20)
    pairs: Pairs = {}
    for i in range(count):
        slices = [
            (ends[term] - lengths[term], ends[term], weight)
            for term, weight in zip(rows.terms[i], rows.weights[i], strict=True)
            if 1 < lengths[term] <= most and weight > 0
        ]
        if not slices:
            continue
        others = np.concatenate([owners[start:end] for start, end, _ in slices])
        products = np.concatenate([weight * values[start:end] for start, end, weight in slices])
        later = others > i
        scores = np.bincount(others[later], weights=products[later])
        likely = np.flatnonzero(scores >= floor)
        if len(likely) > MOST:
            likely = likely[np.argsort(-scores[likely], kind="stable")[:MOST]]
        pairs.update({(i, int(j)): float(scores[j]) for j in likely})
    return pairs
