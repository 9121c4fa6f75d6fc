"""Lines that keep the words of an article and say something else: sentences of our own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.faithfulness import document_of
from tr_news.summarization.evidence import Evidence
from tr_news.summarization.faithfulness import check

LINES = Path(__file__).parent / "data" / "lines_checked.txt"


def cases() -> Iterator[tuple[Evidence, list[str], list[str]]]:
    """(article, true lines, wrong lines)."""
    text: list[str] = []
    lines: dict[str, list[str]] = {"+": [], "-": []}
    rows = [(line[0], line[2:]) for line in LINES.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    for mark, line in (*rows, ("=", "")):
        if mark != "=":
            lines[mark].append(line)
            continue
        if lines["-"]:
            yield Evidence(document_of({"id": "own", "text": "\n".join(text)})), lines["+"], lines["-"]
            text, lines = [], {"+": [], "-": []}
        text.append(line)


def test_lines_of_our_own_are_judged_right() -> None:
    found = list(cases())
    assert sum(len(wrong) for _, _, wrong in found) >= 70
    passed = [line for article, _, wrong in found for line in wrong if check(line, article).supported]
    graded = [(line, check(line, article).grade) for article, true, _ in found for line in true]
    withheld = [line for line, grade in graded if grade == "withheld"]
    assert not passed
    assert len(withheld) <= 3, withheld  # each leaves out what somebody said in the same clause
    assert sum(grade == "borne out" for _, grade in graded) >= 0.6 * len(graded)


@pytest.mark.parametrize(
    ("article", "line", "rule"),
    [
        ("Mayor Gürsu visited the injured in the town.", "Mayor Gürsu was injured in the town.", "passive"),
        ("The ferry was built in 1998 and sold in 2017.", "The ferry was built in 2017.", "number"),
    ],
)  # fmt: skip
def test_each_rule_names_what_it_found(article: str, line: str, rule: str) -> None:
    assert rule in check(line, Evidence(document_of({"id": "own", "text": article}))).turned


@pytest.mark.parametrize(
    ("article", "line"),
    [
        ("The mayor said the bridge was safe and opened the road.", "The bridge was safe, the mayor said."),
        ("The coast guard rescued 190 people on Sunday.", "190 people were rescued on Sunday."),
        ("The company plans to build a factory in Izmir.", "The company plans to build a factory."),
        ("Prices rose from 9 percent to 12 percent in May.", "Prices rose to 12 percent in May."),
        ("Officials said they would close the old road in May.", "Officials said they will close the old road in May."),
    ],
)
def test_true_compressions_break_none_of_the_rules(article: str, line: str) -> None:
    found = check(line, Evidence(document_of({"id": "own", "text": article}))).turned
    assert not {"speaker", "future", "passive", "denied object", "number", "opinion"} & set(found)
