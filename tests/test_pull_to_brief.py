"""From `models pull` to a brief, by the command line alone: tiny random models from a hub on this machine.

Their weights say nothing, so what is seen is the way: what runs, what the brief says of it, what is connected to.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import checkpoints, hub_server
from tests.conftest import Result
from tests.marian_fixtures import tiny_marian

Run = Callable[..., Result]

TRANSLATOR = "opus-mt-tr-en"
SUMMARIZERS = {"distilbart-cnn-12-6": "bart", "t5-small": "t5", "smollm2-135m-instruct": "llama"}
REPOSITORIES = {
    TRANSLATOR: "Helsinki-NLP/opus-mt-tr-en",
    "distilbart-cnn-12-6": "sshleifer/distilbart-cnn-12-6",
    "t5-small": "google-t5/t5-small",
    "smollm2-135m-instruct": "HuggingFaceTB/SmolLM2-135M-Instruct",
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The checkpoint of each model that the hub has."""
    root = tmp_path_factory.mktemp("checkpoints")
    made = {TRANSLATOR: tiny_marian(root / "marian", brevity=6.0)}
    for name, family in SUMMARIZERS.items():
        made[name] = checkpoints.OTHERS[family](root / family)
    return made


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, folders: dict[str, Path]) -> Iterator[hub_server.Hub]:
    with hub_server.running(monkeypatch) as running:
        for name, repository in REPOSITORIES.items():
            running.add(repository, folders[name])
        yield running


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "okul.txt"
    path.write_text(
        "Yeni okullar açılıyor\n\nBakan, yeni okulların eylül ayında açılacağını söyledi. "
        "Takım dün akşam oynadığı maçı üç sıfır kazandı.\n",
        encoding="utf-8",
    )
    return path


def brief(run: Run, article: Path, *options: str) -> dict[str, Any]:
    result = run("brief", article, "--format", "json", *options)
    assert result.code == 0, result.err
    found: dict[str, Any] = json.loads(result.out)
    assert found["bullets"]
    for line in (found["headline"], *found["bullets"]):
        assert all(0 <= index < len(found["sentences"]) for index in line["evidence"])
        assert line["evidence"]
    return found


def named_command(message: str) -> list[str]:
    """The arguments of the command that a message tells the reader to give."""
    match = re.search(r"`tr-news ([^`]*)`", message)
    assert match, message
    return shlex.split(match[1])


def test_a_pulled_translator_is_used_without_being_told(run: Run, hub: hub_server.Hub, article: Path) -> None:
    assert brief(run, article)["provenance"]["translator"]["name"] == "tr-en-mini"
    advised = named_command(run("brief", article).err)
    assert hub.requests == []
    assert run(*advised).code == 0
    asked = len(hub.requests)
    pulled = run("brief", article, "--format", "json")
    assert pulled.err == "", "no advice any more"
    translator = json.loads(pulled.out)["provenance"]["translator"]
    assert translator["name"] == TRANSLATOR
    assert translator["repository"] == REPOSITORIES[TRANSLATOR]
    assert translator["revision"] == hub_server.COMMIT
    assert translator["licence"] == "Apache-2.0"
    assert translator["engine"] == "ctranslate2"
    assert translator["beam_size"] == 6
    assert len(hub.requests) == asked, "the hub is asked by pull alone"


@pytest.mark.parametrize("name", SUMMARIZERS)
def test_a_pulled_summarizer_writes_and_what_is_not_supported_is_not_shown(
    run: Run, hub: hub_server.Hub, article: Path, name: str
) -> None:
    absent = run("brief", article, "--summarizer", name)
    assert absent.code == 5
    assert run(*named_command(absent.err.splitlines()[-1])).code == 0
    found = brief(run, article, "--summarizer", name)
    summarizer = found["provenance"]["summarizer"]
    assert summarizer["name"] == name
    assert summarizer["commit"] == hub_server.COMMIT
    assert summarizer["kind"] == ("instruct" if name.startswith("smollm") else "seq2seq")
    assert f"summarizer:{name}" in found["provenance"]["signature"]
    for bullet in found["bullets"]:  # a random model says nothing that the article supports
        assert "fallback" in bullet["flags"]
        assert bullet["text"] in [found["sentences"][index]["translation"] for index in bullet["evidence"]]


def test_the_reference_engine_runs_the_checkpoint_that_was_kept(
    run: Run, hub: hub_server.Hub, article: Path, folders: dict[str, Path]
) -> None:
    assert run("models", "pull", TRANSLATOR).code == 0
    assert run("models", "pull", "t5-small", "--keep-checkpoint").code == 0
    refused = run("brief", article, "--engine", "transformers")
    assert refused.code == 5
    command = named_command(refused.err)
    assert command == ["models", "pull", TRANSLATOR, "--keep-checkpoint"]
    assert run(*command).code == 0
    provenance = brief(run, article, "--engine", "transformers", "--beam", "1", "--summarizer", "t5-small")[
        "provenance"
    ]
    assert provenance["translator"]["engine"] == provenance["summarizer"]["engine"] == "transformers"
    assert provenance["translator"]["name"] == TRANSLATOR
    assert provenance["translator"]["revision"] == hub_server.COMMIT
    assert provenance["summarizer"]["name"] == "t5-small", "not the name of a folder inside the model"
    assert provenance["summarizer"]["commit"] == hub_server.COMMIT


