# ruff: noqa: E501 (an article is easier to read on one line)
"""A day told: stories in their order, each once, with what its articles agree and differ on."""

from dataclasses import replace

import pytest

from tests.daily_examples import ALL, ALONE, BRIDGE, MINE, Told, digest
from tests.test_summarization_instruct import Script, summarizer
from tr_news.daily.actors import actors_in
from tr_news.daily.build import WORDS, Limits, words_of
from tr_news.daily.digest import DayStory, Line, from_dict, to_dict
from tr_news.daily.quantities import people_in
from tr_news.daily.writer import with_headline


def titles(told: tuple[Told, ...]) -> set[str]:
    return {title for _, _, title, _ in told}


def test_stories_come_best_supported_first() -> None:
    found = digest()
    assert [story.texts for story in found.stories] == [3, 2]
    assert {source.title for source in found.stories[0].sources} == titles(MINE)
    assert {source.title for source in found.stories[1].sources} == titles(BRIDGE)
    assert {source.title for story in found.single for source in story.sources} == titles(ALONE)
    assert found.also == ()


def test_copies_count_once_and_stand_under_their_original() -> None:
    story = digest().stories[0]
    assert story.support == "4 publishers, 3 independent texts"
    copy = next(source for source in story.sources if source.publisher == "Ulus Haber")
    original = next(source for source in story.sources if source.publisher == "Kent")
    assert copy.copy_of == original.key
    assert copy.text == original.text


def test_one_text_in_several_outlets_is_said_so() -> None:
    text = "ANKARA (AA) - Akçay Barajı'nda su seviyesi yüzde 40'a düştü, belediye tasarruf çağrısı yaptı."
    told = [(name, f"0{i}:00", "Barajda su azaldı", text) for i, name in enumerate(["Kent", "Ulus Haber", "Bizim"])]
    (story,) = digest(told).all_stories
    assert story.support == "one text (Anadolu Ajansı) in 3 outlets"


def test_a_toll_that_rose_is_told_as_risen() -> None:
    quantities = digest().stories[0].quantities
    assert [quantity.text for quantity in quantities] == ["Number of dead rose from 2 to 3 (10:25 → 13:38)"]
    assert "3" in digest().stories[0].headline.text or "soruşturma" in digest().stories[0].headline.text
    bullets = [line.text for line in digest().stories[0].bullets]
    assert not any("2 işçi öldü" in text for text in bullets), "an outdated toll is no bullet"


def test_a_late_copy_with_the_old_toll_makes_no_conflict() -> None:
    late = ("Geç Haber", "20:00", "Karadere'de göçük", MINE[0][3])
    (quantity,) = digest([*ALL, late]).stories[0].quantities
    assert quantity.kind == "rose"


def test_tolls_that_outlets_disagree_on_are_both_shown() -> None:
    told = [
        ("Kent", "10:00", "Akçaköy'e hava saldırısı: 4 ölü", "Akçaköy kasabasına düzenlenen hava saldırısında 4 kişi öldü."),
        ("Ulus Haber", "11:00", "Akçaköy'e saldırıda 5 ölü", "Akçaköy kasabasına yapılan hava saldırısında 5 kişi hayatını kaybetti."),
        ("Bizim", "12:00", "Akçaköy bombalandı", "Savaş uçakları Akçaköy kasabasını bombaladı, hava saldırısında 4 kişi öldü."),
    ]  # fmt: skip
    (story,) = digest(told).stories
    assert [q.text for q in story.quantities] == ["Number of dead differs: 4 (Kent, Bizim); 5 (Ulus Haber)"]


def told_of(*texts: tuple[str, str, str, str]) -> list[str]:
    """What is said of the numbers of one story."""
    (story,) = digest(texts).stories
    return [quantity.text for quantity in story.quantities]


