"""``tr-news config``: what is set, and where."""

import json

import click


@click.group()
def config() -> None:
    """Settings, from options, environment and file."""


@config.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(as_json: bool) -> None:
    """Print each setting with its value and where it came from.

    Settings come from an option, else from the environment (TR_NEWS_TRANSLATOR, …), else from the configuration file
    (TR_NEWS_CONFIG names another), else from a default.
    """
    from tr_news import config as settings

    loaded = settings.load()
    rows = [(name, getattr(loaded, name), loaded.source(name)) for name in settings.names()]
    if as_json:
        click.echo(json.dumps({name: {"value": value, "source": source} for name, value, source in rows}, indent=2))
        return
    for name, value, source in rows:
        shown = "-" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
        click.echo(f"{name:13} {shown:24} {source}")
    path = settings.file_path()
    click.echo(f"\nfile: {path}{'' if path.is_file() else ' (not there)'}", err=True)
