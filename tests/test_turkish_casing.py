"""Casing: Turkish letters, lines in capitals, English headlines."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tr_news.text.turkish.casing import (
    capitalize,
    decase,
    english_headline_case,
    is_all_caps,
    lower,
    proper_names,
    sentence_case,
    upper,
)

LETTERS = "abcçdefgğhıijklmnoöprsştuüvyzâîû"


def test_i_and_its_dot() -> None:
    assert lower("İSTANBUL ISPARTA") == "istanbul ısparta"
    assert upper("istanbul ısparta") == "İSTANBUL ISPARTA"
    assert lower("I\u0307zmir") == lower("İZMİR") == "izmir"
    assert lower("i\u0307zmir") == "izmir"  # what str.lower leaves of İ
    assert upper("i\u0307zmir") == "İZMİR"
    assert capitalize("ığdır") == "Iğdır"
    assert capitalize("“istanbul'da NATO”") == "“İstanbul'da NATO”"
    assert sentence_case("İLK KAR DÜŞTÜ") == "İlk kar düştü"


def test_circumflexes_stay() -> None:
    assert lower("HÂKİM, RESMÎ, MAHKÛM") == "hâkim, resmî, mahkûm"
    assert upper("hâkim, resmî, mahkûm") == "HÂKİM, RESMÎ, MAHKÛM"
    assert lower("A\u0302") == "â"


@given(st.text(alphabet=LETTERS + LETTERS.upper() + "İ I\u0307'., 5"))
@example("ı\u0307")  # a dotless i with a dot of its own is an i
@settings(deadline=None)
def test_upper_and_lower_undo_each_other(text: str) -> None:
    assert lower(upper(text)) == lower(text)
    assert upper(lower(text)) == upper(text)


@given(st.text())
@settings(deadline=None)
def test_what_comes_out_is_nfc(text: str) -> None:
    for function in (lower, upper, capitalize, sentence_case):
        assert unicodedata.is_normalized("NFC", function(text))


@pytest.mark.parametrize(
    "line", ["SON DAKİKA", "EKONOMİ", "ANKARA'DA 3 YARALI", "ANKARA'da YANGIN", "“BU SON!” 2025'TE"]
)
def test_a_line_in_capitals(line: str) -> None:
    assert is_all_caps(line)


@pytest.mark.parametrize(
    "line",
    ["", "12.500", "NATO", "TBMM", "AKP-CHP", "ABD", "II.", "NATO zirvesi", "Ankara", "iPHONE ÇIKTI", "ÇİN'E Bakış"],
)
def test_no_line_in_capitals(line: str) -> None:
    assert not is_all_caps(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("400 MİLYAR LİRA ASKIDA", "400 milyar lira askıda"),
        ("ISPARTA'DA YANGIN: 3 ÖLÜ", "Isparta'da yangın: 3 ölü"),
        ("ANKARA'DA NATO ZİRVESİ", "Ankara'da NATO zirvesi"),
        ("TÜİK VE AB'DEN AÇIKLAMA", "TÜİK ve AB'den açıklama"),
        ("PTT ZAMMI 5 TL", "PTT zammı 5 TL"),
        ("II. ABDÜLHAMİD'İN MEKTUBU", "II. Abdülhamid'in mektubu"),
        ("XIV. YÜZYILDAN KALMA", "XIV. yüzyıldan kalma"),
        ("ERDOĞAN: SEÇİM 2028'DE", "Erdoğan: Seçim 2028'de"),
        ("TOPLANTI 21 EKİM'DE, EKİM AYINDA", "Toplantı 21 Ekim'de, ekim ayında"),
        ("PROF. DR. AHMET KAYA'DAN UYARI", "Prof. Dr. Ahmet Kaya'dan uyarı"),
        ("RUSLARIN HEDEFİ KIEV", "Rusların hedefi Kiev"),
        ("WASHINGTON VE CHICAGO'DA KAR", "Washington ve Chicago'da kar"),
        ("GÜNEY KORE'DEN MERKEZ BANKASI HAMLESİ", "Güney Kore'den Merkez Bankası hamlesi"),
        ("120 KM HIZLA ÇARPTI", "120 km hızla çarptı"),
        ("O GECE NE OLDU? İŞTE YANITI", "O gece ne oldu? İşte yanıtı"),
        ("“BU SON!” DEDİ", "“Bu son!” dedi"),
        ("iPhone 17 TANITILDI", "iPhone 17 tanıtıldı"),
        ("T.C. VATANDAŞLARI DÖNDÜ", "T.C. vatandaşları döndü"),
        ("1. LİG'DE HAFTANIN MAÇI", "1. Lig'de haftanın maçı"),
        ("20'Lİ YAŞLAR", "20'li yaşlar"),
        ("", ""),
    ],
)
def test_decasing(line: str, expected: str) -> None:
    assert decase(line) == expected


@pytest.mark.parametrize("known", [["KARTAL", "Kartal"], ["Kartal", "KARTAL"]])
def test_of_two_forms_of_a_name_always_the_same_one(known: list[str]) -> None:
    """A set's order differs from run to run; the heading's form doesn't."""
    assert decase("KARTAL'A ÖZEL İZİN", known) == "Kartal'a özel izin"


