"""Numbers in running text, Turkish and English: digits, words, and both mixed ("2 milyon 784 bin").

What is found has a value, so that "11 bin 37", "11,037" and "eleven thousand thirty-seven" can be seen to be the same.
Homographs are read as numbers (altı is also "its underside", on "front" in English): a caller that must not be wrong
asks for ``spelled`` and decides what it trusts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from tr_news.text.turkish.casing import lower

NumberKind = Literal["cardinal", "percent", "time", "date", "ordinal", "money"]
NumberLanguage = Literal["tr", "en"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in ``text[start:end]``, units and signs that belong to it included.

    ``value``: the quantity, below zero only of degrees and percentages behind a minus sign; of a time the minutes since
    midnight; of a date yyyymmdd (yyyy0000 is never one).
    ``spelled`` is True where there is no digit in it. ``scaled`` is True where a word such as bin, milyon, million
    takes part in the value. ``digits`` is the first run of digits as written, separators included, or "".
    """

    start: int
    end: int
    value: Decimal
    kind: NumberKind = "cardinal"
    spelled: bool = False
    scaled: bool = False
    digits: str = ""


_TR_UNITS = {
    "sıfır": 0, "bir": 1, "iki": 2, "üç": 3, "dört": 4, "dörd": 4, "beş": 5, "altı": 6, "yedi": 7, "sekiz": 8,
    "dokuz": 9, "on": 10, "yirmi": 20, "otuz": 30, "kırk": 40, "elli": 50, "altmış": 60, "yetmiş": 70, "seksen": 80,
    "doksan": 90,
}  # fmt: skip
_TR_SCALES = {"yüz": 100, "bin": 10**3, "milyon": 10**6, "milyar": 10**9, "trilyon": 10**12, "katrilyon": 10**15}
_TR_HALVES = {"yarım": Decimal("0.5"), "buçuk": Decimal("0.5"), "çeyrek": Decimal("0.25")}
_EN_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_EN_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip
_EN_SCALES = {
    "hundred": 100, "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "mn": 10**6, "mln": 10**6,
    "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12, "quadrillion": 10**15, "dozen": 12,
}  # fmt: skip
_EN_SHORT_SCALES = ("k", "m", "mn", "mln", "bn", "tn")
_EN_PLURAL_TENS = {f"{word[:-1]}ies": value for word, value in _EN_UNITS.items() if value >= 20}

_TR_ORDINAL = re.compile(r"[ıiuü]?nc[ıiuü]")
# Case, possessive, distributive and question suffixes as they follow a number word; longer words are not numbers.
_LONGEST_WORD = 40  # letters of a number word with all its suffixes
_TR_SUFFIX = (
    r"(?:[ıiuü]?nc[ıiuü])?(?:ş[ae]r|[ae]r)?(?:l[ıiuü][kğ]?)?(?:l[ae]r)?(?:[ıiuü]m[ıiuü]z|[ıiuü]n[ıiuü]z|s?[ıiuü])?"
    r"(?:n?[dt][ae]n?|n?[ıiuü]n|n?[yn]?[ae]|[yn]?[ıiuü]|[yn]?l[ae])?(?:ki)?(?:d[ıiuü]r)?"
)
_TR_INFLECTED = re.compile(rf"({'|'.join(sorted((*_TR_UNITS, *_TR_SCALES), key=len, reverse=True))})({_TR_SUFFIX})")
_WORD = r"[^\W\d_]+"
_TOKEN = re.compile(
    rf"""(?P<sign>[%$€£₺¥]\s?)?
    (?P<number>(?:(?<=[\s(])\.)?(?:\d[\d.,:/]*\d|\d))
    (?P<tail>(?:\s?%)|(?:\s?[$€£₺](?![\w]))|(?:st|nd|rd|th)\b|(?:\.(?=\s?['’]?[a-zçğıöşü]))|(?:['’]?s\b)|(?:\s?[ap]\.?m\b\.?))?
    | (?P<word>{_WORD})""",
    re.VERBOSE | re.IGNORECASE,
)
_TR_MONEY = re.compile(r"\s?(?:TL|lira|dolar|euro|avro|sterlin|kuruş|frank|yen|ruble|riyal|dirhem|USD|EUR|TRY)\w*")
_EN_MONEY = re.compile(
    r"\s?-?(?:TL|liras?|dollars?|euros?|pounds?|sterling|cents?|francs?|yen|roubles?|rubles?|USD|EUR|TRY|GBP)\b"
)
_EN_PERCENT = re.compile(r"(?:\s|-)?(?:%|per\s?cents?|percent(?:age)?|pct|pc)(?!\w)", re.IGNORECASE)
_MONTHS = {
    "tr": (
        "ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık",
    ),
    "en": (
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ),
}  # fmt: skip
_TR_DATE = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(_MONTHS['tr'])})\s+(\d{{4}})(?!\d)", re.IGNORECASE)
_EN_DATE = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(_MONTHS['en'])}),?\s+(\d{{4}})"
    rf"|({'|'.join(_MONTHS['en'])})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}))(?!\d)",
    re.IGNORECASE,
)
_DEGREES = re.compile(r"[-\s]?(?:derece|santigrat|degrees?\b|°)")
_MINUS = re.compile(r"(?:^|[\s(%])[-−]$")  # not the dash of a range
_NUMERIC_DATE = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)")
_TR_BEFORE_TIME = re.compile(r"\bsaat(?:ler[ıi]|i)?\s+(?:\d\d?[.:]\d\d\s*(?:[-–]|ile|ve|veya)\s*)?$", re.IGNORECASE)
_TR_AFTER_TIME = re.compile(
    r"(?:['’](?:[dt][ae]n?|[ydt]?[ae]|[yn]?[ıiuü])\b|\s(?:sıra|sular|gibi|itibar)\w*|\s*[-–]\s*(?:[01]?\d|2[0-4])[.:][0-5]\d(?!\d|\s?(?:TL|lira|dolar|euro|avro)))"
)
_TR_RANGE_BEFORE_TIME = re.compile(r"(?<![\d.,%])(?:[01]\d|2[0-4])[.:][0-5]\d\s*[-–]\s*$")


