"""What numbers of the same value differ in: currency, unit of time or measure, half of the day, percent.

Each rule looks at pairs of equal value, one of each text, and stays silent where the other text may say it elsewhere.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from tr_news.facts.numbers.number import Number, NumberLanguage
from tr_news.facts.numbers.readings import HALF_DAY, same_value
from tr_news.facts.numbers.units import compatible, english_unit, forms, turkish_unit
from tr_news.text.lexicon import pattern
from tr_news.text.turkish.letters import lower

_WORD = re.compile(r"[$€£₺¥%‰]|[^\W\d_]+")
_PERCENT_WORDS = re.compile(
    r"%|‰|\bper ?cent\w*|\b(?:pct|pc|points?|rates?|ratio|per|half|quarters?|out of)\b|yüzde|binde|\boran|puan",
    re.IGNORECASE,
)
_COUNTS = re.compile(r"\s[^\W\d_]{3,}")  # what a figure counts: "4 akslı"
_JOINED = 15  # characters between "yüzde 20" and "30"
TIME = ("second", "minute", "hour", "day", "week", "month", "year")

Pair = tuple[Number, Number]  # of the original, of its rendering


def differing(
    one: Sequence[Number], other: Sequence[Number], other_text: str, language: NumberLanguage
) -> Iterator[tuple[str, Pair]]:
    """(rule, numbers) for each number of the original whose twins in the rendering all differ from it in one respect.

    ``language`` is that of the rendering.
    """
    mentioned: frozenset[str] | None = None  # looked for once somebody needs them
    for number in one:
        if number.spelled and not number.unit:
            continue
        twins = [twin for twin in other if _is_twin(number, twin)]
        if not twins:
            continue
        if mentioned is None:
            mentioned = units_of(other_text, language)
        for name, differs in RULES.items():
            if all(differs(number, twin, other_text, mentioned) for twin in twins):
                yield name, (number, twins[0])
                break


def added_halves(one: Sequence[Number], other: Sequence[Number]) -> Iterator[Number]:
    """The times of the rendering whose half of the day no twin in the original has: "8:30 a.m. … 8:30 p.m."."""
    for twin in other:
        numbers = [number for number in one if twin.kind == "time" and _is_twin(number, twin)]
        if numbers and all(_other_half(number, twin, "", frozenset()) for number in numbers):
            yield twin


def made_percents(one: Sequence[Number], text: str, other: Sequence[Number]) -> Iterator[Pair]:
    """Pairs of a plain figure of the Turkish ``text``, which counts something, and its percent: "4 akslı" and 4%.

    Nothing is said of a text about rates, nor of "yüzde 20 ila 30 arası", whose second figure is a percent too.
    """
    percents = [number for number in other if number.kind == "percent"]
    if not percents or pattern("counted", "told in percent").search(lower(text)):
        return
    for before, number in pairwise((None, *one)):
        if number is None or number.kind != "cardinal" or number.spelled or number.scaled or number.unit:
            continue
        joined = before is not None and before.kind == "percent" and number.start - before.end < _JOINED
        known = any(same_value(number, o) for o in one if o.kind == "percent")
        twins = [twin for twin in other if same_value(number, twin)]
        if _COUNTS.match(text, number.end) and twins and not joined and not known and set(twins) <= set(percents):
            yield number, twins[0]


def _is_twin(one: Number, other: Number) -> bool:
    if "time" in (one.kind, other.kind):
        return one.kind == other.kind and int(one.value) % HALF_DAY == int(other.value) % HALF_DAY
    return "date" not in (one.kind, other.kind) and same_value(one, other)


def _other_currency(one: Number, other: Number, _text: str, mentioned: frozenset[str]) -> bool:
    """500 lira and $500; 283,82 € and 283.82 in a text without a word for euros."""
    if one.kind != "money" or not one.unit:
        return False
    if other.kind == "money" and other.unit:
        return not compatible(one.unit, other.unit)
    return other.kind in ("cardinal", "percent") and not any(compatible(one.unit, unit) for unit in mentioned)


def _no_percent(one: Number, other: Number, text: str, _mentioned: frozenset[str]) -> bool:
    """%2,93 and 2.93 in a text without a word for percent; 5 and 5 percent is the other way round."""
    return one.kind == "percent" and other.kind != "percent" and not _PERCENT_WORDS.search(text)


def _made_percent(one: Number, other: Number, _text: str, _mentioned: frozenset[str]) -> bool:
    """65 yaş and 65 percent."""
    return bool(one.unit) and one.kind not in ("percent", "money") and other.kind == "percent"


def _other_half(one: Number, other: Number, _text: str, _mentioned: frozenset[str]) -> bool:
    """04.17 and 4:17 p.m."""
    return one.kind == "time" and bool(one.half) and bool(other.half) and one.half != other.half


def _other_unit(one: Number, other: Number, _text: str, _mentioned: frozenset[str]) -> bool:
    """5 yıl and 5 months; 20 kilometre and 20 metres."""
    if "money" in (one.kind, other.kind) or not one.unit or not other.unit:
        return False
    of_time = (one.unit in TIME, other.unit in TIME)
    return of_time[0] == of_time[1] and not compatible(one.unit, other.unit)


RULES: Mapping[str, Callable[[Number, Number, str, frozenset[str]], bool]] = {
    "currency": _other_currency,
    "percent": _no_percent,
    "made percent": _made_percent,
    "half of the day": _other_half,
    "unit": _other_unit,
}


def units_of(text: str, language: NumberLanguage) -> frozenset[str]:
    """Every unit that the text has, beside a number or not."""
    if language == "tr":
        found = [turkish_unit(lower(word)) for word in _WORD.findall(text)]
    else:
        found = [english_unit(word.lower()) for word in _WORD.findall(text)]
    return frozenset(unit.name for unit in found if unit is not None) | _signs(text, language)


def _signs(text: str, language: NumberLanguage) -> frozenset[str]:
    return frozenset(unit.name for sign, unit in forms(language).items() if not sign.isalnum() and sign in text)
