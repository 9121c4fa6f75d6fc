"""A name leads to the model that runs, without a connection; where there is none, to the command that gets it."""

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import checkpoints
from tr_news.errors import ModelError, UsageError
from tr_news.models import record as records
from tr_news.models import store
from tr_news.models.catalogue import KINDS, catalogue, find
from tr_news.models.conversion.convert import Origin, convert
from tr_news.models.decoding import decoding_defaults
from tr_news.models.resolution import advice, resolve


@pytest.fixture
def home(home: Path) -> Path:
    """Where models are kept in this test."""
    return home / "data"


@pytest.fixture(autouse=True)
def no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **options: Any) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="module")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkpoints.marian(tmp_path_factory.mktemp("marian") / "my-marian")


def install(name: str, checkpoint: Path) -> Path:
    """As a pull does, after its download."""
    made = store.partial_folder(name) / "converted"
    convert(checkpoint, made, find(name), Origin(commit="a" * 40))
    return store.install(made, name)


def test_resolution_knows_nothing_of_downloads(marian: Path, home: Path) -> None:
    script = (
        "import sys; from tr_news.models.resolution import resolve, best_translator, best_summarizer\n"
        "resolve(best_translator()); best_summarizer(); resolve(sys.argv[1])\n"
        "print([name for name in ('tr_news.models.hub', 'tr_news.models.pull', 'tr_news.http', 'httpx2',\n"
        "    'huggingface_hub', 'transformers') if name in sys.modules])\n"
    )
    command = [sys.executable, "-c", script, str(marian)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    assert done.stdout.strip() == "[]"


def test_with_nothing_chosen_the_built_in_model_runs_and_says_how_to_get_a_better_one() -> None:
    model = resolve()
    assert (model.name, model.built_in, model.kind) == ("tr-en-mini", True, "translator")
    assert (model.folder / "model.bin").is_file()
    assert model.digest.startswith("sha256:")
    hint = advice(model)
    assert hint is not None
    assert "tr-news models pull opus-mt-tr-en" in hint
    assert "\n" not in hint


def test_with_nothing_chosen_the_best_installed_translator_runs(marian: Path) -> None:
    install("opus-mt-tr-en", marian)
    assert resolve().name == "opus-mt-tr-en"
    assert advice(resolve()) is None
    install("opus-mt-tc-big-tr-en", marian)
    assert resolve().name == "opus-mt-tc-big-tr-en"
    assert resolve("tr-en-mini").built_in
    assert resolve("built-in").built_in


def test_an_installed_model_brings_its_provenance_and_its_own_decoding(marian: Path) -> None:
    folder = install("opus-mt-tr-en", marian)
    model = resolve("helsinki-nlp/OPUS-MT-tr-en")
    assert (model.name, model.folder, model.revision) == ("opus-mt-tr-en", folder, "a" * 40)
    assert (model.repository, model.licence) == ("Helsinki-NLP/opus-mt-tr-en", "Apache-2.0")
    assert model.decoding["beam_size"] == 6
    assert model.digest == records.digest_of(records.file_digests(folder))


@pytest.mark.parametrize("name", ["opus-mt-tr-en", "Helsinki-NLP/opus-mt-tr-en"])
def test_an_absent_model_is_an_error_with_the_command_that_gets_it(name: str) -> None:
    with pytest.raises(ModelError, match="tr-news models pull opus-mt-tr-en") as refused:
        resolve(name)
    assert refused.value.exit_code == 5
    assert "\n" not in str(refused.value)


def test_an_absent_repository_outside_of_the_catalogue_too() -> None:
    with pytest.raises(ModelError, match="`tr-news models pull someone/model`"):
        resolve("someone/model")


def test_an_unknown_name_is_wrong_use_with_the_nearest_one() -> None:
    with pytest.raises(UsageError, match="did you mean opus-mt-tr-en"):
        resolve("opus-mt-tr-eng")


def test_a_model_of_another_kind_is_wrong_use(marian: Path) -> None:
    install("opus-mt-tr-en", marian)
    with pytest.raises(UsageError, match="translator"):
        resolve("opus-mt-tr-en", "summarizer")
    with pytest.raises(UsageError, match="no summarization model"):
        resolve(None, "summarizer")


def test_a_folder_with_a_converted_model_is_used_as_it_is(marian: Path, tmp_path: Path) -> None:
    from tr_news.models.conversion.marian import convert_marian

    convert_marian(marian, tmp_path / "mine")
    model = resolve(str(tmp_path / "mine"))
    assert (model.name, model.folder, model.built_in) == ("mine", tmp_path / "mine", False)
    digest = model.digest
    assert digest == resolve(str(tmp_path / "mine")).digest
    (tmp_path / "mine" / "source.spm").write_bytes(b"another")
    assert digest != resolve(str(tmp_path / "mine")).digest  # all that the output depends on


def test_a_configuration_that_says_nonsense_of_decoding_is_not_listened_to(marian: Path, tmp_path: Path) -> None:
    config = {"num_beams": "many", "length_penalty": 1e999, "task_specific_params": {"summarization": [1]}}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    assert decoding_defaults(tmp_path) == {}
    (tmp_path / "config.json").write_text("[" * 300_000, encoding="utf-8")
    with pytest.raises(ModelError, match="not readable as JSON"):
        decoding_defaults(tmp_path)


def test_a_marian_checkpoint_is_converted_once(marian: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = resolve(str(marian))
    assert (first.name, first.kind) == ("my-marian", "translator")
    assert first.folder.is_relative_to(home)
    assert first.decoding["beam_size"] == 6
    written = (first.folder / "model.bin").stat().st_mtime_ns
    again = resolve(str(marian))
    assert again == first
    assert (again.folder / "model.bin").stat().st_mtime_ns == written


def test_a_changed_checkpoint_is_converted_anew(tmp_path: Path) -> None:
    folder = checkpoints.marian(tmp_path / "mine", seed=1)
    first = resolve(str(folder))
    checkpoints.marian(tmp_path / "other", seed=2)
    (tmp_path / "other" / "model.safetensors").replace(folder / "model.safetensors")
    assert resolve(str(folder)).digest != first.digest


def test_a_folder_given_by_a_relative_path(marian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(marian.parent)
    assert resolve("./my-marian").name == "my-marian"
    assert resolve("my-marian").name == "my-marian"


@pytest.mark.parametrize("name", ["./absent", "/absent/folder", "~/absent-folder"])
def test_a_folder_that_is_not_there(name: str) -> None:
    with pytest.raises(ModelError, match="no such folder"):
        resolve(name)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model there"):
        resolve(str(tmp_path))


def test_the_engine_transformers_gets_the_checkpoint(marian: Path) -> None:
    assert resolve(str(marian), engine="transformers").folder == marian
    folder = install("opus-mt-tr-en", marian)
    with pytest.raises(ModelError, match="--keep-checkpoint"):
        resolve("opus-mt-tr-en", engine="transformers")
    (folder / "checkpoint").mkdir()
    assert resolve("opus-mt-tr-en", engine="transformers").folder == folder / "checkpoint"
    with pytest.raises(UsageError, match="CTranslate2 only"):
        resolve("tr-en-mini", engine="transformers")


def test_a_damaged_record_is_named_and_never_chosen_unasked(marian: Path) -> None:
    folder = install("opus-mt-tr-en", marian)
    for text in ("{", "[]", "{}", '{"schema": "tr-news/model/0"}'):
        (folder / records.RECORD).write_text(text)
        assert resolve().built_in
        assert store.damaged() == ["opus-mt-tr-en"]
        with pytest.raises(ModelError, match="pull"):
            resolve("opus-mt-tr-en")


def test_the_catalogue_is_complete() -> None:
    for entry in catalogue().values():
        assert entry.kind in KINDS
        assert entry.licence
        assert entry.size > 0
        assert entry.languages
        assert entry.good_for
        assert entry.beam_size
        assert entry.revision
        assert entry.built_in or entry.repository
        assert entry.rank >= (entry.kind == "translator")
        assert entry.kind != "instruct" or not entry.rank, "a chat model is never chosen unasked"
        assert find(entry.name) is entry
    assert [entry.name for entry in catalogue().values() if entry.built_in] == ["tr-en-mini"]
    assert {entry.kind for entry in catalogue().values()} == set(KINDS)
