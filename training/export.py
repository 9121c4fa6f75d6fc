"""From a checkpoint to the two forms of a model: Hugging Face's MarianMT folder, and CTranslate2's of the package.

    python -m training.export run/decayed.pt run/data run/export
    cp run/export/ctranslate2/* tr_news/models/tr-en-mini/

Training starts the decoder from the embedding of ``<pad>``, which learns; CTranslate2 starts a Marian model from a zero
vector, because Marian's own checkpoints have zeros there. Position 0 of the decoder never holds another token, so the
embedding moves into the decoder's first position (:func:`start_from_zero`), and both engines compute what was trained.
"""

import argparse
import json
import math
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import torch
from torch import Tensor

from tr_news.models.conversion.marian import convert_marian
from training.model import Marian, Shape

BEAM_SIZE = 4
MAX_LENGTH = 256  # target tokens; training saw up to 160
IMPOSSIBLE = -1e4  # a logit

Weights = Literal["average", "model"]


def start_from_zero(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The same function with zeros for the embedding of ``<pad>`` (the last one), as CTranslate2 assumes.

    ``<pad>`` can't be generated any more either, which the Marian models of the hub need ``bad_words_ids`` for.
    """
    state = dict(state)
    shared = state["model.shared.weight"].clone()
    positions = state["model.decoder.embed_positions.weight"].clone()
    bias = state["final_logits_bias"].clone()
    positions[0] += math.sqrt(shared.shape[1]) * shared[-1]
    shared[-1] = 0
    bias[:, -1] = IMPOSSIBLE
    tied = ("model.shared", "model.encoder.embed_tokens", "model.decoder.embed_tokens", "lm_head")
    state.update({f"{name}.weight": shared for name in tied})
    return state | {"model.decoder.embed_positions.weight": positions, "final_logits_bias": bias}


def export_huggingface(checkpoint: Path, data: Path, out: Path, *, weights: Weights = "average") -> Shape:
    """Writes the MarianMT folder: float32 safetensors, configurations, vocabulary, SentencePiece twice.

    ``checkpoint`` is what :mod:`training.train` saved, ``data`` what :mod:`training.prepare` wrote; ``weights`` picks
    the moving average or the last step's.
    """
    from safetensors.torch import save_file
    from transformers import GenerationConfig, MarianConfig

    saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    shape = Shape(**saved["shape"])
    tokens = json.loads((data / "vocab.json").read_text(encoding="utf-8"))
    if len(tokens) != shape.vocabulary or tokens.get("<pad>") != len(tokens) - 1:
        raise ValueError(f"{data}: a vocabulary of {len(tokens)}, {checkpoint} was trained with {shape.vocabulary}")
    state = start_from_zero(Marian(shape).huggingface_state(saved[weights]))
    out.mkdir(parents=True, exist_ok=True)
    # The tied ones once; the decoder's positions are not the usual sinusoids, so both tables are in the file.
    tied = ("lm_head.weight", "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight")
    tensors = {name: tensor.contiguous() for name, tensor in state.items() if name not in tied}
    tensors["model.encoder.embed_positions.weight"] = tensors["model.encoder.embed_positions.weight"].clone()
    save_file(tensors, out / "model.safetensors", metadata={"format": "pt"})

    pad = shape.vocabulary - 1
    ids = {"pad_token_id": pad, "eos_token_id": 0, "decoder_start_token_id": pad, "forced_eos_token_id": 0}
    MarianConfig(
        architectures=["MarianMTModel"],
        vocab_size=shape.vocabulary,
        decoder_vocab_size=shape.vocabulary,
        d_model=shape.width,
        encoder_layers=shape.encoder_layers,
        decoder_layers=shape.decoder_layers,
        encoder_attention_heads=shape.heads,
        decoder_attention_heads=shape.heads,
        encoder_ffn_dim=shape.feed_forward,
        decoder_ffn_dim=shape.feed_forward,
        max_position_embeddings=shape.positions,
        activation_function="relu",
        scale_embedding=True,
        share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
        dtype="float32",
        **ids,
    ).save_pretrained(out)
    # Early stopping and a length penalty of 1 are what CTranslate2 does.
    GenerationConfig(
        num_beams=BEAM_SIZE,
        max_length=MAX_LENGTH,
        early_stopping=True,
        length_penalty=1.0,
        bad_words_ids=[[pad]],
        **ids,
    ).save_pretrained(out)
    tokenizer = {
        "tokenizer_class": "MarianTokenizer",
        "source_lang": "tr",
        "target_lang": "en",
        "model_max_length": shape.positions,
        "separate_vocabs": False,
    }
    (out / "tokenizer_config.json").write_text(json.dumps(tokenizer, indent=2) + "\n", encoding="utf-8")
    shutil.copyfile(data / "vocab.json", out / "vocab.json")
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(data / "spm.model", out / name)
    return shape


def export(
    checkpoint: Path, data: Path, out: Path, *, weights: Weights = "average", quantization: str = "int8"
) -> tuple[Path, Path]:
    """Writes ``out/huggingface`` and ``out/ctranslate2``, replacing what is there, and returns the two folders."""
    huggingface, converted = out / "huggingface", out / "ctranslate2"
    for folder in (huggingface, converted):
        if folder.exists():
            shutil.rmtree(folder)
    export_huggingface(checkpoint, data, huggingface, weights=weights)
    convert_marian(huggingface, converted, quantization=quantization)
    return huggingface, converted


def main() -> None:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("checkpoint", type=Path, help="last.pt or decayed.pt")
    p.add_argument("data", type=Path, help="vocab.json and spm.model, from training.prepare")
    p.add_argument("out", type=Path, help="gets huggingface/ and ctranslate2/")
    p.add_argument("--weights", choices=("average", "model"), default="average")
    p.add_argument("--quantization", default="int8", help="CTranslate2's: int8 (default), float32, …")
    a = p.parse_args()
    for folder in export(a.checkpoint, a.data, a.out, weights=a.weights, quantization=a.quantization):
        print(f"{folder}: {sum(file.stat().st_size for file in folder.iterdir()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
