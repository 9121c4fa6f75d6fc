"""Many files into a folder: whole, on disk before they have their names, and settled once whatever comes between."""

import os
from pathlib import Path

import pytest

from tr_news.errors import OutputError
from tr_news.storage.durable import DurableFolder


@pytest.fixture
def folder(tmp_path: Path) -> DurableFolder:
    return DurableFolder(tmp_path / "out", tmp_path / "out" / "scratch")


def test_nothing_has_its_name_before_it_is_on_disk(folder: DurableFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    sync = os.fsync

    def noted(descriptor: int) -> None:
        sync(descriptor)
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)

    monkeypatch.setattr("os.fsync", noted)
    for number in range(20):
        folder.put(["a", "b", f"{number}.json"], b"x" * number)
    assert not list(folder.root.glob("a/b/*"))
    folder.settle()
    assert {path.name: path.stat().st_size for path in folder.root.glob("a/b/*")} == {f"{n}.json": n for n in range(20)}
    assert sorted(synced[:20]) == sorted(f"{number}.tmp" for number in range(1, 21))
    assert {"a", "b", "out"} == set(synced[20:])
    synced.clear()
    folder.settle()
    assert not synced
    folder.close()
    assert not (folder.root / "scratch").exists()


def test_broken_off_it_goes_on_where_it_was(folder: DurableFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C just after a file was moved: the next call neither misses that file nor stumbles over it."""
    for name in "abc":
        folder.put([name], name.encode())
    replace, calls = os.replace, []

    def interrupted(beside: str, target: str) -> None:
        replace(beside, target)
        calls.append(Path(target).name)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        folder.settle()
    folder.settle()
    assert calls == ["a", "b", "c"]
    assert [(folder.root / name).read_bytes() for name in "abc"] == [b"a", b"b", b"c"]


def test_what_could_not_be_written_is_no_success_the_second_time(folder: DurableFolder) -> None:
    folder.put(["a"], b"a")
    folder.put(["b"], b"b")
    (folder.root / "a").mkdir()
    (folder.root / "a" / "in the way").touch()
    for _ in range(2):
        with pytest.raises(OutputError):
            folder.settle()
