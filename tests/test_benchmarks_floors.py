"""Floors hold for the data that they were measured on, and fall only when somebody says so."""

import json
from pathlib import Path

import pytest

from benchmarks import floors


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data = tmp_path / "eval" / "set"
    data.mkdir(parents=True)
    (data / "a.txt").write_text("one", "utf-8")
    monkeypatch.setenv("TR_NEWS_EVAL", str(tmp_path / "eval"))
    monkeypatch.setattr(floors, "FOLDER", tmp_path)
    record = {"data": {"set": floors.digest(data)}, "margin": 0.5, "floors": {"F1": 90.0, "error at most": 2.0}}
    (tmp_path / "own.json").write_text(json.dumps(record), "utf-8")
    return data


def test_what_is_below_a_floor_or_above_a_ceiling_is_missed(folder: Path) -> None:
    assert floors.missed("own", {"F1": 90.0, "error at most": 2.0}) == {}
    assert floors.missed("own", {"F1": 89.9, "error at most": 2.1}) == {"F1": (89.9, 90.0), "error at most": (2.1, 2.0)}


@pytest.mark.parametrize("change", [lambda f: (f / "a.txt").write_text("two"), lambda f: (f / "b.txt").write_text("")])
def test_floors_of_other_data_are_refused(folder: Path, change: object) -> None:
    assert callable(change)
    change(folder)
    with pytest.raises(ValueError, match="not the data"):
        floors.floors("own")


def test_without_the_data_the_floors_stand(folder: Path) -> None:
    (folder / "a.txt").unlink()
    folder.rmdir()
    assert floors.floors("own")["F1"] == 90.0


def test_floors_rise_by_themselves_and_fall_only_when_told() -> None:
    old = {"F1": 90.0, "error at most": 2.0}
    better, worse = {"F1": 95.0, "error at most": 1.0}, {"F1": 80.0, "error at most": 3.0}
    assert floors.moved(old, better, 0.5, lower=False) == {"F1": 94.5, "error at most": 1.5}
    assert floors.moved(old, worse, 0.5, lower=False) == old
    assert floors.moved(old, worse, 0.5, lower=True) == {"F1": 79.5, "error at most": 3.5}


def test_every_file_of_floors_names_its_data() -> None:
    for path in Path(floors.__file__).with_name("floors").glob("*.json"):
        record = json.loads(path.read_text("utf-8"))
        assert set(record) - {"reasons"} == {"data", "margin", "floors"}, path
        assert all(len(value) == 64 for value in record["data"].values())
