"""A folder of outputs: what is in it besides the outputs, and whether it can be one.

OUT/index.jsonl           one line an article
OUT/report.json           how the last run ended
OUT/.tr-news/lock         held by the run that is at work
OUT/.tr-news/status.json  how far it is, for `tr-news batch status`
OUT/.tr-news/settings/    what the outputs were made with, by digest
OUT/.tr-news/from/        where runs were begun: sources may be relative to these
OUT/.tr-news/ray.log      what Ray had to say, where the run was on a cluster
OUT/.tr-news/run-…        there as long as a run on a cluster, so that its workers know each other's from the next one's
OUT/.tr-news/scratch/     unfinished files; nothing is left of them
"""

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tr_news.batch import index
from tr_news.documents.values import json_line
from tr_news.errors import OutputError, UsageError
from tr_news.storage.digest import digest_bytes, digest_value
from tr_news.storage.durable import writing

PRIVATE = ".tr-news"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of a folder of outputs, or of a shard's part of it."""

    out: Path
    shard: str = ""  # "2-of-3"

    @property
    def private(self) -> Path:
        """What is the run's own, not the user's."""
        folder = self.out / PRIVATE
        return folder / "shards" / self.shard if self.shard else folder

    @property
    def index(self) -> Path:
        """The index that this run adds to."""
        return self.private / index.NAME if self.shard else self.out / index.NAME

    @property
    def report(self) -> Path:
        """The report of this run."""
        return self.private / "report.json" if self.shard else self.out / "report.json"

    @property
    def lock(self) -> Path:
        """Held while a run is at work."""
        return self.private / "lock"

    @property
    def state(self) -> Path:
        """The index as a table, while a run is at work."""
        return self.private / "state.sqlite"

    @property
    def copies(self) -> Path:
        """The texts of the articles, by which copies are found."""
        return self.private / "copies.sqlite"

    @property
    def corrections(self) -> Path:
        """Which corrections the last complete run knew."""
        return self.private / "corrections"

    @property
    def scratch(self) -> Path:
        """Where files are until they are whole."""
        return self.private / "scratch"

    @property
    def status(self) -> Path:
        """How far the run is."""
        return self.private / "status.json"

    def make(self) -> None:
        """Makes the folders. Raises OutputError where that can't or mustn't be, UsageError where OUT is a file."""
        if self.out.exists() and not self.out.is_dir():
            raise UsageError(f"{self.out}: is a file; OUT must be a folder")
        for path in (self.out / PRIVATE, self.index):
            if path.is_symlink():
                raise OutputError(f"{path}: a link that may lead out of the folder; remove it")
        with writing(self.out):
            self.private.mkdir(parents=True, exist_ok=True)

    def lost_index(self) -> bool:
        """Whether there was an index and is none now, or an empty one.

        One that the first run hasn't filled before it was killed isn't lost: what it had in work is done again.
        """
        with contextlib.suppress(OSError):
            if self.index.stat().st_size:
                return False
        if self.corrections.exists() or not (self.out / PRIVATE / "settings").exists():
            return True  # a run was complete; or what is private is lost as well
        return self.report.exists() and not self.index.exists()

    def shards(self) -> list["Layout"]:
        """The shards that have worked in this folder."""
        folder = self.out / PRIVATE / "shards"
        return [Layout(self.out, path.name) for path in sorted(folder.glob("*")) if path.is_dir()]

    def write(self, path: Path, text: str) -> None:
        """Writes a file of the run's own, which holds the lock; what a killed run left of one is written over.

        Raises:
            TrNewsError: it can't be written.
        """
        from tr_news.storage.atomic import write_atomically

        if path.is_symlink():
            path.unlink()  # it may lead out of the folder
        write_atomically(path, text, unfinished=self.private / "unfinished.tmp")

    def keep_settings(self, shape: Mapping[str, object]) -> None:
        """Remembers what outputs are made with, so that a later run can say what has changed."""
        folder = self.out / PRIVATE / "settings"
        path = folder / f"{digest_value(shape)}.json"
        with writing(path):
            folder.mkdir(exist_ok=True)
            if not path.exists():
                self.write(path, json_line(shape) + "\n")

    def settings(self, digest: str) -> Mapping[str, object] | None:
        """What outputs of that digest were made with; None where that isn't known."""
        try:
            value = json.loads((self.out / PRIVATE / "settings" / f"{digest}.json").read_bytes())
        except (OSError, ValueError):
            return None
        return value if isinstance(value, dict) else None

    def keep_place(self) -> None:
        """Remembers where this run was begun, as the sources in the index may be relative to that."""
        try:
            here = os.getcwd()  # noqa: PTH109 (its name may be no text)
        except OSError:  # it was deleted: nothing can be relative to it
            return
        path = self.out / PRIVATE / "from" / digest_bytes(os.fsencode(here))[:32]
        with writing(path):
            path.parent.mkdir(exist_ok=True)
            if not path.exists():
                self.write(path, printable(here))

    def places(self) -> list[str]:
        """Where runs were begun, this one first."""
        found = ["", *(path.read_text("utf-8", "replace") for path in sorted((self.out / PRIVATE / "from").glob("*")))]
        return list(dict.fromkeys(found))

    def size_of(self, place: str) -> int | None:
        """The bytes of an output; None where it isn't there."""
        try:
            return os.stat(f"{self.out}/{place}").st_size  # noqa: PTH116 (twice as quick, for each of 100,000)
        except OSError:
            return None


def check_places(roots: Sequence[str], out: Path) -> None:
    """Whether the outputs can go there.

    OUT may be inside IN: the walk leaves it out. Of several inputs some may be missing, which is told as they are read.
    Raises UsageError where OUT is an input, or has one inside, or no input is there.
    """
    target = out.resolve()
    if roots and not any(map(os.path.lexists, roots)):
        raise UsageError(f"{printable(roots[0])}: no such file or folder; check the path")
    for root in roots:
        resolved = Path(root).resolve()
        if resolved == target:
            raise UsageError(f"{printable(root)}: is IN and OUT; give the outputs another folder")
        if target in resolved.parents:
            raise UsageError(f"{printable(root)}: is inside of OUT; give the outputs another folder")
    with writing(out):  # which may be where nobody may look
        if target.exists() and not target.is_dir():
            raise UsageError(f"{out}: is a file; OUT must be a folder")


def printable(path: str) -> str:
    """A path that any terminal can show."""
    return os.fsencode(path).decode("utf-8", "replace")
