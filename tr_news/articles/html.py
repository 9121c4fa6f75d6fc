"""HTML → draft: the article of a web page by trafilatura, without what stands around it.

trafilatura and lxml are imported when the first page is read; nothing else needs them.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from tr_news.articles.dates import parse_date
from tr_news.articles.metadata import cut_site_name
from tr_news.articles.structure import Block, Draft
from tr_news.articles.text import clean, fold, has_letters, one_line
from tr_news.documents.article import ParagraphKind
from tr_news.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

_LIMIT = 5_000_000  # characters; a page is some hundred thousand
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The declaration of an encoding contradicts text that is decoded already; entities of its own no page needs.
_PROLOGUE = re.compile(
    r"\A\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!DOCTYPE[^\[>]{0,500}\[[^\]]{0,20000}\]\s*>)?", re.IGNORECASE
)
_LOOKS_LIKE_MARKUP = re.compile(
    r"</(?:p|div|span|h[1-6]|ul|ol|li|strong|b|em|i|a|blockquote)\s*>|<(?:br|p|hr)\s*/?>", re.I
)

# Elements that end a paragraph, of HTML and of the tree that trafilatura makes of it, with the kind they give.
_KINDS: dict[str, ParagraphKind | None] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "head"), "heading"),
    **dict.fromkeys(("li", "item"), "list"),
    **dict.fromkeys(("p", "div", "section", "article", "main", "header", "blockquote", "quote", "ul", "ol", "list")),
    **dict.fromkeys(("table", "tr", "row", "figure", "hr", "pre", "address", "body")),
}
_SKIPPED_NAMES = """
script style noscript template svg nav footer aside form button select iframe object figcaption graphic title textarea
math audio video
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())

