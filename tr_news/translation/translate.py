"""Articles in, translated articles out: what goes to the model, in which form, and what becomes of its answers.

All sentences of all articles go to the translator in one call, so that it can batch them.
"""

import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tr_news.documents.article import ENGLISH, TITLES, TURKISH, Article, Language, ParagraphKind
from tr_news.documents.translation import Check, Compressed, Cut, Flag, Sentence, TranslatedArticle, doubtful
from tr_news.facts.names import KnownNames, known_names
from tr_news.facts.names.headlines import is_title_case, running_case
from tr_news.facts.names.openings import opening_case
from tr_news.facts.sentence import Facts, facts_of
from tr_news.facts.spans import Span, find_spans
from tr_news.langid.identify import is_foreign
from tr_news.shortening.compress import compress
from tr_news.shortening.text import without
from tr_news.text.agencies import agency_pattern
from tr_news.text.english.sentences import split_english
from tr_news.text.normalize import ASCII_CAPITALS, normalize_source
from tr_news.text.turkish.casing import decase, english_headline_case, is_all_caps, proper_names
from tr_news.text.turkish.sentences import split
from tr_news.translation.audit import audit
from tr_news.translation.keep_people import keep_people
from tr_news.translation.protect import kept_apart
from tr_news.translation.protocol import Sentences, Translation, Translator
from tr_news.translation.repair.postedit import postedit


# What stands in front of a sentence and is none of the model's business: list bullets, "ANKARA (AA) -", "(DHA) --".
@cache
def _lead_in() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:(?:[-–—•▪●*]|\|{1,2})\s+|(?P<place>[A-ZÇĞİÖŞÜ][A-ZÇĞİÖŞÜ /,.]{1,60})?"
        rf"\({agency_pattern()}\)\s*(?(place)[-–—:]?|[-–—]{{1,2}})\s*)"
    )


_BAR = re.compile(r"(?<=\S) (?=\|{1,2} )")  # parts of a title: what stands behind it is translated apart
_LONGEST_HEADING = 200  # characters
_LIST_LABEL = re.compile(r"\s*\d{1,2}(?:[.)]|\s?-)\s+")  # of an item of a numbered list


@dataclass(frozen=True, slots=True)
class _Segment:
    """One sentence as the model gets it; ``text`` is "" where there is nothing to translate."""

    lead_in: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class _Unit:
    """One Sentence of the document to be: a sentence of a paragraph, or a whole title, which may hold several."""

    paragraph: int
    kind: ParagraphKind
    source: str
    segments: tuple[_Segment, ...]
    foreign: bool = False
    headline_case: bool = False


@dataclass(frozen=True, slots=True)
class CutArticle:
    """An article in sentences, in the form in which they are translated."""

    article: Article
    language: Language
    units: tuple[_Unit, ...]

    @property
    def sentences(self) -> list[str]:
        """What goes to the translator, each sentence once."""
        return list(dict.fromkeys(s.text for unit in self.units for s in unit.segments if s.text))


def cut_article(article: Article, language: Language, *, spoken: str = TURKISH) -> CutArticle:
    """An article in sentences, for a translator from the language ``spoken``."""
    cut = _english_units if spoken == ENGLISH else _units
    return CutArticle(article, language, tuple(cut(article, language)))


def translate_articles(
    articles: Sequence[Article], translator: Translator, *, languages: Sequence[Language]
) -> list[TranslatedArticle]:
    """The articles in English, in order, with every sentence; ``languages`` has the language of each.

    A title or heading is one sentence of the document. Blank text and text without letters is never sent; sentences in
    another language than the article's stay as they are (flag ``foreign``); lines in capitals are sent in sentence
    case, and come back, like titles, in English headline case, unless all of the article is in capitals. Where the
    model fails the source stays, with the flags ``untranslated`` and ``loop`` or ``empty``. English that a translator
    leaves as it is stays to the letter, without flags. Raises ValueError where ``languages`` is of another length.
    """
    spoken = translator.source_language
    cut = [cut_article(article, said, spoken=spoken) for article, said in zip(articles, languages, strict=True)]
    return [document for document, _ in translate_cut(cut, translator)]


def translate_cut(articles: Sequence[CutArticle], translator: Translator) -> list[tuple[TranslatedArticle, KnownNames]]:
    """The same of articles that were cut, each with the names that it shows, for :func:`translate_compressed`."""
    wanted = dict.fromkeys(text for cut in articles for text in cut.sentences)
    known = [_names(cut.units) for cut in articles]
    spans = {sentence: find_spans(sentence) for sentence in wanted} if translator.source_language == TURKISH else {}
    found = {sentence: found for names in known for sentence, found in names.found.items()}
    sentences = Sentences(wanted, found, spans)
    hypotheses = dict(zip(wanted, map(_checked, translator.translate(sentences)), strict=True))
    asked = [(cut.sentences, names) for cut, names in zip(articles, known, strict=True)]
    people = keep_people(asked, hypotheses, translator)
    return [
        (
            TranslatedArticle(
                cut.article,
                cut.language,
                tuple(
                    _sentence(index, unit, ChainMap(own, hypotheses), names, spans)
                    for index, unit in enumerate(cut.units)
                ),
            ),
            names,
        )
        for cut, names, own in zip(articles, known, people, strict=True)
    ]


