"""Parts of a batch in processes of their own: the bytes of one run."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch_examples import article, leftovers, outputs, settled, write
from tests.conftest import Result
from tr_news.batch.index import Entry, read_index
from tr_news.batch.layout import Layout
from tr_news.batch.shards import merge

Run = Callable[..., Result]


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    for number in range(40):
        write(folder, **{f"a{number:02}__txt": article(number)})
    lines = [json.dumps({"id": f"r{number}", "text": article(number)}) for number in range(40, 80)]
    return write(folder, r__jsonl="\n".join([*lines, "{broken"]), empty__txt="")


def start(inputs: Path, out: Path, shard: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tr_news", "batch", str(inputs), str(out), "--shard", shard, "--quiet"]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)


def test_three_shards_one_killed_and_their_number_changed(run: Run, inputs: Path, tmp_path: Path) -> None:
    alone, out = tmp_path / "alone", tmp_path / "out"
    assert run("batch", inputs, alone).code == 1
    started = [start(inputs, out, f"{number}/3") for number in (1, 2, 3)]
    index = out / ".tr-news" / "shards" / "2-of-3" / "index.jsonl"
    deadline = time.monotonic() + 60
    while not index.exists() or not index.read_bytes().count(b"\n"):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(started[1].pid, signal.SIGKILL)
    assert [process.wait(timeout=120) for process in started][1] == -signal.SIGKILL
    again = [start(inputs, out, f"{number}/2") for number in (1, 2)]
    assert all(process.wait(timeout=120) in (0, 1) for process in again)
    told = run("batch", "status", out).out
    assert "1-of-2" in told
    merged = run("batch", "merge", out)
    assert merged.code == 0
    assert outputs(out) == outputs(alone)
    assert settled(out) == settled(alone)
    assert not leftovers(out)
    assert not (out / ".tr-news" / "shards").exists()
    last = run("batch", inputs, out)
    assert "0 done, 80 unchanged, 2 failed" in last.err


def test_each_shard_does_its_part_and_says_so(run: Run, inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = []
    for number in (1, 2):
        told = run("batch", inputs, out, "--shard", f"{number}/2")
        done.append(int(told.err.split(" done")[0].rsplit("\n", 1)[-1]))
        assert "of another shard" in told.err
    assert sum(done) == 80
    assert min(done) > 20
    assert not (out / "index.jsonl").exists()
    joined = run("batch", inputs, out)
    assert "82 lines of shards joined" in joined.err
    assert "0 done, 80 unchanged" in joined.err


@pytest.mark.parametrize("shard", ["0/2", "3/2", "x", "1/", "1/0", "-1/2"])
def test_what_is_no_shard(run: Run, inputs: Path, tmp_path: Path, shard: str) -> None:
    assert run("batch", inputs, tmp_path / "out", "--shard", shard).code == 2


def test_of_two_shards_that_know_an_article_the_later_counts(run: Run, tmp_path: Path) -> None:
    inputs, out = tmp_path / "in", tmp_path / "out"
    for number in range(6):
        write(inputs, **{f"a{number}__txt": article(number)})
    run("batch", inputs, out, "--shard", "2/3")
    for path in inputs.iterdir():
        path.write_text(path.read_text("utf-8").replace("park", "okul"), "utf-8")
    for shard in ("1/2", "2/2"):
        run("batch", inputs, out, "--shard", shard)
    assert "0 done, 6 unchanged" in run("batch", inputs, out).err


def test_a_merge_that_was_broken_off_is_done_again(tmp_path: Path) -> None:
    layout, shard = Layout(tmp_path), Layout(tmp_path, "1-of-2")
    lines = [Entry("a", "failed").line(), Entry("a", "done", key="1").line()]
    for place in (layout.index, shard.index):  # all were joined, and the shard not yet taken away
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"".join(lines))
    merge(layout)
    assert [entry.outcome for entry in read_index(layout.index)][-1] == "done"
    assert not shard.index.exists()


def test_a_merge_makes_no_folder_of_outputs_of_inputs(run: Run, inputs: Path) -> None:
    assert run("batch", "merge", inputs).code == 2
    assert not (inputs / ".tr-news").exists()
