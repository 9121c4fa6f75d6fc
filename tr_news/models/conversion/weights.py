"""The weights of an encoder–decoder as its config.json describes them, held to the shapes that follow from it."""

from collections.abc import Mapping
from typing import Any, TypeVar

import numpy as np

from tr_news.errors import ModelError
from tr_news.models.conversion.checkpoint import Array, Checkpoint

T = TypeVar("T")

_SHARED = "model.shared.weight"
_ENCODER = "model.encoder.embed_tokens.weight"
_DECODER = "model.decoder.embed_tokens.weight"
_OUTPUT = "lm_head.weight"


class Weights:
    """The checkpoint's tensors in the precision of ``config.json``, each exactly of the shape that is asked for.

    The precision is the one that transformers loads the model in; bfloat16 is widened to float32.
    """

    def __init__(self, checkpoint: Checkpoint, config: Mapping[str, Any]) -> None:
        self._checkpoint = checkpoint
        self.config = config
        precision = config.get("dtype") or config.get("torch_dtype") or _precision(checkpoint)
        self._dtype = np.float16 if precision == "float16" else np.float32
        self.width = count(config, "d_model", 1024, most=32_768)

    def get(self, name: str) -> Array | None:
        """The tensor, or None where there is none of that name."""
        return self._checkpoint[name].astype(self._dtype, copy=False) if name in self._checkpoint else None

    def need(self, name: str, *shape: int) -> Array:
        """The tensor, which must have this shape: CTranslate2 itself trusts what is in its files."""
        value = self.get(name)
        if value is None or value.shape != shape:
            raise ModelError(f"{self._checkpoint.path}: the tensor {name} is missing or of the wrong shape")
        return value

    def embeddings(self, *, shared: bool) -> tuple[Array, Array, Array]:
        """Of the encoder, of the decoder, and the output layer, (vocabulary, d_model) each, tied as configured.

        ``shared`` says whether the class of the model ties encoder and decoder whatever ``tie_word_embeddings`` says.
        Where names are tied and the checkpoint holds several, each keeps its own value, as in transformers: in a file
        that was written from a tied model they are equal.
        """
        tied = setting(self.config, "tie_word_embeddings", bool, True)
        if tied and shared:
            return (
                self._embedding(_ENCODER, _SHARED, _DECODER, _OUTPUT),
                self._embedding(_DECODER, _SHARED, _ENCODER, _OUTPUT),
                self._embedding(_OUTPUT, _SHARED, _DECODER, _ENCODER),
            )
        if shared:
            return self._embedding(_ENCODER, _SHARED), self._embedding(_DECODER, _SHARED), self._embedding(_OUTPUT)
        decoder = (_DECODER, _OUTPUT) if tied else (_DECODER,)
        output = (_OUTPUT, _DECODER) if tied else (_OUTPUT,)
        return self._embedding(_ENCODER), self._embedding(*decoder), self._embedding(*output)

    def _embedding(self, *names: str) -> Array:
        """The first of these tensors that is there."""
        found = next((value for name in names if (value := self.get(name)) is not None), None)
        if found is None or found.ndim != 2 or found.shape[1] != self.width:
            raise ModelError(f"{self._checkpoint.path}: the tensor {names[0]} is missing or of the wrong shape")
        return found

    def bias(self, rows: int) -> Array | None:
        """That of the output layer, (rows,); None where it is absent or zero, as in most checkpoints."""
        value = self.get("final_logits_bias")
        return self.need("final_logits_bias", 1, rows)[0] if value is not None and value.any() else None

    def learned_positions(self, stack: str, offset: int) -> Array:
        """(positions, d_model) of BART, whose table has ``offset`` rows before the first position."""
        positions = count(self.config, "max_position_embeddings", 1024, most=100_000)
        return self.need(f"{stack}.embed_positions.weight", positions + offset, self.width)[offset:]

    def sinusoidal_positions(self, stack: str) -> Array:
        """(positions, d_model): the checkpoint's own, else the sinusoids; sines first, then cosines."""
        positions = count(self.config, "max_position_embeddings", 1024, most=100_000)
        name = f"{stack}.embed_positions.weight"
        if name in self._checkpoint:
            return self.need(name, positions, self.width)
        # Rounded as transformers does it: Vaswani et al. 2017, but not interleaved.
        scales = np.array([np.power(10000, 2 * (column // 2) / self.width) for column in range(self.width)])
        angles = np.arange(positions)[:, None] / scales
        sinusoids = np.concatenate([np.sin(angles[:, 0::2]), np.cos(angles[:, 1::2])], axis=1)
        return sinusoids.astype(np.float32).astype(self._dtype)


def _precision(checkpoint: Checkpoint) -> str:
    """Of the first floating-point tensor, as transformers tells it for a configuration that names none."""
    dtypes = (checkpoint[name].dtype for name in checkpoint)
    return next((dtype.name for dtype in dtypes if dtype.kind == "f"), "float32")


def count(config: Mapping[str, Any], key: str, default: int, *, most: int) -> int:
    """A size in ``config.json``. The bound keeps a damaged or hostile one from filling the memory."""
    value = setting(config, key, int, default)
    if not 1 <= value <= most:
        raise ModelError(f"config.json: {key} is {value}, not between 1 and {most}")
    return value


def setting(config: Mapping[str, Any], key: str, kind: type[T], default: T) -> T:
    """A value of ``config.json``, of the type it must have; the default of transformers where it is absent."""
    value = config.get(key)
    if value is None:
        return default
    if not isinstance(value, kind):
        raise ModelError(f"config.json: {key} is {value!r:.40}, not of type {kind.__name__}")
    return value
