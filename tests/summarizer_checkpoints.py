"""Random summarization and chat models in real file formats, small enough to be made in a test, and made-up articles.

Their weights say nothing; what is tested is the way to them and back: tokenizer, template, window, decoding.
"""

from pathlib import Path
from typing import Any

WORDS = (
    "The central bank raised its policy rate to 40 percent on Thursday. Ankara and Istanbul saw heavy rain. "
    "President Ayşe Kaya said that 12 ships had left the port of Mersin. Ministers met in Budapest, officials said."
)
CHAT_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def byte_level_tokenizer(special: dict[str, str], *, template: str | None = None, **settings: Any) -> Any:
    """A byte-level BPE tokenizer as those of BART, Llama 3, Qwen: it has a token for every byte."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=list(dict.fromkeys(special.values())),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([WORDS] * 3, trainer)
    if "bos_token" in special and template is None:
        bos, eos = special["bos_token"], special["eos_token"]
        ids = [(token, tokenizer.token_to_id(token)) for token in (bos, eos)]
        tokenizer.post_processor = processors.TemplateProcessing(single=f"{bos} $A {eos}", special_tokens=ids)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special, **settings)
    if template is not None:
        fast.chat_template = template
    return fast


def unigram_tokenizer(special: dict[str, str], **settings: Any) -> Any:
    """A SentencePiece-like Unigram tokenizer as those of T5 and PEGASUS, which end a text with ``</s>``."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    names = [*dict.fromkeys(special.values())]
    letters = sorted({*WORDS, *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:"} - {" "})
    trainer = trainers.UnigramTrainer(
        vocab_size=200, special_tokens=names, unk_token="<unk>", initial_alphabet=letters, show_progress=False
    )
    tokenizer.train_from_iterator([WORDS] * 3, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", tokenizer.token_to_id("</s>"))]
    )
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special, **settings)


def _save(model: Any, tokenizer: Any, folder: Path) -> Path:
    import torch

    for parameter in model.parameters():
        if parameter.ndim > 1 and parameter.requires_grad:  # not the sinusoids of PEGASUS
            torch.nn.init.normal_(parameter, std=0.3)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def llama(folder: Path, *, window: int = 1024, template: str | None = CHAT_TEMPLATE) -> Path:
    """A chat model of Llama's shape."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    special = {"bos_token": "<|im_start|>", "eos_token": "<|im_end|>", "pad_token": "<|im_end|>"}
    tokenizer = byte_level_tokenizer(special, template=template)
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, max_position_embeddings=window, bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id, tie_word_embeddings=True,
    )  # fmt: skip
    return _save(LlamaForCausalLM(config), tokenizer, folder)


def bart(folder: Path, *, window: int = 64, **settings: Any) -> Path:
    """A summarizer of BART's shape, with the generation settings of distilbart-cnn in its configuration."""
    import torch
    from transformers import BartConfig, BartForConditionalGeneration

    special = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    tokenizer = byte_level_tokenizer(special, model_max_length=window)
    torch.manual_seed(5)
    config = BartConfig(
        vocab_size=len(tokenizer), d_model=32, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=window,
        bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id, decoder_start_token_id=tokenizer.eos_token_id, forced_bos_token_id=None,
        forced_eos_token_id=None, activation_dropout=0.0,
        normalize_before=False, normalize_embedding=True, add_final_layer_norm=False,  # as on the hub
    )  # fmt: skip
    config.update(settings)
    model = BartForConditionalGeneration(config)
    model.generation_config.num_beams = 2
    model.generation_config.max_length = 24
    model.generation_config.no_repeat_ngram_size = 3
    return _save(model, tokenizer, folder)


def t5(folder: Path, *, window: int = 96) -> Path:
    """A model of T5's shape."""
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    special = {"eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    tokenizer = unigram_tokenizer(special, model_max_length=window)
    torch.manual_seed(5)
    config = T5Config(
        vocab_size=len(tokenizer), d_model=32, d_kv=16, d_ff=32, num_layers=1, num_heads=2, n_positions=window,
        eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id,
        decoder_start_token_id=tokenizer.pad_token_id,
    )  # fmt: skip
    return _save(T5ForConditionalGeneration(config), tokenizer, folder)


def pegasus(folder: Path, *, window: int = 64, **settings: Any) -> Path:
    """A model of PEGASUS's shape, whose tokenizer knows ``<n>``."""
    import torch
    from transformers import PegasusConfig, PegasusForConditionalGeneration

    special = {"eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    tokenizer = unigram_tokenizer(special, model_max_length=window)
    tokenizer.add_tokens(["<n>"])
    torch.manual_seed(5)
    config = PegasusConfig(
        vocab_size=len(tokenizer), d_model=32, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32, max_position_embeddings=window,
        eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id,
        decoder_start_token_id=tokenizer.pad_token_id, forced_eos_token_id=None, activation_dropout=0.0,
        normalize_before=True, normalize_embedding=False, add_final_layer_norm=True,
    )  # fmt: skip
    config.update(settings)
    return _save(PegasusForConditionalGeneration(config), tokenizer, folder)


def document(*paragraphs: str | list[tuple[str, str]], language: str = "tr", title: str | None = None) -> Any:
    """A translated article: each paragraph English text, or its sentences as (Turkish, English)."""
    from tr_news.documents.article import Article, Language, Paragraph
    from tr_news.documents.translation import Sentence, TranslatedArticle
    from tr_news.text.english.sentences import split_english

    given: list[Any] = [*([title] if title else []), *paragraphs]
    pairs = [[(s, s) for s in split_english(p)] if isinstance(p, str) else p for p in given]
    kinds: list[Any] = [*(["title"] if title else []), *("text" for _ in paragraphs)]
    article = Article(
        id="test",
        source="test.txt",
        paragraphs=tuple(
            Paragraph(" ".join(s for s, _ in sentences), kind) for sentences, kind in zip(pairs, kinds, strict=True)
        ),
    )
    flat = [(p, source, english) for p, sentences in enumerate(pairs) for source, english in sentences]
    return TranslatedArticle(
        article,
        Language(language, 1.0),
        tuple(Sentence(i, p, kinds[p], source, english) for i, (p, source, english) in enumerate(flat)),
    )