def parse_numbers(text: str, language: NumberLanguage) -> list[Number]:
    """The numbers of ``text``, in order, none inside another."""
    return list(_parse(text, language))


@lru_cache(32)  # a sentence is asked about for several reasons in a row
def _parse(text: str, language: NumberLanguage) -> tuple[Number, ...]:
    dates = list(_dates(text, language))
    tokens = _tokens(text, language)
    numbers: list[Number] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        date = next((date for date in dates if date.start <= token.start < date.end), None)
        if date is not None:
            numbers.append(date)
            while position < len(tokens) and tokens[position].start < date.end:
                position += 1
            continue
        number, position = _phrase(text, tokens, position, language)
        if number is not None:
            numbers.append(number)
    return tuple(numbers)


def decimal_of(digits: str, language: NumberLanguage) -> Decimal:
    """The value of digits with separators: "1.250,5" in Turkish, "1,250.5" in English.

    A separator that can't be what the language says is read the other way ("2.5" in Turkish text is two and a half:
    groups have three digits).
    """
    group, point = (".", ",") if language == "tr" else (",", ".")
    if re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(point)}\d+)?", digits):
        return Decimal(digits.replace(group, "").replace(point, "."))
    if re.fullmatch(rf"\d+{re.escape(point)}\d+", digits):
        return Decimal(digits.replace(point, "."))
    if re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(point)}\d{{3}}){{2,}}", digits):
        return Decimal(digits.replace(point, ""))
    if re.fullmatch(r"\d+[.,]\d+", digits):
        return Decimal(digits.replace(",", "."))
    if re.fullmatch(r"\.\d+", digits):
        return Decimal(f"0{digits}")
    return Decimal(re.sub(r"\D", "", digits))


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    kind: Literal["digits", "unit", "scale", "half", "ordinal", "percent word"]
    value: Decimal = Decimal(0)
    digits: str = ""
    sign: str = ""
    tail: str = ""
    closed: bool = False  # a suffix ends the number here


def _tokens(text: str, language: NumberLanguage) -> list[_Token]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text):
        if match["word"]:
            word = match["word"]
            if len(word) <= _LONGEST_WORD and (token := _word(word, language)) is not None:
                tokens.append(replace(token, start=match.start(), end=match.end()))
        else:
            tokens += _digits(text, match, language)
    return tokens


def _digits(text: str, match: re.Match[str], language: NumberLanguage) -> list[_Token]:
    digits = match["number"]
    sign, tail = (match["sign"] or "").strip(), (match["tail"] or "").strip()
    start, end = match.span()
    if re.fullmatch(r"\.?\d+(?:[.,]\d+)*", digits) or _CLOCK.fullmatch(digits):
        closed = bool(tail) or text[end : end + 1] in ("'", "’")
        value = Decimal(0) if ":" in digits else decimal_of(digits, language)
        return [_Token(start, end, "digits", value, digits, sign, tail, closed)]
    # "2/3", "2014/15", "1:30:05": several numbers.
    return [
        _Token(match.start("number") + part.start(), match.start("number") + part.end(), "digits",
               Decimal(part.group()) if ":" in digits else decimal_of(part.group(), language),
               part.group(), sign, tail, True)
        for part in re.finditer(r"\d+(?:\.\d+)?" if ":" in digits else r"\d+(?:[.,]\d+)*", digits)
    ]  # fmt: skip


