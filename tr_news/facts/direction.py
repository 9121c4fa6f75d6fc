"""Rising and falling, above and below, won and lost: whether two texts, one Turkish and one English, say the same."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from tr_news.facts.numbers.number import Number
from tr_news.facts.numbers.readings import same_value
from tr_news.facts.polarity import Problem, pattern
from tr_news.facts.sentence import Facts
from tr_news.text.lexicon import sections

Way = Literal["up", "down"]
# What can be turned: each pair has sections of its own in ``text/data/polarity.txt``.
_RISE = ("up", "down")
AXES: Mapping[str, tuple[str, str]] = {
    "over or under": ("over", "under"),
    "won or lost": ("won", "lost"),
    "profit or loss": ("profit", "deficit"),
}

_LONGEST = 600  # characters of a sentence that says so of one figure or few
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_BEHIND = 40  # characters behind a figure where Turkish has its verb
_IN_FRONT = 25  # characters in front of a figure where English has its verb
_LOWER = 12  # characters behind one where English has "5% lower"
_SHORT = 80  # characters of a sentence without a figure that says no more than that something rose or fell
_MOST = 3  # words for it in a text, up to which each is taken to stand for one of the other text
_CLAUSE = 80  # characters in front of "from 6 to 14" in which its verb stands
_FROM = re.compile(r"([^.;:,]*)\bfrom (?:[a-z]+ ){0,2}[$€£₺]?$")
_TO = re.compile(r"(?:[^\d.;:,]{0,25}) to (?:[a-z]+ ){0,2}[$€£₺]?")
_FIGURE = re.compile(r"\d")


def turned(original: Facts, rendering: Facts) -> Iterator[tuple[Problem, str]]:
    """The words of two texts of which one says that something rose and the other that it fell.

    Either the only words for it in the texts, or those beside two figures of one value.
    """
    if (pair := _pair(original, rendering)) is None:
        return
    turkish, english = pair
    if (found := _told(turkish, english)) is not None:
        yield from _both(found, turkish is original)
    elif (word := _against_its_figures(english)) is not None:
        yield ("added" if english is rendering else "missing"), word


def opposed(original: Facts, rendering: Facts, axis: tuple[str, str]) -> Iterator[tuple[Problem, str]]:
    """The words of two texts of which one says the one of ``axis`` and the other its opposite: see :data:`AXES`."""
    pair = _pair(original, rendering)
    if pair is None or not _is_sure(pair[0]):
        return
    turkish, english = pair
    if (one := _all(_small(turkish), "tr", axis)) and (other := _all(english.small, "en", axis)):
        found = _only(one, other) or _counted(one, other)
        if found is not None:
            yield from _both(found, turkish is original)


def _pair(original: Facts, rendering: Facts) -> tuple[Facts, Facts] | None:
    """The Turkish and the English text, where they are short enough and it may be one figure that they speak of."""
    if original.language == rendering.language or max(len(original.text), len(rendering.text)) > _LONGEST:
        return None
    turkish, english = (original, rendering) if original.language == "tr" else (rendering, original)
    if not turkish.numbers and len(turkish.text) > _SHORT:
        return None  # "succumbed", "climb on top": words for it that say nothing of a figure
    return turkish, english


def _both(said: tuple[str, str], turkish_first: bool) -> Iterator[tuple[Problem, str]]:
    yield "missing", said[0 if turkish_first else 1]
    yield "added", said[1 if turkish_first else 0]


def _told(turkish: Facts, english: Facts) -> tuple[str, str] | None:
    small = _small(turkish)
    if not (one := _all(small, "tr")) or not (other := _all(english.small, "en")):
        return None
    sure = _is_sure(turkish)
    return (_only(one, other) if sure else None) or _beside(turkish, small, english) or _counted(one, other)


def _is_sure(turkish: Facts) -> bool:
    return len(turkish.text) <= _SHORT or any(number.trusted for number in turkish.numbers)


def _small(turkish: Facts) -> str:
    """A text in small letters, without words for a rise or fall that say nothing of one."""
    return pattern("tr-neither-way").sub(lambda match: " " * len(match.group()), turkish.small)


def _only(one: Sequence[tuple[Way, str]], other: Sequence[tuple[Way, str]]) -> tuple[str, str] | None:
    """The words of two texts that each have words for one way alone, and not the same."""
    ways = [{way for way, _ in words} for words in (one, other)]
    return (one[0][1], other[0][1]) if len(ways[0]) == len(ways[1]) == 1 and ways[0] != ways[1] else None


def _counted(one: Sequence[tuple[Way, str]], other: Sequence[tuple[Way, str]]) -> tuple[str, str] | None:
    """A word for a word: as many of both texts, of which one more rises in one of them."""
    if not len(one) == len(other) <= _MOST:
        return None
    more = sum(way == "up" for way, _ in other) - sum(way == "up" for way, _ in one)
    if more == 0:
        return None
    ways: tuple[Way, Way] = ("down", "up") if more > 0 else ("up", "down")
    said = [word for way, word in one if way == ways[0]], [word for way, word in other if way == ways[1]]
    return (said[0][0], said[1][0]) if said[0] and said[1] else None


def _beside(turkish: Facts, small: str, english: Facts) -> tuple[str, str] | None:
    for number in turkish.numbers:
        if number.kind == "date" or _FIRST_YEAR <= number.value < _LAST_YEAR:
            continue  # "the lowest growth since 2000"
        twins = [n for n in english.numbers if n.kind == number.kind and same_value(n, number)]
        if len(twins) != 1:
            continue
        one = _first(_until_figure(small[number.end : number.end + _BEHIND]), "tr")
        if one is None:
            continue
        other = _at(english, twins[0])
        if other is not None and other[0] != one[0]:
            return one[1], other[1]
    return None


def _against_its_figures(english: Facts) -> str | None:
    """The word that English says of two figures that go the other way: "fell from 6 to 14"."""
    if " from " not in english.small:
        return None
    for one, other in pairwise(english.numbers):
        if not _are_alike(one, other):
            continue
        front = _FROM.search(english.small[max(0, one.start - _CLAUSE) : one.start])
        if front is None or not _TO.fullmatch(english.small[one.end : other.start]):
            continue
        words = _all(front[0], "en")
        way: Way = "up" if other.value > one.value else "down"
        if words and all(said != way for said, _ in words) and one.value != other.value:
            return words[0][1]
    return None


def _are_alike(one: Number, other: Number) -> bool:
    """Whether two figures are of one kind, their unit said once or twice: "from 17 liras to 19", "5 to 8 percent"."""
    if {one.kind, other.kind} & {"date", "time", "ordinal"} or one.scaled != other.scaled:
        return False
    return one.unit == other.unit or not (one.unit and other.unit)


def _at(english: Facts, number: Number) -> tuple[Way, str] | None:
    """The word beside a figure of English: "fell by 5%", "5% lower"."""
    front = english.text[max(0, number.start - _IN_FRONT) : number.start]
    figure = [match.end() for match in _FIGURE.finditer(front)]
    last = _all(front[figure[-1] if figure else 0 :], "en")
    behind = _first(_until_figure(english.text[number.end : number.end + _LOWER]), "en")
    return last[-1] if last else behind


def _until_figure(text: str) -> str:
    return _FIGURE.split(text, maxsplit=1)[0]


def _all(text: str, language: str, axis: tuple[str, str] = _RISE) -> list[tuple[Way, str]]:
    found = _words_for_it(language, axis).finditer(text)
    return [("up" if match["up"] else "down", match.group()) for match in found]


@cache
def _words_for_it(language: str, axis: tuple[str, str]) -> re.Pattern[str]:
    up, down = ("|".join(sections("polarity")[f"{language}-{way}"]) for way in axis)
    return re.compile(rf"(?<![\w'-])(?:(?P<up>{up})|{down})(?!\w)")


def _first(text: str, language: str) -> tuple[Way, str] | None:
    return next(iter(_all(text, language)), None)
