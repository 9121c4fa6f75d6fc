"""The training of a lent GPU, rehearsed on the CPU: what feeds it, its stages, what it leaves."""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("sentencepiece")

from tests.training_fixtures import NEEDS_7ZZ, news_data, news_pairs  # noqa: E402
from training import device, feed, growth  # noqa: E402
from training.backtranslate import LONGEST  # noqa: E402
from training.data import Ragged, Sampler  # noqa: E402
from training.greedy import greedy  # noqa: E402
from training.model import Marian, Shape  # noqa: E402
from training.noise import Noise  # noqa: E402
from training.prepare import Mix  # noqa: E402

ROOT = Path(__file__).parents[1]
SHAPE = "32,2,64,1,1"
LONG = "and so on " * LONGEST
PATIENCE = 60  # seconds
MIXES = {"broad": Mix({"office": 3.0}, {}), "news": Mix({"town": 0.25}, {})}

pytestmark = [NEEDS_7ZZ, pytest.mark.usefixtures("one_thread")]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English side of the pairs is the news to translate as well, with a line that is too long."""
    folder = tmp_path_factory.mktemp("growth")
    mono = [*(english for _, english in news_pairs()), LONG]
    device.pack(news_data(folder / "data"), folder / "packed", mono=mono, mixes=MIXES, parts=2)
    return folder / "packed"


@pytest.fixture
def text(packed: Path, tmp_path: Path) -> Iterator[growth.Text]:
    text = growth.Text(packed, tmp_path)
    yield text
    text.close()
    assert not any(process.is_alive() for process in text.processes)


@pytest.fixture(scope="module")
def sampler(packed: Path) -> Sampler:
    return Sampler(packed / "spm.model", Noise(0, 0, 0, 0, 0), 0.0, 0.5, 1)


def arguments(packed: Path, out: Path, *more: str) -> argparse.Namespace:
    words = [str(packed), str(out), "--device", "cpu", "--no-compile", "--shape", SHAPE]
    return growth.parser().parse_args([*words, "--tokens", "500", "--round", "20000", "--minutes", "5", *more])


def listed(side: Ragged) -> list[list[int]]:
    return [side[index].tolist() for index in range(len(side.lengths))]


def generated(path: Path, rows: list[list[int]], least: float = -9.0, **columns: list[float] | list[bool]) -> None:
    side = Ragged.of(rows)
    given = {"score": [-0.1] * len(rows), "finished": [True] * len(rows)} | columns
    arrays = {name: np.array(values) for name, values in given.items()}
    feed.stored(path, f=side.flat, o=side.offsets, least=np.array(least), **arrays)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.1)


def test_a_made_pair_is_kept_or_goes_for_a_reason(sampler: Sampler, tmp_path: Path) -> None:
    resigned, met = ("Bakan dün istifa etti.", "The minister resigned yesterday."), "The judge met 15 people."
    made = [
        (*resigned, -0.5, True, "kept"),
        (*resigned, -0.9, True, "score"),
        ("Bakan dün dün dün dün dün istifa etti.", resigned[1], -0.2, True, "loop"),
        (*resigned, -0.2, False, "loop"),
        ("Yargıç kişiyle görüştü.", met, -0.2, True, "number"),
        ("Yargıç 15 kişiyle görüştü.", met, -0.8, True, "kept"),
        ("Yargıç.", "The judge did not attend the meeting yesterday.", -0.2, True, "ratio"),
        ("", met, -0.2, True, "empty"),
    ]
    turkish, english, score, finished, reasons = (list(column) for column in zip(*made, strict=True))
    rows = [sampler.processor.encode(line) for line in turkish]
    generated(tmp_path / "generated.npz", rows, -0.8, score=score, finished=finished)
    counts: Counter[str] = Counter()
    found = feed.accepted(english, tmp_path / "generated.npz", sampler, counts)
    assert found == [resigned, ("Yargıç 15 kişiyle görüştü.", met)]
    assert counts == Counter(reasons)


def test_the_processes_write_clean_pairs_then_varied_ones_then_made_ones(text: growth.Text, sampler: Sampler) -> None:
    encode, tag = sampler.processor.encode, sampler.processor.piece_to_id(feed.TAG)
    text.wait("clean")
    source, target = text.read("clean")
    clean = [([*encode(x), 0], [*encode(y), 0]) for x, y in news_pairs()]
    assert list(zip(listed(source), listed(target), strict=True)) == clean
    text.wait("mono")
    mono = []
    for path in text.paths("mono"):
        with np.load(path) as arrays:
            mono.append(listed(Ragged(arrays["f"], arrays["o"])))
    assert [row for rows in mono for row in rows] == [y for _, y in clean], "all but the line that is too long"
    text.wait("real")
    varied = listed(text.read("real")[0])
    assert len(varied) == len(clean)
    assert varied != [x for x, _ in clean]

    (text.folder / "factor").write_text("0.000")
    until(lambda: listed(text.read("real")[0]) == [x for x, _ in clean])  # no noise any more
    assert not text.complete("made")
    rows = [encode(x) for x, _ in news_pairs()]
    rows[5] = encode("Bakan 16 kişiyle görüştü.")  # where the English says something else
    for path, first, last in zip(text.paths("generated"), (0, len(mono[0])), (len(mono[0]), None), strict=True):
        generated(path, rows[first:last])
    text.wait("made")
    expected = [([tag, *x], y) for n, (x, y) in enumerate(clean) if n != 5]
    until(lambda: list(zip(*map(listed, text.read("made")), strict=True)) == expected)
    told = "".join((text.folder / f"made.{part:02}.tsv").read_text("utf-8") for part in range(2))
    assert told.splitlines() == [f"{x}\t{y}" for n, (x, y) in enumerate(news_pairs()) if n != 5]


def test_a_stage_draws_by_its_mix_and_made_pairs_once_they_are_there(text: growth.Text) -> None:
    text.wait("real")
    broad, news = [3.0] * 16 + [0.75] * 48, [1.0] * 16 + [0.25] * 48
    one, other = text.parts("both")
    assert one.weight.tolist() == other.weight.tolist() == broad
    assert (one.share, other.share) == (0.5, 0.5)
    clean = text.read("clean")
    assert [listed(other.source), listed(other.target)] == [listed(clean[1]), listed(clean[0])], "English to Turkish"
    (alone,) = text.parts("constant")
    assert alone.share == 1
    assert alone.weight.tolist() == broad
    for path, pairs in zip(text.paths("made"), ([([2, 5, 0], [6, 0])], [([2, 7, 0], [8, 0])] * 2), strict=True):
        feed.stored_pairs(path, pairs)
    for stage, weights, share in (("constant", broad, 2 / 3), ("cooldown", news, 1 / 2)):
        real, made = text.parts(stage)
        assert (real.weight.tolist(), made.weight.tolist()) == (weights, [1.0] * 3)
        assert (real.share, made.share) == pytest.approx((1 - share, share))
        assert listed(made.source) == [[2, 5, 0], [2, 7, 0], [2, 7, 0]]


def test_a_process_that_dies_is_told_instead_of_waited_for(text: growth.Text) -> None:
    text.processes[1].terminate()
    with pytest.raises(RuntimeError, match="has died"):
        text.wait("generated")


def test_the_loss_falls_and_the_rate_goes_down_to_zero(
    packed: Path, text: growth.Text, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text.wait("clean")
    grown = growth.Growth(arguments(packed, tmp_path / "out", "--log", "0", "--warmup", "5"), text)
    used: list[float] = []
    step = grown.optimizer.step

    def noted(rate: float) -> None:
        used.append(rate)
        step(rate)

    monkeypatch.setattr(grown.optimizer, "step", noted)
    monkeypatch.setattr(grown, "elapsed", lambda: grown.step / 200)  # a clock that goes by steps
    grown.train("both", 0.5)
    assert grown.step == 100
    grown.train("cooldown", 1.0)
    assert grown.step == len(used) == 200
    shares = [*(0.2, 0.4, 0.6, 0.8), *[1.0] * 121, *((200 - step) / 200 / 0.38 for step in range(125, 200))]
    assert used == pytest.approx([1.5e-3 * share for share in shares])
    lines = re.findall(r"(both|cooldown) step (\d+) loss ([\d.]+) rate ([\d.]+)", capsys.readouterr().out)
    assert [int(line[1]) for line in lines] == list(range(1, 201))
    assert [line[0] for line in lines] == ["both"] * 100 + ["cooldown"] * 100
    losses = [float(line[2]) for line in lines]
    assert np.mean(losses[-10:]) < 0.8 * np.mean(losses[:10])
    assert float(lines[-1][3]) == pytest.approx(shares[-1], abs=0.006)
    assert grown.dropout.item() == pytest.approx(0.1 * shares[-1], abs=1e-6)
    assert float((text.folder / "factor").read_text()) == pytest.approx(shares[-1], abs=1e-3)


def test_a_loss_that_is_no_number_ends_it(packed: Path, text: growth.Text, tmp_path: Path) -> None:
    text.wait("clean")
    grown = growth.Growth(arguments(packed, tmp_path / "out", "--log", "0", "--minutes", "0.5"), text)
    with torch.no_grad():
        grown.model.bias[3] = torch.nan
    with pytest.raises(FloatingPointError, match="step 1: the loss is nan"):
        grown.train("both", 1.0)


def test_every_line_gets_its_greedy_translation_by_the_averaged_weights(
    packed: Path, text: growth.Text, tmp_path: Path
) -> None:
    text.wait("mono")
    grown = growth.Growth(arguments(packed, tmp_path / "out"), text)
    for weight in grown.average.weights.values():
        weight.normal_(0, 0.5)
    grown.translate()
    model = Marian(grown.shape)
    model.load_state_dict(grown.average.weights)
    scores: list[float] = []
    least = set()
    for english, made in zip(text.paths("mono"), text.paths("generated"), strict=True):
        with np.load(english) as lines, np.load(made) as arrays:
            sources, found = Ragged(lines["f"], lines["o"]), Ragged(arrays["f"], arrays["o"])
            assert len(found.lengths) == len(sources.lengths) == len(arrays["score"]) == len(arrays["finished"])
            for row, score, finished in zip(
                range(len(found.lengths)), arrays["score"], arrays["finished"], strict=True
            ):
                ids, expected, done = greedy(model.eval(), torch.tensor([sources[row].tolist()]), len(found[row]) + 1)
                length = len(found[row])
                assert ids[0, :length].tolist() == found[row].tolist()
                if finished:
                    assert bool(done)
                    assert int(ids[0, length]) == 0
                    assert float(score) == pytest.approx(float(expected), abs=1e-3)
            scores += arrays["score"].tolist()
            least.add(float(arrays["least"]))
    assert list(least) == pytest.approx([np.quantile(scores, feed.UNSURE)], abs=1e-5)


def test_the_script_trains_through_all_stages_and_leaves_averaged_weights_in_pieces(
    packed: Path, tmp_path: Path
) -> None:
    own = {"PYTHON": sys.executable, "PYTHONPATH": str(ROOT), "CUDA_VISIBLE_DEVICES": "", "OMP_NUM_THREADS": "1"}
    options = ["--shape", SHAPE, "--no-compile", "--tokens", "500", "--round", "20000", "--warmup", "5", "--log", "0.2"]
    options += ["--both", "0.5", "--cooldown", "0.25", "--early", "0.02"]
    for minutes in ("0.25", "1", "3"):  # the first is enough on an idle machine
        out, work = tmp_path / minutes, tmp_path / f"work{minutes}"
        command = [str(ROOT / "training" / "device.sh"), str(packed), str(out), minutes, "--work", str(work)]
        start = time.monotonic()
        done = subprocess.run(
            [*command, *options], env={**os.environ, **own}, capture_output=True, text=True, timeout=300
        )
        took = time.monotonic() - start
        assert done.returncode == 0, done.stdout + done.stderr
        log = (out / "train.log").read_text("utf-8")
        stages = re.findall(r"\d+ s (\w+) step \d+ loss", log)
        if list(dict.fromkeys(stages)) == ["both", "constant", "cooldown"]:
            break
    assert list(dict.fromkeys(stages)) == ["both", "constant", "cooldown"], log
    assert took < 60 * float(minutes) + 10
    assert f"{len(news_pairs())} pairs" in log
    assert f"{len(news_pairs())} lines in" in log
    assert "part 00: {" in log
    assert "part 01: {" in log
    assert (work / "made.00.tsv").exists()
    assert sorted(path.name for path in out.iterdir()) == ["early", "train.log", "weights.safetensors.00"]
    device.join(out, tmp_path / "joined.pt")
    device.join(out / "early", tmp_path / "early.pt")
    joined, early = (torch.load(tmp_path / name, weights_only=True) for name in ("joined.pt", "early.pt"))
    assert joined["progress"]["step"] > early["progress"]["step"] > 0
    assert joined["progress"]["tokens"] > 0
    model = Marian(Shape(**joined["shape"]))
    model.load_state_dict(joined["average"])
    assert model.shape.vocabulary == len(json.loads((packed / "vocab.json").read_text("utf-8")))
    assert all(bool(weight.isfinite().all()) for weight in joined["average"].values())
    torch.manual_seed(1)
    assert not torch.equal(Marian(model.shape).embedding.weight.bfloat16(), model.embedding.weight.bfloat16())
