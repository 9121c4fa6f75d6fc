"""Killed at any moment, run again until done: nothing lost, nothing twice, the bytes of an undisturbed run.

make kill     200 kills rather than the 20 of the suite (TR_NEWS_KILLS)
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.batch_examples import article, leftovers, outputs, settled, write

KILLS = int(os.environ.get("TR_NEWS_KILLS", "20"))
FORMATS = ("--format", "json", "--format", "html", "--format", "markdown", "--format", "text")
ARTICLES = 300
_TOGETHER = 256  # articles that can be in one call of the translator


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """300 short articles, in files and records, and two that can't be read."""
    folder = tmp_path_factory.mktemp("in")
    for number in range(ARTICLES // 2):
        write(folder / f"d{number % 5}", **{f"a{number}__txt": article(number)})
    lines = [json.dumps({"id": f"r{n}", "text": article(n)}) for n in range(ARTICLES // 2, ARTICLES)]
    write(folder, r__jsonl="\n".join([*lines[:70], "{broken", *lines[70:]]), empty__txt="")
    return folder


@pytest.fixture(scope="module")
def undisturbed(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of a run that nothing disturbs."""
    out = tmp_path_factory.mktemp("undisturbed")
    process = _start(inputs, out)
    assert process.wait(timeout=300) == 1  # two inputs failed
    assert len(outputs(out)) == 4 * ARTICLES
    return out


def _start(inputs: Path, out: Path, *more: str, clock: int = 0) -> "subprocess.Popen[bytes]":
    code = (
        "import sys, time\n"
        "from tr_news.cli import main\n"
        "real = time.time\n"
        f"time.time = lambda: real() + {clock}\n"
        "main(sys.argv[1:])\n"
    )
    command = [sys.executable, "-c", code, "batch", str(inputs), str(out), *FORMATS, "--quiet", *more]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)


def _disturbed(inputs: Path, out: Path, sent: signal.Signals, kills: int, seed: int) -> int:
    """Runs until done, ending each of the first ``kills`` runs at a random moment; how many were ended."""
    dice = random.Random(seed)
    ended = 0
    while True:
        process = _start(inputs, out, clock=-86_400 * (ended % 3))  # the clock is set back now and then
        if ended < kills:
            try:
                # Most moments are those of work, not of the start.
                process.wait(timeout=0.3 + dice.random() * (0.6 if dice.random() < 0.3 else 1.8))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, sent)
                ended += 1
                process.wait(timeout=60)
                _check_so_far(out)
                continue
        code = process.wait(timeout=300)
        assert code in (0, 1)
        if code == 1:
            return ended


def _check_so_far(out: Path) -> None:
    """What the index says is done stands whole on disk."""
    if not (out / "index.jsonl").exists():
        return
    for line in (out / "index.jsonl").read_bytes().split(b"\n")[:-1]:
        row = json.loads(line)
        for form, size in row["outputs"].items():
            ending = {"json": ".json", "html": ".html", "markdown": ".md", "text": ".txt"}[form]
            assert (out / (row["name"] + ending)).stat().st_size == size


def _check_whole(out: Path, undisturbed: Path) -> None:
    assert not leftovers(out)
    assert outputs(out) == outputs(undisturbed)
    assert settled(out) == settled(undisturbed)
    names = Counter(row["name"] for row in settled(out))
    assert set(names.values()) == {1}  # no article twice


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_killed_until_done(inputs: Path, undisturbed: Path, tmp_path: Path, sent: signal.Signals) -> None:
    kills, done, round_ = (KILLS if sent == signal.SIGKILL else KILLS // 4), 0, 0
    while done < kills:
        out = tmp_path / str(round_)
        done += _disturbed(inputs, out, sent, kills - done, seed=round_)
        _check_whole(out, undisturbed)
        round_ += 1


def test_only_what_was_in_flight_is_done_again(inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = _start(inputs, out)
    index = out / "index.jsonl"
    while not index.exists() or index.read_bytes().count(b"\n") < 20:
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    before = {row["name"] for row in settled(out)}
    stamps = {name: (out / f"{name}.json").stat().st_mtime_ns for name in before if (out / f"{name}.json").exists()}
    written = {name.removesuffix(".json") for name in outputs(out) if name.endswith(".json")}
    assert len(written - before) <= _TOGETHER  # on disk, but not yet counted
    assert _start(inputs, out).wait(timeout=300) == 1
    assert {name: (out / f"{name}.json").stat().st_mtime_ns for name in stamps} == stamps
    _check_whole(out, undisturbed)


def test_power_lost(inputs: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that kept only what it was told to keep: files are cut to what was synced, names go that weren't.

    Every sync and rename is noted in order; a state of the disk is made for some of the moments between them.
    """
    script = (
        "import json, os, sys\n"
        "log = open(sys.argv[1], 'w')\n"
        "fsync, rename = os.fsync, os.replace\n"
        "def noted(fd):\n"
        "    fsync(fd)\n"
        "    path = os.readlink(f'/proc/self/fd/{fd}')\n"
        "    size = os.fstat(fd).st_size\n"
        "    print(json.dumps(['sync', path, size]), file=log, flush=True)\n"
        "os.fsync = noted\n"
        "def moved(source, target):\n"
        "    rename(source, target)\n"
        "    print(json.dumps(['move', str(source), str(target)]), file=log, flush=True)\n"
        "os.replace = moved\n"
        "from tr_news.cli import main\n"
        "main(sys.argv[2:])\n"
    )
    out, log = tmp_path / "out", tmp_path / "log"
    command = [sys.executable, "-c", script, str(log), "batch", str(inputs), str(out), *FORMATS, "--quiet"]
    assert subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 1
    events = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    index = str(out / "index.jsonl")
    checked = 0
    synced: dict[str, int] = {}
    pending: dict[str, set[str]] = {}
    durable: dict[str, int] = {}
    for kind, *what in events:
        if kind == "move":
            source, target = what
            if target.startswith(str(out)) and source in synced:
                pending.setdefault(str(Path(target).parent), set()).add(target)
                synced[target] = synced.pop(source)
        else:
            path, size = what
            synced[path] = size
            for name in pending.pop(path, ()):
                durable[name] = synced[name]
            if path == index:
                # Whatever the index says by now must be on the disk with all its bytes.
                lines = Path(index).read_bytes()[:size].split(b"\n")[:-1]
                for row in map(json.loads, lines[-40:]):
                    for form, expected in row["outputs"].items():
                        ending = {"json": ".json", "html": ".html", "markdown": ".md", "text": ".txt"}[form]
                        assert durable.get(str(out / (row["name"] + ending))) == expected
                        checked += 1
    assert checked >= 4 * ARTICLES
    assert outputs(out) == outputs(undisturbed)


def test_torn_files(inputs: Path, undisturbed: Path, tmp_path: Path) -> None:
    """Outputs cut short, an index cut in the middle of a line: mended, and only that is done again."""
    out = tmp_path / "out"
    assert _start(inputs, out).wait(timeout=300) == 1
    names = sorted(outputs(out))
    for name in names[::97]:
        (out / name).write_bytes((out / name).read_bytes()[:100])
    index = out / "index.jsonl"
    data = index.read_bytes()
    index.write_bytes(data[: len(data) - 700])
    (out / ".tr-news" / "scratch").mkdir()
    (out / ".tr-news" / "scratch" / "7.tmp").write_bytes(b"half")
    assert _start(inputs, out).wait(timeout=300) == 1
    assert not leftovers(out)
    assert outputs(out) == outputs(undisturbed)
