"""The encoded corpus and the batches drawn from it.

Where :mod:`training.prepare` left the texts as well (``--texts``), a pair can be encoded anew each time that it is
drawn: with noise, and with the Turkish cut into pieces by chance (subword regularisation, Kudo 2018). For the model
that is never twice the same sentence; for a core it is a hundredth of the time of a step.
"""

import atexit
import contextlib
import queue
import random
import threading
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from training.noise import Noise

Item = TypeVar("Item")
LONGEST = 200  # pieces of a source that was cut by chance; the model has 512 positions
CHUNK = 40_000  # pairs sorted by length at a time: long enough to pack well, short enough to stay random


class Ragged:
    """Sequences of token ids, flat with offsets."""

    def __init__(self, flat: np.ndarray, offsets: np.ndarray) -> None:
        self.flat = flat
        self.offsets = offsets
        self.lengths = np.diff(offsets)

    def padded(self, indexes: np.ndarray, pad: int, multiple: int = 1) -> Tensor:
        """(len(indexes), longest of them), int64."""
        return padded([self[index] for index in indexes], pad, multiple)

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]]) -> "Ragged":
        """Of lists of ids."""
        flat, offsets = array("h"), array("q", [0])
        for row in rows:
            flat.extend(row)
            offsets.append(len(flat))
        return cls(np.frombuffer(flat, np.int16), np.frombuffer(offsets, np.int64))

    @classmethod
    def joined(cls, parts: Sequence["Ragged"]) -> "Ragged":
        """One after the other."""
        ends = np.cumsum([0, *(part.offsets[-1] for part in parts)])
        offsets = [part.offsets[1:] + end for part, end in zip(parts, ends[:-1], strict=True)]
        return cls(np.concatenate([part.flat for part in parts]), np.concatenate([np.zeros(1, np.int64), *offsets]))

    def __getitem__(self, index: int) -> np.ndarray:
        return self.flat[self.offsets[index] : self.offsets[index + 1]]


def read_sides(path: Path) -> tuple[Ragged, Ragged]:
    """Both sides of an .npz: ids or bytes, flat (``xf``, ``yf``) with offsets (``xo``, ``yo``)."""
    with np.load(path) as arrays:
        return Ragged(arrays["xf"], arrays["xo"]), Ragged(arrays["yf"], arrays["yo"])


