"""Errors planted in sentences of our own: figures, names, denial, hearsay and the rest."""

import pytest

from benchmarks.own_pairs import verdicts
from tr_news.documents.translation import Flag
from tr_news.translation.audit import audit


@pytest.mark.parametrize(
    ("kind", "pairs", "least"),
    [
        ("number", 40, 95),
        ("direction", 475, 96),
        ("half", 110, 96),
        ("name", 40, 95),
        ("span", 9, 95),
        ("quotation", 10, 95),
        ("negation", 310, 95),
        ("hearsay", 240, 94),
    ],
)
def test_most_planted_errors_are_flagged_and_nothing_right_is(kind: str, pairs: int, least: float) -> None:
    found = verdicts(kind)
    assert len(found) >= pairs
    assert 100 * sum(verdict.caught for verdict in found) / len(found) >= least
    assert [verdict for verdict in found if verdict.false_alarm] == []


@pytest.mark.parametrize(
    ("turkish", "english"),
    [
        ("Bu ne ilk ne de son maç.", "This is not the first or the last game."),  # neither … nor
        ("Bu bir zafer olmaktan çok bir uyarıydı.", "It was not a victory but a warning."),
        ('"I Can\'t Stop" adlı şarkı çok iyi.', 'The song called "I Can\'t Stop" is very good.'),
        ("Önümüzde çok iddialı hedefler var.", "We have very ambitious targets."),
        ("Ağustosta yüzde 5 artış kaydedildi.", "August saw a rise of 5 percent."),
        ("Yüksek Mahkeme 3 üyesini seçti.", "The Supreme Court elected 3 of its members to the lower chamber."),
        ("Sorunumuz yok.", "We are fine."),
    ],
)
def test_what_means_the_same_in_other_words_is_no_error(turkish: str, english: str) -> None:
    assert audit(turkish, english)[1] == ()


@pytest.mark.parametrize(
    ("turkish", "english"),
    [
        ("Bunu yapamam.", "I can do it."),
        ("Belediyeyi ağaçları kesmemeye çağırdı.", "He called on the council to cut the trees."),
        ("Kimlik kartınızı unutmayın.", "Do forget your identity card."),
        ("İlaç yemeden önce alınır.", "The drug is not taken before meals."),
        (
            "Savcı, paranın çalınıp çalınmadığını araştırıyor.",
            "The prosecutor is not looking into whether it was stolen.",
        ),
        ("Bilet gerekmeseydi girerdik.", "We would have gone in if a ticket had been needed."),
        ("Gösteri ücretsiz izlenebilecek.", "The show can not be seen free of charge."),
        ("Raporda yolsuzluk anlatılıyor.", "Corruption is not described in the report."),
    ],
)
def test_a_denial_that_was_lost_or_put_in_is_flagged(turkish: str, english: str) -> None:
    assert Flag.NEGATION in audit(turkish, english)[0]
