"""Terms of Turkish news and their weights.

A term is a name in full, a number, or the first letters of a word: cutting words to five letters is the stemming that
serves Turkish retrieval as well as a morphological analyser does (F. Can et al., "Information retrieval on Turkish
texts", JASIST 2008). A term weighs by its inverse document frequency (K. Spärck Jones, 1972) over a background of news
sentences (``data/frequencies.txt``) and the articles at hand together, so that a day of three articles is weighed like
one of three thousand.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from math import log

from tr_news.stories import wordlists
from tr_news.stories.words import Word

STEM = 5  # letters
NAME = "@"  # opens the term of a name
BATCH = 5  # what one article at hand counts for beside one sentence of the background
NAME_WEIGHT = 1.5  # names tell events apart more than other words do
TOPIC_WEIGHT = 0.4  # data/topics.txt


_SUFFIX = re.compile(
    r"(?<=\w{4})(?:l[ae]r|[dt][ae](?:n|ki)?|n?[ıiuü]n|y?l[ae]|s?[ıiuü]|y[ae]|n[ae]|[ae]|n[ıiuü]|y[ıiuü])$"
)

_OF_A_PLACE = re.compile(r"(?<=\w{4})l[ıiuü]$")


@dataclass(frozen=True, slots=True)
class Background:
    """Counts over ``sentences`` of news: by form, by form as a name, and by stem."""

    sentences: int
    forms: dict[str, int]
    names: dict[str, int]
    stems: dict[str, int]
    words: frozenset[str]


def stem(form: str) -> str:
    """The stem of a form in lower case: suffixes of case, number and possession off as long as four letters stay, then
    five letters: "trende", "trenin" and "trenlerden" are "tren"."""
    longer = _compounds().get(form[:STEM], ())
    return next((word for word in longer if form.startswith(word)), base(form)[:STEM])


@cache
def _compounds() -> dict[str, list[str]]:
    """The words of ``data/compounds.txt`` by their first letters."""
    found: dict[str, list[str]] = {}
    for word in sorted(wordlists.words("compounds")):
        found.setdefault(word[:STEM], []).append(word)
    return found


def base(form: str) -> str:
    """A form without the suffixes of case, number and possession, of four letters or more."""
    while (shorter := _SUFFIX.sub("", form)) != form:
        form = shorter
    return form


@cache
def background() -> Background:
    """The counts of ``data/frequencies.txt``."""
    text = files("tr_news.stories").joinpath("data/frequencies.txt").read_text(encoding="utf-8")
    _, total, *rows = text.splitlines()
    forms: dict[str, int] = {}
    names: dict[str, int] = {}
    stems: Counter[str] = Counter()
    bases: Counter[str] = Counter()
    for row in rows:
        form, count, *capital = row.split(" ")
        forms[form] = int(count)
        stems[stem(form)] += forms[form]
        if capital:
            names[form] = int(capital[0])
        bases[base(form)] += forms[form] - 2 * names.get(form, 0)
    return Background(int(total), forms, names, dict(stems), frozenset(b for b, n in bases.items() if n > 0))


class Rarity(Enum):
    """How rarely the background has a name: in under 1 of 2,000 sentences, in under 1 of 600."""

    UNKNOWN = "unknown"
    RARE = "rare"


class Vocabulary:
    """The terms of a set of articles: which forms are names in it, and what each term weighs.

    Built once from the words of all the articles; the order of the articles changes nothing.
    """

    def __init__(self, articles: Sequence[Sequence[Word]]) -> None:
        self._background = background()
        self._names = self._found_names(articles)
        self._terms = {form: self._term(form) for form in {word.form for words in articles for word in words}}
        self._stems: dict[str, str] = {}
        self._articles = len(articles)
        self._frequency = Counter(term for words in articles for term in set(self.terms(words)))
        self._topics = _topics()

    def terms(self, words: Iterable[Word]) -> list[str]:
        """The terms of an article's words, in order."""
        known = self._terms
        return [known.get(word.form) or self._term(word.form) for word in words]

    def stem(self, form: str) -> str:
        """The stem of a form in lower case, found once."""
        found = self._stems.get(form)
        if found is None:
            found = self._stems[form] = stem(form)
        return found

    def weight(self, term: str) -> float:
        """What a term says of an event: 0 for one that is everywhere, about 10 for one that is nowhere else."""
        weight = self.rarity_weight(term)
        if term in self._topics:
            return TOPIC_WEIGHT * weight
        return NAME_WEIGHT * weight if term.startswith(NAME) else weight

    def rarity_weight(self, term: str) -> float:
        """The inverse document frequency of a term alone: what it says within a story, where topics tell as well."""
        known = self._background
        if term.startswith(NAME):
            seen = known.forms.get(term[1:], 0)
        elif term.isdigit():
            seen = known.forms.get(term, 0)
        else:
            seen = known.stems.get(term, 0)
        total = known.sentences + BATCH * self._articles
        return max(0.0, log(total / (seen + BATCH * self._frequency[term] + 1)))

    def word(self, term: str) -> str:
        """The term of a word that only its place in a name writes with a capital ("Akpınarspor Tribünü"); any other
        term is itself."""
        form = term.removeprefix(NAME)
        inflected = term.startswith(NAME) and (root := base(form)) != form and root in self._background.words
        return stem(form) if inflected else term

    def is_topic(self, term: str) -> bool:
        """Whether a term tells the field rather than the event (``data/topics.txt``)."""
        return term in self._topics

    def rarity(self, term: str) -> Rarity | None:
        """How rarely news has a name; None for other terms, for topics and days, and for the names of every day."""
        if not term.startswith(NAME) or term in self._topics or stem(term[1:]) in _calendar():
            return None
        seen = self._background.forms.get(term[1:], 0)
        return Rarity.UNKNOWN if seen < 30 else Rarity.RARE if seen < 100 else None

    def _term(self, form: str) -> str:
        if form in self._names:
            return NAME + form
        place = _OF_A_PLACE.sub("", form)
        if place != form and place in self._names and form not in self._background.forms:
            return NAME + place  # "Bozcaadalı", who is from Bozcaada
        return form if form.isdigit() else stem(form)

    def _found_names(self, articles: Sequence[Sequence[Word]]) -> frozenset[str]:
        """Forms that these articles and the background write with a capital more often than not."""
        capital: Counter[str] = Counter()
        small: Counter[str] = Counter()
        for words in articles:
            capital.update(word.form for word in words if word.capital)
            small.update(word.form for word in words if word.small)
        known = self._background
        found = set()
        for form in {word.form for words in articles for word in words}:
            named = known.names.get(form, 0)
            as_name = capital[form] + named
            as_word = small[form] + (known.forms.get(form, 0) - named) / 2  # half of them open a sentence
            if as_name > as_word and len(form) > 1 and not form[0].isdigit():
                found.add(form)
        return frozenset(found)


@cache
def _calendar() -> frozenset[str]:
    return frozenset(map(stem, wordlists.words("calendar")))


@cache
def _topics() -> frozenset[str]:
    listed = wordlists.words("topics")
    return frozenset({NAME + word for word in listed} | {stem(word) for word in listed})
