"""The article as it travels through the house: what was read, before anything is understood."""

import datetime
import hashlib
from dataclasses import dataclass
from typing import Final, Literal

ParagraphKind = Literal["title", "heading", "text", "list"]
TITLES: tuple[ParagraphKind, ...] = ("title", "heading")  # kinds that are one sentence, whatever they hold
# ISO 639 codes of the two languages that the house knows.
TURKISH: Final = "tr"
ENGLISH: Final = "en"
UNDETERMINED = "und"
Origin = Literal["auto", "tr", "en"]  # the language of an input as the user tells it; auto: it is identified


@dataclass(frozen=True, slots=True)
class Language:
    """An identified language: ISO 639 code (or ``und``) and the probability that it is right, 0 to 1, 4 decimals."""

    code: str
    certainty: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "certainty", round(self.certainty, 4))


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

    Raises:
        ValueError: ``published`` is a time without a zone.
    """

    id: str
    source: str  # a path, a URL, or "-" for standard input; "FILE:LINE" for an article of a .jsonl
    paragraphs: tuple[Paragraph, ...]
    published: datetime.date | datetime.datetime | None = None  # a time has a zone: Istanbul's, where it was read
    warnings: tuple[str, ...] = ()  # what the reader had to mend or suspects: mojibake, U+FFFD, …
    url: str | None = None  # where the article was published, if the file says so
    dateline: str | None = None  # "ANKARA (AA)", taken off the text
    outlet: str | None = None  # the newspaper, agency or site that published it
    author: str | None = None  # as the byline has it

    def __post_init__(self) -> None:
        if isinstance(self.published, datetime.datetime) and self.published.tzinfo is None:
            raise ValueError(f"{self.source}: a time of publication without a zone")

    @property
    def date(self) -> datetime.date | None:
        """The day of publication, in the zone that the time was given in."""
        return self.published.date() if isinstance(self.published, datetime.datetime) else self.published

    @property
    def title(self) -> str | None:
        """The article's own title, or None."""
        first = self.paragraphs[0] if self.paragraphs else None
        return first.text if first is not None and first.kind == "title" else None

    @property
    def body(self) -> str:
        """Everything but the title, paragraphs separated by newlines."""
        return "\n".join(p.text for p in self.paragraphs if p.kind != "title")

    @property
    def text(self) -> str:
        """The body, or the title where there is nothing else."""
        return self.body or self.title or ""

    @property
    def digest(self) -> str:
        """SHA-256 of the clean text, kinds of paragraphs included, in hexadecimal: the same for the same text."""
        said = "".join(f"{p.kind}\t{p.text}\n" for p in self.paragraphs)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
