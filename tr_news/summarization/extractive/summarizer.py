"""The built-in summarizer: the article's own sentences, so that every bullet is its own evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import chain

from tr_news import __version__
from tr_news.documents.brief import Line, Summary
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import UsageError
from tr_news.summarization.extractive.bullets import Composer, in_short, introduced, says_no_more
from tr_news.summarization.extractive.centrality import diverse
from tr_news.summarization.extractive.headline import headline
from tr_news.summarization.extractive.salience import (
    DEFAULT,
    Salience,
    Settings,
    fit_for_headline,
    news_first,
    ranked_for_headline,
    salience,
)


class ExtractiveSummarizer:
    """Implements :class:`tr_news.summarization.protocol.Summarizer` with sentences of the article.

    Sentences are scored on their source text, so that a poor translation doesn't change which are chosen: centrality
    (LexRank), position, words of the title; redundancy goes by maximal marginal relevance. Headings, lists of links and
    page furniture are chosen only where there is nothing else.
    """

    def __init__(self, settings: Settings = DEFAULT) -> None:
        self._settings = settings
        described = asdict(settings) | {"rules": dict(settings.rules)}
        self._described = {"name": "built-in", "kind": "extractive", "version": __version__, "settings": described}

    def summarize(self, document: TranslatedArticle, *, bullets: int = 3) -> Summary:
        """A headline and up to ``bullets`` bullets, fewer where the article has fewer usable sentences.

        Raises InputError for an article without a sentence and UsageError for fewer than one bullet.
        """
        if bullets < 1:
            raise UsageError(f"{bullets} bullets: ask for 1 or more")
        found = salience(document, self._settings)
        ranked = ranked_for_headline(found, self._settings)
        chosen = diverse(
            found.scores,
            found.vectors,
            found.candidates,
            weight=self._settings.diversity,
            same=found.repeats,
        )
        told = in_short(document)
        top = headline(told, ranked, fit=sum(fit_for_headline(found, i) for i in ranked))
        lines = self._bullets(told, found, chosen, top, bullets)
        return Summary(top, introduced(document, top, news_first(found, lines)))

    def shown(self, document: TranslatedArticle, *, bullets: int = 3) -> tuple[int, ...]:
        """The sentences that the lines of :meth:`summarize` show, in order. Raises as that does."""
        summary = self.summarize(document, bullets=bullets)
        return tuple(sorted({i for line in (summary.headline, *summary.bullets) for i in line.evidence}))

    def _bullets(
        self, document: TranslatedArticle, found: Salience, chosen: Iterator[int], top: Line, count: int
    ) -> list[Line]:
        """Up to ``count`` bullets, best first; what the headline has said comes last."""
        composer = Composer(document, found)
        first = next(chosen)
        enough = self._settings.floor * found.scores[first]
        lines: list[Line] = []
        again: list[Line] = []
        for index in chain([first], chosen):
            if len(lines) == count or found.scores[index] < enough:
                break
            if index in composer.taken:
                continue
            line = composer.bullet(index)
            repeats = set(line.evidence) <= set(top.evidence) and says_no_more(line.text, top.text)
            if repeats and not self._settings.again:
                again.append(line)
            else:
                lines.append(line)
        return [*lines, *again][:count]

    def describe(self) -> Mapping[str, object]:
        """Name, kind, version and settings."""
        return self._described
