"""A day as a letter: plain text and HTML with its styles inline, nothing fetched, short enough for Gmail.

Gmail cuts letters at 102 KB of HTML; stories that don't fit are named with a link to the page.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from textwrap import fill

from tr_news.daily.digest import DayStory, Digest, Line
from tr_news.daily.wording import clock, continued, marked, original, standing, summary_line, title
from tr_news.documents.article import TURKISH
from tr_news.render.page import html_text as text
from tr_news.render.page import struck
from tr_news.render.words import remark, said
from tr_news.text.display import printable

MOST = 100_000  # bytes of HTML
_BODY = "margin:0;padding:24px;background:#ffffff;color:#1e1d1a;font:16px/1.5 Georgia,serif"
_H1 = "margin:0 0 8px;font-size:26px;line-height:1.2"
_H2 = "margin:24px 0 4px;font-size:20px;line-height:1.25"
_SMALL = "margin:0 0 8px;color:#5d5a53;font:14px/1.4 Arial,sans-serif"
_TURKISH = "margin:4px 0 0;padding:0 0 0 10px;border-left:3px solid #ddd8cd;color:#5d5a53;font-size:14px"


def render_letter(digest: Digest, *, page: str | None = None) -> str:
    """The letter as an ``.eml`` file; ``page`` is the address of the day's page for what doesn't fit."""
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = printable(title(digest))
    letter["From"] = "tr-news <day@tr-news.invalid>"
    letter["Date"] = _date(digest.updated)
    letter.set_content("\n".join(_plain(digest)), cte="quoted-printable")
    html = _html(digest, page)
    letter.add_alternative(html, subtype="html", cte="quoted-printable")
    stable = hashlib.sha256(f"tr-news day {digest.date}".encode()).hexdigest()
    letter["Message-ID"] = f"<day-{digest.date}-{stable[:16]}@tr-news.invalid>"
    letter.set_boundary(f"=_{hashlib.sha256(html.encode('utf-8', 'replace')).hexdigest()[:24]}")
    return letter.as_string().replace("\r\n", "\n")


def _date(moment: str) -> datetime:
    """When the day was last changed, never now: the same day is the same letter."""
    found = datetime.fromisoformat(moment)
    return found if found.year >= 1900 else found.replace(year=1900)  # years before are none in letters (RFC 5322)


def _plain(digest: Digest) -> Iterator[str]:
    yield printable(title(digest))
    yield printable(summary_line(digest))
    for story in digest.stories:
        yield ""
        yield fill(printable(said(story.headline)).upper(), 76)
        yield from _below(story.headline, "")
        yield f"[{printable(standing(story))}]"
        if story.earlier:
            yield fill(printable(continued(story.earlier)), 76)
        for line in story.bullets:
            yield fill(printable(said(line)), 76, initial_indent="- ", subsequent_indent="  ")
            yield from _below(line, "  ")
        yield from (fill(printable(q.text), 76, initial_indent="- ", subsequent_indent="  ") for q in story.quantities)
        for source in story.sources:
            if source.copy_of is None:
                yield f"  {clock(source)} {printable(source.publisher)} {source.url or printable(source.title)}"
    for heading, stories in (("ALSO REPORTED", digest.also), ("FROM A SINGLE SOURCE", digest.single)):
        if stories:
            yield ""
            yield heading
            for story in stories:
                turkish = f" ({original(story.headline)})" if original(story.headline) else ""
                told = printable(f"{marked(story.headline)}{turkish} ({story.support})")
                yield fill(told, 76, initial_indent="- ", subsequent_indent="  ")
    yield ""
    yield from (f"{printable(note)}." for note in digest.notes)


def _below(line: Line, indent: str) -> Iterator[str]:
    """What is doubtful in a line, and the Turkish of one that is withheld."""
    if note := remark(line):
        yield fill(printable(f"[{note}]"), 76, initial_indent=indent, subsequent_indent=indent)
    if turkish := original(line):
        yield fill(printable(turkish), 76, initial_indent=f"{indent}| ", subsequent_indent=f"{indent}| ")


def _html(digest: Digest, page: str | None) -> str:
    head = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{text(title(digest))}</title></head>'
        f'<body style="{_BODY}"><div style="max-width:640px"><h1 style="{_H1}">{text(title(digest))}</h1>'
        f'<p style="{_SMALL}">{text(summary_line(digest))}</p>'
    )
    rest = "The rest stands on the page of the day."
    link = f'<a href="{text(page)}">{rest}</a>' if page else rest
    cut = f'<p style="{_SMALL}">{link}</p>'
    end = "</div></body></html>\n"
    size = len((head + cut + end).encode())
    parts = []
    for part in _parts(digest):
        size += len(part.encode())
        if size > MOST:
            parts.append(cut)
            break
        parts.append(part)
    return head + "".join(parts) + end


def _parts(digest: Digest) -> Iterator[str]:
    """The stories one by one, each a whole."""
    for story in digest.stories:
        yield "".join(_story(story))
    for heading, stories in (("Also reported", digest.also), ("From a single source", digest.single)):
        if stories:
            yield f'<h2 style="{_H2}">{heading}</h2>'
        for story in stories:
            turkish = original(story.headline)
            below = f' <span lang="{TURKISH}">{text(turkish)}</span>' if turkish else ""
            yield f'<p style="{_SMALL}">{_doubted(story.headline)}{below} · {text(story.support)}</p>'
    yield from (f'<p style="{_SMALL}">{text(note)}.</p>' for note in digest.notes)


def _story(story: DayStory) -> Iterator[str]:
    yield f'<h2 style="{_H2}">{_doubted(story.headline)}</h2>'
    if turkish := original(story.headline):
        yield f'<p lang="{TURKISH}" style="{_TURKISH}">{text(turkish)}</p>'
    since = f"<br>{text(continued(story.earlier))}" if story.earlier else ""
    yield f'<p style="{_SMALL}">{text(standing(story))}{since}</p><ul style="margin:0;padding:0 0 0 20px">'
    for line in story.bullets:
        yield f'<li style="margin:0 0 8px">{_doubted(line)}'
        for evidence in line.evidence[:1]:
            yield f'<p lang="{TURKISH}" style="{_TURKISH}">{struck(evidence.source, evidence.cuts)}</p>'
        yield "</li>"
    yield from (f'<li style="margin:0 0 8px">{text(quantity.text)}</li>' for quantity in story.quantities)
    yield "</ul>"
    for source in story.sources:
        if source.copy_of is None:
            name = text(source.title or source.file)
            link = f'<a href="{text(source.url)}">{name}</a>' if source.url else name
            yield f'<p style="{_SMALL}">{text(clock(source))} {text(source.publisher)}: {link}</p>'


def _doubted(line: Line) -> str:
    note = remark(line)
    mark = f' <span style="color:#7a4a00;background:#fbedd0">{text(note)}</span>' if note else ""
    return f"{text(said(line))}{mark}"
