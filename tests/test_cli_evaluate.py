"""``tr-news evaluate``: figures that others' tools give too, signed; one line for what can't be measured."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sacrebleu

from tests.conftest import Result

Run = Callable[..., Result]
ENGLISH = [f"The mayor opened bridge number {n} in the town of Kaleköy on Monday." for n in range(40)]


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_translations_have_sacrebleus_figures_an_interval_and_a_comparison(run: Run, tmp_path: Path) -> None:
    reference = write(tmp_path / "ref.en", ENGLISH)
    weak = [line.replace("mayor", "minister") if n % 2 else line for n, line in enumerate(ENGLISH)]
    better = [line.replace("mayor", "minister") if n % 7 == 0 else line for n, line in enumerate(ENGLISH)]
    one, two = write(tmp_path / "one.txt", weak), write(tmp_path / "two.txt", better)
    data = json.loads(run("evaluate", "translation", reference, one, two, "--json").out)
    assert data["systems"]["one.txt"]["BLEU"]["value"] == pytest.approx(sacrebleu.corpus_bleu(weak, [ENGLISH]).score)
    assert data["systems"]["one.txt"]["chrF"]["low"] < data["systems"]["one.txt"]["chrF"]["value"]
    assert "tok:13a" in data["systems"]["two.txt"]["BLEU"]["signature"]
    assert data["p"]["BLEU"] < 0.05
    shown = run("evaluate", "translation", reference, one, two).out
    assert "p (by chance alone)" in shown


def test_summaries_are_matched_by_id(run: Run, tmp_path: Path) -> None:
    brief = {"article": {"id": "a"}, "bullets": [{"text": "The bridge was opened."}, {"text": "Traffic eased."}]}
    failed = {"schema": "tr-news/failure/1", "source": "x", "error": {}}
    briefs = write(tmp_path / "briefs.jsonl", [json.dumps(brief), json.dumps(failed)])
    rows = [{"id": "a", "summary": ["The bridge was opened.", "Traffic eased."]}, {"id": "b", "summary": "other"}]
    references = write(tmp_path / "refs.jsonl", [json.dumps(row) for row in rows])
    data = json.loads(run("evaluate", "summaries", references, briefs, "--json").out)
    assert data["systems"]["briefs.jsonl"]["rouge2"]["value"] == pytest.approx(100)
    stranger = write(tmp_path / "s.jsonl", [json.dumps(brief | {"article": {"id": "z"}})])
    assert "matched by id" in run("evaluate", "summaries", references, stranger).err


def test_two_sets_of_summaries_are_told_from_chance(run: Run, tmp_path: Path) -> None:
    rows = [{"id": str(n), "summary": line} for n, line in enumerate(ENGLISH)]
    references = write(tmp_path / "refs.jsonl", [json.dumps(row) for row in rows])

    def briefs(name: str, lines: list[str]) -> Path:
        made = [{"article": {"id": str(n)}, "bullets": [{"text": line}]} for n, line in enumerate(lines)]
        return write(tmp_path / name, [json.dumps(row) for row in made])

    good, bad = briefs("good.jsonl", ENGLISH), briefs("bad.jsonl", ["A minister spoke."] * len(ENGLISH))
    for first, second in ((good, bad), (bad, good)):
        data = json.loads(run("evaluate", "summaries", references, first, second, "--json").out)
        assert data["p"]["rouge1"] < 0.01
    assert data["systems"]["good.jsonl"]["rouge1"]["value"] == pytest.approx(100)


def test_the_audit_counts_what_is_flagged(run: Run, tmp_path: Path) -> None:
    turkish = write(tmp_path / "a.tr", ["Olayda 54 kişi yaralandı.", "Trafik rahatladı."])
    english = write(tmp_path / "a.en", ["44 people were hurt in the incident.", "Traffic eased."])
    data = json.loads(run("evaluate", "audit", turkish, english, "--json").out)
    shares = {flag: score["value"] for flag, score in data["systems"]["a.en"].items()}
    assert {flag: share for flag, share in shares.items() if share} == {"number": 50.0, "any": 50.0}
    shown = run("evaluate", "audit", turkish, english).out
    assert "number" in shown
    assert "currency" not in shown


def test_two_systems_of_one_name_are_audited_and_told_from_chance(run: Run, tmp_path: Path) -> None:
    turkish = write(tmp_path / "a.tr", ["Olayda 54 kişi yaralandı."] * 30)
    right, wrong = "54 people were hurt in the incident.", "44 people were hurt in the incident."
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
    ours = write(tmp_path / "ours" / "a.en", [right] * 30)
    theirs = write(tmp_path / "theirs" / "a.en", [wrong, right, right] * 10)
    data = json.loads(run("evaluate", "audit", turkish, ours, theirs, "--json").out)
    score = data["systems"][str(theirs)]["number"]
    assert data["systems"][str(ours)]["number"]["value"] == 0
    assert score["low"] < score["value"] < score["high"]
    assert score["value"] == pytest.approx(100 / 3)
    assert "n:30" in score["signature"]
    assert data["p"]["number"] < 0.01 < data["p"]["name"] == 1
    assert "p (by chance alone)" in run("evaluate", "audit", turkish, ours, theirs).out
    assert "the same file twice" in run("evaluate", "audit", turkish, ours, ours).err


def test_boundaries_are_scored_by_source(run: Run, tmp_path: Path) -> None:
    text = "Köprü açıldı. Trafik rahatladı."
    gold = {"text": text, "sentences": ["Köprü açıldı.", "Trafik rahatladı."], "optional": [], "source": "own"}
    path = write(tmp_path / "docs.jsonl", [json.dumps(gold)])
    assert json.loads(run("evaluate", "segmentation", path, "--json").out) == {"all": 100.0, "own": 100.0}


def test_stories_print_b_cubed_and_a_signature(run: Run, tmp_path: Path) -> None:
    text = "Kaleköy'de çıkan yangında {} kişi yaralandı, itfaiye yangını iki saatte söndürdü."
    rows = [
        {"id": "1", "title": "Kaleköy'de fabrika yangını", "text": text.format("üç"), "date": "2026-03-04T09:00:00Z"},
        {"id": "2", "title": "Kaleköy'deki fabrikada yangın", "text": text.format("3"), "date": "2026-03-04T10:00:00Z"},
        {"id": "3", "title": "Merkez Bankası faizi indirdi", "text": "Politika faizi düştü.", "date": None},
    ]
    write(tmp_path / "rss_multi_outlet.jsonl", [json.dumps(row) for row in rows])
    gold = [{"line": 1, "story": "a"}, {"line": 2, "story": "a"}, {"line": 3, "story": "b"}]
    path = write(tmp_path / "gold.jsonl", [json.dumps(row) for row in gold])
    result = run("evaluate", "stories", path)
    assert "all, P/R/F1" in result.out
    assert "b-cubed|n:3|gold-stories:2|of:3" in result.out


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["translation", "missing.en", "missing.txt"], 3, "missing.en"),
        (["translation", "{two}", "{one}"], 2, "1 hypotheses for 2 references"),
        (["translation", "{two}", "{two}", "{one}"], 2, "one.txt: 1 hypotheses for 2 references"),
        (["translation", "{empty}", "{empty}"], 3, "empty: nothing to measure"),
        (["audit", "{two}", "{one}"], 2, "1 lines for 2"),
        (["audit", "{one}", "{empty}"], 3, "empty: nothing to measure"),
        (["summaries", "{odd}", "{odd}"], 3, "not an object with 'summary'"),
        (["segmentation", "{empty}"], 3, "empty: nothing to measure"),
        (["segmentation", "{odd}"], 3, "not sentences of texts"),
        (["selection", "{odd}"], 3, "no 'ideal'"),
        (["selection", "{one}"], 3, "lists of sentence numbers"),
        (["selection", "missing.jsonl"], 3, "missing.jsonl: can't be read (No such file or directory)"),
        (["language", "missing.tsv"], 3, "missing.tsv: can't be read (No such file or directory)"),
        (["language", "{header}"], 3, "no labelled text"),
        (["segmentation", "{one}"], 3, "not JSON"),
        (["language", "{two}"], 3, "not labelled texts: line 2 has 1 columns"),
        (["stories", "{one}"], 3, "rss_multi_outlet.jsonl"),
    ],
)
def test_what_can_not_be_measured_is_one_line(
    run: Run, tmp_path: Path, args: list[str], code: int, message: str
) -> None:
    one, two = write(tmp_path / "one.txt", ["a line"]), write(tmp_path / "two.txt", ["a line", "another"])
    header = write(tmp_path / "header.tsv", ["label\tkind\tsource\ttext"])
    odd = write(tmp_path / "odd.jsonl", [json.dumps({"id": 1, "text": 2, "sentences": 3, "optional": [], "source": 4})])
    (tmp_path / "empty.txt").touch()
    files = {"one": one, "two": two, "header": header, "odd": odd, "empty": tmp_path / "empty.txt"}
    result = run("evaluate", *(arg.format(**files) for arg in args))
    assert result.code == code
    assert message in result.err
    assert len(result.err.splitlines()) == 1