def test_the_body_teaches_the_heading_its_names() -> None:
    body = (
        "Yazar Ülker Tandoğan, Gökçedağ'da konuştu. Törende TÜVAM ekibi de vardı. Başkan Tandoğan alkışlandı. "
        "Bir başkan ve yeni başkan da oradaydı. Herkes sevindi. GÖKÇEDAĞ BULUŞMASI SÜRÜYOR. Okurlar dediler ki: Gelin."
    )
    names = proper_names(body)
    assert {"Ülker", "Tandoğan", "Gökçedağ", "TÜVAM"} <= names
    assert not names & {"Yazar", "Başkan", "Bir", "Herkes", "BULUŞMASI", "Gelin", "Törende"}
    assert decase("TANDOĞAN GÖKÇEDAĞ YOLUNDA TÜVAM'LA", names) == "Tandoğan Gökçedağ yolunda TÜVAM'la"
    assert decase("TANDOĞAN YOLDA, GÖKÇEDAĞ UZAK") == "Tandoğan yolda, gökçedağ uzak"


@given(
    st.text(alphabet=LETTERS.upper() + "İI '’.:-5!?“”\n", max_size=60),
    st.lists(st.text(LETTERS, min_size=1), max_size=3),
)
@settings(deadline=None)
def test_decasing_changes_nothing_but_case(text: str, known: list[str]) -> None:
    # "KIEV" and "ALI" may be typed without the dot that their names have
    assert lower(decase(text, known)).replace("ı", "i") == lower(text).replace("ı", "i")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("minister of state resigns over the deal in Ankara", "Minister of State Resigns Over the Deal in Ankara"),
        ("Turkey's central bank: the rate is up", "Turkey's Central Bank: The Rate Is Up"),
        ('Fidan says "the war is over" on x.com', 'Fidan Says "The War Is Over" on x.com'),
        ("state-of-the-art F-16s for the U.S. air force", "State-of-the-Art F-16s for the U.S. Air Force"),
        ("COVID-19 cases rise – a new wave", "COVID-19 Cases Rise – A New Wave"),
        ("what is it for?", "What Is It For?"),
        ('the mayor: "we are injured in a fire".', 'The Mayor: "We Are Injured in a Fire".'),
        ("the U.S. and the EU agree", "The U.S. and the EU Agree"),
        ("who met al-Assad", "Who Met al-Assad"),
        ("iPhone sales fall at McDonald's", "iPhone Sales Fall at McDonald's"),
        ("it doesn't add up, says the IMF", "It Doesn't Add Up, Says the IMF"),
        ("", ""),
    ],
)
def test_english_headline_case(heading: str, expected: str) -> None:
    assert english_headline_case(heading) == expected


@given(st.text())
@settings(deadline=None)
def test_headline_case_changes_nothing_but_case(text: str) -> None:
    styled = english_headline_case(text)
    assert styled.casefold() == text.casefold()
    assert english_headline_case(styled) == styled
