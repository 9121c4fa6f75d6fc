"""``tr-news doctor``: what is here, and whether it runs."""

import os
import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from tr_news.cli.command import Command
from tr_news.cli.main import one_line
from tr_news.errors import TrNewsError, UsageError

if TYPE_CHECKING:
    from tr_news.config import Settings
    from tr_news.models.resolution import Wanted

_WIDTH = 80
_LABEL = 12


@click.command(cls=Command, examples=(("doctor", "What is here, and whether it runs."),))
def doctor() -> None:
    """Say what is installed and which model would run, and prove every model with one sentence.

    Where the translator or summarizer that is chosen doesn't run, exits with that error's code: 5 for a broken model.
    """
    from tr_news import config
    from tr_news.load import BEST_SUMMARIZER, BUILT_IN_SUMMARIZER, chosen_summarizer
    from tr_news.models import resolution, store
    from tr_news.models.catalogue import BUILT_IN

    settings = config.load()
    for label, text in _machine(settings):
        _line(label, text)
    translator = settings.translator or resolution.best_translator()
    summarizer = chosen_summarizer(settings)
    _line("translator", f"{_shortened(translator)} ({_origin(settings, 'translator', 'the best that is there')})")
    if settings.api_base:
        name = settings.api_model or chosen_summarizer(settings) or "no model chosen, --api-model NAME"
        _line("summarizer", f"{name} at {settings.api_base} ({settings.source('api_base')}), not tried")
    else:
        name = _shortened(summarizer or BUILT_IN_SUMMARIZER)
        best = ", the best that is there" if settings.summarizer == BEST_SUMMARIZER else ""
        _line("summarizer", f"{name} ({_origin(settings, 'summarizer', 'default')}{best})")
    click.echo()

    failures = [_prove(translator, "translator", settings)]
    chosen = [translator]
    if summarizer is not None and not settings.api_base:
        chosen.append(summarizer)
        failures.append(_prove(summarizer, "summarizer", settings))
    # The others are proved as they are, whatever the settings say of engines and devices.
    plain = replace(settings, engine="ctranslate2", device="cpu")
    if BUILT_IN not in chosen:
        _prove(BUILT_IN, "translator", plain)
    for record in store.installed():
        if record.name not in chosen:
            _prove(record.name, "translator" if record.kind == "translator" else "summarizer", plain)
    for name in store.damaged():
        _verdict("broken", name, "its record is missing or damaged; remove it and pull it again")
    if translator == BUILT_IN:
        _verdict("hint", "a better translator", "tr-news models pull opus-mt-tr-en")
    for failure in failures:
        if failure is not None:
            raise failure


def _machine(settings: "Settings") -> Iterator[tuple[str, str]]:
    """Versions, device, folders. Nothing heavy is imported but CTranslate2, which knows the device."""
    import platform
    from importlib import metadata

    import ctranslate2

    from tr_news import __version__, config
    from tr_news.models import store
    from tr_news.models.runtime import available_cores

    def version(package: str) -> str:
        try:
            return metadata.version(package)
        except metadata.PackageNotFoundError:
            return "not installed"

    yield "tr-news", f"{__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield "engine", f"ctranslate2 {version('ctranslate2')}, sentencepiece {version('sentencepiece')}"
    yield "libraries", f"transformers {version('transformers')}, torch {version('torch')}"
    gpus = ctranslate2.get_cuda_device_count()
    threads = settings.threads or available_cores()
    yield "device", f"{settings.device}, {threads} threads, {settings.compute_type}; CUDA GPUs: {gpus or 'none'}"
    try:
        yield "models", _shortened(str(store.home() / "models"))
    except UsageError as error:
        yield "models", str(error)
    path = config.file_path()
    yield "settings", _shortened(str(path)) + ("" if path.is_file() else " (not there)")


def _origin(settings: "Settings", name: str, otherwise: str) -> str:
    source = settings.source(name)
    return otherwise if source == "default" else source


def _prove(name: str, kind: "Wanted", settings: "Settings") -> TrNewsError | None:
    """Prints a line for a model; what is wrong with it, or None."""
    from pathlib import Path

    from tr_news import load

    shown = Path(name).name if "~" not in name and Path(name).is_dir() else name
    try:
        if kind == "translator":
            said = load.prove_translator(replace(settings, translator=name))
        else:
            said = load.prove_summarizer(replace(settings, summarizer=name, api_base=None))
    except TrNewsError as error:
        # The message begins with the folder or the name, which the line does already.
        reason = re.sub(rf"^(?:\S*[/\\])?{re.escape(shown)}:? ", "", str(error))
        _verdict("broken", shown, reason)
        return error
    _verdict("ok", shown, f"“{said}”")
    return None


def _line(label: str, text: str) -> None:
    click.echo(_cut(f"{label:{_LABEL}}{text}"))


def _verdict(state: str, name: str, text: str) -> None:
    label = click.style(f"{state:{_LABEL}}", fg={"ok": "green", "broken": "red"}.get(state))
    width = _WIDTH - _LABEL
    lines = textwrap.wrap(one_line(f"{name}: {text}"), width, max_lines=1 if state == "ok" else 3, placeholder="…")
    click.echo(label + ("\n" + " " * _LABEL).join(lines))


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def _shortened(path: str) -> str:
    """A path that leaves room for a label and a remark: the home folder as ~, the middle left out."""

    home = os.path.expanduser("~")  # noqa: PTH111 - stays as it is for a user without a home folder
    path = "~" + path[len(home) :] if path.startswith(home + "/") else path
    room = _WIDTH - _LABEL - len(" (environment TR_NEWS_SUMMARIZER)")
    return path if len(path) <= room else f"{path[: room // 2 - 1]}…{path[-(room - room // 2) :]}"
