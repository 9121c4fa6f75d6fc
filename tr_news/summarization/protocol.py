"""What the house asks of a summarization model, and what it gets back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from tr_news.translation.document import TranslatedArticle


@dataclass(frozen=True, slots=True)
class Line:
    """A headline or a bullet: English text, the indexes of the sentences it rests on (never empty), audit flags."""

    text: str
    evidence: tuple[int, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A headline and bullets; ``notes`` tell the reader what went otherwise than asked (a fallback, say)."""

    headline: Line
    bullets: tuple[Line, ...]
    notes: tuple[str, ...] = ()


class Summarizer(Protocol):
    """Makes a headline and up to ``bullets`` bullets of an article; every line carries its evidence."""

    def summarize(self, document: TranslatedArticle, *, bullets: int = 3) -> Summary:
        """Raises :class:`tr_news.errors.ModelError` when the model can't run."""
        ...

    def describe(self) -> Mapping[str, object]:
        """Provenance: name, kind, revision or digest, settings: all that determines the output."""
        ...
