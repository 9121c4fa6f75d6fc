"""``tr-news translate``."""

import sys
from collections.abc import Iterator
from typing import Any

import click

from tr_news.cli import options
from tr_news.cli.inputs import Report
from tr_news.cli.output import joined
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import UsageError
from tr_news.pipeline import Pipeline


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
    from tr_news.cli.inputs import read_inputs, successes
    from tr_news.cli.output import check_target, write_all
    from tr_news.cli.work import open_pipeline

    if given["origin"] == "en":
        raise UsageError("--from en leaves nothing to translate; use it with `tr-news brief`")
    check_target(output, files)
    report = Report(total=len(files))
    encoding = given.pop("encoding")
    pipeline = open_pipeline(report, given)
    outcomes = pipeline.translate(pipeline.admit(read_inputs(files, encoding)))
    documents = successes(outcomes, report, lambda document: document.article.source)
    write_all(_render(documents, form, pipeline, report), output, sys.stdout)
    ctx.exit(report.exit_code)


def _render(documents: Iterator[TranslatedArticle], form: str, pipeline: Pipeline, report: Report) -> Iterator[str]:
    """The output piece by piece; what there is to check is told on stderr where the form doesn't show it."""
    if form == "json":
        from tr_news.documents.codec import translation_to_dict
        from tr_news.documents.values import json_line

        for document in documents:
            yield json_line(translation_to_dict(document, translator=pipeline.translator_provenance)) + "\n"
        return
    from tr_news.render.markdown import SEPARATOR
    from tr_news.render.translation import render_markdown, render_text

    def page(document: TranslatedArticle) -> str:
        flagged = sum(1 for sentence in document.sentences if sentence.flags)
        if flagged:
            report.note(
                document.article.source,
                f"check {flagged} of {len(document.sentences)} sentences; --format json says which and why",
            )
        return (render_markdown if form == "markdown" else render_text)(document).rstrip("\n") + "\n"

    yield from joined(map(page, documents), SEPARATOR if form == "markdown" else "\n" + "-" * 20 + "\n\n")
