"""Denial and hearsay: whether two texts, one Turkish and one English, say them alike.

Each rule is asked in one direction at a time and speaks only where one text has a clear sign and the other has none of
a broad list of ways to say it (``text/data/polarity.txt``): precision before recall.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from tr_news.facts.numbers.number import NumberLanguage
from tr_news.text.lexicon import sections
from tr_news.text.turkish.letters import lower

Sign = Literal["negation", "hearsay"]
Problem = Literal["missing", "added"]

_LONGEST = 400  # characters of a sentence that is one statement; of a longer one nothing is said
# "whether they had": olup olmadığını
_WHETHER = re.compile(r"\b\w+[ıiuü]p \w+m[ae](?:d[ıi]ğ|yaca|yece)\w*")
_FINAL = re.compile(r"[\s.!?…\"'”’)\]]+$")


@cache
def pattern(section: str) -> re.Pattern[str]:
    """The expressions of a section of ``text/data/polarity.txt``."""
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(sections('polarity')[section])})(?!\w)")


def _has(section: str, text: str) -> re.Match[str] | None:
    return pattern(section).search(text)


def turned(
    one: str, one_language: NumberLanguage, other: str, other_language: NumberLanguage
) -> Iterator[tuple[Sign, Problem, str]]:
    """What ``other`` lacks of ``one`` or has added: the sign, and the word that says it.

    Both normalised, one of them Turkish and the other English; of two texts in one language nothing is said.
    """
    if one_language == other_language or not (one and other and max(len(one), len(other)) <= _LONGEST):
        return
    from_turkish = one_language == "tr"
    turkish, english = (one, other) if from_turkish else (other, one)
    if turkish == english:
        return
    named = turkish[turkish.rfind(" ") + 1 :][:1].isupper() and " " in turkish  # "… Beck, Gomez."
    turkish, english = lower(turkish), english.lower().replace("’", "'")
    in_turkish: Problem = "missing" if from_turkish else "added"  # said in Turkish alone
    in_english: Problem = "added" if from_turkish else "missing"
    if (word := _turkish_denial(turkish, named=named)) and not _has("en-any-denial", english):
        yield "negation", in_turkish, word
    elif (found := _has("en-denial", english)) and not _has("tr-any-denial", turkish):
        yield "negation", in_english, found.group()
    if (found := _has("tr-hearsay", turkish)) and not _has("en-hearsay", english):
        yield "hearsay", in_turkish, found.group()


def _turkish_denial(text: str, *, named: bool) -> str:
    """The word that denies the main statement: "değil", "yok", a negative verb at the end; "" where there is none.

    ``named``: the last word has a capital, and is no verb.
    """
    text = _WHETHER.sub(" ", text)
    ending = _FINAL.sub("", text)
    last = ending[ending.rfind(" ") + 1 :]
    if not named and pattern("tr-denied-end").fullmatch(last) and not last.startswith("vazgeç"):
        return last
    found = _has("tr-denial", text)
    return found.group() if found and not found.group().startswith("vazgeç") else ""
