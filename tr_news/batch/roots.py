"""Several inputs that were named: the place of each below OUT, so that no two of one name are taken for the same."""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from tr_news.batch.names import folded, marked


def places(roots: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each root and its name below OUT.

    Of those with one name (``2024/haber.txt 2025/haber.txt``) the first by path keeps it, the others have a mark of
    their path; the order in which they are given doesn't matter.
    """
    alike: dict[str, set[str]] = defaultdict(set)
    for root in roots:
        alike[folded(_name(root))].add(os.path.normpath(root))
    for root in roots:
        name, path = _name(root), os.path.normpath(root)
        yield root, name if path == min(alike[folded(name)]) else marked(name, path)


def _name(root: str) -> str:
    return os.path.basename(os.path.abspath(root))  # noqa: PTH100, PTH119 (bytes that are no text survive in str alone)


def place(path: str) -> tuple[tuple[str, ...], str]:
    """The place of a path of a list, and what tells it from others that would have that place.

    What leads up, or begins at the root of the system, has no part in the place: ``../a.txt``, ``/a.txt`` and ``a.txt``
    are three.
    """
    whole = PurePath(path)
    return tuple(part for part in whole.parts if part not in ("..", whole.anchor)) or ("_",), os.fspath(whole)
