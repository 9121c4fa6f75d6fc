"""Repairs are judged by a reference, by rule, with code that is not the rules' own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.repairs import judge
from tr_news.documents.translation import Flag
from tr_news.facts.sentence import facts_of
from tr_news.translation.audit import audit
from tr_news.translation.repair.postedit import RULES, edits, postedit


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("The price is 1.250,5 lira.", "The price is 1,250.5 lira.", "right"),
        ("The price is 1,250.5 lira.", "The price is 1.250,5 lira.", "wrong"),
        ("The price is 1,250.5 TL.", "The price is 1,250.5 lira.", "harmless"),
        ("The price is 1,250.5 lira .", "The price is 1,250.5 lira.", "right"),
        ("price is what it costs.", "Price is what it costs.", "right"),
        ("The price is lira.", "the price is lira.", "wrong"),
        ("The 'price\" is 1,250.5 lira.", "The 'price' is 1,250.5 lira.", "harmless"),
    ],
)
def test_an_edit_is_right_where_it_comes_nearer_to_the_reference(before: str, after: str, verdict: str) -> None:
    assert judge(before, after, "The price is 1,250.5 lira.") == verdict


def test_every_edit_has_the_name_of_its_rule() -> None:
    source = "Fiyat 1.250,5 TL oldu."
    found = list(edits(facts_of(source, "tr"), "the price was 1.250,5 TL ."))
    assert [name for name, _ in found] == ["", "figure", "currency word", "spacing", "initial capital"]
    assert found[-1][1] == postedit(source, "the price was 1.250,5 TL .") == "The price was 1,250.5 lira."
    assert {name for name, _ in found[1:]} <= RULES.keys()


def test_an_address_gets_no_capital() -> None:
    assert postedit("Bilgi için; www.sergi.example", "www.sergi.example") == "www.sergi.example"


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Kaset 1986'da çıktı (sonra yeniden basıldı.)", "The tape came out in 1986 (and was printed again later)"),
        ("Köşesinde yazıyor..", "He writes in his column."),
        ("Sır çözüldü mü? ...", "Has the secret been solved? ..."),
        ('26"ncı albümü çıktı.', 'His 26"th album came out.'),
        ("Yazılar 'Çünkü...' diye başlıyor.", "The articles begin with 'Because...'"),
    ],
)
def test_what_needs_no_repair_stays(source: str, english: str) -> None:
    assert postedit(source, english) == english


@pytest.mark.parametrize(
    ("source", "hypothesis", "expected"),
    [
        # A mark around narration, or one that the source has not, is never put.
        ("Haklı olduklarını söyledi.", 'He said that they are right."', "He said that they are right."),
        (
            'Başkan, "Haklıyız" diyerek salondan ayrıldı.',
            'The mayor left the hall and said that we are right," he said.',
            'The mayor left the hall and said that we are right," he said.',  # nobody knows where it began
        ),
        ('"Haklıyız" dedi.', 'We are right," he said.', '"We are right," he said.'),
        ('"Haklıyız ve kazanacağız" dedi.', '"We are right and we will win.', '"We are right and we will win."'),
        ('"Haklıyız" diye konuştu.', '"We are right, he said.', '"We are right," he said.'),
        ('Vali "Haklıyız" dedi.', 'The governor said "We are right.', 'The governor said "We are right."'),
        ('"YASAK KALKTI"', '"THE BAN IS LIFTED" was written.', '"THE BAN IS LIFTED" was written'),
        ('Ceza 1,6 milyar sterlin.', "The fine is 1.6 billion Sterlin.", "The fine is 1.6 billion pounds."),
    ],
)  # fmt: skip
def test_quotation_marks_are_put_only_around_speech(source: str, hypothesis: str, expected: str) -> None:
    assert postedit(source, hypothesis) == expected


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Çad ile birleşti.", "It joined in union in union with Chad.", "It joined in union with Chad."),
        ("Almanya, İspanya ve İtalya.", "Germany, Spain, Spain, and Italy.", "Germany, Spain, and Italy."),
        ("Mensa zarar etti.", "Mensa Mensa Mensa lost money.", "Mensa lost money."),
        ("34 milyar 19 milyon 200 bin", "34 billion 19 million 200 thousand", "34.0192 billion"),
        ("Kâr 1 milyar, zarar 5 milyon lira.", "It was 1 billion 5 million lira.", "It was 1 billion 5 million lira."),
        ("Bir saat sürdü.", "It took an hour of an European user.", "It took an hour of an European user."),
        ("Yüzde 8 artış oldu.", "It was an rise of an 8 percent.", "It was a rise of an 8 percent."),
        # What English says twice, and what the Turkish does.
        ("Yavaş yavaş açıldı.", "It opened slowly slowly.", "It opened slowly slowly."),
        ("Bora Bora'ya gitti.", "She went to Bora Bora.", "She went to Bora Bora."),
        ("Bunu söylediğini bildirdi.", "She knew that that had had effects.", "She knew that that had had effects."),
        ("Tekerlek durmadan dönüyor.", "It goes round and round and on.", "It goes round and round and on."),
        ("Kent Konut konuşuyor.", "The head of City Housing housing spoke.", "The head of City Housing housing spoke."),
    ],
)  # fmt: skip
def test_what_a_model_says_twice_is_said_once(source: str, english: str, expected: str) -> None:
    assert postedit(source, english) == expected


@settings(max_examples=200, deadline=None)
@given(st.text("ab ,.!?\"'():", max_size=40))
def test_no_mark_is_put_where_the_turkish_quotes_nothing(english: str) -> None:
    assert postedit("İşçiler yoruldu ve gitti.", english).count('"') <= english.count('"')


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ('The workers said that "they were tired.', 'The workers said that "they were tired."'),
        ('"The workers said, "We are tired."', 'The workers said, "We are tired."'),
        ('The workers are tired and will go. "', 'The workers are tired and will go."'),
        ('The workers of "the mill are tired.', 'The workers of "the mill are tired.'),
    ],
)
def test_a_mark_gets_its_partner_or_goes_only_where_that_is_plain(english: str, expected: str) -> None:
    assert postedit('İşçiler, "Yorulduk ve gideceğiz."', english) == expected


def test_a_mark_whose_partner_is_lost_is_told() -> None:
    flags, checks = audit('İşçiler, "Yorulduk ve gideceğiz" yazılı pankart açtı.', 'A banner of "the mill was opened.')
    assert Flag.QUOTATION in flags
    assert "Yorulduk ve gideceğiz" in [check.text for check in checks]
    assert Flag.QUOTATION not in audit('İşçiler, "Yorulduk" dedi.', 'The workers said, "We are tired.')[0]
