"""What a folder can hold that isn't an article, and where outputs can't go: each costs itself and nothing else."""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch_examples import article, entries, leftovers, outputs, write
from tests.conftest import Result
from tr_news.batch.units import LONGEST

Run = Callable[..., Result]


def batch_alone(*args: str | Path, **kwargs: object) -> "subprocess.CompletedProcess[str]":
    """The command in a process of its own."""
    command = [sys.executable, "-m", "tr_news", "batch", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **kwargs)  # type: ignore[call-overload,no-any-return]


def test_bad_articles_fail_by_kind_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    inputs = write(
        tmp_path / "in",
        binary__txt=os.urandom(3000),
        empty__txt=b"",
        undecodable__jsonl=b"\xff\xfe\xfd" * 40,
        english__txt="The mayor opened the new bridge on Monday, and many people came to see it. " * 3,
        line__txt="Yeni bir park daha açıldı ve halk sevindi. " * (LONGEST // 40),
        paragraphs__txt="\n\n".join(article(number, 0).strip() for number in range(10_000)),
        good__txt=article(1),
    )
    lines = [json.dumps({"id": "a", "text": article(2)}), "{broken", "[1, 2]", json.dumps({"id": "b"}), "", "12"]
    write(inputs, lines__jsonl="\n".join([*lines, json.dumps({"id": "c", "text": article(3)})]))
    assert run("batch", inputs, tmp_path / "out").code == 1
    rows = entries(tmp_path / "out")
    assert {name for name, row in rows.items() if row["outcome"] == "done"} == {
        "good.txt", "lines.jsonl/a", "lines.jsonl/c",
    }  # fmt: skip
    failed = {row["source"].removeprefix(f"{inputs}/"): row["error"] for row in rows.values() if row["error"]}
    assert set(failed) == {
        "binary.txt", "empty.txt", "english.txt", "line.txt", "paragraphs.txt",
        "undecodable.jsonl:1", "lines.jsonl:2", "lines.jsonl:3", "lines.jsonl:4", "lines.jsonl:6",
    }  # fmt: skip
    assert failed["english.txt"]["kind"] == "not Turkish"
    assert "too long for one article" in failed["line.txt"]["message"]
    assert "10,000 paragraphs" in failed["paragraphs.txt"]["message"]
    assert all(error["message"].startswith(f"{inputs}/{source}: ") for source, error in failed.items())
    assert all("\n" not in error["message"] for error in failed.values())


def test_what_is_no_file_costs_one_line_and_never_blocks(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", good__txt=article(1), hidden__txt=article(2))
    (inputs / "hidden.txt").rename(inputs / ".hidden.txt")
    os.mkfifo(inputs / "pipe.txt")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(inputs / "s.txt"))
    (inputs / "loop.txt").symlink_to("loop.txt")
    (inputs / "nowhere.txt").symlink_to("gone.txt")
    (inputs / "device.txt").symlink_to("/dev/zero")
    done = run("batch", inputs, tmp_path / "out")
    listener.close()
    assert done.code == 1
    rows = entries(tmp_path / "out")
    assert {name for name, row in rows.items() if row["outcome"] == "failed"} == {
        "pipe.txt", "s.txt", "loop.txt", "nowhere.txt", "device.txt",
    }  # fmt: skip
    assert rows["good.txt"]["outcome"] == "done"
    assert done.err.count("tr-news: ") == 6  # with the advice about models
    assert "1 hidden" in done.err


def test_a_file_that_changes_while_it_is_read(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tr_news.articles import read as reading
    from tr_news.batch import units

    inputs = write(tmp_path / "in", a__txt=article(1), b__txt=article(2), c__txt=article(3), d__txt=article(4))
    read = reading.file_bytes

    def meanwhile(path: str, source: str) -> bytes:
        name = Path(path).name
        if name == "a.txt":
            Path(path).unlink()
        data = read(path, source)
        if name == "b.txt":
            Path(path).write_bytes(data[:10])
        if name == "c.txt":
            write(inputs, new__tmp=article(9)).joinpath("new.tmp").replace(path)
        return data

    monkeypatch.setattr(units, "file_bytes", meanwhile)
    assert run("batch", inputs, tmp_path / "out").code == 1
    rows = entries(tmp_path / "out")
    assert {name: row["outcome"] for name, row in rows.items()} == {
        "a.txt": "failed", "b.txt": "failed", "c.txt": "failed", "d.txt": "done",
    }  # fmt: skip
    assert "has changed while it was read" in rows["c.txt"]["error"]["message"]
    monkeypatch.undo()
    assert run("batch", inputs, tmp_path / "out2").code in (0, 1)


def test_a_file_without_permission(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    inputs = write(tmp_path / "in", a__txt=article(1), b__txt=article(2))
    (inputs / "a.txt").chmod(0)
    done = batch_alone(inputs, tmp_path / "out")
    assert done.returncode == 1
    assert entries(tmp_path / "out")["b.txt"]["outcome"] == "done"


def test_links_lead_neither_in_circles_nor_out_of_the_folder(run: Run, tmp_path: Path) -> None:
    outside = write(tmp_path / "elsewhere", dis__txt=article(7))
    inputs = write(tmp_path / "in", a__txt=article(1))
    write(inputs / "alt", b__txt=article(2))
    (inputs / "alt" / "round").symlink_to("..")
    (inputs / "out-of-it").symlink_to(outside)
    (inputs / "link.txt").symlink_to(outside / "dis.txt")
    os.link(inputs / "a.txt", inputs / "hard.txt")
    assert run("batch", inputs, tmp_path / "out").code == 0
    assert set(outputs(tmp_path / "out")) == {"a.txt.json", "alt/b.txt.json", "hard.txt.json", "link.txt.json"}
    assert [path.name for path in outside.iterdir()] == ["dis.txt"]


def test_a_link_inside_of_out_is_not_followed(run: Run, tmp_path: Path) -> None:
    inputs, out = write(tmp_path / "in" / "alt", a__txt=article(1)).parent, tmp_path / "out"
    (tmp_path / "elsewhere").mkdir()
    out.mkdir()
    (out / "alt").symlink_to(tmp_path / "elsewhere")
    assert run("batch", inputs, out).code == 6
    assert not list((tmp_path / "elsewhere").iterdir())


def test_names_that_some_file_systems_cannot_tell_apart(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    composed = "köprü.txt"
    names = [
        b"haber.txt", b"Haber.txt", b"HABER.txt", composed.encode(), unicodedata.normalize("NFD", composed).encode(),
        b"bad\xff\xfe.txt", b"two\nlines.txt", b"a" * 251 + b".txt", ("ü" * 125 + ".text").encode()[:255], b"con.txt",
        b"what?.txt", b"x:y.txt", b"end..txt", b"report.txt", b"-dash.txt", b"tab\t.txt", b"\xe2\x80\xaertl.txt",
    ]  # fmt: skip
    for number, name in enumerate(names):
        (folder / os.fsdecode(name)).write_text(article(number), encoding="utf-8")
    out = tmp_path / "out"
    done = run("batch", tmp_path / "in", out, "--translate-only")
    assert done.code == 0
    found = list(outputs(out))
    assert len(found) == len(names)
    assert len({unicodedata.normalize("NFC", name).casefold() for name in found}) == len(names)
    assert all(len(name.encode()) <= 255 and name.isprintable() for name in found)
    assert not any(set(name) & set('<>:"\\|?*') for name in found)
    assert {"HABER.txt.json", "-dash.txt.json", "end..txt.json"} <= set(found)
    again = run("batch", tmp_path / "in", tmp_path / "again", "--translate-only")
    assert again.code == 0
    assert list(outputs(tmp_path / "again")) == found
    assert "0 done" in run("batch", tmp_path / "in", out, "--translate-only").err


def test_records_that_share_an_id(run: Run, tmp_path: Path) -> None:
    texts = [("x", 1), ("X", 2), ("x", 3), ("x", 1), ("../../etc/passwd", 4), ("a/b", 5), (".", 6)]
    lines = "".join(json.dumps({"id": name, "text": article(number)}) + "\n" for name, number in texts)
    inputs = write(tmp_path / "in", r__jsonl=lines)
    done = run("batch", inputs, tmp_path / "out")
    assert done.code == 0
    assert len(outputs(tmp_path / "out")) == 6
    assert "1 repeated" in done.err
    assert all(name.startswith("r.jsonl/") and name.count("/") == 1 for name in outputs(tmp_path / "out"))
    assert "0 done, 6 unchanged" in run("batch", inputs, tmp_path / "out").err


def test_files_and_folders_that_would_have_one_name(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", x__txt=article(1), index__jsonl=json.dumps({"id": "i", "text": article(2)}))
    write(inputs / "x.txt.json", y__txt=article(3))
    write(inputs, report=article(4))
    assert run("batch", inputs, tmp_path / "out", "--include", "*").code == 0
    done = [row["source"] for row in entries(tmp_path / "out").values() if row["outcome"] == "done"]
    assert len(done) == 4
    assert (tmp_path / "out" / "index.jsonl").is_file()
    assert json.loads((tmp_path / "out" / "report.json").read_bytes())["done"] == 4


def test_where_outputs_cannot_go(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a__txt=article(1))
    assert run("batch", inputs, inputs).code == 2
    assert run("batch", inputs, tmp_path).code == 2  # IN inside of OUT
    write(tmp_path, file="x")
    assert run("batch", inputs, tmp_path / "file").code == 2
    assert run("batch", inputs, tmp_path / "file" / "out").code == 6


def test_outputs_inside_of_the_inputs_are_no_inputs(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a__txt=article(1))
    for _ in range(2):
        assert run("batch", inputs, inputs / "out").code == 0
    assert set(outputs(inputs / "out")) == {"a.txt.json"}
    assert "1 the folder of the outputs" in run("batch", inputs, inputs / "out").err


def _limited(kind: int, value: int) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(kind, (value, value))

    return limit


def test_a_full_disk(tmp_path: Path) -> None:
    """A limit on the size of a file stands for it: the write fails in the middle."""
    inputs, out = tmp_path / "in", tmp_path / "out"
    for number in range(6):
        write(inputs, **{f"a{number}__txt": article(number)})
    write(inputs, b__txt=article(9, 400))
    done = batch_alone(inputs, out, "--no-memory", preexec_fn=_limited(resource.RLIMIT_FSIZE, 60_000))
    assert done.returncode == 6
    assert "can't be written (file too large); make room" in done.stderr
    assert done.stderr.strip().count("\n") < 5
    assert all(json.loads(data) for data in outputs(out).values())  # nothing half-written
    assert not leftovers(out)
    assert batch_alone(inputs, out).returncode == 0
    assert len(outputs(out)) == 7


def test_a_real_full_disk(tmp_path: Path) -> None:
    small, inputs = tmp_path / "small", tmp_path / "in"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=120k", "tmpfs", str(small)]
    try:
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("may not mount")
    except OSError:
        pytest.skip("can't mount")
    try:
        for number in range(40):
            write(inputs, **{f"a{number}__txt": article(number, 6)})
        done = batch_alone(inputs, small / "out")
        assert done.returncode == 6
        assert "no space left on device" in done.stderr
        assert all(json.loads(data) for data in outputs(small / "out").values())
        subprocess.run(["mount", "-o", "remount,size=20m", str(small)], check=True)
        assert batch_alone(inputs, small / "out").returncode == 0
        assert len(outputs(small / "out")) == 40
        assert not leftovers(small / "out")
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        assert batch_alone(inputs, small / "out", "--bullets", "1").returncode == 6
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_too_many_open_files(tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a__txt=article(1))
    code = (
        "import os, sys\n"
        "from tr_news.cli import main\n"
        "import tr_news.batch.stages as stages\n"
        "start = stages.Stages.results\n"
        "def starved(self):\n"
        "    import resource\n"
        "    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 4096))\n"
        "    return start(self)\n"
        "stages.Stages.results = starved\n"
        f"main(['batch', {str(inputs)!r}, {str(tmp_path / 'out')!r}])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 6, done.stderr
    assert "too many open files" in done.stderr
    assert batch_alone(inputs, tmp_path / "out").returncode == 0


def test_a_model_that_changes_under_a_run(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    from tr_news.batch import stages
    from tr_news.models.resolution import built_in_folder

    model = shutil.copytree(built_in_folder(), tmp_path / "model")
    inputs = write(tmp_path / "in", a__txt=article(1), b__txt=article(2), c__txt=article(3))
    results = stages.Stages.results

    def meanwhile(self: stages.Stages) -> object:
        for result in results(self):
            os.utime(model / "model.bin", (1, 1))
            yield result

    monkeypatch.setattr(stages.Stages, "results", meanwhile)
    done = run("batch", inputs, tmp_path / "out", "--translator", model)
    assert done.code == 5
    assert f"{model}: the model has changed while it was at work" in done.err
    assert not [row for row in entries(tmp_path / "out").values() if row["outcome"] == "done"]
    monkeypatch.undo()
    assert run("batch", inputs, tmp_path / "out", "--translator", model).code == 0


@pytest.mark.parametrize("place", ["tr_news.translation.translate.split", "tr_news.batch.make.render_brief"])
def test_a_fault_of_the_program_costs_one_article(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    import importlib

    module, _, name = place.rpartition(".")
    sound = getattr(importlib.import_module(module), name)

    def faulty(what: object, *more: object) -> object:
        said = what if isinstance(what, str) else what.document.article.text  # type: ignore[attr-defined]
        if "3 numaralı" in said:
            raise KeyError("a fault")
        return sound(what, *more)

    inputs = tmp_path / "in"
    for number in range(6):
        write(inputs, **{f"a{number}__txt": article(number)})
    monkeypatch.setattr(place, faulty)
    done = run("batch", inputs, tmp_path / "out")
    assert done.code == 1
    assert "5 done, 0 unchanged, 1 failed" in done.err
    assert "a3.txt: can't be done by a fault of tr-news (KeyError: 'a fault'); report it" in done.err


def test_two_runs_into_one_folder(run: Run, tmp_path: Path) -> None:
    from tr_news.storage.locks import FolderLock

    inputs = write(tmp_path / "in", a__txt=article(1))
    run("batch", inputs, tmp_path / "out")
    lock = FolderLock(tmp_path / "out" / ".tr-news" / "lock")
    with lock:
        refused = run("batch", inputs, tmp_path / "out", "--no-wait")
        assert refused.code == 6
        assert f"process {os.getpid()} on" in refused.err
        assert run("batch", "status", tmp_path / "out").out.startswith("running (process ")
        timer = threading.Timer(1.0, lambda: lock.__exit__())
        timer.start()
        waited = run("batch", inputs, tmp_path / "out")
        timer.join()
    assert waited.code == 0
    assert f"waiting for process {os.getpid()} on" in waited.err


def test_a_hundred_thousand_files_in_one_folder(tmp_path: Path) -> None:
    """The walk is lazy: the first file comes at once, and names are all that is held."""
    from tr_news.batch.walk import Found, Walk

    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(100_000):
        os.close(os.open(f"{folder}/{number:06}.txt", os.O_CREAT | os.O_WRONLY))
    started = time.monotonic()
    walk = iter(Walk([str(folder)]))
    first = next(walk)
    assert time.monotonic() - started < 2
    assert isinstance(first, Found)
    assert first.parts == ("000000.txt",)
    assert sum(1 for _ in walk) == 99_999


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_leave_what_is_done(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    inputs, out = tmp_path / "in", tmp_path / "out"
    for number in range(300):
        write(inputs, **{f"a{number:03}__txt": article(number, 6)})
    command = [sys.executable, "-m", "tr_news", "batch", str(inputs), str(out)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not (out / "a000.txt.json").exists():
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(sent)
    _, told = process.communicate(timeout=60)
    assert process.returncode == code, told
    assert not leftovers(out)
    done = entries(out)
    assert 0 < len(done) < 300
    assert {f"{name}.json" for name in done} == set(outputs(out))
    if sent == signal.SIGINT:
        assert "ends after the articles in work" in told
        assert json.loads((out / "report.json").read_bytes())["ended"] == "interrupted"
