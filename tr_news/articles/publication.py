"""Lines of publication: dates with their labels, counters and bylines. Metadata wherever they stand, never text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from tr_news.articles.bylines import APART, bare_name, byline, person
from tr_news.articles.dates import find_stamps, parse_moment
from tr_news.articles.draft import Block
from tr_news.articles.furniture import falls_under, is_newsroom, is_outlet, is_section
from tr_news.articles.lists import agency_keys, entries, keys
from tr_news.articles.stamp_forms import plain
from tr_news.articles.text import fold

Moment = date | datetime

_LONGEST = 240  # characters of a line of publication
_FIRST_BLOCKS = 6  # a bare date is one of publication in the head of an article; below it needs a label
_LAST_BLOCKS = 3
_LEAD_BLOCKS = 4  # stamps run into the text stand in the lead
_NAME_WORDS = 7  # of names and places beside the date: "Kerem Yurttaş, Ali Su / Edirne"
_SEPARATORS = re.compile(r"[\s()\[\]|•·●▪■►▸»→,;:/–—-]{0,40}")
_DATE_PREFIX = re.compile(r"\s*(?:date\s*[: ]|tarih\s*:)\s*(?=\d)", re.IGNORECASE)
_CLOCK = re.compile(r"(?:saat:? ?)?\b(?<![.\d])(?P<time>[0-2]?\d[:.][0-5]\d)(?![.\d])(?:\s?\(?TSİ\)?)?", re.IGNORECASE)
_FONT = re.compile(r"(?:\bA\s?[+-]\s?){1,4}|\byazı boyutu\b", re.IGNORECASE)
_MARKS = " |-–—"  # that part a stamp from the text
_DATED = re.compile(r"\btarihi?\s?:", re.IGNORECASE)
_AGO = re.compile(r"\d{1,3}\s(?:saniye|dakika|dk|saat|gün|hafta|ay|yıl) önce", re.IGNORECASE)
_PICTOGRAM = re.compile(r"[\u231a\u231b\u23f0-\u23f3\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?")  # a calendar, a clock
_SHORT_DAY = re.compile(
    r"\d{1,2} ?([./-]) ?\d{1,2} ?\1 ?['’]?\d\d|\d{1,2} [^\W\d_]{3,9} \d\d"
)  # "14/06/25", alone on its line


@dataclass(frozen=True, slots=True)
class Publication:
    """What a line of publication says; ``updated`` where the moment is of an update only."""

    moment: Moment | None
    updated: bool = False
    author: str | None = None


@cache
def _labels() -> re.Pattern[str]:
    def joined(section: str) -> str:
        return "|".join(re.escape(entry) for entry in sorted(entries("stamps", section), key=len, reverse=True))

    return re.compile(
        rf"\b(?:(?P<updated>{joined('updated')}|son(?=\s?:))|(?:{joined('published')}))(?: (?:{joined('suffix')}))?\b[ ]{{0,3}}:?[ ]{{0,3}}",
        re.IGNORECASE,
    )


@cache
def _counters() -> re.Pattern[str]:
    words = "|".join(re.escape(entry) for entry in sorted(entries("stamps", "counter"), key=len, reverse=True))
    return re.compile(
        rf"\b(?:{words})\b\s?[:(]?\s?\d[\d.,]*\s?\)?(?:\s?(?:dk|dakika)\b)?|\b\d[\d.,]*\s?(?:{words})\b\.?",
        re.IGNORECASE,
    )


def date_prefix(text: str) -> tuple[str, Moment | None, bool]:
    """Takes a leading ``date 2025-10-21`` off.

    Returns:
        The text without it, the moment (None for an impossible one), and whether there was a prefix.
    """
    found = _DATE_PREFIX.match(text[:80])
    if found is None:
        return text, None, False
    stamp = next(find_stamps(text[found.end() : found.end() + 80]), None)
    if stamp is None or stamp.start != 0:
        return text, None, False
    return text[found.end() + stamp.end :].lstrip(" .:|–—-"), stamp.moment, True


def publication_line(line: str) -> Publication | None:
    """Reads a line of nothing but dates, their labels, counters and names ("Ali Su / Edirne - 29 Mart 2024 14:02").

    Returns:
        None where the line is anything else. The moment of publication is preferred to that of an update.
    """
    if len(line) > _LONGEST:
        return None
    line, of_update = plain(_PICTOGRAM.sub(" ", line))
    published: Moment | None = None
    updated: Moment | None = None
    position = 0
    short = True
    rest: list[str] = []
    stamps = list(find_stamps(line))
    for stamp in stamps:
        gap = line[position : stamp.start]
        label = list(_labels().finditer(gap))
        behind = stamp is stamps[-1] and not label and (of_update or _is_of_update(line[stamp.end :]))
        if behind or (label and label[-1]["updated"]):
            updated = updated or stamp.moment
        else:
            published = published or stamp.moment
        rest.append(_labels().sub(" ", gap))
        short = short and stamp.short and not (stamp.timed or label)
        position = stamp.end
    if position == 0 or (short and _SHORT_DAY.fullmatch(line.strip()) is None):
        return None
    clocks = list(_CLOCK.finditer(line))
    if len(rest) == len(clocks) == 1 and published is not None and not isinstance(published, datetime):
        # "10:20 - 21 Ekim 2026"
        published = parse_moment(f"{published.isoformat()} {clocks[0]['time'].replace('.', ':')}") or published
    tail = line[position:]
    left = " | ".join([*rest, _labels().sub(" ", tail) if ":" in tail or _is_of_update(tail) else tail])
    for pattern in (_counters(), _FONT, _CLOCK, _AGO):
        left = pattern.sub(" ", left)
    moment = published or updated
    if _SEPARATORS.fullmatch(left) is not None:
        return Publication(moment, published is None)
    author = _beside(left)
    return Publication(moment, published is None, author or None) if author is not None else None


def _is_of_update(tail: str) -> bool:
    """Whether what stands behind a date says that it is an update's: "15.07.2026 10:00 (Güncelleme)"."""
    label = _labels().search(tail)
    return label is not None and bool(label["updated"]) and _CLOCK.search(tail) is None


