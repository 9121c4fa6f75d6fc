"""A sentence while it is being shortened: what is left of it, and where each character stood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tr_news.documents.translation import Cut
from tr_news.text.turkish.letters import upper

_MARKS = '"“”„«»'
_OPENING, _CLOSING = "“„«(", "”»)"


@dataclass(slots=True)
class Remainder:
    """What is left of ``source``. Spans of ``text`` are those of the text as it stands now."""

    source: str
    cuts: list[Cut] = field(default_factory=list)
    text: str = field(init=False)
    """What is left."""
    _places: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.source
        self._places = list(range(len(self.source)))

    def cut(self, start: int, end: int, rule: str) -> None:
        """Take out a span; the space that it leaves double goes with it."""
        text = self.text
        if end < len(text) and text[end] == " " and (start == 0 or text[start - 1] == " "):
            end += 1
        elif start and text[start - 1] == " " and text[end : end + 1] in (",", ".", ":", ";", "?", "!", ""):
            start -= 1
        gone = self._places[start:end]
        del self._places[start:end]
        self.text = text[:start] + text[end:]
        first = gone[0]
        for before, after in zip(gone, [*gone[1:], -1], strict=True):
            if after != before + 1:
                self.cuts.append(Cut(first, before + 1, rule))
                first = after


def without(source: str, cuts: Sequence[Cut]) -> str:
    """The sentence without the spans, its first letter a capital where it was the first before."""
    gone = {i for cut in cuts for i in range(cut.start, cut.end)}
    kept = "".join(character for i, character in enumerate(source) if i not in gone).strip()
    return upper(kept[:1]) + kept[1:] if 0 in gone else kept


def outside_quotes(text: str, position: int) -> bool:
    """Whether no quotation mark or parenthesis is open there."""
    before = text[:position]
    depth = sum(map(before.count, _OPENING)) - sum(map(before.count, _CLOSING))
    return depth <= 0 and before.count('"') % 2 == 0


def has_mark(text: str) -> bool:
    """Whether there is a quotation mark or parenthesis in it."""
    return any(mark in text for mark in _MARKS + "()")


def commas(text: str) -> list[re.Match[str]]:
    """The commas that part clauses or a subject from its clause, none in a quotation or number."""
    return [match for match in re.finditer(r",\s+", text) if outside_quotes(text, match.start())]