def test_one_of_the_injured_dies() -> None:
    """Two dead and five injured become three and four; who goes on with the old two says nothing of the injured."""
    found = told_of(
        ("Kent", "10:25", "Akçaköy'de patlama: 2 asker şehit, 5 asker yaralı", "Akçaköy kırsalında tuzaklanan patlayıcının infilak etmesi sonucu 2 asker şehit oldu, 5 asker yaralandı."),
        ("Bizim", "13:38", "Akçaköy'de şehit sayısı 3'e yükseldi", "Akçaköy'deki patlamada ağır yaralanan bir asker kurtarılamadı, şehit sayısı 3'e yükseldi. Patlamada 4 asker yaralandı."),
        ("Sabah Postası", "14:10", "Akçaköy'den acı haber geldi", "Teröristlerin Akçaköy'e tuzakladığı patlayıcı nedeniyle 3 asker şehit olurken yaralı 4 askerin tedavisi sürüyor."),
        ("Ulus Haber", "16:36", "Akçaköy'deki patlamada iki şehit", "Akçaköy ilçesi yakınlarında operasyonda patlayan bomba 2 askeri şehit etti; 2 asker şehit oldu, 5 asker yaralandı."),
    )  # fmt: skip
    assert found == [
        "Number of dead rose from 2 to 3 (10:25 → 13:38)",
        "Number of injured fell from 5 to 4 (10:25 → 13:38)",
    ]


def test_who_goes_on_with_the_old_toll_says_nothing_of_the_injured_whatever_the_first_one_had() -> None:
    """The first article was brought up to date under its first stamp; all later ones but one have the old figures."""
    found = told_of(
        ("Kent", "10:25", "Akçaköy'de patlama: 3 asker şehit, 4 asker yaralı", "Akçaköy kırsalında tuzaklanan patlayıcının infilak etmesi sonucu 3 asker şehit oldu, 4 asker yaralandı."),
        ("Ulus Haber", "13:24", "Akçaköy'de patlamada iki şehit", "Akçaköy ilçesi yakınlarında operasyonda patlayan bomba nedeniyle 2 asker şehit oldu, 5 asker yaralandı."),
        ("Bizim", "13:38", "Akçaköy'deki patlamada şehit sayısı 3'e yükseldi", "Akçaköy'deki patlamada ağır yaralanan bir asker kurtarılamadı, şehit sayısı 3'e yükseldi."),
        ("Sabah Postası", "16:36", "Akçaköy'den acı haber geldi", "Akçaköy'e tuzaklanan patlayıcı infilak etti, patlamada 2 asker şehit oldu, 5 asker yaralandı."),
    )  # fmt: skip
    assert not any("injured" in line for line in found), found


def test_a_toll_that_rose_twice() -> None:
    found = told_of(
        ("Kent", "09:00", "Karadere'de göçük: 2 ölü", "Karadere'deki maden ocağında göçük meydana geldi, 2 işçi öldü."),
        ("Bizim", "11:00", "Karadere'deki göçükte 3 ölü", "Karadere'de çöken maden ocağından bir işçinin daha cansız bedeni çıkarıldı, göçükte 3 işçi öldü."),
        ("Ulus Haber", "15:00", "Karadere'de ölü sayısı 5'e yükseldi", "Karadere'deki maden ocağı göçüğünde ölü sayısı 5'e yükseldi, arama sürüyor."),
    )  # fmt: skip
    assert found == ["Number of dead rose from 2 to 5 (09:00 → 15:00)"]


def test_an_outlet_that_corrects_itself_makes_no_conflict() -> None:
    found = told_of(
        ("Kent", "10:00", "Akçay Köprüsü'nde kaza: 4 yaralı", "Akçay Köprüsü'nde iki otobüs çarpıştı, kazada 4 kişi yaralandı."),
        ("Bizim", "10:20", "Akçay Köprüsü'nde iki otobüs çarpıştı", "Akçay Köprüsü'nde otobüslerin çarpışması sonucu 9 kişi yaralandı, köprü kapatıldı."),
        ("Bizim", "11:20", "Akçay Köprüsü'ndeki kazada bilanço", "Akçay Köprüsü'nde sabah çarpışan otobüslerdeki yolculardan 4 kişi yaralandı, köprü yeniden açıldı."),
    )  # fmt: skip
    assert found == []


