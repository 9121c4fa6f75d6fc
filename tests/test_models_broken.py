"""A broken model folder is one line and exit code 5, whatever is broken in it; numbers of strangers have bounds."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import checkpoints
from tests.conftest import Result
from tests.marian_fixtures import tiny_marian
from tr_news.models import store
from tr_news.models.decoding import MOST_BEAMS, decoding_defaults
from tr_news.models.resolution import built_in_folder

Run = Callable[..., Result]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "okul.txt"
    text = "Bakan, yeni okulların eylül ayında açılacağını söyledi. Takım dün akşam oynadığı maçı üç sıfır kazandı.\n"
    path.write_text("Yeni okullar açılıyor\n\n" + text, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in model."""
    return shutil.copytree(built_in_folder(), tmp_path / "mine")


def changed(path: Path, **values: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | values), encoding="utf-8")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def removed(*paths: Path) -> None:
    for path in paths:
        path.unlink()


def shortened(path: Path, tokens: int) -> None:
    path.write_text(json.dumps(json.loads(path.read_text("utf-8"))[:tokens]), encoding="utf-8")


BREAKAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "source.spm empty": (lambda f: (f / "source.spm").write_bytes(b""), "source.spm"),
    "target.spm empty": (lambda f: (f / "target.spm").write_bytes(b""), "target.spm"),
    "source.spm missing": (lambda f: (f / "source.spm").unlink(), "source.spm is missing"),
    "both .spm missing": (lambda f: removed(f / "source.spm", f / "target.spm"), "no tokenizer beside"),
    "source.spm a pipe": (lambda f: pipe(f / "source.spm"), "source.spm is missing"),
    "vocabulary of 100 tokens": (lambda f: shortened(f / "shared_vocabulary.json", 100), "get the model again"),
    "vocabulary empty": (lambda f: shortened(f / "shared_vocabulary.json", 0), "again"),
    "vocabulary an object": (lambda f: (f / "shared_vocabulary.json").write_text("{}"), "again"),
    "weights zero": (lambda f: (f / "model.bin").write_bytes(bytes(100_000)), "again"),
    "weights empty": (lambda f: (f / "model.bin").write_bytes(b""), "again"),
    "weights cut": (lambda f: os.truncate(f / "model.bin", 5_000_000), "again"),
    "tokens of nobody": (
        lambda f: changed(f / "config.json", eos_token="nope", unk_token="nope", decoder_start_token="zz"),
        "again",
    ),
    "configuration cut": (lambda f: (f / "config.json").write_text("{"), "not readable as JSON"),
    "record damaged": (lambda f: (f / "tr-news-model.json").write_text("[]"), "not a record of this version"),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_broken_translator_is_one_line(run: Run, folder: Path, article: Path, breakage: str) -> None:
    breaks, said = BREAKAGES[breakage]
    breaks(folder)
    result = run("brief", article, "--translator", folder)
    assert result.code == 5, result.err
    assert result.out == ""
    assert len(result.err.splitlines()) == 1
    assert said in result.err
    assert str(folder) in result.err


def test_doctor_goes_on_after_a_broken_model_that_is_not_chosen(run: Run, tmp_path: Path) -> None:
    from tr_news.models.catalogue import find
    from tr_news.models.conversion.convert import Origin, convert

    made = store.partial_folder("opus-mt-tr-en") / "converted"
    convert(tiny_marian(tmp_path / "hf"), made, find("opus-mt-tr-en"), Origin())
    folder = store.install(made, "opus-mt-tr-en")
    shortened(folder / "shared_vocabulary.json", 10)
    report = run("doctor")
    assert report.code == 5, "the best that is installed is the one that would run"
    assert [line for line in report.out.splitlines() if line.startswith("broken") and "opus-mt-tr-en" in line]
    assert [line for line in report.out.splitlines() if line.startswith("ok") and "tr-en-mini" in line]


@pytest.mark.parametrize("file", ["pytorch_model.bin", "vocab.json", "config.json"])
@pytest.mark.parametrize("content", [b"", b"\x80\x04cos\nsystem\n(S'touch it-ran'\ntR.", b"{}"])
def test_a_broken_summarizer_is_one_line(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, content: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    broken = checkpoints.bart(tmp_path / "bart")
    (broken / file).write_bytes(content)
    result = run("brief", article, "--summarizer", broken)
    assert result.code == 5, result.err
    assert result.out == ""
    assert "bart" in result.err.splitlines()[-1]
    assert not (tmp_path / "it-ran").exists()


def test_settings_that_a_model_brings_have_bounds(tmp_path: Path) -> None:
    config = {"num_beams": 10**9, "length_penalty": 1e308, "no_repeat_ngram_size": 10**12, "max_length": 10**15}
    (tmp_path / "config.json").write_text(json.dumps(config | {"prefix": "x" * 10**6, "min_length": -1}))
    found = decoding_defaults(tmp_path)
    assert found == {"beam_size": MOST_BEAMS, "length_penalty": 10, "no_repeat_ngram_size": 100, "max_length": 100_000}
    (tmp_path / "config.json").write_text(json.dumps({"num_beams": 0, "max_length": "long", "length_penalty": True}))
    assert decoding_defaults(tmp_path) == {}


def test_a_model_that_asks_for_a_billion_beams_still_runs(run: Run, article: Path, tmp_path: Path) -> None:
    model = tiny_marian(tmp_path / "hf", brevity=6.0)
    changed(model / "generation_config.json", num_beams=10**9, length_penalty=1e308)
    result = run("brief", article, "--translator", model, "--format", "json")
    assert result.code == 0, result.err
    assert json.loads(result.out)["provenance"]["translator"]["beam_size"] == MOST_BEAMS


@pytest.mark.parametrize("option", ["--translator", "--summarizer", "--prompts"])
def test_a_home_folder_of_nobody_is_wrong_use(run: Run, article: Path, option: str) -> None:
    options = ["--summarizer", str(article.parent)] if option == "--prompts" else []
    result = run("brief", article, option, "~nobody-of-that-name/x", *options)
    assert result.code in (2, 5)
    assert len(result.err.splitlines()) <= 2
    assert "Traceback" not in result.err


@pytest.mark.parametrize("variable", ["TR_NEWS_HOME", "TR_NEWS_CONFIG"])
def test_a_variable_that_names_a_home_folder_of_nobody(
    run: Run, article: Path, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "~nobody-of-that-name/x")
    result = run("models", "path")
    if variable == "TR_NEWS_HOME":
        assert result.code == 2
        assert "Set TR_NEWS_HOME" in result.err
        assert run("brief", article).code == 0, "nothing is installed, the built-in model is there"
        assert run("models", "list").code == 0
    else:
        assert run("brief", article).code == 2
    doctor = run("doctor")
    assert "no folder for models" in doctor.out or "~nobody" in doctor.err
