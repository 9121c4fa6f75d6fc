"""Sequence-to-sequence summarizers: an article is read whole, however small the window, on either engine."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests import summarizer_checkpoints
from tests.summarizer_checkpoints import document
from tr_news.documents.translation import Flag
from tr_news.errors import ModelError
from tr_news.models.decoding import Decoding, decoding_defaults
from tr_news.models.resolution import as_it_is
from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer
from tr_news.summarization.generative.seq2seq import Seq2SeqSummarizer, load_seq2seq, read_summary
from tr_news.summarization.generative.source_bound import SourceBound
from tr_news.summarization.generative.windows import english_paragraphs, reduce_windows, split_windows

BUILT_IN = ExtractiveSummarizer()
ARTICLE = document(
    "The central bank raised its policy rate to 40 percent on Thursday. Governor Ayşe Kaya spoke in Ankara.",
    "Heavy rain closed the port of Mersin. 12 ships left for Istanbul before the storm.",
)
LONG = document(
    *(
        f"Town {n} opened its new bridge on Monday. The mayor of town {n} cut the ribbon, and rain fell."
        for n in range(30)
    )
)


def words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize("limit", [1, 2, 7, 20, 33, 100, 10_000])
def test_windows_hold_every_word_in_order_and_none_is_too_long(limit: int) -> None:
    paragraphs = english_paragraphs(LONG)
    windows = split_windows(paragraphs, words, limit)
    assert all(words(window) <= limit for window in windows)
    assert " ".join(windows).split() == " ".join(s for p in paragraphs for s in p).split()


def test_windows_break_between_paragraphs_where_they_can_and_are_even() -> None:
    windows = split_windows(english_paragraphs(LONG), words, 100)
    paragraphs = {" ".join(sentences) for sentences in english_paragraphs(LONG)}
    assert all(line in paragraphs for window in windows for line in window.split("\n"))
    assert max(map(words, windows)) <= 2 * min(map(words, windows))


def test_a_sentence_longer_than_the_window_is_split_at_a_clause() -> None:
    sentence = (
        "The bank raised its rate, the lira rose, and the stock exchange in Istanbul fell, analysts in Ankara said"
    )
    windows = split_windows([[sentence]], words, 10)
    assert [window[-1] for window in windows] == [",", ",", "d"]
    assert split_windows([["x" * 50]], len, 20) != []


def test_parts_are_merged_until_they_fit_even_where_the_model_only_copies() -> None:
    seen: list[str] = []

    def first_half(window: str) -> list[str]:
        seen.append(window)
        lines = window.replace(". ", ".\n").splitlines()
        return lines[: math.ceil(len(lines) / 2)]

    def copy(window: str) -> list[str]:
        seen.append(window)
        return window.replace(". ", ".\n").splitlines()

    for condense in (first_half, copy):
        seen.clear()
        merged = reduce_windows(english_paragraphs(LONG), words, 60, condense)
        assert 0 < words(merged) <= 60
        assert all(s.translation in " ".join(seen) for s in LONG.sentences)
    with pytest.raises(ModelError, match="too small"):
        reduce_windows(english_paragraphs(LONG), words, 20, lambda _: ["w " * 40])
    assert reduce_windows(english_paragraphs(ARTICLE), words, 1000, copy).count("\n") == 1


@pytest.mark.parametrize(
    ("output", "sentences"),
    [
        ("The bank raised its rate.<n>Rain closed the port.", ["The bank raised its rate.", "Rain closed the port."]),
        (" The bank raised its rate . Rain closed the port .", ["The bank raised its rate.", "Rain closed the port."]),
        ("The bank raised its rate. Rain closed the po", ["The bank raised its rate."]),
        ("Rain closed the port", ["Rain closed the port"]),
        ('He said: "It rained."', ['He said: "It rained."']),
        (" . <n> ", []),
    ],
)
def test_the_output_of_each_family_is_read_into_sentences(output: str, sentences: list[str]) -> None:
    assert read_summary(output) == sentences


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Random BART, T5 and PEGASUS models, and each of them converted."""
    pytest.importorskip("torch")
    from tr_news.models.conversion.torch import convert_with_torch

    root = tmp_path_factory.mktemp("seq2seq")
    found: dict[str, Path] = {}
    for name in ("bart", "t5", "pegasus"):
        found[name] = getattr(summarizer_checkpoints, name)(root / name, window=160)
        found[f"{name} converted"] = root / f"{name}-converted"
        convert_with_torch(found[name], found[f"{name} converted"], quantization="float32")
    return found


def load(folder: Path, **settings: Any) -> Seq2SeqSummarizer:
    return load_seq2seq(as_it_is(folder), BUILT_IN, compute_type="float32", threads=1, **settings)


