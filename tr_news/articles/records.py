"""JSON and JSON Lines → drafts. Every record stands for itself: one that can't be read doesn't stop the others."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tr_news.articles.html import fragment_blocks, looks_like_markup
from tr_news.articles.metadata import ID_FIELDS, TEXT_FIELDS, TITLE_FIELDS, URL_FIELDS, cut_site_name, date_of
from tr_news.articles.structure import Draft, plain_blocks
from tr_news.articles.text import clean, fold, has_letters, one_line, unescape
from tr_news.errors import InputError

_CONTAINERS = frozenset({"articles", "items", "data", "results", "entries", "news", "docs", "documents", "haberler"})
_TAG = re.compile(r"<[^<>]{1,2000}>")
_DEEPEST = 8  # lists and objects within each other that a text is looked for in
_TEASER = 1.5  # a field with so many times the text of the one before it in order is the article
_LEADS = ("summary", "description", "ozet", "spot", "lead", "abstract")  # where a record has no text but this


@dataclass(frozen=True, slots=True)
class Record:
    """One object of a file: its fields with folded names, the name of its place, its number, and its own id."""

    fields: Mapping[str, object]
    source: str
    number: int

    @property
    def id(self) -> str | None:
        """The record's own id, or None."""
        for key in ID_FIELDS:
            value = self.fields.get(key)
            if isinstance(value, str | int) and not isinstance(value, bool):
                text = one_line(clean(str(value))[0])[:200]
                if text:
                    return text
        return None


def is_json(text: str) -> bool:
    """Whether a text of unknown format is JSON or JSON Lines."""
    head = text[:1000].lstrip("\ufeff \t\r\n")
    return re.match(r'\{\s*"|\[\s*\{', head) is not None


def json_records(text: str, source: str) -> Iterator[Record | InputError]:
    """The objects of a JSON document: one, a list, or a list under a key such as ``articles``. JSON Lines too."""
    text = text.lstrip("\ufeff")
    try:
        document = _parse(text)
    except ValueError as error:
        if "\n" in text.strip() and _is_object(text.strip().split("\n", 1)[0]):
            yield from jsonl_records(text, source)
        else:
            yield _broken(source, error)
        return
    if isinstance(document, dict):
        inner = next((v for k, v in document.items() if fold(k) in _CONTAINERS and isinstance(v, list)), None)
        if inner is None or _text_of(_folded(document)) is not None:
            yield Record(_folded(document), source, 1)
            return
        document = inner
    if not isinstance(document, list) or not document:
        yield InputError(source, "no article in it; give an object with the field text, or a list of them")
        return
    for number, item in enumerate(document, start=1):
        if isinstance(item, dict):
            yield Record(_folded(item), f"{source}#{number}", number)
        else:
            yield _no_object(f"{source}#{number}")


def jsonl_records(text: str, source: str) -> Iterator[Record | InputError]:
    """The object of each line; blank lines are passed over."""
    text = text.lstrip("\ufeff")
    first = next((line for line in text.split("\n") if line.strip()), "")
    if first.strip() in ("[", "{"):  # one document over many lines, whatever the file is called
        yield from json_records(text, source)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{source}:{number}"
        try:
            item = _parse(line)
        except ValueError as error:
            yield _broken(place, error)
            continue
        yield Record(_folded(item), place, number) if isinstance(item, dict) else _no_object(place)


def record_draft(record: Record, warnings: tuple[str, ...] = ()) -> Draft:
    """The draft of a record.

    Raises:
        InputError: it has no text.
    """
    fields = record.fields
    body = _text_of(fields)
    if body is None:
        raise InputError(record.source, "no text in the record; put the article into the field text")
    title = next((v for key in TITLE_FIELDS if isinstance(v := fields.get(key), str) and has_letters(v)), "")
    title = one_line(unescape(re.sub(r"<[^<>]{1,500}>", "", title)))
    url = next((v for key in URL_FIELDS if isinstance(v := fields.get(key), str) and v.strip()), "")
    url = one_line(clean(url)[0])
    if looks_like_markup(body):
        blocks, lost = fragment_blocks(body)
        cleaned, more = clean(title)
        more += tuple(warning for warning in lost if warning not in more)
    else:
        # Together: what is mojibake shows in the whole text only.
        text, more = clean(f"{title}\n{unescape(body)}")
        cleaned, _, text = text.partition("\n")
        blocks = plain_blocks(text)
    day, doubts = date_of(fields)
    cleaned = cut_site_name(cleaned.strip(), (url,)) if url else cleaned.strip()
    return Draft(blocks=blocks, title=cleaned or None, date=day, url=url, warnings=warnings + more + doubts)


def _parse(text: str) -> object:
    """Raises ValueError for whatever is no JSON that can be worked with."""
    try:
        return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < 20 else digits)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _is_object(line: str) -> bool:
    try:
        return isinstance(_parse(line), dict)
    except ValueError:
        return False


def _folded(item: Mapping[str, object]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for key, value in item.items():
        fields.setdefault(fold(key), value)
    return fields


def _text_of(fields: Mapping[str, object]) -> str | None:
    """The text of a record: a string or a list of them, its paragraphs. A field may hold a teaser, another the text."""
    for names in (TEXT_FIELDS, _LEADS):
        found = [text for name in names if has_letters(text := _joined(fields.get(name)))]
        if found:
            longest = max(found, key=_letters)
            return longest if _letters(longest) > _TEASER * _letters(found[0]) else found[0]
    return None


def _joined(value: object, depth: int = 0) -> str:
    """A string, or a list of strings and of objects with a text, paragraph by paragraph."""
    if isinstance(value, list) and depth < _DEEPEST:
        return "\n\n".join(filter(None, (_joined(item, depth + 1) for item in value)))
    if isinstance(value, dict) and 0 < depth < _DEEPEST:
        fields = _folded(value)
        return next(filter(None, (_joined(fields.get(name), depth + 1) for name in TEXT_FIELDS)), "")
    return value if isinstance(value, str) else ""


def _letters(text: str) -> int:
    return len(_TAG.sub("", text))


def _broken(place: str, error: ValueError) -> InputError:
    reason = f"{error.msg.lower()}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
    return InputError(place, f"not valid JSON ({reason}); mend or remove it")


def _no_object(place: str) -> InputError:
    return InputError(place, "not a JSON object; write one with the field text")
