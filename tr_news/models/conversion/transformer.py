"""The layers of Marian, BART and PEGASUS in CTranslate2's specification: one layout, two variants of it.

Does what ``ctranslate2.converters.TransformersConverter`` does, tensor for tensor, from numpy arrays. The layout, the
quantization and the file format stay CTranslate2's: its own specification classes write them.
"""

import math
from pathlib import Path
from typing import Any

import numpy as np

from tr_news.errors import ModelError
from tr_news.models.conversion.weights import Weights, count, setting

# Names of transformers; values of ctranslate2.specs.common_spec.Activation.
_ACTIVATIONS = {
    "gelu": "GELU", "gelu_python": "GELU", "gelu_fast": "GELUTanh", "gelu_new": "GELUTanh",
    "gelu_pytorch_tanh": "GELUTanh", "quick_gelu": "GELUSigmoid", "relu": "RELU", "silu": "SWISH", "swish": "SWISH",
}  # fmt: skip


def new_spec(checkpoint: Path, weights: Weights, *, pre_norm: bool, norm_embeddings: bool) -> Any:
    """An empty specification of the size that ``config.json`` describes.

    ``pre_norm``: layers normalise what goes in, not what comes out. ``norm_embeddings``: embeddings are normalised.
    """
    from ctranslate2.specs import common_spec, transformer_spec

    config = weights.config
    heads = count(config, "encoder_attention_heads", 16, most=weights.width)
    if weights.width % heads:
        raise ModelError(f"{checkpoint}: d_model is not a multiple of its attention heads")
    if count(config, "decoder_attention_heads", 16, most=weights.width) != heads:
        raise ModelError(f"{checkpoint}: encoder and decoder differ in their attention heads, which CTranslate2 lacks")
    activation = setting(config, "activation_function", str, "gelu")
    if activation not in _ACTIVATIONS:
        raise ModelError(f"{checkpoint}: the activation function {activation!r} isn't known")
    return transformer_spec.TransformerSpec.from_config(
        (count(config, "encoder_layers", 12, most=100), count(config, "decoder_layers", 12, most=100)),
        heads,
        pre_norm=pre_norm,
        activation=common_spec.Activation[_ACTIVATIONS[activation]],
        layernorm_embedding=norm_embeddings,
    )


def set_stack(spec: Any, weights: Weights, stack: str, positions: Any) -> None:
    """``model.encoder`` or ``model.decoder``, but for its embeddings; ``positions`` is (positions, d_model)."""
    config, width = weights.config, weights.width
    spec.scale_embeddings = math.sqrt(width) if setting(config, "scale_embedding", bool, False) else 1.0
    spec.position_encodings.encodings = positions
    if hasattr(spec, "layernorm_embedding"):
        _set_norm(spec.layernorm_embedding, weights, f"{stack}.layernorm_embedding")
    if hasattr(spec, "layer_norm"):
        _set_norm(spec.layer_norm, weights, f"{stack}.layer_norm")
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


def write(spec: Any, checkpoint: Path, output: Path, quantization: str) -> None:
    """Checks, quantizes and saves the specification into ``output``, which must not exist yet."""
    try:
        spec.validate()
    except ValueError as error:
        reason = " ".join(str(error).split())
        raise ModelError(f"{checkpoint}: its weights don't fit its config.json ({reason:.200})") from error
    spec.optimize(quantization=quantization)
    output.mkdir(parents=True)
    spec.save(str(output))


def _set_attention(spec: Any, weights: Weights, prefix: str, fused: tuple[str, ...]) -> None:
    _set_linear(spec.linear[0], weights, prefix, fused, weights.width, weights.width)
    _set_linear(spec.linear[-1], weights, prefix, ("out_proj",), weights.width, weights.width)
    _set_norm(spec.layer_norm, weights, f"{prefix}_layer_norm")


def _set_linear(spec: Any, weights: Weights, prefix: str, names: tuple[str, ...], rows: int, columns: int) -> None:
    """One linear layer, or several with the same input stacked into one; each (rows, columns)."""
    spec.weight = np.concatenate([weights.need(f"{prefix}.{name}.weight", rows, columns) for name in names])
    spec.bias = np.concatenate([weights.need(f"{prefix}.{name}.bias", rows) for name in names])


def _set_norm(spec: Any, weights: Weights, prefix: str) -> None:
    spec.gamma = weights.need(f"{prefix}.weight", weights.width)
    spec.beta = weights.need(f"{prefix}.bias", weights.width)
