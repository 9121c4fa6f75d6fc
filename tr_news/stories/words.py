"""The words of a text, without the suffixes that an apostrophe sets off, and whether they are written as names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tr_news.stories.turkish import lower

_WORD = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)?")
_APOSTROPHE = re.compile("['’‘`´]")
_OPENS = frozenset(".!?:…\"“”'‘’«»(")
_LONGEST = 40  # letters of a word; longer ones are addresses and noise


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its form in lower case without suffix, and how it is written.

    ``capital`` says that it is written as a name: with a capital inside a sentence or before an apostrophe; ``small``
    that it is written in lower case.
    """

    form: str
    capital: bool
    small: bool


def words(text: str, limit: int | None = None) -> list[Word]:
    """The words of a text in order, at most ``limit``."""
    found: list[Word] = []
    for word in _words(text):
        if limit is not None and len(found) >= limit:
            break
        found.append(word)
    return found


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        written = match.group()
        base = _APOSTROPHE.split(written, maxsplit=1)[0]
        start = match.start()
        inside = start > 1 and text[start - 1] == " " and text[start - 2] not in _OPENS
        capital = base[0].isupper() and (inside or len(base) < len(written))
        yield Word(lower(base[:_LONGEST]), capital, base[0].islower())
