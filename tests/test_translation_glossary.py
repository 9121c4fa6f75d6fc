"""Glossaries: inflected terms are found, the longest first, and their English really appears."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from tests.conftest import Result
from tr_news.config import load
from tr_news.documents.article import Article, Language, Paragraph
from tr_news.errors import InputError
from tr_news.load import load_translator
from tr_news.text.normalize import normalize_source
from tr_news.translation.glossary import Entry, Glossary, GlossaryTranslator
from tr_news.translation.glossary_files import load_glossary, starter_glossary
from tr_news.translation.protocol import Translation
from tr_news.translation.translate import translate_articles

BUILT_IN = {"translator": "tr-en-mini", "threads": 1}


class Copying:
    """A translator that copies what it gets."""

    source_language = "tr"

    def __init__(self) -> None:
        self.calls: list[str] = []

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        self.calls += sentences
        return [Translation(sentence) for sentence in sentences]

    def describe(self) -> Mapping[str, object]:
        return {"name": "copying"}


def terms(*pairs: tuple[str, str]) -> Glossary:
    return Glossary("own", tuple(Entry(a, b, i) for i, (a, b) in enumerate(pairs, 1)))


@pytest.mark.parametrize(
    ("source", "targets"),
    [
        ("Cumhurbaşkanlığı'nın kararı çıktı.", ["the Presidency"]),
        ("Karar Cumhurbaşkanlığınca verildi.", ["the Presidency"]),
        ("Dün Cumhurbaşkanlığı Külliyesi'nde görüştüler.", ["the Presidential Complex"]),
        ("Çevre, Şehircilik ve İklim Değişikliği Bakanlığına gitti.", ["the Environment Ministry"]),
        ("Cari açığın nedeni belli.", ["current account deficit"]),
        ("TÜİK'in verisi ve tüik.", ["the Statistical Institute"]),
        ("Mahkeme imar planlarının iptalini istedi.", ["zoning plan"]),
        ("İmar planlaması sürüyor.", []),
        ("Yeni çevre, şehircilik ve iklim değişikliği bakanlığı binası", ["the Environment Ministry"]),
        ("Merkez bankası memuru geldi.", []),
        ("Presidency", []),
    ],
)
def test_inflected_terms_are_found_the_longest_first(source: str, targets: list[str]) -> None:
    glossary = terms(
        ("Cumhurbaşkanlığı", "the Presidency"),
        ("Cumhurbaşkanlığı Külliyesi", "the Presidential Complex"),
        ("imar planı", "zoning plan"),
        ("Çevre, Şehircilik ve İklim Değişikliği Bakanlığı", "the Environment Ministry"),
        ("cari açık", "current account deficit"),
        ("TÜİK", "the Statistical Institute"),
        ("Banka", "the Bank"),
    )
    assert [entry.target for entry, _, _ in glossary.matches(normalize_source(source))] == targets


def test_the_english_really_appears() -> None:
    model = Copying()
    translator = GlossaryTranslator(model, terms(("TÜİK", "the Statistical Institute"), ("TBMM", "the Assembly")))
    answers = translator.translate(["TÜİK dün the TBMM binasında konuştu.", "Hava güzel."])
    assert [a.text for a in answers] == ["The Statistical Institute dün the Assembly binasında konuştu.", "Hava güzel."]
    assert model.calls[2:] == ["X1 dün the X2 binasında konuştu."]


def test_no_article_stands_behind_a_name() -> None:
    translator = GlossaryTranslator(Copying(), terms(("Başsavcılığı", "the Prosecutor's Office")))
    assert translator.translate(["Sakarya Başsavcılığı konuştu."])[0].text == "Sakarya Prosecutor's Office konuştu."


@pytest.mark.parametrize("before", ["Britain's", "the US", "5-year", "its"])
def test_no_article_stands_behind_what_stands_in_its_place(before: str) -> None:
    translator = GlossaryTranslator(Copying(), terms(("Merkez", "the Central Bank")))
    assert translator.translate([f"It is {before} Merkez."])[0].text == f"It is {before} Central Bank."
    assert translator.translate([f"It is {before} bank, that Merkez."])[0].text.endswith("that the Central Bank.")


def test_an_answer_that_has_the_english_stays() -> None:
    model = Copying()
    GlossaryTranslator(model, terms(("Saray", "Saray"))).translate(["Saray dün açıldı."])
    assert model.calls == ["Saray dün açıldı."]


def test_provenance_holds_the_digest_of_what_the_glossary_says() -> None:
    one, other = (GlossaryTranslator(Copying(), terms(("TÜİK", target))).describe() for target in ("A", "B"))
    assert one is not None
    assert one != other
    assert (
        load_translator(load(BUILT_IN)).describe() != load_translator(load({**BUILT_IN, "glossary": "none"})).describe()
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", 'term,english\nTÜİK,TurkStat\n# a remark\n\n"Meclis, Genel Kurul",the Assembly\n'),
        ("a.csv", "TÜİK;TurkStat\nMeclis, Genel Kurul;the Assembly\n"),
        ("a.tsv", "TÜİK\tTurkStat\nMeclis, Genel Kurul\tthe Assembly\n"),
    ],
)
def test_files_of_each_kind(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = [(entry.source, entry.target) for entry in load_glossary(path).entries]
    assert found == [("TÜİK", "TurkStat"), ("Meclis, Genel Kurul", "the Assembly")]


def test_tbx(tmp_path: Path) -> None:
    pytest.importorskip("translate.storage.tbx")
    path = tmp_path / "a.tbx"
    path.write_text(
        '<?xml version="1.0"?><martif type="TBX" xml:lang="tr"><text><body><termEntry id="1">'
        '<langSet xml:lang="tr"><tig><term>TÜİK</term></tig></langSet>'
        '<langSet xml:lang="en"><tig><term>TurkStat</term></tig></langSet></termEntry></body></text></martif>',
        encoding="utf-8",
    )
    assert [(e.source, e.target) for e in load_glossary(path).entries] == [("TÜİK", "TurkStat")]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "no terms"),
        (b"TUIK\n", "line 1"),
        (b"a,b\n,\nTUIK,\n", "line 3"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"123,456\n", "no term"),
        (b'"open,b\n', "line"),
    ],
)
def test_a_broken_file_is_told_in_one_line(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=problem) as error:
        load_glossary(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_the_starter_glossary_has_no_conflict_and_finds_its_terms() -> None:
    starter = starter_glossary()
    assert starter.conflicts == ()
    assert starter.unmatched([f"Dün {entry.source} konuşuldu." for entry in starter.entries]) == []
    assert len(starter.entries) > 150


def test_a_reader_s_terms_come_before_the_package_s() -> None:
    both = terms(("TÜİK", "TurkStat")).and_then(starter_glossary())
    assert [e.target for e, _, _ in both.matches("TÜİK ve TCMB")] == ["TurkStat", "the Central Bank"]


def test_the_command_reports_conflicts_and_what_no_article_has(run: Callable[..., Result], tmp_path: Path) -> None:
    path, article = tmp_path / "a.csv", tmp_path / "a.txt"
    path.write_text("TÜİK,TurkStat\nTÜİK,the Institute\nDanıştay,the Council\n", encoding="utf-8")
    article.write_text("TÜİK dün yeni verileri açıkladı.\n", encoding="utf-8")
    result = run("glossary", "check", path, article)
    assert result.code == 1
    assert "line 2: TÜİK" in result.out
    assert "line 3: Danıştay: in no article" in result.out
    found = json.loads(run("glossary", "check", "--json", path).out)
    assert found["conflicts"] == [{"term": "TÜİK", "lines": [1, 2], "english": ["TurkStat", "the Institute"]}]


def test_the_command_line_takes_a_glossary(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("TÜİK,Statistics Office\n", encoding="utf-8")
    text = "TÜİK verileri dün açıklandı.\n".encode()
    options = ("--translator", "tr-en-mini", "-")
    assert "Statistics Office" in run("translate", "--glossary", path, *options, stdin=text).out
    assert "Turkish Statistical Institute" in run("translate", *options, stdin=text).out
    assert "Institute" not in run("translate", "--no-glossary", *options, stdin=text).out
    assert run("translate", "--glossary", tmp_path / "none.csv", *options, stdin=text).code == 3


def test_the_built_in_model_says_the_terms_as_asked() -> None:
    translator = load_translator(load(BUILT_IN)).translator
    starter = starter_glossary()
    frames = (
        "Dün {} yeni bir karar açıkladı.",
        "Karar {} tarafından bugün duyuruldu.",
        "Muhalefet, {} önünde toplandı.",
    )
    chosen = [entry for entry in starter.entries if entry.source[0].isupper()][::6]
    asked = [(frame.format(entry.source), entry) for entry in chosen for frame in frames]
    articles = [Article("a", "-", tuple(Paragraph(text) for text, _ in asked))]
    (document,) = translate_articles(articles, translator, languages=[Language("tr", 1.0)])
    said = [
        entry.target.removeprefix("the ").lower() in sentence.translation.lower()
        for (_, entry), sentence in zip(asked, document.sentences, strict=True)
    ]
    assert sum(said) >= 0.95 * len(said), [a for a, s in zip(asked, said, strict=True) if not s]
