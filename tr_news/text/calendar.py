"""The names of the months and of the days of the week, Turkish and English, and how news shortens them."""

import re
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


_VOWELS = "aeiou"
# As letters without their marks are written, and with them.
_LETTERS = {"c": "cç", "g": "gğ", "i": "iıİI", "o": "oö", "s": "sş", "u": "uü"}
_SHORTEST = 3  # letters of a shortened month without a full stop behind it: "3 ek 2026" is no date


@cache
def weekday_pattern() -> str:
    """What matches a day of the week, case ignored, whole or shortened in any way: "Çarş", "Ç.şamba", "C.tesi", "Pzt".

    A shortened one begins as the day does and has some of its other letters in their order, full stops between them.
    """
    names = {fold(name): name for row in table("weekdays") for name in row[1:3]}
    return "(?:" + "|".join(_some_letters(name) for name in sorted(names, key=len, reverse=True)) + r")(?![^\W\d_])"


def _some_letters(name: str) -> str:
    first, *others = (f"[{_LETTERS.get(letter, letter)}]" for letter in name)
    return first + "".join(rf"(?:\.?{letter})?" for letter in others)


def month_of(name: str, *, stopped: bool = False) -> int | None:
    """1 to 12 for a month's name, whole or shortened in any way ("Ağs", "Hzr", "Eyl"), None for any other word.

    A shortened one is cut anywhere, vowels left out or not: its first letter and its next consonants stand.

    Args:
        name: the word, without a full stop.
        stopped: a full stop stands behind it; then two letters are enough ("Oc.").
    """
    folded = fold(name)
    known = month_spellings().get(folded)
    if known is not None or len(folded) < (2 if stopped else _SHORTEST):
        return known
    fitting = [number for number, pattern in _shortened() if pattern.fullmatch(folded)]
    return fitting[0] if len(fitting) == 1 else None


@cache
def _shortened() -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((number, re.compile(_cut_anywhere(fold(name)))) for number, name in enumerate(turkish_months(), 1))


def _cut_anywhere(name: str) -> str:
    """ "mart" as "ma?(?:r(?:t)?)?"; of two consonants that are the same one may be left out."""
    pattern = ""
    for place in range(len(name) - 1, 0, -1):
        letter = name[place]
        twice = letter == name[place - 1]
        pattern = f"{letter}?{pattern}" if letter in _VOWELS or twice else f"(?:{letter}{pattern})?"
    return name[0] + pattern
