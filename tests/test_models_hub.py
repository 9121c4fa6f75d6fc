"""Downloads from a hub: whole and verified, or one clear line; never half a model."""

import json
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import checkpoints, hub_server
from tr_news.errors import ModelError, UsageError
from tr_news.models import hub, store
from tr_news.models import pull as pulling
from tr_news.models import record as records
from tr_news.models.decoding import Decoding
from tr_news.models.pull import pull

NAME = "opus-mt-tr-en"
REPOSITORY = "Helsinki-NLP/opus-mt-tr-en"


@pytest.fixture
def home(home: Path) -> Path:
    """Where models are kept in this test."""
    return home / "data"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[hub_server.Hub]:
    with hub_server.running(monkeypatch) as running:
        yield running


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = checkpoints.marian(tmp_path_factory.mktemp("hub") / "marian", weights="bin")
    (folder / "tf_model.h5").write_bytes(b"another format, never wanted" * 1000)
    (folder / "README.md").write_text("a model card")
    return folder


@pytest.fixture
def marian(server: hub_server.Hub, checkpoint: Path) -> hub_server.Hub:
    server.add(REPOSITORY, checkpoint)
    return server


def assert_nothing_half_made(home: Path) -> None:
    assert store.installed() == []
    assert store.damaged() == []
    assert not (home / "models").exists() or list((home / "models").iterdir()) == []