def test_officers_and_sergeants_are_no_conflict() -> None:
    found = told_of(
        ("Kent", "06:35", "Jandarmada operasyon: 20 gözaltı kararı", "Başkent merkezli 9 ilde jandarmadaki yapılanmaya yönelik operasyonda 20 muvazzaf subay hakkında gözaltı kararı verildi."),
        ("Bizim", "06:46", "Jandarma operasyonunda 20 subay hakkında gözaltı kararı", "Jandarmadaki yapılanmaya yönelik soruşturma kapsamında 20 muvazzaf subay ve 5 astsubay hakkında gözaltı kararı verildi."),
        ("Ulus Haber", "07:43", "Jandarmadaki muvazzaf subaylara operasyon", "Başsavcılığın jandarmadaki yapılanmaya ilişkin soruşturmasında, bazıları muvazzaf 25 asker hakkında gözaltı kararı çıkarıldı."),
    )  # fmt: skip
    assert found == []


def test_a_total_since_the_beginning_is_no_toll_of_the_event() -> None:
    told = [
        ("Kent", "10:00", "Akçaköy harekâtında 1 asker şehit oldu", "Akçaköy harekâtında bugün 1 asker şehit oldu, operasyon sürüyor."),
        ("Bizim", "11:00", "Akçaköy harekâtında bir şehit", "Akçaköy harekâtında çıkan çatışmada 1 asker şehit oldu, bölgeye takviye gönderildi."),
        ("Ulus Haber", "12:00", "Akçaköy'den acı haber", "Akçaköy harekâtının başlangıcından bu yana şehit olan asker sayısı 43'e yükseldi."),
    ]  # fmt: skip
    (story,) = digest(told).stories
    assert story.quantities == ()
    assert [len(line.evidence) for line in story.bullets if "43" in line.text] == [1]


def test_a_title_in_front_of_its_text_is_told_once() -> None:
    told = [
        ("Kent", "10:00", "Akçay Nehri üzerindeki köprü açıldı", "Akçay Nehri üzerindeki köprü açıldı Bakan Murat Solak törende köprünün 1200 metre olduğunu söyledi."),
        ("Bizim", "11:00", "Akçay köprüsü hizmete girdi", "Akçay Nehri üzerindeki köprü bakanın katıldığı törenle açıldı, trafik rahatladı."),
    ]  # fmt: skip
    (story,) = digest(told).stories
    assert [line.text for line in story.bullets if "1200" in line.text] == [
        "Bakan Murat Solak törende köprünün 1200 metre olduğunu söyledi."
    ]


def test_other_people_are_another_quantity() -> None:
    found = told_of(
        ("Kent", "10:00", "Akçaköy'de saldırı: 4 polis yaralı", "Akçaköy'deki karakola düzenlenen saldırıda 4 polis yaralandı, karakol hasar gördü."),
        ("Bizim", "11:00", "Akçaköy'deki karakola saldırı", "Akçaköy'deki karakola düzenlenen saldırıda hasar gören evlerde 7 sivil yaralandı."),
    )  # fmt: skip
    assert found == []


def test_the_headline_takes_no_side_in_a_dispute() -> None:
    told = [
        ("Kent", "10:00", "Akçaköy'e hava saldırısı: 4 ölü", "Akçaköy kasabasına düzenlenen hava saldırısında 4 kişi öldü."),
        ("Ulus Haber", "11:00", "Akçaköy'e hava saldırısı: 5 ölü", "Akçaköy kasabasına yapılan hava saldırısında 5 kişi hayatını kaybetti."),
        ("Bizim", "12:00", "Akçaköy kasabası hava saldırısına uğradı", "Savaş uçakları Akçaköy kasabasını bombaladı, hava saldırısında 4 kişi öldü."),
    ]  # fmt: skip
    assert digest(told).stories[0].headline.text == "Akçaköy kasabası hava saldırısına uğradı"


