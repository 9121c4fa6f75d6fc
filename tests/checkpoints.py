"""Random checkpoints in the real file formats, small enough to be made in a test: Marian, BART, T5, Llama.

Their weights say nothing; their files are what transformers writes.
"""

import io
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

SENTENCES = (
    "Hükümet bugün yeni ekonomi programını açıkladı.", "Merkez Bankası faizi değiştirmedi.", "Dolar 41,95 lira oldu.",
    "Ankara'da yağmur bekleniyor.", "İstanbul'da metro seferleri başladı.", "The government announced its programme.",
    "The central bank kept its rate.", "Rain is expected in Ankara.", "Metro services started in Istanbul.",
)  # fmt: skip


@cache
def _sentencepiece_model(size: int) -> bytes:
    import sentencepiece

    model = io.BytesIO()
    text: Iterator[str] = iter(SENTENCES * 20)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=text, model_writer=model, vocab_size=size, bos_id=-1, minloglevel=2, hard_vocab_limit=False
    )
    return model.getvalue()


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
    import sentencepiece
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True)
    model_proto = _sentencepiece_model(pieces)
    processor = sentencepiece.SentencePieceProcessor(model_proto=model_proto)
    known = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    tokens = ["</s>", "<unk>", *(piece for piece in known if piece not in ("</s>", "<unk>")), "<pad>"]
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(model_proto)
    vocabulary = {token: i for i, token in enumerate(tokens)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"source_lang": "tr", "target_lang": "en", "tokenizer_class": "MarianTokenizer"}), encoding="utf-8"
    )
    pad = len(tokens) - 1
    shape = {
        "d_model": 16, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 2,
        "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32, "max_position_embeddings": 64,
        "activation_function": "swish", "scale_embedding": True,
    }  # fmt: skip
    config = MarianConfig(
        vocab_size=len(tokens), pad_token_id=pad, decoder_start_token_id=pad, eos_token_id=0, forced_eos_token_id=0,
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


def _tokenizer(folder: Path, *, special: dict[str, str], **options: Any) -> Any:
    """A byte-level BPE tokenizer over the sentences, in one ``tokenizer.json``."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=320, special_tokens=[*special.values()], initial_alphabet=alphabet)
    tokenizer.train_from_iterator(SENTENCES, trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special, **options)
    folder.mkdir(parents=True)
    fast.save_pretrained(folder)
    return fast


def bart(folder: Path) -> Path:
    """A BART folder as the old ones are: no tokenizer.json, and no tokenizer class in tokenizer_config.json."""
    import torch
    from transformers import BartConfig, BartForConditionalGeneration

    special = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    tokenizer = _tokenizer(folder, special=special, model_max_length=128)
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 128}))
    vocabulary = json.loads((folder / "tokenizer.json").read_text())["model"]
    (folder / "tokenizer.json").unlink()
    (folder / "vocab.json").write_text(json.dumps(vocabulary["vocab"]))
    merges = (merge if isinstance(merge, str) else " ".join(merge) for merge in vocabulary["merges"])
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(merges), encoding="utf-8")
    torch.manual_seed(1)
    config = BartConfig(
        vocab_size=len(tokenizer), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=128, init_std=0.5,
        bos_token_id=0, pad_token_id=1, eos_token_id=2, decoder_start_token_id=2, forced_eos_token_id=2,
    )  # fmt: skip
    save(BartForConditionalGeneration(config), folder, weights="bin", dtype="float32")
    return folder


def pegasus(folder: Path) -> Path:
    """A PEGASUS folder."""
    import torch
    from transformers import PegasusConfig, PegasusForConditionalGeneration

    special = {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    tokenizer = _tokenizer(folder, special=special, model_max_length=128)
    torch.manual_seed(1)
    config = PegasusConfig(
        vocab_size=len(tokenizer), d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=128, init_std=0.5,
        pad_token_id=0, eos_token_id=1, decoder_start_token_id=0, forced_eos_token_id=1, scale_embedding=True,
    )  # fmt: skip
    save(PegasusForConditionalGeneration(config), folder, weights="bin", dtype="float32")
    return folder


def t5(folder: Path) -> Path:
    """A T5 folder, with the task prefix in its configuration as the original has it."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    special = {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    tokenizer = _tokenizer(folder, special=special)
    torch.manual_seed(1)
    config = T5Config(
        vocab_size=len(tokenizer), d_model=16, d_kv=8, d_ff=32, num_layers=1, num_heads=2, initializer_factor=2.0,
        pad_token_id=0, eos_token_id=1, decoder_start_token_id=0,
        task_specific_params={"summarization": {"prefix": "summarize: ", "num_beams": 4, "max_length": 60}},
    )  # fmt: skip
    save(T5ForConditionalGeneration(config), folder, weights="safetensors", dtype="float32")
    return folder


def llama(folder: Path) -> Path:
    """A Llama folder with a chat template, in bfloat16 as small chat models come."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    special = {"bos_token": "<|im_start|>", "eos_token": "<|im_end|>", "unk_token": "<unk>", "pad_token": "<pad>"}
    turn = "<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n"
    template = f"{{% for m in messages %}}{turn}{{% endfor %}}<|im_start|>assistant\n"
    tokenizer = _tokenizer(folder, special=special, chat_template=template)
    torch.manual_seed(1)
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        num_key_value_heads=1, max_position_embeddings=512, initializer_range=0.5, bos_token_id=0, eos_token_id=1,
        pad_token_id=3, tie_word_embeddings=True,
    )  # fmt: skip
    save(LlamaForCausalLM(config), folder, weights="safetensors", dtype="bfloat16")
    return folder


OTHERS: dict[str, Callable[[Path], Path]] = {"bart": bart, "pegasus": pegasus, "t5": t5, "llama": llama}
