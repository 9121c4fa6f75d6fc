"""Elements → blocks: the text below an element, cut where its block elements begin and end."""

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tr_news.articles.draft import Block
from tr_news.articles.text import clean, fold, has_letters, one_line
from tr_news.documents.article import ParagraphKind

if TYPE_CHECKING:
    from lxml.etree import _Element

# Marks that the page's tree carries through trafilatura into the blocks: letters of no language that is read here.
LINKED = "ꙮ"  # the whole block is a link
CLOCK = "ꙭ"  # stands behind the time of an entry of a live blog
ITEM = "ꙫ"  # an item of a list

_CONTAINED = 12  # letters of a block that is looked for within those that were found
_FITS = 0.95  # of the letters that were found, which the page's own blocks must have
_SENTENCE = 12  # characters of a sentence between blocks that were found
_LABEL_WORDS = 6  # of a label before a link
_ABOVE = 6  # blocks above the text in which title, date and byline stand

# Elements that end a paragraph, of HTML and of the tree that trafilatura makes of it, with the kind they give.
KINDS: dict[str, ParagraphKind | None] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "head"), "heading"),
    **dict.fromkeys(("li", "item"), "list"),
    **dict.fromkeys(("p", "div", "section", "article", "main", "header", "blockquote", "quote", "ul", "ol", "list")),
    **dict.fromkeys(
        ("table", "tr", "row", "figure", "hr", "pre", "address", "body", "dl", "dt", "dd", "details", "summary")
    ),
}
_SKIPPED_NAMES = """
script style noscript template svg nav footer aside form button select iframe object figcaption graphic title textarea
math audio video del s strike head meta link
"""
# "head" is a heading in trafilatura's tree, and the head of a page.
SKIPPED = frozenset(_SKIPPED_NAMES.split()) - {"head"}


def blocks_of(root: "_Element") -> list[Block]:
    """The text below an element, cut where its block elements begin and end."""
    from lxml import etree

    blocks: list[Block] = []
    buffer: list[str] = []
    kinds: list[ParagraphKind | None] = [None]
    skipping = 0

    def flush() -> Iterator[Block]:
        for line in "".join(buffer).split("\n"):
            if line and (text := one_line(line.replace("\xad", ""))):
                yield from _blocks(text, kinds[-1])
        buffer.clear()

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in KINDS:
                blocks.extend(flush())
                kinds.append(KINDS[tag] or kinds[-1])
            skipping += tag in SKIPPED
            if not skipping:
                buffer.append("\n" if tag in ("br", "lb") else " ".join((element.text or "").split("\n")))
            continue
        if event == "end":
            if tag in KINDS:
                blocks.extend(flush())
                kinds.pop()
            skipping -= tag in SKIPPED
        if not skipping and element is not root:
            buffer.append(" ".join((element.tail or "").split("\n")))
    blocks.extend(flush())
    return blocks


def _blocks(text: str, kind: ParagraphKind | None) -> Iterator[Block]:
    """The block of a line by its marks; the time of a live blog's entry is a heading above it."""
    if CLOCK in text:
        time, _, text = text.partition(CLOCK)
        time, kind = one_line(time), None
        if any(char.isalnum() for char in time):
            yield Block(time, "heading", gap=True)
        text = one_line(text.replace(CLOCK, " "))
    if ITEM in text:
        kind = "list"
    linked = text.startswith((LINKED, ITEM + LINKED))
    if linked or ITEM in text or LINKED in text:
        text = one_line(text.replace(LINKED, "").replace(ITEM, ""))
    if any(char.isalnum() for char in text):
        yield Block(text, kind, gap=True, linked=linked)


