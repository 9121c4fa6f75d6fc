"""Preparing the corpus: what is dropped, what is added, and what the training reads."""

import json
import lzma
import random
from collections import Counter
from pathlib import Path

import pytest

from training.encoding import Pair
from training.prepare import Mix, Shares, clean, fault, key, prepare, read_mix, read_pairs, variants

np = pytest.importorskip("numpy")
pytest.importorskip("sentencepiece")

NO_MIX = Mix({}, {})
NO_VARIANTS = Shares(0, 0, 0)
SUBJECTS = ["Bakan", "Ahmet", "Doktor Ayşe", "Belediye başkanı", "Ankara'daki ekip", "Kaptan", "Yazar", "Üç işçi"]
VERBS = ["evi gördü", "kitabı okudu", "kararı açıkladı", "köye gitti", "soruyu yanıtladı", "raporu yazdı"]
ENGLISH_SUBJECTS = ["The minister", "Ahmet", "Doctor Ayşe", "The mayor", "The team in Ankara", "The captain"]
ENGLISH_SUBJECTS += ["The writer", "Three workers"]
ENGLISH_VERBS = ["saw the house", "read the book", "announced the decision", "went to the village"]
ENGLISH_VERBS += ["answered the question", "wrote the report"]
MADE_UP = [
    Pair(f"{s} {day}. günde {v}.", f"{es} {ev} on day {day}.", "news" if day % 2 else "talk", 1.0 + day % 3)
    for s, es in zip(SUBJECTS, ENGLISH_SUBJECTS, strict=True)
    for v, ev in zip(VERBS, ENGLISH_VERBS, strict=True)
    for day in (3, 12, 20, 31)
]


def corpus(folder: Path, pairs: list[Pair], name: str = "corpus.tsv") -> Path:
    path = folder / name
    text = "".join(f"{p.turkish}\t{p.english}\t{p.source}\t{p.weight}\n" for p in pairs)
    if path.suffix == ".xz":
        path.write_bytes(lzma.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("turkish", "english", "reason"),
    [
        ("Köprü yarın açılıyor.", "The bridge opens tomorrow.", None),
        ("ev", "dwelling", None),
        ("Ankara!", "ANKARA", "identical sides"),
        ("İzin verildi.", "12345 67890 --- 44 !!!", "letters"),
        ("", "Nothing.", "letters"),
        ("Köprü yarın açılıyor.", "Мост открывается завтра.", "script"),
        ("Köprü yarın açılıyor.", "桥梁明天开放", "script"),
        ("Köprü.", "The bridge over the strait opens tomorrow after three years of work and repairs.", "ratio"),
        ("a" * 2000, "a" * 1999 + "b", "length"),
    ],
)
def test_a_pair_that_teaches_nothing_is_dropped_for_a_reason(turkish: str, english: str, reason: str | None) -> None:
    assert fault(Pair(turkish, english, "x", 1)) == reason


def test_duplicates_are_found_whatever_their_case_and_punctuation_and_the_heaviest_stays() -> None:
    pairs = [
        Pair("İyi akşamlar, Işıl.", "Good evening, Işıl.", "talk", 0.2),
        Pair("Başka bir cümle.", "Another sentence.", "talk", 1),
        Pair("iyi akşamlar ışıl", "Good Evening Işıl!", "news", 3),
        Pair("İyi akşamlar, Işıl.", "Have a good evening, Işıl.", "talk", 0.2),
    ]
    removed: Counter[str] = Counter()
    assert clean(pairs, frozenset(), removed) == [pairs[2], pairs[1], pairs[3]]
    assert removed == {"duplicate": 1}


def test_pairs_with_a_side_in_an_evaluation_file_are_dropped() -> None:
    pairs = [Pair("Kapı açıldı.", "The door opened.", "x", 1), Pair("Kapı kapandı.", "The door closed.", "x", 1)]
    removed: Counter[str] = Counter()
    assert clean(pairs, frozenset({key("THE DOOR OPENED")}), removed) == pairs[1:]
    assert removed == {"in an evaluation set": 1}


def test_both_sides_are_normalised_as_the_product_normalises(tmp_path: Path) -> None:
    path = corpus(tmp_path, [Pair("“Gel” dedi\u200b…", "He said “come”…", "x", 1)], "corpus.tsv.xz")
    (pair,) = read_pairs([path], NO_MIX, Counter())
    assert (pair.turkish, pair.english) == ('"Gel" dedi...', 'He said "come"...')


def test_the_mix_sets_weights_and_leaves_sources_out(tmp_path: Path) -> None:
    path = corpus(tmp_path, [Pair(f"Söz {source}", f"Word {source}", source, 1) for source in ("a", "b", "c")])
    removed: Counter[str] = Counter()
    pairs = list(read_pairs([path], Mix({"a": 6}, {"b": "CC BY-NC"}), removed))
    assert [(pair.source, pair.weight) for pair in pairs] == [("a", 6.0), ("c", 1.0)]
    assert removed == {"licence: b": 1}


