"""``tr-news batch``: what is done, what is left, and why."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch_examples import article, entries, leftovers, outputs, settled, write
from tests.conftest import Result

Run = Callable[..., Result]


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Two files, one in a folder, and two records."""
    folder = write(tmp_path / "in", bir__txt=article(1), iki__md="# Başlık burada\n\n" + article(2))
    write(folder / "alt", uc__txt=article(3))
    records = [{"id": "dort", "text": article(4), "date": "2026-03-01"}, {"text": article(5), "date": "2026-04-01"}]
    write(folder, kayit__jsonl="".join(json.dumps(record) + "\n" for record in records))
    return folder


def test_a_folder_is_mirrored_and_every_article_has_a_line(run: Run, inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("batch", inputs, out)
    assert done.code == 0
    assert done.out == ""
    found = outputs(out)
    assert {"bir.txt.json", "iki.md.json", "alt/uc.txt.json", "kayit.jsonl/dort.json"} < found.keys()
    assert len(found) == 5
    rows = entries(out)
    assert {f"{name}.json" for name in rows} == found.keys()
    assert {row["outcome"] for row in rows.values()} == {"done"}
    assert {row["reason"] for row in rows.values()} == {"new"}
    record = rows["kayit.jsonl/dort"]
    assert record["date"] == "2026-03-01"
    assert record["source"] == f"{inputs}/kayit.jsonl:1"
    assert record["headline"] == json.loads(found["kayit.jsonl/dort.json"])["headline"]["text"]
    assert "5 done" in done.err
    assert not leftovers(out)


def test_outputs_are_those_of_the_command_brief(run: Run, inputs: Path, tmp_path: Path) -> None:
    run("batch", inputs, tmp_path / "out", "--format", "json", "--format", "html", "--format", "markdown")
    for form, ending in (("json", "json"), ("html", "html"), ("markdown", "md")):
        alone = run("brief", inputs / "bir.txt", "--format", form).out
        assert (tmp_path / "out" / f"bir.txt.{ending}").read_text("utf-8") == alone


def test_translations_alone(run: Run, inputs: Path, tmp_path: Path) -> None:
    done = run("batch", inputs, tmp_path / "out", "--translate-only", "--format", "text", "--format", "json")
    assert done.code == 0
    assert (tmp_path / "out" / "bir.txt.txt").read_text("utf-8") == run("translate", inputs / "bir.txt").out
    assert json.loads((tmp_path / "out" / "bir.txt.json").read_bytes())["schema"] == "tr-news/translation/1"
    assert run("batch", inputs, tmp_path / "out", "--translate-only", "--format", "html").code == 2


def test_a_second_run_does_nothing(run: Run, inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("batch", inputs, out)
    before, lines = outputs(out), (out / "index.jsonl").read_bytes()
    done = run("batch", inputs, out)
    assert done.code == 0
    assert "0 done, 5 unchanged" in done.err
    assert "left out" not in done.err
    assert outputs(out) == before
    assert (out / "index.jsonl").read_bytes() == lines


@pytest.mark.parametrize(
    ("change", "name", "reason"),
    [
        ("text", "bir.txt", "changed text"),
        ("missing", "alt/uc.txt", "output missing: json"),
        ("cut", "alt/uc.txt", "output damaged: json"),
        ("date", "kayit.jsonl/dort", "changed metadata"),
        ("form", "bir.txt", "output missing: html"),
        ("bullets", "bir.txt", "changed settings: bullets 3 → 2"),
        ("beam", "bir.txt", "changed settings: beam 4 → 1"),
        ("kind", "bir.txt", "changed settings: briefs → translations"),
        ("new", "yeni.txt", "new"),
    ],
)
def test_it_says_why_an_article_is_done_again(
    run: Run, inputs: Path, tmp_path: Path, change: str, name: str, reason: str
) -> None:
    out, more = tmp_path / "out", []
    run("batch", inputs, out)
    match change:
        case "text":
            write(inputs, bir__txt=article(9))
        case "missing":
            (out / "alt/uc.txt.json").unlink()
        case "cut":
            (out / "alt/uc.txt.json").write_bytes(b"{}")
        case "date":
            lines = (inputs / "kayit.jsonl").read_text("utf-8").replace("2026-03-01", "2026-03-02")
            write(inputs, kayit__jsonl=lines)
        case "form":
            more = ["--format", "json", "--format", "html"]
        case "bullets":
            more = ["--bullets", "2"]
        case "kind":
            more = ["--translate-only"]
        case "beam":
            more = ["--beam", "1"]
        case "new":
            write(inputs, yeni__txt=article(10))
    dry = run("batch", inputs, out, "--dry-run", *more)
    source = f"{inputs}/kayit.jsonl:1" if change == "date" else f"{inputs}/{name}"
    assert f"{reason}: {source}" in dry.out.splitlines()
    everything = change in ("form", "bullets", "beam", "kind")
    assert len(dry.out.splitlines()) == (5 if everything else 1)
    before = (out / "index.jsonl").read_bytes()
    assert run("batch", inputs, out, *more).code == 0
    assert (out / "index.jsonl").read_bytes().startswith(before)
    assert entries(out)[name]["reason"] == reason
    assert "5 unchanged" in run("batch", inputs, out, *more).err or change == "new"


def test_a_dry_run_writes_nothing(run: Run, inputs: Path, tmp_path: Path) -> None:
    dry = run("batch", inputs, tmp_path / "out", "--dry-run")
    assert dry.out.count("new: ") == 5
    assert not (tmp_path / "out").exists()


def test_neither_order_nor_place_nor_time_of_a_record_matters(run: Run, inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("batch", inputs, out)
    lines = (inputs / "kayit.jsonl").read_text("utf-8").splitlines(keepends=True)
    new = json.dumps({"id": "alti", "text": article(6)}) + "\n"
    write(inputs, kayit__jsonl=new + "".join(reversed(lines)))
    assert run("batch", inputs, out, "--dry-run").out == f"new: {inputs}/kayit.jsonl:1\n"


def test_failures_are_told_and_tried_again(run: Run, inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(inputs, bozuk__txt=b"\x00\x01\x02\x03" * 50, yabanci__txt="The mayor opened the new bridge on Monday. " * 5)
    done = run("batch", inputs, out)
    assert done.code == 1
    assert f"{inputs}/bozuk.txt: " in done.err
    rows = entries(out)
    assert rows["bozuk.txt"]["error"]["kind"] == "not readable"
    assert rows["yabanci.txt"]["error"]["kind"] == "not Turkish"
    assert "--retry-failed" in done.err
    report = json.loads((out / "report.json").read_bytes())
    assert report["failed"] == {"not Turkish": 1, "not readable": 1}
    assert report["done"] == 5
    assert report["exit_code"] == 1
    lines = (out / "index.jsonl").read_bytes()
    assert run("batch", inputs, out).code == 1
    assert (out / "index.jsonl").read_bytes() == lines  # nothing that it doesn't say already
    write(inputs, bozuk__txt=article(7), bir__txt=article(8))
    again = run("batch", inputs, out, "--retry-failed")
    assert again.code == 1
    assert "1 done (1 failed before)" in again.err
    assert entries(out)["bozuk.txt"]["outcome"] == "done"
    (inputs / "yabanci.txt").unlink()
    assert run("batch", inputs, out).code == 0
    assert "yabanci.txt" not in entries(out)


def test_exit_codes(run: Run, inputs: Path, tmp_path: Path) -> None:
    bad = write(tmp_path / "bad", bir__txt=b"\x00\x01\x02\x03" * 50, iki__txt=b"")
    assert run("batch", bad, tmp_path / "out").code == 3
    foreign = write(tmp_path / "foreign", bir__txt="The mayor opened the new bridge on Monday. " * 5)
    assert run("batch", foreign, tmp_path / "out4").code == 4
    assert run("batch", foreign, tmp_path / "out4", "--force").code == 0
    (tmp_path / "empty").mkdir()
    assert run("batch", tmp_path / "empty", tmp_path / "out3").code == 3
    assert run("batch", inputs).code == 2
    assert run("batch", tmp_path / "nowhere", tmp_path / "out2").code == 2
    several = run("batch", tmp_path / "nowhere", inputs, tmp_path / "out2")
    assert (several.code, "nowhere: no such file" in several.err) == (1, True)
    assert "5 done" in several.err
    write(inputs, bozuk__txt=b"")
    assert run("batch", inputs, tmp_path / "out6").code == 1
    assert run("batch", inputs, tmp_path / "out6", "--retry-failed").code == 1  # the others were readable
    assert run("batch", inputs, tmp_path / "out5", "--translator", "./no-such-model").code == 5


def test_limit_since_and_patterns(run: Run, inputs: Path, tmp_path: Path) -> None:
    run("batch", inputs, tmp_path / "a", "--limit", "2")
    assert len(entries(tmp_path / "a")) == 2
    run("batch", inputs, tmp_path / "a", "--limit", "2")
    assert len(entries(tmp_path / "a")) == 4
    run("batch", inputs, tmp_path / "b", "--since", "2026-03-15")
    assert [row["date"] for row in entries(tmp_path / "b").values()] == ["2026-04-01"]
    run("batch", inputs, tmp_path / "c", "--no-recursive", "--exclude", "*.jsonl", "--exclude", "iki.*")
    assert list(entries(tmp_path / "c")) == ["bir.txt"]
    write(inputs, bes__haber=article(5))
    run("batch", inputs, tmp_path / "d", "--include", "alt/*", "--include", "*.haber")
    assert set(entries(tmp_path / "d")) == {"alt/uc.txt", "bes.haber"}


@pytest.mark.parametrize(("option", "separator"), [((), "\n"), (("-0",), "\0")])
def test_inputs_from_a_list(run: Run, inputs: Path, tmp_path: Path, option: tuple[str, ...], separator: str) -> None:
    listed = separator.join([str(inputs / "bir.txt"), str(inputs / "alt/uc.txt"), ""]).encode()
    done = run("batch", "--files-from", "-", *option, tmp_path / "out", stdin=listed)
    assert done.code == 0
    assert len(entries(tmp_path / "out")) == 2
    assert all(name.endswith((f"{inputs.name}/bir.txt", "alt/uc.txt")) for name in entries(tmp_path / "out"))
    assert run("batch", inputs, tmp_path / "out", "--files-from", "-").code == 2


def test_outputs_of_inputs_that_are_gone_stay_until_asked(run: Run, inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("batch", inputs, out)
    (inputs / "alt/uc.txt").unlink()
    lines = (inputs / "kayit.jsonl").read_text("utf-8").splitlines(keepends=True)
    write(inputs, kayit__jsonl=lines[1])
    kept = run("batch", inputs, out)
    assert "2 whose input is gone" in kept.err
    assert len(outputs(out)) == 5
    left_out = run("batch", inputs, out, "--include", "bir.txt", "--prune")
    assert "2 deleted" not in left_out.err or len(outputs(out)) >= 3
    pruned = run("batch", inputs, out, "--prune")
    assert pruned.code == 0
    assert len(outputs(out)) == 3
    assert not (out / "alt").exists()
    assert set(entries(out)) == {name.removesuffix(".json") for name in outputs(out)}


def test_outputs_of_other_runs_are_known_and_go_with_their_input(run: Run, tmp_path: Path) -> None:
    inputs, out = write(tmp_path / "in", a__txt=article(1), b__txt=article(2)), tmp_path / "out"
    run("batch", inputs, out, "-f", "json")
    run("batch", inputs, out, "-f", "text")
    assert "2 unchanged" in run("batch", inputs, out, "-f", "json").err  # both stand
    write(inputs, a__txt=article(3))
    run("batch", inputs, out, "-f", "text")
    assert run("batch", inputs, out, "-f", "json", "--dry-run").out == f"output missing: json: {inputs}/a.txt\n"
    write(inputs, b__txt=b"")
    assert run("batch", inputs, out, "-f", "text").code == 1
    for name in ("a.txt", "b.txt"):
        (inputs / name).unlink()
    write(inputs, c__txt=article(4))
    assert "2 whose input is gone" in run("batch", inputs, out).err
    assert len(outputs(out)) == 5
    assert "2 deleted" in run("batch", inputs, out, "--prune").err
    assert set(outputs(out)) == {"c.txt.json"}


def test_it_ends_after_so_many_failures(run: Run, tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    for number in range(6):
        write(inputs, **{f"a{number}__txt": b"\x00\x01\x02\x03" * 50})
    write(inputs, z__txt=article(1))
    fast = run("batch", inputs, tmp_path / "out", "--fail-fast")
    assert fast.code == 1
    assert json.loads((tmp_path / "out" / "report.json").read_bytes())["ended"] == "too many failures"
    assert run("batch", inputs, tmp_path / "out", "--max-failures", "6").code == 1
    assert entries(tmp_path / "out")["z.txt"]["outcome"] == "done"


def test_the_index_is_mended_and_made_again(run: Run, inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("batch", inputs, out)
    rows, whole = settled(out), (out / "index.jsonl").read_bytes()
    with (out / "index.jsonl").open("ab") as index:
        index.write(b'{"name": "torn", "outco')
    assert "0 done, 5 unchanged" in run("batch", inputs, out).err
    assert (out / "index.jsonl").read_bytes() == whole
    (out / "index.jsonl").unlink()
    again = run("batch", inputs, out)
    assert "0 done, 5 unchanged" in again.err
    assert "made again from the outputs" in again.err

    def known(row: dict[str, object]) -> dict[str, object]:
        return {key: row[key] for key in ("name", "key", "title", "date", "headline", "flags", "outputs", "sentences")}

    assert [known(row) for row in settled(out)] == [known(row) for row in rows]


def test_progress_for_programs_and_for_logs(run: Run, inputs: Path, tmp_path: Path) -> None:
    done = run("batch", inputs, tmp_path / "a", "--json-progress")
    rows = [json.loads(line) for line in done.err.splitlines()]
    assert rows[-1]["done"] == 5
    assert rows[-1]["share"] == 1.0
    assert run("batch", inputs, tmp_path / "b", "--quiet").err == ""


def test_status_after_a_run(run: Run, inputs: Path, tmp_path: Path) -> None:
    run("batch", inputs, tmp_path / "out")
    told = run("batch", "status", tmp_path / "out")
    assert told.code == 0
    assert told.out.splitlines()[:2] == ["complete", "in the index: 5 done"]
    as_json = json.loads(run("batch", "status", tmp_path / "out", "--json").out)
    assert as_json["run"]["outcomes"] == {"done": 5}


def test_the_first_failure_ends_it_before_more_is_begun(run: Run, tmp_path: Path) -> None:
    inputs = write(tmp_path / "in", a__txt=article(1), b__txt="")
    for number in range(30):
        write(inputs, **{f"c{number}__txt": article(number)})
    done = run("batch", inputs, tmp_path / "out", "--fail-fast")
    assert done.code == 1
    assert "1 done, 0 unchanged, 1 failed" in done.err
