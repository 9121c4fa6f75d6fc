"""The fields of a record, whatever its maker calls them: names in ``data/fields.txt``, read once and folded."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache

from tr_news.articles.dates import parse_moment
from tr_news.articles.lists import entries
from tr_news.articles.text import clean, fold, has_letters, one_line, unescape

ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}")
_TAG = re.compile(r"<[^<>]{1,500}>")
_LONGEST_NAME = 120  # characters of an author's or an outlet's name; what is longer is something else
_DEEPEST = 4


def folded(item: Mapping[object, object]) -> dict[str, object]:
    """The fields by folded name; of two that fold to one the first."""
    fields: dict[str, object] = {}
    for key, value in item.items():
        fields.setdefault(fold(str(key)), value)
    return fields


@cache
def names(kind: str) -> tuple[str, ...]:
    """The folded names of a kind of field ("title", "date", …), the most telling first."""
    return tuple(map(fold, entries("fields", kind)))


def values(fields: Mapping[str, object], kind: str) -> Iterator[object]:
    """What stands under the names of a kind, empty values left out."""
    for name in names(kind):
        value = fields.get(name)
        if value not in (None, "", [], {}):
            yield value


def moment_of(fields: Mapping[str, object]) -> tuple[date | datetime | None, tuple[str, ...]]:
    """When the record was published by the first date field that there is; a warning where it can't be understood."""
    for value in values(fields, "date"):
        moment = value if isinstance(value, date) else parse_moment(value)
        if moment is None:
            return None, (f"date {str(value)[:40]!r} not understood",)
        return moment, ()
    return None, ()


def line_of(fields: Mapping[str, object], kind: str) -> str:
    """The first value of a kind that has letters, as one clean line without tags; "" where there is none."""
    for value in values(fields, kind):
        text = _line(value)
        if has_letters(text):
            return text
    return ""


def _line(value: object, depth: int = 0) -> str:
    """A string, or an object or a list with a string in it: ``{"rendered": …}``, ``{"name": …}``, ``["A", "B"]``."""
    if isinstance(value, str):
        return one_line(clean(unescape(_TAG.sub("", value)))[0])
    if isinstance(value, dict) and depth < _DEEPEST:
        inner = folded(value)
        return next(
            (_line(inner[key], depth + 1) for key in ("rendered", "value", "name", "title", "text") if key in inner), ""
        )
    if isinstance(value, list) and depth < _DEEPEST:
        return ", ".join(filter(None, (_line(item, depth + 1) for item in value[:5])))
    return ""


def name_of(fields: Mapping[str, object], kind: str) -> str | None:
    """The author or outlet of a record, or None; no address is one."""
    for value in values(fields, kind):
        text = _line(value)
        if has_letters(text) and len(text) <= _LONGEST_NAME and ADDRESS.match(text) is None and "@" not in text:
            return text
    return None


def address_of(fields: Mapping[str, object]) -> str:
    """The first address of the record as it stands there; "" where there is none."""
    for value in values(fields, "url"):
        if isinstance(value, list):
            value = next((item for item in value if isinstance(item, str | dict)), None)
        if isinstance(value, dict):
            value = next((value[key] for key in ("href", "url", "value") if isinstance(value.get(key), str)), None)
        if isinstance(value, str) and value.strip():
            return one_line(clean(value)[0])
    return ""
