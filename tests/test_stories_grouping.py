# ruff: noqa: E501 (an article is easier to read on one line)
"""Articles are grouped by what they report. All texts here are made up."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tr_news.stories.group import Story, group, story_id
from tr_news.stories.inputs import StoryInput

MORNING = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)


def article(title: str, body: str, publisher: str, hours: float = 0, key: str = "") -> StoryInput:
    """An article of so many hours after the morning of 4 March 2026."""
    return StoryInput(
        key=key or f"{publisher}/{title}",
        title=title,
        body=body,
        published=MORNING + timedelta(hours=hours),
        publisher=publisher,
    )


# A day's other news, so that each case stands among articles that it has nothing to do with.
OTHERS = [
    article(
        "Fındıkta taban fiyat açıklandı", "Giresun kalite fındığın kilosu 215 liradan alınacak.", "Sabah Postası", 1
    ),
    article("Metro seferlerine bayram düzenlemesi", "Bayramda metro seferleri gece 02.00'ye kadar sürecek.", "Kent", 2),
    article(
        "Genç güreşçi Avrupa şampiyonu", "Sofya'daki şampiyonada Elif Karataş altın madalya kazandı.", "Spor 24", 3
    ),
    article(
        "Merkez Bankası faizi sabit tuttu", "Para Politikası Kurulu politika faizini değiştirmedi.", "Ekonomist", 5
    ),
    article("Arkeologlar 3 bin yıllık mühür buldu", "Çorum'daki kazıda Hitit dönemine ait mühür çıktı.", "Kent", 6),
]


def told_together(*articles: StoryInput) -> list[list[str]]:
    """The stories that these articles are in, among the day's others: the titles by story."""
    stories = group([*articles, *OTHERS]).stories
    mine = {one.key for one in articles}
    titles = [[member.item.title for member in story.members if member.item.key in mine] for story in stories]
    for story in stories:
        keys = {member.item.key for member in story.members}
        assert keys <= mine or not keys & mine, f"joined another article of the day: {story}"
    return sorted(sorted(found) for found in titles if found)


def test_one_event_in_different_words_is_one_story() -> None:
    found = told_together(
        article(
            "Sapanca'da orman yangını",
            "Sakarya'nın Sapanca ilçesinde ormanlık alanda çıkan yangına helikopterlerle müdahale ediliyor.",
            "Kent",
        ),
        article(
            "Sapanca'daki yangın kontrol altında",
            "Sapanca ilçesinde sabah çıkan orman yangını, 6 helikopter ve 40 arazözün müdahalesiyle kontrol altına alındı.",
            "Ulus Haber",
            4,
        ),
        article(
            "Alevler evlere yaklaştı",
            "Sakarya Sapanca'da çıkan orman yangını nedeniyle iki mahalle boşaltıldı, yangına 6 helikopter müdahale etti.",
            "Bizim Gazete",
            2,
        ),
    )
    assert len(found) == 1


def test_one_template_in_two_places_is_two_stories() -> None:
    text = "{0} Emniyet Müdürlüğü ekiplerince uyuşturucu satıcılarına yönelik düzenlenen operasyonda {1} şüpheli gözaltına alındı."
    found = told_together(
        article("Denizli'de uyuşturucu operasyonu: 7 gözaltı", text.format("Denizli", 7), "Kent"),
        article(
            "Denizli'deki uyuşturucu operasyonunda 7 gözaltı",
            text.format("Denizli", 7) + " Ekipler silah da ele geçirdi.",
            "Ulus Haber",
            1,
        ),
        article("Mardin'de uyuşturucu operasyonu: 9 gözaltı", text.format("Mardin", 9), "Kent", 1),
        article(
            "Mardin'deki uyuşturucu operasyonunda 9 gözaltı",
            text.format("Mardin", 9) + " Şüpheliler adliyeye sevk edildi.",
            "Sabah Postası",
            2,
        ),
    )
    assert len(found) == 2
    assert all(len({title.split("'")[0] for title in titles}) == 1 for titles in found)


def test_the_same_accident_on_two_days_is_two_stories() -> None:
    first = "Bolu'da Kızık mevkisinde otomobil ile kamyonet çarpıştı. Kazada {0} kişi yaralandı. Yaralılar hastaneye kaldırıldı."
    found = told_together(
        article("Kızık mevkisinde kaza: 2 yaralı", first.format(2), "Kent"),
        article("Bolu Kızık'ta otomobille kamyonet çarpıştı: 2 yaralı", first.format("iki"), "Ulus Haber", 1),
        article("Kızık mevkisinde kaza: 5 yaralı", first.format(5), "Kent", 25),
        article(
            "Bolu Kızık'ta yine kaza: 5 yaralı",
            first.format(5) + " Dün de aynı yerde kaza olmuştu.",
            "Bizim Gazete",
            26,
        ),
    )
    assert found == [
        ["Bolu Kızık'ta otomobille kamyonet çarpıştı: 2 yaralı", "Kızık mevkisinde kaza: 2 yaralı"],
        ["Bolu Kızık'ta yine kaza: 5 yaralı", "Kızık mevkisinde kaza: 5 yaralı"],
    ]


