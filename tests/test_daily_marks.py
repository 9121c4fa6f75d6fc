# ruff: noqa: E501 (an article is easier to read on one line)
"""What is doubtful, withheld or cut in a line of the day is marked as in a brief, in every output."""

import json
from collections.abc import Sequence
from dataclasses import replace

import jsonschema
import pytest

from tests.daily_examples import BRIDGE, MINE, piece, unchanged
from tests.test_daily_outputs import ROOT, letter_parts
from tr_news.daily.build import build
from tr_news.daily.days import day_span
from tr_news.daily.digest import DayStory, Digest, from_dict, to_dict
from tr_news.daily.english import Piece
from tr_news.daily.feeds import content
from tr_news.daily.folder import json_text
from tr_news.daily.html import render_day, render_index
from tr_news.daily.markdown import render_markdown
from tr_news.daily.writer import lead
from tr_news.documents.translation import Check, Compressed, Cut, Flag, Sentence, TranslatedArticle
from tr_news.render.page import STRUCK
from tr_news.render.words import WITHHELD
from tr_news.text.display import printable

TITLE = "A Bridge Is Opened"
ENGLISH = "The new bridge over the Akçay was opened with a ceremony."
DOUBT = "check: 5 is missing"
CHECK = Check(Flag.NUMBER, "missing", "5")


def day(
    flags: Sequence[Flag] = (), *, checks: Sequence[Check] = (), short: Compressed | None = None, title: Sequence[Flag] = ()
) -> Digest:  # fmt: skip
    """A day of one story, whose sentences have these marks; the others' English is the Turkish."""
    pieces = []
    for told in BRIDGE[:1]:
        made = piece(told)
        document = unchanged([made.article])[0]
        sentences = [_marked(one, flags, checks, short, title) for one in document.sentences[:2]]
        pieces.append(Piece(made.item, made.article, translated=replace(document, sentences=tuple(sentences))))
    other = piece(BRIDGE[1])
    silent = unchanged([replace(other.article, paragraphs=other.article.paragraphs[:1])])[0]
    bare = replace(silent.sentences[0], flags=(Flag.NUMBER,))
    pieces.append(Piece(other.item, other.article, translated=replace(silent, sentences=(bare,))))
    return build(pieces, day_span(THE_DAY), unchanged, provenance={"tool": "tr-news", "translator": None})


THE_DAY = piece(BRIDGE[0]).item.published.date()  # type: ignore[union-attr]


def _marked(
    one: Sentence, flags: Sequence[Flag], checks: Sequence[Check], short: Compressed | None, title: Sequence[Flag]
) -> Sentence:
    if one.kind == "title":
        return replace(one, translation=TITLE, flags=tuple(title))
    return replace(one, translation=ENGLISH, flags=tuple(flags), checks=tuple(checks), compressed=short)


def outputs(found: Digest) -> dict[str, str]:
    plain, html = letter_parts(found)
    return {
        "page": render_day(found),
        "Markdown": render_markdown(found).replace("\\", ""),
        "plain letter": " ".join(plain.split()),
        "letter": html,
        "feed": content(found),
    }


def only(found: Digest) -> DayStory:
    (story,) = found.stories
    return story


def test_a_doubt_is_told_in_every_output_with_what_it_is_about() -> None:
    found = day([Flag.NUMBER], checks=[CHECK])
    (line,) = only(found).bullets
    assert (line.flags, line.checks, line.trust) == ((Flag.NUMBER,), (CHECK,), "check")
    for name, rendered in outputs(found).items():
        assert DOUBT in rendered.replace("Check: 5", "check: 5"), name
        assert ENGLISH in rendered, name
    assert "A number of the original is missing" in outputs(found)["page"]
    assert "A number of the original is missing" in outputs(found)["Markdown"]


def test_a_clean_line_has_no_mark() -> None:
    (line,) = only(day()).bullets
    assert line.trust == "clean"
    for name, rendered in outputs(day()).items():
        assert "check:" not in rendered.lower(), name
        assert WITHHELD not in rendered, name
        assert "<del>" not in rendered, name


@pytest.mark.parametrize("flag", [Flag.NEGATION, Flag.SHORT])
def test_of_a_line_that_is_withheld_the_turkish_stands_there(flag: Flag) -> None:
    found = day([flag])
    (line,) = only(found).bullets
    assert line.trust == "withheld"
    for name, rendered in outputs(found).items():
        assert WITHHELD.replace("'", "&#x27;") in rendered or WITHHELD in rendered, name
        assert ENGLISH not in rendered, name
        assert " ".join(line.evidence[0].source.split()) in rendered.replace("&#x27;", "'").replace(" | ", " "), name
    assert '<li class="withheld"><details open>' in outputs(found)["page"]


