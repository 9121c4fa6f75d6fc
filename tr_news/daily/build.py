"""Articles of a day → digest: grouped, ranked, translated as far as they are told, and told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tr_news.daily import ranking
from tr_news.daily.continuity import has_news, linked
from tr_news.daily.days import Span, local_time, stamp
from tr_news.daily.digest import DayStory, Digest, Source
from tr_news.daily.english import (
    Condense,
    Material,
    Piece,
    Translate,
    condensed,
    material,
    translated,
)
from tr_news.daily.identity import Known, former, is_shown, named
from tr_news.daily.lines import clip
from tr_news.daily.sections import section_of
from tr_news.daily.telling import Telling, Text, tell
from tr_news.daily.writer import LEAD, StoryWriter, lead, with_headline
from tr_news.documents.translation import TranslatedArticle
from tr_news.stories.group import Story, group

WORDS = 1100  # of a page: five minutes
BULLETS = 4  # of a story at length, at most
CANDIDATES = 40  # stories that may be told at length
LINES = 60  # stories that may have a line; as many of a single source


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is told: publishers that a story needs at least, stories told at length at most (None: as the page's
    words allow)."""

    min_sources: int = 1
    max_stories: int | None = None


def build(
    pieces: Sequence[Piece],
    span: Span,
    translate: Translate,
    *,
    limits: Limits = Limits(),
    past: Sequence[Digest] = (),
    known: Known | None = None,
    provenance: Mapping[str, object],
    writer: StoryWriter | None = None,
    condense: Condense | None = None,
    notes: Sequence[str] = (),
) -> Digest:
    """The digest of a span.

    Args:
        pieces: articles with different keys; those outside the span are left out.
        translate: gives the articles in English, in order.
        past: digests of the days before.
        known: what an earlier run of this day has shown: its ids stay, and its stories are on the page.
        provenance: what made it, as in briefs.
        condense: gives articles with a shorter form of some of their sentences.
        writer: an instruction model that words the headlines of stories told at length.
        notes: sentences for the reader.
    """
    known = known or Known()
    of_day = {piece.item.key: piece for piece in pieces if span.holds(piece.item)}
    found = group(piece.item for piece in of_day.values()).stories
    ranked = named(ranking.ranked(found), known)
    taken = {story.id for story in ranked}
    floor = [story for story in ranked if len(story.publishers) >= limits.min_sources or not story.publishers]
    shared = [story for story in floor if len(story.publishers) > 1]
    single = [story for story in floor if len(story.publishers) <= 1]
    told, lines = shared[:CANDIDATES], [*shared[CANDIDATES : CANDIDATES + LINES], *single[:LINES]]
    lines += [story for story in floor if story not in told and story not in lines and is_shown(story, known)]
    counts = Counter(piece.item.publisher for piece in of_day.values())
    long = [material(story, at_length=True) for story in told]
    short = [material(story, at_length=False) for story in lines]
    english = translated(long, short, of_day, translate)
    if condense is not None:
        drafts = [_telling(one, english, bullets=BULLETS, draft=True) for one in long]
        english = condensed(english, drafts, of_day, condense)
    day_stories = [_day_story(one, of_day, english, counts, bullets=BULLETS) for one in long]
    rest = [_day_story(one, of_day, english, counts, bullets=0) for one in short]
    day_stories, rest = _split(linked([*day_stories, *rest], past), len(day_stories))
    former_of = {story.id: former(story, known, taken) for story in floor}
    day_stories, rest = ([replace(story, former=former_of[story.id]) for story in some] for some in (day_stories, rest))
    stories, also, alone = _fitted(day_stories, rest, limits, known)
    if writer is not None:
        stories = [with_headline(story, writer, span.day.isoformat()) for story in stories]
    hidden = len(found) - len(stories) - len(also) - len(alone)
    if hidden:
        notes = [*notes, f"{hidden} more {'story is' if hidden == 1 else 'stories are'} not shown"]
    return Digest(
        date=span.day.isoformat(),
        since=_start(span),
        until=span.until.isoformat(timespec="seconds"),
        updated=max(
            (m.isoformat(timespec="seconds") for m in map(_moment, of_day.values()) if m), default=_start(span)
        ),
        lead=lead(stories),
        stories=tuple(stories),
        also=tuple(also),
        single=tuple(alone),
        articles=len(of_day),
        publishers=tuple(sorted(name for name in counts if name)),
        notes=tuple(notes),
        provenance=dict(provenance),
    )


def _moment(piece: Piece) -> datetime | None:
    return local_time(piece.item)


