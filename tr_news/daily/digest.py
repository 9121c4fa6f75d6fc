"""A day's digest as it stands in ``daily.json`` (``daily-1.schema.json``): frozen dataclasses, and there and back.

Every output is rendered from these alone. Times are ISO 8601 in Turkish local time; a source without one has the day
alone and ``timed`` false.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from tr_news.documents.brief import Grade, Trust
from tr_news.documents.translation import Check, Cut, Flag

SCHEMA = "tr-news/daily/1"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that a line rests on: its article's key, its position there, its Turkish, its English.

    ``cuts`` are the spans of ``source`` that were left out before it was translated for the line.
    """

    article: str
    sentence: int
    source: str
    translation: str
    cuts: tuple[Cut, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A headline or a bullet, what it rests on, whose texts say so, and what is doubtful, as in a line of a brief.

    The first sentence of the evidence is the one that it is told in: ``flags``, ``checks``, ``grade`` and ``trust`` are
    of it. ``new`` says that an earlier day's telling of the story didn't have it.
    """

    text: str
    evidence: tuple[Evidence, ...]
    publishers: tuple[str, ...]
    flags: tuple[Flag, ...] = ()
    new: bool = False
    checks: tuple[Check, ...] = ()
    grade: Grade = "borne out"
    trust: Trust = "clean"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one publisher gives for a quantity, and when (ISO 8601, or None).

    ``label`` is it in words; ``value`` the number, None where it is none (who did it).
    """

    value: int | None
    label: str
    publisher: str
    time: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity with different values: ``kind`` is "rose", "fell" or "differs"; ``text`` tells it in a sentence."""

    what: str
    kind: str
    text: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article of a story.

    ``text`` numbers the independent texts of the story from 1; ``copy_of`` is the key of the article whose text it has.
    ``time`` is a moment, a day (``timed`` false), or None; ``dated_by`` is "article" or "file".
    """

    key: str
    title: str
    publisher: str
    url: str | None
    file: str
    time: str | None
    timed: bool
    dated_by: str
    text: int
    copy_of: str | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The story of an earlier day that one goes on from."""

    date: str
    story: str
    headline: str


@dataclass(frozen=True, slots=True)
class DayStory:
    """A story of the day.

    ``support`` says in words how many publishers and texts it has; ``section`` is "sport", "economy", "world", or None
    where it isn't told. ``former`` are ids of stories of an earlier run that have become this one.
    """

    id: str
    headline: Line
    bullets: tuple[Line, ...]
    quantities: tuple[Quantity, ...]
    sources: tuple[Source, ...]
    publishers: tuple[str, ...]
    texts: int
    support: str
    silent: tuple[str, ...] = ()
    earlier: Earlier | None = None
    first: str | None = None
    last: str | None = None
    section: str | None = None
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A line of the lead, and the ids of the stories that it draws on."""

    text: str
    stories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A day: the stories that are told, those that have a line, those of a single source; best supported first.

    ``updated`` is the time of the newest article, or later where what is told changed without one.
    """

    date: str
    since: str
    until: str
    updated: str
    lead: tuple[LeadLine, ...]
    stories: tuple[DayStory, ...]
    also: tuple[DayStory, ...]
    single: tuple[DayStory, ...]
    articles: int
    publishers: tuple[str, ...]
    notes: tuple[str, ...]
    provenance: Mapping[str, Any]

    @property
    def all_stories(self) -> tuple[DayStory, ...]:
        """Every story, in the order in which all outputs name them."""
        return (*self.stories, *self.also, *self.single)

    def headline_of(self, line: LeadLine) -> Line | None:
        """The headline of the first story that a line of the lead draws on."""
        return next((story.headline for story in self.all_stories if story.id == line.stories[0]), None)


def to_dict(digest: Digest) -> dict[str, Any]:
    """The digest as in ``daily-1.schema.json``."""
    return {"schema": SCHEMA, **_plain(digest)}


def from_dict(data: Mapping[str, Any]) -> Digest:
    """The digest that :func:`to_dict` gave.

    Raises:
        ValueError: it is none; the message says where.
    """
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        raise ValueError(f"not of the schema {SCHEMA}")
    return _build(Digest, data, "digest")


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


_T = TypeVar("_T")


def _build(kind: type[_T], data: object, place: str) -> _T:
    if not isinstance(data, Mapping):
        raise ValueError(f"{place}: an object is wanted")
    hints = get_type_hints(kind)
    values = {}
    optional = {field.name for field in fields(kind) if field.default is not MISSING}  # type: ignore[arg-type]
    for name, hint in hints.items():
        if name not in data and name in optional:
            continue  # a file of an earlier version
        if name not in data:
            raise ValueError(f"{place}: the key {name!r} is missing")
        values[name] = _value(hint, data[name], f"{place}.{name}")
    return kind(**values)


def _value(hint: Any, data: object, place: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        if data is None:
            return None
        return _value(next(kind for kind in get_args(hint) if kind is not type(None)), data, place)
    if origin is tuple:
        if not isinstance(data, list):
            raise ValueError(f"{place}: a list is wanted")
        return tuple(_value(get_args(hint)[0], item, f"{place}[{i}]") for i, item in enumerate(data))
    if is_dataclass(hint):
        return _build(hint, data, place)  # type: ignore[arg-type]
    if origin is Literal:
        if data not in get_args(hint):
            raise ValueError(f"{place}: one of {', '.join(get_args(hint))} is wanted, not {data!r:.40}")
        return data
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(data)
    wanted = dict if origin is not None else hint
    if not isinstance(data, wanted) or (isinstance(data, bool) and wanted is int):
        raise ValueError(f"{place}: {getattr(wanted, '__name__', wanted)} is wanted, not {data!r:.40}")
    return data
