"""The articles that an editor's choice is about, as documents whose sentences stand for their own English.

Sentences are chosen by their Turkish, so a choice can be measured without a translation.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tr_news.articles import read_bytes, read_path
from tr_news.documents.article import TURKISH, Article, Language
from tr_news.documents.translation import TranslatedArticle
from tr_news.evaluation.selection import Judgement, align, read_gold
from tr_news.translation.protocol import Translation
from tr_news.translation.translate import translate_articles


class Untranslated:
    """A translator that leaves every Turkish sentence as it is."""

    source_language = TURKISH

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """The sentences themselves."""
        return [Translation(sentence, origin="source") for sentence in sentences]

    def describe(self) -> None:
        """None: nothing is translated."""
        return


def untranslated(articles: Sequence[Article]) -> list[TranslatedArticle]:
    """The articles cut into sentences."""
    return translate_articles(articles, Untranslated(), languages=[Language(TURKISH, 1.0)] * len(articles))


def _read(ids: frozenset[str], files: Iterable[Path]) -> Iterator[tuple[str, Article]]:
    """The articles with one of these ids: a file of that name, or a line of a .jsonl that has it as ``id``."""
    for path in files:
        if path.suffix == ".jsonl":
            lines = [line for line in path.read_bytes().splitlines(keepends=True) if _id(line) in ids]
            found = read_bytes(b"".join(lines), str(path)) if lines else iter(())
        else:
            found = read_path(path) if path.stem in ids else iter(())
        for article in found:
            if isinstance(article, Article):
                yield article.id if article.id in ids else path.stem, article


def _id(line: bytes) -> str | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return str(row.get("id")) if isinstance(row, dict) else None


def judged(gold: Path, data: Path | None = None) -> list[tuple[Judgement, TranslatedArticle]]:
    """The judgements of a file with their articles, in order; one whose article isn't there is left out.

    Of several articles with one id it is the one that holds the sentences that were judged.

    Args:
        gold: the file of judgements.
        data: where the articles are looked for: ``news_tr/*.jsonl`` and ``news_tr/html/*.html`` in it, and
            ``articles/*.txt`` beside it; by default the folder that the folder of ``gold`` is in.

    Raises:
        InputError: the judgements can't be read.
    """
    judgements = read_gold(gold)
    folder = data or gold.resolve().parents[1]
    files = sorted([*folder.glob("news_tr/*.jsonl"), *folder.glob("news_tr/html/*.html")])
    ids = frozenset(j.id for j in judgements)
    found = list(_read(ids, [*files, *sorted(folder.parent.glob("articles/*"))]))
    documents: dict[str, list[TranslatedArticle]] = {}
    for (id_, _), document in zip(found, untranslated([article for _, article in found]), strict=True):
        documents.setdefault(id_, []).append(document)
    return [
        (j, max(documents[j.id], key=lambda document, j=j: len(align(j, document))))  # type: ignore[misc]
        for j in judgements
        if j.id in documents
    ]
