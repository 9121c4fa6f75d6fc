"""Names of outputs that every file system takes, and that no two inputs share."""

import hashlib
import re
import unicodedata

# Not allowed on Windows, or troublesome in shells and listings; lone surrogates stand for bytes that are no UTF-8.
_UNSAFE = re.compile('[<>:"/\\\\|?*\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)", re.IGNORECASE)
_LONGEST = 180  # bytes of UTF-8: with a mark and an ending it stays below the 255 that file systems allow
_MARK = 8  # hexadecimal digits that tell names apart


def safe(name: str) -> str:
    """The name in NFC, or one made of it that is safe, with a mark of the original where something was changed."""
    plain = unicodedata.normalize("NFC", name)
    fit = _UNSAFE.sub("_", plain)
    fit = fit.rstrip(". ") or "_"
    if _DEVICES.match(fit) or fit.startswith(".tr-news"):
        fit = f"_{fit}"
    short = fit.encode()[:_LONGEST].decode("utf-8", "ignore")
    return plain if short == plain else marked(short.rstrip(". "), name)


def marked(name: str, owner: str) -> str:
    """The name with a mark that depends on its owner alone; it stands before the ending."""
    mark = hashlib.sha256(owner.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]
    stem, dot, ending = name.rpartition(".")
    return f"{stem}~{mark}.{ending}" if dot and stem and len(ending) <= 8 else f"{name}~{mark}"


def folded(name: str) -> str:
    """What two names have in common that a file system may take for one: case and composition don't count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