def test_the_projects_own_mix_leaves_out_what_may_not_be_used_commercially() -> None:
    mix = read_mix(Path(__file__).parents[1] / "training" / "mix.toml")
    assert set(mix.left_out) == {"javascript_info", "nyu_dl", "progit2"}
    assert not set(mix.left_out) & set(mix.weights)
    assert mix.weights["setimes_sample"] > mix.weights["tatoeba"] > mix.weights["mo_kde"] > 0


def test_a_second_mix_overrules_the_first_and_the_last_phase_has_more_news() -> None:
    folder = Path(__file__).parents[1] / "training"
    mix, news = read_mix(folder / "mix.toml"), read_mix(folder / "mix.toml", folder / "news.toml")
    broad, last = (
        read_mix(folder / "mix.toml", *names)
        for names in ([folder / "broad.toml"], [folder / "news.toml", folder / "last.toml"])
    )
    assert news.left_out == broad.left_out == last.left_out == mix.left_out
    assert set(last.weights) == set(news.weights)  # no source is misspelt
    assert set(broad.weights) <= set(news.weights)
    assert last.weights["tatoeba"] < news.weights["tatoeba"] < mix.weights["tatoeba"] == broad.weights["tatoeba"]
    assert last.weights["names"] == news.weights["names"]


def test_the_news_mix_names_no_source_twice_and_leaves_scripture_out(tmp_path: Path) -> None:
    folder = Path(__file__).parents[1] / "training"
    news = read_mix(folder / "mix.toml", folder / "news.toml")
    assert news.weights["news_translated"] >= 1 > news.weights["ms_cppdocs_mt"]
    removed: Counter[str] = Counter()
    path = corpus(tmp_path, [Pair("Ve öyle oldu.", "And it came to pass.", "bible", 1), MADE_UP[0]])
    assert [pair.source for pair in read_pairs([path], news, removed)] == [MADE_UP[0].source]
    assert removed == {"weight 0: bible": 1}


def test_the_texts_stand_beside_the_ids_where_they_are_asked_for(tmp_path: Path) -> None:
    path = corpus(tmp_path, MADE_UP)
    prepare([path], tmp_path / "plain", mix=NO_MIX, shares=NO_VARIANTS, size=120)
    prepare([path], tmp_path / "data", mix=NO_MIX, shares=NO_VARIANTS, size=120, texts=True)
    assert not (tmp_path / "plain" / "texts.npz").exists()
    with np.load(tmp_path / "data" / "texts.npz") as arrays:
        xf, xo, yf, yo = (arrays[name] for name in ("xf", "xo", "yf", "yo"))
    for i, pair in enumerate(MADE_UP):
        assert bytes(xf[xo[i] : xo[i + 1]]).decode() == pair.turkish
        assert bytes(yf[yo[i] : yo[i + 1]]).decode() == pair.english


def test_a_malformed_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text("Bir.\tOne.\tx\t1\nİki.\tTwo.\tx\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.tsv, line 2"):
        list(read_pairs([path], NO_MIX, Counter()))


def test_a_heading_is_what_the_product_makes_of_capitals() -> None:
    pair = Pair("Deniz Zırvan köyde yeni okul açtı.", "Deniz Zırvan opened a new school in the village.", "x", 2)
    (made,) = variants([pair], Shares(1, 0, 0), 1)
    assert made == ("heading", Pair("Deniz zırvan köyde yeni okul açtı", pair.english[:-1], "x", 2))


def test_neighbours_of_one_source_are_glued_and_only_whole_sentences() -> None:
    pairs = [
        Pair("Yağmur durdu.", "The rain stopped.", "a", 1),
        Pair("Başka kaynak.", "Another source.", "b", 1),
        Pair("Güneş açtı.", "The sun came out.", "a", 1),
        Pair("Açık gökyüzü", "Clear sky", "a", 1),
        Pair("Rüzgar esti.", "The wind blew.", "a", 1),
    ]
    assert list(variants(pairs, Shares(0, 1, 0), 1)) == [
        ("glued", Pair("Yağmur durdu. Güneş açtı.", "The rain stopped. The sun came out.", "a", 1))
    ]


def test_the_final_stop_goes_on_both_sides_or_on_neither() -> None:
    pairs = [
        Pair("Yağmur durdu.", "The rain stopped.", "a", 1),
        Pair("Durdu mu?", "Did it stop?", "a", 1),
        Pair("Belki...", "Perhaps.", "a", 1),
    ]
    assert list(variants(pairs, Shares(0, 0, 1), 1)) == [("bare", Pair("Yağmur durdu", "The rain stopped", "a", 1))]


