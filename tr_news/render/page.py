"""The shell of every page: HTML that needs nothing else, under a policy that admits its own style and script alone."""

import base64
import hashlib
from html import escape
from pathlib import Path
from string import Template

from tr_news.text.display import printable


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


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii")
