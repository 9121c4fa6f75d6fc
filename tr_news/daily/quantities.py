"""Numbers that the articles of a story don't agree on, told as what they are: risen, fallen, or disputed.

People are counted by what became of them (dead, injured, …, ``roles.txt``), read from the Turkish; other things by the
noun behind the number in the English, where sentences say the same but for the number. A value counts from the first
article that has it; copies say nothing of their own. What is counted of other people (20 officers, 25 soldiers) is
another quantity, and of a publisher's articles the last one has its value.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tr_news.daily.digest import Evidence, Quantity, Reading
from tr_news.daily.wordlists import anyone, people, roles
from tr_news.documents.article import ENGLISH, TURKISH
from tr_news.documents.translation import Flag
from tr_news.facts.numbers import parse_numbers
from tr_news.stories.turkish import lower
from tr_news.stories.vocabulary import stem

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.;!?:]")
_TOTAL = re.compile(
    r"\b(?:bu ?yana|(?:bugüne|şimdiye|bu güne|şu ana) (?:kadar|dek|değin)"
    r"|son \w+ (?:yıl|ay|hafta|gün)\w*|bu yıl|geçen yıl)\b"
)
_RISE = re.compile(r"\b(?:yüksel|art(?:t|ı)|çıktı)")
_KIND = re.compile(r"\s*(?:[^\W\d_]+ ){0,2}?([^\W\d_]+)(?: ve|,)\s*")  # "muvazzaf subay ve"
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
    flags: tuple[Flag, ...] = ()  # of its translation


@dataclass(frozen=True, slots=True)
class Count:
    """What a Turkish sentence counts of people: what became of them, how many, and stems of the words for who.

    ``parts`` are the numbers that ``value`` is the sum of, where kinds of people are counted: 20 officers, 5 sergeants.
    """

    label: str
    value: int
    who: frozenset[str]
    parts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Value:
    number: int
    said: Statement
    who: frozenset[str] = frozenset()
    parts: frozenset[int] = frozenset()  # other numbers that the article gives for it

    @property
    def time(self) -> str:
        return self.said.time or ""


def quantities(statements: Sequence[Statement], *, most: int = 3) -> tuple[Quantity, ...]:
    """The quantities with different values, at most ``most``; people first, in the order of ``roles.txt``."""
    found = list(_people(statements)) + list(_things(statements))
    return tuple(found[:most])


def people_in(text: str) -> Iterator[tuple[str, int]]:
    """What a Turkish sentence counts of people: ``("dead", 3)``."""
    for count in counts_in(text):
        yield count.label, count.value


def is_total(text: str) -> bool:
    """Whether a Turkish sentence counts over a longer time than the event: "since the beginning of the operation"."""
    return _TOTAL.search(lower(text)) is not None


def counts_in(text: str) -> Iterator[Count]:
    """What a Turkish sentence counts of people, and of whom; nothing of a total over a longer time."""
    if is_total(text):
        return
    parts: list[int] = []  # of a list of kinds of people
    kinds: frozenset[str] = frozenset()
    for number in parse_numbers(text, TURKISH):
        value = int(number.value)
        if number.kind != "cardinal" or number.scaled or not 0 < number.value < MOST or number.value % 1:
            continue
        if label := _counted_before(text[: number.start]):
            yield Count(label, value, frozenset())
            continue
        behind = text[number.end :]
        end = _SENTENCE_END.search(behind)
        behind = behind[: end.start()] if end else behind
        following = parse_numbers(behind, TURKISH)
        behind = behind[: following[0].start] if following else behind
        words = _WORD.findall(lower(behind))[: _BETWEEN + 1]
        place = next((place for place, word in enumerate(words) if _role(word)), None)
        if place is not None:
            who = frozenset(stem(one) for one in words[:place] if not one.startswith(anyone())) | kinds
            yield Count(_role(words[place]) or "", value + sum(parts), who, frozenset([*parts, value] if parts else ()))
        listed = place is None and _KIND.fullmatch(lower(behind))
        if listed and listed[1].startswith(people()):
            parts, kinds = [*parts, value], kinds | {stem(listed[1])}
        else:
            parts, kinds = [], frozenset()


def _counted_before(before: str) -> str | None:
    """What is counted in front of a number: "ölü sayısı 3'e yükseldi", "ölenlerin sayısı 3"."""
    words = _WORD.findall(lower(before))[-_BETWEEN:]
    if len(words) < 2 or not words[-1].startswith("sayı"):
        return None
    return _role(words[-2])


def _role(word: str) -> str | None:
    return next((label for label, starts in roles() if word.startswith(starts)), None)


def _people(statements: Sequence[Statement]) -> Iterator[Quantity]:
    values: defaultdict[str, list[_Value]] = defaultdict(list)
    for statement in statements:
        said: defaultdict[str, list[Count]] = defaultdict(list)
        for count in counts_in(statement.evidence.source):
            said[count.label].append(count)
        for label, counts in said.items():
            if len({count.value for count in counts}) == 1:  # "2 of the 5 dead": no count of the whole
                who = frozenset().union(*(count.who for count in counts))
                parts = frozenset().union(*(count.parts for count in counts))
                values[label].append(_Value(counts[0].value, statement, who, parts))
    rising = {said.text for said in statements if _RISE.search(lower(said.evidence.source))}
    order = [label for label, _ in roles()]
    late: frozenset[int] = frozenset()  # texts printed after a toll had changed, with the old one: no news of anything
    for label in sorted(values, key=order.index):
        found = _by_text(values[label])
        yield from _told(label, found, rising, late)
        late |= _late(found, rising)


def _things(statements: Sequence[Statement]) -> Iterator[Quantity]:
    values: defaultdict[tuple[int, str], list[_Value]] = defaultdict(list)
    for statement in statements:
        if Flag.NUMBER in statement.flags or any(people_in(statement.evidence.source)):
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
                values[statement.fact, counted].append(_Value(different.pop(), statement))
    for (_, counted), found in sorted(values.items()):
        yield from _told(counted, _by_text(found))


def _by_text(values: Iterable[_Value]) -> list[_Value]:
    """The values in order of time, one a text: an article that corrects itself counts with its last."""
    found: dict[int, _Value] = {}
    for value in values:
        if known := found.get(value.said.text):
            who = known.who | value.who if known.number == value.number else value.who
            value = replace(value, who=who, parts=known.parts | value.parts | {known.number})
        found[value.said.text] = value
    return sorted(found.values(), key=lambda value: (value.time, value.said.text))


def _told(
    what: str, found: Sequence[_Value], rising: Collection[int] = (), late: Collection[int] = ()
) -> Iterator[Quantity]:
    """The quantity in words, where two texts have two values.

    ``rising`` are the texts that speak of a rise; ``late`` those behind the times, whose values don't count.
    """
    every, found = found, _comparable(found)
    last = [value for value in _last_of_each(found, late) if value.said.text not in late]
    for values in ([value for value in found if value.said.text not in late], last):
        if trend := _trend(values, rising):
            old, new = trend
            kind = "rose" if new.number > old.number else "fell"
            text = f"Number of {what} {kind} from {old.number:,} to {new.number:,} ({_clock(old)} → {_clock(new)})"
            yield Quantity(what, kind, text, _readings(values))
            return
    if _disagree(last, every):
        readings = _readings(last)
        yield Quantity(what, "differs", _disputed(what, readings), readings)


def _disagree(values: Sequence[_Value], all_values: Sequence[_Value]) -> bool:
    """Whether there are two numbers that no article explains by giving both, a part and the whole."""
    groups = [{number} for number in {value.number for value in values}]
    for value in all_values:
        both = value.parts | {value.number}
        touched = [group for group in groups if group & both]
        groups = [group for group in groups if not group & both] + ([set().union(*touched)] if touched else [])
    return len(groups) > 1


def _comparable(values: Sequence[_Value]) -> list[_Value]:
    """The values without those that count other people than all that differ from them: 20 officers, 25 soldiers."""

    def alike(a: _Value, b: _Value) -> bool:
        return not a.who or not b.who or not a.who.isdisjoint(b.who)

    def compared(a: _Value) -> bool:
        others = [b for b in values if b.number != a.number]
        return not others or any(alike(a, b) for b in others)

    return [value for value in values if compared(value)]


def _last_of_each(values: Sequence[_Value], late: Collection[int]) -> list[_Value]:
    """The last value of each publisher, of two at one time the one that isn't ``late``; an unnamed one is one each."""
    last: dict[str, _Value] = {}
    for value in sorted(values, key=lambda value: (value.time, value.said.text not in late, value.said.text)):
        last[value.said.publisher or f"\0{value.said.text}"] = value
    return sorted(last.values(), key=lambda value: (value.time, value.said.text))


