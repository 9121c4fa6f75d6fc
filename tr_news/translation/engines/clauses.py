"""Cuts a sentence that is too long for the model at the boundary that hurts least."""

import re
from collections.abc import Callable

from tr_news.text.turkish.casing import lower

# From the best kind of boundary to the worst; the cut falls at the end of the match.
_BOUNDARIES = (
    re.compile(r"[;:]\s+|\s-\s+|[.!?]\"?\s+"),
    re.compile(r",\s+(?=(?:ve|ancak|ama|fakat|çünkü|ayrıca|oysa|ise|yoksa|lakin|böylece|dolayısıyla)\s)"),
    re.compile(r"\s+(?=(?:ancak|ama|fakat|çünkü|oysa|lakin)\s)"),
    # Converbs close a clause: gidip, giderek, gidince, giderken, gittiğinde, gitmesine rağmen.
    re.compile(
        r"\w{2,}(?:[ıiuü]p|arak|erek|[ıiuü]nca|[ıiuü]nce|[ae]rken|yorken|ıyken|iyken|mışken|mişken"
        r"|[dt][ıiuü][ğk][ıi]nda|[dt][iü][ğk]inde|dan sonra|den sonra|dan önce|den önce|a rağmen|e rağmen|için),?\s+"
    ),
    re.compile(r",\s+"),
    re.compile(r"\s+(?=(?:ve|veya|ya da|ile)\s)"),
    re.compile(r"\s+"),
)
_EDGE = 0.2  # no cut in the first or last fifth while there is another


def split_clauses(text: str, limit: int, length: Callable[[str], int]) -> list[str]:
    """The parts of ``text``, in order, each of at most ``limit`` units of ``length`` (or a single character).

    Only white space at the cuts is lost. ``length`` counts what the limit is about (pieces, say).
    """
    parts: list[str] = []
    waiting = [text.strip()]
    while waiting:
        part = waiting.pop()
        if len(part) < 2 or length(part) <= limit:
            parts.append(part)
        else:
            cut = _cut(part)
            waiting += [part[cut:].strip(), part[:cut].strip()]
    return [part for part in parts if part]


def halve(text: str) -> list[str]:
    """The two halves of a sentence, cut at the best boundary; one part where there is no white space to cut at."""
    stripped = text.strip()
    cut = _cut(stripped)
    return (
        [part for part in (stripped[:cut].strip(), stripped[cut:].strip()) if part] if " " in stripped else [stripped]
    )


def _cut(text: str) -> int:
    lowered = lower(text)
    if len(lowered) != len(text):  # a few capitals have lower-case forms of another length
        lowered = text
    middle = len(text) / 2
    for boundary in _BOUNDARIES:
        cuts = [match.end() for match in boundary.finditer(lowered)]
        cuts = [cut for cut in cuts if _EDGE * len(text) <= cut <= (1 - _EDGE) * len(text)]
        if cuts:
            return min(cuts, key=lambda cut: abs(cut - middle))
    spaces = [match.end() for match in re.finditer(r"\s+", text)]
    return min(spaces, key=lambda cut: abs(cut - middle)) if spaces else len(text) // 2
