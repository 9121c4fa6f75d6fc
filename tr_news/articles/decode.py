"""Bytes → text: which encoding a file is in, and whether it is text at all.

The order: byte order mark, the pattern of NULs that UTF-16 and UTF-32 leave, strict UTF-8, UTF-8 with a few broken
bytes, the charset that the page declares, windows-1254. A detector by statistics has no place in it: on Turkish text
they answer ISO-8859-10 or windows-1250, silently.
"""

import codecs
import re
from dataclasses import dataclass

from tr_news.errors import InputError, UsageError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What a page in Turkish means when it says one of these (the WHATWG reads iso-8859-9 as windows-1254; the Latin-1
# labels differ from it in the six Turkish letters only, and a Turkish page that declares them has those).
_TURKISH_NAMES = """
iso-8859-9 iso8859-9 iso_8859-9 iso88599 iso_8859-9:1989 iso-ir-148 csisolatin5 latin5 latin-5 l5
windows-1254 cp1254 x-cp1254 1254
iso-8859-1 iso8859-1 iso_8859-1 iso88591 latin1 latin-1 l1 windows-1252 cp1252 x-cp1252 us-ascii ascii
"""
_TURKISH_LABELS = frozenset(_TURKISH_NAMES.split())
_LATIN5_CODECS = frozenset({"iso8859-9", "cp1254"})
# Codecs of Python that aren't encodings of files.
_NOT_FOR_FILES = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"})

_META_CHARSET = re.compile(
    rb"<meta\b[^>]{0,300}?\bcharset\s{0,20}=\s{0,20}[\"']?\s{0,20}([\w.:-]{1,40})", re.IGNORECASE
)
_XML_ENCODING = re.compile(rb"\A\s{0,200}<\?xml\b[^>]{0,200}?\bencoding\s{0,20}=\s{0,20}[\"']([\w.:-]{1,40})", re.I)

_ARCHIVE = "{}; unpack it and give the files in it"
_SAVE = "{}, not text; save the article as .txt, .md, .html or .json"
_SIGNATURES = (
    (b"%PDF-", 0, _SAVE.format("a PDF document")),
    (b"PK\x03\x04", 0, _ARCHIVE.format("a ZIP archive")),
    (b"PK\x05\x06", 0, _ARCHIVE.format("an empty ZIP archive")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "an old office document; save it as .docx or .txt"),
    (b"{\\rtf", 0, "an RTF document; save it as .docx or .txt"),
    (b"\x1f\x8b", 0, _ARCHIVE.format("a gzip archive")),
    (b"BZh", 0, _ARCHIVE.format("a bzip2 archive")),
    (b"\xfd7zXZ\x00", 0, _ARCHIVE.format("an xz archive")),
    (b"7z\xbc\xaf\x27\x1c", 0, _ARCHIVE.format("a 7z archive")),
    (b"\x28\xb5\x2f\xfd", 0, _ARCHIVE.format("a Zstandard archive")),
    (b"Rar!\x1a\x07", 0, _ARCHIVE.format("a RAR archive")),
    (b"ustar", 257, _ARCHIVE.format("a tar archive")),
    (b"\x89PNG\r\n", 0, _SAVE.format("a PNG image")),
    (b"\xff\xd8\xff", 0, _SAVE.format("a JPEG image")),
    (b"GIF8", 0, _SAVE.format("a GIF image")),
    (b"WEBP", 8, _SAVE.format("a WebP image")),
    (b"ftyp", 4, _SAVE.format("a video or an image")),
    (b"ID3", 0, _SAVE.format("an MP3 recording")),
    (b"OggS", 0, _SAVE.format("an Ogg recording")),
    (b"\x7fELF", 0, _SAVE.format("a program")),
    (b"SQLite format 3\x00", 0, _SAVE.format("a database")),
)

_DOS_LETTERS = frozenset("çğıöşüÇĞİÖŞÜ".encode("cp857"))
_WINDOWS_LETTERS = frozenset("çğıöşüÇĞİÖŞÜâîû".encode("cp1254"))
_BESIDE_LETTERS = re.compile(rb"(?<=[a-z])[\x80-\xff](?=[a-z\x80-\xff])")
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\x0b\x0c\x1a\x1b")
_MAX_CONTROLS = 0.02  # of the bytes of a text; compressed data has about 10 %
_SAMPLE = 1 << 16
_MAX_UNDEFINED = 0.05  # of the non-ASCII bytes


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the Python name of the encoding it was in, and what had to be mended."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def codec_name(label: str) -> str:
    """The Python codec for the name of an encoding given by the user.

    iso-8859-9 becomes windows-1254, which has the same letters and the quotation marks besides.

    Raises:
        UsageError: there is no such encoding.
    """
    try:
        info = codecs.lookup(label.strip())
    except (LookupError, ValueError):  # ValueError: a NUL or a lone surrogate in the name
        info = None
    if info is None or info.name in _NOT_FOR_FILES or not info._is_text_encoding:
        raise UsageError(f"unknown encoding {label!r}: try utf-8, windows-1254, iso-8859-9, utf-16 or cp857")
    return "cp1254" if info.name in _LATIN5_CODECS else info.name


def decode(data: bytes, source: str, *, encoding: str | None = None, markup: bool = False) -> Decoded:
    """Decodes the bytes of one file.

    Args:
        data: the whole file.
        source: what to call it in an error.
        encoding: the user's word, above everything else.
        markup: whether to believe a charset declared in the text (``<meta charset>``, ``<?xml encoding>``).

    Raises:
        InputError: empty, binary, or in no encoding that fits.
        UsageError: ``encoding`` is not the name of one.
    """
    forced = codec_name(encoding) if encoding is not None else None
    if not data[:4096].strip() and not data.strip():  # a copy of a large file only where it begins blank
        raise InputError(source, "empty; give a file with the text of an article")
    if forced is not None:
        return _as_told(data, source, forced)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _tolerant(data[len(bom) :], name)
    for signature, offset, problem in _SIGNATURES:
        if data.startswith(signature, offset):
            raise InputError(source, problem)
    wide = _wide(data[:_SAMPLE])
    if wide is not None:
        return _tolerant(data, wide)
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > max(3, _MAX_CONTROLS * len(sample)):
        raise InputError(source, "binary data, not text; save the article as .txt, .md, .html or .json")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if _nearly_utf8(data):
        return _tolerant(data, "utf-8")
    declared = _declared(data) if markup else None
    if declared not in (None, "cp1254", "utf-8"):
        assert declared is not None
        try:
            return Decoded(data.decode(declared), declared)
        except (UnicodeError, ValueError):
            pass
    if _is_dos(sample):
        text = data.decode("cp857", "replace")
        return Decoded(text, "cp857", ("read as code page 857, the Turkish of DOS; name another with --encoding",))
    decoded = _tolerant(data, "cp1254")
    high = sum(1 for byte in sample if byte > 127)
    if decoded.text[:_SAMPLE].count("\ufffd") > _MAX_UNDEFINED * high:
        raise InputError(source, "neither UTF-8 nor windows-1254; name its encoding with --encoding")
    return decoded


def _as_told(data: bytes, source: str, name: str) -> Decoded:
    if name == "utf-8":
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        decoded = _tolerant(data, name)
    except (UnicodeError, ValueError) as error:  # utf-16 of one byte, say
        raise InputError(source, f"not {name}; leave out --encoding or name another one") from error
    if decoded.text.count("\ufffd") * 10 > len(decoded.text):
        raise InputError(source, f"not {name}; leave out --encoding or name another one")
    return decoded


def _tolerant(data: bytes, name: str) -> Decoded:
    """Decodes with U+FFFD for what can't be decoded, and says so."""
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        label = "windows-1254" if name == "cp1254" else name
        return Decoded(text, name, (f"undecodable bytes ({label}) shown as U+FFFD",))


def _wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: most characters of a Turkish text are ASCII, every other byte of them NUL."""
    zeros = [sample[i::4].count(0) / max(1, len(sample[i::4])) for i in range(4)]
    if len(sample) < 4 or max(zeros) < 0.5:
        return None
    if min(zeros[1:]) > 0.5 and zeros[0] < 0.05:
        return "utf-32-le"
    if min(zeros[:3]) > 0.5 and zeros[3] < 0.05:
        return "utf-32-be"
    if min(zeros[1], zeros[3]) > 0.5 and max(zeros[0], zeros[2]) < 0.05:
        return "utf-16-le"
    if min(zeros[0], zeros[2]) > 0.5 and max(zeros[1], zeros[3]) < 0.05:
        return "utf-16-be"
    return None


def _nearly_utf8(data: bytes) -> bool:
    """Whether far more of the non-ASCII bytes make UTF-8 characters than don't.

    In windows-1254 Turkish a pair of bytes that looks like UTF-8 is a rarity ("Ü”"), single letters are the rule. A
    character cut off at the very end counts as UTF-8 when nothing else is against it.
    """
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - bad
    cut_at_end = bad == 1 and data[-3:].translate(None, bytes(range(0x80))).startswith(
        (b"\xc3", b"\xc4", b"\xc5", b"\xe2")
    )
    return good > bad or (good == 0 and cut_at_end and text.endswith("\ufffd"))


def _is_dos(sample: bytes) -> bool:
    """Whether the bytes above ASCII that stand beside letters are Turkish letters in code page 857, not in 1254."""
    beside = _BESIDE_LETTERS.findall(sample)
    dos, windows = (sum(byte[0] in letters for byte in beside) for letters in (_DOS_LETTERS, _WINDOWS_LETTERS))
    return dos >= 3 and dos > 3 * windows


def _declared(data: bytes) -> str | None:
    """The codec that the page declares, or None."""
    head = data[:4096]
    found = _XML_ENCODING.search(head) or _META_CHARSET.search(head)
    if found is None:
        return None
    label = found.group(1).decode("ascii", "replace").lower()
    if label in _TURKISH_LABELS:
        return "cp1254"
    try:
        name = codec_name(label)
    except UsageError:
        return None
    return None if name.startswith(("utf-16", "utf-32", "utf-7")) else name
