"""The English that a day's stories are told in: which articles are translated, how far, and what is left out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tr_news.daily.actors import actors_in
from tr_news.daily.telling import Telling
from tr_news.documents.article import Article
from tr_news.documents.translation import TranslatedArticle
from tr_news.stories.cleaning import without_title
from tr_news.stories.group import Story
from tr_news.stories.inputs import StoryInput
from tr_news.stories.vocabulary import Vocabulary
from tr_news.stories.words import words

TEXTS = 8  # of a story that are read for its telling
TITLE = 4  # words of a title from which it is a sentence and not a name
HEAD = 1500  # characters of an article that are translated for a story


@dataclass(frozen=True, slots=True)
class Piece:
    """An article of the day: as grouping sees it, as it was read, its translation where it came with one."""

    item: StoryInput
    article: Article
    dated_by: str = "article"  # or "file"
    translated: TranslatedArticle | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What a story is told from, found once however often it is told.

    ``texts`` are of each independent text, as many as are read, its number, the article that stands for it, and who
    prints it; ``copies`` those that name an actor whom their original doesn't, with the number of their text.
    """

    story: Story
    texts: tuple[tuple[int, StoryInput, tuple[str, ...]], ...]
    copies: tuple[tuple[int, StoryInput], ...]
    vocabulary: Vocabulary


Translate = Callable[[Sequence[Article]], Sequence[TranslatedArticle]]
Condense = Callable[[Sequence[TranslatedArticle], Sequence[Sequence[int]]], Sequence[TranslatedArticle]]


def condensed(
    english: Mapping[str, TranslatedArticle],
    tellings: Iterable[Telling],
    pieces: Mapping[str, Piece],
    condense: Condense,
) -> dict[str, TranslatedArticle]:
    """The articles with a shorter form, translated for itself, of the sentences that stories are told in.

    Articles that came with their translation stay as they are: for them no model runs.
    """
    chosen: defaultdict[str, set[int]] = defaultdict(set)
    for telling in tellings:
        for line in (telling.headline, *telling.bullets):
            for first in line.evidence[:1]:
                if pieces[first.article].translated is None and english[first.article].sentences:
                    chosen[first.article].add(first.sentence)
    keys = sorted(chosen)
    shorter = condense([english[key] for key in keys], [sorted(chosen[key]) for key in keys]) if keys else ()
    return {**english, **dict(zip(keys, shorter, strict=True))}


def material(story: Story, *, at_length: bool) -> Material:
    """What a story is told from; one that has a line alone needs no copies."""
    return Material(
        story, tuple(representatives(story)[:TEXTS]), tuple(witnesses(story) if at_length else ()), vocabulary_of(story)
    )


def representatives(story: Story) -> list[tuple[int, StoryInput, tuple[str, ...]]]:
    """Of each independent text its number, the article that stands for it, and who prints it."""
    return [
        (number, text[0].item, tuple(dict.fromkeys(member.item.publisher for member in text if member.item.publisher)))
        for number, text in enumerate(story.texts, 1)
    ]


def vocabulary_of(story: Story) -> Vocabulary:
    """What is said of the story, in as much of its articles as is translated."""
    return Vocabulary([words(f"{m.item.title} . {m.item.body[:HEAD]}") for m in story.members])


def witnesses(story: Story) -> list[tuple[int, StoryInput]]:
    """The copies that name an actor whom their original doesn't, with the number of their text."""
    found = []
    for number, text in enumerate(story.texts[:TEXTS], 1):
        known = actors_in(text[0].item.title) | actors_in(text[0].item.body[:HEAD])
        for member in text[1:]:
            named = actors_in(member.item.title) | actors_in(member.item.body[:HEAD])
            if named - known:
                found.append((number, member.item))
                known |= named
    return found


def translated(
    told: Sequence[Material], lines: Sequence[Material], pieces: Mapping[str, Piece], translate: Translate
) -> dict[str, TranslatedArticle]:
    """By key the articles in English that tell these stories: the beginnings of those told at length, of those with a
    line their titles."""
    wanted = {item.key: HEAD for one in told for _, item, _ in one.texts}
    wanted |= {item.key: HEAD for one in told for _, item in one.copies}
    wanted |= {one.story.members[0].item.key: 0 for one in lines}
    english = {}
    missing = []
    for key, head in wanted.items():
        piece = pieces[key]
        if piece.translated is not None:
            english[key] = piece.translated
        else:
            missing.append((key, _opening(piece.article, head)))
    documents = translate([article for _, article in missing]) if missing else ()
    for (key, _), document in zip(missing, documents, strict=True):
        english[key] = document
    return english


def _opening(article: Article, characters: int) -> Article:
    """The article up to the paragraph in which so many characters are over; its title, or else its first paragraph.

    A paragraph that opens with the title tells it without: feeds put the title in front of their texts.
    """
    kept = []
    size = 0
    for paragraph in article.paragraphs:
        if paragraph.kind == "text" and article.title:
            paragraph = replace(paragraph, text=_told_once(article.title, paragraph.text))
        kept.append(paragraph)
        size += len(paragraph.text) if paragraph.kind != "title" else 0
        if size >= characters:
            break
    return replace(article, paragraphs=tuple(kept))


def _told_once(title: str, text: str) -> str:
    """A text without the title that it opens with, where a sentence follows; a short title may be its subject."""
    rest = without_title(title, text) if len(title.split()) >= TITLE else text
    return rest if rest[:1].isupper() or rest[:1].isdigit() else text
