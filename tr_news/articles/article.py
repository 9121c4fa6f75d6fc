"""The article as it travels through the house: what was read, before anything is understood."""

import datetime
from dataclasses import dataclass
from typing import Literal

ParagraphKind = Literal["title", "heading", "text", "list"]
TITLES: tuple[ParagraphKind, ...] = ("title", "heading")  # kinds that are one sentence, whatever they hold


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of an article: clean NFC text on one line, never blank."""

    text: str
    kind: ParagraphKind = "text"


@dataclass(frozen=True, slots=True)
class Article:
    """A news article.

    The title, where there is one, is ``paragraphs[0]`` with the kind ``"title"``, so that a line of a brief can rest
    on it as on any other sentence.
    """

    id: str
    source: str  # a path, a URL, or "-" for standard input; "FILE:LINE" for an article of a .jsonl
    paragraphs: tuple[Paragraph, ...]
    date: datetime.date | None = None
    warnings: tuple[str, ...] = ()  # what the reader had to mend or suspects: mojibake, U+FFFD, …
    url: str | None = None  # where the article was published, if the file says so
    dateline: str | None = None  # "ANKARA (AA)", taken off the text

    @property
    def title(self) -> str | None:
        """The article's own title, or None."""
        first = self.paragraphs[0] if self.paragraphs else None
        return first.text if first is not None and first.kind == "title" else None

    @property
    def body(self) -> str:
        """Everything but the title, paragraphs separated by newlines."""
        return "\n".join(p.text for p in self.paragraphs if p.kind != "title")
