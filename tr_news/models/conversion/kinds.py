"""What a checkpoint is: which family of models, what that is for, and how it is converted."""

from collections.abc import Mapping
from pathlib import Path

from tr_news.errors import ModelError
from tr_news.models.catalogue import Entry, Kind
from tr_news.models.folder import read_json

BART_FAMILIES = ("bart", "pegasus")
# By ``model_type`` in config.json: what CTranslate2 runs, and what for.
KIND_OF: Mapping[str, Kind] = {
    "marian": "translator",
    **dict.fromkeys((*BART_FAMILIES, "t5", "mt5"), "seq2seq"),
    **dict.fromkeys(("llama", "mistral", "qwen2", "qwen3", "gemma", "gemma2", "gemma3_text"), "instruct"),
}
WITHOUT_TORCH = frozenset({"marian", *BART_FAMILIES})  # converted from numpy arrays


def kind_of(checkpoint: Path, entry: Entry) -> tuple[str, Kind]:
    """``model_type`` of a transformers folder and the kind of model that it is.

    Raises :class:`ModelError` for one that can't be used, or is another kind than ``entry`` says.
    """
    model_type = read_json(checkpoint / "config.json").get("model_type")
    kind = KIND_OF.get(model_type) if isinstance(model_type, str) else None
    if kind is None:
        raise ModelError(
            f"{entry.name}: a model of type {model_type!r:.40} can't be used; these can: {', '.join(KIND_OF)}"
        )
    if entry.kind is not None and entry.kind != kind:
        raise ModelError(f"{entry.name}: its config.json describes {model_type!r}, not a {entry.kind}")
    return str(model_type), kind
