# ruff: noqa: E501 (the examples are sentences)
"""What is cut from a Turkish sentence before it is translated: each rule by an example of what it cuts and leaves."""

import pytest

from tr_news.shortening.compress import GOOD, compress
from tr_news.shortening.rules import RULES
from tr_news.shortening.text import Remainder, without
from tr_news.text.lexicon import words

# Rule, sentence with the cut in double brackets.
CUTS = [
    ("glued-heading", '[["KÖPRÜ YIL SONUNA KADAR AÇILACAK" ]]Bakan, köprünün durumunu anlattı.'),
    ("glued-heading", "[[YENİ KÖPRÜ YIL SONUNDA AÇILIYOR ]]Bakan, köprünün son durumunu anlattı."),
    ("linking", "[[Öte yandan, ]]köprünün ayakları tamamlandı."),
    (
        "abbreviation",
        "Karayolları Genel Müdürlüğü [[(KGM) ]]ekipleri, köprünün iki yakasındaki bağlantı yollarını yaz sonuna kadar "
        "trafiğe açmaya hazırlandığını duyurdu.",
    ),
    (
        "brackets",
        "Köprünün iki yakasındaki bağlantı yolları [[(yan yollar ve kavşaklar) ]]yaz sonuna kadar trafiğe kapalı kalacak "
        "ve onarımdan geçecek.",
    ),
    (
        "statute",
        "Mahkeme, iki sanığın [[5237 sayılı Türk Ceza Kanunu'nun 53. maddesi uyarınca ]]kamu görevinden uzaklaştırılmasına "
        "ve yurt dışına çıkışlarının yasaklanmasına karar verdi.",
    ),
    (
        "proceeding",
        "Gökçeburun'da [[Cumhuriyet Başsavcılığınca yürütülen soruşturma kapsamında ]]eski belediye başkanının da aralarında "
        "bulunduğu dört kişi gözaltına alındı.",
    ),
    (
        "occasion",
        "Belediye Başkanı Nermin Alkış, [[sosyal medya hesabından yaptığı açıklamada, ]]köprünün iki yakasındaki yolların yaz "
        "sonuna kadar kapalı kalacağını söyledi.",
    ),
    (
        "topic",
        "Belediye Başkanı Nermin Alkış, [[köprünün durumuna ilişkin, ]]iki yakadaki yolların yaz sonuna kadar kapalı "
        "kalacağını herkesin bildiğini söyledi.",
    ),
    (
        "second-office",
        "Gökçeburun Belediye Başkanı [[ve Körfez Belediyeler Birliği Başkanı ]]Nermin Alkış köprünün iki yakasındaki yolların "
        "yaz sonuna kadar kapalı kalacağını söyledi.",
    ),
    (
        "said-first",
        "[[Köprünün ayaklarının tamamlandığını belirten ]]Başkan Alkış, iki yakadaki yolların yaz sonuna kadar kapalı "
        "kalacağını söyledi.",
    ),
    (
        "said-first",
        "[[Köprünün ayaklarının tamamlandığına dikkat çeken ]]Belediye Başkanı Alkış, şunları kaydetti: “İki yakadaki yollar "
        "yaz sonuna kadar kapalı kalacak.",
    ),
    (
        "said-between",
        "Başkan Alkış, [[köprünün ayaklarının tamamlandığını belirterek, ]]iki yakadaki yolların yaz sonuna kadar kapalı "
        "kalacağını söyledi.",
    ),
    (
        "said-between",
        "Yazılı açıklamada, [[köprünün iki ayağının tamamlandığı hatırlatılarak, ]]iki yakadaki yolların yaz sonuna kadar kapalı "
        "kalacağı belirtildi.",
    ),
    (
        "described-subject",
        "[[Köprü için uzun süredir ödenek bekleyen ]]Başkan Alkış, iki yakadaki yolların yaz sonuna kadar kapalı kalacağını "
        "söyledi.",
    ),
    (
        "subject-adjunct",
        "Başkan Alkış, [[köprünün açılışındaki törenin ardından, ]]iki yakadaki yolların yaz sonuna kadar kapalı kalacağını "
        "halka duyurdu.",
    ),
    (
        "occasion",
        "Başkan Alkış, [[dünkü yazılı açıklamasında, ]]iki yakadaki yolların yaz sonuna kadar trafiğe kapalı kalacağını halka "
        "duyurdu.",
    ),
    (
        "occasion",
        "Alkış’ın avukatı Hüseyin Ak, [[dün yaptığı açıklamada ]]Körfez Asliye Mahkemesi’nde belediye adına tazminat davası "
        "açıldığını duyurdu.",
    ),
    (
        "adjunct-first",
        "[[Köprünün açılışındaki törenin ardından, ]]Başkan Alkış iki yakadaki yolların yaz sonuna kadar kapalı kalacağını "
        "halka duyurdu.",
    ),
    (
        "reported-list",
        "Başkan Alkış iki yakadaki yolların yaz sonuna kadar kapalı kalacağını[[, vapurların seferlerini artıracağını, "
        "biletlerin ucuzlayacağını]] söyledi.",
    ),
    (
        "coordinate",
        "Köprünün iki yakasındaki bağlantı yolları yaz sonuna kadar trafiğe kapatıldı[[ ve vapurların seferleri belediye "
        "meclisince artırıldı]].",
    ),
]


