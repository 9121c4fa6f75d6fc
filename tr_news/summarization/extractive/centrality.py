"""What the sentences of an article are about, and which of them are close to all others.

Everything is linear in the number of words: the matrix of similarities between sentences is never formed.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from tr_news.documents.article import ENGLISH, TURKISH
from tr_news.text.lexicon import words
from tr_news.text.turkish.casing import lower

Vector = Mapping[str, float]

_DAMPING = 0.15
_ITERATIONS = 20
_TURKISH_PREFIX = 5
_FEW_TERMS = 5
_WORD = re.compile(r"\w+")
_SUFFIX = re.compile(r"(?<=\w)['’]\w+")  # "Trump'ın", "Turkey's"


def lowered(text: str, language: str) -> str:
    """Lower case by the rules of the language: Turkish ones for all but English."""
    return text.lower() if language == ENGLISH else lower(text)


def terms(text: str, language: str) -> list[str]:
    """Content words of a sentence, in order: lower case, no stop words, no suffix after an apostrophe.

    Turkish words are cut to their first five letters, which serves retrieval as well as a morphological analyser does
    (F5; F. Can et al., "Information retrieval on Turkish texts", JASIST 59(3), 2008). English ones stay as they are.
    """
    english = language == ENGLISH
    stop = words("stopwords", ENGLISH if english else TURKISH)
    found = _WORD.findall(_SUFFIX.sub("", lowered(text, language)))
    return [w if english else w[:_TURKISH_PREFIX] for w in found if len(w) > 1 and w not in stop]


def tf_idf(sentences: Sequence[Sequence[str]]) -> list[Vector]:
    """A vector of unit length for each sentence (empty for one without terms), the article being the collection."""
    frequency = Counter(term for sentence in sentences for term in set(sentence))
    vectors: list[Vector] = []
    for sentence in sentences:
        weights = {
            term: (1 + math.log(count)) * math.log(1 + len(sentences) / frequency[term])
            for term, count in Counter(sentence).items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        vectors.append({term: weight / length for term, weight in weights.items()})
    return vectors


def cosine(a: Vector, b: Vector) -> float:
    """Cosine of two vectors of unit length, 0 to 1."""
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b.get(term, 0.0) for term, weight in a.items())


class _Similarity:
    """The matrix of cosines between vectors of unit length, its diagonal zero."""

    def __init__(self, vectors: Sequence[Vector]) -> None:
        frequency = Counter(term for vector in vectors for term in vector)
        number = {term: n for n, (term, count) in enumerate(frequency.items()) if count > 1}
        # A term that only one sentence has would add to the diagonal alone.
        self._rows = [[(number[term], w) for term, w in vector.items() if term in number] for vector in vectors]
        self._squares = [sum(w * w for _, w in row) for row in self._rows]
        self._terms = len(frequency)

    def times(self, x: Sequence[float]) -> list[float]:
        """Multiply by x, through the terms: V (Vᵀ x) less the diagonal."""
        through = [0.0] * self._terms
        for row, value in zip(self._rows, x, strict=True):
            for term, weight in row:
                through[term] += weight * value
        return [
            sum([weight * through[term] for term, weight in row]) - square * value
            for row, square, value in zip(self._rows, self._squares, x, strict=True)
        ]


def lexrank(vectors: Sequence[Vector]) -> list[float]:
    """Centrality of each sentence, the highest being 1: continuous LexRank.

    G. Erkan and D. R. Radev, "LexRank: Graph-based lexical centrality as salience in text summarization", JAIR 22,
    2004: the stationary distribution of a walk over the sentences that follows their similarity.
    """
    if not vectors:
        return []
    count = len(vectors)
    similarity = _Similarity(vectors)
    degree = similarity.times([1.0] * count)
    alone = [d < 1e-9 for d in degree]  # like no other sentence: the walk goes on anywhere
    rank = [1.0 / count] * count
    for _ in range(_ITERATIONS):
        step = [0.0 if a else r / d for r, d, a in zip(rank, degree, alone, strict=True)]
        anywhere = sum(r for r, a in zip(rank, alone, strict=True) if a) / count
        spread = similarity.times(step)
        rank = [_DAMPING / count + (1 - _DAMPING) * (value + anywhere) for value in spread]
    highest = max(rank)
    return [value / highest for value in rank]


def coverage(sentences: Sequence[Sequence[str]]) -> list[float]:
    """How much of what the article keeps speaking of each sentence names, the highest being 1.

    The sum over its different terms of the log of the number of sentences that have the term: frequency as the sign of
    a topic (H. P. Luhn, "The automatic creation of literature abstracts", IBM Journal 2(2), 1958), damped; over the
    root of its length, so that length alone doesn't pay.
    """
    frequency = Counter(term for sentence in sentences for term in set(sentence))
    values = [
        sum(math.log(frequency[term]) for term in sorted(set(sentence))) / math.sqrt(max(_FEW_TERMS, len(sentence)))
        for sentence in sentences
    ]
    highest = max(values, default=0.0)
    return [value / highest if highest else 0.0 for value in values]


def diverse(
    scores: Sequence[float],
    vectors: Sequence[Vector],
    candidates: Sequence[int],
    *,
    weight: float,
    same: Callable[[int, int, float], bool],
) -> Iterator[int]:
    """Candidates, best first, each scoring high and unlike those before it; ties go to the first.

    Maximal marginal relevance (J. Carbonell and J. Goldstein, SIGIR 1998): ``weight`` · score − (1 − ``weight``) · the
    highest cosine to one chosen. A candidate is left out that is the ``same`` as one chosen: it is asked with both and
    their cosine. The work for each is linear in the number of candidates, and done when it is asked for.
    """
    nearest = dict.fromkeys(candidates, 0.0)
    while nearest:
        best = max(nearest, key=lambda i: (weight * scores[i] - (1 - weight) * nearest[i], -i))
        yield best
        del nearest[best]
        for i in list(nearest):
            similarity = cosine(vectors[i], vectors[best])
            nearest[i] = max(nearest[i], similarity)
            if same(i, best, similarity):
                del nearest[i]
