"""Articles into stories.

The Turkish text decides, never a translation, so stories stay the same whatever the model. Articles are put in order
of publication first; so the order in which they come changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from tr_news.stories import copies, events, linkage, rules, similarity
from tr_news.stories.agencies import agency
from tr_news.stories.cleaning import clean
from tr_news.stories.inputs import StoryInput, earliest_first
from tr_news.stories.vocabulary import Vocabulary
from tr_news.stories.words import words

THRESHOLD = 0.17  # of likeness, for two clusters to be one story
NEAR_HOURS = 36.0  # between the nearest articles of two clusters that can be one large event


@dataclass(frozen=True, slots=True)
class Member:
    """An article in a story. ``copy_of`` is the key of the article whose text it has, ``agency`` whom it credits."""

    item: StoryInput
    copy_of: str | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event, in order of publication.

    ``id`` comes from the earliest article's key.
    """

    id: str
    members: tuple[Member, ...]

    @property
    def publishers(self) -> tuple[str, ...]:
        """The publishers, in order of their first article."""
        return tuple(dict.fromkeys(member.item.publisher for member in self.members if member.item.publisher))

    @property
    def texts(self) -> tuple[tuple[Member, ...], ...]:
        """The members by independent text: copies with their original, and all that credit one agency together."""
        groups: dict[str, list[Member]] = {}
        by_agency: dict[str, str] = {}
        home: dict[str, str] = {}
        for member in self.members:
            original = home.get(member.copy_of or "")
            if original is None and member.agency:
                original = by_agency.get(member.agency)
            root = original or member.item.key
            home[member.item.key] = root
            groups.setdefault(root, []).append(member)
            if member.agency:
                by_agency.setdefault(member.agency, root)
        return tuple(tuple(group) for group in groups.values())


@dataclass(frozen=True, slots=True)
class Grouping:
    """Stories, first told first, and how often each rule fired.

    ``follows`` links a story to the earlier one of the same kind at the same place, by their ids: the second accident
    at one crossing.
    """

    stories: tuple[Story, ...]
    fired: Counter[str]
    follows: Mapping[str, str]


def story_id(key: str) -> str:
    """The id of the story whose earliest article has this key."""
    return sha256(f"story\0{key}".encode()).hexdigest()[:12]


def group(items: Iterable[StoryInput], *, without: frozenset[str] = frozenset()) -> Grouping:
    """The stories of a set of articles. Of articles with one key the earliest counts.

    ``without`` names rules (of ``rules.RULES``, or "time") to leave out, for measuring what they are good for.
    """
    distinct = {item.key: item for item in sorted(items, key=_tie_break, reverse=True)}
    ordered = sorted(distinct.values(), key=earliest_first)
    cleaned = [clean(item.title, item.body) for item in ordered]
    read = [words(f"{title} . {body}", rules.LEAD) for title, body in cleaned]
    vocabulary = Vocabulary(read)
    documents = [vocabulary.terms(document) for document in read]
    facts = [
        rules.with_subject(rules.facts(item, *texts), *texts, vocabulary)
        for item, texts in zip(ordered, cleaned, strict=True)
    ]
    originals = copies.find(
        [copies.shingles(*texts) for texts in cleaned], lambda a, b: rules.conflict(facts[a], facts[b])
    )
    texts = [i for i in range(len(ordered)) if i not in originals]  # a text counts once, however often it is printed
    rows = similarity.vectors([documents[i] for i in texts], vocabulary)
    fired: Counter[str] = Counter()
    alike = similarity.alike(rows)
    pairs = {
        (i, j): rules.judged(likeness, facts[texts[i]], facts[texts[j]], fired, without)
        for (i, j), likeness in alike.items()
    }
    printed: dict[int, list[int]] = {i: [i] for i in texts}
    for copy, original in originals.items():
        printed[original].append(copy)
    apart = {
        (i, j): degree
        for (i, j), likeness in alike.items()
        if (degree := rules.apart(likeness, facts[texts[i]], facts[texts[j]], fired, without))
    }
    clusters = linkage.clusters(len(texts), pairs, THRESHOLD, apart)
    sets = [frozenset(map(vocabulary.word, documents[i])) for i in texts]
    if "event" not in without:
        places = [facts[i].places for i in texts]
        clusters = events.joined(clusters, sets, vocabulary, lambda a, b: _near(a, b, facts, texts), places)
    found = sorted(sorted(article for text in cluster for article in printed[texts[text]]) for cluster in clusters)
    stories = tuple(_story(ordered, cluster, originals) for cluster in found)
    again = {
        (texts[i], texts[j]): likeness
        for (i, j), likeness in alike.items()
        if likeness >= THRESHOLD and rules.another_time(facts[texts[i]], facts[texts[j]])
    }
    return Grouping(stories, fired, _followers(stories, found, again))


def _followers(
    stories: Sequence[Story], found: Sequence[Sequence[int]], again: Mapping[tuple[int, int], float]
) -> dict[str, str]:
    """By id of a story that of the earlier one that it is most like, of those that it is another time of."""
    story_of = {article: story.id for story, cluster in zip(stories, found, strict=True) for article in cluster}
    follows: dict[str, tuple[float, str]] = {}
    for (first, second), likeness in sorted(again.items()):
        earlier, later = story_of[first], story_of[second]
        if earlier != later and likeness > follows.get(later, (0.0, ""))[0]:
            follows[later] = likeness, earlier
    return {later: earlier for later, (_, earlier) in follows.items()}


def _near(a: Sequence[int], b: Sequence[int], facts: Sequence[rules.Facts], texts: Sequence[int]) -> bool:
    pairs = [(facts[texts[i]], facts[texts[j]]) for i in a for j in b]
    return min(rules.hours(one, other) for one, other in pairs) <= NEAR_HOURS and not any(
        rules.another_time(one, other) or rules.no_report(one, other) for one, other in pairs
    )


def _story(ordered: Sequence[StoryInput], cluster: Sequence[int], originals: dict[int, int]) -> Story:
    inside = set(cluster)
    members = tuple(
        Member(
            item=ordered[i],
            copy_of=ordered[originals[i]].key if originals.get(i) in inside else None,
            agency=agency(ordered[i].body.strip()),
        )
        for i in cluster
    )
    return Story(story_id(members[0].item.key), members)


def _tie_break(item: StoryInput) -> tuple[tuple[bool, datetime, str], str, str, str]:
    return earliest_first(item), item.title, item.body, f"{item.url} {item.publisher} {item.timed} {item.published}"
