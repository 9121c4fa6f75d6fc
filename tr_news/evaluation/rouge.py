"""ROUGE-1, ROUGE-2 and ROUGE-L, F1.

C.-Y. Lin, "ROUGE: A package for automatic evaluation of summaries", ACL workshop 2004. Tokens, stemming and arithmetic
are those of the package rouge-score, whose figures the literature reports; ROUGE-L is taken over the whole text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from tr_news import __version__
from tr_news.evaluation.porter import porter_stem

Metric = Literal["rouge1", "rouge2", "rougeL"]
METRICS: tuple[Metric, ...] = ("rouge1", "rouge2", "rougeL")

_TOKEN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Score:
    """A figure from 0 to 100 and the signature that says how to get it again."""

    value: float
    signature: str


def _tokens(text: str, stemmer: bool) -> list[str]:
    found: list[str] = _TOKEN.findall(text.lower())
    return [porter_stem(token) if len(token) > 3 else token for token in found] if stemmer else found


def _ngrams(tokens: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(tokens[i:] for i in range(n)), strict=False))


def longest_common_subsequence(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence, by bits (H. Hyyrö, "Bit-parallel LCS-length computation", 2004)."""
    positions: dict[str, int] = {}
    for i, token in enumerate(a):
        positions[token] = positions.get(token, 0) | 1 << i
    mask = (1 << len(a)) - 1
    row = mask
    for token in b:
        matches = row & positions.get(token, 0)
        row = ((row + matches) | (row - matches)) & mask
    return len(a) - row.bit_count()


def _f1(overlap: int, hypothesis: int, reference: int) -> float:
    """Harmonic mean of overlap / hypothesis and overlap / reference."""
    return 2 * overlap / (hypothesis + reference) if overlap else 0.0


def rouge(hypothesis: str, reference: str, *, stemmer: bool = True) -> dict[Metric, float]:
    """F1, 0 to 1, of one hypothesis against one reference. Text without a token a-z, 0-9 scores 0."""
    h, r = _tokens(hypothesis, stemmer), _tokens(reference, stemmer)
    bigrams = (_ngrams(h, 2) & _ngrams(r, 2)).total()
    return {
        "rouge1": _f1((_ngrams(h, 1) & _ngrams(r, 1)).total(), len(h), len(r)),
        "rouge2": _f1(bigrams, max(len(h) - 1, 0), max(len(r) - 1, 0)),
        "rougeL": _f1(longest_common_subsequence(h, r), len(h), len(r)),
    }


def corpus_rouge(hypotheses: Sequence[str], references: Sequence[str], *, stemmer: bool = True) -> dict[Metric, Score]:
    """The mean F1 over a corpus, 0 to 100, each with its signature.

    Raises ValueError where the two differ in length or are empty.
    """
    if not references:
        raise ValueError("ROUGE of an empty corpus")
    scores = [rouge(h, r, stemmer=stemmer) for h, r in zip(hypotheses, references, strict=True)]
    settings = f"f1|mean|n:{len(scores)}|stemmer:{'porter' if stemmer else 'none'}|tokens:a-z0-9|tr-news:{__version__}"
    return {metric: Score(100 * fmean(s[metric] for s in scores), f"{metric}|{settings}") for metric in METRICS}
