"""What an engine found for a source, and whether it can be believed."""

import re
from dataclasses import dataclass
from itertools import pairwise
from operator import eq

from tr_news.translation.protocol import Defect

_FIRST_BAND = 16  # pieces: the first length of the second band
_POSITIONS = 511  # that a Marian model has beside the first; one more is an error of the engine


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Target pieces without ``</s>``; the score is the length-normalised log-probability.

    ``finished`` is False where the length limit came before ``</s>``.
    """

    pieces: tuple[str, ...]
    score: float
    finished: bool


def output_limit(source_pieces: int) -> int:
    """The number of target pieces after which a hypothesis has run away.

    In 7,000 pairs of Turkish and English news no reference comes near twice the pieces of its source; the constant
    is for very short sources.
    """
    return 2 * source_pieces + 20


def shortest_of_band(source_pieces: int) -> int:
    """The shortest of the lengths that are searched as far as this one: 1 to 15, 16 to 31, 32 to 63 and so on.

    A batch has one limit. A band has one, so that a sentence's doesn't depend on its company.
    """
    return 1 if source_pieces < _FIRST_BAND else 1 << (source_pieces.bit_length() - 1)


def search_limit(source_pieces: int) -> int:
    """The number of target pieces after which a search ends: :func:`output_limit` of the longest of its band.

    No more than a model can tell: no source is so long that this is less than its own limit.
    """
    return min(output_limit(max(2 * shortest_of_band(source_pieces), _FIRST_BAND) - 1), _POSITIONS)


def defect(source: str, hypothesis: str, *, finished: bool) -> Defect | None:
    """What makes a hypothesis useless: it says nothing, or it repeats itself and the source does not."""
    if not any(character.isalnum() for character in hypothesis):
        return "empty"
    loops = _loops(hypothesis)
    return "loop" if not finished or (loops and loops > _loops(source)) else None


_CHARACTERS = re.compile(r"([^\W\d_]{1,8}?)\1{5,}|([^\w\s.])\2{7,}")
_WORD = re.compile(r"\w+(?:'\w+)?|[^\w\s]")


def _loops(text: str) -> int:
    """How many signs of a loop there are: a run of the same words, of the same letters, or too few different words."""
    words = _WORD.findall(text.lower())
    # The plain case, quickly: no two words in a row come again, and no word repeats five of its letters.
    again = len(words) - 1 - len(set(pairwise(words)))
    stutters = any(len(word) - len(set(word)) >= 5 for word in words if len(word) > 5)
    if again <= 0 and not stutters:
        return 0
    longest = min(len(words) // 2, 24)
    runs = sum(_has_run(words, n) for n in range(1, longest + 1) if _positions(n) - 1 <= again)
    trigrams = list(zip(words, words[1:], words[2:], strict=False))
    poor = len(trigrams) >= 15 and len(set(trigrams)) < 0.6 * len(trigrams)
    same_characters = (stutters or again >= 6) and _CHARACTERS.search(text) is not None
    return runs + same_characters + poor


def _positions(n: int) -> int:
    """In how many places in a row a word is the one ``n`` before it where ``n`` words repeat too often."""
    times = 4 if n == 1 else 3 if n <= 3 else 2
    return n * (times - 1)


def _has_run(words: list[str], n: int) -> bool:
    """Whether the same ``n`` words follow each other: four times for one word, three for up to three, else twice."""
    if sum(map(eq, words[n:], words)) < _positions(n):
        return False
    run = 0  # positions in a row at which a word equals the one n before it
    for position in range(n, len(words)):
        same = words[position] == words[position - n] and words[position][0].isalpha() | (n > 1)
        run = run + 1 if same else 0
        if run >= _positions(n) and any(word[0].isalpha() for word in words[position - n : position]):
            return True
    return False
