"""Who published an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tr_news.stories.publishers import Publishers, listed_by_name, registrable


@pytest.mark.parametrize(
    ("url", "source", "expected"),
    [
        ("https://www.hurriyet.com.tr/gundem/x-1", "", "Hürriyet"),
        ("https://m.hurriyet.com.tr/x", "", "Hürriyet"),
        ("https://amp.sozcu.com.tr/x", "", "Sözcü"),
        ("HTTPS://WWW.IHA.COM.TR/X", "", "İhlas Haber Ajansı"),
        ("https://secure.milliyet.com.tr:443/x", "", "Milliyet"),
        ("http://www.xn--anadoluajans-d5b.com.tr/x", "", "Anadolu Ajansı"),
        ("http://www.anadoluajansı.com.tr/x", "", "Anadolu Ajansı"),
        ("http://feedproxy.google.com/~r/euronews/tr/home/~3/abc/haber", "", "Euronews Türkçe"),
        ("http://feedproxy.google.com/~r/komsublog/~3/abc/", "", "komsublog"),
        ("http://feedproxy.google.com/~r/komsublog/~3/abc/", "Komşu Blog", "Komşu Blog"),
        ("https://news.google.com/rss/articles/CBMiX2h0", "Kasabanın Sesi", "Kasabanın Sesi"),
        ("https://news.google.com/rss/articles/CBMiX2h0", "Hürriyet", "Hürriyet"),
        ("https://news.google.com/rss/articles/CBMiX2h0", "", "news.google.com"),
        ("https://feeds.feedburner.com/amerikabulteni", "", "Amerika Bülteni"),
        ("https://haber.kasaba.com.tr/x", "", "kasaba.com.tr"),
        ("https://haber.kasaba.co.uk/x", "", "kasaba.co.uk"),
        ("https://haber.kasaba.net/x", "", "kasaba.net"),
        ("https://komsu.blogspot.com/x", "", "komsu.blogspot.com"),
        ("https://haber.kasaba.com.tr/x", "BirGün", "BirGün"),
        ("", "dha.com.tr", "Demirören Haber Ajansı"),
        ("", "AA", "Anadolu Ajansı"),
        ("", "Kasabanın  Sesi", "Kasabanın Sesi"),
        ("", "", ""),
        ("javascript:alert(1)", "", ""),
        ("http://[::1", "", ""),
        ("http://127.0.0.1:8000/x", "", "127.0.0.1"),
    ],
)
def test_a_publisher_by_address_and_source(url: str, source: str, expected: str) -> None:
    assert Publishers().name(url, source) == expected


def test_a_users_own_come_first() -> None:
    own = Publishers({"Kasaba Postası": 'kasaba.com.tr feed:kasaba "Kasaba"', "Hürriyet (Ege)": "ege.hurriyet.com.tr"})
    assert own.name("https://www.kasaba.com.tr/x") == "Kasaba Postası"
    assert own.name("http://feedproxy.google.com/~r/kasaba/~3/x") == "Kasaba Postası"
    assert own.name("", "kasaba") == "Kasaba Postası"
    assert own.name("https://ege.hurriyet.com.tr/x") == "Hürriyet (Ege)"
    assert own.name("https://www.hurriyet.com.tr/x") == "Hürriyet"


def test_a_table_of_places() -> None:
    table = {
        "https://www.kasaba.com.tr/": "Kasaba Postası",
        "Kasaba": "Kasaba Postası",
        "feed:kasaba": "Kasaba Postası",
        "hurriyet.com.tr": "Hürriyet (bizim)",
    }
    own = Publishers({"Kasaba Web": "web.kasaba.com.tr"}, listed_by_name(table))
    assert own.name("https://www.kasaba.com.tr/x") == "Kasaba Postası"
    assert own.name("http://feedproxy.google.com/~r/kasaba/~3/x") == "Kasaba Postası"
    assert own.name("", "KASABA") == "Kasaba Postası"
    assert own.name("https://m.hurriyet.com.tr/x") == "Hürriyet (bizim)"
    assert own.name("https://web.kasaba.com.tr/x") == "Kasaba Web"


@pytest.mark.parametrize(
    ("host", "expected"),
    [("a.b.com.tr", "b.com.tr"), ("com.tr", "com.tr"), ("b.net", "b.net"), ("localhost", "localhost"), ("", "")],
)
def test_what_is_registered(host: str, expected: str) -> None:
    assert registrable(host) == expected


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_address_has_a_name_on_one_line(url: str, source: str) -> None:
    assert "\n" not in Publishers().name(url, source)
