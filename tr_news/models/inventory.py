"""Which models there are: built in, installed, damaged, converted from a folder, or to be had by name."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tr_news.models import store
from tr_news.models.catalogue import Entry, catalogue
from tr_news.models.decoding import sensible
from tr_news.models.record import Record

State = Literal["built in", "installed", "damaged", "available", "converted"]


@dataclass(frozen=True, slots=True)
class Item:
    """A model as `tr-news models list` shows it. Sizes in megabytes, None where they aren't known."""

    name: str  # of the catalogue or the hub; the folder of a checkpoint that was converted
    state: State
    kind: str  # "?" where its record is damaged
    download_mb: int | None = None
    installed_mb: int | None = None
    licence: str | None = None
    languages: tuple[str, ...] = ()
    repository: str | None = None
    revision: str | None = None  # the commit of an installed one, else what a pull would ask for
    good_for: str = ""
    beam_size: int | None = None


def inventory() -> list[Item]:
    """Every model: those of the catalogue in its order, others that are installed, converted copies of folders."""
    records = {record.name: record for record in store.installed()}
    broken = set(store.damaged())
    entries = catalogue()
    others = [name for name in (*records, *sorted(broken)) if name not in entries]
    known = [_item(name, entries.get(name), records.get(name), name in broken) for name in (*entries, *others)]
    return known + [_copy(folder, record) for folder, record in store.converted()]


def _item(name: str, entry: Entry | None, record: Record | None, broken: bool) -> Item:
    state: State
    if broken:
        state = "damaged"
    elif entry is not None and entry.built_in:
        state = "built in"
    else:
        state = "installed" if record else "available"
    known = entry or record  # what the catalogue says, else what the hub said
    return Item(
        name=name,
        state=state,
        kind=str(known.kind) if known else "?",
        download_mb=entry.size if entry else None,
        installed_mb=_megabytes(store.model_folder(name)) if record else None,
        licence=known.licence if known else None,
        languages=known.languages if known else (),
        repository=known.repository if known else name,
        revision=record.commit if record else entry.revision if entry and not entry.built_in else None,
        good_for=entry.good_for if entry else "",
        beam_size=_beam_size(record) if record else entry.beam_size if entry else None,
    )


def _copy(folder: Path, record: Record | None) -> Item:
    """A converted copy; without a record it is one that a conversion left unfinished, or a damaged one."""
    size = _megabytes(folder)
    if record is None:
        return Item(str(folder), "damaged", "?", installed_mb=size)
    return Item(record.folder or str(folder), "converted", record.kind, installed_mb=size, beam_size=_beam_size(record))


def _beam_size(record: Record) -> int | None:
    return sensible(record.decoding).get("beam_size")


def _megabytes(folder: Path) -> int:
    return round(store.size_of(folder) / 1e6)
