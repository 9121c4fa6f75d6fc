"""All that is rendered from a day's ``daily.json``, and from all days together."""

from tr_news.daily.digest import Digest
from tr_news.daily.folder import Days
from tr_news.daily.markdown import render_markdown

FEED_DAYS = 30


def rendered(digest: Digest) -> dict[str, str]:
    """The files of a day, by name."""
    return {"daily.md": render_markdown(digest)}


def site(days: Days) -> dict[str, str]:
    """The files of all days, by path below the folder."""
    latest = days.latest(FEED_DAYS)
    return {
        f"latest.{name.rpartition('.')[2]}": text for digest in latest[:1] for name, text in rendered(digest).items()
    }
