"""The part of the day: whether two texts, one Turkish and one English, speak of the same one.

A clock's half of the day is told by :mod:`tr_news.facts.numbers.attributes`; here it is words alone: "sabah" and
"in the evening".
"""

from collections.abc import Iterator

from tr_news.facts.polarity import LONGEST, Problem, pattern
from tr_news.facts.sentence import Facts

PARTS = ("morning", "noon", "afternoon", "evening", "midnight", "night")
# What no translator means by the other; "gece 3" and "3 in the morning" are one, so are evening and night.
_EXCLUDE = frozenset(
    frozenset(pair.split())
    for pair in (
        "morning noon", "morning afternoon", "morning evening", "noon evening", "noon midnight", "noon night",
        "afternoon midnight", "afternoon night", "morning midnight",
    )
)  # fmt: skip


def other_part(original: Facts, rendering: Facts) -> Iterator[tuple[Problem, str]]:
    """The words of two texts of which each names one part of the day, and not the same."""
    if original.language == rendering.language or max(len(original.text), len(rendering.text)) > LONGEST:
        return
    one, other = _parts(original), _parts(rendering)
    if len(one) == 1 and len(other) == 1 and frozenset({*one, *other}) in _EXCLUDE:
        yield "missing", next(iter(one.values()))
        yield "added", next(iter(other.values()))


def _parts(facts: Facts) -> dict[str, str]:
    """Each part of the day that the text names, and the word for it."""
    found = {part: pattern(f"{facts.language}-{part}").search(facts.small) for part in PARTS}
    return {part: match.group() for part, match in found.items() if match is not None}
