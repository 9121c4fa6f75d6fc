"""The built-in summarizer: the article's own sentences, so that every bullet is its own evidence."""

from collections.abc import Mapping
from dataclasses import asdict

from tr_news import __version__
from tr_news.documents.brief import Line, Summary
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import UsageError
from tr_news.summarization.extractive.centrality import diverse
from tr_news.summarization.extractive.headline import headline
from tr_news.summarization.extractive.salience import DEFAULT, Salience, Settings, salience
from tr_news.summarization.wording import shown, standing_alone, with_marks

def _line(document: TranslatedArticle, index: int, found: Salience) -> Line:
    """The sentence as a line of the brief."""
    sentence, view = document.sentences[index], found.views[index]
    text = with_marks(
        standing_alone(shown(sentence)), sentence.source, begins=view.begins_quoted, ends=view.ends_quoted
    )
    return Line(text, (sentence.index,), sentence.flags, sentence.checks)


class ExtractiveSummarizer:
    """Implements :class:`tr_news.summarization.protocol.Summarizer` with sentences of the article.

    Sentences are scored on their source text, so that a poor translation doesn't change which are chosen: centrality
    (LexRank), position, words of the title; redundancy goes by maximal marginal relevance. Headings, lists of links and
    page furniture are chosen only where there is nothing else.
    """

    def __init__(self, settings: Settings = DEFAULT) -> None:
        self._settings = settings

    def summarize(self, document: TranslatedArticle, *, bullets: int = 3) -> Summary:
        """A headline and up to ``bullets`` bullets, fewer where the article has fewer usable sentences.

        Raises InputError for an article without a sentence and UsageError for fewer than one bullet.
        """
        if bullets < 1:
            raise UsageError(f"{bullets} bullets: ask for 1 or more")
        found = salience(document, self._settings)
        lead = {i: self._settings.lead / (1 + n) for n, i in enumerate(found.candidates)}
        ranked = sorted(found.candidates, key=lambda i: -found.scores[i] - lead[i])
        chosen = diverse(
            found.scores,
            found.vectors,
            found.candidates,
            bullets,
            weight=self._settings.diversity,
            same=found.repeats,
        )
        enough = self._settings.floor * found.scores[chosen[0]]
        lines = tuple(_line(document, i, found) for i in sorted(chosen) if found.scores[i] >= enough)
        return Summary(headline(document, ranked), lines)

    def describe(self) -> Mapping[str, object]:
        """Name, kind, version and settings."""
        return {"name": "built-in", "kind": "extractive", "version": __version__, "settings": asdict(self._settings)}