def test_different_actors_are_both_named() -> None:
    told = [
        ("Kent", "16:09", "Akçaköy'e hava saldırısı: 4 ölü", "Suriye'nin Akçaköy kasabasında Rus savaş uçakları tarafından düzenlenen hava saldırısında 4 kişi öldü."),
        ("Ulus Haber", "16:48", "Akçaköy'e hava saldırısı", "Esed rejiminin Suriye'nin Akçaköy kasabasına düzenlediği hava saldırısında 5 sivil hayatını kaybetti, evler yıkıldı."),
    ]  # fmt: skip
    (story,) = digest(told).stories
    texts = [quantity.text for quantity in story.quantities]
    assert texts == [
        "Who did it differs: Russia (Kent); the Syrian government (Ulus Haber)",
        "Number of dead differs: 4 (Kent); 5 (Ulus Haber)",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saldırı PKK'lı teröristler tarafından düzenlendi.", {"the PKK"}),
        ("İsrail'in düzenlediği hava saldırısında ev yıkıldı.", {"Israel"}),
        ("Rusya, İsrail'in düzenlediği saldırıyı kınadı.", {"Israel"}),
        ("Tören Rus heyeti tarafından izlendi.", set()),
        ("Ruslan Demir tarafından öldürüldü.", set()),
        ("Saldırıyı üstlenen olmadı.", set()),
    ],
)
def test_who_a_sentence_says_did_it(text: str, expected: set[str]) -> None:
    assert actors_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kazada 2 kişi öldü, 5 kişi yaralandı.", [("dead", 2), ("injured", 5)]),
        ("İki asker şehit oldu.", [("dead", 2)]),
        ("Operasyonda 20 subay gözaltına alındı.", [("detained", 20)]),
        ("20 muvazzaf subay ve 5 astsubay hakkında gözaltı kararı verildi.", [("detained", 25)]),
        ("2 kadın, 3 çocuk hayatını kaybetti.", [("dead", 5)]),
        ("28 yaşındaki Ali Kaya ve 5 kişi öldü.", [("dead", 5)]),
        ("2 asker şehit oldu, 5 polis yaralandı.", [("dead", 2), ("injured", 5)]),
        ("2'si ağır 5 asker yaralandı.", [("injured", 5)]),
        ("Ölü sayısı 3'e yükseldi.", [("dead", 3)]),
        ("Köprü 1200 metre uzunluğunda.", []),
        ("Saat 10.30'da 3 kişi kurtarıldı.", [("rescued", 3)]),
    ],
)
def test_what_a_sentence_counts(text: str, expected: list[tuple[str, int]]) -> None:
    assert list(people_in(text)) == expected


def test_a_fact_in_two_wordings_is_one_bullet_with_both() -> None:
    story = digest().stories[0]
    inquiry = [line for line in story.bullets if "soruşturma" in line.text]
    assert len(inquiry) <= 1
    cited = {evidence.article for line in story.bullets for evidence in line.evidence}
    assert len(cited) > 1


def test_a_sentence_with_another_toll_is_no_evidence() -> None:
    for story in digest().all_stories:
        for line in story.bullets:
            tolls = [set(people_in(one.source)) for one in line.evidence]
            assert all(not toll or not tolls[0] or toll & tolls[0] for toll in tolls)


def test_every_line_rests_on_a_sentence() -> None:
    found = digest()
    keys = {source.key for story in found.all_stories for source in story.sources}
    for story in found.all_stories:
        for line in (story.headline, *story.bullets):
            assert line.evidence
            assert all(evidence.article in keys and evidence.source for evidence in line.evidence)


def test_a_quotation_without_its_speaker_is_no_bullet() -> None:
    told = [
        ("Kent", "10:00", "Akçay köprüsü için tepki", "Akçay köprüsünün geçiş ücreti 100 lira oldu. \"Bu fiyatla kimse o köprüden geçmez, biz eski yolu kullanacağız\" denildi."),
        ("Ulus Haber", "11:00", "Akçay köprüsünde ücret 100 lira", "Akçay köprüsünden geçiş ücreti 100 lira olarak belirlendi. Sürücüler Derneği Başkanı Ali Kandemir, \"Bu fiyatla kimse geçmez\" dedi."),
    ]  # fmt: skip
    (story,) = digest(told).stories
    assert not any("denildi" in line.text for line in story.bullets)