def translate_compressed(
    documents: Sequence[TranslatedArticle],
    chosen: Sequence[Sequence[int]],
    translator: Translator,
    names: Sequence[KnownNames] | None = None,
) -> list[TranslatedArticle]:
    """The articles with a shorter form of some of their sentences, translated and audited as sentences are.

    A sentence that needs no shortening has none, nor has one whose shorter form came out worse: without English, with
    more doubts than the whole, or in as many words. ``chosen`` has the indexes of the sentences of each article,
    ``names`` the names that it shows, where they are known.
    """
    units: list[dict[int, _Shortened]] = []
    for document, indexes in zip(documents, chosen, strict=True):
        shorter = ((i, _shortened(document.sentences[i])) for i in indexes)
        units.append({i: made for i, made in shorter if made is not None})
    wanted = dict.fromkeys(s.text for found in units for unit, _ in found.values() for s in unit.segments if s.text)
    hypotheses = dict(zip(wanted, map(_checked, translator.translate(list(wanted)) if wanted else ()), strict=True))
    known = [
        names[n] if names else _names(map(_unit_of, document.sentences)) if found else KnownNames()
        for n, (document, found) in enumerate(zip(documents, units, strict=True))
    ]
    cut = [[s.text for unit, _ in found.values() for s in unit.segments if s.text] for found in units]
    people = keep_people(list(zip(cut, known, strict=True)), hypotheses, translator)
    return [
        _with_compressed(document, found, ChainMap(own, hypotheses), of_article) if found else document
        for document, found, of_article, own in zip(documents, units, known, people, strict=True)
    ]


_Shortened = tuple[_Unit, tuple[Cut, ...]]  # what is left of a sentence, and what was cut from it


def _shortened(sentence: Sentence) -> _Shortened | None:
    plain = sentence.kind == "text" and sentence.readable and not {Flag.FOREIGN, Flag.APPROVED} & set(sentence.flags)
    if not plain or is_all_caps(sentence.source):
        return None
    cuts = compress(sentence.source)
    left = without(sentence.source, cuts)
    if not cuts or not left:
        return None
    return _Unit(sentence.paragraph, "text", left, (_segment(left, frozenset(), _lead_in(), unfinished=True),)), cuts


def _with_compressed(
    document: TranslatedArticle,
    shorter: Mapping[int, _Shortened],
    hypotheses: Mapping[str, Translation],
    names: KnownNames,
) -> TranslatedArticle:
    sentences = list(document.sentences)
    for index, (unit, cuts) in shorter.items():
        whole, made = sentences[index], _sentence(index, unit, hypotheses, names, {})
        is_shorter = len(made.translation.split()) < len(whole.translation.split())
        if made.readable and is_shorter and doubtful(made.flags) <= doubtful(whole.flags):
            compressed = Compressed(unit.source, made.translation, cuts, made.flags, made.checks)
            sentences[index] = replace(whole, compressed=compressed)
    return replace(document, sentences=tuple(sentences))


def _names(units: Iterable[_Unit]) -> KnownNames:
    """The names that the article shows; titles and headings, whose capitals say less, teach none."""
    texts = (unit.source for unit in units if unit.kind not in TITLES and not unit.foreign)
    return known_names(map(normalize_source, texts))


def _unit_of(sentence: Sentence) -> _Unit:
    """A sentence of a document as it was before it was translated, but for what went to the model."""
    return _Unit(sentence.paragraph, sentence.kind, sentence.source, (), foreign=Flag.FOREIGN in sentence.flags)


def sentences_to_translate(article: Article, language: Language) -> list[str]:
    """What :func:`translate_articles` sends to a translator from Turkish, each sentence once."""
    return cut_article(article, language).sentences


def as_sent(sentence: str) -> str:
    """A sentence as a model gets it: without what stands before it (bullets, "ANKARA (AA) -"), its opening small."""
    lead = _lead_in().match(sentence)
    return opening_case(sentence[lead.end() :] if lead else sentence)


def _checked(hypothesis: Translation) -> Translation:
    """Marks alone (", .") say nothing; of text without letters none is sent."""
    if hypothesis.origin == "source" or any(character.isalnum() for character in hypothesis.text):
        return hypothesis
    return replace(hypothesis, text="", defect=hypothesis.defect or "empty")