@pytest.mark.parametrize(("rule", "marked"), CUTS)
def test_each_rule_cuts_what_its_example_shows(rule: str, marked: str) -> None:
    source = marked.replace("[[", "").replace("]]", "")
    cuts = compress(source)
    assert {cut.rule for cut in cuts} == {rule}
    shown = source
    for cut in reversed(cuts):
        shown = f"{shown[: cut.start]}[[{shown[cut.start : cut.end]}]]{shown[cut.end :]}"
    assert shown == marked


def test_every_rule_has_an_example() -> None:
    assert {rule for rule, _ in CUTS} == {rule.name for rule in RULES}
    assert all(rule.why for rule in RULES)


KEPT = [
    # Of two things said: the second speaks of whom the first names, leans on it, is no statement, or has no figures.
    "Yaralı işçinin durumunun iyi olduğunu belirten Doktor Nermin Alkış, yarın öğleden sonra taburcu edileceğini halka söyledi.",
    "Köprünün ayaklarının tamamlandığını belirten Belediye Başkanı Alkış, bunun da iki yakadaki yolların açılmasını sağlayacağını söyledi.",
    "Köprünün ayaklarının tamamlandığını belirten Başkan Nermin Alkış, “Ancak iki yakadaki yollar yaz sonuna kadar kapalı kalacak.",
    "Şu anda endişe edilecek bir durum olmadığını da belirten Belediye Başkanı Nermin Alkış, “Başkan olarak uyardım.",
    "Köprü için bu yıl 402 milyon lira ayrıldığını belirten Başkan Alkış, iki yakadaki yolların yazın kapalı kalacağını söyledi.",
    "Karayolları Müdürü Rıza Tunalı ile görüştüğünü belirten Belediye Başkanı Alkış, yolların kapatılması için anlaştıklarını söyledi.",
    "Köprünün mühendisi Doç. Dr. Nermin Alkış, ayakların tamamlandığını belirten Alkış, yolların yazın kapalı kalacağını söyledi.",
    "Belediye yetkilileri, köprüyü yaz sonunda büyütmeyi amaçladıklarını belirterek, Körfez, Rize ve Bolu'daki yolların kapatılacağını açıkladı.",
    # "The said" ministry stands in the part.
    "Ulaştırma Bakanlığı tarafından yıllarca denetlenen Körfez Kurumu, söz konusu bakanlığın kaldırılmasından sonra yıllarca başıboş kaldı.",
    # Others did it, too.
    "Yarışmada birinci olan Nermin Alkış ve köprünün maketini yapan Selim Er, büyük ödülü yaz sonunda törenle paylaştılar.",
    # what stands in a paper is no subject: the one who is to be punished is in the part
    "İddianamede, soruşturma sırasında Deniz Kaya'nın ifadesinin alındığı belirtilerek, kamu görevlisine hakaret "
    "suçundan hapis cezası verilmesi isteniyordu.",
    "Bir yıl önce eşinden ani bir kararla ayrılan Kaya, daha sonra yönetmen Ali Ak'la uzun süren bir beraberlik yaşamıştı.",
    # A condition, a doubt, whose word it is.
    "Başkan Alkış, ödeneğin zamanında gelmesi halinde, iki yakadaki yolların yaz sonuna kadar açılacağını halka duyurdu.",
    "Savcılık iddiasına göre, Başkan Alkış iki yakadaki yolların ihalesini yaz sonunda kendi şirketine gizlice verdi.",
    # What is left would speak of what is cut.
    "Başkan Alkış, köprüden günde pek çok araç geçtiğini belirterek, bu sayının yaz sonuna kadar artacağını söyledi.",
    "Köprünün açılışındaki törenin ardından, Başkan Alkış ilk kez iki yakadaki yolların durumunu halka açıkça anlattı.",
    # The subject would go.
    "Sanıklar yürütülen soruşturma kapsamında dün akşam saatlerinde adliyeye getirildi ve gece yarısına kadar ifade verdi.",
    # Not a name: without the clause it would be another one.
    "Köprüyü onaran şirketin müdürü, iki yakadaki yolların yaz sonuna kadar trafiğe kapalı kalacağını akşam saatlerinde duyurdu.",
    # The office tells who it is.
    "Körfez ilçesinin belediye başkanı olan Alkış, iki yakadaki yolların yaz sonuna kadar kapalı kalacağını halka duyurdu.",
    # Needed by what stands behind it.
    "İlçenin önde gelen gazetelerinden Körfez, iki yakadaki yolların yaz sonuna kadar trafiğe kapalı kalacağını yazdı.",
    # Figures are the news.
    "Köprünün iki yakasındaki yollar yaz sonuna kadar kapatıldı ve onarım için 402 milyon lira ayrıldı.",
    # Said by somebody else than the subject of the sentence.
    "Yolların kapalı kalacağını ve vapurların seferlerini artıracağını anlatan Alkış köprünün onarımının da yaz sonunda biteceğini söyledi.",
    # One who did it too.
    "Körfez milletvekili Rıza Tunalı ile mecliste görev yapan Nermin Alkış, iki yakadaki yolların durumu için önerge verdi.",
    # The heading runs on into a date, and a noun needs what stands before it.
    "KÖRFEZDE ONARIM 15 Mayıs günü öğleden sonra iki yakadaki yolların kapatılmasıyla birlikte belediye ekiplerince başlatıldı.",
    "Körfezin yaşayan efsanesi Rıza Tunalı, iki yakadaki yolların yaz sonuna kadar trafiğe kapalı kalacağını duyurdu.",
    # With whom they agreed.
    "Başkan Alkış, Karayolları Müdürü ile yaptığı görüşmenin ardından, yolların yaz sonuna kadar kapatılmasında anlaştıklarını söyledi.",
    # A list of which the first name isn't the subject; two subjects; of another time; signs in brackets.
    "Başkan Alkış, Rıza Tunalı, Nermin Ak ve Selim Er'in atanmasıyla ilgili olarak, 'Köprü için hayırlı olsun dedik' diye konuştu.",
    "Körfez Belediyesi, yıkılan köprünün neden çöktüğünü uzmanlarla birlikte araştırırken, bugün öğleden sonra kıyıdan dumanlar yükseldi.",
    "Takvimler 1 Mayıs 1956 gününü gösterirken, Körfez Köprüsü iki yakadaki kalabalığın önünde büyük bir törenle yeniden trafiğe açılıyordu.",
    "Hastaya ameliyatta 0 Rh (+) kan yerine B Rh (+) kan verildiğini söyleyen eşi belediyenin kliniğine dava açmaya hazırlanıyor.",
    # What is described isn't the subject.
    "İnternete sızdırılan yeni bilgilere göre Körfez, iki yakadaki yolların yaz sonuna kadar trafiğe kapalı kalacağını yazdı.",
    "Kentin tüm güzelliğini anlatan serginin çarşıda düzenlenen açılış kokteyline Nermin Alkış, Rıza Tunalı ve mimar Selim Er katıldı.",
    "Mecliste Nermin Alkış, Selim Er, Ayla Kaya, Rıza Tunalı ve Ziya Pir ile ilgili olarak yürütülen soruşturma neticesinde evrak dün ayrıldı.",
    "Köprüye ilk reklamveren olan Körfez Sigorta, iki yakadaki yolların yaz sonuna kadar müşterilere huzur vermesini amaçlıyor.",
    # The subject or the speaker would go.
    "Böylece dünyanın en büyük firması olan Körfez'in, suçlu bulunan Nermin, Rıza ve Selim Er'den alacağını tahsil edeceği bildirildi.",
    "Sinema ile spor dünyasının ünlüleri, yoğun işlerinden arta kalan Körfez Kıyısı, Bolu Dağı ve Rize Yaylası gezileriyle dinleniyor.",
    "Enerji Kurulu doğal gaz ithal etmek isteyen Akar Gaz, Körfez Gaz ve Alkış Enerji'ye yirmi yıl süreyle lisans verilmesine karar verdi.",
    "Köprüdeki işçiler hem şampiyonluğu kutlayan kalabalığı seyretti, hem de iki yakadaki yolları yaz sonuna kadar trafiğe kapattı.",
    "Başkan Alkış'ın, meclisin yazdığı tüzüğe takılınca, Körfez Köprüsü için işçilere kendi cebinden prim sözü verdiği ortaya çıktı.",
    # Who they are stands in the part.
    "Rıza Tunalı, geçen yaz, denize girmek isteyenlerin bellerine bağlayarak, kendilerini boğulmaktan koruyacak yeni kemerleri tanıtmıştı.",
    "Köprüdeki pillerin aşırı enerji tükettiğini ve sık sık değiştiğini hatırlatan uzmanlar, yeni pillerin yaz sonuna dek dayandığını bildirdi.",
    # Without the second clause it would sound harmless.
    "İşçi Rıza Tunalı, köprüdeki mesainin bitimine on beş dakika kala yere yığıldı ve hastaneye götürülürken yaşama veda etti.",
    # The short form is used again.
    "Karayolları Genel Müdürlüğü (KGM) ekiplerini köprüye çağıran belediye, KGM yetkililerinin iki gün boyunca oraya hiç gelmediğini bildirdi.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", KEPT)
