"""Where the data goes, and in which format."""

import datetime
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TextIO

from tr_news.documents.article import Article
from tr_news.errors import UsageError

# Extension → format; the first extension of a format is the one that files of a folder get.
EXTENSIONS: Mapping[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".csv": "csv",
    ".eml": "eml",
}
_FIELDS = re.compile(r"\{(name|date|title)\}")
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 100  # characters of a field in a file's name


@dataclass(frozen=True, slots=True)
class Target:
    """Where the output goes: standard output, one file, or a file an article (``template``)."""

    form: str
    file: str | None = None
    template: str | None = None


def choose_target(
    output: str | None, folder: str | None, form: str | None, default: str, known: Sequence[str], inputs: Sequence[str]
) -> Target:
    """What the options mean, checked before the work is done.

    Args:
        output: ``--output``: a file, a folder (that is there, or ends in a slash), or a template.
        folder: ``--output-dir``.
        form: ``--format``; else the extension decides, else ``default``.
        known: the formats of this command.
        inputs: files that mustn't be written over.

    Raises:
        UsageError: the extension is of no format, the folder is missing, or the file is an input.
    """
    if output and folder:
        raise UsageError(
            "--output names one file, --output-dir the folder of many: give one of them, or -o 'DIR/{name}.EXT'"
        )
    if output in (None, "-") and folder is None:
        return Target(form or (default if default in known else known[0]))
    place = folder if folder is not None else str(output)
    template = folder is not None or place.endswith(("/", os.sep)) or Path(place).is_dir()
    if template:
        chosen = form or (default if default in known else known[0])
        extension = next(e for e, name in EXTENSIONS.items() if name == chosen)
        return Target(chosen, template=os.path.join(place, f"{{name}}{extension}"))  # noqa: PTH118 (keeps the text)
    extension = PurePath(place).suffix.lower()
    if form is None and extension and EXTENSIONS.get(extension) not in known:
        those = ", ".join(dict.fromkeys(e for e, name in EXTENSIONS.items() if name in known))
        raise UsageError(f"{place}: there is no format {extension}; take one of {those}, or say --format")
    chosen = form or EXTENSIONS.get(extension) or (default if default in known else known[0])
    if _FIELDS.search(place):
        return Target(chosen, template=place)
    target = Path(place)
    if not target.parent.is_dir():
        raise UsageError(f"{place}: there is no folder {target.parent}; make it first")
    if target.is_file() and any(Path(file).is_file() and target.samefile(file) for file in inputs):
        raise UsageError(f"{place}: is an input; give the output another name")
    return Target(chosen, file=place)


def write_all(pieces: Iterable[str], path: str | None, stdout: TextIO) -> None:
    """Each piece on stdout as soon as it is there; into a file all of them at once, whole or not at all.

    Where the work is broken off (Ctrl-C, an error) the file gets the pieces that are done.
    """
    if path is None:
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


@dataclass(slots=True)
class Names:
    """The names of the files of one run: those that would share a name are numbered in the order of the articles."""

    template: str
    inputs: Sequence[str] = ()
    _given: set[str] = field(default_factory=set)

    def of(self, article: Article) -> Path:
        """A file of its own for an article; its folder is there.

        Raises:
            UsageError: it would be written over an input.
        """
        values = {
            "name": _safe(article.id) or "article",
            "date": article.date.isoformat() if isinstance(article.date, datetime.date) else "undated",
            "title": _safe(article.title or article.id).lower() or "untitled",
        }
        path = Path(_FIELDS.sub(lambda found: values[found[1]], self.template))
        number = 2
        wanted = path
        while os.path.normcase(path) in self._given:
            path = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
            number += 1
        self._given.add(os.path.normcase(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and any(Path(file).is_file() and path.samefile(file) for file in self.inputs):
            raise UsageError(f"{path}: is an input; give the outputs another folder or name")
        return path


def _safe(text: str) -> str:
    """A part of a file's name for every system: ASCII letters, digits, points, dashes."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("İ", "I"))
    return _UNSAFE.sub("-", plain.encode("ascii", "ignore").decode())[:_LONGEST_NAME].strip("-.")


def joined(pieces: Iterable[str], separator: str) -> Iterator[str]:
    """The pieces with the separator between them, each as it comes."""
    for position, piece in enumerate(pieces):
        yield separator + piece if position else piece


def terminal_width(stdout: TextIO) -> int:
    """80 columns, fewer on a narrower terminal."""
    return min(80, shutil.get_terminal_size().columns) if stdout.isatty() else 80


def colour_wanted(stdout: TextIO) -> bool:
    """On a terminal, unless NO_COLOR is set or the terminal is dumb."""
    return stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
