"""How well articles are grouped into stories, measured against people's grouping.

B-cubed (A. Bagga and B. Baldwin, "Entity-based cross-document coreferencing using the vector space model", ACL 1998):
an article's precision is the share of its story's articles that belong to its gold story, its recall the share of its
gold story's articles that its story has; the means over articles are reported. F1 is that of the two means.
Everything is cut to the articles that have a gold label.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class PRF:
    """Precision and recall from 0 to 100."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"{self.precision:.1f}/{self.recall:.1f}/{self.f1:.1f}"


@dataclass(frozen=True, slots=True)
class BCubed:
    """B-cubed over all labelled articles, and over those in gold stories of two or more ("multi")."""

    all: PRF
    multi: PRF
    articles: int
    stories: int


def b_cubed(gold: Mapping[Key, str], found: Mapping[Key, str]) -> BCubed:
    """B-cubed of a grouping (story by article) against a gold one.

    Raises ValueError where the gold grouping is empty or an article of it isn't in the other.
    """
    if not gold:
        raise ValueError("no gold labels")
    if missing := [key for key in gold if key not in found]:
        raise ValueError(f"{len(missing)} labelled articles have no story, the first {missing[0]!r}")
    gold_sizes = Counter(gold.values())
    found_sizes = Counter(found[key] for key in gold)
    common = Counter((label, found[key]) for key, label in gold.items())
    precision = {key: common[label, found[key]] / found_sizes[found[key]] for key, label in gold.items()}
    recall = {key: common[label, found[key]] / gold_sizes[label] for key, label in gold.items()}

    def mean(keys: Collection[Key]) -> PRF:
        if not keys:
            return PRF(0.0, 0.0)
        return PRF(100 * fmean(precision[key] for key in keys), 100 * fmean(recall[key] for key in keys))

    multi = [key for key, label in gold.items() if gold_sizes[label] > 1]
    return BCubed(mean(gold), mean(multi), len(gold), len(gold_sizes))


def pairs(group_of: Mapping[Key, str]) -> frozenset[frozenset[Key]]:
    """The pairs of keys that are in one group."""
    groups: defaultdict[str, list[Key]] = defaultdict(list)
    for key, group in group_of.items():
        groups[group].append(key)
    return frozenset(frozenset(pair) for members in groups.values() for pair in combinations(members, 2))


def pair_score(gold: Iterable[frozenset[Key]], found: Iterable[frozenset[Key]]) -> PRF:
    """Precision and recall over pairs, as of copies of one text."""
    wanted, got = frozenset(gold), frozenset(found)
    right = len(wanted & got)
    return PRF(100 * right / len(got) if got else 100.0, 100 * right / len(wanted) if wanted else 100.0)


@dataclass(frozen=True, slots=True)
class ReaderView:
    """What a reader of the page notices, in counts over what is labelled.

    ``mixed`` of the ``shared`` stories with two or more publishers tell two events; ``twice`` of the ``events`` with
    two or more publishers are told by more than one such story; of the ``largest`` events, ``whole_and_clean`` have at
    least 80 % of their articles in one story, and at least 80 % of that story's articles are theirs.
    """

    shared: int
    mixed: int
    events: int
    twice: int
    largest: int
    whole_and_clean: int


def reader_view(
    gold: Mapping[Key, str], found: Mapping[Key, str], publisher: Mapping[Key, str], *, largest: int = 20
) -> ReaderView:
    """The measures of a page that has one entry a story, over the labelled articles only."""
    events: defaultdict[str, list[Key]] = defaultdict(list)
    stories: defaultdict[str, list[Key]] = defaultdict(list)
    for key, label in gold.items():
        events[label].append(key)
        stories[found[key]].append(key)

    def several(keys: Iterable[Key]) -> bool:
        return len({publisher[key] for key in keys}) > 1

    shared = {story: keys for story, keys in stories.items() if several(keys)}
    told = {label: keys for label, keys in events.items() if several(keys)}
    twice = sum(len({found[key] for key in keys if found[key] in shared}) > 1 for keys in told.values())
    ranked = sorted(events.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    top = [keys for _, keys in ranked[:largest] if len(keys) > 1]
    right = 0
    for keys in top:
        story, inside = Counter(found[key] for key in keys).most_common(1)[0]
        right += inside >= 0.8 * len(keys) and inside >= 0.8 * len(stories[story])
    mixed = sum(len({gold[key] for key in keys}) > 1 for keys in shared.values())
    return ReaderView(len(shared), mixed, len(told), twice, len(top), right)
