"""Sentence boundaries of Turkish text.

Every stop, question mark, exclamation mark and ellipsis is a candidate; what stands before and after it decides, by the
tables of named rules in ``stops.py`` and ``lost_stops.py``; ``decisions`` tells which rule decided. The text is read
once from left to right and no more than a few dozen characters are looked at on either side of a candidate, so the time
is linear in the length of the text, whatever it holds.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tr_news.text.turkish import lost_stops, stops
from tr_news.text.turkish.rules import names
from tr_news.text.turkish.stops import CLOSERS, following

LOOK_BACK = 64  # characters in front of a mark that can belong to its word
BULLET = "bullet"  # the rule of a bullet between spaces
BULLETS = "•●▪■◆◇◊►▶▸➤➢✓✔‣⁃○▫□"

_NEWLINE = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CANDIDATE = re.compile(
    rf"[.!?…][.!?…{re.escape(CLOSERS)}]*"  # a mark with the marks and closing quotation marks behind it
    rf"|(?<!\S)[{BULLETS}](?=\s)"
    r"|(?<=[a-zçğıöşüâîû)]) (?=[\"“‘]?[A-ZÇĞİÖŞÜÂÎÛ\d])"  # where a stop may be lost
)
_NOT_SPACE = re.compile(r"\S")
RULES = tuple(dict.fromkeys((BULLET, *names(stops.SPACED), *names(stops.UNSPACED), *names(lost_stops.LOST))))


class Decided(NamedTuple):
    """A place where a sentence may end: its offset, the rule that decided, and the verdict."""

    offset: int
    rule: str
    ends: bool


def split(text: str) -> list[str]:
    """The sentences of a text, in order, without the white space around them."""
    return [text[start:end] for start, end in spans(text)]


def spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as offsets ``(start, end)``.

    Newlines are boundaries. Between two spans, before the first and after the last there is nothing but white space;
    a text without anything else has no span.
    """
    return _spans(text, None)


def decisions(text: str) -> list[Decided]:
    """Every place inside a line where a sentence may end, in order, with the rule that decided."""
    found: list[Decided] = []
    _spans(text, found)
    return found


def _spans(text: str, decided: list[Decided] | None) -> list[tuple[int, int]]:
    """The spans; the decisions are added to ``decided`` where it is given."""
    found: list[tuple[int, int]] = []
    position = 0
    for newline in _NEWLINE.finditer(text):
        found.extend(_line(text, position, newline.start(), decided, first=not found))
        position = newline.end()
    found.extend(_line(text, position, len(text), decided, first=not found))
    return found


def _line(text: str, start: int, end: int, decided: list[Decided] | None, *, first: bool) -> Iterator[tuple[int, int]]:
    start = _skip_space(text, start, end)
    for boundary in (*_boundaries(text, start, end, decided, first=first), end):
        if sentence := text[start:boundary].rstrip():
            yield start, start + len(sentence)
        start = _skip_space(text, boundary, end)


def _skip_space(text: str, start: int, end: int) -> int:
    found = _NOT_SPACE.search(text, start, end)
    return found.start() if found else end


def _boundaries(text: str, start: int, end: int, decided: list[Decided] | None, *, first: bool) -> Iterator[int]:
    """The offsets inside the line ``text[start:end]`` at which one sentence ends and the next begins."""
    counted, quotes = start, 0  # straight double quotation marks up to here: an odd number means that one is open
    for match in _CANDIDATE.finditer(text, start, end):
        cut, after = match.span()
        mark = text[cut]
        if mark == " " and cut < start:
            continue  # the space behind a mark that ended the sentence
        if mark == " ":
            rule, ends = lost_stops.decision(lost_stops.Space(text, start, cut, end, first=first))
        elif mark in BULLETS:
            rule, ends = BULLET, True
        else:
            quotes += text.count('"', counted, after)
            counted = after
            found = _NOT_SPACE.search(text, after, end)
            if found is None:
                continue
            cut, rule, ends = _decide(text, start, cut, after, found.start(), end, open_quote=quotes % 2 == 1)
        if decided is not None:
            decided.append(Decided(cut, rule, ends))
        if ends:
            yield cut
            start, first = _skip_space(text, cut, end), False


def _decide(
    text: str, start: int, mark: int, after: int, resumes: int, end: int, *, open_quote: bool
) -> tuple[int, str, bool]:
    """What is decided about the mark ``text[mark:after]``, and where the boundary is if there is one.

    The sentence so far begins at ``start``, the text goes on at ``resumes`` and the line ends at ``end``;
    ``open_quote`` tells whether a straight double quotation mark is open behind the mark.
    """
    spaced = resumes > after
    marks = text[mark:after]
    if spaced and _is_detached_closer(text, resumes, end):
        marks += text[resumes]  # geldi . " Bakan
        after = resumes + 1
    word = text[max(start, mark - LOOK_BACK) : mark]
    word = "" if word[-1:].isspace() else word.split()[-1] if word else ""
    stop = stops.Stop(text, start, mark, marks, word, following(text, after, end))
    rule, ends = stops.decision(stop, spaced=spaced)
    if not spaced and marks[-1] in "\"'" and (open_quote or marks[-1] == "'") and len(marks) > 1:
        after -= 1  # geldi."Bakan
    return after, rule, ends


def _is_detached_closer(text: str, position: int, end: int) -> bool:
    """Whether the mark at ``position``, with white space on both sides, closes the quotation in front of it."""
    if position + 1 < end and not text[position + 1].isspace():
        return False
    return text[position] in "”»)"
