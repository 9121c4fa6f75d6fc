"""Real files, pages and articles, where the evaluation data is at hand: no worse than the floors."""

import json
from pathlib import Path

import pytest

from benchmarks.reading import articles_read, decoded_right, pages

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "eval"
FLOORS = json.loads((ROOT / "benchmarks" / "floors" / "articles.json").read_text("utf-8"))

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the evaluation data")


def test_real_files_of_old_encodings_are_decoded_right() -> None:
    right, total = decoded_right(DATA / "encodings")
    assert right >= FLOORS["decoded"]
    assert right == total


def test_the_main_text_and_the_title_of_real_pages() -> None:
    results = pages(DATA / "news_tr" / "html")
    assert min(float(str(result["f1"])) for result in results.values()) >= FLOORS["page_f1"]
    assert sum(result["title"] is True for result in results.values()) >= FLOORS["page_titles"]


def test_real_articles_are_read() -> None:
    assert articles_read(DATA / "news_tr" / "articles.jsonl")[0] >= FLOORS["articles"]
    assert articles_read(DATA / "news_tr" / "rss_multi_outlet.jsonl")[0] >= FLOORS["feed_items"]
