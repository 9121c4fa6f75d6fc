"""``tr-news config``: what is set, where, and how to set it."""

import json

import click

from tr_news.cli.command import Command, Group

_SHOW = (("config show --json | jq .translator.value", "One setting, for a script."),)
_SET = (("config set bullets 5", "Five bullets from now on."), ("config set translator opus-mt-tr-en", "This model."))


def _complete_setting(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    from tr_news import config as settings

    return [name for name in settings.names() if name.startswith(incomplete)]


@click.group(cls=Group, examples=(("config show", "Every setting, and where it came from."), *_SET))
def config() -> None:
    """Settings, from options, environment and file."""


@config.command(cls=Command, examples=_SHOW)
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
    for warning in settings.unknown_variables():
        click.echo(f"tr-news: {warning}", err=True)
    path = settings.file_path()
    click.echo(f"\nfile: {path}{'' if path.is_file() else ' (not there; tr-news config init makes it)'}", err=True)


@config.command(cls=Command, examples=(("config path", "Where to look, or to write."),))
def path() -> None:
    """Print where the configuration file is, or would be."""
    from tr_news import config as settings

    click.echo(settings.file_path())


@config.command(cls=Command, examples=(("config init", "A file to edit."),))
def init() -> None:
    """Write a configuration file in which every setting stands as a comment; one that is there is left alone."""
    from tr_news import config as settings

    click.echo(settings.write_template())


@config.command("set", cls=Command, examples=_SET)
@click.argument("name", shell_complete=_complete_setting)
@click.argument("value")
def set_value(name: str, value: str) -> None:
    """Write one setting into the configuration file; the rest of the file stays as it is."""
    from tr_news import config as settings

    click.echo(f"{settings.set_value(name, value)}: {name} is set", err=True)
