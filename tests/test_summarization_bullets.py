"""Bullets that stand alone: joined, shortened, with names and dates, and resting on whole sentences."""

import datetime

import pytest

from tr_news.documents.article import Article, Language
from tr_news.documents.brief import Line
from tr_news.documents.translation import Sentence, TranslatedArticle
from tr_news.summarization.extractive.bullets import Composer, introduced, is_broken, says_no_more, shortened
from tr_news.summarization.extractive.mentions import full_names, with_dates
from tr_news.summarization.extractive.salience import Settings, salience
from tr_news.summarization.extractive.speakers import speaker_after, speaker_before
from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer
from tr_news.summarization.wording import paired

DAY = datetime.date(2025, 10, 21)  # a Tuesday


def _document(*rows: tuple[str, str], kinds: str = "", paragraphs: str = "") -> TranslatedArticle:
    """Sentences as (Turkish, English); ``kinds``: l for an item of a list; ``paragraphs``: a digit for each."""
    sentences = [
        Sentence(
            i,
            int(paragraphs[i]) if paragraphs else 0,
            "list" if kinds[i : i + 1] == "l" else "text",
            source,
            english,
        )
        for i, (source, english) in enumerate(rows)
    ]
    return TranslatedArticle(Article("a", "a.txt", (), published=DAY), Language("tr", 1.0), tuple(sentences))


def _bullet(document: TranslatedArticle, index: int) -> Line:
    return Composer(document, salience(document, Settings())).bullet(index)


def test_a_label_takes_the_items_of_its_list_and_says_how_many_are_left() -> None:
    items = [(f"{team} - Ordu", f"{team} - Ordu.") for team in ("Bolu", "Rize", "Sivas")]
    document = _document(("Kupada eşleşmeler şöyle:", "The pairings in the cup are as follows:"), *items, kinds="tlll")
    line = _bullet(document, 0)
    assert line.text == "The pairings in the cup are as follows: Bolu - Ordu; Rize - Ordu; Sivas - Ordu."
    assert line.evidence == (0, 1, 2, 3)
    long = [(f"{n} numaralı takım ile konuk takım", f"Team number {n} and the guests") for n in range(9)]
    line = _bullet(_document(("Eşleşmeler şöyle:", "The pairings:"), *long, kinds="t" + "l" * 9), 0)
    assert line.text.endswith("; and 4 more")
    assert line.evidence == (0, 1, 2, 3, 4, 5)


def test_what_is_quoted_has_its_speaker_from_the_sentence_that_closes_it() -> None:
    document = _document(
        ('"Köprü bu kış kapalı kalacak.', '"The bridge will stay closed this winter.'),
        ('Onarım nisanda biter." dedi vali Ayşe Demir.', 'The work ends in April," Governor Ayşe Demir said.'),
    )
    line = _bullet(document, 0)
    assert line.text == 'Governor Ayşe Demir: "The bridge will stay closed this winter."'
    assert line.evidence == (0, 1)


def test_or_from_the_sentence_that_leads_into_it() -> None:
    document = _document(
        ('Vali Ayşe Demir, "Köprü kapalı kalacak.', 'Governor Ayşe Demir said, "The bridge will stay closed.'),
        ('Onarım nisanda biter." dedi.', 'The work ends in April."'),
    )
    line = _bullet(document, 1)
    assert line.text == 'Governor Ayşe Demir: "The work ends in April."'
    assert line.evidence == (0, 1)


def test_a_sentence_that_announces_a_quotation_takes_its_first_sentence() -> None:
    document = _document(
        ("Vali konuşmasını şöyle sürdürdü:", "The governor continued as follows:"),
        ('"Köprü bu kış kapalı kalacak."', '"The bridge will stay closed this winter."'),
    )
    line = _bullet(document, 0)
    assert line.text == 'The governor continued as follows: "The bridge will stay closed this winter."'
    assert line.evidence == (0, 1)


def test_a_short_sentence_that_leans_on_the_one_before_joins_it() -> None:
    document = _document(
        ("Belediye vapurların biletine zam yaptı.", "The city raised the fares of its ferries."),
        ("Bu karar yarın uygulanacak.", "This decision takes effect tomorrow."),
    )
    line = _bullet(document, 1)
    assert line.text == "The city raised the fares of its ferries. This decision takes effect tomorrow."
    assert line.evidence == (0, 1)
    apart = _document(("Belediye zam yaptı.", "Fares rose."), ("Bu karar iyi.", "This is good."), paragraphs="01")
    assert _bullet(apart, 1).evidence == (1,)