def test_a_local_folder_is_a_model_too(run: Run, article: Path, folders: dict[str, Path]) -> None:
    found = brief(run, article, "--translator", str(folders[TRANSLATOR]), "--summarizer", str(folders["t5-small"]))
    assert found["provenance"]["translator"]["name"] == folders[TRANSLATOR].name
    assert found["provenance"]["summarizer"]["name"] == folders["t5-small"].name


@pytest.mark.parametrize("options", [("--translator", TRANSLATOR), ("--summarizer", "t5-small"), ("--offline",)])
def test_what_is_absent_is_not_looked_for(
    run: Run, hub: hub_server.Hub, article: Path, options: tuple[str, ...]
) -> None:
    result = run("brief", article, *options)
    assert hub.requests == []
    if options == ("--offline",):
        assert result.code == 0
        return
    assert (result.code, result.out) == (5, "")
    assert result.err.splitlines()[-1].count("isn't installed") == 1
    assert named_command(result.err.splitlines()[-1]) == ["models", "pull", options[1]]


# Everything that Python does with a socket or a name goes through an audit event, whichever library it is.
_WATCHED = """
import sys
import warnings
seen = []
sys.addaudithook(lambda event, args: seen.append(event) if event in (
    "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"
) else None)
from tr_news.cli import main
codes = []
for line in sys.stdin.read().splitlines():
    try:
        main(line.split("\\t"))
    except SystemExit as left:
        codes.append(left.code)
print(codes, seen, file=sys.stderr)
"""


def test_no_connection_is_made_by_the_default_path_nor_offline_nor_with_pulled_models(
    run: Run, hub: hub_server.Hub, article: Path
) -> None:
    for name in ("t5-small", "smollm2-135m-instruct"):
        assert run("models", "pull", name).code == 0
    text = str(article)
    commands = [
        ["brief", text],
        ["brief", text, "--offline"],
        ["brief", text, "--summarizer", "t5-small"],
        ["brief", text, "--summarizer", "smollm2-135m-instruct", "--offline"],
        ["brief", text, "--translator", TRANSLATOR],
        ["brief", text, "--offline", "--api-base", "http://127.0.0.1:9/v1", "--api-model", "x"],
        ["translate", text],
        ["detect", text],
        ["models", "list"],
        ["models", "verify"],
        ["doctor"],
    ]
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED],
        input="\n".join("\t".join(command) for command in commands),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "HF_ENDPOINT": hub.url},
        cwd=Path(__file__).parents[1],
    )
    assert done.stderr.splitlines()[-1] == f"{[0, 0, 0, 0, 5, 2, 0, 0, 0, 0, 0]} []"


@pytest.mark.parametrize("name", ["distilbart-cnn-12-6", "t5-small", "smollm2-135m-instruct"])
def test_a_summarizer_with_broken_weights_is_neither_installed_nor_run(
    run: Run, hub: hub_server.Hub, article: Path, folders: dict[str, Path], tmp_path: Path, name: str
) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM

    broken = shutil.copytree(folders[name], tmp_path / "broken")
    family = AutoModelForCausalLM if name.startswith("smollm") else AutoModelForSeq2SeqLM
    model = family.from_pretrained(broken)
    for parameter in model.parameters():
        torch.nn.init.constant_(parameter, float("nan"))
    (broken / "pytorch_model.bin").unlink(missing_ok=True)
    model.save_pretrained(broken)
    hub.add(REPOSITORIES[name], broken)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # numpy's, of numbers that are none
        pulled = run("models", "pull", name)
        refused = run("brief", article, "--summarizer", broken)
    for result in (pulled, refused):
        assert result.code == 5
        assert "the weights are broken (it says nothing)" in result.err.splitlines()[-1]
    assert run("brief", article, "--summarizer", name).code == 5, "it isn't installed"


def test_what_a_pull_gets_is_proved_before_it_is_installed(
    run: Run, hub: hub_server.Hub, folders: dict[str, Path]
) -> None:
    for empty in (b"", b"not a SentencePiece model"):
        hub.add(REPOSITORIES[TRANSLATOR], folders[TRANSLATOR])
        hub.repositories[REPOSITORIES[TRANSLATOR]]["source.spm"] = empty
        pulled = run("models", "pull", TRANSLATOR)
        assert pulled.code == 5
        assert "source.spm: not a SentencePiece model" in pulled.err.splitlines()[-1]
        assert run("models", "path", TRANSLATOR).code == 5
    hub.add(REPOSITORIES[TRANSLATOR], folders[TRANSLATOR])
    assert run("models", "pull", TRANSLATOR).code == 0


