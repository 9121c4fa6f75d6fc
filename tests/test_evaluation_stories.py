"""The measures of grouping, on examples that can be worked out by hand, and on people's grouping."""

from pathlib import Path

import pytest

from benchmarks import evaluation_folder, floors, stories
from tr_news.evaluation.stories import PRF, b_cubed, pair_score, pairs, reader_view
from tr_news.evaluation.story_files import StoryGold, read_articles, read_gold


def test_b_cubed_of_an_example() -> None:
    gold = {"a": "1", "b": "1", "c": "1", "d": "2"}
    measured = b_cubed(gold, {"a": "x", "b": "x", "c": "y", "d": "y"})
    assert measured.all.precision == pytest.approx(100 * (1 + 1 + 0.5 + 0.5) / 4)
    assert measured.all.recall == pytest.approx(100 * (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert measured.multi.precision == pytest.approx(100 * 2.5 / 3)
    assert (measured.articles, measured.stories) == (4, 2)


def test_b_cubed_of_everything_alone_and_everything_together() -> None:
    gold = {key: key[0] for key in ("a1", "a2", "b1", "b2")}
    alone = b_cubed(gold, {key: key for key in gold}).all
    together = b_cubed(gold, dict.fromkeys(gold, "x")).all
    assert (alone.precision, alone.recall) == (100, 50)
    assert (together.precision, together.recall) == (50, 100)


def test_unlabelled_articles_do_not_count() -> None:
    assert b_cubed({"a": "1"}, {"a": "x", "b": "x"}).all == PRF(100.0, 100.0)


def test_missing_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="no gold"):
        b_cubed({}, {"a": "x"})
    with pytest.raises(ValueError, match="1 labelled"):
        b_cubed({"a": "1"}, {})


def test_pairs_of_copies() -> None:
    gold = pairs({"a": "1", "b": "1", "c": "1"})
    assert len(gold) == 3
    assert str(pair_score(gold, pairs({"a": "1", "b": "1", "c": "2"}))) == "100.0/33.3/50.0"
    assert pair_score(gold, frozenset()).f1 == 0


def test_copies_of_copies_have_one_root() -> None:
    gold = StoryGold({"a": "1", "b": "1", "c": "1", "d": "1"}, {"b": "a", "c": "b", "d": "d"})
    assert gold.roots() == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_what_a_reader_sees() -> None:
    gold = {"a": "1", "b": "1", "c": "1", "d": "1", "e": "2", "f": "2"}
    found = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y", "f": "z"}
    publisher = dict(zip("abcdef", "PQPQRP", strict=True))
    view = reader_view(gold, found, publisher)
    assert (view.shared, view.mixed, view.events, view.twice) == (2, 1, 2, 1)
    assert (view.largest, view.whole_and_clean) == (2, 0)


def test_files_say_which_line_is_wrong(tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text('{"id": "a", "title": "T", "text": "", "date": "2026-03-04", "url": ""}\n{"title": 1}\n')
    with pytest.raises(ValueError, match="line 2"):
        read_articles(articles)
    articles.write_text(articles.read_text().splitlines()[0])
    items = read_articles(articles)
    labels = tmp_path / "gold.jsonl"
    labels.write_text('{"line": 2, "story": "s"}')
    with pytest.raises(ValueError, match="line 1"):
        read_gold(labels, items)


@pytest.mark.skipif(not (evaluation_folder() / "news_tr" / "stories-dev.jsonl").is_file(), reason="no evaluation data")
def test_peoples_grouping() -> None:
    assert floors.missed("stories", stories.metrics()) == {}
