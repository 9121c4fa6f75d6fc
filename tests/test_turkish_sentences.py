"""Sentence boundaries: nothing is lost, and the Turkish cases come out right."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import floors
from tr_news.evaluation import segmentation
from tr_news.text.lexicon import sections
from tr_news.text.turkish.sentences import spans, split

ROOT = Path(__file__).parents[1]
DOCS = Path(__file__).parents[2] / "shared" / "eval" / "segmentation" / "docs.jsonl"


def check(marked: str) -> None:
    """Assert that a text is split where, and only where, "|" stands (with or without a space in front of it)."""
    expected = [part.strip() for part in marked.split("|")]
    assert split(marked.replace("|", "")) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "Bu yasa 21. yüzyılda çıktı.| Herkes sevindi.",
        "Törene 3. Ordu Komutanı katıldı.| Sonra ayrıldı.",
        "Tahta II. Abdülhamid çıktı.| Ardından IV. Murat anıldı.",
        "Takım 1. Lig'e yükseldi.| Kupayı 2. Lig ekibi aldı.",
        "Anayasanın 15. maddesi değişti.| Yürürlük 1. fıkrada.",
        "Dosya 10. Ağır Ceza Mahkemesi'ne gitti.",
        "Bina Mustafa Kemal Mah. 2118. Cad. üzerinde.",
        "Cumhuriyetin 100. Yılı kutlandı.",
        "XX. Yüzyıl geride kaldı.| 19. Yüzyıl da öyle.",
        "Zirve 2. kez toplandı.| Üçüncüsü yok.",
    ],
)
def test_an_ordinal_does_not_end_the_sentence(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Savaş bitti, yıl 1918.| İstanbul işgal edildi.",
        "Oran yüzde 5.| Türkiye ortalaması daha yüksek.",
        "Fiyat 32.500.| Geçen yıl yarısıydı.",
        "Endeks 64,77.| Dolar yatay.",
        "Skor 2-1.| Galatasaray turladı.",
        "Saat 14.30.| Salon doldu.",
        "Dava sayısı 3.| Bu sayı artacak.",
        "Borç 790 bin 730.| Tamamı ödendi.",
        "Ayrıntılar s. 115.| Dr. Can yazdı.",
    ],
)
def test_a_number_can_end_the_sentence(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Saat 14.30 sularında 32.500 kişi vardı.",
        "Oran yüzde 64,77 oldu.| Bütçe 1.250,5 lira.",
        "Karar 21.10.2025 tarihli.",
        "Yazı www.ornek-haber.com.tr adresinde.| Okuyun.",
        "E-posta ali.veli@ornek.com.tr adresine gitti.",
        "Bağlantı https://ornek.com/a.B?c=D.E oldu.| Açın.",
        "Haber7.com yazdı.| Booking.com kapandı.",
    ],
)
def test_numbers_times_and_addresses_stay_whole(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Açıklamayı Prof. Dr. Ayşe Kaya yaptı.| Yrd. Doç. Can dinledi.",
        "T.C. Kimlik numarası istendi.| K.K.T.C. Cumhurbaşkanı geldi.",
        "Tapınak M.Ö. 447 yılında yapıldı.| M.S. 2. yüzyılda yıkıldı.",
        "Kararı Yapı A.Ş. Genel Müdürü açıkladı.",
        "İhaleyi Yapı A.Ş.| Bunun üzerine itiraz geldi.",
        "Firma Kaya Ltd. Şti. adıyla kuruldu.| Kaya San. ve Tic. A.Ş. ortak oldu.",
        "Ev Gül Mah. Lale Cad. Menekşe Sok. No. 5 adresinde.| Boş duruyor.",
        "Org. Kaya ile Alb. Demir konuştu.| Korg. Ak sustu.",
        "Goller: Dk. 12 Tunç, Dk. 78 Kaya.| Maç 90 dk. sürdü.| Hakem çok beğenildi.",
        "Karar 16 Ağu. 2024 tarihli..",
        "Elma, armut vb. ürünler satıldı.| Kitap, defter vb.| Öğrenciler sevindi.",
        "Bu ürünler (elma, armut vb.) Türkiye'de yetişir.",
        "Hz. Muhammed anıldı.| St. Petersburg gezildi.",
        "Ayrıntı için bkz. s. 115 ve Md. 5 yeter.",
        "Sn. Bakan, Av. Kaya'yı dinledi.| Op. Dr. Ak ameliyat etti.",
        "DEMİR SAN. VE TİC. LTD. ŞTİ. tarafından yapıldı.",
        "Uzunluğu 5 km.| Türkiye bunu yaptı.",
    ],
)
def test_abbreviations(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "M. Kemal geldi.| A. B. Yılmaz gitti.",
        "Romanı E. L. Doctorow yazdı.| John F. Kennedy okudu.",
        "Aday listesinde A, B ve C.| Ancak D yok.",
    ],
)
def test_initials(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        '"Geliyorum." dedi.| Sonra sustu.',
        '"Gel artık!" diye konuştu.| Kimse gelmedi.',
        "“Ne oldu?” diye sordu.| Yanıt yoktu.",
        "“Hazırız…” sözleri yankılandı.",
        '"Bu doğru", dedi Bakan.| "Evet."| Ardından kalktı.',
        "Kim o? Yoksa sen misin? diye sordu.| Benim.",
        "Bunu sana söylemiştim. dedi annem.| Güldü.",
        "Bizi görünce ‘Buyurun.’ diyerek kalktı.",
        "Bakan “Bitti.” dedi mi?| Dedi.",
        "“BU SON UYARI!” DEDİ.| KİMSE DUYMADI.",
        'Sustu.| "Hazırız" sözünü yineledi.',
        '"Plan hazır " diyor.| " Kimse bilmiyor ".| Haber yayıldı.',
    ],
)
def test_reported_speech(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Ama… bilmiyorum.| Ve... sonunda geldi.",
        "Gitti...| Sonra döndü…| Kimse görmedi.",
        "Evet!..| Hayır!..| Kim bilir?!",
        "Ne güzel (!) bir gün.| Öyle mi (?) bilmem.",
        "Olay dün oldu.| (Bu bir nottur.)| Ayrıntı yok.",
        "Sonucu gördüm (çok açıktı.) ve sustum.",
    ],
)
def test_ellipses_end_marks_and_parentheses(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Bakan geldi.|Başkan gitti.|Ankara'da toplandılar.",
        "Bitti mi?|Hayır!|Daha var…|Bekleyin.",
        'Toplantı bitti.|"Hazırız" dedi.',
        "Karar alındı.|(AA)",
        "KARAR AÇIKLANDI.|BAKAN KONUŞTU.",
        "Gelir arttı.|180 ülkeye satış yapıldı.",
        "Ücret 1.000.-TL oldu.",
        "Yapı A.Ş.'nin payı arttı.",
    ],
)
def test_a_missing_space_after_the_stop(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "• Birinci madde| • İkinci madde",
        "1. Kapıyı açın.| 2. İçeri girin.| 3. Bekleyin.",
        "- Geldin mi?| - Geldim.| – Peki.",
        "PROF. DR. CAN KONUŞTU.| SALON DOLDU.",
        "Karar çıktı.| bakanlık duyurdu.",
        "Altın rekor tazeledi| Altın, haftaya yükselişle başlayan piyasada değer kazandı.",
        "Bu gelir yetersiz| Ancak hem işçi hem işveren memnun.",
        "2 adet bomba İncirlik'te bulundu.| 10 bin adet TV satıldı.",
        "2 su bardağı un| 3 yemek kaşığı şeker| Fırını ısıtın ve bekleyin.",
    ],
)
def test_lists_capitals_and_lost_stops(marked: str) -> None:
    check(marked)


def test_the_rest_of_a_flattened_article_tells_its_title() -> None:
    body = "Fındık üreticisi bu yıl da zor günler geçiriyor diyen oda başkanı destek istedi. " * 20
    title, first, *_ = split(
        "Kuzey rüzgârı Fındık bahçeleri don tehlikesiyle karşı karşıya. " + "Ama fındık bol." + body
    )
    assert (title, first) == ("Kuzey rüzgârı", "Fındık bahçeleri don tehlikesiyle karşı karşıya.")


def test_newlines_are_boundaries() -> None:
    assert split("Başlık\nİlk cümle. İkinci cümle\r\nSon\u2028satır") == [
        "Başlık",
        "İlk cümle.",
        "İkinci cümle",
        "Son",
        "satır",
    ]
    assert split(" \n\t ") == []


TURKISH = st.text(alphabet=" \n\t.…!?,;:\"'“”‘’()[]-–•*@/%0123456789IVXabcçdgğıiİoöşsuüyABCÇĞIİÖŞÜ\u0307\xa0")


@given(st.one_of(st.text(), TURKISH))
@settings(max_examples=400, deadline=None)
def test_not_a_character_is_lost(text: str) -> None:
    found = spans(text)
    position = 0
    for start, end in found:
        assert start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


@given(TURKISH, TURKISH)
@settings(deadline=None)
def test_lines_are_split_by_themselves(first: str, second: str) -> None:
    """A text before does not change the sentences of a line, but for the title that may head a text."""
    head = "Dün yağmur yağdı."
    assert split(f"{head}\n{first}\n{second}") == [
        head,
        *split(f"{head}\n{first}")[1:],
        *split(f"{head}\n{second}")[1:],
    ]


HOSTILE = [
    ".",
    ". ",
    '"',
    '."',
    "(",
    ").(",
    "a.",
    "A. ",
    "1. ",
    "1.",
    "? A",
    "geldi Ankara ",
    "1 dal nane ",
    "\n ",
    "•  ",
]


@pytest.mark.parametrize("piece", [*HOSTILE, "x" * 99, "…", "! A, dedi", "yüzde 1. ", "Dr. ", "('", "\u0301", "www.a."])
def test_the_work_grows_with_the_length_of_the_text(piece: str) -> None:
    """Counted in function calls: eight times the text makes no more than about eight times the calls."""

    def calls(size: int) -> int:
        count = 0

        def tally(*_: object) -> None:
            nonlocal count
            count += 1

        text = piece * (size // len(piece))
        before = sys.getprofile()
        sys.setprofile(tally)
        try:
            spans(text)
        finally:
            sys.setprofile(before)
        return count

    calls(1000)  # the word lists are loaded
    assert calls(40_000) <= 8.8 * calls(5_000) + 200


@pytest.mark.parametrize("piece", [".", '"', '."', "(", ")", "a", "a.", " "])
def test_a_megabyte_of_it_is_split(piece: str) -> None:
    """No pattern backtracks: at quadratic cost this would take hours."""
    text = piece * (1_000_000 // len(piece))
    assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_no_abbreviation_is_listed_twice() -> None:
    lists = sections("abbreviations")
    assert set(lists) == {"never", "number", "maybe", "usually"}
    assert sum(map(len, lists.values())) == len(frozenset().union(*lists.values()))


@pytest.mark.skipif(not DOCS.exists(), reason="the evaluation data is not here")
def test_boundary_f1_is_above_its_floors() -> None:
    counts = segmentation.score(segmentation.read(DOCS), split)
    assert floors.missed("segmentation", {source: count.f1 for source, count in counts.items()}) == {}


def test_the_score_counts_boundaries_but_those_that_are_given() -> None:
    doc = {
        "source": "own",
        "text": "Bir. İki. “Üç. Dört.”\nBeş.",
        "sentences": ["Bir.", "İki.", "“Üç. Dört.”", "Beş."],
        "optional": [14],
    }
    count = segmentation.score([doc], lambda _: ["Bir.", "İki. “Üç.", "Dört.”\nBeş."])["all"]
    assert (count.right, count.predicted, count.gold) == (1, 1, 2)
