"""Names and numbers of a line that stand with other words than in the article: roles, quantities, stitched lines."""

import itertools
from collections.abc import Callable, Mapping, Sequence

from tr_news.facts.claims import Claims, Word
from tr_news.facts.quotations import DOUBLE_MARKS
from tr_news.summarization.case import FEW, LIST, Case, folded, name_keys
from tr_news.summarization.evidence import Item, SentenceEvidence, Statement, value_of
from tr_news.text.fold import fold
from tr_news.text.lexicon import words

_SAME_WORDS = 0.8  # share of a line's words, no names, from which it is a sentence with another name in it


def roles(case: Case) -> bool:
    """A beat B, where the article has B beat A; a name in another place among words that kept theirs."""
    known = set().union(*(_actions(c) for c in case.said))
    if any((b, verb, a) in known and (a, verb, b) not in known for a, verb, b in _actions(case.line.claims)):
        return True
    return (not _passive(case) and (_moved(case, "name") or _replaced(case))) or _substituted(case)


def _replaced(case: Case) -> bool:
    """A name right behind a word that has another one right behind it in the original: whom, and not who."""
    if case.original is None:
        return False
    names = {item.key for item in case.line.items if item.kind == "name"}
    theirs = case.original.statement.items
    pairs = [(a, b) for a, b in itertools.pairwise(theirs) if a.clause == b.clause]
    having = {item.key for item in theirs}
    for word, name in itertools.pairwise(case.line.items):
        if word.kind == "word" and name.kind == "name" and word.clause == name.clause and name.key in having:
            behind = [b for a, b in pairs if a.key == word.key]
            if behind and all(other.kind == "name" and other.key not in names for other in behind):
                return True
    return False


def _substituted(case: Case) -> bool:
    """A name that the original doesn't have among its words, and that no pronoun of it can stand for."""
    if case.original is None:
        return False
    plain = {item.key for item in case.line.words}
    if len(plain) < FEW or len(plain & case.original.keys) < _SAME_WORDS * len(plain):
        return False
    names = frozenset(case.original.claims.names)
    first = next(
        (w for w in case.original.claims.words if w.text in names or fold(w.text) in words(LIST, "pronouns")), None
    )
    free = first is not None and first.text not in names and fold(first.text) not in folded(case.line.claims)
    for item in case.line.items:
        if item.kind != "name" or _carries(case.original, item):
            continue
        run = _run(case.line, item)
        if any(_carries(case.original, i) for i in run):
            if not _is_longer_name(case, run, item):
                return True
        elif not (free and _licensed(case, case.original, run)) and not _speaks_later(case, case.original, run):
            return True
    return False


def _is_longer_name(case: Case, run: Sequence[Item], item: Item) -> bool:
    """Whether the article has a name beside its neighbour elsewhere: Arash Sigarchi for Sigarchi."""
    at = run.index(item)
    beside = {i.key for i in run[max(0, at - 1) : at + 2]} - {item.key}
    for position in case.article.having(item.key):
        names = [i.key for i in case.article.sentences[position].statement.items]
        if any({a, b} == {item.key, other} for a, b in itertools.pairwise(names) for other in beside):
            return True
    return False


def quantity(case: Case) -> bool:
    """4 injured and 12 dead, where the article has 12 injured and 4 dead."""
    return _moved(case, "number")


def stitched(case: Case) -> bool:
    """A line brings together what no sentence does, nor two in a row: two names, a number and the words around it."""
    close = [[e, *(f for f in case.chosen if f.sentence.index == e.sentence.index + 1)] for e in case.chosen]
    claims = case.line.claims
    names = [w for w in claims.words if w.capital and w.text in claims.names]
    for a, b in itertools.pairwise(names):
        together = any(_has(group, a) and _has(group, b) for group in close)
        if a.clause == b.clause and not together and _has(case.chosen, a) and _has(case.chosen, b):
            return True
    for number in case.line.numbers:
        before = [w for w in claims.words if w.content and w.start < number.start][-2:]
        after = [w for w in claims.words if w.content and w.start >= number.end][:2]
        around = {w.key for w in (*before, *after)}
        having = [e for e in case.chosen if value_of(number) in e.values]
        if around and having and not any(around & e.keys for e in having):
            return True
    return False


def bound(case: Case) -> bool:
    """A name or number stands with words that the article has in another sentence, where it has another one."""
    for item in case.line.items:
        if item.kind == "word":
            continue
        near = _nearest(case.line, item)
        beside = {i.key for i in near} & case.keys
        overlaps = {e.sentence.index: len(beside & e.keys) for e in case.chosen}
        best = max(overlaps.values(), default=0)
        if best < 2:
            continue
        run = _run(case.line, item)
        own = [e for e in case.chosen if _licensed(case, e, run)]
        closest = {i.key for i in (near[0], near[-1])} & case.keys
        if any(len(closest) > 1 and closest <= e.keys for e in own):
            continue
        if max((overlaps[e.sentence.index] for e in own), default=0) < best:
            return True
    return False


