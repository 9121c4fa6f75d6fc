"""The articles of a folder for a day's digest: from files of articles, or from what batch made of them."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from tr_news.articles import FORMATS
from tr_news.daily.days import with_honest_times
from tr_news.daily.english import Piece
from tr_news.documents import codec
from tr_news.documents.article import Article
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import InputError, UsageError
from tr_news.pipeline import Admitted, Failure, Pipeline
from tr_news.stories.inputs import ISTANBUL, StoryInput, content_key
from tr_news.stories.publishers import Publishers
from tr_news.text.display import printable

_HEAD = 300  # characters in which a line of batch's output says what it is
_PRIVATE = ".tr-news"  # stands in every folder that batch has made
_JSON = (".json", ".jsonl")
_OURS = (codec.BRIEF, codec.TRANSLATION)


def files_below(folder: Path) -> Iterator[Path]:
    """The files of a folder that can hold articles, in the order of their names; links to folders aren't followed.

    Of what batch made only its briefs and translations as JSON: pages of them are no articles.

    Raises:
        UsageError: there is no such folder.
    """
    if folder.is_file():
        yield folder
        return
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; give one with articles")
    made: list[Path] = []  # folders that batch has made
    for place, folders, names in os.walk(folder):
        if _PRIVATE in folders:
            made.append(Path(place))
        inside = any(one == Path(place) or one in Path(place).parents for one in made)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if name.startswith(".") or path.suffix.lower() not in FORMATS or not path.is_file():
                continue
            if not inside or (path.suffix.lower() in _JSON and _is_ours(path)):
                yield path


def gather(
    paths: Iterable[Path], pipeline: Pipeline, publishers: Publishers, failed: Callable[[Failure], None]
) -> list[Piece]:
    """The Turkish articles of files, each once; ``failed`` is told what can't be read or isn't Turkish."""
    pieces: dict[str, Piece] = {}
    for path in paths:
        for outcome in _outcomes(path, pipeline):
            if isinstance(outcome, Failure):
                failed(outcome)
                continue
            translated = outcome if isinstance(outcome, TranslatedArticle) else None
            piece = _piece(outcome.article, translated, path, publishers)
            pieces.setdefault(piece.item.key, piece)
    honest = with_honest_times([piece.item for piece in pieces.values()])
    return [replace(piece, item=item) for piece, item in zip(pieces.values(), honest, strict=True)]


def web_address(url: str | None) -> str:
    """An address that a page may link to, percent-encoded; empty for every scheme but http and https."""
    try:
        parts = urlsplit(printable(url or ""))
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    return quote(parts.geturl(), safe="!#$%&*+,-./:;=?@_~")


def _outcomes(path: Path, pipeline: Pipeline) -> Iterator[Admitted | TranslatedArticle | Failure]:
    if path.suffix.lower() in _JSON and _is_ours(path):
        yield from _documents(path)
    else:
        yield from pipeline.admit(pipeline.read([path]))


def _is_ours(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return any(f'"{schema}"' in head for schema in (*_OURS, codec.FAILURE))


def _documents(path: Path) -> Iterator[TranslatedArticle | Failure]:
    """The translated articles of a file of briefs or translations, a JSON object a line."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            source = f"{path}:{number}"
            try:
                data = json.loads(line)
                if data.get("schema") in _OURS:
                    yield codec.document_from_dict(data)
            except (ValueError, AttributeError, RecursionError) as error:
                yield Failure(source, InputError(source, f"not a brief ({error})"))


def _piece(article: Article, translated: TranslatedArticle | None, path: Path, publishers: Publishers) -> Piece:
    publisher = printable(publishers.name(article.url or "", article.outlet or ""))
    published: date | None = article.published
    key = content_key(article.title or "", article.body, f"{publisher}\0{article.url or ''}", published)
    dated_by = "article"
    if published is None:
        published, dated_by = _file_day(path), "file"
    item = StoryInput(key, article.title or "", article.body, published, publisher, web_address(article.url))
    if article.dateline and not article.body.startswith(article.dateline):
        item = replace(item, body=f"{article.dateline} - {article.body}")
    return Piece(item, article, dated_by, translated)


def _file_day(path: Path) -> date | None:
    """The day on which a file was last written."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone(ISTANBUL).date()
    except (OSError, OverflowError, ValueError):
        return None
