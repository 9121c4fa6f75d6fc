"""A brief on a terminal: fits, shows its evidence, and obeys nobody but the reader."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.brief_examples import SUMMARIZER, TURKISH, brief_of, document, ferry, hostile
from tr_news.documents.article import Language
from tr_news.documents.brief import Line, Summary, make_brief
from tr_news.documents.translation import Flag
from tr_news.render.text import render_text
from tr_news.render.words import remark
from tr_news.text.display import columns, printable, wrap

ESCAPE = "\x1b["


def test_a_brief_reads_like_this() -> None:
    assert render_text(ferry(), width=60).startswith(
        """\
Gulf Ferry Sails Again After Thirty Years
│ Körfez vapuru otuz yıl sonra yeniden sefere çıktı
─────────────────────────────────────────
14 May 2024 · Turkish
https://www.korfezgazetesi.example/vapur
haberler/vapur.txt

• The historic ferry between Gökçeburun and Karşıyaka
  resumed service on the morning of 14 May after a break of
  30 years.
  │ Gökçeburun ile Karşıyaka arasında çalışan tarihî vapur,
  │ 30 yıl aradan sonra 14 Mayıs sabahı yeniden sefere
  │ başladı.

• Mayor Nermin Alkış, who said that 412 passengers were
  carried on the first trip, announced that tickets would be
  15 percent cheaper until the end of June.
  [check: number]
  │ İlk seferde 412 yolcu taşındığını belirten Belediye
"""
    )


def test_every_bullet_shows_the_turkish_sentence_it_rests_on() -> None:
    brief = ferry()
    shown = " ".join(re.sub(r"\n\s*(?:│ )?", " ", render_text(brief)).split())
    for bullet in brief.summary.bullets:
        for index in bullet.evidence:
            assert brief.document.sentences[index].source in shown


def test_the_evidence_can_be_left_out() -> None:
    without = render_text(ferry(), evidence=False)
    assert "│" not in without
    assert "Gökçeburun ile" not in without
    assert "[check: number]" in without


def test_a_headline_taken_from_the_sentence_of_a_bullet_does_not_show_it_twice() -> None:
    brief = brief_of(document(), 4, headline=4)
    assert render_text(brief).count("Vapurun onarımı") == 1


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_no_line_is_wider_than_asked(width: int) -> None:
    brief = brief_of(document(source="-", url=None), 1, 2, 5, 7, 8, notes=("one thing " * 12,))
    assert all(columns(line) <= width for line in render_text(brief, width=width).splitlines())


def test_colour_only_where_it_is_asked_for() -> None:
    coloured, plain = render_text(ferry(), color=True), render_text(ferry())
    assert ESCAPE not in plain
    assert f"{ESCAPE}1mGulf Ferry" in coloured
    assert re.sub(r"\x1b\[\d*m", "", coloured) == plain


def test_the_built_in_model_is_named() -> None:
    assert "Translated by the built-in model tr-en-mini" in render_text(ferry())


def test_an_article_in_english_is_called_so_and_not_repeated() -> None:
    english = document(((0, "text", "It rained.", "It rained.", ()),), url=None, language=Language("en", 0.97))
    summary = Summary(Line("It rained.", (0,)), (Line("It rained.", (0,)),))
    brief = make_brief(english, summary, translator=None, summarizer=SUMMARIZER, settings={})
    shown = render_text(brief)
    assert "Not translated: the article is in English." in shown
    assert "│" not in shown


def test_warnings_and_notes_are_shown() -> None:
    shown = render_text(brief_of(document(warnings=("mojibake mended",)), 1, notes=("the headline fell back",)))
    assert "Note: Mojibake mended." in shown
    assert "Note: The headline fell back." in shown


def test_an_uncertain_language_says_how_uncertain() -> None:
    assert "Turkish (62% certain)" in render_text(brief_of(document(language=Language("tr", 0.617)), 1))
    assert "certain" not in render_text(brief_of(document(language=TURKISH), 1))


@pytest.mark.parametrize(
    ("flags", "note"),
    [
        ((), ""),
        (("number",), "check: number"),
        (("number", "name"), "check: number, name"),
        (("short", "empty"), "check: text lost"),
        (("fallback", "quotation"), "check: quotation; taken from the article"),
        (("untranslated",), "not translated"),
    ],
)
def test_flags_become_a_short_note(flags: tuple[str, ...], note: str) -> None:
    assert remark(Line("A line.", (0,), tuple(map(Flag, flags)))) == note


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31mred\x1b[0m",
        "\x1b]0;title\x07",
        "\x9b2J cleared",
        "one\rtwo\nthree\x0bfour",
        "back\x08\x08space",
        "right\u202eto left\u2069",
        "\x00\x7f",
        "lone \ud800 surrogate",
    ],
)
def test_no_control_character_of_an_article_reaches_the_terminal(text: str) -> None:
    shown = render_text(hostile(f"before {text} after"))
    assert all(char.isprintable() for char in shown.replace("\n", ""))
    assert shown.encode("utf-8")


@given(st.text(st.characters()))
def test_printable_text_is_one_line_that_can_be_encoded(text: str) -> None:
    shown = printable(text)
    assert len(shown.splitlines()) <= 1
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", shown)
    assert shown == printable(shown)
    shown.encode("utf-8")


@given(st.text(st.sampled_from("ab çİ漢字e\u0301\u0323👩 ")), st.integers(2, 30))
def test_wrapping_loses_no_character_and_keeps_the_width(text: str, width: int) -> None:
    lines = wrap(printable(text), width)
    assert "".join(lines).replace(" ", "") == printable(text).replace(" ", "")
    assert all(columns(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("şğı", 3), ("漢字", 4), ("e\u0301", 1), ("ｆｕｌｌ", 8), ("é", 1), ("", 0)]
)
def test_columns_of_a_terminal(text: str, width: int) -> None:
    assert columns(text) == width


def test_what_is_taken_for_one_column_without_a_look_takes_one() -> None:
    from wcwidth import wcwidth

    plain = [chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x10000)) if printable(chr(code)) == chr(code)]
    assert all(wcwidth(char) == columns(char) for char in plain if char != "\xad")


def test_a_mark_stays_with_its_letter() -> None:
    assert wrap("a\u0301b\u0301c\u0301", 2) == ["a\u0301b\u0301", "c\u0301"]
