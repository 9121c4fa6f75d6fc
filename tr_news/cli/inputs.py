"""Inputs of a command: files or standard input, read one after another, failures counted."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import click

from tr_news.articles import Article, read_bytes, read_path
from tr_news.cli.main import one_line
from tr_news.errors import InputError, NotTurkishError, TrNewsError
from tr_news.turkish.language import Language

_CLOSEST = frozenset({"az", "crh", "gag", "tk"})  # what short Turkish is mistaken for
_SURE = 0.8


@dataclass(slots=True)
class Report:
    """What became of the inputs."""

    done: int = 0
    failures: list[TrNewsError] = field(default_factory=list)

    def failed(self, error: TrNewsError) -> None:
        """Says it in one line and goes on."""
        self.failures.append(error)
        click.echo(f"tr-news: {one_line(str(error))}", err=True)

    @property
    def exit_code(self) -> int:
        """0; the failure's own code where all failed in the same way; else 1."""
        if not self.failures:
            return 0
        codes = {failure.exit_code for failure in self.failures}
        return codes.pop() if len(codes) == 1 and not self.done else TrNewsError.exit_code


def read_inputs(files: Iterable[str], encoding: str | None) -> Iterator[Article | InputError]:
    """The articles of all files in order; ``-``, or no file at all, is standard input."""
    for file in tuple(files) or ("-",):
        if file == "-":
            if sys.stdin.isatty():
                click.echo("tr-news: reading the article from the keyboard; end it with Ctrl-D", err=True)
            yield from read_bytes(sys.stdin.buffer.read(), "-", encoding=encoding)
        else:
            yield from read_path(file, encoding=encoding)


def identified(
    inputs: Iterable[Article | InputError], report: Report, *, origin: str, force: bool
) -> Iterator[tuple[Article, Language]]:
    """The articles that can go on, with their language; the others are reported.

    ``origin`` is ``auto``, ``tr`` or ``en``: what the user says the text is in. With ``force`` another language goes on
    too.
    """
    from tr_news.turkish.language import identify, name

    for article in inputs:
        if isinstance(article, InputError):
            report.failed(article)
            continue
        for warning in article.warnings:
            click.echo(f"tr-news: {one_line(f'{article.source}: {warning}')}", err=True)
        language = identify(article.body or article.title or "")
        if origin == "auto" and language.code in _CLOSEST and language.certainty < _SURE and not force:
            # A sentence or two can be right in both; refusing Turkish is the worse mistake.
            doubt = f"may be {name(language.code)} (certainty {language.certainty:.2f}); taken for Turkish"
            click.echo(f"tr-news: {one_line(article.source)}: {doubt}", err=True)
            language = Language("tr", round(1 - language.certainty, 4))  # no more than what the other leaves
        if origin == "auto" and language.code != "tr" and not force:
            what = "its language can't be told" if language.code == "und" else f"{name(language.code)}, not Turkish"
            english = "; --from en briefs it as it is" if language.code == "en" else ""
            report.failed(NotTurkishError(f"{article.source}: {what}{english or '; --force translates it anyway'}"))
            continue
        if origin == "en" and language.code == "tr":
            click.echo(f"tr-news: {one_line(article.source)}: looks Turkish; --from en leaves it as it is", err=True)
        yield article, language
