"""No line of a brief says what the article does not: checked on an article of our own and on lines about it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.floors import floors
from tests.summarizer_checkpoints import document
from tr_news.documents.brief import Line, Summary
from tr_news.documents.translation import Flag, TranslatedArticle
from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer
from tr_news.summarization.faithfulness import check, supported_summary

ARTICLE = document(
    [
        (
            "Merkez Bankası perşembe günü politika faizini yüzde 45'ten yüzde 40'a indirdi.",
            "The Central Bank cut its policy rate from 45 percent to 40 percent on Thursday.",
        ),
        (
            "Başkan Ayşe Kaya, Mersin'de gazetecilere 'Enflasyon düşüyor, ama iş bitmedi' dedi.",
            'Governor Ayşe Kaya told reporters in Mersin: "Inflation is falling, but the job is not done."',
        ),
    ],
    [
        (
            "Galatasaray, İstanbul'da oynanan maçta Trabzonspor'u 3-1 yendi.",
            "Galatasaray beat Trabzonspor 3-1 in the match played in Istanbul.",
        ),
        (
            "Olaylarda 12 kişi yaralandı, 4 kişi gözaltına alındı.",
            "In the incidents 12 people were injured and 4 people were detained.",
        ),
        ("Can kaybı yaşanmadı.", "No deaths were reported."),
    ],
    [
        (
            "Dışişleri Bakanı Demir'in Budapeşte ziyareti ertelenmiş olabilir.",
            "Foreign Minister Demir's visit to Budapest may have been postponed.",
        ),
        ("Bakanlık, anlaşmanın imzalanmadığını duyurdu.", "The ministry announced that the agreement was not signed."),
        (
            "Fabrikaya 2 milyon 300 bin avroluk yatırım 21 Ekim 2025'te açıklandı.",
            "An investment of 2.3 million euros in the factory was announced on 21 October 2025.",
        ),
    ],
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        ("The Central Bank cut its policy rate to 40 percent.", (0,)),
        ('Ayşe Kaya said "the job is not done".', (1,)),
        ("Governor Ayse Kaya spoke to reporters in Mersin.", (1,)),
        ("Galatasaray beats Trabzonspor 3-1", (2,)),
        ("Twelve people were injured and four detained.", (3,)),
        ("The agreement was not signed, the ministry announced.", (6,)),
        ("An investment of 2,300,000 euros was announced in October 2025.", (7,)),
    ],
)
def test_a_faithful_line_is_supported_and_leads_to_its_sentences(line: str, evidence: tuple[int, ...]) -> None:
    support = check(line, ARTICLE)
    assert support.supported, support
    assert support.evidence == evidence


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        ("Trabzonspor were beaten by Galatasaray in Istanbul.", (2,)),
        ("4 people were detained and 12 injured.", (3,)),
        ("Demir's Budapest visit may be postponed.", (5,)),
        ("2.3 million euros will be invested in the factory.", (7,)),
        ("No deaths reported, 12 people injured.", (3, 4)),
    ],
)
def test_a_line_that_says_it_in_another_order_is_a_paraphrase(line: str, evidence: tuple[int, ...]) -> None:
    support = check(line, ARTICLE)
    assert (support.grade, support.evidence) == ("paraphrase", evidence), support


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Governor Joe Biden told reporters in Mersin that inflation is falling.", ("Joe", "Biden")),
        ("Biden told reporters in Mersin that inflation is falling.", ("Biden",)),
        ("The Central Bank of Germany cut its policy rate to 40 percent.", ("Germany",)),
        ("Turkey's central bank lowers policy rate to 40% on Thursday", ("Turkey's",)),  # true, and not said here
        ("The NATO visit to Budapest may have been postponed.", ("NATO",)),
    ],
)
def test_a_name_that_the_evidence_has_not_is_found(line: str, names: tuple[str, ...]) -> None:
    support = check(line, ARTICLE)
    assert support.unsupported_names == names
    assert not support.supported


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("The Central Bank cut its policy rate to 38 percent.", ["38"]),
        ("Fourteen people were injured in the incidents.", ["Fourteen"]),
        ("An investment of 2.3 billion euros in the factory was announced.", ["2.3 billion"]),
        ("The investment in the factory was announced in October 2024.", ["2024"]),
        ("An investment of 40 euros in the factory was announced.", ["40"]),
    ],
)
def test_a_number_that_the_evidence_has_not_is_found(line: str, numbers: list[str]) -> None:
    found = check(line, ARTICLE).unsupported_numbers
    assert len(found) == len(numbers)
    assert all(number in text for number, text in zip(numbers, found, strict=True))


@pytest.mark.parametrize(
    "line",
    [
        'Ayşe Kaya said: "Inflation has been defeated."',
        "Ayşe Kaya told reporters: “Inflation is falling and the job is done.”",
        'The Central Bank cut its "policy rate" to 40 percent.',
        "Galatasaray 'beat Trabzonspor' in Istanbul.",
    ],
)
def test_a_paraphrase_is_not_shown_as_a_quotation(line: str) -> None:
    assert check(line, ARTICLE).unsupported_quotations


def test_a_quotation_over_two_sentences_is_still_one() -> None:
    article = document('"We will rebuild the bridge by spring. The money is there," Mayor Deniz said.')
    assert check('"The money is there", Mayor Deniz said.', article).supported
    assert check("Mayor Deniz said they will “rebuild the bridge by spring”.", article).grade == "paraphrase"


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("The ministry announced that the agreement was signed.", "negation"),
        ("The Central Bank did not cut its policy rate on Thursday.", "negation"),
        ("Deaths were reported in the incidents.", "negation"),
        ("Foreign Minister Demir's visit to Budapest was postponed.", "certainty"),
        ("Trabzonspor beat Galatasaray 3-1 in Istanbul.", "roles"),
        ("Galatasaray was beaten by Trabzonspor in Istanbul.", "roles"),
        ("In the incidents 4 people were injured and 12 people were detained.", "quantity"),
        ("Galatasaray met Demir in Budapest.", "stitched"),
        ("An investment of 12 euros in the factory in Mersin was announced.", "stitched"),
        ("Inflation is rising, Ayşe Kaya told reporters in Mersin.", "opposite"),
        ("Galatasaray lost to Trabzonspor in the match played in Istanbul.", "opposite"),
        ("An investment of 2.3 million lira in the factory was announced.", "unit"),
        ("Inflation is falling, but the job is not done.", "attribution"),
        ("The agreement was not signed.", "attribution"),
        ("The Central Bank cut its policy rate because deaths were reported.", "relation"),
        ("In the incidents hundreds of people were injured.", "relation"),
        ("In the incidents 12 people were injured in a terrorist attack.", "grave"),
        ("Ayşe Kaya cut its policy rate from 45 percent to 40 percent on Thursday.", "roles"),
        ("Galatasaray beat Demir 3-1 in the match played in Istanbul.", "roles"),
        ("The Central Bank cut its policy rate from 40 percent to 45 percent on Thursday.", "quantity"),
    ],
)
def test_a_line_with_the_meaning_turned_round_is_found(line: str, sign: str) -> None:
    support = check(line, ARTICLE)
    assert sign in support.turned
    assert not support.supported


def test_an_opposite_of_the_same_name_beside_the_evidence_is_found() -> None:
    article = document("Deniz accused Kaya of forging the documents. Kaya denied the accusation.")
    assert "opposite" in check("Kaya admitted forging the documents.", article).turned
    assert "opposite" not in check("Deniz accused Kaya of forging the documents.", article).turned


@pytest.mark.parametrize(
    "line", ["", "…", "Scientists discover new planet beyond Neptune.", "Click here to subscribe!"]
)
def test_a_line_about_something_else_is_not_supported(line: str) -> None:
    assert not check(line, ARTICLE).supported


ROBBERY = document(
    "A man in dark clothing entered the house on Elm Street and demanded money from its owner, police said.",
    "The mayor of the town visited the owner in the evening.",
    "A neighbour named Kaya had called the police at once.",
)


@pytest.mark.parametrize(
    ("line", "supported"),
    [
        ("Police: A man in dark clothing entered the house and demanded money from its owner.", True),
        ("Mayor of the town: A man in dark clothing entered the house and demanded money from its owner.", False),
        ("Kaya: A man in dark clothing entered the house and demanded money from its owner.", False),
        ("Fire brigade: A man in dark clothing entered the house and demanded money from its owner.", False),
        ("Police: The mayor of the town visited the owner in the evening.", False),
        ("A man in dark clothing entered the house and demanded money from its owner.", False),
    ],
)
def test_who_says_it_may_stand_first(line: str, supported: bool) -> None:
    assert check(line, ROBBERY).supported == supported


def test_every_sentence_supports_itself() -> None:
    for sentence in ARTICLE.sentences:
        support = check(sentence.translation, ARTICLE)
        assert support.supported, (sentence.translation, support)
        assert sentence.index in support.evidence


def test_short_names_nations_and_acronyms_are_the_same_name() -> None:
    article = document(
        "The United States and the European Union met officials of the International Monetary Fund in Ankara."
    )
    assert check("US and EU met IMF officials.", article).supported
    assert check("American officials met in Ankara.", article).grade == "paraphrase"
    assert not check("Russian officials met in Ankara.", article).supported


class BuiltIn:
    """The built-in summarizer, with a headline that can be told apart."""

    def summarize(self, document: TranslatedArticle, *, bullets: int = 3) -> Summary:
        summary = ExtractiveSummarizer().summarize(document, bullets=bullets)
        return replace(summary, headline=Line("Bank cuts rate", (0,)))

    def describe(self) -> Mapping[str, object]:
        return {"name": "built-in"}


def test_supported_lines_stay_and_others_fall_back_flagged() -> None:
    summary = supported_summary(
        "Central Bank cuts policy rate to 40 percent",
        [
            "The Central Bank cut its policy rate to 40 percent.",
            "Trabzonspor beat Galatasaray 3-1 in Istanbul.",
            "Foreign Minister Demir's visit may be postponed.",
        ],
        ARTICLE,
        BuiltIn(),
    )
    assert summary.headline == Line("Central Bank cuts policy rate to 40 percent", (0,))
    assert [line.evidence for line in summary.bullets] == [(0,), (2,), (5,)]
    assert summary.bullets[1] == Line(ARTICLE.sentences[2].translation, (2,), (Flag.FALLBACK,), grade="withheld")
    assert not summary.bullets[0].flags
    assert not summary.bullets[2].flags
    assert len(summary.notes) == 1
    assert "1 bullet was not supported" in summary.notes[0]


def test_a_line_in_other_words_is_shown_as_such_and_never_as_the_headline() -> None:
    line = "The Central Bank slashed its policy rate to 40 percent on Thursday."
    support = check(line, ARTICLE)
    assert (support.grade, support.supported) == ("paraphrase", False)
    assert support.unknown_words == ("slashed",)
    summary = supported_summary(line, [line], ARTICLE, BuiltIn())
    assert summary.bullets[0] == Line(line, (0,), (Flag.PARAPHRASE,), grade="paraphrase")
    assert summary.headline.text == "Bank cuts rate"


@pytest.mark.parametrize(
    "line",
    [
        "The Central Bank cut its policy rate to 40 percent, see www.bank.example today.",
        "The Central Bank cut its policy rate to 40 percent because of protests.",
        "The Central Bank slashed all its policy rates to 40 percent on Thursday.",
    ],
)
def test_what_a_model_adds_withholds_its_line(line: str) -> None:
    assert check(line, ARTICLE).grade == "withheld"


def test_an_unsupported_headline_falls_back_to_the_built_in_one() -> None:
    summary = supported_summary("Biden cuts policy rate to 40 percent", [], ARTICLE, BuiltIn())
    assert summary.headline == Line("Bank cuts rate", (0,), (Flag.FALLBACK,), grade="withheld")
    assert any("headline was not supported" in note for note in summary.notes)
    assert len(summary.bullets) == 3


@pytest.mark.parametrize(
    "bullets",
    [
        ["The Central Bank cut its policy rate to 38 percent.", "The Central Bank cut its policy rate to 37 percent."],
        ["The Central Bank cut its policy rate to 40 percent.", "The Central Bank cut its policy rate to 37 percent."],
        ["The Central Bank cut its policy rate.", "The Central Bank cut its policy rate to 40 percent."],
        ["Scientists discover new planet.", "Joe Biden won.", "x", "y", "z"],
        [],
    ],
)
def test_no_two_bullets_rest_on_the_same_sentence_alone_and_none_is_missing(bullets: list[str]) -> None:
    summary = supported_summary(None, bullets, ARTICLE, BuiltIn())
    assert len(summary.bullets) == 3
    evidence = [line.evidence for line in summary.bullets]
    assert len(set(evidence)) == 3
    for line in summary.bullets:
        assert check(line.text, ARTICLE).supported
        assert all(0 <= i < len(ARTICLE.sentences) for i in line.evidence)


def test_the_flags_of_the_evidence_are_those_of_the_line() -> None:
    doubtful = replace(
        ARTICLE,
        sentences=tuple(replace(s, flags=("number",)) if s.index == 3 else s for s in ARTICLE.sentences),
    )
    summary = supported_summary(None, ["Twelve people were injured and four detained."], doubtful, BuiltIn())
    assert summary.bullets[0].flags == ("number",)


def test_a_sentence_without_english_never_stands_in() -> None:
    broken = replace(
        ARTICLE,
        sentences=tuple(
            replace(s, translation=s.source, flags=("untranslated",)) if s.index == 2 else s for s in ARTICLE.sentences
        ),
    )
    summary = supported_summary(None, ["Galatasaray Trabzonspor'u 7-1 yendi."], broken, BuiltIn())
    assert all(2 not in line.evidence for line in summary.bullets)


def test_real_articles_support_their_own_sentences_and_not_those_of_others() -> None:
    path = Path(__file__).parents[2] / "shared" / "eval" / "summarization_en" / "articles.jsonl"
    if not path.is_file():
        pytest.skip("no evaluation data here")
    lowest = floors("faithfulness")
    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][::40]
    articles = [document(*(p for p in entry["text"].splitlines() if p.strip())) for entry in entries]
    own = [check(s.translation, article).supported for article in articles for s in article.sentences[:4]]
    others = [
        check(s.translation, articles[i - 1]).supported
        for i, article in enumerate(articles)
        for s in article.sentences[:4]
    ]
    assert 100 * sum(own) / len(own) >= lowest["own_sentences_supported"]
    assert 100 * sum(others) / len(others) <= lowest["foreign_sentences_supported_at_most"]
