"""To a lent GPU and back: nothing is lost of what goes there, nor of what comes back."""

import json
import lzma
import subprocess
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("sentencepiece")

from tests.training_fixtures import EVENTS, NEEDS_7ZZ, checkpoint, news_data, news_pairs  # noqa: E402
from training import device  # noqa: E402
from training.feed import compressed, decompressed  # noqa: E402
from training.model import Marian, Shape  # noqa: E402
from training.prepare import Mix  # noqa: E402

MIXES = {"broad": Mix({"office": 3.0}, {}), "news": Mix({"town": 0.25, "unheard of": 9.0}, {})}
TOLD = [f"{100 + n} people heard the news: {english}" for n in range(300) for _, english in EVENTS]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return news_data(tmp_path_factory.mktemp("device") / "data")


def packed(data: Path, out: Path, limit_mb: float = 1.0, parts: int = 3) -> tuple[int, int]:
    return device.pack(data, out, mono=TOLD, mixes=MIXES, limit_mb=limit_mb, parts=parts)


def unpacked(folder: Path, name: str) -> list[list[str]]:
    return [decompressed(path) for path in sorted(folder.glob(f"{name}.*.7z"))]


def size(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.iterdir())


def test_blocks_are_all_lines_in_order_and_of_like_length() -> None:
    lines = [*("short",) * 40, *("a long line, " * 4,) * 15, "the last"]
    for count in (1, 2, 5, 13):
        found = device.blocks(lines, count)
        assert len(found) == count
        assert all(found)
        assert [line for block in found for line in block] == lines
        sizes = [sum(len(line) + 1 for line in block) for block in found]
        assert max(sizes) - min(sizes) <= 2 * (len(lines[-2]) + 1)
    for few in ([], ["one", "two"], ["a line that is longer than all others together", "b", "c"]):
        with pytest.raises(ValueError, match="too few"):
            device.blocks(few, 3)


@NEEDS_7ZZ
def test_what_is_compressed_again_replaces_what_was_there(tmp_path: Path) -> None:
    lines = ["Çiğdem ışığı söndürdü.", "", "“Evet” dedi – €5…"]
    compressed(["old"], tmp_path / "a.7z")
    compressed(lines, tmp_path / "a.7z")
    assert decompressed(tmp_path / "a.7z") == lines
    with pytest.raises(subprocess.CalledProcessError):
        decompressed(tmp_path / "none.7z")


@NEEDS_7ZZ
@pytest.mark.parametrize("parts", [1, 3, 13])
def test_what_is_packed_unpacks_to_the_same_pairs_and_lines(data: Path, tmp_path: Path, parts: int) -> None:
    assert packed(data, tmp_path, parts=parts) == (len(news_pairs()), len(TOLD))
    pairs, mono = (unpacked(tmp_path, name) for name in ("pairs", "mono"))
    assert len(pairs) == len(mono) == parts == json.loads((tmp_path / "mix.json").read_text("utf-8"))["parts"]
    assert [tuple(line.split("\t")) for block in pairs for line in block] == news_pairs()
    assert [line for block in mono for line in block] == TOLD
    for name in ("vocab.json", "spm.model"):
        assert (tmp_path / name).read_bytes() == (data / name).read_bytes()


@NEEDS_7ZZ
def test_a_mix_is_a_weight_by_source_and_other_sources_keep_the_mean_of_their_own(data: Path, tmp_path: Path) -> None:
    packed(data, tmp_path)
    about = json.loads((tmp_path / "mix.json").read_text("utf-8"))
    weights = {mix: dict(zip(about["names"], about[mix], strict=True)) for mix in MIXES}
    assert weights == {"broad": {"office": 3.0, "town": 0.75}, "news": {"office": 1.0, "town": 0.25}}
    with np.load(tmp_path / "sources.npz") as arrays:
        assert [about["names"][number] for number in arrays["s"]] == ["office"] * 16 + ["town"] * 48


@NEEDS_7ZZ
def test_english_lines_that_are_too_many_go_from_the_end(data: Path, tmp_path: Path) -> None:
    packed(data, tmp_path / "whole")
    mono = sum(path.stat().st_size for path in (tmp_path / "whole").glob("mono.*"))
    limit = size(tmp_path / "whole") - mono // 2
    pairs, lines = packed(data, tmp_path / "less", limit / 1e6)
    assert pairs == len(news_pairs())
    assert 0.3 * len(TOLD) < lines < 0.7 * len(TOLD)
    assert [line for block in unpacked(tmp_path / "less", "mono") for line in block] == TOLD[:lines]
    assert 0.9 * limit < size(tmp_path / "less") <= limit


@NEEDS_7ZZ
def test_a_limit_below_the_pairs_or_without_room_for_lines_is_told(data: Path, tmp_path: Path) -> None:
    packed(data, tmp_path / "whole")
    least = size(tmp_path / "whole") - sum(path.stat().st_size for path in (tmp_path / "whole").glob("mono.*"))
    for name, limit in (("below", least), ("without", least + 20)):
        with pytest.raises(ValueError, match="too few"):
            packed(data, tmp_path / name, limit / 1e6)


@NEEDS_7ZZ
def test_the_command_reads_lines_of_several_files_and_the_mixes_that_are_named(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "best.txt.xz").write_bytes(lzma.compress("\n".join(TOLD[:30]).encode()))
    (tmp_path / "more.txt").write_text("\n".join(TOLD[30:40]), encoding="utf-8")
    (tmp_path / "town.toml").write_text("[weights]\ntown = 7\n", encoding="utf-8")
    command = ["device", "pack", str(data), str(tmp_path / "out"), "--news", str(tmp_path / "town.toml"), "--mono"]
    monkeypatch.setattr("sys.argv", [*command, str(tmp_path / "best.txt.xz"), str(tmp_path / "more.txt")])
    device.main()
    assert capsys.readouterr().out.split()[:2] == ["64", "40"]
    assert [line for block in unpacked(tmp_path / "out", "mono") for line in block] == TOLD[:40]
    about = json.loads((tmp_path / "out" / "mix.json").read_text("utf-8"))
    assert (about["parts"], about["broad"], about["news"]) == (device.PARTS, [1.0, 0.75], [1.0, 7.0])


def test_pieces_join_to_the_averaged_weights_in_bfloat16(tmp_path: Path) -> None:
    model: Marian = checkpoint(tmp_path / "decayed.pt", Shape(40, 32, 2, 64, 1, 1))
    pieces = device.split(tmp_path / "decayed.pt", tmp_path / "out", piece_mb=0.02)
    assert len(pieces) > 2
    assert all(piece.stat().st_size <= 20_000 for piece in pieces)
    device.join(tmp_path / "out", tmp_path / "joined.pt")
    joined = torch.load(tmp_path / "joined.pt", weights_only=True)
    assert Shape(**joined["shape"]) == model.shape
    assert joined["progress"]["step"] == 7
    for name, parameter in model.named_parameters():
        for kind in ("average", "model"):
            assert torch.equal(joined[kind][name], parameter.detach().bfloat16().float())
    with pytest.raises(ValueError, match=r"weights\.safetensors\.00"):
        device.join(tmp_path, tmp_path / "none.pt")
