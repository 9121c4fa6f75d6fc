"""Briefs as a table for spreadsheets: a row for the headline and one for each bullet (CSV, RFC 4180)."""

import csv
import io

from tr_news.documents.brief import Brief, Line
from tr_news.render.words import file_name, remark, said, web_link
from tr_news.text.display import printable

COLUMNS = (
    "article", "file", "url", "date", "outlet", "language", "line", "text", "check", "evidence", "original", "trust",
)  # fmt: skip
# Spreadsheets take a cell that begins so for a formula (CWE-1236): an apostrophe in front keeps it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_header() -> str:
    """The names of the columns."""
    return _rows([COLUMNS])


def render_rows(brief: Brief) -> str:
    """The rows of one brief; ``line`` is 0 for the headline, then the number of the bullet."""
    return _rows([_row(brief, number, line) for number, line in enumerate((brief.headline, *brief.bullets))])


def _row(brief: Brief, number: int, line: Line) -> tuple[str, ...]:
    article = brief.document.article
    link = web_link(brief)
    return (
        article.id,
        file_name(brief),
        link[0] if link else "",
        article.date.isoformat() if article.date is not None else "",
        article.outlet or "",
        brief.document.language.code,
        str(number),
        said(line),
        remark(line),
        " ".join(map(str, line.evidence)),
        " ".join(brief.document.sentences[i].source for i in line.evidence),
        line.trust,
    )


def _rows(rows: list[tuple[str, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_cell(text) for text in row] for row in rows)
    return out.getvalue()


def _cell(text: str) -> str:
    shown = printable(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
