"""Text that lives on the GPU as flat ids: batches are drawn on the CPU by number and assembled there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from training.data import Ragged

MULTIPLE = 8  # of it the lengths of padded batches
FEWEST = 8  # pairs of the last batch of a round, the longest: for a single one compiled code would be compiled anew


@dataclass(frozen=True, slots=True)
class Part:
    """Pairs with weights (how often each is drawn against the others), and their share of a round's tokens."""

    source: Ragged
    target: Ragged
    weight: np.ndarray
    share: float


@dataclass(frozen=True, slots=True)
class Batch:
    """The pairs of a batch by their numbers, (pairs), on the device, and the padded lengths."""

    indexes: Tensor
    source_length: int
    target_length: int


def drawn(parts: Sequence[Part], tokens: int, rng: np.random.Generator) -> np.ndarray:
    """Numbers of pairs in all parts together, each part with its share of about so many target tokens."""
    times = []
    for part in parts:
        scale = part.share * tokens / max(1.0, float(part.weight @ part.target.lengths))
        times.append(np.floor(part.weight * scale + rng.random(len(part.weight))).astype(np.int64))
    together = np.concatenate(times)
    return np.repeat(np.arange(len(together)), together)


def batches(indexes: np.ndarray, source: np.ndarray, target: np.ndarray, tokens: int) -> list[np.ndarray]:
    """Batches of at most ``tokens`` tokens a side, padding counted, of pairs of like length."""
    longest = np.maximum(source[indexes], target[indexes])
    order = np.lexsort((source[indexes], longest))
    indexes, longest = indexes[order], longest[order]
    found, start = [], 0
    while start < len(indexes):
        count = max(1, tokens // int(longest[start]))
        while count > 1 and count * int(longest[min(start + count, len(longest)) - 1]) > tokens:
            count = max(1, min(count - 1, tokens // int(longest[min(start + count, len(longest)) - 1])))
        found.append(indexes[start : start + count])
        start += count
    return found


class Resident:
    """All parts on the device."""

    def __init__(self, parts: Sequence[Part], pad: int, device: torch.device) -> None:
        self.parts = parts
        self.pad = pad
        self.device = device
        self.lengths: list[np.ndarray] = []
        self.sides: list[tuple[Tensor, Tensor]] = []  # flat, offsets
        for side in (Ragged.joined([part.source for part in parts]), Ragged.joined([part.target for part in parts])):
            self.lengths.append(side.lengths)
            self.sides.append((torch.from_numpy(side.flat).to(device), torch.from_numpy(side.offsets).to(device)))

    def round(self, tokens: int, batch_tokens: int, rng: np.random.Generator) -> list[Batch]:
        """Batches with about so many target tokens in all, in a random order."""
        source, target = self.lengths
        chosen = batches(drawn(self.parts, tokens, rng), source, target, batch_tokens)
        if len(chosen) > 1 and len(chosen[-1]) < FEWEST:
            chosen.pop()
        everything = torch.from_numpy(np.concatenate(chosen)).to(self.device)
        ends = np.cumsum([len(indexes) for indexes in chosen])
        padded = [[-(-int(side[i].max()) // MULTIPLE) * MULTIPLE for side in (source, target)] for i in chosen]
        starts = ends - [len(indexes) for indexes in chosen]
        found = [Batch(everything[a:b], *p) for a, b, p in zip(starts, ends, padded, strict=True)]
        return [found[i] for i in rng.permutation(len(found))]

    def tensors(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Source and target, (pairs, padded length), int64."""
        source, target = self.sides
        return (
            rows(*source, batch.indexes, batch.source_length, self.pad),
            rows(*target, batch.indexes, batch.target_length, self.pad),
        )


def rows(flat: Tensor, offsets: Tensor, indexes: Tensor, length: int, pad: int) -> Tensor:
    """Ragged rows as (rows, length), padded."""
    start = offsets[indexes]
    place = torch.arange(length, device=flat.device)
    inside = place < (offsets[indexes + 1] - start)[:, None]
    at = (start[:, None] + place).clamp(max=len(flat) - 1)
    return torch.where(inside, flat[at].long(), pad)
