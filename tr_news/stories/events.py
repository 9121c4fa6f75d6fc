"""Large events: clusters that speak of one event without telling the same of it.

What a minister says of an accident, who a victim was, whom a prosecutor names: such articles share few words with each
other, but each refers to the event by name ("Çatalkaya'da devrilen tren"). So a cluster joins an established one
(of ``ESTABLISHED`` texts or more) where most of its texts have the words that most texts of the other have: one name
at least that news rarely has, and a word for what happened.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from tr_news.stories.vocabulary import NAME, Rarity, Vocabulary

ESTABLISHED = 3  # texts
COMMON = 0.5  # share of a cluster's texts that have a word of its core
OWNED = 0.6  # share of the texts with a name that the event must have, for the name to stand for it
REFERENCE = {Rarity.UNKNOWN: 15.0, Rarity.RARE: 20.0}  # what the shared core must weigh: the name and a telling word

TELLING = 3.0  # the weight of a word that says what happened: names alone are a subject, not an event

Cluster = list[int]


def joined(
    clusters: Sequence[Cluster],
    documents: Sequence[frozenset[str]],
    vocabulary: Vocabulary,
    near: Callable[[Cluster, Cluster], bool],
) -> list[Cluster]:
    """The clusters, those that refer to one established event joined.

    ``documents`` are the terms of each text, ``near`` says whether two clusters can be of one event in time and place.
    """
    current = [sorted(cluster) for cluster in clusters]
    cores = [_core(cluster, documents, vocabulary) for cluster in current]
    everywhere = Counter(term for document in documents for term in document)
    rarity = {term: found for term in everywhere if (found := vocabulary.rarity(term))}
    while True:
        best: tuple[float, int, int] | None = None
        holders: dict[str, list[int]] = {}
        for position, core in enumerate(cores):
            for term in core:
                if term in rarity:
                    holders.setdefault(term, []).append(position)
        for a, cluster in enumerate(current):
            if len(cluster) < ESTABLISHED:
                continue
            own = Counter(term for i in cluster for term in documents[i])
            owned = [term for term in cores[a] if term in rarity and own[term] >= OWNED * everywhere[term]]
            for b in sorted({b for term in owned for b in holders[term]} - {a}):
                needed = min(REFERENCE[rarity[term]] for term in owned if term in cores[b])
                shared = {term: value for term, value in cores[a].items() if term in cores[b]}
                tells = any(value >= TELLING for term, value in shared.items() if not term.startswith(NAME))
                weight = sum(shared.values())
                if tells and weight >= needed and (best is None or weight > best[0]) and near(cluster, current[b]):
                    best = weight, a, b
        if best is None:
            return sorted(current)
        _, a, b = best
        a, b = min(a, b), max(a, b)
        current[a] = sorted(current[a] + current.pop(b))
        cores.pop(b)
        cores[a] = _core(current[a], documents, vocabulary)


def _core(cluster: Cluster, documents: Sequence[frozenset[str]], vocabulary: Vocabulary) -> dict[str, float]:
    counts = Counter(term for i in cluster for term in documents[i])
    return {
        term: vocabulary.weight(term)
        for term, count in counts.items()
        if count >= COMMON * len(cluster) and not term.isdigit() and not vocabulary.is_topic(term)
    }