def test_limits() -> None:
    assert digest(limits=Limits(min_sources=2)).single == ()
    assert len(digest(limits=Limits(max_stories=1)).stories) == 1
    assert len(digest(limits=Limits(max_stories=1)).also) == 1
    assert "not shown" in digest(limits=Limits(min_sources=2)).notes[0]


def test_a_page_is_read_in_five_minutes() -> None:
    many = []
    for i in range(60):
        name = f"{chr(97 + i % 26)}{chr(97 + i // 26)}nköy"
        for publisher in ("Kent", "Ulus Haber"):
            body = f"{name.title()} beldesinde {name} barajı için {i + 3} yıllık çalışma başladı. " * 2
            many.append((publisher, f"{i % 24:02}:{i % 60:02}", f"{name.title()} barajı {publisher}", body + publisher))
    found = digest(many)
    words = sum(words_of(story) for story in found.stories)
    words += sum(len(story.headline.text.split()) for story in (*found.also, *found.single))
    assert words <= WORDS
    assert len(found.stories) > 5
    assert len(found.also) > 5


def test_a_thin_day_has_no_lead_and_an_empty_one_says_so() -> None:
    assert digest(BRIDGE).lead == ()
    empty = digest([])
    assert (empty.articles, empty.all_stories) == (0, ())


def test_who_is_silent_is_known_of_publishers_with_many_articles() -> None:
    names = ["kavun", "karpuz", "üzüm", "incir", "nar", "ayva", "elma", "armut", "vişne", "kiraz", "dut"]
    many = [("Çok Yazan", f"{i + 6:02}:00", f"{name.title()} hasadı", f"{name.title()} hasadı başladı, {name} üreticisi memnun.") for i, name in enumerate(names)]  # fmt: skip
    found = digest([*MINE, *many])
    assert found.stories[0].silent == ("Çok Yazan",)


def test_a_story_goes_on_and_says_what_is_new() -> None:
    first = digest()
    next_day = [
        ("Kent", "09:00", "Karadere'de işletmeci tutuklandı", "Karadere'deki maden faciasıyla ilgili ocağın işletmecisi tutuklandı."),
        ("Ulus Haber", "10:00", "Karadere maden ocağının işletmecisi tutuklandı", "Karadere'deki maden faciasında ocağın işletmecisi, çıkarıldığı mahkemece tutuklandı."),
    ]  # fmt: skip
    (story,) = digest(next_day, days=1, past=[first]).stories
    assert story.earlier is not None
    assert (story.earlier.date, story.earlier.story) == ("2026-03-04", first.stories[0].id)
    assert story.headline.new or any(line.new for line in story.bullets)


def test_titles_tell_that_a_story_goes_on() -> None:
    """Yesterday's argument on a bus is today's reaction to it: the bullets have little in common, the titles have."""
    first = digest([
        ("Kent", "18:00", "Metrobüste öpüşme tartışması: Ahlak bekçisiyim", "İstanbul'da iki gencin öpüşmesi üzerine metrobüste kavga çıktı, yolcular araya girdi."),
        ("Bizim", "19:00", "Metrobüste öpüşen gençlere müdahale", "Bir yolcunun öpüşen çifte bağırdığı görüntüler sosyal medyada paylaşıldı."),
    ])  # fmt: skip
    second = digest([
        ("Kent", "08:00", "Metrobüste öpüşen gençlere müdahale eden yolcuya tepki", "Gazeteci Nevra Özkan, ahlak bekçiliğine soyunan yolcuyu sert sözlerle eleştirdi."),
        ("Bizim", "09:00", "Nevra Özkan'dan metrobüsteki öpüşme tartışmasına tepki", "Özkan sosyal medya hesabından yaptığı paylaşımda yolcuyu kınadı."),
        ("Bizim", "10:00", "Belediye kreş açtı", "Belediyenin yeni kreşi 120 çocukla eğitime başladı."),
    ], days=1, past=[first])  # fmt: skip
    linked = {story.headline.evidence[0].source: story.earlier for story in second.all_stories}
    assert [earlier is not None for earlier in linked.values()] == [True, False]


