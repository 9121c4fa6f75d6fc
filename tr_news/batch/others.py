"""Inputs of other runs into the same folder: what is theirs isn't taken for an earlier state of what is ours."""

import os
import re
import stat
from collections.abc import Iterable

from tr_news.batch.index import Entry

_RECORD = re.compile(r"[:#]\d+$")


def file_of(source: str, parts: int) -> str:
    """The file that an article came from; ``parts`` are the articles of that file, 0 where it is one."""
    return _RECORD.sub("", source) if parts else source


def is_of_another(before: Entry, source: str, parts: int, places: Iterable[str]) -> bool:
    """Whether an entry is that of another file, which is still there: of ``b/x.txt`` after ``a/x.txt``.

    A folder that was renamed, or is named in another way now, has the same files. What is relative is looked for in
    ``places``, where runs were begun.
    """
    if before.source == source:
        return False
    file, ours = file_of(before.source, before.parts), file_of(source, parts)
    there = found_at(file, places)
    return bool(there) and not any(is_same_file(path, ours) for path in there)


def is_same_file(one: str, other: str) -> bool:
    """Whether two paths lead to one file; true too where one of them leads nowhere, which nobody can tell apart."""
    try:
        return one == other or os.path.samefile(one, other)  # noqa: PTH121 (a path may be no text)
    except (OSError, ValueError):
        return True


def found_at(source: str, places: Iterable[str]) -> list[str]:
    """Where there is a file at a path that may be relative to any of these places."""
    paths = [os.path.join(place, source) for place in places]  # noqa: PTH118 (a path may be no text)
    return list(filter(_is_there, dict.fromkeys(paths)))


def _is_there(source: str) -> bool:
    """Whether there is a file at a path as messages name it, where bytes that are no text have become U+FFFD.

    True too where nobody can know: in a folder that can't be opened now.
    """
    if "\ufffd" not in source:
        try:
            return not stat.S_ISDIR(os.lstat(source).st_mode)
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return False
        except OSError:
            return True
    folder, name = os.path.split(source)
    if "\ufffd" in folder:
        return True  # nobody knows
    try:
        return any(os.fsencode(found).decode("utf-8", "replace") == name for found in os.listdir(folder or "."))  # noqa: PTH208
    except OSError:
        return False
