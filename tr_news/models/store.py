"""Where downloaded and converted models live.

    HOME/models/NAME/           a complete model, with its record in tr-news-model.json
    HOME/models/NAME/checkpoint the weights it was converted from, where they were kept
    HOME/converted/KEY/NAME     the converted copy of a checkpoint in a folder of the user's
    HOME/partial/NAME/          what a download or conversion has reached so far; not a model
    HOME/locks/NAME.lock        held while a model is made or removed

A model is made under ``partial`` and moved to ``models`` in one step, so what is under ``models`` is whole.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tr_news.errors import ModelError, UsageError
from tr_news.models.catalogue import KINDS
from tr_news.models.record import CHECKPOINT, Record, digest_of, file_digests, read_record


def home() -> Path:
    """``TR_NEWS_HOME``, else the user's cache folder of this platform. Not created here.

    Raises :class:`UsageError` where there is neither: a user without a home folder.
    """
    try:
        chosen = os.environ.get("TR_NEWS_HOME")
        if chosen:
            return Path(chosen).expanduser().absolute()
        import platformdirs

        return Path(platformdirs.user_cache_dir("tr-news", appauthor=False)).expanduser().absolute()
    except RuntimeError as error:
        raise UsageError(f"no folder for models: {error} Set TR_NEWS_HOME to one") from error


def model_folder(name: str) -> Path:
    """Where the model of that name is, once it is installed."""
    return home() / "models" / _folder_name(name)


def partial_folder(name: str) -> Path:
    """Where an unfinished download is kept, so that the next one goes on from there."""
    return home() / "partial" / _folder_name(name)


def converted_folder(checkpoint: Path) -> Path:
    """Where the converted copy of a checkpoint in a folder of the user's is, or will be."""
    return home() / "converted" / _key(checkpoint) / checkpoint.name


def _key(checkpoint: Path) -> str:
    return hashlib.sha256(str(checkpoint).encode("utf-8", "surrogateescape")).hexdigest()[:16]


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


def converting(checkpoint: Path) -> str:
    """The name of the lock under which the copy of a checkpoint is made or removed."""
    return f"converted-{_key(checkpoint)}"


def installed() -> list[Record]:
    """The records of all complete models, translators first, by name. Damaged ones are left out: see ``damaged``."""
    return sorted((r for r, _ in _scan() if r is not None), key=lambda record: (KINDS.index(record.kind), record.name))


def damaged() -> list[str]:
    """Names of the models whose record is missing or unreadable, as their folders say them."""
    # No repository has "--" in its name (catalogue.find), so this is what _folder_name made of it.
    return sorted(folder.name.replace("--", "/") for record, folder in _scan() if record is None)


def converted() -> list[tuple[Path, Record | None]]:
    """The folders of all converted copies with their records; None for one that is damaged or not finished."""
    root = _root() / "converted"
    folders = sorted(root.glob("*/*")) if root.is_dir() else []
    return [(folder, read_quietly(folder)) for folder in folders if folder.is_dir()]


def _scan() -> Iterator[tuple[Record | None, Path]]:
    root = _root() / "models"
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder.is_dir():
            yield read_quietly(folder), folder


def _root() -> Path:
    try:
        return home()
    except UsageError:
        return Path(os.devnull)  # nothing is installed for a user without a home folder


def read_quietly(folder: Path) -> Record | None:
    """The record of a folder; None where it is damaged, too."""
    try:
        return read_record(folder)
    except ModelError:
        return None


def record_of(folder: Path) -> Record | None:
    """The record that may be believed of a converted model, or of the checkpoint kept inside one; None elsewhere.

    In the store it is (``tr-news models verify`` compares the files). In a folder of the user's only where it
    describes just the files that are there: a record that was copied from another model does not.
    Raises :class:`ModelError` for a damaged record.
    """
    parent = folder.parent if folder.name == CHECKPOINT else None
    record = read_record(folder) or (read_record(parent) if parent else None)
    if record is None or any(folder.is_relative_to(_root() / place) for place in ("models", "converted")):
        return record
    there = file_digests(parent or folder)
    return record if there == dict(record.files) and record.digest == digest_of(there) else None


def install(made: Path, name: str) -> Path:
    """Moves a finished model into its place, over an older one. Call it with the lock held."""
    target = model_folder(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    old = partial_folder(name) / "replaced"
    clear(old)
    if os.path.lexists(target):
        old.parent.mkdir(parents=True, exist_ok=True)
        target.rename(old)
    made.rename(target)
    clear(old)
    return target


def remove(name: str) -> int:
    """Deletes a model and what is left of its downloads; the bytes freed, 0 where there was nothing."""
    with locked(name):
        return sum(map(_freed, (model_folder(name), partial_folder(name))))


def remove_converted(checkpoint: Path) -> int:
    """Deletes the converted copy of a checkpoint; the bytes freed, 0 where there was none.

    ``checkpoint`` is the folder that was converted, whether it is still there or not, or the copy itself.
    """
    root = home() / "converted"
    if checkpoint.parent.parent == root:
        return _freed(checkpoint.parent)
    with locked(converting(checkpoint)):
        return _freed(converted_folder(checkpoint).parent)


def _freed(folder: Path) -> int:
    if not os.path.lexists(folder):
        return 0
    size = size_of(folder)
    clear(folder)
    return max(size, 1)


def clear(path: Path) -> None:
    """Removes whatever stands at a path: a folder, a file, a link; nothing is fine too."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
