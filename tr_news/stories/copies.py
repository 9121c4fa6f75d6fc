"""Copies: articles whose text is that of an earlier one, as agencies' texts are printed by many.

Two texts are one if the shorter shares most of its runs of three words with the other (A. Z. Broder, "On the
resemblance and containment of documents", 1997: containment). A quotation that both have makes no copy: outside it
they must share as much.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from tr_news.stories.turkish import lower

RUN = 3  # words
SHARED = 0.6  # of the shorter text's runs
FEWEST = 4  # runs of a text that can be a copy: shorter ones are alike by chance
LONGEST = 400  # words of a text that are compared
COMMONEST = 200  # articles; a run in more of them finds no candidate

_WORD = re.compile(r"[^\W_]+")
_QUOTATION = re.compile(r"[\"“”«»„]([^\"“”«»„]{20,1500})[\"“”«»„]")

Runs = frozenset[int]


@dataclass(frozen=True, slots=True)
class Shingles:
    """The runs of a text, and those outside its quotations."""

    whole: Runs
    outside: Runs


def shingles(title: str, body: str) -> Shingles:
    """The runs of a cleaned article as 64-bit hashes, the same in every process.

    They are the body's, as each house writes its own headlines; the headline joins where the body alone is too short.
    """
    whole = _runs(body)
    if len(whole) < FEWEST:
        whole = _runs(f"{title} | {body}")
        return Shingles(whole, whole)
    return Shingles(whole, _runs(_QUOTATION.sub(" | ", body)))


def is_copy(a: Shingles, b: Shingles) -> bool:
    """Whether two texts are one."""
    if min(len(a.whole), len(b.whole)) < FEWEST or _contained(a.whole, b.whole) < SHARED:
        return False
    if min(len(a.outside), len(b.outside)) < FEWEST:
        return _resemblance(a.whole, b.whole) >= SHARED or _contained(a.outside, b.outside) >= SHARED
    return _contained(a.outside, b.outside) >= SHARED


def find(texts: Sequence[Shingles], differ: Callable[[int, int], bool] = lambda _a, _b: False) -> dict[int, int]:
    """By position of a copy the position of its original: the first in order that it is a copy of.

    ``texts`` stand in order of publication. An original is never a copy itself, so a chain of small changes ends
    where the text is no longer the first one's. ``differ`` says of two positions that they tell two events in spite of
    their words.
    """
    holders: defaultdict[int, list[int]] = defaultdict(list)  # the originals with a run
    copies: dict[int, int] = {}
    for position, text in enumerate(texts):
        if len(text.whole) < FEWEST:
            continue
        shared: Counter[int] = Counter()
        for run in text.whole:
            if run in holders and len(holders[run]) <= COMMONEST:
                shared.update(holders[run])
        likely = (other for other, count in sorted(shared.items()) if count >= FEWEST - 1)
        original = next(
            (other for other in likely if is_copy(texts[other], text) and not differ(other, position)), None
        )
        if original is not None:
            copies[position] = original
            continue
        for run in text.whole:
            holders[run].append(position)
    return copies


def _runs(text: str) -> Runs:
    found: set[tuple[str, ...]] = set()
    for part in text.split("|"):
        words = _WORD.findall(lower(part))[:LONGEST]
        found.update(zip(*(words[i:] for i in range(RUN)), strict=False))
    return frozenset(int.from_bytes(blake2b(" ".join(run).encode(), digest_size=8).digest()) for run in found)


def _contained(a: Runs, b: Runs) -> float:
    least = min(len(a), len(b))
    return len(a & b) / least if least else 0.0


def _resemblance(a: Runs, b: Runs) -> float:
    return len(a & b) / max(len(a), len(b), 1)