@pytest.mark.parametrize("name", ["bart", "t5", "pegasus"])
def test_both_engines_write_the_same_with_and_without_a_constraint(folders: dict[str, Path], name: str) -> None:
    for bound in (False, True):
        pair = [load(folders[key], beam_size=1, source_bound=bound) for key in (name, f"{name} converted")]
        assert [one.engine for one in pair] == ["transformers", "ctranslate2"]
        written = []
        for one in pair:
            constraint = SourceBound(one.vocabulary, [ARTICLE.sentences[0].translation]) if one.vocabulary else None
            ids = one.tokenizer(one.prefix + ARTICLE.sentences[0].translation)["input_ids"]
            written.append(one.tokenizer.decode(one.generate(ids, one.decoding, constraint), skip_special_tokens=True))
        assert written[0]
        assert written[0] == written[1]


def test_settings_come_from_the_model(folders: dict[str, Path]) -> None:
    for key in ("bart", "bart converted"):
        bart = load(folders[key])
        assert bart.decoding == Decoding(
            beam_size=2, max_tokens=24, min_tokens=0, length_penalty=1.0, no_repeat_ngram_size=3
        )
        assert bart.window == 160
        assert bart.prefix == ""
    assert load(folders["t5 converted"]).prefix == "summarize: "
    assert load(folders["pegasus converted"]).prefix == ""
    assert load(folders["bart"], beam_size=5).decoding.beam_size == 5


def test_settings_of_older_configurations_are_found(folders: dict[str, Path], tmp_path: Path) -> None:
    old = {
        "task_specific_params": {
            "summarization": {"num_beams": 6, "min_length": 56, "max_length": 142, "prefix": "s: "}
        }
    }
    (tmp_path / "config.json").write_text(json.dumps({"num_beams": 1, "max_length": 20, **old}), encoding="utf-8")
    found = decoding_defaults(tmp_path)
    assert (found["beam_size"], found["min_length"], found["max_length"], found["prefix"]) == (6, 56, 142, "s: ")


@pytest.mark.parametrize("key", ["bart", "bart converted", "t5 converted", "pegasus converted"])
def test_each_sentence_of_a_long_article_gets_into_a_window_of_the_model(folders: dict[str, Path], key: str) -> None:
    model = load(folders[key], beam_size=1)
    sources: list[list[int]] = []

    def noted(ids: list[int], decoding: Decoding, bound: SourceBound | None) -> list[int]:
        sources.append(ids)
        return model.generate(ids, decoding, bound)

    short = replace(LONG, sentences=LONG.sentences[:40])
    listening = replace(model, generate=noted, decoding=replace(model.decoding, max_tokens=8))
    listening.summarize(short)
    assert len(sources) > 3
    assert all(len(ids) <= model.window for ids in sources)
    read = " ".join(model.tokenizer.decode(ids, skip_special_tokens=True) for ids in sources)
    for sentence in short.sentences:
        # T5 and PEGASUS tokenizers decode without the space before a mark.
        assert "".join(sentence.translation.split()) in "".join(read.split())


@pytest.mark.parametrize("key", ["bart converted", "t5", "pegasus converted"])
def test_nothing_that_a_random_model_writes_is_shown(folders: dict[str, Path], key: str) -> None:
    summary = load(folders[key], beam_size=1).summarize(ARTICLE)
    assert {line.text for line in summary.bullets} <= {s.translation for s in ARTICLE.sentences}
    assert all(Flag.FALLBACK in line.flags for line in summary.bullets)
    assert len(summary.bullets) == 3
    assert summary.headline == BUILT_IN.summarize(ARTICLE).headline


def test_what_a_model_writes_well_is_shown(folders: dict[str, Path]) -> None:
    model = load(folders["bart"])
    text = "The central bank raised its policy rate to 40 percent . Heavy rain closed the port of Mersin ."
    ids = model.tokenizer(text)["input_ids"]
    summary = replace(model, generate=lambda *_: ids, window=1024).summarize(ARTICLE, bullets=2)
    assert [line.text for line in summary.bullets] == [
        "The central bank raised its policy rate to 40 percent.", "Heavy rain closed the port of Mersin.",
    ]  # fmt: skip
    assert [line.evidence for line in summary.bullets] == [(0,), (2,)]
    assert summary.notes == ()


def test_provenance_says_what_determines_the_output(folders: dict[str, Path]) -> None:
    described = json.loads(json.dumps(load(folders["bart converted"], source_bound=True).describe()))
    assert described["engine"] == "ctranslate2"
    assert described["beam_size"] == 1  # source-bound decoding by CTranslate2 is greedy
    assert described["source_bound"] is True
    assert described["fallback"]["name"] == "built-in"


def test_a_broken_folder_is_one_line_that_says_what_to_do(folders: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"nothing")
    for file in folders["bart converted"].iterdir():
        if file.name != "model.bin":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    with pytest.raises(ModelError, match="pull it again") as error:
        load(tmp_path)
    assert "\n" not in str(error.value)
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="tokenizer"):
        load(tmp_path)
