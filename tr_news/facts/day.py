"""The part of the day: whether two texts, one Turkish and one English, speak of the same one.

A clock's half of the day is told by :mod:`tr_news.facts.numbers.attributes`; here it is words alone: "sabah" and
"in the evening".
"""

import re
from collections.abc import Iterator
from functools import cache

from tr_news.facts.polarity import LONGEST, Problem
from tr_news.facts.sentence import Facts
from tr_news.text.lexicon import sections

PARTS = ("morning", "noon", "afternoon", "evening", "midnight", "night", "am", "pm")
# What no translator means by the other; "gece 3" and "3 in the morning" are one, so are evening and night.
_EXCLUDE = frozenset(
    frozenset(pair.split())
    for pair in (
        "morning noon", "morning afternoon", "morning evening", "noon evening", "noon midnight", "noon night",
        "afternoon midnight", "afternoon night", "morning midnight", "morning pm", "afternoon am", "evening am",
    )
)  # fmt: skip


def other_part(original: Facts, rendering: Facts) -> Iterator[tuple[Problem, str]]:
    """The words of two texts of which each names one part of the day, and not the same."""
    if original.language == rendering.language or max(len(original.text), len(rendering.text)) > LONGEST:
        return
    if len(one := _parts(original)) != 1 or len(other := _parts(rendering)) != 1:
        return
    if frozenset({*one, *other}) in _EXCLUDE:
        yield "missing", next(iter(one.values()))
        yield "added", next(iter(other.values()))


def _parts(facts: Facts) -> dict[str, str]:
    """Each part of the day that the text names, and the word for it."""
    return {match.lastgroup or "": match.group() for match in _named(facts.language).finditer(facts.small)}


@cache
def _named(language: str) -> re.Pattern[str]:
    parts = (f"(?P<{part}>{'|'.join(sections('polarity')[f'{language}-{part}'])})" for part in PARTS)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