def refusal(name: str = NAME) -> str:
    with pytest.raises(ModelError) as refused:
        pull(name)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_pulled_model_is_complete_and_knows_where_it_came_from(marian: hub_server.Hub, checkpoint: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    pulled = pull(NAME, progress=lambda name, done, size: seen.append((name, done, size)))
    assert pulled.fresh
    assert {path.name for path in pulled.folder.iterdir()} == {
        "config.json", "model.bin", "shared_vocabulary.json", "source.spm", "target.spm", records.RECORD,
    }  # fmt: skip
    record = pulled.record
    assert (record.name, record.kind, record.repository) == (NAME, "translator", REPOSITORY)
    assert (record.commit, record.revision, record.licence) == (hub_server.COMMIT, "main", "Apache-2.0")
    assert record.conversion["quantization"] == "int8"
    assert record.decoding["beam_size"] == 6
    assert set(record.sources) == {path.name for path in checkpoint.iterdir()} - {"tf_model.h5", "README.md"}
    assert record.sources["pytorch_model.bin"] == f"sha256:{records.sha256(checkpoint / 'pytorch_model.bin')}"
    assert record.sources["config.json"].startswith("git-sha1:")
    assert records.verify(pulled.folder, record) == []
    assert records.read_record(pulled.folder) == record == store.installed()[0]
    size = (checkpoint / "pytorch_model.bin").stat().st_size
    assert seen[-1] == ("pytorch_model.bin", size, size)


def test_a_pulled_model_translates(marian: hub_server.Hub) -> None:
    from tr_news.models.resolution import resolve
    from tr_news.translation.engines.ctranslate2 import MarianTranslator

    pull(NAME)
    assert resolve().name == NAME
    hypotheses = MarianTranslator(resolve().folder, beam_size=2).decode(
        [["▁", "a", "</s>"], ["▁", "b", "c", "</s>"]], Decoding(beam_size=2)
    )
    assert all(hypothesis.pieces for hypothesis in hypotheses)


def test_only_what_is_needed_is_downloaded(marian: hub_server.Hub) -> None:
    pull(NAME)
    assert not [path for _, path, _ in marian.requests if path.endswith(("tf_model.h5", "README.md"))]
    assert not store.partial_folder(NAME).exists()


def test_safetensors_are_preferred_to_pickles(server: hub_server.Hub, tmp_path: Path) -> None:
    folder = checkpoints.marian(tmp_path / "hf")
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x02" * 4000)
    server.add(REPOSITORY, folder)
    pull(NAME)
    assert server.sent("pytorch_model.bin") == []


def test_a_second_pull_downloads_nothing(marian: hub_server.Hub) -> None:
    pull(NAME)
    marian.requests.clear()
    assert not pull(NAME).fresh
    assert all("/resolve/" not in path for _, path, _ in marian.requests)


def test_a_new_commit_replaces_the_model(marian: hub_server.Hub) -> None:
    pull(NAME)
    marian.commit = "f" * 40
    pulled = pull(NAME)
    assert pulled.fresh
    assert [record.commit for record in store.installed()] == ["f" * 40]
    assert records.verify(pulled.folder, pulled.record) == []


def test_a_damaged_model_is_mended_by_another_pull(marian: hub_server.Hub) -> None:
    folder = pull(NAME).folder
    (folder / "model.bin").write_bytes(b"no longer a model")
    assert len(records.verify(folder, store.installed()[0])) == 1
    pulled = pull(NAME)
    assert pulled.fresh
    assert records.verify(pulled.folder, pulled.record) == []


def test_a_cut_download_goes_on_where_it_stopped(marian: hub_server.Hub, checkpoint: Path, home: Path) -> None:
    marian.cut_after["pytorch_model.bin"] = 50_000
    message = refusal()
    assert "pytorch_model.bin" in message
    assert "the same command goes on" in message
    assert_nothing_half_made(home)
    part = store.partial_folder(NAME) / hub_server.COMMIT / "pytorch_model.bin.part"
    assert part.stat().st_size == 50_000
    marian.requests.clear()
    pulled = pull(NAME)
    assert set(marian.sent("pytorch_model.bin")) == {"bytes=50000-"}
    assert marian.sent("config.json") == []
    assert records.verify(pulled.folder, pulled.record) == []


def test_a_server_that_cannot_resume_sends_all_of_it(marian: hub_server.Hub) -> None:
    marian.cut_after["pytorch_model.bin"] = 50_000
    refusal()
    marian.ignore_range = True
    assert pull(NAME).fresh


@pytest.mark.parametrize("name", ["pytorch_model.bin", "config.json"], ids=["sha256", "git-sha1"])
def test_a_wrong_checksum_is_refused(marian: hub_server.Hub, home: Path, name: str) -> None:
    marian.altered.add(name)
    message = refusal()
    assert name in message
    assert "checksum differs" in message
    assert_nothing_half_made(home)
    marian.altered.clear()
    assert pull(NAME).fresh


def test_what_is_sent_beyond_the_end_is_not_taken(marian: hub_server.Hub) -> None:
    marian.longer |= {"pytorch_model.bin", "config.json"}
    assert pull(NAME).fresh


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ((404, "RepoNotFound"), ["not on http", "check the name"]),
        ((401, "RepoNotFound"), ["private", "hf auth login"]),
        ((401, ""), ["401", "hf auth login"]),
        ((403, "GatedRepo"), ["gated", "accept its terms"]),
        ((403, ""), ["403"]),
        ((404, "RevisionNotFound"), ["main", "not on http"]),
        ((429, ""), ["429", "try later"]),
        ((503, ""), ["503"]),
    ],
    ids=str,
)
def test_a_refusal_of_the_hub_is_one_line(
    marian: hub_server.Hub, home: Path, status: tuple[int, str], words: list[str]
) -> None:
    marian.status[REPOSITORY] = status
    message = refusal()
    assert [word for word in words if word not in message] == []
    assert REPOSITORY in message
    assert len([path for _, path, _ in marian.requests if "/api/models/" in path]) == 1, "asked once, not again"
    assert_nothing_half_made(home)


def test_a_file_that_has_gone_is_one_line(marian: hub_server.Hub, home: Path) -> None:
    marian.status["pytorch_model.bin"] = (404, "EntryNotFound")
    assert "pytorch_model.bin" in refusal()
    assert_nothing_half_made(home)


