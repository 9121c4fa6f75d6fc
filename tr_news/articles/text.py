"""Cleaning: the characters of a text, and lines that were wrapped by hand. Linear in the length of the text."""

import html
import re
import unicodedata
from collections.abc import Callable, Sequence

from tr_news.articles.mojibake import C1, mend
from tr_news.text.fold import folded_words, squeezed

_C1_PUNCTUATION = re.compile("[\x91-\x97]")
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028]")
_SOFT_BREAK = re.compile("\xad[ \t]{0,40}\n[ \t]{0,40}")
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_JOINER = re.compile(
    "(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])"
)  # but in emoji
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0001\U000e0020-\U000e007f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_NOT_LETTERS_RUN = re.compile("[^\\w\x00-\u02ff]{31,}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_LABEL = re.compile(r"\s*[A-ZÇĞİÖŞÜ][\w/ ]{1,24}?\s?:\s")
# Of any media type, base64 or not; what is left of the image or the rule of style that held it goes too.
_DATA_URI = re.compile(
    r"(?:!\[[^\]\n]{0,200}\]\(|url\()?[\"']?data:[\w/+.-]{0,60}(?:;[\w=.+-]{1,40}){0,4},[^\s\"'()<>]{40,}[\"']?(?:\)(?<=\)))?"
)
_BLANKS = re.compile(r"\s+")

# A key for comparing lines, and the words of one: case, diacritics, punctuation and spaces don't count.
fold, fold_words = squeezed, folded_words


def has_letters(text: str) -> bool:
    """Whether there is a letter in it, of any alphabet."""
    return any(char.isalpha() for char in text)


def one_line(text: str) -> str:
    """The text with every run of white space one space, none at the ends."""
    return _BLANKS.sub(" ", text).strip()


def without_data_uris(text: str) -> str:
    """The text without ``data:`` addresses, which are images and fonts."""
    return _DATA_URI.sub("", text) if "data:" in text else text


def unescape(text: str) -> str:
    """Character references that were left in plain text (``&quot;``, ``&#39;``)."""
    return _ENTITY.sub(lambda found: html.unescape(found.group()), text) if "&" in text else text


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """NFC text whose only control character is the newline, without invisible characters.

    Returns:
        The text, and warnings: mojibake (mended, where that loses nothing), U+FFFD.
    """
    text, warnings = mend(_SURROGATES.sub("\ufffd", text))
    if _C1_PUNCTUATION.search(text):
        text = text.translate(C1)
    text = _NEWLINES.sub("\n", text).replace("\u2029", "\n\n")
    text = _SOFT_BREAK.sub("", text)
    text = _SPACES.sub(" ", text)
    text = _JOINER.sub("", _INVISIBLE.sub("", text))
    # Normalising sorts combining marks: quadratic in a run of them. UAX #15 lets a stream-safe text have 30.
    text = _NOT_LETTERS_RUN.sub(_stream_safe, text)
    # What other programs make of İ in lower case, and what NFC does not compose.
    return unicodedata.normalize("NFC", text).replace("i\u0307", "i"), warnings


def _stream_safe(found: re.Match[str]) -> str:
    kept: list[str] = []
    run = 0
    for char in found.group():
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= 30:
            kept.append(char)
    return "".join(kept)


def unwrap(lines: Sequence[str], apart: Callable[[str], bool] = lambda _: False) -> list[str]:
    """Joins lines that were wrapped at a fixed width; blank lines stay, as "".

    A text counts as wrapped when its lines are of 40 to 120 characters, most of them could not have taken the first
    word of the next one, and most break in the middle of a sentence. Lists, verse and files with one paragraph a line
    fail one of the three and come back as they were. A line that is ``apart`` is joined to none above it.
    """
    stripped = [line.strip() for line in lines]
    pairs = [i for i in range(len(lines) - 1) if stripped[i] and stripped[i + 1]]
    width = max((len(stripped[k]) for i in pairs for k in (i, i + 1) if " " in stripped[k]), default=0)
    if not 40 <= width <= 120:
        return stripped
    full = {i for i in pairs if _is_full(stripped[i], stripped[i + 1], width)}
    broken = sum(1 for i in pairs if _breaks_sentence(stripped[i], stripped[i + 1]))
    # So few lines must look it from end to end; two may be a title and what stands below it.
    doubtful = len(pairs) < 3 and not all(stripped[i + 1][0].islower() for i in pairs)
    if doubtful and (len(pairs) < 2 or width < 60 or not len(full) == broken == len(pairs)):
        return stripped
    if len(full) < 0.6 * len(pairs) or broken < 0.5 * len(pairs):
        return stripped
    vocabulary = {word.strip(".,;:!?\"'()").casefold() for line in stripped for word in line.split()}
    paragraphs: list[str] = []
    parts: list[str] = []
    for i, line in enumerate(stripped):
        parts.append(line)
        if (
            i in full
            and not _starts_block(lines[i], lines[i + 1])
            and not (line.isupper() and not stripped[i + 1].isupper())
            and not apart(stripped[i + 1])
        ):
            continue
        paragraphs.append(_join(parts, vocabulary))
        parts = []
    return paragraphs


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line had no room (a few characters of slack: some wrap to the nearest)."""
    divided = line.endswith("-") and line[-2:-1].isalnum()
    return divided or len(line) + 1 + len(following.split(" ", 1)[0]) > width - 3


def _breaks_sentence(line: str, following: str) -> bool:
    return following[0].islower() or line.rstrip("\"'”’»)")[-1:] not in set(".!?…:")


def _starts_block(line: str, following: str) -> bool:
    """A deeper indent or the mark of a list begins something new."""
    indent = len(following) - len(following.lstrip())
    if _LABEL.match(following) is not None:
        return True  # "Haber: Tuna Erkaya / Fotoğraf: Selin Uzun"
    return indent >= len(line) - len(line.lstrip()) + 2 or re.match(r"\s*(?:[•·▪◦]|[-–—*+]\s)", following) is not None


def _join(parts: Sequence[str], vocabulary: set[str]) -> str:
    """One paragraph of its lines; a word divided by a hyphen at the end of a line is made whole."""
    pieces: list[str] = [parts[0]]
    for line in parts[1:]:
        last = pieces[-1]
        if last.endswith("-") and last[-2:-1].isalnum():
            head, tail = last.rsplit(" ", 1)[-1], line.split(" ", 1)[0].rstrip(".,;:!?\"'()")
            if last[-2:-1].isalpha() and tail[:1].islower() and (head + tail).casefold() not in vocabulary:
                pieces[-1] = last[:-1]
        else:
            pieces.append(" ")
        pieces.append(line)
    return "".join(pieces)
