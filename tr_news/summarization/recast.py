"""A line that keeps the words of its original, in their order, and says something else by what it leaves out or adds.

Each rule compares a line with its original, the one sentence that has most of it.
"""

import itertools
from collections.abc import Sequence

from tr_news.facts.claims import Word
from tr_news.summarization.case import LIST, Case, folded
from tr_news.summarization.evidence import Item, Statement
from tr_news.text.fold import fold
from tr_news.text.lexicon import words

_FUTURE = frozenset({"will", "shall"})
_NOT_YET = frozenset(
    ("will", "would", "shall", "going", "due", "set", "plan", "plans", "planned", "expected", "expects")
)
_BE = frozenset(("was", "were", "is", "are", "been", "being", "be"))
_PAST = frozenset(("had", "has", "have", "was", "were", "been"))
_DETERMINERS = frozenset(("the", "a", "an", "those", "these", "of"))
_NO_OBJECT = frozenset(("no", "nobody", "none", "nothing", "neither"))
_CALLED = frozenset(("called", "calls", "labelled", "labeled", "branded", "described", "dubbed"))
_AND = frozenset(("and", "but"))


def speaker_acts(case: Case) -> bool:
    """Who said so does it: "Aksu had been detained", where "Aksu said the captain had been detained"."""
    if case.original is None or case.line.claims.quotations:
        return False
    original, line = case.original.claims, case.line.claims
    speaking = words(LIST, "speaking")
    said = (speaking | words(LIST, "attribution")) & folded(line)
    for cue in original.words:
        if fold(cue.text) not in speaking or not said <= {fold(w.text) for w in original.words if w.start > cue.start}:
            continue
        before = [w for w in original.words if w.content and w.clause == cue.clause and w.start < cue.start]
        behind = [w for w in original.words if w.start > cue.start]
        used = next((i for i, w in enumerate(behind) if w.content and w.key in line.content), None)
        if before and before[-1].key in line.content and used is not None:
            return not any(fold(w.text) in _AND for w in behind[:used])
    return False


def made_future(case: Case) -> bool:
    """What has been is still to come: "prices will rise", where they "had risen"."""
    if case.original is None or not _FUTURE & folded(case.line.claims):
        return False
    original = case.original.claims
    if _NOT_YET & folded(original):
        return False
    found = case.line.claims.words
    verbs = {_next_content(found, i) for i, w in enumerate(found) if fold(w.text) in _FUTURE}
    past = {b.key for a, b in itertools.pairwise(original.words) if fold(a.text) in _PAST or b.text.endswith("ed")}
    return bool(verbs & past)


def made_passive(case: Case) -> bool:
    """A noun or a deed becomes what befalls somebody: "he was injured", where he "visited the injured"; "was praised"."""
    if case.original is None:
        return False
    original, line = case.original.claims.words, case.line.claims.words
    suffered = {fold(b.text): b.key for a, b in itertools.pairwise(line) if fold(a.text) in _BE and b.content}
    behind = [(fold(a.text), fold(b.text)) for a, b in itertools.pairwise(original) if fold(b.text) in suffered]
    active = {word for _, word in behind} - {word for before, word in behind if before in _BE}
    nouns = {word for before, word in behind if before in _DETERMINERS}
    if nouns & active and all(before in _DETERMINERS for before, word in behind if word in nouns & active):
        return True
    done = {suffered[word] for word in active - nouns}
    keys = [item.key for item in case.original.statement.items]
    for one, other in itertools.pairwise(case.line.items):
        if other.key in done and keys.count(other.key) == 1 and one.key in keys and one.clause == other.clause:
            return keys.index(one.key) < keys.index(other.key) and "by" not in folded(case.line.claims)
    return False


def opinion_told(case: Case) -> bool:
    """What somebody called something is what it is: "the line is a waste", where he "called the line a waste"."""
    if case.original is None:
        return False
    found = case.original.claims.words
    cue = next((w for w in found if fold(w.text) in _CALLED), None)
    line = case.line.claims
    if cue is None or (_CALLED | words(LIST, "attribution") | words(LIST, "speaking")) & folded(line):
        return False
    behind = {w.key for w in found if w.start > cue.start and w.content}
    return bool(_BE & folded(line)) and line.content <= behind and not _BE & {fold(w.text) for w in found}


def object_denied(case: Case) -> bool:
    """Somebody suffers what nobody did: "killed 4 people", where the fire "killed no one"."""
    if case.original is None or case.line.claims.negated:
        return False
    found = case.original.claims.words
    denied = {
        one.key
        for one, other in itertools.pairwise(found)
        if one.content and fold(other.text) in _NO_OBJECT and one.clause == other.clause
    }
    return bool(denied & case.line.claims.content)


def number_replaced(case: Case) -> bool:
    """A word with the number that the original has further on: "built in 2017", where "built in 1998, bought in 2017"."""
    if case.original is None:
        return False
    theirs = case.original.statement
    numbers = {item.key for item in case.line.items if item.kind == "number"}
    known = {item.key for item in theirs.items if item.kind == "number"}
    for word, number in _counts(case.line):
        if number.key not in known:
            continue
        beside = [n for w, n in _counts(theirs) if w.key == word.key]
        if beside and all(n.key not in numbers and _lead(theirs, n) == _lead(case.line, number) for n in beside):
            return True
    return False


def _counts(statement: Statement) -> list[tuple[Item, Item]]:
    """Each word with the number right behind it in its clause."""
    pairs = itertools.pairwise(statement.items)
    return [(a, b) for a, b in pairs if a.kind == "word" and b.kind == "number" and a.clause == b.clause]


def _lead(statement: Statement, number: Item) -> str:
    """The word in front of a number."""
    before = [w for w in statement.claims.words if w.start < number.start]
    return fold(before[-1].text) if before else ""


def _next_content(found: Sequence[Word], position: int) -> str:
    return next((w.key for w in found[position + 1 :] if w.content), "")
