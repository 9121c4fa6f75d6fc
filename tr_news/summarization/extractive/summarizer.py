"""The built-in summarizer: the article's own sentences, so that every bullet is its own evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from tr_news import __version__
from tr_news.documents.brief import Line, Summary
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import UsageError
from tr_news.summarization.extractive.bullets import Composer, introduced, says_no_more
from tr_news.summarization.extractive.centrality import diverse
from tr_news.summarization.extractive.headline import headline
from tr_news.summarization.extractive.salience import DEFAULT, Salience, Settings, ranked_for_headline, salience

_SPARE = 4  # sentences chosen beyond the bullets asked for, in the place of those that others take in


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
        ranked = ranked_for_headline(found, self._settings)
        chosen = diverse(
            found.scores,
            found.vectors,
            found.candidates,
            bullets + _SPARE,
            weight=self._settings.diversity,
            same=found.repeats,
        )
        top = headline(document, ranked)
        lines = self._bullets(document, found, chosen, top, bullets)
        return Summary(top, introduced(document, top, sorted(lines, key=lambda line: line.evidence)))

    def _bullets(
        self, document: TranslatedArticle, found: Salience, chosen: Sequence[int], top: Line, count: int
    ) -> list[Line]:
        """Up to ``count`` bullets, best first; the first sentence chosen makes one whatever it is worth."""
        composer = Composer(document, found)
        enough = self._settings.floor * found.scores[chosen[0]]
        lines: list[Line] = []
        for index in chosen:
            if len(lines) == count or (lines and found.scores[index] < enough):
                break
            if index in composer.taken:
                continue
            line = composer.bullet(index)
            again = not self._settings.again and set(line.evidence) <= set(top.evidence) and says_no_more(line.text, top.text)
            if not again:
                lines.append(line)
        return lines or [composer.bullet(chosen[0])]

    def describe(self) -> Mapping[str, object]:
        """Name, kind, version and settings."""
        return {"name": "built-in", "kind": "extractive", "version": __version__, "settings": asdict(self._settings)}
