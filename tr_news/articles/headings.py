"""Headings, lists and sentences: what kind of paragraph a block is, by named rules."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tr_news.articles.draft import Block
from tr_news.articles.lists import keys
from tr_news.articles.text import fold
from tr_news.documents.article import Paragraph

BULLET = re.compile(r"(?:[•·▪◦●○■□▶►➤‣⁃✓✔✅☑☐☒❑❖➔➢◆◇★]\ufe0f?|\*(?!\*)|[-–—+](?=\s))\s*(?=\S)")
_BOX = re.compile(r"\[[ xX]\]\s+")
_NUMBER = re.compile(r"\(?(\d{1,2})(?:[.)]|\s?[-–—])\s+(?=\S)|(\d)\ufe0f?\u20e3\s*|([①-⑳])\s*")
_LETTER = re.compile(r"\(?(?:([a-hA-HçÇ])\)|([a-hç])\.)\s+(?=\S)")
_COUNTED = re.compile(r"(?:madde|adım|kural|öneri|soru)\s?(\d{1,2})\s?[-–—:.)]{1,2}\s+(?=\S)", re.IGNORECASE)
CLOCK = re.compile(r"(?:saat\s?:?\s?)?(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?\(?TSİ\)?)?\W{0,3}", re.IGNORECASE)
_LED_BY_CLOCK = re.compile(
    r"(?P<time>(?:[Ss]aat\s?:?\s?)?(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?\(?TSİ\)?)?)(?:\s?[-–—|:]\s*|\s+)(?=[\"“]?[A-ZÇĞİÖŞÜ])"
)
_CLOCKS = 2
CLOSERS = "\"'”’»)] "

_HEADING_LENGTH = 110  # characters of a heading; 40 more where markup says it is one
_HEADING_WORDS = 16  # of a heading in capitals
_SHORT, _SHORT_WORDS = 80, 11  # a plain line above a longer paragraph is a heading up to this
_LONG = 100  # characters of the paragraph below it
_NO_SENTENCE_WORDS = 4  # a line of so few words without a full stop is no sentence
_ATTRIBUTION_WORDS = 8
_QUOTE_ENDS = ('"', "”", "»", "’", "'")
_ITEM_LENGTH = 60  # characters of the lines of a list without marks
_ITEMS = 3  # lines that make a list without marks
_FEWER_ITEMS = 2  # behind a line that ends in a colon

_WORD = re.compile(r"\S+")
# The endings of the finite verbs that headlines end in: a heading run into the text ends where its verb does.
FINITE_VERB = re.compile(
    r"(?:[DT][İIUÜ]|[DT][İIUÜ]LER|[DT][IU]LAR|[İIUÜ]YOR|[İIUÜ]YORLAR|ECEK|ACAK|ECEKLER|ACAKLAR|M[İIUÜ]Ş|MEL[İ]|MALI)$"
)
# A heading doesn't end in these: the noun goes with what follows.
_CASE_ENDING = re.compile(r"(?:[DT][AE]N?|N[IİUÜ]N?|Y?L[AE]|C[AE]|VE|İLE)$")
_NOT_VERBS = frozenset({"KENDİ", "ŞİMDİ", "YEDİ", "MADDİ", "CİDDİ", "GEÇMİŞ"})


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence or a part of one does; an ellipsis ends headlines too."""
    end = text.rstrip(CLOSERS)
    return end.endswith((".", ";", ",", ":")) and not end.endswith("..")


