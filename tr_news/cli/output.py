"""Where the data goes."""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from tr_news.errors import UsageError


def write_all(pieces: Iterable[str], path: str | None, stdout: TextIO) -> None:
    """Each piece on stdout as soon as it is there; into a file all of them at once, whole or not at all.

    Where the work is broken off (Ctrl-C, an error) the file gets the pieces that are done.
    """
    if path is None or path == "-":
        for piece in pieces:
            stdout.write(piece)
            stdout.flush()
        return
    from tr_news.storage.atomic import write_atomically

    done: list[str] = []
    try:
        done.extend(pieces)  # what an iterator gave before it failed stays in the list
    finally:
        if done:
            write_atomically(path, "".join(done))


def joined(pieces: Iterable[str], separator: str) -> Iterator[str]:
    """The pieces with the separator between them, each as it comes."""
    for position, piece in enumerate(pieces):
        yield separator + piece if position else piece


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
