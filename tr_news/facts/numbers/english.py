"""Numbers as English writes them: 1,250.5 · two and a half million · £427m · 2:30 p.m. · 2200 hours · minus 5."""

import re
from decimal import Decimal
from functools import cache

from tr_news.facts.numbers.grammar import CLOCK, Grammar, Reading, Token, TokenKind, before, date, number_words
from tr_news.facts.numbers.number import Half, Number, NumberLanguage, Trust
from tr_news.facts.numbers.units import Unit, english_unit, idioms, is_counted
from tr_news.text.calendar import english_months, month_numbers

_SHORT_SCALES = frozenset({"k", "m", "mn", "mln", "bn", "tn"})
_BEFORE_HALF = 100
_NOON = 720  # minutes
_ONE_LETTER = ("k", "m")
_PERCENT = re.compile(r"(?:\s|-)?(?:%|per\s?cents?|percent(?:age)?|pct|pc)(?!\w)", re.IGNORECASE)
# A unit behind a number, a nationality that changes nothing in between; "a Canadian dollar" is none of the table.
_UNIT = re.compile(r"(?:\s+|-)?(?:(?:Turkish|US|U\.S\.|American|British|square|cubic)\s+)?([$€£₺¥](?!\w)|[^\W\d_]+)")
_NEXT_WORD = re.compile(r"[\s-]+([^\W\d_]+)")
_AN = re.compile(r"\b(?:a|an|one|per)\s+$", re.IGNORECASE)
_HALF_OF = re.compile(r"\s+(?:an?\s+)?([^\W\d_]+)")
_NO_ORDINAL = re.compile(r"\b(?:a|per|every|split|each|last|at|any)\s+$", re.IGNORECASE)
_AT = re.compile(r"\b(?:at|by|from|until|till|around|about|before|after|since)\s+$", re.IGNORECASE)
_HOURS = re.compile(r"(?:\s?(?:to|and|-|until)\s?[0-2]\d[0-5]\d)?\s?(?:hours|hrs)\b")
_MORNING = re.compile(r"\s?(?:o'clock\s)?(?:in the (?:early )?(?:morning|hours)|early in the morning)", re.IGNORECASE)
_EVENING = re.compile(r"\s?(?:o'clock\s)?(?:in the (?:afternoon|evening)|at night|this evening|tonight)", re.IGNORECASE)
_TWELVE = re.compile(r"\s?(?:(noon|midday)|midnight)\b", re.IGNORECASE)
_MINUS_WORD = re.compile(r"(?<!or[ -])\b(?:minus|negative|sub-?zero)\s+$", re.IGNORECASE)
_BELOW_ZERO = re.compile(
    r"[\s-]?(?:°\s?C?|degrees?(?:\s(?:Celsius|centigrade|C))?)?\s?below (?:zero|freezing)", re.IGNORECASE
)
_HALF_DAY = re.compile(r"([ap])\.?m\.?", re.IGNORECASE)


