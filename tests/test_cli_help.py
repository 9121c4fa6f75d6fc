"""The help of every command, and what may stand before a command."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.conftest import Result
from tr_news.cli.main import cli

Run = Callable[..., Result]


def _commands(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    yield " ".join(words), command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _commands(below, (*words, name))


@pytest.mark.parametrize(("words", "command"), list(_commands(cli)), ids=lambda value: str(value)[:30])
def test_every_help_begins_with_examples_and_cuts_nothing_off(words: str, command: click.Command) -> None:
    result = CliRunner().invoke(cli, [*words.split(), "--help"])
    assert result.exit_code == 0
    assert re.match(r"Usage: .*\n(?: .*\n)*\nExamples:\n  tr-news ", result.output), result.output
    assert "..." not in re.sub(r"\](\.\.\.)|NAME\.\.\.|IN\.\.\.|ARGS\.\.\.|[A-Z]+\.\.\.", "", result.output)


@pytest.mark.parametrize("words", [("-q", "brief"), ("--quiet", "brief"), ("brief", "-q")])
def test_quiet_stands_before_the_command_or_behind_it(run: Run, words: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Köprü açıldı\n\nEdirne'de tarihi köprü 14 ay sonra trafiğe açıldı.\n", "utf-8")
    loud = run("brief", path)
    quiet = run(*words, path)
    assert loud.err
    assert not quiet.err
    assert quiet.out == loud.out


def test_verbose_stands_before_the_command_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Köprü açıldı\n\nEdirne'de tarihi köprü 14 ay sonra trafiğe açıldı.\n", "utf-8")
    assert "2 sentences, " in run("-v", "brief", path).err
    assert run("-v", "models", "list").code == 0
