"""Scores with signatures, and the model card made of them."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

import pytest

from tr_news.translation.protocol import Translation
from training import card, evaluate, samples

pytest.importorskip("sacrebleu")

TRAINING = Path(__file__).parents[1] / "training"
BUILT_IN = Path(__file__).parents[1] / "tr_news" / "models" / "tr-en-mini"
TURKISH = ["Köprü bugün açıldı.", "Bakan istifa etti.", "Yağmur üç gün sürecek."]
ENGLISH = ["The bridge opened today.", "The minister has resigned.", "The rain will last for three days."]


class Dictionary:
    """A Translator that knows some sentences by heart."""

    source_language = "tr"

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = known

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        return [Translation(self.known.get(sentence, "")) for sentence in sentences]

    def describe(self) -> Mapping[str, object]:
        return {"name": "dictionary"}


@pytest.fixture
def stem(tmp_path: Path) -> Path:
    stem = tmp_path / "news.v1"
    for ending, lines in (("tr", TURKISH), ("en", ENGLISH)):
        stem.with_name(f"news.v1.{ending}").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return stem


def record(*sets: str, bleu: float = 12.34) -> dict[str, Any]:
    scores = [{"set": s, "bleu": bleu, "chrf": 40.0, "bleu_signature": "B", "chrf_signature": "C"} for s in sets]
    return {
        "settings": {"beam_size": 4, "length_penalty": 1.0, "compute_type": "int8", "limit": None},
        "scores": scores,
    }


def test_a_perfect_translation_scores_100_and_a_missing_one_counts(stem: Path) -> None:
    parallel = evaluate.read_set(stem)
    perfect, _ = evaluate.evaluate("p", Dictionary(dict(zip(TURKISH, ENGLISH, strict=True))), parallel)
    assert [perfect.bleu, perfect.chrf] == pytest.approx([100, 100])
    assert perfect.given_up == 0
    part, hypotheses = evaluate.evaluate("q", Dictionary(dict(zip(TURKISH[:2], ENGLISH[:2], strict=True))), parallel)
    assert hypotheses == [*ENGLISH[:2], ""]
    assert part.given_up == 1
    assert part.chrf < 90


def test_scores_carry_signatures_that_reproduce_them() -> None:
    import sacrebleu

    hypotheses = [line.replace("the ", "a ") for line in ENGLISH]
    bleu, chrf, bleu_signature, chrf_signature = evaluate.score(hypotheses, ENGLISH)
    assert bleu == sacrebleu.corpus_bleu(hypotheses, [ENGLISH]).score
    assert chrf == sacrebleu.corpus_chrf(hypotheses, [ENGLISH]).score
    assert all("version:" in signature for signature in (bleu_signature, chrf_signature))
    assert "tok:13a" in bleu_signature


def test_a_limit_takes_the_first_lines_and_files_that_do_not_match_are_refused(stem: Path) -> None:
    assert evaluate.read_set(stem, 2).turkish == tuple(TURKISH[:2])
    stem.with_name("news.v1.en").write_text("Only one line.\n", encoding="utf-8")
    with pytest.raises(ValueError, match="3 Turkish and 1 English"):
        evaluate.read_set(stem)


def test_several_models_make_a_table(stem: Path) -> None:
    parallel = evaluate.read_set(stem)
    results = [evaluate.evaluate(name, Dictionary({}), parallel)[0] for name in ("old", "new")]
    assert evaluate.table(results).splitlines() == [
        "| model | news.v1 |", "| --- | --- |", "| old | 0.0 / 0.0 |", "| new | 0.0 / 0.0 |",
    ]  # fmt: skip


def test_the_command_scores_the_built_in_model(
    stem: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = stem.with_name("scores.json")
    arguments = [str(BUILT_IN), "--sets", str(stem), "--limit", "2", "--samples", "1", "--json", str(out)]
    monkeypatch.setattr(sys, "argv", ["evaluate", *arguments])
    evaluate.main()
    printed = capsys.readouterr().out
    assert printed.startswith("news.v1: BLEU ")
    assert f"tr  {TURKISH[1]}" in printed
    written = json.loads(out.read_text(encoding="utf-8"))
    assert written["settings"] == {"beam_size": 4, "length_penalty": 1.0, "compute_type": "int8", "limit": 2}
    (score,) = written["scores"]
    assert score["sentences"] == 2
    assert f"BLEU {score['bleu']:.1f} chrF {score['chrf']:.1f}" in printed


def test_all_samples_are_shown_the_failed_ones_too() -> None:
    turkish = (TRAINING / "samples.tr.txt").read_text(encoding="utf-8").splitlines()
    shown = samples.sample_list(Dictionary({turkish[0]: "A translation."}))
    assert len(turkish) == 14
    assert all(sentence in shown for sentence in turkish)
    assert shown.count("**A translation.**") == 1
    assert shown.count("**(no translation)**") == 13


def test_the_card_is_filled_from_the_scores_and_the_last_row_of_the_log() -> None:
    log = (
        "| date | tokens seen (M) | time | loss | newstest2017 |\n| --- | --- | --- | --- | --- |\n"
        "| 1 May | 2.9 | 2 h | – | 0.4 / 12.5 |\n| 2 May | 61.5 | 11.2 h | 2.91 | 12.3 / 40.0 |\n\n"
        "## Throughput\n\nWords.\n\n| setting | tokens/s |\n| --- | --- |\n| idle | 4,000 |\n"
    )
    template = (TRAINING / "card.md").read_text(encoding="utf-8")
    made = card.card(template, log, record("newstest2017", "flores200_dev", "tatoeba_test"), "- a sample")
    assert "**12.3 / 40.0** | **12.3 / 40.0** |" in made
    assert "61.5 million tokens in 11.2 h" in made
    assert "Tatoeba's test set (everyday sentences): 12.3 / 40.0" in made
    assert "- a sample" in made
    assert not Template(made).get_identifiers()


def test_a_card_without_the_compared_scores_is_refused() -> None:
    with pytest.raises(ValueError, match="no scores for flores200_dev"):
        card.score_text(record("newstest2017"))


def test_the_card_names_every_source_of_the_mix_and_none_that_is_left_out_as_used() -> None:
    from training.prepare import read_mix

    mix = read_mix(TRAINING / "mix.toml", TRAINING / "news.toml")
    text = (TRAINING / "card.md").read_text(encoding="utf-8")
    data, left_out = text.split("Left out because")
    for source, weight in mix.weights.items():
        if not weight:  # scripture
            assert source not in data
            continue
        assert source.removeprefix("university_catalogues") in data or source.startswith("mo_"), source
    for source in mix.left_out:
        assert source in left_out
        assert source not in data


def test_the_log_of_the_project_can_be_read() -> None:
    row = card.last_row((TRAINING / "LOG.md").read_text(encoding="utf-8"))
    assert {"tokens seen (M)", "time", "loss", "newstest2017", "FLORES dev"} <= set(row)
    assert float(row["tokens seen (M)"]) > 0
