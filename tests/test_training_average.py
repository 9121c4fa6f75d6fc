"""The mean of checkpoints."""

import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from tests.training_fixtures import checkpoint  # noqa: E402
from training import average  # noqa: E402
from training.average import mean  # noqa: E402
from training.model import Shape  # noqa: E402

SHAPE = Shape(40, 32, 2, 64, 1, 1)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "a.pt", tmp_path / "b.pt"
    checkpoint(first, SHAPE, seed=1)
    checkpoint(second, SHAPE, seed=2)
    return first, second


def test_every_weight_is_the_mean_by_shares(two: tuple[Path, Path]) -> None:
    a, b = (torch.load(path, weights_only=True)["average"] for path in two)
    made = mean(two, [1, 3])
    assert made["average"].keys() == a.keys()
    for name in a:
        torch.testing.assert_close(made["average"][name], 0.25 * a[name] + 0.75 * b[name])
    torch.testing.assert_close(mean(two)["average"]["bias"], (a["bias"] + b["bias"]) / 2)
    assert Shape(**made["shape"]) == SHAPE


def test_weights_to_start_from_may_stand_among_them(two: tuple[Path, Path], tmp_path: Path) -> None:
    from training.model import Marian

    model = Marian(SHAPE)
    state = torch.load(two[0], weights_only=True)["average"]
    torch.save(model.huggingface_state(state), tmp_path / "init.pt")
    for name, weight in mean([tmp_path / "init.pt", two[0]])["average"].items():
        torch.testing.assert_close(weight, state[name])
    with pytest.raises(ValueError, match="no checkpoint among"):
        mean([tmp_path / "init.pt"])


def test_what_does_not_fit_is_refused(two: tuple[Path, Path], tmp_path: Path) -> None:
    checkpoint(tmp_path / "wide.pt", Shape(40, 48, 2, 64, 1, 1))
    with pytest.raises(ValueError, match="different shapes"):
        mean([two[0], tmp_path / "wide.pt"])
    with pytest.raises(ValueError, match="2 files and 1 shares"):
        mean(two, [1])


def test_the_command_writes_what_export_reads(
    two: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["average", str(tmp_path / "mean.pt"), *map(str, two), "--shares", "1", "1"])
    average.main()
    saved = torch.load(tmp_path / "mean.pt", weights_only=True)
    assert saved["progress"]["step"] == 7
    torch.testing.assert_close(saved["average"]["bias"], mean(two)["average"]["bias"])
