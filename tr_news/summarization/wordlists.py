"""Word lists of the summarizer: text files in ``data/``, read when they are first needed."""

from functools import cache
from importlib import resources


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The lines of ``data/NAME.txt`` by ``[section]`` (``""`` before the first), without blanks and ``#`` comments."""
    text = resources.files(__package__).joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("#"):
            found.setdefault(section, []).append(line)
    return {title: tuple(lines) for title, lines in found.items()}


@cache
def words(name: str, section: str = "") -> frozenset[str]:
    """The words of one section of ``data/NAME.txt``, several a line."""
    return frozenset(" ".join(sections(name)[section]).split())
