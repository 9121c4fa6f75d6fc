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
    return comma is not None and _has_verb(text[comma.end() :])


def _has_verb(main: str) -> bool:
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


# What goes on behind a cut: a particle, an amount ("could cost it | around $13").
_CUT_OPENS = (
    re.compile(r"\W*(?:on|off|up|down|in|out|back|over|away|to|for) (?:and|or|as well as) "),
    re.compile(r"\s\w+ (?:which|whom|whose)\b"),  # "shocked Afghanistan, a country | in which"
    re.compile(r"\s(?:about|around|over|under|near|from|between|within|by)\s(?:\w+\s)?[$£€]?\d"),
)
# What waits for more: "was especially adept | at", "will start | on", "are as follows: The Sea | from", "as many as it
# hired | in".
_KEPT_OPENS = (
    re.compile(r"\b(?:is|are|was|were|be|been|being|feels?|felt)(?: \w+ly| very| so| more| too| most)+ \w+$"),
    re.compile(r"\b(?:will|would|to)(?: be)? \w+$"),
    re.compile(r"\b(?:the following|as follows)\b"),
    re.compile(r"\ba [A-Z]\w+$"),  # "we speak of a Turkey | whose …"
    re.compile(r"\b(?:that|which|who|whom|than|what)(?: (?:it|he|she|they|we|I|you))? \w+$"),
)
_TURN = re.compile(r",\s(?:yet|but|while|whereas)\s")  # begins a clause, which needs its verb
_SUM = re.compile(r"[$£€]\d[\w.,]*(?: [mb]illion)?$|,\s[\w-]+$")  # "£4bn | in tax cuts"; "flats, land | in Rize"
_NOT_ONLY = re.compile(r"\bnot only\b")
_OF_NOUN = re.compile(r"\s(?:that|who|which|whose)\s")
_GOES_ON = re.compile(r"(?:,[\"”’]?|\s(?:-{1,2}|–|—))\s+([\w’'-]+)")
_LISTED = re.compile(r",\s+\w+ing\b[^,]*,? (?:and|or) ")
_MAY_BE_VERB = re.compile(r"[a-z]{2,}[^s’'\W]s")


def breaks_off(kept: str, cut: str) -> bool:
    """Whether what is kept lacks its verb or a complement that stands in the part that is cut from its end.

    A particle ("switch neurons | on and off"), what an adjective or a verb governs ("was especially adept | at …",
    "came | after …"), the verb of a subject with a clause of its own ("The news that … | revives …") or with an aside,
    an amount, a list of what is done ("spending time resting, | dancing and watching television").
    """
    last = words_of(kept)[-1:]
    return (
        bool(last and last[0] in words("cutting", "incomplete"))
        or any(pattern.match(cut) for pattern in _CUT_OPENS)
        or any(pattern.search(kept) for pattern in _KEPT_OPENS)
        or (cut.startswith(" in ") and _SUM.search(kept) is not None)
        or (_NOT_ONLY.search(kept) is not None and " but " in f" {cut}")
        or (kept.endswith("ing") and _LISTED.match(cut) is not None)
        or any(not any(map(is_finite, WORD.findall(kept[turn.end() :]))) for turn in _TURN.finditer(kept))
        or _verb_follows(kept, cut)
    )


def _verb_follows(kept: str, cut: str) -> bool:
    """Whether the verb of the subject that is kept may stand in what is cut."""
    relative = _OF_NOUN.search(kept)
    before = WORD.findall(kept[: relative.start()])[1:] if relative is not None else []
    if relative is not None and not any(map(is_finite, before)) and not _has_verb(kept):
        return True  # "The news that the army will charge him"
    certain = words("cutting", "finite")
    told = any(word in certain for word in WORD.findall(kept)[1:])
    return any(
        is_auxiliary(after[1]) or (not told and (is_finite(after[1]) or _MAY_BE_VERB.fullmatch(after[1])))
        for after in _GOES_ON.finditer(cut.lstrip(",-–— "))
    )


def may_lack_verb(kept: str, cut: str) -> bool:
    """Whether the only verb that is kept may be a participle ("people killed in …") whose main verb is cut."""
    certain = words("cutting", "finite")
    if any(word in certain for word in WORD.findall(kept)[1:]):
        return False
    return any(is_finite(word) or _MAY_BE_VERB.fullmatch(word) for word in WORD.findall(cut))


def may_go(part: str) -> bool:
    """Whether the sentence says the same of what is left when this part is cut."""
    if not balanced(part):
        return False
    adjunct = words_of(part)[:1] and words_of(part)[0] in words("cutting", "adjunct") and not COMMA.search(part)
    return not has(part, "turning" if adjunct else "guard")
