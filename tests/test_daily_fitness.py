# ruff: noqa: E501 (an article is easier to read on one line)
"""Which sentences a story is told in: each rule by its name, and what it leaves alone."""

import pytest

from tests.daily_examples import digest, unchanged
from tr_news.daily.fitness import RULES, fired, never
from tr_news.daily.ranking import is_service
from tr_news.documents.article import Article, Paragraph
from tr_news.stories.group import group
from tr_news.stories.inputs import StoryInput

SENTENCES = {
    "question": ["Akçay Köprüsü ne zaman açılacak?", "Murat Solak kimdir? soruları da merak içinde araştırılıyor."],
    "roster": ["HAKEMLER: Yohan Marsan (Fransa), Dejan Cirik (Bosna Hersek)", "FAUL: 39."],
    "cut": ["Kasabadaki köprüden geçen kamyonun sürücüsü akşam saatlerinde aracıyla birlikte nehre doğru"],
    "introduces": ["Vali şunları söyledi:"],
    "stock": [
        "Olay yerine ekipler sevk edildi.",
        "İhbar üzerine olay yerine çok sayıda polis ve sağlık ekibi gönderildi.",
        "Bölgeden ilk görüntüler geldi.",
        "Yaralılara ilk müdahale olay yerindeki sağlık ekibi tarafından yapıldı.",
        "Emekli yöneticiden önemli bir iddia geldi.",
        "Kulüp başkanı, yıldız futbolcuyla ilgili konuştu.",
        "Olayla ilgili soruşturma başlatıldı.",
        "Derneğin yeni başkanı belli oldu.",
        "Bakanlıktan bu iddiaya yanıt geldi.",
    ],
    "bait": ["Peki, köprü neden kapandı, gelin birlikte bakalım."],
    "leans": ["Ancak bu karar belediyeyi bağlamıyor ve yeni bir ihale yapılıyor."],
}
FIT = [
    "Akçay Nehri üzerindeki yeni köprü düzenlenen törenle trafiğe açıldı.",
    "Olayda 7 kişi yaralandı.",
    'Görgü tanığı köprüde yaşananları televizyona böyle anlattı: "Herkes bir anda koşmaya başladı, ben de ters yöne"',
    "Bakanlıktan yapılan açıklamada 12 köyde elektrik verildiği bildirildi.",
    "Sanatçı Coşkun Demir, derneğin başkanlığına seçildi",
    "Savcılık, köprünün müteahhidi hakkında ihaleye fesat karıştırmaktan soruşturma başlattı.",
    'Vali, "Köprü ne zaman açılacak?" sorusunu yanıtsız bıraktı.',
    "Olay yerine gelen ekipler 3 işçiyi göçük altından sağ çıkardı.",
]


def rules_of(sentence: str) -> frozenset[str]:
    (document,) = unchanged([Article("k", "k.txt", (Paragraph("Başlık", "title"), Paragraph(sentence)))])
    return frozenset().union(*fired(document)[1:])


@pytest.mark.parametrize(("name", "sentence"), [(name, one) for name, several in SENTENCES.items() for one in several])
def test_a_rule_applies(name: str, sentence: str) -> None:
    assert name in rules_of(sentence)


@pytest.mark.parametrize("sentence", FIT)
def test_what_tells_the_news_is_left_alone(sentence: str) -> None:
    assert rules_of(sentence) == frozenset()


def test_every_rule_is_tested() -> None:
    assert list(SENTENCES) == [rule.name for rule in RULES]


def test_what_is_never_told() -> None:
    assert never(frozenset({"question"}))
    assert not never(frozenset({"stock"}))


BRIDGE = (
    ("Kent", "09:00", "Akçay'da köprü çöktü: 3 işçi yaralı", "Akçay Nehri'ndeki köprü inşaatı çöktü, 3 işçi yaralandı. Olay yerine ekipler sevk edildi. Köprü ne zaman açılacak?"),
    ("Bizim", "10:00", "Akçay'da çöken köprü için inceleme", "Akçay Nehri'ndeki köprü inşaatının çökmesinin ardından Bakanlık iki müfettiş görevlendirdi. Bölgeden ilk görüntüler geldi."),
)  # fmt: skip


def test_stock_sentences_and_questions_are_no_bullets() -> None:
    (story,) = digest(BRIDGE).stories
    told = " ".join(line.text for line in story.bullets)
    assert "müfettiş" in told
    assert "sevk" not in told
    assert "görüntü" not in told
    assert "?" not in told


