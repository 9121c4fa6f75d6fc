"""What an earlier pull has left behind, however broken, never keeps the next one from its end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import checkpoints, hub_server
from tr_news.errors import ModelError
from tr_news.models import hub, store
from tr_news.models import record as records
from tr_news.models.pull import pull

NAME = "opus-mt-tr-en"
REPOSITORY = "Helsinki-NLP/opus-mt-tr-en"
WEIGHTS = "pytorch_model.bin"


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkpoints.marian(tmp_path_factory.mktemp("hub") / "marian", weights="bin")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, checkpoint: Path) -> Iterator[hub_server.Hub]:
    with hub_server.running(monkeypatch) as running:
        running.add(REPOSITORY, checkpoint)
        yield running


@pytest.fixture
def part() -> Path:
    """The unfinished weights, as a pull that was cut leaves them; its folder is there."""
    path = store.partial_folder(NAME) / hub_server.COMMIT / f"{WEIGHTS}.part"
    path.parent.mkdir(parents=True)
    return path


def assert_whole(server: hub_server.Hub) -> None:
    """One pull, one model, nothing left over."""
    pulled = pull(NAME)
    assert pulled.fresh
    assert records.verify(pulled.folder, pulled.record) == []
    assert [record.commit for record in store.installed()] == [server.commit]
    assert not store.partial_folder(NAME).exists()


def folder_at(path: Path, *_: bytes) -> None:
    path.mkdir()
    (path / "file").write_bytes(b"x")


def read_only(path: Path, content: bytes) -> None:
    path.write_bytes(content[:1000])
    path.chmod(0o400)


LEFTOVERS: dict[str, Callable[[Path, bytes], object]] = {
    "of something else": lambda part, content: part.write_bytes(b"x" * 1000),
    "of the right length": lambda part, content: part.write_bytes(bytes(len(content))),
    "one byte wrong": lambda part, content: part.write_bytes(b"?" + content[1:50_000]),
    "too long": lambda part, content: part.write_bytes(content + b"and more"),
    "much too long": lambda part, content: part.write_bytes(content * 3),
    "empty": lambda part, content: part.write_bytes(b""),
    "complete": lambda part, content: part.write_bytes(content),
    "a folder": folder_at,
    "a link": lambda part, content: part.symlink_to(part.parent.parent / "elsewhere"),
    "a link to a file": lambda part, content: part.symlink_to(__file__),
    "a pipe": lambda part, content: os.mkfifo(part),
    "read-only": read_only,
    "the file is a folder": lambda part, content: part.with_suffix("").mkdir(),
    "the file is of an older revision": lambda part, content: part.with_suffix("").write_bytes(content[::-1]),
    "the configuration is a folder": lambda part, content: part.with_name("config.json").mkdir(),
    "a stranger beside it": lambda part, content: part.with_name("notes.txt").write_bytes(b"x"),
    "a folder beside it": lambda part, content: part.with_name("notes").mkdir(),
}


@pytest.mark.parametrize("leftover", LEFTOVERS)
def test_a_pull_goes_on_or_starts_over_by_itself(
    server: hub_server.Hub, checkpoint: Path, part: Path, leftover: str
) -> None:
    LEFTOVERS[leftover](part, (checkpoint / WEIGHTS).read_bytes())
    before = Path(__file__).read_bytes()
    assert_whole(server)
    assert Path(__file__).read_bytes() == before, "a link is not written through"


def test_what_is_right_is_not_downloaded_again(server: hub_server.Hub, checkpoint: Path, part: Path) -> None:
    part.write_bytes((checkpoint / WEIGHTS).read_bytes())
    assert_whole(server)
    assert server.sent(WEIGHTS) == []


def test_the_part_of_an_older_revision_is_of_no_use(server: hub_server.Hub, part: Path) -> None:
    part.write_bytes(b"of the older one" * 100)
    server.commit = "f" * 40
    assert_whole(server)
    assert server.sent(WEIGHTS)[0] is None, "asked for from its beginning"


@pytest.mark.parametrize("place", ["partial", "partial/NAME", "partial/NAME/COMMIT", "partial/NAME/converted"])
def test_a_file_where_a_folder_should_be(server: hub_server.Hub, place: str) -> None:
    names = {"NAME": NAME, "COMMIT": hub_server.COMMIT}
    path = store.home().joinpath(*(names.get(step, step) for step in place.split("/")))
    path.parent.mkdir(parents=True)
    path.write_bytes(b"in the way")
    if place == "partial":  # not a place of one model: said, and left as it is
        with pytest.raises(ModelError, match="can't be written") as refused:
            pull(NAME)
        assert "\n" not in str(refused.value)
    else:
        assert_whole(server)


def test_a_file_where_the_model_should_be(server: hub_server.Hub) -> None:
    folder = store.model_folder(NAME)
    folder.parent.mkdir(parents=True)
    folder.write_bytes(b"in the way")
    assert_whole(server)


@pytest.mark.parametrize("habit", ["ignore_range", "other_range", "refuse_range"])
def test_a_server_that_does_not_go_on_from_the_part(
    server: hub_server.Hub, checkpoint: Path, part: Path, habit: str
) -> None:
    part.write_bytes((checkpoint / WEIGHTS).read_bytes()[:50_000])
    setattr(server, habit, True)
    assert_whole(server)
    assert server.sent(WEIGHTS)[0] == "bytes=50000-"


def test_weights_that_stay_wrong_are_given_up_after_the_second_download(server: hub_server.Hub, part: Path) -> None:
    part.write_bytes(b"x" * 1000)
    server.altered.add(WEIGHTS)
    with pytest.raises(ModelError, match="checksum differs"):
        pull(NAME)
    assert len(server.sent(WEIGHTS)) == 4, "the rest and all of it, each with its redirect"
    assert not part.exists()


def test_a_model_that_does_not_run_is_not_installed(server: hub_server.Hub) -> None:
    pulled = pull(NAME)
    server.commit = "f" * 40

    def refuse(folder: Path, record: records.Record) -> None:
        assert (folder / "model.bin").is_file()
        assert record.commit == "f" * 40
        raise ModelError("it says nothing")

    with pytest.raises(ModelError, match="it says nothing"):
        pull(NAME, prove=refuse)
    assert store.installed() == [pulled.record], "the one that ran is there still"
    server.requests.clear()
    assert pull(NAME, prove=lambda folder, record: None).record.commit == "f" * 40
    assert server.sent(WEIGHTS) == [], "what was downloaded is used"


@pytest.mark.parametrize("sent", [0, 1, 30_000, 60_000])
def test_killed_in_the_middle_of_a_download_the_next_pull_goes_on(
    server: hub_server.Hub, home: Path, sent: int
) -> None:
    server.hold_after[WEIGHTS] = sent
    environment = {**os.environ, "HF_ENDPOINT": server.url, "HF_HOME": str(home / "hf")}
    child = subprocess.Popen(
        [sys.executable, "-c", f"from tr_news.models.pull import pull; pull({NAME!r})"],
        env=environment, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    part = store.partial_folder(NAME) / hub_server.COMMIT / f"{WEIGHTS}.part"
    limit = time.monotonic() + 60
    while not (part.is_file() if sent else server.sent(WEIGHTS)):
        assert child.poll() is None
        assert time.monotonic() < limit
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert store.installed() == []
    assert store.damaged() == []
    there = part.stat().st_size if part.is_file() else 0
    server.hold_after.clear()
    server.requests.clear()
    assert_whole(server)
    assert set(server.sent(WEIGHTS)) == {f"bytes={there}-" if there else None}


def test_an_endless_reply_is_left_when_the_file_is_complete(server: hub_server.Hub, tmp_path: Path) -> None:
    repository = hub.look_up(REPOSITORY, "main")
    file = next(file for file in repository.files if file.name == WEIGHTS)
    server.longer.add(WEIGHTS)
    server.hold_after[WEIGHTS] = file.size + 3  # the server says that more is to come, and goes silent
    path = hub.download(repository, file, tmp_path, lambda *_: None)
    assert path.stat().st_size == file.size
