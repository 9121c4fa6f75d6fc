"""Headlines: the article's own title, or its most telling sentence shortened without a change of meaning."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from tr_news.documents.brief import Line, doubts
from tr_news.documents.translation import Sentence, TranslatedArticle
from tr_news.summarization.extractive.breaking import LONGEST, broken_off
from tr_news.summarization.extractive.compression import ADJUNCTS, ASIDES, Rule, compress, longest_clause
from tr_news.summarization.extractive.tidings import loses_the_news, tells
from tr_news.summarization.extractive.titles import no_news, title_of
from tr_news.summarization.wording import DOUBLE_MARK, capitalized, led_in, shown, standing_alone

LIMIT = 100  # characters
UTMOST = 300  # that is shown whole where the article has no shorter one
_STRETCHED = 160  # that the most telling sentence may have before a shorter one takes its place
_PLAIN = 45  # up to which it reads as a sentence
_NEVER = "trailing-phrase"  # of every six phrases that it cuts one completes what stands before it
_TRIES = 3  # sentences tried before the first is shown longer than it should be
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_QUANTITY = (
    r"(?:few|lot|little|number|total|third|quarter|half|year|month|week|day|night|morning|evening|afternoon|hour|row|time|while|result|barrel|kilo|tonne"
    r"|bit|deal|dozen|couple|handful|majority|minority|variety|series|range|rest|whole|way|end|past|future|moment|mere"
    r"|same|only|first|second|last|next|more|most|less|least|best|worst|other|\w+est)"
)
_FIRST = re.compile(r"^The (?=(?:first|only|latest|largest|biggest|highest|lowest|longest|oldest) \w)")
_ARTICLE = re.compile(rf"(?:^|(?<=[\w,:] ))(?:[Aa]n?|[Tt]he) (?!{_QUANTITY}\b)([\w$£€\"“])")
_CLOSES = re.compile(r"[,.!?…][\"”](?=\s)")
_OPENS = re.compile(r"(?:^|[\s(:])[\"“„«](?=\w|\S\w)")
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Za-z]\.)+[A-Za-z]|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|etc|No))\.$")


def _without_final_stop(text: str) -> str:
    """English headlines end without a full stop; abbreviations and ellipses keep theirs."""
    body = text.rstrip("\"”’')")
    if len(body) > 1 and body.endswith(".") and not body.endswith("..") and not _ABBREVIATION.search(body):
        return body[:-1].rstrip() + text[len(body) :]
    return text


def in_headline_style(text: str) -> str:
    """Without the articles that headlines do without, where the text is long; names and quantities keep theirs."""
    if len(text) <= _PLAIN:
        return text
    quoted = [m.span() for m in _QUOTED.finditer(text)]

    def dropped(match: re.Match[str]) -> str:
        before = text[: match.start()].split()[-1:]
        named = bool(before) and before[0][:1].isupper() and match[1].isupper()  # "Beyond the Sea"
        if named or any(a <= match.start() < b for a, b in quoted):
            return match.group()
        return match[1].upper() if match.group()[0].isupper() else match[1]  # "Police: The driver fled"

    return capitalized(_FIRST.sub("", _ARTICLE.sub(dropped, text)))


def _careful(rule: Rule) -> Rule:
    """The rule where a headline still tells the news without what it cuts."""

    def cut(text: str) -> str:
        shorter = rule.cut(text)
        if text.startswith(shorter):
            return text if loses_the_news(shorter, text[len(shorter) :]) else shorter
        if tells(text) and not tells(shorter):  # "The first trip of the line, which links Izmir and Lesbos, was made"
            return text
        return text if 2 * len(shorter) < len(text) and loses_the_news(shorter, "") else shorter

    return replace(rule, cut=cut)


_ASIDES = tuple(map(_careful, ASIDES))
_ADJUNCTS = tuple(_careful(rule) for rule in ADJUNCTS if rule.name != _NEVER)


def condensed(sentence: str, limit: int = LIMIT) -> str:
    """The sentence without what it can do without, and with less where it is longer than ``limit`` characters.

    Whole clauses are left, so it may stay longer.
    """
    text = _without_final_stop(standing_alone(" ".join(sentence.split())))
    if len(DOUBLE_MARK.findall(text)) == 1:
        text = _with_other_mark(text)
    return _without_final_stop(compress(text, lambda shorter: len(shorter) <= limit, always=_ASIDES, rules=_ADJUNCTS))


def _with_other_mark(text: str) -> str:
    """The sentence whose quotation began in the one before, or goes on in the next, with both its marks."""
    if _CLOSES.search(text) and text[0] not in '"“„«':
        return '"' + text
    opens = _OPENS.search(text) is not None and text[-1] not in '"“”„«»'
    return led_in(text) + '"' if opens else text


def shorten(sentence: str) -> str:
    """The sentence as a headline."""
    return in_headline_style(condensed(sentence))


def headline(
    document: TranslatedArticle, ranked: Sequence[int], *, fit: int = _TRIES, telling: Set[int] | None = None
) -> Line:
    """The article's own title where it can be read and tells the news, else the most telling sentence.

    A title whose English can't be relied on gives way to a sentence, and so does a sentence to one of the next two. One
    that doesn't tell the news stays where no sentence does better: none is fit, or it would have to be broken off.
    Sentences are shortened where they can be. One that stays longer than 160 characters gives way to one of the next
    two that has at most 100, one of more than 240 to any shorter one; only where all have more than 300, it is
    broken off.

    Args:
        document: the article in English.
        ranked: indexes of sentences, at least one, those that say most first.
        fit: how many of them, the first ones, tell news by themselves.
        telling: those that say about as much as the first, which may take its place where it is long; None: all.
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
    tried = [_of_sentence(document.sentences[i]) for i in ranked[: max(1, min(fit, _TRIES))]]
    line = _telling(tried, tried if telling is None else [t for t in tried if telling >= set(t.evidence)])
    return own if own is not None and (line.text.endswith("…") or len(line.text) > LONGEST) else line


def _telling(tried: Sequence[Line], near: Sequence[Line]) -> Line:
    """The first that isn't withheld and fits, or needn't be broken off; else the first that isn't, or fits, or any."""
    fits = [line for n, line in enumerate(near) if len(line.text) <= (LIMIT if n else _STRETCHED)]
    whole = [line for line in tried if len(line.text) <= LONGEST]
    most = [line for line in tried if len(line.text) <= UTMOST]
    trusted = [line for line in (*fits, *whole, *most, *tried) if line.trust != "withheld"]
    line = (trusted or fits or whole or most or tried)[0]
    return replace(line, text=_whole(line.text))


def _of_sentence(sentence: Sentence) -> Line:
    return Line(shorten(shown(sentence)), (sentence.index,), sentence.flags, sentence.checks)


def _whole(text: str) -> str:
    """The text where it isn't too long for any headline; else its longest beginning that is a clause."""
    if len(text) <= UTMOST:
        return text
    return longest_clause(text, lambda kept: len(kept) <= LONGEST) or broken_off(text)
