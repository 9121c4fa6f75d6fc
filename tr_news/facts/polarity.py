"""Denial and hearsay: whether two texts, one Turkish and one English, say them alike.

Each rule is asked in one direction at a time and speaks only where one text has a clear sign and the other has none of
a broad list of ways to say it (``text/data/polarity.txt``): precision before recall.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from tr_news.facts.sentence import Facts
from tr_news.text.lexicon import sections

Sign = Literal["negation", "hearsay"]
Problem = Literal["missing", "added"]

_LONGEST = 400  # characters of a sentence that is one statement; of a longer one nothing is said
# "whether they had": olup olmadığını
_WHETHER = re.compile(r"\b\w+[ıiuü]p \w+m[ae](?:d[ıi]ğ|yaca|yece)\w*")
_WHETHER_CORE = re.compile(r"[ıiuü]p \w+m[ae](?:d[ıi]ğ|yaca|yece)")
_FINAL = re.compile(r"[\s.!?…\"'”’)\]]+$")


@cache
def pattern(section: str) -> re.Pattern[str]:
    """The expressions of a section of ``text/data/polarity.txt``."""
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(sections('polarity')[section])})(?!\w)")


def _has(section: str, text: str) -> re.Match[str] | None:
    return pattern(section).search(text)


def turned(one: Facts, other: Facts) -> Iterator[tuple[Sign, Problem, str]]:
    """What ``other`` lacks of ``one`` or has added: the sign, and the word that says it.

    One of them is Turkish and the other English; of two texts in one language nothing is said.
    """
    if one.language == other.language or not (
        one.text and other.text and max(len(one.text), len(other.text)) <= _LONGEST
    ):
        return
    from_turkish = one.language == "tr"
    source, rendering = (one, other) if from_turkish else (other, one)
    if source.text == rendering.text:
        return
    turkish, english = source.small, rendering.small
    in_turkish: Problem = "missing" if from_turkish else "added"  # said in Turkish alone
    in_english: Problem = "added" if from_turkish else "missing"
    if (word := _turkish_denial(source)) and not _has("en-any-denial", english):
        yield "negation", in_turkish, word
    elif (denial := _english_denial(english, turkish)) is not None:
        yield "negation", in_english, denial
    if (found := _has("tr-hearsay", turkish)) and not _has("en-hearsay", english):
        yield "hearsay", in_turkish, found.group()


def _english_denial(english: str, turkish: str) -> str | None:
    """The denial of an English text for which the Turkish has no word."""
    finite = _has("en-finite-denial", english)
    found = finite or _has("en-denial", english)
    if (
        found is None
        or found.group() in turkish
        or _has("tr-any-denial", turkish)
        or (finite is None and _has("tr-soft-denial", turkish))
    ):
        return None
    return found.group()


def _turkish_denial(facts: Facts) -> str:
    """The word that denies the main statement: "değil", "yok", a negative verb at the end; "" where there is none."""
    text = facts.small
    if _WHETHER_CORE.search(text):
        text = _WHETHER.sub(" ", text)
    ending = _FINAL.sub("", text)
    last = ending[ending.rfind(" ") + 1 :]
    named = facts.text[facts.text.rfind(" ") + 1 :][:1].isupper() and " " in facts.text  # "… Beck, Gomez."
    if not named and pattern("tr-denied-end").fullmatch(last) and not last.startswith("vazgeç"):
        return last
    found = _has("tr-denial", text)
    return found.group() if found and not found.group().startswith("vazgeç") else ""
