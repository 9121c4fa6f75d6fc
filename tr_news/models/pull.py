"""From a hub to a model that runs: download, verify, convert, install in one step."""

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tr_news.errors import ModelError
from tr_news.models import hub, store
from tr_news.models.catalogue import Entry, Kind, find
from tr_news.models.conversion.torch import TOKENIZER_FILES, TORCH_HINT, has_torch

# By ``model_type`` in config.json: what CTranslate2 runs, and what for.
KIND_OF: Mapping[str, Kind] = {
    "marian": "translator",
    **dict.fromkeys(("bart", "pegasus", "t5", "mt5"), "seq2seq"),
    **dict.fromkeys(("llama", "mistral", "qwen2", "qwen3", "gemma", "gemma2", "gemma3_text"), "instruct"),
}
NEEDED = ("config.json", "source.spm", "target.spm", "target_vocab.json", *TOKENIZER_FILES)
# The first that is there is taken: the file, or the index of several and the names of those.
_WEIGHTS: tuple[tuple[str, re.Pattern[str] | None], ...] = (
    ("model.safetensors", None),
    ("model.safetensors.index.json", re.compile(r"model-\d+-of-\d+\.safetensors")),
    ("pytorch_model.bin", None),
    ("pytorch_model.bin.index.json", re.compile(r"pytorch_model-\d+-of-\d+\.bin")),
)
_MARGIN = 50_000_000  # bytes left free on the disk


def _silent(_name: str, _done: int, _size: int, /) -> None:
    pass


def _quiet(_line: str, /) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Pulled:
    """The outcome of :func:`pull`; ``fresh`` is False where the model was there already."""

    record: store.Record
    folder: Path
    fresh: bool


def pull(
    name: str,
    *,
    quantization: str = "int8",
    keep_checkpoint: bool = False,
    within: float | None = None,
    progress: hub.Progress = _silent,
    say: Callable[[str], None] = _quiet,
) -> Pulled:
    """Makes a model of the catalogue, or of any repository of the hub, ready to run.

    Killed at any point it leaves no half-made model, and the next call goes on from what was downloaded. Two at once
    are safe: the second waits for the first. ``within`` limits the first contact with the hub, in seconds.
    Raises :class:`ModelError` (:class:`tr_news.models.hub.HubUnreachableError` among them) and, for an unknown name,
    :class:`tr_news.errors.UsageError`.
    """
    entry = find(name)
    if entry.repository is None:
        raise ModelError(f"{entry.name} comes with the package: there is nothing to download")
    with store.locked(entry.name, on_wait=lambda: say(f"{entry.name}: waiting for another pull of it")):
        repository = hub.look_up(entry.repository, entry.revision, within=within)
        present = _present(entry.name, repository.commit, quantization, keep_checkpoint)
        if present is not None:
            return Pulled(present, store.model_folder(entry.name), fresh=False)
        checkpoint = _download(entry, repository, progress)
        say(f"{entry.name}: converting to CTranslate2 {quantization}")
        made = checkpoint.parent / "converted"
        shutil.rmtree(made, ignore_errors=True)
        record = make(
            checkpoint, made, entry, quantization=quantization, commit=repository.commit, licence=repository.licence,
            sources={file.name: file.checksum for file in wanted(repository)},
        )  # fmt: skip
        if keep_checkpoint:
            checkpoint.rename(made / store.CHECKPOINT)
            kept = store.file_digests(made / store.CHECKPOINT)
            record = replace(record, checkpoint=kept)
            store.write_record(made, record)
        folder = store.install(made, entry.name)
        shutil.rmtree(store.partial_folder(entry.name), ignore_errors=True)
        return Pulled(record, folder, fresh=True)


def _present(name: str, commit: str, quantization: str, keep_checkpoint: bool) -> store.Record | None:
    """The record of the installed model where it is just what is asked for, unharmed."""
    folder = store.model_folder(name)
    try:
        record = store.read_record(folder)
    except ModelError:
        return None
    if record is None or record.commit != commit or record.conversion.get("quantization") != quantization:
        return None
    if store.verify(folder, record) or (keep_checkpoint and not (folder / store.CHECKPOINT).is_dir()):
        return None
    return record


def _download(entry: Entry, repository: hub.Repository, progress: hub.Progress) -> Path:
    """The folder with all the files that are needed, verified. The small config.json comes first and decides."""
    partial = store.partial_folder(entry.name)
    folder = partial / repository.commit
    files = wanted(repository)
    try:
        if partial.is_dir():
            for other in partial.iterdir():
                if other.name != repository.commit:
                    shutil.rmtree(other)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ModelError(
            f"{folder}: can't be written ({error.strerror}); set TR_NEWS_HOME to another folder"
        ) from error
    check_disk(folder, files)
    for file in files:
        hub.download(repository, file, folder, progress)
        if file.name == "config.json":
            model_type, _ = kind_of(folder, entry)
            if model_type != "marian" and not has_torch():
                raise ModelError(f"{entry.name}: {TORCH_HINT}")
    return folder


