"""``tr-news brief``."""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import click

from tr_news.cli import options
from tr_news.cli.command import Command
from tr_news.documents.brief import Brief

FORMATS = ("text", "markdown", "html", "json", "csv", "eml")
_EXAMPLES = (
    ("brief --example", "What a brief looks like, without an article of your own."),
    ("brief article.txt", "A headline and three bullets, the Turkish below each."),
    ("brief -n 5 -o monday.html *.html", "One page of many briefs, to open or to send."),
    ("brief --output-dir briefs -f markdown *.txt", "A file for each article."),
    ("brief -f json articles.jsonl | jq -r .headline.text", "The headlines alone."),
)


@click.command(cls=Command, examples=_EXAMPLES)
@options.reading
@options.translating
@options.summarizing
@options.option(
    "-n",
    "--bullets",
    group=options.OUTPUT,
    metavar="N",
    type=options.count("bullets"),
    help="How many at the most.  [default: 3]",
)
@options.formats(*FORMATS)
@options.option(
    "--evidence/--no-evidence",
    group=options.OUTPUT,
    default=None,
    help="Show the Turkish below each line.  [default: shown]",
)
@options.option("--example", group=options.READING, is_flag=True, help="An article of the package instead of FILE.")
@options.option("--title", group=options.OUTPUT, metavar="TEXT", help="What a page or letter of several is called.")
@options.writing
@options.talking
@click.pass_context
def brief(ctx: click.Context, /, files: tuple[str, ...], title: str | None, **given: Any) -> None:
    """Print a headline and bullets in English, each bullet with the Turkish sentence that it rests on.

    Without FILE, or for `-`, standard input is read. `json` prints JSON Lines, one object an article; `html` is one
    page that needs nothing else; `csv` is a table with a row a line; `eml` is a letter to send on.
    """
    from tr_news.cli.work import Work, example

    if given.pop("example"):
        files = (*files, example())
    work = Work.begin(files, given, FORMATS)
    evidence = work.settings.evidence
    outcomes = work.pipeline.briefs(work.inputs())
    if work.target.template is not None:
        render = _one_file(work.target.form, evidence=evidence, title=title)
        work.write_each(outcomes, _article_of, render)
    elif work.target.form == "json":
        from tr_news.documents.codec import to_json

        work.write(work.told(outcomes, _describe, lambda brief: to_json(brief) + "\n", json_failures=True))
    else:
        briefs = work.told(outcomes, _describe, lambda brief: brief)
        work.write(_render(briefs, work.target.form, evidence=evidence, title=title, to_file=bool(work.target.file)))
    ctx.exit(work.report.finish("briefs", "lines"))


def _article_of(brief: Brief) -> Any:
    return brief.document.article


def _describe(brief: Brief) -> tuple[str, int, int]:
    """Source, number of sentences, lines to check."""
    from tr_news.render.words import to_check

    return brief.document.article.source, len(brief.document.sentences), to_check(brief)


def _one_file(form: str, *, evidence: bool, title: str | None) -> Callable[[Brief], str]:
    """The whole file of one brief."""

    def render(brief: Brief) -> str:
        if form == "json":
            from tr_news.documents.codec import to_json

            return to_json(brief) + "\n"
        return "".join(_render(iter([brief]), form, evidence=evidence, title=title, to_file=True))

    return render


def _render(briefs: Iterator[Brief], form: str, *, evidence: bool, title: str | None, to_file: bool) -> Iterator[str]:
    """The output piece by piece; a page of HTML and a letter need all of them."""
    if form in ("html", "eml"):
        from tr_news.render.email import render_email
        from tr_news.render.html import render_html

        if page := list(briefs):
            yield (render_html if form == "html" else render_email)(page, title=title, evidence=evidence)
    elif form == "csv":
        from tr_news.render.table import render_header, render_rows

        # Spreadsheets take a file without the mark for their own encoding, and Turkish letters with it.
        yield ("\ufeff" if to_file else "") + render_header()
        yield from map(render_rows, briefs)
    elif form == "markdown":
        from tr_news.render import markdown

        body = partial(markdown.render_markdown, evidence=evidence, footer=False)
        yield from _with_footer(briefs, body, markdown.render_footer, markdown.SEPARATOR)
    else:
        from tr_news.cli.output import colour_wanted, terminal_width
        from tr_news.render import text

        color = not to_file and colour_wanted(sys.stdout)
        width = 80 if to_file else terminal_width(sys.stdout)
        body = partial(text.render_text, width=width, color=color, evidence=evidence, footer=False, folders=not to_file)
        yield from _with_footer(briefs, body, partial(text.render_footer, width=width, color=color), "\n\n")


def _with_footer(
    briefs: Iterable[Brief], body: Callable[[Brief], str], footer: Callable[[Brief], str], separator: str
) -> Iterator[str]:
    """The briefs with a separator between them, each as it comes; who made them once, at the end."""
    last: Brief | None = None
    several = False
    for brief in briefs:
        yield (separator if last is not None else "") + body(brief)
        several = last is not None
        last = brief
    if last is not None:
        yield (separator if several else "\n") + footer(last)
