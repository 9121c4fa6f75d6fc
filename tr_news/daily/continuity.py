"""Stories that go on from an earlier day: found in the ``daily.json`` files of the last week, by their Turkish."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from tr_news.daily.digest import DayStory, Digest, Earlier, Line
from tr_news.daily.quantities import people_in
from tr_news.stories.similarity import SHRINKAGE
from tr_news.stories.vocabulary import Vocabulary
from tr_news.stories.words import Word, words

DAYS = 7
ALIKE = 0.2  # likeness of two days' tellings; a little more than what joins two articles of one day
SAID = 0.85  # share of a line's weight that an earlier telling has, for it to be nothing new


@dataclass(frozen=True, slots=True)
class _Past:
    day: str
    story: DayStory
    vector: Mapping[str, float]
    terms: frozenset[str]
    tolls: frozenset[tuple[str, int]]


def linked(stories: Sequence[DayStory], past: Sequence[Digest]) -> list[DayStory]:
    """The stories, each with the latest story of the last week that it goes on from, and with what is new marked.

    ``past`` are the digests of earlier days.
    """
    if not past or not stories:
        return list(stories)
    told = [(digest.date, story) for digest in past for story in digest.all_stories]
    texts = [_words(story) for _, story in told] + [_words(story) for story in stories]
    vocabulary = Vocabulary(texts)
    earlier = [_past(day, story, vocabulary) for day, story in told]
    return [_linked(story, earlier, vocabulary) for story in stories]


def has_news(story: DayStory) -> bool:
    """Whether a story that goes on says something that the earlier telling didn't."""
    return story.earlier is None or any(line.new for line in (story.headline, *story.bullets))


def _linked(story: DayStory, earlier: Sequence[_Past], vocabulary: Vocabulary) -> DayStory:
    vector = _vector(_words(story), vocabulary)
    scored = [(_likeness(vector, past.vector), past.day, past) for past in earlier]
    best = max(
        scored, key=lambda entry: (entry[0] >= ALIKE, entry[1] if entry[0] >= ALIKE else "", entry[0]), default=None
    )
    if best is None or best[0] < ALIKE:
        return story
    past = best[2]
    return replace(
        story,
        earlier=Earlier(past.day, past.story.id, past.story.headline.text),
        headline=_marked(story.headline, past, vocabulary),
        bullets=tuple(_marked(line, past, vocabulary) for line in story.bullets),
    )


def _marked(line: Line, past: _Past, vocabulary: Vocabulary) -> Line:
    """The line, marked where it has words that tell, or a toll, that the earlier telling had not."""
    weights = _told(line, vocabulary)
    whole = sum(weight * weight for weight in weights.values())
    said = sum(weight * weight for term, weight in weights.items() if term in past.terms)
    tolls = {toll for e in line.evidence[:1] for toll in people_in(e.source)}
    return replace(line, new=said < SAID * whole or not tolls <= past.tolls)


def _told(line: Line, vocabulary: Vocabulary) -> dict[str, float]:
    terms = vocabulary.terms([word for e in line.evidence[:1] for word in words(e.source)])
    return {term: vocabulary.rarity_weight(term) for term in terms if not term.isdigit()}


def _past(day: str, story: DayStory, vocabulary: Vocabulary) -> _Past:
    sentences = [e.source for line in (story.headline, *story.bullets) for e in line.evidence]
    return _Past(
        day,
        story,
        _vector(_words(story), vocabulary),
        frozenset(vocabulary.terms([word for sentence in sentences for word in words(sentence)])),
        frozenset(toll for sentence in sentences for toll in people_in(sentence)),
    )


def _words(story: DayStory) -> list[Word]:
    """The Turkish of a story: the titles of its texts, the headline's sentence and the first of each bullet."""
    titles = [source.title for source in story.sources if source.copy_of is None]
    told = [e.source for line in (story.headline, *story.bullets) for e in line.evidence[:1]]
    return [word for text in (*titles, *told) for word in words(text)]


def _vector(found: Sequence[Word], vocabulary: Vocabulary) -> Mapping[str, float]:
    weights = {term: vocabulary.weight(term) for term in vocabulary.terms(found)}
    norm = sqrt(sum(weight * weight for weight in weights.values()) + SHRINKAGE**2)
    return {term: weight / norm for term, weight in weights.items()}


def _likeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    return sum(weight * b[term] for term, weight in a.items() if term in b)
