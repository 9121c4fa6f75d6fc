"""Rule "stray": lines of a few words between the title and the first sentence, or behind the last one.

Buttons, names of sections, signatures: "Facebook", "Tüm Kategoriler", "Favori". Told by their place and by what they
lack (an end, a verb, figures, a colon), not by their words; a list, a heading, a place and a broken sentence stay.
"""

from collections.abc import Sequence

from tr_news.articles.dateline import is_agency, split_dateline
from tr_news.articles.draft import Block
from tr_news.articles.furniture.line import ends
from tr_news.articles.furniture.sentence import is_predicate
from tr_news.articles.headings import BULLET

_WORDS = 4  # of a line that is no sentence
_SENTENCES = 3  # that an article has before anything else in it is called stray
_SHARE = 0.6  # of its blocks that end as sentences
_BEHIND = 4  # lines behind the last sentence: more are a list


def without_strays(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without stray lines; all of them where the article isn't one of sentences."""
    ended = [place for place, block in enumerate(blocks) if place > 0 and _ends(block.text)]
    if len(ended) < _SENTENCES or len(ended) < _SHARE * (ended[-1] - ended[0] + 1):
        return list(blocks)
    first, last = ended[0], ended[-1]
    titled = len(blocks[0].text.split()) > _WORDS
    head = {place for place in range(1, first) if titled and _is_stray(blocks, place)}
    behind = range(last + 1, len(blocks))
    strays = {place for place in behind if _is_stray(blocks, place) and not any(map(str.isdigit, blocks[place].text))}
    tail = strays if len(strays) == len(behind) <= _BEHIND else set()
    if blocks[last].text.rstrip().endswith(":"):
        tail = set()  # what is announced
    return [block for place, block in enumerate(blocks) if place not in head | tail]


def _ends(text: str) -> bool:
    return ends(text) and len(text.split()) > _WORDS


def _is_stray(blocks: Sequence[Block], place: int) -> bool:
    block = blocks[place]
    words = block.text.split()
    if block.kind in ("heading", "list") or BULLET.match(block.text) or len(words) > _WORDS:
        return False
    if ends(block.text) or ":" in block.text or block.text[0].islower() or is_predicate(words[-1]):
        return False
    return not (is_agency(block.text) or split_dateline(block.text)[0] is not None)
