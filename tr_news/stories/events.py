"""Large events: clusters that speak of one event without telling the same of it.

What a minister says of an accident, who a victim was, whom a prosecutor names: such articles share few words with each
other, but each refers to the event by name ("Çatalkaya'da devrilen tren"). So a cluster joins an established one
(of ``ESTABLISHED`` texts or more) where most of its texts have the words that most texts of the other have: one name
at least that news rarely has, and a word for what happened.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from heapq import heapify, heappop, heappush

from tr_news.stories.vocabulary import NAME, Rarity, Vocabulary

ESTABLISHED = 3  # texts
COMMON = 0.5  # share of a cluster's texts that have a word of its core
THERE = 0.25  # share of them that say of a name that something happened there, for it to be a place
OWNED = 0.6  # share of the texts with a name that the two must have, for the name to stand for the event
REFERENCE = {Rarity.UNKNOWN: 15.0, Rarity.RARE: 20.0}  # what the shared core must weigh: the name and a telling word
TELLING = 8.0  # what the words that say what happened must weigh: names alone are a subject, not an event
LARGE = 6  # texts of an event whose name says more: half as much must be told beside it

Cluster = list[int]


def joined(
    clusters: Sequence[Cluster],
    documents: Sequence[frozenset[str]],
    vocabulary: Vocabulary,
    near: Callable[[Cluster, Cluster], bool],
    places: Sequence[Collection[str]],
) -> list[Cluster]:
    """The clusters, those that refer to one established event joined.

    ``documents`` are the terms of each text, ``near`` says whether two clusters can be of one event in time and place,
    ``places`` are those that each text names.
    """
    events = _Events(clusters, documents, vocabulary, places)
    heap = [
        entry for a in events.members for b in events.neighbours(a) if a < b and (entry := events.entry(a, b, near))
    ]
    heapify(heap)
    while heap:
        negative, a, b = heappop(heap)
        if a not in events.members or b not in events.members or events.entry(a, b, near) != (negative, a, b):
            continue  # one of them has grown since
        events.join(a, b)
        for other in events.neighbours(a):
            if entry := events.entry(min(a, other), max(a, other), near):
                heappush(heap, entry)
    return sorted(events.members.values())


class _Events:
    """The clusters as they grow, by number: their texts, how many of them have each term, and their cores."""

    def __init__(
        self,
        clusters: Sequence[Cluster],
        documents: Sequence[frozenset[str]],
        vocabulary: Vocabulary,
        places: Sequence[Collection[str]],
    ) -> None:
        self._places = places
        self.members = {number: sorted(cluster) for number, cluster in enumerate(clusters)}
        self._vocabulary = vocabulary
        self._everywhere = Counter(term for document in documents for term in document)
        self._rarity = {term: found for term in self._everywhere if (found := vocabulary.rarity(term))}
        self._counts = {
            number: Counter(term for i in cluster for term in documents[i]) for number, cluster in self.members.items()
        }
        self._cores = {number: self._core(number) for number in self.members}
        self._holders: defaultdict[str, set[int]] = defaultdict(set)
        for number in self.members:
            self._hold(number)

    def neighbours(self, number: int) -> list[int]:
        """The clusters that share a rare name of the core with one."""
        names = {term for term in self._cores[number] if term in self._rarity}
        if len(self.members[number]) >= LARGE:
            names |= {term for term in self._counts[number] if self._rarity.get(term) is Rarity.UNKNOWN}
        return sorted({other for term in names for other in self._holders[term]} - {number})

    def entry(self, a: int, b: int, near: Callable[[Cluster, Cluster], bool]) -> tuple[float, int, int] | None:
        """The two with what their shared core weighs, negative, if they are one event."""
        if max(len(self.members[a]), len(self.members[b])) < ESTABLISHED:
            return None
        shared = {term: value for term, value in self._cores[a].items() if term in self._cores[b]}
        shared |= self._told_once(a, b)
        both = self._counts[a], self._counts[b]
        owned = [
            term
            for term in shared
            if term in self._rarity and both[0][term] + both[1][term] >= OWNED * self._everywhere[term]
        ]
        tells = sum(value for term, value in shared.items() if not term.startswith(NAME))
        weight = sum(shared.values())
        large = max(len(self.members[a]), len(self.members[b])) >= LARGE
        scene = large and any(self._is_scene(term, a) and self._is_scene(term, b) for term in owned)
        enough = tells >= (TELLING / 2 if large else TELLING) and weight >= min(
            (REFERENCE[self._rarity[term]] for term in owned), default=0.0
        )
        if not owned or not (scene or enough):
            return None
        return (-weight, a, b) if near(self.members[a], self.members[b]) else None

    def _told_once(self, a: int, b: int) -> dict[str, float]:
        """Of the places of one that news doesn't know those where the other, a large event, has said that it was.

        The capital of a land stands for the land only where one article at least names both.
        """
        small, large = sorted((a, b), key=lambda number: len(self.members[number]))
        if len(self.members[large]) < LARGE:
            return {}
        there = frozenset(place for i in self.members[large] for place in self._places[i])
        core = self._cores[small].items()
        return {t: value for t, value in core if t.removeprefix(NAME) in there and self._is_scene(t, small)}

    def _is_scene(self, term: str, number: int) -> bool:
        """Whether a cluster is about a place that news doesn't know: what is told of it is of the event.

        Most of its texts have the name then, and some say that something happened there.
        """
        if self._rarity.get(term) is not Rarity.UNKNOWN:
            return False
        told = sum(term.removeprefix(NAME) in self._places[i] for i in self.members[number])
        return told >= THERE * len(self.members[number])

    def join(self, a: int, b: int) -> None:
        """Makes two clusters one, under the number of the first."""
        for number in (a, b):
            for term in self._cores[number]:
                self._holders[term].discard(number)
        self.members[a] = sorted(self.members[a] + self.members.pop(b))
        self._counts[a] += self._counts.pop(b)
        del self._cores[b]
        self._cores[a] = self._core(a)
        self._hold(a)

    def _hold(self, number: int) -> None:
        for term in self._cores[number]:
            if term in self._rarity:
                self._holders[term].add(number)

    def _core(self, number: int) -> dict[str, float]:
        """The terms that most of a cluster's texts have, with their weights, in the order of the terms."""
        vocabulary = self._vocabulary
        return {
            term: vocabulary.weight(term)
            for term, count in sorted(self._counts[number].items())
            if count >= COMMON * len(self.members[number]) and not term.isdigit() and not vocabulary.is_topic(term)
        }
