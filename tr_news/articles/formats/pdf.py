"""PDF → text by pypdf, an extra: ``pip install 'tr-news[pdf]'``."""

import io
import logging
import re
from collections import Counter

from tr_news.errors import InputError

_MOST_PAGES = 200
_NUMBER = re.compile(r"\s*(?:sayfa|page)?\s*[-–]?\s*\d{1,4}\s*(?:[-–/]\s*\d{0,4})?\s*", re.IGNORECASE)
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
        pages = [page.extract_text() or "" for _, page in zip(range(_MOST_PAGES), reader.pages, strict=False)]
    except InputError:
        raise
    except Exception as error:
        raise InputError(source, f"a PDF that can't be read ({type(error).__name__}); save its text as .txt") from error
    if not any(char.isalpha() for page in pages for char in page):
        raise InputError(source, "a PDF without text, perhaps a scan; run a text recognition over it first")
    text = ""
    for page in _without_margins(pages):
        ended = text.rstrip().endswith((".", "!", "?", "…", ":", "”", '"'))
        text = f"{text.rstrip()}{chr(10) * (1 + ended)}{page.strip(chr(10))}" if text.strip() else page
    return text


def _without_margins(pages: list[str]) -> list[str]:
    lines = [[line.rstrip() for line in page.split("\n")] for page in pages]
    # The first and last two lines of a page, digits apart, that half of at least three pages have.
    edges = Counter(key for page in lines for key in {_key(line) for line in [*page[:2], *page[-2:]]})
    repeated = {key for key, count in edges.items() if key and count >= 3 and count * 2 >= len(pages)}
    return [
        "\n".join(line for line in page if _key(line) not in repeated and not _NUMBER.fullmatch(line)) for page in lines
    ]


def _key(line: str) -> str:
    return re.sub(r"[\d\s]+", "", line)
