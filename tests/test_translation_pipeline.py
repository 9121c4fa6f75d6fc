"""From articles to translated articles: every sentence, in order, in the form the reader expects."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tr_news.documents.article import Article, Language, Paragraph
from tr_news.documents.translation import Sentence, TranslatedArticle
from tr_news.render.translation import render_markdown, render_text
from tr_news.translation.protocol import Passthrough, Translation
from tr_news.translation.translate import translate_articles

TURKISH = Language("tr", 0.99)


class Phrasebook:
    """A translator that knows some sentences by heart, echoes others, and remembers what it was asked."""

    source_language = "tr"

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        self.known = known or {}
        self.calls: list[list[str]] = []

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        self.calls.append(list(sentences))
        return [Translation(self.known.get(sentence, sentence)) for sentence in sentences]

    def describe(self) -> Mapping[str, object]:
        return {"name": "phrasebook"}


class Looping(Phrasebook):
    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        return [t if t.text else replace(t, defect="loop") for t in super().translate(sentences)]


def article(*paragraphs: Paragraph, name: str = "a") -> Article:
    return Article(name, "-", paragraphs)


def translate(translator: Phrasebook, *paragraphs: Paragraph) -> tuple[Sentence, ...]:
    (document,) = translate_articles([article(*paragraphs)], translator, languages=[TURKISH])
    return document.sentences


def test_each_sentence_has_its_place_and_its_english() -> None:
    book = Phrasebook(
        {
            "Yeni köprü açıldı": "The new bridge has been opened",
            "Köprü dün törenle açıldı.": "The bridge was opened with a ceremony yesterday.",
            "Törene vali de katıldı.": "The governor attended the ceremony as well.",
            "Trafik rahatladı.": "Traffic has eased.",
        }
    )
    sentences = translate(
        book,
        Paragraph("Yeni köprü açıldı", "title"),
        Paragraph("Köprü dün törenle açıldı. Törene vali de katıldı."),
        Paragraph("Trafik rahatladı."),
    )
    assert [(s.index, s.paragraph, s.kind) for s in sentences] == [
        (0, 0, "title"),
        (1, 1, "text"),
        (2, 1, "text"),
        (3, 2, "text"),
    ]
    assert [s.translation for s in sentences] == [
        "The New Bridge Has Been Opened",
        "The bridge was opened with a ceremony yesterday.",
        "The governor attended the ceremony as well.",
        "Traffic has eased.",
    ]
    assert sentences[1].source == "Köprü dün törenle açıldı."
    assert not any(s.flags for s in sentences)


def test_all_articles_go_to_the_translator_in_one_call_without_repetition() -> None:
    book = Phrasebook()
    both = [article(Paragraph("Köprü dün açıldı. Trafik rahatladı."), name=name) for name in "ab"]
    documents = translate_articles(both, book, languages=[TURKISH, TURKISH])
    assert book.calls == [["Köprü dün açıldı.", "Trafik rahatladı."]]
    assert documents[0].sentences == documents[1].sentences
    assert [document.article.id for document in documents] == ["a", "b"]


def test_each_article_has_a_language() -> None:
    with pytest.raises(ValueError):
        translate_articles([article(Paragraph("Köprü açıldı."))], Phrasebook(), languages=[])


def test_what_has_no_letters_is_never_sent() -> None:
    book = Phrasebook()
    (sentence,) = translate(book, Paragraph("***"))
    assert book.calls == [[]]
    assert sentence.translation == "***"


def test_capitals_are_sent_in_sentence_case_with_the_names_of_the_body() -> None:
    book = Phrasebook({"Köprüyü Kavaklı açtı": "Kavaklı opened the bridge"})
    sentences = translate(
        book,
        Paragraph("KÖPRÜYÜ KAVAKLI AÇTI", "heading"),
        Paragraph("Dün törende konuşan Kavaklı teşekkür etti. Sonra Kavaklı kürsüden indi."),
    )
    assert "Köprüyü Kavaklı açtı" in book.calls[0]
    assert sentences[0].translation == "Kavaklı Opened the Bridge"
    assert sentences[0].source == "KÖPRÜYÜ KAVAKLI AÇTI"


def test_an_article_in_capitals_from_end_to_end_is_no_list_of_headings() -> None:
    english = {"Köprü dün açıldı.": "The bridge was opened yesterday."}
    shouted = "KÖPRÜ DÜN AÇILDI."
    (alone,) = translate(Phrasebook(english), Paragraph(shouted))
    among, *_ = translate(Phrasebook(english), Paragraph(shouted), Paragraph("TÖRENE BÜTÜN KÖYLÜLER KATILDI. " * 9))
    assert alone.translation == "The Bridge Was Opened Yesterday."
    assert among.translation == "The bridge was opened yesterday."


def test_a_heading_of_two_sentences_is_one_unit_and_its_sentences_are_sent_one_by_one() -> None:
    book = Phrasebook({"Köprü açıldı.": "The bridge is open.", "Trafik rahatladı.": "Traffic has eased."})
    (sentence,) = translate(book, Paragraph("Köprü açıldı. Trafik rahatladı.", "heading"))
    assert book.calls == [["Köprü açıldı.", "Trafik rahatladı."]]
    assert sentence.translation == "The Bridge Is Open. Traffic Has Eased."


def test_what_stands_behind_a_bar_in_a_title_is_translated_apart() -> None:
    book = Phrasebook({"Köprü açıldı": "The bridge is open", "Canlı yayın": "Live"})
    (sentence,) = translate(book, Paragraph("Köprü açıldı | Canlı yayın", "title"))
    assert book.calls == [["Köprü açıldı", "Canlı yayın"]]
    assert (sentence.source, sentence.translation) == ("Köprü açıldı | Canlı yayın", "The Bridge Is Open | Live")


def test_bullets_and_datelines_stay_outside_the_model() -> None:
    book = Phrasebook({"Köprü dün açıldı.": "The bridge was opened yesterday."})
    sentences = translate(
        book, Paragraph("İSTANBUL (AA) - Köprü dün açıldı."), Paragraph("- Köprü dün açıldı.", "list")
    )
    assert book.calls == [["Köprü dün açıldı."]]
    assert sentences[0].translation == "ISTANBUL (AA) - The bridge was opened yesterday."
    assert sentences[1].translation == "- The bridge was opened yesterday."


def test_the_label_of_a_numbered_list_stays_outside_the_model() -> None:
    book = Phrasebook({"Emekliler": "Pensioners"})
    sentences = translate(book, Paragraph("1. Emekliler", "list"), Paragraph("2) Emekliler", "list"))
    assert book.calls == [["Emekliler"]]
    assert [s.translation for s in sentences] == ["1. Pensioners", "2) Pensioners"]
    document = TranslatedArticle(article(), TURKISH, sentences)
    assert render_text(document) == "1. Pensioners\n2) Pensioners\n"
    assert render_markdown(document) == "1. Pensioners\n2. Pensioners\n"


def test_sentences_in_another_language_stay_as_they_are() -> None:
    book = Phrasebook()
    english = "The city has waited for this bridge for more than thirty years, the engineers said."
    sentences = translate(book, Paragraph(f"Köprü dün törenle açıldı. {english}"))
    assert sentences[1].translation == sentences[1].source == english
    assert sentences[1].flags == ("foreign",)
    assert english not in book.calls[0]


@pytest.mark.parametrize(("book", "reason"), [(Phrasebook, "empty"), (Looping, "loop")])
def test_where_the_model_fails_the_turkish_stays_and_is_flagged(book: type[Phrasebook], reason: str) -> None:
    (sentence,) = translate(book({"Köprü dün törenle açıldı.": ""}), Paragraph("Köprü dün törenle açıldı."))
    assert sentence.translation == sentence.source
    assert sentence.flags == ("untranslated", reason)


@pytest.mark.parametrize("nothing", [", .", '"', "…"])
def test_marks_alone_are_no_translation(nothing: str) -> None:
    (sentence,) = translate(Phrasebook({"Köprü dün açıldı.": nothing}), Paragraph("Köprü dün açıldı."))
    assert (sentence.translation, sentence.flags) == (sentence.source, ("untranslated", "empty"))


def test_a_paragraph_without_its_last_full_stop_gets_one_in_english() -> None:
    book = Phrasebook({"Köprü açıldı.": "The bridge is open.", "Trafik rahatladı.": "Traffic has eased."})
    sentences = translate(book, Paragraph("Köprü açıldı. Trafik rahatladı"))
    assert [s.translation for s in sentences] == ["The bridge is open.", "Traffic has eased."]
    assert sentences[1].source == "Trafik rahatladı"
    (line,) = translate(Phrasebook({"Trafik rahatladı": "Traffic has eased."}), Paragraph("Trafik rahatladı"))
    assert line.translation == "Traffic has eased"


def test_what_does_not_survive_is_flagged() -> None:
    book = Phrasebook({"Törene 54 kişi katıldı.": "44 people attended the ceremony."})
    (sentence,) = translate(book, Paragraph("Törene 54 kişi katıldı."))
    assert sentence.flags == ("number",)


def test_figures_are_english_in_what_comes_back() -> None:
    book = Phrasebook({"Köprü 32.500 ton, maliyeti %2 arttı.": "The bridge weighs 32.500 tonnes, costs rose %2 ."})
    (sentence,) = translate(book, Paragraph("Köprü 32.500 ton, maliyeti %2 arttı."))
    assert sentence.translation == "The bridge weighs 32,500 tonnes, costs rose 2%."


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="aışĞİI .!?\"'0123%…-—()\n😀", min_size=1, max_size=60), max_size=5))
def test_no_article_is_too_odd_and_no_sentence_is_lost(texts: list[str]) -> None:
    paragraphs = [Paragraph(text) for text in texts if text.strip()]
    sentences = translate(Phrasebook(), *paragraphs)
    assert [s.index for s in sentences] == list(range(len(sentences)))
    for position, paragraph in enumerate(paragraphs):
        kept = "".join("".join(s.source.split()) for s in sentences if s.paragraph == position)
        assert kept == "".join(paragraph.text.split())
    assert all(s.translation.strip() for s in sentences)


def test_an_english_article_passes_through() -> None:
    english = article(Paragraph("Bridge opened", "title"), Paragraph("The bridge is open. Traffic has eased."))
    (document,) = translate_articles([english], Passthrough(), languages=[Language("en", 1.0)])
    assert [s.source for s in document.sentences] == ["Bridge opened", "The bridge is open.", "Traffic has eased."]
    assert all(s.source == s.translation and not s.flags for s in document.sentences)
    assert document.language.code == "en"


def page() -> TranslatedArticle:
    rows = [
        ("title", "Bridge *Opened*"),
        ("text", "It is open."),
        ("text", "Good."),
        ("heading", "What Now"),
        ("list", "a"),
        ("list", "b"),
    ]
    places = [0, 1, 1, 2, 3, 4]
    sentences = [Sentence(i, p, "text", "", text) for i, (p, (_, text)) in enumerate(zip(places, rows, strict=True))]
    kinds = [row[0] for row in rows]
    typed = tuple(
        replace(s, kind="title" if k == "title" else "heading" if k == "heading" else "list" if k == "list" else "text")
        for s, k in zip(sentences, kinds, strict=True)
    )
    return TranslatedArticle(article(), TURKISH, typed)


def test_text_keeps_paragraphs_and_headings() -> None:
    assert render_text(page()) == "Bridge *Opened*\n\nIt is open. Good.\n\nWhat Now\n\n- a\n- b\n"
    assert render_text(TranslatedArticle(article(), TURKISH, ())) == ""


def test_the_dateline_stands_before_the_first_paragraph_of_text() -> None:
    dated = replace(page(), article=replace(article(), dateline="İZMİR (AA)"))
    assert render_text(dated).startswith("Bridge *Opened*\n\nIZMIR (AA) - It is open. Good.\n\nWhat Now\n")


def test_markdown_marks_headings_and_escapes_the_text() -> None:
    assert render_markdown(page()) == "# Bridge \\*Opened\\*\n\nIt is open. Good.\n\n## What Now\n\n- a\n- b\n"
    risky = Sentence(0, 0, "text", "", "1. <script> # [x](y)")
    assert render_markdown(TranslatedArticle(article(), TURKISH, (risky,))) == "1\\. &lt;script&gt; \\# \\[x\\](y)\n"
