"""Headlines: the article's own title, or its most telling sentence shortened without a change of meaning."""

import re
from collections.abc import Sequence

from tr_news.documents.brief import Line, doubts
from tr_news.documents.translation import TranslatedArticle
from tr_news.summarization.extractive.clauses import WORD, balanced
from tr_news.summarization.extractive.compression import ASIDES, compress
from tr_news.summarization.wording import shown, standing_alone
from tr_news.text.lexicon import words

LIMIT = 100  # characters
LONGEST = 180  # of a sentence that can't be shortened further and is shown whole all the same
_TRIES = 3  # sentences tried before the first is shown longer than it should be
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Za-z]\.)+[A-Za-z]|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|etc|No))\.$")


def _without_final_stop(text: str) -> str:
    """English headlines end without a full stop; abbreviations and ellipses keep theirs."""
    body = text.rstrip("\"”’')")
    if len(body) > 1 and body.endswith(".") and not body.endswith("..") and not _ABBREVIATION.search(body):
        return body[:-1].rstrip() + text[len(body) :]
    return text


def broken_off(text: str, limit: int = LONGEST) -> str:
    """The beginning of the text and "…", which says that something is missing: for what no rule can shorten.

    Best before a phrase; not within a quotation, nor between a number and what it counts.
    """
    fit: list[tuple[str, bool]] = []
    for match in re.finditer(r"\S+(?=\s)", text[:limit]):
        kept = text[: match.end()].rstrip(",;:-–— ")
        last = kept.split()[-1].lower().strip("\"“”'’()") if kept else ""
        pause = match.group().endswith((",", ";", ":"))
        open_ended = last in words("cutting", "dangling") or (
            not pause and (last[-1:].isdigit() or last in words("cutting", "number"))
        )
        if last and not open_ended and balanced(kept):
            after = WORD.search(text, match.end())
            fit.append((kept, pause or (after is not None and after.group().lower() in words("cutting", "phrase"))))
    long_enough = [kept for kept, phrase in fit if phrase and 2 * len(kept) >= limit]
    if long_enough or fit:
        return (long_enough or [kept for kept, _ in fit])[-1] + "…"
    whole_words = text[: limit - 1].rpartition(" ")[0] or text[: limit - 1]
    return whole_words.rstrip(",;:-–— ") + ('…"' if text.startswith('"') and len(whole_words) < limit - 1 else "…")


def shorten(sentence: str, limit: int = LIMIT) -> str:
    """The sentence as a headline: what it can do without is cut, and more where it is longer than ``limit``.

    Whole clauses are left, so it may stay longer than ``limit`` characters.
    """
    text = _without_final_stop(standing_alone(" ".join(sentence.split())))
    return compress(text, lambda shorter: len(shorter) <= limit, always=ASIDES)


def headline(document: TranslatedArticle, ranked: Sequence[int]) -> Line:
    """The article's own title where it can be read, else the first sentence that can be shortened as it should.

    ``ranked``: indexes of sentences, at least one, those that say most first. At most 100 characters where one of the
    first three sentences can be so short; else the first of them that has at most 180; only where none has it is
    broken off.
    """
    title = [s for s in document.sentences if s.kind == "title"]
    first = document.sentences[ranked[0]]
    if title and (all(s.readable for s in title) or not first.readable):
        text = _shown(shorten(" ".join(map(shown, title))))
        evidence = tuple(s.index for s in title)
        return Line(text, evidence, *doubts(document, evidence))
    tried = [(s, shorten(shown(s))) for s in (document.sentences[i] for i in ranked[:_TRIES])]
    for limit in (LIMIT, LONGEST):
        for sentence, text in tried:
            if len(text) <= limit:
                return Line(text, (sentence.index,), sentence.flags, sentence.checks)
    return Line(_shown(tried[0][1]), (first.index,), first.flags, first.checks)


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST else broken_off(text)
