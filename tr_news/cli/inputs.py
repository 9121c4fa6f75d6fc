"""Inputs of a command: files or standard input, read one after another; what became of them."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import click

from tr_news.articles import Article, read_bytes, read_path
from tr_news.cli.main import one_line
from tr_news.errors import TrNewsError
from tr_news.pipeline import Failure, outcome

_T = TypeVar("_T")


@dataclass(slots=True)
class Report:
    """What became of the inputs, told on stderr; on a terminal ``3/50 name`` shows how far the work is."""

    total: int = 1  # files
    done: int = 0
    failures: list[TrNewsError] = field(default_factory=list)

    def failed(self, failure: Failure) -> None:
        """Says it in one line and goes on."""
        self.failures.append(failure.error)
        self.say(str(failure.error))

    def succeeded(self, source: str) -> None:
        """Counts it, and shows progress where somebody watches."""
        self.done += 1
        if self.total > 1 and sys.stderr.isatty():
            count = self.done + len(self.failures)
            click.echo(f"\r\x1b[K{count}/{max(self.total, count)} {one_line(source)[:60]}", err=True, nl=False)

    def say(self, message: str) -> None:
        """One line on stderr."""
        self.clear()
        click.echo(f"tr-news: {one_line(message)}", err=True)

    def note(self, source: str, message: str) -> None:
        """A remark on one input."""
        self.say(f"{source}: {message}")

    def clear(self) -> None:
        """Takes the line of progress away, before something else is written."""
        if self.total > 1 and sys.stderr.isatty():
            click.echo("\r\x1b[K", err=True, nl=False)

    @property
    def exit_code(self) -> int:
        """0; the failure's own code where all failed in the same way; else 1."""
        if not self.failures:
            return 0
        codes = {failure.exit_code for failure in self.failures}
        return codes.pop() if len(codes) == 1 and not self.done else TrNewsError.exit_code


def read_inputs(files: Iterable[str], encoding: str | None) -> Iterator[Article | Failure]:
    """The articles of all files in order; ``-``, or no file at all, is standard input."""
    for file in tuple(files) or ("-",):
        if file == "-":
            if sys.stdin.isatty():
                click.echo("tr-news: reading the article from the keyboard; end it with Ctrl-D", err=True)
            yield from map(outcome, read_bytes(sys.stdin.buffer.read(), "-", encoding=encoding))
        else:
            yield from map(outcome, read_path(file, encoding=encoding))


def successes(outcomes: Iterable[_T | Failure], report: Report, source_of: Callable[[_T], str]) -> Iterator[_T]:
    """What succeeded, as it comes; failures are told and counted."""
    for item in outcomes:
        if isinstance(item, Failure):
            report.failed(item)
        else:
            report.clear()
            yield item
            report.succeeded(source_of(item))
    report.clear()
