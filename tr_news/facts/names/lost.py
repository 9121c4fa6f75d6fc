"""Which names of a Turkish sentence its translation no longer has."""

from collections.abc import Sequence

from tr_news.facts.names.alike import EnglishText
from tr_news.facts.names.article import KnownNames
from tr_news.facts.names.find import find_names
from tr_news.facts.names.runs import Name
from tr_news.facts.names.words import is_sure_first_name, is_surname
from tr_news.text.fold import fold
from tr_news.text.normalize import normalize_source

_NONE = KnownNames()


def lost_names(source: str, translation: str, known: KnownNames = _NONE) -> list[str]:
    """The names of the source of which what is required (the surname, the whole place) doesn't show in the translation.

    ``known`` holds the names of the article that the sentence stands in (:func:`known_names`).
    """
    return missing_names(find_names(normalize_source(source), known.words), normalize_source(translation))


def missing_names(names: Sequence[Name], translation: str) -> list[str]:
    """Those of the names that a normalised translation doesn't show."""
    if not names:
        return []
    english = EnglishText(translation)
    return list(dict.fromkeys(name.text for name in names if not _is_shown(name, english)))


def _is_shown(name: Name, english: EnglishText) -> bool:
    """Whether a name is there; a surname that is a word as well, as it is: "Melis Ay" is no "Melis Moon"."""
    surname = name.required[-1]
    if len(name.words) > 1 and is_surname(surname) and is_sure_first_name(name.words[0]):
        return fold(surname) in english.whole.split()
    return english.shows(name.required)
