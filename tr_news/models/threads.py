"""How a model's work is split between cores, and which split was measured to be the quickest on this machine.

    HOME/threads/KEY.json       one measurement: of a model, on a processor, with so many cores

The choice changes how fast a model answers, never what it answers.
"""

import json
import platform
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tr_news.documents.values import json_line
from tr_news.errors import TrNewsError
from tr_news.models import store
from tr_news.storage.atomic import write_atomically
from tr_news.storage.digest import digest_value

_MOST = 1024  # cores
_SHARED = (2, 4, 8)  # cores at one batch: more of them wait for each other most of the time


@dataclass(frozen=True, slots=True)
class Split:
    """``inter`` batches at a time, ``intra`` cores at each: CTranslate2's inter- and intra-threads."""

    inter: int
    intra: int

    def __str__(self) -> str:
        batches, cores = "batch" if self.inter == 1 else "batches", "core" if self.intra == 1 else "cores"
        return f"{self.inter} {batches} at a time, {self.intra} {cores} at each"


def split_of(cores: int, inter: int | None = None, intra: int | None = None) -> Split:
    """The split that is asked for; what is left open follows from the cores: a core for each batch, all cores busy."""
    if inter is None:
        return Split(max(cores // (intra or 1), 1), intra or 1)
    return Split(inter, intra or max(cores // inter, 1))


def possible_splits(cores: int) -> tuple[Split, ...]:
    """Those worth a measurement, that without one first. From 4 cores on half of them may be two threads of a core."""
    halved = [Split(cores // 2, 1)] if cores >= 4 else []
    return (Split(cores, 1), *halved, *(Split(cores // intra, intra) for intra in _SHARED if intra <= cores))


@dataclass(frozen=True, slots=True)
class Place:
    """What a measurement holds for: the model's digest, its engine and compute type, the processor, the cores."""

    model: str
    engine: str
    compute_type: str
    processor: str
    cores: int

    @property
    def path(self) -> Path:
        """Where it is kept. Raises UsageError where there is no folder for models."""
        key = digest_value([self.model, self.engine, self.compute_type, self.processor, self.cores])
        return store.home() / "threads" / f"{key}.json"


def kept_split(place: Place) -> Split | None:
    """What was measured here before; None where nothing was, or the file says nothing that makes sense."""
    with suppress(TrNewsError, OSError, ValueError, TypeError, KeyError, RecursionError):
        row = json.loads(place.path.read_text("utf-8"))
        split = Split(row["inter"], row["intra"])
        counts = (split.inter, split.intra)
        if all(type(count) is int and 1 <= count <= _MOST for count in counts) and row["cores"] == place.cores:
            return split
    return None


def keep_split(place: Place, split: Split, speeds: Mapping[Split, float]) -> None:
    """Keeps a measurement: the split, and the pieces a second that each one had.

    Raises:
        TrNewsError: it can't be written.
    """
    path = place.path
    row = {
        "inter": split.inter, "intra": split.intra, "cores": place.cores, "processor": place.processor,
        "model": place.model, "engine": place.engine, "compute_type": place.compute_type,
        "pieces_a_second": {f"{one.inter}x{one.intra}": round(speed, 1) for one, speed in speeds.items()},
    }  # fmt: skip
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TrNewsError(f"{path.parent}: can't be made ({error.strerror})") from error
    write_atomically(path, json_line(row) + "\n")


def processor() -> str:
    """The name of the processor, as far as the system tells it."""
    try:
        rows = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        rows = []
    named = (row.partition(":")[2].strip() for row in rows if row.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()
