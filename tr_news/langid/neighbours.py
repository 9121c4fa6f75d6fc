"""Turkish and its neighbours in Latin letters, told apart word by word.

langdetect reads three letters at a time and draws them at random until it is sure: too coarse for languages that share
half their words. Here each language has a character model of order five, interpolated after Witten and Bell (1991; for
naming languages: Dunning, "Statistical Identification of Language", 1994), stored with back-off weights; "other"
is one for the remaining languages in Latin letters together. A text's score is the sum over its words, each of them
bounded: any language may hold a word that it shares with Turkish, and a name that is in none of the models.

The numbers are in ``profiles/words.z``; ``training/langid/build.py`` makes them.
"""

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from operator import add

from tr_news.langid.sample import Word
from tr_news.langid.tables import Table, read

ORDER = 5
OTHER = "other"
STEP = 0.25  # nats between two levels of a stored logarithm
# The levels, none of them a lower-case letter, an apostrophe or a space: those are what the models speak about.
LEVELS = "".join(chr(code) for code in range(0x21, 0x61) if chr(code) != "'")
_LOGARITHMS = {level: -STEP * number for number, level in enumerate(LEVELS)}
UNKNOWN = math.log(1 / 60)  # a letter that a language was never seen with: one of about sixty
DOTTED = frozenset({"tk", "uz", "ku", OTHER})  # no dotless ı: their capital I is an i

CLOSEST = frozenset({"az", "crh", "gag", "tk"})  # what short Turkish is mistaken for

# How likely a text is in the language before it is read, as logarithms: this is a tool for Turkish.
PRIOR = {
    "tr": 0.0,
    "az": -1.5,
    "crh": -1.5,
    "gag": -4.5,
    "ku": -1.5,
    "tk": -2.5,
    "uz": -1.5,
    "zza": -1.5,
    OTHER: -2.5,
}
_SHARED = {"az": 3e-3, "crh": 3e-3, "gag": 3e-3, "tk": 3e-3}  # weight of the Turkish model in its nearest kin's
# Weight of the mean of all models in each one's: any text may hold any name, but hardly a foreign word in lower case.
_NAME = 1e-3
_PLAIN = 1e-8
_KINSHIP = tuple(_SHARED.get(code, 0.0) for code in PRIOR)
_UNSEEN = (UNKNOWN,) * len(PRIOR)
_TURKISH = list(PRIOR).index("tr")
_REPEATS = 0.7  # a word that comes n times counts n to this times

ENDING, FIELD = 3, "\t"


@cache
def load() -> Table:
    """The character models: for each history a field for each language of ``PRIOR``, in its order.

    A field holds the level of the history's back-off weight, then letter and level, letter and level, …; it is empty
    where the language was never seen with the history.
    """
    return Table(read("words"), ENDING)


def likelihoods(word: str) -> tuple[float, ...]:
    """The logarithm of the probability of a word's letters and its end in each language of ``PRIOR``."""
    text = f" {word} "
    letters = [_letter(text[max(0, end - ORDER) : end]) for end in range(2, len(text) + 1)]
    return tuple(map(sum, zip(*letters, strict=True)))


@lru_cache(30_000)
def _letter(gram: str) -> tuple[float, ...]:
    """The logarithm of the probability of the last letter after the others in each language of ``PRIOR``."""
    history, letter = gram[:-1], gram[-1]
    shorter = _letter(gram[1:]) if history else _UNSEEN
    fields = _fields(history)
    if not fields:
        return shorter
    return tuple(
        [
            backed_off
            if not field
            else _LOGARITHMS[field[place + 1]]
            if (place := field.find(letter, 1)) > 0
            else _LOGARITHMS[field[0]] + backed_off
            for field, backed_off in zip(fields, shorter, strict=True)
        ]
    )


@lru_cache(8_000)
def _fields(history: str) -> list[str]:
    row = load().get(history)
    return [] if row is None else row.split(FIELD)


def scores(words: Iterable[Word]) -> dict[str, float]:
    """The logarithm of each language's share in the words, not normalised, with ``PRIOR`` in it.

    ``words`` are as ``langid.sample.words`` gives them; one that comes again says less each time.
    """
    totals = list(PRIOR.values())
    for word, count in Counter(words).items():
        if count == 1:
            totals = list(map(add, totals, evidence(word)))
        else:
            weight = count**_REPEATS
            totals = [total + weight * value for total, value in zip(totals, evidence(word), strict=True)]
    return dict(zip(PRIOR, totals, strict=True))


@lru_cache(50_000)
def evidence(word: Word) -> tuple[float, ...]:
    """What a word says of each language of ``PRIOR``, in its order: the bounded logarithm of its probability."""
    logs = likelihoods(word.turkish)
    if word.dotted != word.turkish:
        pairs = zip(PRIOR, logs, likelihoods(word.dotted), strict=True)
        logs = tuple(dotted if code in DOTTED else turkish for code, turkish, dotted in pairs)
    top = max(logs)
    shares = [math.exp(value - top) for value in logs]
    mean = (_NAME if word.capital else _PLAIN) * sum(shares) / len(shares)
    turkish_share = shares[_TURKISH]
    return tuple(
        top + math.log(share + kin * turkish_share + mean) for share, kin in zip(shares, _KINSHIP, strict=True)
    )
