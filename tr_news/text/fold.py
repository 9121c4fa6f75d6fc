"""Text without case and diacritics, as people write names who lack the letters."""

import re
import unicodedata
from itertools import filterfalse

_WORD = re.compile(r"[^\W_]+")
# Turkish letters first, one by one: several times as fast as the rest, and mostly all that is needed.
_TURKISH = tuple(zip("ışğüöçâîûİŞĞÜÖÇÂÎÛ", "isguocaiuISGUOCAIU", strict=True))
# What Turkish and NFKD leave as letters of their own.
_PLAIN = str.maketrans(
    {"İ": "I", "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE"}
)


def fold(text: str) -> str:
    """Small letters without diacritics: Erdoğan, ERDOGAN and Erdogan are the same, İ, I and ı are i, ß is ss."""
    for letter, plain in () if text.isascii() else _TURKISH:
        text = text.replace(letter, plain)
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(filterfalse(unicodedata.combining, decomposed)).casefold()


def folded_words(text: str) -> str:
    """The folded words of a text, one space between, before and behind them: whole words are looked for in it."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


def squeezed(text: str) -> str:
    """A key for comparing lines: folded, and without spaces and punctuation."""
    return "".join(filter(str.isalnum, fold(text)))
