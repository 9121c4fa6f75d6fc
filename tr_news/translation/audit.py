"""What a translation must keep: numbers, names, quotations, denial, hearsay, and most of its length.

Nothing here knows whether a translation is good. It finds what can be checked without understanding, and it rather
stays silent than cries wolf: a flag on a line is meant to be looked at.
"""

from collections.abc import Mapping

from tr_news.documents.article import ENGLISH, TURKISH
from tr_news.documents.translation import Check, Flag
from tr_news.facts.compare import DifferenceKind, compare
from tr_news.facts.sentence import Facts, facts_of

# English of news is about as long as its Turkish in characters (newstest2016/2017: median 1.0).
_SHORT = 0.45
_LONG_ENOUGH = 40  # characters of source from which a length says something
_FLAGS: Mapping[DifferenceKind, Flag] = {
    "number": Flag.NUMBER,
    "direction": Flag.NUMBER,
    "name": Flag.NAME,
    "span": Flag.SPAN,
    "quotation": Flag.QUOTATION,
    "negation": Flag.NEGATION,
    "hearsay": Flag.HEARSAY,
}


def audit(source: str | Facts, translation: str) -> tuple[tuple[Flag, ...], tuple[Check, ...]]:
    """The flags of a translated sentence, and which number, name or quotation each is about.

    ``number``: a number of the source is missing, another one has appeared, or it has another currency, unit, sign,
    half of the day or direction; ``name``: a proper name is missing;
    ``span``: an address, tag, code, emoji or sign is; ``quotation``: what was quoted no longer is;
    ``negation``: a denial was lost or put in; ``hearsay``: what was said to be so is told as a fact; ``short``: under
    45 % of the length to be expected. In this order. ``source`` is Turkish, or its facts where they are known.
    """
    original = facts_of(source, TURKISH) if isinstance(source, str) else source
    rendering = facts_of(translation, ENGLISH)
    checks = [
        Check(_FLAGS[d.kind], d.problem, f"a second {d.text}" if d.rule == "told twice" else d.text)
        for d in compare(original, rendering)
    ]
    order = list(_FLAGS.values())
    flags = sorted(dict.fromkeys(check.flag for check in checks), key=order.index)
    if len(original.text) >= _LONG_ENOUGH and len(rendering.text) < _SHORT * len(original.text):
        flags.append(Flag.SHORT)
    return tuple(flags), tuple(dict.fromkeys(checks))
