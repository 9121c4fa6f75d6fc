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
from tr_news.text.lexicon import words

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
    re.compile(r"\bthe same (?:\w+ )?\w+$"),  # "compared with the same period | last year"
    re.compile(
        r"(?:,| and)\s[$£€]?\d[\w.,]*%?(?: (?:per ?cent|percent|points?|[mb]illion))?$"
    ),  # "5% in May, 6% | in June"
    re.compile(r"\b(?:that|which|who|whom|than|what)(?: (?:it|he|she|they|we|I|you))? \w+$"),
)
_TURN = re.compile(r",\s(?:yet|but|while|whereas)\s")  # begins a clause, which needs its verb
_SUM = re.compile(
    r"[$£€]\d[\w.,]*(?: [mb]illion)?(?: an? \w+)?$|,\s[\w-]+$"
)  # "£4bn | in tax cuts"; "flats, land | in Rize"
_NOT_ONLY = re.compile(r"\bnot only\b")
_OF_NOUN = re.compile(r"\s(?:that|who|which|whose)\s")
_GOES_ON = re.compile(r"(?:,[\"”’]?|\s(?:-{1,2}|–|—))\s+([\w’'-]+)")
# "he thinks that once they have lost it, | winning it back is hard": the clause that "that" began has yet to come.
_BEGUN_AGAIN = re.compile(
    r"\b(?:that|and|but) (?:once|if|unless|when|while|whereas|after|as|although|though|because|since|until)\b[^,]*$"
)
_DOINGS = re.compile(r",\s+\w+ing\b.* (?:and|or)(?: then)? \w+ing\b")
_DOING = re.compile(r"\b\w{2,}ing\b")
_COMPARES = re.compile(r"\s\w.*\bthan\b")
_COMPARATIVE = re.compile(r"\b(?:more|less|fewer|better|worse|[a-z]{3,}er)\b")
_LISTED = re.compile(r",\s+\w+ing\b[^,]*,? (?:and|or) ")


def breaks_off(kept: str, cut: str) -> bool:
    """Whether what is kept lacks its verb or a complement that stands in the part that is cut from its end.

    A particle ("switch neurons | on and off"), what an adjective or a verb governs ("was especially adept | at …",
    "came | after …"), the verb of a subject with a clause of its own ("The news that … | revives …") or with an aside,
    an amount, a list of what is done ("spending time resting, | dancing and watching television"; "measures including a
    tax, | banning cars and closing roads"), what is compared ("prices rise faster | in Izmir than in Bursa").
    """
    last = words_of(kept)[-1:]
    return (
        bool(last and last[0] in words("cutting", "incomplete"))
        or any(pattern.match(cut) for pattern in _CUT_OPENS)
        or any(pattern.search(kept) for pattern in _KEPT_OPENS)
        or (cut.startswith(" in ") and _SUM.search(kept) is not None)
        or (_NOT_ONLY.search(kept) is not None and " but " in f" {cut}")
        or (kept.endswith("ing") and _LISTED.match(cut) is not None)
        or (_DOINGS.match(cut) is not None and _DOING.search(kept) is not None)
        or (cut.startswith(",") and _BEGUN_AGAIN.search(kept) is not None)
        or (_COMPARES.match(cut) is not None and _COMPARATIVE.search(kept) is not None)
        or any(not any(map(is_finite, WORD.findall(kept[turn.end() :]))) for turn in _TURN.finditer(kept))
        or _verb_follows(kept, cut)
    )


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
