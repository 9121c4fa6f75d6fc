"""Languages are told apart, above all Turkish from its neighbours, and nothing makes the identification fail."""

import json
import math
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import floors, langid
from tr_news.evaluation.languages import judge, metrics, read
from tr_news.langid import identify as language
from tr_news.langid.identify import identify, is_foreign
from tr_news.langid.names import name
from tr_news.langid.ngrams import SYMBOLS, load
from tr_news.langid.sample import SAMPLE, sample, script, words
from tr_news.langid.tables import Table, pack
from tr_news.text.turkish.letters import upper
from training.langid.paradigms import noun_forms, verb_forms

TURKISH = [
    "Belediye meclisi dün akşam toplandı ve yeni otobüs hatlarını görüştü.",
    "Yağış yarın sabahtan itibaren bütün yurtta etkili olacak.",
    "Bakan, çiftçilere verilecek desteğin iki katına çıkarıldığını söyledi.",
    "Washington Post gazetesinin haberine göre Joe Smith ile Bob Queen görüşmeyi kabul etti.",
    "Merkez Bankası faiz kararını açıkladı",
    "Son dakika: Köprü trafiğe kapatıldı",
    "İzmir'de orman yangını",
]
OTHERS = [
    ("az", "Bu gün paytaxtda keçirilən görüşdə iki ölkə arasında əməkdaşlıq müzakirə olundu."),
    ("az", "Hökumət yeni qanunu gələn həftə təsdiq edəcək."),
    ("azb", "بو گون شهرده یئنی بیر کیتابخانا آچیلدی و اوشاقلار اوچون کیتابلار گتیریلدی."),
    ("tk", "Şu gün paýtagtda täze mekdebiň açylyş dabarasy boldy."),
    ("uz", "Bugun poytaxtda yangi maktab ochildi va bolalarga kitoblar berildi."),
    ("ku", "Îro li bajêr dibistanek nû hate vekirin û ji zarokan re pirtûk hatin dayîn."),
    ("zza", "Ewro suke de mektebo newe abi û qeçekan rê kıtabi diyay."),
    ("crh", "Bugün şeerde yañı mektep açıldı ve balalarğa kitaplar berildi."),
    ("crh", "Men onı tünevin bazarda kördim."),
    ("gag", "Büün kasabada eni şkola açıldı hem uşaklara kiyatlar verildi."),
    ("kk", "Бүгін қалада жаңа мектеп ашылып, балаларға кітаптар берілді."),
    ("ky", "Бүгүн шаарда жаңы мектеп ачылып, балдарга китептер берилди."),
    ("tt", "Бүген шәһәрдә яңа мәктәп ачылды һәм балаларга китаплар бирелде."),
    ("ckb", "ئەمڕۆ لە شار قوتابخانەیەکی نوێ کرایەوە و کتێب درا بە منداڵان."),
    ("fa", "امروز در شهر مدرسه‌ای تازه گشایش یافت و به کودکان کتاب داده شد."),
    ("ar", "افتتحت اليوم في المدينة مدرسة جديدة ووزعت الكتب على الأطفال."),
    ("ru", "Сегодня в городе открылась новая школа, и детям раздали книги."),
    ("en", "A new school was opened in the city today and the children were given books."),
    ("de", "Heute wurde in der Stadt eine neue Schule eröffnet, und die Kinder bekamen Bücher."),
    ("fr", "Une nouvelle école a été ouverte aujourd'hui dans la ville et les enfants ont reçu des livres."),
    ("el", "Σήμερα άνοιξε στην πόλη ένα νέο σχολείο και δόθηκαν βιβλία στα παιδιά."),
    ("hy", "Այսօր քաղաքում նոր դպրոց բացվեց։"),
    ("ka", "დღეს ქალაქში ახალი სკოლა გაიხსნა."),
    ("he", "היום נפתח בעיר בית ספר חדש."),
    ("ja", "今日、市内に新しい学校が開校し、子どもたちに本が配られた。"),
    ("zh", "今天市里开了一所新学校，孩子们得到了书。"),
    ("ko", "오늘 도시에 새 학교가 문을 열었다."),
    ("hi", "आज शहर में एक नया विद्यालय खुला और बच्चों को किताबें दी गईं।"),
]


@pytest.mark.parametrize("text", TURKISH)
def test_turkish_is_turkish_in_capitals_too(text: str) -> None:
    assert identify(text).code == "tr"
    assert identify(upper(text)).code == "tr"


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_other_languages_are_named(code: str, text: str) -> None:
    assert identify(text).code == code


def test_english_in_capitals_is_english() -> None:
    assert identify("PRIME MINISTER SAYS INFLATION IS FALLING IN THE CITIES").code == "en"


