"""What makes a sentence news: every rule by its name, on a sentence that it fires on and on one that it doesn't."""

import pytest

from tr_news.documents.article import Article, Language, ParagraphKind
from tr_news.documents.translation import Flag, Sentence, TranslatedArticle
from tr_news.summarization.extractive.rules import RULES, figures
from tr_news.summarization.extractive.salience import Settings, ranked_for_headline, salience, views

# Rule, language, a sentence that it fires on, one like it that it does not.
FIRES = [
    ("figure", "tr", "Belediye 40 otobüs aldı.", "Belediye 15 Mart 2024 günü otobüs aldı."),
    ("figure", "en", "The city bought 40 buses.", "The city bought buses on 15 March 2024."),
    ("figures", "tr", "Bilet yüzde 20 artışla 30 lira oldu.", "Bilet yüzde 20 arttı."),
    ("figures", "en", "Tickets rose by 20 percent to 30 lira.", "Tickets rose by 20 percent."),
    ("decided", "tr", "Mahkeme üç sanığın tutuklanmasına hükmetti.", "Mahkeme üç sanığı dinledi."),
    ("decided", "en", "The court sentenced three men.", "The court heard three men."),
    (
        "outlook",
        "tr",
        "Seferlerin ne zaman başlayacağı henüz belli değil.",
        "Seferlerin ne zaman başlayacağı açıklandı.",
    ),
    ("outlook", "en", "The line is expected to open in May.", "The line opened in May."),
    ("leans", "tr", "Ancak seferler yarın başlamıyor.", "Seferler ancak yarın başlıyor."),
    ("leans", "en", "However, the ferries stay in port.", "The ferries, however, stay in port."),
    ("refers-back", "tr", "Bu karar yarın uygulanacak.", "Karar yarın uygulanacak."),
    ("refers-back", "en", "She will open the line tomorrow.", "The mayor will open the line tomorrow."),
    ("speech", "tr", '"Bu köprü bizim için çok önemli." dedi.', '"Kara Köprü" filmi bugün gösterime girdi.'),
    ("speech", "en", '"This bridge is all we have," he said.', '"Black Bridge" opens in cinemas today.'),
    ("introduces", "tr", "Vali konuşmasında şunları söyledi:", "Vali, köprünün açıldığını belirterek şöyle dedi:"),
    ("introduces", "en", "The governor went on:", "The governor said that the bridge is open:"),
    ("question", "tr", "Köprü ne zaman açılacak?", "Köprünün ne zaman açılacağı soruldu."),
    ("question", "en", "When will the bridge open?", "They asked when the bridge would open."),
    (
        "repeats-title",
        "tr",
        "Yeni köprü yarın törenle açılıyor.",
        "Yeni köprü için Bursa'da 300 işçi altı yıl çalıştı.",
    ),
    ("short", "tr", "Köprü yarın açılıyor.", "Altı yıldır yapımı süren yeni köprü yarın sabah törenle açılıyor."),
    ("short", "en", "The bridge opens tomorrow.", "The bridge opens tomorrow after six years."),
    ("overlong", "tr", "ve " * 45 + "bitti.", "ve " * 44 + "bitti."),
    ("unfinished", "tr", "Köprü haberleri ve son durum", "Köprü için son durum açıklandı."),
    ("site", "tr", "Örnek TV Haberler Köprü yeniden açıldı", "Bu haberler köprünün açılışını geciktirdi."),
    ("site", "en", "Example News - Bridge opens again after repairs", "Example News opens an office."),
    ("announces", "tr", "Bakan, yeni hatta ilişkin bilgi verdi.", "Bakan, yeni hattın açıldığı bilgisini verdi."),
    ("announces", "tr", "Törene Vali Ak ve çok sayıda davetli katıldı.", "Maratona 300 koşucu katıldı."),
    ("decided", "tr", "Bakan, ihalenin iptal edildiğini söyledi.", "Bakan, ihaleyi anlattı."),
    ("decided", "tr", "Kurul 12 hakeme men cezaları verdi.", "Kurul cezaları konuştu."),
    ("decided", "tr", "Avukat, suç duyurusunda bulunduklarını belirtti.", "Avukat, suçu anlattı."),
    ("general", "tr", "Yağmur bütün gün hiç durmadan yağdı.", "Yağmur bütün gün Bursa'da hiç durmadan yağdı."),
    ("announces", "en", "The minister made a statement.", "The minister said the line is open."),
    ("earlier", "tr", "Köprü geçen yıl kapatılmıştı.", "Köprünün onarımı yapılmıştır."),
    ("earlier", "en", "The bridge had already been closed.", "The bridge has been closed."),
    ("first-person", "tr", "Bankamız tüm kurallara uymaktadır.", 'Vali, "Bankamız kurallara uyuyor" dedi.'),
    ("first-person", "tr", "Bu ayki konuk okuyucu bendim.", "Temiz su kırmızı vanadan akıyor."),
    ("first-person", "en", "Our bank keeps to all rules.", 'The US bank says: "We keep to all rules."'),
    ("bait", "tr", "Peki köprü neden kapatıldı, gelin bakalım.", "Köprünün kapatılma nedeni pas."),
    ("bait", "en", "Here's why the bridge was closed.", "The bridge was closed for repairs."),
]


def _article(*sources: str | tuple[ParagraphKind, str], language: str = "tr") -> TranslatedArticle:
    given: list[tuple[ParagraphKind, str]] = [("text", s) if isinstance(s, str) else s for s in sources]
    sentences = [Sentence(i, i, kind, source, source) for i, (kind, source) in enumerate(given)]
    return TranslatedArticle(Article("a", "a.txt", ()), Language(language, 1.0), tuple(sentences))


