"""Sentences of unequal length in one batch: only where the answers stay the same, and cut so that it pays."""

import itertools
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.marian_fixtures import TURKISH
from tr_news.models.decoding import Decoding
from tr_news.translation.engines import ctranslate2, padding
from tr_news.translation.engines.batches import cut, shared_out
from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.engines.decoding import output_limit, search_limit, shortest_of_band
from tr_news.translation.engines.padding import EQUAL, LONGEST, Padding, Place
from tr_news.translation.engines.subword import MAX_SOURCE_PIECES
from tr_news.translation.engines.twin import Twin, head_width

BUILT_IN = Path(__file__).parents[1] / "tr_news" / "models" / "tr-en-mini"


@pytest.fixture(scope="module")
def found() -> Padding:
    """What this processor can pad."""
    return padding.tried(Place("any", 64, 4, 1))


def test_padding_that_was_tried_changes_no_bit_of_the_built_in_model(found: Padding) -> None:
    engine = MarianTranslator(BUILT_IN, threads=1)
    sentences = TURKISH.splitlines()
    texts = [sentence[:end].strip() for sentence in sentences for end in range(10, len(sentence), 7)]
    items = [engine.encode(text) for text in dict.fromkeys(texts)]
    engine._padding = EQUAL
    alone = [engine.decode([item], Decoding(4))[0] for item in items]
    engine._padding = found
    batches = list(engine._batches(items))
    if found.bands:
        assert any(len({len(items[n]) for n in indexes}) > 1 for _, indexes in batches)
        assert len(batches) < len({len(item) for item in items})
    for _, indexes in batches:
        assert len({shortest_of_band(len(items[n])) for n in indexes}) == 1
    assert engine.decode(items, Decoding(4)) == alone  # pieces, and scores to the last bit
    assert engine.decode(items[::-1], Decoding(4)) == alone[::-1]
    # Other beams have matrices of other sizes: nothing is known of them.
    assert all(len({len(items[n]) for n in indexes}) == 1 for _, indexes in engine._batches(items, Decoding(6)))


