"""What travels can be written and read back, and says what its schema promises."""

import datetime
import json
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.brief_examples import ferry
from tests.test_briefs_json import check
from tr_news.documents.article import Article, Language, Paragraph, ParagraphKind
from tr_news.documents.brief import Brief, Grade, Line, Omissions, Part, Summary, doubts
from tr_news.documents.codec import (
    document_from_dict,
    document_to_dict,
    from_dict,
    to_dict,
    to_json,
    translation_to_dict,
)
from tr_news.documents.translation import FLAGS, Check, Compressed, Cut, Flag, Sentence, TranslatedArticle

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_OPTIONAL = st.none() | _TEXT
_KINDS: st.SearchStrategy[ParagraphKind] = st.sampled_from(get_args(ParagraphKind))
_ZONES = st.sampled_from([datetime.UTC, datetime.timezone(datetime.timedelta(hours=3))])
_CHECKS = st.builds(Check, st.sampled_from(Flag), st.sampled_from(["missing", "added"]), _TEXT)
_FLAGS = st.lists(st.sampled_from(Flag), unique=True, max_size=3).map(tuple)
_SOME_CHECKS = st.lists(_CHECKS, max_size=2).map(tuple)
_CUTS = st.lists(st.builds(Cut, st.integers(0, 9), st.integers(0, 9), _TEXT), max_size=2).map(tuple)
_COMPRESSED = st.none() | st.builds(Compressed, _TEXT, _TEXT, _CUTS, _FLAGS, _SOME_CHECKS)
_OMISSIONS = st.none() | st.builds(
    Omissions,
    st.sampled_from(get_args(Part)),
    st.integers(0, 9),
    st.integers(0, 9),
    st.lists(_TEXT, max_size=2).map(tuple),
)


@st.composite
def documents(draw: st.DrawFn) -> TranslatedArticle:
    paragraphs = draw(st.lists(st.builds(Paragraph, _TEXT, _KINDS), max_size=4))
    article = Article(
        id=draw(_TEXT),
        source=draw(_TEXT),
        paragraphs=tuple(paragraphs),
        published=draw(st.none() | st.dates() | st.datetimes(timezones=_ZONES)),
        warnings=tuple(draw(st.lists(_TEXT, max_size=2))),
        url=draw(_OPTIONAL),
        dateline=draw(_OPTIONAL),
        outlet=draw(_OPTIONAL),
        author=draw(_OPTIONAL),
    )
    places = sorted(draw(st.lists(st.integers(0, max(0, len(paragraphs) - 1)), max_size=6))) if paragraphs else []
    sentences = tuple(
        Sentence(i, place, draw(_KINDS), draw(_TEXT), draw(_TEXT), draw(_FLAGS), draw(_SOME_CHECKS), draw(_COMPRESSED))
        for i, place in enumerate(places)
    )
    return TranslatedArticle(article, Language(draw(st.sampled_from(["tr", "und"])), draw(st.floats(0, 1))), sentences)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    document = draw(documents().filter(lambda d: bool(d.sentences)))
    evidence = st.lists(st.integers(0, len(document.sentences) - 1), min_size=1, max_size=3).map(tuple)
    line = st.builds(Line, _TEXT, evidence, _FLAGS, _SOME_CHECKS, st.sampled_from(get_args(Grade)))
    summary = Summary(
        draw(line), tuple(draw(st.lists(line, max_size=3))), tuple(draw(st.lists(_TEXT, max_size=2))), draw(_OMISSIONS)
    )
    provenance: dict[str, object] = {
        "tool": "tr-news 1",
        "translator": draw(st.none() | st.just({"name": "m", "beam_size": 4})),
        "summarizer": {"name": draw(_TEXT)},
        "signature": "tr-news:1|sha256:0123456789abcdef",
    }
    return Brief(document, summary, provenance)


@settings(deadline=None, max_examples=150)
@given(briefs())
def test_a_brief_read_back_is_the_same_brief(brief: Brief) -> None:
    data = to_dict(brief)
    check(data, "brief")
    assert from_dict(data) == brief
    assert from_dict(json.loads(to_json(brief))) == brief


@settings(deadline=None, max_examples=100)
@given(documents())
def test_a_translated_article_read_back_is_the_same(document: TranslatedArticle) -> None:
    assert document_from_dict(json.loads(json.dumps(document_to_dict(document)))) == document
    check(translation_to_dict(document, translator={"name": "m"}), "translation")


def test_paragraphs_are_not_told_twice() -> None:
    """The text of a paragraph stands in the JSON only where its sentences don't give it."""
    data: Any = to_dict(ferry())
    assert all(set(row) == {"kind"} for row in data["article"]["paragraphs"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": "tr-news/brief/9"}, "tr-news/brief/9"),
        ({"headline": {"text": "x"}}, "'evidence' is missing"),
        ({"sentences": [{"index": "0"}]}, "index is wanted"),
        ({"notes": [1]}, "text is wanted"),
        ({"bullets": [{"text": "x", "evidence": [999], "flags": [], "checks": []}]}, "no such evidence"),
        ({"bullets": [{"text": "x", "evidence": [0], "flags": ["new"], "checks": []}]}, "new"),
        ({"sentences": None}, "not a translated article"),
    ],
)
def test_what_is_no_brief_is_refused_with_its_place(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_dict(to_dict(ferry()) | change)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Article("a", "a.txt", (), published=datetime.datetime(2024, 5, 14, 9, 30))  # noqa: DTZ001


def test_the_day_of_an_article_is_that_of_the_zone_it_was_published_in() -> None:
    late = datetime.datetime(2024, 5, 14, 0, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=3)))
    assert Article("a", "a.txt", (), published=late).date == datetime.date(2024, 5, 14)


def test_the_digest_is_that_of_the_text_and_of_nothing_else() -> None:
    text = (Paragraph("Köprü açıldı", "title"), Paragraph("Köprüden bin araç geçti."))
    one = Article("a", "a.txt", text)
    assert one.digest == Article("b", "b.html", text, url="https://haber.example/1").digest
    assert one.digest != Article("a", "a.txt", (*text, Paragraph("Trafik rahatladı."))).digest
    assert one.digest != Article("a", "a.txt", (Paragraph("Köprü açıldı", "heading"), text[1])).digest


def test_every_flag_has_a_label_a_meaning_and_a_weight() -> None:
    assert set(FLAGS) == set(Flag)
    assert all(row.label and row.meaning.endswith(".") and 0 < row.weight <= 1 for row in FLAGS.values())


def test_a_line_has_the_doubts_of_the_sentences_it_rests_on() -> None:
    missing = Check(Flag.NAME, "missing", "Malatya")
    document = TranslatedArticle(
        Article("a", "a.txt", (Paragraph("x"),)),
        Language("tr", 1.0),
        (
            Sentence(0, 0, "text", "x", "x", (Flag.NAME,), (missing,)),
            Sentence(1, 0, "text", "y", "y", (Flag.NAME, Flag.SHORT), (missing,)),
        ),
    )
    assert doubts(document, [0, 1], Flag.FALLBACK) == ((Flag.NAME, Flag.SHORT, Flag.FALLBACK), (missing,))
