"""MarianMT checkpoints to CTranslate2, without torch: what CTranslate2's own converter makes of them."""

from pathlib import Path

from tr_news.errors import ModelError
from tr_news.models.conversion.checkpoint import open_checkpoint
from tr_news.models.conversion.transformer import new_spec, set_stack, write
from tr_news.models.conversion.weights import Weights, setting
from tr_news.models.folder import read_json


def convert_marian(checkpoint: Path, output: Path, *, quantization: str = "int8") -> None:
    """Writes the CTranslate2 model of a Marian folder into ``output``, which must not exist yet.

    ``quantization`` is CTranslate2's: int8, float32, … Weights are rounded first to the precision that ``config.json``
    names, as transformers does on loading; bfloat16 is widened to float32.
    Raises :class:`ModelError` for a folder that isn't a complete Marian checkpoint.
    """
    config = read_json(checkpoint / "config.json")
    if config.get("model_type") != "marian":
        raise ModelError(f"{checkpoint}: its config.json describes {config.get('model_type')!r}, not a Marian model")
    weights = Weights(open_checkpoint(checkpoint), config)
    spec = new_spec(checkpoint, weights, pre_norm=False, norm_embeddings=False)
    encoder, decoder, head = weights.embeddings(shared=setting(config, "share_encoder_decoder_embeddings", bool, True))
    source, target = _vocabularies(checkpoint, len(encoder), len(decoder))
    for stack, part in (("model.encoder", spec.encoder), ("model.decoder", spec.decoder)):
        set_stack(part, weights, stack, weights.sinusoidal_positions(stack))
    # Marian starts from a zero embedding, for which transformers appends <pad>; CTranslate2 has a switch instead.
    spec.decoder.start_from_zero_embedding = True
    spec.encoder.embeddings[0].weight = encoder[: len(source)]
    spec.decoder.embeddings.weight = decoder[: len(target)]
    spec.decoder.projection.weight = head[: len(target)]
    bias = weights.bias(len(head))
    if bias is not None:
        spec.decoder.projection.bias = bias[: len(target)]

    spec.register_source_vocabulary(source)
    spec.register_target_vocabulary(target)
    eos, unknown = _special_tokens(checkpoint)
    spec.config.eos_token = spec.config.decoder_start_token = eos
    spec.config.unk_token = unknown
    for name in ("source.spm", "target.spm"):
        if not (checkpoint / name).is_file():
            raise ModelError(f"{checkpoint}: {name} is missing; download the model again")
        spec.register_file(str(checkpoint / name))
    write(spec, checkpoint, output, quantization)


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
