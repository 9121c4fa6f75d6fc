"""Training, from data to a model that works: it learns, goes on where it stopped, decays, and exports."""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from tests.training_fixtures import copy_task, sequences  # noqa: E402
from training import train  # noqa: E402
from training.data import Corpus  # noqa: E402
from training.model import Marian, Shape  # noqa: E402

LEGS = 12  # of a few seconds each; two are enough on an idle machine
HELD_OUT = 17  # a seed that the training data doesn't have


def options(data: Path, run: Path, seconds: float, *more: str) -> list[str]:
    shape = ("--shape", "64,2,128,1,1", "--tokens", "1000", "--lr", "3e-3", "--warmup", "20", "--ema", "0.98")
    return [str(data), str(run), "--hours", str(seconds / 3600), "--no-compile", "--log", "1", *shape, *more]


def train_for(data: Path, run: Path, seconds: float, *more: str) -> dict[str, Any]:
    """One worker in this process; returns the checkpoint."""
    run.mkdir(exist_ok=True)
    arguments = train.parser().parse_args(options(data, run, seconds, "--workers", "1", *more))
    train.work(0, arguments)
    return load(run / ("decayed.pt" if arguments.decay else "last.pt"))


def load(path: Path) -> dict[str, Any]:
    return dict(torch.load(path))


def averaged(checkpoint: dict[str, Any]) -> Marian:
    model = Marian(Shape(**checkpoint["shape"]))
    model.load_state_dict(checkpoint["average"])
    return model.eval()


def copied(model: Marian, count: int = 60) -> float:
    """The share of held-out sequences that greedy decoding copies without a mistake."""
    right = 0
    for ids in sequences(count, model.pad + 1, HELD_OUT):
        source, output = torch.tensor([[*ids, 0]]), [model.pad]
        with torch.inference_mode():
            for _ in range(len(ids) + 1):
                hidden = model(source, torch.tensor([output]))[0, -1]
                output.append(int((hidden @ model.embedding.weight.T + model.bias).argmax()))
        right += output[1:] == [*ids, 0]
    return right / count


@pytest.fixture(autouse=True, scope="module")
def threads() -> Iterator[None]:
    """A worker sets the number of threads of its process."""
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_task(tmp_path_factory.mktemp("run") / "data")


@pytest.fixture(scope="module")
def legs(data: Path) -> list[dict[str, Any]]:
    """The checkpoints of a training in legs, each going on from the last, until it copies or time is up."""
    checkpoints: list[dict[str, Any]] = []
    while len(checkpoints) < 2 or (copied(averaged(checkpoints[-1])) < 0.9 and len(checkpoints) < LEGS):
        checkpoints.append(train_for(data, data.parent / "run", 3))
    return checkpoints


def test_it_learns_to_copy(data: Path, legs: list[dict[str, Any]]) -> None:
    model = averaged(legs[-1])
    assert copied(model) > 0.8
    held_out = [torch.tensor([[*ids, 0]]) for ids in sequences(60, model.pad + 1, HELD_OUT)]
    with torch.no_grad():
        loss = sum(float(model.loss(ids, ids, 0)) for ids in held_out) / sum(ids.numel() for ids in held_out)
    assert loss < 0.3 * log(model.pad - 2), "far below the entropy of tokens drawn evenly"


def test_a_resumed_training_goes_on_where_it_stopped(legs: list[dict[str, Any]]) -> None:
    for before, after in pairwise(legs):
        assert all(after["progress"][name] > before["progress"][name] for name in ("step", "tokens", "hours", "epoch"))
        assert set(after) == set(before) == {"model", "optimizer", "average", "progress", "shape"}
    assert not torch.equal(legs[0]["average"]["bias"], legs[1]["average"]["bias"])