def test_what_one_bullet_has_taken_no_other_takes() -> None:
    document = _document(
        ("Belediye vapurların biletine zam yaptı.", "The city raised the fares of its ferries."),
        ("Bu karar yarın uygulanacak.", "This decision takes effect tomorrow."),
    )
    composer = Composer(document, salience(document, Settings()))
    assert composer.bullet(0).evidence == (0,)
    assert composer.bullet(1).evidence == (1,)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Governor Ayşe Demir said, "The bridge', "Governor Ayşe Demir"),
        ("Derici, who said the police were there, continued as follows:", "Derici"),
        ("He said the following:", None),
        ("The bridge was closed.", None),
    ],
)
def test_the_speaker_before_a_quotation_is_who_is_named(text: str, speaker: str | None) -> None:
    assert speaker_before(text) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('It ends in April," Governor Demir said.', "Governor Demir"),
        ('It ends in April," said Ayşe Demir.', "Ayşe Demir"),
        ('It ends in April," she said.', None),
        ("It ends in April.", None),
    ],
)
def test_the_speaker_after_a_quotation_is_who_is_named(text: str, speaker: str | None) -> None:
    assert speaker_after(text) == speaker


NAMES = _document(
    ("Vali Ayşe Demir köprüyü gezdi.", "Governor Ayşe Demir visited the bridge."),
    ("Demir, onarımın bittiğini söyledi.", "Demir said the work was done."),
    ('Demir, "Demir köprüdür." dedi.', '"Demir is a bridge," she said.'),
)


def test_a_surname_gets_the_whole_name_and_office_at_its_first_mention() -> None:
    headline = Line("Bridge opened", (0,))
    first, second = Line("Demir said the work was done.", (1,)), Line("Demir left.", (1,))
    one, two = introduced(NAMES, headline, [first, second])
    assert (one.text, one.evidence) == ("Governor Ayşe Demir said the work was done.", (0, 1))
    assert two == second


def test_an_office_is_not_said_twice_and_takes_no_other_words_along() -> None:
    document = _document(
        ("Rus Dışişleri Bakanı Ayşe Demir geldi.", "The Russian Foreign Minister Ayşe Demir came."),
        ("Bakan Demir konuştu.", "Minister Demir spoke."),
        ("Demir konuştu.", "Demir spoke."),
    )
    headline = Line("Visit", (0,))
    (line,) = introduced(document, headline, [Line("Minister Demir spoke.", (1,))])
    assert line.text == "Minister Ayşe Demir spoke."
    (line,) = introduced(document, headline, [Line("Demir spoke.", (2,))])
    assert line.text == "Foreign Minister Ayşe Demir spoke."


def test_a_name_that_the_headline_has_a_quotation_or_two_persons_share_stays() -> None:
    line = Line("Demir said the work was done.", (1,))
    assert introduced(NAMES, Line("Ayşe Demir opens bridge", (0,)), [line]) == (line,)
    quoted = Line('"Demir is a bridge," she said.', (2,))
    assert introduced(NAMES, Line("Bridge opened", (0,)), [quoted]) == (quoted,)
    two = _document(("Ayşe Demir ile Ali Demir geldi.", "Ayşe Demir and Ali Demir came."))
    assert full_names(two.sentences) == {}