# Furniture that sites put inside the article.
_FURNITURE = re.compile(
    r"""(?:
      anadolu\ ajansı\ web\ sitesinde,\ aa\ haber\ akış\ sistemi.*
    | abonelik\ için\ lütfen\ iletişime\ geçiniz.*
    | .{0,80}(?:google\ news|whatsapp|telegram|instagram|twitter|facebook).{0,40}(?:takip\ ed|abone\ ol|katıl).{0,60}
    | (?:haberin\ devamı|devamı|detaylar|ayrıntılar|galeri|video|fotoğraflar).{0,30}\ (?:için\ )?tıklayın(?:ız)?.{0,20}
    | .{0,60}yorum\ yap(?:mak|abilmek)\ için.{0,80}
    | (?:©|copyright\b|tüm\ hakları\ saklıdır).{0,160}
    | .{0,120}(?:izinsiz|kaynak\ gösterilmeden)\ (?:kopyalanamaz|kullanılamaz|yayınlanamaz|alıntı).{0,120}
    | (?:reklam|sponsorlu\ içerik|abone\ ol|paylaş|yazdır|yorumlar?|etiketler|\d{1,6}\ yorum|\d{1,3}\ dk\.?\ okuma
        |ilgili\ haber(?:ler)?|benzer\ haberler|önerilen\ haberler|son\ dakika|anasayfa|ana\ sayfa)\ ?:?
    )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_PUBLISHED = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='datePublished' or @property='datePublished']/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='date' or @name='DC.date.issued']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)
_JSON_LD_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{8,40})"')


def looks_like_markup(text: str) -> bool:
    """Whether a text field holds HTML."""
    return "<" in text and _LOOKS_LIKE_MARKUP.search(text) is not None


def page_draft(markup: str, source: str, warnings: tuple[str, ...] = ()) -> Draft:
    """The draft of a page.

    Raises:
        InputError: no article was found in it.
    """
    import logging

    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring
    from trafilatura import bare_extraction

    if len(markup) > _LIMIT:
        raise InputError(source, f"a page of {len(markup):,} characters is too large; save the article's text alone")
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # their remarks about a page are no errors of ours
    markup = _NOT_XML.sub("", _PROLOGUE.sub("", markup, count=1))
    try:
        tree = document_fromstring(
            markup, parser=HTMLParser(collect_ids=False, no_network=True, remove_comments=True, remove_pis=True)
        )
        published = _published(tree)
        fallback = _blocks(tree.find("body") if tree.find("body") is not None else tree)
        found: Any = None
        for tables in (False, True):  # old pages are laid out in tables
            found = bare_extraction(
                tree,
                include_comments=False,
                include_tables=tables,
                with_metadata=True,
                date_extraction_params={"extensive_search": False, "original_date": True},
            )
            if found is not None and found.text and len(found.text) > 200:
                break
        if not tables and (lost := _data_tables(tree)):
            warnings += (f"{lost} table{'s' * (lost > 1)} left out; save the text as .txt to have all of it",)
    except (
        etree.LxmlError,
        ValueError,
        RecursionError,
        AssertionError,
        LookupError,
        TypeError,
        AttributeError,
    ) as error:
        raise InputError(source, f"the page can't be parsed ({type(error).__name__}); save its text as .txt") from error
    blocks = _blocks(found.body) if found is not None and found.body is not None else []
    if not any(has_letters(block.text) for block in blocks):
        blocks = fallback
    title, blocks, more = _cleaned(found.title if found is not None else None, blocks)
    if title is not None and found is not None:
        title = cut_site_name(title, tuple(name for name in (found.sitename, found.hostname, found.url) if name))
    if not blocks:
        raise InputError(source, "no article text in the page; save the article's text as .txt")
    url = found.url if found is not None else None
    return Draft(
        blocks=tuple(block for block in blocks if _FURNITURE.fullmatch(block.text) is None),
        title=title or None,
        date=published or (parse_date(found.date) if found is not None else None),
        url=one_line(url or ""),
        warnings=warnings + more,
    )


def fragment_blocks(markup: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Blocks of HTML that is an article already (the content field of a feed), and what had to be mended in them."""
    from lxml import etree

    try:
        tree = etree.fromstring(f"<div>{_NOT_XML.sub('', markup)}</div>", etree.HTMLParser(no_network=True))
    except (etree.LxmlError, ValueError):
        return (), ()
    if tree is None:
        return (), ()
    _, blocks, warnings = _cleaned(None, _blocks(tree))
    return tuple(blocks), warnings


def _data_tables(tree: "_Element") -> int:
    """How many tables of the page hold data of the article: rows, in the article itself or under a head."""
    return sum(
        len(table.findall(".//tr")) > 1
        and (table.find(".//th") is not None or next(table.iterancestors("article", "main"), None) is not None)
        for table in tree.iter("table")
    )


def _published(tree: "_Element") -> date | None:
    for path in _PUBLISHED:
        for value in tree.xpath(path)[:3]:
            day = parse_date(str(value))
            if day is not None:
                return day
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        found = _JSON_LD_DATE.search(script.text or "")
        day = parse_date(found[1]) if found is not None else None
        if day is not None:
            return day
    return None


def _blocks(root: "_Element") -> list[Block]:
    """The text below an element, cut where its block elements begin and end."""
    from lxml import etree

    blocks: list[Block] = []
    buffer: list[str] = []
    kinds: list[ParagraphKind | None] = [None]
    skipping = 0

    def flush() -> Iterator[Block]:
        for line in "".join(buffer).split("\n"):
            text = one_line(line.replace("\xad", ""))
            if any(char.isalnum() for char in text):
                yield Block(text, kinds[-1], gap=True)
        buffer.clear()

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _KINDS:
                blocks.extend(flush())
                kinds.append(_KINDS[tag] or kinds[-1])
            skipping += tag in _SKIPPED
            if not skipping:
                buffer.append("\n" if tag in ("br", "lb") else " ".join((element.text or "").split("\n")))
            continue
        if event == "end":
            if tag in _KINDS:
                blocks.extend(flush())
                kinds.pop()
            skipping -= tag in _SKIPPED
        if not skipping and element is not root:
            buffer.append(" ".join((element.tail or "").split("\n")))
    blocks.extend(flush())
    return blocks


def _cleaned(title: str | None, blocks: list[Block]) -> tuple[str | None, list[Block], tuple[str, ...]]:
    """Cleans title and blocks together: what is mojibake shows in the whole text only."""
    text, warnings = clean("\n".join([one_line(title or "").replace("\xad", ""), *(block.text for block in blocks)]))
    first, *rest = text.split("\n")
    pairs = zip(blocks, map(one_line, rest), strict=True)
    return first.strip() or None, [Block(line, block.kind, True) for block, line in pairs if fold(line)], warnings
