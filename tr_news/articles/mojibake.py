"""Mojibake: text that went through the wrong encoding, mended where that loses nothing, named where it can't be.

ftfy was tried: it mends UTF-8 read as code page 437, but not as 850, 857 or windows-1254, and knows nothing of Turkish
letters that became Icelandic ones. The tables here are computed from the codecs.
"""

import re
from functools import cache
from itertools import islice

# Control characters of latin-1 are windows-1252 punctuation that somebody decoded as iso-8859-1 or -9.
C1 = {0x80 + i: char for i, char in enumerate(bytes(range(0x80, 0xA0)).decode("cp1252", "replace")) if char != "\ufffd"}

_TURKISH = "çğıöşüÇĞİÖŞÜâîûÂÎÛéë“”‘’…–—•«»€°·"
_WESTERN = (("latin-1", False), ("latin-1", True), ("cp1254", False))  # codec, and whether C1 became windows-1252
_UNDEFINED = {"Å\ufffd": "Ş", "Ã\ufffd": "Î", "Ä\ufffd": "Ğ", "â€\ufffd": "”"}
_DOS_PAGES = (437, 850, 857, 852, 866, 737, 775)
# In this order: where two fit equally, they agree on what is there.
_CODECS = (*(f"cp{page}" for page in _DOS_PAGES), "mac_roman", "cp1250", "cp1251", "cp1257", "iso8859-2", "iso8859-15")
_LEADS = b"\xc2\xc3\xc4\xc5\xe2"  # that begin the UTF-8 of Turkish letters and typography
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
    mended, codec = _other(text)
    if codec is not None:
        warnings.append(f"mojibake mended: UTF-8 had been read as {_label(codec)}")
    elif (mended := _western(text)) != text:
        warnings.append("mojibake mended: UTF-8 had been read as windows-1252")
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


def _other(text: str) -> tuple[str, str | None]:
    """UTF-8 read in another codec than windows-1252 and its kin, by the one whose table fits most; None if none does."""
    if text.isascii() or sum(1 for _ in islice(_suspicious().finditer(text), _ENOUGH)) < _ENOUGH:
        return text, None
    western = len(_table(_WESTERN)[0].findall(text))
    best, hits = None, max(_ENOUGH - 1, western)
    for codec in _CODECS:
        count = len(_table(((codec, False),))[0].findall(text))
        if count > hits:
            best, hits = codec, count
    if best is None:
        return text, None
    pattern, table = _table(((best, False),))
    return pattern.sub(lambda found: table[found.group()], text), best


@cache
def _suspicious() -> re.Pattern[str]:
    """Two characters beyond ASCII of which the first may be the first byte of a letter's UTF-8."""
    leads = {bytes([byte]).decode(codec, "ignore") for codec in _CODECS for byte in _LEADS} - {""}
    return re.compile(rf"[{re.escape(''.join(sorted(leads)))}][^\s\x00-\x7f]")


def _label(codec: str) -> str:
    """A codec as a reader knows it: "code page 437", "windows-1250", "iso-8859-2"."""
    if codec.startswith("cp125"):
        return codec.replace("cp", "windows-")
    return codec.replace("cp", "code page ").replace("iso8859", "iso-8859").replace("mac_roman", "Mac Roman")


@cache
def _table(codecs: tuple[tuple[str, bool], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """What each Turkish letter and each mark of typography becomes when its UTF-8 is read in one of the codecs, or twice."""
    table: dict[str, str] = {}
    for char in _TURKISH:
        for codec, c1 in codecs:
            once = _read(char, codec, c1=c1)
            for read in (once, _read(once, codec, c1=c1)):
                if "\ufffd" not in read:
                    table.setdefault(read, char)
    return re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True)))), table


def _read(text: str, codec: str, *, c1: bool) -> str:
    """A text whose UTF-8 is read in a codec; with ``c1``, control characters are windows-1252's punctuation."""
    read = "".join(bytes([byte]).decode(codec, "replace") for byte in text.encode())
    return read.translate(C1) if c1 else read
