"""Blocks of text → title, headings, lists and paragraphs of an Article."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import PurePath

from tr_news.articles.dates import parse_date
from tr_news.articles.metadata import ADDRESS, cut_stamps, date_prefix, is_agency, publication_line, split_dateline
from tr_news.articles.text import fold, has_letters, one_line, unwrap
from tr_news.documents.article import Article, Paragraph, ParagraphKind
from tr_news.errors import InputError
from tr_news.text.turkish.letters import upper

_BULLET = re.compile(r"(?:[•·▪◦●○■□▶►➤‣⁃]|\*(?!\*)|[-–—+](?=\s))\s*(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})(?:[.)]|\s?-)\s+(?=\S)")
_TITLE_LABEL = re.compile(r"(?:başlık|title|headline)\s?:\s+(?=.*[^\W\d_])", re.IGNORECASE)
# What stands above a title and says nothing about the news.
_KICKERS = frozenset(
    map(fold, ("SON DAKİKA", "Son dakika haberi", "Son dakika haberleri", "Flaş", "Flaş haber", "Özel haber"))
)
_FILE_DATE = re.compile(r"\d{4}[-_]\d{2}[-_]\d{2}(?!\d)")

_TITLE_LENGTH = 130
_HEADING_LENGTH = 110
_HEADING_WORDS = 16
_CLOSERS = "\"'”’»)] "

_WORD = re.compile(r"\S+")
# The endings of the finite verbs that headlines end in: a heading run into the text ends where its verb does.
_FINITE_VERB = re.compile(
    r"(?:[DT][İIUÜ]|[DT][İIUÜ]LER|[DT][IU]LAR|[İIUÜ]YOR|[İIUÜ]YORLAR|ECEK|ACAK|ECEKLER|ACAKLAR|M[İIUÜ]Ş|MEL[İ]|MALI)$"
)
# A heading doesn't end in these: the noun goes with what follows.
_CASE_ENDING = re.compile(r"(?:[DT][AE]N?|N[IİUÜ]N?|Y?L[AE]|C[AE]|VE|İLE)$")
_NOT_VERBS = frozenset({"KENDİ", "ŞİMDİ", "YEDİ", "MADDİ", "CİDDİ", "GEÇMİŞ"})
# What follows a name in capitals ("TÜRKİYE İŞ BANKASI Genel Müdürü"): then the capitals are no heading.
_OFFICE_NAMES = """
Başkanı Başkan Başkanlığı Genel Yönetim Yönetimi Kurulu Üyesi Müdürü Müdürlüğü Sözcüsü Bakanı Bakanlığı Lideri Grubu
Grup Milletvekili Sekreteri Yardımcısı Temsilcisi Koordinatörü Direktörü Teknik Merkez Ligi Kupası Takımı Kulübü
Holding Üniversitesi Fakültesi Hastanesi Derneği Vakfı Sendikası Partisi Komisyonu Komitesi Şirketi Bankası Gazetesi
Televizyonu Dergisi Ajansı Projesi Endeksi İl İlçe Belediye Belediyesi Büyükelçisi Prof Doç Dr Parti Meclisi
Cumhuriyet Cumhurbaşkanı Eski Yeni Türkiye CEO İcra Ortak Kurucu Avukat Av
"""
_OFFICES = frozenset(map(fold, _OFFICE_NAMES.split()))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph before it is understood: text on one line, what is known of its kind, a blank line behind it."""

    text: str
    kind: ParagraphKind | None = None
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What a format yields; the rest is the same for all of them."""

    blocks: tuple[Block, ...]
    title: str | None = None
    date: datetime.date | None = None
    url: str | None = None  # as it was found; an article has it only where it is a web address
    warnings: tuple[str, ...] = ()


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Blocks of a clean plain text: hard-wrapped lines joined, else one for each line."""
    blocks: list[Block] = []
    for line in unwrap(text.split("\n")):
        if any(char.isalnum() for char in line):
            blocks.append(Block(one_line(line)))
        elif blocks:  # a blank line, or a rule of dashes
            blocks[-1] = replace(blocks[-1], gap=True)
    return tuple(blocks)