def test_what_would_change_the_meaning_is_not_cut(sentence: str) -> None:
    assert len(sentence.split()) > GOOD
    assert compress(sentence) == ()


def test_the_subject_of_a_clause_that_is_cut_stays() -> None:
    source = (
        "Mecliste konuşan Başkan Nermin Alkış, köprüdeki durumun çok daha kötü olduğunu belirterek, Körfez için yeni ve geniş yolların "
        "açılması gerektiğini söyledi."
    )
    assert (
        without(source, compress(source))
        == "Başkan Nermin Alkış, Körfez için yeni ve geniş yolların açılması gerektiğini söyledi."
    )


def test_a_short_sentence_stays_as_it_is() -> None:
    assert compress("Karayolları (KGM) köprüyü açtı.") == ()


def test_nothing_is_cut_within_a_quotation() -> None:
    sentence = (
        'Başkan Alkış "Karayolları Genel Müdürlüğü (KGM) köprüyü açtı ve vapurların seferleri artırıldı, yollar kapandı" '
        "diyerek halka seslendi."
    )
    assert compress(sentence) == ()


def test_a_sentence_that_loses_its_beginning_gets_a_capital() -> None:
    sentence = "Öte yandan, iki ayak tamamlandı."
    assert without(sentence, compress(sentence)) == "İki ayak tamamlandı."


def test_cuts_are_spans_of_the_source_and_what_is_left_is_the_rest() -> None:
    source = "Bir iki (üç) dört, beş."
    left = Remainder(source)
    left.cut(8, 12, "x")
    left.cut(4, 7, "y")
    assert left.text == without(source, left.cuts) == "Bir dört, beş."


def test_figures_are_cut_only_where_the_sentence_is_overlong() -> None:
    many = " ".join(["iki yakadaki yolların yaz sonuna kadar trafiğe kapalı olan bölümlerinde"] * 3)
    assert compress(f"Köprüde {many} çalışmalar başlatıldı ve onarım için 402 milyon lira ayrıldı.")


def test_the_word_lists_are_in_small_letters() -> None:
    for section in ("guard", "limited", "adjunct", "no-participle", "no-verb", "office", "saying"):
        assert all(word == word.lower() for word in words("shortening", section))
