"""Sentence boundaries of Turkish text.

Every stop, question mark, exclamation mark and ellipsis is a candidate; what stands before and after it decides (see
``stops.py`` for the full stop, which has most to decide). The text is read once from left to right and no more than a
few dozen characters are looked at on either side of a candidate, so the time is linear in the length of the text,
whatever it holds.
"""

import re
from collections.abc import Iterator

from tr_news.text.turkish.lost_stops import lost_stop
from tr_news.text.turkish.stops import CLOSERS, OPENERS, ends_sentence, ends_sentence_without_space, following

LOOK_BACK = 64  # characters in front of a mark that can belong to its word
BULLETS = "•●▪■◆◇◊►▶▸➤➢✓✔‣⁃○▫□"

_NEWLINE = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CANDIDATE = re.compile(
    rf"[.!?…][.!?…{re.escape(CLOSERS)}]*"  # a mark with the marks and closing quotation marks behind it
    rf"|(?<!\S)[{BULLETS}](?=\s)"
    r"|(?<=[a-zçğıöşüâîû)]) (?=[\"“‘]?[A-ZÇĞİÖŞÜÂÎÛ\d])"  # where a stop may be lost
)
_NOT_SPACE = re.compile(r"\S")


def split(text: str) -> list[str]:
    """The sentences of a text, in order, without the white space around them."""
    return [text[start:end] for start, end in spans(text)]


def spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as offsets ``(start, end)``.

    Newlines are boundaries. Between two spans, before the first and after the last there is nothing but white space;
    a text without anything else has no span.
    """
    found: list[tuple[int, int]] = []
    position = 0
    for newline in _NEWLINE.finditer(text):
        found.extend(_line(text, position, newline.start(), first=not found))
        position = newline.end()
    found.extend(_line(text, position, len(text), first=not found))
    return found


def _line(text: str, start: int, end: int, *, first: bool) -> Iterator[tuple[int, int]]:
    start = _skip_space(text, start, end)
    for boundary in (*_boundaries(text, start, end, first=first), end):
        if sentence := text[start:boundary].rstrip():
            yield start, start + len(sentence)
        start = _skip_space(text, boundary, end)


def _skip_space(text: str, start: int, end: int) -> int:
    found = _NOT_SPACE.search(text, start, end)
    return found.start() if found else end


def _boundaries(text: str, start: int, end: int, *, first: bool) -> Iterator[int]:
    """The offsets inside the line ``text[start:end]`` at which one sentence ends and the next begins."""
    counted, quotes = start, 0  # straight double quotation marks up to here: an odd number means that one is open
    for match in _CANDIDATE.finditer(text, start, end):
        cut: int | None = match.start()
        if match.group() == " ":
            if not lost_stop(text, start, match.start(), end, first=first):
                continue
        elif match.group() in BULLETS:
            pass
        else:
            quotes += text.count('"', counted, match.end())
            counted = match.end()
            cut = _cut(text, start, match.start(), match.end(), end, open_quote=quotes % 2 == 1)
        if cut is not None:
            yield cut
            start, first = _skip_space(text, cut, end), False


def _cut(text: str, start: int, mark: int, after: int, end: int, *, open_quote: bool) -> int | None:
    """The offset of the boundary at the candidate ``text[mark:after]``, or None.

    The sentence so far begins at ``start``, the line ends at ``end``; ``open_quote`` tells whether a straight double
    quotation mark is open behind the candidate.
    """
    found = _NOT_SPACE.search(text, after, end)
    if found is None:
        return None
    spaced = found.start() > after
    marks = text[mark:after]
    if spaced and _is_detached_closer(text, found.start(), end):
        marks += text[found.start()]  # geldi . " Bakan
        after = found.end()
    word = text[max(start, mark - LOOK_BACK) : mark]
    word = "" if word[-1:].isspace() else word.split()[-1] if word else ""
    if mark <= start or (word and not word.strip(OPENERS) and (marks != "." or word[-1] not in "\"'")):
        return None  # a sentence of nothing but marks, "(!)", "‘… ama"; yet a quotation can end in " ."
    nxt = following(text, after, end)
    if nxt.goes_on:
        return None
    if not spaced:
        opens = marks[-1] in "\"'" and (open_quote or marks[-1] == "'") and len(marks) > 1  # geldi."Bakan
        return after - opens if ends_sentence_without_space(text, mark, marks, word, nxt) else None
    return after if ends_sentence(text, start, mark, marks, word, nxt) else None


def _is_detached_closer(text: str, position: int, end: int) -> bool:
    """Whether the mark at ``position``, with white space on both sides, closes the quotation in front of it."""
    if position + 1 < end and not text[position + 1].isspace():
        return False
    return text[position] in "”»)"
