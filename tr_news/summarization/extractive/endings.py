"""Where a sentence may not be cut: what is kept would wait for what is cut."""

import re

from tr_news.summarization.extractive.clauses import (
    MAY_BE_VERB,
    WORD,
    has_verb,
    is_auxiliary,
    is_finite,
    words_of,
)
from tr_news.summarization.extractive.waits import PAIRS
from tr_news.text.lexicon import words

_TURN = re.compile(r",\s(?:yet|but|while|whereas)\s")  # begins a clause, which needs its verb
_OF_NOUN = re.compile(r"\s(?:that|who|which|whose)\s")
_GOES_ON = re.compile(r"(?:,[\"”’]?|\s(?:-{1,2}|–|—))\s+([\w’'-]+)")
_ADJUNCT = re.compile(r",?\s(?:after|during|following|amid|because)\b")
_NESTED = re.compile(r"\b(?:that|who|which|whose|whom)\b")
_OR = re.compile(r",\s(?:and|or)\s")
_LAST_ITEM = re.compile(r",\s([^,]+)$")
_ITEM = 5  # words that one of a list has at most
_DASH = re.compile(r"\s(?:-{1,2}|–|—)\s")


def breaks_off(kept: str, cut: str) -> bool:
    """Whether what is kept lacks its verb or a complement that stands in the part that is cut from its end.

    A particle, what an adjective or a verb governs, an amount, a comparison and the like (:mod:`.waits`); the verb of a
    subject with a clause of its own ("The news that … | revives …") or with an aside; a list.
    """
    last = words_of(kept)[-1:]
    return (
        bool(last and last[0] in words("cutting", "incomplete"))
        or any(pair.holds(kept, cut) for pair in PAIRS)
        or (_ADJUNCT.match(cut) is not None and describes(kept))
        or (_OR.match(cut) is not None and _lists(kept))
        or (_DASH.match(cut) is not None and _subject_only(kept))
        or any(not any(map(is_finite, WORD.findall(kept[turn.end() :]))) for turn in _TURN.finditer(kept))
        or _open_within(kept, cut)
        or _verb_follows(kept, cut)
    )


def _lists(kept: str) -> bool:
    """Whether its last comma is one of a list that "or …" ends: "sell goods, offer haircuts, | or cook"."""
    item = _LAST_ITEM.search(kept)
    return item is not None and len(item[1].split()) < _ITEM and not any(map(is_finite, WORD.findall(item[1])))


def describes(kept: str) -> bool:
    """Whether it ends in a participle that what follows belongs to: "in an issue published | last year"."""
    found = WORD.findall(kept)
    if found[-1].endswith("ing"):  # "the latest coming | on Monday"
        return True
    if not found[-1].endswith("ed") or len(found) < 3 or is_auxiliary(found[-2]) or found[-2].endswith("ly"):
        return False
    return found[-2] not in ("be", "been", "being") and any(map(is_finite, found[1:-1]))


def _open_within(kept: str, cut: str) -> bool:
    """Whether a clause within a clause is kept, the verb of the outer one cut: "saw that the man who came | died"."""
    marks = list(_NESTED.finditer(kept))
    verbs = sum(map(is_finite, WORD.findall(kept[marks[0].end() :]))) if len(marks) > 1 else 0
    return len(marks) > 1 and verbs < len(marks) and any(map(is_finite, WORD.findall(cut)))


def _subject_only(kept: str) -> bool:
    """Whether all that stands before its first dash is a subject: "Old boats - whether they are ferries or tugs"."""
    dash = _DASH.search(kept)
    return dash is not None and not any(map(is_finite, WORD.findall(kept[: dash.start()])[1:]))


def _verb_follows(kept: str, cut: str) -> bool:
    """Whether the verb of the subject that is kept may stand in what is cut."""
    relative = _OF_NOUN.search(kept)
    before = WORD.findall(kept[: relative.start()])[1:] if relative is not None else []
    if relative is not None and not any(map(is_finite, before)) and not has_verb(kept):
        return True  # "The news that the army will charge him"
    certain = words("cutting", "finite")
    told = any(word in certain for word in WORD.findall(kept)[1:])
    return any(
        is_auxiliary(after[1]) or (not told and (is_finite(after[1]) or MAY_BE_VERB.fullmatch(after[1])))
        for after in _GOES_ON.finditer(cut.lstrip(",-–— "))
    )
