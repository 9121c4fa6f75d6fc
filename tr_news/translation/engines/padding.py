"""Which sentences of unequal length may be decoded together, because each comes out the same bit for bit.

CTranslate2 takes padding out of all layers but attention. There a shorter sentence has longer matrices, with zeros that
add nothing, but they may be multiplied by another kernel, which adds in another order: with AVX-512 there is one for
matrices of fewer than 16 columns and one for all others, with AVX2 it depends on the rest of a division as well. So it
is tried on this processor, once, with all pairs of lengths and a small model (``engines/twin.py``), and kept in

    HOME/padding/KEY.json
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tr_news.documents.values import json_line
from tr_news.errors import TrNewsError
from tr_news.models import store
from tr_news.models.threads import processor
from tr_news.storage.atomic import write_atomically
from tr_news.storage.digest import digest_value
from tr_news.translation.engines.decoding import shortest_of_band
from tr_news.translation.engines.twin import Twin

LONGEST = 95  # pieces: longer sentences are rare
_SAMPLES = 2  # sentences of a length
_SWITCHES = ("CT2_", "ONEDNN_", "DNNL_", "MKL_", "OPENBLAS_")  # variables that choose kernels
_FLAGS = ("flags", "Features")  # lines of /proc/cpuinfo: what a processor can


@dataclass(frozen=True, slots=True)
class Padding:
    """The bands of lengths that may share a batch, each by its shortest (:func:`shortest_of_band`)."""

    bands: frozenset[int]

    def beside(self, length: int) -> int:
        """The shortest length that may share a batch whose longest sentence has so many pieces."""
        low = shortest_of_band(length)
        return low if low in self.bands and length <= LONGEST else length


EQUAL = Padding(frozenset())  # only equal lengths share a batch


@dataclass(frozen=True, slots=True)
class Place:
    """What a trial holds for: the engine and its version, the width of a head, the beams, the cores at a batch."""

    engine: str
    head: int
    beams: int
    cores: int

    @property
    def path(self) -> Path:
        """Where it is kept. Raises UsageError where there is no folder for models."""
        key = [self.engine, self.head, self.beams, self.cores, processor(), _abilities(), _switches()]
        return store.home() / "padding" / f"{digest_value(key)}.json"


def kept(place: Place) -> Padding | None:
    """What was found here before; None where nothing was, or the file says nothing that makes sense."""
    with suppress(TrNewsError, OSError, ValueError, TypeError, KeyError, RecursionError):
        row = json.loads(place.path.read_text("utf-8"))
        bands = frozenset(row["bands"])
        if row["longest"] == LONGEST and bands <= _bands():
            return Padding(bands)
    return None


def keep(place: Place, padding: Padding) -> None:
    """Keeps what was found, where that is possible: a trial takes four seconds."""
    with suppress(TrNewsError, OSError):
        place.path.parent.mkdir(parents=True, exist_ok=True)
        row = {
            "engine": place.engine, "head": place.head, "beams": place.beams, "cores": place.cores,
            "processor": processor(), "longest": LONGEST, "bands": sorted(padding.bands),
        }  # fmt: skip
        write_atomically(place.path, json_line(row) + "\n")


def tried(place: Place) -> Padding:
    """The bands in which no sentence comes out otherwise beside a longer one; all pairs of lengths are tried.

    Of two sentences of different kernels every second or so shows it, so a band with one such length is given up.

    Raises:
        RuntimeError, ValueError: as CTranslate2 raises.
        OSError: there is no room for a file of a megabyte.
    """
    twin = Twin(place.head, place.beams, place.cores)
    lengths = [length for length in range(2, LONGEST + 1) for _ in range(_SAMPLES)]
    sources = twin.sentences(lengths)
    alone = [twin.answers([source])[0] for source in sources]
    differ: set[int] = set()
    for longest in range(3, LONGEST + 1):
        band = shortest_of_band(longest)
        if band in differ:
            continue
        beside = [n for n, length in enumerate(lengths) if band <= length <= longest]
        answers = twin.answers([sources[n] for n in beside])
        if any(answer != alone[n] for n, answer in zip(beside, answers, strict=True)):
            differ.add(band)
    return Padding(_bands() - differ)


def _bands() -> frozenset[int]:
    return frozenset(shortest_of_band(length) for length in range(2, LONGEST + 1))


def _abilities() -> str:
    """What the processor says it can, where the system tells."""
    with suppress(OSError):
        for row in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
            name, _, value = row.partition(":")
            if name.strip() in _FLAGS:
                return " ".join(sorted(value.split()))
    return ""


def _switches() -> Mapping[str, str]:
    return {name: value for name, value in sorted(os.environ.items()) if name.startswith(_SWITCHES)}
