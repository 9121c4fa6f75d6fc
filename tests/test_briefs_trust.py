"""Whole-bullet trust: each line is clean, to be checked or withheld; what the brief leaves out is said."""

from dataclasses import replace

import pytest

from tests.brief_examples import brief_of, document, ferry
from tests.test_briefs_json import check
from tr_news.documents.article import Article, Language, Paragraph
from tr_news.documents.brief import Brief, Line, Omissions, Summary
from tr_news.documents.codec import from_dict, to_dict
from tr_news.documents.translation import Flag, Sentence, TranslatedArticle
from tr_news.facts.numbers import parse_numbers
from tr_news.render.email import render_email
from tr_news.render.html import render_html
from tr_news.render.markdown import render_markdown
from tr_news.render.table import render_rows
from tr_news.render.text import render_text
from tr_news.render.words import WITHHELD, not_covered, to_check
from tr_news.summarization.extractive.headline import headline
from tr_news.summarization.omissions import omissions, written


@pytest.mark.parametrize(
    ("flags", "trust"),
    [
        ((), "clean"),
        ((Flag.APPROVED,), "clean"),
        ((Flag.FALLBACK,), "clean"),
        ((Flag.NUMBER,), "check"),
        ((Flag.NAME, Flag.NUMBER), "withheld"),
        ((Flag.NEGATION,), "withheld"),
        ((Flag.SHORT,), "withheld"),
        ((Flag.UNTRANSLATED, Flag.LOOP), "withheld"),
    ],
)
def test_the_trust_of_a_line_goes_by_its_flags(flags: tuple[Flag, ...], trust: str) -> None:
    assert Line("x", (0,), flags).trust == trust


def test_two_sentences_may_have_a_doubt_each() -> None:
    assert Line("x", (0, 1), (Flag.NAME, Flag.NUMBER)).trust == "check"


def test_a_paraphrase_is_to_be_checked() -> None:
    assert Line("x", (0,), grade="paraphrase").trust == "check"


def test_beside_a_paraphrase_its_turkish_and_english_stand_in_every_form() -> None:
    brief = ferry()
    line = Line("Boats sail again.", (1,), (Flag.PARAPHRASE,), grade="paraphrase")
    shown = replace(brief, summary=replace(brief.summary, bullets=(line,)))
    sentence = brief.document.sentences[1]
    assert sentence.translation not in render_text(replace(shown, summary=replace(shown.summary, bullets=())))
    for made in (render_markdown(shown), " ".join(render_text(shown).replace("│", "").split())):
        assert sentence.source in made
        assert sentence.translation in made
    page = render_html([shown])
    unfolded = page[page.index("<details open>") : page.index("</details>", page.index("<details open>"))]
    assert sentence.source in unfolded
    assert sentence.translation in unfolded


def _withheld() -> Brief:
    """The ferry's brief, whose first bullet says the opposite of its Turkish."""
    brief = ferry()
    first = replace(brief.bullets[0], flags=(Flag.NEGATION,))
    return replace(brief, summary=replace(brief.summary, bullets=(first, *brief.bullets[1:])))


@pytest.mark.parametrize("evidence", [True, False])
def test_a_withheld_line_leaves_a_note_and_the_turkish_in_every_form(evidence: bool) -> None:
    brief = _withheld()
    english, turkish = brief.bullets[0].text, brief.document.sentences[1].source
    markdown = render_markdown(brief, evidence=evidence)
    forms = [
        " ".join(render_text(brief, evidence=evidence).replace("│ ", "").split()),
        markdown,
        render_html([brief], evidence=evidence).split('<details class="article">')[0],
        render_email([brief], evidence=evidence).split("Content-Type: text/html")[0].replace("=\n", ""),
    ]
    for form in forms[:3]:
        note = WITHHELD.replace("'", "&#x27;") if form is forms[2] else WITHHELD
        assert note in form
        assert turkish in form
        assert english not in form
    assert english.split(" between")[0] not in forms[3]
    assert to_check(brief) == 3
    assert english not in render_rows(brief)


