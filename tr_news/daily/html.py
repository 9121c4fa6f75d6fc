"""A day's page, and the index of days: HTML that needs nothing else, with a script that it can do without."""

import hashlib
from calendar import Calendar
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from tr_news.daily.digest import DayStory, Digest, Line, Quantity, Source
from tr_news.daily.wording import clock, long_date, month_name, original, source_note, standing, summary_line, title
from tr_news.documents.article import TURKISH
from tr_news.documents.translation import Flag
from tr_news.render.page import STRUCK, page, struck
from tr_news.render.page import html_text as text
from tr_news.render.words import explanations, remark, said

TIMELINE = 5  # sources from which a story has a timeline


def render_day(digest: Digest, *, base: str = "../") -> str:
    """The page of a day, with a newline at the end; ``base`` leads from its folder to that of the days."""
    return _page(title(digest), "\n".join(_day(digest, base)), "day.js")


def render_index(days: Sequence[Digest], all_days: Sequence[str]) -> str:
    """The index: a calendar of all days, and the headlines of the last ones to search in."""
    return _page("Turkish news by day", "\n".join(_index(days, all_days)), "index.js")


def _page(name: str, body: str, script: str) -> str:
    body = f'<a class="skip" href="#main">Skip to the stories</a>\n{body}'
    return page(text(name), _file("day.css"), body, script=_file(script))


@cache
def _file(name: str) -> str:
    return (Path(__file__).with_name("page") / name).read_text(encoding="utf-8")


def digest_of(story: DayStory) -> str:
    """Eight digits that change when what is told of a story changes."""
    told = [line.text for line in (story.headline, *story.bullets)] + [quantity.text for quantity in story.quantities]
    return hashlib.sha256("\n".join([*told, story.support]).encode("utf-8", "replace")).hexdigest()[:8]


def _day(digest: Digest, base: str) -> Iterator[str]:
    yield "<header>"
    yield f"<h1>{text(title(digest))}</h1>"
    yield f'<p class="count">{text(summary_line(digest))}</p>'
    if digest.lead:
        yield '<nav aria-label="The day in brief"><ol>'
        for line in digest.lead:
            headline = digest.headline_of(line)
            doubt = _doubt(headline) if headline is not None else ""
            yield f'<li><a href="#s-{text(line.stories[0])}">{text(line.text)}</a>{doubt}</li>'
        yield "</ol></nav>"
    yield from _tools(digest)
    yield "</header>"
    numbers = _numbers(digest)
    yield '<main id="main" tabindex="-1">'
    for story in digest.stories:
        yield from _story(story, base, numbers)
    for heading, stories in (("Also reported", digest.also), ("From a single source", digest.single)):
        if stories:
            yield f'<section class="apart"><h2>{heading}</h2><ul class="shorts">'
            yield from (part for story in stories for part in _short(story, numbers))
            yield "</ul></section>"
    yield "</main>"
    yield "<footer>"
    yield from (f"<p>{text(note)}.</p>" for note in digest.notes)
    yield f"<p>{text(_made_by(digest))}</p>"
    yield f'<p><a href="{base}index.html">All days</a></p>'
    yield "</footer>"


def _made_by(digest: Digest) -> str:
    translator = digest.provenance.get("translator")
    name = translator.get("name") if isinstance(translator, dict) else None
    model = f" Translated by {name}; check it against the Turkish." if name else ""
    return f"Made with {digest.provenance.get('tool', 'tr-news')}.{model}"


def _numbers(digest: Digest) -> dict[str, int]:
    """The publishers of the stories, by name, with numbers from 1."""
    told = sorted({name for story in digest.all_stories for name in story.publishers})
    return {name: number for number, name in enumerate(told, 1)}


def _tools(digest: Digest) -> Iterator[str]:
    yield '<div class="tools" role="search" aria-label="Stories of the day" hidden>'
    yield '<label>Search <input type="search" autocomplete="off"></label>'
    yield '<label>Publisher <select data-filter="publisher"><option value="">all</option>'
    yield from (f'<option value="{number}">{text(name)}</option>' for name, number in _numbers(digest).items())
    yield "</select></label>"
    sections = sorted({story.section for story in digest.all_stories if story.section})
    if sections:
        yield '<label>Section <select data-filter="section"><option value="">all</option>'
        yield from (f'<option value="{text(name)}">{text(name.capitalize())}</option>' for name in sections)
        yield '<option value="other">other</option></select></label>'
    yield '<label><input type="checkbox"> two independent texts or more</label>'
    yield '<span role="status"></span>'
    yield "</div>"


