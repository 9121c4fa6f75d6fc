"""A day's digest in Markdown."""

from collections.abc import Iterator

from tr_news.daily.digest import DayStory, Digest, Line, Source
from tr_news.daily.wording import clock, continued, original, source_note, standing, summary_line, title
from tr_news.render.markdown import escape as _text
from tr_news.render.words import explanations, remark, said


def render_markdown(digest: Digest, *, base: str = "../") -> str:
    """The digest, with a newline at the end; ``base`` leads from its folder to that of the days."""
    return "\n".join(_lines(digest, base)).rstrip("\n") + "\n"


def _lines(digest: Digest, base: str) -> Iterator[str]:
    yield f"# {_text(title(digest))}"
    yield ""
    yield _text(summary_line(digest))
    yield ""
    if digest.lead:
        for line in digest.lead:
            headline = digest.headline_of(line)
            doubt = _doubt(headline) if headline is not None else ""
            yield f"- [{_text(line.text)}](#s-{line.stories[0]}){doubt}"
        yield ""
    for story in digest.stories:
        yield from _story(story, base)
    for heading, stories in (("Also reported", digest.also), ("From a single source", digest.single)):
        if stories:
            yield f"## {heading}"
            yield ""
            yield from (_short(story) for story in stories)
            yield ""
    yield from (f"_{_text(note)}._  " for note in digest.notes)


def _story(story: DayStory, base: str) -> Iterator[str]:
    yield f"## {_anchors(story)}{_text(said(story.headline))}"
    yield ""
    if turkish := original(story.headline):
        yield f"> {_text(turkish)}"
        yield ""
    yield from _why(story.headline, "")
    yield f"_{_text(standing(story))}_"
    yield ""
    for line in story.bullets:
        new = "**New:** " if line.new and story.earlier else ""
        yield f"- {new}{_text(said(line))}"
        yield from (f"  > {_text(evidence.source)}" for evidence in line.evidence[:1])
        if remark(line):
            yield ""
            yield from _why(line, "  ")
    yield from (f"- {_text(quantity.text)}" for quantity in story.quantities)
    yield ""
    if story.earlier:
        earlier = f"{base}{story.earlier.date}/daily.md#s-{story.earlier.story}"
        yield f"[{_text(continued(story.earlier))}](<{earlier}>)"
        yield ""
    yield from (f"- {_source(source)}" for source in story.sources if source.copy_of is None)
    copies = [source for source in story.sources if source.copy_of is not None]
    if copies:
        yield f"- Copies: {', '.join(_text(source.publisher or source.file) for source in copies)}"
    yield ""
    if story.silent:
        yield f"Nothing on this: {_text(', '.join(story.silent))}"
        yield ""


def _short(story: DayStory) -> str:
    source = story.sources[0]
    where = _text(standing(story)) if len(story.publishers) > 1 else _source(source)
    turkish = original(story.headline)
    below = f" ({_text(turkish)})" if turkish and len(story.publishers) > 1 else ""
    return f"- {_anchors(story)}{_text(said(story.headline))}{_doubt(story.headline)}{below}: {where}"


def _anchors(story: DayStory) -> str:
    """The story's id, and those that it had when it was several stories."""
    return "".join(f'<a id="s-{one}"></a>' for one in (*story.former, story.id))


def _source(source: Source) -> str:
    note = source_note(source)
    name = _text(source.title or source.file)
    link = f"[{name}](<{source.url}>)" if source.url else name
    return " · ".join(filter(None, (_text(source.publisher), clock(source), link, _text(note))))


def _doubt(line: Line) -> str:
    note = remark(line)
    return f" _({_text(note)})_" if note else ""


def _why(line: Line, indent: str) -> Iterator[str]:
    """What is doubtful in a line, and what that means."""
    if note := remark(line):
        yield f"{indent}**{_text(note[0].upper() + note[1:])}.** {_text(' '.join(explanations(line)))}"
        yield ""