def test_a_repository_that_is_no_model_is_refused(server: hub_server.Hub) -> None:
    server.add("someone/notes", {"README.md": b"words"})
    assert "no config.json" in refusal("someone/notes")
    server.add("someone/notes", {"config.json": b'{"model_type": "marian"}'})
    assert "no weights" in refusal("someone/notes")
    server.add("someone/notes", {"config.json": b'{"model_type": "vit"}', "model.safetensors": b"x"})
    assert "'vit' can't be used" in refusal("someone/notes")
    assert server.sent("model.safetensors") == []


def test_a_disk_that_is_too_small_is_noticed_before_anything_large_comes(
    marian: hub_server.Hub, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9 - 1000, 1000))
    message = refusal()
    assert "the disk is too small" in message
    assert str(home) in message
    assert all("/resolve/" not in path for _, path, _ in marian.requests)


def test_a_server_that_does_not_answer_is_given_up(marian: hub_server.Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "CONNECT_SECONDS", 0.2)
    marian.silent.add("api")
    with pytest.raises(hub.HubUnreachableError, match=r"can't be reached|didn't answer"):
        pull(NAME)


def test_a_server_that_stalls_is_given_up_and_gone_on_from(
    marian: hub_server.Hub, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(hub, "READ_SECONDS", 0.2)
    marian.silent.add("pytorch_model.bin")
    assert "the same command goes on" in refusal()
    assert_nothing_half_made(home)
    marian.silent.clear()
    assert pull(NAME).fresh


def test_the_first_contact_has_a_limit_for_everything(marian: hub_server.Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    # The client's own time-outs don't cover name resolution, which blocks here until the test is over.
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: marian.closing.wait())
    with pytest.raises(hub.HubUnreachableError, match=r"didn't answer within 0\.1 seconds"):
        pull(NAME, within=0.1)


def test_no_server_is_one_line(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    hub_server.point_client_at(url, monkeypatch)
    with pytest.raises(hub.HubUnreachableError, match="can't be reached") as refused:
        pull(NAME)
    assert "\n" not in str(refused.value)


def test_a_server_that_is_no_hub_is_one_line(server: hub_server.Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_server._Handler, "answer_api", lambda self, repository: self.send(200, b"<html>", {}))
    assert "otherwise than a hub" in refusal()


def test_a_commit_that_is_no_commit_is_refused(marian: hub_server.Hub, home: Path) -> None:
    marian.commit = "../../elsewhere"
    assert "names no commit" in refusal()


def test_offline_mode_of_the_client_is_respected(marian: hub_server.Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    assert "HF_HUB_OFFLINE" in refusal()
    assert marian.requests == []


def test_a_hostile_checkpoint_is_refused_after_download(server: hub_server.Hub, tmp_path: Path, home: Path) -> None:
    folder = checkpoints.marian(tmp_path / "hf")
    (folder / "model.safetensors").unlink()
    mark = tmp_path / "it-ran"
    (folder / "pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'touch " + str(mark).encode() + b"'\ntR." + b" " * 5000)
    server.add(REPOSITORY, folder)
    assert "refused" in refusal()
    assert not mark.exists()
    assert_nothing_half_made(home)


def test_the_checkpoint_is_kept_on_request(marian: hub_server.Hub, checkpoint: Path) -> None:
    pull(NAME)
    pulled = pull(NAME, keep_checkpoint=True)
    kept = pulled.folder / "checkpoint"
    assert (kept / "pytorch_model.bin").read_bytes() == (checkpoint / "pytorch_model.bin").read_bytes()
    assert not pull(NAME, keep_checkpoint=True).fresh
    (kept / "pytorch_model.bin").write_bytes(b"another")
    assert len(records.verify(pulled.folder, store.installed()[0])) == 1
    assert pull(NAME, keep_checkpoint=True).fresh


def test_any_repository_can_be_pulled(server: hub_server.Hub, checkpoint: Path) -> None:
    server.add("someone/my-marian", checkpoint)
    pulled = pull("someone/my-marian")
    assert pulled.record.name == "someone/my-marian"
    assert pulled.record.licence == "mit"
    assert pulled.folder.name == "someone--my-marian"


@pytest.mark.parametrize("name", ["opus-mt-tr-eng", "../../etc", "a/b/c", "https://example.org/a"])
def test_an_unknown_name_is_wrong_use(server: hub_server.Hub, name: str) -> None:
    with pytest.raises(UsageError):
        pull(name)
    assert server.requests == []


def test_the_built_in_model_needs_no_pull(server: hub_server.Hub) -> None:
    assert "comes with the package" in refusal("tr-en-mini")


def _pull_in_child(url: str, home: str, queue: "multiprocessing.Queue[tuple[bool, str]]") -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TR_NEWS_HOME", home)
        hub_server.point_client_at(url, patch)
        pulled = pull(NAME)
        queue.put((pulled.fresh, pulled.record.digest))


def test_two_pulls_at_once_are_safe(marian: hub_server.Hub, home: Path) -> None:
    context = multiprocessing.get_context("spawn")
    queue: Any = context.Queue()
    children = [context.Process(target=_pull_in_child, args=(marian.url, str(home), queue)) for _ in range(2)]
    for child in children:
        child.start()
    outcomes = sorted(queue.get(timeout=120) for _ in children)
    for child in children:
        child.join()
    assert [fresh for fresh, _ in outcomes] == [False, True], "one makes it, the other finds it made"
    assert len({digest for _, digest in outcomes}) == 1
    assert len(marian.sent("pytorch_model.bin")) == 2, "one request and its redirect"


def test_a_killed_pull_leaves_no_model_and_the_next_goes_on(marian: hub_server.Hub, home: Path) -> None:
    # The process dies in the middle of the conversion, as by SIGKILL: no cleaning up is run.
    script = (
        "import os, sys; from tr_news.models.conversion import marian\n"
        "from pathlib import Path\n"
        "def dies(checkpoint, output, **options):\n"
        "    output.mkdir(); (output / 'model.bin').write_bytes(b'half'); os._exit(9)\n"
        "marian.convert_marian = dies\n"
        f"from tr_news.models.pull import pull; pull({NAME!r})\n"
    )
    environment = {**os.environ, "HF_ENDPOINT": marian.url, "HF_HOME": str(home / "hf"), "TR_NEWS_HOME": str(home)}
    killed = subprocess.run([sys.executable, "-c", script], env=environment, cwd=Path(__file__).parents[1], check=False)
    assert killed.returncode == 9
    assert_nothing_half_made(home)
    marian.requests.clear()
    pulled = pull(NAME)
    assert records.verify(pulled.folder, pulled.record) == []
    assert marian.sent("pytorch_model.bin") == [], "what was downloaded is used"


def test_a_model_that_needs_torch_says_so_before_the_large_download(
    server: hub_server.Hub, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    server.add("someone/t5", {"config.json": json.dumps({"model_type": "t5"}).encode(), "model.safetensors": b"x"})
    monkeypatch.setattr(pulling, "has_torch", lambda: False)
    assert "pip install 'tr-news[torch]'" in refusal("someone/t5")
    assert server.sent("model.safetensors") == []
    assert_nothing_half_made(home)


@pytest.mark.parametrize("family", sorted(checkpoints.OTHERS))
def test_other_architectures_come_all_the_way(server: hub_server.Hub, tmp_path: Path, family: str) -> None:
    from tr_news.config import Settings
    from tr_news.load import prove_summarizer

    server.add(f"someone/{family}", checkpoints.OTHERS[family](tmp_path / family))
    pulled = pull(f"someone/{family}")
    assert pulled.record.kind == ("instruct" if family == "llama" else "seq2seq")
    assert prove_summarizer(Settings(summarizer=f"someone/{family}"))