def _attributes(story: DayStory, numbers: Mapping[str, int]) -> str:
    """What the script reads: the story's id, a digest of its text, its texts, the numbers of its publishers."""
    publishers = " ".join(str(numbers[name]) for name in story.publishers if name in numbers)
    return (
        f'id="s-{text(story.id)}" data-story="{text(story.id)}" data-digest="{digest_of(story)}" '
        f'data-texts="{story.texts}" data-publishers="{publishers}" data-section="{text(story.section or "other")}"'
    )


def _story(story: DayStory, base: str, numbers: Mapping[str, int]) -> Iterator[str]:
    yield f'<article class="story" {_attributes(story, numbers)}>'
    yield f"<h2>{_former(story)}{_told(story.headline)}{_doubt(story.headline)}</h2>"
    yield f'<p class="support">{text(standing(story))}{_between(story)}</p>'
    if story.earlier:
        link = f"{base}{text(story.earlier.date)}/index.html#s-{text(story.earlier.story)}"
        linked = f'<a href="{link}">{text(story.earlier.headline)}</a>'
        yield f'<p class="line">Continued from {long_date(story.earlier.date)}: {linked}</p>'
    yield f'<details class="rests"{_open(story.headline)}><summary>What the headline rests on</summary>'
    yield from _evidence(story.headline, story)
    yield "</details>"
    yield '<ul class="bullets">'
    for line in story.bullets:
        new = ' <span class="new">new</span>' if line.new and story.earlier else ""
        shade = ' class="withheld"' if line.trust == "withheld" else ""
        yield f"<li{shade}><details{_open(line)}><summary>{_told(line)}{_doubt(line)}{new}</summary>"
        yield from _evidence(line, story)
        yield "</details></li>"
    for quantity in story.quantities:
        yield f"<li><details><summary>{text(quantity.text)}</summary>"
        yield from _readings(quantity)
        yield "</details></li>"
    yield "</ul>"
    if len(story.sources) >= TIMELINE:
        yield from _timeline(story)
    yield from _sources(story)
    if story.silent:
        yield f'<p class="line">Nothing on this: {text(", ".join(story.silent))}</p>'
    yield "</article>"


def _former(story: DayStory) -> str:
    """Anchors for the addresses that the story had when it was several."""
    return "".join(f'<span id="s-{text(one)}"></span>' for one in story.former)


def _between(story: DayStory) -> str:
    if not story.first or not story.last:
        return ""
    first, last = story.first[11:16], story.last[11:16]
    return f" · {first}" if first == last else f" · {first} to {last}"


def _evidence(line: Line, story: DayStory) -> Iterator[str]:
    names = {source.key: source.publisher or source.file for source in story.sources}
    yield "<blockquote>"
    for number, evidence in enumerate(line.evidence):
        yield f'<p lang="{TURKISH}">{struck(evidence.source, evidence.cuts)}</p>'
        told = evidence.translation.strip() in (line.text, evidence.source)
        hidden = told or (number == 0 and line.trust == "withheld")
        english = "" if hidden else f"{text(evidence.translation)} "
        yield f'<p class="by">{english}({text(names.get(evidence.article, ""))})</p>'
    yield "</blockquote>"
    if any(evidence.cuts for evidence in line.evidence):
        yield f'<p class="why">{STRUCK}</p>'
    yield from (f'<p class="why">{text(meaning)}</p>' for meaning in explanations(line))


def _readings(quantity: Quantity) -> Iterator[str]:
    yield "<blockquote>"
    for reading in quantity.readings:
        time = f", {reading.time[11:16]}" if reading.time and "T" in reading.time else ""
        yield f'<p lang="{TURKISH}">{text(reading.evidence.source)}</p>'
        yield f'<p class="by">{text(reading.label)}: {text(reading.publisher)}{time}</p>'
    yield "</blockquote>"


def _timeline(story: DayStory) -> Iterator[str]:
    hours = Counter(int(source.time[11:13]) for source in story.sources if source.timed and source.time)
    if len(hours) < 2:
        return
    first, last = min(hours), max(hours)
    told = ", ".join(f"{hour:02}:00 {hours[hour]}" for hour in range(first, last + 1) if hours[hour])
    yield f'<p class="line">Articles by hour: {told}</p>'


