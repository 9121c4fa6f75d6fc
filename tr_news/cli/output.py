"""Where the data goes."""

import os
from typing import TextIO


def put(text: str, path: str | None, stdout: TextIO) -> None:
    """To the file, whole or not at all; to stdout otherwise."""
    if path is None or path == "-":
        stdout.write(text)
        stdout.flush()
        return
    from tr_news.briefs.write import write_atomically

    write_atomically(path, text)


def colour_wanted(stdout: TextIO) -> bool:
    """On a terminal, unless NO_COLOR is set or the terminal is dumb."""
    return stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
