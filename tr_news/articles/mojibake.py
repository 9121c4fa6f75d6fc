"""Mojibake: text that went through the wrong encoding, mended where that loses nothing, named where it can't be.

ftfy was tried: it mends UTF-8 read as code page 437, but not as 850, 857 or windows-1254, and knows nothing of Turkish
letters that became Icelandic ones. The tables here are computed from the codecs.
"""

import re
from functools import cache

# Control characters of latin-1 are windows-1252 punctuation that somebody decoded as iso-8859-1 or -9.
C1 = {0x80 + i: char for i, char in enumerate(bytes(range(0x80, 0xA0)).decode("cp1252", "replace")) if char != "\ufffd"}

_TURKISH = "çğıöşüÇĞİÖŞÜâîûÂÎÛéë“”‘’…–—•«»€°·"
_WESTERN = (("latin-1", False), ("latin-1", True), ("cp1254", False))  # codec, and whether C1 became windows-1252
_UNDEFINED = {"Å\ufffd": "Ş", "Ä\ufffd": "Ğ", "â€\ufffd": "”"}
_LABELS = {"cp437": "code page 437", "cp850": "code page 850", "cp857": "code page 857", "mac_roman": "Mac Roman"}
# A letter of UTF-8 read in a code page of DOS, or of the Mac, begins with one of these; they stand in no Turkish text.
_DOS = re.compile("[├─┼ΓÔ√≈ƒ][^\\s\x00-\x7f]")
_ENOUGH = 3  # sequences: one or two may be drawing
_SUSPECT = re.compile("[ÃÄÅ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸ?]")
# windows-1254 read as windows-1252 or latin-1, and the letters that tell Icelandic, Czech or Turkmen from it.
_LATIN1_TURKISH = str.maketrans("ýþðÝÞÐ", "ışğİŞĞ")
_LATIN1_LETTERS = re.compile("[ýþðÝÞÐ]")
_NOT_LATIN1_TURKISH = re.compile("[ışğİŞĞáéíóúæøåňžäāčšřÁÉÍÓÚÆØÅŇŽÄĀČŠŘ]")
_LOST_LETTER = re.compile(r"(?<=[a-zçöü])\?(?=[a-zçöü])")


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    """Undoes mojibake that can be undone without loss; warns of that, of what can't be, and of U+FFFD."""
    warnings: list[str] = []
    mended = _western(text)
    if mended != text:
        warnings.append("mojibake mended: UTF-8 had been read as windows-1252")
    mended, codec = _dos(mended)
    if codec is not None:
        warnings.append(f"mojibake mended: UTF-8 had been read as {_LABELS[codec]}")
    odd = len(_LATIN1_LETTERS.findall(mended))
    if odd >= 3 and odd * 60 > len(mended):
        if _NOT_LATIN1_TURKISH.search(mended) is None:
            mended = mended.translate(_LATIN1_TURKISH)
            warnings.append("mojibake mended: windows-1254 had been read as windows-1252")
        elif re.search("[þðÞÐ]", mended):
            warnings.append("possible mojibake: ý, þ or ð among Turkish letters")
    if _SUSPECT.search(mended):
        warnings.append("possible mojibake: sequences such as Ã¼ or Å? that could not be mended")
    words = [word for word in mended.split() if "?" in word and "/" not in word and "=" not in word]
    if sum(len(_LOST_LETTER.findall(word)) for word in words) >= 3:
        warnings.append("letters lost: question marks inside words")
    if "\ufffd" in mended:
        warnings.append(f"{mended.count(chr(0xFFFD))} characters lost (U+FFFD)")
    return mended, tuple(warnings)


def _western(text: str) -> str:
    if not any(first in text for first in "ÃÄÅâÂ"):
        return text
    pattern, table = _table(_WESTERN)
    if "\ufffd" in text and pattern.search(text):  # the byte that windows-1254 (-1252) has no character for
        for lost, char in _UNDEFINED.items():
            text = text.replace(lost, char)
    return pattern.sub(lambda found: table[found.group()], text)


def _dos(text: str) -> tuple[str, str | None]:
    """UTF-8 read in a code page of DOS, by the page whose table fits most; None where that is not certain."""
    if len(_DOS.findall(text)) < _ENOUGH:
        return text, None
    best, hits = None, 0
    for codec in _LABELS:  # the first of equals: they agree on what is there
        pattern, _ = _table(((codec, False),))
        count = len(pattern.findall(text))
        if count > hits:
            best, hits = codec, count
    if best is None or hits < _ENOUGH:
        return text, None
    pattern, table = _table(((best, False),))
    return pattern.sub(lambda found: table[found.group()], text), best


@cache
def _table(codecs: tuple[tuple[str, bool], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """What each Turkish letter and each mark of typography becomes when its UTF-8 is read in one of the codecs."""
    table: dict[str, str] = {}
    for char in _TURKISH:
        for codec, c1 in codecs:
            read = "".join(bytes([byte]).decode(codec, "replace") for byte in char.encode())
            if "\ufffd" not in read:
                table[read.translate(C1) if c1 else read] = char
    return re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True)))), table
