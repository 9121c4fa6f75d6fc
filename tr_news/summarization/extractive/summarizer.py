"""The built-in summarizer: the article's own sentences, so that every bullet is its own evidence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from tr_news import __version__
from tr_news.documents.brief import Line, Summary
from tr_news.documents.translation import FLAGS, Sentence, TranslatedArticle
from tr_news.errors import InputError, UsageError
from tr_news.summarization.extractive.centrality import Vector, diverse, lexrank, lowered, terms, tf_idf
from tr_news.summarization.extractive.headline import headline
from tr_news.summarization.wording import DOUBLE_MARK, shown, standing_alone, with_marks
from tr_news.text.furniture import is_boilerplate
from tr_news.text.lexicon import words

_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_CLOSING = {'"': '"', "“": "”", "”": "”", "„": "”", "«": "»", "»": "«"}  # ” opens where it was typed for “
_QUOTED_PARAGRAPHS = 2  # that a quotation may run on into
_OPENING_QUOTE = ('"', "“", "„", "«", "'", "‘")


@dataclass(frozen=True, slots=True)
class Settings:
    """Weights of what makes a sentence worth choosing; the centrality itself weighs 1."""

    position: float = 1.0  # of the first sentence
    half_position: float = 2.0  # sentences after which that has halved
    title: float = 0.5  # of a sentence that has all the words of the title
    dependent: float = 0.9  # factor for a sentence that leans on the one before ("Bu", "This")
    quotation: float = 0.7  # factor for a sentence that begins within a quotation
    few_words: float = 0.5  # factor for one of fewer than six words
    lead: float = 1.0  # added to the first candidate for the headline, half to the second, a third to the third
    diversity: float = 0.8  # weight of the score in maximal marginal relevance
    same: float = 0.7  # cosine from which two sentences say the same


DEFAULT = Settings()


@dataclass(frozen=True, slots=True)
class Salience:
    """How much each sentence of an article says of it, aligned with ``TranslatedArticle.sentences``."""

    scores: tuple[float, ...]
    vectors: tuple[Vector, ...]
    candidates: tuple[int, ...]  # the sentences fit to be shown: never empty
    begins: tuple[bool, ...]  # whether each begins within a quotation that runs over several sentences
    ends: tuple[bool, ...]  # whether it ends within one


def _is_sentence(sentence: Sentence) -> bool:
    """Running text, or an item of a list that is a full sentence; no fragment such as a name or a place."""
    text = sentence.source.strip()
    enough = len(text.split()) >= (4 if sentence.kind == "text" else 6)
    ended = _END.search(text) is not None
    if sentence.kind == "text":
        return enough or (ended and any(c.isalpha() for c in text))
    return sentence.kind == "list" and enough and ended


def _fitness(sentence: Sentence) -> int:
    """How fit a sentence is to be shown, 0 the best: only the best there is are candidates."""
    if is_boilerplate(sentence.source):
        return 5
    if sentence.kind == "title":
        return 4
    if sentence.kind == "heading":
        return 3
    if not _is_sentence(sentence):
        return 2
    return 0 if sentence.readable else 1


def _quotations(sentences: Sequence[Sentence]) -> tuple[list[bool], list[bool]]:
    """Whether each sentence begins, and whether it ends, within a quotation that runs over several sentences.

    One in straight marks ends in its paragraph, one that “ opens within the next two. A mark that is never closed, or
    after which another opens, was a slip and quotes nothing. (65" is a size.)
    """
    begins, ends = [False] * len(sentences), [False] * len(sentences)
    mark, first = "", 0  # the open mark, and the sentence that it stands in
    for i, sentence in enumerate(sentences):
        if sentence.paragraph - sentences[first].paragraph > (0 if mark == '"' else _QUOTED_PARAGRAPHS):
            mark = ""
        text = sentence.source.strip()
        for found in DOUBLE_MARK.finditer(text):
            before, after = text[found.start() - 1 : found.start()] if found.start() else "", text[found.end() :]
            if found.group() in "“«" or (before in ("", " ", "(") and after[:1].isalnum()):
                mark, first = found.group(), i
            elif mark and found.group() == _CLOSING[mark]:
                for inner in range(first, i):
                    ends[inner] = begins[inner + 1] = True
                mark = ""
    return begins, ends


def salience(document: TranslatedArticle, settings: Settings) -> Salience:
    """Score every sentence on its source text; raises InputError where the article has none."""
    sentences = document.sentences
    if not sentences:
        raise InputError(document.article.source, "no sentence to summarize; give an article with text")
    language = document.language.code
    fitness = [_fitness(s) for s in sentences]
    best = min(fitness)
    candidates = tuple(i for i, f in enumerate(fitness) if f == best)
    # Only running text takes part: headings repeat it, and page furniture would be central to itself.
    text = [terms(s.source, language) if f <= 2 else [] for s, f in zip(sentences, fitness, strict=True)]
    vectors = tf_idf(text)
    title = {term for s in sentences if s.kind == "title" for term in terms(s.source, language)}
    place = {i: n for n, i in enumerate(i for i, f in enumerate(fitness) if f <= 1)}
    openings = words("openings", "en" if language == "en" else "tr")
    scores = []
    begins, ends = _quotations(sentences)
    for i, (sentence, central, quoted) in enumerate(zip(sentences, lexrank(vectors), begins, strict=True)):
        score = central + settings.position / (1 + place.get(i, len(place)) / settings.half_position)
        if title:
            score += settings.title * len(title & set(text[i])) / len(title)
        found = sentence.source.split()
        if found and lowered(found[0].strip("\"'“”,;"), language) in openings:
            score *= settings.dependent
        if quoted or sentence.source.strip().startswith(_OPENING_QUOTE):
            score *= settings.quotation
        if len(found) < 6:
            score *= settings.few_words
        for flag in sentence.flags:
            score *= FLAGS[flag].weight
        scores.append(score)
    return Salience(tuple(scores), tuple(vectors), candidates, tuple(begins), tuple(ends))


def _line(document: TranslatedArticle, index: int, found: Salience) -> Line:
    """The sentence as a line of the brief."""
    sentence = document.sentences[index]
    text = with_marks(
        standing_alone(shown(sentence)), sentence.source, begins=found.begins[index], ends=found.ends[index]
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
            same=self._settings.same,
        )
        lines = tuple(_line(document, i, found) for i in sorted(chosen))
        return Summary(headline(document, ranked), lines)

    def describe(self) -> Mapping[str, object]:
        """Name, kind, version and settings."""
        return {"name": "built-in", "kind": "extractive", "version": __version__, "settings": asdict(self._settings)}
