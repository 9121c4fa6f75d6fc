"""Rising and falling: whether two texts, one Turkish and one English, say the same of their figures."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from tr_news.facts.numbers.number import Number
from tr_news.facts.numbers.readings import same_value
from tr_news.facts.polarity import LONGEST, Problem
from tr_news.facts.sentence import Facts
from tr_news.text.lexicon import sections
from tr_news.text.turkish.letters import lower

Way = Literal["up", "down"]

_BEHIND = 40  # characters behind a figure where Turkish has its verb
_IN_FRONT = 25  # characters in front of a figure where English has its verb
_LOWER = 12  # characters behind one where English has "5% lower"
_SHORT = 80  # characters of a sentence without a figure that says no more than that something rose or fell
_MOST = 3  # words for it in a text, up to which each is taken to stand for one of the other text
_FIGURE = re.compile(r"\d")


def turned(original: Facts, rendering: Facts) -> Iterator[tuple[Problem, str]]:
    """The words of two texts of which one says that something rose and the other that it fell.

    Either the only words for it in the texts, or those beside two figures of one value.
    """
    if original.language == rendering.language or max(len(original.text), len(rendering.text)) > LONGEST:
        return
    turkish, english = (original, rendering) if original.language == "tr" else (rendering, original)
    found = _only(turkish, english) or _beside(turkish, english) or _counted(turkish, english)
    if found is not None:
        said = found if turkish is original else found[::-1]
        yield "missing", said[0]
        yield "added", said[1]


def _only(turkish: Facts, english: Facts) -> tuple[str, str] | None:
    if not turkish.numbers and len(turkish.text) > _SHORT:
        return None  # "succumbed", "climb on top": words for it that say nothing of a figure
    one = _all(turkish.small, "tr")
    if len({way for way, _ in one}) != 1:
        return None
    other = _all(english.small, "en")
    if len({way for way, _ in other}) == 1 and one[0][0] != other[0][0]:
        return one[0][1], other[0][1]
    return None


def _counted(turkish: Facts, english: Facts) -> tuple[str, str] | None:
    """A word for a word: as many of both texts, of which one more rises in one of them."""
    if not turkish.numbers:
        return None
    one, other = _all(turkish.small, "tr"), _all(english.small, "en")
    if not len(one) == len(other) <= _MOST:
        return None
    more = sum(way == "up" for way, _ in other) - sum(way == "up" for way, _ in one)
    if more == 0:
        return None
    ways: tuple[Way, Way] = ("down", "up") if more > 0 else ("up", "down")
    said = [word for way, word in one if way == ways[0]], [word for way, word in other if way == ways[1]]
    return (said[0][0], said[1][0]) if said[0] and said[1] else None


def _beside(turkish: Facts, english: Facts) -> tuple[str, str] | None:
    for number in turkish.numbers:
        twins = [n for n in english.numbers if n.kind == number.kind and same_value(n, number)]
        if len(twins) != 1:
            continue
        one = _first(lower(_until_figure(turkish.text[number.end : number.end + _BEHIND])), "tr")
        if one is None:
            continue
        other = _at(english, twins[0])
        if other is not None and other[0] != one[0]:
            return one[1], other[1]
    return None


def _at(english: Facts, number: Number) -> tuple[Way, str] | None:
    """The word beside a figure of English: "fell by 5%", "5% lower"."""
    front = english.text[max(0, number.start - _IN_FRONT) : number.start]
    figure = [match.end() for match in _FIGURE.finditer(front)]
    last = _all(front[figure[-1] if figure else 0 :], "en")
    behind = _first(_until_figure(english.text[number.end : number.end + _LOWER]), "en")
    return last[-1] if last else behind


def _until_figure(text: str) -> str:
    return _FIGURE.split(text, maxsplit=1)[0]


def _all(text: str, language: str) -> list[tuple[Way, str]]:
    return [("up" if match["up"] else "down", match.group()) for match in _words_for_it(language).finditer(text)]


@cache
def _words_for_it(language: str) -> re.Pattern[str]:
    up, down = ("|".join(sections("polarity")[f"{language}-{way}"]) for way in ("up", "down"))
    return re.compile(rf"(?<![\w'-])(?:(?P<up>{up})|{down})(?!\w)")


def _first(text: str, language: str) -> tuple[Way, str] | None:
    return next(iter(_all(text, language)), None)
