"""Dates as Turkish newsrooms write them, and ISO, RFC 2822 and epoch ones as data does.

A time without a zone is Istanbul's. A day is counted in Istanbul's calendar.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tr_news.articles.text import fold
from tr_news.text.calendar import month_of, weekday_pattern

_YEARS = range(1850, 2200)
_CENTURY = 2000  # of a year of two digits: news of this century

_CLOCK = r"(?P<hour>[0-2]?\d)[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?:[ ]?(?P<half>[ap])\.?m\b\.?)?"
_ZONE = (
    r"(?P<zone>\(?TSİ\)?|\(?TSI\)?|\(?TRT\)?|Z|GMT|UTC|(?:GMT|UTC)?[+-]\d\d:?\d\d|(?:GMT|UTC)[ ]?[+-]\d{1,2}|[+-]\d\d)"
)
_ORDINAL = r"(?:st|nd|rd|th|['’]?[ıiuü]nc[ıiuü]\b)?"
_TWO_DIGITS = re.compile(r"\d\d")
_LONGEST_WEEKDAY = 16  # characters of a day of the week and what parts it from the date


@cache
def _stamp() -> re.Pattern[str]:
    weekday = weekday_pattern()
    return re.compile(
        rf"""(?<![\d.,/-])
    (?: (?P<y1>\d{{4}})[-./](?P<m1>\d{{1,2}})[-./](?P<d1>\d{{1,2}})
      | (?P<d2>\d{{1,2}})[ ]?[./-][ ]?(?P<m2>\d{{1,2}})[ ]?[./-][ ]?(?P<y2>\d{{4}}|['’]?(?P<short>\d\d)(?![.,:/-]?\d))
      | (?P<d3>\d{{1,2}}){_ORDINAL}(?:\.?[ ]+|[-./])(?P<m3>[^\W\d_]{{2,9}})(?:(?P<stop>\.)?,?[ ]+|[-./])(?:{weekday}\.?,?[ ]+)?
        (?P<y3>\d{{4}}|(?P<short3>\d\d)(?=,?[ ]+(?:saat:?[ ]+)?\d\d:\d\d|$)|['’](?P<short4>\d\d))
      | (?P<m4>[^\W\d_]{{3,9}})\.?[ ]+(?P<d4>\d{{1,2}}){_ORDINAL},?[ ]+
        (?:(?P<clock4>\d\d:\d\d(?::\d\d)?)[ ]+(?:(?P<zone4>[+-]\d{{4}}|GMT|UTC|TRT)[ ]+)?)?(?P<y4>\d{{4}})
    ) (?!\d)
    (?: ,?[ ]+\(?{weekday}\.?(?!\w)\)? )?
    (?: (?:T|,?[ ]+(?:[-–—|·•●/►▸][ ]*)?(?:saat:?[ ]+)?(?:TSİ[ ]+(?:ile[ ]+)?)?) {_CLOCK} (?!\d) (?:[ ]?{_ZONE})? )?
    """,
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _weekday_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){weekday_pattern()}\.?,?[ ]+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date found in text: where, and the moment or the day it means, None for an impossible one.

    ``short`` marks a year of two digits: "3.4.26" is a date beside a label or a clock only, "29 Mar '24" one anywhere.
    """

    start: int
    end: int
    moment: date | datetime | None
    short: bool = False
    timed: bool = False

    @property
    def day(self) -> date | None:
        """The day in Istanbul."""
        return None if self.moment is None else day_of(self.moment)


def istanbul() -> tzinfo:
    """Europe/Istanbul; UTC+3, which it has been all year since 2016, on a machine without time zone data."""
    try:
        return ZoneInfo("Europe/Istanbul")
    except ZoneInfoNotFoundError:
        return timezone(timedelta(hours=3))


def day_of(moment: date | datetime) -> date | None:
    """The day in Istanbul's calendar; None beyond the calendar's first or last day."""
    if not isinstance(moment, datetime):
        return moment
    try:
        return moment.astimezone(istanbul()).date() if moment.tzinfo is not None else moment.date()
    except (OverflowError, ValueError):
        return None


def find_stamps(text: str) -> Iterator[Stamp]:
    """Every date in the text, impossible ones (31.02.2025) too; those with a year of two digits have a time of day."""
    if _TWO_DIGITS.search(text) is None:
        return
    for found in _stamp().finditer(text):
        month = found["m3"] or found["m4"]
        if month is not None and _named_month(found) is None:
            continue
        timed = found["hour"] is not None or found["clock4"] is not None
        day = _weekday_before().search(text, max(0, found.start() - _LONGEST_WEEKDAY), found.start())
        start = day.start() if day is not None else found.start()
        yield Stamp(start, found.end(), _moment(found), bool(found["short"] or found["short3"]), timed)


def _named_month(found: re.Match[str]) -> int | None:
    return month_of(found["m3"] or found["m4"], stopped=found["stop"] is not None)


def parse_moment(value: object) -> date | datetime | None:
    """The day, or the moment with its zone, that a date field means, or None where it means none or an impossible one.

    A time without a zone is Istanbul's. Numbers are seconds or milliseconds since 1970, or YYYYMMDD.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_number(value)
    if not isinstance(value, str):
        return None
    text = " ".join(value[:200].split())
    if re.fullmatch(r"\d{8}|\d{10}|\d{13}", text):
        return _from_number(int(text))
    if re.match(r"[A-Za-z]{3}, \d|\d{1,2} [A-Z][a-z]{2} (?:\d{4}|\d\d) \d", text):
        from email.utils import parsedate_to_datetime  # dear to import, and dates of feeds alone need it

        try:
            return _placed(parsedate_to_datetime(text))
        except (ValueError, TypeError, IndexError, OverflowError):
            pass  # "Sal, 21 Eki 2025": as Turkish feeds have it
    return next((stamp.moment for stamp in find_stamps(text)), None)


def parse_date(value: object) -> date | None:
    """The day that a date field means; see :func:`parse_moment`."""
    moment = parse_moment(value)
    return None if moment is None else day_of(moment)


def _placed(moment: datetime) -> datetime | None:
    """The moment with a zone; None where Istanbul's calendar doesn't reach it."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=istanbul())
    return moment if day_of(moment) is not None and moment.year in _YEARS else None


def _from_number(number: float) -> date | datetime | None:
    if 18_500_101 <= number <= 22_000_101 and number == int(number):
        return _valid(int(number) // 10_000, int(number) // 100 % 100, int(number) % 100)
    for seconds in (number, number / 1000):
        if 1e8 <= seconds < 5e9:
            return datetime.fromtimestamp(int(seconds), UTC).astimezone(istanbul())
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _moment(found: re.Match[str]) -> date | datetime | None:
    month = found["m1"] or found["m2"]
    number = int(month) if month else _named_month(found) or 0
    short = found["short"] or found["short3"] or found["short4"]
    year = int(short) + _CENTURY if short else int(found["y1"] or found["y2"] or found["y3"] or found["y4"])
    day = _valid(
        year,
        number,
        int(found["d1"] or found["d2"] or found["d3"] or found["d4"]),
    )
    if day is not None and found["clock4"] is not None:
        return parse_moment(f"{day.isoformat()} {found['clock4']} {found['zone4'] or ''}") or day
    if day is None or found["hour"] is None or int(found["hour"]) > 23:
        return day
    hour = int(found["hour"])
    if found["half"] and 0 < hour <= 12:
        hour = hour % 12 + 12 * (found["half"].lower() == "p")
    clock = (hour, int(found["minute"]), int(found["second"] or 0))
    zone = _zone(found["zone"])
    return day if zone is None else _placed(datetime(day.year, day.month, day.day, *clock, tzinfo=zone)) or day


def _zone(name: str | None) -> tzinfo | None:
    """The zone that a stamp names, Istanbul's where it names none; None for an impossible offset."""
    if name is None or fold(name) in ("tsi", "trt"):
        return istanbul()
    name = re.sub(r"(?i)^(?:GMT|UTC)\s?", "", name)
    if name[:1] not in ("+", "-"):
        return UTC
    digits = name[1:].replace(":", "")
    digits = digits.zfill(2).ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if name[0] == "-" else 1)
    return timezone(offset) if abs(offset) < timedelta(hours=24) else None
