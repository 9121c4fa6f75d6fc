"""Processes that read, encode and vary the text of a lent GPU's training, a part of it each, beside the training.

They and the trainer speak through files of a folder, each written whole before it gets its name:

- ``clean.NN.npz``: the pairs of a part as they are, and ``mono.NN.npz``: its English lines; both once
- ``real.NN.npz``: the pairs with new noise, again and again
- ``generated.NN.npz``: Turkish for the English lines, from the trainer
- ``made.NN.npz``: what of it stands up, tagged, with new noise, again and again; ``made.NN.tsv``: its text
- ``factor``: from the trainer, how much noise there is to be
"""

import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from tr_news.text.normalize import normalize_source
from training.backtranslate import LONGEST, wrong
from training.data import Ragged, Sampler
from training.noise import Noise

SEVEN_ZIP = "7zz"  # Debian's 7zip
UNSURE = 0.2  # the share of the made pairs that the model was least sure of
SAMPLED, ALPHA = 0.5, 0.5
TAG = "▁Wherefore"


def stored(path: Path, **arrays: np.ndarray) -> None:
    """Writes an .npz that is there whole or not at all."""
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
    temporary.replace(path)


def stored_pairs(path: Path, pairs: Iterable[tuple[Sequence[int], Sequence[int]]]) -> None:
    """Ids of both sides."""
    rows = list(pairs)
    sides = {name: Ragged.of(row[side] for row in rows) for side, name in enumerate("xy")}
    stored(path, **{f"{n}f": side.flat for n, side in sides.items()}, **{f"{n}o": s.offsets for n, s in sides.items()})


def decompressed(path: Path) -> list[str]:
    """The lines of a text that :func:`compressed` wrote."""
    done = subprocess.run([SEVEN_ZIP, "e", "-so", str(path)], check=True, capture_output=True)
    return done.stdout.decode("utf-8").split("\n")


def compressed(lines: Sequence[str], path: Path) -> None:
    """By PPMd, which makes a quarter less of text than xz does."""
    path.unlink(missing_ok=True)  # 7zz would add to it
    command = [SEVEN_ZIP, "a", "-bd", "-si", "-m0=PPMd:o=8:mem=256m", str(path)]
    subprocess.run(command, input="\n".join(lines).encode("utf-8"), check=True, capture_output=True)


def accepted(english: Sequence[str], generated: Path, sampler: Sampler, counts: Counter[str]) -> list[tuple[str, str]]:
    """Made pairs, Turkish and English, that stand up as in :mod:`training.backtranslate`.

    ``generated`` has the Turkish ids of each English line without ``</s>`` (``f``, ``o``), ``score`` (nats a piece),
    ``finished``, and the ``least`` score that will do; ``counts`` gets what became of the lines, by reason.
    """
    with np.load(generated) as arrays:
        ids, score, finished = Ragged(arrays["f"], arrays["o"]), arrays["score"], arrays["finished"]
        least = float(arrays["least"])
    pairs = []
    turkish_lines = sampler.processor.decode([ids[row].tolist() for row in range(len(score))])
    for row, (line, made) in enumerate(zip(english, turkish_lines, strict=True)):
        turkish = normalize_source(made)
        reason = wrong(line, turkish, score=score[row], finished=bool(finished[row]), least=least)
        counts[reason or "kept"] += 1
        if reason is None:
            pairs.append((turkish, line))
    return pairs


def feed(part: int, packed: Path, folder: Path) -> None:
    """One process: reads its part and goes on making variants until it is killed."""
    os.nice(10)
    name = f"{part:02}"
    sampler = Sampler(packed / "spm.model", Noise(), SAMPLED, ALPHA, time.time_ns() % 2**31 + part)
    encode = sampler.processor.encode
    pairs = [tuple(line.split("\t")) for line in decompressed(packed / f"pairs.{name}.7z")]
    stored_pairs(folder / f"clean.{name}.npz", (([*encode(x), 0], [*encode(y), 0]) for x, y in pairs))
    encoded = [(line, encode(line)) for line in decompressed(packed / f"mono.{name}.7z") if line]
    english = [line for line, ids in encoded if len(ids) <= LONGEST]
    mono = Ragged.of([*ids, 0] for _, ids in encoded if len(ids) <= LONGEST)
    stored(folder / f"mono.{name}.npz", f=mono.flat, o=mono.offsets)
    del encoded, mono
    tag, generated = sampler.processor.piece_to_id(TAG), folder / f"generated.{name}.npz"
    made: list[tuple[str, str]] | None = None

    def variant(kind: str, texts: Sequence[tuple[str, ...]], first: list[int]) -> None:
        rows = (sampler.encoded(x, y) for x, y in texts)
        stored_pairs(folder / f"{kind}.{name}.npz", (([*first, *x], y) for x, y in rows))

    while True:
        if (folder / "factor").exists():
            sampler.factor = float((folder / "factor").read_text() or 1)
        if made is None and generated.exists():
            counts: Counter[str] = Counter()
            made = accepted(english, generated, sampler, counts)
            variant("made", made, [tag])
            (folder / f"made.{name}.tsv").write_text("".join(f"{x}\t{y}\n" for x, y in made), "utf-8")
            print(f"part {name}: {dict(counts.most_common())}", flush=True)
        variant("real", pairs, [])
        if made is not None:
            variant("made", made, [tag])
