"""Mends names that a model has misspelt, translated, or left in Turkish where English has a name of its own.

A small model spells a rare name piece by piece and slips: Chupkov becomes Chkupov, Budapeşte Budapeshte. Where the
translation lacks a name of the source, and has one capitalised word that is nearly that name, or stands behind the same
first name, and is nowhere in the source, the two are taken for the same. What English news writes is never touched, nor
what only spells the same sounds another way (Zelensky, Shehbaz): no right English form becomes Turkish.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from tr_news.facts.names import Name, find_names
from tr_news.facts.names.alike import EnglishText, is_transliteration
from tr_news.facts.names.words import (
    CAPITAL,
    english_forms,
    exonyms,
    foreign_names,
    is_first_name,
    is_generic,
    is_listed,
    is_people,
    is_plural,
    is_sure_first_name,
    is_surname,
)
from tr_news.text.fold import fold, folded_words
from tr_news.text.lexicon import PackedWords, packed, table, words
from tr_news.text.turkish.letters import lower
from tr_news.translation.repair.change import Repair
from tr_news.translation.repair.misspelt import ALIKE, is_right, known_words, misspelt, near

_CAPITALISED = re.compile(rf"(?<![\w'.-])[{CAPITAL}]\w+")
_NEXT = re.compile(rf" ([{CAPITAL}]\w+)")
_LONGEST = 2000  # characters
_SHORTEST = 4  # letters of a name that can be told from another by its letters
_LANGUAGE = re.compile("[cç][ae]$")  # Latince
_CASE = re.compile(r"(?:[dt][ae]n?|[ıiuü]n|[dt][ıiuü]r?)$")  # Almancadan, Triceratopsun, Pisagordur
_DOUBLED = re.compile(r"(.)\1")


def restore_names(source: str, text: str, names: Sequence[Name] | None = None) -> tuple[str, tuple[Repair, ...]]:
    """``text`` with the names of its Turkish ``source`` as they are written, and what was changed; both normalised.

    ``names`` are those of the source where they are known. Rules: ``exonym`` (left in Turkish where English has a name
    of its own), ``surname`` (another one behind the same first name), ``given name`` (misspelt before the right one),
    ``slip`` (misspelt). What is longer than any sentence stays: the work grows with the square of the length.
    """
    if max(len(source), len(text)) > _LONGEST:
        return text, ()
    repairs: list[Repair] = []
    english: EnglishText | None = None
    for name in find_names(source) if names is None else names:
        english = english or EnglishText(text)
        repair = _repair(name, source, text, english)
        if repair is not None:
            mended = _replace(text, repair.before, repair.after)
            if mended != text:
                text, english = mended, None
                repairs.append(repair)
    return text, tuple(repairs)


def _repair(name: Name, source: str, text: str, english: EnglishText) -> Repair | None:
    forms = exonyms().get(lower(name.text), ())
    if forms:
        return _exonym(name, forms, source, text) if name.rule in ("exonym", "place", "apostrophe") else None
    if all(map(english.holds, name.required)):
        return _given(name, source, text, english)
    person = len(name.words) > len(name.required) and name.words[-1] == name.required[-1]
    if person and (repair := _surname(name, source, text)) is not None:
        return repair
    for word in name.required:
        if len(word) < _SHORTEST or english.holds(word) or not _is_spelt(word, "'" in source[name.start : name.end]):
            continue
        if (slip := misspelt(word, (), source, text)) is not None:
            return Repair("slip", slip, _spelling(word, slip))
    return None


def _is_spelt(word: str, suffixed: bool) -> bool:
    """Whether a name may stand in English as the source has it: no language, no plural, no case without apostrophe."""
    if _LANGUAGE.search(word) or is_plural(word):
        return False
    return suffixed or is_listed(word) or _CASE.search(word) is None


def _spelling(word: str, slip: str) -> str:
    """The spelling that a slip was meant to be: of a foreign name the English one, where that is nearer."""
    forms = () if is_first_name(word) else foreign_names().get(lower(word), ())
    return max((word, *forms), key=lambda form: (SequenceMatcher(None, fold(slip), fold(form)).ratio(), form == word))


def _exonym(name: Name, forms: tuple[str, ...], source: str, text: str) -> Repair | None:
    """The name in English, where the text has it in Turkish or misspelt."""
    said = folded_words(text)
    if any(folded_words(form)[:-1] in said for form in forms):
        return None
    if any(f" {form}" in said for word in name.words for form in english_forms(word)):
        return None
    behind = _NEXT.match(source, name.end)
    if behind is not None and not is_generic(behind[1]) and not is_people(behind[1]):
        return None  # Kıbrıs Şehitleri Caddesi
    if lower(name.text) in _also_names():
        return None if f" {fold(name.text)} " in said else _slip_of(name, forms, source, text)
    if re.search(rf"(?<![\w'.-]){re.escape(name.text)}(?!\w)", text):
        return Repair("exonym", name.text, forms[0])
    return _slip_of(name, forms, source, text)


def _slip_of(name: Name, forms: tuple[str, ...], source: str, text: str) -> Repair | None:
    if len(name.words) > 1 or len(name.text) < _SHORTEST or is_first_name(name.text):
        return None
    if name.text in words("names", "months") | words("names", "days"):
        return None  # Kasym is no misspelt November
    slip = misspelt(name.text, forms, source, text)
    return None if slip is None else Repair("slip", slip, forms[0])


def _surname(name: Name, source: str, text: str) -> Repair | None:
    """The surname of the source, where the translation has a word in its place: Ahmet Smallbay, Ahmet Küçükbay."""
    first, surname = name.words[-2], name.required[-1]
    if not is_first_name(first) or is_plural(surname):
        return None
    known = known_words(source)
    for match in _CAPITALISED.finditer(text):
        other = _NEXT.match(text, match.end())
        if other is None or fold(match.group()) != fold(first) or fold(other[1]) in known:
            continue
        if is_transliteration(other[1], surname) or fold(other[1]) in english_forms(surname):
            return None
        if not _is_translated(other[1]):
            return None
        before = f"{match.group()} {other[1]}"
        further = _NEXT.match(text, other.end())
        if further is not None and not _NEXT.match(source, name.end) and _is_rest(further[1], known):
            before += further.group()  # Hakan Thank God
        return Repair("surname", before, f"{match.group()} {surname}")
    return None


def _given(name: Name, source: str, text: str, english: EnglishText) -> Repair | None:
    """A given name misspelt before the right surname: Muhitin Böcek, Muhittin Böcek."""
    surname = name.required[-1]
    if len(name.words) < 2 or name.words[-1] != surname or english.spells(name.words[-2]):
        return None
    given = name.words[-2]
    before = re.search(rf"(?<![\w'.-])([{CAPITAL}]\w{{2,}}) {re.escape(surname)}(?!\w)", text)
    if before is None or not is_sure_first_name(given) or len(given) < _SHORTEST:
        return None
    said, wanted = fold(before[1]), fold(given)
    if near(said, wanted, ALIKE) < ALIKE or said in known_words(source):
        return None
    undoubled = _DOUBLED.sub(r"\1", said) == _DOUBLED.sub(r"\1", wanted) and is_surname(surname)  # of a Turk
    if is_right(said, wanted) and not undoubled:
        return None
    return None if before[1] in packed("english_names") else Repair("given name", before.group(), f"{given} {surname}")


def _is_translated(word: str) -> bool:
    """Whether a word behind a first name can be a surname's translation, not a name that English news knows."""
    return word not in packed("english_names") or fold(word) in _common()


def _is_rest(word: str, known: frozenset[str]) -> bool:
    """Whether a further word belongs to a surname translated by two: a plain English word, no name or title."""
    return fold(word) in _common() and fold(word) not in known


def _common() -> PackedWords:
    """English words that are no names."""
    return packed("english_words")


@cache
def _also_names() -> frozenset[str]:
    return frozenset(row[0] for row in table("also_names"))


def _replace(text: str, word: str, name: str) -> str:
    return re.sub(rf"(?<![\w'.-]){re.escape(word)}(?!\w)", lambda _: name, text)