def test_the_second_accident_is_linked_to_the_first() -> None:
    text = "Bolu'da Kızık mevkisinde otomobil ile kamyonet çarpıştı. Kazada {0} kişi yaralandı."
    first = article("Kızık mevkisinde kaza: 2 yaralı", text.format(2), "Kent", key="first")
    second = article("Kızık mevkisinde kaza: 5 yaralı", text.format(5), "Kent", 25, key="second")
    assert group([second, first, *OTHERS]).follows == {story_id("second"): story_id("first")}
    assert group([first, *OTHERS]).follows == {}


def test_a_toll_that_rises_on_the_next_day_is_the_same_story() -> None:
    found = told_together(
        article(
            "Şile açıklarında balıkçı teknesi battı: 2 ölü",
            "Şile açıklarında batan balıkçı teknesinde 2 kişi öldü.",
            "Kent",
        ),
        article(
            "Şile'de batan teknede ölü sayısı 4'e yükseldi",
            "Şile açıklarında batan balıkçı teknesinde ölü sayısı 4'e yükseldi, kayıp 1 kişi aranıyor.",
            "Ulus Haber",
            20,
        ),
    )
    assert len(found) == 1


QUOTATIONS = [
    ("Bakan Arslan: Sorumlular hesap verecek", "Ulaştırma Bakanı Kerem Arslan, Çatalkaya'da devrilen trenle ilgili \"Sorumlular hesap verecek\" dedi."),
    ("'Rayların altı boşalmıştı'", "Çatalkaya'daki tren kazasından sağ kurtulan makinist, \"Rayların altı boşalmıştı\" ifadesini kullandı."),
    ("Muhalefetten istifa çağrısı", "Çatalkaya'da 14 kişinin öldüğü tren kazasının ardından muhalefet lideri \"Bakan derhal istifa etmeli\" diye konuştu."),
    ("Acılı baba: Kızım tatile gidiyordu", "Çatalkaya'da devrilen trende kızını kaybeden baba \"Kızım tatile gidiyordu\" sözleriyle gözyaşı döktü."),
    ("Uzmanlar uyarmıştı", "Demiryolu Mühendisleri Odası Başkanı, Çatalkaya'daki tren kazası için \"Menfezi iki kez rapor ettik\" açıklaması yaptı."),
    ("Cumhurbaşkanından başsağlığı", "Cumhurbaşkanı, Çatalkaya'daki tren kazasında hayatını kaybedenler için \"Milletimizin başı sağ olsun\" mesajı yayımladı."),
    ("Vali: Yaralıların 6'sı ağır", "Çatalkaya Valisi, devrilen trendeki yaralılar için \"41 yaralının 6'sı ağır\" bilgisini verdi."),
    ("TCDD: Hız sınırı aşılmadı", "TCDD, Çatalkaya'da devrilen trenin hızının \"sınırın altında\" olduğunu, kazanın incelendiğini duyurdu."),
    ("'Camdan atlayarak kurtulduk'", "Çatalkaya'da devrilen trenin yolcuları \"Camdan atlayarak kurtulduk\" diye anlattı."),
    ("Savcılık üç bilirkişi atadı", "Çatalkaya'daki tren kazası soruşturmasında savcılık \"Her ihtimal incelenecek\" diyerek üç bilirkişi görevlendirdi."),
]  # fmt: skip


@pytest.mark.parametrize("place", ["Çatalkaya", "Kozluca", "Dicle", "Elazığ"])
def test_a_big_event_told_by_ten_quotations_is_one_story(place: str) -> None:
    event = article(
        f"{place}'da tren devrildi: 14 ölü",
        f"{place}'da yolcu treninin devrilmesi sonucu 14 kişi öldü, 41 kişi yaralandı.",
        "Kent",
    )
    outlets = ["Kent", "Ulus Haber", "Bizim Gazete", "Sabah Postası", "Anadolu Manşet"]
    quoted = [
        article(title, body.replace("Çatalkaya", place), outlets[i % 5], 1 + i)
        for i, (title, body) in enumerate(QUOTATIONS)
    ]
    assert len(told_together(event, *quoted)) == 1