def test_a_decay_goes_on_from_the_last_checkpoint_and_leaves_it_alone(data: Path, legs: list[dict[str, Any]]) -> None:
    last = data.parent / "run" / "last.pt"
    before = last.read_bytes()
    decayed = train_for(data, last.parent, 2, "--decay")
    assert last.read_bytes() == before
    assert decayed["progress"]["step"] > legs[-1]["progress"]["step"]
    assert copied(averaged(decayed)) > 0.8


def test_what_was_trained_copies_in_both_engines_after_export(data: Path, legs: list[dict[str, Any]]) -> None:
    import ctranslate2
    from transformers import MarianMTModel

    from training.export import export

    huggingface, converted = export(
        data.parent / "run" / "last.pt", data, data.parent / "export", quantization="float32"
    )
    tokens = json.loads((data / "vocab.json").read_text(encoding="utf-8"))
    piece = {index: token for token, index in tokens.items()}
    theirs = MarianMTModel.from_pretrained(huggingface).eval()
    engine = ctranslate2.Translator(str(converted), compute_type="float32", inter_threads=1, intra_threads=1)
    held_out = sequences(20, len(tokens), HELD_OUT)
    assert legs[-1]["average"]["embedding.weight"][-1].norm() > 0.1, "training moves <pad>, which starts the decoder"
    for beam_size in (1, 4):
        found = [theirs.generate(torch.tensor([[*ids, 0]]), num_beams=beam_size)[0].tolist() for ids in held_out]
        sources = [[piece[i] for i in [*ids, 0]] for ids in held_out]
        results = engine.translate_batch(sources, beam_size=beam_size, max_batch_size=1)
        output = [[tokens[p] for p in result.hypotheses[0]] for result in results]
        assert [[theirs.config.pad_token_id, *ids, 0] for ids in output] == found
        assert sum(a == b for a, b in zip(output, held_out, strict=True)) > 0.8 * len(held_out)


def test_two_workers_write_what_one_worker_goes_on_from(
    data: Path, legs: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    monkeypatch.setattr(sys, "argv", ["train", *options(data, run, 1, "--workers", "2")])
    train.main()
    two = load(run / "last.pt")
    one = legs[0]
    assert set(two) == set(one)
    assert {n: w.shape for n, w in two["model"].items()} == {n: w.shape for n, w in one["model"].items()}
    assert set(two["optimizer"]["buffers"]) == set(one["optimizer"]["buffers"])
    assert two["progress"]["step"] > 0
    tokens_a_step = [c["progress"]["tokens"] / c["progress"]["step"] for c in (two, one)]
    assert 1.5 < tokens_a_step[0] / tokens_a_step[1] < 2.5, "a step takes a batch of each worker"
    assert not list(run.glob("rendezvous*"))
    assert train_for(data, run, 0.5)["progress"]["step"] > two["progress"]["step"]


def test_an_epoch_draws_each_pair_as_often_as_it_weighs_and_workers_share_it(tmp_path: Path) -> None:
    import numpy as np

    ids = np.array([[n % 30 + 2, n // 30 + 2, 0] for n in range(600)], np.int16)
    offsets = np.arange(0, 3 * len(ids) + 1, 3)
    weights = np.where(np.arange(600) < 300, 2.0, 0.25).astype(np.float32)
    np.savez(tmp_path / "train.npz", xf=ids.ravel(), xo=offsets, yf=ids.ravel(), yo=offsets, w=weights)
    corpus = Corpus(tmp_path / "train.npz", 39)
    rows = [tuple(row) for source, _ in corpus.epoch(1, 60) for row in source.tolist()]
    assert all(rows.count(tuple(row)) == 2 for row in ids[:300].tolist())
    assert 40 < sum(rows.count(tuple(row)) for row in ids[300:].tolist()) < 110
    shared = [[tuple(r) for source, _ in corpus.epoch(1, 60, part, 2) for r in source.tolist()] for part in (0, 1)]
    assert abs(len(shared[0]) - len(shared[1])) <= 20, "as many batches each"
    assert len(rows) - 20 <= len(shared[0]) + len(shared[1]) <= len(rows)
    assert set(shared[0]) | set(shared[1]) <= set(rows)
