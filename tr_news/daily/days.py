"""Which articles are of which day: midnight to midnight in Turkey, whatever zone a feed has.

Stamps that mean no time are told by what feeds do: many articles of one publisher at one second, or midnight itself.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from tr_news.errors import UsageError
from tr_news.stories.inputs import ISTANBUL, StoryInput

SAME_SECOND = 3  # articles of one publisher at one second: the stamp is the feed's, not theirs


@dataclass(frozen=True, slots=True)
class Span:
    """From ``since`` up to but without ``until``, in Turkish time; ``day`` is the page that it fills."""

    since: datetime
    until: datetime
    day: date

    def holds(self, item: StoryInput) -> bool:
        """Whether an article was published within the span; one with a day alone, whether its day begins in it."""
        moment = item.moment
        if moment is None:
            return False
        if not item.has_time and item.day is not None:
            last = (self.until - timedelta(microseconds=1)).astimezone(ISTANBUL).date()
            return self.since.astimezone(ISTANBUL).date() <= item.day <= last
        return self.since <= moment < self.until


def day_span(day: date) -> Span:
    """One day in Turkey."""
    return Span(_midnight(day), _midnight(day + timedelta(days=1)), day)


def span(items: Sequence[StoryInput], day: str | None, since: str | None, until: str | None, now: datetime) -> Span:
    """The span that options ask for; without any, the newest day of the articles that isn't in the future.

    ``since`` and ``until`` are days (``until`` is part of the span) or moments; the page is that of the last day.

    Raises:
        UsageError: an option is no date, or the span is empty.
    """
    if day and (since or until):
        raise UsageError("give --date, or --since and --until, not both")
    if day:
        try:
            return day_span(_date("--date", day))
        except OverflowError:
            raise UsageError(f"--date: {day} is the end of the calendar; give another day") from None
    if since or until:
        newest = newest_day(items, now) or now.astimezone(ISTANBUL).date()
        end = _moment("--until", until, end=True) if until else _midnight(newest + timedelta(days=1))
        start = _moment("--since", since, end=False) if since else end - timedelta(days=1)
        if start >= end:
            raise UsageError("--since must be before --until")
        return Span(start, end, (end - timedelta(microseconds=1)).astimezone(ISTANBUL).date())
    return day_span(newest_day(items, now) or now.astimezone(ISTANBUL).date())


def newest_day(items: Iterable[StoryInput], now: datetime) -> date | None:
    """The newest day that articles are of, those dated after tomorrow left out; None where there is none."""
    latest = now.astimezone(ISTANBUL).date() + timedelta(days=1)
    return max((item.day for item in items if item.day is not None and item.day <= latest), default=None)


def with_honest_times(items: Sequence[StoryInput]) -> list[StoryInput]:
    """The articles, ``timed`` false where the time of the day means nothing."""
    stamps = Counter((item.publisher, item.moment) for item in items if isinstance(item.published, datetime))
    honest = []
    for item in items:
        if isinstance(item.published, datetime):
            local = local_time(item)
            at_midnight = local is not None and local.timetz().replace(tzinfo=None) == time(0)
            many = bool(item.publisher) and stamps[item.publisher, item.moment] >= SAME_SECOND
            if at_midnight or many:
                item = replace(item, timed=False)
        honest.append(item)
    return honest


def local_time(item: StoryInput) -> datetime | None:
    """When an article was published, in Turkish time; None where the time of the day isn't known."""
    if not item.has_time or item.moment is None:
        return None
    try:
        return item.moment.astimezone(ISTANBUL)
    except OverflowError:
        return None


def stamp(item: StoryInput) -> str | None:
    """The time as ``daily.json`` has it: ISO 8601 to the minute with the offset, or the day, or None."""
    local = local_time(item)
    if local is not None:
        return local.isoformat(timespec="minutes")
    return item.day.isoformat() if item.day is not None else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), ISTANBUL)


def _date(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{option}: {text!r:.40} is no date; give one as 2026-03-04") from None


def _moment(option: str, text: str, *, end: bool) -> datetime:
    try:
        if "T" not in text and " " not in text.strip():
            return _midnight(date.fromisoformat(text.strip()) + timedelta(days=end))
        moment = datetime.fromisoformat(text.strip())
    except (ValueError, OverflowError):
        raise UsageError(f"{option}: {text!r:.40} is no date; give one as 2026-03-04 or 2026-03-04T18:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ISTANBUL)
