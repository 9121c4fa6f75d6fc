"""Markdown → blocks by markdown-it-py: headings, paragraphs, lists and tables; emphasis and links reduced to their text.

Struck text (``~~…~~``) doesn't count as said, code and footnotes are no prose, and a picture's caption is none either.
markdown-it-py is imported when the first Markdown is read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from tr_news.articles.draft import Block, plain_blocks
from tr_news.articles.text import has_letters, one_line
from tr_news.documents.article import ParagraphKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LONGEST = 50_000  # characters of a part between blank lines; marks in what is longer are left as they stand
_MARKS: dict[str, ParagraphKind] = {"\x01": "heading", "\x02": "list"}  # no clean text has them
_LINKED = "\x03"
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,50}\]:[ \t]")
_REFERENCE = re.compile(r"\[\^[^\]\s]{1,50}\]")
_BOX = re.compile(r"\[[ xX]\]\s+")
_STRUCK = re.compile(r"<(?P<tag>del|s|strike)(?:\s[^<>\n]{0,200})?>[^<]{0,2000}</(?P=tag)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>")
_SENTENCES = 8  # words of a block of code from which it may be a text that someone set apart
_SPACES = re.compile(r"(?<=\S)[ \t]{40,}")


def markdown_blocks(text: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Blocks of a clean Markdown text (without its front matter), and warnings of what was left out."""
    text, notes = _without_footnotes(_STRUCK.sub("", _without_comments(text)))
    lines: list[str] = []
    for part in _parts(text):
        if len(part) > _LONGEST:
            lines += [part, ""]
        else:
            lines += _lines(_parser().parse(part))
    blocks: list[Block] = []
    for block in plain_blocks("\n".join(lines)):
        kind = _MARKS.get(block.text[0], block.kind)
        plain = block.text.lstrip("\x01\x02")
        linked = plain.startswith(_LINKED)
        plain = plain.replace(_LINKED, "").strip()
        if any(char.isalnum() for char in plain):
            blocks.append(Block(plain, kind, block.gap, linked))
    warning = f"{notes} footnote{'s' * (notes > 1)} left out"
    return tuple(blocks), ((warning,) if notes else ())


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    # Without indented code: a paragraph set in by four spaces is a paragraph.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["code", "entity"])


def _parts(text: str) -> Iterator[str]:
    """The text cut at blank lines into parts that are parsed on their own, so that no part costs more than its length.

    A fenced block and a list with blank lines between its items stay whole enough: a mark at the head of a line is all
    that Markdown needs here.
    """
    part: list[str] = []
    size = 0
    fence = ""
    for line in text.split("\n"):
        mark = line.strip()[:3]
        if mark in ("```", "~~~") and (not fence or fence == mark):
            fence = "" if fence else mark
        if (not line.strip() and not fence and size > _LONGEST / 2) or size > _LONGEST:
            yield "\n".join(part)
            part, size = [], 0
        part.append(_SPACES.sub(" ", line))
        size += len(part[-1]) + 1
    yield "\n".join(part)


def _lines(tokens: "Sequence[Token]") -> list[str]:
    """The lines of the blocks, each kind with its mark, blank lines between blocks."""
    lines: list[str] = []
    listed = 0
    heading = False
    caption_next = False
    row: list[str] | None = None
    for token in tokens:
        match token.type:
            case "list_item_open" | "list_item_close":
                listed += token.nesting
            case "heading_open" | "heading_close":
                heading = token.nesting > 0
            case "tr_open":
                row = []
            case "tr_close":
                lines += ["", "\x02" + ", ".join(filter(None, row or [])), ""]
                row = None
            case "inline":
                inline = _inline(token.children or [])
                if row is not None:
                    row.append(one_line(inline.text))
                    continue
                caption = (inline.image or caption_next) and inline.emphasised
                caption_next = inline.image and not has_letters(inline.text)
                if caption or not has_letters(inline.text):
                    continue
                text = _LINKED * inline.linked + inline.text
                if heading or listed:
                    text = ("\x01" if heading else "\x02") + one_line(_BOX.sub("", text, count=1) if listed else text)
                lines += ["", *text.split("\n"), ""]
            case "fence":
                if len(token.content.split()) >= _SENTENCES and token.content.rstrip().endswith((".", "!", "?")):
                    lines += ["", *token.content.split("\n"), ""]
            case "html_block":
                lines += ["", *_TAG.sub("", token.content).split("\n"), ""]
    return lines


@dataclass(slots=True)
class _Inline:
    """What a line of marks comes to."""

    parts: list[str] = field(default_factory=list)
    image: bool = False
    outside_links: bool = False
    links: bool = False
    outside_emphasis: bool = False

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def linked(self) -> bool:
        """Whether all of it is the text of links."""
        return self.links and not self.outside_links

    @property
    def emphasised(self) -> bool:
        """Whether all of it is emphasised."""
        return not self.outside_emphasis and has_letters(self.text)


def _inline(tokens: "Sequence[Token]") -> _Inline:
    found = _Inline()
    depth = {"link": 0, "em": 0, "strong": 0, "s": 0}
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in depth:
            depth[name] += token.nesting
            found.links = found.links or name == "link"
        elif depth["s"]:
            continue
        elif token.type in ("softbreak", "hardbreak"):
            found.parts.append("\n" if token.type == "softbreak" else "\n\n")
        elif token.type == "image":
            found.image = True
        elif token.type in ("text", "code_inline", "text_special"):
            text = _REFERENCE.sub("", token.content)
            found.parts.append(text)
            if has_letters(text):
                found.outside_links |= not depth["link"]
                found.outside_emphasis |= not (depth["em"] or depth["strong"])
    return found


def _without_footnotes(text: str) -> tuple[str, int]:
    """The text without definitions of footnotes (and the lines that go on with them, set in), and how many there were."""
    kept: list[str] = []
    notes = 0
    inside = False
    for line in text.split("\n"):
        if _FOOTNOTE.match(line):
            notes, inside = notes + 1, True
        elif not (inside and line.startswith(("    ", "\t")) and line.strip()):
            inside = False
            kept.append(line)
    return "\n".join(kept), notes


def _without_comments(text: str) -> str:
    kept: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[position:start])
        position = end + 3
    return "".join([*kept, text[position:]])
