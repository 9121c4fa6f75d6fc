"""Which files are inputs, however they are named, and that no two of them are taken for one."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch_examples import article, entries, outputs, write
from tests.conftest import Result
from tr_news.batch.patterns import Patterns
from tr_news.batch.roots import place, places
from tr_news.batch.walk import Found, Walk

Run = Callable[..., Result]


def _sources(out: Path) -> list[str]:
    return sorted(Path(row["source"]).read_text("utf-8") for row in entries(out).values() if row["outcome"] == "done")


@pytest.mark.parametrize("named", [("a/in", "b/in", "./a/in/"), ("a/in/x.txt", "b/in/x.txt")])
def test_inputs_of_one_name_are_all_done_in_whatever_order(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: tuple[str, ...]
) -> None:
    write(tmp_path / "a" / "in", x__txt=article(1))
    write(tmp_path / "b" / "in", x__txt=article(2))
    monkeypatch.chdir(tmp_path)
    assert run("batch", *named, "out").code == 0
    assert _sources(tmp_path / "out") == [article(1), article(2)]
    assert run("batch", *reversed(named), "turned").code == 0
    assert outputs(tmp_path / "turned").keys() == outputs(tmp_path / "out").keys()
    assert "2 unchanged" in run("batch", *reversed(named), "out").err


def test_other_inputs_into_the_same_folder_are_others(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = '{"id": "1", "text": "' + article(5).strip() + '"}'
    write(tmp_path / "a", x__txt=article(1), y__txt=article(6), r__jsonl=line)
    write(tmp_path / "b", x__txt=article(2), y__txt=b"", r__jsonl=line.replace("5 numaralı", "7 numaralı"))
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "out"
    assert "3 done" in run("batch", "a", out).err
    before = outputs(out)
    assert "2 done" in run("batch", "b", out, "--prune").err
    assert before.items() <= outputs(out).items()
    assert len(outputs(out)) == 5
    for _ in range(2):
        assert "3 unchanged" in run("batch", "a", out, "--prune").err
        assert "0 done, 2 unchanged, 1 failed" in run("batch", "b", out, "--prune").err
    (tmp_path / "b" / "x.txt").unlink()
    assert "1 deleted" in run("batch", "b", out, "--prune").err
    assert len(outputs(out)) == 4
    (tmp_path / "a").rename(tmp_path / "c")
    write(tmp_path / "c", x__txt=article(3))
    assert "1 done (1 changed text), 2 unchanged" in run("batch", tmp_path / "c", out).err  # renamed, not another


def test_nothing_is_deleted_where_no_input_is_found(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that isn't mounted leaves an empty folder; a folder that can't be opened says nothing of its files."""
    inputs, out = write(tmp_path / "in", a__txt=article(1), **{"alt/b__txt": article(2)}), tmp_path / "out"
    run("batch", inputs, out)
    inputs.rename(tmp_path / "elsewhere")
    inputs.mkdir()
    assert run("batch", inputs, out, "--prune").code == 3
    assert run("batch", inputs, out, "--prune", "--dry-run").out == ""
    assert len(outputs(out)) == 2
    inputs.rmdir()
    (tmp_path / "elsewhere").rename(inputs)

    def closed(path: str, scan: Callable[[str], object] = os.scandir) -> object:
        if str(path).endswith("alt"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    def unseen(path: str, see: Callable[..., os.stat_result] = os.lstat, **more: object) -> os.stat_result:
        if "alt/" in str(path):
            raise PermissionError(13, "Permission denied", path)
        return see(path, **more)

    with monkeypatch.context() as patch:
        patch.setattr("tr_news.batch.walk.os.scandir", closed)
        patch.setattr("tr_news.batch.others.os.lstat", unseen)
        assert run("batch", inputs, out, "--prune").code == 1
    assert len(outputs(out)) == 2


def test_a_name_that_is_no_text_is_there_as_long_as_its_file_is(run: Run, tmp_path: Path) -> None:
    inputs, out = write(tmp_path / "in", a__txt=article(1)), tmp_path / "out"
    odd = os.path.join(os.fsencode(inputs), b"b\xff.txt")  # noqa: PTH118
    with open(odd, "wb") as file:  # noqa: PTH123
        file.write(article(2).encode())
    run("batch", inputs, out)
    run("batch", inputs, out, "--include", "a*", "--prune")
    assert len(outputs(out)) == 2
    os.unlink(odd)  # noqa: PTH108
    run("batch", inputs, out, "--prune")
    assert set(outputs(out)) == {"a.txt.json"}


def test_where_a_run_was_begun_doesnt_matter(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "one" / "in", x__txt=article(1), y__txt=article(2))
    write(tmp_path / "two" / "more", x__txt=article(3), z__txt=article(4))
    monkeypatch.chdir(tmp_path / "one")
    run("batch", "in", "../out")
    monkeypatch.chdir(tmp_path / "two")
    assert run("batch", "more", "../out", "--prune").code == 0
    assert len(outputs(tmp_path / "out")) == 4
    (tmp_path / "one" / "in" / "y.txt").unlink()
    assert "1 deleted" in run("batch", "more", "../out", "--prune").err
    monkeypatch.chdir(tmp_path)
    assert "1 unchanged" in run("batch", "one/in", "out", "--prune").err
    assert len(outputs(tmp_path / "out")) == 3


def test_a_folder_in_the_place_of_a_file_is_not_the_file(run: Run, tmp_path: Path) -> None:
    inputs, out = write(tmp_path / "in", a__txt=article(1), b__txt=article(2)), tmp_path / "out"
    run("batch", inputs, out)
    (inputs / "b.txt").unlink()
    write(inputs / "b.txt", c__txt=article(3))
    assert "1 deleted" in run("batch", inputs, out, "--prune").err
    assert set(outputs(out)) == {"a.txt.json", "b.txt/c.txt.json"}


def test_the_first_by_path_keeps_its_name() -> None:
    roots = ["2025/haber.txt", "2024/Haber.txt", "2024/spor.txt"]
    told = dict(places(roots))
    assert told == dict(places(roots[::-1]))
    assert (told["2024/Haber.txt"], told["2024/spor.txt"]) == ("Haber.txt", "spor.txt")
    assert told["2025/haber.txt"].startswith("haber~")


def test_paths_of_a_list_that_would_share_a_place(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "work"
    write(tmp_path / "in", x__txt=article(1), r__jsonl='{"id": "1", "text": "' + article(3).strip() + '"}')
    write(work / "in", x__txt=article(2), r__jsonl='{"id": "1", "text": "' + article(4).strip() + '"}')
    monkeypatch.chdir(work)
    paths = ["../in/x.txt", "in/x.txt", "./in/x.txt", "../in/r.jsonl", "in/r.jsonl"]
    for told in ("4 done", "4 unchanged"):
        done = run("batch", "--files-from", "-", "out", stdin="\n".join(paths).encode())
        assert (done.code, told in done.err) == (0, True)
    assert "in/r.jsonl/1" in entries(work / "out")
    assert place("/in/x.txt")[0] == place("in/x.txt")[0]
    assert len({place(path)[1] for path in ("/in/x.txt", "in/x.txt", "../in/x.txt")}) == 3


def test_outputs_are_no_inputs_of_a_list_either(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a__txt=article(1))
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        listed = "\n".join(str(path) for path in Path().rglob("*") if path.is_file()).encode()
        done = run("batch", "-f", "text", "--files-from", "-", "out", stdin=listed)
        assert done.code == 0
    assert "the folder of the outputs" in done.err
    assert set(outputs(tmp_path / "out")) == {"a.txt.txt"}


def test_outputs_of_other_runs_below_the_inputs_are_no_inputs(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a__txt=article(1))
    assert run("batch", inputs, inputs / "out", "-f", "html", "-f", "text").code == 0
    again = run("batch", inputs, inputs / "out2")
    assert (again.code, "1 a folder of another run's outputs" in again.err) == (0, True)
    assert set(outputs(inputs / "out2")) == {"a.txt.json"}


def test_a_list_with_the_wrong_separator_says_so(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a__txt=article(1), b__txt=article(2))
    listed = "\0".join(map(str, sorted(inputs.iterdir()))).encode()
    done = run("batch", "--files-from", "-", tmp_path / "out", stdin=listed)
    assert done.code == 3
    assert "add -0" in done.err


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("arsiv/", {"arsiv/e.txt"}), ("./arsiv", {"arsiv/e.txt"}), ("IN/arsiv", {"arsiv/e.txt"}),
        ("**/*.txt", {"a.txt", "arsiv/e.txt", "söz.txt"}), ("arsiv/**", {"arsiv/e.txt"}), ("s\u00f6z*", {"söz.txt"}),
        ("so\u0308z*", {"söz.txt"}),
    ],
)  # fmt: skip
def test_patterns_as_people_write_them(tmp_path: Path, pattern: str, found: set[str]) -> None:
    inputs = write(tmp_path, **{"a__txt": "x", "arsiv/e__txt": "x", unicodedata.normalize("NFD", "söz__txt"): "x"})
    exclude = Patterns([pattern.replace("IN", str(inputs))])
    kept = {found.path for found in Walk([str(inputs)], exclude=exclude) if isinstance(found, Found)}
    whole = {found.path for found in Walk([str(inputs)]) if isinstance(found, Found)}
    left_out = {unicodedata.normalize("NFC", os.path.relpath(path, inputs)) for path in whole - kept}
    assert left_out == found