def _licensed(case: Case, e: SentenceEvidence, run: Sequence[Item]) -> bool:
    """Whether a sentence has an item, or speaks of the name that a sentence beside it has.

    That is by a pronoun in front of any name of its own, or in a quotation whose speaker comes in the next sentence.
    """
    if any(_carries(e, item) for item in run):
        return True
    if run[0].kind == "number":
        return False
    earlier = case.article.around(e)[0]
    names = frozenset(e.claims.names)
    first = next((w for w in e.claims.words if w.text in names or fold(w.text) in words(LIST, "pronouns")), None)
    if first is not None and first.text not in names and any(_carries(f, i) for f in earlier for i in run):
        return True
    return _speaks_later(case, e, run)


def _speaks_later(case: Case, e: SentenceEvidence, run: Sequence[Item]) -> bool:
    """Whether a sentence is part of a quotation, without its speaker, and the next sentence has the name."""
    if not any(mark in e.sentence.translation for mark in DOUBLE_MARKS) or words(LIST, "speaking") & folded(e.claims):
        return False
    return any(_carries(f, i) for f in case.article.around(e)[1] for i in run)


def _run(line: Statement, item: Item) -> list[Item]:
    """The names that stand side by side with a name; a number alone."""
    if item.kind == "number":
        return [item]
    at = line.items.index(item)
    first = last = at
    while first > 0 and line.items[first - 1].kind == "name" and line.items[first - 1].clause == item.clause:
        first -= 1
    while (
        last + 1 < len(line.items)
        and line.items[last + 1].kind == "name"
        and line.items[last + 1].clause == item.clause
    ):
        last += 1
    return list(line.items[first : last + 1])


def _carries(e: SentenceEvidence, item: Item) -> bool:
    if item.kind == "number":
        return any(f"{kind} {value.normalize():f}" == item.key for kind, value in e.values)
    return item.key in e.keys or item.key in e.acronyms


def _nearest(line: Statement, item: Item) -> list[Item]:
    """The content words of the clause of an item, up to three on either side."""
    width = 3 if item.kind == "name" else 2
    clause = [i for i in line.items if i.clause == item.clause]
    at = clause.index(item)
    before = [i for i in clause[:at] if i.kind == "word"][-width:]
    return [*before, *[i for i in clause[at + 1 :] if i.kind == "word"][:width]]


def _has(evidence: Sequence[SentenceEvidence], name: Word) -> bool:
    return any(e.has_name(name.text, name.key) for e in evidence)


def _actions(found: Claims) -> set[tuple[str, str, str]]:
    """(who, content word, whom) for each content word between two neighbouring names; "by" turns them round."""
    names = name_keys(found)
    actions: set[tuple[str, str, str]] = set()
    before: Word | None = None
    between: list[Word] = []
    for word in found.words:
        if word.key in names and word.capital:
            if before is not None and before.key != word.key:
                one, other = before.key, word.key
                if any(w.text.lower() == "by" for w in between):
                    one, other = other, one
                actions |= {(one, w.key, other) for w in between if w.content}
            before, between = word, []
        else:
            between.append(word)
    return actions


def _moved(case: Case, kind: str) -> bool:
    """Whether the words of a line stand in the order of its original, and the names or numbers among them don't.

    Of a single name only one at the head of the line tells: "Demir's Budapest visit" is the visit to Budapest.
    """
    if case.original is None:
        return False
    items = case.original.statement.items
    having = {item.key for item in items}
    mine = [item for item in case.line.items if item.key in having]
    plain = [item.key for item in mine if item.kind == "word"]
    if len(plain) < 2 or len({item.key for item in mine if item.kind == kind}) < (2 if kind == "number" else 1):
        return False
    keys = [item.key for item in items]
    if kind == "name" and in_order([item.key for item in mine if item.kind == "name"], keys):
        head = mine[0]
        if head.kind != "name" or keys.index(head.key) < min(map(keys.index, plain)):
            return False
    return in_order(plain, keys) and not in_order([i.key for i in mine if i.kind in ("word", kind)], keys)


def in_order(some: Sequence[str], every: Sequence[str]) -> bool:
    """Whether ``some`` is a subsequence of ``every``."""
    rest = iter(every)
    return all(key in rest for key in some)


def _passive(case: Case) -> bool:
    """Whether just one of line and original has "by" in it."""
    return case.original is not None and ("by" in folded(case.line.claims)) != ("by" in folded(case.original.claims))


RULES: Mapping[str, Callable[[Case], bool]] = {
    "roles": roles,
    "quantity": quantity,
    "stitched": stitched,
    "bound": bound,
}