def assemble(draft: Draft, *, id: str, source: str) -> Article:  # noqa: A002 (the field's name)
    """The article of a draft.

    Raises:
        InputError: there is no letter in it.
    """
    warnings = list(draft.warnings)
    blocks, stamped = _take_dates(draft.blocks, warnings)
    dateline, blocks = _take_dateline(blocks)
    title = one_line(draft.title) if draft.title and has_letters(draft.title) else None
    if title is None:
        title, blocks = _find_title(blocks)
    else:
        blocks = _without_repetition(title, blocks)
    blocks = [piece for block in blocks for piece in _split_heading(block)]
    paragraphs = [Paragraph(title, "title")] if title else []
    paragraphs += _classify(blocks)
    if not any(has_letters(paragraph.text) for paragraph in paragraphs):
        raise InputError(source, "no letters in it; give a file with the text of an article")
    named = _FILE_DATE.match(PurePath(source).name)
    day = draft.date or stamped or (parse_date(named.group().replace("_", "-")) if named else None)
    return Article(
        id=id,
        source=source,
        paragraphs=tuple(paragraphs),
        published=day,
        warnings=tuple(dict.fromkeys(warnings)),
        url=draft.url if draft.url and ADDRESS.fullmatch(draft.url) else None,
        dateline=dateline,
    )


def _take_dates(blocks: Sequence[Block], warnings: list[str]) -> tuple[list[Block], datetime.date | None]:
    """Dates of publication are metadata wherever they stand: a prefix, lines of their own, stamps in the lead."""
    kept: list[Block] = []
    published: datetime.date | None = None
    updated: datetime.date | None = None
    entries = _entries(blocks)
    for i, block in enumerate(blocks):
        text = block.text
        if i == 0:
            text, day, is_prefix = date_prefix(text)
            published = day
            if is_prefix and day is None:
                warnings.append("impossible date at the beginning ignored")
            if not text:
                continue
        line = publication_line(text) if i < 6 or ":" in text else None
        if line is not None and i not in entries:
            day, only_updated = line
            if only_updated:
                updated = updated or day
            else:
                published = published or day
            continue
        if i < 4:
            pieces, day = cut_stamps(text)
            updated = updated or day
            kept.extend(replace(block, text=piece) for piece in pieces)
        else:
            kept.append(replace(block, text=text))
    return kept, published or updated


