"""Agglomerative clustering of a sparse graph.

Two clusters are as alike as their members are on average (average linkage), divided by a power of how alike each
cluster's members are among themselves. With power 0 this is average linkage, with 1/2 the cosine of the clusters'
centroids. What lies between lets a large event that is told from many sides gather its articles, without letting two
articles join for little.
"""

from collections.abc import Mapping
from heapq import heapify, heappop, heappush
from types import MappingProxyType

DIVERSITY = 0.3  # the power
MOST_APART = 0.6  # on the average, for two clusters to be kept apart


def clusters(
    count: int,
    pairs: Mapping[tuple[int, int], float],
    threshold: float,
    apart: Mapping[tuple[int, int], float] = MappingProxyType({}),
) -> list[list[int]]:
    """Clusters of 0 … count - 1, given the likeness of pairs (i, j), i < j; an absent pair has none.

    The two most alike clusters merge as long as they reach ``threshold``; of equals the first in order. Two whose pairs
    are ``apart`` by ``MOST_APART`` on the average or more don't. Every cluster is sorted, and so are the clusters by
    their first member.
    """
    members = {i: [i] for i in range(count)}
    within = dict.fromkeys(range(count), 1.0)  # sum over the ordered pairs of members, themselves included
    between: list[dict[int, float]] = [{} for _ in range(count)]
    for (i, j), value in pairs.items():
        between[i][j] = between[j][i] = value
    against: list[dict[int, float]] = [{} for _ in range(count)]
    for (i, j), value in apart.items():
        against[i][j] = against[j][i] = value

    def score(a: int, b: int) -> float:
        size_a, size_b = len(members[a]), len(members[b])
        if against[a].get(b, 0.0) >= MOST_APART * size_a * size_b:
            return 0.0
        tightness = (within[a] / size_a**2) * (within[b] / size_b**2)
        return between[a][b] / (size_a * size_b) / float(tightness**DIVERSITY)

    heap = [(-score(i, j), i, j) for i in range(count) for j in between[i] if i < j and score(i, j) >= threshold]
    heapify(heap)
    while heap:
        negative, a, b = heappop(heap)
        if a not in members or b not in members or -negative != score(a, b):
            continue  # one of them has merged since
        within[a] += within[b] + 2 * between[a].pop(b)
        del between[b][a]
        for other, value in between[b].items():
            between[other].pop(b)
            between[a][other] = between[other][a] = between[a].get(other, 0.0) + value
        between[b] = {}
        for other, value in against[b].items():
            against[other].pop(b)
            if other != a:
                against[a][other] = against[other][a] = against[a].get(other, 0.0) + value
        against[b] = {}
        members[a] += members.pop(b)
        for other in between[a]:
            new = score(a, other)
            if new >= threshold:
                heappush(heap, (-new, min(a, other), max(a, other)))
    return sorted(sorted(cluster) for cluster in members.values())
