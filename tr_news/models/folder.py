"""What a model folder says of itself: its engine, its configuration, its window."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from tr_news.errors import ModelError

Engine = Literal["ctranslate2", "transformers"]
Device = Literal["cpu", "cuda", "auto"]

# CTranslate2 writes a config.json of its own; a converted folder keeps the model's own one under this name.
ORIGINAL_CONFIG = "transformers_config.json"
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
    return read_if_there(folder / ORIGINAL_CONFIG) or read_if_there(folder / "config.json")


def window_of(folder: Path, default: int) -> int:
    """Tokens that the model can take at once, or ``default`` where nothing in the folder says."""
    config = model_config(folder)
    sizes = [config.get(key) for key in _WINDOW_KEYS]
    sizes.append(read_if_there(folder / "tokenizer_config.json").get("model_max_length"))
    return min((int(size) for size in sizes if isinstance(size, int | float) and 1 < size < 10**7), default=default)


def read_if_there(path: Path) -> dict[str, Any]:
    """A JSON object from a file, an empty one where there is no such file."""
    return read_json(path) if path.is_file() else {}


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file. Raises :class:`ModelError` naming the file."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"{path}: missing; not a complete model folder") from error
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path}: not readable as JSON ({error})") from error
    if not isinstance(content, dict):
        raise ModelError(f"{path}: not a JSON object")
    return content