class English(Grammar):
    """The English way."""

    language: NumberLanguage = "en"

    def word(self, word: str, start: int) -> Token | None:
        """Number words; no number begins with "bn"."""
        lowered, end = word.lower(), start + len(word)
        if lowered in _plural_tens():
            return Token(start, end, "unit", _plural_tens()[lowered], closed=True, stem=lowered)
        found = number_words("en").get(lowered)
        plural = found is None and lowered in _plural_scales()  # "2.9 millions", but not "millions of people"
        found = _plural_scales().get(lowered) if plural else found
        if found is None:
            return None
        kind, value = found
        opens = not plural and lowered not in _SHORT_SCALES
        return Token(start, end, kind, value, closed=kind == "ordinal", opens=opens, stem=lowered)

    def joined(self, before: Token, after: Token, between: str) -> bool:
        """By a space or hyphen, by "and", "a", "of a"."""
        if after.stem in _ONE_LETTER and not before.sign:
            return False  # "500 m" are metres; of "427m" see also()
        if after.kind == "half" and before.kind == "digits":
            return between == " and a " and before.value < _BEFORE_HALF  # 1 and a half
        if after.kind != "scale" and before.kind == "digits":
            return False
        if before.kind == "scale" and before.value == 12:
            return False
        if between in (" ", "\u00a0") or (between == "" and (after.kind == "scale" or before.kind != "digits")):
            return True
        if before.kind == "half" or after.kind == "half":
            return between in ((" a ", " of a ", "-") if before.kind == "half" else (" and a ", "-and-a-"))
        if before.value < 100:
            return between == "-"
        return between == " and " and after.kind != "digits"  # "340 million and 500 million"

    def percent_after(self, text: str, end: int) -> int | None:
        """As in "5%", "5 per cent", "5-percent"."""
        match = _PERCENT.match(text, end)
        return match.end() if match else None

    def unit_after(self, text: str, end: int) -> tuple[Unit, int] | None:
        """As in "5 lira", "3-year-old", "20 square metres"."""
        match = _UNIT.match(text, end)
        unit = english_unit(match[1].lower()) if match else None
        return (unit, match.end()) if match and unit is not None else None

    def below_zero(self, text: str, start: int, end: int) -> bool:
        """As in "minus 5", "5 degrees below zero"."""
        return _MINUS_WORD.search(before(text, start)) is not None or _BELOW_ZERO.match(text, end) is not None

    def also(self, text: str, end: int, reading: Reading) -> tuple[Decimal, ...]:
        """What "427m" may be besides metres, "700 grand" besides 700, ".38" besides a decimal."""
        last = reading.tokens[-1]
        if last.kind != "digits" or last.sign:
            return ()
        if last.digits.startswith("."):
            return (Decimal(last.digits[1:]),)
        if re.match(r" grand\b", text[end : end + 7]):
            return (last.value * 1000,)
        return (last.value * 10**6,) if re.match(r"m(?!\w)", text[end : end + 2]) else ()

    def named_dates(self, text: str) -> list[Number]:
        """21 October 2025, October 21st, 2025."""
        found = []
        for match in _date_pattern().finditer(text):
            day, name = (match[1], match[2]) if match[1] else (match[5], match[4])
            if 1 <= int(day) <= 31:
                found.append(date(match, int(day), month_numbers()[name.lower()], int(match[3] or match[6])))
        return found

    def time(self, text: str, token: Token) -> Number | None:
        """14:30, 2.30 p.m., 9pm, 2200 hours."""
        clock = CLOCK.fullmatch(token.digits)
        said = _HALF_DAY.fullmatch(token.tail)
        military = clock is None and re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d", token.digits)
        if military and (said is not None or _HOURS.match(text, token.end)):  # "2200 hours", "0700 a.m."
            hours, minutes = int(token.digits[:2]), int(token.digits[2:])
            if said is not None and said[1].lower() == "p" and hours < 12:
                hours += 12
            half: Half = "pm" if hours >= 12 else "am"
            number = int(token.digits)
            value = Decimal(hours * 60 + minutes)
            return Number(
                token.start, token.end, value, "time", digits=token.digits, half=half, also=(Decimal(number),)
            )
        if token.digits == "12" and (twelve := _TWELVE.match(text, token.end)) is not None:
            noon = twelve[1] is not None
            value = Decimal(_NOON if noon else 0)
            return Number(token.start, token.end, value, "time", digits="12", half="pm" if noon else "am")
        if said is None and (clock is None or ":" not in token.digits) and not self._is_hour(text, token):
            return None
        if clock is None and token.value != token.value.to_integral_value():
            return None
        hours, minutes = (int(clock[1]), int(clock[2])) if clock is not None else (int(token.value), 0)
        half = "pm" if 12 <= hours < 24 else "am" if clock is not None and len(clock[1]) == 2 and hours < 10 else ""
        if said is not None:
            half = "pm" if said[1].lower() == "p" else "am"
        elif _EVENING.match(text, token.end):
            half = "pm"
        elif _MORNING.match(text, token.end):
            half = "am"
        if half and hours <= 12 and (said is not None or hours < 12):
            hours = hours % 12 + (12 if half == "pm" else 0)
        return Number(token.start, token.end, Decimal(hours * 60 + minutes), "time", digits=token.digits, half=half)

    @staticmethod
    def _is_hour(text: str, token: Token) -> bool:
        """As in "at 5 in the morning"."""
        said = _EVENING.match(text, token.end) or _MORNING.match(text, token.end)
        return token.value in range(1, 13) and said is not None and _AT.search(before(text, token.start)) is not None

    def trust(self, text: str, start: int, end: int, reading: Reading, unit: Unit | None) -> Trust:
        """Bare scales, halves, "one" and "a second" are numbers only beside what is counted or other number words."""
        offset = max(0, start - 25)
        window = text[offset : end + 25].lower()
        if any(m.start() <= start - offset < m.end() for m in idioms("en").finditer(window)):
            return "homograph"
        first = reading.tokens[0]
        lead = before(text, start)
        if len(reading.tokens) > 1 or reading.percent:
            return "spelled"
        if first.stem == "one":
            after = _NEXT_WORD.match(text, end)
            counted = unit is not None or (after is not None and is_counted(after[1].lower(), "en"))
            return "spelled" if counted else "homograph"
        if first.kind == "half":
            of = _HALF_OF.match(text, end)
            return "spelled" if of is not None and english_unit(of[1].lower()) is not None else "homograph"
        if first.kind == "scale":
            return "spelled" if _AN.search(lead) else "homograph"
        if first.stem in _plural_tens() or (first.kind == "ordinal" and _NO_ORDINAL.search(lead)):
            return "homograph"
        return "spelled"


@cache
def _plural_tens() -> dict[str, Decimal]:
    """Twenties to nineties."""
    words = number_words("en").items()
    return {f"{word[:-1]}ies": value for word, (kind, value) in words if kind == "unit" and value >= 20}


@cache
def _plural_scales() -> dict[str, tuple[TokenKind, Decimal]]:
    """Thousands to trillions."""
    found = {f"{word}s": entry for word, entry in number_words("en").items() if entry[0] == "scale" and len(word) > 6}
    return {word: entry for word, entry in found.items() if word not in number_words("en")}


@cache
def _date_pattern() -> re.Pattern[str]:
    months = "|".join(english_months())
    return re.compile(
        rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({months}),?\s+(\d{{4}})"
        rf"|({months})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}))(?!\d)",
        re.IGNORECASE,
    )