def aligned(everything: list[Block], found: list[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks of a page that an extractor found, as the page has them, and the blocks just above the first of them.

    The extractor knows what the article is, the page how it is ordered and divided. Sentences between two blocks that
    were found are the article's too. Where the two don't fit, what was found comes back as it is.
    """
    parts = [fold(block.text) for block in found]
    text, whole = "".join(parts), set(parts)
    keys = [fold(block.text) for block in everything]
    places = [i for i, key in enumerate(keys) if key in whole or (len(key) >= _CONTAINED and key in text)]
    if sum(len(keys[i]) for i in places) < _FITS * len(text):
        places = _in_order(keys, text)  # what an extractor ran together, the short blocks with it
    if sum(len(keys[i]) for i in places) < _FITS * len(text):
        return found, []
    chosen = set(places)
    for before, after in itertools.pairwise(places):
        chosen.update(i for i in range(before + 1, after) if _is_own_sentence(everything[i]))
    first = places[0]
    return [everything[i] for i in sorted(chosen)], everything[max(0, first - _ABOVE) : first]


def _in_order(keys: list[str], text: str) -> list[int]:
    """The places of blocks that follow one another in a folded text without a gap, from the first that begins it."""
    places: list[int] = []
    position = 0
    for i, key in enumerate(keys):
        if key and text.startswith(key, position):
            places.append(i)
            position += len(key)
    return places


def _is_own_sentence(block: Block) -> bool:
    return (
        len(block.text) >= _SENTENCE
        and not block.linked
        and block.text.rstrip("\"'”’»)").endswith((".", "!", "?", "…"))
    )


def cleaned(title: str | None, blocks: list[Block]) -> tuple[str | None, list[Block], tuple[str, ...]]:
    """Cleans title and blocks together: what is mojibake shows in the whole text only."""
    text, warnings = clean("\n".join([one_line(title or "").replace("\xad", ""), *(block.text for block in blocks)]))
    first, *rest = text.split("\n")
    pairs = zip(blocks, map(one_line, rest), strict=True)
    kept = [Block(line, block.kind, True, block.linked) for block, line in pairs if fold(line)]
    return first.strip() or None, kept, warnings


def marked(tree: "_Element") -> None:
    """Removes struck text from a tree and marks the blocks that are links from end to end."""
    for name in ("del", "s", "strike"):
        for element in list(tree.iter(name)):
            drop(element)
    for element in [
        e for e in tree.iter("span", "p", "div", "li", "b", "strong") if "line-through" in (e.get("style") or "")
    ]:
        drop(element)
    for element in tree.iter("p", "li", "h2", "h3", "h4", "h5", "h6", "div", "blockquote"):
        if is_linked(element) or _is_labelled_link(element):
            element.text = LINKED + (element.text or "")


def is_linked(element: "_Element") -> bool:
    """Whether all letters directly in a block (not in blocks within it) are those of links with an address."""
    linked = False
    stack = [element]
    while stack:
        node = stack.pop()
        if node is not element and (node.tag in KINDS or (node.tag in SKIPPED)):
            if node.tag in KINDS and node.tag not in ("hr",):
                return False
        elif node.tag == "a" and node.get("href") and node is not element:
            linked = linked or has_letters("".join(node.itertext()))
        else:
            if has_letters(re.sub(r"[→»›>👉▶►•]", "", node.text or "")):
                return False
            stack.extend(node)
        if node is not element and has_letters(node.tail or ""):
            return False
    return linked


def _is_labelled_link(element: "_Element") -> bool:
    """Whether a block is a label with a colon and a link: "Haberle bağlantılı: …"."""
    label = one_line(element.text or "")
    if not label and len(element) and element[0].tag in ("b", "strong", "em", "span"):
        label = one_line("".join(element[0].itertext()) + (element[0].tail or ""))
    blocks = any(inner.tag in KINDS for inner in element.iter() if inner is not element)
    if not label.endswith(":") or len(label.split()) > _LABEL_WORDS or blocks:
        return False
    links = [link for link in element.iter("a") if link.get("href")]
    whole = one_line("".join(element.itertext()))
    return len(links) == 1 and one_line(f"{label} {''.join(links[0].itertext())}") == whole


def drop(element: "_Element") -> None:
    """Removes an element with what is in it, not the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
