"""Figures the English way, where a model has copied them from the Turkish: the rules by name.

A figure that the Turkish does not have in this very form stays as it is.
"""

import re
from collections.abc import Callable, Mapping, Set
from decimal import Decimal

from tr_news.documents.article import TURKISH
from tr_news.facts.numbers import Number, decimal_of
from tr_news.facts.sentence import Facts
from tr_news.text.calendar import english_months

_DIGIT = re.compile(r"\d")
_SCALES = {"bin": "thousand", "milyon": "million", "milyar": "billion", "trilyon": "trillion"}
_SCALE_VALUES: Mapping[str | None, int] = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALE_WORD = re.compile(r"(\d)\s+(bin|milyon|milyar|trilyon)(?:['’]?(?:luk|lık|lik|lük|u|ı|i|ü|dan|den|a|e|da|de))?\b")
_CURRENCY_SIGN_BEHIND = re.compile(r"(?<![\w.,$€£₺])(?:[$€£₺]\s?)?(\d[\d.,]*)\s?([$€£₺])(?!\d)")
_PERCENT_BEFORE = re.compile(
    r"(?<![\w%])%\s?((?:\d[\d.,]*\d|\d)(?:\s?[-–]\s?\d+(?:[.,]\d+)?)?)(?![\d.,]*\d)(?!\s?%(?!\s?\d))"
)
_PERCENT_WORD = re.compile(r"\byüzde\b", re.IGNORECASE)
_YUZDE = re.compile(r"\byüzde\s+(\d[\d.,]*\d|\d)", re.IGNORECASE)
_CURRENCY_WORD = re.compile(
    r"(\d|\b(?:thousand|million|billion|trillion))\s+(TL|liral[ıi]k|avro|euroluk|dolarl[ıi]k|dolar|[Ss]terlin)\b(?:'\w+)?"
)
_ENGLISH_CURRENCY = {"TL": "lira", "avro": "euros", "euroluk": "euros", "dolar": "dollars"}
_ENGLISH_CURRENCY |= dict.fromkeys(("sterlin", "Sterlin"), "pounds")
_COMPOUND = re.compile(
    r"(?<![\d.,])(\d{1,3}) (million|thousand)(?: (\d{1,3}) (thousand))?(?: (\d{1,3}))?"
    r"(?![\d.,]*\d)(?! ?(?:million|thousand|%))"
)
_THOUSAND = re.compile(
    r"(?<![\d.,] )(?<!hundred )\b(?:an? |one )?thousand (\d{3})(?![\d.,]*\d)(?! thousand)", re.IGNORECASE
)
# "3 billion 816 million", word by word after "3 milyar 816 milyon".
_AMOUNT = re.compile(
    r"(?<![\d.,])(\d{1,3}) (trillion|billion) (\d{1,3}) (billion|million)(?: (\d{1,3}) (million|thousand))?(?! ?\d)"
)
_SPACED = re.compile(r"(?<![\d.,:/–-])(?<![–-] )(\d{1,3}) [–-] (\d{1,3})(?![\d:/]|[.,]\d| [–-] ?\d)")

Rule = Callable[[Facts, str], str]


def _as_english(facts: Facts, text: str) -> str:
    """1.250,5 is 1,250.5; 14.30 (a time of day) 14:30; 21.10.2025 21 October 2025."""
    readings: dict[str, set[str]] = {}
    for number in facts.numbers:
        readings.setdefault(number.digits, set()).add(_english(number))
    return _replace(text, readings)


def _scale_words(_facts: Facts, text: str) -> str:
    """3.5 milyar is 3.5 billion."""
    return _SCALE_WORD.sub(lambda match: f"{match[1]} {_SCALES[match[2]]}", text)


def _percent_in_front(facts: Facts, text: str) -> str:
    """%2 is 2%."""
    return _PERCENT_BEFORE.sub(r"\1%", text) if "%" in facts.text or _PERCENT_WORD.search(facts.text) else text


def _percent_word(_facts: Facts, text: str) -> str:
    """Yüzde 2 is 2 percent."""
    return _YUZDE.sub(r"\1 percent", text)


def _currency_sign(_facts: Facts, text: str) -> str:
    """100$ is $100, and so is $100 $; of two different signs the one behind is the Turkish one."""
    return _CURRENCY_SIGN_BEHIND.sub(r"\2\1", text)


def _currency_word(_facts: Facts, text: str) -> str:
    """5 TL is 5 lira."""
    return _CURRENCY_WORD.sub(_currency, text)


def _english(number: Number) -> str:
    """The figure of a number as English writes it."""
    written = number.digits
    if number.kind == "date" and not any(c.isalpha() for c in written):
        return _date(number)
    if number.kind == "time":
        return written.replace(".", ":")
    return _grouped(written) if "." in written or "," in written else written


