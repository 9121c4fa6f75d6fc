"""Upper and lower case the Turkish way: i and İ, ı and I.

Python's ``str.lower`` makes two characters of "İ" and "i" of "I"; these functions don't. What they return is NFC.
"""

import re
import unicodedata

_LOWER = str.maketrans("İI", "iı")
_UPPER = str.maketrans("iı", "İI")
_DOTTED_I = "i\u0307"  # what careless lower-casing has made of İ
_WORD = re.compile(r"[^\W\d_]+")


def lower(text: str) -> str:
    """Lower case: İ becomes i, I becomes ı; â, î and û keep their accents."""
    composed = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", composed.translate(_LOWER).lower().replace(_DOTTED_I, "i"))


def upper(text: str) -> str:
    """Upper case: i becomes İ, ı becomes I; â, î and û keep their accents."""
    composed = unicodedata.normalize("NFC", text).replace(_DOTTED_I, "i")
    return unicodedata.normalize("NFC", composed.translate(_UPPER).upper())


def capitalize(text: str) -> str:
    """The text with its first letter in upper case and everything else as it was."""
    text = unicodedata.normalize("NFC", text).replace(_DOTTED_I, "i")
    first = _WORD.search(text)
    if first is None:
        return text
    return text[: first.start()] + upper(text[first.start()]) + text[first.start() + 1 :]


def sentence_case(text: str) -> str:
    """Lower case with a capital at the start. Names lose theirs: ``casing.decase`` keeps them."""
    return capitalize(lower(text))
