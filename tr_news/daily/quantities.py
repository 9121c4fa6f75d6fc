"""Numbers that the articles of a story don't agree on, told as what they are: risen, fallen, or disputed.

People are counted by what became of them (dead, injured, …, ``roles.txt``), read from the Turkish; other things by the
noun behind the number in the English, where sentences say the same but for the number. A value counts from the first
article that has it; copies say nothing of their own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tr_news.daily.data import roles
from tr_news.daily.digest import Evidence, Quantity, Reading
from tr_news.documents.article import ENGLISH, TURKISH
from tr_news.facts.numbers import parse_numbers
from tr_news.stories.turkish import lower

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.;!?:]")
_BETWEEN = 3  # words between a number and what it counts
MOST = 1_000_000
_GENERIC = frozenset({"people", "person", "percent", "year", "years", "hours", "days"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a story: who wrote it, when (ISO 8601 with the time, or None), its text's number, and itself."""

    publisher: str
    time: str | None
    text: int
    fact: int  # number of the fact that it tells
    evidence: Evidence


def quantities(statements: Sequence[Statement], *, most: int = 3) -> tuple[Quantity, ...]:
    """The quantities with different values, at most ``most``; people first, in the order of ``roles.txt``."""
    found = list(_people(statements)) + list(_things(statements))
    return tuple(found[:most])


def people_in(text: str) -> Iterator[tuple[str, int]]:
    """What a Turkish sentence counts of people: ``("dead", 3)``."""
    for number in parse_numbers(text, TURKISH):
        if number.kind != "cardinal" or number.scaled or not 0 < number.value < MOST or number.value % 1:
            continue
        if label := _counted_before(text[: number.start]):
            yield label, int(number.value)
            continue
        behind = text[number.end :]
        end = _SENTENCE_END.search(behind)
        behind = behind[: end.start()] if end else behind
        following = parse_numbers(behind, TURKISH)
        behind = behind[: following[0].start] if following else behind
        for word in _WORD.findall(lower(behind))[: _BETWEEN + 1]:
            if label := _role(word):
                yield label, int(number.value)
                break


def _counted_before(before: str) -> str | None:
    """What is counted in front of a number: "ölü sayısı 3'e yükseldi", "ölenlerin sayısı 3"."""
    words = _WORD.findall(lower(before))[-_BETWEEN:]
    if len(words) < 2 or not words[-1].startswith("sayı"):
        return None
    return _role(words[-2])


def _role(word: str) -> str | None:
    return next((label for label, starts in roles() if word.startswith(starts)), None)


def _people(statements: Sequence[Statement]) -> Iterator[Quantity]:
    values: defaultdict[str, list[tuple[int, Statement]]] = defaultdict(list)
    for statement in statements:
        said: defaultdict[str, set[int]] = defaultdict(set)
        for label, value in people_in(statement.evidence.source):
            said[label].add(value)
        for label, different in said.items():
            if len(different) == 1:  # "2 of the 5 dead": no count of the whole
                values[label].append((different.pop(), statement))
    order = [label for label, _ in roles()]
    for label in sorted(values, key=order.index):
        yield from _told(label, values[label])


def _things(statements: Sequence[Statement]) -> Iterator[Quantity]:
    values: defaultdict[tuple[int, str], list[tuple[int, Statement]]] = defaultdict(list)
    for statement in statements:
        if any(people_in(statement.evidence.source)):
            continue
        english = statement.evidence.translation
        said: defaultdict[str, set[int]] = defaultdict(set)
        for number in parse_numbers(english, ENGLISH):
            noun = _WORD.match(english[number.end :].lstrip())
            plain = number.kind == "cardinal" and number.digits and not number.scaled and number.value % 1 == 0
            if noun and plain and 0 < number.value < MOST and noun.group().endswith("s"):
                said[noun.group().lower()].add(int(number.value))
        for counted, different in said.items():
            if len(different) == 1 and counted not in _GENERIC:
                values[statement.fact, counted].append((different.pop(), statement))
    for (_, counted), found in sorted(values.items()):
        yield from _told(counted, found)


def _told(what: str, found: Iterable[tuple[int, Statement]]) -> Iterator[Quantity]:
    """The quantity in words, where there are at least two values from two texts."""
    first: dict[tuple[int, int], Statement] = {}
    for value, statement in found:
        first.setdefault((statement.text, value), statement)
    by_text: dict[int, tuple[int, Statement]] = {}
    for (text, value), statement in first.items():
        by_text[text] = (value, statement)  # an article that was updated counts with its last value
    values = {value for value, _ in by_text.values()}
    if len(values) < 2:
        return
    ordered = sorted(by_text.values(), key=lambda entry: (entry[1].time or "", entry[0]))
    readings = tuple(Reading(value, said.publisher, said.time, said.evidence) for value, said in ordered)
    trend = _trend(ordered)
    if trend is None:
        yield Quantity(what, "differs", _disputed(what, readings), readings)
        return
    old, new = trend
    kind = "rose" if new[0] > old[0] else "fell"
    yield Quantity(what, kind, _changed(what, kind, old, new), readings)


def _trend(ordered: Sequence[tuple[int, Statement]]) -> tuple[tuple[int, str], tuple[int, str]] | None:
    """First and last value with their times, where later articles have the later value; None where they disagree."""
    timed = [(value, said.time) for value, said in ordered if said.time is not None and "T" in said.time]
    if len(timed) < len(ordered):
        return None
    values = [value for value, _ in timed]
    rising, falling = values == sorted(values), values == sorted(values, reverse=True)
    last = next(time for value, time in timed if value == values[-1])
    if not (rising or falling) or last == timed[0][1]:
        return None
    return (values[0], str(timed[0][1])), (values[-1], str(last))


def _changed(what: str, kind: str, old: tuple[int, str], new: tuple[int, str]) -> str:
    return f"Number of {what} {kind} from {old[0]:,} to {new[0]:,} ({old[1][11:16]} → {new[1][11:16]})"


def _disputed(what: str, readings: Sequence[Reading]) -> str:
    who: dict[int, list[str]] = {}
    for reading in readings:
        names = who.setdefault(reading.value, [])
        if reading.publisher not in names:
            names.append(reading.publisher)
    told = "; ".join(
        f"{value:,} ({', '.join(filter(None, names)) or 'unnamed'})" for value, names in sorted(who.items())
    )
    return f"Number of {what} differs: {told}"
