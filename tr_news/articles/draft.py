"""What a format yields before it is understood: blocks of text, and what the file itself says about them."""

import datetime
from dataclasses import dataclass, replace

from tr_news.articles.furniture import is_section, rule_of_line
from tr_news.articles.text import one_line, unwrap
from tr_news.documents.article import ParagraphKind


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph before it is understood: text on one line, what is known of its kind, a blank line behind it."""

    text: str
    kind: ParagraphKind | None = None
    gap: bool = False
    linked: bool = False  # all of it is the text of a link


@dataclass(frozen=True, slots=True)
class Draft:
    """What a format yields; the rest is the same for all of them."""

    blocks: tuple[Block, ...]
    title: str | None = None
    published: datetime.date | datetime.datetime | None = None
    guess: datetime.date | datetime.datetime | None = None  # of the day, for where the text doesn't say it either
    url: str | None = None  # as it was found; an article has it only where it is a web address
    outlet: str | None = None
    author: str | None = None
    warnings: tuple[str, ...] = ()


def _is_apart(line: str) -> bool:
    """Whether a line is furniture, which goes on with no line above it."""
    return is_section(line) or rule_of_line(line) is not None


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Blocks of a clean plain text: hard-wrapped lines joined, else one for each line."""
    blocks: list[Block] = []
    for line in unwrap(text.split("\n"), apart=_is_apart):
        if any(char.isalnum() for char in line):
            blocks.append(Block(one_line(line)))
        elif blocks:  # a blank line, or a rule of dashes
            blocks[-1] = replace(blocks[-1], gap=True)
    return tuple(blocks)
