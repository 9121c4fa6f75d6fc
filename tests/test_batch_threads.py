"""CTranslate2's threads: asked for, measured once in a long run, kept; and never a byte of the output changed."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.batch_examples import article, entries, outputs, write
from tests.conftest import Result
from tr_news import config
from tr_news.batch import threads as chosen
from tr_news.batch.threads import ThreadChoice
from tr_news.config import Settings
from tr_news.errors import UsageError
from tr_news.models import runtime, store
from tr_news.models.decoding import Decoding
from tr_news.models.threads import Place, Split, keep_split, kept_split, possible_splits, processor, split_of
from tr_news.pipeline import Pipeline
from tr_news.translation.engines import ctranslate2
from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.engines.speed import best_of, speeds_of
from tr_news.translation.protocol import innermost

Run = Callable[..., Result]
PLACE = Place("sha", "ctranslate2 4.8", "int8_float32", "a processor", 8)
SETTINGS = {"translator": "tr-en-mini", "beam_size": 1, "threads": 2}


def opened(**settings: object) -> Pipeline:
    pipeline = Pipeline(config.load(SETTINGS | settings))
    assert pipeline.translator
    return pipeline


def engine_of(pipeline: Pipeline) -> MarianTranslator:
    engine = innermost(pipeline.translator)
    assert isinstance(engine, MarianTranslator)
    return engine


def files() -> list[Path]:
    return sorted((store.home() / "threads").glob("*"))


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every run is long enough, and a measurement short."""
    monkeypatch.setattr(chosen, "AFTER", 0.0)
    monkeypatch.setattr(chosen, "SECONDS", 0.1)


@pytest.mark.parametrize(
    ("given", "split"),
    [
        ((8, None, None), Split(8, 1)),
        ((8, None, 2), Split(4, 2)),
        ((8, 2, None), Split(2, 4)),
        ((8, 3, 2), Split(3, 2)),
        ((1, None, 4), Split(1, 4)),
        ((1, 4, None), Split(4, 1)),
    ],
)
def test_what_is_left_open_follows_from_the_cores(given: tuple[int, int | None, int | None], split: Split) -> None:
    assert split_of(*given) == split


def test_the_first_split_is_the_one_without_a_measurement_and_none_asks_for_more_cores() -> None:
    for cores in (2, 3, 4, 8, 64):
        splits = possible_splits(cores)
        assert splits[0] == split_of(cores)
        assert len(set(splits)) == len(splits) <= 6
        assert all(1 <= split.inter * split.intra <= cores for split in splits)
    assert possible_splits(1) == (Split(1, 1),)


def test_several_cores_at_a_batch_give_the_bytes_of_one() -> None:
    engine = engine_of(opened())
    items = [engine.encode(article(number, number % 5)[: 15 + 9 * number]) for number in range(12)]
    expected = engine.decode(items, Decoding(4))
    for split in (Split(1, 2), Split(1, 3), Split(2, 2)):
        engine.split_work(split)
        assert engine.decode(items, Decoding(4)) == expected  # pieces, and scores to the last bit


def test_an_engine_can_be_described_while_its_weights_are_loaded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engine_of(opened())
    before, usual, seen = engine.describe(), runtime.load_with_ctranslate2, []

    def asked(*args: Any, **options: Any) -> Any:
        seen.append((engine.describe(), engine.splittable))
        return usual(*args, **options)

    monkeypatch.setattr(ctranslate2, "load_with_ctranslate2", asked)
    engine.split_work(Split(1, 2))
    assert seen == [(before, True)]
    assert engine.describe() == before


def test_float32_has_one_core_at_a_sentence_whatever_is_asked_for() -> None:
    engine = engine_of(opened(compute_type="float32", inter_threads=2, intra_threads=2))
    assert engine.split == Split(2, 1)
    assert not engine.splittable


def test_settings_choose_the_split(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine_of(opened()).split == Split(2, 1)
    monkeypatch.setenv("TR_NEWS_INTRA_THREADS", "2")
    assert engine_of(opened()).split == Split(1, 2)
    assert engine_of(opened(inter_threads=3)).split == Split(3, 2)
    with pytest.raises(UsageError, match="intra_threads must be a whole number"):
        config.load({"intra_threads": 0})


def test_a_measurement_gives_a_speed_for_each_split_with_the_same_answers() -> None:
    engine = engine_of(opened())
    speeds = speeds_of(engine, (Split(2, 1), Split(1, 2)), 0.2, lambda: False)
    assert list(speeds) == [Split(2, 1), Split(1, 2)]
    assert all(speed > 0 for speed in speeds.values())
    assert speeds_of(engine, (Split(2, 1),), 0.1, lambda: True) == {}


def test_another_split_is_taken_only_if_it_is_clearly_quicker() -> None:
    first, other = Split(8, 1), Split(4, 2)
    assert best_of({first: 100.0, other: 104.0}, gain=1.05) == first
    assert best_of({first: 100.0, other: 106.0}, gain=1.05) == other


def test_a_kept_split_is_found_by_model_processor_and_cores_alone() -> None:
    keep_split(PLACE, Split(4, 2), {Split(8, 1): 10.0, Split(4, 2): 12.0})
    assert kept_split(PLACE) == Split(4, 2)
    (file,) = files()
    assert json.loads(file.read_text("utf-8"))["pieces_a_second"] == {"8x1": 10.0, "4x2": 12.0}
    others = ({"model": "other"}, {"processor": "other"}, {"cores": 2}, {"engine": "ctranslate2 5"})
    for other in others:  # cores: a container that may use fewer of them
        assert kept_split(Place(**({k: getattr(PLACE, k) for k in Place.__dataclass_fields__} | other))) is None


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b'{"inter": 4}', b'{"inter": 0, "intra": 1, "cores": 8}',
                b'{"inter": 4, "intra": "2", "cores": 8}', b'{"inter": 4, "intra": 2, "cores": 9}', b"[" * 100_000]
)  # fmt: skip
def test_a_damaged_file_counts_as_none(content: bytes) -> None:
    keep_split(PLACE, Split(4, 2), {})
    files()[0].write_bytes(content)
    assert kept_split(PLACE) is None


