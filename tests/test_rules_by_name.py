"""A heuristic is a named rule with a test under its name: an example of each, and no rule without one."""

import datetime

import pytest

from tr_news.facts.compare import RULES as DIFFERENCES
from tr_news.facts.sentence import facts_of
from tr_news.stories.rules import RULES as OF_STORIES
from tr_news.stories.traits import Facts
from tr_news.summarization.extractive.compression import ADJUNCTS, ASIDES
from tr_news.translation.repair.postedit import RULES as REPAIRS
from tr_news.translation.repair.postedit import edits

# Rule: Turkish, what the model said, what it becomes.
REPAIRED = {
    "figure": ("Fiyat 1.250,5 lira.", "The price is 1.250,5 lira.", "The price is 1,250.5 lira."),
    "suffix of a figure": ("Köprü 2025'te açıldı.", "The bridge opened in 2025'te.", "The bridge opened in 2025."),
    "scale word": ("Kâr 3.5 milyar oldu.", "Profit was 3.5 milyar.", "Profit was 3.5 billion."),
    "compound": ("Alana 2 bin 500 kişi geldi.", "2 thousand 500 people came.", "2,500 people came."),
    "amount": ("Kâr 3 milyar 816 milyon dolar.", "Profit was $3 billion 816 million.", "Profit was $3.816 billion."),
    "score": ("Liman 2 - 1 kazandı.", "The harbour won 2 - 1.", "The harbour won 2-1."),
    "percent sign": ("Oran %2 oldu.", "The rate was %2.", "The rate was 2%."),
    "percent word": ("Oran yüzde 2 oldu.", "The rate was yüzde 2.", "The rate was 2 percent."),
    "currency sign": ("Bilet 100$ oldu.", "The ticket was 100$.", "The ticket was $100."),
    "currency word": ("Ekmek 5 TL oldu.", "Bread was 5 TL.", "Bread was 5 lira."),
    "sign": ("Akaryakıta 2 ₺ zam geldi.", "Fuel rose by 2.", "Fuel rose by ₺2."),
    "name": ("Zirve Kopenhag'da yapıldı.", "The summit was held in Kopenhag.", "The summit was held in Copenhagen."),
    "said twice": ("En büyük banka battı.", "The largest bank bank went down.", "The largest bank went down."),
    "saying twice": (
        'Vali, "Geldik" dedi.',
        'The governor said, "We came," he said.',
        'The governor said, "We came."',
    ),
    "a and an": ("Bir artış oldu.", "There was a increase.", "There was an increase."),
    "stray start": ("Vali geldi.", ", The governor came.", "The governor came."),
    "spacing": ("Vali, geldi.", "The governor , came .", "The governor, came."),
    "doubled marks": ("Vali, geldi.", "The governor,, came.", "The governor, came."),
    "loose mark of the source": ('"Vali bugün geldi.', "The governor came today.", '"The governor came today.'),
    "whole quotation": ('"Vali bugün geldi."', "The governor came today.", '"The governor came today."'),
    "one kind of marks": ("'Geldim' dedi.", "\"I came' he said.", '"I came" he said.'),
    "partner of a mark": ('Vali, "Geldim" dedi.', 'The governor said, "I came.', 'The governor said, "I came."'),
    "space around marks": ('Vali "geldim" dedi.', 'The governor said " I came ".', 'The governor said "I came".'),
    "last stop": ("Vali geldi.", "The governor came", "The governor came."),
    "initial capital": ("Vali geldi.", "the governor came.", "The governor came."),
}

# Rule: Turkish, an English text that differs, and what of it.
DIFFERENT = {
    "missing numbers": ("Kazada 7 kişi yaralandı.", "People were hurt in the crash.", "7"),
    "added numbers": ("Kazada kişiler yaralandı.", "9 people were hurt in the crash.", "9"),
    "numbers told twice": ("Gemi 142 yolcu taşıdı.", "The ship carried 142 passengers 142.", "142"),
    "parts of amounts": ("Sefer 1 saat 20 dakika sürdü.", "It was a voyage of 20 minutes.", "1 saat"),
    "scores": ("İlk yarı 34-34 bitti.", "The first half ended 34.", "34-34"),
    "attributes of numbers": ("Bilet 5 dolar oldu.", "The ticket was 5 euros.", "5"),
    "direction": ("Kira yüzde 5 arttı.", "Rents fell by 5 percent.", "fell"),
    "over or under": (
        "Toplantıya 300'den fazla kişi geldi.",
        "Fewer than 300 people came to the meeting.",
        "fewer than",
    ),
    "won or lost": ("Liman takımı maçı 2-1 kazandı.", "The harbour team lost the match 2-1.", "lost"),
    "profit or loss": ("Banka 3 milyar lira kâr etti.", "The bank made a loss of 3 billion liras.", "loss"),
    "part of the day": ("Toplantı sabah 9'da başladı.", "The meeting began at 9 in the evening.", "evening"),
    "names": ("Vali Ayşe Tunçer geldi.", "The governor came.", "Tunçer"),
    "spans": ("Başvuru www.liman.example adresinde.", "Apply online.", "www.liman.example"),
    "quotations": ('Vali "Köprü yarın açılacak" dedi.', "The bridge opens tomorrow, the governor said.", "Köprü"),
    "opposites": ("Deneme başarısız oldu.", "The trial was successful.", "başarısız"),
    "contrasts": ("Sorun para değil zaman.", "The problem is not money.", "değil zaman"),
    "signs": ("Vali toplantıya katılmadı.", "The governor attended the meeting.", "katılmadı"),
}

