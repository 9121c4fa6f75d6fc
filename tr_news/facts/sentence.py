"""The facts of a sentence: found once, by one room that is told the language, and carried along from there."""

import re
from dataclasses import dataclass

from tr_news.documents.article import TURKISH
from tr_news.facts.names import Name, find_names
from tr_news.facts.numbers import Number, NumberLanguage, parse_numbers
from tr_news.facts.quotations import Quotation, quotations
from tr_news.text.normalize import normalize_source

_INITIAL = re.compile(r"(?:^|[.!?:;\"(\[-]\s*)$")


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be checked of one sentence. Positions are those of ``text``, which is normalised."""

    text: str
    language: NumberLanguage
    numbers: tuple[Number, ...]
    names: tuple[str, ...]  # proper names without suffixes, words with single spaces between them
    quotations: tuple[Quotation, ...]
    proper: tuple[Name, ...] = ()  # the names of Turkish, with what of each a translation must show
    written: str = ""  # the text before it was normalised

    def said(self, number: Number) -> str:
        """A number as the sentence writes it."""
        return self.text[number.start : number.end]


def facts_of(text: str, language: str, known: frozenset[str] = frozenset()) -> Facts:
    """The facts of a sentence in ``language`` (an ISO code); of what isn't Turkish the English readings.

    ``known`` are words that the article around a Turkish sentence shows to be names.
    """
    normalised = normalize_source(text)
    read: NumberLanguage = "tr" if language == TURKISH else "en"
    proper = find_names(normalised, known) if read == "tr" else []
    names = [name.text for name in proper] if read == "tr" else _english_names(normalised)
    return Facts(
        normalised,
        read,
        tuple(parse_numbers(normalised, read)),
        tuple(dict.fromkeys(names)),
        quotations(normalised),
        tuple(proper),
        text,
    )


def _english_names(text: str) -> list[str]:
    """Runs of capitalised words; one at the start of a sentence says nothing."""
    found: list[str] = []
    run: list[str] = []
    end = 0
    for match in re.finditer(r"[^\W\d_][\w&]*(?:\.(?=\w)\w+)*", text):
        word = match.group()
        if run and (not word[0].isupper() or text[end : match.start()] not in (" ", "-", ". ")):
            found.append(" ".join(run))
            run = []
        if word[0].isupper() and not (not run and _INITIAL.search(text, max(0, match.start() - 3), match.start())):
            run.append(word)
        end = match.end()
    return [*found, *([" ".join(run)] if run else [])]
