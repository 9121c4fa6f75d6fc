"""Sentence boundaries against a gold standard.

A boundary is the offset at which a sentence ends. Newlines are given, so boundaries at a newline and at the end of the
text don't count; ``optional`` offsets (cuts inside direct quotations) are neither right nor wrong. The F1 is over all
boundaries together (micro).
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Splitter = Callable[[str], list[str]]


@dataclass
class Count:
    """Boundaries that are right, predicted, and in the gold standard."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def f1(self) -> float:
        """F1 of the boundaries, 0 to 100."""
        return 200 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 100.0


def boundaries(text: str, sentences: Iterable[str]) -> set[int]:
    """The offsets at which sentences end, white space left out. ValueError where a sentence isn't in the text."""
    ends, position = set(), 0
    for sentence in sentences:
        stripped = sentence.strip()
        if stripped:
            position = text.index(stripped, position) + len(stripped)
            ends.add(position)
    return ends


def given(text: str) -> set[int]:
    """The boundaries that need no splitter: newlines and the end of the text."""
    return {len(text[: m.start()].rstrip()) for m in re.finditer("\n", text)} | {len(text.rstrip())}


def free(doc: dict[str, Any]) -> set[int]:
    """The offsets of a document that don't count: given boundaries and optional ones."""
    text = doc["text"]
    return given(text) | {len(text[:offset].rstrip()) for offset in doc["optional"]} | set(doc["optional"])


def compare(doc: dict[str, Any], splitter: Splitter) -> tuple[set[int], set[int]]:
    """The predicted and the gold boundaries of a document that count."""
    text, uncounted = doc["text"], free(doc)
    return boundaries(text, splitter(text)) - uncounted, boundaries(text, doc["sentences"]) - uncounted


def score(docs: Iterable[dict[str, Any]], splitter: Splitter) -> dict[str, Count]:
    """The counts by source, and of all documents together under "all"."""
    counts: dict[str, Count] = defaultdict(Count)
    for doc in docs:
        predicted, gold = compare(doc, splitter)
        for count in (counts["all"], counts[doc["source"]]):
            count.right += len(predicted & gold)
            count.predicted += len(predicted)
            count.gold += len(gold)
    return dict(counts)


def read(path: Path) -> list[dict[str, Any]]:
    """The documents of a .jsonl file: ``text``, ``sentences``, ``optional``, ``source``. Raises OSError, ValueError."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
