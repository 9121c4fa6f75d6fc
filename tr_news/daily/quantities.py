"""Numbers that the articles of a story don't agree on, told as what they are: risen, fallen, or disputed.

People are counted by what became of them (dead, injured, …, ``roles.txt``), read from the Turkish; other things by the
noun behind the number in the English, where sentences say the same but for the number. A value counts from the first
article that has it; copies say nothing of their own.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tr_news.daily.data import roles
from tr_news.daily.digest import Evidence, Quantity, Reading
from tr_news.documents.article import ENGLISH, TURKISH
from tr_news.facts.numbers import parse_numbers
from tr_news.stories.turkish import lower

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.;!?:]")
_RISE = re.compile(r"\b(?:yüksel|art(?:t|ı)|çıktı)")
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
    rising = {said.text for said in statements if _RISE.search(lower(said.evidence.source))}
    order = [label for label, _ in roles()]
    for label in sorted(values, key=order.index):
        yield from _told(label, values[label], rising)


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


def _told(what: str, found: Iterable[tuple[int, Statement]], rising: Collection[int] = ()) -> Iterator[Quantity]:
    """The quantity in words, where two texts have two values; ``rising`` are the texts that speak of a rise."""
    by_text: dict[int, tuple[int, Statement]] = {}
    for value, statement in found:
        by_text[statement.text] = (value, statement)  # an article that corrects itself counts with its last value
    if len({value for value, _ in by_text.values()}) < 2:
        return
    ordered = sorted(by_text.values(), key=lambda entry: (entry[1].time or "", entry[1].text))
    readings = tuple(Reading(value, f"{value:,}", said.publisher, said.time, said.evidence) for value, said in ordered)
    trend = _trend(ordered, rising)
    if trend is None:
        yield Quantity(what, "differs", _disputed(what, readings), readings)
        return
    old, new = trend
    kind = "rose" if new[0] > old[0] else "fell"
    yield Quantity(what, kind, _changed(what, kind, old, new), readings)


def _trend(
    ordered: Sequence[tuple[int, Statement]], rising: Collection[int]
) -> tuple[tuple[int, str], tuple[int, str]] | None:
    """The value before and the value after with the times when each was first given; None where articles disagree.

    A change it is where the articles before it have the old value and most of those after it the new one, and where an
    article says so, or two texts have the new value and none goes back to the old.
    """
    timed = [(value, said.time, said.text) for value, said in ordered if said.time is not None and "T" in said.time]
    if len(timed) < len(ordered) or len({value for value, _, _ in timed}) != 2:
        return None
    old = timed[0][0]
    at = next(i for i, (value, _, _) in enumerate(timed) if value != old)
    new, moment, _ = timed[at]
    after = [value for value, _, _ in timed[at:]]
    said = any(text in rising for value, _, text in timed[at:] if value == new)
    agreed = after.count(new) > 1 and after.count(new) == len(after)
    if moment == timed[0][1] or 2 * after.count(new) < len(after) or not (said or agreed):
        return None
    return (old, str(timed[0][1])), (new, str(moment))


def _changed(what: str, kind: str, old: tuple[int, str], new: tuple[int, str]) -> str:
    return f"Number of {what} {kind} from {old[0]:,} to {new[0]:,} ({old[1][11:16]} → {new[1][11:16]})"


def _disputed(what: str, readings: Sequence[Reading]) -> str:
    who: dict[int, list[str]] = {}
    for reading in readings:
        names = who.setdefault(reading.value or 0, [])
        if reading.publisher not in names:
            names.append(reading.publisher)
    told = "; ".join(
        f"{value:,} ({', '.join(filter(None, names)) or 'unnamed'})" for value, names in sorted(who.items())
    )
    return f"Number of {what} differs: {told}"
