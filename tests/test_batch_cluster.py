"""A batch by Ray, on a real cluster of two workers: the bytes of a local run, each article once, whatever dies."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.batch_examples import article, entries, leftovers, outputs, settled, write
from tests.conftest import Result
from tr_news.batch.cluster.cluster import Cluster

Run = Callable[..., Result]
ROOT = Path(__file__).parents[1]
_CRACKED, _DEADLY = "Çatlak", "Ölümcül"
# Stands in for a model that a sentence makes fail, or that takes its process with it.
_HOOK = f"""
import os
try:
    import tr_news.pipeline as pipeline
except ImportError:
    pass
else:
    translate = pipeline.Pipeline.translate
    def watched(inputs):
        for item in inputs:
            text = item.article.text if hasattr(item, "article") else ""
            if {_DEADLY!r} in text:
                os.kill(os.getpid(), 9)
            if {_CRACKED!r} in text:
                raise RuntimeError("cracked")
            yield item
    pipeline.Pipeline.translate = lambda self, inputs, **given: translate(self, watched(inputs), **given)
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of two CPUs, whose workers have the hook; the process is joined to it."""
    ray = pytest.importorskip("ray", reason="Ray isn't installed: pip install 'tr-news[cluster]'")
    hooks = write(tmp_path_factory.mktemp("hooks"), sitecustomize__py=_HOOK)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{hooks}{os.pathsep}{ROOT}")
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("RAY_BACKEND_LOG_LEVEL", "fatal")
        ray.init(
            "local", num_cpus=2, include_dashboard=False, object_store_memory=150_000_000, log_to_driver=False,
            configure_logging=False,
        )  # fmt: skip
        yield ray.get_runtime_context().gcs_address
    ray.shutdown()


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files and records, and two that can't be read."""
    folder = tmp_path_factory.mktemp("in")
    for number in range(60):
        write(folder / f"d{number % 3}", **{f"a{number}__txt": article(number)})
    lines = [json.dumps({"id": f"r{n}", "text": article(n, 5)}) for n in range(60, 120)]
    return write(folder, r__jsonl="\n".join([*lines[:30], "{broken", *lines[30:]]), empty__txt="")


@pytest.fixture
def alone(run: Run, inputs: Path, tmp_path: Path) -> Path:
    """The outputs of this machine by itself."""
    assert run("batch", inputs, tmp_path / "alone", "--no-memory").code == 1
    return tmp_path / "alone"


def by_ray(run: Run, inputs: Path, out: Path, *more: str) -> Result:
    return run("batch", inputs, out, "--cluster", "ray", "--threads", "1", *more)


def _same(out: Path, alone: Path) -> None:
    assert outputs(out) == outputs(alone)
    assert settled(out) == settled(alone)
    assert not leftovers(out)
    assert not list((out / ".tr-news").glob("run-*"))


