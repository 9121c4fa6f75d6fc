"""Feeds (RSS, Atom, RDF) → records: one an item, with the fields that JSON has; JSON Feed is JSON.

lxml reads them without entities of their own, without network, and goes on behind a fault.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tr_news.articles.formats.records import Record
from tr_news.articles.titles import cut_tail
from tr_news.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_HEAD = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:(?:<\?[^>]{0,500}\?>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,20000}\]\s*)?>)\s*){0,9}"
    r"<(?:[\w.-]{1,40}:)?(?P<root>[A-Za-z_][\w.-]{0,60})(?=[\s/>])",
    re.S | re.I,
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PROLOGUE = re.compile(r"\A\s*(?:<\?xml[^>]{0,300}\?>\s*)?", re.I)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,500}(?:\[[^\]]{0,20000}\]\s*)?>", re.I)
_PREFIX = re.compile(r"(</?)[A-Za-z][\w.-]{0,40}:")
# What documents of XML that hold no article are called, by their root.
_KNOWN = {
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
    "opml": "a list of feeds (OPML)",
    "svg": "an SVG image",
    "plist": "a settings file",
    "kml": "a map (KML)",
    "gpx": "a GPS track",
    "project": "a build file",
    "html": "a page",
}
# Element names of a feed → the names of our fields, the text first: several may stand in an item.
_FIELDS = {
    "encoded": "content",
    "content": "content",
    "description": "description",
    "summary": "summary",
    "title": "title",
    "guid": "guid",
    "id": "guid",
    "pubdate": "date",
    "published": "date",
    "issued": "date",
    "date": "date",
    "updated": "updated",
    "modified": "updated",
    "creator": "author",
    "author": "author",
}


def xml_root(text: str) -> str | None:
    """The local name of the root of an XML document, in small letters; None for what doesn't begin as one."""
    found = _HEAD.match(text[:30_000])
    return found["root"].lower() if found is not None else None


def is_feed(root: str) -> bool:
    """Whether documents with this root are feeds."""
    return root in _ROOTS


def refusal(root: str, source: str) -> InputError:
    """What to say of XML that is no feed."""
    what = _KNOWN.get(root, f"XML of another kind, <{root}>")
    return InputError(source, f"{what}, neither an article nor a feed; save the article as .txt or .html")


def feed_records(text: str, source: str) -> Iterator[Record | InputError]:
    """The items of a feed in its order."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, huge_tree=False, remove_comments=True
    )
    text = _DOCTYPE.sub("", _PROLOGUE.sub("", _NOT_XML.sub("", text), count=1), count=1)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError) as error:
        root, reason = None, type(error).__name__
    else:
        reason = "nothing in it"
    if root is None:
        yield InputError(source, f"a feed that can't be parsed ({reason}); fetch it again")
        return
    items = [element for element in root.iter() if _name(element) in ("item", "entry")]
    if not items:
        yield InputError(source, "a feed without items; fetch it again later")
        return
    outlet = cut_tail(next((_text(child) for child in root.iter() if _name(child) == "title"), ""))
    for number, item in enumerate(items, start=1):
        fields = _fields(item)
        if outlet and not fields.get("sourcename") and _name(item.getparent()) in _ROOTS:
            fields.setdefault("outlet", outlet)
        yield Record(fields, f"{source}#{number}", number)


def _fields(item: "_Element") -> dict[str, object]:
    fields: dict[str, object] = {}
    for child in item:
        name = _name(child)
        if name == "link":
            if child.get("rel", "alternate") == "alternate":
                fields.setdefault("link", (child.get("href") or child.text or "").strip())
            continue
        if name == "source":
            fields.setdefault("sourcename", next((_text(e) for e in child if _name(e) == "title"), "") or _text(child))
            continue
        if name == "author" and len(child):
            fields.setdefault("author", next((_text(e) for e in child if _name(e) == "name"), ""))
            continue
        key = _FIELDS.get(name)
        value = _content(child) if name in ("content", "encoded", "summary", "description") else _text(child)
        if key is not None and value and (key not in fields or name == "encoded"):
            fields[key] = value
    author = fields.get("author")
    if isinstance(author, str) and "@" in author:  # RSS: "address@host (Name)"
        found = re.search(r"\(([^()]{2,80})\)", author)
        fields["author"] = found[1] if found is not None else ""
    return fields


def _content(element: "_Element") -> str:
    """The text of an element that holds escaped HTML, or its elements as HTML (Atom's type="xhtml")."""
    if len(element) == 0:
        return (element.text or "").strip()
    from lxml import etree

    inner = "".join(etree.tostring(child, encoding="unicode", with_tail=True) for child in element)
    inner = _PREFIX.sub(r"\1", inner)  # namespaces of the elements mean nothing to a reader of HTML
    return f"{element.text or ''}{inner}".strip()


def _text(element: "_Element") -> str:
    return " ".join("".join(element.itertext()).split())


def _name(element: "_Element | None") -> str:
    """The local name of an element in small letters; "" for a comment or none."""
    if element is None or not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2].lower()
