"""What differs between a Turkish sentence and its English is named; what means the same is let be."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import evaluation_folder
from benchmarks.planted_translations import KINDS, planted
from benchmarks.translation import read_set
from tr_news.documents.translation import Flag
from tr_news.facts.compare import compare
from tr_news.facts.numbers import parse_numbers
from tr_news.facts.quotations import quotations
from tr_news.facts.sentence import facts_of
from tr_news.text.calendar import english_months, month_numbers, turkish_months
from tr_news.text.fold import fold
from tr_news.translation.audit import audit

NUMBER_KINDS = [kind for kind in KINDS if "negation" not in kind and "hearsay" not in kind]


def differences(turkish: str, english: str) -> set[tuple[str, str, str]]:
    return {(d.rule, d.problem, d.text) for d in compare(facts_of(turkish, "tr"), facts_of(english, "en"))}


@pytest.mark.parametrize(
    ("turkish", "english", "rule", "missing", "added"),
    [
        ("Ceza 500 lira oldu.", "The fine was $500.", "currency", "500 lira", "$500"),
        ("Ceza 750 bin ₺ olarak belirlendi.", "It was 750,000 dollars.", "currency", "750 bin ₺", "750,000 dollars"),
        ("Dava sonunda 283,82 € ödendi.", "At the end of the case 283.82 was paid.", "currency", "283,82 €", "283.82"),
        ("Aylık enflasyon %2,93 oldu.", "Monthly inflation was 2.93.", "percent", "%2,93", "2.93"),
        ("65 yaş üstüne yüzde 40 indirim.", "65% get a discount of 40%.", "made percent", "65 yaş", "65%"),
        ("Deprem saat 04.17'de oldu.", "It struck at 4:17 p.m.", "half of the day", "04.17", "4:17 p.m"),
        ("Lokomotif, 4 akslı olandan güçlü.", "It is stronger than 4% of it.", "made percent", "4", "4%"),
        ("Toplantı akşam saat 9.30'da başladı.", "It began at 9:30 a.m.", "half of the day", "9.30", "9:30 a.m"),
        ("5 yıl hapis istendi.", "5 months in prison were asked for.", "unit", "5 yıl", "5 months"),
        ("Yol 20 kilometre uzunluğunda.", "The road is 20 metres long.", "unit", "20 kilometre", "20 metres"),
    ],
)  # fmt: skip
def test_a_figure_of_another_kind_is_named_on_both_sides(
    turkish: str, english: str, rule: str, missing: str, added: str
) -> None:
    found = differences(turkish, english)
    assert (rule, "missing", missing) in found
    assert any(r == rule and problem == "added" and text.startswith(added) for r, problem, text in found)


@pytest.mark.parametrize(
    ("turkish", "english", "found"),
    [
        ("Uçuş 1 saat 20 dakika sürüyor.", "It is a flight of 20 minutes.", ("part of an amount", "missing", "1 saat")),
        ("Tören bir saat 15 dakika sürdü.", "It lasted 15 minutes.", ("part of an amount", "missing", "bir saat")),
        ("Sanığa 2 yıl 6 ay verildi.", "The defendant got 6 months.", ("missing number", "missing", "2")),
        ("Gemi 142 yolcuyu 1 saatte taşıdı.", "142 people, 142 an hour.", ("told twice", "added", "142")),
        ("Devre 34 - 34 bitti.", "The half ended 34 - while it rained.", ("half a score", "missing", "34 - 34")),
        ("Satışlar yüzde 15 arttı.", "Of the 15% a further 15% rose.", ("told twice", "added", "15%")),
        ("Gemi 08.30'da gitti.", "It left at 8:30 a.m., at 8:30 p.m.", ("half of the day", "added", "8:30 p.m.")),
    ],
)
def test_a_number_told_twice_and_an_amount_cut_short_are_named(
    turkish: str, english: str, found: tuple[str, str, str]
) -> None:
    assert found in differences(turkish, english)


@pytest.mark.parametrize(
    ("turkish", "english"),
    [
        ("Devre 34-34 bitti.", "The half ended 34-34."),
        ("Devre 34-34 bitti.", "It was level at 34 at the half."),
        ("Yüzde 20 ila 30 arasında.", "Between 20 percent and 30 percent."),
        ("Banka faizi 4,5 olarak açıkladı.", "The bank put its rate at 4.5%."),
        ("Salonda 45 koltuk var, %45'i boş.", "Of 45 seats 45% are empty."),
        ("Uçuş 1 saat 20 dakika sürüyor.", "The flight takes an hour and 20 minutes."),
        ("Kulüp Ocak 2004'te kuruldu.", "In January 2004 the club was founded in January 2004."),
        ("Maç 13.00'te, diğeri yine 13'te.", "The match is at 13.00, the other again at 13.00."),
        ("Bebek 55 santimetre doğdu.", "The baby measured 55 centimetres [55 cm]."),
        ("Bir yıl sonra döndü.", "Twelve months later he came back."),
        ("Gemi 08.30'da ve 20.30'da kalkıyor.", "It leaves at 8:30 a.m. and 8:30 p.m."),
    ],
)
def test_what_is_told_again_in_the_same_words_is_no_number(turkish: str, english: str) -> None:
    rules = {rule for rule, _, _ in differences(turkish, english)}
    assert rules.isdisjoint({"told twice", "part of an amount"})


@pytest.mark.parametrize(
    ("turkish", "english"),
    [
        ("Cezası 1 ay olacak.", "The sentence will be a month."),
        ("Cezası 1 ay olacak.", "He will serve one month."),
        ("427 milyon kişi izledi.", "It was watched by 427m people."),
        ("Bütçe 427 milyon sterlin.", "The budget is £427m."),
        ("Bütçe 3,5 milyar dolar.", "The budget is $3.5bn."),
        ("Saat 22.00'de sokaklar boşaldı.", "By 2200 hours the streets were empty."),
        ("Yüz yüze görüştüler.", "They met face to face."),
        ("Sıcaklık eksi 17 dereceye indi.", "It fell to minus 17 degrees."),
        ("Sıcaklık eksi 17 dereceye indi.", "It was 17 degrees below zero."),
        ("Deprem saat 04.17'de oldu.", "It struck at 4:17 a.m."),
        ("Maç saat 20.30'da başlayacak.", "The match starts at 8:30 p.m."),
        ("Kişi başına 500 lira ödendi.", "Each got 500 lira."),
        ("Fiyat 5 ila 10 dolar arasında.", "The price is $5 to $10."),
        ("200 yeni mağaza açılıyor.", "200 new shops are opening."),
        ("Alan 350 m² büyüklüğünde.", "The area is 350 m2."),
        ("Yol 20 metre genişliğinde.", "The road is 66 feet wide."),
        ("Şarkı 90'lı yıllarda çıktı.", "The song came out in the 1990s."),
        ("Nüfusun yüzde 50'si göçtü.", "Half of the people left."),
        ("Geçen yıla göre yüzde 5 azaldı.", "It was down 5% on last year."),
        ("Fiyatlar yüzde 5 arttı.", "Prices rose by 5 percent."),
        ("Bilgi için +44 7624 800 100 aranabilir.", "Call +447624 800100 for information."),
        ("Saldırı sabah 07.00'de oldu.", "The attack came at 0700 a.m."),
        ("Kişi başına 111 litre düşüyor, tüketim artıyor.", "It is 111 litres a head, and use is rising."),
        ("Alan 50 hektardan küçük olmayacak.", "The site will be no smaller than 50 hectares."),
        ("Vergi ‰ 2'den ‰ 3'e çıktı.", "The tax rose from 2‰ to 3‰."),
    ],
)
def test_what_means_the_same_is_no_difference(turkish: str, english: str) -> None:
    assert differences(turkish, english) == set()


@pytest.mark.parametrize(
    ("turkish", "english", "rule"),
    [
        ("Satışlar yüzde 5 arttı.", "Sales fell by 5 percent.", "direction"),
        ("İşsizlik azaldı.", "Unemployment rose.", "direction"),
        ("Bakan istifa etmedi.", "The minister resigned.", "negation"),
        ("Karar kesin değil.", "The decision is final.", "negation"),
        ("Can kaybı yok.", "There are casualties.", "negation"),
        ("Bakan istifa etti.", "The minister did not resign.", "negation"),
        ("Şirketin vergi kaçırdığı iddia edildi.", "The company evaded taxes.", "hearsay"),
        ("Uçağın düştüğü öne sürüldü.", "The plane crashed.", "hearsay"),
        ("Hava sıcaklığı eksi 17 dereceye indi.", "It was 17 degrees.", "missing number"),
        ("Olayda 14 kişi öldü.", "2 people died.", "missing number"),
        ("Yol 3 Haziran 1963'te açıldı.", "The road was opened on 3 June 1964.", "missing number"),
        ("Nüfus 3,5 milyon.", "The population is 3,5 million.", "added number"),
    ],
)
def test_a_turned_meaning_is_named_by_its_rule(turkish: str, english: str, rule: str) -> None:
    assert rule in {found for found, _, _ in differences(turkish, english)}


@pytest.mark.parametrize(
    ("turkish", "english"),
    [
        ("Bakan istifa etmedi.", "The minister refused to resign."),
        ("Dosya yok edildi.", "The file was destroyed."),
        ("Sonuç belirsiz.", "The result is not known."),
        ("Kanun 6735 sayılı.", "It is law No. 6735."),
        ("Şirketin vergi kaçırdığı iddia edildi.", "The company allegedly evaded taxes."),
        ("Şirketin büyüdüğü belirtildi.", "The company has grown, it was said."),
        ("Kadroda Ali, Veli ve Gomez.", "In the squad are Ali, Veli and Gomez."),
        ("Barış umuyor.", "Barış hopes so."),
    ],
)
def test_denial_and_hearsay_in_other_words_are_no_difference(turkish: str, english: str) -> None:
    assert differences(turkish, english) == set()


def test_denial_and_hearsay_have_flags_of_their_own() -> None:
    assert audit("Bakan istifa etmedi.", "The minister resigned.")[0] == (Flag.NEGATION,)
    assert audit("Uçağın düştüğü öne sürüldü.", "The plane crashed.")[0] == (Flag.HEARSAY,)


def test_an_audit_of_facts_is_that_of_the_text() -> None:
    turkish, english = "Olayda 54 kişi öldü.", "44 people died."
    assert audit(facts_of(turkish, "tr"), english) == audit(turkish, english) != ((), ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Geliriz" dedi.', ["Geliriz"]),
        ("“Geliriz” dedi, «sonra» gitti.", ["Geliriz", "sonra"]),
        ("'Geliriz' dedi.", ["Geliriz"]),
        ("Ankara'da ve İzmir'de.", []),
        ("the players' union's view", []),
        ("He said 'it's Ankara's turn' today.", ["it's Ankara's turn"]),
        ('Bitti." Sonra gitti.', ["Bitti."]),
        ('Dedi ki: "Geliriz ve kalırız.', ["Geliriz ve kalırız."]),
        ("„Ja“, sagte er.", ["Ja"]),
    ],
)
def test_there_is_one_reader_of_quotation_marks(text: str, found: list[str]) -> None:
    assert [quotation.text for quotation in quotations(text)] == found


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab '\"“”‘’«».,", max_size=60))
def test_no_quotation_overlaps_another_and_each_stands_where_it_says(text: str) -> None:
    end = 0
    for quotation in quotations(text):
        assert end <= quotation.start <= quotation.end <= len(text)
        assert quotation.text in text[quotation.start : quotation.end]
        end = quotation.end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_is_too_odd_to_be_compared(one: str, other: str) -> None:
    for language, against in (("tr", "en"), ("en", "tr"), ("en", "en")):
        compare(facts_of(one, language), facts_of(other, against))


def test_the_months_are_in_one_table() -> None:
    assert len(turkish_months()) == len(english_months()) == 12
    assert [month_numbers()[m.lower()] for m in english_months()] == list(range(1, 13))
    assert [month_numbers()[m] for m in turkish_months()] == list(range(1, 13))


def test_there_is_one_fold() -> None:
    assert fold("ERDOĞAN") == fold("Erdogan") == "erdogan"
    assert fold("Łódź") == "lodz"
    assert fold("Straße") == "strasse"


def test_units_reach_a_number_over_a_hyphen_or_a_nationality() -> None:
    assert [n.unit for n in parse_numbers("a 5-year plan of 3 million Turkish liras", "en")] == ["year", "TRY"]
    assert [n.unit for n in parse_numbers("5 milyon ABD doları ve 3 yıllık plan", "tr")] == ["USD", "year"]


def test_the_cases_that_were_reported_are_flagged() -> None:
    path = Path(__file__).parents[2] / "shared" / "cases" / "audit-pairs.tsv"
    if not path.is_file():
        pytest.skip("the cases are not here")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    wanted = [(turkish, english) for turkish, english, flag in rows if flag == "number"]
    assert len(wanted) == 5
    for turkish, english in wanted:
        assert Flag.NUMBER in audit(turkish, english)[0], (turkish, english)


@pytest.mark.skipif(not evaluation_folder().is_dir(), reason="the evaluation sets are not here")
def test_errors_planted_in_references_are_caught_and_references_are_let_be() -> None:
    pairs = list(zip(*read_set("newstest2016"), strict=True))
    clean = [pair for pair in pairs if audit(*pair) == ((), ())]
    numbers = [bool(audit(source, wrong)[0]) for kind in NUMBER_KINDS for source, _, wrong in planted(clean, kind, 40)]
    assert len(numbers) > 250
    assert 100 * sum(numbers) / len(numbers) >= 93
    flags = [flag for source, reference in pairs for flag in audit(source, reference)[0]]
    assert flags.count(Flag.NUMBER) <= 0.003 * len(pairs)
    assert flags.count(Flag.NEGATION) + flags.count(Flag.HEARSAY) <= 0.005 * len(pairs)
