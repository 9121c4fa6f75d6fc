"""A word that is a number only by its looks supports no figure: golden tables, Turkish and English."""

import pytest

from tr_news.facts.compare import compare
from tr_news.facts.numbers import parse_numbers
from tr_news.facts.sentence import facts_of

TURKISH = {
    # text: the values that may be trusted
    "İki ülke tek çatı altında toplandı.": ["2"],
    "Onlar dün geldi.": [],
    "Ona bir mektup yazdı.": [],
    "Bu yüzden toplantı ertelendi.": [],
    "Birlikte çalışacağız.": [],
    "Çocuk elmayı yedi.": [],
    "Takım sahasında gol yedi ve elendi.": [],
    "Başkan onu görevden aldı.": [],
    "Onun görüşü farklı.": [],
    "Ondan haber alınamıyor.": [],
    "Ekipler enkaz altında arama yaptı.": [],
    "Su altı arama ekibi geldi.": [],
    "Masanın altını aradılar.": [],
    "Sıcaklık normalin altına indi.": [],
    "Altı çizilen konu buydu.": [],
    "Yüz yüze eğitim başladı.": [],
    "Yüzünü yıkadı.": [],
    "Yüzü güldü.": [],
    "Hastalık yüzünden okula gidemedi.": [],
    "Yüzlerce kişi geldi.": [],
    "Denizde yüzen tekneler görüldü.": [],
    "Arabaya bin ve git.": [],
    "Binlerce kişi yürüdü.": [],
    "Binada yangın çıktı.": [],
    "Bir açıklama yapıldı.": [],
    "Biri yaralandı.": [],
    "Birinin evi yandı.": [],
    "Birer birer geldiler.": [],
    "Bir an önce çözülmeli.": [],
    "Bir gün geri döneceğiz.": [],
    "Ülkenin dört bir yanından geldiler.": [],
    "Bin bir güçlükle kurtarıldı.": [],
    "İkide bir arıyor.": [],
    "Yüz çevirdi.": [],
    "Beş para etmez.": [],
    "Bire bir görüşme yapıldı.": [],
    "Yarım kalan iş tamamlandı.": [],
    "Sıfırdan başladı.": [],
    "Çeyrek final maçı oynandı.": [],
    "Kırk yılda bir olur.": [],
    "Bir kez daha uyardı.": [],
    "Bu yüzyılın felaketi.": [],
    # and numbers that are meant
    "Altı kişi yaralandı.": ["6"],
    "Altısı ağır yaralı.": ["6"],
    "Altıncı kez seçildi.": ["6"],
    "Yedi polis görevden alındı.": ["7"],
    "Olayda yedi kişi öldü.": ["7"],
    "Yedinci katta oturuyor.": ["7"],
    "On kişi gözaltına alındı.": ["10"],
    "Onuncu yılını kutladı.": ["10"],
    "Yüz öğrenci katıldı.": ["100"],
    "Bin konut yapılacak.": ["1000"],
    "Bin 200 konut yapılacak.": ["1200"],
    "Kırk yıllık dükkân kapandı.": ["40"],
    "Bir kişi öldü.": ["1"],
    "Bir milyon lira ödendi.": ["1000000"],
    "Yarım saat sürdü.": ["0.5"],
    "Yirmi beş işçi çalışıyor.": ["25"],
    "Üç çocuk kayboldu.": ["3"],
    "Yüzde on arttı.": ["10"],
    "Kırkıncı maddesi değişti.": ["40"],
    "Altışar ay hapis cezası aldılar.": ["6"],
    "Birinci Dünya Savaşı'nda öldü.": ["1"],
    "İkisi de serbest bırakıldı.": ["2"],
}
ENGLISH = {
    "He spoke on Monday in the capital.": [],
    "One of the ministers resigned.": [],
    "No one was hurt.": [],
    "They helped one another.": [],
    "One day he will return.": [],
    "At one point the crowd pushed forward.": [],
    "The one who called was late.": [],
    "Another one was found.": [],
    "It took a second.": [],
    "A second chance is rare.": [],
    "He had second thoughts.": [],
    "Half the town was dark.": [],
    "The last quarter was weak.": [],
    "A woman in her fifties called.": [],
    "Hundreds of people came.": [],
    "Thousands marched.": [],
    "Dozens were held.": [],
    "It was a one-way street.": [],
    "It is a million miles away.": [],
    "That was the million dollar question.": [],
    "They came one by one.": [],
    "On the one hand it is cheap.": [],
    "For one thing, it is late.": [],
    "He is number one.": [],
    "They won to the last.": [],
    "The bin was full.": [],
    "The altar stands on a hill.": [],
    "They are back to square one.": [],
    "One person was hurt.": ["1"],
    "It lasted one year.": ["1"],
    "Two people were hurt.": ["2"],
    "Ten soldiers died.": ["10"],
    "A million people voted.": ["1000000"],
    "A hundred houses burnt.": ["100"],
    "Half a million voted.": ["500000"],
    "Two and a half million voted.": ["2500000"],
    "It lasted half an hour.": ["0.5"],
    "Six of them were hurt.": ["6"],
    "Twenty-five workers stayed.": ["25"],
    "The third bridge opened.": ["3"],
    "A dozen people came.": ["12"],
}


def test_the_tables_are_as_long_as_promised() -> None:
    assert len(TURKISH) >= 60
    assert len(ENGLISH) >= 40


@pytest.mark.parametrize(("text", "values"), TURKISH.items())
def test_turkish_words_are_trusted_only_where_they_count(text: str, values: list[str]) -> None:
    assert [f"{n.value.normalize():f}" for n in parse_numbers(text, "tr") if n.trusted] == values


@pytest.mark.parametrize(("text", "values"), ENGLISH.items())
def test_english_words_are_trusted_only_where_they_count(text: str, values: list[str]) -> None:
    assert [f"{n.value.normalize():f}" for n in parse_numbers(text, "en") if n.trusted] == values


@pytest.mark.parametrize(
    ("turkish", "english", "added"),
    [
        ("Bu yüzden toplantı ertelendi.", "So the meeting of 100 people was put off.", "100"),
        ("İşçiler enkaz altında kaldı.", "6 workers were under the rubble.", "6"),
        ("Onlar dün geldi.", "10 of them came yesterday.", "10"),
        ("Çocuk elmayı yedi.", "The child ate 7 apples.", "7"),
    ],
)
def test_no_homograph_excuses_a_figure_that_a_translation_adds(turkish: str, english: str, added: str) -> None:
    found = compare(facts_of(turkish, "tr"), facts_of(english, "en"))
    assert [(d.problem, d.text) for d in found] == [("added", added)]


def test_the_language_decides_what_a_word_is() -> None:
    assert facts_of("Police came on Monday.", "en").numbers == ()
    assert [n.value for n in facts_of("Bugün on polis geldi.", "tr").numbers] == [10]
