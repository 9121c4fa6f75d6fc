"""Figures with their signature and interval."""

import random

import pytest

from tr_news.evaluation.rouge import METRICS, corpus_rouge
from tr_news.evaluation.scores import Score, better, bootstrap, differs


def test_a_corpus_has_the_mean_and_a_signature_with_all_that_it_takes_to_repeat_it() -> None:
    scores = corpus_rouge(["a b c", "x"], ["a b c", "y"], stemmer=False)
    assert scores["rouge1"].value == pytest.approx(50)
    assert scores["rouge1"].signature.startswith("rouge1|f1|mean|n:2|stemmer:none|rouge-score:")
    assert set(scores) == set(METRICS)
    assert scores["rouge1"].low is None


def test_two_that_differ_in_length_and_nothing_at_all_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        corpus_rouge(["a"], ["a", "b"])
    with pytest.raises(ValueError, match="empty"):
        corpus_rouge([], [])


def test_the_interval_holds_the_mean_and_narrows_with_more_items() -> None:
    chance = random.Random(7)
    few, many = ([chance.gauss(50, 10) for _ in range(count)] for count in (20, 2000))
    widths = []
    for values in (few, many):
        low, high = bootstrap(values)
        assert low < sum(values) / len(values) < high
        widths.append(high - low)
    assert widths[1] < widths[0] / 5
    assert bootstrap(few) == bootstrap(few)
    assert str(Score(50.04, "s", 49.0, 51.0)) == "50.0 ± 1.0"


def test_of_two_systems_the_better_one_is_told_from_chance() -> None:
    chance = random.Random(7)
    one = [chance.gauss(50, 10) for _ in range(300)]
    assert better([value + 1 for value in one], one) < 0.01
    assert better(one, [value + 1 for value in one]) > 0.95
    assert differs(one, [value + 1 for value in one]) == differs([value + 1 for value in one], one) < 0.01
    assert differs(one, one) == 1
    assert 0.05 < better([v + chance.gauss(0, 5) for v in one], one) <= 1
    with pytest.raises(ValueError, match="beside"):
        better([1.0], [])
