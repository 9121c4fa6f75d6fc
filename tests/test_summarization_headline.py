"""A headline never says what the sentence doesn't: rules cut what it can do without, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tr_news.documents.article import Article, Language
from tr_news.documents.translation import Flag, Sentence, TranslatedArticle
from tr_news.summarization.extractive.headline import LIMIT, headline, shorten

CUT = {
    # a final full stop, a dateline, an opener that only links
    "The two leaders will meet in Budapest.": "The two leaders will meet in Budapest",
    "ANKARA (AA) - The bank raised its rate on Thursday.": "The bank raised its rate on Thursday",
    "However, the two leaders will meet.": "The two leaders will meet",
    # attribution comes first, with a colon: a claim stays a claim
    "The government will raise the minimum wage, the labour minister said on Monday.": (
        "Labour minister: The government will raise the minimum wage"
    ),
    "According to a police report, the driver was drunk.": "Police report: The driver was drunk",
    "The driver was drunk, according to a police report.": "Police report: The driver was drunk",
    '"We will not accept the offer," union leader Ayşe Demir said in a statement on Friday.': (
        'Union leader Ayşe Demir: "We will not accept the offer"'
    ),
    "If the talks fail, sanctions will follow, the foreign minister told reporters.": (
        "Foreign minister: If the talks fail, sanctions will follow"
    ),
    # asides
    "The mayor (in office since 2019) has opened the bridge.": "The mayor has opened the bridge",
    "The deal - worth 5 billion lira - was signed in Ankara.": "The deal was signed in Ankara",
    "The company, which employs 1,500 people, was sold for 1.5 million euros.": (
        "The company was sold for 1.5 million euros"
    ),
    "Kemal Aksoy, head of the chamber, has resigned.": "Kemal Aksoy has resigned",
    "Officials, however, said the dam was safe.": "Officials said the dam was safe",
    # trailing clauses
    "The bank cut its rate to 8.5 percent, which surprised economists.": "The bank cut its rate to 8.5 percent",
    "Exports rose 4 percent, while imports fell.": "Exports rose 4 percent",
    "The storm damaged 40 houses, where families had been sleeping, adding to the losses.": (
        "The storm damaged 40 houses"
    ),
}
KEPT = [
    # negation, condition, modality, contrast in what could be cut
    "The bank cut its rate, which it had promised not to do",
    "The talks will go ahead, unless the two sides disagree",
    "The talks will go ahead, but nobody expects a deal",
    "Exports rose in May, while imports didn't change",
    "The two leaders - not their ministers - will meet in Budapest",
    "The minister (who was not present) has been fined",
    "The minister, if re-elected, will cut taxes",
    "The plan, which could be dropped, was approved",
    # doubt and denial
    "The minister, allegedly drunk, was stopped by police",
    "The minister denied taking bribes",
    "The alleged leader of the gang was arrested",
    "The election was rigged, a charge the government rejects",
    # not an attribution of the whole
    "The plan is dead, nobody said",
    "The plan is dead, he said",
    "While the talks failed, Kaya said on Monday",
    "The court said the man had been wrongly accused",
    # lists are not asides
    "Three cities, Ankara, Izmir and Bursa, were hit by the storm",
    "Ankara, Izmir and Bursa, the largest cities, are affected",
    "The company, which employs people in Izmir, Bursa and Ankara, was sold",
    # quotations stay whole, one within another too
    'He told the court: "I did not do it, which you know," and sat down',
    '"Why should we," he asked, "pay for this?"',
    "The minister called it \"a 'historic' day, which nobody will forget\"",
    # abbreviations and marks that end a headline
    "He moved to the U.S.",
    "The firm was bought by Kaya Inc.",
    "Will the talks fail?",
]


@pytest.mark.parametrize(("sentence", "expected"), CUT.items())
def test_what_a_sentence_can_do_without_is_cut(sentence: str, expected: str) -> None:
    assert shorten(sentence) == (expected, True)


@pytest.mark.parametrize("sentence", KEPT)
def test_what_carries_the_meaning_is_kept(sentence: str) -> None:
    assert shorten(sentence) == (sentence, True)


def test_a_long_sentence_loses_its_adjuncts_first() -> None:
    sentence = "After a debate of nine hours, parliament passed the law protecting the forests of the Black Sea coast."
    assert shorten(sentence) == (
        "Parliament passed the law protecting the forests of the Black Sea coast",
        True,
    )
    sentence = (
        "The governor of Bolu resigned after a fire swept through a hotel in the ski resort of Kartalkaya in January."
    )
    assert shorten(sentence) == ("The governor of Bolu resigned", True)


def test_who_says_it_may_go_with_an_adjunct_that_it_is_part_of_but_not_where_it_speaks_of_the_whole() -> None:
    part = (
        "The governor of Bolu resigned after prosecutors said that the hotel had never been inspected since it opened."
    )
    assert shorten(part)[0].startswith("The governor of Bolu resigned after prosecutors said")  # "never" stays
    assert shorten(part.replace("had never been", "had last been")) == ("The governor of Bolu resigned", True)
    whole = "The driver of the lorry fled after it overturned on the motorway near Gebze, police and witnesses said."
    assert shorten(whole)[1] is False


@pytest.mark.parametrize(
    "sentence",
    [
        "No one was hurt after a bus with forty tourists overturned near the coastal town of Fethiye early on Monday.",
        "Police banned protests in the city during the summit of the leaders of the world's twenty largest economies.",
        "The minister denied that he had met the owner of the mine after the accident in June that cost 43 lives.",
        "The bank will cut its rate following a fall of inflation below the limit which it had named last October.",
    ],
)
def test_an_adjunct_that_limits_a_negation_a_ban_or_a_plan_is_not_cut_as_if_nothing_were_missing(sentence: str) -> None:
    text, _ = shorten(sentence)
    assert text.endswith("…")
    assert len(text) > 50


def test_as_a_last_resort_a_sentence_is_broken_off_visibly_and_not_inside_a_number_or_a_quotation() -> None:
    text, _ = shorten(
        "The union of the producers of tea in the eastern Black Sea region of Turkey has lost about 1.5 million euros "
        "to fraud"
    )
    assert text == "The union of the producers of tea in the eastern Black Sea region of Turkey has lost…"
    text, _ = shorten(
        'The head of the chamber of engineers in the city of Bursa called the new bridge "a monument to our own vanity"'
    )
    assert text == "The head of the chamber of engineers in the city of Bursa called the new bridge…"


def test_breaking_off_says_when_what_is_missing_could_turn_the_meaning_round() -> None:
    claim = "The claim that the owners of the three largest banks of the country met in secret in a hotel in Bodrum is"
    assert shorten(f"{claim} false")[1] is False
    assert shorten(f"{claim} long and detailed")[1] is True


@given(st.text(st.sampled_from("ab ,.\"'()-“”…5") | st.characters(), min_size=1, max_size=400))
def test_any_text_becomes_a_headline_of_a_hundred_characters_at_most(text: str) -> None:
    shortened, _ = shorten(text)
    assert len(shortened) <= LIMIT
    assert bool(shortened.strip()) == bool(text.strip())


def test_a_text_without_spaces_is_cut_too() -> None:
    assert shorten("x" * 100_000)[0] == "x" * 99 + "…"


def _document(*sentences: Sentence) -> TranslatedArticle:
    return TranslatedArticle(Article("a", "a.txt", ()), Language("tr", 1.0), sentences)


def test_the_title_is_the_headline_and_all_its_sentences_are_the_evidence() -> None:
    document = _document(
        Sentence(0, 0, "title", "Köprü açıldı!", "Bridge opened!", (Flag.NAME,)),
        Sentence(1, 0, "title", "Trafik rahatladı", "Traffic eased.", (Flag.NUMBER,)),
        Sentence(2, 1, "text", "Köprü dün açıldı.", "The bridge was opened yesterday."),
    )
    line = headline(document, [2])
    assert (line.text, line.evidence, line.flags) == ("Bridge opened! Traffic eased", (0, 1), ("name", "number"))


def test_a_title_that_could_not_be_translated_gives_way_to_a_sentence_that_could() -> None:
    title = Sentence(0, 0, "title", "Köprü açıldı", "Köprü açıldı", (Flag.UNTRANSLATED,))
    text = Sentence(1, 1, "text", "Köprü dün açıldı.", "The bridge was opened yesterday.")
    assert headline(_document(title, text), [1]).text == "The bridge was opened yesterday"
    unreadable = Sentence(1, 1, "text", "Köprü dün açıldı.", "", (Flag.EMPTY,))
    assert headline(_document(title, unreadable), [1]).evidence == (0,)


def test_a_sentence_that_can_only_be_broken_off_misleadingly_gives_way_to_the_next() -> None:
    long = "The claim that the owners of the three largest banks of the country met in a hotel in Bodrum is false."
    document = _document(
        Sentence(0, 0, "text", "…", long),
        Sentence(1, 0, "text", "…", "The banks deny the report."),
    )
    assert headline(document, [0, 1]).text == "The banks deny the report"
    assert headline(document, [0]).text.endswith("…")