def _workers() -> list[int]:
    """The processes of this cluster's workers."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if (
                b"ray::MapWorker" in (path / "cmdline").read_bytes()
                and str(ROOT).encode() in (path / "environ").read_bytes()
            ):
                found.append(int(path.name))
        except OSError:
            continue
    return found


def _until_lines(index: Path, count: int) -> None:
    deadline = time.monotonic() + 120
    while not index.exists() or index.read_bytes().count(b"\n") < count:
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.usefixtures("cluster")
def test_as_on_one_machine_corrections_too(run: Run, inputs: Path, tmp_path: Path) -> None:
    run("memory", "set", "Yağmur öğleden sonra durdu.", "Rain ceased, at last.")
    assert run("batch", inputs, tmp_path / "alone", "-f", "json", "-f", "html").code == 1
    done = by_ray(run, inputs, tmp_path / "out", "-f", "json", "-f", "html")
    assert done.code == 1
    assert done.out == ""
    _same(tmp_path / "out", tmp_path / "alone")
    assert any(b"Rain ceased" in data for data in outputs(tmp_path / "out").values())
    assert "room for 2 workers of 1 CPU" in done.err
    assert "120 done, 0 unchanged, 2 failed" in done.err
    told = [line for line in done.err.splitlines() if not line.startswith(("tr-news", "120 done", "failed:", "peak"))]
    assert len(told) == 1, told  # sentences a second; nothing of Ray's
    assert "approved by a person" in told[0]
    again = by_ray(run, inputs, tmp_path / "out", "-f", "json", "-f", "html")
    assert "0 done, 120 unchanged, 2 failed" in again.err


@pytest.mark.usefixtures("cluster")
def test_a_worker_is_killed(run: Run, inputs: Path, alone: Path, tmp_path: Path) -> None:
    out, killed = tmp_path / "out", []

    def kill() -> None:
        _until_lines(out / "index.jsonl", 4)
        for pid in _workers()[:1]:
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

    killer = threading.Thread(target=kill)
    killer.start()
    done = by_ray(run, inputs, out, "--no-memory")
    killer.join()
    assert killed
    assert done.code == 1
    _same(out, alone)


def test_the_driver_is_killed_and_run_again(run: Run, cluster: str, inputs: Path, alone: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "tr_news", "batch", str(inputs), str(out), "--cluster", "ray", "--threads", "1"]
    environment = os.environ | {"RAY_ADDRESS": cluster, "PYTHONPATH": str(ROOT)}
    with (tmp_path / "err").open("w") as err:
        driver = subprocess.Popen([*command, "--no-memory"], env=environment, stderr=err, start_new_session=True)
        _until_lines(out / "index.jsonl", 4)
        os.killpg(driver.pid, signal.SIGKILL)
        assert driver.wait() == -signal.SIGKILL
    before = {row["name"] for row in settled(out)}
    assert 0 < len(before) < 120
    assert all(line.startswith("tr-news: ") for line in (tmp_path / "err").read_text().splitlines())
    done = by_ray(run, inputs, out, "--no-memory")
    assert done.code == 1
    assert f"{120 - len([name for name in before if name.startswith(('d', 'r.jsonl/r'))])} done" in done.err
    _same(out, alone)


@pytest.mark.usefixtures("cluster")
def test_a_block_that_always_raises_and_one_that_kills(run: Run, tmp_path: Path) -> None:
    """Its articles are done one by one, and those at fault fail."""
    inputs = write(tmp_path / "in", **{f"a{number}__txt": article(number) for number in range(12)})
    write(inputs, a3x__txt=f"{_CRACKED} boru onarıldı ve su yeniden verildi. " * 2)
    out = tmp_path / "out"
    done = by_ray(run, inputs, out, "--no-memory")
    assert done.code == 1
    assert "12 done" in done.err
    rows = entries(out)
    assert {row["source"].rpartition("/")[2] for row in rows.values() if row["outcome"] == "failed"} == {"a3x.txt"}
    assert "RuntimeError: cracked" in rows["a3x.txt"]["error"]["message"]
    write(inputs, a4x__txt=f"{_DEADLY} kaza dün akşam oldu ve yol kapandı. " * 2, yeni__txt=article(40))
    done = by_ray(run, inputs, out, "--no-memory")
    assert "1 done (1 new), 12 unchanged, 2 failed" in done.err or "1 done, 12 unchanged, 2 failed" in done.err
    rows = entries(out)
    assert "its worker died of it 2 times" in rows["a4x.txt"]["error"]["message"]
    assert rows["yeni.txt"]["outcome"] == "done"


@pytest.mark.usefixtures("cluster")
def test_a_model_that_a_machine_has_not(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tr_news.models.resolution import built_in_folder

    model = Path(shutil.copytree(built_in_folder(), tmp_path / "model"))
    inputs = write(tmp_path / "in", a__txt=article(1))
    marked = Cluster._new_mark

    def without(self: Cluster) -> str:
        shutil.rmtree(model)  # the driver has it in memory by now
        return marked(self)

    monkeypatch.setattr(Cluster, "_new_mark", without)
    done = by_ray(run, inputs, tmp_path / "out", "--translator", str(model))
    assert done.code == 5
    assert f"the model model isn't there ({model})" in done.err.splitlines()[-1]
    assert outputs(tmp_path / "out") == {}


@pytest.mark.usefixtures("cluster")
def test_a_folder_that_a_machine_does_not_see(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = write(tmp_path / "in", a__txt=article(1))
    marked = Cluster._new_mark

    def unseen(self: Cluster) -> str:
        token = marked(self)
        self._mark.unlink()
        return token

    monkeypatch.setattr(Cluster, "_new_mark", unseen)
    done = by_ray(run, inputs, tmp_path / "out")
    assert done.code == 6
    assert "OUT must be on storage that all machines share" in done.err.splitlines()[-1]


@pytest.mark.usefixtures("cluster")
def test_more_cpus_than_a_machine_has(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a__txt=article(1))
    done = run("batch", inputs, tmp_path / "out", "--cluster", "ray", "--threads", "64")
    assert done.code == 2
    assert "choose fewer --threads" in done.err


def test_other_versions(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ray = pytest.importorskip("ray", reason="Ray isn't installed: pip install 'tr-news[cluster]'")

    def refused(*_: object, **__: object) -> None:
        raise RuntimeError("Version mismatch: The cluster was started with:\n    Ray: 2.40.0\n    Python: 3.9.1\n")

    monkeypatch.setattr(ray, "init", refused)
    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    monkeypatch.setenv("RAY_ADDRESS", "ray://somewhere")
    done = run("batch", write(tmp_path / "in", a__txt=article(1)), tmp_path / "out", "--cluster", "ray")
    assert done.code == 2
    (line,) = done.err.splitlines()
    assert line.startswith(
        "tr-news: RAY_ADDRESS ray://somewhere: the cluster has other versions (Version mismatch: The"
    )
    assert f"here: Ray {ray.__version__}" in line


def test_nobody_at_the_address(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ray = pytest.importorskip("ray", reason="Ray isn't installed: pip install 'tr-news[cluster]'")
    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    monkeypatch.setenv("RAY_ADDRESS", "127.0.0.1:1")
    done = run("batch", write(tmp_path / "in", a__txt=article(1)), tmp_path / "out", "--cluster", "ray")
    assert done.code == 2
    assert "no cluster can be joined" in done.err
    assert len(done.err.splitlines()) == 1