def test_the_summarizer_auto_is_the_best_that_is_installed(run: Run, hub: hub_server.Hub, article: Path) -> None:
    def used() -> str:
        name: str = brief(run, article, "--summarizer", "auto")["provenance"]["summarizer"]["name"]
        return name

    assert used() == "built-in"
    for name in ("t5-small", "smollm2-135m-instruct"):
        assert run("models", "pull", name).code == 0
    assert used() == "built-in", "models that invent much are not chosen unasked"
    assert run("models", "pull", "distilbart-cnn-12-6").code == 0
    assert used() == "distilbart-cnn-12-6"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TR_NEWS_SUMMARIZER", "auto")
        (line,) = [line for line in run("doctor").out.splitlines() if line.startswith("summarizer")]
    assert line.split()[1:4] == ["distilbart-cnn-12-6", "(environment", "TR_NEWS_SUMMARIZER,"]
    refused = run("brief", article, "--summarizer", "auto", "--api-base", "http://127.0.0.1:9/v1")
    assert refused.code == 2
    assert "--api-model NAME" in refused.err


def test_the_beam_of_the_command_line_is_that_of_the_summarizer_too(
    run: Run, hub: hub_server.Hub, article: Path
) -> None:
    assert run("models", "pull", "distilbart-cnn-12-6").code == 0
    usual, given = (
        brief(run, article, "--summarizer", "distilbart-cnn-12-6", *options)["provenance"]["summarizer"]["beam_size"]
        for options in ((), ("--beam", "3"))
    )
    assert (usual, given) == (4, 3)


def test_a_forged_record_is_not_believed(run: Run, hub: hub_server.Hub, article: Path, tmp_path: Path) -> None:
    from tr_news.models import store
    from tr_news.models.record import RECORD, folder_digest
    from tr_news.models.resolution import built_in_folder

    assert run("models", "pull", TRANSLATOR).code == 0
    forged = shutil.copytree(built_in_folder(), tmp_path / "forged")
    shutil.copy(store.model_folder(TRANSLATOR) / RECORD, forged)
    translator = brief(run, article, "--translator", str(forged))["provenance"]["translator"]
    assert translator["name"] == "forged"
    assert translator["digest"] == folder_digest(forged)
    assert {"repository", "revision", "licence"} & set(translator) == set()
    moved = shutil.copytree(store.model_folder(TRANSLATOR), tmp_path / "moved")
    translator = brief(run, article, "--translator", str(moved))["provenance"]["translator"]
    assert translator["name"] == TRANSLATOR, "a whole copy of a pulled model is that model"


def test_a_folder_does_not_pass_for_a_model_known_by_name(
    run: Run, hub: hub_server.Hub, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tr_news.models.resolution import built_in_folder

    shutil.copytree(built_in_folder(), tmp_path / REPOSITORIES[TRANSLATOR])
    shutil.copytree(built_in_folder(), tmp_path / "someone" / "marian")
    monkeypatch.chdir(tmp_path)
    absent = run("brief", article, "--translator", REPOSITORIES[TRANSLATOR])
    assert absent.code == 5
    assert "isn't installed" in absent.err
    assert run("models", "pull", TRANSLATOR).code == 0
    used = brief(run, article, "--translator", REPOSITORIES[TRANSLATOR])["provenance"]["translator"]
    assert used["revision"] == hub_server.COMMIT
    assert brief(run, article, "--translator", "someone/marian")["provenance"]["translator"]["name"] == "marian"


def test_a_gpu_that_is_not_there_is_said_so(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctranslate2.get_cuda_device_count", lambda: 0)
    refused = run("brief", article, "--device", "cuda")
    assert refused.code == 2
    assert "option --device: no CUDA GPU" in refused.err
    assert run("brief", article, "--device", "auto").code == 0


@pytest.mark.parametrize(("option", "needs"), [("--api-model", "--api-base"), ("--prompts", "--summarizer")])
def test_an_option_that_would_do_nothing_is_refused(run: Run, article: Path, option: str, needs: str) -> None:
    refused = run("brief", article, option, "x")
    assert refused.code == 2
    assert needs in refused.err.splitlines()[-1]


def test_secrets_are_never_shown(run: Run, hub: hub_server.Hub, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TR_NEWS_API_KEY", "sk-hunter2")
    monkeypatch.setenv("HF_TOKEN", "hf_hunter2")
    address = ("--api-base", "http://127.0.0.1:9/v1", "--api-model", "tiny")
    runs = [
        run("config", "show"),
        run("doctor"),
        run("brief", article, *address),
        run("brief", article, "--format", "json"),
        run("models", "pull", "someone/absent"),
        run("brief", article, "--api-base", "http://me:hunter2@127.0.0.1:9/v1"),
    ]
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", hub.url.replace("//", "//me:hunter2@"))
    runs.append(run("models", "pull", "someone/absent"))
    assert [left.code for left in runs] == [0, 0, 5, 0, 5, 2, 5]
    assert "hunter2" not in "".join(left.out + left.err for left in runs)