def test_a_name_that_only_the_english_has_is_not_taken() -> None:
    lost = _document(("Vali köprüyü gezdi.", "Governor Ayşe Demir visited the bridge."))
    assert full_names(lost.sentences) == {}


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("It rained yesterday.", "Dün yağmur yağdı.", "It rained yesterday (20 October)."),
        ("It will rain tomorrow.", "Yarın yağmur var.", "It will rain tomorrow (22 October)."),
        ("He came on Thursday.", "Perşembe günü geldi.", "He came on Thursday (16 October)."),
        ("He will come on Thursday.", "Perşembe günü gelecek.", "He will come on Thursday (23 October)."),
        ("He came on Tuesday.", "Salı günü geldi.", "He came on Tuesday (21 October)."),
        (  # before or after? the sentence has both
            "After the talks on Thursday he said it will rain.",
            "Perşembe günkü görüşmeden sonra yağacağını söyledi.",
            "After the talks on Thursday he said it will rain.",
        ),
        (  # what is quoted was ahead when it was said
            'On Thursday he had said that "the talks will go on".',
            'Perşembe günü, "görüşmelerin süreceğini" söylemişti.',
            'On Thursday (16 October) he had said that "the talks will go on".',
        ),
        ("It rained yesterday.", "Yağmur yağdı.", "It rained yesterday."),  # the Turkish doesn't say so
        ('He said, "It rained yesterday."', "Dün yağdı, dedi.", 'He said, "It rained yesterday."'),
        ("He came on Thursday, October 16.", "Perşembe günü geldi.", "He came on Thursday, October 16."),
        # A place, a market, a name; a day whose date stands before it.
        ("It burned in the Sunday district.", "Yangın Pazar ilçesinde çıktı.", "It burned in the Sunday district."),
        ("The Sunday share grew.", "Bankanın pazar payı arttı.", "The Sunday share grew."),
        ("Minister Friday Demir came.", "Bakan Cuma Demir geldi.", "Minister Friday Demir came."),
        # Days that come again.
        ("It will open on Fridays.", "Müze cuma ve cumartesi günleri açılacak.", "It will open on Fridays."),
        ("It will be open on Friday.", "Müze cuma, cumartesi günleri açık olacak.", "It will be open on Friday."),
        ("He came every Thursday.", "Her perşembe geldi.", "He came every Thursday."),
        ("Data is due on Monday.", "Veri 17 Kasım Pazartesi günü açıklanacak.", "Data is due on Monday."),
        ("He came on Sunday evening.", "Bakan Pazar akşamı geldi.", "He came on Sunday (19 October) evening."),
        (
            "The governor said he would bring both sides together on Monday.",
            "Vali, pazartesi günü iki tarafı bir araya getireceğini bildirdi.",
            "The governor said he would bring both sides together on Monday (27 October).",
        ),
    ],
)
def test_days_get_their_date(text: str, source: str, expected: str) -> None:
    assert with_dates(text, source, DAY) == expected
    assert with_dates(text, source, None) == text


def test_a_bullet_that_is_too_long_loses_its_asides_and_a_short_one_nothing() -> None:
    short = "The mayor (in office since 2019) has opened the bridge, which is new."
    assert shortened(short) == short
    long = (
        "The mayor of the city (in office since 2019) has opened the new bridge over the river at the old port, which "
        "was built in six years by a company from Bursa."
    )
    assert shortened(long) == "The mayor of the city has opened the new bridge over the river at the old port."


def test_a_label_of_a_list_is_no_mere_announcement_and_the_name_of_who_speaks_no_aside() -> None:
    document = _document(
        ("Yeni öneride şunlar var:", "The new offer has:"), ("Yüzde 24 zam", "24 percent more"), kinds="tl"
    )
    assert not {"introduces", "short"} & salience(document, Settings()).fired[0]
    alone = _document(("Yeni öneride şunlar var:", "The new offer has:"), ("Zam var.", "There is more."))
    assert {"introduces", "short"} <= salience(alone, Settings()).fired[0]
    named = (
        "The president of the union of the workers of the port, Nurten Gökalp, announced that nine of ten of them said "
        "yes in the vote held in the town."
    )
    assert shortened(named) == named


def test_a_bullet_says_no_more_than_the_headline_where_it_adds_two_words_at_most() -> None:
    assert says_no_more("The bridge was closed in Rize.", "Bridge was closed")
    assert not says_no_more("The bridge was closed after a storm damaged it.", "Bridge was closed")


def test_a_bullet_above_the_limit_loses_whole_clauses_and_keeps_the_verb_of_the_main_one() -> None:
    clear = "It is not yet clear why the ferries to the islands will not leave the old port this week"
    two = (
        f"{clear}, but one of the captains said that the company and the union had different views about a long end "
        "of the strike at all the ports."
    )
    assert shortened(two) == (  # that something isn't known gives way to what is
        "One of the captains said the company and the union had different views about a long end of the strike at "
        "all the ports."
    )
    assert "the union were wrong" in shortened(two.replace("had different views about", "were wrong about"))
    caught = "While 15 of the 16 smugglers found were detained, goods worth 72 million lira"
    after_while = (
        f"{caught}, including 2 houses, 2 plots of land and 3 lorries that the smugglers bought after the storms, "
        "had been seized by the court."
    )
    assert shortened(after_while) == f"{caught} had been seized by the court."


