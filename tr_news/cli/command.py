"""Commands whose help shows examples first and options in groups, and which complete names of models."""

import difflib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

import click
from click.shell_completion import CompletionItem

from tr_news.errors import UsageError

WHOLE = 300  # characters: what a command does is never cut off
OTHER = "Other"
GROUPS = ("Reading", "Output", "Models", "Tuning")  # in this order, the others after them


class Option(click.Option):
    """An option with the group that help shows it in."""

    def __init__(self, *args: Any, group: str = OTHER, **options: Any) -> None:
        super().__init__(*args, **options)
        self.group = group


class WithExamples(click.Command):
    """What has examples in its help: the command line behind ``tr-news``, and what it does."""

    def __init__(self, *args: Any, examples: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.examples = tuple(examples)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, then the text."""
        if self.examples:
            with formatter.section("Examples"):
                for command, does in self.examples:
                    formatter.write(f"{' ' * formatter.current_indent}tr-news {command}\n")
                    with formatter.indentation():
                        formatter.write_text(does)
        super().format_help_text(ctx, formatter)


class Command(WithExamples):
    """A command whose options stand in groups."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options by group, in the order in which the groups first appear."""
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                groups[getattr(parameter, "group", OTHER)].append(record)
        for name in sorted(groups, key=lambda name: GROUPS.index(name) if name in GROUPS else len(GROUPS)):
            with formatter.section("Options" if len(groups) == 1 else name):
                formatter.write_dl(groups[name])


class Group(WithExamples, click.Group):
    """A command of commands; what each of them does is said in a whole sentence."""

    command_class = Command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, nothing cut off."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, command.get_short_help_str(WHOLE)) for name, command in commands if command is not None]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


class WholeNumber(click.ParamType[int]):
    """A count from 1 to ``most``; a mistake is told in words."""

    name = "whole number"

    def __init__(self, most: int) -> None:
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number. Fails for what is none, and for one out of bounds."""
        try:
            number = int(value)
        except ValueError:
            number = 0
        if not 1 <= number <= self.most:
            self.fail(f"{value!r} is not a whole number from 1 to {self.most}", param, ctx)
        return number


def complete_models(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of the catalogue and of what is installed that begin so."""
    from tr_news.models import store
    from tr_news.models.catalogue import catalogue

    names = {*catalogue(), *(record.name for record in store.installed())}
    return [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]


def unknown_command(word: str, commands: Sequence[str], readable: Sequence[str]) -> UsageError:
    """What to say of a first word that is no command: perhaps a file, perhaps a slip of the fingers."""
    if PurePath(word).suffix.lower() in readable or Path(word).exists():
        return UsageError(f"{word!r} is no command; to brief it: tr-news brief {word}")
    near = difflib.get_close_matches(word, commands, n=1)
    advice = f"did you mean {near[0]!r}?" if near else "see tr-news --help"
    return UsageError(f"there is no command {word!r}; {advice}")
