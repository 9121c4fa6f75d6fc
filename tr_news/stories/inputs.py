"""What grouping reads of an article, whatever it came from."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from zoneinfo import ZoneInfo

ISTANBUL = ZoneInfo("Europe/Istanbul")


@dataclass(frozen=True, slots=True)
class StoryInput:
    """An article as grouping sees it.

    ``key`` names the article and is unique in a set; ``published`` is a moment (one without a zone is read as Turkish
    local time), a day, or nothing. ``timed`` is false where the clock time of ``published`` means nothing, as the
    midnight that some feeds stamp on every item. ``publisher`` is a name as ``publishers.Publishers`` gives it.
    """

    key: str
    title: str
    body: str = ""
    published: datetime | date | None = None
    publisher: str = ""
    url: str = ""
    timed: bool = True

    @property
    def has_time(self) -> bool:
        """Whether the article says at what time of the day it was published."""
        return self.timed and isinstance(self.published, datetime)

    @property
    def moment(self) -> datetime | None:
        """The moment of publication in UTC; noon of the day in Turkey where only the day is known."""
        if self.published is None:
            return None
        if isinstance(self.published, datetime):
            moment = self.published if self.published.tzinfo else self.published.replace(tzinfo=ISTANBUL)
            if self.timed:
                return _utc(moment)
            return _utc(datetime.combine(_day(moment), time(12), ISTANBUL))
        return _utc(datetime.combine(self.published, time(12), ISTANBUL))

    @property
    def day(self) -> date | None:
        """The day of publication in Turkey."""
        if isinstance(self.published, datetime):
            return _day(self.published if self.published.tzinfo else self.published.replace(tzinfo=ISTANBUL))
        return self.published


def earliest_first(item: StoryInput) -> tuple[bool, datetime, str]:
    """Sorts articles by the time of publication, undated ones last, then by key."""
    moment = item.moment
    return moment is None, moment or datetime.min.replace(tzinfo=UTC), item.key


def content_key(title: str, body: str, publisher: str, published: datetime | date | None) -> str:
    """A key for an article that brings none: the same content from the same publisher has the same key."""
    stamp = published.isoformat() if published else ""
    return sha256("\0".join((title, body, publisher, stamp)).encode()).hexdigest()[:16]


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # year 1 or 9999 at the edge of the calendar
        return moment.replace(tzinfo=UTC)


def _day(moment: datetime) -> date:
    try:
        return moment.astimezone(ISTANBUL).date()
    except OverflowError:
        return moment.date()
