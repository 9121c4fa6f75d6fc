"""Mends names that a model has misspelt, or left in Turkish where English has a name of its own.

A small model spells a rare name piece by piece and slips: Chupkov becomes Chkupov, Budapeşte Budapeshte. Where the
translation lacks a name of the source, and has one capitalised word that is nearly that name, or stands behind the same
first name, and is nowhere in the source, the two are taken for the same.
"""

import re
import zlib
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from tr_news.facts.names import CAPITAL, exonyms, fold, is_generic, may_be_common
from tr_news.text.lexicon import table
from tr_news.text.turkish.casing import lower

_NAME = re.compile(rf"(?<![\w'.-])([{CAPITAL}]\w{{2,}})('\w+)?")
_WORD = re.compile(r"\w+")
_WORD_AFTER = re.compile(r"[ -](\w+)")
_FIRST_NAME = re.compile(rf"(?<![\w'.-])([{CAPITAL}]\w+) $")
_SURNAME_ENDING = re.compile("(?:oğlu|[clç][ıiuü])$")
_PAIR = re.compile(rf"(?<![\w'.-])([{CAPITAL}]\w+) (?=([{CAPITAL}]\w+))")
# SequenceMatcher's ratio from which a word is a name misspelt; an apostrophe and a suffix behind it make a name sure.
_ALIKE, _ALIKE_UNMARKED = 0.7, 0.83
_LONGEST = 2000  # characters
_LOOK_BACK = 30  # characters in front of a name
_SHORTEST, _SHORT = 4, 5  # letters of a name that can be told from another by its letters, by nearly all of them
_ALIKE_SHORT = 0.8
_LANGUAGE = re.compile("[cç][ae]$")  # Latince
# English respelling, which is no mistake: Kabataş, Kabatash; Transilvanya, Transylvania.
_RESPELLED = (
    ("sh", "s"), ("ch", "c"), ("ph", "f"), ("th", "t"), ("j", "c"), ("k", "c"), ("q", "c"), ("w", "v"), ("y", "i"),
    ("x", "s"), ("z", "s"),
)  # fmt: skip
_DERIVED = re.compile(r"e?s|n|ns|ian|ians|ans?|ese|ish")  # America, Americans


def restore_names(source: str, text: str) -> str:
    """``text`` with the names of its Turkish ``source`` as they are written; both normalised.

    A name with an English form in ``data/exonyms.tsv`` gets that form, any other the spelling of the source. English
    words and names, respellings and derived words (Kabatash, Americans) are left as they are. So is what is longer than
    any sentence: the work grows with the square of the length.
    """
    if max(len(source), len(text)) > _LONGEST:
        return text
    words = _folded_words(text)
    for match in _NAME.finditer(source):
        name = match[1]
        forms = exonyms().get(lower(name), ())
        if not forms and (name in text or (match[2] is None and match.start() <= 1)):
            continue
        if _shows(name, forms, words) or _is_part(source, match):
            continue
        mended = text
        if name in text:
            mended = _replace(text, name, forms[0])
        elif not forms and (names := _surname(source, match, text)) is not None:
            mended = _replace(text, *names)
        elif len(name) >= _SHORTEST and (forms or _is_name(match)):
            least = _ALIKE if forms or match[2] else _ALIKE_UNMARKED
            slip = _misspelt(name, forms, source, text, max(least, _ALIKE_SHORT if len(name) <= _SHORT else 0))
            if slip is not None:
                mended = _replace(text, slip, forms[0] if forms else name)
        if mended != text:
            text, words = mended, _folded_words(mended)
    return text


def _folded_words(text: str) -> str:
    return f" {' '.join(_WORD.findall(fold(text)))} "


def _shows(name: str, forms: tuple[str, ...], words: str) -> bool:
    """Whether the folded words hold the name: its English form, or the Turkish one where that may stand in English."""
    if any(_folded_words(form)[:-1] in words for form in forms):
        return True
    return (not forms or lower(name) in _also_names()) and f" {fold(name)} " in words


