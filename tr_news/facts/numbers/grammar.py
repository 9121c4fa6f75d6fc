"""What the numbers of the two languages have in common: tokens, and how they become one number.

A grammar says what a word is worth, what may stand between two parts of a number, which dates and times there are,
and how far a reading may be trusted; :meth:`Grammar.parse` does the rest, in one pass.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Literal

from tr_news.facts.numbers.number import Number, NumberKind, NumberLanguage, Trust, decimal_of
from tr_news.facts.numbers.units import Unit
from tr_news.text.lexicon import table

_FIGURE = re.compile(
    r"""(?P<sign>[%‰$€£₺¥]\s?)?
    (?P<number>(?:(?<=[\s(])\.)?(?:\d[\d.,:/]*\d|\d))
    (?P<tail>(?:\s?[%‰])|(?:\s?[$€£₺](?![\w]))|(?:st|nd|rd|th)\b|(?:\.(?=\s?['’]?[a-zçğıöşü]))|(?:['’]?s\b)|(?:\s?[ap]\.?m\b\.?))?""",
    re.VERBOSE | re.IGNORECASE,
)
CLOCK = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)")
_DEGREES = re.compile(r"[-\s]?(?:derece|santigrat|degrees?\b|°)")
_MINUS = re.compile(r"(?:^|[\s(%])[-−]$")  # not the dash of a range
_NUMERIC_DATE = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")
_POWER = re.compile(r"(?<![^\W\d_])[kcd]?m$")  # of square and cubic metres
_LONGEST_WORD = 40  # letters of a number word with all its suffixes
_DIGIT = re.compile(r"\d")
_ONE_NUMBER = re.compile(r"\.?\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"\d{4}")
_LOOK_BACK = 30  # characters
_SIGNED = ("$", "€", "£", "₺", "¥")

TokenKind = Literal["digits", "unit", "scale", "half", "ordinal", "percent word"]


@cache
def number_words(language: NumberLanguage) -> dict[str, tuple[TokenKind, Decimal]]:
    """Kind and value of each number word: ``text/data/number_words.tsv``."""
    kinds: dict[str, TokenKind] = {"unit": "unit", "scale": "scale", "ordinal": "ordinal", "half": "half"}
    return {row[2]: (kinds[row[1]], Decimal(row[3])) for row in table("number_words") if row[0] == language}


@cache
def _candidates(language: NumberLanguage) -> re.Pattern[str]:
    """Words of a :func:`_plain` text that may be number words: those with the first two letters of one."""
    stems = map(_plain, (*number_words(language), *(("yüzde",) if language == "tr" else ())))
    starts = {stem[:2] if len(stem) > 1 else rf"{stem}(?![^\W\d_])" for stem in stems}
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(sorted(starts))})[^\W\d_]*")


def _plain(text: str) -> str:
    """Small letters, i for ı, as many as in ``text``."""
    return text.replace("İ", "i").lower().replace("ı", "i")


@dataclass(frozen=True, slots=True)
class Token:
    """A figure or a number word. ``stem`` is the word without suffixes, ``suffix`` the rest."""

    start: int
    end: int
    kind: TokenKind
    value: Decimal = Decimal(0)
    digits: str = ""
    sign: str = ""
    tail: str = ""
    closed: bool = False  # the number ends here
    opens: bool = True  # a number can begin here: not with "binleri", "bn"
    stem: str = ""
    suffix: str = ""


@dataclass(slots=True)
class Reading:
    """The tokens of one number while they are put together; ``floor`` is the scale that the next part stays below."""

    percent: bool
    total: Decimal = Decimal(0)
    current: Decimal = Decimal(0)
    floor: Decimal = Decimal(10**18)
    tokens: list[Token] = field(default_factory=list)
    scaled: bool = False
    ordinal: bool = False

    @property
    def last(self) -> Token | None:
        """The token before."""
        return self.tokens[-1] if self.tokens else None

    def takes(self, token: Token) -> bool:
        """Whether ``token`` can go on with the number, by its value alone; it is added if so."""
        if token.kind in ("digits", "unit", "ordinal"):
            if self.last is not None and not self._continues(self.last, token):
                return False
            self.current += token.value
            self.ordinal = token.kind == "ordinal" or token.tail in ("st", "nd", "rd", "th", ".")
        elif token.kind == "scale":
            if token.value >= self.floor:
                return False
            if token.value in (100, 12):
                if self.current >= 100:
                    return False  # "yüz yüze"
                self.current = (self.current or Decimal(1)) * token.value
            else:
                self.total += (self.current or Decimal(1)) * token.value
                self.current, self.floor = Decimal(0), token.value
            self.scaled = True
        elif token.kind == "half":
            self.current += token.value
        else:
            return False
        self.tokens.append(token)
        return True

    def _continues(self, last: Token, token: Token) -> bool:
        """Whether a token goes on: as in "yirmi üç", "yüz elli", "11 bin 37", not as in "iki üç" or "5 6"."""
        if token.value != token.value.to_integral_value() or token.value >= self.floor or token.value == 0:
            return False
        if token.kind == "digits":
            return last.kind == "scale" and last.value >= 1000 and not token.sign
        if last.kind == "scale":
            return True
        tens = last.kind == "unit" and last.value >= 10 and last.value % 10 == 0
        return tens and token.value < 10 and self.current % 10 == 0


class Grammar(ABC):
    """How one language writes numbers."""

    language: NumberLanguage

    @abstractmethod
    def word(self, word: str, start: int) -> Token | None:
        """What a word that begins at ``start`` is worth as part of a number."""

    @abstractmethod
    def joined(self, before: Token, after: Token, between: str) -> bool:
        """Whether what stands between two tokens lets them be one number."""

    @abstractmethod
    def time(self, text: str, token: Token) -> Number | None:
        """The time of day that a figure says."""

    @abstractmethod
    def named_dates(self, text: str) -> list[Number]:
        """Dates with the name of a month and a year, in order."""

    def percent_after(self, _text: str, _end: int) -> int | None:
        """Where a word for percent ends that begins at the end of a number; None where it stands in front."""
        return None

    @abstractmethod
    def unit_after(self, text: str, end: int) -> tuple[Unit, int] | None:
        """The unit that stands behind a number which ends at ``end``, and where it ends."""

    @abstractmethod
    def below_zero(self, text: str, start: int, end: int) -> bool:
        """Whether words around the number put it below zero."""

    @abstractmethod
    def trust(self, text: str, start: int, end: int, reading: Reading, unit: Unit | None) -> Trust:
        """How far a number without digits may be trusted."""

    def also(self, _text: str, _end: int, _reading: Reading) -> tuple[Decimal, ...]:
        """Further values that the number may have."""
        return ()

    def parse(self, text: str) -> list[Number]:
        """The numbers of ``text``, in order, none inside another. Linear in its length."""
        dates: list[Number] = []
        if _YEAR.search(text):
            dates = sorted([*self._numeric_dates(text), *self.named_dates(text)], key=lambda date: date.start)
        tokens = self._tokens(text)
        numbers: list[Number] = []
        position = upcoming = 0
        while position < len(tokens):
            token = tokens[position]
            while upcoming < len(dates) and dates[upcoming].end <= token.start:
                upcoming += 1
            if upcoming < len(dates) and dates[upcoming].start <= token.start:
                numbers.append(dates[upcoming])
                while position < len(tokens) and tokens[position].start < dates[upcoming].end:
                    position += 1
                continue
            number, position = self._phrase(text, tokens, position)
            if number is not None:
                numbers.append(number)
        return numbers

    def _tokens(self, text: str) -> list[Token]:
        tokens: list[Token] = []
        taken: set[int] = set()
        for match in _FIGURE.finditer(text) if _DIGIT.search(text) else ():
            tokens += self._figures(text, match)
            taken.update(range(*match.span()))  # 5th, 9pm
        for match in _candidates(self.language).finditer(_plain(text)):
            start, end = match.span()
            if end - start <= _LONGEST_WORD and start not in taken:
                token = self.word(text[start:end], start)
                tokens += [token] if token is not None else []
        return sorted(tokens, key=_start)

    def _figures(self, text: str, match: re.Match[str]) -> list[Token]:
        digits = match["number"]
        if digits in ("2", "3") and _POWER.search(text, max(0, match.start() - 3), match.start()):
            return []  # km2
        sign, tail = (match["sign"] or "").strip(), (match["tail"] or "").strip()
        start, end = match.span()
        if _ONE_NUMBER.fullmatch(digits) or CLOCK.fullmatch(digits):
            closed = bool(tail) or text[end : end + 1] in ("'", "’")
            value = Decimal(0) if ":" in digits else decimal_of(digits, self.language)
            return [Token(start, end, "digits", value, digits, sign, tail, closed)]
        # "2/3", "2014/15", "1:30:05": several numbers.
        offset = match.start("number")
        pattern = r"\d+(?:\.\d+)?" if ":" in digits else r"\d+(?:[.,]\d+)*"
        found: list[Token] = []
        for part in re.finditer(pattern, digits):
            value = Decimal(part.group()) if ":" in digits else decimal_of(part.group(), self.language)
            span = (offset + part.start(), offset + part.end())
            found.append(Token(*span, "digits", value, part.group(), sign, tail, closed=True))
        return found

    def _phrase(self, text: str, tokens: Sequence[Token], position: int) -> tuple[Number | None, int]:
        """The number that begins at ``tokens[position]``, if there is one, and the position behind it."""
        first = tokens[position]
        start = first.start
        reading = Reading(percent=first.sign in ("%", "‰") or first.tail[-1:] in ("%", "‰"))
        if first.kind == "percent word":
            reading.percent = True
            position += 1
            if position == len(tokens) or not _adjacent(text, first, tokens[position]):
                return None, position
            first = tokens[position]
        if not first.opens or first.kind == "percent word":
            return None, position + (first.kind != "percent word")
        if not reading.percent and first.kind == "digits" and (time := self.time(text, first)) is not None:
            return time, position + 1
        while position < len(tokens):
            token, last = tokens[position], reading.last
            if last is not None and (last.closed or not self._joined(text, last, token)):
                break
            if not reading.takes(token):
                break
            position += 1
        if not reading.tokens:
            return None, position + 1
        return self._finish(text, start, reading), position

    def _joined(self, text: str, before: Token, after: Token) -> bool:
        return self.joined(before, after, text[before.end : after.start])

    def _finish(self, text: str, start: int, reading: Reading) -> Number:
        first, last = reading.tokens[0], reading.tokens[-1]
        end, value = last.end, reading.total + reading.current
        unit: Unit | None = None
        kind: NumberKind = "ordinal" if reading.ordinal else "cardinal"
        percent = reading.percent or last.tail in ("%", "‰")
        if (after := self.percent_after(text, end)) is not None:
            percent, end = True, after
        sign = first.sign if first.sign in _SIGNED else last.tail if last.tail in _SIGNED else ""
        behind = self.unit_after(text, end)
        if percent:
            kind = "percent"
        elif sign:
            kind, unit = "money", Unit.of_sign(sign)
        elif behind is not None:
            unit = behind[0]
            if unit.kind == "money":
                kind, end = "money", behind[1]
        minus = (percent or _DEGREES.match(text, end)) and _MINUS.search(text, max(0, first.start - 3), first.start)
        if (first.kind == "digits" and minus) or self.below_zero(text, start, end):
            value = -value
        digits = first.digits if first.kind == "digits" else ""
        if any(token.kind == "digits" for token in reading.tokens):
            trust: Trust = "digits"
        else:
            trust = self.trust(text, start, last.end, reading, behind[0] if behind else None)
        also = self.also(text, last.end, reading)
        name = unit.name if unit is not None else ""
        return Number(start, end, value, kind, trust, reading.scaled, digits, name, also=also)

    def _numeric_dates(self, text: str) -> list[Number]:
        found: list[Number] = []
        for match in _NUMERIC_DATE.finditer(text):
            day, month, year = int(match[1]), int(match[3]), int(match[4])
            if self.language == "en" and match[2] == "/" and month > 12:
                day, month = month, day
            if 1 <= day <= 31 and 1 <= month <= 12:
                found.append(date(match, day, month, year))
        return found


def date(match: re.Match[str], day: int, month: int, year: int) -> Number:
    """The number of a date."""
    return Number(match.start(), match.end(), Decimal(year * 10000 + month * 100 + day), "date", digits=match.group())


def before(text: str, position: int, width: int = _LOOK_BACK) -> str:
    """What stands in front of a position, a window of it."""
    return text[max(0, position - width) : position]


def _start(token: Token) -> int:
    return token.start


def _adjacent(text: str, before_: Token, after: Token) -> bool:
    return re.fullmatch(r"[ \u00a0]+[-−]?", text[before_.end : after.start]) is not None
