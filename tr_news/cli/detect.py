"""``tr-news detect``."""

from pathlib import PurePath

import click

from tr_news.cli import options
from tr_news.cli.command import Command
from tr_news.cli.inputs import read_inputs
from tr_news.cli.main import one_line
from tr_news.pipeline import Failure

_ID = str.maketrans(":#", "--")


_EXAMPLES = (
    ("detect article.txt", "The code, how certain that is, the file, the language's name."),
    ("detect -f json articles/*.txt | jq -r 'select(.language == \"tr\") | .source'", "Those that are Turkish."),
)


@click.command(cls=Command, examples=_EXAMPLES)
@options.reading
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def detect(ctx: click.Context, /, files: tuple[str, ...], encoding: str | None, form: str) -> None:
    """Print the language of each input (ISO 639 code, or `und`) and how certain that is.

    One line an input, in the order given; `json` prints JSON Lines. An input that can't be read is `und` too, with
    the reason on stderr. Without FILE, or for `-`, standard input is read.
    """
    from tr_news.cli.inputs import Report
    from tr_news.documents.article import UNDETERMINED, Language
    from tr_news.documents.codec import detection_to_dict, unread_to_dict
    from tr_news.documents.values import json_line
    from tr_news.langid.identify import identify, known
    from tr_news.langid.names import name

    report = Report()
    for file in files or ("-",):
        for article in read_inputs([file], encoding):
            if isinstance(article, Failure):
                report.failed(article)
                # A line of a .jsonl has an id of its own, as it would have if it could be read.
                stem = "stdin" if file == "-" else PurePath(file).stem
                name_of, source = stem + article.source.removeprefix(file).translate(_ID), article.source
                language = Language(UNDETERMINED, 0.0)
            else:
                report.done += 1
                name_of, source = article.id, article.source
                language = known(identify(article.text))
            if form == "json":
                if isinstance(article, Failure):
                    error = article.error
                    row = unread_to_dict(name_of, source, type(error).__name__, error.exit_code, str(error))
                else:
                    row = detection_to_dict(name_of, source, language)
                click.echo(json_line(row))
            else:
                click.echo(f"{language.code:4} {language.certainty:.2f}  {one_line(source)}  {name(language.code)}")
    ctx.exit(report.exit_code)
