"""``tr-news translate``."""

import sys
from typing import Any

import click

from tr_news.cli import options
from tr_news.cli.inputs import Report
from tr_news.errors import UsageError


@click.command()
@options.reading
@options.translating
@options.writing
@click.option("--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.pass_context
def translate(ctx: click.Context, /, files: tuple[str, ...], form: str, output: str | None, **given: Any) -> None:
    """Print the English article: its paragraphs and headings, nothing left out.

    Without FILE, or for `-`, standard input is read. `json` prints JSON Lines: each sentence with its Turkish and what
    the audit says of it.
    """
    from tr_news.briefs.markdown import SEPARATOR
    from tr_news.briefs.translation import render_markdown, render_text
    from tr_news.cli.output import check_target, put
    from tr_news.cli.work import gather

    if given["origin"] == "en":
        raise UsageError("--from en leaves nothing to translate; use it with `tr-news brief`")
    check_target(output, files)
    report = Report()
    documents, translator = gather(files, report, given).translated()
    if form == "json":
        from tr_news.briefs.brief import json_line, translation_to_dict

        rows = [translation_to_dict(d, translator=translator) for d in documents]
        text = "".join(json_line(row) + "\n" for row in rows)
    else:
        render = render_markdown if form == "markdown" else render_text
        between = SEPARATOR if form == "markdown" else "\n" + "-" * 20 + "\n\n"
        text = between.join(render(document).rstrip("\n") + "\n" for document in documents)
        for document in documents:
            flagged = sum(1 for sentence in document.sentences if sentence.flags)
            if flagged:
                click.echo(
                    f"tr-news: {document.article.source}: check {flagged} of {len(document.sentences)} sentences; "
                    "--format json says which and why",
                    err=True,
                )
    if text:
        put(text, output, sys.stdout)
    ctx.exit(report.exit_code)
