"""ROUGE is the literature's ROUGE: the same figures as the package rouge-score, each with a signature."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import DefaultTokenizer

from tr_news import __version__
from tr_news.evaluation.porter import porter_stem
from tr_news.evaluation.rouge import METRICS, corpus_rouge, longest_common_subsequence, rouge

PAIRS = [
    ("The bank cut its policy rate on Thursday.", "Bank cuts rates by 250 points, surprising economists"),
    ("Ministers agreed, after long talks, to reopen the border.", "Border to reopen; ministers agree"),
    ("İstanbul'da 1.250 kişi tahliye edildi", "1,250 people were evacuated in Istanbul"),
    ("one two two three three three", "three two one three two three"),
    ("Running runners ran; flies flying; dying skies.", "The runner runs, a fly flew and the sky died."),
    ("word", "word"),
    ("word", "another"),
    ("", "nothing on one side"),
    ("nothing on the other", ""),
    ("!!! …", "?"),
]
SUFFIXES = re.findall(
    r"\w+",
    """
    s ies sses ss ed ing eed ied y e ll ational tional enci anci izer bli alli entli eli ousli ization ation ator alism
    iveness fulness ousness aliti iviti biliti fulli logi icate ative alize iciti ical ful ness al ance ence er ic able
    ible ant ement ment ent ion tion sion ou ism ate iti ous ive ize
    """,
)
IRREGULAR = re.findall(
    r"\w+", "news sky skies dying lying tying innings outings cannings proceed exceed succeed howe die died flies ties"
)


@pytest.mark.parametrize("stemmer", [True, False])
@pytest.mark.parametrize(("hypothesis", "reference"), PAIRS)
def test_scores_are_those_of_rouge_score(hypothesis: str, reference: str, stemmer: bool) -> None:
    expected = RougeScorer(list(METRICS), use_stemmer=stemmer).score(reference, hypothesis)
    assert rouge(hypothesis, reference, stemmer=stemmer) == pytest.approx({m: expected[m].fmeasure for m in METRICS})


@given(
    st.lists(st.sampled_from(["a", "b", "c", "d", "cats", "running", "12", "İ"])),
    st.lists(st.sampled_from(["a", "b", "c", "d", "cat", "run", "12"])),
)
def test_scores_are_those_of_rouge_score_on_any_words(hypothesis: list[str], reference: list[str]) -> None:
    one, other = " ".join(hypothesis), " ".join(reference)
    expected = RougeScorer(list(METRICS), use_stemmer=True).score(other, one)
    assert rouge(one, other) == pytest.approx({m: expected[m].fmeasure for m in METRICS})


@given(st.text("abcefilostyz", max_size=6), st.sampled_from(SUFFIXES), st.sampled_from(("", *SUFFIXES)))
def test_stems_are_those_of_rouge_score(beginning: str, suffix: str, more: str) -> None:
    word = beginning + suffix + more
    expected = DefaultTokenizer(use_stemmer=True).tokenize(word)
    assert [porter_stem(word) if len(word) > 3 else word] == expected


@pytest.mark.parametrize("word", IRREGULAR)
def test_irregular_words_have_the_stems_of_rouge_score(word: str) -> None:
    assert [porter_stem(word) if len(word) > 3 else word] == DefaultTokenizer(use_stemmer=True).tokenize(word)


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_longest_common_subsequence_by_bits_is_the_one_by_table(a: list[str], b: list[str]) -> None:
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1][j + 1] = table[i][j] + 1 if x == y else max(table[i][j + 1], table[i + 1][j])
    assert longest_common_subsequence(a, b) == table[-1][-1]


def test_a_corpus_has_the_mean_and_a_signature_with_all_that_it_takes_to_repeat_it() -> None:
    scores = corpus_rouge(["a b c", "x"], ["a b c", "y"], stemmer=False)
    assert scores["rouge1"].value == 50
    assert scores["rouge1"].signature == f"rouge1|f1|mean|n:2|stemmer:none|tokens:a-z0-9|tr-news:{__version__}"
    assert corpus_rouge(["a"], ["a"])["rougeL"].signature.startswith("rougeL|f1|mean|n:1|stemmer:porter|")


@pytest.mark.parametrize(("hypotheses", "references"), [([], []), (["a"], ["a", "b"])])
def test_an_empty_or_uneven_corpus_is_an_error(hypotheses: list[str], references: list[str]) -> None:
    with pytest.raises(ValueError):
        corpus_rouge(hypotheses, references)
