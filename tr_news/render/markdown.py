"""A brief in Markdown: CommonMark and what GitHub adds to it, readable as plain text."""

import re

from tr_news.documents.brief import Brief, Line
from tr_news.render.words import (
    explanations,
    file_name,
    language_note,
    made_by,
    not_covered,
    originals,
    published,
    remark,
    rests_on,
    said,
    warnings,
    web_link,
)
from tr_news.text.display import printable

SEPARATOR = "\n---\n\n"  # between briefs: a rule

_ACTIVE = re.compile(r"[\\`*_\[\]#|~$]")
_REFERENCE = re.compile(r"&(?=#?\w+;)")
_MARKER = re.compile(r"^(\d*)([-+=.)])")  # what would begin a list, or underline a heading


def escape(text: str) -> str:
    """Text on one line that means nothing in Markdown.

    Angle brackets become character references, as not every processor takes a backslash before them.
    """
    text = _ACTIVE.sub(r"\\\g<0>", _REFERENCE.sub("&amp;", printable(text)))
    return _MARKER.sub(r"\1\\\2", text.replace("<", "&lt;").replace(">", "&gt;"))


def render_markdown(brief: Brief, *, evidence: bool = True, footer: bool = True) -> str:
    """The brief with a newline at the end; join several with ``SEPARATOR``.

    ``evidence``: whether the Turkish stands below each line; ``footer``: whether it ends with who made it.
    """
    headline = brief.summary.headline
    out = [f"# {escape(said(headline))}", "", *_below(brief, headline, "", evidence=evidence)]
    link = web_link(brief)
    facts = [
        escape(published(brief)),
        escape(language_note(brief)),
        f"[{escape(link[1])}]({link[0]})" if link else "",
        escape(file_name(brief)),
    ]
    out += [" · ".join(filter(None, facts)), ""]
    for bullet in brief.summary.bullets:
        out += [f"- {escape(said(bullet))}", "", *_below(brief, bullet, "  ", evidence=evidence)]
    if left := not_covered(brief):
        out += [f"Not covered: {escape(left)}.", ""]
    for warning in warnings(brief):
        out += [f"**Note:** {escape(warning)}", ""]
    return "\n".join(out).rstrip("\n") + "\n" + (f"\n{render_footer(brief)}" if footer else "")


def render_footer(brief: Brief) -> str:
    """Who made the brief, and its signature."""
    signature = printable(str(brief.provenance["signature"]))
    return f"*{escape(' '.join(made_by(brief)))}*\n\nSignature: `{signature}`\n"


def _below(brief: Brief, line: Line, indent: str, *, evidence: bool) -> list[str]:
    """What a line rests on, quoted, and what is doubtful in it."""
    out: list[str] = []
    sentences = originals(brief, line) if evidence or line.trust == "withheld" else []
    quoted = [f"{indent}> {escape(text)}" for sentence in sentences for text in rests_on(line, sentence)]
    if quoted:
        out += [f"\n{indent}>\n".join(quoted), ""]
    note = remark(line)
    if note:
        out += [f"{indent}**{escape(note[0].upper() + note[1:])}.** {escape(' '.join(explanations(line)))}", ""]
    return out
