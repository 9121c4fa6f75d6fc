"""A translator that asks the memory first."""

import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from tr_news.errors import first_line
from tr_news.storage.digest import digest_bytes, digest_value
from tr_news.translation.memory.damage import begin_anew, is_damage
from tr_news.translation.memory.store import LIMIT, Approved, MemoryStore, approved_key, sentence_key
from tr_news.translation.protocol import Around, Translation, Translator

_T = TypeVar("_T")
_NAMES = frozenset({"name", "repository", "revision", "licence", "built_in"})  # say nothing of the output
_CHECK_SIZE = 200  # calls


class RememberingTranslator(Around):
    """Wraps a translator: approved translations first, then what the model said before, then the model.

    What it gives for a sentence is what the translator would give, but for the origin, and for what a person approved.
    It stands outside of all that passes around the model (spans, names, glossary), which reads a sentence as it is
    written; so the key is the sentence as the reader of articles has cleaned it (NFC, white space folded), and no more
    is taken for the same.

    Args:
        translator: the translator.
        described: all that determines its output, such as the model's digest and its decoding.
        store: the memory.
        limit: bytes that the memory may have.
        say: is told where the memory fails.
    """

    def __init__(
        self,
        translator: Translator,
        described: Mapping[str, object],
        store: MemoryStore,
        *,
        limit: int = LIMIT,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__(translator)
        self.store = store
        self.corrects = True  # whether it gives approved translations; else someone outside does
        self.hits = self.approved_hits = 0
        self._limit, self._say = limit, say
        self._calls, self._broken, self._damaged = 0, False, False
        self._described, self._renewing = context_of(described), threading.RLock()
        self._context: int | None = None
        self._asked(self._begin)

    def describe(self) -> Mapping[str, object] | None:
        """The translator's: a memory changes nothing of what it says."""
        return self.translator.describe()

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """English for each sentence."""
        different = list(dict.fromkeys(sentences))
        approved = self._asked(lambda: self._approved(different)) or {}
        keys = {text: sentence_key(text) for text in different if text not in approved}
        found = self._asked(lambda: self.store.find(self._context, list(dict.fromkeys(keys.values())))) or {}
        missing = [text for text, key in keys.items() if key not in found]
        said = dict(zip(missing, self.translator.translate(missing), strict=True)) if missing else {}
        self._asked(lambda: self._keep(keys, said, found))
        remembered = {text: found[key][0] for text, key in keys.items() if key in found}
        self.hits += sum(1 for text in sentences if text in remembered)
        self.approved_hits += sum(1 for text in sentences if text in approved)
        known = remembered | said | approved
        return [known[text] for text in sentences]

    def _asked(self, ask: Callable[[], _T]) -> _T | None:
        """What the memory answers; a memory that fails costs time, and nothing else."""
        if self._broken:
            return None
        asked = self.store
        try:
            return ask()
        except sqlite3.DatabaseError as error:
            with self._renewing:  # by one thread
                if self.store is asked and not self._renewed(error):
                    self._broken = True
                    return None
        return self._asked(ask)

    def _begin(self) -> None:
        self._context = self.store.context(self._described)

    def _renewed(self, error: sqlite3.DatabaseError) -> bool:
        """Whether another memory was begun in the place of a damaged one, which is done once."""
        if is_damage(error) and self.store.access == "write" and not self._damaged:
            self._damaged = True
            new = begin_anew(self.store, error, self._say)
            if new is not None:
                self.store = new
                self._asked(self._begin)
            return new is not None
        problem = f"{self.store.path}: fails ({first_line(error)}); goes on without memory"
        self._say(f"{problem}; `tr-news memory check` looks into it")
        return False

    def corrections(self) -> list[Approved]:
        """All translations that a person approved."""
        return self._asked(lambda: list(self.store.approved())) or []

    def corrections_digest(self) -> str:
        """One for all of them; "" where there is none."""
        return self._asked(lambda: self.store.approved_digest()) or ""

    def corrections_of(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Those of these keys."""
        return self._asked(lambda: self.store.find_approved(keys)) or {}

    def _approved(self, sentences: Sequence[str]) -> dict[str, Translation]:
        if not self.corrects or not self.store.approved_count():
            return {}
        keys = {text: approved_key(text) for text in sentences}
        approved = self.store.find_approved(list(dict.fromkeys(keys.values())))
        return {text: Translation(approved[key], origin="approved") for text, key in keys.items() if key in approved}

    def _keep(
        self,
        keys: Mapping[str, bytes],
        said: Mapping[str, Translation],
        found: Mapping[bytes, tuple[Translation, int]],
    ) -> None:
        if self._context is None or self.store.access == "read" or not (said or found):
            return
        now = self.store.generation()
        used = [key for key, (_, last) in found.items() if last < now]
        new = [(keys[text], text, translation) for text, translation in said.items()]
        if new or used:
            self.store.add(self._context, new, used)
        self._calls += 1
        if self._calls % _CHECK_SIZE == 0:
            self.store.evict(self._limit)


class CorrectedTranslator(Around):
    """Wraps a translator: approved translations that are given by their keys, then what it says."""

    def __init__(self, translator: Translator, approved: Mapping[bytes, str]) -> None:
        super().__init__(translator)
        self.approved_hits = 0
        self._approved = approved

    def describe(self) -> Mapping[str, object] | None:
        """The translator's."""
        return self.translator.describe()

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """English for each sentence."""
        keys = {text: approved_key(text) for text in dict.fromkeys(sentences)}
        said = {t: Translation(self._approved[k], origin="approved") for t, k in keys.items() if k in self._approved}
        missing = [text for text in keys if text not in said]
        self.approved_hits += sum(1 for text in sentences if text in said)
        said |= zip(missing, self.translator.translate(missing) if missing else (), strict=True)
        return [said[text] for text in sentences]


def context_of(described: Mapping[str, object]) -> dict[str, object]:
    """What determines a translation: weights, decoding, glossary, and the rules of all that passes around the model."""
    return {key: value for key, value in described.items() if key not in _NAMES} | {"rules": _rules()}


@cache
def _rules() -> str:
    """A digest of the code and word lists that have a say in the English of a sentence."""
    package = Path(__file__).parents[2]
    files = sorted(
        path
        for room in ("text", "facts", "translation")
        for path in (package / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.parent != Path(__file__).parent
    )
    return digest_value([[path.relative_to(package).as_posix(), digest_bytes(path.read_bytes())] for path in files])
