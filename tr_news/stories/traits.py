"""What the rules read of an article: places, tolls, numbers, its subject and its matter, each found once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from tr_news.stories import wordlists
from tr_news.stories.columns import is_column
from tr_news.stories.inputs import StoryInput
from tr_news.stories.matters import Matter, matter
from tr_news.stories.turkish import lower
from tr_news.stories.vocabulary import NAME, Vocabulary, stem
from tr_news.stories.words import words

LEAD = 80  # words of title and body that tell the event
REPEATED = 2  # words of a quotation that a title has, for it to be the quotation

_QUOTATION = re.compile(r"[\"“”«»„]([^\"“”«»„]{4,1500})[\"“”«»„]")
_UP = "çıktı"
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile("['’‘`´]")
_LOCATIVE = re.compile(r"[dt][ae](?:ki\w*)?")  # not "-dan": from whom something comes is no place
_DISTRICT = re.compile(r"([A-ZÇĞİÖŞÜ][a-zçğıöşüâî]{2,})['’]?\w* (?:il[çc]e|köy|mahalle|belde|mevki|semt|kasaba)\w*")
# "İzmir Buca'da"
_OF_PROVINCE = re.compile(r"([A-ZÇĞİÖŞÜ][a-zçğıöşüâî]{2,}) ([A-ZÇĞİÖŞÜ][a-zçğıöşüâî]{2,})['’][dt][ae]\b")
_NAME = re.compile(r"[^\W\d_]+(?:['’‘`´][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules read of an article, found once."""

    publisher: str
    moment: datetime | None
    places: frozenset[str]
    clubs: frozenset[str]
    tolls: frozenset[int]
    rising: bool
    again: bool
    numbers: frozenset[str] = frozenset()  # of two digits or more
    column: bool = False  # there is nothing in it but a headline that reports nothing
    districts: frozenset[str] = frozenset()  # the places that it calls a district, or says in which province they are
    titled: frozenset[str] = frozenset()  # the places that the title names
    subject: Mapping[str, float] = field(default_factory=dict)  # terms that title and body have, with their weights
    said: frozenset[str] = frozenset()  # all terms
    matter: Matter | None = None  # of an article that is told in a frame
    rare: frozenset[str] = frozenset()  # the names among them that news rarely has


def facts(item: StoryInput, title: str, body: str) -> Facts:
    """The facts of an article, from its cleaned title and the beginning of its body."""
    text = f"{title} . {body[:600]}"
    found = _WORD.findall(lower(text))
    heading = f" {' '.join(_WORD.findall(lower(title)))} "
    rise = tuple(wordlists.section("toll", "rise"))
    return Facts(
        publisher=item.publisher,
        moment=item.moment,
        places=_places(text),
        districts=_districts(text),
        titled=_places(title),
        clubs=frozenset(word for word in found if word in wordlists.section("topics", "clubs")),
        tolls=_tolls(found),
        numbers=frozenset(word for word in found if word.isdecimal() and len(word) > 1),
        rising=any(word.startswith(rise) or _went_up(found, i) for i, word in enumerate(found)),
        again=any(f" {phrase} " in heading for phrase in wordlists.section("toll", "again")),
        column=is_column(item.title, body),
    )


def with_subject(facts: Facts, title: str, body: str, vocabulary: Vocabulary) -> Facts:
    """The facts with what the article is about: the telling terms of its title that its body takes up.

    A title that repeats what somebody says tells no subject.
    """
    heading, text = words(title, LEAD), words(body, LEAD)
    named, told = vocabulary.terms(heading), vocabulary.terms(text)
    said = frozenset(named) | frozenset(told)
    quoted = vocabulary.terms(word for quotation in _QUOTATION.findall(body) for word in words(quotation, LEAD))
    repeats = len(set(named) & set(quoted)) >= REPEATED
    both = sorted(set(named) & set(told)) if not repeats else []
    weights = {term: vocabulary.weight(term) for term in both if not vocabulary.is_topic(term)}
    return replace(
        facts,
        subject={term: weight for term, weight in weights.items() if weight},
        said=said,
        matter=None if repeats else matter(heading, text, vocabulary),
        rare=frozenset(term for term in said if _is_event(term, vocabulary)),
    )


def _is_event(term: str, vocabulary: Vocabulary) -> bool:
    """Whether a term is a name that news rarely has, in no form a word of a field ("Başsavcılığınca")."""
    return vocabulary.rarity(term) is not None and not vocabulary.is_topic(stem(term.removeprefix(NAME)))


def _tolls(words: list[str]) -> frozenset[int]:
    """The numbers in front of the dead and hurt; also those in "sayısı 3'e yükseldi"."""
    casualties = wordlists.section("toll", "casualties")
    rise = tuple(wordlists.section("toll", "rise"))
    numbers = _numbers()
    found = set()
    for i, word in enumerate(words):
        number = int(word) if word.isdecimal() and len(word) < 4 else numbers.get(word)
        if number is None:
            continue
        behind = words[i + 1 : i + 4]
        if behind[:1] and (behind[0] in casualties or any(word.startswith(rise) or word == _UP for word in behind)):
            found.add(number)
    return frozenset(found)


def _went_up(words: Sequence[str], i: int) -> bool:
    """Whether a number went up there ("4'e çıktı"): a train that went off the rails ("raydan çıktı") is no toll."""
    return words[i] == _UP and any(word.isdecimal() or word in _numbers() for word in words[max(0, i - 2) : i])


def _districts(text: str) -> frozenset[str]:
    """The places that a text calls a district or a village, or names behind their province."""
    provinces, _ = gazetteer()
    found = {lower(match[1]) for match in _DISTRICT.finditer(text)}
    return frozenset(found | {lower(m[2]) for m in _OF_PROVINCE.finditer(text) if lower(m[1]) in provinces}) - provinces


def _places(text: str) -> frozenset[str]:
    certain, doubtful = gazetteer()
    topics = wordlists.words("topics")
    found = set()
    for match in _DISTRICT.finditer(text):
        found.add(lower(match[1]))
    for match in _NAME.finditer(text):
        base, *suffix = _APOSTROPHE.split(match.group(), maxsplit=1)
        if not base[0].isupper():
            continue
        place = lower(base)
        if place in certain or (
            suffix and (place in doubtful or (place not in topics and _LOCATIVE.fullmatch(suffix[0])))
        ):
            found.add(place)
    return frozenset(found)


@cache
def _numbers() -> dict[str, int]:
    return {word: number for number, word in enumerate(wordlists.lines("numbers"), 1)}


@cache
def gazetteer() -> tuple[frozenset[str], frozenset[str]]:
    listed = wordlists.words("places")
    return (
        frozenset(place for place in listed if not place.endswith("*")),
        frozenset(place.removesuffix("*") for place in listed if place.endswith("*")),
    )
