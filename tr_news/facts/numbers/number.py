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
