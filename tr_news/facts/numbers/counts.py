"""Numbers told too often, and amounts of two units that lost one of them.

What equal values cannot show: "142 passengers 142" has every number of "142 yolcu", and the 20 minutes of
"1 saat 20 dakika" stand in "20 minutes".
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, zip_longest

from tr_news.facts.numbers.attributes import TIME, units_of
from tr_news.facts.numbers.number import Number, NumberLanguage
from tr_news.facts.numbers.readings import is_offered, offered

_UNIT_BETWEEN = re.compile(r"\s?[^\W\d_]+\s?")  # of "1 saat 20", nothing else
_PAIRS = frozenset(
    {
        *((large, small) for small, large in pairwise(TIME)),
        ("year", "day"),
        ("day", "minute"),
        ("month", "day"),
        ("week", "hour"),
    }
)
_WORD = re.compile(r"\w+")
_NEAR = 40  # characters beside a figure in which two words stand
_ASIDE = re.compile(r"[^()\[\]]{0,12}\]|['’]d[ae]")  # "55 centimetres [55 cm]"; "2012'de", which is Turkish
_LEVEL = re.compile(r"(?<![\d.,:-])(\d{1,3}) ?[-–] ?\1(?![\d.,-])")
_DRAWN = re.compile(r"\b(?:draw|drew|drawn|tied?|level|equal\w*|all|each|apiece|both|even)\b", re.IGNORECASE)
_LEAST = 3  # "2" and "twice" are told again in many ways
_LONGEST = 600  # characters: English says again in a second sentence what Turkish leaves out


def told_too_often(original: Sequence[Number], rendering: Sequence[Number], text: str) -> Iterator[Number]:
    """The figures of the rendering, ``text``, that the original has less often, but has.

    A phrase that comes twice is no matter of figures: "founded in January 2004 in January 2004".
    """
    if len(text) > _LONGEST:
        return
    left = Counter(value for number in original for value in _worth(number))
    known = set(left)
    told: dict[Decimal, list[Number]] = {}
    for number in rendering:
        told.setdefault(number.value, []).append(number)
        left[number.value] -= 1
        plain = number.kind not in ("time", "date", "ordinal") and not number.spelled
        if not plain or number.value not in known or number.value < _LEAST or left[number.value] >= 0:
            continue
        if not _ASIDE.match(text, number.end) and not _same_phrase(told[number.value], text):
            yield number


def half_a_score(turkish: str, english: str) -> str | None:
    """The score of both sides alike that the English, which has its figure, parts or halves: "34-34" and "34 -"."""
    score = _LEVEL.search(turkish)
    if score is None or _DRAWN.search(english):
        return None
    told = re.search(rf"(?<![\d.,]){score[1]}(?!\d|[.,]\d)", english)
    whole = re.search(rf"(?<![\d.,]){score[1]} ?(?:[-–:]|to) ?{score[1]}(?!\d)", english)
    return score.group() if told and not whole else None


def _worth(number: Number) -> set[Decimal]:
    """What a number of the original may be told as: a time by its hour."""
    return {number.value, *number.also, *((number.value // 60,) if number.kind == "time" else ())}


def _same_phrase(numbers: Sequence[Number], text: str) -> bool:
    """Whether the last of these numbers has two words around it that another one has, on the same side."""
    *others, last = ((_words(text[: n.start])[-2:], _words(text[n.end : n.end + _NEAR])[:2]) for n in numbers)
    return any(mine == its for other in others for mine, its in zip(last, other, strict=True) if len(mine) == 2)


def _words(text: str) -> list[str]:
    return _WORD.findall(text[-_NEAR:].lower())


def cut_short(
    original: Sequence[Number], original_text: str, rendering: Sequence[Number], text: str, language: NumberLanguage
) -> Iterator[Number]:
    """Those numbers of the original whose unit of time the rendering, ``text``, does not name at all.

    The larger part of "1 saat 20 dakika" where the smaller one is there, and a lone "1 saat": an article in English
    stands for a 1 only in front of what it counts.
    """
    mentioned: frozenset[str] | None = None
    for number, after in zip_longest(original, original[1:]):
        if number.unit not in TIME:
            continue
        single = number.value == 1 and not number.spelled and number.kind == "cardinal"
        joined = after is not None and _is_amount(number, after, original_text)
        if not single and not joined:
            continue
        if mentioned is None:
            mentioned = units_of(text, language)
        if number.unit in mentioned:
            continue
        if joined and after is not None:
            there = offered(rendering, text, text.lower(), language, homographs=True)
            if after.unit in mentioned and is_offered(after, there):
                yield number
        elif single and not is_offered(number, offered(rendering, text, "", language, homographs=True)):
            yield number


def _is_amount(number: Number, after: Number, text: str) -> bool:
    """Whether two numbers are one amount: "1 saat 20 dakika", "bir yıl 6 ay"."""
    return (number.unit, after.unit) in _PAIRS and _UNIT_BETWEEN.fullmatch(text, number.end, after.start) is not None