def test_a_short_run_measures_nothing_and_a_long_one_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chosen, "SECONDS", 0.1)
    folder = write(tmp_path / "in", **{f"{number}__txt": article(number) for number in range(6)})
    given = ("--beam", "1", "--threads", "2", "--no-memory")
    plain = run("batch", folder, tmp_path / "a", *given)
    assert "measured" not in plain.err
    assert not files()
    monkeypatch.setattr(chosen, "AFTER", 0.0)
    measured = run("batch", folder, tmp_path / "b", *given)
    assert measured.code == 0
    assert "measured: " in measured.err
    assert len(files()) == 1
    assert "measured" not in run("batch", folder, tmp_path / "c", *given).err
    assert outputs(tmp_path / "a") == outputs(tmp_path / "b") == outputs(tmp_path / "c")
    keys = [{name: row["key"] for name, row in entries(tmp_path / out).items()} for out in "abc"]
    assert keys[0] == keys[1] == keys[2]


def test_options_leave_the_measurement_out_and_the_bytes_alone(run: Run, tmp_path: Path, long: None) -> None:
    folder = write(tmp_path / "in", **{f"{number}__txt": article(number) for number in range(4)})
    run("batch", folder, tmp_path / "a", "--beam", "1", "--threads", "1")
    done = run("batch", folder, tmp_path / "b", "--beam", "1", "--inter-threads", "1", "--intra-threads", "2",
               "--no-memory")  # fmt: skip
    assert done.code == 0
    assert "measured" not in done.err
    assert not files()
    assert outputs(tmp_path / "a") == outputs(tmp_path / "b")
    assert "unchanged" in run("batch", folder, tmp_path / "a", "--beam", "1", "--intra-threads", "2").err


def test_a_kept_split_is_used_from_the_beginning(long: None) -> None:
    pipeline = opened()
    engine = engine_of(pipeline)
    place = chosen._place(engine, pipeline.translator_provenance or {})
    assert place.cores == 2
    assert place.processor == processor()
    keep_split(place, Split(1, 2), {})
    said: list[str] = []
    choice = ThreadChoice(pipeline, said.append, lambda: False)
    assert engine.split == Split(1, 2)
    choice.consider()
    assert said == []
    assert engine_of(opened()).split == Split(2, 1)  # of other commands


def test_a_measurement_that_can_not_be_made_or_kept_leaves_the_usual_split(
    long: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> dict[Split, float]:
        raise RuntimeError("no room")

    pipeline = opened()
    said: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(chosen, "speeds_of", broken)
        ThreadChoice(pipeline, said.append, lambda: False).consider()
    assert engine_of(pipeline).split == Split(2, 1)
    assert "no room" in said[0]
    assert not files()
    store.home().mkdir(parents=True, exist_ok=True)
    (store.home() / "threads").write_text("in the way")
    said.clear()
    ThreadChoice(pipeline, said.append, lambda: False).consider()
    assert "not kept" in said[0]
    assert "measured: " in said[1]


def test_a_run_that_is_to_end_measures_nothing(long: None) -> None:
    pipeline = opened()
    ThreadChoice(pipeline, lambda _: None, lambda: True).consider()
    assert not files()


def test_one_core_and_other_engines_have_nothing_to_choose(long: None) -> None:
    ThreadChoice(opened(threads=1), lambda _: None, lambda: False).consider()
    ThreadChoice(opened(compute_type="float32"), lambda _: None, lambda: False).consider()
    ThreadChoice(Pipeline(Settings(), origin="en"), lambda _: None, lambda: False).consider()
    assert not files()


@pytest.mark.parametrize(
    ("written", "cores"),
    [
        ({"sys/fs/cgroup/cpu.max": "50000 100000\n"}, 1),
        ({"sys/fs/cgroup/cpu.max": "250000 100000\n"}, 3),
        ({"sys/fs/cgroup/cpu.max": "max 100000\n"}, 64),
        ({"sys/fs/cgroup/cpu/cpu.cfs_quota_us": "200000\n", "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n"}, 2),
        ({"sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n", "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n"}, 64),
        ({}, 64),
    ],
)
def test_a_container_has_the_cores_that_its_quota_pays_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: dict[str, str], cores: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    for name, text in written.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert runtime.available_cores(tmp_path) == cores
