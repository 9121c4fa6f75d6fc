"""The lists of the reader: text files in ``data/`` that a reader can correct without reading code.

A section starts with ``[its name]`` on a line of its own; a line that begins with ``#`` is a comment. Files are read
when they are first needed.
"""

from functools import cache
from importlib.resources import files

from tr_news.articles.text import fold
from tr_news.text.agencies import agency_forms


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The lines of ``data/NAME.txt`` by section, in order; "" is the section before the first."""
    found: dict[str, list[str]] = {}
    section = ""
    path = files("tr_news.articles").joinpath("data", f"{name}.txt")
    for line in map(str.strip, path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("#"):
            found.setdefault(section, []).append(line)
    return {title: tuple(lines) for title, lines in found.items()}


@cache
def entries(name: str, section: str = "") -> tuple[str, ...]:
    """The entries of one section: lines, or what commas part on them."""
    lines = sections(name).get(section, ())
    return tuple(entry for line in lines for part in line.split(",") if (entry := part.strip()))


@cache
def keys(name: str, section: str = "") -> frozenset[str]:
    """The entries of one section, folded for comparing; of ``agencies`` those of the one list of them."""
    if name == "agencies":
        return agency_keys()
    return frozenset(map(fold, entries(name, section)))


@cache
def agency_keys() -> frozenset[str]:
    """The spellings of news agencies, folded for comparing."""
    return frozenset(map(fold, agency_forms()))
