"""What the documentation shows is true: links lead somewhere, recipes run, tables are complete."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.tables import TABLES, replaced
from tools import man
from tr_news import config, errors
from tr_news.cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text("utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_page_of_docs_is_named_in_the_readme() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        assert f"docs/{page.name}" in README


def test_every_command_stands_somewhere_in_the_documentation() -> None:
    everything = "".join(page.read_text("utf-8") for page in PAGES)
    assert [name for name in COMMANDS if f"tr-news {name}" not in everything] == []


def test_every_setting_stands_in_the_table() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    assert [name for name in config.names() if f"`{name}`" not in page] == []


def test_every_exit_code_stands_in_the_table() -> None:
    page = (ROOT / "docs" / "exit-codes.md").read_text("utf-8")
    codes = {c.exit_code for c in vars(errors).values() if isinstance(c, type) and issubclass(c, errors.TrNewsError)}
    assert codes <= {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}


def test_every_table_of_the_readme_has_its_maker() -> None:
    assert set(re.findall(r"<!-- table (\w+) -->", README)) == set(TABLES)
    for name in TABLES:
        assert "| mine |" in replaced(README, name, "| mine |")


def test_the_manual_pages_say_what_the_help_says() -> None:
    """In a process of its own: click keeps the help option of a command as it was first asked for."""
    command = [sys.executable, "-m", "tools.man", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("man") is None, reason="man isn't installed")
def test_man_reads_the_manual_pages_without_a_complaint() -> None:
    command = ["man", "--warnings", "-l", str(man.FOLDER / "tr-news-brief.1")]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    )
    assert done.stderr == ""
    assert "--output-dir" in done.stdout


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """An environment with a ``tr-news`` that is this checkout's."""
    command = tmp_path / "bin" / "tr-news"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m tr_news "$@"\n', "utf-8")
    command.chmod(0o755)
    import os

    return {**os.environ, "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq isn't installed")
def test_the_recipes_for_jq_run(shell: dict[str, str]) -> None:
    recipes = [line for block in blocks(README, "sh") for line in block.splitlines() if "| jq" in line]
    assert len(recipes) >= 2
    for recipe in recipes:
        done = subprocess.run(["sh", "-c", recipe], cwd=ROOT, env=shell, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "jq: error" not in done.stderr
    assert re.search(
        r"2026-\d\d-\d\d\t",
        subprocess.run(
            ["sh", "-c", recipes[0]], cwd=ROOT, env=shell, capture_output=True, text=True, check=True
        ).stdout,
    )


def test_the_recipes_in_python_run(shell: dict[str, str]) -> None:
    recipes = blocks(README, "python")
    assert len(recipes) == 2
    for recipe in recipes:
        if "pandas" in recipe:
            pytest.importorskip("pandas")
        done = subprocess.run(
            [sys.executable, "-c", recipe], cwd=ROOT, env=shell, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()
