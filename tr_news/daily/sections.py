"""The section of a story: sport, economy, world, or none where it can't be told.

Most publishers say it themselves, in the address of an article. Each publisher of a story has one vote; where they
don't agree there is no section, and where none says it the words of the story do (``sections.txt``). How often it is
right: ``python -m benchmarks.sections``.
"""

import re
from collections import Counter
from functools import cache
from typing import Literal, get_args
from urllib.parse import urlsplit

from tr_news.daily.wordlists import section_words
from tr_news.stories.group import Member, Story
from tr_news.stories.turkish import lower

Section = Literal["sport", "economy", "world"]
SECTIONS: tuple[Section, ...] = get_args(Section)
STEPS = 3  # of an address's path that may name a section
AGREED = 0.75  # share of the publishers that name a section which must name this one
WORDS = 2  # different words of a section in a story that nobody places
PLACED = 0.3  # share of a story's publishers that must place it, those with a general section ("gündem") counted
LEAD = 400  # characters of an article that are looked at

_WORD = re.compile(r"[^\W_]+(?:/[^\W_]+)?")


def section_of(story: Story) -> Section | None:
    """The section of a story."""
    votes = {member.item.publisher or member.item.key: _of_address(member.item.url) for member in story.members}
    named = Counter(vote for vote in votes.values() if vote)
    if named:
        best, count = min(named.items(), key=lambda entry: (-entry[1], entry[0]))
        agreed = count >= AGREED * named.total() and count >= PLACED * len(votes)
        return best if agreed else None
    return _of_words(story.members)


def _of_address(url: str) -> Section | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if any(host == domain or host.endswith(f".{domain}") for domain in section_words("sport domains")):
        return "sport"
    steps = [step.lower() for step in parts.path.split("/") if step][:STEPS]
    for step in steps[:-1]:  # the last one is the article's own name
        for section in SECTIONS:
            if step in section_words(f"{section} paths"):
                return section
    return None


def _of_words(members: tuple[Member, ...]) -> Section | None:
    text = " ".join(f"{member.item.title} {member.item.body[:LEAD]}" for member in members)
    told = f" {' '.join(_WORD.findall(lower(text)))} "
    found = {section: sum(f" {word} " in told for word in _words_of(section)) for section in SECTIONS}
    best = min(SECTIONS, key=lambda section: (-found[section], section))
    others = sum(count for section, count in found.items() if section != best)
    return best if found[best] >= WORDS and found[best] > 2 * others else None


@cache
def _words_of(section: Section) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in section_words(f"{section} words"))
