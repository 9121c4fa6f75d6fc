"""Documents to plain dicts and back: what the JSON of briefs, translations and detections is, and the reader of it.

The schemas ``*.schema.json`` beside this file describe it. What :func:`to_dict` writes :func:`from_dict` reads, and
the two objects are equal.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar, get_args

from tr_news.documents.article import UNDETERMINED, Article, Language, Paragraph, ParagraphKind
from tr_news.documents.brief import TOOL, Brief, Grade, Line, Omissions, Part, Summary, signature
from tr_news.documents.translation import Check, Compressed, Cut, Flag, Problem, Sentence, TranslatedArticle
from tr_news.documents.values import json_line

BRIEF, TRANSLATION, FAILURE = "tr-news/brief/1", "tr-news/translation/1", "tr-news/failure/1"
_KINDS = get_args(ParagraphKind)
_PROBLEMS = get_args(Problem)
_GRADES = get_args(Grade)
_PARTS = get_args(Part)
_T = TypeVar("_T")


def to_dict(brief: Brief) -> dict[str, object]:
    """The brief as in ``brief-1.schema.json``."""
    summary = brief.summary
    return {
        "schema": BRIEF,
        "article": _article(brief.document),
        "headline": _line(summary.headline),
        "bullets": [_line(line) for line in summary.bullets],
        "sentences": [_sentence(sentence) for sentence in brief.document.sentences],
        "notes": list(summary.notes),
        "omissions": None if summary.omissions is None else _omissions(summary.omissions),
        "provenance": dict(brief.provenance),
    }


def to_json(brief: Brief) -> str:
    """The brief on one line, without the newline; always the same for the same brief."""
    return json_line(to_dict(brief))


def from_dict(data: Mapping[str, Any]) -> Brief:
    """The brief that :func:`to_dict` wrote.

    Raises:
        ValueError: it is none of that schema; the message says where.
    """
    if data.get("schema") != BRIEF:
        raise ValueError(f"not a brief of the schema {BRIEF}: {data.get('schema')!r}")

    def read() -> Brief:
        summary = Summary(
            _line_of(data["headline"]),
            tuple(_line_of(line) for line in data["bullets"]),
            tuple(map(_text, data["notes"])),
            _omissions_of(data.get("omissions")),  # briefs of earlier versions have none
        )
        return Brief(document_from_dict(data), summary, dict(data["provenance"]))

    return _reading("brief", read)


def document_to_dict(document: TranslatedArticle) -> dict[str, object]:
    """A translated article without provenance: the keys ``article`` and ``sentences`` of both schemas."""
    return {
        "article": _article(document),
        "sentences": [_sentence(sentence) for sentence in document.sentences],
    }


def document_from_dict(data: Mapping[str, Any]) -> TranslatedArticle:
    """The translated article in a brief or a translation.

    Raises:
        ValueError: there is none; the message says where.
    """

    def read() -> TranslatedArticle:
        sentences = tuple(map(_sentence_of, data["sentences"]))
        return TranslatedArticle(_article_of(data["article"], sentences), _language_of(data["article"]), sentences)

    return _reading("translated article", read)


def translation_to_dict(
    document: TranslatedArticle,
    *,
    translator: Mapping[str, object] | None,
    settings: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """A translated article as in ``translation-1.schema.json``: a brief without headline and bullets."""
    return {
        "schema": TRANSLATION,
        **document_to_dict(document),
        "provenance": {
            "tool": TOOL,
            "translator": translator,
            "signature": signature({"translator": translator}, settings or {}),
        },
    }


def detection_to_dict(id: str, source: str, language: Language) -> dict[str, object]:  # noqa: A002 (the field's name)
    """The language of an input as in ``detection-1.schema.json``."""
    return {"id": id, "source": source, "language": language.code, "certainty": language.certainty}


def failure_to_dict(source: str, kind: str, exit_code: int, message: str) -> dict[str, object]:
    """An input that came to nothing as in ``failure-1.schema.json``; ``kind`` is the name of the error's class."""
    return {
        "schema": FAILURE,
        "source": source,
        "error": _error(kind, exit_code, message),
    }


def unread_to_dict(id: str, source: str, kind: str, exit_code: int, message: str) -> dict[str, object]:  # noqa: A002
    """An input whose language isn't known because it couldn't be read, as in ``detection-1.schema.json``."""
    found = detection_to_dict(id, source, Language(UNDETERMINED, 0.0))
    return {**found, "error": _error(kind, exit_code, message)}


def _error(kind: str, exit_code: int, message: str) -> dict[str, object]:
    return {"kind": kind, "exit_code": exit_code, "message": message}


def _reading(what: str, read: Callable[[], _T]) -> _T:
    """What ``read`` gives; a missing key or a value of the wrong type is a ValueError that names it."""
    try:
        return read()
    except KeyError as error:
        raise ValueError(f"not a {what}: the key {error} is missing") from None
    except (TypeError, AttributeError) as error:
        raise ValueError(f"not a {what}: {error}") from None


def _article(document: TranslatedArticle) -> dict[str, object]:
    article = document.article
    return {
        "id": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "date": article.date.isoformat() if article.date is not None else None,
        "published": article.published.isoformat() if article.published is not None else None,
        "outlet": article.outlet,
        "author": article.author,
        "dateline": article.dateline,
        "language": document.language.code,
        "certainty": document.language.certainty,
        "digest": article.digest,
        "warnings": list(article.warnings),
        "paragraphs": list(_paragraphs(document)),
    }


