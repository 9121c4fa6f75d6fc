"""``tr-news models``: which there are, and getting them."""

import json
from typing import TYPE_CHECKING, Any

import click

from tr_news.cli.command import Group, complete_models
from tr_news.cli.main import one_line
from tr_news.errors import ModelError, UsageError

if TYPE_CHECKING:
    from tr_news.models.inventory import Item


_EXAMPLES = (
    ("models list", "What is installed, and what can be had by name."),
    ("models pull opus-mt-tr-en", "The translator for work: once, offline from then on."),
    ("models verify", "Whether what is installed is whole."),
)


@click.group(cls=Group, examples=_EXAMPLES)
def models() -> None:
    """Translation and summarization models: list, download, verify, remove."""


@models.command("list", examples=(("models list -f json | jq -r '.[].name'", "The names, for a script."),))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_models(as_json: bool, form: str) -> None:
    """Print the models, installed or to be had by name."""
    from dataclasses import asdict

    from tr_news.models.inventory import inventory

    items = inventory()
    if as_json or form == "json":
        click.echo(json.dumps([asdict(item) for item in items], indent=2, ensure_ascii=False))
        return
    named = [item for item in items if not _is_folder(item)]
    width = max(len(item.name) for item in named)
    click.echo(f"{'STATE':9} {'NAME':{width}} {'KIND':10} {'DOWNLOAD':>8}  LICENCE")
    for item in named:
        size = f"{item.download_mb:,} MB" if item.download_mb and item.state != "built in" else "-"
        click.echo(f"{item.state:9} {item.name:{width}} {item.kind:10} {size:>8}  {item.licence or '-'}")
        if item.good_for:
            click.echo(f"{'':9} {click.style(item.good_for, dim=True)}")
    for item in filter(_is_folder, items):
        click.echo(f"{item.state:9} {one_line(item.name)}\n{'':9} {item.kind}, {item.installed_mb} MB on this machine")
    click.echo("\n`tr-news models pull NAME` gets one; OWNER/NAME takes any repository of the hub.", err=True)


def _is_folder(item: "Item") -> bool:
    from tr_news.models.resolution import is_path

    return is_path(item.name)


@models.command(
    examples=(
        ("models pull opus-mt-tr-en", "By its name."),
        ("models pull Helsinki-NLP/opus-mt-tc-big-tr-en", "Any repository of the hub."),
    )
)
@click.argument("name", shell_complete=complete_models)
@click.option(
    "--quantization",
    type=click.Choice(["int8", "float32", "float16", "int8_float16"]),
    default="int8",
    show_default=True,
    help="Precision of the converted weights.",
)
@click.option("--keep-checkpoint", is_flag=True, help="Keep the original weights too, for --engine transformers.")
@click.option("--if-reachable", is_flag=True, help="Where the hub doesn't answer within 3 seconds, say so and exit 0.")
def pull(name: str, quantization: str, keep_checkpoint: bool, if_reachable: bool) -> None:
    """Download a model, convert it to CTranslate2, and prove that it runs.

    NAME is one of `tr-news models list` or any repository of the hub, as OWNER/NAME. An interrupted download goes on
    where it stopped.
    """
    from tr_news.config import load
    from tr_news.http import CONNECT_SECONDS
    from tr_news.load import prove_folder
    from tr_news.models import hub
    from tr_news.models.pull import pull as pull_model

    if load().offline:
        if if_reachable:
            click.echo(f"offline is set: {name} is not downloaded", err=True)
            return
        raise ModelError(f"offline is set ({load().source('offline')}): {name} can't be downloaded")
    if name.startswith((".", "/", "~")):
        raise UsageError(f"{name}: a folder needs no pull; give it to --translator or --summarizer as it is")
    meter = _Meter()
    try:
        pulled = pull_model(
            name,
            quantization=quantization,
            keep_checkpoint=keep_checkpoint,
            within=CONNECT_SECONDS if if_reachable else None,
            progress=meter,
            say=lambda line: click.echo(line, err=True),
            prove=lambda folder, record: prove_folder(folder, record.kind),
        )
    except hub.HubUnreachableError as error:
        if not if_reachable:
            raise
        click.echo(f"{name} is not downloaded: {error}", err=True)
        return
    finally:
        meter.close()
    record = pulled.record
    licence = f", {record.licence}" if record.licence else ""
    state = "installed" if pulled.fresh else "installed already"
    click.echo(f"{record.name}: {state} ({(record.commit or '')[:12]}{licence})", err=True)


