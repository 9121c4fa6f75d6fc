"""A page's tree made ready: furniture known by its class goes, entries of a live blog keep their times, stories part.

Named rules: a section of ``data/page.txt`` is one, tested by that name.
"""

import copy
import itertools
import re
from functools import cache
from typing import TYPE_CHECKING

from tr_news.articles.formats.markup import CLOCK, KINDS, SKIPPED, drop
from tr_news.articles.lists import keys, sections
from tr_news.articles.stories import are_apart
from tr_news.articles.text import fold, has_letters, one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARTS = re.compile(r"[-_\s.:/]+|(?<=[a-z])(?=[A-Z])")
_BOXES = (
    "div",
    "section",
    "aside",
    "p",
    "span",
    "ul",
    "ol",
    "figure",
    "table",
    "ins",
    "nav",
    "footer",
    "header",
    "dialog",
    "a",
)
_KEPT = frozenset({"html", "body", "main", "article"})
_MOST = 0.5  # of a page's letters that an element of a rule may hold; consent alone may be longer than a short article
_CLOCK = re.compile(r"(?:saat\s?:?\s?)?([01]?\d|2[0-3])[:.][0-5]\d(?:\s?\(?TSİ\)?)?\s?[-–—|:]?", re.IGNORECASE)
_MOST_TITLES = 40
_PARAGRAPH = 60  # letters of a paragraph that counts
_HEADS = ("h1", "h2", "h3")
_STORY = 240  # letters of an <article> that is a story of its own
_SHORT_STORY = 120  # where all of them have nothing to do with one another
_STORY_PARAGRAPHS = 2


@cache
def rules() -> dict[str, str]:
    """The rule that each word of a class or id belongs to."""
    return {key: rule for rule in sections("page") for key in keys("page", rule)}


def rule_of(element: "_Element") -> str | None:
    """The rule that an element's class or id falls under, or None."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:500].strip()
    if not names:
        return None
    known = rules()
    for name in names.split():
        parts = [fold(part) for part in _PARTS.split(name)]
        for key in (fold(name), *parts, *map("".join, itertools.pairwise(parts))):
            if key in known:
                return known[key]
    return None


def prune(tree: "_Element") -> list[str]:
    """Takes the furniture of a page out of its tree; the rules that fired, in order."""
    fired: list[str] = []
    total = 0
    for element in list(tree.iter(*_BOXES, "article")):
        if element.getparent() is None:
            continue  # gone with what it stood in; a detached child of it still has a parent, and dropping it is harmless
        if element.tag == "article":
            if _is_card(element):
                fired.append("card")
                drop(element)
            continue
        if element.tag == "a" and _is_teaser(element):
            fired.append("card")
            drop(element)
            continue
        rule = rule_of(element)
        if rule is None or element.tag in _KEPT:
            continue
        if next(element.iter("h1", "article"), None) is not None:
            continue
        if rule != "consent":
            total = total or _letters(tree.find("body") if tree.find("body") is not None else tree)
            if _letters(element) > _MOST * total:
                continue
        fired.append(rule)
        drop(element)
    return fired


def _is_card(article: "_Element") -> bool:
    """Rule "card": an article within an article, its heading a link: another story."""
    if next(article.iterancestors("article"), None) is None:
        return False
    heading = next(article.iter("h1", "h2", "h3", "h4", "h5"), None)
    return heading is not None and (heading.find(".//a") is not None or heading.getparent().tag == "a")


def _is_teaser(link: "_Element") -> bool:
    """Rule "card": a link around a heading and a text, with an address elsewhere: another story."""
    heading = next(link.iter("h2", "h3", "h4", "h5", "h6"), None)
    return heading is not None and bool(link.get("href")) and next(link.iter("h1"), None) is None


def _letters(element: "_Element") -> int:
    return sum(len(part) for part in element.itertext() if part.strip())


def join_clocks(tree: "_Element") -> int:
    """Puts the time of each entry of a live blog at the head of the entry; how many there were.

    A time alone in an element, twice or more on a page, with a text behind it in the same entry.
    """
    found = []
    for element in tree.iter(
        "span", "div", "time", "strong", "b", "p", "h2", "h3", "h4", "h5", "td", "small", "em", "dt"
    ):
        if len(element) == 0 and element.text and len(element.text) < 30 and _CLOCK.fullmatch(one_line(element.text)):
            target = _entry(element)
            if target is not None:
                found.append((element, target))
    if len(found) < 2:
        return 0
    for element, target in found:
        clock = one_line(element.text or "").rstrip(" -–—|:")
        if element is not target:
            element.text = None
            drop(element)
        target.text = f"{clock}{CLOCK}{target.text or ''}"
    return len(found)


def _entry(element: "_Element") -> "_Element | None":
    """The block that follows a time: the next with letters beside it, or beside what it alone stands in."""
    node = element
    for _ in range(3):
        if has_letters(node.tail or ""):
            return None  # "14:40 Rize Valisi …" in one block already
        following = node.getnext()
        while following is not None:
            if isinstance(following.tag, str) and has_letters("".join(following.itertext())):
                return _innermost(following)
            if has_letters(following.tail or ""):
                return None
            following = following.getnext()
        parent = node.getparent()
        if parent is None or parent.tag in _KEPT or has_letters("".join(parent.itertext())):
            return None
        node = parent
    return None


def _innermost(element: "_Element") -> "_Element | None":
    """The first block in an element whose own text begins it."""
    while not has_letters(element.text or ""):
        child = next((c for c in element if isinstance(c.tag, str) and has_letters("".join(c.itertext()))), None)
        if child is None or child.tag in SKIPPED:
            return None
        if child.tag not in KINDS:
            return element
        element = child
    return element


def stories(tree: "_Element") -> "list[_Element]":
    """Pages of the several stories of one: each with a heading and paragraphs of its own; [] for a page of one.

    Rule "article-stories": <article> elements. Rule "short-article-stories": <article> elements of two paragraphs or
    more, some shorter. Rule "boxed-stories": boxes of one class beside one another, on a page without a title above them.
    Rule "titled-stories": what stands below each of several <h1>. The last three only where the stories have nothing to
    do with one another.
    """
    found = [[article] for article in tree.iter("article") if _is_story(article)]
    if len(found) < 2:
        found = _short_articles(tree) or _boxes(tree) or _below_titles(tree)
    if len(found) < 2:
        return []
    from lxml.html import document_fromstring

    pages = []
    for elements in found:
        page = document_fromstring("<html><head></head><body></body></html>")
        for element in elements:
            page.find("body").append(copy.deepcopy(element))
        pages.append(page)
    return pages


def _is_story(element: "_Element", *, short: bool = False) -> bool:
    """Whether an element that stands in no other story has a heading and paragraphs enough; a short one's may be <h3>."""
    if next(element.iterancestors("article", "aside", "nav", "footer"), None) is not None:
        return False
    heads, shortest = (_HEADS, _SHORT_STORY) if short else (_HEADS[:2], _STORY)
    return next(element.iter(*heads), None) is not None and _is_long([element], shortest)


