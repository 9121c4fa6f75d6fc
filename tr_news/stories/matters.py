"""What an article of a frame is about: two bills, two trials, two prices are told in the same words.

How a bill proceeds, or a trial, or a price rise, is told in words of its field (``data/frames.txt``). Of an article
that has enough of them the matter is what its headline names beside them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tr_news.stories.vocabulary import NAME, Vocabulary, stem
from tr_news.stories.words import Word
from tr_news.text import lexicon

FRAMED = 4  # different words of a frame in a headline and the beginning of a text
BEGINNING = 40  # words of the text that are read for them
OPENING = 15  # words of the text that tell the matter where the headline doesn't
OTHER = 0.25  # share of the weight of a matter that the other article speaks of at least, for it to be the same one
LONG = 5  # letters of a word whose longer forms begin with it
KEY = 4  # letters in which two forms of a word agree, whatever its suffixes do to its end


@dataclass(frozen=True, slots=True)
class Matter:
    """The weights of what a headline names, by the beginning of the word, and the beginnings of all words."""

    named: Mapping[str, float]
    said: frozenset[str]


def matter(heading: Sequence[Word], text: Sequence[Word], vocabulary: Vocabulary) -> Matter | None:
    """The matter of an article by the words of its headline and text; None where it isn't told in a frame, or names
    nothing else."""
    told = text[:BEGINNING]
    stems = {vocabulary.stem(word.form) for word in (*heading, *told)}
    told_in = [(frame, beginnings) for frame, beginnings in _frames() if len(stems & frame) >= FRAMED]
    if not told_in:
        return None
    frames = frozenset[str]().union(*(frame for frame, _ in told_in))
    beginnings = tuple(beginning for _, listed in told_in for beginning in listed)
    for place in (heading, told[:OPENING]):
        named = {
            _key(word.form): vocabulary.rarity_weight(term)
            for word, term in zip(place, vocabulary.terms(place), strict=True)
            if not (word.form[0].isdigit() or vocabulary.stem(word.form) in frames or word.form.startswith(beginnings))
        }
        if named:
            break
    else:
        return None
    return Matter(named, frozenset(_key(word.form) for word in (*heading, *told)))


def other_matter(a: Matter | None, b: Matter | None, places: Collection[str] = ()) -> bool:
    """Whether each of two articles is about something that the other doesn't speak of. ``places`` that both name say
    nothing of it."""
    if a is None or b is None:
        return False
    common = {_key(place) for place in places}
    return _shared(a, b, common) < OTHER and _shared(b, a, common) < OTHER


def _shared(a: Matter, b: Matter, common: Collection[str]) -> float:
    named = {key: weight for key, weight in a.named.items() if key not in common}
    return share_said(named, b.said) if named else 1.0


def share_said(weights: Mapping[str, float], said: Collection[str]) -> float:
    """The share of the squared weights that terms have which are said; 0 where none has a weight."""
    squares = {term: weight * weight for term, weight in weights.items()}
    return sum(square for term, square in squares.items() if term in said) / (sum(squares.values()) or 1.0)


def _key(form: str) -> str:
    return form.removeprefix(NAME)[:KEY]


@cache
def _frames() -> list[tuple[frozenset[str], tuple[str, ...]]]:
    """Of each frame the stems of its words, and its words that are long enough to know a longer form by."""
    frames = lexicon.word_sections("frames", "stories").values()
    return [(frozenset(map(stem, listed)), tuple(sorted(w for w in listed if len(w) >= LONG))) for listed in frames]
