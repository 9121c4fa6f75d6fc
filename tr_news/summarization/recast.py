"""A line that keeps the words of its original, in their order, and says something else by what it leaves out or adds.

Each rule compares a line with its original, the one sentence that has most of it.
"""

import itertools
from collections.abc import Callable, Mapping

from tr_news.summarization.case import Case, folded
from tr_news.summarization.evidence import Item, Statement
from tr_news.text.fold import fold

_BE = frozenset(("was", "were", "is", "are", "been", "being", "be"))
_DETERMINERS = frozenset(("the", "a", "an", "those", "these", "of"))


def made_passive(case: Case) -> bool:
    """A noun or a deed becomes what befalls somebody: "he was injured", where he "visited the injured"."""
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


def number_replaced(case: Case) -> bool:
    """A word with a number further on: "built in 2017", where it was "built in 1998, bought in 2017"."""
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


RULES: Mapping[str, Callable[[Case], bool]] = {
    "passive": made_passive,
    "number": number_replaced,
}
