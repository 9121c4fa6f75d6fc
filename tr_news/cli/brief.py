"""``tr-news brief``."""

import sys
from collections.abc import Iterator
from typing import Any

import click

from tr_news.cli import options
from tr_news.cli.inputs import Report
from tr_news.cli.output import joined
from tr_news.documents.brief import Brief


@click.command()
@options.reading
@options.translating
@options.writing
@click.option("--bullets", type=options.count("bullets"), help="How many at the most.  [default: 3]")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "html", "json"]), default="text", show_default=True
)
@click.option("--evidence/--no-evidence", default=True, help="Show each bullet's Turkish (text).  [default: shown]")
@click.option("--summarizer", metavar="MODEL", help="Name, repository or folder; the built-in one otherwise.")
@click.option("--prompts", metavar="DIR", help="Templates that take the place of those in the package.")
@click.option(
    "--api-base", metavar="URL", help="An OpenAI-compatible server summarizes, e.g. http://localhost:11434/v1"
)
@click.option("--api-model", metavar="NAME", help="The server's model. The key: TR_NEWS_API_KEY.")
@click.pass_context
def brief(
    ctx: click.Context, /, files: tuple[str, ...], form: str, output: str | None, evidence: bool, **given: Any
) -> None:
    """Print a headline and bullets in English, each bullet with the Turkish sentence that it rests on.

    Without FILE, or for `-`, standard input is read. `json` prints JSON Lines, one object an article; `html` is one
    page that needs nothing else.
    """
    from tr_news.cli.inputs import read_inputs, successes
    from tr_news.cli.output import check_target, write_all
    from tr_news.cli.work import open_pipeline

    check_target(output, files)
    report = Report(total=len(files))
    encoding = given.pop("encoding")
    pipeline = open_pipeline(report, given)
    outcomes = pipeline.briefs(read_inputs(files, encoding))
    briefs = successes(outcomes, report, lambda brief: brief.document.article.source)
    write_all(_render(briefs, form, evidence=evidence, to_file=output is not None), output, sys.stdout)
    ctx.exit(report.exit_code)


def _render(briefs: Iterator[Brief], form: str, *, evidence: bool, to_file: bool) -> Iterator[str]:
    """The output piece by piece; a page of HTML needs all of them."""
    if form == "json":
        from tr_news.documents.codec import to_json

        yield from (to_json(brief) + "\n" for brief in briefs)
    elif form == "html":
        from tr_news.render.html import render_html

        if page := list(briefs):
            yield render_html(page)
    elif form == "markdown":
        from tr_news.render.markdown import SEPARATOR, render_markdown

        yield from joined(map(render_markdown, briefs), SEPARATOR)
    else:
        from tr_news.cli.output import colour_wanted, terminal_width
        from tr_news.render.text import render_text

        colour = not to_file and colour_wanted(sys.stdout)
        width = 80 if to_file else terminal_width(sys.stdout)
        yield from joined(
            (render_text(brief, width=width, color=colour, evidence=evidence) for brief in briefs), "\n\n"
        )
