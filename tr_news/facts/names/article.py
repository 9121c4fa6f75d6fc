"""What an article as a whole shows to be names, so that a surname at the head of a sentence is told from a word."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tr_news.facts.names.find import find_names
from tr_news.facts.names.words import is_generic
from tr_news.text.turkish.letters import lower

_SHORTEST = 3  # letters


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names of an article: ``words`` one by one, ``people`` the longest form of each by surname."""

    words: frozenset[str] = frozenset()
    people: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # surname, full name; sorted


def known_names(sentences: Iterable[str]) -> KnownNames:
    """The names that the normalised Turkish sentences of an article show: behind a title, in mid-sentence, suffixed.

    A word that the article writes in small letters more often than as a name is none.
    """
    names: Counter[str] = Counter()
    small: Counter[str] = Counter()
    people: dict[str, str] = {}
    for sentence in sentences:
        small.update(word for word in sentence.replace("'", " ").split() if word.islower())
        for name in find_names(sentence):
            names.update(word for word in name.required if len(word) >= _SHORTEST and not is_generic(word))
            if len(name.words) > len(name.required):
                surname = name.required[-1]
                people[surname] = max(people.get(surname, ""), name.text, key=lambda text: (len(text), text))
    words = frozenset(word for word, count in names.items() if count > small[lower(word)])
    return KnownNames(words, tuple(sorted(item for item in people.items() if item[0] in words)))
