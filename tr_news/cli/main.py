"""The group of commands, and what becomes of errors: one line on stderr and an exit code."""

import importlib
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

import click

from tr_news import __version__
from tr_news.cli.command import Group, unknown_command
from tr_news.errors import TrNewsError

# Each command lives in tr_news/cli/NAME.py as the object NAME and is imported when it is asked for.
COMMANDS = {
    "brief": "Headline and bullets of articles, each with the Turkish it rests on.",
    "translate": "The English of articles, paragraphs and headings kept.",
    "batch": "Every article below a folder: resumes, goes on after a bad file, one report.",
    "detect": "Language and certainty of each input.",
    "daily": "A day's articles, story by story, as page, letter and feeds.",
    "models": "Translation and summarization models: list, download, verify, remove.",
    "evaluate": "Figures with signatures: BLEU, ROUGE, audit, stories and more.",
    "memory": "Translations kept across runs, and corrections, which win over every model.",
    "glossary": "Check a file of terms and their English.",
    "config": "Settings, from options, environment and file.",
    "completion": "What makes a shell complete commands, options and models.",
    "doctor": "What is installed, which model would run, and a proof of each.",
}
INTERRUPTED, TERMINATED = 130, 143


class TerminatedError(KeyboardInterrupt):
    """SIGTERM came: like Ctrl-C, so that temporary files go."""


class ReaderGoneError(Exception):
    """Nobody reads stdout any more (`| head`)."""


class LazyGroup(Group):
    """Imports a command on its first use, so that --help and each command cost only themselves."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of an article's way."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"tr_news.cli.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; click would turn a closed pipe into exit code 1, which says that an input failed."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGoneError from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click; an unknown word is a slip, or a file."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from tr_news.articles import FORMATS

            raise unknown_command(args[0], list(COMMANDS), list(FORMATS))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


_EXAMPLES = (
    ("brief --example", "What a brief looks like, without an article of your own."),
    ("brief article.txt", "A headline and three bullets, the Turkish below each."),
    ("translate article.html", "The whole article in English."),
    ("models pull opus-mt-tr-en", "The better model, once; offline from then on."),
)


@click.group(cls=LazyGroup, examples=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="tr-news")
@click.option("-q", "--quiet", is_flag=True, help="Errors alone on stderr; behind the command too.")
@click.option("-v", "--verbose", is_flag=True, help="A line on stderr for each article; behind the command too.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error; anywhere on the line.")
@click.pass_context
def cli(ctx: click.Context, /, quiet: bool, verbose: bool, debug: bool) -> None:
    """Turkish news, read in English: offline, with the Turkish evidence beside every line.

    Data goes to stdout, everything else to stderr. Exit codes: 0 done; 1 some of several inputs failed; 2 wrong use;
    3 an input that can't be read; 4 not Turkish; 5 a model is missing or broken; 6 the output can't be written;
    130 interrupted; 143 terminated.
    """
    said = {name: True for name, given in (("quiet", quiet), ("verbose", verbose)) if given}
    ctx.default_map = dict.fromkeys(COMMANDS, said)  # the command's own, where it has them


def main(args: list[str] | None = None) -> None:
    """Runs the command line and exits."""
    args = sys.argv[1:] if args is None else args
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        # Articles are UTF-8 whatever the terminal's locale; a lone surrogate of a file name must not crash a message.
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, _terminated)
    # Everything behind -- is a file, whatever it is called.
    end = args.index("--") if "--" in args else len(args)
    debug = "--debug" in args[:end]
    code = _run([word for word in args[:end] if word != "--debug"] + args[end:], debug=debug)
    if code in (INTERRUPTED, TERMINATED) and any(thread.name == "translating" for thread in threading.enumerate()):
        sys.stderr.flush()
        os._exit(code)  # an engine at work can't be broken off, and an orderly end would tear it down under its thread
    sys.exit(code)


def _open_closed_streams() -> None:
    """A stream that the caller closed (`<&-`, `>&-`) is empty, and swallows what is written."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 (for as long as we run)


def _terminated(*_: Any) -> None:
    raise TerminatedError


def _run(args: list[str], *, debug: bool) -> int:
    try:
        code = cli.main(args, prog_name="tr-news", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, ReaderGoneError):
        # Nothing to say, and nothing for the interpreter to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, click.exceptions.Abort) as error:
        if debug:
            raise
        terminated = isinstance(error, TerminatedError) or isinstance(error.__cause__, TerminatedError)
        click.echo(f"tr-news: {'terminated' if terminated else 'interrupted'}", err=True)
        return TERMINATED if terminated else INTERRUPTED
    except click.ClickException as error:
        if isinstance(error, click.exceptions.NoArgsIsHelpError):
            error.show()
        else:
            context = error.ctx if isinstance(error, click.UsageError) else None
            where = f"; see {context.command_path} --help" if context else ""
            if isinstance(error, click.NoSuchOption):
                where += ", or put -- before a file whose name begins with a dash"
            click.echo(f"tr-news: {one_line(error.format_message()).removesuffix('.')}{where}", err=True)
        return error.exit_code
    except TrNewsError as error:
        if debug:
            raise
        click.echo(f"tr-news: {one_line(str(error))}", err=True)
        return error.exit_code
    except MemoryError:
        if debug:
            raise
        click.echo("tr-news: out of memory; give it fewer or smaller inputs, or a smaller --batch-tokens", err=True)
        return TrNewsError.exit_code
    except OSError as error:
        # Writing failed: the disk is full, say.
        if debug:
            raise
        where = error.filename or "standard output"
        click.echo(f"tr-news: {one_line(f'{where}: {(error.strerror or str(error)).lower()}')}", err=True)
        return TrNewsError.exit_code
    return code if isinstance(code, int) else 0


def one_line(message: str) -> str:
    """Printable, on one line: a message may quote a file's name or text."""
    return "".join(c if c.isprintable() else " " for c in " ".join(message.split()))
