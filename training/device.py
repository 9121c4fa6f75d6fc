"""To and from a machine with a GPU that is lent for minutes: what goes there, and what comes back.

    python -m training.device pack DATA PACKED --mono mono_en_news.txt.xz …    # texts, compressed
    python -m training.device split RUN/decayed.pt OUT    # averaged weights, bfloat16, in pieces
    python -m training.device join OUT decayed.pt         # a checkpoint for training.export

What happens between is :mod:`training.growth`'s.
"""

import argparse
import itertools
import json
import shutil
from collections.abc import Mapping, Sequence
from multiprocessing.pool import ThreadPool
from pathlib import Path

import numpy as np
import torch

from training.backtranslate import read_lines
from training.feed import compressed
from training.prepare import Mix, read_mix

PACKED_MB = 64.0  # all that travels may be 67.1 MB
PARTS = 13  # a process each there
PIECE_MB = 15.0
WEIGHTS = "weights.safetensors"
MIXES = [Path(__file__).with_name(name) for name in ("mix.toml", "broad.toml", "news.toml")]


def pair_lines(texts: Path) -> list[str]:
    """Turkish, tab, English, of ``texts.npz``."""
    with np.load(texts) as arrays:
        sides = [(arrays[f"{side}f"].tobytes(), arrays[f"{side}o"].tolist()) for side in "xy"]
    (turkish, x), (english, y) = sides
    return [
        f"{turkish[a:b].decode('utf-8')}\t{english[c:d].decode('utf-8')}"
        for a, b, c, d in zip(x, x[1:], y, y[1:], strict=False)
    ]


def blocks(lines: Sequence[str], count: int) -> list[Sequence[str]]:
    """So many runs of lines, about the same number of characters in each.

    Raises ValueError where one would be empty.
    """
    sizes = [len(line) + 1 for line in lines]
    ends, size = np.cumsum(sizes), sum(sizes)
    cuts = [0, *(int(np.searchsorted(ends, size * part / count)) for part in range(1, count)), len(lines)]
    found = [lines[a:b] for a, b in itertools.pairwise(cuts)]
    if not all(found):
        raise ValueError(f"{len(lines)} lines are too few for {count} blocks")
    return found


def pack(
    data: Path, out: Path, *, mono: Sequence[str], mixes: Mapping[str, Mix], limit_mb: float = PACKED_MB,
    parts: int = PARTS,
) -> tuple[int, int]:  # fmt: skip
    """Writes all that :mod:`training.growth` needs; returns how many pairs and English lines that is.

    ``data`` is a folder of :mod:`training.prepare` with texts; of ``mono``, English lines, as many from the top go
    along as fit into ``limit_mb`` (1e6 bytes). ``mixes`` are named, each a weight by source; a source that a mix
    doesn't name keeps the mean weight of its pairs. Raises ValueError where the limit is too low.
    """
    pairs = pair_lines(data / "texts.npz")
    with np.load(data / "train.npz") as arrays:
        names, numbers, given = arrays["names"].tolist(), arrays["s"], arrays["w"]
    out.mkdir(parents=True, exist_ok=True)
    limit = limit_mb * 1e6
    others = ("vocab.json", "spm.model", "sources.npz", "mix.json")
    for name in others[:2]:
        shutil.copyfile(data / name, out / name)
    np.savez_compressed(out / "sources.npz", s=numbers)
    own = {name: float(given[numbers == number].mean()) for number, name in enumerate(names)}
    weights = {mix: [by.weights.get(name, own[name]) for name in names] for mix, by in mixes.items()}
    (out / "mix.json").write_text(json.dumps({"parts": parts, "names": names} | weights), "utf-8")
    with ThreadPool() as pool:  # 7zz does the work

        def put(lines: Sequence[str], name: str) -> int:
            paths = [out / f"{name}.{part:02}.7z" for part in range(parts)]
            pool.starmap(compressed, zip(blocks(lines, parts), paths, strict=True), chunksize=1)
            return sum(path.stat().st_size for path in paths)

        limit -= put(pairs, "pairs") + sum((out / name).stat().st_size for name in others)
        if limit <= 0:
            raise ValueError(f"{out}: {limit_mb} MB are too few for the pairs alone")
        fitting = list(mono)
        while (size := put(fitting, "mono")) > limit:
            fitting = fitting[: int(len(fitting) * 0.995 * limit / size)]
    return len(pairs), len(fitting)


def split(checkpoint: Path, out: Path, *, piece_mb: float = PIECE_MB) -> list[Path]:
    """The averaged weights of a checkpoint as ``weights.safetensors.00`` and so on, none above ``piece_mb``."""
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
        ("pack", "DATA", "PACKED"), ("split", "CHECKPOINT", "OUT"), ("join", "PIECES", "CHECKPOINT"),
    ):  # fmt: skip
        command = commands.add_parser(name)
        command.add_argument("first", type=Path, metavar=first)
        command.add_argument("second", type=Path, metavar=second)
        if name == "pack":
            command.add_argument("--limit", type=float, default=PACKED_MB, help="MB in all (default %(default)s)")
            command.add_argument("--mono", type=Path, nargs="+", required=True, help="English lines, the best first")
            command.add_argument("--broad", type=Path, nargs="+", default=MIXES[:2], metavar="TOML", help="mix until …")
            command.add_argument(
                "--news", type=Path, nargs="+", default=MIXES[::2], metavar="TOML", help="… the rate falls"
            )
    a = p.parse_args()
    if a.command == "pack":
        lines = [line for path in a.mono for line in read_lines(path)]
        mixes = {"broad": read_mix(*a.broad), "news": read_mix(*a.news)}
        print(*pack(a.first, a.second, mono=lines, mixes=mixes, limit_mb=a.limit), "pairs and lines")
    elif a.command == "split":
        print("\n".join(map(str, split(a.first, a.second))))
    else:
        join(a.first, a.second)


if __name__ == "__main__":
    main()
