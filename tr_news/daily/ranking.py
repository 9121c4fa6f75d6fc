"""Which stories come first, and how they are supported. Never "confirmed": only who says so is known."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from tr_news.stories.group import Story
from tr_news.stories.turkish import lower
from tr_news.text.lexicon import pattern

_LONGEST = 400  # characters of a title that are looked at
SILENT_AT = 10  # articles of a day from which a publisher's silence says something


def ranked(stories: Sequence[Story]) -> list[Story]:
    """Best supported first: independent texts, publishers, how long it was reported, and how lately; then the id.

    Of equal support what only answers a search (``service.txt``) comes after the news.
    """

    def rank(story: Story) -> tuple[int, int, bool, float, float, str]:
        first, last = reported(story)
        span = (last - first).total_seconds() if first and last else 0.0
        recency = -(last.timestamp() if last else 0.0)
        texts = len(story.texts) if len(story.publishers) > 1 else 1  # one publisher's texts don't support each other
        return -texts, -len(story.publishers), is_service(story), -span, recency, story.id

    return sorted(stories, key=rank)


def is_service(story: Story) -> bool:
    """Whether half of a story's titles answer what people search for: dates of exams, who somebody is, what is on."""
    found = [
        bool(pattern("service", room="daily").search(lower(member.item.title[:_LONGEST]))) for member in story.members
    ]
    return 2 * sum(found) >= len(found)


def reported(story: Story) -> tuple[datetime | None, datetime | None]:
    """The first and the last time of the day at which a story was reported; articles without a time say none."""
    moments = [member.item.moment for member in story.members if member.item.has_time]
    known = [moment for moment in moments if moment is not None]
    return min(known, default=None), max(known, default=None)


def support(story: Story) -> str:
    """How many publishers and texts a story has, in words."""
    publishers, texts = len(story.publishers), len(story.texts)
    if publishers <= 1:
        return "single source"
    if texts == 1:
        agency = next((member.agency for member in story.members if member.agency), None)
        of = f" ({agency})" if agency else ""
        return f"one text{of} in {publishers} outlets"
    return f"{publishers} publishers, {texts} independent texts"


def silent(story: Story, articles: Counter[str]) -> tuple[str, ...]:
    """The publishers with many articles that day (``articles`` counts them) and none on this story."""
    told = set(story.publishers)
    return tuple(sorted(name for name, count in articles.items() if name and count >= SILENT_AT and name not in told))
