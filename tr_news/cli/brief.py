"""``tr-news brief``."""

import sys
from typing import Any

import click

from tr_news.briefs.brief import Brief
from tr_news.cli import options
from tr_news.cli.inputs import Report


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
    from tr_news.briefs.brief import make_brief
    from tr_news.cli.output import check_target, put
    from tr_news.cli.work import gather
    from tr_news.load import load_summarizer

    check_target(output, files)
    report = Report()
    work = gather(files, report, given)
    if work.articles:
        # Before the translation, which may take long: a summarizer that isn't there is known by then.
        summarizer = load_summarizer(work.settings)
        documents, translator = work.translated()
        bullets = work.settings.bullets
        briefs = [
            make_brief(
                document,
                summarizer.summarize(document, bullets=bullets),
                translator=translator,
                summarizer=summarizer.describe(),
                settings={"bullets": bullets},
            )
            for document in documents
        ]
        put(_render(briefs, form, evidence=evidence, to_file=output is not None), output, sys.stdout)
    ctx.exit(report.exit_code)


def _render(briefs: list[Brief], form: str, *, evidence: bool, to_file: bool) -> str:
    if form == "json":
        from tr_news.briefs.brief import to_json

        return "".join(to_json(brief) + "\n" for brief in briefs)
    if form == "html":
        from tr_news.briefs.html import render_html

        return render_html(briefs)
    if form == "markdown":
        from tr_news.briefs.markdown import SEPARATOR, render_markdown

        return SEPARATOR.join(render_markdown(brief) for brief in briefs)
    from tr_news.briefs.text import render_text
    from tr_news.cli.output import colour_wanted, terminal_width

    colour = not to_file and colour_wanted(sys.stdout)
    width = 80 if to_file else terminal_width(sys.stdout)
    return "\n\n".join(render_text(brief, width=width, color=colour, evidence=evidence) for brief in briefs)
