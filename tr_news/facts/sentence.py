"""The facts of a sentence: found once, by one room that is told the language, and carried along from there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tr_news.documents.article import TURKISH
from tr_news.facts.names import KnownNames, Name, find_names
from tr_news.facts.numbers import Number, NumberLanguage, parse_numbers
from tr_news.facts.quotations import Quotation, quotations
from tr_news.facts.spans import Span, find_spans
from tr_news.text.normalize import normalize_source
from tr_news.text.turkish.letters import lower


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be checked of one sentence. Positions are those of ``text``, which is normalised."""

    text: str
    language: NumberLanguage
    numbers: tuple[Number, ...]
    quotations: tuple[Quotation, ...]
    proper: tuple[Name, ...]  # the names of Turkish, with what of each a translation must show
    written: str  # the text before it was normalised
    spans: tuple[Span, ...]  # of Turkish; positions are those of ``written``
    small: str  # the text in small letters

    def said(self, number: Number) -> str:
        """A number as the sentence writes it."""
        return self.text[number.start : number.end]


def facts_of(
    text: str, language: str, known: KnownNames | None = None, *, spans: Sequence[Span] | None = None
) -> Facts:
    """The facts of a sentence in ``language`` (an ISO code); of what isn't Turkish the English readings.

    ``known`` is what the article around a Turkish sentence shows to be names; ``spans`` are its spans, where somebody
    has looked for them.
    """
    bare = wording(text, language)
    turkish = language == TURKISH
    proper: Sequence[Name] = ()
    if turkish:
        proper = find_names(bare.text) if known is None else known.names_of(bare.text)
    return replace(
        bare,
        numbers=tuple(parse_numbers(bare.text, bare.language)),
        quotations=quotations(bare.text),
        proper=tuple(proper),
        spans=tuple(find_spans(text) if spans is None else spans) if turkish else (),
    )


def wording(text: str, language: str) -> Facts:
    """A sentence with its text alone, for rules that ask for nothing else: no number, name, quotation or span."""
    normalised = normalize_source(text)
    turkish = language == TURKISH
    small = lower(normalised) if turkish else normalised.lower()
    return Facts(normalised, "tr" if turkish else "en", (), (), (), text, (), small)
