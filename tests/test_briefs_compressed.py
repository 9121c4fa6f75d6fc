"""Long sentences are shortened in Turkish and translated for themselves; the evidence stays whole."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.brief_examples import SUMMARIZER
from tests.test_briefs_json import check
from tr_news.config import Settings
from tr_news.documents.article import TURKISH, Article, Language, Paragraph
from tr_news.documents.brief import Brief, make_brief
from tr_news.documents.codec import from_dict, to_dict
from tr_news.documents.translation import Flag, TranslatedArticle
from tr_news.pipeline import Pipeline
from tr_news.render.html import render_html
from tr_news.summarization.extractive.bullets import MOST, within_limit
from tr_news.summarization.extractive.summarizer import Condensed, ExtractiveSummarizer
from tr_news.translation.protocol import Translation
from tr_news.translation.translate import translate_articles, translate_compressed

LONG = (
    "Belediye Başkanı Nermin Alkış, sosyal medya hesabından yaptığı açıklamada, köprünün iki yakasındaki bağlantı "
    "yollarının yaz sonuna kadar trafiğe kapalı kalacağını söyledi."
)
SHORT = (
    "Belediye Başkanı Nermin Alkış, köprünün iki yakasındaki bağlantı yollarının yaz sonuna kadar trafiğe kapalı "
    "kalacağını söyledi."
)
ENGLISH = {
    LONG: "Mayor Nermin Alkış, in a statement she made from her social media account, said that the link roads on both "
    "sides of the bridge would stay closed to traffic until the end of summer.",
    SHORT: "Mayor Nermin Alkış said the link roads on both sides of the bridge would stay closed until summer's end.",
}


class Phrasebook:
    """A translator that knows some sentences."""

    source_language = TURKISH

    def __init__(self, **other: str) -> None:
        self.asked: list[str] = []
        self.known = ENGLISH | {SHORT: other["short"]} if other else ENGLISH

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        self.asked += sentences
        return [Translation(self.known.get(sentence, "It rained.")) for sentence in sentences]

    def describe(self) -> Mapping[str, object]:
        return {"name": "phrasebook"}


def _document(translator: Phrasebook) -> TranslatedArticle:
    article = Article("a", "a.txt", (Paragraph("Köprü kapandı", "title"), Paragraph(LONG), Paragraph("Yağmur yağdı.")))
    return translate_articles([article], translator, languages=[Language(TURKISH, 1.0)])[0]


def _condensed(translator: Phrasebook, *chosen: int) -> TranslatedArticle:
    return translate_compressed([_document(translator)], [chosen], translator)[0]


def test_a_chosen_long_sentence_is_translated_again_without_what_it_can_do_without() -> None:
    translator = Phrasebook()
    found = _condensed(translator, 1)
    short = found.sentences[1].compressed
    assert short is not None
    assert (short.source, short.translation, short.flags) == (SHORT, ENGLISH[SHORT], ())
    assert "".join(LONG[cut.start : cut.end] for cut in short.cuts) == "sosyal medya hesabından yaptığı açıklamada, "
    assert found.sentences[1].translation == ENGLISH[LONG]
    assert translator.asked[-1] == SHORT


def test_others_are_not_translated_again() -> None:
    translator = Phrasebook()
    document = _condensed(translator, 0, 2)
    assert all(sentence.compressed is None for sentence in document.sentences)
    assert SHORT not in translator.asked


@pytest.mark.parametrize(
    "worse", ["", "The roads would not stay closed until the end of the summer of this year.", ENGLISH[LONG]]
)
def test_a_shorter_form_that_came_out_worse_is_not_taken(worse: str) -> None:
    """Nothing, or with more doubts than the whole, a name lost and a denial put in, or no shorter."""
    assert _condensed(Phrasebook(short=worse), 1).sentences[1].compressed is None


def test_what_a_person_approved_stays() -> None:
    class Approved(Phrasebook):
        def translate(self, sentences: Sequence[str]) -> list[Translation]:
            return [Translation(text.text, origin="approved") for text in super().translate(sentences)]

    assert Flag.APPROVED in _condensed(Approved(), 1).sentences[1].flags
    assert _condensed(Approved(), 1).sentences[1].compressed is None


def _brief() -> Brief:
    document = _condensed(Phrasebook(), 1)
    summary = ExtractiveSummarizer().summarize(document)
    return make_brief(document, summary, translator={"name": "phrasebook"}, summarizer=SUMMARIZER, settings={})


def test_the_bullet_says_the_shorter_form_and_its_evidence_is_the_whole_sentence() -> None:
    brief = _brief()
    assert ENGLISH[SHORT] in [line.text for line in brief.bullets]
    data: Any = to_dict(brief)
    check(data, "brief")
    assert from_dict(data) == brief
    assert data["sentences"][1]["source"] == LONG
    assert data["sentences"][1]["compressed"]["cuts"][0]["rule"] == "occasion"
    assert "compressed" not in data["sentences"][2]


def test_the_page_strikes_through_what_was_left_out() -> None:
    html = render_html([_brief()])
    assert "<del>sosyal medya hesabından yaptığı açıklamada, </del>" in html
    assert "left out before the translation" in html


def test_the_same_sentences_are_chosen_with_and_without_the_shorter_form() -> None:
    translator = Phrasebook()
    plain, short = _document(translator), _condensed(translator, 1)
    summarizer = ExtractiveSummarizer()
    evidence = [[line.evidence for line in summarizer.summarize(d).bullets] for d in (plain, short)]
    assert evidence[0] == evidence[1]
    assert summarizer.draft(plain).shown == (0, 1, 2)


def test_what_was_found_of_an_article_is_not_found_again_for_its_brief(monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = Pipeline(Settings(bullets=1))
    translator = Phrasebook()
    monkeypatch.setitem(pipeline.__dict__, "translator", translator)
    article = _document(translator).article
    (condensed,) = pipeline.translate(pipeline.admit([article]), condensed=True)
    assert isinstance(condensed, Condensed)
    assert any(s.compressed for s in condensed.sentences)
    alone = ExtractiveSummarizer().summarize(condensed.document, bullets=1)
    monkeypatch.setattr("tr_news.summarization.extractive.summarizer.salience", None)  # would be called in vain
    (brief,) = pipeline.summarize([condensed])
    assert isinstance(brief, Brief)
    assert (brief.summary.headline, brief.summary.bullets) == (alone.headline, alone.bullets)
    assert brief.document == condensed.document


def test_the_pipeline_shortens_for_briefs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = Pipeline(Settings())
    monkeypatch.setitem(pipeline.__dict__, "translator", Phrasebook())
    article = _document(Phrasebook()).article
    brief = next(pipeline.briefs([article]))
    assert isinstance(brief, Brief)
    assert brief.document.sentences[1].compressed is not None
    translated = next(pipeline.translate(pipeline.admit([article])))
    assert isinstance(translated, TranslatedArticle)
    assert translated.sentences[1].compressed is None


def test_no_bullet_is_longer_than_the_limit() -> None:
    text = "The mayor spoke of " + "roads and bridges of the town " * 7 + "for an hour, and the council left."
    assert len(text.split()) > MOST
    shown = within_limit(text)
    assert len(shown.split()) <= MOST
    assert shown.endswith("…")
    assert text.startswith(shown.rstrip("…"))
    assert within_limit("The mayor spoke.") == "The mayor spoke."
    assert within_limit('"' + text).endswith('…"')
