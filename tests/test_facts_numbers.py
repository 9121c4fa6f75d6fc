"""Numbers in Turkish and English text are found, and have the value that a reader gives them."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tr_news.facts.numbers import Number, parse_numbers


def values(text: str, language: str) -> list[str]:
    return [f"{n.value.normalize():f}" for n in parse_numbers(text, "tr" if language == "tr" else "en")]


def only(text: str, language: str = "tr") -> Number:
    (number,) = parse_numbers(text, "tr" if language == "tr" else "en")
    return number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.250,5 ton buğday", "1250.5"),
        ("32.500 kişi geldi", "32500"),
        ("Toplam 11 bin 37 öğrenci", "11037"),
        ("bin 200 konut", "1200"),
        ("2 milyon 784 bin oy", "2784000"),
        ("3,5 milyar lira", "3500000000"),
        ("yarım milyon insan", "500000"),
        ("iki buçuk milyon", "2500000"),
        ("yüz elli işçi", "150"),
        ("yirmi üç kişi", "23"),
        ("200 milyonluk yatırım", "200000000"),
        ("işçilerin 5'i", "5"),
        ("2025'te açıldı", "2025"),
        ("altısı yaralandı", "6"),
        ("21. yüzyılda", "21"),
        ("üçüncü kez", "3"),
        ("2.5 puan", "2.5"),
        ("%101,0 artış", "101"),
        ("yüzde iki", "2"),
    ],
)
def test_turkish_numbers_have_their_value(text: str, expected: str) -> None:
    assert values(text, "tr") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,250.5 tonnes", "1250.5"),
        ("eleven thousand thirty-seven", "11037"),
        ("two hundred and fifty people", "250"),
        ("half a million voters", "500000"),
        ("two and a half million", "2500000"),
        ("$5m in aid", "5000000"),
        ("3.5 billion lira", "3500000000"),
        ("two dozen", "24"),
        ("the 21st century", "21"),
        ("the 1990s", "1990"),
        ("a .38 pistol", "0.38"),
        ("10 per cent", "10"),
    ],
)
def test_english_numbers_have_their_value(text: str, expected: str) -> None:
    assert values(text, "en") == [expected]


def test_numbers_that_stand_side_by_side_stay_apart() -> None:
    assert values("iki üç kişi", "tr") == ["2", "3"]
    assert values("maç 2-1 bitti", "tr") == ["2", "1"]
    assert values("5 and 6", "en") == ["5", "6"]


def test_words_that_only_look_like_scales_are_no_numbers() -> None:
    assert values("Binlerce kişi, milyonlarca lira, bir milyoner", "tr") == ["1"]
    assert values("a race over 500 m", "en") == ["500"]


@pytest.mark.parametrize(
    ("text", "language", "kind", "value"),
    [
        ("saat 14.30'da", "tr", "time", 870),
        ("Deprem 09.05 sıralarında oldu", "tr", "time", 545),
        ("at 2:30 p.m.", "en", "time", 870),
        ("sabah 9'da", "tr", "time", 540),
        ("akşam saat 6'dan", "tr", "time", 1080),
        ("by 2200 hours", "en", "time", 1320),
        ("by 9pm", "en", "time", 1260),
        ("21.10.2025", "tr", "date", 20251021),
        ("21 Ekim 2025 Salı", "tr", "date", 20251021),
        ("October 21, 2025", "en", "date", 20251021),
        ("on 21 October 2025", "en", "date", 20251021),
        ("%2 arttı", "tr", "percent", 2),
        ("yüzde 2 arttı", "tr", "percent", 2),
        ("2 percent", "en", "percent", 2),
        ("5 TL", "tr", "money", 5),
        ("₺5", "tr", "money", 5),
        ("3. Ordu", "tr", "ordinal", 3),
        ("12 kişi", "tr", "cardinal", 12),
    ],
)
def test_numbers_have_a_kind(text: str, language: str, kind: str, value: int) -> None:
    number = only(text, language)
    assert (number.kind, number.value) == (kind, Decimal(value))


def test_a_price_is_not_taken_for_a_time() -> None:
    assert only("kilosu 14.30 liraya").kind == "money"
    assert [n.kind for n in parse_numbers("kilosu 12.50-14.50 liraya", "tr")] == ["cardinal", "money"]


def test_both_ends_of_a_range_of_times_are_times() -> None:
    assert [n.kind for n in parse_numbers("müze 13.00-17.30 arasında açık", "tr")] == ["time", "time"]


def test_the_place_of_a_number_is_given() -> None:
    text = "Geçen yıl 2 milyon 784 bin turist geldi."
    number = only(text)
    assert text[number.start : number.end] == "2 milyon 784 bin"
    assert number.scaled
    assert not number.spelled


@example("0-$ 0", "tr")
@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789.,:/%$₺' -abinyüzdmlor٣²½\n", max_size=60), st.sampled_from(["tr", "en"]))
def test_no_text_is_too_odd_and_no_number_overlaps_another(text: str, language: str) -> None:
    end = 0
    for number in parse_numbers(text, "tr" if language == "tr" else "en"):
        assert end <= number.start < number.end <= len(text)
        end = number.end


@given(st.integers(0, 10**9))
def test_grouped_integers_keep_their_value_in_both_languages(value: int) -> None:
    english = f"{value:,}"
    assert only(english, "en").value == only(english.replace(",", "."), "tr").value == value
