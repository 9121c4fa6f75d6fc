"""Noise and sampling while training: what they do to a pair, how often, and that they are drawn anew."""

import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from training.noise import Noise, mistyped, renumbered, titled

pytest.importorskip("torch")
pytest.importorskip("sentencepiece")

from torch import Tensor

from training.data import LONGEST, Corpus, Encoder, prefetched
from training.encoding import Pair
from training.prepare import Mix, Shares, prepare

PAIR = ("Zırvan köyünde yeni okul açıldı.", "A new school opened in the village of Zırvan.")
QUIET = Noise(0, 0, 0, 0, 0)


def applied(noise: Noise, pair: tuple[str, str] = PAIR, seed: int = 1) -> tuple[str, str]:
    return noise.applied(*pair, random.Random(seed))


def test_each_kind_does_its_own_and_the_english_keeps_its_case() -> None:
    assert applied(QUIET) == PAIR
    assert applied(Noise(1, 0, 0, 0, 0)) == ("Zırvan köyünde yeni okul açıldı.", PAIR[1])
    assert applied(Noise(1, 0, 0, 0, 0), ("Köyde Zırvan adlı okul açıldı.", "x"))[0] == "Köyde zırvan adlı okul açıldı."
    assert applied(Noise(0, 1, 0, 0, 0)) == ("Zırvan Köyünde Yeni Okul Açıldı.", PAIR[1])
    assert applied(Noise(0, 0, 1, 0, 0)) == (PAIR[0][:-1], PAIR[1][:-1])
    mistaken, english = applied(Noise(0, 0, 0, 1, 0))
    assert english == PAIR[1]
    assert sum(a != b for a, b in zip(mistaken.split(), PAIR[0].split(), strict=True)) == 1


@pytest.mark.parametrize("pair", [("Açıldı mı?", "Did it open?"), ("Belki...", "Perhaps."), ("Açıldı", "It opened.")])
def test_a_stop_goes_on_both_sides_or_on_neither(pair: tuple[str, str]) -> None:
    assert applied(Noise(0, 0, 1, 0, 0), pair) == pair


def test_turkish_words_get_turkish_capitals() -> None:
    assert titled("istanbul'da ısı ve iş") == "İstanbul'da Isı Ve İş"


def test_a_mistyped_word_keeps_its_first_letter_and_is_long_enough() -> None:
    seen = {mistyped("ve gündem", random.Random(seed)) for seed in range(200)}
    assert {"ve gundem", "ve gündme", "ve güdem", "ve günddem"} <= seen
    assert all(text.startswith("ve g") for text in seen)
    assert mistyped("3 ev, 12.5", random.Random(1)) == "3 ev, 12.5"


def test_numbers_change_alike_on_both_sides() -> None:
    pair = ("2024'te 1.850 kişi, 12,5 puan ve 7 gol", "In 2024, 1,850 people, 12.5 points and 7 goals")
    seen = {renumbered(*pair, random.Random(seed)) for seed in range(50)}
    assert len(seen) == 50
    for turkish, english in seen:
        numbers = re.findall(r"\d+", turkish)
        assert numbers == re.findall(r"\d+", english)
        assert [len(number) for number in numbers] == [4, 1, 3, 2, 1, 1]
        assert numbers[0][:2] == "20"
        assert re.sub(r"\d", "0", turkish) == re.sub(r"\d", "0", pair[0])
    turkish, english = applied(Noise(0, 0, 0, 0, 1), pair)
    assert turkish != pair[0]
    assert english != pair[1]


@pytest.mark.parametrize(
    "pair",
    [
        ("21. yüzyıl", "the 21st century"),
        ("15 kişi ve 15 araç", "15 people and 15 vehicles"),
        ("15 kişi", "fifteen people"),
        ("7 kişi", "7 people"),
    ],
)
def test_numbers_that_may_not_stand_for_each_other_stay(pair: tuple[str, str]) -> None:
    assert all(renumbered(*pair, random.Random(seed)) == pair for seed in range(5))


def test_a_leading_zero_stays() -> None:
    assert all(renumbered("05:30", "05:30", random.Random(seed))[0].startswith("0") for seed in range(9))


