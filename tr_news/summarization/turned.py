"""Signs that a line turns round what its evidence says: the named rules, each asked of a line and its evidence.

The rules look at words alone. Many compare a line with its *original*, the one sentence that has most of it: what
stands in the original and would have had to stay (a denial, a condition, who said so), and what changed places.
"""

from collections.abc import Callable, Mapping
from functools import cache

from tr_news.documents.article import ENGLISH
from tr_news.facts.claims import Claims, Word, key_of
from tr_news.facts.numbers.attributes import differing
from tr_news.summarization import misplaced, recast
from tr_news.summarization.case import LIST, Case, folded, name_keys
from tr_news.summarization.cuts import loses_limit
from tr_news.text.fold import fold
from tr_news.text.lexicon import words

_LATER = frozenset({"later", "then", "subsequently"})
_SCOPE = 0.6  # share of a line's content words that stand where somebody is speaking


def signs(case: Case) -> tuple[str, ...]:
    """The names of the rules that a line breaks."""
    return tuple(name for name, broken in RULES.items() if broken(case))


def _negation(case: Case) -> bool:
    """What is denied is told as a fact, or the reverse."""
    line, said = case.line.claims, case.said
    asserted = frozenset().union(*(c.asserted for c in said))
    denied = frozenset().union(*(c.denied for c in said))
    denied_first = frozenset().union(*(c.denied_first for c in said))
    if line.negated and not any(c.negated for c in said):
        return True
    # "was acquitted" and "the court acquitted": the verb that denies is there, before or behind what it denies.
    same = words(LIST, "refusal") & folded(line) & frozenset().union(*(folded(c) for c in said))
    if not same and (denied_first & line.asserted) - line.denied - asserted:
        return True
    if bool(line.denied_first & asserted) and not line.denied & denied:
        return True
    original = case.original.claims if case.original is not None else None
    if original is None or original.negated == line.negated:
        return False
    reached = original.denied_first & line.content if original.negated else line.denied_first & original.content
    return bool(reached)


def _certainty(case: Case) -> bool:
    """A possibility, plan, accusation or condition is told as a fact."""
    line, said = case.line.claims, case.said
    if not line.hedged and any(
        (c.hedged_first & line.content) - frozenset().union(*(g.plain for g in said)) for c in said
    ):
        return True
    if case.original is None:
        return False
    original = case.original.claims
    in_line = folded(line)
    if {"if", "unless", "whether"} & folded(original) and not words(LIST, "condition") - {"would"} & in_line:
        reach = _reached(original, frozenset({"if", "unless", "whether"}))
        main = line.content - reach
        if "whether" in folded(original):
            return bool(reach & line.content)
        return bool(main) or len(reach & line.content) > 1
    unreal = words(LIST, "unreal") & folded(original)
    if not unreal or words(LIST, "unreal") & in_line or "will" in in_line:
        return False
    reach = _reached(original, unreal) - _reached_plainly(original, unreal)
    return bool(reach & line.content) and len(reach & line.content) >= _SCOPE * len(line.content - name_keys(line))


def _attribution(case: Case) -> bool:
    """Who said so is left out of what somebody said."""
    if case.original is None or case.line.claims.quotations:
        return False
    original, content = case.original.claims, case.line.claims.content
    strict, broad = words(LIST, "speaking"), words(LIST, "attribution") | words(LIST, "speaking")
    in_line = broad & folded(case.line.claims)
    cues = [word for word in original.words if fold(word.text) in strict]
    if len(cues) <= sum(fold(word.text) in strict for word in case.line.claims.words):
        return False
    for cue in cues:
        spoken = _spoken(original, cue)
        keys = {w.key for w in spoken if w.content}
        if len(content & keys) >= _SCOPE * len(content) and in_line <= {fold(w.text) for w in spoken}:
            return True
    return False


def _spoken(claims: Claims, cue: Word) -> list[Word]:
    """The words that a verb of saying reports: in front of "…, said the mayor", "…, the mayor said", else behind it."""
    own = [w for w in claims.words if w.clause == cue.clause]
    before = [w for w in claims.words if w.clause < cue.clause]
    after = [w for w in claims.words if w.start > cue.start]
    if cue is own[0] and cue.text.endswith("ing") and cue.text != "according":  # ", saying that …"
        return after
    if cue is own[0]:  # ", said the mayor", or "According to the mayor, …"
        return before or [w for w in after if w.clause > cue.clause]
    behind = [w for w in own if w.start > cue.start]
    return before if before and len(behind) <= 2 and len(before) > len(after) - len(behind) else after


