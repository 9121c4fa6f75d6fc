"""Dates as Turkish newsrooms write them, and ISO, RFC 2822 and epoch ones as data does. In Istanbul's calendar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tr_news.articles.text import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "ocak oca january jan",
            "subat sub february feb",
            "mart mar march",
            "nisan nis april apr",
            "mayis may",
            "haziran haz june jun",
            "temmuz tem july jul",
            "agustos agu august aug",
            "eylul eyl september sep",
            "ekim eki october oct",
            "kasim kas november nov",
            "aralik ara december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_YEARS = range(1850, 2200)

_WEEKDAY = "(?:Pazartesi|Salı|Çarşamba|Perşembe|Cumartesi|Cuma|Pazar|Pzt|Sal|Çar|Per|Cum|Cmt|Paz)"
_CLOCK = r"(?P<hour>[0-2]?\d)[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
_ZONE = r"(?P<zone>Z|GMT|UTC|[+-]\d\d:?\d\d|[+-]\d\d)"
_STAMP = re.compile(
    rf"""(?<![\d.,/-])
    (?:{_WEEKDAY},?[ ]+)?
    (?: (?P<y1>\d{{4}})[-./](?P<m1>\d{{1,2}})[-./](?P<d1>\d{{1,2}})
      | (?P<d2>\d{{1,2}})[./-](?P<m2>\d{{1,2}})[./-](?P<y2>\d{{4}})
      | (?P<d3>\d{{1,2}})\.?[ ]+(?P<m3>[^\W\d_]{{3,9}})\.?,?[ ]+(?P<y3>\d{{4}})
      | (?P<m4>[^\W\d_]{{3,9}})\.?[ ]+(?P<d4>\d{{1,2}}),?[ ]+(?P<y4>\d{{4}})
    ) (?!\d)
    (?: ,?[ ]+{_WEEKDAY}\b )?
    (?: (?:T|,?[ ]+(?:[-–|][ ]*)?(?:saat:?[ ]+)?) {_CLOCK} (?!\d) (?:[ ]?{_ZONE})? )?
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date found in text: where, whether a time of day stood with it, and the day, None for an impossible one."""

    start: int
    end: int
    timed: bool
    day: date | None


def istanbul() -> tzinfo:
    """Europe/Istanbul; UTC+3, which it has been all year since 2016, on a machine without time zone data."""
    try:
        return ZoneInfo("Europe/Istanbul")
    except ZoneInfoNotFoundError:
        return timezone(timedelta(hours=3))


def find_stamps(text: str) -> Iterator[Stamp]:
    """Every date in the text, impossible ones (31.02.2025) too."""
    for found in _STAMP.finditer(text):
        month = found["m3"] or found["m4"]
        if month is None or fold(month) in _MONTHS:
            yield Stamp(found.start(), found.end(), found["hour"] is not None, _day(found))


def parse_date(value: object) -> date | None:
    """The day that a date field means, or None where it means none or an impossible one.

    A time with a zone is brought to Istanbul's calendar; one without counts as local there. Numbers are seconds or
    milliseconds since 1970, or YYYYMMDD.
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
    if re.match(r"[A-Za-z]{3}, \d", text):
        from email.utils import parsedate_to_datetime  # dear to import, and dates of feeds alone need it

        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        return _local(moment) if moment.tzinfo is not None else moment.date()
    return next((stamp.day for stamp in find_stamps(text)), None)


def _from_number(number: float) -> date | None:
    if 18_500_101 <= number <= 22_000_101 and number == int(number):
        return _valid(int(number) // 10_000, int(number) // 100 % 100, int(number) % 100)
    for seconds in (number, number / 1000):
        if 1e8 <= seconds < 5e9:
            return _local(datetime.fromtimestamp(seconds, UTC))
    return None


def _local(moment: datetime) -> date | None:
    try:
        return moment.astimezone(istanbul()).date()
    except (OverflowError, ValueError):  # the first or last day of the calendar
        return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _day(found: re.Match[str]) -> date | None:
    month = found["m1"] or found["m2"]
    number = int(month) if month else _MONTHS[fold(found["m3"] or found["m4"])]
    year = int(found["y1"] or found["y2"] or found["y3"] or found["y4"])
    day = _valid(year, number, int(found["d1"] or found["d2"] or found["d3"] or found["d4"]))
    zone = found["zone"]
    if day is None or zone is None or int(found["hour"]) > 23:
        return day
    offset = timedelta()
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if zone[0] == "-" else 1)
    if abs(offset) >= timedelta(hours=24):
        return day
    clock = datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"]), tzinfo=timezone(offset))
    return _local(clock)
