"""What an article as a whole shows to be names, so that a surname at the head of a sentence is told from a word."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tr_news.facts.names.find import Found, find_names, read_names
from tr_news.facts.names.people import NOBODY, People, people_of
from tr_news.facts.names.runs import Name
from tr_news.facts.names.words import is_generic
from tr_news.text.turkish.letters import lower

_SHORTEST = 3  # letters


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names of an article: ``words`` one by one, ``people`` whom it names in full.

    ``found`` are the names that each of its sentences shows by itself.
    """

    words: frozenset[str] = frozenset()
    people: People = NOBODY
    found: Mapping[str, Found] = field(default_factory=dict, repr=False, compare=False)

    def names_of(self, sentence: str) -> tuple[Name, ...]:
        """The names of a normalised Turkish sentence; one that the article taught by is not read again in vain."""
        by_itself = self.found.get(sentence)
        if by_itself is not None and (self.words | self.people.words).isdisjoint(by_itself.others):
            return by_itself.names
        return tuple(find_names(sentence, self.words, self.people))


def known_names(sentences: Iterable[str]) -> KnownNames:
    """The names that the normalised Turkish sentences of an article show: behind a title, in mid-sentence, suffixed.

    A word that the article writes in small letters more often than as a name is none.
    """
    names: Counter[str] = Counter()
    small: Counter[str] = Counter()
    found: dict[str, Found] = {}
    for sentence in sentences:
        small.update(word for word in sentence.replace("'", " ").split() if word.islower())
        found[sentence] = read = read_names(sentence)
        for name in read.names:
            names.update(word for word in name.required if len(word) >= _SHORTEST and not is_generic(word))
    people = people_of(found, (name for read in found.values() for name in read.names), small)
    words = frozenset(word for word, count in names.items() if count > small[lower(word)])
    return KnownNames(words - people.doubtful, people, found)
