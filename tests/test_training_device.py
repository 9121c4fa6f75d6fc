"""The way to a lent GPU and back, rehearsed on the CPU at a tiny size."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tests.training_fixtures import checkpoint, copy_task  # noqa: E402
from training import device  # noqa: E402
from training.model import Marian, Shape  # noqa: E402
from training.train import left, on_cpu  # noqa: E402

ROOT = Path(__file__).parents[1]
SHAPE = "32,2,64,1,1"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_task(tmp_path_factory.mktemp("device") / "data", count=3000)


def read(path: Path) -> dict[str, np.ndarray]:
    with np.load(path / "train.npz") as arrays:
        return {name: arrays[name] for name in device.NAMES}


def test_what_is_packed_unpacks_to_the_same_pairs(data: Path, tmp_path: Path) -> None:
    assert device.pack(data, tmp_path / "packed") == 3000
    device.unpack(tmp_path / "packed", tmp_path / "data")
    before, after = read(data), read(tmp_path / "data")
    assert all(np.array_equal(before[name], after[name]) for name in device.NAMES)
    assert after["xf"].dtype == np.int16
    assert (tmp_path / "data" / "vocab.json").read_bytes() == (data / "vocab.json").read_bytes()
    assert (tmp_path / "packed" / "packed.xz").stat().st_size < (data / "train.npz").stat().st_size / 3


def test_where_it_is_too_much_what_is_drawn_least_goes(data: Path, tmp_path: Path) -> None:
    arrays = read(data)
    arrays["w"] = np.where(np.arange(3000) % 3 == 0, 2.0, 0.25).astype(np.float32)
    (tmp_path / "data").mkdir()
    np.savez(tmp_path / "data" / "train.npz", **arrays)  # type: ignore[arg-type]
    (tmp_path / "data" / "vocab.json").write_text("{}")
    init = tmp_path / "init.pt"
    init.write_bytes(b"x" * 2000)
    device.pack(tmp_path / "data", tmp_path / "packed")
    limit = 0.7 * (tmp_path / "packed" / "packed.xz").stat().st_size
    kept = device.pack(tmp_path / "data", tmp_path / "packed", limit_mb=(limit + 2000) / 1e6, init=init)
    assert (tmp_path / "packed" / "packed.xz").stat().st_size <= limit
    assert (tmp_path / "packed" / "init.pt").read_bytes() == init.read_bytes()
    device.unpack(tmp_path / "packed", tmp_path / "again")
    after = read(tmp_path / "again")
    assert 1000 < len(after["w"]) == kept < 3000
    assert (after["w"] == 2).sum() == 1000, "all that is drawn often stayed"
    whole = {tuple(arrays["xf"][a:b]) for a, b in zip(arrays["xo"], arrays["xo"][1:], strict=False)}
    assert {tuple(after["xf"][a:b]) for a, b in zip(after["xo"], after["xo"][1:], strict=False)} <= whole
    with pytest.raises(ValueError, match="too few"):
        device.pack(tmp_path / "data", tmp_path / "packed", limit_mb=0.0022, init=init)


def test_pieces_join_to_the_averaged_weights_in_bfloat16(data: Path, tmp_path: Path) -> None:
    model: Marian = checkpoint(tmp_path / "decayed.pt", Shape(40, 32, 2, 64, 1, 1))
    pieces = device.split(tmp_path / "decayed.pt", tmp_path / "out", piece_mb=0.02)
    assert len(pieces) > 2
    assert all(piece.stat().st_size <= 20_000 for piece in pieces)
    device.join(tmp_path / "out", tmp_path / "joined.pt")
    joined = torch.load(tmp_path / "joined.pt", weights_only=True)
    assert Shape(**joined["shape"]) == model.shape
    for name, parameter in model.named_parameters():
        assert torch.equal(joined["average"][name], parameter.detach().bfloat16().float())
    with pytest.raises(ValueError, match=r"weights\.safetensors\.00"):
        device.join(data, tmp_path / "none.pt")


def test_the_rate_holds_until_the_cooldown_and_ends_at_zero() -> None:
    assert [left(s, 1, 1.0) for s in (0, 1800, 3600, 4000)] == [1, 0.5, 0, 0]
    assert [left(s, 1, 0.5) for s in (0, 1800, 2700, 3600)] == [1, 1, 0.5, 0]


def test_a_checkpoint_loads_where_there_is_no_gpu() -> None:
    state = on_cpu({"a": torch.ones(2, device="cpu"), "b": [{"c": torch.zeros(1), "d": 3}]})
    assert state["a"].device.type == state["b"][0]["c"].device.type == "cpu"
    assert state["b"][0]["d"] == 3


def test_the_script_packs_trains_for_its_minutes_and_leaves_pieces(data: Path, tmp_path: Path) -> None:
    command = [str(ROOT / "training" / "device.sh"), str(data), str(tmp_path / "out"), "0.25"]
    options = ["--shape", SHAPE, "--no-compile", "--tokens", "500", "--dropout", "0.1", "--warmup", "5"]
    environment = {**os.environ, "PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*command, *options], env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["train.log", "weights.safetensors.00"]
    device.join(tmp_path / "out", tmp_path / "joined.pt")
    joined = torch.load(tmp_path / "joined.pt", weights_only=True)
    assert joined["progress"]["step"] > 0
    assert joined["shape"]["vocabulary"] == len(json.loads((data / "vocab.json").read_text("utf-8")))
