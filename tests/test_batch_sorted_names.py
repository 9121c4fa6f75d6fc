"""The names of a large folder: in order, and in little memory."""

import random
import tracemalloc
from pathlib import Path

import pytest

from tr_news.batch import sorted_names
from tr_news.batch.sorted_names import SortedNames
from tr_news.batch.walk import Found, Walk


@pytest.mark.parametrize("count", [0, 1, 6, 7, 8, 14, 50, 700])
def test_names_come_in_order_whatever_their_number(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorted_names, "_PART", 7)
    monkeypatch.setattr(sorted_names, "_BLOCK", 5)
    drawn = random.Random(count)
    letters = "abç\nşğ😀 ~Zé\udc80\udcff\uff01"  # \udcxx stand for bytes that are no text
    names = ["".join(drawn.choices(letters, k=drawn.randint(1, 9))) for _ in range(count)]
    found = SortedNames()
    for name in names:
        found.add(name)
    assert list(found) == sorted(names)


def test_a_hundred_thousand_names_take_little_memory() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        found = SortedNames()
        for number in range(count):
            found.add(f"{(number * 7919) % count:06}-bir-haberin-oldukça-uzun-adı.txt")
        read = sum(1 for _ in found)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert read == count
        return most

    assert peak(100_000) < 3_000_000  # as strings in a list they would be 13 MB


def test_neither_do_folders_and_they_come_in_order_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorted_names, "_PART", 100)
    for number in range(3000):
        folder = tmp_path / f"{number:04}-bir-günün-haberleri"
        folder.mkdir()
        (folder / "a.txt").touch()
    (tmp_path / "0002-bir-günün-haberleri" / "içinde").mkdir()
    (tmp_path / "0002-bir-günün-haberleri" / "içinde" / "b.txt").touch()
    tracemalloc.start()
    first = [file.path for file, _ in zip(Walk([str(tmp_path)]), range(5), strict=False) if isinstance(file, Found)]
    count = sum(1 for _ in Walk([str(tmp_path)]))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    names = ["0000-{}/a.txt", "0001-{}/a.txt", "0002-{}/a.txt", "0002-{}/içinde/b.txt", "0003-{}/a.txt"]
    assert first == [str(tmp_path / name.format("bir-günün-haberleri")) for name in names]
    assert count == 3001
    assert most < 550_000  # as paths and places in a list they would be 1 MB
