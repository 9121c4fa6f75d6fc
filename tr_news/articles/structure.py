"""Blocks of text → title, headings, lists and paragraphs of an Article: a row of passes, each with one thing to take off."""

import datetime
import os
import re
from dataclasses import replace
from itertools import takewhile

from tr_news.articles.dateline import take_dateline
from tr_news.articles.dates import istanbul, parse_date
from tr_news.articles.draft import Block, Draft
from tr_news.articles.fields import ADDRESS
from tr_news.articles.furniture import is_outlet
from tr_news.articles.furniture.take import take_furniture
from tr_news.articles.headings import (
    BULLET,
    FINITE_VERB,
    classify,
    ends_sentence,
    is_capitals,
    split_clocks,
    split_heading,
)
from tr_news.articles.lists import keys
from tr_news.articles.publication import take_publication
from tr_news.articles.text import fold, has_letters, one_line
from tr_news.articles.titles import DOUBT, belongs, clean_title, crumbs_before
from tr_news.documents.article import Article, Paragraph
from tr_news.errors import InputError
from tr_news.text.turkish.letters import upper

_TITLE_LABEL = re.compile(r"(?:başlık|title|headline)\s?:\s+(?=.*[^\W\d_])", re.IGNORECASE)
_FILE_DATE = re.compile(r"\d{4}[-_]\d{2}[-_]\d{2}(?!\d)")
_TITLE_LENGTH = 130  # characters of a line that may be the title
_SHORT_TITLE = 3  # words; so few may open the first sentence by chance
_REST = 60  # characters of the text behind a title that was run into it
_REPEATED_IN = 3  # blocks at the head in which the title is looked for again


def assemble(draft: Draft, *, id: str, source: str) -> Article:  # noqa: A002 (the field's name)
    """The article of a draft.

    Raises:
        InputError: there is no letter in it.
    """
    warnings = list(draft.warnings)
    dated = take_publication(draft.blocks, titled=bool(draft.title))
    blocks, notes = take_furniture(dated.blocks)
    dateline, blocks = take_dateline(blocks)
    title = one_line(draft.title) if draft.title and has_letters(draft.title) else None
    if title is None:
        title, blocks = _find_title(blocks)
    else:
        site = tuple(filter(None, (draft.outlet, draft.url)))
        title = clean_title(title, site)
        blocks = _without_repetition(title, blocks)
        if not belongs(title, " ".join(block.text for block in blocks)):
            warnings.append(DOUBT)
    blocks = [piece for block in split_clocks(blocks) for piece in split_heading(block)]
    paragraphs = [Paragraph(title, "title")] if title else []
    paragraphs += classify(blocks)
    if not any(has_letters(paragraph.text) for paragraph in paragraphs):
        raise InputError(source, "no letters in it; give a file with the text of an article")
    named = _FILE_DATE.match(os.path.basename(source))  # noqa: PTH119 (as in read)
    moment = (
        draft.published
        or dated.moment
        or draft.guess
        or (parse_date(named.group().replace("_", "-")) if named else None)
    )
    return Article(
        id=id,
        source=source,
        paragraphs=tuple(paragraphs),
        published=_placed(moment),
        warnings=tuple(dict.fromkeys((*warnings, *dated.warnings, *notes))),
        url=draft.url if draft.url and ADDRESS.fullmatch(draft.url) else None,
        dateline=dateline,
        outlet=draft.outlet,
        author=_author(draft.author, draft.outlet) or dated.author,
    )


def _author(author: str | None, outlet: str | None) -> str | None:
    """The author, unless it is the outlet under another heading."""
    return author if author and fold(author) != fold(outlet or "") else None


def _placed(moment: datetime.date | datetime.datetime | None) -> datetime.date | datetime.datetime | None:
    """The moment in Istanbul's time, by its offset: a day there is the day of the article."""
    if not isinstance(moment, datetime.datetime):
        return moment
    local = moment.astimezone(istanbul())
    offset = local.utcoffset()
    return local.replace(tzinfo=datetime.timezone(offset), microsecond=0) if offset is not None else local.date()


def _find_title(blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """The title and the other blocks; kickers ("SON DAKİKA") and the site's name before it are headings."""
    kickers = list(
        takewhile(lambda block: fold(block.text) in keys("titles", "kicker") or is_outlet(block.text), blocks)
    )
    title, rest = _first_as_title(blocks[len(kickers) :])
    return title, [*(replace(kicker, kind="heading") for kicker in kickers), *rest]


def _first_as_title(blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """The first block, where it is a heading or short, without a full stop, and before something longer."""
    if len(blocks) < 2:
        return None, blocks
    first, *following = blocks[:4]
    text = first.text
    labelled = _TITLE_LABEL.match(text)
    if labelled is not None and len(text) <= _TITLE_LENGTH and first.kind in (None, "heading"):
        return text[labelled.end() :], _without_repetition(text[labelled.end() :], blocks[1:])
    if first.kind in ("list", "text") or len(text) > _TITLE_LENGTH or BULLET.match(text):
        return None, blocks
    if first.kind != "heading":
        body = [block.text for block in following if block.kind != "heading"]
        longer = any(len(other) > max(60, len(text)) or ends_sentence(other) for other in body)
        byline = len(following) > 1 and following[0].gap and not ends_sentence(following[0].text)
        above = list(takewhile(lambda block: not ends_sentence(block.text), following))
        headed = (
            len(text.split()) >= _SHORT_TITLE
            and 0 < len(above) < len(following)
            and all(len(block.text) < len(text) for block in above)
        )  # lines shorter than it, then the text
        apart = headed or first.gap or len(following[0].text) >= len(text) or is_capitals(text) or byline
        if ends_sentence(text) or text[0].islower() or not (longer and apart):
            return None, blocks
    title = clean_title(text)
    return title, _without_repetition(title, blocks[1:])


def _without_repetition(title: str, blocks: list[Block]) -> list[Block]:
    """Drops the title where it opens the text again: as a paragraph of its own, cut short, or run into the first."""
    key = fold(title)
    if blocks and len(title.split()) > _SHORT_TITLE:
        text = blocks[0].text
        crumbs = crumbs_before(text, title)  # "Kent TV Haberler" and the title, glued to the text
        text = text[crumbs:]
        if text.startswith(title + " ") or crumbs:
            rest = text[len(title) + 1 :]
            twice = rest.startswith(title)
            verb = (
                FINITE_VERB.search(upper(title.split()[-1])) is not None or title[-1] in "!?" or len(title.split()) > 6
            )
            rest = rest.removeprefix(title).lstrip()
            if len(rest) > _REST and rest[0].isupper() and (verb or twice or crumbs):
                return [replace(blocks[0], text=rest), *blocks[1:]]
    for i, block in enumerate(blocks[:_REPEATED_IN]):
        own = fold(block.text)
        cut = len(own) > 15 and key.startswith(own)
        longer = block.kind == "heading" and own.startswith(key) and len(own) < 1.5 * len(key)
        if own == key or cut or longer or fold(clean_title(block.text)) == key:
            return [*blocks[:i], *blocks[i + 1 :]]
    return blocks
