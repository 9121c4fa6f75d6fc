"""The folder that the days stand in: ``2026-03-04/daily.json`` and what is rendered from it.

Only what has changed is written, so that times of files tell readers and mirrors what is new. One run at a time: a
second one waits.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from tr_news.daily.digest import Digest, from_dict, to_dict
from tr_news.documents.values import encodable
from tr_news.errors import OutputError, TrNewsError
from tr_news.storage.atomic import write_atomically

NAME = "daily.json"


class Days:
    """The days below a folder, made where there is none.

    Raises:
        OutputError: it can't be made, or is a file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: no folder can be made there ({error.strerror})") from error

    @contextmanager
    def locked(self, waiting: Callable[[str], None]) -> Iterator[None]:
        """Holds the folder, after another run has let go of it; ``waiting`` is told that there is one.

        The lock's file stays as it is, empty, so that a run that changes nothing changes nothing.

        Raises:
            OutputError: the folder can't be written to.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / ".lock")
        try:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                waiting(f"{self.folder}: another run is at work in it; waiting for its end")
                lock.acquire()
        except OSError as error:
            raise OutputError(f"{self.folder}: can't be written to ({error.strerror})") from error
        try:
            yield
        finally:
            lock.release()

    def dates(self) -> list[str]:
        """The days that there are, oldest first."""
        return sorted(
            path.parent.name for path in self.folder.glob(f"[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]/{NAME}")
        )

    def read(self, day: str) -> Digest | None:
        """A day; None where there is none, or a file that is none of ours."""
        try:
            return from_dict(json.loads((self.folder / day / NAME).read_text(encoding="utf-8")))
        except (OSError, ValueError, RecursionError):
            return None

    def text(self, day: str) -> str:
        """The ``daily.json`` of a day that there is, as it stands."""
        return (self.folder / day / NAME).read_text(encoding="utf-8")

    def before(self, day: date, days: int) -> list[Digest]:
        """The digests of the days before one, oldest first."""
        try:
            names = [(day - timedelta(days=back)).isoformat() for back in range(days, 0, -1)]
        except OverflowError:
            return []
        return [digest for name in names if (digest := self.read(name)) is not None]

    def latest(self, days: int) -> list[Digest]:
        """The digests of the last days that there are, newest first."""
        return [digest for name in reversed(self.dates()[-days:]) if (digest := self.read(name)) is not None]

    def write(self, texts: Mapping[str, str]) -> list[str]:
        """Writes files by their path below the folder, those that have changed; returns which.

        Raises:
            OutputError: one can't be written.
        """
        changed = []
        for name, text in texts.items():
            path = self.folder / name
            if _current(path) == text.encode("utf-8", "replace"):
                continue
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise OutputError(f"{path.parent}: no folder can be made there ({error.strerror})") from error
            try:
                write_atomically(path, text)
            except TrNewsError as error:
                raise OutputError(str(error)) from error
            changed.append(name)
        return changed


def json_text(digest: Digest) -> str:
    """``daily.json``: always the same for the same digest, a line a story so that people can compare days."""
    data = encodable(to_dict(digest))
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _current(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
