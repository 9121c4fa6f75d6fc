"""Cases of the kinds that must come out right, each told afresh (``data/stories/cases.jsonl``): all texts are made up.

An article is a label, title, body, publisher, and hours after the morning; articles with one label are one story.
"""

import json
from pathlib import Path

import pytest

from tests.test_stories_grouping import OTHERS, article
from tr_news.stories.group import group

Row = tuple[str, str, str, str, float]
CASES: list[dict[str, object]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "stories" / "cases.jsonl").read_text(encoding="utf-8").splitlines()
]
# Cases that still come out wrong, each with what is missing; strict: one that comes right must leave the list.
WRONG = {
    "column: first 0": "an everyday word alone (dollar) joins no two articles",
    "bills: press and forest law": "what the two reports of the first share weighs too little",
    "quotations: leader visit": "all that they share are names of every day (Putin, Ankara)",
}


def _name(case: dict[str, object]) -> str:
    return f"{case['kind']}: {case['name']}"


def _told(rows: list[Row]) -> tuple[list[set[str]], bool]:
    """The labels in each story of a case among the day's other news, and whether one is linked to an earlier one."""
    items = [
        article(title, body, publisher, hours, key=f"{i:02}")
        for i, (_, title, body, publisher, hours) in enumerate(rows)
    ]
    labels = {item.key: row[0] for item, row in zip(items, rows, strict=True)}
    grouping = group([*items, *OTHERS])
    told = [{labels.get(member.item.key, "other news") for member in story.members} for story in grouping.stories]
    return [found for found in told if found != {"other news"}], bool(grouping.follows)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=_name(case),
            marks=[pytest.mark.xfail(strict=True, reason=WRONG[_name(case)])] if _name(case) in WRONG else [],
        )
        for case in CASES
    ],
)
def test_articles_of_one_event_are_one_story_and_of_two_are_two(case: dict[str, object]) -> None:
    rows: list[Row] = case["articles"]  # type: ignore[assignment]
    told, linked = _told(rows)
    assert sorted(map(sorted, told)) == sorted([label] for label in {row[0] for row in rows})
    if case["kind"] == "days":
        assert linked, "the second is linked to the first"


def test_most_of_each_kind_come_out_right() -> None:
    kinds = {str(case["kind"]) for case in CASES}
    for kind in kinds:
        names = [_name(case) for case in CASES if case["kind"] == kind]
        assert len(names) >= 6, kind
        assert sum(name in WRONG for name in names) <= len(names) // 4 + 1, kind
