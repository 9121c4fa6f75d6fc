"""Many files into one folder, each whole or not there at all, also after the power has failed.

A file is written under another name; :meth:`DurableFolder.settle` brings it to disk, moves it into its place and brings
to disk the folders that have changed. What was put before it returned stays.

Paths are plain strings: pathlib interns every name, and Python's table of interned strings, which grows and is laid out
anew as names come and go, costs a run over 100,000 files 2 MB.
"""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

from tr_news.errors import OutputError

OUT_OF_FILES = (errno.EMFILE, errno.ENFILE)  # the system gives no more: neither to read nor to write
_AT_ONCE = 8  # files
_MOST_KNOWN = 2000  # folders that need no second look


class DurableFolder:
    """Writes files below ``root``; unfinished ones are in ``scratch``, a folder of the same file system.

    Raises:
        OutputError: a file or folder can't be written.
    """

    def __init__(self, root: Path, scratch: Path) -> None:
        self.root, self._root = root, str(root)
        self._scratch = str(scratch)
        self._written: list[tuple[str, str]] = []  # unfinished files and their places
        self._moving: str | None = None  # the one that is getting its name
        self._changed: set[str] = set()
        self._known: set[str] = set()
        self._count = 0
        with writing(scratch):
            shutil.rmtree(scratch, ignore_errors=True)  # what a killed run left
            scratch.mkdir(parents=True)

    def put(self, parts: Sequence[str], data: bytes) -> None:
        """The file ``parts`` (folders and name) below the root, in place of one that is there.

        It is there when :meth:`settle` returns, not before.
        """
        target = os.path.join(self._root, *parts)
        with writing(target):
            self._make(os.path.dirname(target))
            self._count += 1
            beside = os.path.join(self._scratch, f"{self._count}.tmp")
            try:
                with open(beside, "wb") as file:
                    file.write(data)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(beside)
                raise
            self._written.append((beside, target))

    def remove(self, parts: Sequence[str]) -> bool:
        """Takes a file away, and the folders that it leaves empty. Whether it was there."""
        target = os.path.join(self._root, *parts)
        with writing(target):
            try:
                os.unlink(target)
            except (FileNotFoundError, NotADirectoryError):
                return False
            folder = os.path.dirname(target)
            while folder != self._root and not os.listdir(folder):
                os.rmdir(folder)
                self._known.discard(folder)
                folder = os.path.dirname(folder)
            self._changed = {changed for changed in self._changed if os.path.isdir(changed)} | {folder}
        return True

    def settle(self) -> None:
        """Brings all to disk: files, at the same time, which the disk does in one go; then their names.

        Broken off by an error or a signal, it goes on where it was when it is called again.
        """
        if self._written and self._written[0][0] == self._moving and not os.path.exists(self._moving):
            self._moved()
        if len(self._written) > 1:
            from concurrent.futures import ThreadPoolExecutor

            with ThreadPoolExecutor(_AT_ONCE) as pool:
                list(pool.map(_sync_file, self._written))
        else:
            list(map(_sync_file, self._written))
        while self._written:
            self._moving, target = self._written[0]
            with writing(target):
                os.replace(self._moving, target)
            self._moved()
        for folder in self._changed:
            with writing(folder):
                sync_folder(folder)
        self._changed.clear()

    def _moved(self) -> None:
        _, target = self._written[0]
        self._changed.add(os.path.dirname(target))
        del self._written[0]

    def close(self) -> None:
        """Leaves no unfinished file."""
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _make(self, folder: str) -> None:
        """The folder and those above it up to the root. A link in their place would lead out of it."""
        if folder == self._root or folder in self._known:
            return
        self._make(os.path.dirname(folder))
        try:
            os.mkdir(folder)
            self._changed.add(os.path.dirname(folder))
        except FileExistsError:
            if not stat.S_ISDIR(os.lstat(folder).st_mode):
                raise OutputError(f"{folder}: a link or file is in the way of a folder; remove it") from None
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known.add(folder)


def _sync_file(written: tuple[str, str]) -> None:
    beside, target = written
    with writing(target):
        descriptor = os.open(beside, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_folder(folder: str | Path) -> None:
    """Brings the names in a folder to disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows keeps them without being asked
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):  # a file system that has no such thing
            raise
    finally:
        os.close(descriptor)


class writing:  # noqa: N801 (reads as a verb: with writing(path))
    """Turns an OSError into the OutputError that says which file, why, and what to do."""

    def __init__(self, path: str | Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError):
            raise OutputError(f"{self._path}: can't be written ({reason(error)}); {_advice(error)}") from error


def reason(error: OSError) -> str:
    """What the system says, in lower case."""
    return (error.strerror or str(error)).lower()


def _advice(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return "make room and run it again: it goes on from here"
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return "choose another folder, or change its permissions"
        case number if number in OUT_OF_FILES:
            return "raise the number of open files (ulimit -n)"
        case errno.ENOTDIR | errno.EISDIR:
            return "a file and a folder want the same name; move one of them"
        case _:
            return "mend that and run it again: it goes on from here"
