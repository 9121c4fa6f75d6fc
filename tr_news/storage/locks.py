"""A folder that one process works in at a time, and who that is.

Where the file system knows flock, the kernel keeps the lock and gives it up when its holder dies, however it dies.
Where it doesn't (some network file systems), the lock is a file that appears in one step: a link to a file with a name
of its own, which NFS promises to do once (open(2), O_EXCL). The lock of a process of this machine that is gone is taken
over.
"""

import contextlib
import errno
import json
import os
import secrets
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tr_news.errors import OutputError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_NO_FLOCK = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL})
_PAUSE = 0.2  # seconds between two tries
_LOOK = 0.02  # the same while one is patient


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that has a lock: its number, its machine, and when that process began (0: not known)."""

    pid: int
    host: str
    began: int = 0

    @property
    def gone(self) -> bool:
        """Whether it is known to run no more: a process of this machine that isn't there, or is another by now."""
        if self.host != socket.gethostname():
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except (OSError, OverflowError):
            return False
        return bool(self.began) and _began(self.pid) not in (0, self.began)

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"


class FolderLock:
    """The lock ``path``; a context manager that has it on entry.

    Args:
        path: a file in the folder that is locked; the folder is there.
        wait: whether to wait for another holder.
        waiting: is told once who that is.
        given_up: whether to wait no longer.
        patience: seconds for which a holder is no holder yet: one that only looks goes away by itself.

    Raises:
        KeyboardInterrupt: the waiting was given up.
        OutputError: another process has it and ``wait`` is False, or the file can't be written.
    """

    def __init__(
        self,
        path: Path,
        *,
        wait: bool = True,
        waiting: Callable[[Holder | None], None] | None = None,
        given_up: Callable[[], bool] = lambda: False,
        patience: float = 0.0,
    ) -> None:
        self.path, self._patience = path, patience
        self._wait = wait
        self._waiting, self._given_up = waiting, given_up
        self._descriptor: int | None = None

    def __enter__(self) -> "FolderLock":
        told, began = False, time.monotonic()
        while not self._acquire():
            if time.monotonic() - began < self._patience and not self._given_up():
                time.sleep(_LOOK)
                continue
            found = holder(self.path)
            if not self._wait:
                raise OutputError(f"{self.path.parent}: {found or 'another run'} is at work in it; wait for its end")
            if not told and self._waiting is not None:
                self._waiting(found)
            told = True
            if self._given_up():
                raise KeyboardInterrupt
            time.sleep(_PAUSE)
        return self

    def __exit__(self, *_: object) -> None:
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)  # gives up the lock
            self._descriptor = None
        else:
            self.path.with_suffix(".link").unlink(missing_ok=True)

    def _acquire(self) -> bool:
        try:
            return self._flock() if fcntl is not None else self._link()
        except OSError as error:
            raise OutputError(f"{self.path}: can't be locked ({error.strerror or error}); is it read-only?") from error

    def _flock(self) -> bool:
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            if error.errno in _NO_FLOCK:
                return self._link()
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                return False
            raise
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, _ourselves(), 0)
        self._descriptor = descriptor
        return True

    def _link(self) -> bool:
        place = self.path.with_suffix(".link")
        own = place.with_name(f"{place.name}.{secrets.token_hex(8)}")
        own.write_bytes(_ourselves())
        try:
            with contextlib.suppress(FileExistsError):
                os.link(own, place)
            if own.stat().st_nlink == 2:
                return True
            found = _read(place)
            if found is not None and found.gone:
                _take_away(place, found)
            return False
        finally:
            own.unlink(missing_ok=True)


def holder(path: Path) -> Holder | None:
    """Who holds the lock of that path, as far as it says; None where nobody does."""
    link = _read(path.with_suffix(".link"))
    if link is not None:
        return None if link.gone else link
    found = _read(path)
    if found is None or found.gone or not _is_locked(path):
        return None
    return found


def _is_locked(path: Path) -> bool:
    if fcntl is None:
        return True
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def _take_away(place: Path, dead: Holder) -> None:
    """Removes the link of a dead holder, and puts back what another process has set there meanwhile."""
    aside = place.with_name(f"{place.name}.{secrets.token_hex(8)}")
    try:
        place.rename(aside)
    except FileNotFoundError:
        return
    if _read(aside) != dead:
        with contextlib.suppress(FileExistsError):
            os.link(aside, place)
    aside.unlink(missing_ok=True)


def _ourselves() -> bytes:
    pid = os.getpid()
    return json.dumps({"pid": pid, "host": socket.gethostname(), "began": _began(pid)}).encode("ascii")


def _read(path: Path) -> Holder | None:
    try:
        row = json.loads(path.read_bytes())
        return Holder(int(row["pid"]), str(row["host"]), int(row["began"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _began(pid: int) -> int:
    """When the process began, in ticks since the machine did; 0 where the system doesn't say."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
        return int(stat.rpartition(")")[2].split()[19])
    except (OSError, ValueError, IndexError):
        return 0
