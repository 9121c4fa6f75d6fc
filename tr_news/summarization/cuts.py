"""Whether a line is a cut of its evidence: each of its sentences has the words of one sentence of it, in their order.

What is cut must leave alone what the rest says. A word that limits (a negation, a plan, "some", "on suspicion of") may
go with its whole clause only, none may come in, and what stands before a number or name ("by", "to", "from") is kept.
A line that is no cut may still be true; nobody can tell by its words, so it is a paraphrase.
"""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tr_news.facts.claims import Claims, Word
from tr_news.summarization.case import LIST, Case
from tr_news.summarization.evidence import Item, SentenceEvidence, Statement, Value, value_of, values_of
from tr_news.text.fold import fold
from tr_news.text.lexicon import words

_SENTENCE = re.compile(r"(?<=[.;!?…])[\"”»]*\s+")
_LIMITS = ("negation", "refusal", "hedge", "unreal", "condition", "quantifier", "attribution", "limits")
_YEAR = re.compile(r"quantity (?:1[5-9]|20)\d\d|date \d{4,}")
_POSSESSIVE = re.compile(r"['’]s$|s['’]$")
_SHARE = re.compile(r"\b[\w.,-]+ of (?:the|its|his|her|their|our|those|these) ")
_REACHING = ("said", "if")
_NEGATED = re.compile(r"n['’]t$")


@cache
def _limits() -> frozenset[str]:
    return frozenset().union(*(words(LIST, section) for section in _LIMITS))


@cache
def _telling() -> frozenset[str]:
    return frozenset(form for pair in words("cutting", "telling") for form in pair.split("/"))


def is_cut(case: Case) -> bool:
    """Whether every sentence of the line is a cut of one sentence of the evidence."""
    if any(_is_cut(case.line, e) for e in case.chosen):
        return True
    pieces = [case.article.statement(piece) for piece in _SENTENCE.split(case.line.text) if piece.strip()]
    return len(pieces) > 1 and all(any(_is_cut(piece, e) for e in case.chosen) for piece in pieces)


def loses_limit(case: Case) -> bool:
    """Whether the line has the words of a sentence in their order, without one that limits what they say."""
    aligned = ((e, _aligned(case.line, e)) for e in case.chosen)
    found = [_lost(case.line.claims, e.claims, pairs) for e, pairs in aligned if pairs is not None]
    return bool(found) and all(found)


