"""Takes page furniture out of an article's blocks; corrections are said apart, repeated paragraphs stand once."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tr_news.articles.draft import Block
from tr_news.articles.furniture import is_section, rule_of_line, rule_of_sentence
from tr_news.articles.furniture.line import Line
from tr_news.articles.furniture.sentence import is_addressed, is_colophon, is_predicate, sentences
from tr_news.articles.furniture.stray import without_strays
from tr_news.articles.furniture.voice import COHESION, Voices, is_aside, rule_of_voice
from tr_news.articles.furniture.words import rule_by_words
from tr_news.articles.text import fold_words, has_letters
from tr_news.articles.titles import cut_prefix

_REPEATED = 40  # letters of a paragraph that counts as repeated; shorter lines may be a refrain or a list
_HEADLINES = 6  # lines below "İLGİLİ HABERLER" that are headlines of other stories
_TAGS = 12  # lines below "Etiketler:" that are keywords
_TAG_LENGTH = 40  # characters of one
_POINTING = 4  # words that only point to what follows: "Ayrıca bkz."
_NOT_FIRST = frozenset({"see-also", "pointer", "caption"})  # a title may look like these
_TITLE_WORDS = 3  # behind "Video: " in the first line from which it is the title
_CRUMBS = 2  # blocks at the head among which the name of a section may stand
_ASKING = frozenset({"app", "subscription", "follow", "see-also"})
_INSTRUCTION = 60  # characters of an item of a list that tells the reader how to do something
_REMNANT = 60  # characters
_KEYWORDS = 4  # words of a line of keywords at the end of an article
_LINKED_END = (".", "!", "?", "…", ":", '."', ".”")
_CALL = 8  # words
_TAIL = 40  # blocks at the end among which nothing but furniture may stand
_GREETING = 2  # words: "Günaydın!"
_LABEL = 4  # words of a line that is no sentence
_ASKED = 12  # words of a headline that is a question
_QUOTE = re.compile('["“”«»]')
_LAST = 4  # blocks at the end among which a line of keywords may stand
_LOWER = re.compile(r"[^\W\d_]")


def take_furniture(blocks: Sequence[Block]) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks of the article itself, and what is said apart of it: its corrections."""
    kept: list[Block] = []
    notes: list[str] = []
    seen: set[str] = set()
    tags = 0  # lines of keywords below "Etiketler:"
    following = 0  # headlines that a see-also line announced
    folded: list[str | None] = []  # the words of those kept whole
    for i, block in enumerate(blocks):
        words = fold_words(block.text)
        rule, text = rule_and_rest(block, i, len(blocks), words)
        if rule is not None and text is None and block.gap and kept:
            kept[-1] = replace(kept[-1], gap=True)
        if rule == "correction":
            notes.append(f"correction: {block.text}")
            continue
        if rule is not None and text is None:
            following = _HEADLINES if rule == "see-also" and _announces(block.text) else 0
            tags = _TAGS if rule == "keywords" and _announces(block.text) else 0
            continue
        if tags and len(block.text) <= _TAG_LENGTH and _is_headline(block):
            tags -= 1
            continue
        tags = 0
        if following and _is_headline(block):
            following -= 1
            continue
        following = 0
        if block.linked and _leads_on(block.text) and i > 0 and block.kind != "heading":
            continue  # rule "linked-line": a line that is a link and no sentence leads to another story
        key = words.replace(" ", "")
        if len(key) >= _REPEATED and key in seen:
            continue  # rule "repeated": the spot again, word for word
        seen.add(key)
        kept.append(block if text is None else replace(block, text=text))
        folded.append(words if text is None else None)
    if not any(has_letters(block.text) for block in kept):
        return list(blocks), ()  # a file of nothing but furniture is for the reader of the brief to judge
    return without_strays(_without_headings_below(_in_own_voice(kept, folded))), tuple(notes)


