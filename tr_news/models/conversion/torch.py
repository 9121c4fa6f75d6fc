"""Other architectures to CTranslate2, by its own converter. Needs torch (the extra ``torch``)."""

import importlib.util
import os
import shutil
from pathlib import Path

from tr_news.errors import ModelError

# What a tokenizer is made of, and the generation settings.
TOKENIZER_FILES = (
    "added_tokens.json", "chat_template.jinja", "chat_template.json", "generation_config.json", "merges.txt",
    "sentencepiece.bpe.model", "special_tokens_map.json", "spiece.model", "tokenizer.json", "tokenizer.model",
    "tokenizer_config.json", "vocab.json", "vocab.txt",
)  # fmt: skip
# CTranslate2 asks for settings that transformers 5 dropped because they never differ within a family.
_OLD_SETTINGS = {
    "BartConfig": {"normalize_before": False, "normalize_embedding": True},
    "PegasusConfig": {"normalize_before": True, "normalize_embedding": False},
}
TORCH_HINT = "needs torch once, for the conversion: pip install 'tr-news[torch]'"


def has_torch() -> bool:
    """Whether torch is installed, without importing it."""
    return importlib.util.find_spec("torch") is not None


def convert_with_torch(checkpoint: Path, output: Path, *, quantization: str = "int8") -> None:
    """Writes the CTranslate2 model of a transformers folder into ``output``, which must not exist yet.

    The tokenizer is saved beside it in a form that names its class, so that it loads without the checkpoint's
    config.json, which is kept as ``transformers_config.json`` because CTranslate2 has one of its own.
    No code of the checkpoint is run. Raises :class:`ModelError`.
    """
    if not has_torch():
        raise ModelError(f"{checkpoint}: {TORCH_HINT}")
    import transformers
    from ctranslate2.converters import TransformersConverter

    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    for family, settings in _OLD_SETTINGS.items():
        for name, value in settings.items():
            if not hasattr(getattr(transformers, family), name):
                setattr(getattr(transformers, family), name, value)
    try:
        converter = TransformersConverter(os.fspath(checkpoint), trust_remote_code=False)
        # "int8" would keep what isn't quantized in the checkpoint's own precision, which CTranslate2 converts, with a
        # warning, each time that a CPU without it loads the model.
        converter.convert(os.fspath(output), quantization="int8_float32" if quantization == "int8" else quantization)
        tokenizer = transformers.AutoTokenizer.from_pretrained(os.fspath(checkpoint), local_files_only=True)
        tokenizer.save_pretrained(os.fspath(output))
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, AttributeError, ImportError, IndexError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelError(f"{checkpoint}: CTranslate2 can't convert it ({reason})") from error
    if (checkpoint / "generation_config.json").is_file():
        shutil.copyfile(checkpoint / "generation_config.json", output / "generation_config.json")
    shutil.copyfile(checkpoint / "config.json", output / "transformers_config.json")
