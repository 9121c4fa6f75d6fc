"""Fewer words for the same, and of two things said one: each rule by what it makes of a sentence and what it leaves."""

import pytest

from tr_news.summarization.extractive.bullets import GOOD, MOST, shortened
from tr_news.summarization.extractive.sayings import one_saying
from tr_news.summarization.extractive.tightening import TIGHTENING, tightened

MADE = [
    ("wordy", "A total of 35 boats sank in the storm.", "A total of 35 boats sank in the storm."),
    ("wordy", "The storm sank a total of 35 boats.", "The storm sank 35 boats."),
    ("wordy", "The port closed in order to save power.", "The port closed to save power."),
    (
        "wordy",
        "The port is able to hold ships due to the fact that it is deep.",
        "The port can hold ships because it is deep.",
    ),
    ("wordy", "Assoc. Prof. Dr. Ak and Prof. Dr. Er left.", "Assoc. Prof. Ak and Prof. Er left."),
    (
        "wordy",
        "Sales rose 7 percent compared with the same period of last year.",
        "Sales rose 7 percent from a year earlier.",
    ),
    ("wordy", 'He said, "I saw a total of 35 boats."', 'He said, "I saw a total of 35 boats."'),
    ("wordy", "It was a total of losses.", "It was a total of losses."),
    ("that-after-saying", "The mayor stated that the road is shut.", "The mayor said the road is shut."),
    ("that-after-saying", "The mayor said that road would be shut.", "The mayor said that road would be shut."),
    ("that-after-saying", "It was stated that the road is shut.", "It was stated that the road is shut."),
    (
        "that-after-saying",
        "The mayor said that the road is shut and that the port is full.",
        "The mayor said that the road is shut and that the port is full.",
    ),
    ("reduced-relative", "The bridge, which was built in 1973, is shut.", "The bridge, built in 1973, is shut."),
    ("reduced-relative", "Kaya, who is the head of the union, left.", "Kaya, the head of the union, left."),
    (
        "reduced-relative",
        "The bridge, which was built in 1973 and has stood since, is shut.",
        "The bridge, which was built in 1973 and has stood since, is shut.",
    ),
    ("reduced-relative", "The bridge, which was not built, is missed.", "The bridge, which was not built, is missed."),
    (
        "active-statement",
        "In a statement by the bank, it was stated that rates will fall.",
        "A statement by the bank said rates will fall.",
    ),
    (
        "active-statement",
        "In the report, it was emphasized that rates will fall.",
        "The report stressed that rates will fall.",
    ),
    ("active-statement", "In the street, it was said that rates fall.", "In the street, it was said that rates fall."),
]


@pytest.mark.parametrize(("name", "text", "made"), MADE)
def test_each_rule_of_tightening_makes_what_its_example_shows(name: str, text: str, made: str) -> None:
    rule = next(rule for rule in TIGHTENING if rule.name == name)
    assert " ".join(rule.cut(text).split()) == made


def test_every_rule_of_tightening_has_an_example_that_it_changes() -> None:
    assert {name for name, text, made in MADE if text != made} == {rule.name for rule in TIGHTENING}


def test_nothing_is_tightened_that_fits() -> None:
    text = "The mayor stated that the road, which is the longest, was shut in order to save a total of 35 boats."
    assert tightened(text, lambda t: True) == text
    assert tightened(text, lambda t: False) == ("The mayor said the road, the longest, was shut to save 35 boats.")


FERRY = "the ferries to the islands would stay in the old port until the end of the storm"
QUOTED = "Our ferries stay in the old port until the end of the storm."


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        (f"said {FERRY}", f"said {FERRY}"),
        (f"said that {FERRY}", f"said that {FERRY}"),
        # A quotation is left to the evidence, and so is what leans on the first, says nothing or is broken off.
        (f'said, "{QUOTED}"', "stated that the bridge was shut"),
        (f"said that because of this {FERRY}", "stated that the bridge was shut"),
        (f'said, "But {FERRY}."', "stated that the bridge was shut"),
        ("said it was late", "stated that the bridge was shut"),
        ('said, "Our ferries stay in the old port until the…"', "stated that the bridge was shut"),
    ],
)
def test_of_two_things_said_the_second_stays_where_it_is_whole(second: str, kept: str) -> None:
    text = f"Nermin Kaya, who stated that the bridge was shut, {second}"
    assert one_saying(text).rstrip(".") == f"Nermin Kaya {kept}"


def test_of_two_things_said_the_first_stands_alone_where_both_are_too_long() -> None:
    long = f'Kaya, who stated that the bridge was shut to all traffic, said, "But {FERRY}, {FERRY} and {FERRY}."'
    assert len(long.split()) > MOST
    assert shortened(long) == "Kaya stated that the bridge was shut to all traffic."


def test_the_first_may_come_without_that() -> None:
    long = f'Kaya, who said the bridge was shut and that the road was open, said, "But {FERRY}, {FERRY} and {FERRY}."'
    assert one_saying(long) == "Kaya said the bridge was shut and that the road was open."


def test_the_first_may_be_a_participle() -> None:
    text = f"Nermin Kaya, stating that the bridge was shut, said {FERRY}"
    assert one_saying(text) == f"Nermin Kaya said {FERRY}"


def test_a_bullet_keeps_the_second_of_two_things_said() -> None:
    text = f"Nermin Kaya, who stated that the new bridge was shut to all traffic, said that {FERRY}."
    assert len(text.split()) > GOOD
    assert shortened(text) == f"Nermin Kaya said {FERRY}."


def test_a_subject_is_not_left_without_its_verb() -> None:
    who = (
        "The former mayor of the old town Nermin Kaya, who said the old party could not make plans from dealing with "
        "its own problems and to serve the town is not possible with today's party"
    )
    text = f"{who}, joined the Sea Party."
    assert len(text.split()) > MOST
    assert shortened(text) == text


def test_what_is_assumed_stays() -> None:
    text = f"The bank says its loans can pay for {FERRY}, assuming that prices rise by ten percent in a year."
    assert len(text.split()) > GOOD
    assert "assuming" in shortened(text)
