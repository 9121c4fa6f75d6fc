"""Ids of stories that stay when a day is made again with more articles, so that addresses on its page stay right.

A story keeps the id that most of its articles had; two that have become one keep both ids, one of them as a former one.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from tr_news.daily.digest import DayStory, Digest
from tr_news.stories.group import Story, story_id


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier run of the day has shown: by article key the id of its story, by id the former ones of it."""

    ids: Mapping[str, str] = field(default_factory=dict)
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def shown(self) -> frozenset[str]:
        """The ids that addresses on the page may have."""
        return frozenset(self.ids.values()) | {old for former in self.former.values() for old in former}


def known_of(digest: Digest | None) -> Known:
    """What a digest has shown; nothing where there is none."""
    stories = digest.all_stories if digest else ()
    return Known(
        {source.key: story.id for story in stories for source in story.sources},
        {story.id: story.former for story in stories if story.former},
    )


def named(stories: Sequence[Story], known: Known) -> list[Story]:
    """The stories in their order with the ids that stay; of two that had one id the first has it."""
    taken: set[str] = set()
    found = []
    for story in (_with_id(story, known.ids) for story in stories):
        chosen = story if story.id not in taken else Story(story_id(story.members[0].item.key), story.members)
        number = 2
        while chosen.id in taken:
            chosen = Story(story_id(f"{story.members[0].item.key}\0{number}"), story.members)
            number += 1
        taken.add(chosen.id)
        found.append(chosen)
    return found


def former(story: Story, known: Known, taken: Collection[str]) -> tuple[str, ...]:
    """The other ids that a story's articles had, in alphabetical order; none that another story has (``taken``)."""
    ids = {known.ids[member.item.key] for member in story.members if member.item.key in known.ids}
    ids |= {old for one in ids for old in known.former.get(one, ())}
    return tuple(sorted(ids - set(taken) - {story.id}))


def is_shown(story: DayStory | Story, known: Known) -> bool:
    """Whether an earlier page has an address for a story."""
    return story.id in known.shown or (isinstance(story, DayStory) and not known.shown.isdisjoint(story.former))


def _with_id(story: Story, ids: Mapping[str, str]) -> Story:
    """The story with the id that most of its articles had in an earlier run."""
    counted = Counter(ids[member.item.key] for member in story.members if member.item.key in ids)
    if not counted:
        return story
    best = min(counted.items(), key=lambda entry: (-entry[1], entry[0]))[0]
    return Story(best, story.members)
