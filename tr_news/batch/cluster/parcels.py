"""Blocks of articles as they travel to a worker, and its answers: JSON, so that nobody unpickles what an article holds.

A block is a list of [name, article]; an answer has a key that says what it is: ``made`` is a list in the order of the
block, ``fatal`` an error that ends the run, ``skipped`` a block that nobody waits for.
"""

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tr_news import errors
from tr_news.batch.make import Made
from tr_news.documents.article import Article, Paragraph
from tr_news.errors import InputError, TrNewsError
from tr_news.pipeline import Failure


@dataclass(frozen=True, slots=True)
class Parcel:
    """An article and the name of its outputs."""

    name: str
    article: Article


@dataclass(frozen=True, slots=True)
class Done:
    """The answer to a block: what became of each article, and how many sentences weren't asked of a model."""

    made: tuple[Made | Failure, ...]
    from_memory: int = 0
    approved: int = 0


def pack(parcels: Sequence[Parcel]) -> str:
    """A block as text."""
    return json.dumps([[parcel.name, _article(parcel.article)] for parcel in parcels])


def unpack(text: str) -> list[Parcel]:
    """The block of a text."""
    return [Parcel(name, _article_of(row)) for name, row in json.loads(text)]


def pack_answer(answer: Done | TrNewsError | None) -> str:
    """An answer as text; None for a block that was skipped."""
    if answer is None:
        return json.dumps({"skipped": True})
    if isinstance(answer, TrNewsError):
        return json.dumps({"fatal": _error(answer)})
    made = [asdict(item) if isinstance(item, Made) else {"failed": _failure(item)} for item in answer.made]
    return json.dumps({"made": made, "from_memory": answer.from_memory, "approved": answer.approved})


def unpack_answer(text: str) -> Done | TrNewsError | None:
    """The answer of a text."""
    row = json.loads(text)
    if "fatal" in row:
        return _error_of(row["fatal"])
    if "made" not in row:
        return None
    made = [_failure_of(item["failed"]) if "failed" in item else Made(**item) for item in row["made"]]
    return Done(tuple(made), row["from_memory"], row["approved"])


def _article(article: Article) -> dict[str, Any]:
    published = article.published.isoformat() if article.published is not None else None
    return asdict(article) | {"published": published, "paragraphs": [[p.text, p.kind] for p in article.paragraphs]}


def _article_of(row: Mapping[str, Any]) -> Article:
    told = row["published"]
    published: datetime.date | datetime.datetime | None = None
    if told is not None:
        published = datetime.datetime.fromisoformat(told) if "T" in told else datetime.date.fromisoformat(told)
    paragraphs = tuple(Paragraph(text, kind) for text, kind in row["paragraphs"])
    return Article(
        **{**row, "published": published, "paragraphs": paragraphs, "warnings": tuple(row["warnings"])}
    )  # fmt: skip


def _failure(failure: Failure) -> dict[str, str]:
    return {"source": failure.source, **_error(failure.error)}


def _failure_of(row: Mapping[str, str]) -> Failure:
    return Failure(row["source"], _error_of(row))


def _error(error: TrNewsError) -> dict[str, str]:
    source = {"of": error.source} if isinstance(error, InputError) else {}
    return {"kind": type(error).__name__, "message": str(error), **source}


def _error_of(row: Mapping[str, str]) -> TrNewsError:
    kind = getattr(errors, row["kind"], TrNewsError)
    if kind is InputError:
        return InputError(row["of"], row["message"].removeprefix(f"{row['of']}: "))
    return kind(row["message"]) if issubclass(kind, TrNewsError) else TrNewsError(row["message"])