def test_a_quotation_that_goes_on_has_a_colon_before_it_where_no_verb_of_saying_stands_there() -> None:
    document = _document(
        ('Ak, rıhtımda kaptanla görüştü, "Liman kapalı.', 'Ak met the captain at the quay, "The port is closed.'),
        ('Yarın açarız." dedi.', 'We open tomorrow," he said.'),
    )
    assert _bullet(document, 0).text == 'Ak met the captain at the quay: "The port is closed."'
    said = _document(
        ('Ak kaptana, "Liman kapalı.', 'Ak told the captain, "The port is closed.'),
        ('Yarın açarız." dedi.', 'We open tomorrow," he said.'),
    )
    assert _bullet(said, 0).text == 'Ak told the captain, "The port is closed."'


def test_a_bullet_does_not_end_in_a_colon() -> None:
    document = _document(("Vali Ak şunları söyledi:", "Governor Ak said the following:"))
    assert _bullet(document, 0).text == "Governor Ak said the following."


def test_a_speech_that_a_colon_leads_in_runs_on_over_paragraphs() -> None:
    document = _document(
        ("Vali Ak şöyle devam etti:", "Governor Ak went on as follows:"),
        ('"Köprü yarın açılıyor.', '"The bridge opens tomorrow.'),
        ("Onarım altı ay sürdü.", "The work took six months."),
        ('Herkese teşekkürler."', 'Thanks to all."'),
        paragraphs="0123",
    )
    views = salience(document, Settings()).views
    assert [(view.begins_quoted, view.ends_quoted) for view in views[1:]] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    slip = _document(
        ("Vali Ak geldi.", "Governor Ak came."),
        ('"Köprü yarın açılıyor.', '"The bridge opens tomorrow.'),
        ("Onarım altı ay sürdü.", "The work took six months."),
        ('Herkese teşekkürler."', 'Thanks to all."'),
        paragraphs="0123",
    )
    assert not any(view.begins_quoted for view in salience(slip, Settings()).views)


def test_of_two_things_said_that_are_too_long_together_the_first_stays() -> None:
    said = (
        "It was stated that the harbour company of the district would give half of its shares to the two unions of the "
        "dockers"
    )
    text = f"{said}, and that the mayor would not take part in the vote of the council on the sale of the other half."
    assert shortened(text) == f"{said}."
    listed = text.replace(", and that the mayor would not", ", and of those who would not")
    assert shortened(listed) == listed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('The mayor said, "We are tired.', 'The mayor said, "We are tired."'),
        ('We are tired," he said.', '"We are tired," he said.'),
        ('We are tired," said the mayor of Rize.', '"We are tired," said the mayor of Rize.'),
        # A pair, a size, a mark that nobody knows.
        ('The mayor said, "We are tired."', 'The mayor said, "We are tired."'),
        ('The 65" screen fell.', 'The 65" screen fell.'),
        ('We are tired" of waiting.', 'We are tired" of waiting.'),
        ('The mayor said, "We are', 'The mayor said, "We are'),
    ],
)
def test_a_quotation_mark_of_a_bullet_has_its_partner(text: str, shown: str) -> None:
    assert paired(text) == shown


LONG = (
    "the reservoirs around the northern districts the pumping stations at the old harbour the pipes beneath the market "
    "square the gauges of the waterworks the towers behind the railway depot the basins near the airport the valves"
)


def _about_water(*, translated: bool) -> TranslatedArticle:
    rows = [
        ("Baraj doluluk oranı düştü.", "Dam levels fell."),
        ("Barajlarda doluluk oranı yüzde 30 oldu.", "Dams stand at 30 percent."),
        ("Belediye baraj doluluk oranı için tasarruf istedi.", f"The city asked for savings for {LONG}."),
        ("Baraj doluluk oranı geçen yıl yüksekti.", "Dam levels were high last year."),
        ("Baraj doluluk oranı kasım ayında artabilir.", "Dam levels may rise in November."),
    ]
    return _document(*(rows if translated else [(english, english) for _, english in rows]))


def test_a_translation_that_must_be_broken_off_gives_way_to_a_whole_one() -> None:
    shown = [bullet.text for bullet in ExtractiveSummarizer().summarize(_about_water(translated=True)).bullets]
    assert len(shown) == 3
    assert not any(map(is_broken, shown))
    everything = ExtractiveSummarizer().summarize(_about_water(translated=True), bullets=5).bullets
    assert sum(is_broken(bullet.text) for bullet in everything) == 1, "there is nothing else: it is shown"


def test_what_a_person_wrote_is_broken_off_where_it_matters_most() -> None:
    draft = ExtractiveSummarizer().draft(_about_water(translated=False))
    assert ExtractiveSummarizer().summarize(_about_water(translated=False)) == draft.summary
    assert any(is_broken(bullet.text) for bullet in draft.summary.bullets)
