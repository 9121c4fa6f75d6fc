"""Names: which ones a Turkish sentence has, which of them its English has lost, and what is mended."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import evaluation_folder
from tr_news.facts.names import find_names, known_names, lost_names
from tr_news.facts.names.headlines import is_title_case, running_case
from tr_news.facts.names.openings import opening_case
from tr_news.facts.names.words import foreign_names
from tr_news.text.turkish.casing import capitalize
from tr_news.translation.repair.change import Repair
from tr_news.translation.repair.names import restore_names
from tr_news.translation.repair.postedit import postedit

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def pairs() -> Iterator[tuple[str, str, str]]:
    """(Turkish, English, what the English must keep), 300 of them: each sentence with ten names."""
    used = {kind: [name for k, name in rows("names_used.tsv") if k == kind] for kind in ("p", "l")}
    for index, (turkish, english, kind) in enumerate(rows("names_templates.tsv")):
        names = itertools.islice(itertools.cycle(used["l" if kind == "l" else "p"]), index, index + 10)
        for name in names:
            parts = {"p": name, "l": name, "s": name.split()[-1]}
            yield turkish.format(**parts), english.format(**parts), name if kind == "l" else name.split()[-1]


def test_names_of_our_own_sentences_are_missed_when_taken_out() -> None:
    tried = list(pairs())[:300]
    missed = [t for t, e, name in tried if not lost_names(t, " ".join(e.replace(name, "").split()))]
    assert len(tried) == 300
    assert len(missed) <= 0.05 * len(tried), missed


def test_what_is_there_is_not_missed() -> None:
    wrong = [(t, lost) for t, e, _ in pairs() if (lost := lost_names(t, e))]
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize(
    ("source", "required"),
    [
        # The office is cut off, the rest asked for, whatever it means as a word.
        ("Genel Müdürü Can Akın Çağlar konuştu.", ["Çağlar"]),
        ("Dün Yüksek Seçim Kurulu'nun Başkanı konuştu.", []),
        ("Almanya Başbakanı Angela Merkel dün Ankara Valisi Umut Demir ile görüştü.", ["Merkel", "Ankara", "Demir"]),
        ("Toplantıda Prof. Dr. Deniz Ilgaz vardı.", ["Ilgaz"]),
        # A foreign surname that would be three letters with Turkish endings.
        ("Makalenin yazarı Federico Fanti, fosili anlattı.", ["Fanti"]),
        ("Bunun üzerine Fişne, kararı bozdu.", ["Fişne"]),
        # What stands behind it says what it is the name of; "kıyı" is a coast, whatever its capital.
        ("Haberi dün Zaman gazetesi yazdı.", ["Zaman"]),
        ("Vedemosti gazetesi bunu yazdı.", ["Vedemosti"]),
        ('Polis "Potenay" adlı ilacı arıyor.', ["Potenay"]),
        ("Bu, Birinci Kıyı bölgesinde oldu.", []),
        ("Dün Kuzey bölgesinde kar yağdı.", []),
        # Days and abbreviations are no part of the name in front.
        ("Konuştu dedi Bellamy Çarşamba günü.", ["Bellamy", "Çarşamba"]),
        ("Lopez CNN'e konuştu.", ["Lopez"]),
        ("Bugün Yıldız Holding adı altında çalışıyor.", ["Yıldız"]),
        ("Bugün Bursa Nilüfer Belediyesi açıkladı.", ["Bursa", "Nilüfer"]),
        ("Dün WhatsApp çöktü.", ["WhatsApp"]),
        ("Oyunu Zeynep Kankonde ile İpek Türktan Kaynak oynuyor.", ["Kankonde", "Kaynak"]),
        ("Yemekte bir Manchesterlı, Bostonlu ve Sidneyli vardı.", []),
        # Endings in ı, i, u, ü are no possessives of a surname.
        ("Dün Kılıçdaroğlu'nun evine gidildi.", ["Kılıçdaroğlu"]),
        ("Kararı Mehmet Çiftçi'ye bildirdiler.", ["Çiftçi"]),
        # Every member of an enumeration.
        ("Yaralılar Okan Ay, Ali Sarı ve Can Su hastaneye kaldırıldı.", ["Ay", "Sarı", "Su"]),
        ("Dün Ankara, Bursa ve Balıkesir'de okullar tatil edildi.", ["Ankara", "Bursa", "Balıkesir"]),
        # Places without an apostrophe; where the word is an everyday one, what stands beside it tells.
        ("Kar yağışı Lüleburgaz ve çevresinde etkili oldu.", ["Lüleburgaz"]),
        ("Kararı Ordu Valisi açıkladı.", ["Ordu"]),
        ("Yeni ordu komutanı göreve başladı.", []),
        # Peoples, languages and inhabitants are no names of their own.
        ("Rusların Fransızca bildiği anlaşıldı.", []),
        ("Kutlu olsun.", []),
        ("Tony O'Steen dün geldi.", ["O'Steen"]),
    ],
)
def test_what_is_asked_for(source: str, required: list[str]) -> None:
    assert [word for name in find_names(source) for word in name.required] == required


def test_a_headline_with_every_word_capitalised_says_nothing_of_names() -> None:
    assert find_names("Yeni Köprü Dün Törenle Açıldı") == []


@pytest.mark.parametrize(
    ("headline", "running"),
    [
        ("Öğretmen Maaşları Temmuzda Artacak", "Öğretmen maaşları Temmuzda artacak"),
        ("Bodrum'da Orman Yangını Kontrol Altına Alındı", "Bodrum'da orman yangını kontrol altına alındı"),
        ("Vali Açıkladı: Okullar Yarın Tatil Edildi", "Vali açıkladı: Okullar yarın tatil edildi"),
        ("Bakan Mehmet Şimşek TBMM’de Soruları Yanıtladı", "Bakan Mehmet Şimşek TBMM’de soruları yanıtladı"),
        ("Türk-İş Yeni Zam Oranını Açıkladı", "Türk-İş yeni zam oranını açıkladı"),
        ("Belediye Başkanı Deniz Yıldız Sahilde Konuştu", "Belediye başkanı Deniz Yıldız sahilde konuştu"),
    ],
)
def test_a_headline_in_title_case_in_running_case(headline: str, running: str) -> None:
    assert is_title_case(headline)
    assert running_case(headline) == running


def test_what_the_article_shows_to_be_a_name_keeps_its_capital_in_a_headline() -> None:
    assert running_case("Yeni Sarı Yol Açıldı", {"Sarı"}) == "Yeni Sarı yol açıldı"
    assert not is_title_case("Vali Umut Demir köprüyü açtı")


@pytest.mark.parametrize(
    ("sentence", "sent"),
    [
        ("ANCAK vali sustu.", "Ancak vali sustu."),
        ("BAŞBAKAN Ayşe Kaya konuştu.", "Başbakan Ayşe Kaya konuştu."),
        ("DENİZLİ'nin köyünde 3 ev yandı.", "Denizli'nin köyünde 3 ev yandı."),
        ("ADANA'DA, 3 kişi yaralandı.", "Adana'da, 3 kişi yaralandı."),
        ('"İSTANBUL VALİSİ Ayşe Kaya konuştu."', '"İstanbul valisi Ayşe Kaya konuştu."'),
        ("TBMM'DE konuşan vekil sustu.", "TBMM'de konuşan vekil sustu."),
        # Abbreviations, what may be one, lines in capitals, and capitals that no list explains.
        ("NATO zirvesi başladı.", "NATO zirvesi başladı."),
        ("TEMA Vakfı ağaç dikti.", "TEMA Vakfı ağaç dikti."),
        ("TÜBİTAK yeni uydusunu tanıttı.", "TÜBİTAK yeni uydusunu tanıttı."),
        ("KÖPRÜ YARIN AÇILIYOR", "KÖPRÜ YARIN AÇILIYOR"),
        ("KÖPRÜ VE YOL YARIN AÇILIYOR Vali konuştu.", "KÖPRÜ VE YOL YARIN AÇILIYOR Vali konuştu."),
        ("ZARFKO gemiyi sattı.", "ZARFKO gemiyi sattı."),
        ("Vali KÖPRÜ dedi.", "Vali KÖPRÜ dedi."),
    ],
)
def test_the_opening_of_a_sentence_in_capitals_is_sent_in_running_case(sentence: str, sent: str) -> None:
    assert opening_case(sentence) == sent
    assert opening_case(sent) == sent


def test_surnames_at_the_head_of_a_sentence_are_known_from_the_article() -> None:
    known = known_names(
        ["Başkan Feride Okumuş konuştu.", "Okumuş, zammı savundu.", "Vali Umut Demir geldi.", "Demir az."]
    )
    assert {"Okumuş", "Demir"} <= known.words
    assert known.names_of("Okumuş, zammı savundu.")[0].required == ("Okumuş",)
    assert known.names_of("Vali Umut Demir geldi.") == tuple(find_names("Vali Umut Demir geldi."))
    assert lost_names("Okumuş zammı savundu.", "The rise was defended.", known) == ["Okumuş"]
    assert lost_names("Okumuş zammı savundu.", "The rise was defended.") == []


def test_a_word_that_the_article_writes_small_is_no_name() -> None:
    assert "Demir" not in known_names(["Vali Umut Demir geldi.", "demir demir demir"]).words


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Belediye Başkanı Ahmet Çalışkan'ın evi yandı.", "Ahmet's house burnt down."),
        ("Toplantı New York'ta yapıldı.", "The meeting was held in York."),
        ("Kararı Feride Okumuş açıkladı.", "Feride announced the decision."),
        ("Kararı Dursun Özbek açıkladı.", "Dursun Uzbek announced the decision."),
    ],
)
def test_half_a_name_is_not_enough(source: str, english: str) -> None:
    assert lost_names(source, english)


@pytest.mark.parametrize(
    ("english", "mended"),
    [
        ("Mayor Muhitin Böcek spoke.", "Mayor Muhittin Böcek spoke."),
        ("Mayor Muhittin Böcek spoke.", "Mayor Muhittin Böcek spoke."),
        ("Mayor Muhitteen Böcek spoke.", "Mayor Muhitteen Böcek spoke."),  # the same sounds
        ("Mayor Martin Böcek spoke.", "Mayor Martin Böcek spoke."),  # another name
    ],
)
def test_a_given_name_misspelt_before_the_right_surname(english: str, mended: str) -> None:
    assert restore_names("Başkan Muhittin Böcek konuştu.", english)[0] == mended


@pytest.mark.parametrize("first", ["", "Mahmud ", "Selim ", "Mehmet "])
def test_a_right_english_form_is_never_turned_turkish(first: str) -> None:
    for turkish, forms in foreign_names().items():
        name = " ".join(capitalize(word) for word in turkish.split())
        for english in forms:
            text = f"The words of {first}{english} were discussed at the meeting."
            assert postedit(f"Toplantıda {first}{name}'nin sözleri tartışıldı.", text) == text


def test_names_abroad_are_neither_harmed_nor_missed() -> None:
    spellings = rows("foreign_spellings.tsv")
    assert len(spellings) >= 180
    for name, english in spellings:
        source, text = (
            f"Dün {name}'den gelen haberler endişe yarattı.",
            f"News from {english} caused concern yesterday.",
        )
        assert postedit(source, text) == text
        assert lost_names(source, text) == []


@pytest.mark.parametrize(
    ("source", "hypothesis"),
    [
        ("Dün Kasım Akram'la görüştü.", "He met Kasym Akram yesterday."),  # no first name becomes a month
        ("Öğretmen Ayşe İngiliz konuştu.", "The teacher Ayşe İngiliz spoke."),  # no name a country
        ("Mehmet Rus geldi.", "Mehmet Rus came."),
        ("Dün Mehmet Mısır'ı gördüm.", "I saw Mehmet Mısır yesterday."),
        ("Kıbrıs Şehitleri Caddesi kapandı.", "Kıbrıs Şehitleri Street was closed."),
        ("Sonogenetik adlı yöntem.", "The method called Sonogenetics."),
        ("Yazar Elif Şafak konuştu.", "The writer Elif Shafak spoke."),
        ("Bazı uzmanlar Almancadan söz etti.", "Some experts mentioned Almancran."),
    ],
)
def test_what_may_be_right_stays(source: str, hypothesis: str) -> None:
    assert postedit(source, hypothesis) == hypothesis


@pytest.mark.parametrize(
    ("source", "hypothesis", "repair"),
    [
        ("Zirve Kopenhag'da yapıldı.", "It was held in Kopenhag.", Repair("exonym", "Kopenhag", "Copenhagen")),
        ("Dün Hakan Şükür geldi.", "Hakan Thank God came.", Repair("surname", "Hakan Thank God", "Hakan Şükür")),
        ("Anton Berezkin'e ödül verildi.", "Anton Berzekin won.", Repair("slip", "Berzekin", "Berezkin")),
        ("Dün Zelenskiy'nin sözleri.", "The words of Zelneskyy.", Repair("slip", "Zelneskyy", "Zelenskyy")),
    ],
)
def test_repairs_carry_their_rule(source: str, hypothesis: str, repair: Repair) -> None:
    text, repairs = restore_names(source, hypothesis)
    assert repairs == (repair,)
    assert text == hypothesis.replace(repair.before, repair.after)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aAİıŞş'. -,", max_size=200))
def test_no_text_is_too_odd_for_names(text: str) -> None:
    for name in find_names(" ".join(text.split())):
        assert set(name.required) <= set(name.words)
        assert name.end > name.start >= 0


@pytest.mark.parametrize("length", [4000])
def test_long_words_take_linear_time(length: int) -> None:
    import time

    def seconds(n: int) -> float:
        text = "A" + "a" * n + " Aa " + "Ab" * n + " Ali, Ankara, Can Su," * (n // 20)
        started = time.perf_counter()
        lost_names(text, text.swapcase())
        return time.perf_counter() - started

    seconds(100)  # the lists are read
    assert min(seconds(4 * length) for _ in range(3)) < 12 * max(seconds(length), 0.02)


@pytest.mark.skipif(not evaluation_folder().is_dir(), reason="the evaluation sets are not here")
def test_names_of_references_are_missed_when_taken_out() -> None:
    from benchmarks.names import removals, titled
    from benchmarks.translation import read_set
    from tr_news.text.normalize import normalize_source

    hits = total = flagged = sentences = 0
    for source, reference in zip(*read_set("newstest2017"), strict=True):
        before = lost_names(source, reference)
        flagged += bool(before)
        sentences += 1
        for _, left, _kind in itertools.islice(removals(source, reference), 1):
            hits += len(lost_names(source, left)) > len(before)
            total += 1
    assert hits >= 0.9 * total
    assert flagged <= 0.018 * sentences
    people = list(titled())
    asked = sum(p.split()[-1] in {w for n in find_names(normalize_source(s)) for w in n.required} for s, p in people)
    assert asked >= 0.95 * len(people) > 500


def test_the_data_say_what_the_test_needs() -> None:
    assert all(re.search(r"\{[psl]\}", turkish) for turkish, _, _ in rows("names_templates.tsv"))
