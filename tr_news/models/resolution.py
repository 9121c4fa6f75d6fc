"""From the name of a model to the folder that runs. Makes no connection."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from tr_news.errors import ModelError, UsageError
from tr_news.models import store
from tr_news.models.catalogue import BUILT_IN, Entry, Kind, catalogue, find, known_as
from tr_news.models.decoding import decoding_defaults
from tr_news.models.folder import Engine
from tr_news.models.record import CHECKPOINT, Record, folder_digest, read_record, sha256

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
        return self.recorded_digest or folder_digest(self.folder)

    def provenance(self) -> dict[str, object]:
        """Name and digest of the model, and its commit where that is on record."""
        commit = {"commit": self.revision} if self.revision else {}
        return {"name": self.name, **commit, "digest": self.digest}


def resolve(name: str | None = None, kind: Wanted = "translator", *, engine: Engine = "ctranslate2") -> ResolvedModel:
    """The model of that name (catalogue, repository id) or in that folder.

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
    return _best(("translator",)) or BUILT_IN


def best_summarizer() -> str | None:
    """The name of the highest-ranked summarization model that is installed; None: the built-in summarizer is better.

    Models of rank 0, which invent much or say little, and those outside of the catalogue are never chosen unasked.
    """
    return _best(_KINDS["summarizer"])


def _best(kinds: tuple[Kind, ...]) -> str | None:
    entries = catalogue()
    there = [entries[r.name] for r in store.installed() if r.kind in kinds and r.name in entries]
    best = max((entry for entry in there if entry.rank), key=lambda entry: entry.rank, default=None)
    return best.name if best is not None else None


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


def is_path(name: str) -> bool:
    """Whether a name can only be that of a folder."""
    return name.startswith((".", "/", "~")) or Path(name).is_absolute()


def as_path(name: str) -> Path:
    """The absolute path that is meant; ``~`` is a home folder. Raises :class:`UsageError` where there is none."""
    try:
        return Path(name).expanduser().resolve()
    except (RuntimeError, ValueError, OSError) as error:  # no such user, a zero byte, a loop of links
        raise UsageError(f"{name}: no path ({error})") from error


def _as_folder(name: str) -> Path | None:
    """The local folder that is meant: what looks like a path, or is a folder and the name of no model known here."""
    if is_path(name):
        path = as_path(name)
        if not path.is_dir():
            raise ModelError(f"{path}: no such folder; `tr-news models list` shows the models that can be had by name")
        return path
    if known_as(name) is not None or any(record.name == name for record in store.installed()):
        return None
    path = as_path(name)
    return path if path.is_dir() else None


def _from_store(entry: Entry, engine: Engine) -> ResolvedModel:
    if entry.built_in:
        folder = built_in_folder()
        if engine == "transformers":
            raise UsageError(f"{entry.name} is there for CTranslate2 only; choose another translator, or that engine")
        if not (folder / "model.bin").is_file():
            raise ModelError(f"{folder}: the built-in model is missing; install the package again")
        decoding = {"beam_size": entry.beam_size, "length_penalty": entry.length_penalty}
        return ResolvedModel(entry.name, folder, "translator", built_in=True, licence=entry.licence, decoding=decoding)
    folder = store.model_folder(entry.name)
    record = read_record(folder)
    if record is None:
        raise ModelError(f"{entry.name} isn't installed; `tr-news models pull {entry.name}` gets it")
    if engine == "transformers":
        if not (folder / CHECKPOINT).is_dir():
            raise ModelError(
                f"{entry.name} has no checkpoint for transformers; "
                f"`tr-news models pull {entry.name} --keep-checkpoint` gets it"
            )
        return replace(_from_record(record, folder / CHECKPOINT), recorded_digest=None)
    return _from_record(record, folder)


def _from_record(record: Record, folder: Path) -> ResolvedModel:
    return ResolvedModel(
        record.name, folder, record.kind, repository=record.repository, revision=record.commit, licence=record.licence,
        decoding=decoding_defaults(folder, record.decoding), recorded_digest=record.digest,
    )  # fmt: skip


def _from_folder(folder: Path, engine: Engine) -> ResolvedModel:
    if (folder / "model.bin").is_file() or engine == "transformers" or not (folder / "config.json").is_file():
        return as_it_is(folder)
    return _converted(folder)


def as_it_is(folder: Path) -> ResolvedModel:
    """The model in a folder of the user's, nothing converted: of CTranslate2, of transformers, or one GGUF file.

    Raises :class:`ModelError` where there is none.
    """
    record = store.record_of(folder)
    if record is not None:
        model = _from_record(record, folder)
        return replace(model, recorded_digest=None) if folder.name == CHECKPOINT else model
    if (folder / "model.bin").is_file():
        found = _kind_of_converted(folder)
    elif (folder / "config.json").is_file():
        from tr_news.models.conversion.kinds import kind_of

        _, found = kind_of(folder, Entry(name=folder.name, kind=None, repository=None))
    elif list(folder.glob("*.gguf")):  # run by transformers, as it is
        found = "instruct"
    else:
        raise ModelError(f"{folder}: no model there (neither model.bin nor config.json nor *.gguf)")
    return ResolvedModel(folder.name, folder, found, decoding=decoding_defaults(folder))


def _kind_of_converted(folder: Path) -> Kind:
    """By the files beside ``model.bin``, whole or broken: a decoder has one vocabulary, Marian its two .spm files."""
    if any((folder / f"vocabulary.{ending}").is_file() for ending in ("json", "txt")):
        return "instruct"
    if any((folder / name).exists() for name in ("source.spm", "target.spm")):
        return "translator"
    if any((folder / name).is_file() for name in ("tokenizer.json", "tokenizer_config.json", "spiece.model")):
        return "seq2seq"
    raise ModelError(f"{folder}: no tokenizer beside model.bin (source.spm, tokenizer.json); get the model again")


def _converted(folder: Path) -> ResolvedModel:
    """The converted copy of a checkpoint, made on first use and again when the folder's files have changed."""
    from tr_news.models.conversion.convert import Origin, convert

    files = sorted(path for path in folder.iterdir() if path.is_file())
    state = json.dumps([(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files])
    entry = Entry(folder.name, None, None, revision=hashlib.sha256(state.encode()).hexdigest())
    target = store.converted_folder(folder)
    with store.locked(store.converting(folder)):
        record = store.read_quietly(target)
        if record is None or record.revision != entry.revision:
            made = target.with_name(f"{folder.name}.partial")
            try:
                store.clear(made)
                made.parent.mkdir(parents=True, exist_ok=True)
                origin = Origin(folder=str(folder), sources={path.name: f"sha256:{sha256(path)}" for path in files})
                record = convert(folder, made, entry, origin)
                store.clear(target)
                made.rename(target)
            except OSError as error:
                raise ModelError(f"{error.filename or made}: {error.strerror or error}; see TR_NEWS_HOME") from error
    return _from_record(record, target)
