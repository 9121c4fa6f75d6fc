"""The built-in summarizer: the article's own sentences, never page furniture, never an exception."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import summarization as benchmark
from benchmarks.floors import floors
from tr_news.documents.article import Article, Language, ParagraphKind
from tr_news.documents.brief import Summary
from tr_news.documents.translation import Flag, Sentence, TranslatedArticle
from tr_news.errors import InputError, UsageError
from tr_news.summarization.extractive.centrality import cosine, lexrank, terms, tf_idf
from tr_news.summarization.extractive.headline import UTMOST
from tr_news.summarization.extractive.salience import Settings
from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer
from tr_news.summarization.protocol import Summarizer
from tr_news.summarization.wording import with_marks
from tr_news.text.furniture import is_boilerplate

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "eval" / "summarization_en"

FERRY = [
    "İzmir Körfezi'nde çalışan vapurların bilet fiyatı yüzde 20 arttı.",
    "Belediye, bilet fiyatı kararının yakıt giderleri yüzünden alındığını açıkladı.",
    "Vapur yolcuları, yeni bilet fiyatının öğrenciler için çok yüksek olduğunu söyledi.",
    "Körfezde geçen yıl on iki yeni iskele yapılmıştı.",
    "Belediye meclisi, öğrenciler için bilet fiyatında indirim yapılmasını gelecek hafta görüşecek.",
    "Hava yarın İzmir'de güneşli olacak.",
]


def _article(
    *sources: str | tuple[ParagraphKind, str] | tuple[ParagraphKind, str, str], language: str = "tr"
) -> TranslatedArticle:
    """One paragraph a sentence; each may come as (kind, source, flag). The English is the source, marked."""
    sentences = []
    for index, given_source in enumerate(sources):
        kind, source, *flags = ("text", given_source) if isinstance(given_source, str) else given_source
        sentences.append(Sentence(index, index, kind, source, f"en: {source}", tuple(flags)))  # type: ignore[arg-type]
    return TranslatedArticle(Article("a", "a.txt", ()), Language(language, 1.0), tuple(sentences))


def _chosen(document: TranslatedArticle, bullets: int = 3) -> list[int]:
    """What is chosen, whatever the headline says."""
    summarizer = ExtractiveSummarizer(Settings(again=True))
    return [line.evidence[0] for line in summarizer.summarize(document, bullets=bullets).bullets]


def test_bullets_are_translations_of_sentences_in_their_order_with_their_flags_what_was_before_the_news_last() -> None:
    document = _article(*FERRY[:4], ("text", FERRY[4], "number"), FERRY[5])
    summarizer: Summarizer = ExtractiveSummarizer()
    summary = summarizer.summarize(document, bullets=6)
    assert summary.headline.evidence == (0,)  # and it isn't said again
    assert [line.evidence for line in summary.bullets] == [(1,), (2,), (4,), (5,), (3,)]
    for line in summary.bullets:
        sentence = document.sentences[line.evidence[0]]
        assert (line.text, line.flags) == (sentence.translation, sentence.flags)


def _lines(*paragraphs: str) -> list[str]:
    """The bullets for paragraphs of sentences parted by "|"; the English of each is its number and its marks."""
    sentences = [(p, s) for p, paragraph in enumerate(paragraphs) for s in paragraph.split("|")]
    document = TranslatedArticle(
        Article("a", "a.txt", ()),
        Language("tr", 1.0),
        tuple(
            Sentence(i, p, "text", s, '"' * (s[0] in MARKS) + f"en {i}." + '"' * (s[-1] in MARKS))
            for i, (p, s) in enumerate(sentences)
        ),
    )
    return [line.text for line in ExtractiveSummarizer().summarize(document, bullets=9).bullets]


MARKS = '"“”'
ALL_SAID = ['"en 0."', '"en 1."', '"en 2."']


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            ("“Köprü bu kış kapalı kalacak.|Onarım nisan ayında biter.|Yollar bu hafta yine açılıyor.”",),
            ALL_SAID,
        ),
        (
            ("“Köprü bu kış kapalı kalacak.", "Onarım nisan ayında biter.|Yollar bu hafta yine açılıyor.”"),
            ALL_SAID,
        ),
        (
            ("”Köprü bu kış kapalı kalacak.|Onarım nisan ayında biter.|Yollar bu hafta yine açılıyor.”",),
            ALL_SAID,
        ),
        (('"Köprü bu kış kapalı kalacak.', "Onarım nisan ayında biter."), ['"en 0."', "en 1."]),  # a mark was lost
        (
            ('Şirket 65" boyunda televizyon sattı.|Satışlar eylül ayında başlayacak.|"Talep bu yıl çok yüksek."',),
            ["en 0.", "en 1.", '"en 2."'],
        ),
    ],
)
def test_a_line_out_of_a_longer_quotation_has_its_marks(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    assert _lines(*paragraphs) == expected


def test_where_the_translation_lost_a_mark_none_is_added() -> None:
    assert with_marks("He said to wait.", "Bekleyin” dedi.", begins=True, ends=False) == "He said to wait."


def test_the_number_of_bullets_is_as_asked_or_as_many_as_there_are() -> None:
    assert [len(_chosen(_article(*FERRY), n)) for n in (1, 2, 5, 50)] == [1, 2, 5, 6]
    with pytest.raises(UsageError):
        ExtractiveSummarizer().summarize(_article(*FERRY), bullets=0)


def test_what_the_article_is_about_is_preferred_to_what_it_also_mentions() -> None:
    aside, off_topic = 3, 5
    assert not {aside, off_topic} & set(_chosen(_article(*FERRY), 4))


def test_the_same_news_is_not_told_twice() -> None:
    again = "Körfez'de çalışan İzmir vapurlarının bilet fiyatı yüzde 20 arttı."
    assert not {0, 1} <= set(_chosen(_article(FERRY[0], again, *FERRY[1:]), 50))


def test_selection_looks_at_the_source_so_a_poor_translation_changes_nothing() -> None:
    document = _article(*FERRY)
    babble = TranslatedArticle(
        document.article,
        document.language,
        tuple(Sentence(s.index, s.paragraph, s.kind, s.source, "the the of") for s in document.sentences),
    )
    assert _chosen(babble) == _chosen(document)


@pytest.mark.parametrize("flag", ["untranslated", "loop", "empty", "short", "foreign"])
def test_a_sentence_with_a_bad_translation_is_passed_over(flag: str) -> None:
    lead = FERRY[0]
    assert 0 in _chosen(_article(*FERRY))
    assert 0 not in _chosen(_article(("text", lead, flag), *FERRY[1:]))


def test_headings_titles_lists_of_links_and_boilerplate_are_never_chosen() -> None:
    document = _article(
        ("title", "Vapur bilet fiyatı arttı"),
        "Fotoğraf: AA",
        ("heading", "BİLET FİYATI"),
        *FERRY[:2],
        ("list", "Vapur bilet fiyatı haberleri"),
        "İlgili haber: Vapur bilet fiyatı geçen yıl da artmıştı",
        "Vapur bilet fiyatı haberinin devamı için tıklayın",
    )
    assert _chosen(document, 10) == [3, 4]


def test_a_list_of_full_sentences_can_be_chosen() -> None:
    assert 1 in _chosen(_article(FERRY[0], ("list", FERRY[2]), FERRY[3]))


@pytest.mark.parametrize(
    "line",
    [
        "Fotoğraf: AA",
        "(Fotoğraf: Ayşe Demir / DHA)",
        "FOTOĞRAF: İHA",
        "Kaynak: Reuters",
        "Haber: Ali Yılmaz – Kamera: Veli Kaya",
        "Muhabir: Ayşe Demir",
        "İlgili haber: Bakan istifa etti",
        "İLGİLİ HABERLER",
        "Haberin devamı için tıklayın",
        "Fotoğrafları görmek için tıklayınız...",
        "Abone ol",
        "Youtube kanalımıza abone olun",
        "REKLAM",
        "Güncelleme: 21.10.2025 14:30",
        "Giriş Tarihi: 21.10.2025",
        "Bizi Twitter'da takip edin",
        "Tüm hakları saklıdır.",
        "editor@ornek.com.tr",
        "www.ornek.com.tr",
        "#ekonomi #faiz",
        "(AA)",
        "Burada yer alan bilgiler yatırım danışmanlığı kapsamında değildir.",
        "Photo: Jane Smith/Reuters",
        "Image caption The bridge was closed",
        "By Jane Smith, Ankara",
        "Read more: Minister resigns",
        "Sign up for our newsletter",
        "Advertisement",
        "Media playback is not supported on this device",
        "Ali Kaya and Jane Smith contributed to this report.",
        "© 2025 All rights reserved",
    ],
)
def test_page_furniture_is_recognized(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Fotoğraf sergisi cuma günü Ankara'da açılacak.",
        "Kaynak sıkıntısı yüzünden proje durduruldu.",
        "Haberin doğru olmadığını söyleyen bakan, istifa etmeyeceğini açıkladı.",
        "Reklam harcamaları geçen yıl yüzde 12 arttı.",
        "Abone sayısı bir milyonu geçti.",
        "Gazeteciler, ilgili haberlerin kaldırılmasını protesto etti.",
        "Video konferans yöntemiyle duruşmaya katılan sanık suçlamaları reddetti.",
        "Güncelleme bekleyen 2 milyon telefonun satışı durduruldu.",
        "Photographs of the accident were shown in court.",
        "By contrast, he said, exports had risen.",
        "By Monday evening the fire was out.",
        "Read in full, the report is damning.",
        "Subscribers to the service rose to two million.",
        "The source of the fire is not known.",
    ],
)
def test_sentences_that_merely_use_such_words_are_not(line: str) -> None:
    assert not is_boilerplate(line)


@pytest.mark.parametrize("kind", ["title", "heading", "list"])
def test_where_there_is_nothing_else_the_least_bad_is_shown(kind: ParagraphKind) -> None:
    summary = ExtractiveSummarizer().summarize(_article("Fotoğraf: AA", (kind, "Vapur bileti")))
    assert summary.bullets[0].evidence == summary.headline.evidence == (1,)
    assert ExtractiveSummarizer().summarize(_article("Fotoğraf: AA")).bullets[0].evidence == (0,)


def test_an_article_without_a_sentence_is_an_input_error() -> None:
    with pytest.raises(InputError, match=r"a\.txt: no sentence"):
        ExtractiveSummarizer().summarize(_article())


def test_a_sentence_that_leans_on_another_or_lies_within_a_quotation_stands_back() -> None:
    plain = "Vapur bileti bu yıl körfezin iki yakasında okuyan öğrenciler için pahalı oldu."
    for other in (f"Bu {plain.lower()}", f'"{plain}"'):
        document = _article(FERRY[3], FERRY[5], other, plain)
        assert _chosen(document, 1) == [3]


def test_english_is_lowered_the_english_way() -> None:
    ferries = [
        "The ferries of the bay are all new and white.",
        "The little town behind it was quiet on Sunday.",
        "IT IS NOT WHAT THE PEOPLE OF THE TOWN EXPECTED.",
        "The ferries of the bay are older in the town.",
    ]
    assert 2 not in _chosen(_article(*ferries, language="en"), 3)


def test_a_dateline_and_an_opener_that_only_links_are_left_out_of_a_bullet() -> None:
    texts = ["ANKARA (AA) - The bridge has been closed.", "However, it will open in May.", "(CNN)He left."]
    document = TranslatedArticle(
        Article("a", "a.txt", ()),
        Language("en", 1.0),
        tuple(Sentence(i, i, "text", text, text) for i, text in enumerate(texts)),
    )
    assert [line.text for line in ExtractiveSummarizer().summarize(document).bullets] == [
        "The bridge has been closed.",
        "It will open in May.",
        "He left.",
    ]


def test_turkish_words_are_compared_by_their_beginning_without_suffixes_and_in_turkish_case() -> None:
    assert terms("IĞDIR'da İstanbulluların vapurlarından", "tr") == ["ığdır", "istan", "vapur"]
    assert terms("Ministers in Iğdır's ISTANBUL", "en") == ["ministers", "iğdır", "istanbul"]


def test_lexrank_is_the_stationary_distribution_of_the_walk_over_the_matrix_of_similarities() -> None:
    vectors = tf_idf([["a", "b"], ["b", "c"], ["c", "c", "d"], ["a", "d"], ["e"], []])
    n = len(vectors)
    matrix = [[cosine(v, w) if i != j else 0.0 for j, w in enumerate(vectors)] for i, v in enumerate(vectors)]
    walk = [[x / sum(row) if sum(row) else 1 / n for x in row] for row in matrix]
    rank = [1 / n] * n
    for _ in range(200):
        rank = [0.15 / n + 0.85 * sum(rank[i] * walk[i][j] for i in range(n)) for j in range(n)]
    assert lexrank(vectors) == pytest.approx([r / max(rank) for r in rank], abs=1e-3)


def test_the_work_grows_with_the_words_and_not_with_the_square_of_the_sentences(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Similarities are computed for the bullets chosen alone, never between all sentences."""
    calls = 0

    def counted(a: dict[str, float], b: dict[str, float]) -> float:
        nonlocal calls
        calls += 1
        return cosine(a, b)

    monkeypatch.setattr("tr_news.summarization.extractive.centrality.cosine", counted)
    sentences = [f"Belediye {n} numaralı vapur iskelesini bugün {n % 7} kez açtı." for n in range(1000)]
    assert len(_chosen(_article(*sentences))) == 3
    assert calls <= 3 * len(sentences)


