"""The lists of the reader, in ``data/`` of this room, as entries and folded for comparing."""

from functools import cache

from tr_news.articles.text import fold
from tr_news.text import lexicon
from tr_news.text.agencies import agency_forms


def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The lines of ``data/NAME.txt`` by section, in order; "" is the section before the first."""
    return lexicon.sections(name, "articles")


@cache
def entries(name: str, section: str = "") -> tuple[str, ...]:
    """The entries of one section: lines, or what commas part on them."""
    lines = sections(name).get(section, ())
    return tuple(entry for line in lines for part in line.split(",") if (entry := part.strip()))


@cache
def keys(name: str, section: str = "") -> frozenset[str]:
    """The entries of one section, folded for comparing; of ``agencies`` those of the one list of them.

    The provinces are among the ``places``.
    """
    if name == "agencies":
        return agency_keys()
    more = lexicon.words("places", "provinces") if name == "places" else ()
    return frozenset(map(fold, (*entries(name, section), *more)))


@cache
def agency_keys() -> frozenset[str]:
    """The spellings of news agencies, folded for comparing."""
    return frozenset(map(fold, agency_forms()))
