"""Copies of one text, and the agencies that texts come from."""

from datetime import UTC, datetime, timedelta

import pytest

from tr_news.stories import copies
from tr_news.stories.agencies import agency
from tr_news.stories.group import Member, Story, group
from tr_news.stories.inputs import StoryInput
from tr_news.text.turkish.letters import upper

TEXT = (
    "Artvin'in Yusufeli ilçesinde heyelan nedeniyle kapanan kara yolu, ekiplerin 9 saat süren çalışmasının ardından "
    "ulaşıma açıldı. Karayolları ekipleri bölgede nöbet tutmayı sürdürüyor."
)
QUOTE = (
    '"Bu kararın arkasındayız, çiftçimizin alın terini kimseye yedirmeyeceğiz, taban fiyatı da önümüzdeki hafta '
    'kamuoyuyla paylaşacağız"'
)


def originals(*bodies: str, titles: tuple[str, ...] = ()) -> dict[int, int]:
    """The copies among bodies that were published in this order."""
    return copies.find([copies.shingles(titles[i] if titles else f"Başlık {i}", body) for i, body in enumerate(bodies)])


@pytest.mark.parametrize(
    "changed",
    [
        TEXT,
        upper(TEXT),
        "YUSUFELİ (AA) - " + TEXT,
        TEXT.split(". ")[0] + ".",
        TEXT.replace("9 saat", "dokuz saat"),
        TEXT + " Sürücüler tedbirli olmaları konusunda uyarıldı.",
    ],
)
def test_a_text_that_is_printed_again_is_a_copy(changed: str) -> None:
    assert originals(TEXT, changed) == {1: 0}


def test_the_same_event_in_other_words_is_no_copy() -> None:
    other = "Heyelanla kapanan Yusufeli yolunda çalışmalar bitti; yol dokuz saat sonra trafiğe açıldı."
    assert originals(TEXT, other) == {}


def test_a_quotation_in_common_makes_no_copy() -> None:
    first = f"Tarım Bakanı, fındık üreticileriyle buluştuğu Ordu'da konuştu. Bakan, {QUOTE} dedi."
    second = (
        f"Muhalefetin eleştirilerine meclis kürsüsünden yanıt veren bakan sert çıktı: {QUOTE} ifadelerini kullandı."
    )
    assert originals(first, second) == {}
    assert originals(first, first.replace("konuştu", "açıklama yaptı")) == {1: 0}


def test_texts_of_a_few_words_are_copies_only_with_their_headline() -> None:
    assert originals("İşte ayrıntılar", "İşte ayrıntılar") == {}
    titles = ("Kaptan pilotlardan kadın pilot açıklaması geldi", "Kaptan pilotlardan kadın pilot açıklaması geldi")
    assert originals("Cinsiyete göre görev verilmiyor.", "Cinsiyete göre görev verilmiyor.", titles=titles) == {1: 0}
    assert originals("", "") == {}


def test_a_copy_of_a_copy_belongs_to_the_original() -> None:
    assert originals(TEXT, TEXT + " Yol açık.", TEXT) == {1: 0, 2: 0}


def test_what_tells_two_events_is_no_copy() -> None:
    assert copies.find([copies.shingles("Bir", TEXT)] * 2, lambda _a, _b: True) == {}


def test_thousands_of_identical_texts_are_copies_of_the_first() -> None:
    assert originals(*[TEXT] * 3000) == dict.fromkeys(range(1, 3000), 0)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("ANKARA (AA) - Bakanlar Kurulu toplandı.", "Anadolu Ajansı"),
        ("İSTANBUL, (DHA) – Köprüde trafik durdu.", "Demirören Haber Ajansı"),
        ("Ali VELİ-Ayşe KAYA/BANDIRMA (Balıkesir), (DHA)- BALIKESİR'in Bandırma ilçesinde", "Demirören Haber Ajansı"),
        ("Yangın söndürüldü. Kaynak: İHA", "İhlas Haber Ajansı"),
        ("Yangın söndürüldü. (AA)", "Anadolu Ajansı"),
        ("Yangın söndürüldü. - ANKARA / ANKA", None),
        ("(ANKA) - CHP'li vekil açıklama yaptı.", "ANKA"),
        ("AA muhabirinin edindiği bilgiye göre köprü kapandı.", None),
        ("AP milletvekilleri Türkiye raporunu kabul etti.", None),
        ("Anadolu Ajansı genel müdürü değişti.", None),
        ("", None),
    ],
)
def test_an_agency_counts_in_dateline_credit_and_foot(body: str, expected: str | None) -> None:
    assert agency(body) == expected


def story(*members: tuple[str, str | None, str | None]) -> Story:
    """A story of articles: key, the key of the original, the agency."""
    start = datetime(2026, 3, 4, tzinfo=UTC)
    return Story(
        "id",
        tuple(
            Member(StoryInput(key, key, published=start + timedelta(hours=i), publisher=f"P{key}"), copy, credit)
            for i, (key, copy, credit) in enumerate(members)
        ),
    )


def keys(found: Story) -> list[list[str]]:
    """The keys by independent text."""
    return [[member.item.key for member in text] for text in found.texts]


def test_copies_and_texts_of_one_agency_count_once() -> None:
    assert keys(story(("a", None, None), ("b", "a", None), ("c", None, None))) == [["a", "b"], ["c"]]
    assert keys(story(("a", None, "DHA"), ("b", None, None), ("c", None, "DHA"))) == [["a", "c"], ["b"]]


def test_circular_and_unknown_originals_lose_no_article() -> None:
    circular = story(("a", "b", None), ("b", "a", None), ("c", "z", None))
    assert sorted(key for text in keys(circular) for key in text) == ["a", "b", "c"]


def test_a_story_says_how_many_texts_it_has() -> None:
    start = datetime(2026, 3, 4, 9, tzinfo=UTC)
    (found,) = group(
        [
            StoryInput("1", "Yusufeli yolu açıldı", TEXT, start, "Kent"),
            StoryInput("2", "Yusufeli'nde yol ulaşıma açıldı", TEXT, start + timedelta(minutes=5), "Ulus Haber"),
            StoryInput(
                "3",
                "Heyelanla kapanan Yusufeli yolu açıldı",
                "Yusufeli ilçesinde heyelanla kapanan kara yolu dokuz saat sonra trafiğe açıldı.",
                start + timedelta(hours=1),
                "Bizim Gazete",
            ),
        ]
    ).stories
    assert len(found.publishers) == 3
    assert [len(text) for text in found.texts] == [2, 1]
    assert found.members[1].copy_of == "1"
