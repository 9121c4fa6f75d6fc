"""Which names ``--include`` and ``--exclude`` speak of."""

import os
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch


@dataclass(frozen=True)
class Patterns:
    """Patterns of the shell, held against a name, its place below the root, and its path as it was given.

    ``*`` stands for any folders too, ``**/`` for none as well; a ``./`` before and a ``/`` behind count for nothing,
    nor how letters with accents are composed: a Mac writes them in two parts, a keyboard in one.
    """

    given: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.given)

    def match(self, path: str, parts: Sequence[str]) -> bool:
        """Whether one of them is a file's; ``parts`` is its place."""
        texts = {_plain(text) for text in (parts[-1], "/".join(parts), os.path.normpath(path))}
        return any(fnmatch(text, form) for pattern in self.given for form in _forms(pattern) for text in texts)


def _forms(pattern: str) -> tuple[str, ...]:
    """The pattern, and what it is where ``**/`` stands for no folder."""
    plain = _plain(pattern).removeprefix("./").rstrip("/")
    return tuple({plain, plain.replace("**/", "")})


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text)


NONE = Patterns()
