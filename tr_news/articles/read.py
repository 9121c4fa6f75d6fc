"""Files and bytes → articles.

A file can hold several articles and some of them can be broken, so errors of one article are values: what comes out
is ``Article | InputError``, in the order of the file.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Literal

from tr_news.articles.decode import Decoded, decode
from tr_news.articles.html import page_draft
from tr_news.articles.markdown import markdown_blocks
from tr_news.articles.metadata import TITLE_FIELDS, URL_FIELDS, date_of, front_matter
from tr_news.articles.records import Record, is_json, json_records, jsonl_records, record_draft
from tr_news.articles.structure import Draft, assemble, plain_blocks
from tr_news.articles.text import clean, unescape
from tr_news.articles.webarchive import is_web_archive, page_of
from tr_news.documents.article import Article
from tr_news.errors import InputError

Format = Literal["text", "markdown", "html", "json", "jsonl"]

FORMATS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "html",  # what a browser saves in one file
    ".mht": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}

_MAX_BYTES = 1 << 28  # 256 MB
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_ELEMENTS = re.compile(r"\s*<(?:div|p|article|section|main|h[1-6]|meta|title)\b", re.IGNORECASE)


def read_path(path: str | os.PathLike[str], *, encoding: str | None = None) -> Iterator[Article | InputError]:
    """The articles of a file.

    Args:
        path: .txt, .md, .html, .mhtml, .json or .jsonl; the content of any other is looked at.
        encoding: overrides what the bytes say.

    Yields:
        An Article, or an InputError for one that can't be read; its message names the file (and line).

    Raises:
        UsageError: there is no such encoding.
    """
    source = os.fsencode(path).decode("utf-8", "replace")
    try:
        data = file_bytes(os.fspath(path), source)
    except InputError as error:
        yield error
        return
    yield from read_bytes(data, source, encoding=encoding)


def read_bytes(
    data: bytes,
    source: str,
    *,
    encoding: str | None = None,
    format: Format | None = None,  # noqa: A002
) -> Iterator[Article | InputError]:
    """The articles of a file that is in memory; ``source`` is its path, or "-" for standard input.

    The format follows from the name, else from the content. Otherwise as :func:`read_path`.
    """
    form = format or FORMATS.get(PurePath(source).suffix.lower())
    address: str | None = None
    if is_web_archive(data):
        try:
            (data, address), form = page_of(data, source), "html"
        except InputError as error:
            yield error
            return
    head = data[:100].lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        decoded = decode(data, source, encoding=encoding, markup=form == "html" or head.startswith(b"<"))
    except InputError as error:
        yield error
        return
    form = _format(decoded.text, form)
    stem = "stdin" if source == "-" else PurePath(source).stem
    if form in ("json", "jsonl"):
        find = json_records if form == "json" else jsonl_records
        for record in find(decoded.text, source):
            if isinstance(record, Record):
                own = stem if record.source == source else f"{stem}-{record.number}"
                yield _article_of_record(record, own, decoded.warnings)
            else:
                yield record
        return
    try:
        draft = _draft(decoded, source, form)
        yield assemble(replace(draft, url=draft.url or address), id=stem, source=source)
    except InputError as error:
        yield error


def file_bytes(path: str, source: str) -> bytes:
    """The bytes of a regular file, or of a shell's process substitution (``<(…)``). Raises InputError."""
    try:
        # Without O_NONBLOCK a FIFO that nobody writes to would wait for ever, before it can be refused.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        raise InputError(source, "no such file; check the path") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise InputError(source, f"can't be opened ({reason.lower()}); check the path and its permissions") from error
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise InputError(source, "a folder, not a file; give the files in it")
        substituted = stat.S_ISFIFO(mode) and path.startswith(("/dev/fd/", "/proc/"))
        if not (stat.S_ISREG(mode) or substituted):
            raise InputError(source, "a device or pipe, not a file; send its text to standard input instead")
        if substituted:
            os.set_blocking(descriptor, True)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise InputError(source, f"can't be read ({(error.strerror or str(error)).lower()}); try again") from error
    finally:
        os.close(descriptor)
    if len(data) > _MAX_BYTES:
        raise InputError(source, f"more than {_MAX_BYTES >> 20} MB; split it")
    return data


def _format(text: str, form: Format | None) -> Format:
    head = text[:4000].lstrip("\ufeff")
    if form in (None, "text", "markdown") and _PAGE.match(head):
        return "html"
    if form is not None:
        return form
    if is_json(head):
        return "jsonl" if re.match(r"\s*\{[^\n]*\}\s*\n\s*\{", text) else "json"
    if _ELEMENTS.match(head):
        return "html"
    return "markdown" if re.match(r"\s*---\s*\n|\s*#{1,3} \S", head) else "text"


def _draft(decoded: Decoded, source: str, form: Format) -> Draft:
    if form == "html":
        return page_draft(decoded.text, source, decoded.warnings)
    text, warnings = clean(unescape(decoded.text))
    fields, text = front_matter(text)
    blocks = markdown_blocks(text) if form == "markdown" else plain_blocks(text)
    day, doubts = date_of(fields)
    url = next((fields[key] for key in URL_FIELDS if key in fields), "")
    return Draft(
        blocks=blocks,
        title=next((fields[key] for key in TITLE_FIELDS if key in fields), None),
        date=day,
        url=url,
        warnings=decoded.warnings + warnings + doubts,
    )


def _article_of_record(record: Record, id: str, warnings: tuple[str, ...]) -> Article | InputError:  # noqa: A002
    try:
        return assemble(record_draft(record, warnings), id=record.id or id, source=record.source)
    except InputError as error:
        return error
