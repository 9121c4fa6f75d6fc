"""How often each rule of page furniture fires on real articles, and on what.

    python -m benchmarks.furniture ../shared/eval [LINES]

prints the count of each rule over the articles of the evaluation data, with the first LINES (3) of what it took off. A
rule is right when nothing of an article stands there; the marked lines of ``tests/data/articles`` say what to find.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import evaluation_folder
from tr_news.articles import Article, read_path
from tr_news.articles.draft import Block
from tr_news.articles.formats.records import Record, jsonl_records, record_draft
from tr_news.articles.furniture.take import rule_and_rest
from tr_news.articles.publication import take_publication
from tr_news.errors import InputError

FILES = ("articles.jsonl", "rss_multi_outlet.jsonl")


def blocks_of(path: Path) -> Iterator[Sequence[Block]]:
    """The blocks of each article of a .jsonl, lines of publication taken off."""
    for record in jsonl_records(path.read_text("utf-8"), path.name):
        if isinstance(record, Record):
            try:
                yield take_publication(record_draft(record).blocks, titled=True).blocks
            except InputError:
                continue


def fired(path: Path) -> dict[str, list[str]]:
    """What each rule took off, in the order of the file."""
    found: dict[str, list[str]] = defaultdict(list)
    for blocks in blocks_of(path):
        for place, block in enumerate(blocks):
            rule, rest = rule_and_rest(block, place, len(blocks))
            if rule is not None:
                found[rule].append(block.text if rest is None else block.text.replace(rest, "[…]"))
    return found


def main() -> None:
    """Prints the counts for the evaluation data below the folder given, else those that are there."""
    folder = (Path(sys.argv[1]) if len(sys.argv) > 1 else evaluation_folder()) / "news_tr"
    shown = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    for name in FILES:
        articles = sum(isinstance(item, Article) for item in read_path(folder / name))
        print(f"{name}: {articles} articles")
        for rule, lines in sorted(fired(folder / name).items(), key=lambda item: -len(item[1])):
            print(f"  {len(lines):5} {rule}")
            for line in lines[:shown]:
                print(f"          {line[:120]}")


if __name__ == "__main__":
    main()
