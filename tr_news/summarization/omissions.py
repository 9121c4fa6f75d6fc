"""What a brief leaves out of its article: parts that no line rests on, and figures that stand there alone."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tr_news.documents.article import ENGLISH, TURKISH
from tr_news.documents.brief import Line, Omissions, Summary
from tr_news.documents.translation import Sentence, TranslatedArticle
from tr_news.facts.numbers import Number, NumberLanguage, parse_numbers
from tr_news.text.furniture import is_boilerplate

_FEW = 3  # paragraphs: below it sentences are counted
_SCALES = (("trillion", Decimal(10**12)), ("billion", Decimal(10**9)), ("million", Decimal(10**6)))
_CURRENCIES = {"USD": "${}", "EUR": "€{}", "GBP": "£{}", "TRY": "{} lira"}
_LEAST = 10  # what is less and counts nothing that is money or a share is hardly the news
_YEARS = (1000, 2100)  # a bare number between is taken for a year
_LAW = re.compile(r"\W{0,2}(?:[Ss]ayılı|SAYILI|[Nn]umaralı)\b")  # "7258 sayılı Kanun": no figure but a name
_PLACES = Decimal("0.001")


def omissions(document: TranslatedArticle, summary: Summary) -> Omissions:
    """What of the running text neither the headline nor a bullet rests on, and the figures that no line has.

    Figures are compared by value: one that a line has isn't left out, wherever else it stands.
    """
    lines = (summary.headline, *summary.bullets)
    cited = {i for line in lines for i in line.evidence}
    text = [s for s in document.sentences if s.kind == "text" and not is_boilerplate(s.source)]
    paragraphs = {s.paragraph for s in text}
    told = {document.sentences[i].paragraph for i in cited}
    language: NumberLanguage = ENGLISH if document.language.code == ENGLISH else TURKISH
    running = {s.index for s in text}
    body = [s for s in document.sentences if s.kind == "list" or s.index in running]
    found = list(_figures(body, language))
    said = {value for line in lines for value in _said(document, line, language)} if found else set()
    figures = tuple(dict.fromkeys(written(n) for n in found if n.value not in said))
    if len(paragraphs) >= _FEW:
        return Omissions("paragraph", len(paragraphs - told), len(paragraphs), figures)
    return Omissions("sentence", sum(s.index not in cited for s in text), len(text), figures)


def _said(document: TranslatedArticle, line: Line, language: NumberLanguage) -> Iterator[Decimal]:
    """The values of the numbers in a line; of one that is withheld, in the original that stands in its place."""
    original = [document.sentences[i].source for i in line.evidence]
    withheld = line.trust == "withheld"
    for text in original if withheld else [line.text]:
        numbers = parse_numbers(text, language if withheld else ENGLISH)
        yield from (value for n in numbers for value in (n.value, *n.also))


def _figures(sentences: list[Sentence], language: NumberLanguage) -> Iterator[Number]:
    """Quantities in digits: no date, time, rank or year, and no small number that counts anything."""
    for sentence in sentences:
        if not any(map(str.isnumeric, sentence.source)):
            continue
        for number in parse_numbers(sentence.source, language):
            if number.spelled or number.kind in ("time", "date", "ordinal"):
                continue
            if _LAW.match(sentence.source, number.end):
                continue
            bare = number.kind == "cardinal" and not number.scaled and not number.unit
            year = bare and _YEARS[0] <= number.value < _YEARS[1] and number.value == int(number.value)
            if not year and (number.value >= _LEAST or number.kind in ("percent", "money")):
                yield number


def written(number: Number) -> str:
    """A number as English news writes it: 402 million, 93,973, 6.5%, $1.2 billion."""
    value, scale = number.value, ""
    for name, size in _SCALES:
        shortened = value / size
        if value >= size and shortened == shortened.quantize(_PLACES):
            value, scale = shortened, f" {name}"
            break
    whole = value == value.to_integral_value()
    said = (f"{int(value):,}" if whole else f"{value.normalize():,f}") + scale
    if number.kind == "percent":
        return f"{said}%"
    return _CURRENCIES.get(number.unit, "{}").format(said)
