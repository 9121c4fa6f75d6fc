"""The rule of sentence compression for the phrase at the end: "in …", "for …" behind a noun complete without it.

What a phrase completes isn't told from what it only adds without a parser; each pattern here is a kind of completion.
"""

import re

from tr_news.summarization.extractive.clauses import (
    COMMA,
    WORD,
    between,
    is_auxiliary,
    is_clause,
    is_finite,
    leaves_clause_open,
    may_go,
    may_lack_verb,
    outside_quotes,
)
from tr_news.summarization.wording import DOUBLE_MARK
from tr_news.text.lexicon import words

_COMPLETED = re.compile(
    # "is a dead ringer for …"
    r"\b(?:is|are|was|were|be|been|becomes?|became)\s(?:an?|the)\s(?:[\w’'-]+\s){0,3}[\w’'-]+$"
    # "there are more of them in …"
    r"|\b(?:more|less|better|worse)\b"
    # "with the score at 1-1", "with bedsheets around his neck"
    r"|\bwith\s(?:(?:an?|the|his|her|its|their)\s)?(?:\w+\s)?\w+$"
    # "as he set the plane on a course", "putting ink on a finger", "sent jitters through the market"
    r"|\b(?:sen(?:ds?|t|ding)|sets?|setting|puts?|putting|plac(?:e[sd]?|ing)|plant(?:ed|s|ing)?|slamm?(?:ed|s|ing)?)\s(?:\w+\s){0,2}\w+$"
    # "have named Matt Stevens in the line-up"
    r"|\b(?:nam(?:e[sd]?|ing)|include[sd]?|pick(?:s|ed)?|list(?:s|ed)?|rank(?:s|ed)?)\s(?:[\w’'-]+\s){0,4}[\w’'-]+$"
    # "will begin the race in pole position", "ended the year on a high"
    r"|\b(?:begins?|began|begun|starts?|started|finish(?:e[sd])?|ends?|ended|spends?|spent)\s(?:\S+\s){1,6}\S+$"
    # "to try and upgrade through the shop"
    r"|\bto\s\w+\sand\s\w+$"
    # "had managed to lock himself in …"
    r"|\b(?:him|her|it|them|my|your|our)sel(?:f|ves)$"
)
_REASON = re.compile(
    r"\s(?:by (?!(?:doing|firing)\b)\w{2,}ing\b|on (?:charges|suspicion) of\b"
    r"|in protest (?:at|against)\b|in connection with\b)"
)
_ANY = re.compile("")
_FROM = re.compile(r"\b(?:prevent|stop|ban|bar|keep|protect|block|deter|discourage|save|free|exempt)\w*\b")
_MOST = re.compile(r"\b(?:most|[a-z]{2,}est)\s")  # "the largest ship to see service | since the war"
_SUPERLATIVE = re.compile(
    r"\b(?:most\s\w+|[a-z]{2,}est)\s(?:[\w’'-]+\s){0,3}[\w’'-]+$"
)  # "the biggest change | in physics"
# What is said stands further on, or what a figure is of: "dropped a bombshell in a talk that he …", "on a scale of"
_SAYS_WHAT = re.compile(
    r"^\s\w+\s[^,]*\b(?:interview|statement|speech|letter|report|article|post|message|note|conference|meeting)\sthat\b"
    r"|^\son an?\s(?:\w+\s)?(?:scale|ratio|score)\b"
    r"|^\s[^,]*\s(?:either|or)\sto\s"  # "to wait | at the market or to sell"
)
_DOING = re.compile(r"\s(?:in|for|of)\s\w+ing\b")  # "accused of panic in offering changes"
_RELATIVE = re.compile(r"\b(?:who|which|that|where|when|whose|as|after|before|since|until|while|because)\b")


def without_reason(text: str) -> str:
    """Cut "on charges of …", "in protest at …", "by selling …": why or how, which completes nothing."""
    return without_phrase(text, _REASON)


def without_phrase(text: str, only: re.Pattern[str] = _ANY) -> str:
    """Cut the last "in …", "for …", "with …" that follows a noun which is complete without it, where it is ``only``."""
    for match in reversed(outside_quotes(text, between("circumstance"))):
        kept, part = text[: match.start()].rstrip(","), text[match.start() :]
        if only.match(part) is None:
            continue
        if not may_go(part) or COMMA.search(part) or DOUBLE_MARK.search(part):
            return text
        closes_aside = text[: match.start()].endswith(",")  # "has given lessons, based in Harlem, for …"
        kept_from = _FROM.search(kept) is not None and part.startswith(" from ")
        of_all = (part.startswith((" in ", " among ")) and _SUPERLATIVE.search(kept) is not None) or (
            part.startswith(" since ") and _MOST.search(kept) is not None
        )
        if (
            not of_all
            and not closes_aside
            and not kept_from
            and not _DOING.match(part)
            and not _claims(part)
            and not _SAYS_WHAT.match(part)
            and _complete(kept, part)
        ):
            return kept
    return text


def _complete(kept: str, cut: str) -> bool:
    """Whether what is kept is a clause that says the same without the phrase."""
    found = WORD.findall(kept)
    verbs = [i for i, word in enumerate(found) if i and is_finite(word)]
    return (
        bool(verbs)
        and len(found) - verbs[0] > 2
        and _ends_phrase(found)
        and is_clause(kept)
        and not leaves_clause_open(kept, cut)
        and not may_lack_verb(kept, cut)
        and not words("cutting", "absolute").intersection(word.lower() for word in found)
        and _COMPLETED.search(kept) is None
    )


def _claims(part: str) -> bool:
    """Whether the phrase takes a clause of its own along: "told the court in Paris she was hired"."""
    relative = _RELATIVE.search(part)
    return any(map(is_auxiliary, WORD.findall(part[: relative.start()] if relative is not None else part)))


def _ends_phrase(found: list[str]) -> bool:
    """Whether the last word, before a preposition, is a noun that can do without what follows."""
    before, word = found[-2].lower() if len(found) > 1 else "", found[-1].lower()
    if (
        before == "to" or is_auxiliary(before) or before in ("be", "been", "being")
    ):  # "are to take | over", "is set | to"
        return False
    verbal = word.endswith(("ed", "ing", "ly")) or is_finite(word) or word in words("cutting", "participle")
    return not verbal and word not in words("cutting", "governing") and word not in words("cutting", "dangling")
