"""Other architectures (T5, chat models) to CTranslate2, by its own converter. Needs torch (the extra ``torch``)."""

import importlib.util
import os
import shutil
from pathlib import Path

from tr_news.errors import ModelError, first_line
from tr_news.models.conversion.tokenizer import load_tokenizer, save_tokenizer

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

    Its tokenizer and its own configurations are kept beside it. No code of the checkpoint is run.
    Raises :class:`ModelError`.
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
    except Exception as error:  # whatever transformers and its libraries make of a damaged file
        shutil.rmtree(output, ignore_errors=True)
        raise ModelError(f"{checkpoint}: CTranslate2 can't convert it ({first_line(error)})") from error
    save_tokenizer(load_tokenizer(checkpoint), checkpoint, output)
