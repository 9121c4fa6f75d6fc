"""From a hub to a model that runs: download, verify, convert, prove, install in one step."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tr_news.errors import ModelError
from tr_news.models import hub, store
from tr_news.models.catalogue import Entry, find
from tr_news.models.conversion.convert import Origin, convert
from tr_news.models.conversion.kinds import WITHOUT_TORCH, kind_of
from tr_news.models.conversion.tokenizer import TOKENIZER_FILES
from tr_news.models.conversion.torch import TORCH_HINT, has_torch
from tr_news.models.record import CHECKPOINT, Record, file_digests, read_record, verify, write_record

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


def _unproved(_folder: Path, _record: Record, /) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Pulled:
    """The outcome of :func:`pull`; ``fresh`` is False where the model was there already."""

    record: Record
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
    prove: Callable[[Path, Record], object] = _unproved,
) -> Pulled:
    """Makes a model of the catalogue, or of any repository of the hub, ready to run.

    Killed at any point it leaves no half-made model, and the next call goes on from what was downloaded. Two at once
    are safe: the second waits for the first. ``within`` limits the first contact with the hub, in seconds.
    ``prove`` is given the finished folder before it is installed, and raises where the model doesn't run.
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
        try:
            checkpoint = _download(entry, repository, progress)
            say(f"{entry.name}: converting to CTranslate2 {quantization}")
            made = checkpoint.parent / "converted"
            store.clear(made)
            sources = {file.name: file.checksum for file in wanted(repository)}
            origin = Origin(repository.commit, repository.licence, sources=sources)
            record = convert(checkpoint, made, entry, origin, quantization=quantization)
            prove(made, record)
            if keep_checkpoint:
                checkpoint.rename(made / CHECKPOINT)
                record = replace(record, checkpoint=file_digests(made / CHECKPOINT))
                write_record(made, record)
            folder = store.install(made, entry.name)
            shutil.rmtree(store.partial_folder(entry.name), ignore_errors=True)
        except OSError as error:
            place = error.filename or store.partial_folder(entry.name)
            raise ModelError(
                f"{place}: can't be written ({error.strerror or error}); set TR_NEWS_HOME to another folder"
            ) from error
        return Pulled(record, folder, fresh=True)


def _present(name: str, commit: str, quantization: str, keep_checkpoint: bool) -> Record | None:
    """The record of the installed model where it is just what is asked for, unharmed."""
    folder = store.model_folder(name)
    try:
        record = read_record(folder)
    except ModelError:
        return None
    if record is None or record.commit != commit or record.conversion.get("quantization") != quantization:
        return None
    if verify(folder, record) or (keep_checkpoint and not (folder / CHECKPOINT).is_dir()):
        return None
    return record


def _download(entry: Entry, repository: hub.Repository, progress: hub.Progress) -> Path:
    """The folder with all the files that are needed, verified. The small config.json comes first and decides.

    Whatever else an earlier pull has left there, of another commit or not finished, goes.
    """
    partial = store.partial_folder(entry.name)
    folder = partial / repository.commit
    files = wanted(repository)
    if not partial.is_dir():
        store.clear(partial)
    partial.mkdir(parents=True, exist_ok=True)
    for other in partial.iterdir():
        if other != folder or not other.is_dir() or other.is_symlink():
            store.clear(other)
    folder.mkdir(exist_ok=True)
    names = {file.name for file in files}
    for path in folder.iterdir():
        if path.is_symlink() or not path.is_file() or path.name.removesuffix(".part") not in names:
            store.clear(path)
    check_disk(folder, files)
    for file in files:
        hub.download(repository, file, folder, progress)
        if file.name == "config.json":
            model_type, _ = kind_of(folder, entry)
            if model_type not in WITHOUT_TORCH and not has_torch():
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
    there = {path.name.removesuffix(".part"): path.stat().st_size for path in folder.iterdir()}
    missing = sum(max(0, file.size - there.get(file.name, 0)) for file in files)
    # In int8, weights shrink to a quarter (from float32) or a half (from float16).
    needed = missing + sum(file.size for file in files) // 2 + _MARGIN
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ModelError(
            f"{folder}: the disk is too small: {needed / 1e6:,.0f} MB needed, {free / 1e6:,.0f} MB free; "
            "make room or set TR_NEWS_HOME to a folder on another disk"
        )