def _in_own_voice(blocks: list[Block], folded: Sequence[str | None]) -> list[Block]:
    """The blocks without what is in the site's voice (``voice.py``), from the end of the article to its head."""
    voices = Voices(blocks, folded)
    parts: list[Block | None] = [None] * len(blocks)
    end = len(blocks)  # from here on nothing is reported
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        last = end == place + 1 and len(blocks) - place <= _TAIL
        if voices.is_fragment(place, last=last) or (not last and voices.is_notice(place)):
            own = None
        elif (block.kind == "list" and not last) or voices.is_listed(place):
            own = block
        else:
            own = _own_part(voices, place, last=last)
        parts[place] = own
        if last and (own is None or not any(line.told for line in voices.lines[place])):
            end = place
    before = _neighbours(blocks, parts)
    behind = _neighbours(blocks[::-1], parts[::-1])[::-1]
    for place in range(max(end, 1), len(blocks)):  # what speaks to the reader between such lines is of them
        beside = (before[place], behind[place]) in (("gone", "gone"), ("gone", "end"))
        if beside and not voices.advice and is_aside(blocks[place].text):
            parts[place] = None
    kept = [part for part in parts if part is not None]
    return kept if any(has_letters(block.text) for block in kept) else blocks


def _neighbours(blocks: Sequence[Block], parts: Sequence[Block | None]) -> list[str]:
    """What stands before each block, lines of a few words left aside: "gone", "kept", or "end" of the article."""
    state = "end"
    found: list[str] = []
    for block, part in zip(blocks, parts, strict=True):
        found.append(state)
        if part is None or len(block.text.split()) > _LABEL:
            state = "gone" if part is None else "kept"
    return found


def _own_part(voices: Voices, place: int, *, last: bool) -> Block | None:
    """What of a block is in the article's voice: all of it, or without sentences at its ends, or nothing."""
    block, lines, first = voices.blocks[place], voices.lines[place], place == 0
    foreign: list[bool] = []
    for line, inside in reversed(list(zip(lines, _quoted([line.text for line in lines]), strict=True))):
        rule = None if inside else rule_of_voice(line, last=last)
        foreign.append(rule is not None and (line.of_the_site or not _is_doubtful(voices, line, first=first)))
        last = last and rule is not None
    foreign.reverse()
    if any(foreign) and all(
        out or (not line.told and (line.addresses or _is_call(line.text)))
        for line, out in zip(lines, foreign, strict=True)
    ):
        return None  # a call beside a request: "Eviniz ne kadar eder? Ücretsiz hesapla"
    if first:
        return block
    head = foreign.index(False)
    tail = foreign[::-1].index(False)
    left = "".join(line.text for line in lines[head : len(lines) - tail]).strip()
    return replace(block, text=left) if head or tail else block


def _is_doubtful(voices: Voices, line: Line, *, first: bool) -> bool:
    """Whether a line that sounds like the site's may be the article's: its title, advice, or what it tells of."""
    return first or voices.advice or line.shared(voices.stems) >= COHESION


def _credit(piece: str) -> str | None:
    return "credit" if rule_by_words(piece.rstrip(" .")) == "credit" else None


def _leads_on(text: str) -> bool:
    """Whether a line that is a link is a headline: no sentence, or a short question."""
    return not text.endswith(_LINKED_END) or (text.endswith("?") and len(text.split()) <= _ASKED)


