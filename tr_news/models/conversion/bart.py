"""BART and PEGASUS checkpoints to CTranslate2, without torch: what CTranslate2's own converter makes of them.

Both are encoder–decoders of Marian's layout. BART (Lewis et al., ACL 2020) has learned positions and normalises the
embeddings; PEGASUS (Zhang et al., ICML 2020) has sinusoids and normalises the input of each layer.
"""

from pathlib import Path
from typing import Any

from tr_news.errors import ModelError
from tr_news.models.conversion.checkpoint import open_checkpoint
from tr_news.models.conversion.kinds import BART_FAMILIES
from tr_news.models.conversion.tokenizer import load_tokenizer, save_tokenizer
from tr_news.models.conversion.transformer import new_spec, set_stack, write
from tr_news.models.conversion.weights import Weights, setting
from tr_news.models.folder import read_json

_OFFSET = 2  # rows of BART's table of positions before the first one


def convert_bart(checkpoint: Path, output: Path, *, quantization: str = "int8") -> None:
    """Writes the CTranslate2 model of a BART or PEGASUS folder into ``output``, which must not exist yet.

    Its tokenizer and its own configurations are kept beside it. ``quantization`` is CTranslate2's.
    Raises :class:`ModelError` for a folder that isn't a complete checkpoint of these families.
    """
    config = read_json(checkpoint / "config.json")
    family = config.get("model_type")
    if family not in BART_FAMILIES:
        raise ModelError(f"{checkpoint}: its config.json describes {family!r}, not one of {', '.join(BART_FAMILIES)}")
    pegasus = family == "pegasus"
    weights = Weights(open_checkpoint(checkpoint), config)
    spec = new_spec(
        checkpoint,
        weights,
        # transformers 5 knows neither setting: they never differ within a family. CTranslate2's converter asks for
        # them, and so do the configurations on the hub.
        pre_norm=setting(config, "normalize_before", bool, pegasus),
        norm_embeddings=setting(config, "normalize_embedding", bool, not pegasus),
    )
    for stack, part in (("model.encoder", spec.encoder), ("model.decoder", spec.decoder)):
        positions = weights.sinusoidal_positions(stack) if pegasus else weights.learned_positions(stack, _OFFSET)
        set_stack(part, weights, stack, positions)
    # One table, tied or not at all: nothing but `tie_word_embeddings` says so.
    encoder, decoder, head = weights.embeddings(shared=setting(config, "tie_word_embeddings", bool, True))
    spec.encoder.embeddings[0].weight, spec.decoder.embeddings.weight = encoder, decoder
    spec.decoder.projection.weight = head
    bias = weights.bias(len(head))
    if bias is not None:
        spec.decoder.projection.bias = bias
    tokenizer = load_tokenizer(checkpoint)
    for name in ("eos_token", "unk_token", "pad_token"):
        if not isinstance(getattr(tokenizer, name), str):
            raise ModelError(f"{checkpoint}: its tokenizer has no {name}")
    tokens = _tokens(tokenizer, checkpoint, rows=len(head))
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    start = setting(config, "decoder_start_token_id", int, 2)
    if not 0 <= start < len(tokens):
        raise ModelError(f"{checkpoint}: config.json: decoder_start_token_id is {start}, which is no token")
    spec.config.bos_token = tokenizer.pad_token if pegasus else tokenizer.bos_token
    spec.config.eos_token = tokenizer.eos_token
    spec.config.unk_token = tokenizer.unk_token
    spec.config.decoder_start_token = tokenizer.pad_token if pegasus else tokens[start]
    # "int8" would keep what isn't quantized in the checkpoint's own precision, which CTranslate2 converts, with a
    # warning, each time that a CPU without it loads the model.
    write(spec, checkpoint, output, "int8_float32" if quantization == "int8" else quantization)
    save_tokenizer(tokenizer, checkpoint, output)


def _tokens(tokenizer: Any, checkpoint: Path, *, rows: int) -> list[str]:
    """The tokenizer's tokens by index, those without an embedding left out (BART's ``<mask>``)."""
    vocabulary: dict[str, int] = tokenizer.get_vocab()
    tokens = sorted(vocabulary, key=lambda token: vocabulary[token])[:rows]
    if len(tokens) != rows:
        raise ModelError(f"{checkpoint}: its tokenizer has {len(tokens)} tokens for {rows} embeddings")
    return tokens
