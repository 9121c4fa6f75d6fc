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
_WHETHER = re.compile(r"\b\w+[ıiuü]p \w+m[ae](?:d[ıi](?:ğ|kl)|yaca|yece|mas|mes)\w*")
_WHETHER_CORE = re.compile(r"[ıiuü]p \w+m[ae](?:d[ıi](?:ğ|kl)|yaca|yece|mas|mes)")
_WITHOUT = re.compile(r"\w+m[ae]d[ae]n\b|\w+m[ae]ks[ıi]z[ıi]n|\w{3,}s[ıiuü]z\b")
_BEFORE = re.compile(r"\b(?:before|until|till|prior|ahead|instead|by the time)\b")
_WHETHER_IN_ENGLISH = re.compile(r"\b(?:whether|if)\b(?! or not)")
_DENIES_A_PREDICATE = re.compile(r"değil\w*|yok\w*")
# "yemeden önce" is before eating; "gidip gitmediği" whether somebody went.
_BEFORE_IT = re.compile(r"\w+m[ae]d[ae]n (?:önce|evvel)\b")
_FINAL = " \u00a0\n\t.!?…\"'”’)]"
# What every denial has at least.
_MAY_DENY = re.compile(r"m[ae](?:[dymzks]|\W|$)|m[ıiuü]yor|değil|yok|hiç|asla|\bne ")
_MAY_DENY_IN_ENGLISH = re.compile(r"n't|\bn(?:o|e)|cannot|without|fail")


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
    elif (
        (told := _has("tr-not-forgotten", turkish))
        and _has("en-forgotten", english)
        and not _has("en-grammar", english)
    ):
        yield "negation", in_turkish, told.group()
    if (found := _has("tr-hearsay", turkish)) and not _has("en-hearsay", english):
        yield "hearsay", in_turkish, found.group()


def _is_denied(english: str, turkish: str, word: str) -> bool:
    """Whether an English text may say a denial that the Turkish has besides its words that deny by their meaning.

    "İzinsiz gösteri yapılmadı": "illegal" stands for "izinsiz", and for nothing else.
    """
    if pattern("tr-denied-twice").fullmatch(word):
        return _has("en-grammar", english) is not None
    signs = {match.group() for match in pattern("en-any-denial").finditer(english)}
    if "whether" in signs and _WHETHER_CORE.search(turkish):
        signs.remove("whether")  # it stands for "gelip gelmediği"
    if signs - {"without"} or (signs and not _WITHOUT.search(turkish.replace(word, ""))):
        return True  # "konuşmadan çözülemez": "without" stands for the first of them
    if signs and _WITHOUT.fullmatch(word.split()[-1]):
        return True
    if _WITHOUT.search(word) and _BEFORE.search(english):
        return True
    by_meaning = _count("en-lexical-denial", english)
    if by_meaning and not _DENIES_A_PREDICATE.fullmatch(word) and not pattern("tr-denied-end").fullmatch(word):
        return True  # "alışılmadık" and "istenmeyen" are "unusual" and "unwanted"
    return by_meaning > _count("tr-lexical-denial", turkish)


def _lexical_in_turkish_alone(turkish: str, english: str) -> bool:
    """Whether Turkish has more words that deny by their meaning than English: it may have a denied verb for one."""
    said = _count("en-lexical-denial", english) + _count("en-for-lexical", english)
    return _count("tr-lexical-denial", turkish) > said


def _count(section: str, text: str) -> int:
    return sum(1 for _ in pattern(section).finditer(text))


def _english_denial(english: str, turkish: str) -> str | None:
    """The denial of an English text for which the Turkish has no word."""
    if _MAY_DENY_IN_ENGLISH.search(english) is None:
        return None
    finite = _has("en-finite-denial", english)
    found = finite or _has("en-denial", english)
    if found is None or found.group() in turkish or " until " in english:
        return None
    signs = turkish
    if finite:
        signs = _BEFORE_IT.sub(_blank, signs)
        if _WHETHER_CORE.search(signs) and _WHETHER_IN_ENGLISH.search(english):
            signs = _WHETHER.sub(_blank, signs)
    if (
        _has("tr-any-denial", signs)
        or _lexical_in_turkish_alone(turkish, english)
        or (finite is None and _has("tr-soft-denial", turkish))
    ):
        return None
    return found.group()


def _turkish_denial(facts: Facts) -> str:
    """The word that denies: "değil", "yok", a negative verb; "" where there is none."""
    text = facts.small
    if not _MAY_DENY.search(text) or not (_is_denied_last(text) or _has("tr-denial", text)):
        return ""
    if _WHETHER_CORE.search(text):
        text = _WHETHER.sub(_blank, text)
    text = pattern("tr-said-otherwise").sub(_blank, text)
    if (last := _is_denied_last(text)) and not _is_name(facts.text, last.start()):
        return last.group()
    for found in pattern("tr-denial").finditer(text):
        if not _is_name(facts.text, found.start()):
            return found.group()
    return ""


def _is_denied_last(text: str) -> re.Match[str] | None:
    """The last word, if it is a denied verb."""
    ending = text.rstrip(_FINAL)
    return pattern("tr-denied-end").fullmatch(ending, ending.rfind(" ") + 1)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _is_name(text: str, start: int) -> bool:
    """Whether the word at ``start`` has a capital without need: "Hameyin Köyü", "… Beck, Gomez."."""
    if text[:start].rstrip()[-1:] in (":", '"'):
        return False
    return start > 0 and text[start : start + 1].isupper() and not text[start : start + 2].isupper()