def _beside(text: str) -> str | None:
    """The names in what stands beside the date: "" for places and agencies alone, None where it is something else."""
    parts = [part.strip(" .()[]") for part in APART.split(text)]
    parts = [part for part in parts if part]
    if not parts or len(" ".join(parts).split()) > _NAME_WORDS:
        return None
    people: list[str] = []
    for part in parts:
        if fold(part) in keys("places") | agency_keys() | keys("roles", "role") or is_section(part):
            continue
        *names, last = part.split()
        name = person(" ".join(names) if fold(last) in keys("roles", "reporting") else part)
        if name is None and (is_newsroom(part) or is_outlet(part)):
            continue
        if name is None:
            return None
        people.append(name)
    return ", ".join(people)


def cut_stamps(text: str) -> tuple[list[str], Moment | None]:
    """Cuts labelled stamps with a time of day ("Giriş: 16 Eylül 2025, Salı 08:43") out of running text.

    Returns:
        The pieces around them, and the moment of the first.
    """
    if (":" not in text and text == text.strip(_MARKS)) or _labels().search(text) is None:
        return [text], None
    pieces: list[str] = []
    moment: Moment | None = None
    position = 0
    labels = {found.end(): found.start() for found in _labels().finditer(text) if ":" in found.group()}
    for stamp in find_stamps(text):
        start = labels.get(stamp.start)
        if start is not None and stamp.timed and start >= position and _stands_apart(text, start, stamp.end):
            pieces.append(text[position:start])
            position = stamp.end
            moment = moment or stamp.moment
    pieces.append(text[position:])
    return [piece.strip(_MARKS) for piece in pieces if piece.strip(_MARKS)], moment


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is no part of a sentence ("Sınava giriş saati: 21 Ekim 2025 10.00 olarak …")."""
    before, after = text[:start].rstrip(), text[end:].lstrip(" |-–—")
    opened = not before or before[-1] in '.!?|:)”"' or text[start].isupper()
    return opened and not after[:1].islower()


@dataclass(frozen=True, slots=True)
class Published:
    """What the lines of publication of an article said, and the other blocks."""

    blocks: list[Block]
    moment: Moment | None = None
    author: str | None = None
    warnings: tuple[str, ...] = ()


def take_publication(blocks: Sequence[Block], *, titled: bool = False) -> Published:
    """Dates of publication and bylines are metadata wherever they stand: a prefix, lines of their own, stamps in the lead."""
    kept: list[Block] = []
    published: Moment | None = None
    updated: Moment | None = None
    author: str | None = None
    warnings: tuple[str, ...] = ()
    lines = _lines(blocks, titled)
    for i, block in enumerate(blocks):
        text = block.text
        if i == 0:
            text, published, is_prefix = date_prefix(text)
            if is_prefix and published is None:
                warnings = ("impossible date at the beginning ignored",)
            if not text:
                continue
        line, at_edge = lines.get(i), _at_edge(i, len(blocks))
        name = line.author if line is not None else None
        if line is not None and line.updated:
            updated = updated or line.moment
        elif line is not None:
            published = published or line.moment
        elif (i > 0 or titled) and at_edge and block.kind != "list":
            name = byline(text) or (bare_name(text) if {i - 1, i + 1} & set(lines) else None)
        author = author or name
        if line is not None or name is not None:
            if block.gap and kept:
                kept[-1] = replace(kept[-1], gap=True)
            continue
        if i < _LEAD_BLOCKS:
            pieces, moment = cut_stamps(text)
            updated = updated or moment
            kept.extend(replace(block, text=piece) for piece in pieces)
        else:
            kept.append(block if text is block.text else replace(block, text=text))
    return Published(kept, published or updated, author, warnings)


def _at_edge(place: int, count: int) -> bool:
    return place < _FIRST_BLOCKS or place >= count - _LAST_BLOCKS


def _lines(blocks: Sequence[Block], titled: bool) -> dict[int, Publication]:
    """The lines of publication by their places; entries of a chronicle are none."""
    chronicle = _entries(blocks)
    found: dict[int, Publication] = {}
    for i, block in enumerate(blocks):
        at_edge = _at_edge(i, len(blocks))
        line = publication_line(block.text) if i not in chronicle and (at_edge or ":" in block.text) else None
        # "Gazze Zirvesi 29 Mart 2024" may be the title; below the head and above the end names make it a sentence's part.
        if line is not None and not (line.author is not None and ((i == 0 and not titled) or not at_edge)):
            found[i] = line
        elif line is None and at_edge and i not in chronicle and _is_stamp(block.text):
            stamp = next(find_stamps(block.text), None)  # "Tarih: 29.03.2024 Bölge: Trakya"
            found[i] = Publication(stamp.moment if stamp is not None else None, updated=True)
    return found


def _is_stamp(text: str) -> bool:
    """Whether a line is one of publication by its words: "Tarih: 29.03.2024 Bölge: Trakya", "Sayı: 12 Tarih: 29.03.2024"."""
    return falls_under("stamp", text) or (_DATED.search(text) is not None and falls_under("credit", text))


def _entries(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines with a bare date, where there are several: entries of a chronicle or a live blog, not metadata."""
    dated = [i for i, b in enumerate(blocks) if b.text[:1].isdigit() and publication_line(b.text) is not None]
    return frozenset(dated if len(dated) > 1 and dated[-1] > dated[0] + 1 else ())
