"""Headlines of stories by an instruction model (``prompts/daily``), where one is chosen; what doesn't hold is dropped.

The model sees the English of the sentences that a story's lines rest on. What it writes must be borne out by them,
names and numbers too (:mod:`tr_news.summarization.faithfulness`).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from tr_news.daily.digest import DayStory, Evidence, LeadLine, Line
from tr_news.daily.lines import clip
from tr_news.documents.article import TURKISH, Article, Language, Paragraph
from tr_news.documents.brief import Line as BriefLine
from tr_news.documents.translation import Sentence, TranslatedArticle

LEAD = 5  # lines


@runtime_checkable
class StoryWriter(Protocol):
    """Writes one headline for the reports of a story, with the reports that it rests on; None where none holds."""

    def story_headline(self, reports: Sequence[str], date: str, document: TranslatedArticle) -> BriefLine | None:
        """``document`` has the reports as its sentences, in order."""
        ...


def with_headline(story: DayStory, writer: StoryWriter, date: str) -> DayStory:
    """The story with the writer's headline, where it has written one that holds."""
    evidence = list(_evidence(story))
    if not evidence:
        return story
    document = _document(story, evidence)
    line = writer.story_headline([one.translation for one in evidence], date, document)
    if line is None or not line.text.strip():
        return story
    cited = tuple(evidence[i] for i in line.evidence if 0 <= i < len(evidence))
    if not cited:
        return story
    names = {source.key: source.publisher for source in story.sources}
    publishers = tuple(dict.fromkeys(names[one.article] for one in cited if names.get(one.article)))
    headline = Line(
        clip(line.text), cited, publishers, line.flags, story.headline.new, line.checks, line.grade, line.trust
    )
    return replace(story, headline=headline)


def lead(stories: Sequence[DayStory]) -> tuple[LeadLine, ...]:
    """The lead: the first stories in a line each, each with the story that it draws on; none on a thin day.

    A headline whose English can't be relied on leads nowhere.
    """
    leading = [story for story in stories if story.headline.trust != "withheld"]
    if len(leading) < 3:
        return ()
    return tuple(LeadLine(story.headline.text, (story.id,)) for story in leading[:LEAD])


def _evidence(story: DayStory) -> Sequence[Evidence]:
    """The sentences of a story's lines, each once."""
    found = [one for line in (story.headline, *story.bullets) for one in line.evidence if one.translation.strip()]
    return list({(one.article, one.sentence): one for one in found}.values())


def _document(story: DayStory, evidence: Sequence[Evidence]) -> TranslatedArticle:
    paragraphs = tuple(Paragraph(one.source) for one in evidence)
    sentences = tuple(
        Sentence(number, number, "text", one.source, one.translation) for number, one in enumerate(evidence)
    )
    return TranslatedArticle(Article(story.id, story.id, paragraphs), Language(TURKISH, 1.0), sentences)
