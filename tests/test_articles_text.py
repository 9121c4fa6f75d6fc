"""Cleaning loses nothing a reader would miss, and mends what old files and bad conversions did."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tr_news.articles.mojibake import mend
from tr_news.articles.text import clean, fold, unescape, unwrap

PARAGRAPH = (
    "Ovada nisan ayının ikinci haftasında görülen don, kayısı ve badem bahçelerinde zarara yol açtı. "
    "Üretici birliğinin ilk tespitlerine göre beş ilçede yaklaşık on iki bin dekarlık bahçe etkilendi. "
    "Birlik başkanı, kesin rakamın ancak mayıs ayında belli olacağını, sigortasız üreticilerin de destek "
    "beklediğini söyledi. Yetkililer, gece sıcaklığının eksi dört dereceye kadar düştüğünü bildirdi."
)


def wrapped(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("s\u0327is\u0327li I\u0307zmir", "şişli İzmir"),  # NFC
        ("i\u0307zmirli\u0307", "izmirli"),  # "İzmirli" in lower case, as other programs write it
        ("hü\xadkü\xadmet", "hükümet"),
        ("eko\xad\nnomi", "ekonomi"),
        ("An\u200bka\u200dra\ufeff\u2060", "Ankara"),
        ("\u202bsağdan\u202c sola\u200f", "sağdan sola"),
        ("3\xa0milyon\u2009lira\u3000oldu", "3 milyon lira oldu"),
        ("bir\r\niki\rüç\u2028dört\x85beş\u2029altı", "bir\niki\nüç\ndört\nbeş\n\naltı"),
        ("zil\x07 ve\x00 kaçış\x1b", "zil ve kaçış"),
        ("Ankara\x92da \x93evet\x94 dedi\x85", "Ankara’da “evet” dedi…"),  # windows-1254 read as iso-8859-9
        ("yalnız \ud83d vekil", "yalnız \ufffd vekil"),
        ("Аnkara", "Аnkara"),  # a Cyrillic А stays what it is
    ],
)
def test_characters_are_cleaned(raw: str, expected: str) -> None:
    assert clean(raw)[0] == expected


@pytest.mark.parametrize("codec", ["latin-1", "cp1254"])
def test_utf8_read_as_a_latin_charset_is_mended_with_a_warning(codec: str) -> None:
    text = "Şişli'de ‘üç gün’ süren yağış İzmir'i etkiledi: çığ, ığıl ığıl akan Öz deresi, Ğ, Ü ve €5"
    broken = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())
    mended, warnings = clean(broken)
    assert mended == text
    assert any("mojibake mended" in warning for warning in warnings)


def test_windows_1254_read_as_latin_1_is_mended_with_a_warning() -> None:
    text = "Merkez bankası faiz kararını açıkladı, dağıtım şirketleri Şişli'de İstanbul için ÇAĞRI yaptı"
    mended, warnings = clean(text.encode("cp1254").decode("latin-1"))
    assert mended == text
    assert warnings == ("mojibake mended: windows-1254 had been read as windows-1252",)


@pytest.mark.parametrize(
    "text",
    [
        "Ráðherrann sagði að þetta væri ekki rétt og að málið yrði skoðað síðar í dag",  # Icelandic
        "Türkmenistanyň paýtagty Aşgabatda ýygnak geçirildi, täze ýyl",  # Turkmen
        "Český prezident řekl, že má nový plán a dobrý důvod",
        "Rüzgâr, hâlâ Âlem'de esiyor; Åse ve Ärzte grupları Ãngelo ile söyledi",
    ],
)
def test_other_languages_are_not_mended_into_turkish(text: str) -> None:
    assert clean(text)[0] == text


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("Ba\ufffdkan konu\ufffdtu", "2 characters lost"),
        ("BaÅ?kan aÃ?ıkladÄ±", "could not be mended"),
        ("Ba?bakan, a??klamas?nda ka??t fabrikas? i?çilerine te?ekkür etti, ka?ar üreticisi ge?ti", "letters lost"),
        ("Baþkan açýkladı, yaðýþlý günler için þemsiye", "possible mojibake"),
    ],
)
def test_damage_that_can_not_be_mended_is_reported(text: str, warning: str) -> None:
    assert any(warning in found for found in clean(text)[1])


def test_whole_text_is_without_warnings() -> None:
    assert clean("Bakan: “Ne zaman? Şimdi mi?” diye sordu. https://ornek.example/?a=b?c=d?e")[1] == ()


@given(st.text())
def test_cleaned_text_is_nfc_encodable_and_clean_already(text: str) -> None:
    cleaned, _ = clean(text)
    cleaned.encode("utf-8")
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in cleaned.replace("\n", ""))


@given(st.text(alphabet="abcçğıöşüİĞŞ .,\n'\"0123456789", max_size=200))
def test_clean_turkish_text_is_left_alone(text: str) -> None:
    assert clean(text) == (text, ())


def test_character_references_left_in_text_become_characters() -> None:
    assert (
        unescape("&quot;Ar&amp;Ge&quot; i&#231;in &#x15F;art; AT&T &bilinmez; a&b")
        == '"Ar&Ge" için şart; AT&T &bilinmez; a&b'
    )


def test_folding_makes_capitals_and_diacritics_equal() -> None:
    assert fold("GÖRÜŞME ERTELENDİ: IĞDIR’da") == fold("Görüşme ertelendi - Iğdır'da")


@pytest.mark.parametrize("width", [60, 66, 72, 80])
def test_hard_wrapped_lines_are_joined(width: int) -> None:
    lines = [*wrapped(PARAGRAPH, width), "", *wrapped(PARAGRAPH, width)]
    assert unwrap(lines) == [PARAGRAPH, "", PARAGRAPH]


def test_words_divided_at_the_end_of_a_line_are_made_whole() -> None:
    lines = [
        "Toplantıda konuşan birlik başkanı, bu yıl beklenen üretimin eko-",
        "nomik koşullar nedeniyle düşeceğini, buna karşın Rusya-",
        "Ukrayna hattından gelen siparişlerin arttığını belirterek, 2025-",
        "2026 sezonunda görülen değişimin ve sosyo-kültürel etkinin sosyo-",
        "kültürel boyutunu anlattı.",
    ]
    assert unwrap(lines) == [
        "Toplantıda konuşan birlik başkanı, bu yıl beklenen üretimin ekonomik koşullar nedeniyle düşeceğini, buna "
        "karşın Rusya-Ukrayna hattından gelen siparişlerin arttığını belirterek, 2025-2026 sezonunda görülen değişimin "
        "ve sosyo-kültürel etkinin sosyo-kültürel boyutunu anlattı."
    ]


@pytest.mark.parametrize(
    "lines",
    [
        # a paragraph a line
        [PARAGRAPH, PARAGRAPH[:150] + ".", PARAGRAPH],
        # verse
        [
            "Dağlar sis içinde bugün",
            "Yollar uzun, vakit erken",
            "Bir türkü söyler rüzgâr",
            "Kimse duymaz, kimse bilmez",
        ],
        # a list
        ["Toplantıya katılan iller şunlar:", "- Ankara", "- Kırıkkale", "- Çankırı ve ilçeleri", "- Yozgat"],
        # sentences, one a line
        [
            "Yağış akşam saatlerinde başladı.",
            "Yollar kapandı.",
            "Okullar iki gün süreyle tatil edildi.",
            "Valilik uyardı.",
        ],
        # a title above a short paragraph
        ["Petrol fiyatı rekor kırdı, biletler zamlandı", "Hava yolu şirketleri yakıt zammını fiyatlara yansıttı"],
    ],
)
def test_lines_that_were_not_wrapped_stay_apart(lines: list[str]) -> None:
    assert unwrap(lines) == lines


def test_headings_and_lists_in_a_wrapped_text_stay_apart() -> None:
    lines = [*wrapped(PARAGRAPH, 70), "", "ZARAR TESPİTİ SÜRÜYOR", "", *wrapped(PARAGRAPH, 70), "- Kayısı", "- Badem"]
    assert unwrap(lines) == [PARAGRAPH, "", "ZARAR TESPİTİ SÜRÜYOR", "", PARAGRAPH, "- Kayısı", "- Badem"]


@given(st.lists(st.text(alphabet="abc ğ.-İ", max_size=90).map(str.strip)))
def test_unwrapping_loses_no_character_but_hyphens(lines: list[str]) -> None:
    before, after = "".join(lines), "".join(unwrap(lines))
    assert before.replace(" ", "").replace("-", "") == after.replace(" ", "").replace("-", "")


ORIGINAL = "Şöför Ümit Çağlar’ın “iyi ışık” isteği ÖĞLE vakti gündeme geldi"


def misread(text: str, codec: str) -> str:
    """A text whose UTF-8 was read in a codec; bytes without a character stay control characters."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("cp437", "code page 437"),
        ("cp850", "code page 850"),
        ("cp852", "code page 852"),
        ("cp857", "code page 857"),
        ("cp866", "code page 866"),
        ("mac_roman", "Mac Roman"),
        ("cp1250", "windows-1250"),
        ("cp1251", "windows-1251"),
        ("cp1252", "windows-1252"),
        ("cp1254", "windows-1252"),
        ("iso8859-2", "iso-8859-2"),
        ("iso8859-15", "iso-8859-15"),
    ],
)
def test_utf8_read_in_any_code_page_is_mended(codec: str, name: str) -> None:
    assert mend(misread(ORIGINAL, codec)) == (ORIGINAL, (f"mojibake mended: UTF-8 had been read as {name}",))


@pytest.mark.parametrize("codec", ["cp850", "cp857", "cp1252", "latin-1"])
def test_utf8_read_twice_in_a_code_page_is_mended(codec: str) -> None:
    assert mend(misread(misread(ORIGINAL, codec), codec))[0] == ORIGINAL


@pytest.mark.parametrize(
    "text", ["├──┼──┤ kroki ─┼─", "Гёте ve Город Д'Арк, Еврей", "Čapek’in “Ĺ” harfi", "Âşık Veysel"]
)
def test_what_is_no_mojibake_stays(text: str) -> None:
    assert mend(text) == (text, ())
