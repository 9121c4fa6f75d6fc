"""What can be told of an English clause from its closed-class words, without a parser: whether it can stand alone."""

import re
from functools import cache

from tr_news.text.lexicon import words

WORD = re.compile(r"[\w.%’'-]*\w")
_BEGUN = re.compile(
    r"\s(?:-{1,2}|–|—)\s(?:\S+\s){0,2}\S+$|,\s(?:in part|partly|mainly|largely)$"
)  # "has been postponed - this time"
COMMA = re.compile(r",(?=\s)")
_SINGLE_OPENING = re.compile(r"(?<![\w.,!?])['‘](?=\w)")
_SINGLE_CLOSING = re.compile(r"(?<=[\w.,!?])['’](?!\w)")
_SINGLE = re.compile("['‘]")
_DOUBLE = '"“”„«»'


def words_of(text: str) -> list[str]:
    """Its words in lower case."""
    return [word.lower() for word in WORD.findall(text)]


def has(text: str, section: str) -> bool:
    """Whether the text has a word of that section of data/cutting.txt, or one in n't."""
    listed = words("cutting", section)
    return any(word in listed or word.endswith(("n't", "n’t")) for word in words_of(text))


def balanced(text: str) -> bool:
    """Whether no quotation or parenthesis is left open; a closing apostrophe alone is a plural's ("players'")."""
    if sum(map(text.count, _DOUBLE)) % 2 or text.count("(") != text.count(")"):
        return False
    return not _SINGLE.search(text) or len(_SINGLE_OPENING.findall(text)) <= len(_SINGLE_CLOSING.findall(text))


def outside_quotes(text: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Matches that don't lie within quotation marks or parentheses."""
    return [match for match in pattern.finditer(text) if balanced(text[: match.start()])]


@cache
def between(section: str) -> re.Pattern[str]:
    """A word of that section of data/cutting.txt between two others, with the space around it."""
    return re.compile(rf"\s(?:{'|'.join(sorted(words('cutting', section)))})\s")


def is_auxiliary(word: str) -> bool:
    """Whether it is a form of be or have, or a modal: certainly a finite verb."""
    return word in words("cutting", "auxiliary")


def is_finite(word: str) -> bool:
    """Whether a word can be a finite verb."""
    return word in words("cutting", "finite") or (word.islower() and word.endswith("ed") and len(word) > 4)


def is_clause(text: str) -> bool:
    """Whether the text can stand as a main clause: a verb, not in a subordinate clause alone, nothing left open."""
    found = WORD.findall(text)
    if len(found) < 3 or not balanced(text) or not any(map(is_finite, found[1:])):
        return False
    if (
        _BEGUN.search(text)
        or found[-1].lower() in words("cutting", "dangling")
        or text.rstrip().endswith((",", ";", ":", "-", "–", "—"))
    ):
        return False
    amount = [word.lower() for word in found[:2]] in (["at", "least"], ["at", "most"])
    if amount or found[0].lower() not in words("cutting", "subordinate"):
        return True
    comma = COMMA.search(text)  # "While …, the goods that he had bought" has no verb of its own
    if comma is None:
        return False
    main = text[comma.end() :]
    first = WORD.search(main)  # "According to the plan, published in May": a participle of what stands before
    return has_verb(main[first.end() :] if first is not None and first.group().endswith("ed") else main)


def has_verb(main: str) -> bool:
    """Whether a part has a verb more than the clauses within it."""
    return sum(map(is_finite, WORD.findall(main))) > len(_SUBORDINATES.findall(main))


_SUBORDINATES = re.compile(
    r"\b(?:that|who|which|whether|because|while|when|where|if|how|as|after|before|since|until)\b"
)
_STRICT = {"that", "who", "which", "whether", "because", "while", "if"}


def leaves_clause_open(kept: str, cut: str) -> bool:
    """Whether a clause that begins in the part that is kept has its verb in the part that is cut."""
    marks = list(_SUBORDINATES.finditer(kept))
    if not marks:
        return False
    own = any(map(is_finite, WORD.findall(kept[marks[-1].end() :])))
    if not own:
        return marks[-1].group() in _STRICT or any(map(is_finite, WORD.findall(cut)))
    main = any(map(is_finite, WORD.findall(kept[: marks[0].start()])[1:]))
    return not main and any(map(is_auxiliary, WORD.findall(cut)))  # "The man who said … | has been shut out"


MAY_BE_VERB = re.compile(r"[a-z]{2,}[^s’'\W]s")


def may_lack_verb(kept: str, cut: str) -> bool:
    """Whether the only verb that is kept may be a participle ("people killed in …") whose main verb is cut."""
    certain = words("cutting", "finite")
    if any(word in certain for word in WORD.findall(kept)[1:]):
        return False
    return any(is_finite(word) or MAY_BE_VERB.fullmatch(word) for word in WORD.findall(cut))


def may_go(part: str) -> bool:
    """Whether the sentence says the same of what is left when this part is cut."""
    if not balanced(part):
        return False
    adjunct = words_of(part)[:1] and words_of(part)[0] in words("cutting", "adjunct") and not COMMA.search(part)
    return not has(part, "turning" if adjunct else "guard")