def is_capitals(text: str) -> bool:
    """Whether a line is in capitals; suffixes behind an apostrophe may be small."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 3:
        return False
    return text.isupper() or (
        sum(char.isupper() for char in letters) > 0.6 * len(letters)
        and all(_is_capital_word(word.strip("\"'“”‘’()")) for word in text.split())
    )


def _is_capital_word(word: str) -> bool:
    """Whether the letters before an apostrophe are all capitals ("TSK'ya", "2." count)."""
    stem = re.split("['’‘]", word, maxsplit=1)[0] or word
    return not any(char.islower() for char in stem)


def split_heading(block: Block) -> list[Block]:
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
        len(last) > 3 and last not in _NOT_VERBS and FINITE_VERB.search(last) is not None
    )
    if not certain:
        certain = (
            len(letters) >= 3
            and last.isalpha()
            and _CASE_ENDING.search(last) is None
            and len(last) > 3
            and not any(char in "".join(capitals) for char in ".,;:()")
            and fold(following) not in keys("offices")
            and not re.search(r"\w['’]\w", following)  # "TÜRK HAVA YOLLARI İstanbul'dan": a subject
        )
    if not certain:
        return [block]
    cut = words[count].start()
    return [Block(block.text[:cut].strip(), "heading"), replace(block, text=block.text[cut:])]


def split_clocks(blocks: Sequence[Block]) -> list[Block]:
    """Rule "clock-led": the times that begin two or more paragraphs ("14.40 - Rize Valisi …") are headings above them."""
    led = [_LED_BY_CLOCK.match(block.text) if block.kind in (None, "text", "list") else None for block in blocks]
    if sum(found is not None for found in led) < _CLOCKS:
        return list(blocks)
    pieces: list[Block] = []
    for block, found in zip(blocks, led, strict=True):
        if found is None:
            pieces.append(block)
        else:
            rest = replace(block, text=block.text[found.end() :], kind="text")
            pieces += [Block(found["time"], "heading", gap=True), rest]
    return pieces


def classify(blocks: Sequence[Block]) -> list[Paragraph]:
    """The paragraphs of blocks, list labels and check boxes taken off."""
    paragraphs: list[Paragraph] = []
    numbered, unmarked = _numbered(blocks), _unmarked(blocks)
    for i, block in enumerate(blocks):
        text, kind = block.text, block.kind
        if kind in (None, "list"):
            bullet = BULLET.match(text)
            if bullet is not None:
                attribution = text[0] in "—–" and i > 0 and _is_attribution(text[bullet.end() :], blocks[i - 1])
                text, kind = text[bullet.end() :], "heading" if attribution else "list"
            elif i in numbered:
                text, kind = text[numbered[i] :], "list"
            elif i in unmarked or _BOX.match(text):
                kind = "list"
            if kind == "list":
                text = _BOX.sub("", text, count=1) if _BOX.match(text) else text
        if kind is None or block.kind == "heading":
            following = blocks[i + 1] if i + 1 < len(blocks) else None
            kind = "heading" if _is_heading(block, following) else "text"
        paragraphs.append(Paragraph(text, kind))
    return paragraphs


def _is_attribution(text: str, before: Block) -> bool:
    """Whether a line behind a dash says who was quoted above it: no sentence, though no heading either."""
    return len(text.split()) <= _ATTRIBUTION_WORDS and not ends_sentence(text) and before.text.endswith(_QUOTE_ENDS)


def _numbered(blocks: Sequence[Block]) -> dict[int, int]:
    """Blocks numbered 1, 2, … or a, b, … in a row, with the length of their labels; a lone "3. Ordu …" is an ordinal."""
    labels = [_label(block.text) for block in blocks]
    chosen: dict[int, int] = {}
    for i in range(1, len(labels)):
        before, own = labels[i - 1], labels[i]
        if before is not None and own is not None and own[0] == before[0] + 1:
            chosen |= {i - 1: before[1], i: own[1]}
    # Items of a list of several paragraphs each: 1, 2, 3 in order with text between them, from 1 on.
    found = [(i, label) for i, label in enumerate(labels) if label is not None]
    run = [pair for n, pair in enumerate(found, start=1) if pair[1][0] == n]
    if len(run) == len(found) >= _ITEMS:
        chosen |= {i: label[1] for i, label in run}
    return chosen


def _label(text: str) -> tuple[int, int] | None:
    """The number of a list's label, and the label's length."""
    found = _NUMBER.match(text)
    if found is not None:
        number = ord(found[3]) - ord("①") + 1 if found[3] else int(found[1] or found[2])
        return number, found.end()
    found = _COUNTED.match(text)
    if found is not None:
        return int(found[1]), found.end()
    found = _LETTER.match(text)
    letter = (found[1] or found[2]).lower() if found is not None else "ç"
    if found is not None and letter != "ç":
        return ord(letter) - ord("a") + 1, found.end()
    return None


def _unmarked(blocks: Sequence[Block]) -> set[int]:
    """The lines of a list without marks: short, without a full stop, three or more in a row (two behind a colon)."""
    chosen: set[int] = set()
    run: list[int] = []
    for i in range(len(blocks) + 1):
        block = blocks[i] if i < len(blocks) else None
        item = block is not None and block.kind is None and len(block.text) <= _ITEM_LENGTH
        if (
            item
            and block is not None
            and not ends_sentence(block.text)
            and not is_capitals(block.text)
            and i > 0
            and CLOCK.fullmatch(block.text) is None
        ):
            run.append(i)
            continue
        if run:
            colon = blocks[run[0] - 1].text.rstrip().endswith(":")
            if len(run) >= (_FEWER_ITEMS if colon else _ITEMS):
                chosen.update(run)
        run = []
    return chosen


def _is_heading(block: Block, following: Block | None) -> bool:
    """Capitals, or short, without the end of a sentence and before a longer paragraph; markup alone proves nothing."""
    text = block.text
    if CLOCK.fullmatch(text) is not None:
        return True
    if len(text) > _HEADING_LENGTH + (40 if block.kind == "heading" else 0) or ends_sentence(text):
        return False
    if block.kind == "heading" or (is_capitals(text) and len(text.split()) <= _HEADING_WORDS):
        return True
    if len(text.split()) <= _NO_SENTENCE_WORDS and not text.rstrip(CLOSERS).endswith(("!", "?", "…", "...")):
        return True
    if following is None or following.kind in ("list", "heading") or text[0].islower():
        return False
    short = len(text) <= _SHORT and len(text.split()) <= _SHORT_WORDS
    return short and len(following.text) > max(_LONG, 2 * len(text)) and not text.endswith(("…", "..."))
