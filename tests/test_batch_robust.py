"""What other hands leave in a folder of outputs, and runs that are to end while they wait."""

import io
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch_examples import article, settled, write
from tests.conftest import Result
from tr_news.batch.layout import Layout
from tr_news.batch.lists import paths
from tr_news.batch.report import retry_command
from tr_news.batch.shards import locked
from tr_news.errors import OutputError
from tr_news.storage.locks import FolderLock, Holder

Run = Callable[..., Result]
ODD_LINES = (
    '{"name": "a", "outcome": "failed", "error": "boo"}',
    '{"name": "b", "outcome": "done", "outputs": {"json": "x"}}',
    '{"name": "c", "outcome": "done", "outputs": {"pdf": 3}, "source": "gone"}',
    '{"name": "../victim", "outcome": "done", "outputs": {"text": 2}, "source": "gone"}',
    '{"name": "/victim", "outcome": "done", "outputs": {"text": 2}, "source": "gone"}',
    '{"name": "d", "outcome": "eaten"}',
    '{"name": "e", "outcome": "done", "key": 5}',
    "[]",
    "null",
    '"x"',
    "\x00\x00",
)


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    return write(tmp_path / "in", a__txt=article(1), b__txt=article(2))


def test_lines_that_no_run_has_written_are_passed_over(run: Run, inputs: Path, tmp_path: Path) -> None:
    out, victim = tmp_path / "out", tmp_path / "victim.txt"
    victim.write_text("v\n")
    run("batch", inputs, out)
    with (out / "index.jsonl").open("a") as index:
        index.write("\n".join(ODD_LINES) + "\n")
    done = run("batch", inputs, out, "--prune")
    assert (done.code, "0 done, 2 unchanged" in done.err) == (0, True)
    assert victim.exists()
    assert "2 done" in run("batch", "status", out).out


@pytest.mark.parametrize("content", ["[1]", '{"state": 5, "updated": "x"}', "", '{"state": "running"}', "null"])
def test_a_status_that_no_run_has_written(run: Run, inputs: Path, tmp_path: Path, content: str) -> None:
    out = tmp_path / "out"
    run("batch", inputs, out)
    (out / ".tr-news" / "status.json").write_text(content)
    (out / ".tr-news" / "lock.link").write_text(json.dumps({"pid": 10**30, "host": "elsewhere", "began": 1}))
    told = run("batch", "status", out)
    assert (told.code, "2 done" in told.out) == (0, True)
    assert not Holder(10**30, os.uname().nodename).gone


@pytest.mark.parametrize("lost", [("index.jsonl", "report.json"), ("index.jsonl", ".tr-news/status.json")])
def test_an_index_is_made_again_beside_what_is_no_output(
    run: Run, inputs: Path, tmp_path: Path, lost: tuple[str, ...]
) -> None:
    out = tmp_path / "out"
    run("batch", inputs, out)
    for name in lost:
        (out / name).unlink()
    (out / "index.jsonl").touch()  # emptied, as by a disk that was full
    (out / "dangling.json").symlink_to("/nowhere")
    os.mkfifo(out / "pipe.json")
    (out / "folder.json").mkdir()
    write(out, other__json="[1, 2]")
    again = run("batch", inputs, out)
    assert (again.code, "0 done, 2 unchanged" in again.err) == (0, True)
    assert "(2 found)" in again.err


def test_what_a_killed_first_run_had_in_work_is_done_again(run: Run, inputs: Path, tmp_path: Path) -> None:
    """As if it had been killed when its outputs stood and the index didn't speak of them: that run left no trace."""
    out, killed = tmp_path / "out", tmp_path / "killed"
    run("batch", inputs, out)
    shutil.copytree(out, killed)
    for name in ("index.jsonl", "report.json", ".tr-news/corrections"):
        (killed / name).unlink()
    for _ in range(2):
        assert "2 done, 0 unchanged" in run("batch", inputs, killed).err
        assert settled(killed) == settled(out)
        (killed / "index.jsonl").write_bytes(b"")
        (killed / ".tr-news/corrections").unlink()


