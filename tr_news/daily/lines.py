"""Lines of a day, with the marks of a brief's lines: what is doubtful, how far they can be relied on, what was cut."""

from collections.abc import Iterable, Sequence

from tr_news.daily.digest import Evidence, Line
from tr_news.documents.brief import Line as BriefLine
from tr_news.documents.translation import Sentence, TranslatedArticle
from tr_news.summarization.extractive.bullets import in_short, shortened, within_limit
from tr_news.summarization.extractive.headline import shorten
from tr_news.summarization.wording import shown, standing_alone
from tr_news.text.display import printable

LONGEST = 320  # characters of a line
EVIDENCE = 600  # characters of a sentence that a line rests on

Place = tuple[str, TranslatedArticle, int]  # an article's key, the article, the number of a sentence in it


def bullet(places: Sequence[Place], publishers: Iterable[str]) -> Line:
    """A bullet, told in the first of these sentences: in its shorter form, where it has one, of 35 words at most."""
    return _line(within_limit(shortened(_told(places[0]))), places, publishers)


def is_overlong(place: Place) -> bool:
    """Whether a bullet told in this sentence would break off."""
    told = shortened(_told(place))
    return within_limit(told) != told


def headline(places: Sequence[Place], publishers: Iterable[str]) -> Line:
    """A headline, told in the first of these sentences: a title, or another one as short as a title."""
    _, document, index = places[0]
    told = _told(places[0])
    title = not document.sentences or document.sentences[index].kind == "title"
    return _line(told if title else shorten(told), places, publishers)


def evidence(place: Place, *, told: bool = False) -> Evidence:
    """A sentence as evidence; with the spans that were cut from it where a line is ``told`` in it.

    Spans are of the sentence as it was read, so of one with spans nothing is changed that can't be shown.
    """
    key, document, index = place
    sentence = _sentence(document, index, key)
    cuts = sentence.compressed.cuts if told and sentence.compressed is not None else ()
    source = sentence.source if cuts else clip(sentence.source, EVIDENCE)
    return Evidence(key, sentence.index, source, clip(sentence.translation, EVIDENCE), cuts)


def is_withheld(sentence: Sentence) -> bool:
    """Whether a line told in this sentence would be withheld: its English says something else, or nothing."""
    return BriefLine(sentence.translation, (0,), sentence.flags, sentence.checks).trust == "withheld"


def clip(text: str, longest: int = LONGEST) -> str:
    """The text as it may be shown, cut at a space where it is too long."""
    text = printable(text)
    if len(text) <= longest:
        return text
    head = text[:longest]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head[longest // 2 :] else head}…"


def _line(text: str, places: Sequence[Place], publishers: Iterable[str]) -> Line:
    key, document, index = places[0]
    told = _sentence(in_short(document), index, key)
    marked = BriefLine(clip(text), (0,), told.flags, told.checks)
    return Line(
        text=marked.text,
        evidence=tuple(evidence(place, told=not number) for number, place in enumerate(places)),
        publishers=tuple(dict.fromkeys(publishers)),
        flags=marked.flags,
        checks=marked.checks,
        grade=marked.grade,
        trust=marked.trust,
    )


def _told(place: Place) -> str:
    key, document, index = place
    return standing_alone(shown(_sentence(in_short(document), index, key)))


def _sentence(document: TranslatedArticle, index: int, key: str) -> Sentence:
    """A sentence of an article; of one without any its key, so that there is something to show."""
    return document.sentences[index] if document.sentences else Sentence(0, 0, "title", key, "")
