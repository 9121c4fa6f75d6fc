"""Sentence compression: an English sentence shortened by named rules, without a change of meaning.

A part is cut only where the sentence implies what is left of it, and only so that a clause with its finite verb and its
complement is left. Nothing that carries negation, modality, a condition, doubt or its speaker is cut (``guard`` in
data/cutting.txt); who said something stays, as "Police: …". The method is that of H. Jing, "Sentence reduction for
automatic text summarization", ANLP 2000, with closed-class words in the place of a parser.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tr_news.summarization.extractive.asides import (
    without_comma_aside,
    without_dashed_aside,
    without_echo,
    without_parentheses,
    without_participle,
    without_relative,
)
from tr_news.summarization.extractive.clauses import (
    COMMA,
    MAY_BE_VERB,
    WORD,
    balanced,
    between,
    has,
    is_auxiliary,
    is_clause,
    is_finite,
    leaves_clause_open,
    may_go,
    outside_quotes,
    words_of,
)
from tr_news.summarization.extractive.endings import breaks_off, describes
from tr_news.summarization.extractive.phrases import without_phrase, without_reason
from tr_news.summarization.extractive.sayings import one_saying
from tr_news.summarization.extractive.tidings import tells
from tr_news.summarization.wording import capitalized
from tr_news.text.calendar import english_months
from tr_news.text.lexicon import words

_LONGEST = 600  # characters of a sentence that the rules are tried on: the work grows with the square of it
_PLACE = 2  # words: "In Rize"
_LONGEST_SPEAKER = 10  # words
_ROUNDS = 12  # phrases taken off the end at most

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SAYING = (
    r"(?:(?:has |have )?(?:said|stated|written|added|announced|reported|claimed|warned|told [\w.’'-]+)"
    r"|says?|wrote|claims?|warns?|suggests?|shows?|finds?|found)"
)
# How something was said: when, where, to whom. It may go with the verb.
_CIRCUMSTANCE = (
    rf"(?:\s+(?:(?:late |early )?(?:on )?{_WEEKDAY}(?: (?:morning|afternoon|evening|night))?|yesterday|today"
    r"|in (?:a|an|the) (?:\w+ )?(?:statement|interview|speech|report|post|letter|message|tweet|news conference)"
    r"|at (?:a|the) (?:press|news) conference|to (?:reporters|journalists|the press)))*"
)
_SPEAKER = r"(?P<who>[^,:;\"“”()]{2,60}?)"
_CLAIM = r"(?P<claim>.{10,}?),(?P<close>[\"”’']?)\s+"
_SUBJECT_ALONE = re.compile(r"[^,]*, (?:who|which|whose)\b[^,]*")  # "Kaya, who said that …": its verb is further on
_SAID_AFTER = re.compile(rf"{_CLAIM}{_SPEAKER} {_SAYING}{_CIRCUMSTANCE}")
_SAID_BEFORE_SPEAKER = re.compile(rf"{_CLAIM}(?:said|says) {_SPEAKER}")
_ACCORDING_AFTER = re.compile(rf"{_CLAIM}according to {_SPEAKER}")
_ACCORDING_BEFORE = re.compile(rf"According to {_SPEAKER}, (?P<claim>.+)(?P<close>)", re.IGNORECASE)
_SPEAKS = re.compile(rf"{_SPEAKER} {_SAYING}{_CIRCUMSTANCE}")  # "police told reporters": nothing without its claim
_TELLS = re.compile(r"\b(?:said|says|told(?: [\w.’'-]+){1,3})$")  # "a source who was briefed told Reuters"
_BEFORE = re.compile(r"\b(?:latter|former)(?:['’]s)?(?: \w+){0,2}$", re.IGNORECASE)  # of two that were named before
_PARTICIPLE = re.compile(r"\b\w+ed (?=by |for |from |in )")  # "a poll conducted for the BBC"
_ADDS = re.compile(r"(?<!\d)\s+(?:-{1,2}|–|—)\s+|\s+(?:-{1,2}|–|—)\s+(?!\d)|:\s+(?=[a-z\d])")
_FEW = 5  # words before a colon: a speaker or label
_RESUMES = re.compile(r",[\"”’]?\s+([\w’'-]+)")
_PENDING = re.compile(r"\b(?:and|or|but),[^,]*$")  # "an unwillingness to engage and, at times"
_ITEM = re.compile(r",\s[\w-]+(?:\s[\w-]+)?$")  # "in handling, side-stepping, | running and strength"
# "has to train with the final in Rome | in May"
_WITH_EVENT = re.compile(r"\bwith (?:the |a |an |his |her |its |their )?[^,]*$")
# "is an illness | after the point that": a condition
_STAGE = re.compile(r"\s(?:after|during) the (?:point|stage|moment)\b")
_AND_THAT = re.compile(rf", and (?=(?:also )?that\s|(?:it was|he|she|they|also) (?:also )?{_SAYING} that\s)")
_FINAL = re.compile(r"(?<=[\w)%])\.$")
_COORDINATE = re.compile(r",?\s+(?:and|but)\s+")


# "It is not yet clear why …, but one of the sources said that …"
_UNKNOWN = re.compile(r"It (?:is|was|remains?) (?:not (?:yet )?|still not |un)(?:clear|known)\b[^,\"“”;]*, but (?=\w)")
# "…, but one of the sources said that …": what another says of its own; "…, police said" at the end is of the whole.
_OWN_CLAIM = re.compile(
    r"(?:[\w.’'-]+ ){1,6}?(?:said|says|told|stated|announced|reported) "
    r"(?!.*\b(?:false|untrue|wrong|denied|baseless)\b)[^,]{20,}$"
)


@cache
def _time() -> re.Pattern[str]:
    """When something was, at the end of a text."""
    month = f"(?:{'|'.join(english_months())})"
    return re.compile(
        rf"\s+(?:earlier |later )?(?:(?:(?:late|early) )?(?:on )?{_WEEKDAY}(?: (?:morning|afternoon|evening|night))?"
        r"|yesterday|today|tonight"
        rf"|(?:this|last|next) (?:week|month|year|weekend|{_WEEKDAY}|{month})|(?:in|since) {month}(?: \d{{4}})?"
        rf"|(?:on )?\d{{1,2}} {month}(?: \d{{4}})?|(?:on )?{month} \d{{1,2}}(?:, \d{{4}})?)$"
    )


def _attributed(text: str) -> str:
    """Turn "…, police said on Monday" and "According to police, …" into "Police: …": a claim stays a claim."""
    for pattern in (_SAID_AFTER, _SAID_BEFORE_SPEAKER, _ACCORDING_AFTER, _ACCORDING_BEFORE):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        who, claim = match["who"], match["claim"] + match["close"]
        if pattern is _ACCORDING_BEFORE and _begins_with_aside(claim):
            continue
        speaker = re.sub(r"^(?:the|an?) ", "", who, flags=re.IGNORECASE)
        found = words_of(who)
        if (
            0 < len(found) <= _LONGEST_SPEAKER
            and may_go(who)
            and found[0] not in words("cutting", "subordinate") | words("cutting", "pronoun") | {"and", "or"}
            and not _BEFORE.search(who)
            and not any(map(is_finite, WORD.findall(_PARTICIPLE.sub("", who))))
            and is_clause(claim)
        ):
            return f"{capitalized(speaker)}: {capitalized(claim)}"
    return text


def _begins_with_aside(claim: str) -> bool:
    """Whether what follows "According to Kaya, " is who that is: "head of the union, prices rose"."""
    comma = next(iter(outside_quotes(claim, COMMA)), None)
    first = claim[: comma.start()] if comma is not None else ""
    if not first or any(map(is_finite, WORD.findall(first)[1:])):
        return False
    return words_of(first)[0] not in words("cutting", "phrase") | words("cutting", "subordinate")


def _adds(word: str) -> bool:
    return word in words("cutting", "trailing")


def _adds_or_explains(word: str) -> bool:
    participle = word.islower() and word.endswith("ing") and len(word) > 5 and "-" not in word
    return _adds(word) or participle or word in words("cutting", "trailing-long")


def _without_trailing(text: str, opens: Callable[[str], bool]) -> str:
    """Cut clauses after the last comma, from the end, as long as they open with a word that allows it."""
    while marks := outside_quotes(text, COMMA):
        part, kept = text[marks[-1].end() :], text[: marks[-1].start()]
        first = WORD.search(part)
        if first is None or not opens(first.group()) or not may_go(part.removeprefix(" saying")) or not is_clause(kept):
            return text
        if _PENDING.search(kept) or (_ITEM.search(kept) and " and " in part):
            return text
        text = kept
    return text


def _without_leading(text: str) -> str:
    """Cut "After the vote, " and the like from a main clause that isn't limited by it."""
    comma = next(iter(outside_quotes(text, COMMA)), None)
    if comma is None:
        return text
    part, kept = text[: comma.start()], text[comma.end() :].strip()
    found = words_of(part)
    first, opener = found[:2], words_of(kept)[:1]
    if not (first and opener) or first[0] not in words("cutting", "leading") or first[1:] in (["least"], ["most"]):
        return text
    if opener[0] in words("cutting", "pronoun") | {"and", "or"} or has(kept, "limited") or not may_go(part):
        return text
    # "In Rize, police have found a boat": where it was
    if tells(part) and (len(found) == _PLACE or not tells(f", {kept}")):
        return text
    # "As many as 50 people, most of them women, were …"
    if COMMA.search(kept) or _SPEAKS.fullmatch(kept) or _TELLS.search(kept):
        return text
    return capitalized(kept) if is_clause(kept) else text