class _Meter:
    """A progress bar for each large file, on stderr; nothing is drawn where that isn't a terminal."""

    _SMALL = 5_000_000  # bytes

    def __init__(self) -> None:
        self._bar: Any = None
        self._name = ""

    def __call__(self, name: str, done: int, size: int, /) -> None:
        if name != self._name:
            self.close()
            self._name = name
            if size < self._SMALL:
                return
            import sys

            label = f"{name} ({size / 1e6:,.0f} MB)"
            self._bar = click.progressbar(length=size, label=label, file=sys.stderr)
            self._bar.__enter__()
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None


@models.command(examples=(("models verify", "All of them."), ("models verify opus-mt-tr-en", "One.")))
@click.argument("names", metavar="[NAME]...", nargs=-1, shell_complete=complete_models)
def verify(names: tuple[str, ...]) -> None:
    """Compare installed models with their checksums.

    The checksums are those of the files as they were installed. Without NAME, all models are compared.
    """
    from tr_news.models import record as records
    from tr_news.models import store
    from tr_news.models.catalogue import find

    entries = [find(name) for name in names]
    for entry in entries:
        if entry.built_in:
            raise ModelError(f"{entry.name} comes with the package; `tr-news doctor` shows whether it runs")
    chosen = [entry.name for entry in entries] or [*(r.name for r in store.installed()), *store.damaged()]
    if not chosen:
        click.echo(f"no models in {store.home() / 'models'}", err=True)
    bad = []
    for name in chosen:
        folder = store.model_folder(name)
        try:
            record = records.read_record(folder)
            problems = [f"{folder}: not installed"] if record is None else records.verify(folder, record)
        except ModelError as error:
            problems = [str(error)]
        for problem in problems:
            click.echo(problem, err=True)
        if problems:
            bad.append(name)
        else:
            click.echo(f"{name}: all files as they were installed")
    if bad:
        raise ModelError(f"broken or not there: {', '.join(bad)}; `tr-news models pull {bad[0]}` mends it")


@models.command(examples=(("models remove opus-mt-tr-en", "Gone from this machine."),))
@click.argument("names", metavar="NAME...", nargs=-1, required=True, shell_complete=complete_models)
def remove(names: tuple[str, ...]) -> None:
    """Delete installed models, unfinished downloads, and converted copies.

    NAME is one of `tr-news models list`; for the converted copy of a checkpoint it is the folder of that checkpoint,
    which is left as it is.
    """
    from tr_news.models import store
    from tr_news.models.catalogue import find
    from tr_news.models.resolution import as_path, is_path

    for name in names:
        if is_path(name):
            freed = store.remove_converted(as_path(name))
            if not freed:
                raise ModelError(f"{name}: no copy of it was converted; `tr-news models list` shows those there are")
            click.echo(f"{name}: its converted copy is removed, {freed / 1e6:,.0f} MB freed", err=True)
            continue
        entry = find(name)
        if entry.built_in:
            raise ModelError(f"{entry.name} comes with the package and can't be removed")
        freed = store.remove(entry.name)
        if not freed:
            raise ModelError(f"{entry.name} isn't installed")
        click.echo(f"{entry.name}: removed, {freed / 1e6:,.0f} MB freed", err=True)


@models.command(examples=(("models path opus-mt-tr-en", "The folder to carry to a machine without a network."),))
@click.argument("name", required=False, shell_complete=complete_models)
def path(name: str | None) -> None:
    """Print the folder of a model, or that of all models."""
    from tr_news.models import store
    from tr_news.models.catalogue import find
    from tr_news.models.record import read_record
    from tr_news.models.resolution import built_in_folder

    if name is None:
        click.echo(store.home() / "models")
        return
    entry = find(name)
    folder = built_in_folder() if entry.built_in else store.model_folder(entry.name)
    if not entry.built_in and read_record(folder) is None:
        raise ModelError(f"{entry.name} isn't installed; `tr-news models pull {entry.name}` gets it")
    click.echo(folder)
