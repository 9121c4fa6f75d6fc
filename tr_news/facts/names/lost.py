"""Which names of a Turkish sentence its translation no longer has."""

from collections.abc import Sequence

from tr_news.facts.names.alike import EnglishText
from tr_news.facts.names.article import KnownNames
from tr_news.facts.names.find import find_names
from tr_news.facts.names.people import RULE
from tr_news.facts.names.runs import Name
from tr_news.facts.names.words import is_exonym, is_sure_first_name, is_surname, is_word
from tr_news.text.normalize import normalize_source

_NONE = KnownNames()


def lost_names(source: str, translation: str, known: KnownNames = _NONE) -> list[str]:
    """The names of the source of which what is required (the surname, the whole place) doesn't show in the translation.

    ``known`` holds the names of the article that the sentence stands in (:func:`known_names`).
    """
    return missing_names(find_names(normalize_source(source), known.words, known.people), normalize_source(translation))


def missing_names(names: Sequence[Name], translation: str) -> list[str]:
    """Those of the names that a normalised translation doesn't show."""
    if not names:
        return []
    english = EnglishText(translation)
    return list(dict.fromkeys(name.text for name in names if not _is_shown(name, english)))


def is_to_the_letter(name: Name) -> bool:
    """Whether a name must stand as it is, as it means something else: "Melis Ay" is no "Melis Moon"."""
    if name.rule == RULE:
        return True
    surname = name.required[-1]
    ambiguous = is_surname(surname) or (is_exonym(surname) and is_word(surname))  # Mehmet Mısır
    return len(name.words) > 1 and is_sure_first_name(name.words[0]) and ambiguous


def _is_shown(name: Name, english: EnglishText) -> bool:
    if is_to_the_letter(name):
        return english.spells(name.required[-1]) or english.sounds(name.required[-1])
    return english.shows(name.required) or (name.words != name.required and english.has_form(name.text))
