"""The manual pages, made of the command line's own help.

    python -m tools.man            # write man/*.1
    python -m tools.man --check    # exit with 1 where they aren't what the help says

The wheel installs them into share/man/man1.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import click

from tr_news import __version__
from tr_news.cli.command import OTHER, WithExamples
from tr_news.cli.main import cli

FOLDER = Path(__file__).parents[1] / "man"


def _escaped(text: str) -> str:
    """Text that means nothing to troff."""
    lines = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "").split("\n")
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in lines)


def _paragraphs(text: str) -> Iterator[str]:
    for block in text.split("\n\n"):
        if words := " ".join(block.replace("\b", "").split()):
            yield f".PP\n{_escaped(words)}"


def page(name: str, command: click.Command, context: click.Context) -> str:
    """The manual page of a command in troff's man macros."""
    title = name.replace(" ", "-")
    short = " ".join(command.get_short_help_str(limit=200).split()).rstrip(".")
    parts = [
        f'.TH "{title.upper()}" "1" "" "tr-news {__version__}" "tr-news"',
        f".SH NAME\n{_escaped(title)} \\- {_escaped(short)}",
        f".SH SYNOPSIS\n.B {_escaped(name)}\n{_escaped(' '.join(command.collect_usage_pieces(context)))}",
        ".SH DESCRIPTION",
        *_paragraphs(command.help or ""),
    ]
    groups: dict[str, list[tuple[str, str]]] = {}
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and isinstance(parameter, click.Option):
            groups.setdefault(getattr(parameter, "group", OTHER), []).append(record)
    for group, records in groups.items():
        parts.append(f".SH {'OPTIONS' if len(groups) == 1 else _escaped(group.upper())}")
        parts += [f".TP\n.B {_escaped(names)}\n{_escaped(' '.join(text.split()))}" for names, text in records]
    if isinstance(command, WithExamples) and command.examples:
        parts.append(".SH EXAMPLES")
        parts += [f".TP\n.B {_escaped(f'tr-news {line}')}\n{_escaped(does)}" for line, does in command.examples]
    if isinstance(command, click.Group):
        parts.append(".SH COMMANDS")
        parts += [f".TP\n.B {_escaped(f'{title}-{each}')}(1)" for each in command.list_commands(context)]
    return "\n".join([*parts, ".SH EXIT STATUS", *_paragraphs(_exit_codes()), ""])


def _exit_codes() -> str:
    text = " ".join((cli.help or "").split())
    return text[text.index("Exit codes:") :].removeprefix("Exit codes: ")


def pages(
    name: str = "tr-news", command: click.Command = cli, parent: click.Context | None = None
) -> Iterator[tuple[str, str]]:
    """File name and text of each page: the command's, and those of the commands below it."""
    context = click.Context(command, info_name=name.rpartition(" ")[2], parent=parent, **cli.context_settings)
    yield f"{name.replace(' ', '-')}.1", page(name, command, context)
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            below = command.get_command(context, each)
            if below is not None:
                yield from pages(f"{name} {each}", below, context)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    wanted = dict(pages())
    there = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.1")}
    if parser.parse_args().check:
        raise SystemExit(0 if wanted == there else "the manual pages are old: python -m tools.man")
    FOLDER.mkdir(exist_ok=True)
    for name in there.keys() - wanted.keys():
        (FOLDER / name).unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, "utf-8")
    print(f"{len(wanted)} pages in {FOLDER}")


if __name__ == "__main__":
    main()
