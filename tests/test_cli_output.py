"""What the command line writes, where, and what it says beside it."""

import csv
import email
import email.policy
import io
import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result
from tr_news import __version__

Run = Callable[..., Result]
ROOT = Path(__file__).parents[1]
TEXT = (
    "{name}'de yeni köprü açıldı\n\nKöprü dün törenle trafiğe açıldı. Köprüden ilk gün bin araç geçti. "
    "Belediye, {name} için ikinci bir köprü daha yapacak.\n"
)


@pytest.fixture
def articles(tmp_path: Path) -> list[Path]:
    paths = []
    for name in ("Kaleköy", "Yalıköy"):
        paths.append(tmp_path / f"2026-03-04-{name}.txt")
        paths[-1].write_text(TEXT.format(name=name), "utf-8")
    return paths


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("b.html", "<!doctype html>"),
        ("b.md", "# "),
        ("b.json", '{"schema": "tr-news/brief/1"'),
        ("b.jsonl", '{"schema": "tr-news/brief/1"'),
        ("b.csv", "\ufeffarticle,file,"),
        ("b.eml", "Subject: "),
        ("b.txt", ""),
        ("b", ""),
    ],
)
def test_the_format_follows_from_the_extension(
    run: Run, articles: list[Path], tmp_path: Path, name: str, begins: str
) -> None:
    assert run("brief", articles[0], "-o", tmp_path / name).code == 0
    written = (tmp_path / name).read_text("utf-8")
    assert written.startswith(begins)
    if not begins:
        assert "│ " in written


def test_an_extension_of_no_format_is_refused_before_the_work(run: Run, articles: list[Path], tmp_path: Path) -> None:
    result = run("brief", articles[0], "-o", tmp_path / "brief.docx")
    assert result.code == 2
    assert "no format .docx" in result.err
    assert not (tmp_path / "brief.docx").exists()
    assert run("brief", articles[0], "-f", "text", "-o", tmp_path / "brief.docx").code == 0
    assert run("translate", articles[0], "-o", tmp_path / "brief.csv").code == 2


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (["--output-dir", "out", "-f", "markdown"], ["2026-03-04-Kalekoy.md", "2026-03-04-Yalikoy.md"]),
        (["-o", "out/", "-f", "json"], ["2026-03-04-Kalekoy.json", "2026-03-04-Yalikoy.json"]),
        (["-o", "out/{date}.html"], ["2026-03-04-2.html", "2026-03-04.html"]),
        (["-o", "out/{title}.txt"], ["kalekoy-de-yeni-kopru-acildi.txt", "yalikoy-de-yeni-kopru-acildi.txt"]),
    ],
)
def test_a_folder_or_a_template_gets_a_file_an_article(
    run: Run,
    articles: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    names: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("brief", *articles, *options)
    assert (result.code, result.out) == (0, "")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
    assert all(path.stat().st_size > 100 for path in (tmp_path / "out").iterdir())


def test_no_file_of_a_folder_takes_the_place_of_an_input(run: Run, articles: list[Path], tmp_path: Path) -> None:
    before = articles[0].read_text("utf-8")
    named = tmp_path / "a.txt"
    named.write_text(before, "utf-8")
    result = run("brief", named, "-o", f"{tmp_path}/", "-f", "text")
    assert result.code == 2
    assert "is an input" in result.err
    assert named.read_text("utf-8") == before


def test_two_places_for_the_output_are_one_too_many(run: Run, articles: list[Path]) -> None:
    assert run("brief", articles[0], "-o", "x.txt", "--output-dir", "y").code == 2


def test_who_made_them_is_said_once_for_several(run: Run, articles: list[Path]) -> None:
    for form in ("text", "markdown", "html", "eml"):
        result = run("brief", *articles, "-f", form)
        assert result.out.count("Translated by the built-in") == (2 if form == "eml" else 1), form


def test_one_line_at_the_end_says_how_it_went(run: Run, articles: list[Path], tmp_path: Path) -> None:
    result = run("brief", *articles, tmp_path / "missing.txt")
    assert result.code == 1
    assert result.err.splitlines()[-1].startswith("tr-news: 2 of 3 briefs")
    quiet = run("brief", "-q", *articles, tmp_path / "missing.txt")
    assert [line for line in quiet.err.splitlines() if "missing.txt" not in line] == []
    assert quiet.out == result.out


def test_verbose_tells_of_each_article(run: Run, articles: list[Path]) -> None:
    lines = [line for line in run("brief", "-v", *articles).err.splitlines() if " sentences, " in line]
    assert [str(path) in line for path, line in zip(articles, lines, strict=True)] == [True, True]


@pytest.mark.parametrize("form", ["text", "markdown", "html", "eml"])
def test_the_turkish_can_be_left_out_of_every_format(run: Run, articles: list[Path], form: str) -> None:
    with_it, without = (run("brief", articles[0], "-f", form, *options).out for options in ([], ["--no-evidence"]))
    for said, shown in ((with_it, True), (without, False)):
        text = said if form != "eml" else str(email.message_from_string(said, policy=email.policy.default).get_body())
        assert ("trafi" in text) == shown
    assert len(without) < len(with_it)


def test_the_table_has_a_row_for_each_line(run: Run, articles: list[Path]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("brief", *articles, "-f", "csv").out)))
    assert [row["line"] for row in rows] == ["0", "1", "2", "3"] * 2 or {row["line"] for row in rows} >= {"0", "1"}
    assert {row["date"] for row in rows} == {"2026-03-04"}
    assert {row["file"] for row in rows} == {path.name for path in articles}
    assert all(row["text"] and row["original"] for row in rows)


