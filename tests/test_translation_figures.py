"""Numbers and denials that a model garbled are tried again; an answer counts only where the audit finds it right."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from tr_news.config import load
from tr_news.documents.translation import Flag
from tr_news.facts.sentence import facts_of
from tr_news.load import load_translator
from tr_news.translation.audit import audit
from tr_news.translation.keep_figures import FigureKeeper
from tr_news.translation.protocol import Sentences, Translation
from tr_news.translation.repair.postedit import postedit
from tr_news.translation.set_off import figures_of, set_off


class Model:
    """A translator by a function, which may know alternatives."""

    source_language = "tr"

    def __init__(self, says: Callable[[str], str]) -> None:
        self.says = says
        self.asked: list[str] = []

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        self.asked += sentences
        return [Translation(self.says(sentence)) for sentence in sentences]

    def describe(self) -> Mapping[str, object]:
        return {"name": "model"}


class Wide(Model):
    """One with alternatives."""

    def __init__(self, says: Callable[[str], str], others: Sequence[str]) -> None:
        super().__init__(says)
        self.others = others

    def alternatives(self, sentences: Sequence[str], count: int) -> list[list[Translation]]:
        return [[Translation(other) for other in self.others][:count] for _ in sentences]


def said(model: Model, sentence: str) -> str:
    (answer,) = FigureKeeper(model).translate([sentence])
    return answer.text


@pytest.mark.parametrize(
    ("turkish", "figures"),
    [
        ("Partinin bin 275 delegesi var.", [("bin 275", "1,275")]),
        ("Ödülü 10 bin 262 kişi aldı.", [("10 bin 262", "10,262")]),
        ("Kent 46,6 milyon sterlin harcadı.", [("46,6", "46.6")]),
        ("Faiz %4,9 oldu, saat 14.30'da açıklandı.", [("%4,9", "4.9%"), ("14.30", "14:30")]),
        ("Bütçe 12 bin lira, kişi başı 1.250,5 lira.", [("12 bin", "12 thousand"), ("1.250,5", "1,250.5")]),
        ("İki kişi 21 Ekim 2025'te geldi.", []),
    ],
)
def test_figures_come_with_their_english_form(turkish: str, figures: list[tuple[str, str]]) -> None:
    assert [(figure.text, figure.english) for figure in figures_of(facts_of(turkish, "tr"))] == figures


def test_codes_come_back_once_each_or_not_at_all() -> None:
    facts = facts_of("Kentte 1.250 ev, 58 okul yıkıldı.", "tr")
    made = set_off(facts.text, list(figures_of(facts)), ("37", "58", "84"))
    assert made is not None
    assert made.text == "Kentte 37 ev, 84 okul yıkıldı."  # 58 is in the source
    assert (
        made.restored("In the city 37 houses and 84 schools fell.") == "In the city 1,250 houses and 58 schools fell."
    )
    assert made.restored("In the city 37 houses, 37 flats and 84 schools fell.") is None
    assert made.restored("In the city 370 houses and 84 schools fell.") is None
    assert set_off("a 1 2", list(figures_of(facts_of("a 1 2", "tr"))), ("37",)) is None  # more figures than codes


def test_the_best_alternative_without_a_doubt_is_taken() -> None:
    model = Wide(
        lambda _: "275 delegates voted.", ["1,275 did.", "1,275 delegates voted in 2011.", "1,275 delegates voted."]
    )
    assert said(model, "Bin 275 delege oy kullandı.") == "1,275 delegates voted."  # the first is too short
    assert model.asked == ["Bin 275 delege oy kullandı."]  # nothing is set off where this is enough


def test_figures_are_set_off_where_no_alternative_is_right() -> None:
    garbled = Model(lambda text: "37 delegates voted." if "37" in text else "275 delegates voted.")
    assert said(garbled, "Bin 275 delege oy kullandı.") == "1,275 delegates voted."
    coded = Model(lambda text: "X1 delegates voted." if "X1" in text else "A few delegates voted.")
    assert said(coded, "Bin 275 delege oy kullandı.") == "1,275 delegates voted."


def test_what_loses_something_else_is_not_taken() -> None:
    model = Wide(lambda _: "In Malatya 12 died.", ["In the city 14 people died.", "14 people died in Malatya."])
    assert said(model, "Malatya'da 14 kişi öldü.") == "14 people died in Malatya."
    denied = Wide(lambda _: "They did not pay 12 lira.", ["They paid 14 lira there."])
    assert said(denied, "Onlar 14 lira ödemedi.") == "They did not pay 12 lira."


def test_a_denial_that_was_lost_is_tried_again() -> None:
    model = Wide(lambda _: "Forget the bridge.", ["Remember, forget it.", "Do not forget the bridge."])
    assert said(model, "Köprüyü unutmayın.") == "Do not forget the bridge."
    assert said(Wide(lambda _: "The trial was successful.", ["The test trial failed."]), "Deneme başarısız oldu.") == (
        "The test trial failed."
    )
    kept = Wide(lambda _: "The governor came.", ["The governor did not come."])
    assert said(kept, "Vali geldi.") == "The governor came."
    assert kept.asked == ["Vali geldi."]


def test_of_two_things_set_against_each_other_both_are_told() -> None:
    asked = {
        "Sorun para değil zaman.": "The problem is not money.",
        "Sorun para değil, ancak zaman.": "The problem is not money, but time.",
        "Bu af değil erteleme.": "This is not an amnesty.",
        "Bu af değil, ancak erteleme.": "This is not an amnesty, but do not delay.",
    }
    assert said(Model(asked.__getitem__), "Sorun para değil zaman.") == "The problem is not money, but time."
    assert said(Model(asked.__getitem__), "Bu af değil erteleme.") == "This is not an amnesty."  # denied twice


@pytest.mark.parametrize(
    ("turkish", "english", "flagged"),
    [
        ("Sorun para değil zaman.", "It's not money.", True),
        ("Sorun para değil zaman.", "The problem is time, not money.", False),
        ("Sorun para değil zaman.", "It isn't money, it's time.", False),
        ("Sorun sadece para değil zaman da.", "It is not the money.", False),  # whatever it says, it is no contrast
        ("Bu mümkün değil sanırım.", "That is not possible.", False),
        ("Siz davetli değil misiniz?", "Aren't you invited?", False),
        ("Deneme başarısız oldu.", "The trial was successful.", True),
        ("Deneme başarısız oldu.", "The trial was unsuccessful.", False),
        ("Deneme başarısız oldu, başarı gecikti.", "Success came late to the trial.", False),
        ("İşsizlik oranı yüzde 9 oldu.", "The employment rate was 9 percent.", True),
        ("İşsizlik oranı yüzde 9 oldu.", "The unemployment rate was 9 percent.", False),
        ("Yetersiz beslenme arttı.", "Inadequate food, though enough of it, is on the rise.", False),
        ("İşçiler ölüleri gömüyor.", "Workers bury the dead.", False),
    ],
)
def test_a_denial_turned_or_told_by_half_is_flagged(turkish: str, english: str, flagged: bool) -> None:
    assert (Flag.NEGATION in audit(turkish, english)[0]) is flagged


def test_what_is_right_is_asked_once() -> None:
    model = Wide(lambda _: "14 people died.", ["14 people were killed."])
    assert said(model, "14 kişi öldü.") == "14 people died."
    assert model.asked == ["14 kişi öldü."]


def test_what_the_model_did_not_say_is_left_alone() -> None:
    class Approved(Model):
        def translate(self, sentences: Sequence[str]) -> list[Translation]:
            return [Translation("Nobody counted.", origin="approved") for _ in sentences]

    assert said(Approved(str), "14 kişi öldü.") == "Nobody counted."
    assert said(Model(lambda _: ""), "14 kişi öldü.") == ""


def test_the_answer_is_that_of_the_sentence_alone_and_provenance_tells_of_it() -> None:
    engine = load_translator(load({"translator": "tr-en-mini"}))
    sentences = ["Kulübün toplam bin 275 delegesi bulunuyordu.", "Hava güzel.", "Dün bin 238 kişi oy kullandı."]
    together = engine.translator.translate(Sentences(sentences, {}, {}))
    alone = [engine.translator.translate([sentence])[0] for sentence in sentences]
    assert [answer.text for answer in together] == [answer.text for answer in alone]
    assert Flag.NUMBER not in audit(sentences[0], together[0].text)[0]  # "a total of 275 delegates" at first
    assert engine.describe()["figures"] == "tried again/2"


def test_a_number_told_twice_is_named_as_the_second_one() -> None:
    _, checks = audit("Gemi 142 yolcuyu 1 saatte taşıdı.", "142 people, 142 an hour.")
    assert [(check.problem, check.text) for check in checks] == [("added", "a second 142")]


@pytest.mark.parametrize(
    ("turkish", "model", "mended"),
    [
        ("Fabrikada bin 460 işçi var.", "A thousand 460 workers are there.", "1,460 workers are there."),
        ("Salonda 180 kişi vardı.", "There were a thousand 180 people.", "There were a thousand 180 people."),
    ],
)
def test_a_thousand_before_its_hundreds_is_one_number(turkish: str, model: str, mended: str) -> None:
    assert postedit(facts_of(turkish, "tr"), model) == mended