def _without_time(text: str) -> str:
    """Cut "on Monday", "last week" off the end."""
    match = _time().search(text)
    if match is None:
        return text
    kept = text[: match.start()].rstrip(",")
    if describes(kept) or has(kept, "absolute") or _WITH_EVENT.search(kept):
        return text
    return kept if is_clause(kept) and not leaves_clause_open(kept, "") else text


def _without_adjunct(text: str) -> str:
    """Cut from the last "after …", "because …", where the main clause holds without it."""
    for match in reversed(outside_quotes(text, between("adjunct"))):
        kept = text[: match.start()].rstrip(",")
        part = text[match.start() :]
        if _STAGE.match(part):
            return text
        resumes = any(is_auxiliary(after[1]) for after in _RESUMES.finditer(part))  # "…, has been moved"
        if may_go(part) and is_clause(kept) and not (resumes or leaves_clause_open(kept, part) or has(kept, "limited")):
            return kept
    return text


def _without_coordinate(text: str) -> str:
    """Cut ", and …" with a verb of its own off the end; what is said before it holds alone.

    Where the sentence begins by saying that something isn't known, and then what somebody says, that is kept instead.
    """
    unknown = _UNKNOWN.match(text)
    if unknown is not None and _OWN_CLAIM.match(text[unknown.end() :]):
        return capitalized(text[unknown.end() :])
    for match in reversed(outside_quotes(text, _COORDINATE)):
        part, kept = text[match.end() :], text[: match.start()]
        found = WORD.findall(part)[:3]
        turns = "but" in match.group()  # "He was granted bail | but was kept in custody": the news is often behind it
        clause = match.group().startswith(",") and any(map(is_finite, found[1:]))  # "…, and prices rose"
        claim = _OWN_CLAIM.match(part) if match.group().startswith(",") else None
        if claim is not None and not has(part, "turning") and balanced(part) and is_clause(kept):
            return kept
        predicate = bool(found) and (is_auxiliary(found[0]) or found[0] in words("cutting", "past"))
        listed = predicate and any(
            is_finite(after[1]) for after in _RESUMES.finditer(kept)
        )  # "fled, were caught | and"
        shared = is_finite(kept.split()[-1])  # "shot and killed a man"
        open_ = turns or listed or shared or leaves_clause_open(kept, part)
        if (clause or predicate) and not open_ and may_go(part) and is_clause(kept) and not has(kept, "paired"):
            return kept
    return text


