"""A file that is written is there whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from tr_news.errors import TrNewsError, UsageError
from tr_news.storage.atomic import write_atomically


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_the_text_is_there_in_utf_8_with_its_own_newlines(tmp_path: Path) -> None:
    write_atomically(tmp_path / "özet.html", "Şu\r\nve bu\n")
    assert (tmp_path / "özet.html").read_bytes() == "Şu\r\nve bu\n".encode()
    assert names(tmp_path) == ["özet.html"]


def test_a_path_may_be_a_string_without_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_atomically("brief.md", "x")
    assert (tmp_path / "brief.md").read_text() == "x"


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "brief.md", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "brief.md").stat().st_mode) == 0o640


def test_the_mode_of_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("old")
    path.chmod(0o604)
    write_atomically(path, "new")
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_symbolic_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "brief.md").write_text("old")
    link = tmp_path / "brief.md"
    link.symlink_to("real/brief.md")
    write_atomically(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "real" / "brief.md").read_text() == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomically(pipe, "through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "brief.md"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TrNewsError, match=r"brief\.md: can't be written \(No space left on device\)") as caught:
        write_atomically(path, "new")
    assert caught.value.exit_code == 1
    assert path.read_text() == "old"
    assert names(tmp_path) == ["brief.md"]


def test_ctrl_c_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "brief.md"
    path.write_text("old")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["brief.md"]


def test_a_missing_folder_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no folder .*briefs; make it first"):
        write_atomically(tmp_path / "briefs" / "a.md", "x")


def test_a_folder_in_the_place_of_the_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder; give the name of a file"):
        write_atomically(tmp_path, "x")


def test_a_file_in_the_place_of_the_folder_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="is not a folder"):
        write_atomically(tmp_path / "file" / "a.md", "x")


def test_a_folder_that_may_not_be_written_to_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> int:  # root may write everywhere, so the mode of a folder would not show it
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(UsageError, match="no permission to write in"):
        write_atomically(tmp_path / "a.md", "x")


def test_what_a_killed_writer_left_is_written_over(tmp_path: Path) -> None:
    target, unfinished = tmp_path / "report.json", tmp_path / "report.tmp"
    unfinished.write_text("half of a report that was longer than th", encoding="utf-8")
    write_atomically(target, "whole\n", unfinished=unfinished)
    assert target.read_text("utf-8") == "whole\n"
    assert sorted(tmp_path.iterdir()) == [target]
