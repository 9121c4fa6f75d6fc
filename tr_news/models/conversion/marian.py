"""MarianMT checkpoints to CTranslate2, without torch.

Does what ``ctranslate2.converters.TransformersConverter`` does with a Marian folder, tensor for tensor, from numpy
arrays. The layout, the quantization and the file format stay CTranslate2's: its own specification classes write them.
"""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from tr_news.errors import ModelError
from tr_news.models.conversion.checkpoint import Array, Checkpoint, open_checkpoint
from tr_news.models.store import read_json

T = TypeVar("T")

# Names of transformers; values of ctranslate2.specs.common_spec.Activation.
_ACTIVATIONS = {
    "gelu": "GELU", "gelu_python": "GELU", "gelu_fast": "GELUTanh", "gelu_new": "GELUTanh",
    "gelu_pytorch_tanh": "GELUTanh", "quick_gelu": "GELUSigmoid", "relu": "RELU", "silu": "SWISH", "swish": "SWISH",
}  # fmt: skip

_SHARED = "model.shared.weight"
_ENCODER = "model.encoder.embed_tokens.weight"
_DECODER = "model.decoder.embed_tokens.weight"
_OUTPUT = "lm_head.weight"


def convert_marian(checkpoint: Path, output: Path, *, quantization: str = "int8") -> None:
    """Writes the CTranslate2 model of a Marian folder into ``output``, which must not exist yet.

    ``quantization`` is CTranslate2's: int8, float32, … Weights are rounded first to the precision that ``config.json``
    names, as transformers does on loading; bfloat16 is widened to float32.
    Raises :class:`ModelError` for a folder that isn't a complete Marian checkpoint.
    """
    from ctranslate2.specs import common_spec, transformer_spec

    config = read_json(checkpoint / "config.json")
    if config.get("model_type") != "marian":
        raise ModelError(f"{checkpoint}: its config.json describes {config.get('model_type')!r}, not a Marian model")
    weights = _Weights(open_checkpoint(checkpoint), config)
    if weights.width % count(config, "encoder_attention_heads", 16, most=weights.width):
        raise ModelError(f"{checkpoint}: d_model is not a multiple of its attention heads")
    activation = setting(config, "activation_function", str, "gelu")
    if activation not in _ACTIVATIONS:
        raise ModelError(f"{checkpoint}: the activation function {activation!r} isn't known")

    spec = transformer_spec.TransformerSpec.from_config(
        (count(config, "encoder_layers", 12, most=100), count(config, "decoder_layers", 12, most=100)),
        count(config, "encoder_attention_heads", 16, most=weights.width),
        pre_norm=False,
        activation=common_spec.Activation[_ACTIVATIONS[activation]],
    )
    encoder, decoder, head = weights.embeddings()
    source, target = _vocabularies(checkpoint, len(encoder), len(decoder))
    _set_stack(spec.encoder, weights, "model.encoder", config)
    _set_stack(spec.decoder, weights, "model.decoder", config)
    # Marian starts from a zero embedding, for which transformers appends <pad>; CTranslate2 has a switch instead.
    spec.decoder.start_from_zero_embedding = True
    spec.encoder.embeddings[0].weight = encoder[: len(source)]
    spec.decoder.embeddings.weight = decoder[: len(target)]
    spec.decoder.projection.weight = head[: len(target)]
    bias = weights.get("final_logits_bias")
    if bias is not None and bias.any():
        spec.decoder.projection.bias = weights.need("final_logits_bias", 1, len(head))[0, : len(target)]

    spec.register_source_vocabulary(source)
    spec.register_target_vocabulary(target)
    eos, unknown = _special_tokens(checkpoint)
    spec.config.eos_token = spec.config.decoder_start_token = eos
    spec.config.unk_token = unknown
    for name in ("source.spm", "target.spm"):
        if not (checkpoint / name).is_file():
            raise ModelError(f"{checkpoint}: {name} is missing; download the model again")
        spec.register_file(str(checkpoint / name))
    try:
        spec.validate()
    except ValueError as error:
        raise ModelError(f"{checkpoint}: its weights don't fit its config.json ({error})") from error
    spec.optimize(quantization=quantization)
    output.mkdir(parents=True)
    spec.save(str(output))


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


