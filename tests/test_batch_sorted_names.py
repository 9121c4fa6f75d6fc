"""The names of a large folder: in order, and in little memory."""

import random
import tracemalloc

import pytest

from tr_news.batch import sorted_names
from tr_news.batch.sorted_names import SortedNames


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
