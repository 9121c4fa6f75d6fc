"""Real files, pages and articles, where the evaluation data is at hand: no worse than the floors."""

import pytest

from benchmarks import evaluation_folder, floors, reading

DATA = evaluation_folder()

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the evaluation data")


def test_reading_is_above_its_floors() -> None:
    assert floors.missed("articles", reading.metrics(DATA)) == {}


def test_every_file_of_an_old_encoding_is_decoded_right() -> None:
    right, total = reading.decoded_right(DATA / "encodings")
    assert right == total
