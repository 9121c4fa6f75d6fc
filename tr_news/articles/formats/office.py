"""Documents that are ZIP archives of XML: .docx (Word), .odt (LibreOffice), .epub (e-books). Nothing in them runs.

Members are read up to a bound, whatever their headers say, and XML without entities of its own or network.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tr_news.articles.dates import parse_moment
from tr_news.articles.draft import Block, Draft
from tr_news.articles.text import clean, has_letters, one_line
from tr_news.documents.article import ParagraphKind
from tr_news.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

_LARGEST = 50_000_000  # bytes of one member, unpacked: the text of a long book is some megabytes
_MOST_CHAPTERS = 2000
_SHORTEST = 200  # letters of a chapter: title pages, contents and imprints have fewer
_STRUCK = frozenset({"strike", "dstrike"})
_SKIPPED = frozenset({"del", "deltext", "movefrom", "annotation", "tracked-changes", "note", "footnote", "instrtext"})


def document_drafts(data: bytes, source: str) -> list[Draft]:
    """The drafts of an office document or an e-book; a chapter of a book that stands for itself is one.

    Raises:
        InputError: another ZIP archive, a broken or an encrypted one, or one without text.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
            if "word/document.xml" in members:
                return [_word(archive)]
            if "META-INF/container.xml" in members:
                return _book(archive, source)
            if "content.xml" in members:
                return [_open_document(archive)]
            what = "an office document of another kind" if "[Content_Types].xml" in members else "a ZIP archive"
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, KeyError) as error:
        if isinstance(error, _TooLargeError):
            raise InputError(
                source, f"a document of more than {_LARGEST >> 20} MB unpacked; save its text as .txt"
            ) from None
        raise InputError(source, "a broken or encrypted archive; open it and save the text as .txt") from error
    advice = "save the text as .docx or .txt" if "office" in what else "unpack it and give the files in it"
    raise InputError(source, f"{what}; {advice}")


class _TooLargeError(ValueError):
    pass


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise _TooLargeError
    return data


