"""A command that has verbs of its own: ``tr-news batch IN OUT`` and ``tr-news batch status OUT``."""

from collections.abc import Mapping
from typing import Any

import click

from tr_news.cli.command import WHOLE, Command

GIVEN = "tr_news.given"  # what stands behind the command, in the context's ``meta``


class CommandWithVerbs(Command):
    """Runs a verb where the first argument is the name of one, else itself.

    An input of that name is written ``./status``.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verbs: dict[str, click.Command] = {}

    def verb(self, command: click.Command) -> click.Command:
        """Adds a verb; a decorator."""
        self.verbs[command.name or ""] = command
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the command, or that of the verb: whoever invokes it takes the command from the context."""
        verb = self.verbs.get(args[0]) if args else None
        if verb is None:
            given = tuple(args)
            context = super().make_context(info_name, args, parent, **extra)
            context.meta[GIVEN] = given
            return context
        return verb.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and the verbs below them."""
        super().format_options(ctx, formatter)
        rows = _rows(self.verbs)
        if rows:
            with formatter.section("Verbs"):
                formatter.write_dl(rows)


def _rows(verbs: Mapping[str, click.Command]) -> list[tuple[str, str]]:
    return [(name, command.get_short_help_str(WHOLE)) for name, command in verbs.items()]
