"""Dates, datelines, front matter and site names are told from text."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tr_news.articles.bylines import byline
from tr_news.articles.dateline import cut_credit, is_agency, split_dateline
from tr_news.articles.dates import parse_date
from tr_news.articles.frontmatter import front_matter
from tr_news.articles.furniture import rule_of_line
from tr_news.articles.publication import Publication, cut_stamps, date_prefix, publication_line
from tr_news.articles.titles import clean_title, cut_site_name
from tr_news.text.calendar import month_of

DAY = date(2026, 10, 21)


@pytest.mark.parametrize(
    "value",
    [
        "2026-10-21",
        "2026-10-21 14:30:00",
        "2026-10-21T14:30:00+03:00",
        "2026-10-20T22:30:00Z",  # half past one in Istanbul
        "2026-10-21T23:59:59.123+03:00",
        "2026-10-21T03:10+0530",
        "21 Ekim 2026 Çarşamba 14.30",
        "21 EKİM 2026 ÇARŞAMBA",
        "Çarşamba, 21 Ekim 2026 - 14:30",
        "21 Eki 2026",
        "Ekim 21, 2026 14:30",
        "21.10.2026",
        "21.10.2026 14:30",
        "21/10/2026",
        "21-10-2026",
        "Giriş Tarihi: 21.10.2026 14:30",
        "Wed, 21 Oct 2026 14:30:00 +0300",
        "Tue, 20 Oct 2026 22:30:00 GMT",
        "20261021",
        1792569600,
        1792569600000,
        20261021,
    ],
)
def test_dates_are_read(value: object) -> None:
    assert parse_date(value) == DAY


@pytest.mark.parametrize(
    "value",
    [
        "31.02.2026",
        "2026-13-01",
        "2026-02-30",
        "00.00.0000",
        "32 Ekim 2026",
        "21 Elma 2026",
        "dün",
        "",
        None,
        True,
        [],
        {},
        float("nan"),
        float("inf"),
        -1,
        10**30,
        "9" * 300,
        "1.2.3",
        "14.30",
        "2.500.000",
    ],
)
def test_impossible_dates_are_rejected(value: object) -> None:
    assert parse_date(value) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_is_read_in_each_notation(day: date) -> None:
    months = "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık".split()  # noqa: SIM905
    month = months[day.month - 1]
    for text in (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day.day} {month} {day.year}",
        f"{day.day} {month.upper()} {day.year}",
    ):
        assert parse_date(text) == day


@given(st.one_of(st.text(), st.integers(), st.floats(), st.binary(), st.none()))
def test_no_value_breaks_the_reading_of_dates(value: object) -> None:
    parse_date(value)


@pytest.mark.parametrize(
    ("text", "rest", "day"),
    [
        (" date 2026-10-21 Başkan konuştu.", "Başkan konuştu.", DAY),
        ("date: 2026-10-21", "", DAY),
        ("Tarih: 21 Ekim 2026 Başkan konuştu.", "Başkan konuştu.", DAY),
        ("date 2026-13-45 Başkan konuştu.", "Başkan konuştu.", None),
    ],
)
def test_a_leading_date_is_taken_off(text: str, rest: str, day: date | None) -> None:
    assert date_prefix(text) == (rest, day, True)


@pytest.mark.parametrize("text", ["Tarih 2026 yılını gösteriyordu.", "Dateline haberi", "2026-10-21 günü"])
def test_a_sentence_is_no_leading_date(text: str) -> None:
    assert date_prefix(text) == (text, None, False)


ZONE = timezone(timedelta(hours=3))


def at(hour: int, minute: int, day: int = 21) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("line", "moment", "updated"),
    [
        ("Giriş Tarihi: 21.10.2026 14:30", at(14, 30), False),
        ("Güncelleme: 21.10.2026 - 15:00", at(15, 0), True),
        ("Giriş: 21.10.2026 - 14:30 Güncelleme: 22.10.2026 - 09:00", at(14, 30), False),
        ("Son Güncelleme: 22.10.2026 | Yayınlanma Tarihi: 21.10.2026", DAY, False),
        ("YAYINLANMA: 10:20 - 21 Ekim 2026", at(10, 20), False),
        ("21 Ekim 2026 Çarşamba 14.30", at(14, 30), False),
        ("(21.10.2026)", DAY, False),
        ("21 Ekim Çarşamba 2026", DAY, False),
        ("21-Oct-2026 | 14:30", at(14, 30), False),
        ("21.10.26 14.30", at(14, 30), False),
        ("Yayın Tarihi: 21.10.26", DAY, False),
        ("21/10/26", DAY, False),
        ("21 Eki '26", DAY, False),
        ("21 Ekim 26", DAY, False),
        ("21.Eki.2026 14:30", at(14, 30), False),
        ("Yayın: 21 Eki 2026 ● 14:30", at(14, 30), False),
        ("📅 21 Ekim 2026 🕒 14:30", at(14, 30), False),
        ("İlk yayın: 21.10.2026 14:30 - Son: 22.10.2026 09:10", at(14, 30), False),
        ("Yayınlandı: 20 saat önce (21 Ekim 2026)", DAY, False),
        ("21 Ekim 2026'da yayımlandı", DAY, False),
        ("21.10.2026 - 14.30 (TSİ)", at(14, 30), False),
        ("21.10.2026 11:30 GMT", at(14, 30), False),
        ("Haber Giriş : 21 Ekim 2026 14:30, Son Güncelleme : 22 Ekim 2026 09:10 | Okunma : 1.284", at(14, 30), False),
        ("21 Ekim 2026 14:30 · 3 dk okuma · 12 yorum", at(14, 30), False),
        ("21 Ekim 2026, Çarşamba 14:30 A+ A-", at(14, 30), False),
        ("Çrş. 21/10/2026", DAY, False),
        ("Ç.şamba, 21 Ek. 2026 14.30", at(14, 30), False),
        ("21 Ekm 2026 Çarş.", DAY, False),
        ("20261021", DAY, False),
        ("20261021 tarihli haberimiz", DAY, False),
        ("Tarih: 20261021T1430", at(14, 30), False),
        ("21102026", DAY, False),
        ("21 Ekim 2026 tarihli yazı", DAY, False),
        ("21 Ekim 2026 tarihinde yayına girdi.", DAY, False),
        ("21.10.2026 saat 9'da girildi", DAY, False),
        ("21.10.26", DAY, False),
        ("1 / 10 / 26", date(2026, 10, 1), False),
        ("Wed Oct 21 14:30:00 +0300 2026", at(14, 30), False),
        ("October 21st, 2026", DAY, False),
        ("Eklenme ► 21.10.2026", DAY, False),
        ("22.10.2026 09:00 (Güncelleme)", at(9, 0, 22), True),
        ("21.10.2026 14:30 / 22.10.2026 09:00 güncellendi", at(14, 30), False),
        ("22 Ekim 2026'da güncellendi", date(2026, 10, 22), True),
    ],
)
def test_lines_of_publication_are_metadata(line: str, moment: date, updated: bool) -> None:
    assert publication_line(line) == Publication(moment, updated)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Kerem Yurttaş / Edirne - 21 EKİM 2026 ÇARŞAMBA", "Kerem Yurttaş"),
        ("21.10.2026 | Nermin Aksoylu, Can Su", "Nermin Aksoylu, Can Su"),
        ("İSTANBUL / DHA 21 Ekim 2026", None),
        ("21 Ekim 2026 tarihinde Ece Tan tarafından eklendi", "Ece Tan"),
        ("Ece Tan yazdı - 21.10.2026", "Ece Tan"),
        ("İSTANBUL (DHA) 21.10.2026", None),
    ],
)
def test_names_beside_a_date_are_a_byline(line: str, author: str | None) -> None:
    assert publication_line(line) == Publication(DAY, False, author)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("Ağs", 8),
        ("Şbt", 2),
        ("hzr", 6),
        ("TMZ", 7),
        ("Arl", 12),
        ("Ksm", 11),
        ("kat", None),
        ("ark", None),
        ("ek", None),
    ],
)
def test_months_are_shortened_in_any_way(name: str, month: int | None) -> None:
    assert month_of(name) == month


def test_two_letters_are_a_month_before_a_full_stop() -> None:
    assert [month_of(name, stopped=True) for name in ("Oc", "Ek", "Ma")] == [1, 10, None]  # mart or mayıs


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("13 Mart'ta yayımlandı", "stamp"),
        ("Yayınlanma: 13 Mart 14.20", "stamp"),
        ("13 Mart Cuma, 14:20", "stamp"),
        ("13 Mart", None),
        ("13 Mart'ta Kars'ta", None),
    ],
)
def test_a_day_without_a_year_beside_a_label_or_a_clock_is_no_text(line: str, rule: str | None) -> None:
    assert rule_of_line(line) == rule


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Deniz Ilgaz, Kaş'tan bildiriyor", "Deniz Ilgaz"),
        ("Muhabir Deniz Ilgaz", "Deniz Ilgaz"),
        ("Haber: Deniz Ilgaz / Kaş", "Deniz Ilgaz"),
        ("HABER: DENİZ ILGAZ", "DENİZ ILGAZ"),
        ("Ece Tan - İzmir", "Ece Tan"),
        ("Ece Tan (@ecetan)", "Ece Tan"),
        ("EDİRNE / Ece Tan", "Ece Tan"),
        ("AA / Ece Tan", "Ece Tan"),
        ("Ece Tan / Serhat Ankara", "Ece Tan"),
        ("Ece Tan - BİRGÜN", "Ece Tan"),
        ("Ece Tan yazdı...", "Ece Tan"),
        ("Ece Tan'ın haberi...", "Ece Tan"),
        ("Ece Tan yazdı: Fiyatlar düşecek", None),
        ("Ankara / İzmir", None),
        ("Ankara, İzmir'den büyüktür", None),
        ("Haber Merkezi", None),
        ("Deniz Ilgaz ödülü aldı", None),
        ("Sağlık Bakanlığı - Ankara", None),
        ("Muhabir kazada yaralandı", None),
    ],
)
def test_bylines(line: str, author: str | None) -> None:
    assert byline(line) == author


@pytest.mark.parametrize(
    "line",
    [
        "Toplantı 21.10.2026 tarihinde yapıldı.",
        "Karar 20261021 sayılı dosyada",
        "12 kat 2026'da eklendi",
        "21 Ekim 2026: Sel",
        "Ankara",
        "",
        "Maç 21.10.2026 14:30'da",
        "14:30",
    ],
)
def test_a_date_in_a_sentence_is_text(line: str) -> None:
    assert publication_line(line) is None


def test_labelled_stamps_are_cut_out_of_running_text() -> None:
    text = "Faiz indi Giriş: 21 Ekim 2026, Çarşamba 08:43 Güncelleme: 21 Ekim 2026, Çarşamba 09:10 Banka duyurdu."
    assert cut_stamps(text) == (["Faiz indi", "Banka duyurdu."], at(8, 43))
    prose = "Yayın tarihi: 21 Ekim 2026 olarak açıklandı."
    assert cut_stamps(prose) == ([prose], None)


@pytest.mark.parametrize(
    ("text", "dateline", "rest"),
    [
        ("İstanbul (AA) Belediye meclisi toplandı.", "İstanbul (AA)", "Belediye meclisi toplandı."),
        ("NEVŞEHİR (İHA) Nevşehir'de kar var.", "NEVŞEHİR (İHA)", "Nevşehir'de kar var."),
        ("Muhabir: Ali Er / ANKARA, (DHA)- Kar yağdı.", "Muhabir: Ali Er / ANKARA, (DHA)", "Kar yağdı."),
        ("Ali ER - Can SU / RİZE, (DHA) - Kar yağdı.", "Ali ER - Can SU / RİZE, (DHA)", "Kar yağdı."),
        ("(DHA) -- Kar yağdı.", "(DHA)", "Kar yağdı."),
        ("ANKARA (AA) - Bakan konuştu.", "ANKARA (AA)", "Bakan konuştu."),
        ("İSTANBUL, (DHA) – Kentte kar yağdı.", "İSTANBUL, (DHA)", "Kentte kar yağdı."),
        ("İSTANBUL-(İHA)- Kentte kar yağdı.", "İSTANBUL-(İHA)", "Kentte kar yağdı."),
        ("ANKARA/AA", "ANKARA/AA", ""),
        ("AA / ANKARA", "AA / ANKARA", ""),
        ("Ankara, 21 Ekim (AA) – Bakan konuştu.", "Ankara, 21 Ekim (AA)", "Bakan konuştu."),
        ("BRÜKSEL (AA) - AYŞE TUNALI - Komisyon toplandı.", "BRÜKSEL (AA) - AYŞE TUNALI", "Komisyon toplandı."),
        ("Ali TURAN/SAMSUN, (DHA)- Kentte kar yağdı.", "Ali TURAN/SAMSUN, (DHA)", "Kentte kar yağdı."),
        ("KONYA - Konya Ovası'nda ekim başladı.", "KONYA", "Konya Ovası'nda ekim başladı."),
        ("BURSA (TRH) - Kentte kar yağdı.", "BURSA (TRH)", "Kentte kar yağdı."),
        ("(İHA) - Kentte kar yağdı.", "(İHA)", "Kentte kar yağdı."),
        ("Ankara", "Ankara", ""),
    ],
)
def test_datelines_are_taken_off(text: str, dateline: str, rest: str) -> None:
    assert split_dateline(text) == (dateline, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Ankara (AA) muhabirine konuştu.",
        "Avrupa Parlamentosu (AP) Başkanı geldi.",
        "FENERBAHÇE - Karşıyaka maçı yarın oynanacak.",
        "Trabzon - Rize yolu kapandı.",
        "İSTANBUL - ANKARA seferleri başladı.",
        "Avrupa Parlamentosu (AP) - Genel Kurul toplandı.",
        "Ankara'da (AA) toplantı yapıldı.",
        "TBMM Başkanı konuştu.",
    ],
)
def test_what_only_looks_like_a_dateline_stays(text: str) -> None:
    assert split_dateline(text) == (None, text)


def test_a_lone_agency_is_a_credit() -> None:
    assert is_agency("(AA)")
    assert is_agency("AA, DHA")
    assert not is_agency("AA muhabirinin aldığı bilgiye göre")


def test_front_matter_gives_its_scalars() -> None:
    text = (
        "---\n# yorum\ntitle: \"Barajda \\\"son durum\\\"\"\ndate: 2026-10-21 # çarşamba\nauthor: 'Ayşe''nin'\n"
        "tags: [su, tarım]\nnested:\n  a: 1\nlist:\n  - x\nsummary: >\n  iki satırlık\n  özet\nURL: https://a.example/x#y\n"
        "empty:\n---\n\nMetin burada.\n"
    )
    fields, rest, warnings = front_matter(text)
    assert fields["title"] == 'Barajda "son durum"'
    assert fields["date"] == "2026-10-21"
    assert fields["author"] == "Ayşe'nin"
    assert str(fields["summary"]).strip() == "iki satırlık özet"
    assert fields["url"] == "https://a.example/x#y"
    assert fields["tags"] == ["su", "tarım"]
    assert "empty" not in fields
    assert (rest.strip(), warnings) == ("Metin burada.", ())


@pytest.mark.parametrize(
    "text",
    ["---\nAçılmış ama kapanmamış bir çizgi\n", "---\nmetin\n---\nmetin", "title: yok\n---\n", "", "---", "---\n---\n"],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert front_matter(text) == ({}, text, ())


def test_a_colon_in_a_bare_title_is_understood() -> None:
    assert front_matter("---\ntitle: Köprü: karar çıktı\n---\nMetin")[0] == {"title": "Köprü: karar çıktı"}


def test_a_bomb_of_aliases_stays_unexploded() -> None:
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n---\nMetin"
    fields, rest, warnings = front_matter(bomb)
    assert (fields, rest) == ({}, "Metin")
    assert "front matter not understood" in warnings[0]


@pytest.mark.parametrize("value", ["!!python/object/apply:os.system [echo]", "!!python/name:os.system", "!x y"])
def test_tags_of_front_matter_make_nothing_but_text(value: str) -> None:
    fields, rest, _ = front_matter(f"---\ntitle: {value}\n---\nMetin")
    assert rest == "Metin"
    assert all(isinstance(field, str | list) for field in fields.values())


def test_a_front_matter_too_long_to_be_one_is_left_out() -> None:
    text = "---\n" + "".join(f"key{i}: deger {i}\n" for i in range(5000)) + "---\nMetin"
    fields, rest, warnings = front_matter(text)
    assert (fields, rest) == ({}, "Metin")
    assert "left out" in warnings[0]


@pytest.mark.parametrize(
    ("title", "names", "expected"),
    [
        ("Köprü açıldı | Günce Haber", ("Günce Haber",), "Köprü açıldı"),
        ("Köprü açıldı - Günce", ("https://www.gunce.com.tr/x/y",), "Köprü açıldı"),
        ("Köprü açıldı | Spor | Günce", ("gunce.com.tr",), "Köprü açıldı | Spor"),
        ("Köprü açıldı - Günce - Günce Gazetesi", ("gunce.com.tr",), "Köprü açıldı"),
        ("Ankara - İstanbul yolu açıldı", ("gunce.com.tr",), "Ankara - İstanbul yolu açıldı"),
        (
            "Köprü açıldı! Son durum - Güncel haberler",
            ("Habertaş", "habertas.com"),
            "Köprü açıldı! Son durum - Güncel haberler",
        ),
        ("Günce", ("Günce",), "Günce"),
    ],
)
def test_the_site_is_cut_off_the_title(title: str, names: tuple[str, ...], expected: str) -> None:
    assert cut_site_name(title, names) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Son dakika... Köprü trafiğe açıldı",
        "Son dakika Köprü trafiğe açıldı",
        "SON DAKİKA Köprü trafiğe açıldı",
        "Son dakika gelişmesi: Köprü trafiğe açıldı",
        "[SON DAKİKA] Köprü trafiğe açıldı",
        "FLAŞ FLAŞ FLAŞ! Köprü trafiğe açıldı",
        "Köprü trafiğe açıldı | Serhat Hakimiyet | Serhat Haber",
        "Köprü trafiğe açıldı - Cumhuriyet",
        "Köprü trafiğe açıldı | DHA",
        "Köprü trafiğe açıldı | Gazete Serhat",
        "Köprü trafiğe açıldı - Serhat Haber - Edirne Son Dakika",
    ],
)
def test_a_title_is_told_from_the_words_of_its_site(title: str) -> None:
    assert clean_title(title) == "Köprü trafiğe açıldı"


@pytest.mark.parametrize(
    "title", ["SON DAKİKA GOLÜYLE KAZANDILAR", "Son Dakika Golüyle Kazandılar", "Son dakika golüyle kazandılar"]
)
def test_what_happened_in_the_last_minute_is_no_word_of_a_site(title: str) -> None:
    assert clean_title(title) == title
    assert clean_title("Haberler 2026-2028 yatırımları belli oldu") == "2026-2028 yatırımları belli oldu"


def test_a_name_in_a_title_stays() -> None:
    assert clean_title("Ödülü kazanan gazete: Cumhuriyet") == "Ödülü kazanan gazete: Cumhuriyet"
    assert clean_title("Köprü açıldı! Son durum - Güncel haberler") == "Köprü açıldı! Son durum - Güncel haberler"


def test_a_credit_behind_the_last_sentence_is_cut() -> None:
    assert cut_credit("Kar yağdı. (AA)") == "Kar yağdı."
    assert cut_credit("Toplantıya AK Parti (AKP)") == "Toplantıya AK Parti (AKP)"
    assert cut_credit("Kar yağdı. (Ankara)") == "Kar yağdı. (Ankara)"
