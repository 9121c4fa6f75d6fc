"""A line is borne out where it is a cut of its evidence; in any other order or frame it may say something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.faithfulness import document_of
from tr_news.summarization.evidence import Evidence
from tr_news.summarization.faithfulness import check


def grade(article: str, line: str) -> str:
    return check(line, Evidence(document_of({"id": "own", "text": article}))).grade


CUTS = [
    ("Heavy rain closed the port of Mersin for two days, and 30 lorries waited.", "Rain closed the port of Mersin."),
    (
        "The ministry will inspect the hull on Friday, after the divers.",
        "The ministry will inspect the hull on Friday.",
    ),
    ("The firm gave 2 million lira to the school but did not build it.", "The firm gave 2 million lira to the school."),
    ("The firm was founded on 21 October 2015 in a garage.", "The firm was founded in October 2015."),
    ("The bridge was safe, the mayor of the town said.", "Mayor of the town: The bridge was safe."),
    ("The mayor of the town said the bridge was safe.", "The bridge was safe, the mayor of the town said."),
    ("Snow fell in Rize. Schools closed in Bolu on Monday.", "Snow fell in Rize. Schools closed in Bolu."),
]

NO_CUTS = {
    "order": (
        "Sales of foreign cars fell by 18 percent, sales of local cars rose.",
        "Sales of local cars fell by 18 percent.",
    ),
    "two sentences": (
        "A ferry with 212 people ran aground off Bozcaada. In a wreck of 2019 on this coast 6 people died.",
        "A ferry with 212 people ran aground off Bozcaada and 6 people died.",
    ),
    "what is to come": ("Divers will inspect the hull on Friday.", "Divers inspected the hull on Friday."),
    "some": ("Some dealers in Izmir have closed their shops.", "Dealers in Izmir have closed their shops."),
    "suspicion": ("The captain was detained on suspicion of smuggling.", "The captain was detained for smuggling."),
    "a share": ("Three of the nine judges dissented from the ruling.", "The nine judges dissented from the ruling."),
    "who says so": (
        "Three judges dissented, arguing that the evidence had been obtained illegally.",
        "The evidence had been obtained illegally.",
    ),
    "its condition": ("The books go to schools in Bolu if the ministry agrees.", "The books go to schools in Bolu."),
    "direction": ("The rate rose by 3 points to 12 percent in May.", "The rate rose to 3 points in May."),
    "what is counted": (
        "Smoking causes 85 percent of lung cancer deaths in Turkey.",
        "Smoking causes 85 percent of deaths in Turkey.",
    ),
    "the year": ("In 2019 another ferry of the company hit a tanker.", "Another ferry of the company hit a tanker."),
    "what stands before": ("Youth unemployment rose in the city of Bursa.", "Unemployment rose in the city of Bursa."),
    "whose": ("Demir's lawyer left the court in Bolu on Monday.", "Demir left the court in Bolu on Monday."),
    "compared": ("Deaths are more frequent among men than women.", "Deaths are more frequent among women."),
    "according to whom": (
        "Most members took part, according to the union; the ministry gave no figure.",
        "Most members took part, according to the ministry.",
    ),
    "by whom": ("The road was closed by police after the mayor left.", "The road was closed by the mayor."),
    "unlike whom": ("Unlike other firms of the port, Yapsan had insurance.", "Other firms of the port had insurance."),
    "no heavy rain": ("Heavy rain did not close the port of Mersin.", "Rain did not close the port of Mersin."),
}  # fmt: skip


@pytest.mark.parametrize(("article", "line"), CUTS)
def test_a_cut_is_borne_out(article: str, line: str) -> None:
    assert grade(article, line) == "borne out"


@pytest.mark.parametrize(("article", "line"), NO_CUTS.values(), ids=NO_CUTS)
def test_what_is_no_cut_is_not_borne_out(article: str, line: str) -> None:
    assert grade(article, line) != "borne out"
    for sentence in article.split(". "):
        assert grade(article, f"{sentence.rstrip('.')}.") == "borne out"


@given(st.data())
def test_no_line_of_two_sentences_in_one_is_borne_out(data: st.DataObject) -> None:
    one = ["The", "mayor", "opened", "a", "bridge", "near", "Bolu"]
    two = ["Police", "detained", "four", "smugglers", "in", "Rize"]
    at = data.draw(st.integers(3, 6)), data.draw(st.integers(1, 3))
    line = f"{' '.join([*one[: at[0]], *two[at[1] :]])}."
    assert grade(f"{' '.join(one)}. {' '.join(two)}.", line) != "borne out"