def test_a_story_without_news_is_not_told_again() -> None:
    first = digest()
    again = [(publisher, clock, title, text) for publisher, clock, title, text in MINE[2:]]
    found = digest(again, days=1, past=[first])
    assert found.stories == ()
    assert len(found.also) == 1


def test_another_days_other_story_is_not_linked() -> None:
    (story,) = digest(BRIDGE, days=1, past=[digest(MINE)]).stories
    assert story.earlier is None


def test_there_and_back() -> None:
    found = digest()
    assert from_dict(to_dict(found)) == replace(found, provenance=dict(found.provenance))


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "other"},
        {"stories": {}},
        {"stories": [{}]},
        {"articles": "5"},
        {"articles": True},
        {"lead": [{"text": 1, "stories": []}]},
    ],
)
def test_what_is_no_digest_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"digest|schema"):
        from_dict({**to_dict(digest()), **change})


ENGLISH = {
    "Karadere": "A mine in Karadere collapsed: 3 workers were killed, the prosecutor opened an inquiry.",
    "Akçay": "The new bridge over the river Akçay was opened to traffic with a ceremony.",
}


def in_english(found: DayStory) -> DayStory:
    """The story with English sentences that a model can be checked by."""

    def line(old: Line) -> Line:
        told = tuple(
            replace(one, translation=next((text for name, text in ENGLISH.items() if name in one.source), one.source))
            for one in old.evidence
        )
        return replace(old, evidence=told)

    return replace(found, headline=line(found.headline), bullets=tuple(map(line, found.bullets)))


def test_a_models_headline_stands_where_the_cited_sentences_bear_it_out() -> None:
    story = in_english(digest().stories[0])
    answers = {
        "Mine in Karadere collapsed: 3 workers killed": True,
        "3 workers killed in a mine in Karadere": False,  # true, but in an order of its own
        "Biden resigns after 500 die in Ankara": False,
    }
    for answer, taken in answers.items():
        chat = Script(lambda _message, answer=answer: answer)  # type: ignore[misc]
        writer = summarizer(chat)
        written = with_headline(story, writer, "2026-03-04")
        assert (written.headline.text == answer) is taken
        assert written.headline.evidence
        assert "Karadere" in chat.asked[0][1]["content"]
        assert "2026-03-04" in chat.asked[0][1]["content"]


def test_the_lead_names_the_stories_it_draws_on() -> None:
    found = digest(
        [*ALL, ("Ulus Haber", "08:30", "Kreş açıldı", "Belediyenin açtığı kreşte 120 çocuk eğitime başladı.")]
    )
    ids = [story.id for story in found.stories]
    assert len(found.stories) >= 3
    assert [line.stories for line in found.lead] == [(id_,) for id_ in ids[:5]]


def test_one_story_of_five_hundred_articles_of_three_hundred_publishers() -> None:
    one = MINE[0]
    told = [
        (f"Yayın {i % 300}", f"{i % 24:02}:{i % 60:02}", f"{one[2]} ({i})", one[3] if i % 3 else f"{one[3]} Haber {i}.")
        for i in range(500)
    ]
    found = digest(told)
    (story,) = found.all_stories
    assert len(story.sources) == 500
    assert len(story.publishers) == 300
    assert story.texts == 1
    assert story.support == "one text in 300 outlets"
    assert 1 <= len(story.bullets) <= 4


def test_five_hundred_articles_that_have_nothing_to_do_with_each_other() -> None:
    letters = "bcdfghklmnprstvyz"
    told = []
    for i in range(500):
        name = f"{letters[i % 17]}a{letters[i // 17 % 17]}o{letters[i // 289]}u"
        told.append(
            (
                f"Yayın {i % 7}",
                f"{i % 24:02}:{i % 60:02}",
                f"{name.title()} şenliği",
                f"{name.title()} şenliği {name} ile açıldı.",
            )
        )
    found = digest(told)
    assert found.articles == 500
    assert found.stories == ()
    assert found.notes