def test_a_withheld_line_keeps_its_english_in_the_json() -> None:
    data = to_dict(_withheld())
    check(data, "brief")
    assert data["bullets"][0]["trust"] == "withheld"  # type: ignore[index]
    assert from_dict(data) == _withheld()


def test_a_title_that_cannot_be_relied_on_gives_way_to_the_lead() -> None:
    found = document(
        (
            (0, "title", "Vapur sefere çıkmadı", "Ferry Sails", ("negation",)),
            (1, "text", "Vapur bugün sefere çıkmadı.", "The ferry did not sail today.", ()),
        )
    )
    assert headline(found, [1]).evidence == (1,)


def _article(*paragraphs: str) -> TranslatedArticle:
    texts = tuple(Paragraph(text) for text in paragraphs)
    sentences = tuple(Sentence(i, i, "text", text, text) for i, text in enumerate(paragraphs))
    return TranslatedArticle(Article("a", "a.txt", texts), Language("tr", 1.0), sentences)


def test_omissions_count_paragraphs_and_name_figures() -> None:
    found = _article(
        "Köprü 2019 yılında açıldı.",
        "Köprüye 402 milyon lira harcandı.",
        "Geçen araç sayısı 93.973 oldu, oran yüzde 6,5 arttı.",
        "Köprüyü 3 kişi saat 15.30'da 7258 sayılı Kanun uyarınca gezdi.",
    )
    summary = Summary(Line("Bridge opened", (0,)), (Line("The bridge was opened in 2019.", (0,)),))
    assert omissions(found, summary) == Omissions("paragraph", 3, 4, ("402 million lira", "93,973", "6.5%"))
    more = replace(summary, bullets=(Line("402 million lira were spent on the bridge.", (1,)),))
    assert omissions(found, more) == Omissions("paragraph", 2, 4, ("93,973", "6.5%"))


def test_a_figure_that_a_line_has_lost_is_left_out_though_its_sentence_is_cited() -> None:
    found = _article("Köprü açıldı.", "Köprüye 402 milyon lira harcandı.", "Yol kapandı.")
    summary = Summary(Line("Bridge opened", (0,)), (Line("Money was spent on the bridge.", (1,)),))
    assert omissions(found, summary).figures == ("402 million lira",)


def test_of_few_paragraphs_the_sentences_are_counted() -> None:
    found = _article("Köprü açıldı.", "Yol kapandı.")
    assert omissions(found, Summary(Line("Bridge opened", (0,)), ())) == Omissions("sentence", 1, 2)


@pytest.mark.parametrize(
    ("turkish", "english"),
    [
        ("402 milyon lira", "402 million lira"),
        ("93.973 araç", "93,973"),
        ("%6,5", "6.5%"),
        ("yüzde 10", "10%"),
        ("1,2 milyar dolar", "$1.2 billion"),
        ("11 bin 37 istasyon", "11,037"),
        ("2 milyon 784 bin 513 araç", "2,784,513"),
    ],
)
def test_figures_are_written_as_english_news_writes_them(turkish: str, english: str) -> None:
    assert [written(number) for number in parse_numbers(turkish, "tr")] == [english]


def test_what_is_left_out_is_said_in_one_line_in_every_form() -> None:
    brief = brief_of(document(), 1)
    left = Omissions("paragraph", 6, 14, ("402 million", "93,973"))
    brief = replace(brief, summary=replace(brief.summary, omissions=left))
    said = "Not covered: 6 of 14 paragraphs, figures 402 million, 93,973."
    assert said in render_text(brief)
    assert said in render_markdown(brief)
    assert said in render_html([brief])
    assert said in render_email([brief])
    data = to_dict(brief)
    check(data, "brief")
    assert from_dict(data) == brief


def test_many_figures_are_not_all_named() -> None:
    brief = ferry()
    left = Omissions("sentence", 0, 1, tuple(map(str, range(11, 18))))
    brief = replace(brief, summary=replace(brief.summary, omissions=left))
    assert not_covered(brief) == "figures 11, 12, 13, 14, 15 and 2 more"
    assert not_covered(ferry()) == ""


def test_briefs_of_earlier_versions_are_read() -> None:
    data = to_dict(ferry())
    del data["omissions"]
    assert from_dict(data) == ferry()
