"""Units: what a number counts, by one canonical name in both languages. The table is ``text/data/units.tsv``."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar

from tr_news.facts.numbers.number import NumberLanguage
from tr_news.text.lexicon import sections, table, words

UnitKind = Literal["money", "time", "measure"]
_T = TypeVar("_T")
# Suffixes of a Turkish noun behind a number, which stands in the singular: yıllık, yaşındaki, dolara, liralığın.
NOMINAL = (
    r"(?:l[ıiuü][kğ])?(?:l[ae]r)?(?:s?[ıiuü](?=$|n))?(?:n?[dt][ae]n?|n?[ıiuü]n|[yn]?[ae]|[yn]?[ıiuü]|[yn]?l[ae])?"
    r"(?:ki(?:l[ae]r)?(?:n[ıiuü]n?|n[ae])?)?(?:d[ıiuü]r|yd[ıiuü]|[dt][ıiuü])?"
)
_SUFFIX = re.compile(NOMINAL)
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "₺": "TRY", "¥": "JPY"}
# A currency that a word can mean besides the one it is listed under: "pounds" are sterling or a weight.
_COMPATIBLE = frozenset({frozenset({"pound", "GBP"}), frozenset({"cent", "kuruş"})})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the table: ``name`` as "TRY", "year", "km"."""

    name: str
    kind: UnitKind

    @staticmethod
    def of_sign(sign: str) -> "Unit":
        """The currency of a sign."""
        return Unit(_SIGNS[sign], "money")


def compatible(one: str, other: str) -> bool:
    """Whether two canonical units can be the same."""
    return one == other or frozenset({one, other}) in _COMPATIBLE


@cache
def forms(language: NumberLanguage) -> dict[str, Unit]:
    """The unit of each form, in small letters; of Turkish its stem. Two words have a space between them."""
    found: dict[str, Unit] = {}
    for row in table("units"):
        kind: UnitKind = "money" if row[2] == "money" else "time" if row[2] == "time" else "measure"
        if row[0] == language:
            found |= {form.replace("_", " "): Unit(row[1], kind) for form in row[3].split()}
    return found


def english_unit(phrase: str) -> Unit | None:
    """The unit that an English word is, in small letters."""
    return forms("en").get(phrase)


def turkish_unit(word: str) -> Unit | None:
    """The unit that a Turkish word in small letters is a form of."""
    return _inflected(word, forms("tr"))


def is_counted(word: str, language: NumberLanguage, section: str | None = None) -> bool:
    """Whether a noun in small letters is one that the news counts: see ``text/data/counted.txt``."""
    nouns = words("counted", section or language)
    if word in nouns:
        return True
    return language == "tr" and _inflected(word, dict.fromkeys(nouns, True)) is not None


def _inflected(word: str, stems: dict[str, _T]) -> _T | None:
    """What the longest stem of ``word`` stands for, with nothing behind it but nominal suffixes."""
    for length in range(len(word), 0, -1):
        found = stems.get(word[:length])
        if found is not None and _SUFFIX.fullmatch(word, length):
            return found
    return None


@cache
def idioms(language: NumberLanguage) -> re.Pattern[str]:
    """Phrases whose number words say no number."""
    listed = sections("counted")[f"{language}-idioms"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)")
