"""JSON and JSON Lines → drafts. Every record stands for itself: one that can't be read doesn't stop the others."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tr_news.articles.draft import Block, Draft, plain_blocks
from tr_news.articles.fields import address_of, folded, line_of, moment_of, name_of, names
from tr_news.articles.text import clean, fold, has_letters, one_line, unescape, without_data_uris
from tr_news.errors import InputError

_TAG = re.compile(r"<[^<>]{1,2000}>")
_MARKUP = re.compile(
    r"</(?:p|div|span|h[1-6]|ul|ol|li|strong|b|em|i|a|blockquote|table|figure|section|article)\s*>|<(?:br|p|hr|img)\b[^<>]{0,500}/?>",
    re.IGNORECASE,
)
_DEEPEST = 8  # lists and objects within each other that a text is looked for in
_TEASER = 1.5  # a field with so many times the text of the one before it in order is the article
_INNER = ("rendered", "value")  # {"rendered": "<p>…"} of WordPress, {"value": …} of feedparser


@dataclass(frozen=True, slots=True)
class Record:
    """One object of a file: its fields with folded names, the name of its place, its number, and its own id."""

    fields: Mapping[str, object]
    source: str
    number: int

    @property
    def id(self) -> str | None:
        """The record's own id, or None; an address is none."""
        for key in names("id"):
            value = self.fields.get(key)
            if isinstance(value, str | int) and not isinstance(value, bool):
                text = one_line(clean(str(value))[0])[:200]
                if text and "://" not in text:
                    return text
        return None


def looks_like_markup(text: str) -> bool:
    """Whether a text field holds HTML."""
    return "<" in text and _MARKUP.search(text) is not None


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
    shared: dict[str, object] = {}
    if isinstance(document, dict):
        fields = folded(document)
        inner = next((fields[k] for k in names("container") if isinstance(fields.get(k), list)), None)
        if inner is None or text_of(fields) is not None:
            yield Record(fields, source, 1)
            return
        outlet = line_of(fields, "title") or line_of(fields, "outlet")
        shared = {fold("outlet"): outlet} if outlet else {}
        document = inner
    if not isinstance(document, list) or not document:
        yield InputError(source, "no article in it; give an object with the field text, or a list of them")
        return
    if not any(isinstance(item, dict) for item in document):
        yield InputError(source, "JSON of another shape, a list without objects; give objects with the field text")
        return
    for number, item in enumerate(document, start=1):
        if isinstance(item, dict):
            yield Record({**shared, **folded(item)}, f"{source}#{number}", number)
        else:
            yield _no_object(f"{source}#{number}")


def jsonl_records(text: str, source: str) -> Iterator[Record | InputError]:
    """The object of each line; blank lines are passed over."""
    text = text.lstrip("\ufeff")
    first = next((line for line in text.split("\n", 100) if line.strip()), "")
    if first.strip() in ("[", "{"):  # one document over many lines, whatever the file is called
        yield from json_records(text, source)
        return
    position = number = 0
    while position < len(text):
        end = text.find("\n", position)
        line, position = (text[position:end], end + 1) if end >= 0 else (text[position:], len(text))
        number += 1
        if not line.strip():
            continue
        place = f"{source}:{number}"
        try:
            item = _parse(line)
        except ValueError as error:
            yield _broken(place, error)
            continue
        yield Record(folded(item), place, number) if isinstance(item, dict) else _no_object(place)


def record_draft(record: Record, warnings: tuple[str, ...] = ()) -> Draft:
    """The draft of a record.

    Raises:
        InputError: it has no text.
    """
    fields = record.fields
    body = text_of(fields)
    if body is None:
        keys = ", ".join(one_line(clean(key)[0])[:20] for key in list(fields)[:5]) or "none"
        raise InputError(
            record.source, f"no text in the record (its fields: {keys}); put the article into the field text"
        )
    title = line_of(fields, "title")
    blocks, more = body_blocks(body, title)
    moment, doubts = moment_of(fields)
    return Draft(
        blocks=blocks,
        title=clean(title)[0] or None,
        published=moment,
        url=address_of(fields),
        outlet=name_of(fields, "outlet"),
        author=name_of(fields, "author"),
        warnings=warnings + more + doubts,
    )


def body_blocks(body: str, title: str = "") -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a text field, HTML or plain, and what had to be mended in it; escaped HTML is unescaped once."""
    body = without_data_uris(body)
    if not looks_like_markup(body) and "&lt;" in body and looks_like_markup(once := unescape(body)):
        body = once
    if looks_like_markup(body):
        from tr_news.articles.formats.html import fragment_blocks

        return fragment_blocks(body)
    # Together: what is mojibake shows in the whole text only.
    text, warnings = clean(f"{title}\n{unescape(body)}")
    return plain_blocks(text.partition("\n")[2]), warnings


def text_of(fields: Mapping[str, object]) -> str | None:
    """The text of a record: a string or a list of them, its paragraphs. A field may hold a teaser, another the text."""
    for kind in ("text", "lead"):
        found = [text for name in names(kind) if has_letters(text := _joined(fields.get(name)))]
        if found:
            longest = max(found, key=_letters)
            return longest if _letters(longest) > _TEASER * _letters(found[0]) else found[0]
    return None


def _joined(value: object, depth: int = 0) -> str:
    """A string, or a list of strings and of objects with a text, paragraph by paragraph."""
    if isinstance(value, list) and depth < _DEEPEST:
        return "\n\n".join(filter(None, (_joined(item, depth + 1) for item in value)))
    if isinstance(value, dict) and depth < _DEEPEST:
        fields = folded(value)
        own = _INNER if depth == 0 else (*names("text"), *_INNER)
        return next(filter(None, (_joined(fields.get(name), depth + 1) for name in own)), "")
    return value if isinstance(value, str) else ""


def _letters(text: str) -> int:
    return len(_TAG.sub("", text))


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


def _broken(place: str, error: ValueError) -> InputError:
    reason = f"{error.msg.lower()}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
    return InputError(place, f"not valid JSON ({reason}); mend or remove it")


def _no_object(place: str) -> InputError:
    return InputError(place, "not a JSON object; write one with the field text")