def _fired(document: TranslatedArticle, index: int) -> set[str]:
    view = views(document)[index]
    return {rule.name for rule in RULES if rule.applies(view)}


@pytest.mark.parametrize(("name", "language", "fires", "not_"), FIRES)
def test_each_rule_fires_where_it_should_and_not_beside_it(name: str, language: str, fires: str, not_: str) -> None:
    document = _article(("title", "Yeni köprü yarın açılıyor"), fires, not_, language=language)
    assert name in _fired(document, 1)
    assert name not in _fired(document, 2)


def test_below_a_heading_that_announces_it_all_is_background() -> None:
    document = _article("Köprü kapatıldı.", ("heading", "NE OLMUŞTU?"), "Köprüde çatlak görülmüştü.")
    assert "background" not in _fired(document, 0)
    assert "background" in _fired(document, 2)


def test_a_sentence_within_a_quotation_of_several_goes_on_quoted() -> None:
    one = Sentence(0, 0, "text", 'Vali, "Köprü sağlam.', "")
    two = Sentence(1, 0, "text", 'Yarın açıyoruz" dedi.', "")
    document = TranslatedArticle(Article("a", "a", ()), Language("tr", 1.0), (one, two))
    assert "goes-on-quoted" not in _fired(document, 0)
    assert "goes-on-quoted" in _fired(document, 1)


def test_single_marks_quote_over_several_sentences_too_and_apostrophes_do_not() -> None:
    texts = ["Vali, ‘Köprü’nün onarımı bitti.", "Ankara’nın kararı yarın gelir’ dedi.", "Rize’nin valisi gitti."]
    sentences = tuple(Sentence(i, 0, "text", text, "") for i, text in enumerate(texts))
    document = TranslatedArticle(Article("a", "a", ()), Language("tr", 1.0), sentences)
    assert ["goes-on-quoted" in _fired(document, i) for i in range(3)] == [False, True, False]


def test_every_rule_is_tested_and_has_a_reason() -> None:
    assert {rule.name for rule in RULES} == {name for name, *_ in FIRES} | {"background", "goes-on-quoted"}
    assert all(rule.why and (rule.effect > 0) for rule in RULES)


def test_years_dates_and_times_are_no_figures() -> None:
    assert figures("21 ekim 2025'te saat 14.30'da 3,5 milyon kişi", "tr") == {"3,5"}
    assert figures("on 21 october 2025 some 3.5 million people", "en") == {"3.5"}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (  # most words in common
            "Belediye, Körfez'de çalışan vapurların bilet fiyatını öğrenciler için indirdi.",
            "Öğrenciler için vapurların bilet fiyatını indiren belediye açıklama yaptı.",
            True,
        ),
        (  # fewer words, and the figure is told again
            "Depremde yıkılan 45 bina için bakanlık yeni konut yapımına bu hafta başlıyor.",
            "Bakanlık, yıkılan 45 binanın sahiplerine dün bu konut haberini duyurdu.",
            True,
        ),
        (  # the same words with other figures are other news
            "Şirketin ihracatı ekim ayında yüzde 12 artışla 40 milyon dolar oldu.",
            "Şirketin ihracatı kasım ayında yüzde 7 düşüşle 31 milyon dolar oldu.",
            False,
        ),
        (
            "Belediye, Körfez'de çalışan vapurların bilet fiyatını öğrenciler için indirdi.",
            "Otobüs şoförleri, hafta sonu çalışma saatlerinin düzenlenmesini istedi.",
            False,
        ),
    ],
)
def test_two_sentences_repeat_each_other_by_their_words_and_figures(first: str, second: str, same: bool) -> None:
    assert salience(_article(first, second), Settings()).repeats(0, 1, 0.0) is same


def test_a_doubtful_number_or_name_does_not_change_what_the_news_is_but_lost_text_does() -> None:
    source = "Belediye, Körfez'de çalışan vapurların bilet fiyatını öğrenciler için indirdi."

    def score(*flags: Flag) -> float:
        sentence = Sentence(0, 0, "text", source, "en", flags)
        document = TranslatedArticle(Article("a", "a", ()), Language("tr", 1.0), (sentence,))
        return salience(document, Settings()).scores[0]

    assert score(Flag.NUMBER, Flag.NAME, Flag.QUOTATION) == score()
    assert score(Flag.SHORT) < score()


def test_a_headline_is_made_of_what_happened_before_what_only_leads_to_it() -> None:
    document = _article(
        "Başkanın açıklamasının ardından gözler bu görüşmeye çevrildi.",
        "Yetkili, iki bakan arasında beklenen görüşmenin şimdilik ertelendiğini söyledi.",
    )
    settings = Settings()
    assert ranked_for_headline(salience(document, settings), settings) == [1, 0]


def test_what_an_article_keeps_speaking_of_counts_less_in_a_long_one_and_not_for_the_headline() -> None:
    text = [
        "The bridge was closed by the mayor.",
        "Snow fell on the town.",
        "The mayor said the bridge was closed by snow.",
    ]
    more = [f"Neighbour number {n} told a story." for n in range(40)]

    def gain(*sources: str) -> list[float]:
        document = _article(*sources, language="en")
        with_, without = (salience(document, Settings(coverage=c)) for c in (1.0, 0.0))
        assert with_.plain == without.scores
        return [a - b for a, b in zip(with_.scores, without.scores, strict=True)]

    assert gain(*text)[2] > gain(*text)[1] >= 0
    assert gain(*text)[0] > 2 * gain(*text, *more)[0]
