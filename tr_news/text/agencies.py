"""News agencies, of ``data/agencies.txt``: the one list of them."""

import re
from functools import cache

from tr_news.text.lexicon import sections


@cache
def agencies() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The name of each agency, and what stands for it in datelines, credits and feet."""
    rows = [[part.strip() for part in line.split("|")] for line in sections("agencies")["agencies"]]
    return tuple((name, tuple(forms)) for name, *forms in rows)


@cache
def agency_forms() -> frozenset[str]:
    """Every spelling that may stand in a dateline's brackets."""
    return frozenset(form for _, forms in agencies() for form in forms) | frozenset(sections("agencies")["datelines"])


@cache
def agency_pattern() -> str:
    """A pattern of every spelling in a dateline's brackets, the longest first, as written."""
    return rf"(?:{'|'.join(re.escape(form) for form in sorted(agency_forms(), key=lambda form: (-len(form), form)))})"
