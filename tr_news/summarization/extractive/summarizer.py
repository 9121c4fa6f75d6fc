"""The built-in summarizer: the article's own sentences, so that every bullet is its own evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from tr_news import __version__
from tr_news.documents.brief import Line, Summary
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import UsageError
from tr_news.summarization.extractive.bullets import Composer, in_short, introduced, is_broken, says_no_more
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

_ENOUGH = 3  # bullets with which a brief need not say again what its headline says
# Of the score of a translated sentence that must be broken off, from which a whole one may take its place: what a model
# writes without an end to cut at is garbled more often than not.
_AS_GOOD = 0.7
_AS_TELLING = 0.5  # of the best sentence's score, from which a shorter one may take its place as headline


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found of an article and chosen from it before its long sentences were shortened."""

    whole: TranslatedArticle
    bullets: int
    found: Salience
    ranked: Sequence[int]  # for the headline
    summary: Summary

    @property
    def shown(self) -> tuple[int, ...]:
        """The sentences that the lines show, in order."""
        return tuple(sorted({i for line in (self.summary.headline, *self.summary.bullets) for i in line.evidence}))


@dataclass(frozen=True, slots=True)
class Condensed(TranslatedArticle):
    """An article with the shorter forms of the sentences that a brief will show, and the draft that chose these.

    What tells how much a sentence says is its source, which shortening leaves as it is: it is found once.
    """

    draft: Draft

    @property
    def document(self) -> TranslatedArticle:
        """The article alone."""
        return TranslatedArticle(self.article, self.language, self.sentences)


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
        if isinstance(document, Condensed) and document.draft.bullets == bullets:
            draft = document.draft
        else:
            draft = self.draft(document, bullets=bullets)
        if document.sentences == draft.whole.sentences and not any(is_broken(b.text) for b in draft.summary.bullets):
            return draft.summary
        whole = _AS_GOOD if any(sentence.source != sentence.translation for sentence in document.sentences) else 1
        return self._summary(document, draft.found, draft.ranked, bullets, whole=whole)

    def draft(self, document: TranslatedArticle, *, bullets: int = 3) -> Draft:
        """What :meth:`summarize` finds and chooses. Raises as that does."""
        if bullets < 1:
            raise UsageError(f"{bullets} bullets: ask for 1 or more")
        found = salience(document, self._settings)
        ranked = ranked_for_headline(found, self._settings)
        return Draft(document, bullets, found, ranked, self._summary(document, found, ranked, bullets))

    def _summary(
        self, document: TranslatedArticle, found: Salience, ranked: Sequence[int], bullets: int, *, whole: float = 1
    ) -> Summary:
        chosen = diverse(
            found.scores,
            found.vectors,
            found.candidates,
            weight=self._settings.diversity,
            same=found.repeats,
        )
        told = in_short(document)
        least = _AS_TELLING * found.scores[ranked[0]]
        telling = {i for i in ranked if found.scores[i] >= least}
        top = headline(told, ranked, fit=sum(fit_for_headline(found, i) for i in ranked), telling=telling)
        lines = self._bullets(told, found, chosen, top, bullets, whole)
        return Summary(top, introduced(document, top, news_first(found, lines)))

    def _bullets(
        self, document: TranslatedArticle, found: Salience, chosen: Iterator[int], top: Line, count: int, whole: float
    ) -> list[Line]:
        """Up to ``count`` bullets, best first; what the headline has said only where there is little else.

        In the place of one that must be broken off goes a whole one of at least ``whole`` times its score.
        """
        composer = Composer(document, found)
        lines: list[Line] = []
        again: list[Line] = []
        broken: list[tuple[float, Line]] = []
        best = 0.0  # score of the first that is shown
        for index in chosen:
            if len(lines) == count or found.scores[index] < self._settings.floor * best:
                break
            if index in composer.taken:
                continue
            score = found.scores[index]
            while broken and len(lines) < count and score < whole * broken[0][0]:
                lines.append(broken.pop(0)[1])
            if len(lines) == count:
                break
            line = composer.bullet(index)
            if is_broken(line.text) and whole < 1:
                best = best or score
                broken.append((score, line))
                continue
            repeats = set(line.evidence) <= set(top.evidence) and says_no_more(line.text, top.text)
            if repeats and not self._settings.again:
                again.append(line)
            else:
                best = best or score
                lines.append(line)
        lines += [line for _, line in broken[: count - len(lines)]]
        return lines if len(lines) >= _ENOUGH else [*lines, *again][:count]

    def describe(self) -> Mapping[str, object]:
        """Name, kind, version and settings."""
        return self._described
