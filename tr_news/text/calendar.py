"""The names of the months, Turkish and English: one table for everybody."""

from functools import cache

from tr_news.text.fold import fold
from tr_news.text.lexicon import table


@cache
def turkish_months() -> tuple[str, ...]:
    """The twelve months in small letters, January first."""
    return tuple(row[1] for row in table("months"))


@cache
def english_months() -> tuple[str, ...]:
    """The twelve months as English writes them, January first."""
    return tuple(row[2] for row in table("months"))


@cache
def month_numbers() -> dict[str, int]:
    """1 to 12 for every name of a month in small letters: Turkish, English, short English ("sept")."""
    found: dict[str, int] = {}
    for row in table("months"):
        names = [row[1], row[2], *(row[3].split() if len(row) > 3 else [])]
        found |= {name.lower(): int(row[0]) for name in names}
    return found


@cache
def month_spellings() -> dict[str, int]:
    """1 to 12 for every spelling of a month, folded: those of :func:`month_numbers` and the short Turkish ones."""
    short = {row[4]: int(row[0]) for row in table("months")}
    return {fold(name): number for name, number in (*month_numbers().items(), *short.items())}