def _opposite(case: Case) -> bool:
    """Rose for fell: in the whole evidence, or between the words that a line shares with its original."""
    line = case.line.claims.keys
    if any(a in line and a not in case.keys and b in case.keys and b not in line for a, b in _opposites()):
        return True
    if _opposite_near(case):
        return True
    if case.original is None:
        return False
    items = case.original.statement.items
    for a, b in _opposites():
        if a in line and b not in line and {a, b} <= case.original.claims.keys:
            others = {i.key for i in case.line.items} - {a}
            places = [n for n, item in enumerate(items) if item.key in others]
            span = {item.key for item in items[places[0] : places[-1] + 1]} if places else set()
            if b in span and a not in span:
                return True
    return _exchanged(case)


def _opposite_near(case: Case) -> bool:
    """Whether the article, which nowhere has the word, has its opposite of the same name right by the evidence."""
    line, names = case.line.claims.keys, name_keys(case.line.claims)
    near = [e for chosen in case.chosen for side in case.article.around(chosen) for e in side if names & e.keys]
    return any(
        a in line and b not in line and not case.article.having(a) and any(b in e.keys for e in near)
        for a, b in _opposites()
    )


def _exchanged(case: Case) -> bool:
    """Two words that are opposites change places among words that keep theirs; what came first comes "later"."""
    if case.original is None:
        return False
    theirs = [item.key for item in case.original.statement.items]
    mine = [item.key for item in case.line.items if item.key in theirs]
    if misplaced.in_order(mine, theirs):
        return False
    if _LATER & folded(case.line.claims) & folded(case.original.claims):
        return True
    pairs = ({a, b} for a, b in _opposites() if {a, b} <= set(mine))
    return any(misplaced.in_order([key for key in mine if key not in pair], theirs) for pair in pairs)


def _unit(case: Case) -> bool:
    """3.4 million dollars, where the article has lira; 7 months for 7 years."""
    numbers = [n for e in case.chosen for n in e.statement.numbers]
    text = " ".join(e.statement.text for e in case.chosen)
    line = case.line
    if any(True for rule, _ in differing(line.numbers, numbers, text, ENGLISH) if rule != "currency"):
        return True
    for number in line.numbers:
        twins = [n for n in numbers if n.value == number.value]
        if number.unit and twins and not any(n.unit == number.unit for n in twins) and any(n.unit for n in twins):
            return True
    return False


def _relation(case: Case) -> bool:
    """A cause, an order in time or a quantity that the evidence doesn't have: because, after, all, hundreds."""
    in_line = folded(case.line.claims)
    wanted = (words(LIST, "relation") | words(LIST, "quantifier")) & in_line
    found = frozenset().union(*(folded(c) for c in case.said))
    return bool(wanted - found)


def _grave(case: Case) -> bool:
    """A crime or disaster that the article has nowhere: "in a terrorist attack"."""
    said = words(LIST, "grave")
    return any(fold(w.text) in said and not case.article.having(w.key) for w in case.line.claims.words)


RULES: Mapping[str, Callable[[Case], bool]] = {
    "negation": _negation,
    "certainty": _certainty,
    "attribution": _attribution,
    "opposite": _opposite,
    "unit": _unit,
    "relation": _relation,
    "grave": _grave,
    "limits": loses_limit,
    **misplaced.RULES,
    **recast.RULES,
}


@cache
def _opposites() -> tuple[tuple[str, str], ...]:
    pairs = [pair.split("/") for pair in words(LIST, "opposites")]
    found = {(key_of(a), key_of(b)) for a, b in pairs}
    return tuple(sorted({*found, *((b, a) for a, b in found)}))


def _reached(claims: Claims, cues: frozenset[str]) -> frozenset[str]:
    """Content words behind one of the cues, to the end of its clause."""
    found: set[str] = set()
    for cue in claims.words:
        if fold(cue.text) in cues:
            found |= {w.key for w in claims.words if w.content and w.clause == cue.clause and w.start > cue.start}
    return frozenset(found)


def _reached_plainly(claims: Claims, cues: frozenset[str]) -> frozenset[str]:
    """Content words in clauses without one of the cues, and in front of one."""
    reach = _reached(claims, cues)
    return frozenset(w.key for w in claims.words if w.content and w.key not in reach)