def test_no_link_in_out_leads_anything_out_of_it(run: Run, inputs: Path, tmp_path: Path) -> None:
    out, victim = write(tmp_path / "out"), tmp_path / "victim"
    out.mkdir()
    victim.write_text("v\n")
    for name in ("a.txt.json", "report.json"):
        (out / name).symlink_to(victim)
    write(out, **{".tr-news/shards/__DS_Store": "x"})
    assert run("batch", inputs, out).code == 0
    for name in ("index.jsonl", ".tr-news"):
        (out / name).rename(tmp_path / f"own-{name}")
        (out / name).symlink_to(victim if name == "index.jsonl" else tmp_path)
        told = run("batch", inputs, out)
        assert (told.code, f"{name}: a link" in told.err) == (6, True)
        (out / name).unlink()
        (tmp_path / f"own-{name}").rename(out / name)
    assert victim.read_text() == "v\n"
    assert "2 unchanged" in run("batch", inputs, out).err


def test_the_command_for_what_failed(run: Run, inputs: Path, tmp_path: Path) -> None:
    assert retry_command(["-f", "json", "--", "-in", "o ut"]) == "tr-news batch -f json --retry-failed -- -in 'o ut'"
    write(inputs, c__txt="")
    done = run("--debug", "batch", "--prune", inputs, tmp_path / "out")
    assert done.err.splitlines()[-2].strip() == f"tr-news batch {inputs} {tmp_path / 'out'} --retry-failed"


def test_all_that_a_program_is_told_is_json(run: Run, inputs: Path, tmp_path: Path) -> None:
    write(inputs, c__txt="")
    done = run("batch", "--json-progress", inputs, tmp_path / "out")
    rows = [json.loads(line) for line in done.err.splitlines()]
    assert (rows[-1]["state"], rows[-1]["failed"]) == ("complete", {"not readable": 1})
    (tmp_path / "out" / "index.jsonl").unlink()
    (tmp_path / "out" / "index.jsonl").mkdir()
    done = run("batch", "--json-progress", inputs, tmp_path / "out")
    assert done.code == 6
    assert json.loads(done.err.splitlines()[-1])["exit_code"] == 6
    done = run("batch", "--json-progress", tmp_path / "nowhere", tmp_path / "out")
    assert (done.code, json.loads(done.err)["exit_code"]) == (2, 2)


@pytest.mark.parametrize("nobody", ["full", "gone"])
def test_a_run_goes_on_where_nobody_reads_what_it_says(inputs: Path, tmp_path: Path, nobody: str) -> None:
    write(inputs, c__txt="")
    command = [sys.executable, "-m", "tr_news", "batch", str(inputs), str(tmp_path / "out")]
    if nobody == "gone":
        reading, stderr = os.pipe()
        os.close(reading)
    else:
        stderr = os.open("/dev/full", os.O_WRONLY)
    assert subprocess.run(command, stderr=stderr, check=False).returncode == 1
    os.close(stderr)
    rows = (tmp_path / "out" / "index.jsonl").read_text("utf-8").splitlines()
    assert sorted(json.loads(row)["outcome"] for row in rows) == ["done", "done", "failed"]


def test_who_gives_up_waiting_for_another_run_ends(tmp_path: Path) -> None:
    told: list[object] = []
    with FolderLock(tmp_path / "lock"):
        with pytest.raises(OutputError, match="is at work"), FolderLock(tmp_path / "lock", wait=False):
            pass
        stop = threading.Event()
        stop.set()
        waiting = FolderLock(tmp_path / "lock", waiting=told.append, given_up=stop.is_set)
        with pytest.raises(KeyboardInterrupt), waiting:
            pass
    assert len(told) == 1


def test_shards_that_begin_at_once_are_not_in_each_others_way(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    layout.make()
    whole, told = FolderLock(layout.lock), list[object]()
    whole.__enter__()  # as another shard does for a moment
    threading.Timer(0.3, whole.__exit__).start()
    part = Layout(tmp_path, "1-of-2")
    part.make()
    with locked(part, wait=False, waiting=told.append):
        pass
    assert told == []


def test_what_windows_adds_to_lines_is_no_part_of_a_path() -> None:
    assert list(paths(io.BytesIO(b"\xef\xbb\xbfa.txt\r\nb.txt\r\n\r\n"), b"\n")) == ["a.txt", "b.txt"]
    assert list(paths(io.BytesIO(b"a\r\0b.txt"), b"\0")) == ["a\r", "b.txt"]


def test_a_list_that_never_ends_can_be_left() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"a.txt\r\n\nb c.txt\n")
    stop = threading.Event()
    with os.fdopen(reading, "rb") as file:
        found = paths(file, b"\n", stop.is_set)
        assert [next(found), next(found)] == ["a.txt", "b c.txt"]
        stop.set()
        assert next(found, None) is None
    os.close(writing)
    assert list(paths(io.BytesIO(b"a\0b"), b"\0")) == ["a", "b"]
