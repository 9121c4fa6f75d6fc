"""Back-translation: which made pairs stand up, and how the model is told that they are made."""

import lzma
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tr_news.models.decoding import Decoding
from tr_news.translation.engines.decoding import Hypothesis
from training.backtranslate import back_translated, read_lines, wrong
from training.prepare import Mix, Shares, prepare, read_mix

pytest.importorskip("sentencepiece")

GOOD = Hypothesis(("x",), -0.3, True)


class Parrot:
    """Knows some sentences by heart, with a score for each."""

    def __init__(self, known: dict[str, tuple[str, float]]) -> None:
        self.known = known
        self.asked: list[Decoding] = []

    def encode(self, text: str) -> list[str]:
        return [*text.split(), "</s>"]

    def decode(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[Hypothesis]:
        self.asked.append(decoding)
        found = [self.known[" ".join(source[:-1])] for source in sources]
        return [Hypothesis(tuple(turkish.split()), score, True) for turkish, score in found]

    def detokenize(self, pieces: Sequence[str]) -> str:
        return " ".join(pieces)


@pytest.mark.parametrize(
    ("english", "turkish", "hypothesis", "reason"),
    [
        ("Three people were injured in 2024.", "2024'te üç kişi yaralandı.", GOOD, None),
        ("Three people were injured in 2024.", "2014'te üç kişi yaralandı.", GOOD, "number"),
        ("People were injured.", "15 kişi yaralandı.", GOOD, "number"),
        ("The minister resigned.", "Bakan istifa etti.", Hypothesis(("x",), -1.7, True), "score"),
        ("The minister resigned.", "Bakan istifa etti.", Hypothesis(("x",), -0.3, False), "loop"),
        ("The minister resigned.", "", GOOD, "empty"),
        ("The minister resigned.", "The minister resigned.", GOOD, "identical sides"),
        ("The minister resigned after a long meeting with the president.", "Bakan.", GOOD, "ratio"),
    ],
)
def test_a_made_pair_goes_for_a_reason(english: str, turkish: str, hypothesis: Hypothesis, reason: str | None) -> None:
    found = wrong(english, turkish, score=hypothesis.score, finished=hypothesis.finished, least=-1.0)
    assert found == reason


def test_what_stands_up_comes_out_in_order_and_the_rest_is_counted() -> None:
    engine = Parrot(
        {
            "The bridge opened.": ("Köprü açıldı.", -0.2),
            "The school closed.": ("Okul kapandı.", -2.0),
            "It rained.": ("Yağmur yağdı.", -0.4),
        }
    )
    counts: Counter[str] = Counter()
    lines = ["The bridge opened.", "The school closed.", " ".join(["word"] * 200), "It rained."]
    pairs = list(back_translated(engine, lines, counts))
    assert [(pair.turkish, pair.english) for pair in pairs] == [
        ("Köprü açıldı.", "The bridge opened."), ("Yağmur yağdı.", "It rained."),
    ]  # fmt: skip
    assert {pair.source for pair in pairs} == {"bt_news"}
    assert counts == {"kept": 2, "score": 1, "long": 1}
    assert engine.asked == [Decoding(1)], "greedy"


def test_lines_are_normalised_and_a_part_can_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "mono.txt.xz").write_bytes(lzma.compress("One.\n\n“Three.”\nFour.\n".encode()))
    assert list(read_lines(tmp_path / "mono.txt.xz")) == ["One.", '"Three."', "Four."]
    assert list(read_lines(tmp_path / "mono.txt.xz", 1, 2)) == ['"Three."']


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.tsv"
    words = [("ev", "house"), ("köy", "village"), ("yol", "road"), ("okul", "school"), ("deniz", "sea")]
    rows = [(f"{a} ve {b}.", f"{x} and {y}.") for a, x in words for b, y in words]
    path.write_text(
        "".join(f"{a}\t{b}\t{'bt_news' if i % 2 else 'real'}\t1\n" for i, (a, b) in enumerate(rows)), encoding="utf-8"
    )
    return path


def test_a_tagged_source_begins_with_its_piece_the_real_one_does_not(corpus: Path, tmp_path: Path) -> None:
    # No Turkish word here has a c.
    from sentencepiece import SentencePieceProcessor

    from training.data import Corpus, Encoder
    from training.noise import Noise

    mix, none = Mix({}, {}, {"bt_news": "c"}), Shares(0, 0, 0)
    stats = prepare([corpus], tmp_path / "data", mix=mix, shares=none, size=60, texts=True)
    tag = SentencePieceProcessor(model_file=str(tmp_path / "data" / "spm.model")).piece_to_id("c")
    encoder = Encoder(tmp_path / "data", Noise(0, 0, 0, 0, 0), 1.0, 0.5, 1)
    for use in (None, encoder):
        drawn = Corpus(tmp_path / "data" / "train.npz", 999, use)
        rows = [row for source, _ in drawn.epoch(1, 400) for row in source.tolist()]
        assert sum(row[0] == tag for row in rows) == stats["sources"]["bt_news"]["pairs"] == 12
        assert sum(tag in row[1:] for row in rows) == 0
    with pytest.raises(ValueError, match="piece of the vocabulary"):
        prepare([corpus], tmp_path / "bad", mix=Mix({}, {}, {"bt_news": "▁Zebra"}), shares=none, size=60)


def test_swapped_sides_make_the_reverse_models_data(corpus: Path, tmp_path: Path) -> None:
    for name, swap in (("there", False), ("back", True)):
        prepare([corpus], tmp_path / name, mix=Mix({}, {}), shares=Shares(0, 0, 0), size=60, swap=swap)
    with np.load(tmp_path / "there" / "train.npz") as there, np.load(tmp_path / "back" / "train.npz") as back:
        assert np.array_equal(there["xf"], back["yf"])
        assert np.array_equal(there["yo"], back["xo"])
    assert (tmp_path / "there" / "spm.model").read_bytes() == (tmp_path / "back" / "spm.model").read_bytes()


def test_a_mix_may_name_tags(tmp_path: Path) -> None:
    (tmp_path / "bt.toml").write_text('[tagged]\nbt_news = "▁Wherefore"\n', encoding="utf-8")
    own = Path(__file__).parents[1] / "training" / "mix.toml"
    assert read_mix(own).tagged == {}
    assert read_mix(own, tmp_path / "bt.toml").tagged == {"bt_news": "▁Wherefore"}
