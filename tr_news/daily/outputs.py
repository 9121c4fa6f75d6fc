"""All that is rendered from a day's ``daily.json``, and from all days together."""

from tr_news.daily.digest import Digest
from tr_news.daily.email import render_letter
from tr_news.daily.feeds import render_atom, render_json_feed
from tr_news.daily.folder import Days
from tr_news.daily.html import render_day, render_index
from tr_news.daily.markdown import render_markdown

FEED_DAYS = 30
INDEX_DAYS = 90  # whose headlines can be searched


def rendered(digest: Digest) -> dict[str, str]:
    """The files of a day, by name."""
    return {"daily.md": render_markdown(digest), "index.html": render_day(digest), "daily.eml": render_letter(digest)}


def site(days: Days, address: str = "") -> dict[str, str]:
    """The files of all days, by path below the folder; ``address`` is where it stands on the web, if it does."""
    latest = days.latest(INDEX_DAYS)
    feed = latest[:FEED_DAYS]
    files = {
        "index.html": render_index(latest, days.dates()),
        "feed.json": render_json_feed(feed, address),
        "feed.atom": render_atom(feed, address),
    }
    for digest in latest[:1]:
        day = rendered(digest)
        files["latest.md"] = render_markdown(digest, base="")
        files["latest.eml"] = day["daily.eml"]
        files["latest.html"] = render_day(digest, base="")
        files["latest.json"] = days.text(digest.date)
    return files
