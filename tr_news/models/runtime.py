"""What a model folder says of itself: engine, window, generation settings, tokenizer."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from tr_news.errors import ModelError, first_line
from tr_news.models.store import CHECKPOINT, Record, folder_digest, is_setting, read_json, read_record

Engine = Literal["ctranslate2", "transformers"]

# CTranslate2 writes a config.json of its own; a converted folder keeps the model's own one under this name.
ORIGINAL_CONFIG = "transformers_config.json"
_DECODING = (
    "num_beams",
    "max_length",
    "max_new_tokens",
    "min_length",
    "length_penalty",
    "no_repeat_ngram_size",
    "prefix",
)
_WINDOW_KEYS = ("max_position_embeddings", "n_positions", "max_encoder_position_embeddings", "n_ctx")


def engine_of(folder: Path) -> Engine:
    """The engine that runs this folder. Raises ModelError where it holds no model."""
    if (folder / "model.bin").is_file():
        return "ctranslate2"
    weights = [*folder.glob("*.safetensors"), *folder.glob("pytorch_model*.bin")]
    if ((folder / "config.json").is_file() and weights) or gguf_file(folder) is not None:
        return "transformers"
    raise ModelError(
        f"{folder}: no model here (neither model.bin nor *.safetensors); pull it again with: tr-news models pull"
    )


def gguf_file(folder: Path) -> str | None:
    """The name of the only GGUF file of a folder that holds no other model, or None."""
    found = sorted(path.name for path in folder.glob("*.gguf"))
    return found[0] if len(found) == 1 and not (folder / "config.json").is_file() else None


def model_config(folder: Path) -> Mapping[str, Any]:
    """The model's configuration as transformers knows it; empty where a converted folder has kept none."""
    return _read(folder / ORIGINAL_CONFIG) or _read(folder / "config.json")


def decoding_settings(folder: Path) -> dict[str, Any]:
    """Decoding defaults under the names of transformers, ``prefix`` among them.

    The record of a pulled model over generation_config.json over those that older configurations hold for summaries.
    """
    config = model_config(folder)
    tasks = config.get("task_specific_params")
    task = tasks.get("summarization") if isinstance(tasks, dict) else None
    record = record_of(folder)
    recorded = dict(record.decoding) if record is not None else {}
    if "beam_size" in recorded:
        recorded["num_beams"] = recorded["beam_size"]
    usual = task if isinstance(task, dict) else {}
    found = {**config, **usual, **_read(folder / "generation_config.json"), **recorded}
    return {key: found[key] for key in _DECODING if is_setting(key, found.get(key))}


def window_of(folder: Path, default: int) -> int:
    """Tokens that the model can take at once, or ``default`` where nothing in the folder says."""
    config = model_config(folder)
    sizes = [config.get(key) for key in _WINDOW_KEYS]
    sizes.append(_read(folder / "tokenizer_config.json").get("model_max_length"))
    return min((int(size) for size in sizes if isinstance(size, int | float) and 1 < size < 10**7), default=default)


def provenance_of(folder: Path, engine: Engine, device: str, compute_type: str) -> dict[str, object]:
    """Name and digest of the model, its commit where that is on record, and where and how its engine computes."""
    place = {"device": device} | ({"compute_type": compute_type} if engine == "ctranslate2" else {})
    record = record_of(folder)
    if record is None:
        return {"name": folder.name, "digest": folder_digest(folder), **place}
    digest = folder_digest(folder) if folder.name == CHECKPOINT else record.digest  # the record's is of the converted
    return {"name": record.name, "commit": record.commit, "digest": digest, **place}


def record_of(folder: Path) -> Record | None:
    """The record of a pulled model, for its converted folder or the checkpoint kept in it; None for other folders."""
    return read_record(folder) or (read_record(folder.parent) if folder.name == CHECKPOINT else None)


def load_tokenizer(folder: Path) -> Any:
    """The folder's tokenizer (transformers, without torch). Raises ModelError where it can't be loaded."""
    from huggingface_hub.errors import StrictDataclassError
    from transformers import AutoConfig, AutoTokenizer

    options: dict[str, Any] = {"gguf_file": name} if (name := gguf_file(folder)) else {}
    try:
        if (folder / ORIGINAL_CONFIG).is_file():
            options["config"] = AutoConfig.from_pretrained(str(folder / ORIGINAL_CONFIG), local_files_only=True)
        return AutoTokenizer.from_pretrained(str(folder), local_files_only=True, **options)
    except (OSError, ValueError, ImportError, KeyError, AttributeError, TypeError, StrictDataclassError) as error:
        raise ModelError(
            f"{folder}: the tokenizer can't be loaded ({first_line(error)}); pull the model again"
        ) from error


def load_with_ctranslate2(engine_class: str, folder: Path, device: str, compute_type: str, threads: int) -> Any:
    """The model by that class of CTranslate2 (Translator, Generator). Raises ModelError where it can't be loaded."""
    import ctranslate2

    try:
        return getattr(ctranslate2, engine_class)(
            str(folder), device=device, compute_type=compute_type, intra_threads=threads, inter_threads=1
        )
    except (RuntimeError, ValueError) as error:
        raise ModelError(f"{folder}: CTranslate2 can't load the model ({first_line(error)}); pull it again") from error


def load_with_torch(auto_class: str, folder: Path, device: str, threads: int) -> Any:
    """The model by that class of transformers, in float32 on a CPU, ready to generate.

    Raises ModelError where it can't be loaded or torch is not installed.
    """
    try:
        import torch
    except ImportError as error:
        raise ModelError("this model runs on torch, which is not installed: pip install 'tr-news[torch]'") from error
    import transformers

    transformers.utils.logging.disable_progress_bar()
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    if threads:
        torch.set_num_threads(threads)
    options = {"gguf_file": name} if (name := gguf_file(folder)) else {}
    try:
        model = getattr(transformers, auto_class).from_pretrained(
            str(folder), local_files_only=True, dtype=torch.float32 if device == "cpu" else "auto", **options
        )
        return model.to(device).eval()
    except (OSError, ValueError, ImportError, RuntimeError, KeyError) as error:
        raise ModelError(f"{folder}: transformers can't load the model ({first_line(error)}); pull it again") from error


def _read(path: Path) -> dict[str, Any]:
    return read_json(path) if path.is_file() else {}
