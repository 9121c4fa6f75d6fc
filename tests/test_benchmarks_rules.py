"""What a rule cuts is held against what people took up."""

from collections.abc import Iterator

from benchmarks.rules import cutting
from benchmarks.rules_said import remade, shared, table
from tests.test_rules_by_name import CUT
from tr_news.summarization.extractive.compression import ASIDES


def test_the_table_tells_what_people_took_up_of_the_cut_and_of_the_rest() -> None:
    def cut(sentence: str) -> Iterator[tuple[str, str, str]]:
        found = {rule.name: rule.cut(sentence) for rule in ASIDES if rule.cut(sentence) != sentence}
        yield from ((name, "oldest coast", left) for name, left in found.items())

    sentence, left = CUT["parentheses"]
    rows = list(cutting([(sentence, "Oldest port closed"), ("Nothing to cut here", "Port")], cut))
    assert left == "The port closed on Monday"
    assert rows[0].startswith("| rule (2 sentences)")
    assert rows[2:] == ["| parentheses | 1 | 50.0 | 66.7 |"]


def test_a_rule_is_right_where_fewer_words_are_taken_up_than_without_it() -> None:
    assert shared("Köprünün trafiği açıldı", "KÖPRÜNÜN TRAFİĞİ") == 2 / 3
    assert shared("3 4", "3 4") is None
    rows = list(table([(frozenset(), 0.5), (frozenset(), 0.3), (frozenset({"bait"}), 0.1)], "titles"))
    assert rows[2:] == ["| none | 2 | 40 | 50 |", "| bait | 1 | 10 | 100 |"]


def test_sentences_are_made_wrong_in_one_way_each() -> None:
    made = list(remade(["The mill was closed for 7 years after it was built in 1998 and sold in 2017."]))
    assert made == [
        "The mill was closed for 7 months after it was built in 1998 and sold in 2017.",
        "The mill will be closed for 7 years after it was built in 1998 and sold in 2017.",
        "The mill was closed for 7 years after it was built in 2017 and sold in 1998.",
    ]
