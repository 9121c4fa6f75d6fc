"""Files and bytes → articles.

A file can hold several articles and some of them can be broken, so errors of one article are values: what comes out
is ``Article | InputError``, in the order of the file.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, cast

from tr_news.articles.decode import Decoded, decode
from tr_news.articles.draft import Draft, plain_blocks
from tr_news.articles.fields import address_of, line_of, moment_of, name_of
from tr_news.articles.sniff import format_of
from tr_news.articles.stories import split_markdown, split_stories
from tr_news.articles.structure import assemble
from tr_news.articles.text import clean, unescape, without_data_uris
from tr_news.documents.article import Article
from tr_news.errors import InputError

Format = Literal["text", "markdown", "html", "json", "jsonl", "feed", "table", "mail", "office", "pdf", "subtitles"]

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
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".csv": "table",
    ".tsv": "table",
    ".eml": "mail",
    ".docx": "office",
    ".odt": "office",
    ".epub": "office",
    ".pdf": "pdf",
    ".srt": "subtitles",
    ".vtt": "subtitles",
}

_MAX_BYTES = 1 << 28  # 256 MB of a file of many articles
_MAX_TEXT = 20_000_000  # characters of one article: a book has a million
# Bytes of files that are held whole, with what is made of them: one article, a tree, a document of JSON.
_LARGE: dict[str, int] = dict.fromkeys(("text", "markdown", "html", "feed", "json", "mail", "subtitles"), 1 << 26)
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,20}[A-Za-z][A-Za-z-]{1,60}:")


def read_path(path: str | os.PathLike[str], *, encoding: str | None = None) -> Iterator[Article | InputError]:
    """The articles of a file.

    Args:
        path: a file with one of the endings of :data:`FORMATS`; the content of any other is looked at.
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
    stem, ending = os.path.splitext(os.path.basename(source.rstrip("/")))  # noqa: PTH119, PTH122 (pathlib interns names)
    name: Format | None = format or FORMATS.get(ending.lower())
    stem = "stdin" if source == "-" else stem
    try:
        if data.startswith(b"PK\x03\x04"):
            from tr_news.articles.formats.office import document_drafts

            yield from _articles(document_drafts(data, source), stem, source)
            return
        if _is_message(data):
            yield from _articles(_letter(data, source), stem, source)
            return
        if data[:1024].lstrip().startswith(b"%PDF-"):
            from tr_news.articles.formats.pdf import pdf_text

            yield from _articles(_text_drafts(Decoded(pdf_text(data, source), "utf-8"), "text"), stem, source)
            return
        if len(data) > _LARGE.get(name or "text", _MAX_BYTES):
            raise InputError(
                source, f"more than {_LARGE[name or 'text'] >> 20} MB; split it, or write it as JSON Lines"
            )
        markup = name in ("html", "feed") or data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        decoded = decode(data, source, encoding=encoding, markup=markup)
        if name in ("mail", "office", "pdf"):  # what it is called, and is not
            name = None
        form = cast("Format", format_of(decoded.text, name, source))
        if form in ("json", "jsonl", "table", "feed"):
            yield from _articles_of_records(decoded, stem, source, form)
            return
        if len(decoded.text) > _MAX_TEXT:
            raise InputError(source, f"more than {_MAX_TEXT:,} characters in one article; split it")
        if form == "html":
            from tr_news.articles.formats.html import page_drafts

            drafts = page_drafts(decoded.text, source, decoded.warnings)
        else:
            drafts = _text_drafts(decoded, form)
        yield from _articles(drafts, stem, source)
    except InputError as error:
        yield error


def _articles(drafts: list[Draft], stem: str, source: str) -> Iterator[Article | InputError]:
    """The articles of a file's drafts; of several each has its number behind the file's name."""
    for number, draft in enumerate(drafts, start=1):
        several = len(drafts) > 1
        try:
            place = f"{source}#{number}" if several else source
            yield assemble(draft, id=f"{stem}-{number}" if several else stem, source=place)
        except InputError as error:
            yield error


def _articles_of_records(decoded: Decoded, stem: str, source: str, form: str) -> Iterator[Article | InputError]:
    from tr_news.articles.formats.records import Record, json_records, jsonl_records, record_draft

    find = json_records if form == "json" else jsonl_records
    if form == "feed":
        from tr_news.articles.formats.feeds import feed_records as find
    elif form == "table":
        from tr_news.articles.formats.tables import table_records as find
    for record in find(decoded.text, source):
        if not isinstance(record, Record):
            yield record
            continue
        own = record.id or (stem if record.source == source else f"{stem}-{record.number}")
        try:
            yield assemble(record_draft(record, decoded.warnings), id=own, source=record.source)
        except InputError as error:
            yield error


