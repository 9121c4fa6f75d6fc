"""The package from Python: one article or many, to briefs that render themselves.

``tr_news.brief`` and its like are these functions.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, Self, TypeVar

from tr_news.articles import FORMATS, read_bytes
from tr_news.documents import brief as documents
from tr_news.documents import codec
from tr_news.documents.article import Article, Language
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import UsageError
from tr_news.pipeline import Failure, Pipeline, outcome

Input = str | os.PathLike[str] | bytes | Article
_T = TypeVar("_T")
_LONGEST_PATH = 1024


class Brief(documents.Brief):
    """A brief that renders itself; what it holds is :class:`tr_news.documents.brief.Brief`."""

    __slots__ = ()

    @classmethod
    def of(cls, brief: documents.Brief) -> Self:
        """The same brief with these methods."""
        return cls(brief.document, brief.summary, brief.provenance)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The brief that :meth:`to_dict` wrote. Raises ValueError for what is none."""
        return cls.of(codec.from_dict(data))

    def to_dict(self) -> dict[str, object]:
        """The brief as ``tr-news brief --format json`` prints it."""
        return codec.to_dict(self)

    def to_json(self) -> str:
        """The same on one line."""
        return codec.to_json(self)

    def to_text(self, *, width: int = 80, evidence: bool = True) -> str:
        """The brief as a terminal shows it, ``width`` columns wide."""
        from tr_news.render.text import render_text

        return render_text(self, width=width, evidence=evidence)

    def to_markdown(self) -> str:
        """The brief in Markdown."""
        from tr_news.render.markdown import render_markdown

        return render_markdown(self)

    def to_html(self) -> str:
        """A page of HTML that needs nothing else."""
        from tr_news.render.html import render_html

        return render_html([self])

    def _repr_html_(self) -> str:
        """What a notebook shows: the page in a frame of its own, so that styles stay apart."""
        from html import escape

        page = escape(self.to_html(), quote=True)
        return f'<iframe sandbox srcdoc="{page}" style="width:100%;height:32em;border:0" title="Brief"></iframe>'

    def __str__(self) -> str:
        return self.to_text()


class Translated(TranslatedArticle):
    """A translated article that renders itself."""

    __slots__ = ()

    @classmethod
    def of(cls, document: TranslatedArticle) -> Self:
        """The same article with these methods."""
        return cls(document.article, document.language, document.sentences)

    def to_text(self) -> str:
        """The English article: paragraphs and headings with blank lines between."""
        from tr_news.render.translation import render_text

        return render_text(self)

    def to_markdown(self) -> str:
        """The English article in Markdown."""
        from tr_news.render.translation import render_markdown

        return render_markdown(self)

    def __str__(self) -> str:
        return self.to_text()


def brief(article: Input, *, pipeline: Pipeline | None = None, **options: Any) -> Brief:
    """The brief of one article.

    Args:
        article: a path; the text of an article, or its bytes in any format that is read; or an Article.
        pipeline: one whose models are loaded already.
        options: else, what :meth:`tr_news.pipeline.Pipeline.open` takes: ``bullets=5``, ``translator="opus-mt-tr-en"``.

    Raises:
        TrNewsError: it can't be read, isn't Turkish, or a model is missing; the class says which.
        UsageError: the file holds several articles: :func:`briefs` takes those.
    """
    chosen = _pipeline(pipeline, options)
    return Brief.of(_only(chosen.briefs(_articles([article])), article))


def briefs(articles: Iterable[Input], *, pipeline: Pipeline | None = None, **options: Any) -> Iterator[Brief | Failure]:
    """The briefs of many articles, in their order, each as soon as it is ready.

    What fails is a :class:`Failure` in its place, with ``source`` and ``error``; the rest goes on. Arguments as
    :func:`brief`.
    """
    chosen = _pipeline(pipeline, options)
    for item in chosen.briefs(_articles(articles)):
        yield item if isinstance(item, Failure) else Brief.of(item)


def translate(article: Input, *, pipeline: Pipeline | None = None, **options: Any) -> Translated:
    """One article in English, every sentence of it; otherwise as :func:`brief`."""
    chosen = _pipeline(pipeline, options)
    return Translated.of(_only(chosen.translate(chosen.admit(_articles([article]))), article))


def detect(article: Input) -> Language:
    """The language of an article, and how certain that is; ``und`` where it can't be told.

    Raises:
        InputError: the file can't be read.
    """
    from tr_news.langid.identify import identify

    return identify(_only(_articles([article]), article).text)


def _pipeline(given: Pipeline | None, options: Mapping[str, Any]) -> Pipeline:
    if given is None:
        return Pipeline.open(**options)
    if options:
        raise UsageError(f"give a pipeline or options, not both: {', '.join(sorted(options))}")
    return given


def _articles(inputs: Iterable[Input]) -> Iterator[Article | Failure]:
    for item in inputs:
        if isinstance(item, Article):
            yield item
        elif isinstance(item, bytes):
            yield from map(outcome, read_bytes(item, "-"))
        elif isinstance(item, str) and not _is_path(item):
            yield from map(outcome, read_bytes(item.encode("utf-8", "replace"), "-", encoding="utf-8"))
        else:
            from tr_news.articles import read_path

            yield from map(outcome, read_path(item))


def _is_path(text: str) -> bool:
    """Whether a string names a file: one that is there, or one line that ends like a file of articles."""
    if len(text) > _LONGEST_PATH or "\n" in text or "\0" in text:
        return False
    return Path(text).exists() or (PurePath(text).suffix.lower() in FORMATS and " " not in PurePath(text).name)


def _only(found: Iterator[_T | Failure], asked: Input) -> _T:
    outcomes = list(found)
    if len(outcomes) != 1:
        source = os.fspath(asked) if isinstance(asked, str | os.PathLike) else "the input"
        raise UsageError(f"{str(source)[:80]}: holds {len(outcomes)} articles; use tr_news.briefs for several")
    (only,) = outcomes
    if isinstance(only, Failure):
        raise only.error
    return only