def test_a_headline_that_is_withheld_leads_nowhere_and_is_said_to_be() -> None:
    found = day(title=[Flag.NEGATION])
    story = only(found)
    if story.headline.trust == "withheld":  # of two bad titles one stands there
        assert all(story.id not in line.stories for line in found.lead)
    withheld = replace(story, headline=replace(story.headline, text=TITLE, trust="withheld", flags=(Flag.NEGATION,)))
    stories = [replace(withheld, id=f"{i:012x}") for i in range(3)]
    assert lead(stories) == ()
    again = replace(found, stories=(withheld,), lead=())
    for name, rendered in outputs(again).items():
        assert TITLE not in rendered, name
        told = rendered.casefold().replace("&#x27;", "'")
        assert WITHHELD.casefold() in told, name
        assert story.headline.evidence[0].source.casefold() in told.replace("i̇", "i"), name
    assert "Withheld" in render_index([again], [again.date])
    line = replace(again, stories=(), also=(withheld,))
    for name, rendered in outputs(line).items():
        assert TITLE not in rendered, name


def test_what_was_cut_is_struck_through_and_the_shorter_form_is_told() -> None:
    source = unchanged([piece(BRIDGE[0]).article])[0].sentences[1].source
    cut = Cut(0, source.index("törenle"), "place")
    short = Compressed(source[cut.end :], "The bridge was opened.", (cut,), (Flag.NUMBER,), (CHECK,))
    found = day(short=short)
    (line,) = only(found).bullets
    assert line.text == "The bridge was opened."
    assert (line.flags, line.trust) == ((Flag.NUMBER,), "check"), "the marks are the shorter form's"
    assert line.evidence[0].source == source
    assert line.evidence[0].cuts == (cut,)
    shown = outputs(found)
    struck = f"<del>{source[: cut.end].strip()}".replace("'", "&#x27;")
    assert struck in shown["page"]
    assert STRUCK in shown["page"]
    assert struck in shown["letter"]


def test_marks_are_in_the_schema_and_are_read_back() -> None:
    cut = Cut(0, 3, "place")
    short = Compressed("x", "The bridge was opened.", (cut,), (Flag.NUMBER,), (CHECK,))
    data = json.loads(json_text(day(short=short)))
    schema = json.loads((ROOT / "tr_news" / "daily" / "daily-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)
    assert to_dict(from_dict(data)) == data
    line = data["stories"][0]["bullets"][0]
    assert (line["flags"], line["trust"], line["grade"]) == (["number"], "check", "borne out")
    assert line["checks"] == [{"flag": "number", "problem": "missing", "text": "5"}]
    assert line["evidence"][0]["cuts"] == [{"start": 0, "end": 3, "rule": "place"}]
    for name, wrong in (("flags", ["odd"]), ("trust", "high"), ("checks", [{"flag": "number"}])):
        broken = json.loads(json.dumps(data))
        broken["stories"][0]["bullets"][0][name] = wrong
        with pytest.raises(ValueError, match=r"."):
            from_dict(broken)


def test_sentences_that_are_chosen_are_shortened_and_articles_of_batch_are_left_alone() -> None:
    asked: list[tuple[str, tuple[int, ...]]] = []

    def condense(
        documents: Sequence[TranslatedArticle], chosen: Sequence[Sequence[int]]
    ) -> Sequence[TranslatedArticle]:
        asked.extend((doc.article.id or "", tuple(indexes)) for doc, indexes in zip(documents, chosen, strict=True))
        return [
            replace(
                document,
                sentences=tuple(
                    replace(one, compressed=Compressed("Kısa.", f"Short {one.index}.", (Cut(0, 2, "place"),)))
                    if one.index in indexes and one.kind == "text"
                    else one
                    for one in document.sentences
                ),
            )
            for document, indexes in zip(documents, chosen, strict=True)
        ]

    pieces = [piece(told) for told in MINE]
    batch = replace(pieces[3], translated=unchanged([pieces[3].article])[0])
    found = build(
        [*pieces[:3], batch], day_span(THE_DAY), unchanged, condense=condense, provenance={"tool": "x"}
    )  # fmt: skip
    assert asked
    assert batch.item.key not in dict(asked)
    texts = [line.text for line in only(found).bullets]
    assert any(text.startswith("Short ") for text in texts), texts
    for line in only(found).bullets:
        assert bool(line.evidence[0].cuts) == line.text.startswith("Short ")
        assert all(not one.cuts for one in line.evidence[1:])


def test_a_sentence_that_would_break_off_is_told_only_where_there_is_no_other() -> None:
    long = " ".join(f"word{i}" for i in range(60)) + "."
    made = piece(BRIDGE[0])
    document = unchanged([made.article])[0]
    sentences = (document.sentences[0], replace(document.sentences[1], translation=long), *document.sentences[2:])
    pieces = [Piece(made.item, made.article, translated=replace(document, sentences=sentences)), piece(BRIDGE[1])]
    found = build(pieces, day_span(THE_DAY), unchanged, provenance={"tool": "x"})
    lines = [printable(line.text) for line in only(found).bullets]
    assert lines
    assert not any(line.endswith("…") for line in lines), lines
