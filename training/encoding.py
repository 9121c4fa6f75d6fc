"""From pairs of sentences to the files that :mod:`training.train` reads."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

MAX_PIECES = 159  # a side, without </s>


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its translation; ``weight`` is how often it is drawn in an epoch."""

    turkish: str
    english: str
    source: str
    weight: float


class Ids:
    """Token ids of one side, flat with offsets."""

    def __init__(self) -> None:
        self.flat = array("h")
        self.offsets = array("q", [0])

    def append(self, ids: list[int]) -> None:
        """Adds a sequence and its ``</s>``."""
        self.flat.extend([*ids, 0])
        self.offsets.append(len(self.flat))


class Bytes:
    """Texts of one side in UTF-8, flat with offsets."""

    def __init__(self) -> None:
        self.flat = bytearray()
        self.offsets = array("q", [0])

    def append(self, text: str) -> None:
        """Adds a text."""
        self.flat += text.encode("utf-8")
        self.offsets.append(len(self.flat))


def encode(
    pairs: Iterable[tuple[str, Pair]],
    processor: "SentencePieceProcessor",
    out: Path,
    removed: Counter[str],
    *,
    texts: bool = False,
    tagged: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Writes ``train.npz`` of labelled pairs, and ``texts.npz``; returns counts by source and by label.

    Raises ValueError for a tag that is no piece of the vocabulary.
    """
    import numpy as np

    tags = {source: [processor.piece_to_id(piece)] for source, piece in (tagged or {}).items()}
    if [processor.unk_id()] in tags.values():
        raise ValueError(f"a tag must be a piece of the vocabulary: {', '.join(sorted(set((tagged or {}).values())))}")

    source, target, weights, numbers = Ids(), Ids(), array("f"), array("B")
    turkish_texts, english_texts = Bytes(), Bytes()
    labels: Counter[str] = Counter()
    sources: dict[str, Counter[str]] = defaultdict(Counter)
    drawn: dict[str, float] = defaultdict(float)  # target tokens an epoch
    names: dict[str, int] = {}  # of the sources, in the order in which they come
    for batch in _batches(pairs, 20_000):
        turkish = processor.encode([pair.turkish for _, pair in batch])
        english = processor.encode([pair.english for _, pair in batch])
        for (label, pair), x, y in zip(batch, turkish, english, strict=True):
            x = tags.get(pair.source, []) + x
            if max(len(x), len(y)) > MAX_PIECES:
                removed["pieces"] += 1
                continue
            source.append(x)
            target.append(y)
            if texts:
                turkish_texts.append(pair.turkish)
                english_texts.append(pair.english)
            weights.append(pair.weight)
            numbers.append(names.setdefault(pair.source, len(names)))
            labels[label] += 1
            sources[pair.source].update(pairs=1, source_tokens=len(x) + 1, target_tokens=len(y) + 1)
            drawn[pair.source] += (len(y) + 1) * pair.weight
    np.savez(
        out / "train.npz",
        xf=np.frombuffer(source.flat, np.int16),
        xo=np.frombuffer(source.offsets, np.int64),
        yf=np.frombuffer(target.flat, np.int16),
        yo=np.frombuffer(target.offsets, np.int64),
        w=np.frombuffer(weights, np.float32),
        tags=np.array(sorted({tag for (tag,) in tags.values()}), np.int16),
        s=np.frombuffer(numbers, np.uint8),
        names=np.array(list(names), np.str_),
    )
    if texts:
        np.savez(
            out / "texts.npz",
            xf=np.frombuffer(turkish_texts.flat, np.uint8),
            xo=np.frombuffer(turkish_texts.offsets, np.int64),
            yf=np.frombuffer(english_texts.flat, np.uint8),
            yo=np.frombuffer(english_texts.offsets, np.int64),
        )
    by_source = {
        name: dict(sources[name]) | {"target_tokens_an_epoch": round(tokens)}
        for name, tokens in sorted(drawn.items(), key=lambda item: -item[1])
    }
    total = {name: sum(count[name] for count in by_source.values()) for name in next(iter(by_source.values()), {})}
    return total | {"kinds": dict(labels), "sources": by_source}


def _batches(pairs: Iterable[tuple[str, Pair]], size: int) -> Iterator[list[tuple[str, Pair]]]:
    batch: list[tuple[str, Pair]] = []
    for pair in pairs:
        batch.append(pair)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
