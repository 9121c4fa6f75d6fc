"""The models known by name, read from ``catalogue.toml``."""

import difflib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from tr_news.errors import UsageError

Kind = Literal["translator", "seq2seq", "instruct"]
KINDS: tuple[Kind, ...] = ("translator", "seq2seq", "instruct")
BUILT_IN = "tr-en-mini"

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A model that can be pulled. ``size`` is the download in megabytes, 0 where it isn't known beforehand."""

    name: str
    kind: Kind | None  # None for a repository outside the catalogue: its config.json tells
    repository: str | None  # None for the built-in model
    revision: str = "main"
    licence: str | None = None
    size: int = 0
    languages: tuple[str, ...] = ()
    good_for: str = ""
    rank: int = 0
    beam_size: int | None = None
    length_penalty: float | None = None
    prefix: str | None = None  # what the model wants before its input, as T5 does

    @property
    def built_in(self) -> bool:
        return self.repository is None


@cache
def catalogue() -> dict[str, Entry]:
    """Every entry by its name, in the order of the file."""
    text = Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8")
    return {name: _entry(name, table) for name, table in tomllib.loads(text).items()}


def _entry(name: str, table: dict[str, Any]) -> Entry:
    built_in = table.pop("built_in", False)
    languages = tuple(table.pop("languages"))
    return Entry(name=name, repository=None if built_in else table.pop("repository"), languages=languages, **table)


def find(name: str) -> Entry:
    """The entry for a catalogue name or a repository id (``owner/name``), in the catalogue or not.

    Raises :class:`UsageError` for a name that is neither, with the nearest one that exists.
    """
    entry = known_as(name)
    if entry is not None:
        return entry
    if _REPOSITORY.fullmatch(name) and ".." not in name and "--" not in name:
        return Entry(name=name, kind=None, repository=name)
    raise UsageError(
        f"no model is called {name!r}{nearest(name, list(catalogue()))}; `tr-news models list` shows the names, "
        "OWNER/NAME takes any repository of the hub"
    )


def known_as(name: str) -> Entry | None:
    """The entry of the catalogue for one of its names or repository ids, whatever its capitals; None for others."""
    entries = catalogue()
    if name in entries:
        return entries[name]
    if name == "built-in":
        return entries[BUILT_IN]
    repositories = ((entry.repository or "", entry) for entry in entries.values())
    return next((entry for repository, entry in repositories if repository.casefold() == name.casefold()), None)


def nearest(name: str, known: Sequence[str]) -> str:
    """`` (did you mean X?)``, or nothing where no known name is near."""
    near = difflib.get_close_matches(name.casefold(), known, n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def as_kind(text: str) -> Kind:
    """``text`` as a kind of model; ValueError where it isn't one."""
    for kind in KINDS:
        if kind == text:
            return kind
    raise ValueError(f"{text!r} is not a kind of model")