def test_two_bills_of_one_parliament_are_two_stories() -> None:
    found = told_together(
        article("Hayvan hakları teklifi Meclis'te kabul edildi", "Sahipsiz hayvanların korunmasını düzenleyen kanun teklifi TBMM Genel Kurulunda kabul edildi.", "Kent"),
        article("Meclis hayvan hakları teklifini yasalaştırdı", "TBMM Genel Kurulu, sahipsiz hayvanların korunmasına ilişkin kanun teklifini kabul etti. Barınaklara ödenek ayrılacak.", "Ulus Haber", 1),
        article("Vergi affı teklifi Meclis'te kabul edildi", "Vergi borçlarının yapılandırılmasını öngören kanun teklifi TBMM Genel Kurulunda kabul edildi.", "Kent", 2),
        article("Meclis vergi yapılandırmasını yasalaştırdı", "TBMM Genel Kurulu, vergi borçlarının yapılandırılmasına ilişkin kanun teklifini kabul etti. Taksit sayısı 24 olacak.", "Bizim Gazete", 3),
    )  # fmt: skip
    assert len(found) == 2
    assert all(len({"ergi" in title for title in titles}) == 1 for titles in found)


def test_two_matches_told_alike_are_two_stories_and_one_match_is_one() -> None:
    found = told_together(
        article("Göztepe deplasmanda kazandı", "Göztepe, Süper Lig'de Rizespor'u deplasmanda 2-1 yendi.", "Kent"),
        article("Rizespor-Göztepe: 1-2", "Süper Lig'in 25. haftasında Göztepe, Rizespor'u 2-1 mağlup etti.", "Ulus Haber", 1),
        article("Kayserispor deplasmanda kazandı", "Kayserispor, Süper Lig'de Alanyaspor'u deplasmanda 2-1 yendi.", "Kent", 1),
        article("Alanyaspor-Kayserispor: 1-2", "Süper Lig'in 25. haftasında Kayserispor, Alanyaspor'u 2-1 mağlup etti.", "Bizim", 2),
    )  # fmt: skip
    assert len(found) == 2
    assert all(len({"Göztepe" in title for title in titles}) == 1 for titles in found)


def test_a_column_whose_text_is_its_title_joins_nothing() -> None:
    column = article("Bu gidiş nereye?", "Bu gidiş nereye?", "Yeni Sayfa")
    other = article(
        "Enflasyonda gidiş nereye?", "Ekonomistler yıllık enflasyonun yaz aylarında gerilemesini bekliyor.", "Kent", 1
    )
    assert len(told_together(column, other)) == 2


def test_who_is_x_joins_the_story_that_x_is_in() -> None:
    found = told_together(
        article("Ünlü oyuncu Nazlı Erdinç evlendi", "Dizi oyuncusu Nazlı Erdinç, iş insanı Murat Solak ile Bodrum'da evlendi.", "Kent"),
        article("Nazlı Erdinç ile Murat Solak dünyaevine girdi", "Oyuncu Nazlı Erdinç ile Murat Solak'ın Bodrum'daki düğününe 300 davetli katıldı.", "Magazin Hattı", 2),
        article("Murat Solak kimdir, kaç yaşında, ne iş yapıyor?", "Nazlı Erdinç ile evlenen Murat Solak kimdir? Murat Solak kaç yaşında, nereli?", "Ulus Haber", 3),
    )  # fmt: skip
    assert len(found) == 1


def test_a_headline_without_facts_is_placed_by_its_body() -> None:
    found = told_together(
        article("Yalova'da inşaatta iskele çöktü: 3 işçi yaralı", "Yalova'nın Armutlu ilçesinde inşaat iskelesinin çökmesi sonucu 3 işçi yaralandı.", "Kent"),
        article("Can pazarı!", "Yalova'nın Armutlu ilçesinde çöken iskelenin altında kalan 3 işçi yaralı kurtarıldı.", "Ulus Haber", 1),
    )  # fmt: skip
    assert len(found) == 1


def test_furniture_does_not_join() -> None:
    found = told_together(
        article("Son dakika: Borsa güne yükselişle başladı", "BIST 100 endeksi güne yüzde 1 yükselişle başladı. Devamı için tıklayınız...", "Kent"),
        article("Son dakika: Kar tatili uzatıldı", "Valilik, yoğun kar nedeniyle okulların tatilini bir gün uzattı. Devamı için tıklayınız...", "Kent", 1),
        article("Yeni sayımız çıktı", "The post Yeni sayımız çıktı appeared first on Yerel Gazete.", "Yerel", 1),
        article("Belediyeden kreş müjdesi", "The post Belediyeden kreş müjdesi appeared first on Yerel Gazete.", "Yerel", 1),
    )  # fmt: skip
    assert len(found) == 4


