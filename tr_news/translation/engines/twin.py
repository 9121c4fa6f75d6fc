"""A small random model with the attention of a large one, to try on this processor what the large one would do.

What a batch's shape can change in CTranslate2's int8 arithmetic is the attention alone: products of float32 matrices,
by kernels that the library for linear algebra picks by their sizes. These sizes follow from the lengths of the
sentences, the beams, and the width of an attention head, and from nothing else of a model.
"""

import mmap
import random
import struct
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

_LAYERS = (8, 4)  # deep ones, so that a difference in the last bit of one number grows until the scores show it
_WORDS = 256
_VERSION = 6  # of CTranslate2's files
_STEPS = 2  # of decoding

Answer = tuple[list[list[str]], list[float]]


def head_width(folder: Path) -> int | None:
    """The width of an attention head of a model in CTranslate2's form; None where its file doesn't say."""
    try:
        with (folder / "model.bin").open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _head_width(data)
    except (OSError, ValueError, struct.error, UnicodeDecodeError):
        return None


def _head_width(data: mmap.mmap) -> int | None:
    position = 0

    def number(kind: str) -> int:
        nonlocal position
        (value,) = struct.unpack_from(kind, data, position)
        position += struct.calcsize(kind)
        return int(value)

    def name() -> str:
        nonlocal position
        length = number("<H")
        position += length
        return data[position - length : position - 1].decode("utf-8")

    if number("<I") != _VERSION:
        return None
    name()
    number("<I")
    heads = width = 0
    for _ in range(number("<I")):
        variable = name()
        sizes = [number("<I") for _ in range(number("<B"))]
        number("<B")
        length = number("<I")
        if variable == "encoder/num_heads" and length == struct.calcsize("<h"):
            (heads,) = struct.unpack_from("<h", data, position)
        elif variable == "encoder/layer_0/self_attention/linear_0/weight" and len(sizes) == 2:
            width = sizes[1]
        position += length
    return width // heads if heads > 0 and width % heads == 0 and width else None


class Twin:
    """Such a model, loaded; heads of so many numbers, searched with so many beams by so many cores."""

    def __init__(self, head: int, beams: int, cores: int) -> None:
        import ctranslate2

        self._beams = beams
        with tempfile.TemporaryDirectory() as name:
            self._words = _save(Path(name), head)
            self._engine: Any = ctranslate2.Translator(name, compute_type="int8", inter_threads=1, intra_threads=cores)

    def sentences(self, lengths: Sequence[int]) -> list[list[str]]:
        """Random sources of these lengths, the same each time."""
        drawn = random.Random(len(lengths))  # noqa: S311 (nothing to be kept secret)
        return [[*drawn.choices(self._words, k=length - 1), "</s>"] for length in lengths]

    def answers(self, batch: Sequence[Sequence[str]]) -> list[Answer]:
        """All hypotheses and scores for sources that are decoded together."""
        found = self._engine.translate_batch(
            [list(source) for source in batch], beam_size=self._beams, num_hypotheses=self._beams, disable_unk=True,
            min_decoding_length=_STEPS, max_decoding_length=_STEPS, max_batch_size=0, return_scores=True,
        )  # fmt: skip
        return [(result.hypotheses, result.scores) for result in found]


def _specification() -> Any:
    """CTranslate2's TransformerSpec, loaded without torch: where that is installed it would come along, with 200 MB."""
    modules = cast("dict[str, object]", sys.modules)
    blocked = "torch" not in modules and "ctranslate2.specs" not in modules
    if blocked:
        modules["torch"] = None
    try:
        from ctranslate2.specs import TransformerSpec
    finally:
        if blocked:
            del modules["torch"]
            for name in [name for name in modules if name.startswith("ctranslate2.specs")]:
                del modules[name]  # whoever converts a model loads it with torch
    return TransformerSpec


def _save(folder: Path, head: int) -> list[str]:
    """Writes the model, of one head; its words."""
    import numpy as np

    drawn = np.random.default_rng(0)

    def linear(layer: Any, outputs: int) -> None:
        layer.weight = drawn.normal(0, head**-0.5, (outputs, head)).astype(np.float32)
        layer.bias = drawn.normal(0, 0.1, outputs).astype(np.float32)

    def attention(layer: Any, outputs: Sequence[int]) -> None:
        for one, size in zip(layer.linear, outputs, strict=True):
            linear(one, size)
        normalised(layer.layer_norm)

    def normalised(layer: Any) -> None:
        layer.gamma, layer.beta = np.ones(head, np.float32), np.zeros(head, np.float32)

    spec = _specification().from_config(_LAYERS, 1, pre_norm=False)
    for embedded in (spec.encoder.embeddings[0], spec.decoder.embeddings):
        embedded.weight = drawn.normal(0, 1, (_WORDS, head)).astype(np.float32)
    for layer in (*spec.encoder.layer, *spec.decoder.layer):
        attention(layer.self_attention, (3 * head, head))
        if hasattr(layer, "attention"):
            attention(layer.attention, (head, 2 * head, head))
        linear(layer.ffn.linear_0, head)
        linear(layer.ffn.linear_1, head)
        normalised(layer.ffn.layer_norm)
    linear(spec.decoder.projection, _WORDS)
    words = [f"w{number}" for number in range(_WORDS - 3)]
    spec.register_source_vocabulary(["<unk>", "<s>", "</s>", *words])
    spec.register_target_vocabulary(["<unk>", "<s>", "</s>", *words])
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))
    return words
