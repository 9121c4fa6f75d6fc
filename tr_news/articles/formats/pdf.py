"""PDF → text by pypdf, an extra: ``pip install 'tr-news[pdf]'``."""

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tr_news.articles.publication import publication_line
from tr_news.errors import InputError

_MOST_PAGES = 200
_NUMBER = re.compile(r"\s*(?:sayfa|page)?\s*[-–]?\s*\d{1,4}\s*(?:[-–/]\s*\d{0,4})?\s*", re.IGNORECASE)
_EDGE = 2  # lines at the top and at the bottom of a page that may be its head or foot
_TELLING = 12  # letters of a head that only two pages have
_SIZE = 0.08  # share by which the letters of one paragraph may differ in size
_GAP = 1.3  # lines between paragraphs
_COLUMN = 4.0  # lines from the end of a column, or of a page, to where the next begins
_SHORT = 0.8  # of the width of lines: a sentence that ends on a shorter one ends its paragraph
_ENDS = (".", "!", "?", "…", ":", "”", '"')
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]$")
_ITEM = re.compile(r"[•●▪■◦–*-]\s|\d{1,2}[.)]\s")
_ADVICE = "pip install 'tr-news[pdf]', or: pdftotext -layout FILE - | tr-news brief"


def pdf_text(data: bytes, source: str) -> str:
    """The text of a PDF, without page numbers and the lines that head or foot every page.

    Raises:
        InputError: pypdf is missing, the file is broken or encrypted, or there is no text in it (a scan).
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise InputError(source, f"a PDF document, and pypdf is not installed; {_ADVICE}") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks about a file are no errors of ours
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(source, "an encrypted PDF; save it without a password, or its text as .txt")
        pages = [_lines_of(page) for _, page in zip(range(_MOST_PAGES), reader.pages, strict=False)]
    except InputError:
        raise
    except Exception as error:
        raise InputError(source, f"a PDF that can't be read ({type(error).__name__}); save its text as .txt") from error
    if not any(char.isalpha() for page in pages for line in page for char in line.text):
        raise InputError(source, "a PDF without text, perhaps a scan; run a text recognition over it first")
    lines = [line for page in _without_margins(pages) for line in page if line.text]
    return "\n\n".join(_reflowed(lines))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its text, the size of its letters and its height on the page, 0 where they aren't known."""

    text: str
    size: float = 0.0
    height: float = 0.0


def _lines_of(page: Any) -> list[_Line]:
    """The lines of a page in the order in which they are written."""
    pieces: list[tuple[int, float, float]] = []  # letters so far, size, height

    def visit(text: str, above: list[float], matrix: list[float], _font: object, size: float) -> None:
        letters = sum(not char.isspace() for char in text)
        if letters:
            height = matrix[4] * above[1] + matrix[5] * above[3] + above[5]
            count = pieces[-1][0] if pieces else 0
            pieces.append((count + letters, abs(size * matrix[3] * above[3]), height))

    text = page.extract_text(visitor_text=visit) or ""
    written = sum(not char.isspace() for char in text)
    known = bool(pieces) and pieces[-1][0] == written  # else what was visited isn't what was written
    lines: list[_Line] = []
    place = letters = 0
    for line in text.split("\n"):
        while known and place < len(pieces) - 1 and pieces[place][0] <= letters:
            place += 1
        letters += sum(not char.isspace() for char in line)
        lines.append(_Line(line.strip(), *(pieces[place][1:] if known else ())))
    return lines


def _reflowed(lines: list[_Line]) -> list[str]:
    """Lines put together to paragraphs, by the size of their letters, the gaps between them, and how they end."""
    # Of a line, in letters' sizes; a title's lines are as far apart as its letters are large.
    gaps = Counter(round(abs(b.height - a.height) / b.size, 2) for a, b in pairwise(lines) if a.size == b.size > 0)
    pitch = gaps.most_common(1)[0][0] if gaps else 0.0
    width = sorted(len(line.text) for line in lines)[len(lines) * 3 // 4] if lines else 0
    paragraphs: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or _parted(before, line, pitch, width):
            paragraphs.append(line.text)
        elif _HYPHEN.search(paragraphs[-1]) and line.text[:1].islower():
            paragraphs[-1] = _HYPHEN.sub("", paragraphs[-1]) + line.text
        else:
            paragraphs[-1] += f" {line.text}"
    return paragraphs


def _parted(before: _Line, line: _Line, pitch: float, width: int) -> bool:
    """Whether a line begins a paragraph."""
    if abs(before.size - line.size) > _SIZE * max(before.size, line.size) or _ITEM.match(line.text):
        return True
    if publication_line(before.text) or publication_line(line.text):
        return True
    ended = before.text.endswith(_ENDS) and not line.text[:1].islower()
    gap = abs(before.height - line.height) / line.size if line.size else 0.0
    if pitch and gap > _GAP * pitch:
        column = gap > _COLUMN * pitch  # the next column or page goes on where a sentence hasn't ended
        return ended or not (column or line.text[:1].islower())
    return ended and len(before.text) < _SHORT * width


def _without_margins(pages: list[list[_Line]]) -> list[list[_Line]]:
    """The pages without their numbers, and without what heads or foots half of them, figures apart."""
    edges = [{n for n in range(len(page)) if n < _EDGE or n >= len(page) - _EDGE} for page in pages]
    counts = Counter(
        key for page, edge in zip(pages, edges, strict=True) for key in {_key(page[n].text) for n in edge} if key
    )
    repeated = {
        key for key, n in counts.items() if n * 2 >= len(pages) and (n > 2 or (n == 2 and len(key) >= _TELLING))
    }
    return [
        [
            line
            for n, line in enumerate(page)
            if not (n in edge and _key(line.text) in repeated) and not _NUMBER.fullmatch(line.text)
        ]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _key(line: str) -> str:
    return re.sub(r"[\d\s]+", "", line)
