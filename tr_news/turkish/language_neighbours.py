"""Turkish and its neighbours in Latin letters, told apart word by word.

langdetect reads three letters at a time and draws them at random until it is sure: too coarse for languages that share
half their words. Here each language has a character model of order five, interpolated after Witten and Bell (1991; for
naming languages: Dunning, "Statistical Identification of Language", 1994), stored with back-off weights; "other"
is one for the remaining languages in Latin letters together. A text's score is the sum over its words, each of them
bounded: any language may hold a word that it shares with Turkish, and a name that is in none of the models.

The numbers are in ``profiles/words.z``; ``language_build.py`` makes them.
"""

import math
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from tr_news.turkish.language_tables import Table, read
from tr_news.turkish.language_text import Word

ORDER = 5
OTHER = "other"
STEP = 0.25  # nats between two levels of a stored logarithm
# The levels, none of them a lower-case letter, an apostrophe or a space: those are what the models speak about.
LEVELS = "".join(chr(code) for code in range(0x21, 0x61) if chr(code) != "'")
UNKNOWN = math.log(1 / 60)  # a letter that a language was never seen with: one of about sixty
DOTTED = frozenset({"tk", "uz", "ku", OTHER})  # no dotless ı: their capital I is an i

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
_REPEATS = 0.7  # a word that comes n times counts n to this times

Model = Table  # history → the level of its back-off weight, then letter and level, letter and level, …


@cache
def load() -> dict[str, Model]:
    """The character models of ``PRIOR``'s languages."""
    models: dict[str, Model] = {}
    for block in read("words").split("\n\n"):
        code, *lines = block.split("\n")
        models[code] = Table(lines)
    return models


def likelihood(model: Model, word: str) -> float:
    """The logarithm of the probability of a word's letters and its end."""
    text = f" {word} "
    total = 0.0
    for position in range(1, len(text)):
        letter = text[position]
        for start in range(max(0, position - ORDER + 1), position + 1):
            entry = model.get(text[start:position])
            if entry is None:
                continue
            found = entry.find(letter, 1)
            if found > 0:
                total -= STEP * LEVELS.index(entry[found + 1])
                break
            total -= STEP * LEVELS.index(entry[0])
        else:
            total += UNKNOWN
    return total


def scores(words: Iterable[Word]) -> dict[str, float]:
    """The logarithm of each language's share in the words, not normalised, with ``PRIOR`` in it.

    ``words`` are as ``language_text.words`` gives them; one that comes again says less each time.
    """
    totals = dict(PRIOR)
    for word, count in Counter(words).items():
        for code, value in zip(totals, evidence(word), strict=True):
            totals[code] += count**_REPEATS * value
    return totals


@lru_cache(50_000)
def evidence(word: Word) -> tuple[float, ...]:
    """What a word says of each language of ``PRIOR``, in its order: the bounded logarithm of its probability."""
    models = load()
    logs = {code: likelihood(models[code], word.dotted if code in DOTTED else word.turkish) for code in PRIOR}
    top = max(logs.values())
    shares = {code: math.exp(value - top) for code, value in logs.items()}
    mean = (_NAME if word.capital else _PLAIN) * sum(shares.values()) / len(shares)
    return tuple(top + math.log(shares[code] + _SHARED.get(code, 0.0) * shares["tr"] + mean) for code in PRIOR)
