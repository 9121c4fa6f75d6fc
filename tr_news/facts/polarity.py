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

LONGEST = 400  # characters of a sentence that is one statement; of a longer one nothing is said
# "whether they had": olup olmadığını
_WHETHER = re.compile(r"\b\w+[ıiuü]p \w+m[ae](?:d[ıi]ğ|yaca|yece|mas|mes)\w*")
_WHETHER_CORE = re.compile(r"[ıiuü]p \w+m[ae](?:d[ıi]ğ|yaca|yece|mas|mes)")
_FINAL = re.compile(r"[\s.!?…\"'”’)\]]+$")


@cache
def pattern(section: str) -> re.Pattern[str]:
    """The expressions of a section of ``text/data/polarity.txt``."""
    return re.compile(rf"(?<![\w-])(?<!\w')(?:{'|'.join(sections('polarity')[section])})(?!\w)")


def _has(section: str, text: str) -> re.Match[str] | None:
    return pattern(section).search(text)


def turned(one: Facts, other: Facts) -> Iterator[tuple[Sign, Problem, str]]:
    """What ``other`` lacks of ``one`` or has added: the sign, and the word that says it.

    One of them is Turkish and the other English; of two texts in one language nothing is said.
    """
    if one.language == other.language or not (
        one.text and other.text and max(len(one.text), len(other.text)) <= LONGEST
    ):
        return
    from_turkish = one.language == "tr"
    source, rendering = (one, other) if from_turkish else (other, one)
    if source.text == rendering.text:
        return
    turkish, english = source.small, rendering.small
    in_turkish: Problem = "missing" if from_turkish else "added"  # said in Turkish alone
    in_english: Problem = "added" if from_turkish else "missing"
    if (word := _turkish_denial(source)) and not _is_denied(english, turkish, word):
        yield "negation", in_turkish, word
    elif (denial := _english_denial(english, turkish)) is not None:
        yield "negation", in_english, denial
    if (found := _has("tr-hearsay", turkish)) and not _has("en-hearsay", english):
        yield "hearsay", in_turkish, found.group()


def _is_denied(english: str, turkish: str, word: str) -> bool:
    """Whether an English text may say a denial that the Turkish has besides its words that deny by their meaning.

    "İzinsiz gösteri yapılmadı": "illegal" stands for "izinsiz", and for nothing else.
    """
    if _has("en-any-denial", english):
        return True
    by_meaning = _count("en-lexical-denial", english)
    if not by_meaning or not pattern("tr-denied-end").fullmatch(word):
        return by_meaning > 0  # "alışılmadık" and "istenmeyen" are "unusual" and "unwanted"
    return by_meaning > _count("tr-lexical-denial", turkish)


def _lexical_in_turkish_alone(turkish: str, english: str) -> bool:
    """Whether Turkish has more words that deny by their meaning than English: it may have a denied verb for one."""
    return _count("tr-lexical-denial", turkish) > _count("en-lexical-denial", english)


def _count(section: str, text: str) -> int:
    return sum(1 for _ in pattern(section).finditer(text))


def _english_denial(english: str, turkish: str) -> str | None:
    """The denial of an English text for which the Turkish has no word."""
    finite = _has("en-finite-denial", english)
    found = finite or _has("en-denial", english)
    if (
        found is None
        or found.group() in turkish
        or " until " in english
        or _has("tr-any-denial", turkish)
        or _lexical_in_turkish_alone(turkish, english)
        or (finite is None and _has("tr-soft-denial", turkish))
    ):
        return None
    return found.group()


def _turkish_denial(facts: Facts) -> str:
    """The word that denies: "değil", "yok", a negative verb; "" where there is none."""
    text = facts.small
    if _WHETHER_CORE.search(text):
        text = _WHETHER.sub(_blank, text)
    text = pattern("tr-said-otherwise").sub(_blank, text)
    ending = _FINAL.sub("", text)
    last = ending[ending.rfind(" ") + 1 :]
    if pattern("tr-denied-end").fullmatch(last) and not _is_name(facts.text, len(ending) - len(last)):
        return last
    for found in pattern("tr-denial").finditer(text):
        if not _is_name(facts.text, found.start()):
            return found.group()
    return ""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _is_name(text: str, start: int) -> bool:
    """Whether the word at ``start`` has a capital without need: "Hameyin Köyü", "… Beck, Gomez."."""
    return start > 0 and text[start : start + 1].isupper() and not text[start : start + 2].isupper()
