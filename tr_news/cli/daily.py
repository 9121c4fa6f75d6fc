"""``tr-news daily``."""

from pathlib import Path
from typing import Any

import click

from tr_news.cli import options
from tr_news.cli.command import Command

_EXAMPLES = (
    ("daily articles out", "The newest day of the articles, as a page, Markdown, a letter and feeds."),
    ("daily feeds.jsonl out --date 2026-03-04", "One day, midnight to midnight in Turkey."),
    ("daily articles out --min-sources 2", "Only what two publishers or more report."),
    ("daily articles out --maildir ~/Maildir", "The letter, delivered to a mailbox on this machine."),
)
_DAYS = "The day"


@click.command(cls=Command, examples=_EXAMPLES)
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path, file_okay=False))
@options.option("--date", "day", group=_DAYS, metavar="DAY", help="As 2026-03-04.  [default: the newest day in IN]")
@options.option("--since", group=_DAYS, metavar="TIME", help="From this day or moment on.")
@options.option("--until", group=_DAYS, metavar="TIME", help="Up to the end of this day, or up to this moment.")
@options.option(
    "--min-sources",
    group=options.OUTPUT,
    metavar="N",
    type=click.IntRange(1, 1000),
    default=1,
    show_default=True,
    help="Publishers that a story needs.",
)
@options.option(
    "--max-stories",
    group=options.OUTPUT,
    metavar="N",
    type=click.IntRange(0, 1000),
    help="Stories told at length.  [default: as many as 1,100 words hold]",
)
@options.option(
    "--publishers",
    group=options.READING,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Lines as `Name = domain.com other.net` that come before the configuration's and the package's.",
)
@options.option(
    "--site", group=options.OUTPUT, metavar="URL", help="Where OUT stands on the web, for the feeds' links."
)
@options.option(
    "--email", group=options.OUTPUT, metavar="FILE", type=click.Path(path_type=Path), help="Write the letter there too."
)
@options.option(
    "--maildir",
    group=options.OUTPUT,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Deliver it to this Maildir.",
)
@options.translating
@options.summarizing
@options.talking
@click.pass_context
def daily(ctx: click.Context, /, source: Path, out: Path, **given: Any) -> None:
    """Tell a day's articles story by story, best supported first, each with its sources.

    IN is a folder of articles, a file of many, or what `batch` made. OUT/DAY/daily.json is the day; the page, Markdown,
    letter and feeds beside it are made from it.
    """
    from tr_news import config
    from tr_news.cli.inputs import Report
    from tr_news.daily.build import Limits
    from tr_news.daily.letters import deliver
    from tr_news.daily.run import Options, run
    from tr_news.daily.wording import count
    from tr_news.errors import NotTurkishError
    from tr_news.load import with_memory
    from tr_news.pipeline import Failure, Pipeline
    from tr_news.stories.publishers import Publishers, listed_by_name, read_publishers

    report = Report(total=2, quiet=given.pop("quiet"), verbose=given.pop("verbose"))
    limits = Limits(given.pop("min_sources"), given.pop("max_stories"))
    chosen = Options(given.pop("day"), given.pop("since"), given.pop("until"), limits)
    own, site, email, maildir = (given.pop(name) for name in ("publishers", "site", "email", "maildir"))
    origin, force = given.pop("origin"), given.pop("force")
    wrap = None if given.pop("no_memory") else with_memory(report.remark)
    settings = config.load(given)
    for warning in config.unknown_variables():
        report.remark(warning)
    publishers = Publishers((read_publishers(own) if own else {}), listed_by_name(config.publishers()))
    skipped = 0

    def failed(failure: Failure) -> None:
        nonlocal skipped
        if isinstance(failure.error, NotTurkishError):
            skipped += 1
        else:
            report.failed(failure)

    outcome = run(
        source,
        out,
        Pipeline(settings, origin=origin, force=force, advise=report.remark, wrap=wrap),
        chosen,
        now=_now(),
        failed=failed,
        publishers=publishers,
        address=site or "",
        remark=report.remark,
    )
    if email or maildir:
        deliver(outcome.digest, file=email, maildir=maildir, address=site or "")
    report.done = outcome.articles
    digest = outcome.digest
    shown = f"{count(len(digest.all_stories), 'story', 'stories')} shown"
    told = f"{count(digest.articles, 'article')} in {shown}" if digest.articles else "no article"
    others = f"; {skipped} not Turkish, left out" if skipped else ""
    where = out / digest.date / "index.html"
    report.remark(f"{digest.date}: {told}{others}; {where}{'' if outcome.changed else ' (unchanged)'}")
    ctx.exit(report.exit_code if outcome.articles or report.failures else 0)


def _now() -> Any:
    from datetime import UTC, datetime

    return datetime.now(UTC)