def _sources(story: DayStory) -> Iterator[str]:
    copies: dict[int, list[Source]] = {}
    for source in story.sources:
        copies.setdefault(source.text, []).append(source)
    yield '<ul class="sources">'
    for group in copies.values():
        yield f"<li>{_source(group[0])}"
        if len(group) > 1:
            rest = ", ".join(
                _link(source, source.publisher or source.file) + f" {text(clock(source))}" for source in group[1:]
            )
            yield f'<span class="copies">The same text: {rest}</span>'
        yield "</li>"
    yield "</ul>"


def _source(source: Source) -> str:
    note = source_note(source)
    name = f'<span lang="{TURKISH}">{_link(source, source.title or source.file)}</span>'
    parts = [f'<span class="time">{text(clock(source))}</span>', text(source.publisher), name, text(note)]
    return " · ".join(part for part in parts if part)


def _link(source: Source, name: str) -> str:
    if not source.url:
        return text(name)
    return f'<a href="{text(source.url)}">{text(name)}</a>'


def _short(story: DayStory, numbers: Mapping[str, int]) -> Iterator[str]:
    source = story.sources[0]
    where = text(standing(story)) if len(story.publishers) > 1 else _source(source)
    link = f" · {_link(source, source.publisher or source.file)}" if len(story.publishers) > 1 else ""
    turkish = original(story.headline)
    below = f' <span lang="{TURKISH}">{text(turkish)}</span>' if turkish and len(story.publishers) > 1 else ""
    name = f"{_former(story)}{_told(story.headline)}{_doubt(story.headline)}{below}"
    yield f'<li class="short" {_attributes(story, numbers)}><span class="name">{name}</span>'
    yield f' <span class="where">{where}{link}</span></li>'


def _told(line: Line) -> str:
    """What is said in a line; in Turkish, or in no language that is known, where it isn't translated."""
    language = "" if Flag.FOREIGN in line.flags else TURKISH
    foreign = {Flag.FOREIGN, Flag.UNTRANSLATED} & set(line.flags)
    return f'<span lang="{language}">{text(said(line))}</span>' if foreign else text(said(line))


def _open(line: Line) -> str:
    """What isn't checked, or can't be read in English, lies open: the reader has to look."""
    return " open" if line.trust == "withheld" or line.grade == "paraphrase" else ""


def _doubt(line: Line) -> str:
    note = remark(line)
    return f' <span class="doubt">{text(note)}</span>' if note else ""


def _index(days: Sequence[Digest], all_days: Sequence[str]) -> Iterator[str]:
    yield "<header><h1>Turkish news by day</h1>"
    yield '<div class="tools" role="search" aria-label="Headlines" hidden>'
    yield '<label>Search headlines <input type="search" autocomplete="off"></label><span role="status"></span></div>'
    yield "</header>"
    yield '<main id="main" tabindex="-1">'
    for month in sorted({day[:7] for day in all_days}, reverse=True):
        yield from _month(month, set(all_days))
    for digest in days:
        link = f"{text(digest.date)}/index.html"
        heading = f'<a href="{link}">{long_date(digest.date)}</a>'
        yield f'<section class="apart" data-day="{text(digest.date)}"><h2>{heading}</h2>'
        yield '<ul class="shorts">'
        for story in digest.all_stories:
            yield (
                f'<li class="short" data-story="{text(story.id)}"><a href="{link}#s-{text(story.id)}">'
                f"{_told(story.headline)}</a>{_doubt(story.headline)}"
                f' <span class="where">{text(story.support)}</span></li>'
            )
        yield "</ul></section>"
    yield "</main><footer></footer>"


def _month(month: str, days: set[str]) -> Iterator[str]:
    first = date.fromisoformat(f"{month}-01")
    yield f'<table class="calendar"><caption>{month_name(first.month)} {first.year}</caption><thead><tr>'
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    yield "".join(f'<th scope="col"><abbr title="{name}">{name[:2]}</abbr></th>' for name in names)
    yield "</tr></thead><tbody>"
    for week in Calendar().monthdayscalendar(first.year, first.month):
        cells = []
        for day in week:
            name = f"{month}-{day:02}"
            shown = f'<a href="{name}/index.html">{day}</a>' if name in days else str(day or "")
            cells.append(f"<td>{shown}</td>")
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table>"