def _is_long(elements: "list[_Element]", shortest: int = _STORY) -> bool:
    long = [p for element in elements for p in element.iter("p") if len("".join(p.itertext())) > _PARAGRAPH]
    return len(long) >= _STORY_PARAGRAPHS and sum(map(_letters, long)) >= shortest


def unparted(tree: "_Element") -> int:
    """How many <article> elements look like stories, on a page that :func:`stories` couldn't part."""
    return len(_like_stories(tree))


def _like_stories(tree: "_Element") -> "list[_Element]":
    return [article for article in tree.iter("article") if _is_story(article, short=True)][:_MOST_TITLES]


def _short_articles(tree: "_Element") -> "list[list[_Element]]":
    found = _like_stories(tree)
    return [[article] for article in found] if are_apart(_titled(found)) else []


def _titled(elements: "list[_Element]") -> list[tuple[str, str]]:
    headings = [next(element.iter(*_HEADS)) for element in elements]
    return [
        ("".join(head.itertext()), _text_without(element, head))
        for element, head in zip(elements, headings, strict=True)
    ]


def _boxes(tree: "_Element") -> "list[list[_Element]]":
    for parent in tree.iter("body", "main", "div", "section"):
        boxes = [child for child in parent if child.tag in ("div", "section") and child.get("class")]
        same = [box for box in boxes if box.get("class") == boxes[0].get("class") and _is_story(box, short=True)]
        if len(same) < 2:
            continue
        titled = any(not any(box in title.iterancestors() for box in same) for title in tree.iter("h1"))
        if not titled and are_apart(_titled(same)):
            return [[box] for box in same]
    return []


def _below_titles(tree: "_Element") -> "list[list[_Element]]":
    titles = list(tree.iter("h1"))[:_MOST_TITLES]
    if len(titles) < 2 or any(title.getparent() is not titles[0].getparent() for title in titles):
        return []
    groups: list[list[_Element]] = []
    for element in titles[0].getparent():
        if element.tag == "h1":
            groups.append([])
        if groups:
            groups[-1].append(element)
    long = [group for group in groups if _is_long(group)]
    if len(long) < len(groups):
        return []
    texts = [("".join(group[0].itertext()), " ".join("".join(e.itertext()) for e in group[1:])) for group in long]
    return long if are_apart(texts) else []


def _text_without(element: "_Element", heading: "_Element") -> str:
    return "".join(element.itertext()).replace("".join(heading.itertext()), "", 1)
