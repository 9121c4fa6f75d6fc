"""The word lists and texts of this room."""

from functools import cache
from importlib.resources import files


@cache
def data(name: str) -> str:
    """A file beside this one."""
    return files("tr_news.daily").joinpath(name).read_text(encoding="utf-8")


@cache
def roles() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is counted of people in Turkish news: the English of it, and the beginnings of words that say so."""
    lines = [line.partition("#")[0].strip() for line in data("roles.txt").splitlines()]
    pairs = [line.partition("=") for line in lines if line]
    return tuple((label.strip(), tuple(starts.split())) for label, _, starts in pairs)
