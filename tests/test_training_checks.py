"""The counters of lost negation and lost numbers: what they find, and that their data is fit for it."""

import sys
from pathlib import Path

import pytest

from training.checks import cues, negation, negation_pairs, number_words, numbers, numbers_kept, written

WORDS = number_words()
BUILT_IN = Path(__file__).parents[1] / "tr_news" / "models" / "tr-en-mini"


def test_the_hundred_pairs_differ_and_every_english_side_denies_something() -> None:
    pairs = negation_pairs()
    assert len(pairs) == len(set(pairs)) == len({turkish for turkish, _ in pairs}) == 100
    count = negation([english for _, english in pairs])
    assert (count.right, count.wrong, count.percent) == (100, (), 100.0)


@pytest.mark.parametrize(
    "text",
    [
        "He didn’t come.",
        "It DOESN'T matter.",
        "They denied it.",
        "He refuses.",
        "The motive is unknown.",
        "No-one came.",
    ],
)
def test_denial_is_seen_in_many_forms(text: str) -> None:
    assert cues().search(text)


@pytest.mark.parametrize(
    "text", ["The note was noted in November.", "Another nation noticed it.", "The den was under it.", "He can go."]
)
def test_what_only_looks_like_denial_is_none(text: str) -> None:
    assert not cues().search(text)


def test_lost_negation_is_counted_and_named() -> None:
    count = negation(["He did not resign.", "He resigned.", "Nobody was hurt.", ""])
    assert (count.right, count.total, count.wrong, count.percent) == (2, 4, (1, 3), 50.0)


@pytest.mark.parametrize(
    ("turkish", "english"),
    [
        ("Faiz yüzde 42,5'ten yüzde 40'a indi.", "The rate fell from 42.5 to 40 percent."),
        ("1.800 yıllık mozaik", "A mosaic 1,800 years old"),
        ("2,5 milyon kişi", "2.5 million people"),
        ("2,5 milyon kişi", "2,500,000 people"),
        ("100 bin lira", "100,000 liras"),
        ("1.250 bin lira", "1,250,000 liras"),
        ("3 kişi öldü.", "Three people died."),
        ("21. yüzyıl", "the 21st century"),
        ("maç 14.30'da", "the match at 14:30"),
        ("05 Mayıs", "5 May"),
        ("iki kişi, 7 araç", "2 people and seven vehicles"),
    ],
)
def test_a_number_may_be_written_in_many_ways(turkish: str, english: str) -> None:
    assert numbers_kept(turkish, english, WORDS)


@pytest.mark.parametrize(
    ("turkish", "english"),
    [
        ("Faiz yüzde 42,5'ten yüzde 40'a indi.", "The rate fell to 40 percent."),
        ("1.800 yıllık mozaik", "A mosaic 1,80 years old"),
        ("2,5 milyon kişi", "25,000 people"),
        ("3 kişi öldü.", "People died."),
        ("2024'te 13 kişi", "13 people in 2014"),
        ("Kentte 40 okul var.", "There are 40 schools and 350 teachers in the city."),
    ],
)
def test_a_number_that_is_lost_or_made_up_is_seen(turkish: str, english: str) -> None:
    assert not numbers_kept(turkish, english, WORDS)


def test_only_lines_with_digits_count() -> None:
    count = numbers(["On iki kişi", "12 kişi", "13 kişi"], ["Ten", "12 people", "30 people"])
    assert (count.right, count.total, count.wrong) == (1, 2, (2,))
    assert written("Sayı yok.") == []


def test_the_command_prints_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from training import checks

    (tmp_path / "few.tr").write_text("Kazada 14 kişi öldü.\nHava güzel.\n", encoding="utf-8")
    (tmp_path / "few.en").write_text("14 people died in the accident.\nThe weather is fine.\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["checks", str(BUILT_IN), "--sets", str(tmp_path / "few")])
    checks.main()
    printed = capsys.readouterr().out
    assert printed.startswith("negation kept: ")
    assert "of 1 lines with digits (references 0.0 %)" in printed
