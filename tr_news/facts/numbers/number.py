"""A number as a fact: its value, what it counts, and how far its reading may be trusted."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

NumberKind = Literal["cardinal", "percent", "time", "date", "ordinal", "money"]
NumberLanguage = Literal["tr", "en"]
Half = Literal["", "am", "pm"]
# digits: has a digit. spelled: number words that can be nothing else where they stand. homograph: a word that may as
# well be another one ("altında", "yüzden", "one of them"), or says a number only by the way ("bir"): it supports none.
Trust = Literal["digits", "spelled", "homograph"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in ``text[start:end]``, units and signs that belong to it included.

    ``value``: the quantity, below zero only where a sign or "eksi", "below zero" says so; of a time the minutes since
    midnight; of a date yyyymmdd (yyyy0000 is never one). ``scaled`` is True where a word such as bin, milyon, million
    takes part in the value. ``digits`` is the first run of digits as written, separators included, or "".
    ``unit`` is the canonical name of what it counts ("TRY", "year", "km"), "" where that is no unit of the table.
    ``half`` is the half of the day of a time, where the text says it. ``also`` are values that the figure may as well
    have: "427m" are 427 metres or 427 million.
    """

    start: int
    end: int
    value: Decimal
    kind: NumberKind = "cardinal"
    trust: Trust = "digits"
    scaled: bool = False
    digits: str = ""
    unit: str = ""
    half: Half = ""
    also: tuple[Decimal, ...] = ()

    @property
    def spelled(self) -> bool:
        """Whether there is no digit in it."""
        return self.trust != "digits"

    @property
    def trusted(self) -> bool:
        """Whether it may support a figure elsewhere."""
        return self.trust != "homograph"


def decimal_of(digits: str, language: NumberLanguage) -> Decimal:
    """The value of digits with separators: "1.250,5" in Turkish, "1,250.5" in English.

    A separator that can't be what the language says is read the other way ("2.5" in Turkish text is two and a half:
    groups have three digits).
    """
    if _PLAIN.fullmatch(digits):
        return Decimal(digits)
    group, point = (".", ",") if language == "tr" else (",", ".")
    grouped, fraction, other_groups = _SEPARATED[language]
    if grouped.fullmatch(digits):
        return Decimal(digits.replace(group, "").replace(point, "."))
    if fraction.fullmatch(digits):
        return Decimal(digits.replace(point, "."))
    if other_groups.fullmatch(digits):
        return Decimal(digits.replace(point, ""))
    if _OTHER_FRACTION.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    if _BARE_FRACTION.fullmatch(digits):
        return Decimal(f"0{digits}")
    return Decimal(_NO_DIGIT.sub("", digits))


def _separated(group: str, point: str) -> tuple[re.Pattern[str], ...]:
    """Groups of three, a fraction, and groups by the sign of the other language."""
    group, point = re.escape(group), re.escape(point)
    return (
        re.compile(rf"[1-9]\d{{0,2}}(?:{group}\d{{3}})+(?:{point}\d+)?"),
        re.compile(rf"\d+{point}\d+"),
        re.compile(rf"[1-9]\d{{0,2}}(?:{point}\d{{3}}){{2,}}"),
    )


_SEPARATED: dict[NumberLanguage, tuple[re.Pattern[str], ...]] = {
    "tr": _separated(".", ","),
    "en": _separated(",", "."),
}
_PLAIN = re.compile(r"\d+")
_OTHER_FRACTION = re.compile(r"\d+[.,]\d+")
_BARE_FRACTION = re.compile(r"\.\d+")
_NO_DIGIT = re.compile(r"\D")