@lru_cache(10_000)
def _word(word: str, language: NumberLanguage) -> _Token | None:
    """The token of a number word, as if it stood at the beginning of a text."""
    start, end = 0, len(word)
    if language == "en":
        lowered = word.lower()
        if lowered in _EN_UNITS:
            return _Token(start, end, "unit", Decimal(_EN_UNITS[lowered]))
        if lowered in _EN_ORDINALS:
            return _Token(start, end, "ordinal", Decimal(_EN_ORDINALS[lowered]), closed=True)
        if lowered in _EN_PLURAL_TENS:
            return _Token(start, end, "unit", Decimal(_EN_PLURAL_TENS[lowered]), closed=True)
        if lowered in _EN_SCALES:
            return _Token(start, end, "scale", Decimal(_EN_SCALES[lowered]), digits=word)
        if lowered in ("half", "quarter"):
            return _Token(start, end, "half", Decimal("0.5" if lowered == "half" else "0.25"))
        return None
    lowered = lower(word)
    if lowered == "yüzde":
        return _Token(start, end, "percent word")
    if lowered in _TR_HALVES:
        return _Token(start, end, "half", _TR_HALVES[lowered])
    inflected = _TR_INFLECTED.fullmatch(lowered)
    if inflected is None:
        return None
    stem, suffix = inflected.groups()
    kind: Literal["ordinal", "scale", "unit"] = "scale" if stem in _TR_SCALES else "unit"
    if _TR_ORDINAL.match(suffix):
        kind = "ordinal"
    if kind == "scale" and suffix.startswith("er"):
        return None  # milyoner
    # "700 binleri" is a number, "binleri" alone is not.
    vague = "plural" if kind == "scale" and suffix[:3] in ("lar", "ler") else ""
    return _Token(start, end, kind, Decimal(_TR_UNITS.get(stem, _TR_SCALES.get(stem, 0))), vague, closed=bool(suffix))


def _phrase(text: str, tokens: list[_Token], position: int, language: NumberLanguage) -> tuple[Number | None, int]:
    """The number that begins at ``tokens[position]``, if there is one, and the position behind it."""
    first = tokens[position]
    start = first.start
    percent = first.sign == "%" or first.tail.endswith("%")
    if first.kind == "percent word":
        percent = True
        position += 1
        if position == len(tokens) or not _adjacent(text, first, tokens[position]):
            return None, position
        first = tokens[position]
    if first.kind == "percent word":
        return None, position
    if first.kind == "scale" and first.digits.lower() in ("plural", *_EN_SHORT_SCALES):
        return None, position + 1
    if not percent and first.kind == "digits" and (time := _time(text, first, language)) is not None:
        return time, position + 1
    total, current, floor = Decimal(0), Decimal(0), Decimal(10**18)  # floor: the scale that the next part stays below
    last: _Token | None = None
    scaled = False
    ordinal = False
    while position < len(tokens):
        token = tokens[position]
        if last is not None and (last.closed or not _joined(text, last, token, language)):
            break
        if token.kind in ("digits", "unit", "ordinal"):
            if last is not None and not _continues(last, token, current, floor):
                break
            current += token.value
            ordinal = token.kind == "ordinal" or token.tail in ("st", "nd", "rd", "th", ".")
        elif token.kind == "scale":
            if token.value >= floor or (token.digits in ("k", "m") and not first.sign):  # "500 m" are metres
                break
            if token.value == 100 or token.value == 12:
                current = (current or Decimal(1)) * token.value
            else:
                total += (current or Decimal(1)) * token.value
                current, floor = Decimal(0), token.value
            scaled = True
        elif token.kind == "half":
            current += token.value
        else:
            break
        last = token
        position += 1
    if last is None:
        return None, position + 1
    return _finish(text, start, first, last, total + current, percent, ordinal, scaled, language), position


