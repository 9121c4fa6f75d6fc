"""What stands in quotation marks: the one reader of them, for Turkish and English, straight, curly and angular marks.

Single marks quote where they open in front of a word and close behind one; an apostrophe (Ankara'da, players') is none.
A double mark without a partner belongs to a quotation that runs over several sentences.
"""

import re
from dataclasses import dataclass
from typing import Literal

REPORTING = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|told|added|asked|according|noted|stated|announced|explained|spoke|wrote)\b"
)
BESIDE = 25  # characters between a mark and "he said"
Direction = Literal["open", "close"]
DOUBLE_MARKS = '"“”„‟«»'

_PAIRS = re.compile(
    r"\"(?P<straight>[^\"]+)\"|[“„‟](?P<curly>[^“”„‟]+)[”“]|«(?P<angular>[^«»]+)»"
    r"|(?<![\w'’.,!?])[‘'‚‛](?=\w)(?P<single>[^\"“”«»]{0,400}?[\w.,!?])['’](?![\w'’])"
)
# Without a double mark, and a single one that may open, nothing is quoted: the common case.
_HINT = re.compile(rf"[{DOUBLE_MARKS}]|(?<!\w)['‘‚‛](?=\w)")
_DOUBLE = re.compile(f"[{DOUBLE_MARKS}]")
SINGLE_OPENING = re.compile(r"(?<![\w.,!?'\"’])['‘](?=\w)")
SINGLE_CLOSING = re.compile(r"(?<=[\w.,!?])['’](?!\w)")
BEFORE_OPENING = frozenset(" ([-/'\"")


@dataclass(frozen=True, slots=True)
class Quotation:
    """``text`` stands between the marks at ``start`` and ``end - 1``; ``whole`` is False where one mark is missing.

    ``single``: its marks are single ones.
    """

    start: int
    end: int
    text: str
    whole: bool = True
    single: bool = False


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of ``text`` in order, none inside another. Linear in its length.

    One whose other mark is missing goes up to the next one or the end of the text, or begins behind the one before.
    """
    if _HINT.search(text) is None:
        return ()
    found: list[Quotation] = []
    position = 0
    while (match := _PAIRS.search(text, position)) is not None:
        said = match[match.lastgroup or 0]
        found.append(Quotation(match.start(), match.end(), said, single=match.lastgroup == "single"))
        position = match.end()
    return tuple(sorted([*found, *_loose_marks(text, found)], key=lambda quotation: quotation.start))


def is_told(text: str, quotation: Quotation) -> bool:
    """Whether somebody "said" stands right in front of an English quotation, or behind it."""
    around = (max(0, quotation.start - BESIDE), quotation.start), (quotation.end, quotation.end + BESIDE)
    return any(REPORTING.search(text, *place) for place in around)


def _loose_marks(text: str, found: list[Quotation]) -> list[Quotation]:
    """The quotation that a double mark outside of all pairs begins or ends."""
    for mark in _DOUBLE.finditer(text):
        at = mark.start()
        if any(q.start <= at < q.end for q in found):
            continue
        start = max((q.end for q in found if q.end <= at), default=0)
        end = min((q.start for q in found if q.start > at), default=len(text))
        before, after = text[start:at], text[at + 1 : end]
        if before.strip() and not before[-1].isspace() and not after[:1].isalnum():
            return [Quotation(start, at + 1, before, whole=False)]
        return [Quotation(at, end, after, whole=False)]
    return []


def directions(text: str) -> list[tuple[int, Direction]]:
    """Position and direction of each straight double mark; where both sides look the same, it closes what is open."""
    found: list[tuple[int, Direction]] = []
    depth = 0
    for match in re.finditer('"', text):
        at = match.start()
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        may_open = (not before or before in BEFORE_OPENING) and after.strip() != ""
        may_close = before.strip() != "" and not after.isalnum()
        facing: Direction = "open" if may_open and not may_close else "close"
        if may_open == may_close:
            facing = "close" if depth else "open"
        depth += 1 if facing == "open" else -1
        found.append((at, facing))
    return found


def without_partner(marks: list[tuple[int, Direction]]) -> tuple[list[int], list[int]]:
    """Indexes of the marks that open, and of those that close, without a partner."""
    opened: list[int] = []
    unopened: list[int] = []
    for index, (_, facing) in enumerate(marks):
        if facing == "open":
            opened.append(index)
        elif opened:
            opened.pop()
        else:
            unopened.append(index)
    return opened, unopened


def quotes_singly(text: str) -> bool:
    """Whether a single mark opens a quotation."""
    return SINGLE_OPENING.search(text) is not None


def runs_on_singly(text: str) -> bool:
    """Whether a quotation in single marks is not closed."""
    return len(SINGLE_OPENING.findall(text)) > len(SINGLE_CLOSING.findall(text))