def _is_cut(line: Statement, e: SentenceEvidence) -> bool:
    pairs = _aligned(line, e)
    if pairs is None or _lost(line.claims, e.claims, pairs) or _added(line.claims, e.claims):
        return False
    kept = frozenset(pair.theirs.start for pair in pairs)
    return (
        _directions_kept(line, e, pairs)
        and _counted_kept(line, e, pairs)
        and _years_kept(e, kept)
        and _heads_kept(e, kept)
        and _shares_kept(e, kept)
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """An item of the line and the one of the sentence that it is."""

    mine: Item
    theirs: Item


def _aligned(line: Statement, e: SentenceEvidence) -> list[_Pair] | None:
    """The items of the line beside those of the sentence that they are, in order; None where one has none.

    A light word ("new", "people") may be the line's own, and so may a name that the sentence has by its initials or in
    Turkish alone, and a number of its Turkish. A date may be less exact.
    """
    pairs: list[_Pair] = []
    rest = iter(e.statement.items)
    light = {w.start for w in line.claims.words if fold(w.text) in words(LIST, "light")}
    values = {n.start: frozenset(map(_number_key, values_of(n))) for n in e.statement.numbers}
    says = {n.start: _number_key(value_of(n)) for n in line.numbers}
    known = {item.key for item in e.statement.items}.union(*values.values())
    for item in line.items:
        key = says.get(item.start, item.key)
        if key not in known:
            if item.start in light or _elsewhere(item, e):
                continue
            return None
        theirs = next((o for o in rest if o.key == item.key or key in values.get(o.start, ())), None)
        if theirs is None:
            return None
        pairs.append(_Pair(item, theirs))
    return pairs


def _number_key(value: Value) -> str:
    return f"{value[0]} {value[1].normalize():f}"


def _elsewhere(item: Item, e: SentenceEvidence) -> bool:
    """Whether the sentence has it, but not among the words of its English."""
    if item.kind == "number":
        return any(item.key == _number_key(value) for value in e.values)
    if item.key in e.claims.keys:  # the month of a date
        return True
    return item.kind == "name" and (item.key in e.source_keys or item.key in e.acronyms)


def _lost(line: Claims, original: Claims, pairs: Sequence[_Pair]) -> Counter[str]:
    """The words that limit what the line kept, and that it has not.

    Who says so and a condition reach beyond their own part, unless "and", "but", "who" or the like opens it.
    """
    opening = [w.start for w in original.words if fold(w.text) in words(LIST, "parts")]
    starts = sorted({*original.breaks, *opening})
    kept = {bisect(starts, pair.theirs.start) for pair in pairs}
    needed: Counter[str] = Counter()
    for word, what in _limiting(original):
        part = bisect(starts, word.start)
        opens = part and starts[part - 1] in opening
        reaches = what in _REACHING and not opens and not word.text.endswith("ing")
        if part in kept or reaches:
            needed[what] += 1
    return needed - Counter(what for _, what in _limiting(line))


def _added(line: Claims, original: Claims) -> Counter[str]:
    """The limiting words that the line brings in."""
    return Counter(what for _, what in _limiting(line)) - Counter(what for _, what in _limiting(original))


def _limiting(claims: Claims) -> Iterator[tuple[Word, str]]:
    """The words that limit what a text says, each with what it counts as: one verb of saying is as good as another."""
    for word in claims.words:
        text = fold(word.text)
        if _NEGATED.search(text):
            yield word, "not"
        elif text in words(LIST, "speaking") or text in _telling():
            yield word, "said"
        elif text in _limits():
            yield word, "if" if text in ("if", "unless", "whether", "provided") else text


def _directions_kept(line: Statement, e: SentenceEvidence, pairs: Sequence[_Pair]) -> bool:
    """Whether "by", "from", "according to" and the like before an item are those of the sentence.

    Before a plain word "to" tells nothing, as it may be part of a verb.
    """
    for pair in pairs:
        mine, theirs = _directions(line, pair.mine), _directions(e.statement, pair.theirs)
        ignored = {"to"} if pair.mine.kind == "word" else set()
        if mine - ignored != theirs - ignored:
            return False
    return True


def _directions(statement: Statement, item: Item) -> frozenset[str]:
    """The words of direction right before an item, other small words between."""
    before = [w for w in statement.claims.words if w.start < item.start]
    found = []
    for word in reversed(before):
        if word.content:
            break
        found.append(fold(word.text))
    return frozenset(found) & words(LIST, "directions")


def _counted_kept(line: Statement, e: SentenceEvidence, pairs: Sequence[_Pair]) -> bool:
    """Whether what a number counts is what it counts in the sentence: "85 percent of deaths" isn't of cancer deaths."""
    light = {w.start for w in e.claims.words if fold(w.text) in words(LIST, "light")}
    heavy = [item for item in e.statement.items if item.start not in light]
    theirs = {one.start: other.key for one, other in pairwise(heavy)}
    beside = words(LIST, "number-words") | words(LIST, "counting")
    for one, other in pairwise(pair for pair in pairs if pair.theirs.start not in light):
        if one.mine.kind != "number" or one.mine.clause != other.mine.clause:
            continue
        between = {fold(w.text) for w in line.claims.words if one.mine.start < w.start < other.mine.start}
        if between <= beside and theirs.get(one.theirs.start) != other.theirs.key:
            return False
    return True


def _years_kept(e: SentenceEvidence, kept: frozenset[int]) -> bool:
    """Whether a year stays that begins the sentence: without it what was long ago is news."""
    first = e.statement.items[:1]
    return all(item.start in kept for item in first if item.kind == "number" and _YEAR.fullmatch(item.key))


def _heads_kept(e: SentenceEvidence, kept: frozenset[int]) -> bool:
    """Whether a noun keeps what stands right before it, "youth unemployment", and a possessive what it is of.

    Heavy rain is rain; but no heavy rain isn't no rain.
    """
    loose = words(LIST, "light") | (frozenset() if e.claims.negated else words(LIST, "graded"))
    found = {w.start: w for w in e.claims.words}
    for one, other in pairwise(e.statement.items):
        text = found[one.start].text if one.start in found else ""
        adjoining = e.statement.text[one.start + len(text) : other.start] == " "
        if not text or not adjoining:
            continue
        if one.start in kept and other.start not in kept and _POSSESSIVE.search(text):
            return False
        may_go = text.endswith("ly") or fold(text) in loose
        if other.start in kept and one.start not in kept and other.kind == "word" and not may_go:
            return False
    return True


def _shares_kept(e: SentenceEvidence, kept: frozenset[int]) -> bool:
    """Whether "three of" the nine judges stays where the judges do."""
    for match in _SHARE.finditer(e.statement.text):
        behind = next((item for item in e.statement.items if item.start >= match.end()), None)
        share = [item for item in e.statement.items if match.start() <= item.start < match.end()]
        if behind is not None and behind.start in kept and not all(item.start in kept for item in share):
            return False
    return True
