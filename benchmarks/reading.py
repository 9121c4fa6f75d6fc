"""Reading, measured: decoding of real files, main text and titles of real pages, articles read without an error.

    python benchmarks/reading.py ../shared/eval

prints one JSON object. F1 is over the multiset of word tokens of the body against the gold text.
"""

import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path

from benchmarks import evaluation_folder
from tr_news.articles import Article, read_bytes, read_path
from tr_news.articles.decode import decode


def tokens(text: str) -> Counter[str]:
    """Word tokens with their counts."""
    return Counter(re.findall(r"\w+", text))


def f1(hypothesis: str, reference: str) -> float:
    """Token-level F1 of two texts, 0 to 1."""
    ours, gold = tokens(hypothesis), tokens(reference)
    common = sum((ours & gold).values())
    return 2 * common / (sum(ours.values()) + sum(gold.values()))


def decoded_right(folder: Path) -> tuple[int, int]:
    """How many files of the manifest come out as their stated encoding gives them, and of how many."""
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    right = 0
    for row in rows:
        data = (folder / row["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest().startswith(row["sha256"])
        right += decode(data, row["file"]).text == data.decode(row["encoding"])
    return right, len(rows)


def pages(folder: Path) -> dict[str, dict[str, object]]:
    """F1 of the body, and whether the title is exact, for each page with a gold text."""
    results: dict[str, dict[str, object]] = {}
    for gold_path in sorted(folder.glob("*.gold.txt")):
        title, body = gold_path.read_text("utf-8").split("\n\n", 1)
        name = gold_path.name.removesuffix(".gold.txt")
        (article,) = read_path(folder / f"{name}.html")
        if isinstance(article, Article):
            results[name] = {"f1": round(f1(article.body, body), 4), "title": article.title == title}
        else:
            results[name] = {"f1": 0.0, "title": False}
    return results


def trafilatura_pages(folder: Path) -> dict[str, float]:
    """F1 of the body as trafilatura gives it with its defaults."""
    from trafilatura import extract

    results = {}
    for gold_path in sorted(folder.glob("*.gold.txt")):
        name = gold_path.name.removesuffix(".gold.txt")
        text = extract((folder / f"{name}.html").read_bytes(), include_comments=False) or ""
        results[name] = round(f1(text, gold_path.read_text("utf-8").split("\n\n", 1)[1]), 4)
    return results


def metrics(folder: Path) -> dict[str, float]:
    """What ``floors/articles.json`` speaks of: numbers of files, the lowest F1 of a page, 0 to 1."""
    found = pages(folder / "news_tr" / "html")
    return {
        "files decoded": decoded_right(folder / "encodings")[0],
        "page F1": min(float(str(page["f1"])) for page in found.values()),
        "page titles": sum(page["title"] is True for page in found.values()),
        "articles read": articles_read(folder / "news_tr" / "articles.jsonl")[0],
        "feed items read": articles_read(folder / "news_tr" / "rss_multi_outlet.jsonl")[0],
    }


def articles_read(path: Path) -> tuple[int, int]:
    """How many lines of a .jsonl give an article, and of how many."""
    items = list(read_bytes(path.read_bytes(), path.name))
    return sum(isinstance(item, Article) for item in items), len(items)


def main() -> None:
    """Prints the figures for the evaluation data below the folder given, else those that are there."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else evaluation_folder()
    figures = {
        "decoded": decoded_right(root / "encodings"),
        "pages": pages(root / "news_tr" / "html"),
        "pages by trafilatura alone": trafilatura_pages(root / "news_tr" / "html"),
        "articles": articles_read(root / "news_tr" / "articles.jsonl"),
        "feed_items": articles_read(root / "news_tr" / "rss_multi_outlet.jsonl"),
    }
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
