"""Glossaries from files: CSV, TSV, TBX; and the starter glossary of the package."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from tr_news.documents.article import TURKISH
from tr_news.errors import InputError, first_line
from tr_news.text.lexicon import table
from tr_news.text.normalize import normalize_source
from tr_news.translation.glossary import Entry, Glossary

STARTER = "starter"
_MOST_BYTES = 8 * 2**20
_HEADERS = frozenset(("source", "turkish", TURKISH, "term", "türkçe", "kaynak"))
_LONGEST_TERM, _LONGEST_TARGET = 12, 200  # words, characters


def starter_glossary() -> Glossary:
    """Turkish institutions, parties, offices and agencies, with their usual English."""
    rows = (Entry(row[0], row[1], line) for line, row in enumerate(table("glossary"), 1))
    return Glossary(STARTER, tuple(rows))


def load_glossary(path: Path) -> Glossary:
    """The glossary of a file: .csv (comma or semicolon), .tsv or .txt (tab), .tbx (needs translate-toolkit).

    Raises:
        InputError: it can't be read, or a line isn't a term and its English; the message names the line.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(str(path), f"a glossary of over {_MOST_BYTES // 2**20} MB; split it")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"not readable ({(error.strerror or str(error)).lower()})") from error
    if path.suffix.lower() == ".tbx":
        entries = list(_tbx(path, data))
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(str(path), "not UTF-8; save the glossary as UTF-8") from error
        entries = list(_rows(path, text))
    if not entries:
        raise InputError(str(path), "no terms in it; a line is a Turkish term and its English")
    return Glossary(path.name, tuple(entries))


def _rows(path: Path, text: str) -> Iterator[Entry]:
    delimiter = "\t"
    if path.suffix.lower() == ".csv":
        head = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
        delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            cells = [" ".join(cell.split()) for cell in row]
            if not any(cells) or cells[0].startswith("#") or (number == 1 and cells[0].casefold() in _HEADERS):
                continue
            if len(cells) < 2 or not cells[0] or not cells[1]:
                raise InputError(str(path), f"line {reader.line_num}: a term and its English are wanted")
            yield _entry(path, cells[0], cells[1], reader.line_num)
    except csv.Error as error:
        raise InputError(str(path), f"line {reader.line_num}: {first_line(error)}") from error


def _entry(path: Path, source: str, target: str, line: int) -> Entry:
    source = normalize_source(source)
    if not any(map(str.isalpha, source)) or len(source.split()) > _LONGEST_TERM or len(target) > _LONGEST_TARGET:
        raise InputError(str(path), f"line {line}: no term: up to {_LONGEST_TERM} words with a letter are wanted")
    if not target.isprintable():
        raise InputError(str(path), f"line {line}: control characters in the English")
    return Entry(source, target, line)


def _tbx(path: Path, data: bytes) -> Iterator[Entry]:
    try:
        from translate.storage.tbx import tbxfile  # type: ignore[import-not-found,unused-ignore]
    except ImportError as error:
        raise InputError(
            str(path), "TBX needs translate-toolkit: pip install 'tr-news[glossary]', or use CSV"
        ) from error
    try:
        store = tbxfile.parsestring(data)
        units = [(str(unit.source or ""), str(unit.target or "")) for unit in store.units]
    except Exception as error:  # the library raises what its XML parser does
        raise InputError(str(path), f"not readable as TBX ({first_line(error)})") from error
    for number, (source, target) in enumerate(units, 1):
        if source.strip() and target.strip():
            yield _entry(path, " ".join(source.split()), " ".join(target.split()), number)