def test_shares_are_kept_and_scaled() -> None:
    noise, chance = Noise(0.1, 0.2, 0.3, 0, 0), random.Random(3)
    pairs = [noise.scaled(0.5).applied("Köyde Zırvan okulu.", "A school.", chance) for _ in range(4000)]
    kinds = Counter(turkish.rstrip(".") for turkish, _ in pairs)
    assert kinds["Köyde Zırvan Okulu"] / 4000 == pytest.approx(0.1, abs=0.02)
    assert kinds["Köyde zırvan okulu"] / 4000 == pytest.approx(0.05, abs=0.015)
    assert sum(english == "A school" for _, english in pairs) / 4000 == pytest.approx(0.15, abs=0.02)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("noise")
    words = [("ırmak", "river"), ("göl", "lake"), ("dağ", "mountain"), ("şehir", "city"), ("liman", "harbour")]
    pairs = [
        Pair(f"{a} ve {b} {n}.", f"{x} and {y} {n}.", "x", 1) for a, x in words for b, y in words for n in range(9)
    ]
    corpus = folder / "corpus.tsv"
    corpus.write_text("".join(f"{p.turkish}\t{p.english}\tx\t1\n" for p in pairs), encoding="utf-8")
    prepare([corpus], folder / "data", mix=Mix({}, {}), shares=Shares(0, 0, 0), size=70, texts=True)
    return folder / "data"


def test_without_noise_the_texts_encode_to_what_was_prepared(data: Path) -> None:
    plain = Corpus(data / "train.npz", 69)
    encoder = Encoder(data, QUIET, 0.0, 0.5, 1)
    for index in range(len(plain)):
        assert encoder.pair(index) == (plain.source[index].tolist(), plain.target[index].tolist())


def test_sampling_cuts_the_source_in_many_ways_and_the_target_in_one(data: Path) -> None:
    encoder = Encoder(data, QUIET, 1.0, 0.5, 1)
    drawn = [encoder.pair(7) for _ in range(300)]
    assert len({tuple(source) for source, _ in drawn}) > 3
    assert len({tuple(target) for _, target in drawn}) == 1
    decoded = {encoder.processor.decode(source[:-1]) for source, _ in drawn}
    assert decoded == {bytes(encoder.source[7]).decode()}
    assert all(source[-1] == 0 and len(source) <= LONGEST + 1 for source, _ in drawn)
    encoder.factor = 0.0
    assert len({tuple(encoder.pair(7)[0]) for _ in range(20)}) == 1, "none is left at the end of a decay"


def test_an_epoch_with_an_encoder_draws_the_same_pairs_and_pads_what_it_encoded(data: Path) -> None:
    def sentences(corpus: Corpus) -> list[str]:
        return sorted(
            encoder.processor.decode([i for i in row.tolist() if i not in (0, 69)])
            for batch, _ in corpus.epoch(1, 60)
            for row in batch
        )

    encoder = Encoder(data, QUIET, 1.0, 0.5, 1)
    assert sentences(Corpus(data / "train.npz", 69, encoder)) == sentences(Corpus(data / "train.npz", 69))
    for source, target in Corpus(data / "train.npz", 69, encoder, multiple=8).epoch(2, 60):
        assert source.shape[1] % 8 == target.shape[1] % 8 == 0


def test_prefetched_batches_are_the_same_and_an_error_comes_through(data: Path) -> None:
    corpus = Corpus(data / "train.npz", 69)
    plain = [source.tolist() for source, _ in corpus.epoch(3, 60)]
    assert [source.tolist() for source, _ in prefetched(corpus.epoch(3, 60), 2)] == plain
    broken = Corpus(data / "train.npz", 69)
    broken.source.offsets = broken.source.offsets[:20]
    with pytest.raises(IndexError):
        list(prefetched(broken.epoch(3, 60), 2))


def test_a_reader_that_stops_early_stops_the_thread(data: Path) -> None:
    made = 0

    def endless() -> Iterator[tuple[Tensor, Tensor]]:
        nonlocal made
        while True:
            made += 1
            yield from Corpus(data / "train.npz", 69).epoch(1, 60)

    batches = prefetched(endless(), 1)
    next(batches)
    batches.close()  # type: ignore[attr-defined]
    before = made
    import time

    time.sleep(0.3)
    assert made <= before + 1


@pytest.mark.parametrize("end", ["batches.close()", "raise SystemExit(0)"])
def test_python_may_end_while_a_batch_is_being_made(end: str) -> None:
    program = f"""
import torch
from training.data import prefetched

def busy():
    while True:
        yield [torch.arange(n % 7 + 1).sum().item() for n in range(50_000)]

batches = prefetched(busy(), 1)
next(batches)
{end}
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
