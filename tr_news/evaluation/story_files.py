"""Files for measuring the grouping: articles one a line (JSON), and people's labels for some of the lines.

A line of articles has ``id``, ``title``, ``text``, ``date``, ``source`` and ``url``; a line of labels has ``line``
(1-based, in the file of articles), ``story``, and ``copy_of`` (the id of the article whose text it has, or null).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from tr_news import __version__
from tr_news.evaluation.stories import PRF, BCubed, ReaderView, b_cubed, pair_score, pairs, reader_view
from tr_news.stories.group import Grouping
from tr_news.stories.inputs import StoryInput
from tr_news.stories.publishers import Publishers


@dataclass(frozen=True, slots=True)
class StoryGold:
    """People's grouping: the story of each labelled article by its key, and the original of each copy."""

    story: Mapping[str, str]
    copy_of: Mapping[str, str]

    def roots(self) -> dict[str, str]:
        """By key of a labelled article the key of the text that it has: its own, or that of the first original."""
        found = {}
        for key in self.story:
            root, seen = key, {key}
            while (original := self.copy_of.get(root)) and original not in seen:
                root = original
                seen.add(root)
            found[key] = root
        return found


@dataclass(frozen=True, slots=True)
class StoryScores:
    """All figures of a grouping, with the signature that says how to get them again."""

    grouping: BCubed
    copies: PRF
    reader: ReaderView
    signature: str


def read_articles(path: Path) -> list[StoryInput]:
    """The articles of a file, in its order; times without a zone are UTC, as in feeds.

    Raises OSError, and ValueError (with the line's number) for a line that is no article.
    """
    publishers = Publishers()
    items = []
    for number, row in _rows(path):
        try:
            published = datetime.fromisoformat(row["date"]) if row.get("date") else None
            if published is not None and published.tzinfo is None:
                published = published.replace(tzinfo=UTC)
            url = row.get("url") or ""
            items.append(
                StoryInput(
                    key=str(row["id"]),
                    title=row.get("title") or "",
                    body=row.get("text") or "",
                    published=published,
                    publisher=publishers.name(url, row.get("source") or ""),
                    url=url,
                )
            )
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError(f"{path}, line {number}: {error}") from None
    return items


def read_gold(path: Path, articles: list[StoryInput]) -> StoryGold:
    """The labels of a file for these articles. Raises OSError, and ValueError for a line that labels none of them."""
    story: dict[str, str] = {}
    copy_of: dict[str, str] = {}
    for number, row in _rows(path):
        line, label = row.get("line"), row.get("story")
        if not isinstance(line, int) or not 1 <= line <= len(articles) or not isinstance(label, str):
            raise ValueError(f"{path}, line {number}: no line of {len(articles)} articles, or no story")
        key = articles[line - 1].key
        story[key] = label
        if row.get("copy_of"):
            copy_of[key] = str(row["copy_of"])
    return StoryGold(story, copy_of)


def score(grouping: Grouping, gold: StoryGold, *, data: str = "") -> StoryScores:
    """The figures of a grouping of all the articles, over the labelled ones. ``data`` names the files (``digest``)."""
    found = {member.item.key: story.id for story in grouping.stories for member in story.members}
    publisher = {member.item.key: member.item.publisher for story in grouping.stories for member in story.members}
    roots = {
        member.item.key: member.copy_of or member.item.key for story in grouping.stories for member in story.members
    }
    measured = b_cubed(gold.story, found)
    return StoryScores(
        grouping=measured,
        copies=pair_score(pairs(gold.roots()), pairs({key: roots[key] for key in gold.story})),
        reader=reader_view(gold.story, found, publisher),
        signature=f"b-cubed|n:{measured.articles}|gold-stories:{measured.stories}|of:{len(found)}"
        f"{f'|data:{data}' if data else ''}|tr-news:{__version__}",
    )


def digest(*paths: Path) -> str:
    """Twelve hexadecimal digits for the content of files."""
    joined = sha256()
    for path in paths:
        joined.update(sha256(path.read_bytes()).digest())
    return joined.hexdigest()[:12]


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: {error}") from None
            if not isinstance(row, dict):
                raise ValueError(f"{path}, line {number}: no object")
            yield number, row
