"""``tr-news models``: which there are, and getting them."""

import json
from typing import Any

import click

from tr_news.errors import ModelError, UsageError


@click.group()
def models() -> None:
    """Translation and summarization models: list, download, verify, remove."""


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_models(as_json: bool, form: str) -> None:
    """Print the models, installed or to be had by name."""
    rows = _rows()
    if as_json or form == "json":
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    width = max(len(row["name"]) for row in rows)
    click.echo(f"{'STATE':9} {'NAME':{width}} {'KIND':10} {'DOWNLOAD':>8}  LICENCE")
    for row in rows:
        size = f"{row['download_mb']:,} MB" if row["download_mb"] and row["state"] != "built in" else "-"
        click.echo(f"{row['state']:9} {row['name']:{width}} {row['kind']:10} {size:>8}  {row['licence'] or '-'}")
        if row["good_for"]:
            click.echo(f"{'':9} {click.style(row['good_for'], dim=True)}")
    click.echo("\n`tr-news models pull NAME` gets one; OWNER/NAME takes any repository of the hub.", err=True)


def _rows() -> list[dict[str, Any]]:
    from tr_news.models import store
    from tr_news.models.catalogue import catalogue

    records = {record.name: record for record in store.installed()}
    broken = set(store.damaged())
    entries = catalogue()
    rows: list[dict[str, Any]] = []
    for name in (*entries, *(other for other in (*records, *sorted(broken)) if other not in entries)):
        entry, record = entries.get(name), records.get(name)
        if name in broken:
            state = "damaged"
        elif entry is not None and entry.built_in:
            state = "built in"
        else:
            state = "installed" if record else "available"
        known = entry or record  # what the catalogue says, else what the hub said
        rows.append(
            {
                "name": name,
                "state": state,
                "kind": known.kind if known else "?",
                "download_mb": entry.size if entry else None,
                "installed_mb": round(store.size_of(store.model_folder(name)) / 1e6) if record else None,
                "licence": known.licence if known else None,
                "languages": list(known.languages) if known else [],
                "repository": known.repository if known else name,
                "revision": record.commit if record else entry.revision if entry and not entry.built_in else None,
                "good_for": entry.good_for if entry else "",
                "beam_size": record.decoding.get("beam_size") if record else entry.beam_size if entry else None,
            }
        )
    return rows


@models.command()
@click.argument("name")
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
    """Download a model and convert it to CTranslate2.

    NAME is one of `tr-news models list` or any repository of the hub, as OWNER/NAME. An interrupted download goes on
    where it stopped.
    """
    from tr_news.config import load
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
            within=hub.CONNECT_SECONDS if if_reachable else None,
            progress=meter,
            say=lambda line: click.echo(line, err=True),
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


@models.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
def verify(names: tuple[str, ...]) -> None:
    """Compare installed models with their checksums.

    The checksums are those of the files as they were installed. Without NAME, all models are compared.
    """
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
            record = store.read_record(folder)
            problems = [f"{folder}: not installed"] if record is None else store.verify(folder, record)
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


@models.command()
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
def remove(names: tuple[str, ...]) -> None:
    """Delete installed models and unfinished downloads."""
    from tr_news.models import store
    from tr_news.models.catalogue import find

    for name in names:
        entry = find(name)
        if entry.built_in:
            raise ModelError(f"{entry.name} comes with the package and can't be removed")
        freed = store.remove(entry.name)
        if not freed:
            raise ModelError(f"{entry.name} isn't installed")
        click.echo(f"{entry.name}: removed, {freed / 1e6:,.0f} MB freed", err=True)


@models.command()
@click.argument("name", required=False)
def path(name: str | None) -> None:
    """Print the folder of a model, or that of all models."""
    from tr_news.models import store
    from tr_news.models.catalogue import find
    from tr_news.models.resolution import built_in_folder

    if name is None:
        click.echo(store.home() / "models")
        return
    entry = find(name)
    folder = built_in_folder() if entry.built_in else store.model_folder(entry.name)
    if not entry.built_in and store.read_record(folder) is None:
        raise ModelError(f"{entry.name} isn't installed; `tr-news models pull {entry.name}` gets it")
    click.echo(folder)
