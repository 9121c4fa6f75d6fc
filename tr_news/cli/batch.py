"""``tr-news batch``."""

import json
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tr_news.cli import options
from tr_news.cli.main import INTERRUPTED, one_line
from tr_news.cli.verbs import CommandWithVerbs
from tr_news.errors import UsageError

if TYPE_CHECKING:
    from tr_news.batch.progress import Progress


@click.command(cls=CommandWithVerbs)
@click.argument("inputs", metavar="IN...", nargs=-1, type=click.Path(path_type=str))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--recursive/--no-recursive", default=True, help="Go into folders of folders.  [default: yes]")
@click.option("--include", metavar="PATTERN", multiple=True, help="Only such files, whatever their ending ('*.htm').")
@click.option("--exclude", metavar="PATTERN", multiple=True, help="No such files and folders.")
@click.option("--files-from", metavar="FILE", help="The inputs are the lines of that file, or of standard input (-).")
@click.option("-0", "nul", is_flag=True, help="What --files-from reads is separated by NUL.")
@click.option(
    "--format", "forms", type=click.Choice(["json", "html", "markdown", "text"]), multiple=True,
    help="One output an article in each.  [default: json]",
)  # fmt: skip
@click.option("--translate-only", is_flag=True, help="Translations, no briefs.")
@options.translating
@options.summarizing
@click.option("--encoding", metavar="NAME", help="Encoding of the inputs; told from the bytes otherwise.")
@click.option("--dry-run", is_flag=True, help="Print what would be done and why.")
@click.option("--limit", type=click.IntRange(1), help="Do no more than so many articles.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only articles published on that day or later.")
@click.option("--retry-failed", is_flag=True, help="Only what failed before.")
@click.option("--prune", is_flag=True, help="Delete outputs whose input is gone.")
@click.option("--fail-fast", is_flag=True, help="End at the first failure.")
@click.option("--max-failures", type=click.IntRange(0), metavar="N", help="End after more than N failures.")
@click.option("--no-wait", is_flag=True, help="Exit with 6 where another run is at work in OUT.")
@click.option("--quiet", is_flag=True, help="Tell failures only.")
@click.option("--json-progress", is_flag=True, help="Progress as JSON Lines, on stderr.")
@click.pass_context
def batch(ctx: click.Context, /, inputs: tuple[str, ...], out: Path, **given: Any) -> None:
    """Brief every article below IN (folders, files, .jsonl with many) into OUT.

    A second run does only what is new or has changed, also after a kill. One bad file doesn't stop the others: the
    exit code says whether there was any. OUT/index.jsonl has one line an article.
    """
    from tr_news.batch.job import Job
    from tr_news.batch.layout import Layout
    from tr_news.batch.progress import Progress
    from tr_news.batch.tally import Tally

    files_from = given.pop("files_from")
    if bool(inputs) == bool(files_from):
        raise UsageError("give inputs and OUT, or OUT and --files-from: `tr-news batch IN OUT`")
    if given["translate_only"] and ("html" in given["forms"] or given["origin"] == "en"):
        raise UsageError("--translate-only has no html, and nothing to do with --from en; leave it out")
    tally, layout, dry = Tally(), Layout(out), given.pop("dry_run")
    style = _style(quiet=given.pop("quiet") or dry, as_json=given.pop("json_progress"))
    progress = Progress(tally, None if dry else layout, style, sys.stderr, one_line)  # type: ignore[arg-type]
    job = Job(inputs, _paths(files_from, nul=given.pop("nul")), layout, given, tally, progress, sys.argv[2:])
    with _signals(progress) as stop:
        code = job.dry_run(lambda source, reason: click.echo(f"{one_line(reason)}: {one_line(source)}"), stop) if dry \
            else job.run(stop)  # fmt: skip
    ctx.exit(INTERRUPTED if stop.is_set() and not job.ended_itself else code)


@batch.verb
@click.command()
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(out: Path, as_json: bool) -> None:
    """Say where the run in OUT stands, or how it ended."""
    from tr_news.batch.layout import Layout
    from tr_news.batch.status import status_of

    layout = Layout(out)
    rows = {part.shard or "run": status_of(part) for part in (layout, *layout.shards())}
    if as_json:
        click.echo(json.dumps({name: found.to_dict() for name, found in rows.items()}, ensure_ascii=False, indent=2))
        return
    for name, found in rows.items():
        if len(rows) > 1:
            click.echo(name)
        for line in found.lines():
            click.echo(("  " if len(rows) > 1 else "") + one_line(line))


def _style(*, quiet: bool, as_json: bool) -> str:
    if quiet:
        return "quiet"
    return "json" if as_json else "terminal" if sys.stderr.isatty() else "lines"


def _paths(files_from: str | None, *, nul: bool) -> Iterator[str] | None:
    """The paths of a list, as they are read; None where there is no list."""
    if files_from is None:
        return None
    from tr_news.batch.lists import paths

    return paths(sys.stdin.buffer if files_from == "-" else files_from, b"\0" if nul else b"\n")


@contextmanager
def _signals(progress: "Progress") -> Iterator[threading.Event]:
    """Sets the event at the first Ctrl-C; the second is as always."""
    stop = threading.Event()

    def interrupted(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        progress.say("ends after the articles in work; Ctrl-C again ends at once")

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
