"""What the house asks of a summarization model."""

from collections.abc import Mapping
from typing import Protocol

from tr_news.documents.brief import Summary
from tr_news.documents.translation import TranslatedArticle


class Summarizer(Protocol):
    """Makes a headline and up to ``bullets`` bullets of an article; every line carries its evidence."""

    def summarize(self, document: TranslatedArticle, *, bullets: int = 3) -> Summary:
        """Raises :class:`tr_news.errors.ModelError` when the model can't run."""
        ...

    def describe(self) -> Mapping[str, object]:
        """Provenance: name, kind, revision or digest, settings: all that determines the output."""
        ...
