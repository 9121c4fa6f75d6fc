"""Headlines: the article's own title, or its most telling sentence shortened without a change of meaning."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tr_news.documents.brief import Line, doubts
from tr_news.documents.translation import Sentence, TranslatedArticle
from tr_news.summarization.extractive.clauses import WORD, balanced
from tr_news.summarization.extractive.compression import ASIDES, compress, longest_clause
from tr_news.summarization.extractive.titles import no_news, title_of
from tr_news.summarization.wording import DOUBLE_MARK, capitalized, led_in, shown, standing_alone
from tr_news.text.lexicon import words

LIMIT = 100  # characters
LONGEST = 240  # of a sentence that can't be shortened further and is shown whole all the same
_STRETCHED = 160  # that the most telling sentence may have before a shorter one takes its place
_PLAIN = 45  # up to which it reads as a sentence
_TRIES = 3  # sentences tried before the first is shown longer than it should be
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_QUANTITY = (
    r"(?:few|lot|little|number|total|third|quarter|half|year|month|week|day|night|morning|evening|afternoon|hour|row|time|while|result|barrel|kilo|tonne"
    r"|same|only|first|second|last|next|more|most|less|least|best|worst|other|\w+est)"
)
_ARTICLE = re.compile(rf"(?:^|(?<=[\w,:] ))(?:[Aa]n?|[Tt]he) (?!{_QUANTITY}\b)(?=[\w$£€\"“])")
_CLOSES = re.compile(r"[,.!?…][\"”](?=\s)")
_OPENS = re.compile(r"(?:^|[\s(:])[\"“„«](?=\w|\S\w)")
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


def in_headline_style(text: str) -> str:
    """Without the articles that headlines do without, where the text is long; names and quantities keep theirs."""
    if len(text) <= _PLAIN:
        return text
    quoted = [m.span() for m in _QUOTED.finditer(text)]

    def dropped(match: re.Match[str]) -> str:
        before = text[: match.start()].split()[-1:]
        named = bool(before) and before[0][:1].isupper() and text[match.end()].isupper()  # "Beyond the Sea"
        return match.group() if named or any(a <= match.start() < b for a, b in quoted) else ""

    return capitalized(_ARTICLE.sub(dropped, text))


def condensed(sentence: str, limit: int = LIMIT) -> str:
    """The sentence without what it can do without, and with less where it is longer than ``limit`` characters.

    Whole clauses are left, so it may stay longer.
    """
    text = _without_final_stop(standing_alone(" ".join(sentence.split())))
    if len(DOUBLE_MARK.findall(text)) == 1:
        text = _with_other_mark(text)
    return compress(text, lambda shorter: len(shorter) <= limit, always=ASIDES)


def _with_other_mark(text: str) -> str:
    """The sentence whose quotation began in the one before, or goes on in the next, with both its marks."""
    if _CLOSES.search(text) and text[0] not in '"“„«':
        return '"' + text
    opens = _OPENS.search(text) is not None and text[-1] not in '"“”„«»'
    return led_in(text) + '"' if opens else text


def shorten(sentence: str) -> str:
    """The sentence as a headline."""
    return in_headline_style(condensed(sentence))


def headline(document: TranslatedArticle, ranked: Sequence[int], *, fit: int = _TRIES) -> Line:
    """The article's own title where it can be read and tells the news, else the most telling sentence.

    A title whose English can't be relied on gives way to a sentence, and so does a sentence to one of the next two. One
    that doesn't tell the news stays where no sentence does better: none is fit, or it would have to be broken off.
    Sentences are shortened where they can be. One that stays longer than 160 characters gives way to one of the next
    two that has at most 100; only where it has more than 240 it is broken off.

    Args:
        document: the article in English.
        ranked: indexes of sentences, at least one, those that say most first.
        fit: how many of them, the first ones, tell news by themselves.
    """
    titles = [s for s in document.sentences if s.kind == "title"]
    first = document.sentences[ranked[0]]
    title = title_of(document)
    own: Line | None = None
    if title is not None:
        evidence = tuple(s.index for s in titles)
        own = Line(_whole(shorten(" ".join(map(shown, titles)))), evidence, *doubts(document, evidence))
        lost = own.trust == "withheld"
        if not (first.readable and first.kind in ("text", "list")) or not (lost or (fit and no_news(title))):
            return own
        own = None if lost else own
    line = _telling([_of_sentence(document.sentences[i]) for i in ranked[: max(1, min(fit, _TRIES))]])
    return own if own is not None and line.text.endswith("…") else line


def _telling(tried: Sequence[Line]) -> Line:
    """The first that isn't withheld and fits, or needn't be broken off; else the first that isn't, or fits, or any."""
    fits = [line for n, line in enumerate(tried) if len(line.text) <= (LIMIT if n else _STRETCHED)]
    whole = [line for line in tried if len(line.text) <= LONGEST]
    trusted = [line for line in (*fits, *whole, *tried) if line.trust != "withheld"]
    line = (trusted or fits or whole or tried)[0]
    return replace(line, text=_whole(line.text))


def _of_sentence(sentence: Sentence) -> Line:
    return Line(shorten(shown(sentence)), (sentence.index,), sentence.flags, sentence.checks)


def _whole(text: str) -> str:
    """The text where it isn't too long for any headline; else its longest beginning that is a clause."""
    if len(text) <= LONGEST:
        return text
    return longest_clause(text, lambda kept: len(kept) <= LONGEST) or broken_off(text)
