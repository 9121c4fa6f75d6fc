"""What a translation must keep: numbers, names, quotations, and most of its length.

Nothing here knows whether a translation is good. It finds what can be checked without understanding, and it rather
stays silent than cries wolf: a flag on a line is meant to be looked at.
"""

import re
from collections.abc import Iterable, Sequence, Set
from decimal import Decimal
from functools import cache

from tr_news.documents.translation import Check, Flag
from tr_news.facts.names import lost_names
from tr_news.facts.numbers import Number, parse_numbers
from tr_news.text.lexicon import table
from tr_news.text.normalize import normalize_source
from tr_news.text.turkish.casing import lower

# English of news is about as long as its Turkish in characters (newstest2016/2017: median 1.0).
_SHORT = 0.45
_LONG_ENOUGH = 40  # characters of source from which a length says something

_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"\b(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_CLOCK_LIKE = re.compile(r"\d\d?\.\d\d")
_BARE_SCALES = {Decimal(10**exponent) for exponent in (6, 9, 12, 15)}
# "eksi 15", "sıfırın altında 15", "15 degrees below zero", "a fall of 2 percent"
_BELOW_ZERO = re.compile(
    r"\b(?:eksi|alt[ıi]nda|azal\w*|düş\w*|gerile\w*|minus|below|sub-?zero|negative|f[ae]ll\w*|drop\w*|declin\w*|decreas\w*"
    r"|contract\w*|shr[aiu]nk\w*|loss\w*|lost|down)\b",
    re.IGNORECASE,
)
_HALF_DAY = 720  # minutes


def audit(source: str, translation: str) -> tuple[tuple[Flag, ...], tuple[Check, ...]]:
    """The flags of a translated sentence, and which number, name or quotation each is about.

    ``number``: a number of the source is missing or another one has appeared; ``name``: a proper name is missing;
    ``quotation``: what was quoted no longer is; ``short``: under 45 % of the length to be expected. In this order.
    """
    source, translation = normalize_source(source), normalize_source(translation)
    checks = [Check(Flag.NUMBER, "missing", source[n.start : n.end]) for n in lost_numbers(source, translation)]
    checks += [Check(Flag.NUMBER, "added", translation[n.start : n.end]) for n in invented_numbers(source, translation)]
    checks += [Check(Flag.NAME, "missing", name) for name in lost_names(source, translation)]
    if quotation_lost(source, translation):
        checks.append(Check(Flag.QUOTATION, "missing", _first_quotation(source)))
    flags = list(dict.fromkeys(check.flag for check in checks))
    if len(source) >= _LONG_ENOUGH and len(translation) < _SHORT * len(source):
        flags.append(Flag.SHORT)
    return tuple(flags), tuple(dict.fromkeys(checks))


def lost_numbers(source: str, translation: str) -> list[Number]:
    """The numbers of the source, in digits or like "iki milyon", for which nothing in the translation stands."""
    found = _readings(parse_numbers(translation, "en")) | _words(translation.lower(), "en") | _roman(translation)
    return _missing(parse_numbers(source, "tr"), found, source, translation)


def invented_numbers(source: str, translation: str) -> list[Number]:
    """The numbers of the translation, in digits or like "two million", for which nothing in the source stands."""
    found = _readings(parse_numbers(source, "tr")) | _words(lower(source), "tr") | _roman(source)
    return _missing(parse_numbers(translation, "en"), found, source, translation)


def _missing(numbers: Sequence[Number], found: set[object], source: str, translation: str) -> list[Number]:
    """The numbers that must survive and are not found."""
    missing = [n for n in numbers if _must_survive(n) and not _survives(n, found)]
    if missing and (_BELOW_ZERO.search(source) or _BELOW_ZERO.search(translation)):
        # One of the texts says the sign in words.
        signed = found | {-value for value in found if isinstance(value, Decimal)}
        missing = [n for n in missing if not _survives(n, signed)]
    return missing


def _must_survive(number: Number) -> bool:
    """Small numbers in words hide in other words (both, weekly), and bare scale words in phrases (yüz yüze)."""
    return not number.spelled or (number.scaled and number.value > 1000 and number.value not in _BARE_SCALES)


def _survives(number: Number, found: Set[object]) -> bool:
    if number.kind != "date":
        return not _readings([number]).isdisjoint(found)
    if number.value in found:
        return True
    # As the parts of "14 August to 15 August 1989", or without its year; but 12.05. is no 5 December.
    year, day = divmod(int(number.value), 10000)
    months = {int(d) // 100 % 100 for d in found if isinstance(d, Decimal) and int(d) // 10000 == year}
    return Decimal(day % 100) in found and (not months or day // 100 in months)


def _readings(numbers: Iterable[Number]) -> set[object]:
    """What each number may stand for: its value, the time of day on a clock of 12 hours, the short form of a year."""
    readings: set[object] = set()
    for number in numbers:
        value = number.value
        if number.kind == "time":
            hour, minute = divmod(int(value), 60)
            readings |= {("clock", int(value) % _HALF_DAY)} | (
                {Decimal(hour), Decimal(hour % 12)} if not minute else set()
            )
            continue
        readings.add(value)
        if number.kind == "date":
            year, day = divmod(int(value), 10000)
            readings |= {Decimal(year), Decimal(day // 100), Decimal(day % 100)}
        elif value < 25 and value * 60 == int(value * 60):
            readings.add(("clock", int(value * 60) % _HALF_DAY))
        elif 1900 <= value < 2100 and value == int(value):
            readings.add(value % 100)
        if _CLOCK_LIKE.fullmatch(number.digits):
            hour, minute = (int(part) for part in number.digits.split("."))
            readings.add(("clock", (hour * 60 + minute) % _HALF_DAY))
    return readings


def _words(text: str, language: str) -> set[object]:
    """The values that words other than numerals may stand for: once, dozen, half, September."""
    meanings = _meanings(language)
    return {value for word in _WORD.findall(text) for value in meanings.get(word, ())}


@cache
def _meanings(language: str) -> dict[str, tuple[object, ...]]:
    rows = ((row[1], row[2].split()) for row in table("quantities") if row[0] == language)
    return {
        word: (*(Decimal(v) for v in values), *(("clock", int(Decimal(v) * 60) % _HALF_DAY) for v in values))
        for word, values in rows
    }


def _roman(text: str) -> set[object]:
    """The values of the Roman numerals in a text (II. Abdülhamid, World War II)."""
    values: set[object] = set()
    for match in _ROMAN.finditer(text):
        digits = [_ROMAN_VALUES[letter] for letter in match.group()]
        if digits:
            following = [*digits[1:], 0]
            values.add(Decimal(sum(d if d >= after else -d for d, after in zip(digits, following, strict=True))))
    return values


_QUOTED = re.compile(r'"[^"]+"|(?<![\w\'])\'(?=\w)[^"]{0,400}?[\w.,!?]\'(?![\w\'])')


def quotation_lost(source: str, translation: str) -> bool:
    """Whether the source quotes somebody or something and the translation does not.

    Single quotation marks count as double ones; a quotation that runs on into the next sentence has one mark only.
    Passages are not counted: English breaks a quotation in two for "he said", and joins others.
    """
    return _quotes(source) and not _quotes(translation)


def _quotes(text: str) -> bool:
    return bool(_QUOTED.search(text)) or text.count('"') % 2 == 1


def _first_quotation(text: str) -> str:
    """What is quoted first; of a quotation with one mark, what stands on the side that it opens to."""
    if found := _QUOTED.search(text):
        return found.group().strip("\"'")
    before, _, after = text.partition('"')
    return (after or before).strip()