def _paragraphs(document: TranslatedArticle) -> Iterable[dict[str, str]]:
    """Kind and text of each paragraph; the text only where the sentences, joined by spaces, aren't it."""
    joined = _joined(document.sentences)
    for position, paragraph in enumerate(document.article.paragraphs):
        whole = joined.get(position) == paragraph.text
        yield {"kind": paragraph.kind} | ({} if whole else {"text": paragraph.text})


def _joined(sentences: Sequence[Sentence]) -> dict[int, str]:
    """The text of each paragraph as its sentences tell it."""
    groups = groupby(sentences, key=lambda sentence: sentence.paragraph)
    return {position: " ".join(sentence.source for sentence in group) for position, group in groups}


def _article_of(data: Mapping[str, Any], sentences: Sequence[Sentence]) -> Article:
    joined = _joined(sentences)
    return Article(
        id=_text(data["id"]),
        source=_text(data["source"]),
        paragraphs=tuple(
            Paragraph(_text(row["text"] if "text" in row else joined[position]), _one_of(row["kind"], _KINDS))
            for position, row in enumerate(data["paragraphs"])
        ),
        published=_moment(data["published"]),
        warnings=tuple(map(_text, data["warnings"])),
        url=_optional(data["url"]),
        dateline=_optional(data["dateline"]),
        outlet=_optional(data["outlet"]),
        author=_optional(data["author"]),
    )


def _language_of(data: Mapping[str, Any]) -> Language:
    return Language(_text(data["language"]), float(data["certainty"]))


def _moment(value: object) -> datetime.date | datetime.datetime | None:
    if value is None:
        return None
    text = _text(value)
    return datetime.datetime.fromisoformat(text) if "T" in text else datetime.date.fromisoformat(text)


def _line(line: Line) -> dict[str, object]:
    return {
        "text": line.text,
        "evidence": list(line.evidence),
        **_doubts(line),
        "grade": line.grade,
        "trust": line.trust,
    }


def _line_of(data: Mapping[str, Any]) -> Line:
    grade = _one_of(data.get("grade", _GRADES[0]), _GRADES)  # briefs of earlier versions have none
    return Line(_text(data["text"]), tuple(map(_index, data["evidence"])), _flags_of(data), _checks_of(data), grade)


def _omissions(omissions: Omissions) -> dict[str, object]:
    return {
        "part": omissions.part,
        "left_out": omissions.left_out,
        "total": omissions.total,
        "figures": list(omissions.figures),
    }


def _omissions_of(data: Mapping[str, Any] | None) -> Omissions | None:
    if data is None:
        return None
    figures = tuple(map(_text, data["figures"]))
    return Omissions(_one_of(data["part"], _PARTS), _index(data["left_out"]), _index(data["total"]), figures)


def _sentence(sentence: Sentence) -> dict[str, object]:
    return {
        "index": sentence.index,
        "paragraph": sentence.paragraph,
        "kind": sentence.kind,
        "source": sentence.source,
        "translation": sentence.translation,
        **_doubts(sentence),
        **({} if sentence.compressed is None else {"compressed": _compressed(sentence.compressed)}),
    }


def _compressed(compressed: Compressed) -> dict[str, object]:
    return {
        "source": compressed.source,
        "translation": compressed.translation,
        "cuts": [{"start": cut.start, "end": cut.end, "rule": cut.rule} for cut in compressed.cuts],
        **_doubts(compressed),
    }


def _compressed_of(data: Mapping[str, Any]) -> Compressed:
    cuts = tuple(Cut(_index(row["start"]), _index(row["end"]), _text(row["rule"])) for row in data["cuts"])
    return Compressed(_text(data["source"]), _text(data["translation"]), cuts, _flags_of(data), _checks_of(data))


def _sentence_of(data: Mapping[str, Any]) -> Sentence:
    return Sentence(
        _index(data["index"]), _index(data["paragraph"]), _one_of(data["kind"], _KINDS), _text(data["source"]),
        _text(data["translation"]), _flags_of(data), _checks_of(data),
        _compressed_of(data["compressed"]) if "compressed" in data else None,
    )  # fmt: skip


def _doubts(item: Line | Sentence | Compressed) -> dict[str, object]:
    checks = [{"flag": str(c.flag), "problem": c.problem, "text": c.text} for c in item.checks]
    return {"flags": [str(flag) for flag in item.flags], "checks": checks}


def _flags_of(data: Mapping[str, Any]) -> tuple[Flag, ...]:
    return tuple(Flag(flag) for flag in data["flags"])


def _checks_of(data: Mapping[str, Any]) -> tuple[Check, ...]:
    return tuple(
        Check(Flag(row["flag"]), _one_of(row["problem"], _PROBLEMS), _text(row["text"])) for row in data["checks"]
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text is wanted, not {value!r}")
    return value


def _optional(value: object) -> str | None:
    return None if value is None else _text(value)


def _index(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"an index is wanted, not {value!r}")
    return value


def _one_of(value: object, allowed: tuple[Any, ...]) -> Any:
    if value not in allowed:
        raise ValueError(f"one of {', '.join(allowed)} is wanted, not {value!r}")
    return value