def _finish(
    text: str,
    start: int,
    first: _Token,
    last: _Token,
    value: Decimal,
    percent: bool,
    ordinal: bool,
    scaled: bool,
    language: NumberLanguage,
) -> Number:
    end = last.end
    kind: NumberKind = "ordinal" if ordinal else "cardinal"
    if language == "en" and (after := _EN_PERCENT.match(text, end)):
        percent, end = True, after.end()
    if percent or last.tail == "%":
        kind = "percent"
    elif first.sign or last.tail in ("$", "€", "£", "₺"):
        kind = "money"
    elif after := (_TR_MONEY if language == "tr" else _EN_MONEY).match(text, end):
        kind, end = "money", after.end()
    spelled = not any(character.isdigit() for character in text[start:end])
    if (
        first.kind == "digits"
        and (percent or _DEGREES.match(text, end))
        and _MINUS.search(text, first.start - 3, first.start)
    ):
        value = -value
    return Number(start, end, value, kind, spelled, scaled, first.digits if first.kind == "digits" else "")


def _adjacent(text: str, before: _Token, after: _Token) -> bool:
    return re.fullmatch(r"[ \u00a0]+[-−]?", text[before.end : after.start]) is not None


def _joined(text: str, before: _Token, after: _Token, language: NumberLanguage) -> bool:
    """Whether what stands between two tokens lets them be one number."""
    between = text[before.end : after.start]
    if language == "en" and after.kind != "scale" and before.kind == "digits":
        return False
    if before.kind == "scale" and before.value == 12:
        return False
    if between in (" ", "\u00a0") or (between == "" and (after.kind == "scale" or before.kind != "digits")):
        return True
    if language == "tr":
        return False
    if before.kind == "half" or after.kind == "half":
        return between in ((" a ", " of a ", "-") if before.kind == "half" else (" and a ", "-and-a-"))
    return between == "-" if before.value < 100 else between == " and "


def _continues(last: _Token, token: _Token, current: Decimal, floor: Decimal) -> bool:
    """Whether ``token`` goes on with a number: "yirmi üç", "yüz elli", "11 bin 37"; but not "iki üç" or "5 6"."""
    if token.value != token.value.to_integral_value() or token.value >= floor or token.value == 0:
        return False
    if token.kind == "digits":
        return last.kind == "scale" and last.value >= 1000 and not token.sign
    if last.kind == "scale":
        return True
    return last.kind == "unit" and last.value >= 10 and last.value % 10 == 0 and token.value < 10 and current % 10 == 0


def _time(text: str, token: _Token, language: NumberLanguage) -> Number | None:
    clock = _CLOCK.fullmatch(token.digits)
    half_day = re.fullmatch(r"([ap])\.?m\.?", token.tail, re.IGNORECASE) if language == "en" else None
    if clock is None and half_day is None:
        return None
    if clock is not None and ":" not in token.digits and half_day is None:
        if language == "en":
            return None
        announced = _TR_BEFORE_TIME.search(text, max(0, token.start - 30), token.start)
        if not announced and (len(clock[1]) == 1 or not _stands_as_time(text, token)):
            return None  # "4.50'de" is as likely a price
    hours, minutes = (int(clock[1]), int(clock[2])) if clock is not None else (int(token.value), 0)
    if half_day is not None and hours <= 12:
        hours = hours % 12 + (12 if half_day[1].lower() == "p" else 0)
    return Number(token.start, token.end, Decimal(hours * 60 + minutes), "time", digits=token.digits)


def _stands_as_time(text: str, token: _Token) -> bool:
    """Whether a suffix follows that times have, or it is one end of a range: 13.00-14.00."""
    if _TR_AFTER_TIME.match(text, token.end):
        return True
    before = _TR_RANGE_BEFORE_TIME.search(text, max(0, token.start - 10), token.start)
    return before is not None and not _TR_MONEY.match(text, token.end)


def _dates(text: str, language: NumberLanguage) -> Iterator[Number]:
    for match in _NUMERIC_DATE.finditer(text):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        if language == "en" and match[2] == "/" and month > 12:
            day, month = month, day
        if 1 <= day <= 31 and 1 <= month <= 12:
            yield _date(match, day, month, year)
    for match in (_TR_DATE if language == "tr" else _EN_DATE).finditer(text):
        parts = [part for part in match.groups() if part]
        name = next(part for part in parts if not part.isdigit())
        day, year = (int(part) for part in parts if part is not name)
        name = lower(name) if language == "tr" else name.lower()
        if name in _MONTHS[language] and 1 <= day <= 31:
            yield _date(match, day, _MONTHS[language].index(name) + 1, year)


def _date(match: re.Match[str], day: int, month: int, year: int) -> Number:
    return Number(match.start(), match.end(), Decimal(year * 10000 + month * 100 + day), "date", digits=match.group())