def _xml(data: bytes) -> "_Element":
    """Raises ValueError for what is no XML."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise ValueError("no XML") from error


def _name(element: "_Element") -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _attribute(element: "_Element", name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2].lower() == name), "")


def _word(archive: zipfile.ZipFile) -> Draft:
    """The paragraphs of a Word document; deleted and struck text, notes and fields are left out."""
    blocks: list[Block] = []
    title: str | None = None
    for paragraph in _xml(_member(archive, "word/document.xml")).iter("{*}p"):
        style = ""
        kind: ParagraphKind | None = None
        for element in paragraph.iter("{*}pStyle", "{*}numPr"):
            if _name(element) == "numpr":
                kind = kind or "list"
            else:
                style = _attribute(element, "val").lower()
        if style.startswith(("heading", "balk", "başlık", "kop")) or style in (
            "title",
            "konubal",
            "konubaşlığı",
            "ktittle",
        ):
            kind = "heading"
        for text in _lines(paragraph):
            if style == "title" and title is None:
                title = text
            else:
                blocks.append(Block(text, kind, gap=True))
    return _draft(blocks, title)


def _lines(paragraph: "_Element") -> Iterator[str]:
    """The text of a paragraph of Word, cut at line breaks."""
    from lxml import etree

    parts: list[str] = []
    skipping = 0
    for event, element in etree.iterwalk(paragraph, events=("start", "end")):
        name = _name(element)
        skipped = (
            name in _SKIPPED or (name == "r" and _is_struck(element)) or (name == "p" and element is not paragraph)
        )
        if event == "end":
            skipping -= skipped
            continue
        skipping += skipped
        if skipping:
            continue
        if name == "t":
            parts.append(element.text or "")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name in ("tab", "nobreakhyphen"):
            parts.append(" " if name == "tab" else "-")
    yield from filter(has_letters, map(one_line, "".join(parts).split("\n")))


def _is_struck(run: "_Element") -> bool:
    return any(
        _name(mark) in _STRUCK and _attribute(mark, "val") not in ("0", "false", "none")
        for properties in run
        if _name(properties) == "rpr"
        for mark in properties
    )


def _open_document(archive: zipfile.ZipFile) -> Draft:
    """The paragraphs of a text of LibreOffice; notes, comments and struck text are left out."""
    root = _xml(_member(archive, "content.xml"))
    struck = {
        _attribute(style, "name")
        for style in root.iter("{*}style")
        for properties in style
        if _attribute(properties, "text-line-through-style") not in ("", "none")
    }
    blocks: list[Block] = []
    title: str | None = None
    for element in root.iter("{*}p", "{*}h"):
        ancestors = {_name(ancestor) for ancestor in element.iterancestors()}
        if ancestors & _SKIPPED:
            continue
        kind: ParagraphKind | None = (
            "heading" if _name(element) == "h" else "list" if "list-item" in ancestors else None
        )
        for line in filter(has_letters, map(one_line, _flat(element, struck).split("\n"))):
            if _attribute(element, "style-name") == "Title" and title is None:
                title = line
            else:
                blocks.append(Block(line, kind, gap=True))
    return _draft(blocks, title)


def _flat(element: "_Element", struck: set[str]) -> str:
    parts = [element.text or ""]
    for child in element:
        name = _name(child)
        if name in ("s", "tab"):
            parts.append(" ")
        elif name == "line-break":
            parts.append("\n")
        elif name not in _SKIPPED and name not in ("p", "h") and _attribute(child, "style-name") not in struck:
            parts.append(_flat(child, struck))
        parts.append(child.tail or "")
    return "".join(parts)


def _draft(blocks: list[Block], title: str | None) -> Draft:
    text, warnings = clean("\n".join([title or "", *(block.text for block in blocks)]))
    first, *lines = text.split("\n")
    kept = tuple(
        replace(block, text=one_line(line)) for block, line in zip(blocks, lines, strict=False) if has_letters(line)
    )
    return Draft(kept, title=one_line(first) or None, warnings=warnings)


def _book(archive: zipfile.ZipFile, source: str) -> list[Draft]:
    """The chapters of an e-book that stand for themselves; all of it as one article where only one does."""
    from tr_news.articles.formats.html import page_draft

    container = _xml(_member(archive, "META-INF/container.xml"))
    package = next((unquote(_attribute(e, "full-path")) for e in container.iter("{*}rootfile")), "")
    root = _xml(_member(archive, package))
    meta = {
        _name(e): one_line(e.text or "")
        for e in reversed(list(root.iter("{*}publisher", "{*}creator", "{*}date", "{*}title")))
    }
    files = {
        _attribute(item, "id"): posixpath.normpath(
            posixpath.join(posixpath.dirname(package), unquote(_attribute(item, "href")))
        )
        for item in root.iter("{*}item")
        if "html" in _attribute(item, "media-type") and "nav" not in _attribute(item, "properties").split()
    }
    drafts: list[Draft] = []
    for reference in list(root.iter("{*}itemref"))[:_MOST_CHAPTERS]:
        name = files.get(_attribute(reference, "idref"))
        if name is None or name not in archive.namelist():
            continue
        try:
            draft = page_draft(_member(archive, name).decode("utf-8-sig", "replace"), source)
        except InputError:
            continue  # a cover, or a chapter of pictures
        drafts.append(
            replace(
                draft,
                published=draft.published or parse_moment(meta.get("date", "")),
                outlet=draft.outlet or meta.get("publisher") or None,
                author=draft.author or meta.get("creator") or None,
            )
        )
    long = [draft for draft in drafts if sum(map(_letters, draft.blocks)) >= _SHORTEST]
    if not drafts:
        raise InputError(source, "an e-book without text; save the article as .txt or .html")
    return long or [max(drafts, key=lambda draft: sum(map(_letters, draft.blocks)))]


def _letters(block: Block) -> int:
    return len(re.findall(r"\w", block.text))