def rule_and_rest(block: Block, place: int, count: int, words: str | None = None) -> tuple[str | None, str | None]:
    """The rule that a block falls under, and what is left of it: None where all of it goes (or nothing of it).

    Args:
        block: the block.
        place: where it stands in the article.
        count: how many blocks there are.
        words: its folded words, where they are known.
    """
    rule = rule_of_line(block.text, words)
    named = place == 0 and (rule in _NOT_FIRST or (rule != "breadcrumb" and _is_prefixed(block.text)))
    if rule is not None and not named:
        return rule, None
    if place < _CRUMBS and count > 1 and is_section(block.text):
        return "breadcrumb", None  # "EKONOMİ" above the title
    if place >= count - _LAST and place > 1 and _is_keywords(block.text):
        return "keywords", None
    pieces = sentences(block.text)
    if len(pieces) > 1:
        words = None
    quoted = _quoted(pieces)
    rules = [None if inside else rule_of_sentence(piece, words) for piece, inside in zip(pieces, quoted, strict=True)]
    if words is not None and rules == [None] and place < count - _LAST:
        return None, None  # most: a sentence alone
    if len(pieces) > 1:  # "Hazırlayan: Derya Can. Kurgu: Efe Al."
        rules = [rule or _credit(piece) for piece, rule in zip(pieces, rules, strict=True)]
    if place >= count - _LAST and place > 0:
        rules = [
            rule or ("colophon" if not inside and is_colophon(piece) else None)
            for piece, rule, inside in zip(pieces, rules, quoted, strict=True)
        ]
    # Furniture stands at the head or at the end of a paragraph; a sentence between others is the article's.
    head = next((n for n, rule in enumerate(rules) if rule is None), len(rules))
    tail = next((n for n, rule in enumerate(reversed(rules)) if rule is None), 0)
    first = rules[0] or rules[-1]
    if first is None:
        return None, None
    if first == "correction":
        return (first, None) if rules[0] == first else (None, None)
    if block.kind == "list" and len(pieces) == 1 and first in _ASKING and len(block.text) > _INSTRUCTION:
        return None, None  # an item of instructions to the reader is the article's own
    if rules[0] == "see-also" and len(pieces[0].split()) <= _POINTING:
        return first, None  # "Ayrıca bkz. Adana'da taksi ücretlerine zam geldi"
    left = pieces[head : len(pieces) - tail]
    # A request to the reader beside furniture is furniture: "Hata mı gördünüz? Metni seçip gönderin."
    if (head or tail) and all(is_addressed(piece) or _calls(piece, first) for piece in left):
        left = []
    # What stands between furniture and is short belongs to it.
    if not left or (len(left) < len(pieces) / 2 and sum(map(len, left)) < _REMNANT):
        return first, None
    return first, " ".join(piece.strip() for piece in left)


def _is_prefixed(text: str) -> bool:
    """Whether a first line is a title behind a word of the site: "Video: Merkez Bankası faizi indirdi"."""
    rest = cut_prefix(text)
    return rest != text and len(rest.split()) > _TITLE_WORDS


def _is_call(text: str) -> bool:
    """A short cry, question or end without a verb."""
    return len(text.split()) <= _CALL and not text.rstrip().endswith(".")


def _calls(text: str, rule: str) -> bool:
    """Whether what stands beside furniture only calls for it: a short question, the cry of an advertisement."""
    if _QUOTE.search(text) is not None:
        return False
    ends = ("?", "!") if rule in ("advertisement", "see-also") else ("?",)
    greeting = text.rstrip().endswith("!") and len(text.split()) <= _GREETING
    return greeting or (text.rstrip().endswith(ends) and len(text.split()) <= _CALL)


def _quoted(pieces: Sequence[str]) -> list[bool]:
    """Whether each sentence begins inside a quotation that an earlier one opened."""
    if len(pieces) == 1:
        return [False]
    inside: list[bool] = []
    straight = depth = 0
    for piece in pieces:
        inside.append(straight % 2 == 1 or depth > 0)
        straight += piece.count('"')
        depth = max(0, depth + piece.count("“") - piece.count("”"))
    return inside


def _announces(text: str) -> bool:
    """Whether headlines of other stories follow a see-also line: it is short, or ends in a colon."""
    return text.rstrip().endswith((":", "👇", "⬇️", "⬇")) or len(text.split()) <= 5


def _is_headline(block: Block) -> bool:
    """A line that may be another story's headline: a link, or short and without a full stop."""
    if block.linked:
        return True
    return (
        len(block.text) <= 120
        and not block.text.rstrip("\"'”’»)").endswith((".", ":", ",", ";"))
        and block.kind != "heading"
    )


def _is_keywords(text: str) -> bool:
    """A row of keywords at the end: four or more between commas, or small letters with "haber"; no marks, no figures."""
    if text.endswith((".", "!", "?", "…", ":", "”", '"')) or len(text) > 300 or re.search(r"[\d:;()]", text):
        return False
    parts = [part.strip() for part in text.split(",")]
    if len(parts) >= _KEYWORDS and all(0 < len(part.split()) <= 4 for part in parts):
        return not is_predicate(parts[-1].split()[-1])
    words = text.split()
    searched = "haber" in text or "son dakika" in text
    return len(words) >= _KEYWORDS and text == text.lower() and len(parts) in (1, 3) and searched


def _without_headings_below(blocks: list[Block]) -> list[Block]:
    """Without headings that nothing follows: what stood below them was furniture."""
    while len(blocks) > 1 and blocks[-1].kind == "heading":
        blocks = blocks[:-1]
    return blocks
