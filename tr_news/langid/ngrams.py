"""langdetect's profiles, and those added to them, in a form that loads one script at a time.

langdetect (N. Shuyo, "Language Detection Library for Java", 2010) is a naive Bayes classifier over the counts of
character 1- to 3-grams. Its own loader parses 55 JSON files, half a second. Here the counts of the languages that share
a script are one small file; they are the same numbers, so its detector says the same, and more languages stand
beside them: ``profiles/README.md``.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from tr_news.langid.tables import Table, read

SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"  # stand for the languages of a file, in its order
ENDING = 2
_SEED = 0
_COUNT = re.compile(r"([A-Za-z])(\d+)")


class Profiles:
    """The n-gram counts of languages that share a script; what langdetect's ``Detector`` asks of its factory."""

    def __init__(self, totals: dict[str, list[int]], rows: Table) -> None:
        self.langlist = list(totals)
        self.seed = _SEED
        self.word_lang_prob_map = _Probabilities(list(totals.values()), rows)


class _Probabilities(dict[str, list[float]]):
    """n-gram → its probability in each language, worked out when an n-gram is first asked for."""

    def __init__(self, totals: Sequence[Sequence[int]], rows: Table) -> None:
        super().__init__()
        self._totals = totals
        self._rows = rows

    def __contains__(self, gram: object) -> bool:
        return super().__contains__(gram) or (isinstance(gram, str) and self._rows.get(gram) is not None)

    def __missing__(self, gram: str) -> list[float]:
        row = [0.0] * len(self._totals)
        for symbol, count in _COUNT.findall(self._rows.get(gram) or ""):
            index = SYMBOLS.index(symbol)
            row[index] = int(count) / self._totals[index][len(gram) - 1]
        self[gram] = row
        return row


@cache
def load(script: str) -> Profiles:
    """The profiles of a script: ``arabic``, ``cyrillic``, ``devanagari`` or ``latin``."""
    header, _, rows = read(script).partition(b"\n")
    totals = {}
    for entry in header.decode("ascii").split("\t"):
        code, *counts = entry.split(" ")
        totals[code] = [int(count) for count in counts]
    return Profiles(totals, Table(rows, ENDING))


def detect(text: str, script: str) -> dict[str, float]:
    """langdetect's probabilities of the languages that use the script, for a text in lower case.

    The same text always has the same answer. Empty where the text has no n-gram that any of them knows.
    """
    from langdetect.detector import Detector
    from langdetect.lang_detect_exception import LangDetectException

    detector: Any = Detector(load(script))
    detector.append(text)
    try:
        detector.get_probabilities()
    except LangDetectException:
        return {}
    return dict(zip(detector.langlist, detector.langprob, strict=True))
