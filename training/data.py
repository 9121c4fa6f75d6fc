"""The encoded corpus and the batches drawn from it."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

CHUNK = 40_000  # pairs sorted by length at a time: long enough to pack well, short enough to stay random


class Ragged:
    """Sequences of token ids, flat with offsets."""

    def __init__(self, flat: np.ndarray, offsets: np.ndarray) -> None:
        self.flat = flat
        self.offsets = offsets
        self.lengths = np.diff(offsets)

    def padded(self, indexes: np.ndarray, pad: int) -> Tensor:
        """(len(indexes), longest of them), int64."""
        lengths = self.lengths[indexes]
        out = np.full((len(indexes), int(lengths.max())), pad, np.int64)
        for row, index in enumerate(indexes):
            out[row, : lengths[row]] = self.flat[self.offsets[index] : self.offsets[index + 1]]
        return torch.from_numpy(out)


class Corpus:
    """Pairs with weights: how often a pair is drawn in an epoch, the fraction by chance."""

    def __init__(self, path: Path, pad: int) -> None:
        """Reads what :mod:`training.prepare` wrote."""
        with np.load(path) as arrays:
            self.source = Ragged(arrays["xf"], arrays["xo"])
            self.target = Ragged(arrays["yf"], arrays["yo"])
            self.weight = arrays["w"]
        self.pad = pad

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
                yield self.source.padded(batches[i], self.pad), self.target.padded(batches[i], self.pad)

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
