"""Each setting has one value and a known origin; a mistake in the file is pointed at."""

import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from click.testing import CliRunner

from tr_news import config
from tr_news.cli.config import config as command
from tr_news.errors import UsageError


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in config.names():
        monkeypatch.delenv(config.PREFIX + name.upper(), raising=False)
    path = tmp_path / "tr-news.toml"
    path.write_text("")
    monkeypatch.setenv("TR_NEWS_CONFIG", str(path))
    return path


def test_without_anything_set_there_are_defaults(file: Path) -> None:
    settings = config.load()
    assert settings == config.Settings()
    assert {settings.source(name) for name in config.names()} == {"default"}


def test_an_option_comes_before_the_environment_before_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('translator = "from-file"\nbullets = 5\nthreads = 2\n')
    monkeypatch.setenv("TR_NEWS_TRANSLATOR", "from-environment")
    monkeypatch.setenv("TR_NEWS_BULLETS", "4")
    settings = config.load({"translator": "from-option", "summarizer": None, "not_a_setting": 1})
    assert (settings.translator, settings.bullets, settings.threads) == ("from-option", 4, 2)
    assert settings.source("translator") == "option --translator"
    assert settings.source("bullets") == "environment TR_NEWS_BULLETS"
    assert settings.source("threads") == f"file {file}"
    assert settings.source("summarizer") == "default"


def test_an_empty_variable_counts_as_unset(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TR_NEWS_TRANSLATOR", "")
    assert config.load().translator is None


@pytest.mark.parametrize(("text", "value"), [("1", True), ("true", True), ("No", False), ("0", False)])
def test_switches_in_the_environment(file: Path, monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("TR_NEWS_OFFLINE", text)
    assert config.load().offline is value


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('translater = "x"', "did you mean 'translator'"),
        ("beams = 4", "did you mean 'beam_size'"),
        ('api_key = "secret-value"', "environment only"),
        ('api_base = "https://me:secret-value@example.org/v1"', "without password"),
        ('api_base = "me:secret-value@example.org/v1"', "api_base must be an address"),
        ("bullets = 0", "bullets must be a whole number from 1 to 20, not 0"),
        ("bullets = 5000", "bullets must be a whole number from 1 to 20"),
        ("bullets = true", "bullets must be a whole number"),
        ('bullets = "three"', "bullets must be a whole number"),
        ('engine = "pytorch"', "engine must be one of ctranslate2, transformers, not 'pytorch'"),
        ('offline = "perhaps"', "offline must be true or false"),
        ("translator = 7", "translator must be text"),
        ("bullets = ", "not readable as TOML"),
    ],
)
def test_a_mistake_in_the_file_is_one_line_that_names_it(file: Path, line: str, message: str) -> None:
    file.write_text(line)
    with pytest.raises(UsageError) as refused:
        config.load()
    assert message in str(refused.value)
    assert str(file) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "secret-value" not in str(refused.value)


def test_a_mistake_in_the_environment_names_the_variable(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TR_NEWS_BULLETS", "-1")
    with pytest.raises(UsageError, match="environment TR_NEWS_BULLETS: bullets must be"):
        config.load()


def test_a_named_file_must_exist_and_the_usual_one_need_not(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TR_NEWS_CONFIG", str(tmp_path / "absent.toml"))
    with pytest.raises(UsageError, match="TR_NEWS_CONFIG names it"):
        config.load()
    monkeypatch.delenv("TR_NEWS_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "empty"))
    monkeypatch.setenv("HOME", str(tmp_path / "empty"))
    assert config.load() == config.Settings()


def test_settings_cannot_be_changed(file: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        config.load().bullets = 9  # type: ignore[misc]


def test_show_prints_every_setting_with_its_origin(file: Path) -> None:
    file.write_text('summarizer = "bart-large-cnn"\noffline = true')
    shown = CliRunner().invoke(command, ["show"])
    assert shown.exit_code == 0
    lines = {line.split()[0]: line for line in shown.stdout.splitlines() if line}
    assert list(lines) == config.names()
    assert "bart-large-cnn" in lines["summarizer"]
    assert str(file) in lines["summarizer"]
    assert lines["offline"].split()[1] == "true"
    assert lines["bullets"].split()[1:] == ["3", "default"]


def test_show_prints_json(file: Path) -> None:
    import json

    shown = json.loads(CliRunner().invoke(command, ["show", "--json"]).stdout)
    assert shown["bullets"] == {"value": 3, "source": "default"}
    assert list(shown) == config.names()


def test_importing_it_reads_nothing_and_costs_little() -> None:
    script = (
        "import sys, tr_news.config, tr_news.cli.config, tr_news.cli.models, tr_news.cli.doctor, tr_news.models\n"
        "heavy = {'numpy', 'ctranslate2', 'huggingface_hub', 'transformers', 'torch', 'sentencepiece'}\n"
        "print(heavy & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1]
    )
    assert (done.stdout, done.stderr) == ("set()\n", "")


def test_the_table_of_publishers(file: Path) -> None:
    assert config.publishers() == {}
    file.write_text('bullets = 5\n[publishers]\n"kasaba.com.tr" = "Kasaba Postası"\n"Kasaba" = "Kasaba Postası"\n')
    assert config.publishers() == {"kasaba.com.tr": "Kasaba Postası", "Kasaba": "Kasaba Postası"}
    assert config.load().bullets == 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('publishers = "x"', "publishers is a table"),
        ('[publishers]\nkasaba.com.tr = "Kasaba"', "'kasaba' of a publisher into quotation marks"),
        ('[publishers]\n"kasaba.com.tr" = 4', "must be a name, not 4"),
        ('[publishers]\n"kasaba.com.tr" = " "', "must be a name"),
    ],
)
def test_a_mistake_in_the_table_of_publishers(file: Path, text: str, message: str) -> None:
    file.write_text(text)
    with pytest.raises(UsageError) as refused:
        config.publishers()
    assert message in str(refused.value)
    assert str(file) in str(refused.value)


def test_a_setting_is_written_in_front_of_the_table(file: Path) -> None:
    file.write_text('[publishers]\n"kasaba.com.tr" = "Kasaba Postası"\nbullets = "Bullets Daily"\n')
    config.set_value("bullets", "5")
    assert config.load().bullets == 5
    assert config.publishers() == {"kasaba.com.tr": "Kasaba Postası", "bullets": "Bullets Daily"}
