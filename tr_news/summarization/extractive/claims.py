"""A sentence in which somebody says two things, "Kaya, who stated that A, said B": one of them, whole.

The relative clause adds to the main clause (Quirk et al., "A Comprehensive Grammar of the English Language", 1985,
§17.22), which tells as much without it; and it is a whole statement itself, with its speaker, where B is too long.
"""

import re

from tr_news.summarization.extractive.clauses import balanced, words_of
from tr_news.text.lexicon import words

_SAID = (
    r"(?:said|says|stated|states|noted|added|announced|explained|emphasi[sz]ed|stressed|underlined|reported|recalled"
    r"|pointed out|expressed|drew attention to the fact)"
)
_SAYING = r"(?:stating|saying|noting|adding|explaining|emphasi[sz]ing|stressing|underlining|recalling|pointing out)"
_TWO = re.compile(
    rf"(?P<who>[A-ZÇĞİÖŞÜ][^,\"“”:;()]{{2,80}}), "
    rf"(?:{_SAYING} that [^\"“”]+?|(?:who|which) (?:also )?(?P<first>{_SAID} (?:that )?[^\"“”]+?)), "
    rf"(?P<second>(?:also )?(?:{_SAID}|continued)\b(?P<claim>.*))",
    re.DOTALL,
)
_LEAST = 7  # words of a claim that says something
_OPENING = re.compile(r"^(?: that)?,?:?\s*[\"“'‘]?")


def _whole(claim: str) -> bool:
    """Whether what is said can stand without what was said before."""
    said = _OPENING.sub("", claim)
    first = words_of(said)[:1]
    broken = said.rstrip("\"”'’ ").endswith(("…", "...", ":", ","))
    return len(said.split()) >= _LEAST and bool(first) and first[0] not in words("cutting", "leaning") and not broken


def without_first_claim(text: str) -> str:
    """ "Kaya, who stated that A, said B" → "Kaya said B", where B doesn't lean on A."""
    match = _TWO.fullmatch(text)
    if match is None or not balanced(text[: match.start("second")]) or not _whole(match["claim"]):
        return text
    return f"{match['who']} {match['second']}"


def first_claim(text: str) -> str:
    """ "Kaya, who stated that A, said B" → "Kaya stated that A."."""
    match = _TWO.fullmatch(text)
    if match is None or not match["first"] or not balanced(match["first"]) or len(match["first"].split()) < _LEAST:
        return text
    return f"{match['who']} {match['first'].rstrip(' ,')}."
