"""The choice of sentences as version 0.1.0 made it, kept to compare with."""

from collections.abc import Sequence
from itertools import islice

from tr_news.documents.translation import Sentence, TranslatedArticle
from tr_news.summarization.extractive.centrality import diverse, lexrank, lowered, terms, tf_idf
from tr_news.summarization.extractive.quoting import quotations
from tr_news.summarization.extractive.salience import fitness
from tr_news.text.lexicon import words

_OPENING_QUOTE = ('"', "“", "„", "«", "'", "‘")


def first_version(document: TranslatedArticle, bullets: int) -> list[tuple[int, ...]]:
    """Centrality, place and words of the title; a factor each for an opener, a quotation and few words."""
    sentences, language = document.sentences, document.language.code
    fit = [fitness(s) for s in sentences]
    candidates = [i for i, f in enumerate(fit) if f == min(fit)]
    text = [terms(s.source, language) if f <= 2 else [] for s, f in zip(sentences, fit, strict=True)]
    vectors = tf_idf(text)
    scores = _scores(sentences, text, lexrank(vectors), [f <= 1 for f in fit], language)
    chosen = diverse(
        scores,
        vectors,
        candidates,
        weight=0.8,
        same=lambda _i, _j, similarity: similarity >= 0.7,
    )
    return [(i,) for i in sorted(islice(chosen, bullets))]


def _scores(
    sentences: Sequence[Sentence],
    text: Sequence[Sequence[str]],
    central: Sequence[float],
    running: Sequence[bool],
    language: str,
) -> list[float]:
    title = {term for s in sentences if s.kind == "title" for term in terms(s.source, language)}
    place = {i: n for n, i in enumerate(i for i, is_text in enumerate(running) if is_text)}
    openings = words("openings", "en" if language == "en" else "tr")
    begins, _ = quotations(sentences)
    scores = []
    for i, sentence in enumerate(sentences):
        score = central[i] + 1 / (1 + place.get(i, len(place)) / 2)
        score += 0.5 * len(title & set(text[i])) / len(title) if title else 0
        found = sentence.source.split()
        if found and lowered(found[0].strip("\"'“”,;"), language) in openings:
            score *= 0.9
        if begins[i] or sentence.source.strip().startswith(_OPENING_QUOTE):
            score *= 0.7
        scores.append(score * (0.5 if len(found) < 6 else 1.0))
    return scores
