"""Proper names: which ones a Turkish sentence has, and which of them a translation has lost.

Turkish sets the suffixes of a proper name off with an apostrophe (Ankara'da), and common nouns are not capitalised in
mid-sentence: names can be found without a model. Titles and institutions are capitalised too and get translated
(Sağlık Bakanlığı); only names that keep their shape, or whose English form is in the table, are asked for.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from tr_news.text.lexicon import table, words
from tr_news.text.normalize import normalize_source
from tr_news.text.turkish.casing import lower

CAPITAL = "A-ZÇĞİÖŞÜÂÎÛ"
_NAME = rf"[{CAPITAL}][\w.&]*\w|[{CAPITAL}]"
_PHRASE = re.compile(rf"(?<![\w'.-])(?:{_NAME})(?:[ -](?:{_NAME}))*(?P<suffix>'\w+)?")
_INITIAL = re.compile(r"(?:^|[.!?:;\"(\[-]\s*|['•]\s*)$")
_WORD = re.compile(r"[^\W\d_]+")
# Institutions and titles of works end in a possessive (Sağlık Bakanlığı) or in a case (Büyük Buhrandan).
_POSSESSIVE = re.compile(r"(?:\w{3}[ıiuü]|[ıiuü]n[ıiuü]n|[dt][ae]n?|[ıiuü]nd[ae]n?|nc[ae])$")
_COMMON_ENDING = re.compile(rf"{_POSSESSIVE.pattern}|(?:l[ae]r|n[ıiuü]n)$")
_ENGLISH_WORD = re.compile(r"[^\W_][\w.&']*")
_PLAIN = str.maketrans("çğıöşüâîûÇĞİÖŞÜÂÎÛ", "cgiosuaiuCGiOSUAIU")
_SIMILAR = 0.75  # SequenceMatcher's ratio: Sergey/Sergei 0.83, Dmitri/Dmitry 0.83, Maşruk/Mashrouq 0.77


def lost_names(source: str, translation: str) -> list[str]:
    """The names of the source of which no word shows in the translation."""
    source, translation = normalize_source(source), normalize_source(translation)
    english = _english_words(translation)
    whole = f" {' '.join(english)} "
    different = list(dict.fromkeys(english))
    asked = dict.fromkeys(tuple(words) for words in names(source))
    return [" ".join(words) for words in asked if not _shows(words, different, whole)]


def names(source: str) -> list[list[str]]:
    """The proper names of a normalised Turkish sentence as lists of words without suffixes."""
    every = _WORD.findall(source)
    if len(every) > 2 and sum(word[0].isupper() for word in every) > 0.6 * len(every):
        return []  # a headline with every word capitalised says nothing about names
    found: list[list[str]] = []
    for match in _PHRASE.finditer(source):
        run = [word.strip(".") for word in re.split(r"[ -]", match.group().removesuffix(match["suffix"] or ""))]
        suffixed = match["suffix"] is not None
        first = bool(_INITIAL.search(source, max(0, match.start() - 3), match.start()))
        if _english_forms(" ".join(run)) and (suffixed or not first):
            found.append(run)
        elif first and run[0] in words("names", "names") and _english_forms(run[0]) and len(run) == 1:
            found.append(run)  # "İzmir ile …": no word but a name
        elif first and not (suffixed and len(run) == 1):
            found += _asked_for(run[1:], suffixed=suffixed)  # the first word of a sentence is capitalised anyway
        else:
            found += _asked_for(run, suffixed=suffixed)
    return found


def _asked_for(words: list[str], *, suffixed: bool) -> list[list[str]]:
    """What of a run of capitalised words must show: nothing of an institution, nothing that may be a common noun."""
    if _english_forms(" ".join(words)):
        return [words]
    if not words or any(map(is_generic, words)) or _POSSESSIVE.search(lower(words[-1])):
        return []
    # A lone word without an apostrophe is often no name; unknown abbreviations are translated.
    if (len(words) == 1 and (not suffixed or len(words[0]) < 3)) or all(word.isupper() for word in words):
        return []
    return [words]


def _shows(words: Sequence[str], english: Sequence[str], whole: str) -> bool:
    forms = _english_forms(" ".join(words)) + tuple(form for word in words for form in _english_forms(word))
    if any(f" {form}" in whole for form in forms):
        return True
    return any(_is_alike(fold(word), other) for word in words for other in english)


def _is_alike(name: str, other: str) -> bool:
    if name == other:
        return True
    if min(len(name), len(other)) < 4:
        return len(name) > 1 and other.startswith(name)
    if name[:4] == other[:4] or name in other or other in name:
        return True
    matcher = SequenceMatcher(None, name, other, autojunk=False)
    return matcher.real_quick_ratio() >= _SIMILAR and matcher.ratio() >= _SIMILAR


def _english_words(text: str) -> list[str]:
    return [word.removesuffix("'s").strip(".'") for word in _ENGLISH_WORD.findall(fold(text))]


def _english_forms(name: str) -> tuple[str, ...]:
    return _folded_exonyms().get(lower(name), ())


@cache
def exonyms() -> dict[str, tuple[str, ...]]:
    """English forms of Turkish names (in lower case), the usual one first: Rus is Russian, Russia."""
    return {lower(row[0]): tuple(row[1].split("|")) for row in table("exonyms")}


@cache
def _folded_exonyms() -> dict[str, tuple[str, ...]]:
    return {name: tuple(" ".join(_english_words(form)) for form in forms) for name, forms in exonyms().items()}


def is_generic(word: str) -> bool:
    """Whether a Turkish word stands in titles and institutions, and is translated."""
    return lower(word) in _generic()


def may_be_common(word: str) -> bool:
    """Whether a capitalised Turkish word may be translated: a generic one, possessive, in a case, or a plural."""
    return is_generic(word) or _COMMON_ENDING.search(lower(word)) is not None


@cache
def _generic() -> frozenset[str]:
    return frozenset(row[0] for row in table("titles"))


def fold(text: str) -> str:
    """Lower case without diacritics, as names are written by people who lack the letters."""
    text = text.translate(_PLAIN)
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).lower()
    return "".join(character for character in decomposed if not unicodedata.combining(character))