def _readings(values: Sequence[_Value]) -> tuple[Reading, ...]:
    return tuple(
        Reading(value.number, f"{value.number:,}", value.said.publisher, value.said.time, value.said.evidence)
        for value in values
    )


def _trend(values: Sequence[_Value], rising: Collection[int]) -> tuple[_Value, _Value] | None:
    """The first value and the last with the articles that first gave them; None where articles disagree.

    A change it is where each value that comes first goes on in one direction (2, 3, 5), where most articles after the
    last change have the last value, and where one of these says that it rose, or two have it and none goes back.
    """
    if any("T" not in value.time for value in values):
        return None
    steps: list[_Value] = []  # the first article with each value
    for value in values:
        if all(value.number != step.number for step in steps):
            steps.append(value)
    numbers = [step.number for step in steps]
    if len(steps) < 2 or numbers not in (sorted(numbers), sorted(numbers, reverse=True)):
        return None
    old, new = steps[0], steps[-1]
    after = [value for value in values if value.time >= new.time]
    count = sum(value.number == new.number for value in after)
    said = any(value.said.text in rising for value in after if value.number == new.number)
    if new.time == old.time or 2 * count < len(after) or not (said or 1 < count == len(after)):
        return None
    return old, new


def _late(values: Sequence[_Value], rising: Collection[int]) -> frozenset[int]:
    """The texts with the old value of a quantity that had changed before they were printed."""
    trend = _trend(values, rising)
    if trend is None:
        return frozenset()
    _, new = trend
    return frozenset(value.said.text for value in values if value.time >= new.time and value.number != new.number)


def _clock(value: _Value) -> str:
    return value.time[11:16]


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
