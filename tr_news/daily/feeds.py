"""Feeds of the last days: JSON Feed 1.1 and Atom (RFC 4287), an entry a day.

Where the site's address isn't given Atom links relatively, and JSON Feed, whose addresses are absolute, has none; ids
are permanent whatever it is (tag URIs, RFC 4151). An entry's time changes when the day's text does, not when the
program runs.
"""

import json
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from tr_news.daily.digest import DayStory, Digest, Line
from tr_news.daily.wording import continued, original, standing, summary_line, title
from tr_news.documents.article import ENGLISH, TURKISH
from tr_news.render.page import html_text as text
from tr_news.render.words import remark, said
from tr_news.text.display import printable

_AUTHORITY = "tr-news.invalid,2026"
NAME = "Turkish news, read in English"
_NOTHING = "1970-01-01T00:00:00+00:00"


def render_json_feed(days: Sequence[Digest], address: str = "") -> str:
    """JSON Feed 1.1 of days, newest first."""
    base = f"{address.rstrip('/')}/"
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": NAME,
        **({"home_page_url": f"{base}index.html", "feed_url": f"{base}feed.json"} if address else {}),
        "language": ENGLISH,
        "items": [
            {
                "id": entry_id(digest),
                **({"url": page(digest, address)} if address else {}),
                "title": printable(title(digest)),
                "content_html": content(digest, address),
                "summary": printable(summary_line(digest)),
                "date_published": digest.since,
                "date_modified": digest.updated,
            }
            for digest in days
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def render_atom(days: Sequence[Digest], address: str = "") -> str:
    """Atom of days, newest first."""
    base = f"{address.rstrip('/')}/" if address else ""
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<title>{_xml(NAME)}</title>",
        f"<id>tag:{_AUTHORITY}:days</id>",
        f"<updated>{max((digest.updated for digest in days), default=_NOTHING)}</updated>",
        "<author><name>tr-news</name></author>",
        f'<link rel="self" href={quoteattr(f"{base}feed.atom")}/>',
    ]
    for digest in days:
        parts += [
            "<entry>",
            f"<id>{entry_id(digest)}</id>",
            f"<title>{_xml(title(digest))}</title>",
            f'<link rel="alternate" type="text/html" href={quoteattr(page(digest, address))}/>',
            f"<published>{digest.since}</published>",
            f"<updated>{digest.updated}</updated>",
            f"<summary>{_xml(summary_line(digest))}</summary>",
            f'<content type="html">{_xml(content(digest, address))}</content>',
            "</entry>",
        ]
    return "\n".join([*parts, "</feed>"]) + "\n"


def page(digest: Digest, address: str) -> str:
    """The address of a day's page."""
    base = f"{address.rstrip('/')}/" if address else ""
    return f"{base}{digest.date}/index.html"


def entry_id(digest: Digest) -> str:
    """The permanent id of a day."""
    return f"tag:{_AUTHORITY}:day:{digest.date}"


def content(digest: Digest, address: str = "") -> str:
    """The day as HTML without styles, for readers of feeds."""
    parts = [f"<p>{text(summary_line(digest))}</p>"]
    for story in digest.stories:
        parts.append(
            f"<h2>{_name(digest, story, address)}</h2><p>{text(standing(story))}</p>{_earlier(story, address)}<ul>"
        )
        parts += [f"<li>{text(said(line))}{_doubt(line)}</li>" for line in story.bullets]
        parts += [f"<li>{text(quantity.text)}</li>" for quantity in story.quantities]
        parts.append("</ul>")
    for heading, stories in (("Also reported", digest.also), ("From a single source", digest.single)):
        if stories:
            parts.append(f"<h2>{heading}</h2><ul>")
            parts += [f"<li>{_name(digest, story, address)}: {text(story.support)}</li>" for story in stories]
            parts.append("</ul>")
    return "".join(parts)


def _earlier(story: DayStory, address: str) -> str:
    if story.earlier is None:
        return ""
    base = f"{address.rstrip('/')}/" if address else ""
    link = f"{base}{story.earlier.date}/index.html#s-{story.earlier.story}"
    return f'<p><a href="{text(link)}">{text(continued(story.earlier))}</a></p>'


def _name(digest: Digest, story: DayStory, address: str) -> str:
    link = f"{text(page(digest, address))}#s-{text(story.id)}"
    return f'<a href="{link}">{text(said(story.headline))}</a>{_doubt(story.headline)}'


def _doubt(line: Line) -> str:
    """What is doubtful in a line, and the Turkish of one that is withheld."""
    note, turkish = remark(line), original(line)
    told = f" <em>({text(note)})</em>" if note else ""
    return f'{told} <span lang="{TURKISH}">{text(turkish)}</span>' if turkish else told


def _xml(content_: str) -> str:
    """Text for XML 1.0, which knows no control characters."""
    return escape(
        "".join(
            char
            for char in content_
            if char in "\t\n" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff"
        )
    )
