"""What language identification reads of a text: a capped sample spread over it, its script and its words."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from tr_news.text.turkish.letters import lower

SAMPLE = 900  # characters read of a text: more changes no verdict
_WINDOWS = 6
_WORD_LENGTH = 40  # what is longer is no word

_JUNK = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+|[@#]\w+|<[^<>]*>")
_JUNK_HINT = re.compile(r"[@#<]|://|www\.")  # there is none without one of these
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")
_LETTER = re.compile(r"[^\W\d_]")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʻʼ`´ʹ", "'"))

_APOSTROPHE = re.compile("[’‘ʻʼ`´ʹ]")
_NOT_LATIN = re.compile(r"[^\W\d_\x00-\u036f]")  # a letter, or a sign like one, beyond the first Latin blocks

# First code point of each block and its script; None is a block without letters of one script.
_BLOCKS: tuple[tuple[int, str | None], ...] = (
    (0x0000, "latin"),
    (0x0370, "greek"),
    (0x0400, "cyrillic"),
    (0x0530, "armenian"),
    (0x0590, "hebrew"),
    (0x0600, "arabic"),
    (0x0700, None),
    (0x0750, "arabic"),
    (0x0780, None),
    (0x08A0, "arabic"),
    (0x0900, "devanagari"),
    (0x0980, "bengali"),
    (0x0A00, "gurmukhi"),
    (0x0A80, "gujarati"),
    (0x0B00, None),
    (0x0B80, "tamil"),
    (0x0C00, "telugu"),
    (0x0C80, "kannada"),
    (0x0D00, "malayalam"),
    (0x0D80, "sinhala"),
    (0x0E00, "thai"),
    (0x0E80, "lao"),
    (0x0F00, "tibetan"),
    (0x1000, "burmese"),
    (0x10A0, "georgian"),
    (0x1100, "hangul"),
    (0x1200, "ethiopic"),
    (0x13A0, None),
    (0x1780, "khmer"),
    (0x1800, None),
    (0x1E00, "latin"),
    (0x1F00, "greek"),
    (0x2000, None),
    (0x3040, "kana"),
    (0x3100, None),
    (0x3400, "han"),
    (0xA000, None),
    (0xAC00, "hangul"),
    (0xD7B0, None),
    (0xF900, "han"),
    (0xFB00, "latin"),
    (0xFB13, None),
    (0xFB1D, "hebrew"),
    (0xFB50, "arabic"),
    (0xFE00, None),
    (0xFE70, "arabic"),
    (0xFF00, None),
    (0xFF66, "kana"),
    (0xFFA0, None),
    (0x20000, "han"),
    (0x30000, None),
)
_STARTS = [start for start, _ in _BLOCKS]


@dataclass(frozen=True, slots=True)
class Word:
    """A word in lower case, the Turkish way and the way of languages without a dotless ı."""

    turkish: str
    dotted: str
    capital: bool  # it has a capital: a name, the start of a sentence, a heading


def sample(text: str) -> str:
    """About ``SAMPLE`` characters of a text, clean: all of it, or windows spread evenly over it."""
    if len(text) <= SAMPLE:
        return clean(text)
    width = SAMPLE // _WINDOWS
    step = (len(text) - width) / (_WINDOWS - 1)
    chosen = clean(" ".join(_window(text, round(i * step), width) for i in range(_WINDOWS)))
    if chosen:
        return chosen
    letter = _LETTER.search(text)
    return clean(text[letter.start() : letter.start() + SAMPLE]) if letter else ""


def clean(text: str) -> str:
    """A text without addresses, mark-up and invisible characters, in NFKC; empty where it has no letters.

    Every apostrophe is "'".
    """
    text = _INVISIBLE.sub("", text)
    if _JUNK_HINT.search(text):
        text = _JUNK.sub(" ", text)
    if not _LETTER.search(text):
        return ""
    return unicodedata.normalize("NFKC", text.translate(_APOSTROPHES) if _APOSTROPHE.search(text) else text)


def script(text: str) -> str | None:
    """The script of most letters (``latin``, ``cyrillic``, ``han``…), None where there is none that is known.

    A Japanese text is ``kana`` though it has more Chinese characters than kana.
    """
    if not _NOT_LATIN.search(text):
        return "latin" if any(map(str.isalpha, text)) else None
    counts: Counter[str] = Counter()
    for character, count in Counter(text).items():
        if character.isalpha() and (name := _BLOCKS[bisect_right(_STARTS, ord(character)) - 1][1]):
            counts[name] += count
    if counts["kana"] * 10 > counts["han"] > 0:
        counts["kana"] += counts.pop("han")
    return max(counts, key=lambda name: (counts[name], name)) if counts.total() else None


def words(text: str) -> list[Word]:
    """The words of a clean text; apostrophes are part of them."""
    return [_word(match[:_WORD_LENGTH]) for match in _WORD.findall(text)]


@lru_cache(10_000)
def _word(word: str) -> Word:
    return Word(lower(word), dotted(word), word != word.lower())


def dotted(text: str) -> str:
    """Lower case the way of languages whose every i has a dot."""
    return unicodedata.normalize("NFC", text.replace("İ", "I").lower())


def _window(text: str, start: int, width: int) -> str:
    """Text from ``start`` on, without the words that the cuts go through."""
    window = text[start : start + width]
    if start > 0:
        window = window.split(maxsplit=1)[-1] if len(window.split(maxsplit=1)) > 1 else window
    if start + width < len(text):
        window = window.rsplit(maxsplit=1)[0] if len(window.rsplit(maxsplit=1)) > 1 else window
    return window