def _start(span: Span) -> str:
    return span.since.isoformat(timespec="seconds")


def _telling(
    material: Material, english: Mapping[str, TranslatedArticle], *, bullets: int, draft: bool = False
) -> Telling:
    texts = [
        Text(number, item.key, publishers, stamp(item), english[item.key])
        for number, item, publishers in material.texts
        if item.key in english
    ]
    copies = [
        Text(number, item.key, (item.publisher,) if item.publisher else (), stamp(item), english[item.key])
        for number, item in material.copies
    ]
    most = min(bullets, len(material.story.texts) + 1)
    return tell(texts, material.vocabulary, bullets=most, witnesses=copies, draft=draft)


def _day_story(
    material: Material,
    pieces: Mapping[str, Piece],
    english: Mapping[str, TranslatedArticle],
    counts: Counter[str],
    *,
    bullets: int,
) -> DayStory:
    story = material.story
    telling = _telling(material, english, bullets=bullets)
    first, last = ranking.reported(story)
    number_of = {member.item.key: number for number, text in enumerate(story.texts, 1) for member in text}
    return DayStory(
        id=story.id,
        headline=telling.headline,
        bullets=telling.bullets,
        quantities=telling.quantities if bullets else (),
        sources=tuple(
            Source(
                key=member.item.key,
                title=clip(member.item.title or member.item.body, 200),
                publisher=clip(member.item.publisher, 80),
                url=member.item.url or None,
                file=pieces[member.item.key].article.source,
                time=stamp(member.item),
                timed=member.item.has_time,
                dated_by=pieces[member.item.key].dated_by,
                text=number_of[member.item.key],
                copy_of=member.copy_of,
                agency=member.agency,
            )
            for member in story.members
        ),
        publishers=story.publishers,
        texts=len(story.texts),
        support=ranking.support(story),
        silent=ranking.silent(story, counts) if bullets and len(story.publishers) > 1 else (),
        first=_local(story, first),
        last=_local(story, last),
        section=section_of(story),
    )


def _local(story: Story, moment: datetime | None) -> str | None:
    times = [local_time(member.item) for member in story.members if member.item.moment == moment]
    return next((time.isoformat(timespec="minutes") for time in times if time is not None), None)


def _split(stories: Sequence[DayStory], at: int) -> tuple[list[DayStory], list[DayStory]]:
    return list(stories[:at]), list(stories[at:])


def _fitted(
    told: Sequence[DayStory], rest: Sequence[DayStory], limits: Limits, known: Known
) -> tuple[list[DayStory], list[DayStory], list[DayStory]]:
    """The stories at length, with a line, and of a single source, as the page's words allow.

    Seven tenths of the words are for the stories at length, one tenth at least for those of a single source. A story
    that goes on without news has a line, and so has one that an earlier page of the day has told.
    """
    stories: list[DayStory] = []
    also: list[DayStory] = []
    used = 0.0
    for story in told:
        size = words_of(story)
        fits = len(stories) < limits.max_stories if limits.max_stories is not None else used + size <= 0.7 * WORDS
        if has_news(story) and story.bullets and (fits or not stories):
            stories.append(story)
            used += size
        else:
            also.append(story)
    stories = [story if place < LEAD else replace(story, silent=()) for place, story in enumerate(stories)]
    also += [story for story in rest if len(story.publishers) > 1]
    used += sum(len(story.headline.text.split()) for story in stories[:LEAD])
    also, used = _within(also, used, 0.9 * WORDS, known)
    alone, _ = _within([story for story in rest if len(story.publishers) <= 1], used, WORDS, known)
    return stories, also, alone


def _within(stories: Sequence[DayStory], used: float, limit: float, known: Known) -> tuple[list[DayStory], float]:
    sizes = {story.id: len(story.headline.text.split()) + len(story.support.split()) for story in stories}
    stay = {story.id for story in stories if is_shown(story, known)}
    used += sum(sizes[one] for one in stay)
    kept: list[DayStory] = []
    full = False
    for story in stories:
        if story.id not in stay:
            full = full or (used + sizes[story.id] > limit and bool(kept))
            used += 0 if full else sizes[story.id]
        if story.id in stay or not full:
            kept.append(replace(story, bullets=(), quantities=(), silent=()))
    return kept, used


def words_of(story: DayStory) -> int:
    """The English words of a story on the page, those that unfold left out; the list of sources is no reading."""
    lines = [story.headline.text, story.support, *(line.text for line in story.bullets)]
    lines += [quantity.text for quantity in story.quantities]
    return sum(len(line.split()) for line in lines)
