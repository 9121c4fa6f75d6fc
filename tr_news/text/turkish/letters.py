"""Upper and lower case the Turkish way: i and İ, ı and I.

Python's ``str.lower`` makes two characters of "İ" and "i" of "I"; these functions don't. What they return is NFC.
"""

import re
import unicodedata

_UPPER = str.maketrans("iı", "İI")
_SECOND_DOT = re.compile("(?<=[iİ])\u0307+")  # what careless casing has put on an i
_WORD = re.compile(r"[^\W\d_]+")


def lower(text: str) -> str:
    """Lower case: İ becomes i, I becomes ı; â, î and û keep their accents."""
    if text.isascii():
        return text.replace("I", "ı").lower()
    composed = unicodedata.normalize("NFC", text).replace("İ", "i")
    if "\u0307" in composed:
        lowered = _SECOND_DOT.sub("", composed.replace("ı\u0307", "i").replace("I", "ı").lower())
    else:
        lowered = composed.replace("I", "ı").lower()
    return unicodedata.normalize("NFC", lowered)


def upper(text: str) -> str:
    """Upper case: i becomes İ, ı becomes I; â, î and û keep their accents."""
    composed = _SECOND_DOT.sub("", unicodedata.normalize("NFC", text))
    return unicodedata.normalize("NFC", composed.translate(_UPPER).upper())


def capitalize(text: str) -> str:
    """The text with its first letter in upper case and everything else as it was."""
    text = _SECOND_DOT.sub("", unicodedata.normalize("NFC", text))
    first = _WORD.search(text)
    if first is None:
        return text
    return text[: first.start()] + upper(text[first.start()]) + text[first.start() + 1 :]


def sentence_case(text: str) -> str:
    """Lower case with a capital at the start. Names lose theirs: ``casing.decase`` keeps them."""
    return capitalize(lower(text))
