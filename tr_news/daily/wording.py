"""What a digest says about itself and its stories, in words that every output shares."""

from datetime import date

from tr_news.daily.digest import DayStory, Digest, Earlier, Line, Source
from tr_news.render.words import remark, said
from tr_news.text.calendar import english_months


def title(digest: Digest) -> str:
    """What a day's page is called."""
    return f"Turkish news of {long_date(digest.date)}"


def long_date(text: str) -> str:
    """A date as people write it: "4 March 2026"."""
    day = date.fromisoformat(text)
    return f"{day.day} {english_months()[day.month - 1]} {day.year}"


def month_name(number: int) -> str:
    """The English name of a month, 1 to 12."""
    return english_months()[number - 1]


def summary_line(digest: Digest) -> str:
    """How much there was, in a sentence."""
    if not digest.articles:
        return "No article of this day."
    articles = count(digest.articles, "article")
    publishers = f" of {count(len(digest.publishers), 'publisher')}" if digest.publishers else ""
    told = count(len(digest.stories), "story told at length", "stories told at length")
    return f"{articles}{publishers}; {told}."


def standing(story: DayStory) -> str:
    """The section of a story, where it has one, and its support: "Sport · 4 publishers, 3 independent texts"."""
    return f"{story.section.capitalize()} · {story.support}" if story.section else story.support


def continued(earlier: Earlier) -> str:
    """What a story goes on from, in words."""
    return f"Continued from {long_date(earlier.date)}: {earlier.headline}"


def clock(source: Source) -> str:
    """The time of the day of a source, "no time" where it isn't known."""
    if source.time is None:
        return "no date"
    return source.time[11:16] if source.timed else "no time"


def source_note(source: Source) -> str:
    """What else is said of a source: whose text it is, and where its date comes from."""
    parts = [
        f"text: {source.agency}" if source.agency else "",
        "dated by its file" if source.dated_by == "file" else "",
    ]
    return ", ".join(filter(None, parts))


def marked(line: Line) -> str:
    """A line in plain text, with a note of what is doubtful in it behind: "3 dead [check: 4 is missing]"."""
    note = remark(line)
    return f"{said(line)} [{note}]" if note else said(line)


def original(line: Line) -> str:
    """The Turkish that a line is told in, where its English is withheld and the Turkish stands in its place."""
    return line.evidence[0].source if line.trust == "withheld" and said(line) != line.text and line.evidence else ""


def count(number: int, one: str, several: str | None = None) -> str:
    """A number of things in words: "1 story", "1,200 stories"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"
