"""Text without case and diacritics, as people write names who lack the letters."""

import re
import unicodedata
from itertools import filterfalse

_WORD = re.compile(r"\w+")
# What Turkish and NFKD leave as letters of their own.
_PLAIN = str.maketrans(
    {"İ": "I", "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE"}
)


def fold(text: str) -> str:
    """Small letters without diacritics: Erdoğan, ERDOGAN and Erdogan are the same, İ, I and ı are i, ß is ss."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(filterfalse(unicodedata.combining, decomposed)).casefold()


def folded_words(text: str) -> str:
    """The folded words of a text, one space between, before and behind them: whole words are looked for in it."""
    return f" {' '.join(_WORD.findall(fold(text)))} "