def _surname(source: str, match: re.Match[str], text: str) -> tuple[str, str] | None:
    """The wrong name and the right one, where the translation has another surname: Ahmet Smallbay, Ahmet Küçükbay."""
    name = match[1]
    before = _FIRST_NAME.search(source, max(0, match.start() - _LOOK_BACK), match.start())
    if before is None or before[1] not in _first_names():
        return None
    if is_generic(name) or (may_be_common(name) and not _SURNAME_ENDING.search(name)):
        return None
    known = _known(source)
    for pair in _PAIR.finditer(text):
        if fold(pair[1]) == fold(before[1]) and fold(pair[2]) not in known:
            return f"{pair[1]} {pair[2]}", f"{pair[1]} {name}"
    return None


def _known(source: str) -> frozenset[str]:
    """The words of the source and the English forms of its names, without case and accents."""
    words = _WORD.findall(source)
    return frozenset(fold(word) for word in (*words, *(form for w in words for form in exonyms().get(lower(w), ()))))


@cache
def _first_names() -> frozenset[str]:
    return frozenset(row[0] for row in table("first_names"))


@cache
def _also_names() -> frozenset[str]:
    return frozenset(row[0] for row in table("also_names"))


@cache
def _english() -> frozenset[str]:
    """English words and names, and the English forms of Turkish ones: whatever they are, they aren't misspelt."""
    packed = files("tr_news.text").joinpath("data/english_words.z").read_bytes()
    forms = (fold(form) for forms in exonyms().values() for form in forms)
    return frozenset((*zlib.decompress(packed).decode("utf-8").split(), *forms))


def _is_part(source: str, match: re.Match[str]) -> bool:
    """Whether the name is one of two words that have an English form together: Yeni Zelanda."""
    before = source[: match.start()].rstrip(" -").rsplit(" ", 1)[-1]
    after = _WORD_AFTER.match(source, match.end())
    pairs = (f"{before} {match[1]}", f"{match[1]} {after[1]}" if after else "")
    return any(lower(pair) in exonyms() for pair in pairs)


def _is_name(match: re.Match[str]) -> bool:
    """Whether a capitalised word is surely a name: set off from its suffix, or capitalised in mid-sentence."""
    if _LANGUAGE.search(match[1]):
        return False
    if match[2]:
        return not is_generic(match[1])
    return match.start() > 1 and not may_be_common(match[1])


def _misspelt(name: str, forms: tuple[str, ...], source: str, text: str, least: float) -> str | None:
    """The capitalised word of the text that is nearly the name or its English form, if there is one."""
    english = [fold(form) for form in forms if " " not in form] if forms else [fold(name)]
    spellings = {fold(name), *english}
    alike: dict[str, float] = {}
    for word in dict.fromkeys(match[1] for match in _NAME.finditer(text)):
        likeness = max((_likeness(fold(word), spelling, least) for spelling in spellings), default=0.0)
        if likeness >= least:
            alike[word] = likeness
    for word in sorted(alike, key=lambda word: (-alike[word], word)):
        candidate = fold(word)
        respelled = any(_is_respelled(candidate, form) for form in english)
        if not respelled and candidate not in _english() and candidate not in _known(source):
            return word
    return None


def _likeness(word: str, name: str, least: float) -> float:
    """SequenceMatcher's ratio where it is ``least`` or more and the initials agree, else 0."""
    if word[:1] != name[:1]:
        return 0.0
    matcher = SequenceMatcher(None, word, name, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least else 0.0


def _is_respelled(word: str, name: str) -> bool:
    if word.startswith(name) and _DERIVED.fullmatch(word, len(name)):
        return True
    for english, turkish in _RESPELLED:
        word, name = word.replace(english, turkish), name.replace(english, turkish)
    return word == name


def _replace(text: str, word: str, name: str) -> str:
    return re.sub(rf"(?<![\w'.-]){re.escape(word)}(?!\w)", lambda _: name, text)
