"""Mends names that a model has misspelt, or left in Turkish where English has a name of its own.

A small model spells a rare name piece by piece and slips: Chupkov becomes Chkupov, Budapeşte Budapeshte. Where the
translation lacks a name of the source, and has one capitalised word that is nearly that name, or stands behind the same
first name, and is nowhere in the source, the two are taken for the same.
"""

import re
from difflib import SequenceMatcher
from functools import cache

from tr_news.translation.names import exonyms, fold, is_generic, may_be_common, table
from tr_news.turkish.casing import lower

_CAPITAL = "A-ZÇĞİÖŞÜÂÎÛ"
_NAME = re.compile(rf"(?<![\w'.-])([{_CAPITAL}]\w{{2,}})('\w+)?")
_WORD = re.compile(r"\w+")
_CAPITALISED_BEFORE = re.compile(rf"[{_CAPITAL}][\w.]*[ -]$")
_WORD_AFTER = re.compile(r"[ -](\w+)")
_FIRST_NAME = re.compile(rf"(?<![\w'.-])([{_CAPITAL}]\w+) $")
_PAIR = re.compile(rf"(?<![\w'.-])([{_CAPITAL}]\w+) (?=([{_CAPITAL}]\w+))")
_SURNAMES = frozenset(("alman", "arap", "bulgar", "çerkez", "kürt", "macar", "özbek", "tatar", "türkmen"))
# SequenceMatcher's ratio from which a word is a name misspelt; an apostrophe and a suffix behind it make a name sure.
_ALIKE, _ALIKE_UNMARKED = 0.7, 0.83
_LOOK_BACK = 30  # characters in front of a name
_SHORTEST = 4  # letters of a name that can be told from another by its letters
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
    respellings and derived words (Kabatash, Americans) are left as they are.
    """
    for match in _NAME.finditer(source):
        name = match[1]
        forms = exonyms().get(lower(name), ())
        if (not forms and name in text) or any(form in text for form in forms) or _is_part(source, match):
            continue
        if name in text:
            surname = lower(name) in _SURNAMES and _CAPITALISED_BEFORE.search(
                source, max(0, match.start() - _LOOK_BACK), match.start()
            )
            if fold(name) != fold(forms[0]) and not surname:
                text = _replace(text, name, forms[0])
        elif not forms and (wrong := _surname(source, match, text)) is not None:
            text = _replace(text, wrong, f"{wrong.split()[0]} {name}")
        elif len(name) >= _SHORTEST and (forms or _is_name(match)):
            least = _ALIKE if forms or match[2] else _ALIKE_UNMARKED
            slip = _misspelt(name, forms, source, text, least)
            if slip is not None:
                text = _replace(text, slip, forms[0] if forms else name)
    return text


def _surname(source: str, match: re.Match[str], text: str) -> str | None:
    """First name and what the translation has instead of the surname: Ahmet Küçükbay is no Ahmet Smallbay."""
    before = _FIRST_NAME.search(source, max(0, match.start() - _LOOK_BACK), match.start())
    if before is None or before[1] not in _first_names() or is_generic(match[1]):
        return None
    known = {fold(word) for word in _WORD.findall(source)}
    if fold(match[1]) in {fold(word) for word in _WORD.findall(text)}:
        return None
    for pair in _PAIR.finditer(text):
        if fold(pair[1]) == fold(before[1]) and fold(pair[2]) not in known:
            return f"{pair[1]} {pair[2]}"
    return None


@cache
def _first_names() -> frozenset[str]:
    return frozenset(row[0] for row in table("first_names"))


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
    of_source = {fold(word) for word in _WORD.findall(source)}
    of_text = {fold(word) for word in _WORD.findall(text)}
    english = [fold(form) for form in forms if " " not in form] if forms else [fold(name)]
    spellings = {fold(name), *english}
    if not of_text.isdisjoint(spellings):
        return None
    found: tuple[float, str] = (least, "")
    for word in dict.fromkeys(match[1] for match in _NAME.finditer(text)):
        candidate = fold(word)
        if candidate in of_source or any(_is_respelled(candidate, form) for form in english):
            continue
        for spelling in spellings:
            if spelling[0] == candidate[0]:
                found = max(found, (SequenceMatcher(None, candidate, spelling, autojunk=False).ratio(), word))
    return found[1] or None


def _is_respelled(word: str, name: str) -> bool:
    if word.startswith(name) and _DERIVED.fullmatch(word, len(name)):
        return True
    for english, turkish in _RESPELLED:
        word, name = word.replace(english, turkish), name.replace(english, turkish)
    return word == name


def _replace(text: str, word: str, name: str) -> str:
    return re.sub(rf"(?<![\w'.-]){re.escape(word)}(?!\w)", lambda _: name, text)