def _without_end(text: str) -> str:
    """Cut what a dash or colon adds to a main clause."""
    marks = outside_quotes(text, _ADDS)
    if not marks:
        return text
    part, kept = text[marks[-1].end() :], text[: marks[-1].start()]
    speaker = len(words_of(kept)) < _FEW
    first = WORD.search(part)
    if len(marks) > 1 and first is not None and (is_finite(first.group()) or MAY_BE_VERB.fullmatch(first.group())):
        return text  # "But Kaya, who gave up - he told us so - | seems to be back": the verb of the sentence
    if len(marks) > 1 and words_of(text)[0] in words("cutting", "subordinate"):
        return text  # "While … - hotels, bars - a few shops remain"
    return kept if not speaker and may_go(part) and is_clause(kept) and not leaves_clause_open(kept, part) else text


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to shorten: ``cut`` gives the text as it was where it doesn't apply."""

    name: str
    cut: Callable[[str], str]


ASIDES: tuple[Rule, ...] = (
    Rule("echo", without_echo),
    Rule("parentheses", without_parentheses),
    Rule("dashed-aside", without_dashed_aside),
    Rule("comma-aside", without_comma_aside),
    Rule("trailing-relative", lambda text: _without_trailing(text, _adds)),
    Rule("attribution-first", _attributed),
)
"""What a headline never needs."""
ONE_SAYING = Rule("one-saying", one_saying)
ADJUNCTS: tuple[Rule, ...] = (
    ONE_SAYING,
    Rule("trailing-clause", lambda text: _without_trailing(text, _adds_or_explains)),
    Rule("participle-after-subject", without_participle),
    Rule("relative-after-subject", without_relative),
    Rule("leading-phrase", _without_leading),
    Rule("adjunct", _without_adjunct),
    Rule("explanation", _without_end),
    Rule("time", _without_time),
    Rule("coordinate", _without_coordinate),
    Rule("trailing-reason", without_reason),
    Rule("trailing-phrase", without_phrase),
)
"""What goes where the sentence is too long otherwise, in this order."""


