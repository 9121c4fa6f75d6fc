"""What is installed: a wheel with all that the commands need, which works from any folder."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_prompts_model_data_and_types_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    source = {p.relative_to(ROOT).as_posix() for p in (ROOT / "tr_news").rglob("*") if p.is_file()}
    prompts = {f"tr_news/prompts/{p.name}" for p in (ROOT / "prompts").glob("*.md")}
    examples = {f"tr_news/examples/{p.name}" for p in (ROOT / "examples").iterdir()}
    manual = {f"share/man/man1/{p.name}" for p in (ROOT / "man").glob("*.1")}
    held = {name for name in names if ".dist-info/" not in name and ".data/data/" not in name}
    assert held == {n for n in source if "__pycache__" not in n} | prompts | examples
    assert {name.partition(".data/data/")[2] for name in names if ".data/data/" in name} == manual
    assert {"tr_news/py.typed", "tr_news/models/tr-en-mini/model.bin"} <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"tr_news"}


def test_the_wheel_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    installed, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    zipfile.ZipFile(wheel).extractall(installed)
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "import tr_news; assert tr_news.__file__.startswith(sys.path[0]), tr_news.__file__\n"
        "from tr_news.summarization.generative.prompts import load_prompts; assert load_prompts()\n"
        "from tr_news.cli import main; main(['brief', '-'])"
    )
    shown = [sys.executable, "-c", code.replace("'-'", "'--example'")]
    assert "feribot" in subprocess.run(shown, cwd=elsewhere, capture_output=True, check=True).stdout.decode()
    text = "Kentte yeni köprü açıldı. Köprüden bin araç geçti."
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=elsewhere, input=text.encode(), capture_output=True, check=True)
    assert "köprü" in done.stdout.decode()


def test_the_core_requires_nothing_heavy() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert not any(name.startswith(("torch", "ray", "scikit")) for name in project["dependencies"])


def test_the_readme_opens_with_what_the_program_prints(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its Turkish and its frame; the English is the model's and may differ in a word from machine to machine."""
    shown = (ROOT / "README.md").read_text("utf-8").split("```text\n$ tr-news ")[1].split("```")[0]
    command, _, shown = shown.partition("\n")
    monkeypatch.chdir(ROOT)
    printed = run(*command.split()).out

    def frame(text: str) -> list[str]:
        return [line for line in text.splitlines() if line.startswith("  │") or "tr-news" in line or " · " in line]

    assert frame(shown) == frame(printed)
