"""`tr-news models` and `tr-news doctor`: data on stdout, the rest on stderr, and the exit code that was promised."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests import hub_server
from tests.marian_fixtures import tiny_marian
from tr_news.cli.doctor import doctor
from tr_news.cli.models import models
from tr_news.errors import ModelError, TrNewsError
from tr_news.models import record as records
from tr_news.models import store

NAME = "opus-mt-tr-en"


@pytest.fixture
def home(home: Path) -> Path:
    """Where models are kept in this test."""
    return home / "data"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[hub_server.Hub]:
    with hub_server.running(monkeypatch) as running:
        running.add("Helsinki-NLP/opus-mt-tr-en", tiny_marian(tmp_path / "hf", brevity=6.0))
        yield running


def run(*arguments: str, code: int = 0) -> Result:
    command = (doctor, []) if arguments == ("doctor",) else (models, list(arguments))
    result = CliRunner().invoke(*command)
    if code:
        assert isinstance(result.exception, TrNewsError), result.exception
        assert result.exception.exit_code == code
        assert "\n" not in str(result.exception)
    else:
        assert result.exception is None, result.exception
    return result


def states() -> dict[str, str]:
    return {row["name"]: row["state"] for row in json.loads(run("list", "--json").stdout)}


def test_list_shows_what_can_be_had_and_what_is_there(server: hub_server.Hub) -> None:
    assert states()["tr-en-mini"] == "built in"
    assert states()[NAME] == "available"
    run("pull", NAME)
    assert states()[NAME] == "installed"
    table = run("list").stdout
    assert table.splitlines()[0].split() == ["STATE", "NAME", "KIND", "DOWNLOAD", "LICENCE"]
    assert "installed" in next(line for line in table.splitlines() if f" {NAME} " in line)
    assert "Apache-2.0" in table
    assert max(len(line) for line in table.splitlines()) <= 80


def test_list_shows_repositories_that_the_catalogue_does_not_know(server: hub_server.Hub, tmp_path: Path) -> None:
    server.add("someone/my-marian", tmp_path / "hf")
    run("pull", "someone/my-marian")
    rows = {row["name"]: row for row in json.loads(run("list", "--json").stdout)}
    assert rows["someone/my-marian"]["state"] == "installed"
    assert rows["someone/my-marian"]["revision"] == hub_server.COMMIT
    assert rows["someone/my-marian"]["download_mb"] is None
    assert rows["someone/my-marian"]["installed_mb"] is not None


def test_a_damaged_model_goes_by_its_name_and_is_mended_by_the_command_that_is_named(
    server: hub_server.Hub, tmp_path: Path
) -> None:
    server.add("someone/my-marian", tmp_path / "hf")
    run("pull", "someone/my-marian")
    (store.model_folder("someone/my-marian") / records.RECORD).write_text("{}")
    assert states()["someone/my-marian"] == "damaged"
    said = str(run("verify", code=5).exception)
    assert "`tr-news models pull someone/my-marian` mends it" in said
    run("pull", "someone/my-marian")
    assert states()["someone/my-marian"] == "installed"


def test_pull_says_what_it_did_on_stderr(server: hub_server.Hub) -> None:
    first = run("pull", NAME)
    assert first.stdout == ""
    assert "installed (0123456789ab, Apache-2.0)" in first.stderr
    assert "installed already" in run("pull", NAME).stderr


def test_verify_finds_a_changed_file_and_pull_mends_it(server: hub_server.Hub, home: Path) -> None:
    run("pull", NAME)
    assert f"{NAME}: all files" in run("verify").stdout
    binary = store.model_folder(NAME) / "model.bin"
    binary.write_bytes(binary.read_bytes()[:-1])
    assert "model.bin: changed" in run("verify", code=5).stderr
    run("pull", NAME)
    assert f"{NAME}: all files" in run("verify", NAME).stdout
    (store.model_folder(NAME) / records.RECORD).unlink()
    run("verify", code=5)
    assert states()[NAME] == "damaged"


def test_path_and_remove(server: hub_server.Hub, home: Path) -> None:
    assert run("path").stdout == f"{home / 'models'}\n"
    assert "model.bin" in [path.name for path in Path(run("path", "tr-en-mini").stdout.strip()).iterdir()]
    run("path", NAME, code=5)
    run("pull", NAME)
    folder = Path(run("path", NAME).stdout.strip())
    assert (folder / "model.bin").is_file()
    assert "MB freed" in run("remove", NAME).stderr
    assert not folder.exists()
    run("remove", NAME, code=5)
    for command in ("remove", "verify", "pull"):
        assert "tr-en-mini comes with the package" in str(run(command, "tr-en-mini", code=5).exception)
    assert "give it to --translator" in str(run("pull", "./folder", code=2).exception)


def test_the_converted_copy_of_a_folder_is_listed_and_removed(tmp_path: Path) -> None:
    from tr_news.models.resolution import resolve

    checkpoint = tiny_marian(tmp_path / "my-marian", brevity=6.0)
    converted = resolve(str(checkpoint)).folder
    assert states()[str(checkpoint)] == "converted"
    row = next(row for row in json.loads(run("list", "--json").stdout) if row["name"] == str(checkpoint))
    assert (row["kind"], row["beam_size"]) == ("translator", None)
    table = run("list").stdout
    assert next(line for line in table.splitlines() if str(checkpoint) in line).startswith("converted")
    assert "its converted copy is removed" in run("remove", str(checkpoint)).stderr
    assert not converted.exists()
    assert (checkpoint / "config.json").is_file(), "the checkpoint is the user's"
    assert str(checkpoint) not in states()
    assert "no copy of it was converted" in str(run("remove", str(checkpoint), code=5).exception)
    resolve(str(checkpoint))
    (checkpoint / "config.json").unlink()
    run("remove", str(checkpoint))
    assert not converted.exists(), "and where the checkpoint has gone, too"


def test_an_unfinished_copy_is_listed_and_removed(home: Path) -> None:
    left = home / "converted" / "0123456789abcdef" / "my-marian.partial"
    left.mkdir(parents=True)
    (left / "model.bin").write_bytes(b"half")
    assert states()[str(left)] == "damaged"
    run("remove", str(left))
    assert not left.exists()
    outside = home / "elsewhere" / "x"
    outside.mkdir(parents=True)
    run("remove", str(outside), code=5)
    run("remove", str(home / "converted" / ".." / "elsewhere" / "x"), code=5)
    assert outside.exists()


def test_remove_takes_an_unfinished_download_too(server: hub_server.Hub) -> None:
    server.cut_after["model.safetensors"] = 10_000
    run("pull", NAME, code=5)
    assert store.partial_folder(NAME).exists()
    run("remove", NAME)
    assert not store.partial_folder(NAME).exists()


def test_pull_if_reachable_goes_on_without_a_hub(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    hub_server.point_client_at(url, monkeypatch)
    spared = run("pull", NAME, "--if-reachable")
    assert spared.stdout == ""
    assert len(spared.stderr.strip().splitlines()) == 1
    assert f"{NAME} is not downloaded" in spared.stderr
    run("pull", NAME, code=5)


@pytest.mark.parametrize("wrong", ["down", "no hub"])
def test_pull_if_reachable_goes_on_where_the_hub_is_down_or_something_else_answers(
    server: hub_server.Hub, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    if wrong == "down":
        server.status["Helsinki-NLP/opus-mt-tr-en"] = (503, "")
    else:
        monkeypatch.setattr("tests.hub_server._Handler.answer_api", lambda self, _: self.send(200, b"<html>", {}))
    assert f"{NAME} is not downloaded" in run("pull", NAME, "--if-reachable").stderr
    run("pull", NAME, code=5)


def test_pull_if_reachable_still_fails_where_the_hub_says_no(server: hub_server.Hub) -> None:
    server.status["Helsinki-NLP/opus-mt-tr-en"] = (404, "RepoNotFound")
    run("pull", NAME, "--if-reachable", code=5)


def test_offline_means_no_connection(server: hub_server.Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TR_NEWS_OFFLINE", "1")
    run("pull", NAME, code=5)
    assert "offline is set" in run("pull", NAME, "--if-reachable").stderr
    assert server.requests == []


def test_doctor_proves_the_built_in_model_on_one_screen() -> None:
    lines = run("doctor").stdout.splitlines()
    assert len(lines) < 25
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line.startswith("ok") and "tr-en-mini" in line]
    report = "\n".join(lines)
    for word in ("Python", "ctranslate2", "sentencepiece", "transformers", "torch", "threads", "cpu", "models"):
        assert word in report


def test_doctor_names_the_server_that_is_set_without_asking_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TR_NEWS_API_BASE", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("TR_NEWS_API_MODEL", "qwen")
    (line,) = [line for line in run("doctor").stdout.splitlines() if line.startswith("summarizer")]
    assert "qwen at http://127.0.0.1:9/v1 (environment" in line


def test_doctor_says_how_to_get_a_better_translator_than_the_built_in_one() -> None:
    assert "tr-news models pull opus-mt-tr-en" in run("doctor").stdout


def test_doctor_finds_the_chosen_model_broken_and_exits_with_5(
    server: hub_server.Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("pull", NAME)
    (store.model_folder(NAME) / "model.bin").write_bytes(b"not a model")
    report = run("doctor", code=5).stdout
    assert [line for line in report.splitlines() if line.startswith("broken") and NAME in line]
    assert [line for line in report.splitlines() if line.startswith("ok") and "tr-en-mini" in line]
    monkeypatch.setenv("TR_NEWS_TRANSLATOR", "tr-en-mini")
    report = run("doctor").stdout
    assert "environment TR_NEWS_TRANSLATOR" in report
    assert [line for line in report.splitlines() if line.startswith("broken") and NAME in line]


def test_doctor_names_the_command_for_an_absent_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TR_NEWS_TRANSLATOR", NAME)
    with pytest.raises(ModelError, match=f"tr-news models pull {NAME}"):
        raise run("doctor", code=5).exception or AssertionError


def test_doctor_names_a_folder_that_is_not_there_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TR_NEWS_TRANSLATOR", "./nothing")
    said = run("doctor", code=5).stdout
    assert "no such folder" in said
    assert "tr-en-mini: “" in said