def padded(rows: Sequence[np.ndarray | list[int]], pad: int, multiple: int = 1) -> Tensor:
    """(rows, longest of them), int64, the second rounded up to a ``multiple``."""
    out = np.full((len(rows), -(-max(map(len, rows)) // multiple) * multiple), pad, np.int64)
    for row, ids in enumerate(rows):
        out[row, : len(ids)] = ids
    return torch.from_numpy(out)


def prefetched(batches: Iterator[Item], ahead: int) -> Iterator[Item]:
    """The same batches, up to ``ahead`` of them made by a thread before they are asked for."""
    made: queue.Queue[Item | None] = queue.Queue(ahead)
    failed: list[Exception] = []
    stopped = threading.Event()

    def offer(item: Item | None) -> None:
        while not stopped.is_set():
            with contextlib.suppress(queue.Full):
                made.put(item, timeout=0.1)
                return

    def make() -> None:
        try:
            for batch in batches:
                offer(batch)
                if stopped.is_set():
                    return
        except Exception as error:  # noqa: BLE001 (whatever it is, the reader raises it)
            failed.append(error)
        offer(None)

    def stop() -> None:
        stopped.set()
        thread.join()

    thread = threading.Thread(target=make, daemon=True)
    thread.start()
    atexit.register(stop)  # one that is busy in torch when Python ends aborts the process
    try:
        while (item := made.get()) is not None:
            yield item
    finally:
        stopped.set()
    if failed:
        raise failed[0]


class Sampler:
    """Encodes pairs of texts with noise, a share of the sources cut into pieces by chance."""

    def __init__(self, model: Path, noise: Noise, sampled: float, alpha: float, seed: int) -> None:
        """``model`` is a SentencePiece model; ``sampled`` is the share of sources that are cut by chance.

        ``alpha`` is the inverse temperature of that cutting: the smaller, the more even the chances.
        """
        from sentencepiece import SentencePieceProcessor, set_random_generator_seed

        self.processor = SentencePieceProcessor(model_file=str(model))
        self.noise = noise
        self.sampled = sampled
        self.alpha = alpha
        self.factor = 1.0  # of noise and sampling; the trainer lowers it
        self.chance = random.Random(seed)
        set_random_generator_seed(seed)

    def encoded(self, turkish: str, english: str) -> tuple[list[int], list[int]]:
        """The token ids of both sides, each with its ``</s>``."""
        turkish, english = self.noise.scaled(self.factor).applied(turkish, english, self.chance)
        if self.chance.random() < self.sampled * self.factor:
            ids = self.processor.encode(turkish, enable_sampling=True, alpha=self.alpha, nbest_size=-1)
        else:
            ids = self.processor.encode(turkish)
        return [*ids[:LONGEST], 0], [*self.processor.encode(english)[:LONGEST], 0]


class Encoder(Sampler):
    """Encodes the pairs of a folder as they are drawn."""

    def __init__(self, folder: Path, noise: Noise, sampled: float, alpha: float, seed: int) -> None:
        """Reads ``texts.npz`` and ``spm.model`` of the folder."""
        super().__init__(folder / "spm.model", noise, sampled, alpha, seed)
        self.source, self.target = read_sides(folder / "texts.npz")

    def pair(self, index: int) -> tuple[list[int], list[int]]:
        """The token ids of both sides, each with its ``</s>``."""
        turkish, english = (bytes(side[index]).decode("utf-8") for side in (self.source, self.target))
        return self.encoded(turkish, english)


class Corpus:
    """Pairs with weights: how often a pair is drawn in an epoch, the fraction by chance."""

    def __init__(self, path: Path, pad: int, encoder: Encoder | None = None, *, multiple: int = 1) -> None:
        """Reads what :mod:`training.prepare` wrote; with an ``encoder`` the ids there only say how long a pair is."""
        self.source, self.target = read_sides(path)
        with np.load(path) as arrays:
            self.weight = arrays["w"]
            self.tags = set(arrays["tags"].tolist()) if "tags" in arrays else set()
        self.pad = pad
        self.encoder = encoder
        self.multiple = multiple  # of it the lengths of padded batches: a GPU likes even ones

    def __len__(self) -> int:
        return len(self.weight)

    def epoch(self, seed: int, tokens: int, part: int = 0, parts: int = 1) -> Iterator[tuple[Tensor, Tensor]]:
        """Batches of one epoch: at most ``tokens`` tokens a side, padding counted.

        Of ``parts`` workers each takes the same number of batches, all from the same draw.
        """
        rng = np.random.default_rng(seed)
        times = np.floor(self.weight + rng.random(len(self.weight))).astype(np.int64)
        drawn = rng.permutation(np.repeat(np.arange(len(self.weight)), times))
        for start in range(0, len(drawn), CHUNK):
            batches = self._batches(drawn[start : start + CHUNK], tokens)
            random.Random(seed + start).shuffle(batches)
            for i in range(part, len(batches) // parts * parts, parts):
                yield self._tensors(batches[i])

    def _tensors(self, indexes: np.ndarray) -> tuple[Tensor, Tensor]:
        if self.encoder is None:
            source, target = (side.padded(indexes, self.pad, self.multiple) for side in (self.source, self.target))
            return source, target
        sources, targets = zip(*(self.encoder.pair(index) for index in indexes), strict=True)
        if self.tags:
            firsts = self.source.flat[self.source.offsets[indexes]].tolist()
            sources = tuple([i, *ids] if i in self.tags else ids for i, ids in zip(firsts, sources, strict=True))
        return padded(sources, self.pad, self.multiple), padded(targets, self.pad, self.multiple)

    def _batches(self, indexes: np.ndarray, tokens: int) -> list[np.ndarray]:
        longest = np.maximum(self.source.lengths[indexes], self.target.lengths[indexes])
        order = np.lexsort((self.source.lengths[indexes], longest))
        indexes, longest = indexes[order], longest[order]
        batches, start = [], 0
        for end in range(len(indexes)):
            if longest[end] * (end + 1 - start) > tokens and end > start:
                batches.append(indexes[start:end])
                start = end
        return [*batches, indexes[start:]]