def _entries(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines with a bare date, where there are several: entries of a chronicle or a live blog, not metadata."""
    dated = [i for i, b in enumerate(blocks) if b.text[:1].isdigit() and publication_line(b.text) is not None]
    return frozenset(dated if len(dated) > 1 and dated[-1] > dated[0] + 1 else ())


def _ends_sentence(text: str) -> bool:
    end = text.rstrip(_CLOSERS)
    return end.endswith((".", ";", ",", ":")) and not end.endswith("..")


def _find_title(blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """The title and the other blocks; kickers ("SON DAKİKA") before it are headings."""
    kickers = list(takewhile(lambda block: fold(block.text) in _KICKERS, blocks))
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
    if first.kind in ("list", "text") or len(text) > _TITLE_LENGTH or _BULLET.match(text):
        return None, blocks
    if first.kind != "heading":
        body = [block.text for block in following if block.kind != "heading"]
        longer = any(len(other) > max(60, len(text)) or _ends_sentence(other) for other in body)
        byline = len(following) > 1 and following[0].gap and not _ends_sentence(following[0].text)
        apart = first.gap or len(following[0].text) >= len(text) or _is_capitals(text) or byline
        if _ends_sentence(text) or text[0].islower() or not (longer and apart):
            return None, blocks
    return text, _without_repetition(text, blocks[1:])


def _without_repetition(title: str, blocks: list[Block]) -> list[Block]:
    """Drops the title where it opens the text again: as a paragraph of its own, cut short, or run into the first."""
    key = fold(title)
    if blocks and blocks[0].text.startswith(title + " ") and len(title.split()) > 3:
        rest = blocks[0].text[len(title) + 1 :]
        verb = _FINITE_VERB.search(upper(title.split()[-1])) is not None or title[-1] in "!?" or len(title.split()) > 6
        if len(rest) > 60 and rest[0].isupper() and (verb or blocks[0].text.startswith(f"{title} {title}")):
            return [replace(blocks[0], text=rest), *blocks[1:]]
    for i, block in enumerate(blocks[:3]):
        own = fold(block.text)
        cut = len(own) > 15 and key.startswith(own)
        longer = block.kind == "heading" and own.startswith(key) and len(own) < 1.5 * len(key)
        if own == key or cut or longer:
            return [*blocks[:i], *blocks[i + 1 :]]
    return blocks


def _take_dateline(blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """The dateline stands before the first or second paragraph, or on a line of its own; credits of an agency too."""
    dateline: str | None = None
    kept: list[Block] = []
    for i, block in enumerate(blocks):
        if is_agency(block.text) and len(blocks) > 1:
            dateline = dateline or block.text.strip("()[] .")
            continue
        section = i > 1 and block.text.isupper() and block.text.isalpha()  # "SAMSUN" above what happened there
        if dateline is None and i < 4 and block.kind != "list" and not section:
            dateline, rest = split_dateline(block.text)
            if dateline is not None and has_letters(rest):
                kept.append(replace(block, text=rest, kind="text"))
                continue
            if dateline is not None and len(blocks) > 1:
                continue
            dateline = None
        kept.append(block)
    return dateline, kept


def _is_capital_word(word: str) -> bool:
    """Whether the letters before an apostrophe are all capitals ("TSK'ya", "2." count)."""
    stem = re.split("['’‘]", word, maxsplit=1)[0] or word
    return not any(char.islower() for char in stem)


def _is_capitals(text: str) -> bool:
    """Whether a line is in capitals; suffixes behind an apostrophe may be small."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 3:
        return False
    return text.isupper() or (
        sum(char.isupper() for char in letters) > 0.6 * len(letters)
        and all(_is_capital_word(word.strip("\"'“”‘’()")) for word in text.split())
    )


def _split_heading(block: Block) -> list[Block]:
    """Cuts off a heading in capitals that was run into its paragraph ("GÖRÜŞME ERTELENDİ Ankara'da …"), if certain."""
    if block.kind is not None or len(block.text) < 60:
        return [block]
    words = list(_WORD.finditer(block.text[:200]))
    count = next((i for i, word in enumerate(words) if not _is_capital_word(word.group().strip("\"'“”‘’()"))), 0)
    if not 2 <= count < len(words):
        return [block]
    capitals = [word.group() for word in words[:count]]
    last = capitals[-1].strip("\"'“”‘’()")
    following = words[count].group().strip("\"'“”‘’(")
    letters = [word for word in capitals if sum(char.isalpha() for char in word) > 1]
    if len(letters) < 2 or not following[:1].isupper() or len(following) < 2 or max(map(len, letters)) < 4:
        return [block]
    certain = last.endswith(("!", "?")) or (
        len(last) > 3 and last not in _NOT_VERBS and _FINITE_VERB.search(last) is not None
    )
    if not certain:
        certain = (
            len(letters) >= 3
            and last.isalpha()
            and _CASE_ENDING.search(last) is None
            and len(last) > 3
            and not any(char in "".join(capitals) for char in ".,;:()")
            and fold(following) not in _OFFICES
            and not re.search(r"\w['’]\w", following)  # "TÜRK HAVA YOLLARI İstanbul'dan": a subject
        )
    if not certain:
        return [block]
    cut = words[count].start()
    return [Block(block.text[:cut].strip(), "heading"), replace(block, text=block.text[cut:])]


def _classify(blocks: Sequence[Block]) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    numbered = _numbered(blocks)
    for i, block in enumerate(blocks):
        text, kind = block.text, block.kind
        if kind in (None, "list"):
            bullet = _BULLET.match(text)
            if bullet is not None:
                text, kind = text[bullet.end() :], "list"
            elif i in numbered:
                kind = "list"
        if kind is None or kind == "heading":
            following = blocks[i + 1] if i + 1 < len(blocks) else None
            kind = "heading" if _is_heading(block, following) else "text"
        paragraphs.append(Paragraph(text, kind))
    return paragraphs


def _numbered(blocks: Sequence[Block]) -> set[int]:
    """Blocks numbered 1, 2, … in a row; a lone "3. Ordu …" is an ordinal."""
    numbers = [(int(found[1]) if (found := _NUMBER.match(block.text)) else None) for block in blocks]
    chosen: set[int] = set()
    for i in range(1, len(numbers)):
        previous, own = numbers[i - 1], numbers[i]
        if previous is not None and own == previous + 1:
            chosen |= {i - 1, i}
    return chosen


def _is_heading(block: Block, following: Block | None) -> bool:
    """Capitals, or short, without the end of a sentence and before a longer paragraph; markup alone proves nothing."""
    text = block.text
    if len(text) > _HEADING_LENGTH + (40 if block.kind == "heading" else 0) or _ends_sentence(text):
        return False
    if block.kind == "heading" or (_is_capitals(text) and len(text.split()) <= _HEADING_WORDS):
        return True
    if following is None or following.kind in ("list", "heading") or text[0].islower():
        return False
    short = len(text) <= 80 and len(text.split()) <= 11
    return short and len(following.text) > max(100, 2 * len(text)) and not text.endswith(("…", "..."))
