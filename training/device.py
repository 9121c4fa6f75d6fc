"""To and from a machine with a GPU that is lent for minutes: what goes there, and what comes back.

    python -m training.device pack DATA PACKED            # the mix as one small file; init.pt goes along if given
    python -m training.device split RUN/decayed.pt OUT    # averaged weights, bfloat16, in pieces
    python -m training.device join OUT decayed.pt         # a checkpoint for training.export

``device.sh`` does the first two and the training between them.
"""

import argparse
import lzma
import shutil
from io import BytesIO
from pathlib import Path

import numpy as np
import torch

PACKED_MB = 60.0  # all that travels may be 64 MB
PIECE_MB = 15.0
PRESET = 4  # of xz: 6 is hardly smaller and twice as slow
NAMES = ("xf", "xo", "yf", "yo", "w")
WEIGHTS = "weights.safetensors"


def taken(arrays: dict[str, np.ndarray], kept: np.ndarray) -> dict[str, np.ndarray]:
    """The pairs at these indexes, in the form of ``train.npz``."""
    out: dict[str, np.ndarray] = {"w": arrays["w"][kept]}
    for side in "xy":
        flat, offsets = arrays[f"{side}f"], arrays[f"{side}o"]
        lengths = np.diff(offsets)
        starts = np.concatenate([[0], np.cumsum(lengths[kept])])
        # Where each kept token stands in the old array: its place in the new one, moved by its sentence's shift.
        shift = np.repeat(offsets[:-1][kept] - starts[:-1], lengths[kept])
        out[f"{side}f"] = flat[np.arange(starts[-1]) + shift]
        out[f"{side}o"] = starts.astype(np.int64)
    return out


def packed_bytes(arrays: dict[str, np.ndarray]) -> bytes:
    """Compressed: the low bytes of all ids, then the high ones, and lengths instead of offsets."""
    stored: dict[str, np.ndarray] = {"w": arrays["w"].astype(np.float16)}
    for side in "xy":
        ids = arrays[f"{side}f"].astype("<i2").view(np.uint8).reshape(-1, 2)
        stored[f"{side}f"] = np.ascontiguousarray(ids.T)
        stored[f"{side}l"] = np.diff(arrays[f"{side}o"]).astype(np.int16)
    raw = BytesIO()
    np.savez(raw, allow_pickle=False, **stored)
    return lzma.compress(raw.getvalue(), preset=PRESET)


def pack(data: Path, out: Path, *, limit_mb: float = PACKED_MB, init: Path | None = None) -> int:
    """Writes ``out/packed.xz`` of ``data/train.npz``, and vocabulary and weights beside it; returns the pairs kept.

    Where that is more than ``limit_mb`` (1e6 bytes), the pairs that are drawn least go, first those whose text is
    longest for what they teach. ``out`` is all that :func:`unpack` needs.
    """
    with np.load(data / "train.npz") as loaded:
        arrays = {name: loaded[name] for name in NAMES}
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(data / "vocab.json", out / "vocab.json")
    limit = limit_mb * 1e6
    if init:
        shutil.copyfile(init, out / "init.pt")
        limit -= init.stat().st_size
    order = np.argsort(-arrays["w"], kind="stable")
    tokens = np.cumsum((np.diff(arrays["xo"]) + np.diff(arrays["yo"]))[order])
    count = len(order)
    content = packed_bytes(taken(arrays, np.sort(order[:count])))
    while len(content) > limit:
        count = int(np.searchsorted(tokens, tokens[count - 1] * 0.97 * limit / len(content)))
        if count < 1:
            raise ValueError(f"{out}: {limit_mb} MB are too few for a single pair beside the weights")
        content = packed_bytes(taken(arrays, np.sort(order[:count])))
    (out / "packed.xz").write_bytes(content)
    return count


def unpack(packed: Path, data: Path) -> None:
    """``data/train.npz`` and ``data/vocab.json`` again."""
    data.mkdir(parents=True, exist_ok=True)
    with np.load(BytesIO(lzma.decompress((packed / "packed.xz").read_bytes()))) as stored:
        arrays = {"w": stored["w"].astype(np.float32)}
        for side in "xy":
            arrays[f"{side}f"] = np.ascontiguousarray(stored[f"{side}f"].T).view("<i2").reshape(-1)
            arrays[f"{side}o"] = np.concatenate([[0], np.cumsum(stored[f"{side}l"], dtype=np.int64)])
    np.savez(data / "train.npz", **{name: arrays[name] for name in NAMES})
    shutil.copyfile(packed / "vocab.json", data / "vocab.json")


def split(checkpoint: Path, out: Path, *, piece_mb: float = PIECE_MB) -> list[Path]:
    """The averaged weights of a checkpoint as ``weights.safetensors.00`` and so on, none above ``piece_mb``."""
    import json

    from safetensors.torch import save

    saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    tensors = {name: weight.bfloat16().contiguous() for name, weight in saved["average"].items()}
    about = {"shape": json.dumps(saved["shape"]), "progress": json.dumps(saved["progress"])}
    content, size = save(tensors, metadata=about), int(piece_mb * 1e6)
    out.mkdir(parents=True, exist_ok=True)
    pieces = []
    for number, start in enumerate(range(0, len(content), size)):
        pieces.append(out / f"{WEIGHTS}.{number:02}")
        pieces[-1].write_bytes(content[start : start + size])
    return pieces


def join(pieces: Path, checkpoint: Path) -> None:
    """A checkpoint of the pieces, for :mod:`training.export`: the weights are there under both names."""
    import json
    import struct

    from safetensors.torch import load

    content = b"".join(path.read_bytes() for path in sorted(pieces.glob(f"{WEIGHTS}.*")))
    if not content:
        raise ValueError(f"{pieces}: no {WEIGHTS}.00")
    (length,) = struct.unpack("<Q", content[:8])
    about = json.loads(content[8 : 8 + length])["__metadata__"]
    weights = {name: tensor.float() for name, tensor in load(content).items()}
    state = {"model": weights, "average": weights}
    torch.save(state | {name: json.loads(about[name]) for name in ("shape", "progress")}, checkpoint)


def main() -> None:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = p.add_subparsers(dest="command", required=True)
    for name, first, second in (
        ("pack", "DATA", "PACKED"), ("unpack", "PACKED", "DATA"),
        ("split", "CHECKPOINT", "OUT"), ("join", "PIECES", "CHECKPOINT"),
    ):  # fmt: skip
        command = commands.add_parser(name)
        command.add_argument("first", type=Path, metavar=first)
        command.add_argument("second", type=Path, metavar=second)
        if name == "pack":
            command.add_argument("--limit", type=float, default=PACKED_MB, help="MB in all (default %(default)s)")
            command.add_argument("--init", type=Path, help="weights to start from, under Hugging Face's names")
    a = p.parse_args()
    if a.command == "pack":
        print(f"{pack(a.first, a.second, limit_mb=a.limit, init=a.init)} pairs in {a.second}")
    elif a.command == "unpack":
        unpack(a.first, a.second)
    elif a.command == "split":
        print("\n".join(map(str, split(a.first, a.second))))
    else:
        join(a.first, a.second)


if __name__ == "__main__":
    main()