def _replace(text: str, readings: Mapping[str, Set[str]]) -> str:
    """The text with every figure that is no part of a longer one in English, where that can mean nothing else.

    A figure that the source uses in two ways (14.30 a price and a time of day) stays, and so does one whose English
    form the source has with another meaning (1.500 beside 1,500).
    """
    certain = {
        written: next(iter(english))
        for written, english in readings.items()
        if len(english) == 1 and {written} != english and readings.keys().isdisjoint(english)
    }
    if not certain:
        return text
    figures = "|".join(map(re.escape, sorted(certain, key=len, reverse=True)))
    return re.sub(rf"(?<![\w.,:])(?:{figures})(?![\w:]|[.,]\d)", lambda match: certain[match.group()], text)


def _grouped(written: str) -> str:
    """1.250,5 as 1,250.5. What may be English already (2.5, 10,000) stays."""
    if len(written) > 30:
        return written
    value = decimal_of(written, TURKISH)
    if re.fullmatch(r"\d+\.\d{1,2}|\d+\.\d{4,}|0\.\d+|\d{1,3}(?:,000)+|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?", written):
        return written
    if not re.fullmatch(r"\d+(?:,\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?", written):
        return written
    places = len(written.partition(",")[2])
    whole, _, fraction = f"{value:f}".partition(".")
    digits = f"{int(whole):,}" if "." in written else whole
    return f"{digits}.{fraction.ljust(places, '0')}" if places else digits


def _date(number: Number) -> str:
    year, rest = divmod(int(number.value), 10000)
    return f"{rest % 100} {english_months()[rest // 100 - 1]} {year}"


def _suffixes(facts: Facts, text: str) -> str:
    """A Turkish suffix copied along with its figure ("2025'te", "5'i") goes."""
    for match in re.finditer(r"\d'([a-zçğıöşü]+)", facts.text):
        if match[1] != "s":
            text = re.sub(rf"{re.escape(match.group())}(?!\w)", match.group()[0], text)
    return text


def _compounds(facts: Facts, text: str) -> str:
    """2 thousand 500, word by word after "2 bin 500", is 2,500; thousand 275, after "bin 275", is 1,275."""
    values = {number.value for number in facts.numbers if number.scaled}

    def join(match: re.Match[str]) -> str:
        first, scale, second, _, rest = match.groups()
        if second is None and rest is None:
            return match.group()
        value = int(first) * _SCALE_VALUES[scale] + int(second or 0) * 1000 + int(rest or 0)
        return f"{value:,}" if Decimal(value) in values else match.group()

    def join_thousand(match: re.Match[str]) -> str:
        value = 1000 + int(match[1])
        return f"{value:,}" if Decimal(value) in values else match.group()

    return _THOUSAND.sub(join_thousand, _COMPOUND.sub(join, text))


def _amounts(facts: Facts, text: str) -> str:
    """3 billion 816 million is 3.816 billion."""
    values = {number.value for number in facts.numbers if number.scaled}

    def join(match: re.Match[str]) -> str:
        first, scale, *rest = match.groups()
        parts = zip((first, *rest[::2]), (scale, *rest[1::2]), strict=True)
        value = Decimal(sum(int(count or 0) * _SCALE_VALUES.get(of, 0) for count, of in parts))
        return f"{(value / _SCALE_VALUES[scale]).normalize():f} {scale}" if value in values else match.group()

    return _AMOUNT.sub(join, text)


def _scores(facts: Facts, text: str) -> str:
    """2 - 1 is 2-1, as the Turkish may have it: a dash between spaces is one between parts of a sentence."""

    def close(match: re.Match[str]) -> str:
        there = re.search(rf"(?<!\d){match[1]} ?[–-] ?{match[2]}(?!\d)", facts.text)
        return f"{match[1]}-{match[2]}" if there else match.group()

    return _SPACED.sub(close, text)


def _currency(match: re.Match[str]) -> str:
    word = match[2]
    if word == "dolar" and re.search(r"(?<![\d.,])1$", match.string[: match.end(1)]):
        return f"{match[1]} dollar"
    return f"{match[1]} {_ENGLISH_CURRENCY.get(word, 'lira' if word.startswith('lira') else 'dollars')}"


# What the text of one of these rules has at least.
FIGURE_HINT = re.compile(r"\d|illion|thousand")
FIGURE_RULES: Mapping[str, Rule] = {
    "figure": _as_english,
    "suffix of a figure": _suffixes,
    "scale word": _scale_words,
    "compound": _compounds,
    "amount": _amounts,
    "score": _scores,
    "percent sign": _percent_in_front,
    "percent word": _percent_word,
    "currency sign": _currency_sign,
    "currency word": _currency_word,
}
