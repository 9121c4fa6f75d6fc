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
from tr_news.text.calendar import english_months
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
# "was robbed, beaten with sticks, | and repeatedly kicked": a list of what happened.
_SUFFERED = re.compile(r",\s+(?:\w+ly\s)?\w+(?:ed|en)\b")
_SUFFERED_TOO = re.compile(r",?\s+and\s(?:\w+ly\s)?\w+(?:ed|en)\b")
_ADJUNCT = re.compile(r",?\s(?:after|during|following|amid|because)\b")
_SPAN = re.compile(r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|generations?)$")
_COMPARED = re.compile(r"\b(?:more|less|better|worse|[a-z]{3,}er)(?:\s[\w’'-]+){0,2}$")  # "is cheaper | during the summer"
# "made landfall since 1952": of what time it is the largest
_MOST = re.compile(r"\b(?:most|first|last|only|[a-z]{2,}est)\s")
_SINCE = re.compile(r",?\ssince\s")
_WHEN = re.compile(r",?\s(?:on|in|last|this|next|earlier|later|since)\s")
_AT_THAT_TIME = re.compile(
    r"\b(?:back|effective|starting|beginning)$"  # "split up back | in October"
    r"|\bfrom\s(?:\w+\s){0,3}[$£€]?\d[\w.,]*%?(?:\s\w+)?$"  # "rose to 102.5, from 102.2 | in October"
)
_AGE = re.compile(r",?\safter (?:the age\b|[\w.,-]+ (?:years?|months?|weeks?) of age\b)")
# How many died or were hurt, or that somebody did.
_TOLL = re.compile(r"\b(?:(?:kill|injur|wound)ing|to death|leaving\b[^,]*\b(?:dead|injured|wounded|missing))\b")
_BACK = re.compile(r",?\safter (?:that|this)\b")  # "the events | after that"
_NAME = re.compile(r"(?<=[\w,;:%)–—-] )[A-ZÇĞİÖŞÜ][\w’'-]+|\b(?!(?:19|20)\d\d\b)\d")
_DAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_PLAIN = 40  # characters, up to which what is left tells too little if it has neither name nor figure
_NESTED = re.compile(r"\b(?:that|who|which|whose|whom)\b")
_OR = re.compile(r",\s(?:and|or)\s")
_LAST_ITEM = re.compile(r",\s([^,]+)$")
_OPENS_DOING = re.compile(r"\W*\w{2,}ing\b(?!.*,)")  # "Seeing the bones found | during the works, police …"
_FROM = re.compile(r"\bfrom (?:the )?[\w’'-]+$")  # "from Rize - the old port -, | to Ordu"
_CLEFT = re.compile(r"\b[Ii]t (?:is|was) (?!\w+ed\b)(?:[A-Z]|the\b|an?\b)[^;]*$")  # "It was Kaya, | who paid"
_WHO = re.compile(r",\s(?:who|which|where)\b")
_DASH = re.compile(r"\s(?:-{1,2}|–|—)\s")


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
        or (_SUFFERED_TOO.match(cut) is not None and _SUFFERED.search(kept) is not None)
        or (_ADJUNCT.match(cut) is not None and _completed(kept))
        or (_SINCE.match(cut) is not None and _MOST.search(kept) is not None)
        or (_WHEN.match(cut) is not None and _AT_THAT_TIME.search(kept) is not None)
        or (_WHO.match(cut) is not None and _CLEFT.search(kept) is not None)
        or _AGE.match(cut) is not None
        or _BACK.match(cut) is not None
        or (_OR.match(cut) is not None and _lists(kept))
        or ("," in cut and _OPENS_DOING.match(kept) is not None)
        or (" to " in cut and not cut.startswith(" to ") and _DASH.match(cut) is not None and _FROM.search(kept) is not None)
        or ("?" in cut and "?" not in kept)
        or _open_within(kept, cut)
        or ";" in cut  # a list: "They met Kaya, who sings; Demir, who …"
        or (_DASH.match(cut) is not None and _subject_only(kept))
        or any(not any(map(is_finite, WORD.findall(kept[turn.end() :]))) for turn in _TURN.finditer(kept))
        or _verb_follows(kept, cut)
    )


def _lists(kept: str) -> bool:
    """Whether its last comma is one of a list that "or …" ends: "sell goods, offer haircuts, | or cook"."""
    item = _LAST_ITEM.search(kept)
    return item is not None and len(item[1].split()) < 5 and not any(map(is_finite, WORD.findall(item[1])))  # noqa: PLR2004


def describes(kept: str) -> bool:
    """Whether it ends in a participle that what follows belongs to: "in an issue published | last year"."""
    found = WORD.findall(kept)
    if found[-1].endswith("ing"):  # "the latest coming | on Monday"
        return True
    if not found[-1].endswith("ed") or len(found) < 3 or is_auxiliary(found[-2]) or found[-2].endswith("ly"):
        return False
    return found[-2] not in ("be", "been", "being") and any(map(is_finite, found[1:-1]))


def _completed(kept: str) -> bool:
    """Whether an "after …" completes what stands before it: a span of time, a participle, a comparison."""
    return _SPAN.search(kept) is not None or describes(kept) or _COMPARED.search(kept) is not None


def tells(text: str) -> bool:
    """Whether it names somebody or something, or has a figure; its first word and days and months don't count."""
    times = (*english_months(), *(f"{day}day" for day in _DAYS))
    return any(found not in times for found in _NAME.findall(text))


def loses_the_news(kept: str, cut: str) -> bool:
    """Whether a headline had better keep a part: it has all names and figures, says how many died, or all that's said.

    "They say that time waits for no man, | as Kaya found"; "A bus overturned, | killing four"; "Police acted | after …".
    """
    return _TOLL.search(cut) is not None or (not tells(kept) and (tells(cut) or len(kept) < _PLAIN))


def _open_within(kept: str, cut: str) -> bool:
    """Whether a clause within a clause is kept and the verb of the outer one cut: "saw that the man who came | died"."""
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
