"""The walk through a batch in the documentation, step by step, from a fresh folder."""

from pathlib import Path

import pytest

from tools.walk import PAGE, README, among, masked, steps_of, walked

MAKEFILE = Path(__file__).parents[1] / "Makefile"


def test_the_walk_prints_what_the_documentation_shows(tmp_path: Path) -> None:
    told = steps_of(PAGE.read_text("utf-8"))
    assert len(told) >= 9
    seen = walked(told, tmp_path)
    assert masked(seen) == masked(told)
    short = steps_of(README.read_text("utf-8"))
    assert masked(short) == masked(among(short, told))
    assert '@$(BIN)/tr-news batch -- "$$IN" "$$OUT"' in MAKEFILE.read_text("utf-8")  # what `make batch` stands for
    assert "A sentence has been added." in (tmp_path / "out" / "kiyi-feribot-hatti.txt.json").read_text("utf-8")


def test_a_step_that_is_no_step_of_the_walk_is_noticed() -> None:
    with pytest.raises(ValueError, match="isn't one"):
        among([("tr-news brief", [])], [("tr-news batch", [])])
    with pytest.raises(ValueError, match="no walk"):
        steps_of("$ tr-news batch")
