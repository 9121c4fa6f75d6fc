"""The people of an article: named in full once, the surname alone is a name, whatever it means as a word."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.around import small_articles
from tr_news.config import load
from tr_news.documents.article import Article, Language, Paragraph
from tr_news.facts.names import known_names
from tr_news.load import load_translator
from tr_news.translation.keep_names import NameKeeper
from tr_news.translation.memory.remembering import RememberingTranslator
from tr_news.translation.memory.store import MemoryStore
from tr_news.translation.protocol import Translation
from tr_news.translation.translate import translate_articles

TURKISH = Language("tr", 1.0)
FULL = "CHP Genel Başkanı Özgür Özel konuştu."
ALONE = "Özel, bütçeyi eleştirdi."


class Wordy:
    """Takes "Özel" for the word that it is as well, where no first name stands in front."""

    source_language = "tr"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        self.asked += sentences
        return [Translation(s.replace("Özgür Özel", "Özgür O.").replace("Özel", "Private")) for s in sentences]

    def describe(self) -> dict[str, object]:
        return {"name": "wordy"}


def article(*sentences: str, title: str = "") -> Article:
    head = (Paragraph(title, "title"),) if title else ()
    return Article(sentences[0], "-", (*head, *map(Paragraph, sentences)))


def english(translator: object, *articles: Article) -> list[list[str]]:
    documents = translate_articles(articles, translator, languages=[TURKISH] * len(articles))  # type: ignore[arg-type]
    return [[sentence.translation for sentence in document.sentences] for document in documents]


def test_a_surname_alone_passes_around_the_model_where_the_article_has_named_the_person() -> None:
    model = Wordy()
    ((title, _, alone),) = english(NameKeeper(model), article(FULL, ALONE, title="ÖZEL BÜTÇEYİ ELEŞTİRDİ"))
    assert title.startswith("Özel")
    assert alone == ALONE
    assert "Ahmet, bütçeyi eleştirdi." in model.asked  # another person's name, which models copy


def test_the_same_sentence_of_another_article_is_left_to_the_model_in_any_company() -> None:
    with_him, without = article(FULL, ALONE), article("Meclis toplandı.", ALONE)
    keeper = NameKeeper(Wordy())
    both = english(keeper, with_him, without)
    assert [both[0][1], both[1][1]] == [ALONE, "Private, bütçeyi eleştirdi."]
    assert english(keeper, without, with_him) == [both[1], both[0]]
    assert [english(keeper, each)[0] for each in (with_him, without)] == both


def test_a_memory_changes_nothing_of_it(tmp_path: Path) -> None:
    articles = [article("Meclis toplandı.", ALONE), article(FULL, ALONE)]
    plain = english(NameKeeper(Wordy()), *articles)
    for _ in range(2):
        store = MemoryStore.open(tmp_path / "memory.sqlite")
        assert store is not None
        keeper = RememberingTranslator(NameKeeper(Wordy()), {"name": "wordy"}, store)
        assert english(keeper, *articles) == plain


def test_a_translator_that_keeps_no_names_is_asked_once() -> None:
    model = Wordy()
    english(model, article(FULL, ALONE))
    assert model.asked == [FULL, ALONE]


@pytest.mark.parametrize(
    ("sentence", "surname"),
    [
        ("Gümüş, suçsuz olduğunu söyledi.", True),
        ("Polis Gümüş'ün evini aradı.", True),
        ("Toplantıda Başkan Gümüş konuştu.", True),
        ("Gümüş fiyatları arttı.", False),  # the article writes the metal small as well
        ("Dün Gümüş Motor Fabrikası kapandı.", False),
        ("Kardeşi Ali Gümüş konuştu.", False),  # somebody else, by his own full name
    ],
)
def test_which_surnames_are_people(sentence: str, surname: bool) -> None:
    known = known_names(["Kuyumcu Sedat Gümüş vuruldu.", "Soyguncular gümüşleri aldı.", sentence])
    assert any(name.words == ("Gümüş",) for name in known.names_of(sentence)) is surname


def test_an_office_introduces_a_surname_too() -> None:
    sentences = ["Toplantıya Bakan Şimşek başkanlık etti.", "Şimşek, faizlerin düşeceğini söyledi."]
    assert known_names(sentences).names_of(sentences[1])[0].words == ("Şimşek",)


def test_a_place_that_is_a_word_is_one_where_the_article_has_named_it() -> None:
    flood = ["Ordu'da sel felaketi yaşandı.", "Ordu merkezde çok sayıda ev su altında kaldı."]
    assert known_names(flood).names_of(flood[1])[0].words == ("Ordu",)
    assert known_names(flood[1:]).names_of(flood[1]) == ()
    army = [*flood, "Bölgeye ordu birlikleri gönderildi."]
    assert known_names(army).names_of(flood[1]) == ()


def test_a_country_that_the_article_names_too_is_no_surname() -> None:
    coach = ["Teknik direktör Mehmet Mısır konuştu.", "Mısır, oyuncularını kutladı."]
    assert known_names(coach).names_of(coach[1])[0].rule == "surname"
    assert known_names([*coach, "Takım Mısır'da kamp yaptı."]).names_of(coach[1])[0].rule == "exonym"


def test_the_built_in_model_keeps_the_people_of_an_article() -> None:
    tried = list(small_articles())
    made = [
        article(
            *(each.source for each in group if each.kind not in ("title", "capitals")),
            title=next((each.source for each in group if each.kind in ("title", "capitals")), ""),
        )
        for group in tried
    ]
    said = english(load_translator(load({"translator": "tr-en-mini"})).translator, *made)
    wanted = sum(len(each.wanted) for group in tried for each in group)
    missing = [
        (each.source, text)
        for group, texts in zip(tried, said, strict=True)
        for each, text in zip(group, texts, strict=True)
        for _ in each.missing(text)
    ]
    assert wanted >= 190
    assert len(missing) <= 0.03 * wanted, missing