def _is_message(data: bytes) -> bool:
    """Whether the bytes begin with the headers of a message."""
    if _HEADER.match(data[:100]) is None:
        return False
    from tr_news.articles.formats.mail import is_message

    return is_message(data)


def _letter(data: bytes, source: str) -> list[Draft]:
    """The draft of a message: its page, or its text."""
    from tr_news.articles.formats.mail import read_message

    letter = read_message(data, source)
    if letter.page is not None:
        from tr_news.articles.formats.html import page_drafts

        page = decode(letter.page, source, markup=True)
        drafts = page_drafts(page.text, source, page.warnings)
    else:
        drafts = _text_drafts(Decoded(letter.text or "", "utf-8"), "text")
    first, *rest = drafts
    first = replace(
        first,
        title=letter.title or first.title,
        published=first.published or letter.published,
        url=first.url or letter.address,
        outlet=first.outlet or (letter.sender if letter.is_outlet else None),
        author=first.author or (None if letter.is_outlet else letter.sender),
    )
    return [first, *rest]


def _text_drafts(decoded: Decoded, form: str) -> list[Draft]:
    """The drafts of a plain text, of Markdown or of subtitles: one, or one for each story that it plainly has."""
    text, warnings = clean(unescape(decoded.text))
    text = without_data_uris(text)
    fields: dict[str, object] = {}
    doubts: tuple[str, ...] = ()
    if text.lstrip("\n").startswith("---"):
        from tr_news.articles.frontmatter import front_matter

        fields, text, doubts = front_matter(text)
    if form == "subtitles":
        from tr_news.articles.formats.subtitles import spoken

        text = spoken(text)
    if form == "markdown":
        from tr_news.articles.formats.markdown import markdown_blocks

        parts = []
        for story in split_markdown(text):
            blocks, lost = markdown_blocks(story)
            parts.append(blocks)
            doubts += lost
    else:
        parts = [plain_blocks(story) for story in split_stories(text)]
    moment, more = moment_of(fields)
    said = (f"{len(parts)} stories in one file, each read as an article",) if len(parts) > 1 else ()
    first = Draft(
        blocks=parts[0],
        title=line_of(fields, "title") or None,
        published=moment,
        url=address_of(fields),
        outlet=name_of(fields, "outlet"),
        author=name_of(fields, "author"),
        warnings=decoded.warnings + warnings + doubts + more + said,
    )
    return [first, *(Draft(blocks=part, warnings=decoded.warnings) for part in parts[1:])]


def file_bytes(path: str, source: str) -> bytes:
    """The bytes of a regular file, or of a shell's process substitution (``<(…)``). Raises InputError."""
    try:
        # Without O_NONBLOCK a FIFO that nobody writes to would wait for ever, before it can be refused.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as error:
        if re.match(r"(?:https?|ftp)://|www\.", path):
            problem = "an address, not a file, and tr-news opens none here; save the page, or: curl -s ADDRESS | tr-news brief"
            raise InputError(source, problem) from error
        raise InputError(source, "no such file; check the path") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise InputError(source, f"can't be opened ({reason.lower()}); check the path and its permissions") from error
    try:
        status = os.fstat(descriptor)
        mode = status.st_mode
        if stat.S_ISDIR(mode):
            raise InputError(source, "a folder, not a file; tr-news batch takes folders, or give the files in it")
        substituted = stat.S_ISFIFO(mode) and path.startswith(("/dev/fd/", "/proc/"))
        if not (stat.S_ISREG(mode) or substituted):
            raise InputError(source, "a device or pipe, not a file; send its text to standard input instead")
        if substituted:
            os.set_blocking(descriptor, True)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            # All at once would take, and give back, a hundred megabytes for each file of two kilobytes.
            data = file.read(min(status.st_size, _MAX_BYTES) + 1)
            if len(data) > status.st_size:  # it grows, or says nothing of its size
                data += file.read(_MAX_BYTES + 1 - len(data))
    except OSError as error:
        raise InputError(source, f"can't be read ({(error.strerror or str(error)).lower()}); try again") from error
    finally:
        os.close(descriptor)
    if len(data) > _MAX_BYTES:
        raise InputError(source, f"more than {_MAX_BYTES >> 20} MB; split it")
    return data
