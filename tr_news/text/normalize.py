"""Source normalisation: what a Marian model reads must look like what it was trained on.

Marian's training text went through punctuation normalisation, which the Hugging Face tokenizer leaves out. The
training code imports this function, so the two can't drift apart.
"""

import re
import unicodedata

_PUNCTUATION = str.maketrans(
    {
        "’": "'", "‘": "'", "‚": "'", "‛": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
        "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-",
        "…": "...",
        "⁄": "/",
    }
)  # fmt: skip
_MARKS = re.compile(f"[{re.escape(''.join(map(chr, _PUNCTUATION)))}]")
# What English prints of the capitals of a Turkish place: İSTANBUL is ISTANBUL.
ASCII_CAPITALS = str.maketrans("İÇĞÖŞÜ", "ICGOSU")
# NFKC turns 1½ into 11⁄2 and 10² into 102: the parts are kept apart first, or the number changes.
_FRACTION_AFTER_DIGIT = re.compile(r"(?<=[0-9])(?=[¼-¾⅐-⅞])")
_POWER_AFTER_DIGIT = re.compile(r"(?<=[0-9])(?=[²³¹⁰⁴-⁹])")
_DOTTED_I = "i̇"  # what str.lower() makes of İ; NFKC does not mend it
_INVISIBLE = {"Cf", "Co", "Cs"}  # zero-width characters and soft hyphens, private use, lone surrogates


def normalize_source(text: str) -> str:
    """NFKC; ``’‘`` to ``'``, ``“”„«»`` to ``"``, dashes to ``-``, ``…`` to ``...``; white space folded and stripped.

    What NFKC does besides: ``½`` becomes ``1/2`` (after a digit a space comes between: ``1½`` is ``1 1/2``), ``m²``
    becomes ``m2`` but ``10²`` ``10^2``, ``™`` becomes ``TM``, full-width letters and ligatures plain ones. Control
    characters count as white space; invisible ones, private use and lone surrogates are left out. Never fails.
    """
    if not text.isascii():
        if not unicodedata.is_normalized("NFKC", text):
            text = _FRACTION_AFTER_DIGIT.sub(" ", text)
            text = _POWER_AFTER_DIGIT.sub("^", text)
            # ´ and its like would become a space and a combining accent under NFKC, hence punctuation first and again.
            text = unicodedata.normalize("NFKC", text.translate(_PUNCTUATION))
        if _MARKS.search(text):
            text = text.translate(_PUNCTUATION)
        text = text.replace(_DOTTED_I, "i")
    if not text.isprintable():
        text = "".join(_visible(character) for character in text)
    elif "  " not in text:  # no white space but single spaces
        return text.strip(" ")
    return " ".join(text.split())


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    return "" if category in _INVISIBLE else character