def _english_units(article: Article, _language: Language) -> Iterator[_Unit]:
    """The sentences of an English article as they are."""
    for position, paragraph in enumerate(article.paragraphs):
        for text in [paragraph.text] if paragraph.kind in TITLES else split_english(paragraph.text):
            yield _Unit(position, paragraph.kind, text, (_Segment("", text, text),))


def _units(article: Article, language: Language) -> Iterator[_Unit]:
    known: frozenset[str] | None = None  # names for decasing, looked for once somebody needs them
    # Capitals from end to end don't make a heading of every sentence.
    shouting = len(article.body) > _LONGEST_HEADING and is_all_caps(article.body)
    for position, paragraph in enumerate(article.paragraphs):
        sentences = split(paragraph.text)
        titles = [[part for sentence in sentences for part in _BAR.split(sentence)]]
        groups = titles if paragraph.kind in TITLES else [[sentence] for sentence in sentences]
        for group in groups:
            source = " ".join(group)
            if is_foreign(source, language.code):
                yield _Unit(position, paragraph.kind, source, (), foreign=True)
                continue
            capitals = is_all_caps(source)
            titled = not capitals and paragraph.kind in TITLES and is_title_case(source)
            if (capitals or titled) and known is None:
                known = proper_names(article.body)
            names = known if capitals and known else frozenset()
            # Of several sentences the last one may lack its full stop; a lone line without one is as good as a heading.
            unfinished = paragraph.kind == "text" and len(sentences) > 1
            numbered = paragraph.kind == "list" and group[0] is sentences[0]
            lead_in = _LIST_LABEL if numbered and _LIST_LABEL.match(group[0]) else _lead_in()
            segments = tuple(_segment(sentence, names, lead_in, unfinished=unfinished) for sentence in group)
            if titled:
                segments = tuple(replace(s, text=running_case(s.text, known or ())) for s in segments)
            headline_case = paragraph.kind in TITLES or (capitals and not shouting)
            yield _Unit(position, paragraph.kind, source, segments, headline_case=headline_case)


def _segment(sentence: str, known: frozenset[str], lead_in: re.Pattern[str], *, unfinished: bool) -> _Segment:
    lead = lead_in.match(sentence)
    label, rest = (lead.group(), sentence[lead.end() :]) if lead else ("", sentence)
    if not any(character.isalpha() for character in rest):
        return _Segment(label, "", rest)
    text = decase(rest, known) if is_all_caps(rest) else opening_case(rest)
    if unfinished and text[-1].isalnum():
        text += "."
    return _Segment(label, text, rest)


def _sentence(
    index: int,
    unit: _Unit,
    hypotheses: Mapping[str, Translation],
    names: KnownNames,
    spans: Mapping[str, Sequence[Span]],
) -> Sentence:
    def made(translation: str, flags: tuple[Flag, ...] = (), checks: tuple[Check, ...] = ()) -> Sentence:
        return Sentence(index, unit.paragraph, unit.kind, unit.source, translation, flags, checks)

    if unit.foreign:
        return made(unit.source, (Flag.FOREIGN,))
    found = [hypotheses.get(segment.text) for segment in unit.segments]
    if any(hypothesis is not None and hypothesis.origin == "source" for hypothesis in found):
        return made(unit.source)
    failed = next((h for h in found if h is not None and not h.text), None)
    if failed is not None:
        return made(unit.source, (Flag.UNTRANSLATED, Flag(failed.defect or "empty")))
    # What a segment says is found once: it is needed to mend the translation and to audit it.
    texts = [segment.text or segment.source for segment in unit.segments]
    known = [facts_of(text, TURKISH, names, spans=spans.get(text)) for text in texts]
    parts = []
    for segment, facts, hypothesis in zip(unit.segments, known, found, strict=True):
        said = segment.source if hypothesis is None else hypothesis.text
        english = said if hypothesis and hypothesis.origin == "approved" else _mended(facts, said, names)
        parts.append(segment.lead_in.translate(ASCII_CAPITALS) + english)
    translation = " ".join(part.strip() for part in parts)
    if found and all(hypothesis is not None and hypothesis.origin == "approved" for hypothesis in found):
        return made(translation, (Flag.APPROVED,))  # to the letter
    if unit.headline_case:
        translation = english_headline_case(translation)
    read = " ".join(segment.lead_in + (segment.text or segment.source) for segment in unit.segments)
    alone = len(known) == 1 and not unit.segments[0].lead_in
    return made(translation, *audit(known[0] if alone else facts_of(read, TURKISH, names), translation))


def _mended(facts: Facts, hypothesis: str, names: KnownNames) -> str:
    """The hypothesis mended; addresses, tags and signs that it has stay to the letter."""
    apart = kept_apart(facts.written, facts.spans, hypothesis)
    if apart is not None:
        source, english = apart
        mended = english.restored(postedit(facts_of(source.text, TURKISH, names), english.text))
        if mended is not None:
            return mended
    return postedit(facts, hypothesis) or hypothesis
