"""Inputs of a command: files or standard input, read one after another; what became of them."""

import itertools
import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

import click

from tr_news.articles import Article, read_bytes, read_path
from tr_news.cli.main import one_line
from tr_news.errors import InputError, TrNewsError
from tr_news.pipeline import Failure, outcome

_LONGEST_NAME = 60  # columns of a file's name beside the progress


@dataclass(slots=True)
class Report:
    """What became of the inputs, told on stderr; on a terminal ``3/50 name`` shows how far the work is.

    Of one file with many articles it is ``3 name``.
    """

    total: int = 1  # files
    quiet: bool = False  # errors alone
    verbose: bool = False  # a line for each article
    done: int = 0
    failures: list[TrNewsError] = field(default_factory=list)
    to_check: int = 0  # lines, in ``doubtful`` articles
    doubtful: int = 0
    _began: float = field(default_factory=time.monotonic)

    def failed(self, failure: Failure) -> None:
        """Says it in one line and goes on."""
        self.failures.append(failure.error)
        self.say(str(failure.error))

    def succeeded(self, source: str, sentences: int, to_check: int) -> None:
        """Counts it, and tells of it where somebody watches."""
        self.done += 1
        self.to_check += to_check
        self.doubtful += to_check > 0
        if self.verbose:
            now = time.monotonic()
            check = f", {to_check} to check" if to_check else ""
            self.say(f"{source}: {sentences} sentences, {now - self._began:.1f} s{check}")
            self._began = now
        elif self._watched():
            count = self.done + len(self.failures)
            name = one_line(source)[:_LONGEST_NAME]
            # How many articles a file holds isn't known before its end.
            of_all = f"/{self.total}" if count <= self.total else ""
            click.echo(f"\r\x1b[K{count}{of_all} {name}", err=True, nl=False)

    def say(self, message: str) -> None:
        """One line on stderr."""
        self.clear()
        click.echo(f"tr-news: {one_line(message)}", err=True)

    def remark(self, message: str) -> None:
        """The same for what is no error."""
        if not self.quiet:
            self.say(message)

    def note(self, source: str, message: str) -> None:
        """A remark on one input."""
        self.remark(f"{source}: {message}")

    def clear(self) -> None:
        """Takes the line of progress away, before something else is written."""
        if self._watched():
            click.echo("\r\x1b[K", err=True, nl=False)

    def finish(self, results: str, lines: str) -> int:
        """One line on the whole of several inputs; the exit code."""
        count = self.done + len(self.failures)
        if count > 1 or (self.to_check and self.total > 1):
            check = f"; {self.to_check} {lines} to check in {self.doubtful} of them" if self.to_check else ""
            self.remark(f"{self.done} of {count} {results}{check}")
        elif self.to_check and lines == "sentences":
            self.remark(f"check {self.to_check} {lines}; --format json says which and why")
        return self.exit_code

    @property
    def exit_code(self) -> int:
        """0; the failure's own code where all failed in the same way; else 1."""
        if not self.failures:
            return 0
        codes = {failure.exit_code for failure in self.failures}
        return codes.pop() if len(codes) == 1 and not self.done else TrNewsError.exit_code

    def _watched(self) -> bool:
        several = self.total > 1 or self.done + len(self.failures) > 1
        return several and not self.quiet and not self.verbose and sys.stderr.isatty()


def read_inputs(files: Iterable[str], encoding: str | None) -> Iterator[Article | Failure]:
    """The articles of all files in order; ``-``, or no file at all, is standard input."""
    for file in tuple(files) or ("-",):
        if file == "-":
            if sys.stdin.isatty():
                click.echo("tr-news: reading the article from the keyboard; end it with Ctrl-D", err=True)
            yield from map(outcome, _standard_input(sys.stdin.buffer, encoding))
        else:
            yield from map(outcome, read_path(file, encoding=encoding))


def _standard_input(stream: BinaryIO, encoding: str | None) -> Iterator[Article | InputError]:
    """Its articles; JSON Lines a line at a time, as whoever writes them may be at work yet."""
    head = b""
    if encoding is None:
        head = stream.readline()
        if _is_object(head):
            following = stream.readline()
            if _is_object(following):
                yield from _lines(itertools.chain((head, following), iter(stream.readline, b"")))
                return
            head += following
    yield from read_bytes(head + stream.read(), "-", encoding=encoding)


def _is_object(line: bytes) -> bool:
    """Whether a line holds an object of JSON with fields, and no more."""
    try:
        value = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and bool(value)


def _lines(lines: Iterable[bytes]) -> Iterator[Article | InputError]:
    """The articles of JSON Lines, with the names that they have where all are read at once."""
    for number, line in enumerate(lines, start=1):
        for item in read_bytes(line, "-", format="jsonl") if line.strip() else ():
            place = f"-:{number}"
            if isinstance(item, InputError):
                yield InputError(place, str(item).removeprefix(f"{item.source}: "))
            else:
                yield replace(item, source=place, id=f"stdin-{number}" if item.id == "stdin-1" else item.id)
