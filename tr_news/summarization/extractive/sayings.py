"""The rule of sentence compression for two statements of one speaker in a sentence: one of them stands alone.

Turkish news strings them: "…-dığını belirten Kaya, …-ceğini söyledi". Each is a claim of its own, and both have the
same speaker, so either is true of the article alone: "Noting that A, Kaya said that B" says that Kaya noted A.
"""

import re
from functools import cache

from tr_news.summarization.extractive.clauses import (
    COMMA,
    WORD,
    balanced,
    is_clause,
    is_finite,
    leaves_clause_open,
    outside_quotes,
    words_of,
)
from tr_news.summarization.wording import DOUBLE_MARK, SAYS, capitalized
from tr_news.text.lexicon import words

_LEAST = 6  # words of a statement that may stand alone: "said so" and "continued as follows" say nothing
_SUBJECT = 12  # words
_WHO = re.compile(
    r"(?P<who>[^,:;\"“”()]{2,100}), (?:(?:who|which) (?:has |had |also )?|(?=\w+ing that ))(?P<said>.+)", re.DOTALL
)
_MAIN = re.compile(rf"\s?(?:also |then |later )?(?:{SAYS}|pointed out|drew attention|used|gave|conveyed)\b")
_AND_SAID = re.compile(rf",? and (?:also |then )?{SAYS}[,:]? (?=[\"“])")
_CLAIM = re.compile(rf"\b{SAYS}(?: that)?,? [\"“'‘]?(\w+)")
_ENDS = (".", '"', "”", ":", "…")
_ANNOUNCES = re.compile(
    r"[:…]\W*$|\b(?:as follows|the following(?: \w+)*|(?:with|in) (?:these|the following) words)\W*$"
)


@cache
def _tellings() -> dict[str, str]:
    """Participle → past of the verbs that tell: noting → noted."""
    return dict(pair.split("/") for pair in words("cutting", "telling"))


@cache
def _told() -> re.Pattern[str]:
    past = "|".join(sorted(map(re.escape, {*_tellings().values(), "pointed out", "drew attention"}), reverse=True))
    return re.compile(rf"(?P<verb>{past})\b(?P<claim>.+)", re.DOTALL)


def one_saying(text: str) -> str:
    """Keep one of two statements that a speaker makes: the main one where it is whole and no quotation."""
    shorter = _behind_who(text) or _behind_participle(text) or _before_quotation(text)
    if shorter is None:
        return text
    return f"{shorter}." if text.endswith(_ENDS) and not shorter.endswith((".", '."')) else shorter


def _behind_who(text: str) -> str | None:
    """ "Kaya, who noted that A, said that B", "Kaya, noting that A, said that B"."""
    match = _WHO.match(text)
    if match is None or len(match["who"].split()) > _SUBJECT:
        return None
    first, _, rest = match["said"].partition(" ")
    first = _tellings().get(first, first)
    if _told().match(f"{first} {rest}") is None:
        return None
    for comma in outside_quotes(text, COMMA):
        main = text[comma.end() :].strip()
        verb = _MAIN.match(main) or (_ANNOUNCES.search(main) and is_finite(main.split()[0]))
        if comma.start() > match.start("said") and verb:
            beside = text[match.start("said") : comma.start()].partition(" ")[2]
            return _better(f"{match['who']} {main}", f"{match['who']} {first} {beside}")
    return None


def _behind_participle(text: str) -> str | None:
    """ "Noting that A, Kaya said that B"."""
    first = text.split(" ", 1)[0].lower()
    past = _tellings().get(first)
    if past is None or not text[len(first) :].startswith(" that "):
        return None
    for comma in outside_quotes(text, COMMA):
        main = text[comma.end() :].strip()
        verb = re.search(rf"\s{SAYS}\b", main)
        who = main[: verb.start()] if verb is not None else ""
        if who and not COMMA.search(who) and len(who.split()) <= _SUBJECT and _names_someone(who):
            return _better(capitalized(main), capitalized(f"{who} {past}{text[len(first) : comma.start()]}"))
    return None


def _before_quotation(text: str) -> str | None:
    """'Kaya noted that A, and said, "B"'."""
    match = _AND_SAID.search(text)
    if match is None or not balanced(text[: match.start()]) or not re.search(rf"\b{SAYS}\b", text[: match.start()]):
        return None
    kept = text[: match.start()]
    return kept if is_clause(kept) else None


def _names_someone(who: str) -> bool:
    """Whether it can be a subject: no clause, and no part of one."""
    found = words_of(who)
    small = words("cutting", "subordinate") | words("cutting", "dangling") | {"and", "but"}
    return bool(found) and found[0] not in small - {"the", "a", "an", "his", "her", "its", "their"} and balanced(who)


def _better(main: str, beside: str) -> str | None:
    """The main statement if it is whole, else the other one; of a quotation and a report the report. None: neither."""
    claim = _CLAIM.search(main)
    leans = claim is not None and claim[1].lower() in words("cutting", "leaning")
    for statement in (beside, main) if leans or DOUBLE_MARK.search(main) else (main, beside):
        if _whole(statement):
            return statement
    return None


def _whole(statement: str) -> bool:
    bare = statement.rstrip('."”')
    if len(WORD.findall(statement)) <= _LEAST or _ANNOUNCES.search(bare) or leaves_clause_open(bare, ""):
        return False
    return is_clause(bare + _closing(statement))


def _closing(statement: str) -> str:
    """The closing mark that stripping took, so that what is quoted stays balanced."""
    return '"' if statement.count('"') % 2 == 0 and statement.rstrip(".").endswith('"') else ""