def test_no_cell_of_the_table_is_a_formula(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "=HYPERLINK(1)", "title": "@SUM(A1)", "text": TEXT.format(name="Van")}), "utf-8")
    cells = [cell for row in csv.reader(io.StringIO(run("brief", path, "-f", "csv").out)) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_the_letter_is_one_that_mail_programs_show(run: Run, articles: list[Path]) -> None:
    first, again = (run("brief", *articles, "-f", "eml", "--title", "Basın özeti, 4 Mart").out for _ in range(2))
    assert first == again
    letter = email.message_from_string(first, policy=email.policy.default)
    assert letter["Subject"] == "Basın özeti, 4 Mart"
    plain, page = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert page is not None
    html = page.get_content()
    assert "Köprü dün törenle trafiğe açıldı." in plain.get_content()
    assert "Köprü dün törenle trafiğe açıldı." in html
    for absent in ("<style", "<script", "<details", "<img", "src="):
        assert absent not in html


def test_a_page_of_several_has_a_title_dates_and_a_way_back(run: Run, articles: list[Path]) -> None:
    page = run("brief", *articles, "-f", "html", "--title", "Press <review>").out
    assert "<title>Press &lt;review&gt;</title>" in page
    assert '<span class="where">4 March 2026</span>' in page
    assert page.count('<a href="#top">') == 2


def test_what_is_sent_to_others_has_no_path_of_this_machine(run: Run, articles: list[Path]) -> None:
    for form in ("markdown", "html", "eml", "csv"):
        assert str(articles[0].parent) not in run("brief", articles[0], "-f", form).out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["haber.txt"], "to brief it: tr-news brief haber.txt"),
        (["breif", "a.txt"], "did you mean 'brief'?"),
        (["brief", "--bullets", "all"], "'all' is not a whole number from 1 to 20"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(run: Run, args: list[str], message: str) -> None:
    result = run(*args)
    assert result.code == 2
    assert message in result.err


def test_debug_may_stand_anywhere_but_behind_two_dashes(run: Run, articles: list[Path]) -> None:
    assert run("brief", articles[0], "--debug").code == 0
    assert "no such file" in run("brief", "--", "--debug").err


def test_short_options(run: Run, articles: list[Path]) -> None:
    brief = json.loads(run("brief", "-n", "1", "-f", "json", articles[0]).out)
    assert len(brief["bullets"]) == 1
    assert run("-V").out == f"tr-news, version {__version__}\n"


def test_every_command_has_help_with_examples_first() -> None:
    for command in ("brief", "translate", "completion"):
        shown = subprocess.run(
            [sys.executable, "-m", "tr_news", command, "--help"], capture_output=True, text=True, check=True, cwd=ROOT
        ).stdout
        assert shown.index("Examples:") < shown.index("Options:" if command == "completion" else "Output:")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(run: Run, shell: str) -> None:
    assert "_TR_NEWS_COMPLETE" in run("completion", shell).out


def test_models_are_completed_by_name() -> None:
    environment = {
        "_TR_NEWS_COMPLETE": "bash_complete",
        "COMP_WORDS": "tr-news brief --translator opus",
        "COMP_CWORD": "3",
    }
    script = "import sys; sys.argv[0] = 'tr-news'; from tr_news.cli.main import cli; cli(prog_name='tr-news')"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT, env=environment
    )
    assert "plain,opus-mt-tr-en" in done.stdout.splitlines()


def test_settings_are_made_set_and_found(run: Run, home: Path, articles: list[Path]) -> None:
    path = Path(run("config", "path").out.strip())
    assert not path.exists()
    assert run("config", "init").out.strip() == str(path)
    assert tomllib.loads(path.read_text("utf-8")) == {}
    assert run("config", "init").code == 2
    for name, value in (("bullets", "2"), ("format", "json"), ("bullets", "1"), ("evidence", "no")):
        assert run("config", "set", name, value).code == 0
    assert tomllib.loads(path.read_text("utf-8")) == {"bullets": 1, "format": "json", "evidence": False}
    assert len(json.loads(run("brief", articles[0]).out)["bullets"]) == 1
    assert run("translate", articles[0], "-f", "text").code == 0
    assert run("config", "set", "bullet", "2").code == 2
    assert "did you mean 'bullets'" in run("config", "set", "bullet", "2").err
    assert run("config", "set", "bullets", "many").code == 2


def test_a_variable_that_is_no_setting_is_told(run: Run, articles: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TR_NEWS_BULETS", "9")
    result = run("brief", articles[0])
    assert result.code == 0
    assert "TR_NEWS_BULETS is no setting; did you mean 'TR_NEWS_BULLETS'?" in result.err
