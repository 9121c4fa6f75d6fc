"""A brief: the English of an article in a headline and bullets, with all that it rests on and where it came from.

The JSON of briefs, translations and detections is described by the schemas ``*-1.schema.json`` beside this file.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from tr_news import __version__
from tr_news.summarization.protocol import Line, Summary
from tr_news.translation.document import TranslatedArticle
from tr_news.turkish.language import Language

_TOOL = f"tr-news {__version__}"
_SURROGATES = re.compile("[\ud800-\udfff]")
# Legal inside a JSON string, but ends of lines to some readers, or commands to a terminal.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029]")
_NOT_IN_TOKENS = re.compile(r"[|`\s\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief of one article. ``provenance``: ``tool``, ``translator`` (None: not translated), ``summarizer``, and the
    ``signature`` of these and the settings."""

    document: TranslatedArticle
    summary: Summary
    provenance: Mapping[str, object]


def make_brief(
    document: TranslatedArticle,
    summary: Summary,
    *,
    translator: Mapping[str, object] | None,
    summarizer: Mapping[str, object],
    settings: Mapping[str, object],
) -> Brief:
    """The brief of an article.

    Args:
        document: the article with its translation.
        summary: what a summarizer made of it.
        translator: how the translator describes itself; None where the article was in English.
        summarizer: how the summarizer describes itself.
        settings: what else determines the output, such as the number of bullets.

    Raises:
        ValueError: a line rests on no sentence, or on one that doesn't exist.
    """
    if [sentence.index for sentence in document.sentences] != list(range(len(document.sentences))):
        raise ValueError(f"{document.article.source}: sentences aren't numbered from 0 without a gap")
    for line in (summary.headline, *summary.bullets):
        if not line.evidence or not all(0 <= i < len(document.sentences) for i in line.evidence):
            raise ValueError(f"{document.article.source}: no such evidence {line.evidence} for {line.text!r}")
    provenance = {
        "tool": _TOOL,
        "translator": translator,
        "summarizer": summarizer,
        "signature": signature({"translator": translator, "summarizer": summarizer}, settings),
    }
    return Brief(document, summary, provenance)


def signature(models: Mapping[str, Mapping[str, object] | None], settings: Mapping[str, object]) -> str:
    """A short string that determines the output, together with the input.

    As sacrebleu signs a score (Post 2018, "A Call for Clarity in Reporting BLEU Scores"): what a reader wants to know
    as ``key:value``, joined by ``|``; then the beginning of the SHA-256 over everything.
    """
    parts: dict[str, object] = {"tr-news": __version__}
    for role, described in models.items():
        parts[role] = described.get("name", "unnamed") if described is not None else "none"
    parts |= {key: settings[key] for key in sorted(settings) if isinstance(settings[key], bool | float | int | str)}
    everything = json.dumps(_encodable([_TOOL, models, settings]), sort_keys=True, allow_nan=False)
    parts["sha256"] = hashlib.sha256(everything.encode("ascii")).hexdigest()[:16]
    return "|".join(f"{_token(key)}:{_token(value)}" for key, value in parts.items())


def _token(value: object) -> str:
    return _NOT_IN_TOKENS.sub("_", str(value))


def to_dict(brief: Brief) -> dict[str, object]:
    """The brief as in ``brief-1.schema.json``."""
    summary = brief.summary
    return {
        "schema": "tr-news/brief/1",
        "article": _article(brief.document),
        "headline": {"text": summary.headline.text, "evidence": list(summary.headline.evidence)},
        "bullets": [_bullet(line) for line in summary.bullets],
        "sentences": _sentences(brief.document),
        "notes": list(summary.notes),
        "provenance": dict(brief.provenance),
    }


def to_json(brief: Brief) -> str:
    """The brief on one line, without the newline; always the same for the same brief."""
    return json_line(to_dict(brief))


def translation_to_dict(
    document: TranslatedArticle,
    *,
    translator: Mapping[str, object] | None,
    settings: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """A translated article as in ``translation-1.schema.json``: a brief without headline and bullets."""
    return {
        "schema": "tr-news/translation/1",
        "article": _article(document),
        "sentences": _sentences(document),
        "provenance": {
            "tool": _TOOL,
            "translator": translator,
            "signature": signature({"translator": translator}, settings or {}),
        },
    }


def detection_to_dict(id: str, source: str, language: Language) -> dict[str, object]:  # noqa: A002 (the field's name)
    """The language of an input as in ``detection-1.schema.json``."""
    return {"id": id, "source": source, "language": language.code, "certainty": round(language.certainty, 4)}


def json_line(data: Mapping[str, object]) -> str:
    """JSON on one line for every reader of lines, in UTF-8 that everyone can decode: no lone surrogate, no control
    character. Keys stay in their order. Raises TypeError for what JSON doesn't know and ValueError for NaN."""
    text = json.dumps(_encodable(data), ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _encodable(value: object) -> object:
    """The value with plain dicts and lists, and U+FFFD for lone surrogates (names of files can have them)."""
    match value:
        case str():
            return _SURROGATES.sub("\ufffd", value)
        case Mapping():
            return {_SURROGATES.sub("\ufffd", str(key)): _encodable(item) for key, item in value.items()}
        case list() | tuple():
            return [_encodable(item) for item in value]
        case _:
            return value


def _article(document: TranslatedArticle) -> dict[str, object]:
    article = document.article
    return {
        "id": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "date": article.date.isoformat() if article.date is not None else None,
        "language": document.language.code,
        "certainty": round(document.language.certainty, 4),
        "warnings": list(article.warnings),
    }


def _bullet(line: Line) -> dict[str, object]:
    return {"text": line.text, "evidence": list(line.evidence), "flags": list(line.flags)}


def _sentences(document: TranslatedArticle) -> list[dict[str, object]]:
    return [
        {
            "index": sentence.index,
            "paragraph": sentence.paragraph,
            "kind": sentence.kind,
            "source": sentence.source,
            "translation": sentence.translation,
            "flags": list(sentence.flags),
        }
        for sentence in document.sentences
    ]