class _Weights:
    """The checkpoint's tensors in the precision of ``config.json``, each exactly of the shape that is asked for."""

    def __init__(self, checkpoint: Checkpoint, config: Mapping[str, Any]) -> None:
        self._checkpoint = checkpoint
        self._config = config
        precision = config.get("dtype") or config.get("torch_dtype") or _precision(checkpoint)
        self._dtype = np.float16 if precision == "float16" else np.float32
        self.width = count(config, "d_model", 1024, most=32_768)

    def get(self, name: str) -> Array | None:
        return self._checkpoint[name].astype(self._dtype) if name in self._checkpoint else None

    def need(self, name: str, *shape: int) -> Array:
        """The tensor, which must have this shape: CTranslate2 itself trusts what is in its files."""
        value = self.get(name)
        if value is None or value.shape != shape:
            raise ModelError(f"{self._checkpoint.path}: the tensor {name} is missing or of the wrong shape")
        return value

    def embeddings(self) -> tuple[Array, Array, Array]:
        """Of the encoder, of the decoder, and the output layer, (vocabulary, d_model) each, tied as configured.

        Where names are tied and the checkpoint holds several, each keeps its own value, as in transformers: in a file
        that was written from a tied model they are equal.
        """
        shared = setting(self._config, "share_encoder_decoder_embeddings", bool, True)
        tied = setting(self._config, "tie_word_embeddings", bool, True)
        present = {name: self.get(name) for name in (_SHARED, _ENCODER, _DECODER, _OUTPUT)}

        def choose(*names: str) -> Array:
            found = next((value for name in names if (value := present[name]) is not None), None)
            if found is None or found.ndim != 2 or found.shape[1] != self.width:
                raise ModelError(f"{self._checkpoint.path}: the tensor {names[0]} is missing or of the wrong shape")
            return found

        if not shared:
            decoder = (_DECODER, _OUTPUT) if tied else (_DECODER,)
            output = (_OUTPUT, _DECODER) if tied else (_OUTPUT,)
            return choose(_ENCODER), choose(*decoder), choose(*output)
        if not tied:
            return choose(_ENCODER, _SHARED), choose(_DECODER, _SHARED), choose(_OUTPUT)
        return (
            choose(_ENCODER, _SHARED, _DECODER, _OUTPUT),
            choose(_DECODER, _SHARED, _ENCODER, _OUTPUT),
            choose(_OUTPUT, _SHARED, _DECODER, _ENCODER),
        )

    def positions(self, stack: str) -> Array:
        """(positions, d_model): the checkpoint's own, else the sinusoids; sines first, then cosines."""
        positions = count(self._config, "max_position_embeddings", 1024, most=100_000)
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


def _set_stack(spec: Any, weights: _Weights, stack: str, config: Mapping[str, Any]) -> None:
    """The encoder or decoder, but for its embeddings."""
    spec.scale_embeddings = math.sqrt(weights.width) if setting(config, "scale_embedding", bool, False) else 1.0
    spec.position_encodings.encodings = weights.positions(stack)
    width = weights.width
    inner = count(config, f"{stack.removeprefix('model.')}_ffn_dim", 4096, most=1_000_000)
    for index, layer in enumerate(spec.layer):
        prefix = f"{stack}.layers.{index}"
        _set_attention(layer.self_attention, weights, f"{prefix}.self_attn", fused=("q_proj", "k_proj", "v_proj"))
        if stack == "model.decoder":
            _set_attention(layer.attention, weights, f"{prefix}.encoder_attn", fused=("q_proj",))
            _set_linear(
                layer.attention.linear[1], weights, f"{prefix}.encoder_attn", ("k_proj", "v_proj"), width, width
            )
        _set_linear(layer.ffn.linear_0, weights, prefix, ("fc1",), inner, width)
        _set_linear(layer.ffn.linear_1, weights, prefix, ("fc2",), width, inner)
        _set_norm(layer.ffn.layer_norm, weights, f"{prefix}.final_layer_norm")


def _set_attention(spec: Any, weights: _Weights, prefix: str, fused: tuple[str, ...]) -> None:
    _set_linear(spec.linear[0], weights, prefix, fused, weights.width, weights.width)
    _set_linear(spec.linear[-1], weights, prefix, ("out_proj",), weights.width, weights.width)
    _set_norm(spec.layer_norm, weights, f"{prefix}_layer_norm")


def _set_linear(spec: Any, weights: _Weights, prefix: str, names: tuple[str, ...], rows: int, columns: int) -> None:
    """One linear layer, or several with the same input stacked into one; each (rows, columns)."""
    spec.weight = np.concatenate([weights.need(f"{prefix}.{name}.weight", rows, columns) for name in names])
    spec.bias = np.concatenate([weights.need(f"{prefix}.{name}.bias", rows) for name in names])


def _set_norm(spec: Any, weights: _Weights, prefix: str) -> None:
    spec.gamma = weights.need(f"{prefix}.weight", weights.width)
    spec.beta = weights.need(f"{prefix}.bias", weights.width)


def _vocabularies(checkpoint: Path, source_rows: int, target_rows: int) -> tuple[list[str], list[str]]:
    """Tokens by index for both sides, without the <pad> that transformers appended.

    Models with a vocabulary for each language have ``target_vocab.json`` beside ``vocab.json``.
    """
    source = _tokens(checkpoint / "vocab.json", source_rows)
    separate = checkpoint / "target_vocab.json"
    return source, _tokens(separate, target_rows) if separate.is_file() else source


def _tokens(path: Path, rows: int) -> list[str]:
    vocabulary = read_json(path)
    if not all(type(index) is int for index in vocabulary.values()):
        raise ModelError(f"{path}: not a table from tokens to their indexes")
    tokens = sorted(vocabulary, key=lambda token: int(vocabulary[token]))[:rows]
    if len(tokens) != rows or tokens[-1] != "<pad>":
        raise ModelError(f"{path}: {len(tokens)} tokens for {rows} embeddings, or no <pad> at the end")
    return tokens[:-1]


def _special_tokens(checkpoint: Path) -> tuple[str, str]:
    """End of sentence and unknown, as the tokenizer is configured."""
    found = {"eos_token": "</s>", "unk_token": "<unk>"}
    for name in ("special_tokens_map.json", "tokenizer_config.json"):
        if not (checkpoint / name).is_file():
            continue
        table = read_json(checkpoint / name)
        for key in found:
            value = table.get(key)
            token = value.get("content") if isinstance(value, dict) else value
            if isinstance(token, str):
                found[key] = token
    return found["eos_token"], found["unk_token"]
