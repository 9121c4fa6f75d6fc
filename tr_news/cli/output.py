"""Where the data goes."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from tr_news.errors import UsageError


def put(text: str, path: str | None, stdout: TextIO) -> None:
    """To the file, whole or not at all; to stdout otherwise."""
    if path is None or path == "-":
        stdout.write(text)
        stdout.flush()
        return
    from tr_news.briefs.write import write_atomically

    write_atomically(path, text)


def check_target(path: str | None, inputs: Iterable[str]) -> None:
    """Before the work is done: whether ``path`` can be written, and is none of the inputs.

    Raises:
        UsageError: its folder is missing, or it is an input.
    """
    if path is None or path == "-":
        return
    target = Path(path)
    if not target.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {target.parent}; make it first")
    if target.is_file() and any(Path(file).is_file() and target.samefile(file) for file in inputs):
        raise UsageError(f"{path}: is an input; give the output another name")


def terminal_width(stdout: TextIO) -> int:
    """80 columns, fewer on a narrower terminal."""
    return min(80, shutil.get_terminal_size().columns) if stdout.isatty() else 80


def colour_wanted(stdout: TextIO) -> bool:
    """On a terminal, unless NO_COLOR is set or the terminal is dumb."""
    return stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
