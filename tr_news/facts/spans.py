"""Parts of a text that are no words and mean the same in every language: addresses, tags, codes, signs with numbers.

They have to be in a translation as they stand. What English writes another way (4,5 °C, 750 bin ₺) comes with its
English form. All patterns begin at the edge of a token, so that they take time linear in the text.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tr_news.text.lexicon import table, words

_TRAILING = ".,;:!?…)]}\"'”’»"
_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_CLOCK = r"(?:[01]?\d|2[0-3])[.:][0-5]\d(?!\d|[.,:]\d)"
_BEFORE_CLOCK = (
    r"(?:(?<=[Ss]aat )|(?<=[Gg]ece )|(?<=[Ss]abah )|(?<=[Aa]kşam )|(?<=\d\d\.\d\d ile )|(?<=\d\d\.\d\d ve ))"
)
_SCALES = {"bin": 1000, "milyon": "million", "milyar": "billion", "trilyon": "trillion"}
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_HOUR_UNITS = {"km/s": "km/h", "km/sa": "km/h", "km/saat": "km/h"}  # s is "saat", an hour
_INVISIBLE = re.compile("[\u200b-\u200d\ufe0e\ufe0f\u2060]")
_EMOJI = (
    "[\U0001f1e6-\U0001f1ff]{2}|"
    "(?:[0-9#*]\ufe0f?\u20e3|[\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff\u2500-\u259f])"
    "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a Turkish text; ``english`` is what an English text has for it, mostly the same."""

    kind: str
    text: str
    english: str
    start: int
    end: int


# Without a digit, a sign, a stop between letters or a character that no Latin text has there is none: the common case.
_HINT = re.compile(r"[\d@#/\\€$£₺%°©®™]|\w\.\w|[^\x00-\u024f\u2010-\u2027]")


def find_spans(source: str) -> list[Span]:
    """The spans of a Turkish text that isn't normalised, in order, none inside another."""
    found: list[Span] = []
    if _HINT.search(source) is None:
        return found
    groups = tuple(kinds for kinds, needed in _needs() if needed.search(source))
    for match in _pattern(groups).finditer(source) if groups else ():
        kind = match.lastgroup or ""
        text = match.group()
        if kind in ("url", "domain", "path"):
            text = text.rstrip(_TRAILING)
        if kind == "plate" and match["plate_letters"] in words("spans", "not_plates"):
            continue
        if kind == "code" and not any(c.isalpha() for c in text):
            continue
        start = match.start()
        found.append(Span(kind, text, _english(kind, text), start, start + len(text)))
    return found


def missing_spans(spans: Sequence[Span], translation: str) -> list[str]:
    """Those of the spans that the translation doesn't have as they stand."""
    if not spans:
        return []
    there = _visible(translation)
    return list(dict.fromkeys(span.text for span in spans if not _is_there(span, there)))


def _is_there(span: Span, translation: str) -> bool:
    if span.kind == "time":
        return True  # the number check reads clocks
    if span.kind in ("money", "measure", "minus"):
        return _is_said(span, translation)
    return any(_visible(form) in translation for form in (span.text, span.english))


def _is_said(span: Span, translation: str) -> bool:
    """Whether a sign is there, or the words that English has for it; the figure is the number check's business."""
    if span.kind == "minus":
        return bool(re.search(r"(?<!\w)-\s?\d", translation) or _BELOW.search(translation))
    signs = [unit for unit in (*_sorted("units"), *words("spans", "currencies")) if unit in span.text]
    sign = max(signs, key=len, default="")
    if _visible(_HOUR_UNITS.get(sign, sign)) in translation or _visible(sign) in translation:
        signed = True
    else:
        said = _said().get(sign)
        signed = said is not None and said.search(translation) is not None
    if not span.text.startswith(("-", "−")):
        return signed
    return signed and bool(re.search(r"[-−]\s?\d", translation) or _BELOW.search(translation))


_BELOW = re.compile(r"\b(?:minus|below|sub-?zero|negative)\b", re.IGNORECASE)


@cache
def _said() -> dict[str, re.Pattern[str]]:
    return {sign: re.compile(pattern, re.IGNORECASE) for sign, pattern in table("unit_words")}


def _english(kind: str, text: str) -> str:
    """What English writes: numbers with a point for decimals, the currency sign in front."""
    if kind == "time":
        return text.replace(".", ":").rjust(5, "0")
    if kind not in ("money", "measure", "minus"):
        return text
    match = _MEASURED.fullmatch(text)
    if match is None:
        return text
    sign = "-" if match["minus"] else ""
    value = english_number(match["number"])
    scale = _SCALES.get((match["scale"] or "").strip())
    if isinstance(scale, int):
        value = f"{int(float(value.replace(',', '')) * scale):,}"
    elif scale is not None:
        value = f"{value} {scale}"
    unit = (match["before"] or match["after"] or "").strip()
    if unit in words("spans", "currencies"):
        return f"{sign}{unit}{value}"
    if match["before"]:
        return f"{sign}{value}{unit}"  # ‰ 2
    space = " " if match["after"] and match["after"][0].isspace() and not unit.startswith("°") else ""
    return f"{sign}{value}{space}{_HOUR_UNITS.get(unit, unit)}"


