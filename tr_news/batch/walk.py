"""Inputs, found lazily: the files below folders in the order of their names, or those of a list."""

import itertools
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tr_news.articles import FORMATS
from tr_news.batch import roots
from tr_news.batch.layout import PRIVATE
from tr_news.batch.patterns import NONE, Patterns
from tr_news.batch.sorted_names import SortedNames
from tr_news.errors import InputError
from tr_news.pipeline import Failure
from tr_news.storage.durable import OUT_OF_FILES, reason

Identity = tuple[int, int]  # device and inode
OUTPUTS = "the folder of the outputs"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read: its path as the system has it, and its place below the root it was found in.

    ``named`` tells it from another file of that place, where there may be one.
    """

    path: str
    parts: tuple[str, ...]
    named: str = ""

    @property
    def owner(self) -> str:
        """What tells it from all other files of the run."""
        return self.named or "/".join(self.parts)

    @property
    def source(self) -> str:
        """The path as articles and messages name it."""
        return os.fsencode(self.path).decode("utf-8", "replace")


@dataclass(slots=True)
class Walk:
    """Which files of the roots are inputs.

    A file counts that has an ending of :data:`tr_news.articles.FORMATS`, or matches ``include`` where that is given,
    and doesn't match ``exclude``; a file that is a root itself may have any ending. What begins
    with a dot is left out, and so are folders behind symbolic links, which might lead in circles, those of outputs, and
    the folders ``leave_out``. ``skipped`` counts what was left out, by reason.
    """

    roots: Sequence[str]
    recursive: bool = True
    include: Patterns = NONE
    exclude: Patterns = NONE
    leave_out: frozenset[Identity] = frozenset()
    skipped: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[Found | Failure]:
        alone = len(self.roots) == 1
        for root, name in roots.places(self.roots):
            if os.path.isdir(root):  # noqa: PTH112 (bytes that are no text survive in str alone)
                yield from self._below(root, () if alone else (name,))
            elif (left_out := _left_out(root, (name,), self.include, self.exclude)) is not None:
                self.skipped[left_out] += 1
            else:
                yield Found(root, (name,))

    def _below(self, root: str, parts: tuple[str, ...]) -> Iterator[Found | Failure]:
        start = len(parts)
        below = [iter([(root, parts)])]  # by depth, the folders yet to be listed
        while below:
            if (place := next(below[-1], None)) is None:
                below.pop()
                continue
            folder, parts = place
            try:
                files, folders = self._listed(folder, parts[start:])
            except OSError as error:
                if error.errno in OUT_OF_FILES:
                    raise
                source = os.fsencode(folder).decode("utf-8", "replace")
                problem = f"this folder can't be opened ({reason(error)}); check its permissions"
                yield Failure(source, InputError(source, problem))
                continue
            yield from itertools.starmap(Found, _places(folder, parts, files))
            below.append(_places(folder, parts, folders))

    def _listed(self, folder: str, parts: tuple[str, ...]) -> tuple[SortedNames, SortedNames]:
        """Names of the files and folders in it that count, each in order. Names only: a folder may hold 100,000."""
        files, folders = SortedNames(), SortedNames()
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if name.startswith((".", "~$")):  # the second is what Word keeps beside an open document
                    self.skipped["hidden"] += 1
                elif self._excluded(entry, parts):
                    self.skipped["excluded"] += 1
                elif _is_folder(entry):
                    if self._enters(entry):
                        folders.add(name)
                elif self._wanted(entry, parts):
                    files.add(name)
                else:
                    self.skipped["not included" if self.include else "another kind of file"] += 1
        return files, folders

    def _enters(self, entry: os.DirEntry[str]) -> bool:
        if not self.recursive:
            self.skipped["folder"] += 1
        elif entry.is_symlink():
            self.skipped["link to a folder"] += 1
        elif self.leave_out and _identity(entry.stat()) in self.leave_out:
            self.skipped[OUTPUTS] += 1
        elif os.path.isdir(f"{entry.path}/{PRIVATE}"):  # noqa: PTH112 (quick, for each of 100,000)
            self.skipped["a folder of another run's outputs"] += 1
        else:
            return True
        return False

    def _wanted(self, entry: os.DirEntry[str], parts: tuple[str, ...]) -> bool:
        if self.include:
            return self.include.match(entry.path, (*parts, entry.name))
        return os.path.splitext(entry.name)[1].lower() in FORMATS  # noqa: PTH122 (quick, for each of 100,000)

    def _excluded(self, entry: os.DirEntry[str], parts: tuple[str, ...]) -> bool:
        return bool(self.exclude) and self.exclude.match(entry.path, (*parts, entry.name))


def _places(folder: str, parts: tuple[str, ...], names: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Path and place below the root of each name in a folder."""
    return ((os.path.join(folder, name), (*parts, name)) for name in names)  # noqa: PTH118


@dataclass(slots=True)
class Listed:
    """The files of a list, each in the place that its path says.

    What is in the folder ``out`` is left out, and so is what ``include`` and ``exclude`` leave out; ``skipped`` counts
    these, by reason.
    """

    paths: Iterable[str]
    out: str | os.PathLike[str]
    include: Patterns = NONE
    exclude: Patterns = NONE
    skipped: Counter[str] = field(default_factory=Counter)

    def __iter__(self) -> Iterator[Found]:
        outputs = os.path.realpath(self.out)
        folder = inside = None  # of the path before: those of a folder stand together
        for path in self.paths:
            parts, owner = roots.place(path)
            if folder != os.path.dirname(path):  # noqa: PTH120 (quick, for each of 100,000)
                folder = os.path.dirname(path)  # noqa: PTH120
                inside = _is_below(folder, outputs)
            if inside:
                self.skipped[OUTPUTS] += 1
            elif (left_out := _left_out(path, parts, self.include, self.exclude)) is not None:
                self.skipped[left_out] += 1
            else:
                yield Found(path, parts, owner)


def _is_below(folder: str, outputs: str) -> bool:
    try:
        real = os.path.realpath(folder)
    except ValueError:  # a NUL in it: told when it is read
        return False
    return real == outputs or real.startswith(os.path.join(outputs, ""))  # noqa: PTH118


def _left_out(path: str, parts: Sequence[str], include: Patterns, exclude: Patterns) -> str | None:
    """Why a file that was named is left out; a folder of its place that is excluded takes it along."""
    if exclude and any(exclude.match(path, parts[:end]) for end in range(1, len(parts) + 1)):
        return "excluded"
    return None if not include or include.match(path, parts) else "not included"


def identity(path: str | os.PathLike[str]) -> Identity | None:
    """What a file or folder is, whatever it is called; None where there is none."""
    try:
        return _identity(os.stat(path))  # noqa: PTH116
    except OSError:
        return None


def _identity(status: os.stat_result) -> Identity:
    return status.st_dev, status.st_ino


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, say: told when it is read
        return False