def test_patterns_count_for_files_that_are_named_too(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a__txt=article(1), b__txt=article(2), **{"arsiv/c__txt": article(3)})
    files = [*sorted(inputs.glob("*.txt")), inputs / "arsiv" / "c.txt"]
    listed = "\n".join(map(str, files)).encode()
    told = run("batch", "--exclude", "b*", *files, tmp_path / "out", "--dry-run")
    assert "a.txt" in told.out
    assert "b.txt" not in told.out
    told = run("batch", "--exclude", "arsiv", "--include", "[bc]*", "--files-from", "-", tmp_path / "out", "--dry-run",
               stdin=listed)  # fmt: skip
    assert told.out.splitlines() == [f"new: {inputs}/b.txt"]


def test_what_an_office_keeps_beside_an_open_document_is_no_input(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a__txt=article(1), **{"~$a__docx": b"\x05user", "._a__txt": b"\0\5\x16\7"})
    assert run("batch", inputs, tmp_path / "out").code == 0


def test_another_encoding_reads_the_files_again(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a__txt=article(3).encode("iso-8859-9"))
    out = tmp_path / "out"
    assert run("batch", inputs, out).code == 0
    assert "1 done (1 changed" in run("batch", "--encoding", "iso-8859-5", "--force", inputs, out).err
    assert "1 unchanged" in run("batch", "--encoding", "ISO-8859-5", "--force", inputs, out).err


def test_a_fault_while_inputs_are_found_ends_the_run(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that has not seen all inputs must not look complete."""
    inputs = write(tmp_path / "in", a__txt=article(1), b__txt=article(2))
    monkeypatch.setattr("tr_news.batch.plan.Plan._reason", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("batch", inputs, tmp_path / "out")