def test_a_title_that_is_no_news_gives_way_to_one_that_is_and_else_to_the_sentence_that_tells_it() -> None:
    bait = ("Bizim", "08:00", "İşte Akçay'da herkesi şaşırtan o köprü", BRIDGE[0][3])
    (story,) = digest([bait, ("Ulus Haber", "09:30", "Akçay'da o köprü için son karar", BRIDGE[0][3])]).stories
    assert story.headline.text == "Akçay Nehri'ndeki köprü inşaatı çöktü, 3 işçi yaralandı"
    other = (*bait[:3], "Akçay Nehri'ndeki köprünün inşaatında çökme oldu, 3 işçi yaralı kurtuldu.")
    (story,) = digest([other, *BRIDGE]).stories
    assert story.headline.text in {title for _, _, title, _ in BRIDGE}


def test_a_stock_sentence_stands_where_nothing_else_does() -> None:
    told = [(name, clock, title, "Olay yerine ekipler sevk edildi.") for name, clock, title, _ in BRIDGE]
    (story,) = digest(told).stories
    assert [line.text for line in story.bullets] == ["Olay yerine ekipler sevk edildi."]


def test_a_bullet_says_more_than_those_before_it() -> None:
    told = [
        ("Kent", "08:00", "Ordu: Akçaköy kuşatıldı", "Ordudan yapılan açıklamada Akçaköy şehir merkezinin kuşatıldığı bildirildi."),
        ("Bizim", "09:00", "Ordu Akçaköy'ü kuşattı", "Genelkurmay, yürütülen harekâtta Akçaköy şehir merkezinin kuşatıldığını duyurdu."),
        ("Ulus Haber", "10:00", "Akçaköy'den kaçış", "Kuşatılan Akçaköy şehir merkezinden 300 aile komşu kasabalara göç etti."),
    ]  # fmt: skip
    (story,) = digest(told).stories
    texts = [line.text for line in story.bullets]
    assert sum("kuşatıldığı" in text for text in texts) <= 1, "the same in two wordings is one bullet"
    assert any("300 aile" in text for text in texts)


def test_a_question_is_no_headline() -> None:
    told = [
        ("Kent", "08:00", "Murat Solak kimdir?", "Milletvekili Murat Solak'a Meclis'te 3 birleşim çıkarma cezası verildi. Solak 1960 doğumlu."),
        ("Bizim", "09:00", "Murat Solak kimdir, kaç yaşında?", "Meclis'te Murat Solak'a 3 birleşim çıkarma cezası verilmesi tartışıldı, muhalefet kararı kınadı."),
    ]  # fmt: skip
    (story,) = digest(told).stories
    assert "?" not in story.headline.text
    assert "Solak" in story.headline.text


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2026 sınav takvimi: Başvuru tarihleri", True),
        ("Derbi maçı saat kaçta, hangi kanalda?", True),
        ("Günlük burç yorumları", True),
        ("Murat Solak kimdir?", True),
        ("Köprü trafiğe açıldı", False),
        ("Bakan: Köprü ihalesi yenilenecek", False),
    ],
)
def test_what_answers_a_search(title: str, expected: bool) -> None:
    (story,) = group([StoryInput("k", title, "Metin")]).stories
    assert is_service(story) is expected


def test_a_copy_that_names_who_did_it_is_heard() -> None:
    text = "Suriye'nin Akçaköy bölgesindeki yerleşimlere düzenlenen hava saldırısında 5 sivil hayatını kaybetti, 15 sivil yaralandı."
    told = [
        ("Kent", "16:09", "Akçaköy'e hava saldırısı: 5 ölü", "Suriye'nin Akçaköy kasabasında Rus savaş uçakları tarafından düzenlenen saldırıda ölenler var; yaralılar sınıra taşındı."),
        ("Ulus Haber", "16:48", "Akçaköy'e hava saldırısı: 5 ölü, 15 yaralı", text),
        ("Bizim", "17:30", "Akçaköy'e hava saldırısı: Ölü ve yaralılar var", f"Esed rejiminin, {text.replace('düzenlenen', 'düzenlediği')}"),
    ]  # fmt: skip
    (story,) = digest(told).stories
    assert story.texts == 2
    assert "Who did it differs: Russia (Kent); the Syrian government (Bizim)" in [q.text for q in story.quantities]
