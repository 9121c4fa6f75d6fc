"""Who did it, where the articles of a story name different ones: told with who says so, never decided.

An actor is read where the Turkish says that one acted: in front of "tarafından" (by), or of a participle of the deed
("rejimin düzenlediği saldırı"). Only deeds of violence are asked for: whom a ministry is praised by is no dispute.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from tr_news.daily.digest import Quantity, Reading
from tr_news.daily.quantities import Statement
from tr_news.daily.wordlists import lines
from tr_news.stories.turkish import lower

_DEED = re.compile(r"\b(?:saldır|bomba|vurul|vurdu|öldür|katled|katlet|patlat|füze|infaz|suikast)")
_ACTING = re.compile(
    r"\btarafından\b|\b(?:düzenle|gerçekleştir|yap|at|bombala|öldür|vur)(?:dığı|diği|duğu|düğü|tığı|tiği)\w*"
)
_WITHIN = {"tarafından": 45}  # characters in front of the marker in which the actor stands
_FAR = 110  # in front of a participle, which its object may part from it
_WORD = re.compile(r"[^\W\d_]+")


def actors_in(text: str) -> frozenset[str]:
    """Who a Turkish sentence says did a deed of violence, in English."""
    told = lower(text)
    if not _DEED.search(told):
        return frozenset()
    found = set()
    for marker in _ACTING.finditer(told):
        before = " ".join(
            _WORD.findall(told[max(0, marker.start() - _WITHIN.get(marker.group(), _FAR)) : marker.start()])
        )
        last = max(((m.start(), name) for name, form in _forms() for m in form.finditer(before)), default=None)
        if last is not None:
            found.add(last[1])
    return frozenset(found)


def disputed(statements: Sequence[Statement]) -> Iterator[Quantity]:
    """The dispute, where two texts name different actors and neither names the other's."""
    by_text: defaultdict[int, dict[str, Statement]] = defaultdict(dict)
    for statement in statements:
        for actor in sorted(actors_in(statement.evidence.source)):
            by_text[statement.text].setdefault(actor, statement)
    named = [set(actors) for actors in by_text.values()]
    if not any(a.isdisjoint(b) for i, a in enumerate(named) for b in named[i + 1 :]):
        return
    readings = [
        Reading(None, actor, said.publisher, said.time, said.evidence)
        for _, actors in sorted(by_text.items())
        for actor, said in actors.items()
    ]
    who: dict[str, list[str]] = {}
    for reading in readings:
        names = who.setdefault(reading.label, [])
        if reading.publisher and reading.publisher not in names:
            names.append(reading.publisher)
    told = "; ".join(f"{actor} ({', '.join(names) or 'unnamed'})" for actor, names in who.items())
    yield Quantity("who did it", "differs", f"Who did it differs: {told}", tuple(readings))


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    pairs = (line.partition("=") for line in lines("actors"))
    return tuple(
        (
            label.strip(),
            re.compile(rf"\b{re.escape(form).replace('_', ' ').rstrip()}{'(?= )' if form.endswith('_') else ''}"),
        )
        for label, _, forms in pairs
        for form in forms.split()
    )