def test_what_is_alike_after_weeks_is_another_story() -> None:
    text = "Kızılırmak'ta taşkın uyarısı yapıldı. Kızılırmak havzasındaki köyler için sarı kodlu uyarı verildi."
    early = article("Kızılırmak'ta taşkın uyarısı", text, "Kent")
    late = article(
        "Kızılırmak için taşkın uyarısı yapıldı",
        "Meteoroloji, Kızılırmak havzasında taşkın uyarısı verdi.",
        "Kent",
        24 * 20,
    )
    assert len(told_together(early, late)) == 2


def _stories(items: list[StoryInput]) -> list[tuple[str, tuple[str, ...]]]:
    return [(story.id, tuple(member.item.key for member in story.members)) for story in group(items).stories]


def test_order_changes_nothing() -> None:
    items = [*OTHERS, *(article(*texts, "Kent", i) for i, texts in enumerate(QUOTATIONS))]
    expected = _stories(items)
    for seed in range(5):
        shuffled = items.copy()
        random.Random(seed).shuffle(shuffled)
        assert _stories(shuffled) == expected


def test_the_id_is_the_earliest_articles_and_stays_when_later_ones_come() -> None:
    first = article("Sinop'ta hortum", "Sinop açıklarında hortum oluştu, tekneler limana döndü.", "Kent")
    later = article("Sinop açıklarında hortum korkuttu", "Sinop açıklarında oluşan hortum görüntülendi.", "Bizim", 3)
    alone = group([first, *OTHERS]).stories
    joined = group([later, *OTHERS, first]).stories
    assert story_id(first.key) in {story.id for story in alone}
    assert next(story for story in joined if len(story.members) == 2).id == story_id(first.key)


def test_undated_articles_and_days_without_time() -> None:
    items = [
        StoryInput("a", "Sinop'ta hortum", "Sinop açıklarında hortum oluştu.", date(2026, 3, 4), "Kent"),
        StoryInput("b", "Sinop açıklarında hortum", "Sinop açıklarında oluşan hortum korkuttu.", None, "Ulus Haber"),
        StoryInput("c", "Sinop'ta hortum görüldü", "Sinop açıklarında hortum oluştu, tekneler döndü.", MORNING, "Bizim", timed=False),
    ]  # fmt: skip
    (story,) = group(items).stories
    assert [member.item.key for member in story.members] == ["a", "c", "b"]


def test_nothing_and_one() -> None:
    assert group([]).stories == ()
    (story,) = group([OTHERS[0]]).stories
    assert story.publishers == ("Sabah Postası",)


def test_articles_with_one_key_count_once() -> None:
    twice = [article("Bir", "Bir metin.", "Kent", key="x"), article("İki", "Başka metin.", "Kent", key="x")]
    assert _stories(twice) == _stories(twice[::-1])
    assert sum(len(story.members) for story in group(twice).stories) == 1


DATES = st.one_of(
    st.none(),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
)
HOSTILE = st.builds(
    StoryInput,
    key=st.sampled_from("abcdefgh"),
    title=st.text(max_size=60),
    body=st.text(max_size=200),
    published=DATES,
    publisher=st.sampled_from(["", "Kent", "Ulus Haber"]),
    timed=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(HOSTILE, max_size=8))
def test_any_text_and_date_is_grouped_once(items: list[StoryInput]) -> None:
    stories = group(items).stories
    keys = [member.item.key for story in stories for member in story.members]
    assert sorted(keys) == sorted({item.key for item in items})
    assert len({story.id for story in stories}) == len(stories)
    assert _stories(items[::-1]) == _stories(items)


@pytest.mark.parametrize("alike", [True, False])
def test_five_hundred_articles(alike: bool) -> None:
    names = [f"{chr(97 + i % 26)}{chr(97 + i // 26)}orlu" for i in range(500)]
    items = [
        article(
            "Kasabada panayır" if alike else f"{name.title()} kasabasında {name} panayırı",
            "Kasabanın yüz yıllık panayırı bu hafta sonu açılıyor." if alike else f"{name.title()}'da {name} sergisi.",
            f"Yayın {i}",
            key=str(i),
        )
        for i, name in enumerate(names)
    ]
    stories: tuple[Story, ...] = group(items).stories
    assert len(stories) == (1 if alike else 500)
    if alike:
        assert len(stories[0].texts) == 1
        assert len(stories[0].publishers) == 500
