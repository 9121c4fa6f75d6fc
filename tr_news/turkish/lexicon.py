"""The word lists of the Turkish room: text files in ``data/`` that a reader can correct without reading code."""

from functools import cache
from importlib.resources import files


@cache
def sections(name: str) -> dict[str, frozenset[str]]:
    """The words of ``data/NAME.txt`` by section.

    A section starts with ``[its name]`` on a line of its own; words are separated by white space; ``#`` starts a
    comment.
    """
    words: dict[str, set[str]] = {}
    section = ""
    for line in files("tr_news.turkish").joinpath(f"data/{name}.txt").read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line:
            words.setdefault(section, set()).update(line.split())
    return {section: frozenset(found) for section, found in words.items()}
