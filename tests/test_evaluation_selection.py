"""The measure of a choice of sentences, and the floor that the built-in one holds."""

import json
from pathlib import Path

import pytest

from benchmarks import selection as benchmark
from benchmarks.floors import missed
from tr_news.documents.article import Article, Language
from tr_news.documents.translation import Sentence, TranslatedArticle
from tr_news.errors import InputError
from tr_news.evaluation.selection import Counts, Judgement, align, judge, mean, read_gold, table
from tr_news.evaluation.selection_data import judged

STARTS = {
    1: "Köprü altı ay sonra açıldı",
    2: "Belediye köprüyü altı ay",
    3: "Vali törende konuştu",
    4: "Köprü yeniden trafiğe açıldı",
}
GOLD = Judgement("a", ideal=(1, 2), acceptable=(4,), bad=(3,), same=((1, 4),), starts=STARTS)


def _document(*sources: str) -> TranslatedArticle:
    sentences = tuple(Sentence(i, 0, "text", source, source) for i, source in enumerate(sources))
    return TranslatedArticle(Article("a", "a.txt", ()), Language("tr", 1.0), sentences)


def _line(**changes: object) -> str:
    row: dict[str, object] = {"id": "a", "ideal": [1, 2], "acceptable": [4], "bad": [3], "same": [[1, 4]]}
    row["starts"] = {str(i): start for i, start in STARTS.items()}
    return json.dumps(row | changes, ensure_ascii=False)


def test_judgements_are_read_and_what_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(_line() + "\n\n", encoding="utf-8")
    assert read_gold(path) == [GOLD]
    for line in ("{", "[]", _line(ideal="x"), '{"id": 1}'):
        path.write_text(f"{_line()}\n{line}\n", encoding="utf-8")
        with pytest.raises(InputError, match=r"gold\.jsonl:2: not a judgement"):
            read_gold(path)
    with pytest.raises(InputError, match="can't be read"):
        read_gold(tmp_path / "none.jsonl")


def test_sentences_are_found_again_by_how_they_begin() -> None:
    document = _document(
        "Yeni bir cümle.",
        "Köprü altı ay sonra açıldı ve trafik rahatladı.",
        "KÖPRÜ HABERİ Belediye köprüyü altı ay kapatmıştı.",
        "Vali törende",
    )
    assert align(GOLD, document) == {1: 1, 2: 2}
    assert align(GOLD, _document("Vali törende konuştu ve gitti.")) == {3: 0}


def test_bullets_are_kept_ideal_bad_or_repeated() -> None:
    places = {1: 10, 2: 20, 3: 30, 4: 40}
    assert judge(GOLD, [(10,), (20,), (30,)], places) == Counts(3, kept=2, ideal=2, bad=1, repeated=0)
    assert judge(GOLD, [(10,), (40,)], places) == Counts(2, kept=1, ideal=1, bad=0, repeated=1)
    assert judge(GOLD, [(99,)], places) == Counts(1, kept=0, ideal=0, bad=0, repeated=0)
    # Several sentences are as good as the best of them.
    assert judge(GOLD, [(30, 20)], places) == Counts(1, kept=1, ideal=1, bad=0, repeated=0)


def test_the_mean_of_nothing_is_an_error_and_the_table_has_a_row_for_each_system() -> None:
    with pytest.raises(ValueError, match="no article"):
        mean([])
    document = _document("", *STARTS.values())
    rows = list(table({"all": lambda _document, count: [(i + 1,) for i in range(count)]}, [(GOLD, document)]))
    assert rows[2] == "| all | 2.00 | 2.00 | 1.00 | 0.00 | 2.00 | 1.00 | 1.00 |"


def test_of_articles_with_one_id_the_one_that_was_judged_is_taken(tmp_path: Path) -> None:
    for folder in ("eval/selection", "eval/news_tr", "articles"):
        (tmp_path / folder).mkdir(parents=True)
    gold = tmp_path / "eval" / "selection" / "gold.jsonl"
    gold.write_text(_line() + "\n" + _line(id="b") + "\n" + _line(id="c"), encoding="utf-8")
    text = ". ".join(STARTS.values()) + "."
    rows = [{"id": "a", "text": "Başka bir haber. Köprüyle ilgisi yok."}, {"id": "a", "text": text}]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "eval" / "news_tr" / "some.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "articles" / "b.txt").write_text(text, encoding="utf-8")
    found = judged(gold)
    assert [judgement.id for judgement, _ in found] == ["a", "b"]
    assert all(len(align(judgement, document)) == 4 for judgement, document in found)


needs_data = pytest.mark.skipif(not benchmark.GOLD.exists(), reason="the evaluation data isn't here")


@needs_data
def test_the_choice_holds_its_floors() -> None:
    assert missed("selection", benchmark.metrics()) == {}
