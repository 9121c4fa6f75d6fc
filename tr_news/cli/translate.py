"""``tr-news translate``."""

from typing import Any

import click

from tr_news.cli import options
from tr_news.cli.command import Command
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import UsageError

FORMATS = ("text", "markdown", "json")
_EXAMPLES = (
    ("translate article.html", "The English article, paragraphs and headings kept."),
    ("translate -o article.md article.txt", "As Markdown, into a file."),
    ("translate -f json article.txt | jq '.sentences[] | select(.checks != [])'", "What there is to check."),
)
_RULE = "\n" + "-" * 20 + "\n\n"


@click.command(cls=Command, examples=_EXAMPLES)
@options.reading
@options.translating
@options.formats(*FORMATS)
@options.writing
@options.talking
@click.pass_context
def translate(ctx: click.Context, /, files: tuple[str, ...], **given: Any) -> None:
    """Print the English article: its paragraphs and headings, nothing left out.

    Without FILE, or for `-`, standard input is read. `json` prints JSON Lines: each sentence with its Turkish and what
    the audit says of it.
    """
    from tr_news.cli.output import joined
    from tr_news.cli.work import Work
    from tr_news.documents.codec import translation_to_dict
    from tr_news.documents.values import json_line
    from tr_news.render.markdown import SEPARATOR
    from tr_news.render.translation import render_markdown, render_text

    if given["origin"] == "en":
        raise UsageError("--from en leaves nothing to translate; use it with `tr-news brief`")
    work = Work.begin(files, given, FORMATS)
    form = work.target.form

    def render(document: TranslatedArticle) -> str:
        if form == "json":
            return json_line(translation_to_dict(document, translator=work.pipeline.translator_provenance)) + "\n"
        return (render_markdown if form == "markdown" else render_text)(document).rstrip("\n") + "\n"

    outcomes = work.pipeline.translate(work.pipeline.admit(work.inputs()))
    if work.target.template is not None:
        work.write_each(outcomes, lambda document: document.article, render)
    else:
        pieces = work.told(outcomes, _describe, render, json_failures=form == "json")
        between = "" if form == "json" else SEPARATOR if form == "markdown" else _RULE
        work.write(joined(pieces, between))
    ctx.exit(work.report.finish("translations", "sentences"))


def _describe(document: TranslatedArticle) -> tuple[str, int, int]:
    """Source, number of sentences, sentences to check."""
    flagged = sum(1 for sentence in document.sentences if sentence.flags)
    return document.article.source, len(document.sentences), flagged
