"""What a page says of its article in its head: JSON-LD of schema.org, Open Graph, meta tags, ``<time>``.

Only the article's own statement counts: no date of the site, of a video, or of another article in a list.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from tr_news.articles.dates import parse_moment
from tr_news.articles.text import clean, fold, has_letters, one_line, unescape

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST_SCRIPT = 500_000  # characters
_MOST_SCRIPTS = 30
_CDATA = re.compile(r"\A\s*(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|(?://|/\*)?\s*\]\]>\s*(?:\*/)?\s*\Z")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_NO_DATES: tuple[str, ...] = ("//meta[@itemprop='datePublished']", "//time[@itemprop='datePublished' or @pubdate]")
_META_DATES = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//meta[@property='og:article:published_time' or @name='og:published_time']/@content",
)
_LATER_DATES = (
    "//meta[@name='datePublished' or @property='datePublished']/@content",
    "//meta[@name='pubdate' or @name='publishdate' or @name='publish-date' or @name='date']/@content",
    "//meta[@name='DC.date.issued' or @name='dc.date' or @name='dcterms.date' or @name='parsely-pub-date']/@content",
)
_MODIFIED = ("//meta[@property='article:modified_time']/@content",)
_AUTHORS = (
    "//meta[@name='author' or @name='article:author' or @name='articleAuthor' or @name='dc.creator']/@content",
    "//meta[@property='article:author']/@content",
    "//*[@rel='author']//text()",
    "//*[@itemprop='author']//*[@itemprop='name']//text()",
)
_OUTLETS = (
    "//meta[@property='og:site_name']/@content",
    "//meta[@name='application-name' or @name='publisher']/@content",
)
_ADDRESSES = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_TITLES = ("//meta[@property='og:title' or @name='og:title']/@content", "//meta[@name='twitter:title']/@content")
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What the head says; ``titles`` in the order of trust, ``site`` all the names of the site."""

    published: date | datetime | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    titles: tuple[str, ...] = ()
    site: tuple[str, ...] = field(default=())


def page_meta(tree: "_Element") -> PageMeta:
    """The statements of a page about its article."""
    nodes = list(_nodes(tree))
    titles = _texts(tree, _TITLES)
    article = _own(nodes, [*titles, *_texts(tree, ("//h1//text()", "//title//text()"))])
    site = [
        name
        for node in nodes
        if _types(node) & {"WebSite", "Organization", "NewsMediaOrganization", "WebPage"}
        if (name := _name(node.get("publisher") if "WebPage" in _types(node) else node))
    ]
    publisher = _name(article.get("publisher"))
    outlets = list(filter(None, [publisher, *_texts(tree, _OUTLETS), *site]))
    authors = filter(None, [_name(article.get("author")), _name(article.get("creator")), *_texts(tree, _AUTHORS)])
    addresses = [_address(article), *_texts(tree, _ADDRESSES)]
    headline = one_line(clean(unescape(str(article.get("headline") or "")))[0])
    return PageMeta(
        published=_published(tree, article),
        outlet=outlets[0] if outlets else None,
        author=next((name for name in authors if _is_name(name)), None),
        url=next((address for address in addresses if address.startswith(("http://", "https://"))), None),
        titles=tuple(filter(has_letters, [headline, *titles])),
        site=tuple(dict.fromkeys(outlets)),
    )


def _published(tree: "_Element", article: dict[str, object]) -> date | datetime | None:
    for value in (*tree.xpath("|".join(_META_DATES))[:5], article.get("datePublished")):
        moment = parse_moment(str(value)) if value else None
        if moment is not None:
            return moment
    for element in tree.xpath("|".join(_NO_DATES))[:20]:
        if _is_articles_own(element):
            moment = parse_moment(element.get("content") or element.get("datetime") or "")
            if moment is not None:
                return moment
    values = [article.get("dateCreated"), *(v for path in _LATER_DATES for v in tree.xpath(path)[:3])]
    values += [element.get("datetime") for element in _times(tree)]
    values += [article.get("dateModified"), *(v for path in _MODIFIED for v in tree.xpath(path)[:3])]
    return next((moment for value in values if value and (moment := parse_moment(str(value)))), None)


def _times(tree: "_Element") -> Iterator["_Element"]:
    """The ``<time>`` elements of the page but those of lists of other articles, those in an article or a header first."""
    later = []
    for element in tree.xpath("//time[@datetime]")[:50]:
        around = {ancestor.tag for ancestor in element.iterancestors()}
        if {"aside", "nav", "footer", "li", "a"} & around:
            continue
        if {"article", "main", "header"} & around:
            yield element
        else:
            later.append(element)
    yield from later


def _is_articles_own(element: "_Element") -> bool:
    """Whether the nearest item of microdata around an element is an article, or there is none."""
    for ancestor in element.iterancestors():
        if ancestor.get("itemscope") is not None:
            return _is_article({str(ancestor.get("itemtype") or "").rpartition("/")[2]})
    return True


def _nodes(tree: "_Element") -> Iterator[dict[str, object]]:
    """The top-level items of JSON-LD: each script's own, those of a list and of ``@graph``, a page's main entity."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:_MOST_SCRIPTS]:
        text = _CDATA.sub("", script.text or "").strip()
        if not text or len(text) > _LONGEST_SCRIPT:
            continue
        for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
            try:
                yield from _top(json.loads(attempt, strict=False))
                break
            except (ValueError, RecursionError):
                continue


def _top(value: object, depth: int = 0) -> Iterator[dict[str, object]]:
    if isinstance(value, list) and depth < 4:
        for item in value[:200]:
            yield from _top(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        if depth < 4:
            yield from _top(value.get("@graph"), depth + 1)
            if _types(value) & {"WebPage", "ItemPage", "CollectionPage"}:
                yield from _top(value.get("mainEntity"), depth + 2)


def _types(node: dict[str, object]) -> set[str]:
    types = node.get("@type")
    return {str(name).rpartition("/")[2] for name in (types if isinstance(types, list) else [types])}


def _is_article(types: set[str]) -> bool:
    return any(name.endswith("Article") or name in ("BlogPosting", "LiveBlogPosting", "Report") for name in types)


def _own(nodes: list[dict[str, object]], titles: list[str]) -> dict[str, object]:
    """The article's own item: of several the one whose headline is a title of the page; {} where there is none."""
    articles = [node for node in nodes if _is_article(_types(node))]
    keys = [fold(title) for title in titles]
    for node in articles:
        own = fold(unescape(str(node.get("headline") or node.get("name") or "")))
        if len(own) > 8 and any(own in key or (len(key) > 8 and key in own) for key in keys):
            return node
    return articles[0] if articles else {}


def _name(value: object) -> str:
    """The name of a person or an organisation: a string, an object with a name, or several of them."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(filter(None, map(_name, value[:5]))))
    if isinstance(value, dict):
        value = value.get("name")
        value = value[0] if isinstance(value, list) and value else value
    return one_line(clean(unescape(value))[0]) if isinstance(value, str) else ""


def _is_name(text: str) -> bool:
    return has_letters(text) and len(text) <= _LONGEST_NAME and "://" not in text and "@" not in text


def _address(article: dict[str, object]) -> str:
    for value in (article.get("url"), article.get("mainEntityOfPage"), article.get("@id")):
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and value.startswith("http"):
            return one_line(value)
    return ""


def _texts(tree: "_Element", paths: tuple[str, ...]) -> list[str]:
    found = [one_line(clean(str(value))[0]) for path in paths for value in tree.xpath(path)[:3]]
    return list(filter(has_letters, found))