def test_ottoman_in_latin_letters_is_turkish_and_in_arabic_script_not() -> None:
    assert identify("Bu kitab-ı nefisi kıraat etmek cümlemiz için bir vazife-i mühimmedir.").code == "tr"
    assert identify("بو كتابی دون آقشام اوقودم و چوق بكندم").code != "tr"


@pytest.mark.parametrize(
    "text", ["", " \n", "12.345 67", "😀 😀", "\x00\x01\x02", "… — ?!", "https://example.org/a", "ㄅㄆ"]
)
def test_without_letters_of_a_language_it_is_undetermined(text: str) -> None:
    assert identify(text) == identify("")
    assert identify(text).code == "und"
    assert identify(text).certainty == 0


def test_short_texts_are_less_certain_than_long_ones() -> None:
    long = identify(" ".join(TURKISH)).certainty
    short = identify("Son durak").certainty
    assert long > 0.99
    assert short < 0.95
    assert identify("a").certainty < 0.5


def test_no_text_is_a_certainty() -> None:
    assert identify(" ".join(TURKISH) * 1000).certainty < 1


def test_most_of_the_text_decides_wherever_it_stands() -> None:
    english = "The committee said on Monday that the talks would go on. " * 12
    turkish = " ".join(TURKISH) + "\n"
    assert identify(english + turkish * 20).code == "tr"
    assert identify(turkish + english * 20).code == "en"


def test_the_answer_is_the_same_every_time() -> None:
    answers = []
    for seed in (1, 2):
        random.seed(seed)
        answers.append([identify(text) for _, text in OTHERS])
    assert answers[0] == answers[1]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    language = identify(text)
    assert 0 <= language.certainty <= 1
    assert name(language.code) != language.code
    assert is_foreign(text, "und") is False


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "ab " * 500_000, "1" * 1_000_000 + " ve", "Türkiye Россия مصر " * 50_000, "\ud800 ab", "ªº"],
)
def test_hostile_texts_have_an_answer(text: str) -> None:
    assert 0 <= identify(text).certainty <= 1
    assert is_foreign(text, "tr") in (True, False)


def test_a_foreign_quotation_in_a_turkish_article_is_foreign() -> None:
    assert is_foreign("“We will never forget what you have done for us,” she wrote.", "tr")
    assert is_foreign("„Wir haben das nicht gewusst“, sagte der Minister.", "tr")
    assert is_foreign("«Мы этого не знали», сказал министр.", "tr")


@pytest.mark.parametrize("text", TURKISH)
def test_a_turkish_sentence_is_not_foreign_in_a_turkish_article(text: str) -> None:
    assert not is_foreign(text, "tr")
    assert not is_foreign(upper(text), "tr")


@pytest.mark.parametrize(
    "text",
    [
        'Google, Microsoft ve Facebook, "Internet of Things" projesi için Silicon Valley\'de buluştu.',
        "Manchester United - West Ham United: 2-1",
        "The New York Times",
        "Yes!",
        "25.000",
    ],
)
def test_names_and_titles_alone_are_not_foreign(text: str) -> None:
    assert not is_foreign(text, "tr")


def test_a_foreign_quotation_within_a_turkish_sentence_leaves_it_turkish() -> None:
    assert not is_foreign('"I love you" dedi.', "tr")
    assert not is_foreign("“I have a dream that one day this nation will rise up” diye konuştu.", "tr")
    assert is_foreign('"I have a dream that one day this nation will rise up."', "tr")
    assert is_foreign("Россия победила", "tr")


def test_turkish_is_foreign_in_an_english_article() -> None:
    assert is_foreign(TURKISH[0], "en")
    assert not is_foreign("The committee said that the talks would go on.", "en")
    assert not is_foreign("The committee said that the talks would go on.", "de")  # it can't tell those two


def test_languages_have_english_names() -> None:
    assert name("az") == "Azerbaijani"
    assert name("zza") == "Zazaki"
    assert name("tlh") == "tlh"


def test_every_language_that_can_be_said_has_a_name() -> None:
    for alphabet in ("arabic", "cyrillic", "devanagari", "latin"):
        assert all(name(code) != code for code in load(alphabet).langlist)


def test_nothing_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys; from tr_news.langid.identify import identify; before = set(sys.modules); "
        "identify('Haberler kısa sürede yayıldı.'); after = set(sys.modules); "
        "print('langdetect' in before, 'langdetect' in after, 'numpy' in after)"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert printed.split() == ["False", "True", "False"]