def english_number(written: str) -> str:
    """1.250,5 as 1,250.5."""
    whole, _, decimals = written.partition(",")
    if "." in whole and _GROUPED.fullmatch(whole) is None:
        return written  # 2.5 is English already
    return whole.replace(".", ",") + (f".{decimals}" if decimals else "")


def _visible(text: str) -> str:
    """Without what no reader sees, and compatibility signs as plain ones (m² is m2)."""
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))


@cache
def _sorted(section: str) -> list[str]:
    return sorted(words("spans", section), key=lambda word: (-len(word), word))


def _alternatives(section: str) -> str:
    return "|".join(map(re.escape, _sorted(section)))


# Kinds that are looked for together: every group more is a pattern more to build.
_GROUPS = (
    ("url", "email", "handle", "hashtag", "domain", "path"),
    ("iban", "plate", "money", "time", "minus", "code"),
    ("measure",),
    ("emoji",),
)


@cache
def _needs() -> list[tuple[tuple[str, ...], re.Pattern[str]]]:
    """Groups of kinds, and what a text has at least that has a span of one of them: else none is looked for."""
    patterns = {
        "url": r"://|www\.",
        "email": "@",
        "handle": "@",
        "hashtag": "#",
        "domain": r"\w\.\w",
        "path": rf"[/\\]|\w\.(?:{_alternatives('files')})\b",
        "iban": r"[A-Z]{2}\d\d ?\d{4}",
        "plate": r"\d ?[A-ZÇĞİÖŞÜ]",
        "money": rf"{_alternatives('currencies')}",
        "measure": r"\d ?[^\W\d]|[°‰]",
        "time": r"\d[.:]\d",
        "minus": r"[-−]\d",
        "code": r"\d-[A-Za-z]",
        "emoji": r"[^\x00-\u024f\u2010-\u2027]",
    }
    return [(kinds, re.compile("|".join(patterns[kind] for kind in kinds))) for kinds in _GROUPS]


@cache
def _pattern(groups: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    wanted = {kind for group in groups for kind in group}
    number, signs, units = _NUMBER, _alternatives("currencies"), _alternatives("units")
    domains, files = _alternatives("domains"), _alternatives("files")
    scale = r"(?: (?:bin|milyon|milyar|trilyon)(?=\W))?"
    kinds = {
        "url": r"(?<![\w@])(?:(?:https?|ftp)://|www\.)[^\s<>\"'“”‘’«»]+",
        "email": r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+",
        "handle": r"(?<![\w@./])@\w{2,50}",
        "hashtag": r"(?<![\w&#/])#\w*[^\W\d_]\w*",
        "domain": rf"(?<![\w@.-])(?:[a-zA-Z0-9][\w-]*\.){{1,4}}(?:{domains})(?![\w-])(?:/[^\s<>\"'“”‘’«»]*)?",
        "path": r"(?<!\w)(?:[A-Za-z]:\\[^\s<>\"'|]+|~?(?:/[\w.+-]+){2,}/?"
        rf"|(?<![\w@./-])\w[\w.+-]{{0,80}}\.(?:{files})(?![\w-]))",
        "iban": r"(?<!\w)[A-Z]{2}\d{2}(?: ?\d{4}){3,6}(?: ?\d{1,3})?(?!\w)",
        "plate": r"(?<![\w.,])(?:0[1-9]|[1-7]\d|8[01]) ?(?P<plate_letters>[A-ZÇĞİÖŞÜ]{1,3}) ?\d{2,5}(?![\w.,]*\d|\w)",
        "money": rf"(?<![\w.,])[-−]?(?:(?:{signs}) ?{number}{scale}|{number}{scale} ?(?:{signs}))(?!\w)",
        "measure": rf"(?<![\w.,])[-−]?(?:{number}{scale} ?(?:{units})(?![\w/²³])|‰ ?{number}(?!\w)|{number} ?‰)",
        "time": rf"{_BEFORE_CLOCK}{_CLOCK}|(?<![\w.,]){_CLOCK}(?= ile \d\d\.\d\d arası| sıraların| sularınd)",
        "minus": rf"(?<![\w.,)–-])[-−]{number}(?![\w.,]*\d)(?! ?%)(?!\w)",
        "code": r"(?<![\w.,-])v?\d{1,4}(?:\.\d{1,4}){1,3}-[A-Za-z]\w*(?!\w)",
        "emoji": rf"(?:{_EMOJI})(?:\u200d?(?:{_EMOJI}))*",
    }  # fmt: skip
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items() if kind in wanted))


_MEASURED = re.compile(
    rf"(?P<minus>[-−])?(?P<before>[^\d\s\w]+ ?)?(?P<number>{_NUMBER})(?P<scale> (?:bin|milyon|milyar|trilyon))?"
    r"(?P<after>[^\d]+\d?(?:/.+)?)?"
)
