"""Whether a number of one text stands in another, be it in other words.

What is asked for and what is offered differ: a figure may be rendered by "both", "half", "September", by the time of a
clock of twelve hours, by the short form of a year, or by a Roman numeral; but "14 people" are no "2 people".
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache

from tr_news.facts.numbers.number import Number, NumberLanguage
from tr_news.text.calendar import month_numbers
from tr_news.text.lexicon import table

Value = Decimal | tuple[str, int]  # a quantity; minutes on a clock of 12 hours, told by a time or by another number

_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"\b(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_CLOCK_LIKE = re.compile(r"\d\d?\.\d\d")
_BARE_SCALES = {Decimal(10**exponent) for exponent in (6, 9, 12, 15)}
_AND_A_HALF = re.compile(r"\ban? [a-z]+ and a half\b", re.IGNORECASE)  # a year and a half
_FISCAL_YEAR = re.compile(r"\b(?:FY|fiscal year |fiscal )'?(\d\d)\b")
HALF_DAY = 720  # minutes


def must_survive(number: Number) -> bool:
    """Small numbers in words hide in other words (both, weekly), and bare scale words in phrases (yüz yüze)."""
    if not number.spelled:
        return True
    return number.trusted and number.scaled and number.value > 1000 and number.value not in _BARE_SCALES


def offered(
    numbers: Iterable[Number], text: str, small: str, language: NumberLanguage, *, homographs: bool
) -> set[Value]:
    """What the numbers of a text, and its words for quantities, may stand for; ``small`` is it in small letters."""
    values: set[Value] = set()
    for number in numbers:
        if number.trusted or (homographs and not number.scaled):
            values |= _offers(number)
    if language == "en":
        values |= {Decimal(f"20{match[1]}") for match in _FISCAL_YEAR.finditer(text)}
    if language == "en" and _AND_A_HALF.search(text):
        values.add(Decimal("1.5"))
    return values | _words(small, language) | _roman(text)


def is_offered(number: Number, values: set[Value]) -> bool:
    """Whether a number is among what the other text offers."""
    if number.kind != "date":
        return not _asks(number).isdisjoint(values)
    if number.value in values:
        return True
    # As the parts of "14 August to 15 August 1989", or without its year; but 12.05. is no 5 December.
    year, day = divmod(int(number.value), 10000)
    if any(isinstance(d, Decimal) and d > 10**7 and int(d) % 10000 == day for d in values):
        return False  # the same day of another year
    months = {int(d) // 100 % 100 for d in values if isinstance(d, Decimal) and int(d) // 10000 == year}
    return Decimal(day % 100) in values and (not months or day // 100 in months)


def same_value(one: Number, other: Number) -> bool:
    """Whether two numbers have a value in common."""
    return not {one.value, *one.also}.isdisjoint({other.value, *other.also})


def _asks(number: Number) -> set[Value]:
    values: set[Value] = {number.value, *number.also}
    if number.kind == "time":
        minutes = int(number.value) % HALF_DAY
        values = {("time", minutes), ("clock", minutes), *number.also}
        hour, minute = divmod(int(number.value), 60)
        return values if minute else values | {Decimal(hour), Decimal(hour % 12)}
    if 1900 <= number.value < 2000 and number.value % 10 == 0:
        values.add(number.value % 100)  # the 1990s
    if 0 <= number.value < 25 and number.value * 60 == int(number.value * 60):
        values.add(("time", int(number.value * 60) % HALF_DAY))
    if _CLOCK_LIKE.fullmatch(number.digits):
        values.add(("time", _clock(number.digits)))
    return values


def _offers(number: Number) -> set[Value]:
    values = _asks(number)
    if number.kind == "date":
        year, day = divmod(int(number.value), 10000)
        return values | {Decimal(year), Decimal(day // 100), Decimal(day % 100)}
    if number.kind == "time":
        return values - {("clock", minutes) for _, minutes in [v for v in values if isinstance(v, tuple)]}
    values = {("clock", v[1]) if isinstance(v, tuple) else v for v in values}
    if 1900 <= number.value < 2100 and number.value == int(number.value):
        values.add(number.value % 100)
    return values


def _clock(digits: str) -> int:
    hour, minute = (int(part) for part in digits.split("."))
    return (hour * 60 + minute) % HALF_DAY


def _words(small: str, language: NumberLanguage) -> set[Value]:
    """The values that words other than numerals may stand for: once, dozen, half, September."""
    meanings = _meanings(language)
    return {value for word in meanings.keys() & set(_WORD.findall(small)) for value in meanings[word]}


@cache
def _meanings(language: NumberLanguage) -> dict[str, tuple[Value, ...]]:
    rows = [(row[1], row[2].split()) for row in table("quantities") if row[0] == language]
    rows += [(month, [str(number)]) for month, number in month_numbers().items()]
    return {
        word: (*(Decimal(v) for v in values), *(("clock", int(Decimal(v) * 60) % HALF_DAY) for v in values))
        for word, values in rows
    }


def _roman(text: str) -> set[Value]:
    """The values of the Roman numerals in a text (II. Abdülhamid, World War II)."""
    values: set[Value] = set()
    for match in _ROMAN.finditer(text):
        digits = [_ROMAN_VALUES[letter] for letter in match.group()]
        if digits:
            following: Sequence[int] = [*digits[1:], 0]
            values.add(Decimal(sum(d if d >= after else -d for d, after in zip(digits, following, strict=True))))
    return values
