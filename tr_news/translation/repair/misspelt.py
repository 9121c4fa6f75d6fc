"""Whether a word of a translation is a name of the source misspelt, or that name as English has it."""

import re
from difflib import SequenceMatcher
from functools import cache

from tr_news.facts.names.alike import is_transliteration
from tr_news.facts.names.words import CAPITAL, exonyms, foreign_names
from tr_news.text.fold import fold
from tr_news.text.lexicon import packed
from tr_news.text.turkish.letters import lower

_NAME = re.compile(rf"(?<![\w'.-])([{CAPITAL}]\w{{2,}})('\w+)?")
_WORD = re.compile(r"\w+")
# SequenceMatcher's ratio from which a word is a name misspelt.
ALIKE, _ALIKE_SHORT = 0.75, 0.8
# English respelling, which is no mistake: Kabataş, Kabatash; Transilvanya, Transylvania.
_RESPELLED = (
    ("sh", "s"), ("ch", "c"), ("ph", "f"), ("th", "t"), ("j", "c"), ("k", "c"), ("q", "c"), ("w", "v"), ("y", "i"),
    ("x", "s"), ("z", "s"),
)  # fmt: skip
_DERIVED = re.compile(r"e?s|n|ns|ian|ians|ans?|ese|ish")  # America, Americans
_TRIPLED = re.compile(r"(.)\1\1")
_LEARNED = re.compile(r"(?:ics?|isms?|ists?|log(?:y|ies)|ions?|als?|ties|ty)$")  # Sonogenetik, sonogenetics
SHORT = 5  # letters of a name that can be told from another by nearly all of them


def known_words(source: str) -> frozenset[str]:
    """The words of the source and the English forms of its names, without case and accents."""
    found = set()
    for word in _WORD.findall(source):
        found.add(fold(word))
        for table_of in (exonyms(), foreign_names()):
            found.update(fold(form) for form in table_of.get(lower(word), ()))
    return frozenset(found)


def _is_english(word: str) -> bool:
    """Whether a folded word is English, a name in it, or the English form of a Turkish one: then it isn't misspelt."""
    return word in packed("english_spellings") or word in _english_forms()


@cache
def _english_forms() -> frozenset[str]:
    sources = (exonyms(), foreign_names())
    return frozenset(fold(form) for source in sources for forms in source.values() for form in forms)


def misspelt(name: str, forms: tuple[str, ...], source: str, text: str) -> str | None:
    """The capitalised word of the text that is nearly the name or its English form, if there is one."""
    english = [fold(form) for form in forms if " " not in form] or [fold(name)]
    spellings = {fold(name), *english}
    least = _ALIKE_SHORT if len(name) <= SHORT else ALIKE
    alike: dict[str, float] = {}
    for word in dict.fromkeys(match[1] for match in _NAME.finditer(text)):
        likeness = max((near(fold(word), spelling, least) for spelling in spellings), default=0.0)
        if likeness >= least:
            alike[word] = likeness
    known = known_words(source)
    for word in sorted(alike, key=lambda word: (-alike[word], word)):
        candidate = fold(word)
        right = any(_is_respelled(candidate, form) for form in english) or (
            not forms and is_right(candidate, fold(name))
        )
        if not right and not _is_english(candidate) and candidate not in known:
            return word
    return None


def is_right(word: str, name: str) -> bool:
    """Whether a word is the name by another way to spell its sounds, or an English word made of it."""
    if _TRIPLED.search(word):
        return False
    return is_transliteration(word, name) or (_LEARNED.search(word) is not None and word[:SHORT] == name[:SHORT])


def _is_respelled(word: str, name: str) -> bool:
    if word.startswith(name) and _DERIVED.fullmatch(word, len(name)):
        return True
    for english, turkish in _RESPELLED:
        word, name = word.replace(english, turkish), name.replace(english, turkish)
    return word == name


def near(word: str, name: str, least: float) -> float:
    """SequenceMatcher's ratio where it is ``least`` or more and the initials agree, else 0."""
    if word[:1] != name[:1]:
        return 0.0
    matcher = SequenceMatcher(None, word, name, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least else 0.0