@pytest.mark.parametrize("alphabet", ["arabic", "cyrillic", "devanagari", "latin"])
def test_the_compact_profiles_say_what_langdetect_s_say(alphabet: str) -> None:
    from langdetect.detector_factory import PROFILES_DIRECTORY

    profiles = load(alphabet)
    own = [code for code in profiles.langlist if (Path(PROFILES_DIRECTORY) / code).exists()]
    assert own
    for code in own:
        profile = json.loads((Path(PROFILES_DIRECTORY) / code).read_text(encoding="utf-8"))
        index = profiles.langlist.index(code)
        for gram, count in profile["freq"].items():
            if len(gram) <= 3:
                assert gram in profiles.word_lang_prob_map
                row = profiles.word_lang_prob_map[gram]
                assert row[index] == count / profile["n_words"][len(gram) - 1]


def test_all_of_langdetect_s_languages_can_be_named() -> None:
    from langdetect.detector_factory import PROFILES_DIRECTORY

    from tr_news.langid.names import SCRIPTS

    said = set(SCRIPTS.values()) | {"zh-cn", "zh-tw"}
    for alphabet in ("arabic", "cyrillic", "devanagari", "latin"):
        said |= set(load(alphabet).langlist)
    assert {path.name for path in Path(PROFILES_DIRECTORY).iterdir() if not path.name.startswith(".")} <= said
    assert all(len(load(alphabet).langlist) <= len(SYMBOLS) for alphabet in ("latin", "cyrillic"))


@given(
    st.dictionaries(st.text("abcç ", max_size=4), st.text("ABC12", min_size=1, max_size=5), max_size=30),
    st.integers(1, 3),
)
def test_a_table_gives_back_its_rows_and_no_others(rows: dict[str, str], ending: int) -> None:
    table = Table(pack(rows, ending).encode(), ending)
    assert {gram: table.get(gram) for gram in rows} == rows
    assert all((gram in rows) == (table.get(gram) is not None) for gram in ("", "a", "ab", "abc", "abca", "bab "))


def test_a_plain_long_text_is_identified_without_langdetect_and_as_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(TURKISH * 8)
    short = identify(" ".join(TURKISH[:2]))
    monkeypatch.setattr(language, "_PLAIN", math.inf)
    with_langdetect = identify(text)
    monkeypatch.undo()
    monkeypatch.setattr(language, "detect", lambda *_: pytest.fail("langdetect was asked"))
    assert identify(text) == with_langdetect
    assert identify(text).code == short.code == "tr"


def test_a_sample_is_spread_over_the_text_and_capped() -> None:
    text = " ".join(f"baş{i}x" if i < 2000 else f"son{i}x" for i in range(4000))
    taken = sample(text)
    assert len(taken) <= SAMPLE
    assert "baş" in taken
    assert "son" in taken
    assert sample("kısa metin") == "kısa metin"
    assert sample("1 " * 300 + "evet" + " 1" * 9000).startswith("evet")


def test_the_script_is_that_of_most_letters() -> None:
    assert script("Ankara'da Россия") == "latin"
    assert script("東京タワー") == "kana"
    assert script("1234") is None


def test_words_are_lower_cased_both_ways() -> None:
    first, second, third = words("IRAK'IN İLK adımı")
    assert (first.turkish, first.dotted, first.capital) == ("ırak'ın", "irak'in", True)
    assert (second.turkish, second.dotted, second.capital) == ("ilk", "ilk", True)
    assert (third.turkish, third.dotted, third.capital) == ("adımı", "adımı", False)


def test_crimean_tatar_words_are_inflected_with_vowel_harmony() -> None:
    assert {"keldim", "kele", "kelgen", "kelmey", "kelip", "kelecek"} <= set(verb_forms("kelmek"))
    assert {"yaşadı", "yaşay", "yaşağan", "yaşamağan"} <= set(verb_forms("yaşamaq"))
    assert {"kitapnı", "kitapqa", "kitabı", "kitaplarnıñ"} <= set(noun_forms("kitap"))
    assert {"evge", "evde", "evlerni"} <= set(noun_forms("ev"))


def test_identification_is_above_its_floors() -> None:
    if not langid.SENTENCES.exists():
        pytest.skip("no evaluation data here")
    assert floors.missed("langid", metrics(judge(read(langid.SENTENCES)))) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Turkiye'nin guneydogusunda siddetli yagis etkili oldu, cok sayida ev sular altinda kaldi.",
        "Belediye Baskani, yeni koprunun 14 ayda bitecegini ve 86 milyon liraya mal olacagini soyledi.",
    ],
)
def test_turkish_without_its_letters_is_turkish(text: str) -> None:
    assert identify(text).code == "tr"
    assert identify(text).certainty <= 0.998


def test_a_neighbour_with_its_letters_stays_one() -> None:
    assert identify("Komratta açıldı eni bibliotekä, neredä gagauz dilindä kiyatlar da var.").code == "gag"
