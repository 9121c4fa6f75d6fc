"""Bytes become the text they were, or an error that says why not."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tr_news.articles.decode import codec_name, decode
from tr_news.errors import InputError, UsageError

TURKISH = "Iğdır'da şiddetli yağış: Çağrı Öğüt “üç gün sürecek” dedi.\nİşçiler bekliyor…\n"
PLAIN = TURKISH.replace("“", '"').replace("”", '"').replace("…", "...")  # what iso-8859-9 has letters for


def text_of(data: bytes, *, encoding: str | None = None, markup: bool = False) -> str:
    return decode(data, "haber.txt", encoding=encoding, markup=markup).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1254", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_turkish_comes_out_right_undeclared(encoding: str) -> None:
    assert text_of(TURKISH.encode(encoding)) == TURKISH


def test_iso_8859_9_is_read_as_windows_1254() -> None:
    assert text_of(PLAIN.encode("iso8859-9")) == PLAIN


@pytest.mark.parametrize("bom", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf16_byte_order_follows_the_mark(bom: bytes) -> None:
    codec = "utf-16-le" if bom == codecs.BOM_UTF16_LE else "utf-16-be"
    assert text_of(bom + TURKISH.encode(codec)) == TURKISH


@pytest.mark.parametrize("label", ["iso-8859-9", "ISO-8859-9", "latin5", "windows-1254", "iso-8859-1", "latin1"])
def test_a_turkish_page_that_declares_a_latin_charset_is_windows_1254(label: str) -> None:
    page = f'<html><head><meta charset="{label}"></head><body>{TURKISH}</body></html>'
    assert text_of(page.encode("cp1254"), markup=True) == page


@pytest.mark.parametrize(
    "head",
    ['<meta charset="{}">', '<meta http-equiv="Content-Type" content="text/html; charset={}">', "<meta charset={} />"],
)
def test_a_declared_charset_is_believed_in_markup_only(head: str) -> None:
    page = head.format("windows-1251") + "<p>Привет, мир: новости и погода</p>"
    assert text_of(page.encode("cp1251"), markup=True) == page
    assert text_of(page.encode("cp1251"), markup=False) != page


def test_an_xml_declaration_is_believed() -> None:
    page = '<?xml version="1.0" encoding="iso-8859-2"?><p>Zażółć gęślą jaźń</p>'
    assert text_of(page.encode("iso8859-2"), markup=True) == page


@pytest.mark.parametrize("label", ["klingon", "utf-16", "", "rot13", "\0"])
def test_a_nonsensical_declaration_is_passed_over(label: str) -> None:
    page = f'<meta charset="{label}"><p>{TURKISH}</p>'
    assert text_of(page.encode("cp1254"), markup=True).endswith("…\n</p>")


def test_utf8_wins_over_a_declaration_that_lies() -> None:
    page = f'<meta charset="iso-8859-9"><p>{TURKISH}</p>'
    assert text_of(page.encode(), markup=True) == page


def test_a_broken_byte_does_not_make_utf8_windows_1254() -> None:
    decoded = decode(TURKISH.encode() + b"\xff" + TURKISH.encode(), "haber.txt")
    assert decoded.text == f"{TURKISH}\ufffd{TURKISH}"
    assert "U+FFFD" in decoded.warnings[0]


@pytest.mark.parametrize("text", [TURKISH + "ş", "Bu haber yalnizca ASCII harflerle yazildi, sonu ş"])
def test_a_character_cut_off_at_the_end_does_not_make_utf8_windows_1254(text: str) -> None:
    decoded = decode(text.encode()[:-1], "haber.txt")
    assert decoded.text == text[:-1] + "\ufffd"
    assert decoded.warnings


def test_encoding_overrides_the_bytes() -> None:
    assert text_of("Şişli".encode("cp857"), encoding="cp857") == "Şişli"
    assert text_of("Şişli".encode(), encoding="latin-1") == "Åž".replace("ž", "\x9e") + "iÅ\x9fli"
    assert text_of("“Şişli”".encode("cp1254"), encoding="iso-8859-9") == "“Şişli”"


@pytest.mark.parametrize("name", ["klingon", "", "rot13", "hex", "zlib", "idna", "undefined", "a\0b", "x" * 500])
def test_an_unknown_encoding_is_wrong_use(name: str) -> None:
    with pytest.raises(UsageError, match="unknown encoding"):
        codec_name(name)


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"", None, "empty"),
        (b" \r\n\t ", None, "empty"),
        (b"%PDF-1.7 ...", None, "a PDF document"),
        (b"PK\x03\x04 ...", None, "a ZIP archive"),
        (b"{\\rtf1 Merhaba}", None, "an RTF document"),
        (bytes(range(256)) * 20, None, "binary data"),
        (b"abc\0\0\0\0\0\0\0defghijk", None, "binary data"),
        ("Şişli".encode("cp1254"), "utf-16", "not utf-16"),
        ("ğüşıöç ÇÖŞİĞÜ".encode("cp1254"), "utf-8", "not utf-8"),
    ],
)
def test_what_is_no_text_is_an_input_error_with_the_reason(data: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        decode(data, "klasör/haber.bin", encoding=encoding)
    assert str(caught.value).startswith("klasör/haber.bin: ")
    assert "\n" not in str(caught.value)


letters = st.text(alphabet="abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ .,'\n0123456789", min_size=1)


@given(letters.filter(lambda text: text.strip() != ""))
def test_utf8_and_utf16_come_back_exactly(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert text_of(text.encode(encoding)) == text


@given(letters.filter(lambda text: sum(char in "ıİşŞğĞ" for char in text) >= 1 and text.strip() != ""))
def test_windows_1254_comes_back_exactly(text: str) -> None:
    assert text_of(text.encode("cp1254")) == text


@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_give_text_or_an_input_error(data: bytes, markup: bool) -> None:
    try:
        decoded = decode(data, "x", markup=markup)
    except InputError:
        return
    assert isinstance(decoded.text, str)


def test_the_turkish_of_dos_is_read_with_a_warning() -> None:
    text = "Şişli'de çığ, Iğdır'da yağış, ışık ve ağaç: köprü çöktü, güçlü rüzgâr sürüyor"
    decoded = decode(text.encode("cp857"), "a.txt")
    assert decoded.text == text
    assert "code page 857" in decoded.warnings[0]
    assert decode(text.encode("cp1254"), "a.txt").encoding == "cp1254"


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"\x1f\x8b\x08", "gzip"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"\x28\xb5\x2f\xfd", "Zstandard"),
        (b"a.txt" + bytes(252) + b"ustar\x00", "tar"),
    ],
)
def test_an_archive_is_named(head: bytes, what: str) -> None:
    with pytest.raises(InputError, match=f"a {what} archive; unpack it"):
        decode(head + bytes(300), "a.bin")
