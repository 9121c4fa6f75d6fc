"""Days are cut in Turkey; stamps that mean no time are known for what they are."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tr_news.daily.days import day_span, newest_day, span, stamp, with_honest_times
from tr_news.errors import UsageError
from tr_news.stories.inputs import ISTANBUL, StoryInput

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def item(published: datetime | date | None, publisher: str = "Kent", key: str = "k") -> StoryInput:
    return StoryInput(key, "Başlık", "Metin", published, publisher)


@pytest.mark.parametrize(
    ("published", "inside"),
    [
        (datetime(2026, 3, 3, 20, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 3, 21, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 4, 20, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 4, 21, 0, tzinfo=UTC), False),
        (datetime(2026, 3, 3, 23, 30, tzinfo=timezone(timedelta(hours=-5))), True),
        (datetime(2026, 3, 4, 0, 30), True),  # noqa: DTZ001 (feeds have such)
        (date(2026, 3, 4), True),
        (date(2026, 3, 3), False),
        (None, False),
        (date.min, False),
        (date.max, False),
        (datetime.min, False),  # noqa: DTZ901
        (datetime.max.replace(tzinfo=UTC), False),
    ],
)
def test_midnight_is_turkish(published: datetime | date | None, inside: bool) -> None:
    assert day_span(date(2026, 3, 4)).holds(item(published)) is inside


def test_the_newest_day_is_the_articles_and_never_in_the_future() -> None:
    items = [item(date(2026, 3, 2)), item(datetime(2026, 3, 4, 22, tzinfo=UTC)), item(date(2099, 1, 1)), item(None)]
    assert newest_day(items, NOW) == date(2026, 3, 5)
    assert span(items, None, None, None, NOW).day == date(2026, 3, 5)
    assert span([], None, None, None, NOW).day == date(2026, 3, 10)


def test_since_and_until() -> None:
    found = span([], None, "2026-03-01", "2026-03-03T12:00", NOW)
    assert found.since == datetime(2026, 3, 1, tzinfo=ISTANBUL)
    assert found.until == datetime(2026, 3, 3, 12, tzinfo=ISTANBUL)
    assert found.day == date(2026, 3, 3)
    assert span([], None, "2026-03-01", "2026-03-03", NOW).day == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        ("gestern", None, None),
        ("2026-02-30", None, None),
        ("9999-12-31", None, None),
        (None, "2026-03-05", "2026-03-01"),
        (None, None, "bald"),
        ("2026-03-04", "2026-03-01", None),
    ],
)
def test_wrong_dates_are_refused(day: str | None, since: str | None, until: str | None) -> None:
    with pytest.raises(UsageError):
        span([], day, since, until, NOW)


def test_a_midnight_stamp_and_one_for_a_whole_feed_are_no_time() -> None:
    moment = datetime(2026, 3, 4, 9, 15, 7, tzinfo=UTC)
    feed = [item(moment, "Toplu", str(i)) for i in range(3)]
    own = item(moment, "Kent", "own")
    midnight = item(datetime(2026, 3, 4, 0, 0, tzinfo=ISTANBUL), "Kent", "midnight")
    found = with_honest_times([*feed, own, midnight])
    assert [one.has_time for one in found] == [False, False, False, True, False]
    assert stamp(found[0]) == "2026-03-04"
    assert stamp(found[3]) == "2026-03-04T12:15+03:00"
    assert stamp(item(None)) is None
