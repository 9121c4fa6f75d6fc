"""What a framed article is about, and which headlines without a text report nothing. All texts are made up."""

import pytest

from tests.test_stories_grouping import article
from tr_news.stories import matters
from tr_news.stories.columns import is_column
from tr_news.stories.group import group
from tr_news.stories.matters import Matter, other_matter
from tr_news.stories.vocabulary import Vocabulary, stem
from tr_news.stories.words import words

BEES = ("Arıcılık kanunu teklifi Meclis'e sunuldu", "Kovan desteğini artıran kanun teklifi TBMM Başkanlığına sunuldu.")
TAXIS = ("Taksi kanunu teklifi Meclis'e sunuldu", "Plaka sayısını artıran kanun teklifi TBMM Başkanlığına sunuldu.")
HIVES = ("Kovan başına destek geliyor", "Arıcılık kanununda değişiklik öngören teklif TBMM Başkanlığına verildi.")
VOTED = ("Teklif Meclis'ten geçti", "Kovan desteğini artıran kanun teklifi TBMM Genel Kurulunda kabul edildi.")
CALF = ("İkiz buzağı şaşırttı", "Köyde bir inek ikiz buzağı doğurdu.")


def _vocabulary(*texts: tuple[str, str]) -> Vocabulary:
    return Vocabulary([words(f"{title} . {body}") for title, body in texts])


def matter(title: str, body: str, vocabulary: Vocabulary) -> Matter | None:
    return matters.matter(words(title), words(body), vocabulary)


@pytest.mark.parametrize(("a", "b", "other"), [(BEES, TAXIS, True), (HIVES, TAXIS, True), (BEES, HIVES, False)])
def test_two_bills_have_two_matters_and_one_bill_has_one(a: tuple[str, str], b: tuple[str, str], other: bool) -> None:
    vocabulary = _vocabulary(a, b)
    assert other_matter(matter(*a, vocabulary), matter(*b, vocabulary)) is other


def test_a_headline_of_the_frame_alone_leaves_the_matter_to_the_text() -> None:
    vocabulary = _vocabulary(VOTED, BEES, TAXIS)
    voted = matter(*VOTED, vocabulary)
    assert voted is not None
    assert "kova" in voted.named
    assert other_matter(voted, matter(*TAXIS, vocabulary))
    assert not other_matter(voted, matter(*BEES, vocabulary))


def test_what_is_told_in_no_frame_has_no_matter() -> None:
    assert matter(*CALF, _vocabulary(CALF)) is None


@pytest.mark.parametrize(
    ("title", "body", "column"),
    [
        ("Tarımın yarını", "", True),
        ("Zam kime yarar?", "", True),
        ("Dere ıslahı ve biz", "Yine.", True),
        ("Dereli'de köprü çöktü", "", False),
        ("Vali: Köprü yenilenecek", "", False),
        ("Köprü için 40 milyon lira", "", False),
        ("Belediyeden köprü açıklaması", "", False),
        ("Nalan Ersoy kimdir?", "", False),
        ("Tarımın yarını", "Çiftçi borcunu konuşmak için toplandı.", False),
    ],
)
def test_a_headline_alone_that_reports_nothing_is_a_column(title: str, body: str, column: bool) -> None:
    assert is_column(title, body) is column


def test_a_word_that_begins_like_another_has_a_stem_of_its_own() -> None:
    assert stem("metrobüste") == stem("metrobüsler") == "metrobüs"
    assert stem("metroda") == stem("metro") != stem("metrobüs")


@pytest.mark.parametrize(("hours", "count", "copy"), [(1, "412", True), (44, "412", True), (44, "437", False)])
def test_the_sentence_of_a_running_count_is_no_copy_of_another_days(hours: float, count: str, copy: bool) -> None:
    text = "Mera ıslahı çalışmalarının başlangıcından bu yana {0} köyde yem bitkisi ekildi, çalışmalar sürüyor."
    first = article("Islahta 412 köy", text.format("412"), "Kent")
    second = article(f"Islahta {count} köy", text.format(count), "Ulus Haber", hours)
    members = [member for story in group([first, second]).stories for member in story.members]
    assert any(member.copy_of for member in members) is copy


def test_a_weekday_is_no_rare_name() -> None:
    vocabulary = _vocabulary(("Oylama Perşembe günü", "Oylama Perşembe günü Karasarı'da yapılacak."))
    assert vocabulary.rarity("@perşembe") is None
    assert vocabulary.rarity("@karasarı") is not None
