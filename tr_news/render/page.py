"""The shell of every page: HTML that needs nothing else, under a policy that admits its own style and script alone."""

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template

from tr_news.documents.translation import Cut
from tr_news.text.display import printable

STRUCK = "What is struck through was left out before the translation."


def page(title: str, style: str, body: str, *, script: str = "") -> str:
    """The page, with a newline at the end. ``title`` and ``body`` are HTML, ``style`` and ``script`` stand as given."""
    return Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8")).substitute(
        title=title,
        style=style,
        style_hash=_hash(style),
        script_policy=f" script-src '{_hash(script)}';" if script else "",
        body=f"{body}\n<script>{script}</script>" if script else body,
    )


def html_text(text: str) -> str:
    """Text that means nothing in HTML, between tags and in quoted attributes."""
    return escape(printable(text), quote=True)


def struck(source: str, cuts: Sequence[Cut]) -> str:
    """A sentence as HTML, what was cut from it before it was translated for a line struck through."""
    out, end = [], 0
    for cut in cuts:
        out += [_spaced(source[end : cut.start]), f"<del>{_spaced(source[cut.start : cut.end])}</del>"]
        end = cut.end
    return "".join([*out, _spaced(source[end:])]).strip()


def _spaced(part: str) -> str:
    """A part of a text, with the space at its ends."""
    return " " * part[:1].isspace() + html_text(part) + " " * (part[-1:].isspace() and bool(part.strip()))


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii")
