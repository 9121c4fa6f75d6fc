"""``tr-news batch``."""

import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tr_news.cli import options
from tr_news.cli.main import INTERRUPTED, TERMINATED, TerminatedError, one_line
from tr_news.cli.verbs import GIVEN, CommandWithVerbs
from tr_news.errors import TrNewsError, UsageError

if TYPE_CHECKING:
    from tr_news.batch.progress import Progress

_reading, _output, _running = (partial(options.option, group=name) for name in (options.READING, options.OUTPUT, "Run"))
_EXAMPLES = (
    ("batch articles out", "A brief of every article, as JSON; run it again and only what is new is done."),
    ("batch -f html -f json articles out", "Pages to read as well."),
    ("batch articles out --dry-run", "What would be done, and why."),
    ("batch status out", "Where it stands, from another terminal or after a kill."),
    ("batch --files-from list.txt out", "Inputs from a list; `-` is standard input."),
)
FORMATS = ("json", "html", "markdown", "text")


def _shard(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    number, slash, of = value.partition("/")
    if not (slash and number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= 100_000):
        raise click.BadParameter(f"{value!r} is not I/N with I from 1 to N")
    return int(number), int(of)


@click.command(cls=CommandWithVerbs, examples=_EXAMPLES)
@click.argument("inputs", metavar="IN...", nargs=-1, type=click.Path(readable=False, path_type=str))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@_reading("--recursive/--no-recursive", default=True, help="Go into folders of folders.  [default: yes]")
@_reading("--include", metavar="PATTERN", multiple=True, help="Only such files, whatever their ending ('*.htm').")
@_reading("--exclude", metavar="PATTERN", multiple=True, help="No such files and folders.")
@_reading("--files-from", metavar="FILE", help="Inputs are the lines of that file, or of standard input (-).")
@_reading("-0", "nul", is_flag=True, help="What --files-from reads is separated by NUL.")
@_reading("--since", metavar="DAY", type=click.DateTime(["%Y-%m-%d"]), help="Only what was published then or later.")
@_reading("--encoding", metavar="NAME", help="Encoding of the inputs; told from the bytes otherwise.")
@options.translating
@options.splitting
@options.summarizing
@_output("-n", "--bullets", metavar="N", type=options.count("bullets"), help="How many at the most.  [default: 3]")
@_output("-f", "--format", "forms", type=click.Choice(FORMATS), multiple=True, help="Several at once.  [default: json]")
@_output("--translate-only", is_flag=True, help="Translations, no briefs.")
@_output(
    "--copies",
    type=click.Choice(["brief", "link"]),
    default="brief",
    show_default=True,
    help="What becomes of an article that has an earlier one's text: done too, or linked to it.",
)
@_output("--prune", is_flag=True, help="Delete outputs whose input is gone.")
@_running("--dry-run", is_flag=True, help="Print what would be done and why.")
@_running("--limit", metavar="N", type=click.IntRange(1), help="Do no more than N articles.")
@_running("--retry-failed", is_flag=True, help="Only what failed before.")
@_running("--fail-fast", is_flag=True, help="End at the first failure.")
@_running("--max-failures", type=click.IntRange(0), metavar="N", help="End after more than N failures.")
@_running("--no-wait", is_flag=True, help="Exit with 6 where another run is at work in OUT.")
@_running("--shard", metavar="I/N", callback=_shard, help="Only the I-th of N parts, for N machines or terminals.")
@_running("--cluster", type=click.Choice(["ray"]), help="Work on the machines of RAY_ADDRESS, or of this Ray cluster.")
@_running("-q", "--quiet", is_flag=True, help="Tell failures only.")
@_running("--json-progress", is_flag=True, help="Progress as JSON Lines, on stderr.")
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
    if given["shard"] and (given["prune"] or given["copies"] == "link"):
        raise UsageError("--prune and --copies link need to know all inputs; give them to a run without --shard")
    if given["shard"] and given["cluster"]:
        raise UsageError("--cluster shares the work out itself; leave --shard out")
    name = "{}-of-{}".format(*given["shard"]) if given["shard"] else ""
    tally, layout, dry = Tally(), Layout(out, name), given["dry_run"]
    style = _style(quiet=given.pop("quiet") or dry, as_json=given.pop("json_progress"))
    progress = Progress(tally, None if dry else layout, style, sys.stderr, one_line)  # type: ignore[arg-type]
    with _signals(progress) as stop, _errors_as_json(ctx, progress if style == "json" else None):
        paths = _paths(files_from, stop.is_set, nul=given.pop("nul"))
        job = Job(inputs, paths, layout, given, tally, progress, ctx.meta[GIVEN])
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


@batch.verb
@click.command("merge")
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--no-wait", is_flag=True, help="Exit with 6 where a run is at work in OUT.")
def merge_(out: Path, no_wait: bool) -> None:
    """Join the indexes of shards in OUT to one; the next run without --shard does so too."""
    from tr_news.batch.layout import Layout
    from tr_news.batch.shards import locked, merge

    layout = Layout(out)
    if not layout.private.is_dir():  # which would make inputs look like outputs
        raise UsageError(f"{out}: no run has worked in it; give the OUT of the shards")
    layout.make()
    with locked(layout, wait=not no_wait):
        click.echo(f"tr-news: {merge(layout):,} lines joined to {layout.index}", err=True)


def _style(*, quiet: bool, as_json: bool) -> str:
    if quiet:
        return "quiet"
    return "json" if as_json else "terminal" if sys.stderr.isatty() else "lines"


def _paths(files_from: str | None, stopped: Callable[[], bool], *, nul: bool) -> Iterator[str] | None:
    """The paths of a list, as they are read; None where there is no list."""
    if files_from is None:
        return None
    from tr_news.batch.lists import paths

    return paths(sys.stdin.buffer if files_from == "-" else files_from, b"\0" if nul else b"\n", stopped)


@contextmanager
def _errors_as_json(ctx: click.Context, progress: "Progress | None") -> Iterator[None]:
    """Tells what ends the run as the other lines are told, where a program reads them."""
    try:
        yield
    except (TrNewsError, KeyboardInterrupt) as error:
        if progress is None:
            raise
        stopped = TERMINATED if isinstance(error, TerminatedError) else INTERRUPTED
        code = error.exit_code if isinstance(error, TrNewsError) else stopped
        progress.broken_off(str(error) or ("terminated" if code == TERMINATED else "interrupted"), code)
        ctx.exit(code)


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
