"""The record beside a model: where it came from, how it was converted, what its files must be."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tr_news.errors import ModelError
from tr_news.models.catalogue import Kind, as_kind

RECORD = "tr-news-model.json"
CHECKPOINT = "checkpoint"  # the folder of the original weights, inside that of the model
SCHEMA = "tr-news/model/1"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known about a model that was converted here."""

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
    folder: str | None = None  # of a local checkpoint, in its converted copy
    schema: str = field(default=SCHEMA)


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
        record = Record(**table)
        for name, kind in (("name", str), ("digest", str), ("decoding", dict), ("files", dict), ("checkpoint", dict)):
            if not isinstance(getattr(record, name), kind):
                raise TypeError(f"{name} is not of type {kind.__name__}")
        return record
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{path}: not a record of this version ({error}); pull the model again") from error


def write_record(folder: Path, record: Record) -> None:
    """Puts the record into a model folder that is being made."""
    text = json.dumps(asdict(record), indent=2, ensure_ascii=False, sort_keys=True)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")


def verify(folder: Path, record: Record) -> list[str]:
    """What is wrong with a model, one line a file; empty where all its bytes are as they were made."""
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
