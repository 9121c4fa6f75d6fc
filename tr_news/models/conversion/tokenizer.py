"""The tokenizer of a checkpoint, loaded for its conversion and saved beside the converted weights. Needs no torch."""

import os
import shutil
from pathlib import Path
from typing import Any

from tr_news.errors import ModelError, first_line
from tr_news.models.folder import ORIGINAL_CONFIG
from tr_news.models.runtime import transformers_without_advice

# What a tokenizer is made of, and the generation settings.
TOKENIZER_FILES = (
    "added_tokens.json", "chat_template.jinja", "chat_template.json", "generation_config.json", "merges.txt",
    "sentencepiece.bpe.model", "special_tokens_map.json", "spiece.model", "tokenizer.json", "tokenizer.model",
    "tokenizer_config.json", "vocab.json", "vocab.txt",
)  # fmt: skip


def load_tokenizer(checkpoint: Path) -> Any:
    """The tokenizer of a transformers folder. No code of the checkpoint is run. Raises :class:`ModelError`."""
    transformers = transformers_without_advice()
    transformers.utils.logging.set_verbosity_error()
    try:
        return transformers.AutoTokenizer.from_pretrained(
            os.fspath(checkpoint), local_files_only=True, trust_remote_code=False
        )
    except Exception as error:  # tokenizers raises nothing narrower for a damaged file
        raise ModelError(f"{checkpoint}: the tokenizer can't be loaded ({first_line(error)})") from error


def save_tokenizer(tokenizer: Any, checkpoint: Path, output: Path) -> None:
    """Saves it in a form that names its class, so that it loads without the checkpoint's config.json.

    That one is kept as ``transformers_config.json``, because CTranslate2 has one of its own.
    """
    tokenizer.save_pretrained(os.fspath(output))
    if (checkpoint / "generation_config.json").is_file():
        shutil.copyfile(checkpoint / "generation_config.json", output / "generation_config.json")
    shutil.copyfile(checkpoint / "config.json", output / ORIGINAL_CONFIG)
