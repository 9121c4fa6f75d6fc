"""Batches that are filled from the articles behind the window: fuller, and the same bytes."""

import threading
from collections.abc import Iterator, Mapping, Sequence

import pytest

from tests.batch_examples import SENTENCES
from tr_news import config
from tr_news.batch import filled, stages, windows
from tr_news.batch.filled import AheadTranslator
from tr_news.batch.plan import Work
from tr_news.batch.stages import Result, Stages
from tr_news.documents.article import Article, Paragraph
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import InputError
from tr_news.models.decoding import Decoding
from tr_news.pipeline import Failure, Pipeline
from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.protocol import Translation, innermost


class Counted:
    """Says how long a sentence is, and keeps what it was asked."""

    source_language = "tr"

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        self.calls.append(list(sentences))
        return [Translation(f"{text}: {len(text)}") for text in sentences]

    def describe(self) -> Mapping[str, object]:
        return {"name": "counted"}


def alike(length: int) -> int:
    """Only equal lengths share a batch."""
    return length


def words(length: int, count: int, letter: str = "a") -> list[str]:
    """Different sentences of one length."""
    return [f"{letter}{number}".ljust(length, ".") for number in range(count)]


def test_expected_sentences_of_the_same_length_fill_a_batch() -> None:
    inner = Counted()
    ahead = AheadTranslator(inner, len, lambda _: 8, alike)
    ahead.expect([*words(9, 3), *words(5, 30), *words(7, 4)])
    asked = [*words(9, 3), *words(5, 2, "b")]
    assert [found.text for found in ahead.translate(asked)] == [f"{text}: {len(text)}" for text in asked]
    assert [sorted(call) for call in inner.calls] == [sorted([*asked, *words(5, 30)[:6]])]
    later = words(5, 30)
    assert ahead.missing(later) == 24 * 5
    assert [found.text for found in ahead.translate(later)] == [f"{text}: 5" for text in later]
    assert inner.calls[1:] == [later[6:]]  # the others were there already
    assert ahead.translate([]) == []


def test_a_last_batch_is_filled_and_no_more() -> None:
    inner = Counted()
    ahead = AheadTranslator(inner, len, lambda length: 40 // length, alike)
    ahead.expect([*words(5, 30), *words(10, 30)])
    ahead.translate([*words(5, 9, "b"), *words(10, 4, "b")])
    assert sum(len(text) == 5 for text in inner.calls[0]) == 16  # two batches of eight
    assert sum(len(text) == 10 for text in inner.calls[0]) == 4  # one of four was full


def test_what_is_hardly_shorter_fills_a_batch_too_where_it_may() -> None:
    inner = Counted()
    ahead = AheadTranslator(inner, len, lambda _: 8, lambda length: length - 3)
    ahead.expect([*words(10, 1), *words(9, 3), *words(8, 2), *words(7, 9)])
    asked = [*words(10, 2, "b"), *words(9, 1, "b"), *words(3, 1, "b")]
    assert [found.text for found in ahead.translate(asked)] == [f"{text}: {len(text)}" for text in asked]
    assert sorted(map(len, inner.calls[0])) == [3, 8, 9, 9, 9, 9, 10, 10, 10]  # none of 7: too short beside one of 10


def test_much_work_is_cut_into_calls_and_a_stop_leaves_what_was_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filled, "SLICE", 100)
    inner, stopped = Counted(), False
    ahead = AheadTranslator(inner, len, lambda _: 8, alike, lambda: stopped)
    lengths = range(5, 15)
    ahead.expect([text for length in lengths for text in words(length, 30)])
    asked = [text for length in lengths for text in words(length, 2, "b")]
    assert [found.text for found in ahead.translate(asked)] == [f"{text}: {len(text)}" for text in asked]
    assert len(inner.calls) == 8
    assert all(len(call) % 8 == 0 for call in inner.calls)
    stopped, inner.calls = True, []
    more = [text for length in lengths for text in words(length, 2, "c")]
    ahead.translate(more)
    assert sorted(text for call in inner.calls for text in call) == sorted(more)


def test_what_was_asked_for_is_expected_no_more_and_nothing_is_kept_for_ever() -> None:
    inner = Counted()
    ahead = AheadTranslator(inner, len, lambda _: 8, alike)
    for number in range(40):
        ahead.expect(words(5 + number % 3, 20, f"{number:02}"))
        ahead.translate(words(5 + number % 3, 20, f"{number:02}"))
    assert not ahead._expected
    assert not ahead._ready
    assert not any(ahead._by_length.values())
    assert sum(map(len, inner.calls)) == 40 * 20


def test_what_fits_no_batch_goes_alone() -> None:
    inner = Counted()
    ahead = AheadTranslator(inner, lambda text: 0 if text.startswith("x") else 4, lambda _: 8, alike)
    ahead.expect(["x1", "x2", "y1", "y2"])
    ahead.translate(["x1"])
    assert inner.calls == [["x1"]]


def test_what_fits_no_batch_ends_where_bands_of_lengths_begin_at_one() -> None:
    inner = Counted()
    ahead = AheadTranslator(inner, lambda _: 0, lambda _: 8, lambda length: max(length, 1))
    ahead.expect(["x1", "x2"])
    assert len(ahead.translate(["x1", "x2"])) == 2
    assert [text for call in inner.calls for text in call] == ["x1", "x2"]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which windows stay as small as they may be."""
    monkeypatch.setattr(windows, "SECONDS", 1e-9)
    monkeypatch.setattr(stages, "FEWEST", 600)
    monkeypatch.setattr(stages, "WINDOW", 600)


def results(monkeypatch: pytest.MonkeyPatch, *, filled: bool) -> tuple[list[object], list[int]]:
    """What becomes of articles and a failure, and the sizes of the engine's batches."""
    pipeline = Pipeline(config.load({"translator": "tr-en-mini", "beam_size": 1, "threads": 1}))
    engine = innermost(pipeline.translator)
    assert isinstance(engine, MarianTranslator)
    sizes: list[int] = []
    usual = engine._batches

    def counted(sources: Sequence[Sequence[str]], decoding: Decoding | None = None) -> Iterator[tuple[int, list[int]]]:
        for length, indexes in usual(sources, decoding):
            sizes.append(len(indexes))
            yield length, indexes

    monkeypatch.setattr(engine, "_batches", counted)
    if not filled:
        monkeypatch.setattr(MarianTranslator, "batches", property(lambda _: False))
    plan = [
        Work(str(number), Article(str(number), str(number), (Paragraph(text),)), "new")
        for number in range(10, 24)
        for text in [" ".join(f"Bugün {number} kişi geldi: {sentence}" for sentence in SENTENCES[:5])]
    ]
    plan.insert(5, Work("bad", Failure("bad", InputError("bad", "is empty")), "new"))
    made = [found for found in Stages(plan, pipeline, threading.Event()).results() if isinstance(found, Result)]
    assert [found.work.name for found in made] == [work.name for work in plan]
    return [found.item if isinstance(found.item, TranslatedArticle) else "failed" for found in made], sizes


def test_a_run_has_fuller_batches_and_the_same_translations(monkeypatch: pytest.MonkeyPatch, slow: None) -> None:
    with monkeypatch.context() as patched:
        filled, full = results(patched, filled=True)
    with monkeypatch.context() as patched:
        plain, usual = results(patched, filled=False)
    assert filled == plain
    assert sum(full) == sum(usual)
    assert len(full) < 0.8 * len(usual)