def test_shares_are_kept_and_one_does_not_disturb_another() -> None:
    pairs = [Pair(f"Cümle {n} bitti.", f"Sentence {n} is over.", "a", 1) for n in range(5000)]
    kinds = Counter(kind for kind, _ in variants(pairs, Shares(0, 0.1, 0.3), 7))
    assert 400 < kinds["glued"] < 600
    assert 1350 < kinds["bare"] < 1650
    alone = [pair for kind, pair in variants(pairs, Shares(0, 0, 0.3), 7)]
    assert alone == [pair for kind, pair in variants(pairs, Shares(0, 0.1, 0.3), 7) if kind == "bare"]


def test_what_is_written_reads_back_as_the_pairs_with_their_weights(tmp_path: Path) -> None:
    from sentencepiece import SentencePieceProcessor

    heavy = [Pair("Uzun" + " söz" * 300, "A long" + " word" * 290, "talk", 1), *MADE_UP]
    stats = prepare([corpus(tmp_path, heavy)], tmp_path / "data", mix=NO_MIX, shares=NO_VARIANTS, size=120)
    pieces = SentencePieceProcessor(model_file=str(tmp_path / "data" / "spm.model"))
    vocabulary = json.loads((tmp_path / "data" / "vocab.json").read_text(encoding="utf-8"))
    assert vocabulary["</s>"] == 0
    assert vocabulary["<unk>"] == 1
    assert vocabulary["<pad>"] == len(vocabulary) - 1 == pieces.get_piece_size()
    assert all(not (len(token) > 1 and any(c.isdigit() for c in token)) for token in vocabulary)
    with np.load(tmp_path / "data" / "train.npz") as arrays:
        xf, xo, yf, yo, w = (arrays[name] for name in ("xf", "xo", "yf", "yo", "w"))
    assert xf.dtype == yf.dtype == np.int16
    assert len(xo) == len(yo) == len(w) + 1 == len(MADE_UP) + 1
    assert w.tolist() == [pair.weight for pair in MADE_UP]
    chosen = random.Random(0).randrange(len(MADE_UP))
    for flat, offsets, side in ((xf, xo, "turkish"), (yf, yo, "english")):
        ids = flat[offsets[chosen] : offsets[chosen + 1]].tolist()
        assert ids[-1] == 0
        assert pieces.decode(ids[:-1]) == getattr(MADE_UP[chosen], side)
    assert stats["removed"] == {"pieces": 1}
    assert stats == json.loads((tmp_path / "data" / "stats.json").read_text(encoding="utf-8"))
    assert stats["target_tokens"] == len(yf) == sum(s["target_tokens"] for s in stats["sources"].values())
    drawn = sum(w[i] * (yo[i + 1] - yo[i]) for i in range(len(w)))
    assert stats["target_tokens_an_epoch"] == pytest.approx(drawn, abs=2)


def test_the_same_input_and_seed_give_the_same_files(tmp_path: Path) -> None:
    path = corpus(tmp_path, MADE_UP)
    shares = Shares(0.5, 0.5, 0.5)
    for out, seed in (("one", 1), ("two", 1), ("other", 2)):
        prepare([path], tmp_path / out, mix=NO_MIX, shares=shares, size=120, seed=seed)
    names = ("train.npz", "vocab.json", "spm.model", "stats.json")
    first, second, other = ({n: (tmp_path / f / n).read_bytes() for n in names} for f in ("one", "two", "other"))
    assert first == second
    assert first["train.npz"] != other["train.npz"]


def test_a_given_sentencepiece_model_is_used_as_it_is_and_extra_pairs_are_added(tmp_path: Path) -> None:
    first, extra = (
        corpus(tmp_path, MADE_UP),
        corpus(tmp_path, [Pair("Yeni söz.", "A new word.", "new", 9)], "extra.tsv"),
    )
    prepare([first], tmp_path / "one", mix=NO_MIX, shares=NO_VARIANTS, size=120)
    spm = tmp_path / "one" / "spm.model"
    stats = prepare([first, extra], tmp_path / "two", mix=NO_MIX, spm=spm, shares=NO_VARIANTS)
    assert (tmp_path / "two" / "spm.model").read_bytes() == spm.read_bytes()
    assert stats["pairs"] == len(MADE_UP) + 1
    assert stats["sources"]["new"]["pairs"] == 1


def test_excluded_files_may_have_columns(tmp_path: Path) -> None:
    path = corpus(tmp_path, MADE_UP)
    held_out = tmp_path / "test.tsv"
    held_out.write_text(f"1\t{MADE_UP[0].turkish}\t-\n2\tx\t{MADE_UP[5].english.upper()}\n", encoding="utf-8")
    stats = prepare([path], tmp_path / "data", mix=NO_MIX, exclude=[held_out], shares=NO_VARIANTS, size=120)
    assert stats["removed"] == {"in an evaluation set": 2}
    assert stats["pairs"] == len(MADE_UP) - 2


def test_a_corpus_of_which_nothing_is_left_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no pair is left"):
        prepare([corpus(tmp_path, [Pair("1", "2", "x", 1)])], tmp_path / "data", mix=NO_MIX)