def longest_clause(text: str, fits: Callable[[str], bool]) -> str | None:
    """The longest beginning of the text up to a comma that fits, is a clause and says nothing else than the whole."""
    for comma in reversed(outside_quotes(text, COMMA)):
        kept, part = text[: comma.start()], text[comma.end() :]
        whole = fits(kept) and may_go(part) and is_clause(kept) and not _SUBJECT_ALONE.fullmatch(kept)
        if whole and not (leaves_clause_open(kept, part) or breaks_off(kept, text[comma.start() :])):
            return kept
    return None


def first_said(text: str, fits: Callable[[str], bool]) -> str | None:
    """The first of several things that somebody says, where what follows is another: "said that …, and that …".

    What one says is left whole by cutting the other, whatever words that has: "would", "not".
    """
    for comma in reversed(outside_quotes(text, _AND_THAT)):
        kept = text[: comma.start()]
        said = kept.rpartition(" that ")[2]
        whole = fits(kept) and is_clause(kept) and said != kept and any(map(is_finite, WORD.findall(said)))
        if whole and not breaks_off(kept, text[comma.start() :]):
            return kept
    return None


def _broken(text: str, shorter: str) -> bool:
    """Whether a cut at the end takes what the rest can't do without."""
    return shorter != text and text.startswith(shorter) and breaks_off(shorter, text[len(shorter) :])


def compress(
    text: str,
    fits: Callable[[str], bool],
    *,
    always: tuple[Rule, ...] = (),
    rules: tuple[Rule, ...] = (*ASIDES, *ADJUNCTS),
) -> str:
    """The sentence shortened until it fits, as far as the rules allow: whole clauses, never broken off.

    Args:
        text: an English sentence; one of more than 600 characters stays as it is.
        fits: whether a text is short enough.
        always: rules that are applied whether it fits or not.
        rules: those that are applied as long as it doesn't fit, one after the other.
    """
    if len(text) > _LONGEST:
        return text
    for rule in always:
        shorter = rule.cut(text) or text
        text = text if _broken(text, shorter) else shorter
    stop = _FINAL.search(text)
    end = stop.group() if stop is not None else ""
    text = text.removesuffix(end)
    for rule in (r for r in rules if r not in always):
        for _ in range(_ROUNDS):
            shorter = text if fits(text) else rule.cut(text) or text
            if shorter == text or _broken(text, shorter):
                break
            text = shorter
    return text + end
