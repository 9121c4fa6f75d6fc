"""Odd forms of lines of publication, brought to plain ones: "20260714 tarihli haber", "14 Mart 2026'da eklendi"."""

import re
from functools import cache

from tr_news.text.calendar import month_of, weekday_pattern

_DIGITS = re.compile(
    r"(?<![\w.,/-])(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:[T_ -]?(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?:[0-5]\d)?Z?)?(?![\w.,/-]\d|\d)"
)
_DAY_FIRST = re.compile(r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])((?:19|20)\d\d)")  # alone on its line
# "… tarihli haber(imiz)", "… tarihinde yayına girdi.", "…'da Ali Kaya tarafından eklenmiştir".
_OF_THAT_DAY = re.compile(
    r"(?:['’]?l[iı])?\s(?:günlü|tarihli)\s(?:haber|yazı|içerik|makale|köşe yazısı|bülten|açıklama)\w{0,8}\W*$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?:['’][dt][ae])?(?:,?\s(?:saat )?\d{1,2}(?:[.:]\d\d)?['’][dt][ae])?\s(?:tarihinde |günü |saatlerinde ){0,2}"
    r"(?:(?P<who>(?-i:[A-ZÇĞİÖŞÜ])[^\W\d_]+(?: (?-i:[A-ZÇĞİÖŞÜ])[^\W\d_]+){0,3}) tarafından )?"
    r"(?:sitede |sitemizde |sitemize )?(?P<verb>(?:yay[ıi][mn]lan|eklen|güncellen|giril|yazıl|paylaşıl|oluşturul|yüklen"
    r"|yayına (?:gir|alın|veril|hazırlan))(?:[dt][ıiuü]|m[ıiuü]ş(?:t[ıiuü]r)?))\W*$",
    re.IGNORECASE,
)


_YEARLESS = re.compile(
    r"\W*(?:(?P<weekday>\w[\w.]*),?\s)?\d{1,2}\.?\s(?P<month>[^\W\d_]{2,9})\.?(?:,?\s(?P<behind>\w[\w.]*))?"
    r"(?:['’]?[dt][ae])?\W*(?:(?:saat\s)?(?P<clock>\d{1,2}[.:]\d\d))?\W*"
)


def is_yearless(line: str, *, labelled: bool) -> bool:
    """Whether a line says a day without its year and nothing else: with a label, a clock, or "yayımlandı" behind it."""
    cut, _ = plain(line)
    found = _YEARLESS.fullmatch(cut)
    if found is None or month_of(found["month"]) is None:
        return False
    days = [part for part in (found["weekday"], found["behind"]) if part]
    return all(_weekday().fullmatch(day) for day in days) and (
        labelled or cut != line or (found["clock"] is not None and bool(days))
    )


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(weekday_pattern() + r"\.?", re.IGNORECASE)


def plain(line: str) -> tuple[str, bool]:
    """A line with its dates as others have them, what only says that it is of that day cut.

    Returns:
        The line, and whether its last date is of an update.
    """
    line = _DIGITS.sub(_with_marks, line)
    line = _DAY_FIRST.sub(r"\1.\2.\3", line) if _DAY_FIRST.fullmatch(line.strip()) is not None else line
    told = _TOLD.search(line)
    if told is None:
        return _OF_THAT_DAY.sub("", line), False
    who = f" | {told['who']}" if told["who"] else ""
    return line[: told.start()] + who, told["verb"].lower().startswith("güncellen")


def _with_marks(found: re.Match[str]) -> str:
    clock = f" {found['hour']}:{found['minute']}" if found["hour"] else ""
    return f"{found['year']}-{found['month']}-{found['day']}{clock}"