_SENTENCES = st.lists(
    st.tuples(
        st.sampled_from(["title", "heading", "text", "list"]),
        st.text(st.sampled_from("abıİŞ .,\"'“”()-5\n") | st.characters(), min_size=1, max_size=60),
        st.text(max_size=60),
        st.sets(st.sampled_from(["loop", "empty", "short", "number"])),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=200, deadline=None)
@given(_SENTENCES, st.sampled_from(["tr", "en", "az", "und"]), st.integers(1, 5))
def test_any_article_with_a_sentence_has_a_brief_with_evidence_and_always_the_same(
    given_sentences: list[tuple[ParagraphKind, str, str, set[str]]], language: str, bullets: int
) -> None:
    document = TranslatedArticle(
        Article("a", "a.txt", ()),
        Language(language, 0.5),
        tuple(
            Sentence(i, i // 2, kind, source, translation, tuple(map(Flag, sorted(flags))))
            for i, (kind, source, translation, flags) in enumerate(given_sentences)
        ),
    )

    def brief() -> Summary:
        return ExtractiveSummarizer().summarize(document, bullets=bullets)

    summary = brief()
    assert summary == brief()
    assert 1 <= len(summary.bullets) <= bullets
    indexes = [line.evidence[0] for line in summary.bullets]
    assert indexes == sorted(set(indexes))
    assert set(indexes) | set(summary.headline.evidence) <= set(range(len(given_sentences)))
    assert summary.headline.evidence
    assert len(summary.headline.text) <= UTMOST


def test_the_description_holds_all_that_determines_the_output() -> None:
    description = ExtractiveSummarizer().describe()
    assert description["kind"] == "extractive"
    assert json.loads(json.dumps(description)) == description
    assert "position" in str(description["settings"])


needs_data = pytest.mark.skipif(not (DATA / "articles.jsonl").exists(), reason="the evaluation data isn't here")


@needs_data
@pytest.mark.parametrize("name", ["CNN", "BBC"])
def test_bullets_beat_the_first_three_sentences_and_hold_the_floor(name: str) -> None:
    lowest = floors("summarization")
    found = benchmark.samples(name)
    lead = benchmark.evaluate(lambda sample: benchmark.lead(sample, 3), found)
    for metric, score in benchmark.evaluate(benchmark.built_in, found).items():
        assert score.value > lead[metric].value
        assert score.value >= lowest[f"{name.lower()}_{metric}"]


@needs_data
def test_headlines_beat_the_first_sentence_and_hold_the_floor() -> None:
    lowest = floors("summarization")
    found = benchmark.samples("BBC")
    first = benchmark.evaluate(lambda sample: benchmark.lead(sample, 1), found, headlines=True)
    for metric, score in benchmark.evaluate(benchmark.built_in_headline, found, headlines=True).items():
        assert score.value > first[metric].value
        assert score.value >= lowest[f"bbc_headline_{metric}"]