# Rule: an English sentence without its stop, and what is left of it.
CUT = {
    "echo": ("The ferry to Lesbos sailed on Monday, the ferry to Lesbos", "The ferry to Lesbos sailed on Monday"),
    "parentheses": ("The port (the oldest of the coast) closed on Monday", "The port closed on Monday"),
    "dashed-aside": ("The port – the oldest of the coast – closed on Monday", "The port closed on Monday"),
    "comma-aside": ("The port, which is the oldest of the coast, closed on Monday", "The port closed on Monday"),
    "trailing-relative": ("The storm closed the port, which is the oldest of the coast", "The storm closed the port"),
    "attribution-first": (
        "According to the ministry, the port closed on Monday",
        "Ministry: The port closed on Monday",
    ),
}

MORNING = datetime.datetime(2026, 3, 4, 8, tzinfo=datetime.UTC)
NIGHT = datetime.datetime(2026, 3, 4, 23, tzinfo=datetime.UTC)


def told(
    publisher: str = "",
    moment: datetime.datetime = MORNING,
    *,
    places: str = "",
    clubs: str = "",
    tolls: tuple[int, ...] = (),
    rising: bool = False,
    again: bool = False,
    column: bool = False,
) -> Facts:
    return Facts(
        publisher,
        moment,
        frozenset(places.split()),
        frozenset(clubs.split()),
        frozenset(tolls),
        rising,
        again,
        column=column,
    )


# Rule: two articles that it fires on, and two that it doesn't.
APART = {
    "same publisher": ((told("Ova"), told("Ova")), (told("Ova"), told("Kıyı"))),
    "other place": ((told(places="rize"), told(places="muş")), (told(places="rize"), told(places="rize muş"))),
    "other clubs": ((told(clubs="rizespor"), told(clubs="göztepe")), (told(clubs="göztepe"), told())),
    "same match": (
        (told(clubs="rizespor göztepe"), told(clubs="göztepe rizespor")),
        (told(clubs="göztepe"), told(clubs="göztepe")),
    ),
    "other toll": (
        (told(tolls=(3,)), told(moment=NIGHT, tolls=(5,))),
        (told(tolls=(3,)), told(moment=NIGHT, tolls=(5,), rising=True)),
    ),
    "no report": ((told(column=True), told()), (told(), told())),
    "happened again": ((told(), told(moment=NIGHT, again=True)), (told(again=True), told(moment=NIGHT, again=True))),
}


@pytest.mark.parametrize("rule", REPAIRS)
def test_repairs(rule: str) -> None:
    turkish, said, mended = REPAIRED[rule]
    found = list(edits(facts_of(turkish, "tr"), said))
    assert rule in [name for name, _ in found]
    assert found[-1][1] == mended
    assert [name for name, _ in edits(facts_of(turkish, "tr"), mended)] == [""], "what is right stays"


@pytest.mark.parametrize("rule", DIFFERENCES)
def test_differences(rule: str) -> None:
    turkish, english, text = DIFFERENT[rule]
    found = list(DIFFERENCES[rule](facts_of(turkish, "tr"), facts_of(english, "en")))
    assert any(text in difference.text for difference in found), found


@pytest.mark.parametrize("rule", CUT)
def test_cuts(rule: str) -> None:
    sentence, left = CUT[rule]
    (cut,) = (one.cut for one in (*ASIDES, *ADJUNCTS) if one.name == rule)
    assert cut(sentence) == left
    assert cut("The storm closed the port") in (None, "The storm closed the port")


@pytest.mark.parametrize("rule", [name for name, _, _ in OF_STORIES])
def test_what_tells_two_stories_apart(rule: str) -> None:
    (fires,) = (function for name, function, _ in OF_STORIES if name == rule)
    yes, no = APART[rule]
    assert fires(*yes)
    assert fires(*yes[::-1])
    assert not fires(*no)
