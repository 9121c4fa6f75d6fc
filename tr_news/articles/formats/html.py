"""HTML → drafts: the article of a web page by trafilatura, without what stands around it; each of several stories.

trafilatura and lxml are imported when the first page is read; nothing else needs them.
"""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tr_news.articles.bylines import byline
from tr_news.articles.dates import parse_moment
from tr_news.articles.draft import Block, Draft
from tr_news.articles.formats.markup import aligned, blocks_of, cleaned, drop, marked
from tr_news.articles.formats.page_meta import PageMeta, page_meta
from tr_news.articles.formats.pagetree import join_clocks, prune, stories, unparted
from tr_news.articles.publication import publication_line
from tr_news.articles.text import fold, has_letters, one_line, without_data_uris
from tr_news.articles.titles import cut_tail, host_label, title_of_page
from tr_news.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

_LIMIT = 5_000_000  # characters; a page is some hundred thousand
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffffꙮꙭꙫ]")
# An element of hundreds of attributes: the parser compares each with all before it.
_MANY_ATTRIBUTES = re.compile(
    r"(<[a-zA-Z][\w:-]*+)(?:\s++[^\s=<>\"'/]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>]++))?+){256,}+"
)
# The declaration of an encoding contradicts text that is decoded already; entities of its own no page needs.
_PROLOGUE = re.compile(
    r"\A\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!DOCTYPE[^\[>]{0,500}\[[^\]]{0,20000}\]\s*>)?", re.IGNORECASE
)
_HEAD = 4  # blocks among which a heading may be the title
_HOME = re.compile(r"(?:https?://[^/]{3,100})?/?(?:index\.\w{3,4}|anasayfa)?", re.IGNORECASE)
_SHORT = 200  # characters: with so few, what trafilatura found may be the smaller part


def page_draft(markup: str, source: str, warnings: tuple[str, ...] = ()) -> Draft:
    """The draft of a page, of the first story where it has several.

    Raises:
        InputError: no article was found in it.
    """
    return page_drafts(markup, source, warnings)[0]


def page_drafts(markup: str, source: str, warnings: tuple[str, ...] = ()) -> list[Draft]:
    """The drafts of a page: one, or one for each of its stories.

    Raises:
        InputError: no article was found in it.
    """
    from lxml import etree

    if len(markup) > _LIMIT:
        raise InputError(source, f"a page of {len(markup):,} characters is too large; save the article's text alone")
    try:
        tree = _parsed(markup)
        meta = page_meta(tree)
        pages = stories(tree)
        if not pages:
            count = unparted(tree)
            if count > 1:
                warnings = (*warnings, f"the page seems to hold {count} stories, not all of which may be read here")
            return [_draft(tree, meta, source, warnings)]
        drafts = [_draft(page, PageMeta(outlet=meta.outlet, site=meta.site), source, warnings) for page in pages]
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
    said = f"{len(drafts)} stories on one page, each read as an article"
    # What the head says is of the story whose title it has, else of the first.
    main = next((i for i, d in enumerate(drafts) if any(fold(d.title or "-") in fold(t) for t in meta.titles)), 0)
    drafts[main] = replace(
        drafts[main],
        published=meta.published or drafts[main].published,
        author=meta.author or drafts[main].author,
        url=meta.url or drafts[main].url,
    )
    return [replace(draft, warnings=(*draft.warnings, said)) if i == 0 else draft for i, draft in enumerate(drafts)]


def _parsed(markup: str) -> "_Element":
    from lxml.html import HTMLParser, document_fromstring

    markup = _NOT_XML.sub("", _PROLOGUE.sub("", markup, count=1))
    markup = _MANY_ATTRIBUTES.sub(r"\1", markup)
    markup = without_data_uris(markup)
    return document_fromstring(
        markup, parser=HTMLParser(collect_ids=False, no_network=True, remove_comments=True, remove_pis=True)
    )


def _draft(tree: "_Element", meta: PageMeta, source: str, warnings: tuple[str, ...]) -> Draft:
    tables_lost = _data_tables(tree)
    headings = [one_line(" ".join(h.itertext())) for h in (*tree.iter("h1"), *tree.iter("h2"))][:20]
    home = [one_line(" ".join(h.itertext())) for h in tree.iter("h1", "a") if _leads_home(h)][:20]
    page_title = one_line(" ".join(t for e in list(tree.iter("title"))[:1] for t in e.itertext()))
    for script in list(tree.iter("script")):
        drop(script)  # its dates are those of page_meta; an extractor takes any that it finds
    prune(tree)
    join_clocks(tree)
    marked(tree)
    body = tree.find("body") if tree.find("body") is not None else tree
    everything = blocks_of(body)
    found, tables = _extracted(tree)
    if not tables and tables_lost:
        warnings += (f"{tables_lost} table{'s' * (tables_lost > 1)} left out; save the text as .txt to have all of it",)
    blocks = blocks_of(found.body) if found is not None and found.body is not None else []
    blocks, above = (
        aligned(everything, blocks) if any(has_letters(block.text) for block in blocks) else (everything, [])
    )
    title, blocks, more = cleaned(found.title if found is not None else None, blocks)
    if not blocks:
        raise InputError(source, "no article text in the page; save the article's text as .txt")
    url = meta.url or one_line((found.url if found is not None else None) or "")
    site = tuple(
        filter(None, [*meta.site, *home, found.sitename if found else "", found.hostname if found else "", url])
    )
    first = [block.text for block in (*reversed(above), *blocks[:_HEAD]) if block.kind == "heading"]
    title, doubt = title_of_page([*meta.titles, title or "", *headings, *first, page_title], blocks, site)
    # Between the title and the text stand the date and the byline.
    blocks = [*(block for block in above if publication_line(block.text) or byline(block.text)), *blocks]
    return Draft(
        blocks=tuple(blocks),
        title=title,
        published=meta.published,
        guess=parse_moment(found.date) if found is not None else None,
        url=url,
        outlet=cut_tail(meta.outlet) if meta.outlet else host_label(url),
        author=meta.author,
        warnings=(*warnings, *more, *doubt),
    )


def _leads_home(element: "_Element") -> bool:
    """Whether an element is a link to the site's first page, or a heading that is one: the site's name, no title."""
    link = element if element.tag == "a" else element.find(".//a")
    return link is not None and _HOME.fullmatch(link.get("href") or "-") is not None


def _extracted(tree: "_Element") -> tuple[Any, bool]:
    """What trafilatura finds, and whether tables were read too: old pages are laid out in them."""
    import logging

    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # their remarks about a page are no errors of ours
    found: Any = None
    for tables in (False, True):
        found = bare_extraction(
            tree,
            include_comments=False,
            include_tables=tables,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        if found is not None and found.text and len(found.text) > _SHORT:
            break
    return found, tables


def fragment_blocks(markup: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Blocks of HTML that is an article already (the content field of a feed), and what had to be mended in them."""
    from lxml import etree

    try:
        tree = etree.fromstring(f"<div>{_NOT_XML.sub('', markup)}</div>", etree.HTMLParser(no_network=True))
    except (etree.LxmlError, ValueError):
        return (), ()
    if tree is None:
        return (), ()
    prune(tree)
    marked(tree)
    _, blocks, warnings = cleaned(None, blocks_of(tree))
    return tuple(blocks), warnings


def _data_tables(tree: "_Element") -> int:
    """How many tables of the page hold data of the article: rows, in the article itself or under a head."""
    return sum(
        len(table.findall(".//tr")) > 1
        and (table.find(".//th") is not None or next(table.iterancestors("article", "main"), None) is not None)
        for table in tree.iter("table")
    )
