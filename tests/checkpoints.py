"""Random checkpoints in the file formats that the hub has them in: Marian, and the old forms of BART, T5, Llama.

Their weights say nothing; their files are what transformers writes.
"""

import io
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests import summarizer_checkpoints

SENTENCES = (
    "Hükümet bugün yeni ekonomi programını açıkladı.", "Merkez Bankası faizi değiştirmedi.", "Dolar 41,95 lira oldu.",
    "Ankara'da yağmur bekleniyor.", "İstanbul'da metro seferleri başladı.", "The government announced its programme.",
    "The central bank kept its rate.", "Rain is expected in Ankara.", "Metro services started in Istanbul.",
)  # fmt: skip


@cache
def _sentencepiece_model(sentences: tuple[str, ...], size: int) -> bytes:
    import sentencepiece

    model = io.BytesIO()
    text: Iterator[str] = iter(sentences)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=text, model_writer=model, vocab_size=size, bos_id=-1, minloglevel=2, hard_vocab_limit=False
    )
    return model.getvalue()


def marian_vocabulary(folder: Path, sentences: tuple[str, ...], pieces: int) -> int:
    """Writes both SentencePiece models, ``vocab.json`` and the tokenizer's settings; the id of ``<pad>``, the last."""
    import sentencepiece

    model_proto = _sentencepiece_model(sentences, pieces)
    processor = sentencepiece.SentencePieceProcessor(model_proto=model_proto)
    known = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    tokens = ["</s>", "<unk>", *(piece for piece in known if piece not in ("</s>", "<unk>")), "<pad>"]
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(model_proto)
    vocabulary = {token: i for i, token in enumerate(tokens)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    settings = {"source_lang": "tr", "target_lang": "en", "tokenizer_class": "MarianTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    return len(tokens) - 1


def marian(
    folder: Path,
    *,
    weights: str = "safetensors",  # safetensors, bin, legacy
    dtype: str = "float32",
    tied: bool = True,
    pieces: int = 90,
    seed: int = 1,
    trained_bias: bool = False,
    **settings: Any,
) -> Path:
    """A Marian folder as the hub has them: config, vocabulary, both SentencePiece models, weights."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True)
    pad = marian_vocabulary(folder, SENTENCES * 20, pieces)
    shape = {
        "d_model": 16, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 2,
        "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32, "max_position_embeddings": 64,
        "activation_function": "swish", "scale_embedding": True,
    }  # fmt: skip
    config = MarianConfig(
        vocab_size=pad + 1, pad_token_id=pad, decoder_start_token_id=pad, eos_token_id=0, forced_eos_token_id=0,
        init_std=0.5, tie_word_embeddings=tied, **shape | settings,
    )  # fmt: skip
    torch.manual_seed(seed)
    model = MarianMTModel(config)
    if not tied:
        # A random head beside random embeddings: `share_encoder_decoder_embeddings` still holds within the model.
        torch.nn.init.normal_(model.lm_head.weight, std=0.5)
    if trained_bias:
        torch.nn.init.normal_(model.final_logits_bias, std=0.5)
    for parameter in model.parameters():
        if parameter.ndim == 1:
            torch.nn.init.normal_(parameter, mean=0.5, std=0.2)
    save(model, folder, weights=weights, dtype=dtype)
    generation = json.loads((folder / "generation_config.json").read_text())
    generation |= {"num_beams": 6, "max_length": 64, "bad_words_ids": [[pad]]}
    (folder / "generation_config.json").write_text(json.dumps(generation))
    return folder


def save(model: Any, folder: Path, *, weights: str, dtype: str) -> None:
    """Writes ``config.json``, ``generation_config.json`` and the weights in the format asked for."""
    import torch

    model = model.to(getattr(torch, dtype))
    model.save_pretrained(folder)
    if weights == "safetensors":
        return
    (folder / "model.safetensors").unlink()
    # As transformers 4 wrote it: every name, the tied ones sharing a storage, and the constant position encodings.
    torch.save(model.state_dict(), folder / "pytorch_model.bin", _use_new_zipfile_serialization=weights != "legacy")


def _changed(path: Path, **values: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | values), encoding="utf-8")


def bart(folder: Path, *, weights: str = "bin", dtype: str = "float32", **settings: Any) -> Path:
    """A BART folder as the old ones are: a pickle, no tokenizer.json, no class in tokenizer_config.json."""
    summarizer_checkpoints.bart(folder, window=512, **settings)
    rewrite(folder, weights=weights, dtype=dtype)
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 512}))
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]
    (folder / "tokenizer.json").unlink()
    (folder / "vocab.json").write_text(json.dumps(vocabulary["vocab"]))
    merges = (merge if isinstance(merge, str) else " ".join(merge) for merge in vocabulary["merges"])
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(merges), encoding="utf-8")
    return folder


def pegasus(folder: Path, *, weights: str = "bin", dtype: str = "float32", **settings: Any) -> Path:
    """A PEGASUS folder with a pickle."""
    summarizer_checkpoints.pegasus(folder, window=512, **settings)
    rewrite(folder, weights=weights, dtype=dtype)
    return folder


def rewrite(folder: Path, *, weights: str, dtype: str) -> None:
    """The weights of a folder in another format and precision; what config.json says of its layout stays."""
    import torch
    from transformers import AutoModelForSeq2SeqLM

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    model = AutoModelForSeq2SeqLM.from_pretrained(folder)
    for parameter in model.parameters():
        if parameter.ndim == 1:  # biases and norms, which would all be alike otherwise
            torch.nn.init.normal_(parameter, mean=0.5, std=0.2)
    save(model, folder, weights=weights, dtype=dtype)
    _changed(folder / "config.json", **{key: value for key, value in config.items() if "norm" in key})


def t5(folder: Path) -> Path:
    """A T5 folder, with the task prefix in its configuration as the original has it."""
    summarizer_checkpoints.t5(folder, window=512)
    task = {"prefix": "summarize: ", "num_beams": 4, "max_length": 60}
    _changed(folder / "config.json", task_specific_params={"summarization": task})
    return folder


def llama(folder: Path, *, dtype: str = "bfloat16") -> Path:
    """A Llama folder with a chat template, in bfloat16 as small chat models come."""
    from transformers import LlamaForCausalLM

    summarizer_checkpoints.llama(folder, window=4096)
    save(LlamaForCausalLM.from_pretrained(folder), folder, weights="safetensors", dtype=dtype)
    return folder


OTHERS: dict[str, Callable[[Path], Path]] = {"bart": bart, "pegasus": pegasus, "t5": t5, "llama": llama}
