"""Whose voice a line is in: the article's, which reports, or the site's, which speaks to its reader and of itself.

Rules for what no list of wordings holds. They look at a line in its article, not at the line alone: an article that
speaks to its readers throughout (advice, a letter) is left alone, and so is what shares its words with the article.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import zip_longest

from tr_news.articles.draft import Block
from tr_news.articles.furniture.line import ADDRESS, CLOSERS, STEM, Line, count, ends, outlet_pattern, stems_of
from tr_news.articles.furniture.sentence import sentences
from tr_news.articles.headings import BULLET

# How a note of the site ends between paragraphs: "gösterilir", "dinleyebilirsiniz".
_NOTED = re.compile(r"(?:m[ae]z|[ae]bilir(?:s[iu]n(?:[iu]z)?)?|[iu]r|[ae]r|m[ae]ktad[iu]r|[dt][iu]r|s[iu]n[iu]z) $")
_THIS = re.compile(r" bu (?:haber|icer|yazi|makale|metn?|site|sayfa|video|bolum|dosya|podcast|bulten|galeri|roportaj)")
_MANY = 3  # sentences that speak to the reader, or to who is interviewed
_ADDRESSING = 0.25  # share of the other sentences from which an article is one that speaks to its readers
COHESION = 3  # stems of the article in a sentence that is the article's all the same
# What ends so goes on behind a link that is lost: "… ulaşmak için", "79 liradan başlayan fiyatlarla".
_DANGLING = re.compile(r" (?:icin|\w{3,}larla|\w{3,}lerle) $")
_FRAGMENT_WORDS = 14
_SHORT_CRY = 14  # words
_ASIDE_WORDS = 8
_BUTTON = 2  # words of a site in a line between paragraphs that is a button or a notice
_NOTICE_WORDS = 25
_TOLD = 3  # sentences that an article tells, from which lines between them are judged by them
# "… haber sitesidir": what the line is about is what the reader holds.
_IS_MEDIUM = re.compile(r" (?:site|gazete|dergi|ajans|portal|kanal|platform|bulten|yayin)\w*d[iu]r $")
_OFFERING = re.compile(r" (?:iste[rm]|istiyor) (?:misin|musun)")
_ENDED = 0.6  # share of the blocks that end as sentences do, where fragments are none


def _asks(line: Line, *, last: bool) -> bool:
    """A request or a question to the reader about the site."""
    if line.told or not line.addresses:
        return False
    if "@ourmedia" in line.sentence.marks or ("@ours" in line.sentence.marks and last):
        return True
    if last and _OFFERING.search(line.words):
        return True
    if not last and ADDRESS.search(line.text) and not (line.outlet or count(line.words, "newsy")):
        return False  # "Ayrıntılar için @KiyiBelediye hesabını takip edin": where a reader is sent by whom it is about
    if count(line.words, "medium") or line.outlet or ADDRESS.search(line.text):
        return True
    offers = count(line.words, "offer")
    short = last and len(line.words.split()) <= _ASIDE_WORDS
    return offers > (1 if last else 2) or (offers == 1 and (short or line.text.rstrip().endswith("!")))


def rule_of_voice(line: Line, *, last: bool) -> str | None:
    """The rule of a line that is in the site's voice; ``last``: nothing of the article's is behind it."""
    cry = line.text.rstrip(CLOSERS).endswith("!") and len(line.words.split()) <= _SHORT_CRY
    if cry and "@ourmedia" in line.sentence.marks and not line.sentence.quotes:
        return "cry"  # "WhatsApp kanalımız açıldı!"
    page = any(line.words.startswith(word) for word in stems_of("page")[0])
    if page and not line.sentence.quotes and ("@ours" in line.sentence.marks or not line.sentence.reported):
        return "self"
    if line.told or line.text.rstrip().endswith((";", ",")):
        return None
    if _asks(line, last=last):
        return "request"
    if not cry and not last:
        return None
    media = count(line.words, "medium")
    named = line.outlet or (last and "@ours" in line.sentence.marks)
    if cry and (named or media + count(line.words, "offer") > (0 if last else 1)):
        return "cry"
    if not last:
        return None
    if line.outlet and (not line.predicate or re.match(outlet_pattern(), line.text)):
        return "self"
    if not line.predicate:
        return None
    about = count(line.words, "self") > 0
    if about and line.words.startswith(" bu "):
        return "self"
    if media and (about or "@ourmedia" in line.sentence.marks):
        return "self"
    return "self" if _IS_MEDIUM.search(line.words) else None


def _of_the_site(line: Line) -> bool:
    return count(line.words, "medium") + count(line.words, "offer") > 0 or "@ours" in line.sentence.marks


class Voices:
    """The sentences of an article's blocks, and what of the article its lines are judged by. Linear in its length."""

    def __init__(self, blocks: Sequence[Block], folded: Sequence[str | None] = ()) -> None:
        """The blocks, and the folded words of each, where they are known."""
        self.lines = [
            [Line(pieces[0], words)] if len(pieces := sentences(block.text)) == 1 else list(map(Line, pieces))
            for block, words in zip_longest(blocks, folded)
        ]
        every = [line for lines in self.lines for line in lines]
        self._every = every
        self.blocks = blocks
        self._ended = [ends(block.text) for block in blocks]
        self._above = [0]  # how many blocks but the first end as sentences, above each
        self._headed = [False]  # whether the last of them, or a line that ends so, ends in a colon
        for block, ended in zip(blocks, self._ended, strict=True):
            colon = block.text.rstrip().endswith(":")
            self._above.append(self._above[-1] + (ended and len(self._above) > 1))
            self._headed.append(colon if ended or colon else self._headed[-1])

    @cached_property
    def stems(self) -> frozenset[str]:
        """What the words of the sentences that tell something begin with."""
        told = (line for line in self._every if line.told)
        return frozenset(word[:STEM] for line in told for word in line.words.split() if len(word) >= STEM)

    @cached_property
    def advice(self) -> bool:
        """Whether the article speaks to its readers throughout."""
        return _is_advice(self._every)

    @cached_property
    def _told(self) -> int:
        return sum(line.told for line in self._every)

    @cached_property
    def _own(self) -> frozenset[str]:
        """The site's words that the article tells of."""
        return frozenset(hit for line in self._every if line.told for hit in line.site_words)

    def is_listed(self, place: int) -> bool:
        """Whether a line without an end stands below one that ends in a colon, other such lines between them."""
        return not self._ended[place] and self._headed[place]

    def is_fragment(self, place: int, *, last: bool) -> bool:
        """Rule "fragment": no sentence, of the site, where the article is of sentences.

        Args:
            place: the block that is asked.
            last: nothing of the article's is behind it.
        """
        block = self.blocks[place]
        if place < 2 or self._ended[place] or self.is_listed(place) or len(block.text.split()) > _FRAGMENT_WORDS:
            return False
        line = Line(block.text)
        dangling = _DANGLING.search(line.words) is not None
        if block.text.endswith((",", ";")) or block.kind == "list" or BULLET.match(block.text):
            return False
        broken = not self._ended[place - 1] and len(self.blocks[place - 1].text.split()) > _FRAGMENT_WORDS
        if broken or not (block.text[0].isupper() or block.text[0] in "([#►»"):
            return False  # a sentence that was broken in two
        if not (last or dangling):
            return self._is_button(line)
        if line.told or line.predicate:
            return False
        if dangling:
            return True
        if self._above[place] < max(2, _ENDED * (place - 1)):
            return False
        site = any(count(line.words, section) for section in ("medium", "offer", "self"))
        return site or line.outlet or ADDRESS.search(block.text) is not None

    def is_notice(self, place: int) -> bool:
        """Rule "notice": a sentence alone between paragraphs that says what a site says and the article doesn't."""
        block, lines = self.blocks[place], self.lines[place]
        alone = place > 0 and len(lines) == 1 and self._ended[place] and block.kind not in ("list", "heading")
        if not alone or lines[0].told or len(block.text.split()) > _NOTICE_WORDS or not self._is_foreign(lines[0]):
            return False
        line = lines[0]
        noted = _NOTED.search(line.words) is not None and _THIS.search(line.words) is not None
        addressed = line.addresses and ADDRESS.search(line.text) is None  # "Sorularınızı … adresine gönderin"
        foreign = line.site_words - self._own
        return (noted or addressed) and len(foreign) >= _BUTTON and not foreign.isdisjoint(stems_of("medium")[0])

    def _is_button(self, line: Line) -> bool:
        """Whether a line has two of a site's words that none of the article's own sentences has, or one that calls."""
        if not self._is_foreign(line):
            return False
        foreign = line.site_words - self._own
        calls = line.addresses or "@ours" in line.sentence.marks
        return len(foreign) + calls >= _BUTTON or not foreign.isdisjoint(stems_of("consent")[0])

    def _is_foreign(self, line: Line) -> bool:
        """Whether a line of an article that tells something tells nothing, and nothing of what the article tells."""
        if line.told or line.text.endswith(":") or self.advice or self._told < _TOLD:
            return False
        return not line.shared(self.stems)


def _is_advice(lines: Sequence[Line]) -> bool:
    """Whether an article speaks to its readers throughout, and not of the site: advice, an open letter."""
    asked = sum(not line.told and line.addresses and not _of_the_site(line) for line in lines)
    told = sum(ends(line.text) and (line.told or not line.addresses) for line in lines)
    return asked > _MANY or (asked > 1 and asked >= _ADDRESSING * (told + asked))


def is_aside(text: str) -> bool:
    """Whether a short text speaks to its reader: furniture where it stands beside furniture."""
    line = Line(text)
    return len(text.split()) <= _ASIDE_WORDS and line.addresses and not line.told
