"""From the name of a model to the folder that runs."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from tr_news.errors import ModelError, UsageError
from tr_news.models import store
from tr_news.models.catalogue import BUILT_IN, Entry, Kind, catalogue, find

Wanted = Literal["translator", "summarizer", "seq2seq", "instruct"]
_KINDS: Mapping[Wanted, tuple[Kind, ...]] = {
    "translator": ("translator",),
    "summarizer": ("seq2seq", "instruct"),
    "seq2seq": ("seq2seq",),
    "instruct": ("instruct",),
}


@dataclass(frozen=True, slots=True)
class ResolvedModel:
    """A model that is there: its folder, and all that provenance says about it."""

    name: str
    folder: Path  # CTranslate2 files, or a transformers checkpoint where that engine was asked for
    kind: Kind
    built_in: bool = False
    repository: str | None = None
    revision: str | None = None  # commit of the repository
    licence: str | None = None
    decoding: Mapping[str, Any] = field(default_factory=dict)  # the model's defaults: beam_size, max_length, prefix, …
    recorded_digest: str | None = None

    @property
    def digest(self) -> str:
        """sha256 over the files in ``folder``, worked out where it isn't on record."""
        return self.recorded_digest or store.folder_digest(self.folder)


def resolve(
    name: str | None = None,
    kind: Wanted = "translator",
    *,
    engine: Literal["ctranslate2", "transformers"] = "ctranslate2",
) -> ResolvedModel:
    """The model of that name (catalogue, repository id) or in that folder. Makes no connection.

    Without a name: the best translator that is installed, else the built-in one. A folder may hold a CTranslate2 model
    or a transformers checkpoint, which is converted once and kept. With the engine transformers, the folder is the
    checkpoint. Raises :class:`ModelError` for a model that isn't there, with the command that gets it, and
    :class:`UsageError` for an unknown name or a model of another kind.
    """
    if name is None:
        if kind != "translator":
            raise UsageError("no summarization model is chosen")
        name = best_translator()
    folder = _as_folder(name)
    model = _from_folder(folder, engine) if folder is not None else _from_store(find(name), engine)
    if model.kind not in _KINDS[kind]:
        raise UsageError(f"{model.name} is of the kind {model.kind}, not a {kind}")
    return model


def best_translator() -> str:
    """The name of the highest-ranked translator of the catalogue that is installed."""
    entries = catalogue()
    there = [entries[r.name] for r in store.installed() if r.kind == "translator" and r.name in entries]
    return max((*there, entries[BUILT_IN]), key=lambda entry: entry.rank).name


def advice(model: ResolvedModel) -> str | None:
    """A line for stderr where a better translator could be had; None where this one is fine."""
    if not model.built_in:
        return None
    return (
        f"translating with the built-in {model.name}, for the gist only; "
        "`tr-news models pull opus-mt-tr-en` gets a better model"
    )


def built_in_folder() -> Path:
    """The model inside the package."""
    return Path(__file__).with_name(BUILT_IN)


def _as_folder(name: str) -> Path | None:
    """The local folder that is meant: anything that looks like a path, or is a folder and no name of the catalogue."""
    path = Path(name).expanduser()
    if name.startswith((".", "/", "~")) or path.is_absolute():
        if not path.is_dir():
            raise ModelError(f"{path}: no such folder; `tr-news models list` shows the models that can be had by name")
        return path.resolve()
    if name in catalogue() or not path.is_dir():
        return None
    return path.resolve()


def _from_store(entry: Entry, engine: str) -> ResolvedModel:
    if entry.built_in:
        folder = built_in_folder()
        if engine == "transformers":
            raise UsageError(f"{entry.name} is there for CTranslate2 only; choose another translator, or that engine")
        if not (folder / "model.bin").is_file():
            raise ModelError(f"{folder}: the built-in model is missing; install the package again")
        return ResolvedModel(
            entry.name,
            folder,
            "translator",
            built_in=True,
            licence=entry.licence,
            decoding={"beam_size": entry.beam_size, "length_penalty": entry.length_penalty},
        )
    folder = store.model_folder(entry.name)
    record = store.read_record(folder)
    if record is None:
        raise ModelError(f"{entry.name} isn't installed; `tr-news models pull {entry.name}` gets it")
    if engine == "transformers":
        if not (folder / store.CHECKPOINT).is_dir():
            raise ModelError(
                f"{entry.name} has no checkpoint for transformers; "
                f"`tr-news models pull {entry.name} --keep-checkpoint` gets it"
            )
        return replace(_from_record(record, folder / store.CHECKPOINT), recorded_digest=None)
    return _from_record(record, folder)


def _from_record(record: store.Record, folder: Path) -> ResolvedModel:
    return ResolvedModel(
        record.name, folder, record.kind, repository=record.repository, revision=record.commit, licence=record.licence,
        decoding=record.decoding, recorded_digest=record.digest,
    )  # fmt: skip


def _from_folder(folder: Path, engine: str) -> ResolvedModel:
    record = store.read_record(folder)
    if record is not None:
        return _from_record(record, folder)
    if (folder / "model.bin").is_file():
        decoder_only = (folder / "vocabulary.json").is_file() or (folder / "vocabulary.txt").is_file()
        found: Kind = "instruct" if decoder_only else "translator" if (folder / "source.spm").is_file() else "seq2seq"
        return ResolvedModel(folder.name, folder, found)
    if not (folder / "config.json").is_file():
        if list(folder.glob("*.gguf")):  # run by transformers, as it is
            return ResolvedModel(folder.name, folder, "instruct")
        raise ModelError(f"{folder}: no model there (neither model.bin nor config.json nor *.gguf)")
    from tr_news.models.pull import decoding, kind_of

    if engine == "transformers":
        entry = Entry(name=folder.name, kind=None, repository=None)
        _, found = kind_of(folder, entry)
        return ResolvedModel(folder.name, folder, found, decoding=decoding(folder, entry))
    return _converted(folder)


def _converted(folder: Path) -> ResolvedModel:
    """The converted copy of a checkpoint, made on first use and again when the folder's files have changed."""
    from tr_news.models.pull import make

    files = sorted(path for path in folder.iterdir() if path.is_file())
    state = json.dumps([(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files])
    entry = Entry(folder.name, None, None, revision=hashlib.sha256(state.encode()).hexdigest())
    key = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    target = store.home() / "converted" / key / folder.name
    with store.locked(f"converted-{key}"):
        record = _read_quietly(target)
        if record is None or record.revision != entry.revision:
            made = target.with_name(f"{folder.name}.partial")
            shutil.rmtree(made, ignore_errors=True)
            made.parent.mkdir(parents=True, exist_ok=True)
            sources = {path.name: f"sha256:{store.sha256(path)}" for path in files}
            record = make(folder, made, entry, quantization="int8", commit=None, licence=None, sources=sources)
            shutil.rmtree(target, ignore_errors=True)
            made.rename(target)
    return _from_record(record, target)


def _read_quietly(folder: Path) -> store.Record | None:
    try:
        return store.read_record(folder)
    except ModelError:
        return None
