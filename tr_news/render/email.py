"""Briefs as a letter: plain text and HTML that mail programs show, the Turkish open, nothing fetched.

Mail programs drop style sheets and leave ``<details>`` shut, so every style stands in its element and every sentence
is there to be read. The letter is a draft (``X-Unsent``): it has no sender, no recipient and no date.
"""

import hashlib
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from tr_news.documents.brief import Brief, Line
from tr_news.render.text import render_footer, render_text
from tr_news.render.words import (
    file_name,
    from_where,
    made_by,
    not_covered,
    originals,
    remark,
    said,
    warnings,
    web_link,
)
from tr_news.text.display import printable

_BODY = "margin:0;padding:24px;background:#ffffff;color:#1e1d1a;font:16px/1.5 Georgia,serif"
_FACTS = "margin:0 0 4px;color:#5d5a53;font:14px/1.4 Arial,sans-serif"
_HEADLINE = "margin:0 0 12px;font-size:24px;line-height:1.2"
_BULLET = "margin:0 0 12px"
_ORIGINAL = "margin:4px 0 0;padding:0 0 0 10px;border-left:3px solid #ddd8cd;color:#5d5a53;font-size:14px"
_DOUBT = "color:#7a4a00;background:#fbedd0;font:13px Arial,sans-serif;padding:1px 4px"
_FOOTER = "margin:24px 0 0;color:#5d5a53;font:13px/1.4 Arial,sans-serif"


def render_email(briefs: Sequence[Brief], *, title: str | None = None, evidence: bool = True) -> str:
    """A letter of one or more briefs as an ``.eml`` file; the same briefs give the same bytes.

    Raises:
        ValueError: there is no brief.
    """
    if not briefs:
        raise ValueError("a letter needs a brief")
    subject = printable(title or (said(briefs[0].headline) if len(briefs) == 1 else f"{len(briefs)} briefs"))
    text = "\n\n".join(render_text(brief, width=76, evidence=evidence, footer=False, folders=False) for brief in briefs)
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = subject
    letter["X-Unsent"] = "1"
    letter.set_content(f"{text}\n{render_footer(briefs[-1], width=76)}", cte="quoted-printable")
    page = "".join(_page(briefs, subject, evidence=evidence))
    letter.add_alternative(page, subtype="html", cte="quoted-printable")
    digest = hashlib.sha256(page.encode("utf-8", "replace")).hexdigest()
    letter["Message-ID"] = f"<{digest[:32]}@tr-news.invalid>"
    letter.set_boundary(f"=_{digest[32:56]}")
    return letter.as_string().replace("\r\n", "\n")


def _page(briefs: Sequence[Brief], subject: str, *, evidence: bool) -> Iterator[str]:
    yield f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{_text(subject)}</title></head>'
    yield f'<body style="{_BODY}"><div style="max-width:640px">'
    for number, brief in enumerate(briefs):
        if number:
            yield '<hr style="margin:28px 0;border:0;border-top:1px solid #ddd8cd">'
        yield from _brief(brief, evidence=evidence)
    yield f'<p style="{_FOOTER}">{_text(" ".join(made_by(briefs[-1])))}</p></div></body></html>\n'


def _brief(brief: Brief, *, evidence: bool) -> Iterator[str]:
    link = web_link(brief)
    place = f'<a href="{_text(link[0])}">{_text(link[1])}</a>' if link else _text(file_name(brief))
    yield f'<p style="{_FACTS}">{" · ".join(filter(None, (_text(from_where(brief)), place)))}</p>'
    yield f'<h1 style="{_HEADLINE}">{_text(said(brief.headline))}{_doubt(brief.headline)}</h1>'
    if evidence and brief.headline.evidence not in [bullet.evidence for bullet in brief.bullets]:
        yield from _originals(brief, brief.headline)
    yield '<ul style="margin:12px 0 0;padding:0 0 0 20px">'
    for bullet in brief.bullets:
        yield f'<li style="{_BULLET}">{_text(said(bullet))}{_doubt(bullet)}'
        if evidence or bullet.trust == "withheld":
            yield from _originals(brief, bullet)
        yield "</li>"
    yield "</ul>"
    if left := not_covered(brief):
        yield f'<p style="{_FACTS}">Not covered: {_text(left)}.</p>'
    yield from (f'<p style="{_FACTS}">Note: {_text(warning)}</p>' for warning in warnings(brief))


def _originals(brief: Brief, line: Line) -> Iterator[str]:
    language = brief.document.language.code
    for sentence in originals(brief, line):
        yield f'<p lang="{_text(language)}" style="{_ORIGINAL}">{_text(sentence.source)}</p>'


def _doubt(line: Line) -> str:
    note = remark(line)
    return f' <span style="{_DOUBT}">{_text(note)}</span>' if note else ""


def _text(text: str) -> str:
    return escape(printable(text), quote=True)
