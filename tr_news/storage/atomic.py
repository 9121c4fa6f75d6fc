"""Files that are there whole or not at all."""

import contextlib
import os
import secrets
import stat
from pathlib import Path

from tr_news.errors import TrNewsError, UsageError


def write_atomically(path: str | Path, text: str, *, unfinished: Path | None = None) -> None:
    """Writes the text in UTF-8, by way of a file beside it that takes its place.

    A symbolic link is followed, the mode of a file that is there is kept, and a pipe or device is written to as it is.
    ``unfinished``, on the same file system, is that file for a writer that is alone: what a killed one left there is
    written over. Without it the file has a name of its own.

    Raises:
        UsageError: the folder is missing, or it or the file can't be written to.
        TrNewsError: the disk is full, or failed.
    """
    target = Path(os.path.realpath(path))
    try:
        _write(target, text.encode(), unfinished)
    except OSError as error:
        advice = _advice(target, error)
        if advice is None:
            raise TrNewsError(f"{path}: can't be written ({error.strerror})") from error
        raise UsageError(f"{path}: {advice}") from error


def _advice(target: Path, error: OSError) -> str | None:
    folder = target.parent
    match error:
        case FileNotFoundError():
            return f"there is no folder {folder}; make it first"
        case NotADirectoryError():
            return f"{folder} is not a folder; choose another place"
        case IsADirectoryError():
            return "is a folder; give the name of a file"
        case PermissionError():
            return f"no permission to write in {folder}; choose another place"
        case _:
            return None


def _write(target: Path, data: bytes, unfinished: Path | None) -> None:
    try:
        mode: int | None = target.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError
    if mode is not None and not stat.S_ISREG(mode):
        target.write_bytes(data)
        return
    beside = unfinished or target.parent / f".tr-news-{secrets.token_hex(8)}.tmp"
    # os.open leaves the mode of a new file to the umask, as tempfile does not.
    new = os.O_EXCL if unfinished is None else os.O_TRUNC
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | new | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(stat.S_IMODE(mode))
        beside.replace(target)
    except BaseException:  # Ctrl-C as well: nothing half-written stays
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
