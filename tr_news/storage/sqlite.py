"""SQLite files that several processes share, whose tables change with the versions, and that may be damaged one day.

In WAL mode readers don't wait for a writer, and a process that is killed leaves the file whole.
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from tr_news.errors import OutputError, first_line

Access = Literal["write", "read"]
_PATIENCE = 30.0  # seconds that one writer waits for another
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "fuse.sshfs", "9p", "lustre", "gpfs"})


def open_database(
    path: Path, migrations: Sequence[str], *, say: Callable[[str], None] = lambda _: None
) -> tuple[sqlite3.Connection, Access] | None:
    """A connection to the file, made where it isn't there, with the tables of the last migration.

    A damaged file is set aside under another name, and a new one made. One that can't be written is opened for
    reading; None where that can't be done either, or a later version has made it. ``say`` is told these in one line.

    Args:
        path: the file.
        migrations: SQL scripts; the number of those that were run is the file's ``user_version``.
        say: is told what went otherwise.
    """
    problem: Exception
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _opened(path, migrations), "write"
    except sqlite3.DatabaseError as error:
        if not isinstance(error, sqlite3.OperationalError):
            return _anew(path, migrations, say, error)
        problem = error
    except (OSError, OutputError) as error:
        problem = error
        if isinstance(error, OutputError):
            say(str(error))
            return None
    try:
        return _read_only(path, len(migrations)), "read"
    except (sqlite3.Error, OSError):
        say(f"{path}: can be neither written nor read ({first_line(problem)}); goes on without")
        return None


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All of it or nothing; waits for other writers first."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def is_on_network(path: Path) -> bool:
    """Whether the file system is one that machines share, where WAL must not be used by several of them."""
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    resolved = os.path.realpath(path)
    rows = [line.split()[1:3] for line in mounts if len(line.split()) > 2]
    over = [(len(point), kind) for point, kind in rows if f"{resolved}/".startswith(f"{point.rstrip('/')}/")]
    return bool(over) and max(over)[1] in _NETWORK


def _opened(path: Path, migrations: Sequence[str]) -> sqlite3.Connection:
    connection = _connect(str(path))
    try:
        connection.execute("PRAGMA auto_vacuum=INCREMENTAL")  # before the first table
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        if _version(connection) < len(migrations):
            with transaction(connection):
                for number in range(_version(connection), len(migrations)):
                    for statement in filter(str.strip, migrations[number].split(";")):
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version={number + 1}")
        _check(connection, path, len(migrations))
        if not os.access(path, os.W_OK):
            raise sqlite3.OperationalError("read-only")
    except BaseException:
        connection.close()
        raise
    return connection


def _read_only(path: Path, version: int) -> sqlite3.Connection:
    if not path.is_file():
        raise FileNotFoundError(f"{path} can't be made")
    problem: sqlite3.Error | None = None
    for more in ("", "&immutable=1"):  # the second where the files of the WAL can't be made beside it
        try:
            connection = _connect(f"file:{quote(path.as_posix())}?mode=ro{more}", uri=True)
            _check(connection, path, version)
        except sqlite3.Error as error:
            problem = error
            continue
        return connection
    assert problem is not None
    raise problem


def _connect(name: str, *, uri: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None, check_same_thread=False, uri=uri)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _check(connection: sqlite3.Connection, path: Path, version: int) -> None:
    found = _version(connection)
    if found > version:
        raise OutputError(f"{path}: made by a later version; goes on without it")
    if found < version:
        raise sqlite3.OperationalError("its tables are of an older version")


def _anew(
    path: Path, migrations: Sequence[str], say: Callable[[str], None], error: sqlite3.DatabaseError
) -> tuple[sqlite3.Connection, Access] | None:
    """Sets a damaged file aside. Another process may be doing the same: who comes second finds a whole one."""
    try:
        aside = set_aside(path)
        say(f"{path}: damaged ({first_line(error)}); set aside as {aside.name}, and begun anew")
        return _opened(path, migrations), "write"
    except (sqlite3.Error, OSError) as again:
        say(f"{path}: damaged, and can't be set aside ({first_line(again)}); goes on without it")
        return None


def identity(path: Path) -> tuple[int, int] | None:
    """Device and inode of a file; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def set_aside(path: Path) -> Path:
    """Renames a file, with what SQLite keeps beside it, to the first name that is free. Raises OSError."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    path.rename(aside)
    for ending in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return aside
