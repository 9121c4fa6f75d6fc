"""Every rule of the sentence splitter by name: an example where it decides, and its verdict."""

from itertools import pairwise

import pytest

from tr_news.text.turkish.sentences import RULES, decisions, split

ENDS, GOES_ON = True, False
FLATTENED = " Ama bu yıl fındık bol." * 50

# "|" stands where the rule decides.
EXAMPLES = [
    ("bullet", ENDS, "Önce okuyun |• İkinci madde"),
    ("nothing but marks", GOES_ON, "Ne güzel (!)| Bir gün."),
    ("comma behind", GOES_ON, '"Geldim."|, dedi.'),
    ("reported in capitals", GOES_ON, "“BU SON UYARI!”| DEDİ."),
    ("end mark before lower case", GOES_ON, "Ama…| bilmiyorum."),
    ("reported", GOES_ON, "Kim o?| Yoksa sen misin? diye sordu."),
    ("end mark", ENDS, "Bitti mi?| Bitti."),
    ("closed stop before lower case", GOES_ON, '"Geliyorum."| dedi.'),
    ("no full word before lower case", GOES_ON, "Bu yasa 21.| yüzyılda çıktı."),
    ("address with spaces", GOES_ON, "Bunu yemeksepeti.| com yazdı."),
    ("ordinal in letters", GOES_ON, "Bu onsekiz.| yüzyıl işi."),
    ("conjunction behind", GOES_ON, "Bakan geldi.| ama sustu."),
    ("reporting verb behind", GOES_ON, "Bunu söylemiştim.| dedi annem."),
    ("start in lower case", ENDS, "Karar çıktı.| bakanlık duyurdu."),
    ("sentence in brackets", ENDS, "(Bu bir nottur.)| Ayrıntı yok."),
    ("closed quotation", ENDS, '"Bu doğru".| Bakan kalktı.'),
    ("label", GOES_ON, "1.| Kapıyı açın."),
    ("number before a starter", ENDS, "Oran yüzde 33.| Bu oran arttı."),
    ("digits in a word", GOES_ON, "Yarışı F-16.| Filo izledi."),
    ("high ordinal", GOES_ON, "Bina 2118.| Sokak üzerinde."),
    ("long number", ENDS, "Savaş bitti, yıl 1918.| İstanbul işgal edildi."),
    ("number before a number", GOES_ON, "Konser saat 22.| 00 gibi başladı."),
    ("counted number", ENDS, "Oran yüzde 5.| Türkiye ortalaması yüksek."),
    ("ordinal", GOES_ON, "Törene 3.| Ordu Komutanı katıldı."),
    ("abbreviation in brackets", GOES_ON, "Bu ürünler (elma vb.)| Türkiye'de yetişir."),
    ("title or reference", GOES_ON, "Açıklamayı Prof.| Kaya yaptı."),
    ("abbreviation before a number", GOES_ON, "Ev Lale Sokak No.| 5 adresinde."),
    ("abbreviation without its number", ENDS, "Bu son cilt.| Türkiye okuyor."),
    ("name before a starter", ENDS, "İhaleyi Yapı A.Ş.| Bunun üzerine itiraz geldi."),
    ("name or initial", GOES_ON, "Kararı Yapı A.Ş.| Genel Müdürü açıkladı."),
    ("and so on before a digit", GOES_ON, "Yolun 5 km.| 3 bölümü kapandı."),
    ("and so on", ENDS, "Kitap, defter vb.| Öğrenciler sevindi."),
    ("full stop", ENDS, "Bakan geldi.| Salon doldu."),
    ("glued to lower case", GOES_ON, "Haber7.|com yazdı."),
    ("glued to signs", GOES_ON, "Karar çıktı.|% işareti."),
    ("address", GOES_ON, "Yazı www.|Ornek.com adresinde."),
    ("end mark glued to a capital", ENDS, "Bitti mi?|Hayır."),
    ("ellipsis glued to a digit", ENDS, "Sonra bekledi…|5 yıl geçti."),
    ("end mark glued", GOES_ON, "Kaç oldu?|5 oldu."),
    ("quotation glued to a capital", ENDS, '"Geldim."|Bakan sustu.'),
    ("quotation glued", GOES_ON, '"Geldim".|5 kişi sustu.'),
    ("predicate glued to a digit", ENDS, "Gelir elde edildi.|180 ülkeye satıldı."),
    ("glued to a digit", GOES_ON, "Toplam 391.|207 kişi."),
    ("word glued to a bracket", ENDS, "Karar alındı.|(AA)"),
    ("glued to a bracket", GOES_ON, "Yapı A.Ş.|(AA)"),
    ("long number glued to a capital", ENDS, "Savaş bitti, yıl 1918.|İstanbul işgal edildi."),
    ("number glued", GOES_ON, "Görevi 57.|Hükümet döneminde."),
    ("abbreviation glued", GOES_ON, "Yapı A.|Ş. kuruldu."),
    ("letters glued", GOES_ON, "Dosya brd.|Gib adıyla."),
    ("word glued", ENDS, "Bakan geldi.|Başkan gitti."),
    ("capitals glued", ENDS, "KARAR AÇIKLANDI.|BAKAN KONUŞTU."),
    ("short capitals glued", GOES_ON, "Rapor OTA.|Kaya adıyla."),
    ("ingredient", ENDS, "2 su bardağı un| 3 yemek kaşığı şeker"),
    ("mixed case before a space", GOES_ON, "Yeni iPhone'u o| Türkiye'den aldı."),
    ("sure starter", ENDS, "Bu gelir yetersiz| Ancak hem işçi hem işveren memnun."),
    ("name before a space", GOES_ON, "Dün Ankara| Valisi konuştu."),
    (
        "predicate before a clause",
        ENDS,
        "Dün altın rekor tazeledi| Altın haftaya yükselişle başlayan piyasada değerli oldu.",
    ),
    ("not the first", GOES_ON, "Bakan sustu. Dün eski| Ankara yolu açıldı."),
    ("no title", GOES_ON, "Dün; eski| Ankara yolu dün gece yeniden açıldı."),
    ("short after a title", GOES_ON, "Bu nedenle| Ankara kazandı."),
    ("title with a predicate", ENDS, "Altın güldürmedi| Piyasada değer kaybı bu hafta, sürdü."),
    ("title before a starter", ENDS, "Kilo verdiren oyun| Bir insan oyunu izler ve güler."),
    (
        "title of a flattened article",
        ENDS,
        "Kuzey rüzgârı| Fındık bahçeleri don tehlikesiyle karşı karşıya." + FLATTENED,
    ),
    ("name in a title", GOES_ON, "Geçen hafta| Ankara yolu dün gece yeniden açıldı."),
]


@pytest.mark.parametrize(("rule", "ends", "marked"), EXAMPLES, ids=[rule for rule, _, _ in EXAMPLES])
def test_a_rule_decides(rule: str, ends: bool, marked: str) -> None:
    assert (marked.index("|"), rule, ends) in decisions(marked.replace("|", ""))


def test_every_rule_has_an_example() -> None:
    assert [rule for rule, _, _ in EXAMPLES] == list(RULES)


@pytest.mark.parametrize("marked", [marked for _, _, marked in EXAMPLES])
def test_the_sentences_are_what_was_decided(marked: str) -> None:
    text = marked.replace("|", "")
    cuts = [0, *(decided.offset for decided in decisions(text) if decided.ends), len(text)]
    parts = [text[start:end].strip() for start, end in pairwise(cuts)]
    assert [part for part in parts if part] == split(text)
