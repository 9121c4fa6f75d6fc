"""CSV and TSV → records: a row an article, where a column is called text (or content, metin, …)."""

import csv
import re
from collections.abc import Iterator

from tr_news.articles.fields import names
from tr_news.articles.formats.records import Record
from tr_news.articles.text import fold, one_line
from tr_news.errors import InputError

_LONGEST_FIELD = 5_000_000  # characters
_DELIMITERS = ",;\t|"


def delimiter_of(text: str) -> str | None:
    """The delimiter of a table with a header that names a column of texts; None for what is no such table."""
    header = text[:10_000].lstrip("\ufeff").split("\n", 1)[0]
    wanted = {*names("text"), *names("lead")}
    known = wanted | {*names("title"), *names("id"), *names("url"), *names("date")}
    for delimiter in _DELIMITERS:
        cells = [fold(cell.strip().strip('"')) for cell in header.split(delimiter)]
        if len(cells) > 1 and len(cells) < 100 and wanted & set(cells) and sum(cell in known for cell in cells) > 1:
            return delimiter
    return None


def _quote_of(text: str, delimiter: str) -> str:
    """The mark around cells: the apostrophe where cells are between two of it and none between quotation marks."""
    if f'"{delimiter}' in text or f'{delimiter}"' in text:
        return '"'
    return "'" if re.search(rf"(?m)^'[^'\n]*'{re.escape(delimiter)}'", text) else '"'


def _lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends, one after another."""
    position = 0
    while position < len(text):
        end = text.find("\n", position) + 1 or len(text)
        yield text[position:end]
        position = end


def table_records(text: str, source: str) -> Iterator[Record | InputError]:
    """The rows of a table below its header."""
    text = text.lstrip("\ufeff")
    header = text[:100_000].split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=header.count)
    limit = csv.field_size_limit(_LONGEST_FIELD)
    try:
        rows = csv.reader(_lines(text), delimiter=delimiter, quotechar=_quote_of(text[:100_000], delimiter))
        columns = [fold(cell) for cell in next(rows, [])]
        if not {*names("text"), *names("lead")} & set(columns):
            shown = ", ".join(one_line(cell)[:20] for cell in header.split(delimiter)[:5])
            yield InputError(
                source, f"a table without a column of texts (it has: {shown}); call one text in its first line"
            )
            return
        number = 0
        for row in rows:
            number += any(cell.strip() for cell in row)
            if any(cell.strip() for cell in row):
                fields = dict(reversed(list(zip(columns, row, strict=False))))
                yield Record(fields, f"{source}#{number}", number)
        if not number:
            yield InputError(source, "a table without rows; give one with an article a row")
    except csv.Error as error:
        yield InputError(source, f"a table that can't be read ({error}); save it again as CSV")
    finally:
        csv.field_size_limit(limit)
