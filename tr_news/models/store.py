"""Where downloaded and converted models live, and the record beside each of them.

    HOME/models/NAME/           a complete model, with its record in tr-news-model.json
    HOME/models/NAME/checkpoint the weights it was converted from, where they were kept
    HOME/converted/KEY/NAME     the converted copy of a checkpoint in a folder of the user's
    HOME/partial/NAME/          what a download or conversion has reached so far; not a model
    HOME/locks/NAME.lock        held while a model is made or removed

A model is made under ``partial`` and moved to ``models`` in one step, so what is under ``models`` is whole.
"""

import hashlib
import json
import math
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tr_news.errors import ModelError
from tr_news.models.catalogue import KINDS, Kind, as_kind

RECORD = "tr-news-model.json"
CHECKPOINT = "checkpoint"  # the folder of the original weights, inside that of the model
SCHEMA = "tr-news/model/1"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known about an installed model: where it came from, how it was converted, what its files must be."""

    name: str
    kind: Kind
    repository: str | None  # None for a local folder
    revision: str  # asked for: a branch, tag or commit
    commit: str | None  # what it resolved to
    licence: str | None
    sources: Mapping[str, str]  # downloaded file → "sha256:…" or "git-sha1:…", as the hub gave it
    conversion: Mapping[str, str]  # quantization and versions of the tools
    decoding: Mapping[str, Any]  # the model's own defaults: beam_size, …
    files: Mapping[str, str]  # installed file → sha256
    digest: str  # one over ``files``
    checkpoint: Mapping[str, str] = field(default_factory=dict)  # the same of the original weights, where kept
    languages: tuple[str, ...] = ()
    schema: str = field(default=SCHEMA)


def home() -> Path:
    """``TR_NEWS_HOME``, else the user's cache folder of this platform. Not created here."""
    chosen = os.environ.get("TR_NEWS_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_cache_dir("tr-news", appauthor=False))


def model_folder(name: str) -> Path:
    """Where the model of that name is, once it is installed."""
    return home() / "models" / _folder_name(name)


def partial_folder(name: str) -> Path:
    """Where an unfinished download is kept, so that the next one goes on from there."""
    return home() / "partial" / _folder_name(name)


def _folder_name(name: str) -> str:
    folder = name.replace("/", "--")
    if not folder or folder.startswith(".") or any(letter in folder for letter in '\\:*?"<>|\0'):
        raise ModelError(f"{name!r} can't be the name of a model")
    return folder


@contextmanager
def locked(name: str, *, on_wait: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Holds the model's lock among all processes. ``on_wait`` is called where another one has it first."""
    import filelock

    path = home() / "locks" / f"{_folder_name(name)}.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(path)
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            on_wait()
            lock.acquire()
    except OSError as error:
        raise ModelError(f"{path}: can't be written ({error.strerror}); set TR_NEWS_HOME to another folder") from error
    try:
        yield
    finally:
        lock.release()


def read_record(folder: Path) -> Record | None:
    """The record of a model folder; None where there is none. Raises :class:`ModelError` for a damaged one."""
    path = folder / RECORD
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path}: damaged ({error}); remove the model and pull it again") from error
    try:
        if table["schema"] != SCHEMA:
            raise ValueError(f"schema {table['schema']!r}")
        table["kind"], table["languages"] = as_kind(table["kind"]), tuple(table["languages"])
        return Record(**table)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path}: not a record of this version ({error}); pull the model again") from error


def write_record(folder: Path, record: Record) -> None:
    """Puts the record into a model folder that is being made."""
    text = json.dumps(asdict(record), indent=2, ensure_ascii=False, sort_keys=True)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")


def installed() -> list[Record]:
    """The records of all complete models, translators first, by name. Damaged ones are left out: see ``damaged``."""
    return sorted((r for r, _ in _scan() if r is not None), key=lambda record: (KINDS.index(record.kind), record.name))


def damaged() -> list[str]:
    """Names of the models whose record is missing or unreadable, as their folders say them."""
    # No repository has "--" in its name (catalogue.find), so this is what _folder_name made of it.
    return sorted(folder.name.replace("--", "/") for record, folder in _scan() if record is None)


def _scan() -> Iterator[tuple[Record | None, Path]]:
    root = home() / "models"
    if not root.is_dir():
        return
    for folder in sorted(root.iterdir()):
        if folder.is_dir():
            try:
                yield read_record(folder), folder
            except ModelError:
                yield None, folder


def install(made: Path, name: str) -> Path:
    """Moves a finished model into its place, over an older one. Call it with the lock held."""
    target = model_folder(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        old = partial_folder(name) / "replaced"
        shutil.rmtree(old, ignore_errors=True)
        old.parent.mkdir(parents=True, exist_ok=True)
        target.rename(old)
        made.rename(target)
        shutil.rmtree(old)
    else:
        made.rename(target)
    return target


def remove(name: str) -> int:
    """Deletes a model and what is left of its downloads; the bytes freed, 0 where there was nothing."""
    with locked(name):
        freed = 0
        for folder in (model_folder(name), partial_folder(name)):
            if folder.exists():
                freed += size_of(folder)
                shutil.rmtree(folder)
        return freed


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def verify(folder: Path, record: Record) -> list[str]:
    """What is wrong with an installed model, one line a file; empty where all its bytes are as they were made."""
    problems = []
    kept = {f"{CHECKPOINT}/{name}": expected for name, expected in record.checkpoint.items()}
    for name, expected in {**record.files, **kept}.items():
        path = folder / name
        if not path.is_file():
            problems.append(f"{path}: missing")
        elif sha256(path) != expected:
            problems.append(f"{path}: changed since it was installed")
    return problems


def file_digests(folder: Path) -> dict[str, str]:
    """sha256 of each file that the model's output depends on: all but its record and its model card."""
    names = sorted(p.name for p in folder.iterdir() if p.is_file() and p.name != RECORD and p.suffix != ".md")
    return {name: sha256(folder / name) for name in names}


def digest_of(files: Mapping[str, str]) -> str:
    """One digest for a set of files: sha256 over their names and digests."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return "sha256:" + hashlib.sha256(lines.encode()).hexdigest()


def folder_digest(folder: Path) -> str:
    """One digest for a model folder: two folders with the same one give the same output."""
    return digest_of(file_digests(folder))


def sha256(path: Path) -> str:
    """Hexadecimal sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_setting(name: str, value: object) -> bool:
    """Whether a value of a configuration can be a decoding setting: a text for ``prefix``, else a number from 0."""
    if name == "prefix":
        return isinstance(value, str)
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf


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
