"""The promises of the command line, kept with the real built-in model and without a network."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED, Result
from tests.test_briefs_json import check

Run = Callable[..., Result]

TITLE = "Kaleköy'de yeni köprü açıldı"
BODY = """Kaleköy Belediyesi, ilçenin iki yakasını birleştiren yeni köprüyü pazartesi günü trafiğe açtı.

Belediye Başkanı Selim Aksoy, köprünün 32.500 ton çelikle 18 ayda tamamlandığını söyledi. "Bu köprü, her gün 14 bin \
kişinin yolunu yüzde 40 kısaltacak." dedi.

YENİ YOLLAR SIRADA

Aksoy, 2027 yılında iki yeni yolun daha yapılacağını belirtti. Yolların maliyeti 3,5 milyar lira olacak."""
ARTICLE = f"{TITLE}\n\n{BODY}\n"
ENGLISH = (
    "The city council opened a new bridge on Monday. The mayor said that it took 18 months to build. "
    "About 14,000 people will use it every day. Two more roads are planned for 2027."
)
AZERBAIJANI = (
    "Azərbaycan Prezidenti bu gün Bakıda keçirilən iclasda iqtisadiyyatın inkişafı haqqında danışdı. "
    "O qeyd etdi ki, ölkənin büdcəsi gələn il daha da artacaq."
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """One Turkish article on disk."""
    path = tmp_path / "kopru.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def briefs(result: Result) -> list[dict[str, Any]]:
    """The objects of JSON Lines."""
    return [json.loads(line) for line in result.out.splitlines()]


def test_a_brief_rests_every_line_on_turkish_sentences_of_the_article(run: Run, article: Path) -> None:
    result = run("brief", article, "--format", "json")
    assert result.code == 0
    (brief,) = briefs(result)
    sentences = brief["sentences"]
    for line in [brief["headline"], *brief["bullets"]]:
        assert line["evidence"]
        for index in line["evidence"]:
            assert sentences[index]["source"] in ARTICLE
    assert 1 <= len(brief["bullets"]) <= 3
    assert brief["article"]["title"] == TITLE
    assert brief["article"]["language"] == "tr"
    assert "tr-en-mini" in json.dumps(brief["provenance"])


def test_no_sentence_of_the_article_is_lost(run: Run, article: Path) -> None:
    (brief,) = briefs(run("brief", article, "--format", "json"))
    told = " ".join(sentence["source"] for sentence in brief["sentences"])
    assert told.split() == ARTICLE.split()
    assert [sentence["index"] for sentence in brief["sentences"]] == list(range(len(brief["sentences"])))
    assert all(sentence["translation"].strip() for sentence in brief["sentences"])


def test_the_same_input_gives_the_same_bytes_whatever_else_is_in_the_batch(
    run: Run, article: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(
        "Meclis bugün toplandı. Bütçe görüşmeleri yarın sürecek.\n\nOturum üç saat sürdü.", encoding="utf-8"
    )
    alone = run("brief", article, "--format", "json").out
    assert run("brief", article, "--format", "json").out == alone
    together = run("brief", other, article, other, "--format", "json").out.splitlines(keepends=True)
    assert together[1] == alone
    assert together[0] == together[2]


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_each_format_shows_headline_evidence_and_model(run: Run, article: Path, form: str) -> None:
    result = run("brief", article, "--format", form)
    assert result.code == 0
    assert "tr-en-mini" in result.out
    assert "köprü" in result.out


def test_the_built_in_model_says_so_in_one_line_on_stderr(run: Run, article: Path) -> None:
    (line,) = run("brief", article).err.splitlines()
    assert "tr-en-mini" in line
    assert "tr-news models pull" in line


def test_bullets_are_as_many_as_asked_for_and_in_the_order_of_the_article(run: Run, article: Path) -> None:
    for count in (1, 2, 3):
        (brief,) = briefs(run("brief", article, "--bullets", str(count), "--format", "json"))
        places = [bullet["evidence"][0] for bullet in brief["bullets"]]
        assert len(places) == count
        assert places == sorted(places)


def test_standard_input_is_read_without_a_file_and_for_a_dash(run: Run) -> None:
    piped = run("brief", "--format", "json", stdin=ARTICLE.encode())
    assert piped.code == 0
    assert run("brief", "-", "--format", "json", stdin=ARTICLE.encode()).out == piped.out


def test_articles_of_a_jsonl_keep_their_ids_and_order(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    rows = [{"id": f"n-{i}", "title": TITLE, "text": BODY, "date": "2026-03-0" + str(i)} for i in (3, 1, 2)]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    made = briefs(run("brief", path, "--format", "json"))
    assert [brief["article"]["id"] for brief in made] == ["n-3", "n-1", "n-2"]
    assert [brief["article"]["date"] for brief in made] == ["2026-03-03", "2026-03-01", "2026-03-02"]


def test_translate_keeps_paragraphs_and_headings(run: Run, article: Path) -> None:
    result = run("translate", article)
    assert result.code == 0
    assert len(result.out.strip().split("\n\n")) == len(ARTICLE.strip().split("\n\n"))
    (row,) = briefs(run("translate", article, "--format", "json"))
    assert "headline" not in row
    assert row["schema"] == "tr-news/translation/1"
    assert run("translate", article, "--format", "markdown").out.startswith("# ")


def test_detect_names_languages_and_never_fails_on_one_of_many(run: Run, article: Path, tmp_path: Path) -> None:
    azerbaijani, empty = tmp_path / "az.txt", tmp_path / "empty.txt"
    azerbaijani.write_text(AZERBAIJANI, encoding="utf-8")
    empty.write_text("")
    result = run("detect", "--format", "json", article, empty, azerbaijani)
    rows = briefs(result)
    assert [row["language"] for row in rows] == ["tr", "und", "az"]
    assert all(set(row) - {"error"} == {"id", "source", "language", "certainty"} for row in rows)
    assert [row.get("error", {}).get("kind") for row in rows] == [None, "InputError", None]
    assert 0.5 < rows[0]["certainty"] <= 1
    assert rows[1]["certainty"] == 0
    assert "empty.txt" in result.err


def test_another_language_is_named_and_exit_code_4(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "az.txt"
    path.write_text(AZERBAIJANI, encoding="utf-8")
    result = run("brief", path)
    assert (result.code, result.out) == (4, "")
    assert "Azerbaijani" in result.err
    assert run("brief", path, "--force").code == 0


def test_a_short_text_that_may_be_a_close_neighbour_is_taken_for_turkish_and_says_so(run: Run) -> None:
    result = run("translate", stdin="Meclis bugün toplanmadı.\n".encode())
    assert result.code == 0
    assert "Crimean Tatar" in result.err


def test_an_english_article_is_briefed_without_translation(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "en.txt"
    path.write_text(ENGLISH)
    refused = run("brief", path)
    assert refused.code == 4
    assert "--from en" in refused.err
    (brief,) = briefs(run("brief", path, "--from", "en", "--format", "json"))
    assert all(sentence["source"] == sentence["translation"] for sentence in brief["sentences"])
    assert brief["provenance"]["translator"] is None
    assert brief["bullets"][0]["text"] in ENGLISH


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"\x00\x01\x02\x7fELF" * 200, "binary"), (b"12345 ... 678\n", "letter"), (None, "no such file")],
)
def test_what_is_no_article_is_exit_code_3_with_the_reason_in_one_line(
    run: Run, tmp_path: Path, data: bytes | None, reason: str
) -> None:
    path = tmp_path / "input.txt"
    if data is not None:
        path.write_bytes(data)
    result = run("brief", path)
    assert (result.code, result.out) == (3, "")
    (line,) = result.err.splitlines()
    assert "input.txt" in line
    assert reason in line


def test_one_bad_input_of_several_is_exit_code_1_and_the_others_are_done(
    run: Run, article: Path, tmp_path: Path
) -> None:
    result = run("brief", article, tmp_path / "missing.txt", article, "--format", "json")
    assert result.code == 1
    done, failed, again = briefs(result)
    assert done == again
    assert failed["error"]["kind"] == "InputError"
    assert failed["source"].endswith("missing.txt")
    check(failed, "failure")


@pytest.mark.parametrize(
    "args", [["--nonsense"], ["brief", "--bullets", "0"], ["brief", "--format", "pdf"], ["frobnicate"]]
)
def test_wrong_use_is_exit_code_2_in_one_line(run: Run, args: list[str]) -> None:
    result = run(*args)
    assert result.code == 2
    assert len(result.err.splitlines()) == 1
    assert "--help" in result.err


def test_a_missing_model_is_exit_code_5_with_the_command_that_gets_it(run: Run, article: Path) -> None:
    result = run("brief", article, "--translator", "opus-mt-tr-en")
    assert result.code == 5
    (line,) = result.err.splitlines()
    assert "tr-news models pull opus-mt-tr-en" in line


def test_output_is_written_whole_and_a_bad_folder_is_an_error(run: Run, article: Path, tmp_path: Path) -> None:
    target = tmp_path / "brief.html"
    assert run("brief", article, "--format", "html", "-o", target).out == ""
    assert target.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert run("brief", article, "-o", tmp_path / "no" / "brief.txt").code == 2
    assert [p.name for p in tmp_path.iterdir() if p.suffix not in (".html", ".txt")] == []


def test_debug_shows_the_traceback(article: Path) -> None:
    command = [sys.executable, "-m", "tr_news", "--debug", "brief", str(article), "--translator", "/no/such/folder"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Traceback" in done.stderr
    assert "ModelError" in done.stderr


def modules_of(*args: str) -> set[str]:
    """What a run of the command line imports."""
    code = (
        "import sys\nfrom tr_news.cli import main\n"
        "try: main(sys.argv[1:])\nfinally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stderr.split()}


def test_help_imports_neither_ctranslate2_nor_numpy() -> None:
    for args in (["--help"], ["brief", "--help"], ["translate", "--help"], ["models", "pull", "--help"]):
        assert not {"ctranslate2", "numpy", "sentencepiece", "langdetect"} & modules_of(*args)


def test_the_built_in_path_imports_no_heavy_library(article: Path) -> None:
    heavy = {"torch", "transformers", "sklearn", "ray", "trafilatura", "huggingface_hub"}
    assert not heavy & modules_of("brief", str(article), "--translator", "tr-en-mini")


def test_a_closed_pipe_is_quiet(article: Path) -> None:
    shell = f"{sys.executable} -m tr_news brief {article} {article} {article} --format json | head -c 5"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {shell}"], capture_output=True, text=True, check=False)
    assert len(done.stdout) == 5
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr


def test_a_closed_pipe_is_no_failed_input(article: Path) -> None:
    shell = f"{sys.executable} -m tr_news detect {article} | true"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {shell}"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("closed", "code"), [("<&-", 3), (f"{'{article}'} >&-", 0), ("/no/such 2>&-", 3)])
def test_a_stream_that_is_closed_makes_no_traceback(article: Path, closed: str, code: int) -> None:
    shell = f"{sys.executable} -m tr_news detect {closed.format(article=article)}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("kopru")) == (code, 0)
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_behind_stdout_is_one_line(article: Path) -> None:
    shell = f"{sys.executable} -m tr_news detect {article} > /dev/full"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "tr-news: standard output: no space left on device\n")


def test_an_output_that_is_an_input_or_has_no_folder_is_refused_before_the_work(run: Run, article: Path) -> None:
    (line,) = run("brief", article, "-o", article).err.splitlines()
    assert "is an input" in line
    assert article.read_text(encoding="utf-8") == ARTICLE
    result = run("translate", article, "-o", article.parent / "no" / "there.txt")
    assert result.code == 2
    assert "tr-en-mini" not in result.err


def test_a_file_whose_name_begins_with_a_dash_needs_two_dashes_and_is_told_so(run: Run) -> None:
    result = run("brief", "-haber.txt")
    assert result.code == 2
    assert "put -- before" in result.err


def test_detect_says_which_line_of_a_jsonl_is_broken(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gün.jsonl"
    path.write_text(json.dumps({"text": BODY}) + '\n{"text": \n', encoding="utf-8")
    first, second = (json.loads(line) for line in run("detect", "--format", "json", path).out.splitlines())
    assert (first["id"], first["language"]) == ("gün-1", "tr")
    assert (second["id"], second["source"], second["language"]) == ("gün-2", f"{path}:2", "und")


def test_a_turkish_article_said_to_be_english_is_remarked_on(run: Run, article: Path) -> None:
    result = run("brief", article, "--from", "en")
    assert result.code == 0
    assert "looks Turkish" in result.err


def test_ctrl_c_is_exit_code_130_and_leaves_nothing_half_written(article: Path, tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    rows = (json.dumps({"text": ARTICLE.replace("18", str(i)), "id": str(i)}) for i in range(3000))
    many.write_text("\n".join(rows), encoding="utf-8")
    target = tmp_path / "out" / "brief.json"
    target.parent.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "tr_news", "brief", str(many), "--format", "json", "-o", str(target)],
        stderr=subprocess.PIPE,
        # A shell that starts jobs in the background makes them ignore SIGINT, and that is inherited.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    )
    # The line about the built-in model comes when it is loaded: the work has begun.
    assert process.stderr is not None
    assert b"tr-en-mini" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    complaint = process.stderr.read()
    assert process.wait() == 130
    assert b"Traceback" not in complaint
    # Either nothing was done by then, or the file holds whole briefs; never a temporary one.
    assert [path for path in target.parent.iterdir() if path != target] == []
    lines = target.read_text("utf-8").splitlines() if target.exists() else []
    assert [json.loads(line)["article"]["id"] for line in lines] == [str(n) for n in range(len(lines))]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared articles are not here")
def test_the_shared_article_is_briefed_with_its_date(run: Run) -> None:
    (path,) = (SHARED / "articles").glob("2025-10-21-*.txt")
    (brief,) = briefs(run("brief", path, "--format", "json"))
    assert brief["article"]["date"] == "2025-10-21"
    assert len(brief["bullets"]) == 3


def test_python_m_and_version(run: Run) -> None:
    from tr_news import __version__

    done = subprocess.run([sys.executable, "-m", "tr_news", "--version"], capture_output=True, text=True, check=True)
    assert __version__ in done.stdout