def wanted(repository: hub.Repository) -> list[hub.RemoteFile]:
    """The files that a conversion needs, config.json first, weights last; safetensors before pickles.

    Raises :class:`ModelError` for a repository without config.json or weights of a known format.
    """
    there = {file.name: file for file in repository.files}
    if "config.json" not in there:
        raise ModelError(f"{repository.id}: no config.json there, so not a model of transformers")
    for first, shards in _WEIGHTS:
        if first in there:
            weights = [first, *sorted(name for name in there if shards is not None and shards.fullmatch(name))]
            break
    else:
        raise ModelError(f"{repository.id}: no weights there in a format that can be read ({_WEIGHTS[0][0]}, …)")
    return [there[name] for name in (*NEEDED, *weights) if name in there]


def check_disk(folder: Path, files: list[hub.RemoteFile]) -> None:
    """Raises :class:`ModelError` where the disk can't hold what is still to come and the conversion of it."""
    missing = sum(file.size for file in files)
    for path in folder.iterdir():
        missing -= path.stat().st_size
    # In int8, weights shrink to a quarter (from float32) or a half (from float16).
    needed = max(0, missing) + sum(file.size for file in files) // 2 + _MARGIN
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelError(
            f"{folder}: the disk is too small: {needed / 1e6:,.0f} MB needed, {free / 1e6:,.0f} MB free; "
            "make room or set TR_NEWS_HOME to a folder on another disk"
        )


def kind_of(checkpoint: Path, entry: Entry) -> tuple[str, Kind]:
    """``model_type`` of a transformers folder and the kind of model that it is."""
    model_type = store.read_json(checkpoint / "config.json").get("model_type")
    kind = KIND_OF.get(model_type) if isinstance(model_type, str) else None
    if kind is None:
        raise ModelError(
            f"{entry.name}: a model of type {model_type!r:.40} can't be used; these can: {', '.join(KIND_OF)}"
        )
    if entry.kind is not None and entry.kind != kind:
        raise ModelError(f"{entry.name}: its config.json describes {model_type!r}, not a {entry.kind}")
    return str(model_type), kind


def make(
    checkpoint: Path,
    output: Path,
    entry: Entry,
    *,
    quantization: str,
    commit: str | None,
    licence: str | None,
    sources: Mapping[str, str],
) -> store.Record:
    """Converts a transformers folder into ``output`` and writes the record beside it."""
    import ctranslate2

    import tr_news
    from tr_news.models.conversion.marian import convert_marian
    from tr_news.models.conversion.torch import convert_with_torch

    model_type, kind = kind_of(checkpoint, entry)
    convert = convert_marian if model_type == "marian" else convert_with_torch
    convert(checkpoint, output, quantization=quantization)
    files = store.file_digests(output)
    record = store.Record(
        name=entry.name,
        kind=kind,
        repository=entry.repository,
        revision=entry.revision,
        commit=commit,
        licence=entry.licence or licence,
        languages=entry.languages,
        sources=sources,
        conversion={
            "quantization": quantization,
            "converter": convert.__name__,
            "tr-news": tr_news.__version__,
            "ctranslate2": ctranslate2.__version__,
        },
        decoding=decoding(checkpoint, entry),
        files=files,
        digest=store.digest_of(files),
    )
    store.write_record(output, record)
    return record


def decoding(checkpoint: Path, entry: Entry) -> dict[str, Any]:
    """The model's own decoding defaults: generation_config.json over config.json, the catalogue over both."""
    config = store.read_json(checkpoint / "config.json")
    if isinstance(tasks := config.get("task_specific_params"), dict):
        config |= task if isinstance(task := tasks.get("summarization"), dict) else {}
    if (checkpoint / "generation_config.json").is_file():
        config |= store.read_json(checkpoint / "generation_config.json")
    names = {"num_beams": "beam_size", "max_length": "max_length", "min_length": "min_length",
             "length_penalty": "length_penalty", "no_repeat_ngram_size": "no_repeat_ngram_size",
             "prefix": "prefix", "max_position_embeddings": "positions", "n_positions": "positions"}  # fmt: skip
    found = {ours: config[theirs] for theirs, ours in names.items() if store.is_setting(theirs, config.get(theirs))}
    own = {"beam_size": entry.beam_size, "length_penalty": entry.length_penalty, "prefix": entry.prefix}
    return found | {key: value for key, value in own.items() if value is not None}