def test_a_difference_anywhere_in_a_band_gives_it_up(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Twin.answers

    def differs(twin: Twin, batch: list[list[str]]) -> object:
        answers = usual(twin, batch)
        if len(batch[-1]) == 23 and len(batch) > 1:
            answers[0] = ([["w0"]], [0.0])
        return answers

    monkeypatch.setattr(padding, "LONGEST", 31)
    monkeypatch.setattr(Twin, "answers", differs)
    assert 16 not in padding.tried(Place("any", 64, 1, 1)).bands


def test_what_was_found_is_kept_for_this_processor_and_a_damaged_file_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TR_NEWS_HOME", str(tmp_path))
    place = Place("ctranslate2 1.0", 64, 4, 1)
    assert padding.kept(place) is None
    padding.keep(place, Padding(frozenset({16, 32})))
    assert padding.kept(place) == Padding(frozenset({16, 32}))
    assert padding.kept(Place("ctranslate2 1.1", 64, 4, 1)) is None
    with monkeypatch.context() as patched:
        patched.setenv("ONEDNN_MAX_CPU_ISA", "AVX2")
        assert padding.kept(place) is None
    rows: list[object] = [{"longest": LONGEST, "bands": [17]}, {"longest": 9, "bands": [16]}, {"bands": [[]]}, [], "x"]
    for row in rows:
        place.path.write_text(json.dumps(row))
        assert padding.kept(place) is None
    place.path.write_text("{")
    assert padding.kept(place) is None


def test_it_is_tried_once_when_there_was_enough_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TR_NEWS_HOME", str(tmp_path))
    tries: list[Place] = []

    def tried(place: Place) -> Padding:
        tries.append(place)
        return Padding(frozenset({16}))

    monkeypatch.setattr(padding, "tried", tried)
    engine = MarianTranslator(BUILT_IN, threads=1)
    items = [engine.encode("Bugün hava güzel."), engine.encode("Köprü açıldı.")]
    engine.decode(items, Decoding(4))
    assert not tries
    assert engine.beside(20) == 20
    engine.busy = ctranslate2.TRIAL_AFTER
    engine.decode(items, Decoding(4))
    engine.decode(items, Decoding(4))
    assert [place.head for place in tries] == [64]
    assert (engine.beside(20), engine.beside(15)) == (16, 15)
    assert MarianTranslator(BUILT_IN, threads=1).beside(20) == 16  # the next run begins with it
    assert MarianTranslator(BUILT_IN, threads=1, beam_size=2).beside(20) == 20
    assert MarianTranslator(BUILT_IN, threads=1, compute_type="float32").beside(20) == 20


def test_a_trial_loads_no_torch() -> None:
    code = """
import sys
from tr_news.translation.engines.twin import Twin
twin = Twin(8, 2, 1)
assert twin.answers(twin.sentences([4])), "nothing was said"
assert "torch" not in sys.modules
import ctranslate2.specs  # as a conversion does: by itself it finds torch where that is installed
import importlib.util
assert importlib.util.find_spec("torch") is None or "torch" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_trial_that_fails_pads_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TR_NEWS_HOME", str(tmp_path))

    def fails(place: Place) -> Padding:
        raise RuntimeError(str(place))

    monkeypatch.setattr(padding, "tried", fails)
    engine = MarianTranslator(BUILT_IN, threads=1)
    engine.busy = ctranslate2.TRIAL_AFTER
    engine.try_padding()
    assert engine.beside(20) == 20
    assert not (tmp_path / "padding").exists()


def test_the_width_of_a_head_is_read_or_nothing_is_known(tmp_path: Path) -> None:
    assert head_width(BUILT_IN) == 64
    assert head_width(tmp_path) is None
    whole = (BUILT_IN / "model.bin").read_bytes()
    for damaged in (b"", b"x" * 100, whole[:300], whole[:4] + b"\xff\xff" + whole[6:300]):
        (tmp_path / "model.bin").write_bytes(damaged)
        assert head_width(tmp_path) is None
    shutil.copy(BUILT_IN / "model.bin", tmp_path)
    assert head_width(tmp_path) == 64


def test_a_search_ends_at_the_same_step_for_all_lengths_that_may_share_a_batch() -> None:
    for length in range(1, 200):
        assert search_limit(length) == search_limit(shortest_of_band(length)) >= output_limit(length)
    assert [search_limit(n) for n in (1, 15, 16, 31, 32, 64)] == [50, 50, 82, 82, 146, 274]


def test_no_search_goes_further_than_the_model_has_positions() -> None:
    engine = MarianTranslator(BUILT_IN, threads=1)
    source = engine.encode("Liman bugün kapandı.")
    longest = search_limit(MAX_SOURCE_PIECES)
    (pending,) = engine.begin_forced([source], longest)
    assert len(pending.result().hypotheses[0]) == longest


def test_batches_cost_least_and_hold_what_may_be_together() -> None:
    lengths = [40, 39, 39, 30, 12, 12, 11, 3]

    def cost(ends: tuple[int, ...]) -> int:
        return sum(lengths[start] * (4 + end - start) for start, end in itertools.pairwise((0, *ends)))

    ends = tuple(cut(lengths, lambda _: 3, lambda length: length // 2))
    inner = range(1, len(lengths))
    possible = [(*some, len(lengths)) for count in range(len(lengths)) for some in itertools.combinations(inner, count)]
    allowed = [
        ends
        for ends in possible
        if all(b - a <= 3 and lengths[b - 1] >= lengths[a] // 2 for a, b in itertools.pairwise((0, *ends)))
    ]
    assert cost(ends) == min(map(cost, allowed))
    assert cut([9, 9, 8, 8, 8], lambda _: 32, lambda length: length) == [2, 5]
    assert cut([], lambda _: 32, lambda length: length) == []


def test_workers_are_given_as_much_as_each_other() -> None:
    equal = [20] * 9 * 8
    ends = list(range(8, 73, 8))
    assert shared_out(equal, ends, 1) == [(end - 8, end) for end in ends]
    assert sorted(end - start for start, end in shared_out(equal, ends, 2)) == [4, 4, *[8] * 8]
    several = shared_out([20] * 8, [8], 4)
    assert len(several) == 4
    assert sorted(n for start, end in several for n in range(start, end)) == list(range(8))
    assert shared_out([5], [1], 4) == [(0, 1)]
    assert shared_out([], [], 4) == []
