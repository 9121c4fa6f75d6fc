"""Options that several commands share."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from tr_news.config import MOST

F = TypeVar("F", bound=Callable[..., Any])


def count(setting: str) -> click.IntRange:
    """The type of an option for a setting that is a count: it takes what the settings take."""
    return click.IntRange(1, MOST[setting])


_READING = [
    click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=str)),
    click.option("--encoding", metavar="NAME", help="Encoding of the inputs; told from the bytes otherwise."),
]
_TRANSLATING = [
    click.option(
        "--from",
        "origin",
        type=click.Choice(["auto", "tr", "en"]),
        default="auto",
        show_default=True,
        help="Language of the inputs; `en` leaves the translation out.",
    ),
    click.option("--force", is_flag=True, help="Translate text that isn't Turkish all the same."),
    click.option("--translator", metavar="MODEL", help="Name, repository or folder; the best one installed otherwise."),
    click.option("--engine", type=click.Choice(["ctranslate2", "transformers"]), help="What runs local models."),
    click.option("--beam", "beam_size", type=count("beam_size"), help="Beam size; the model's own otherwise."),
    click.option(
        "--batch-tokens",
        type=count("batch_tokens"),
        help="Tokens decoded at a time.  [default: 1024]",
    ),
    click.option("--threads", type=count("threads"), help="CPU threads; as many as there are cores otherwise."),
    click.option("--device", type=click.Choice(["cpu", "cuda", "auto"]), help="Where models run.  [default: cpu]"),
    click.option("--compute-type", metavar="TYPE", help="Of the translator on CTranslate2.  [default: int8]"),
    click.option("--offline", is_flag=True, default=None, help="Make no connection, whatever the settings say."),
]
_SUMMARIZING = [
    click.option("--bullets", type=count("bullets"), help="How many at the most.  [default: 3]"),
    click.option("--summarizer", metavar="MODEL", help="Name, repository or folder; the built-in one otherwise."),
    click.option("--prompts", metavar="DIR", help="Templates that take the place of those in the package."),
    click.option(
        "--api-base", metavar="URL", help="An OpenAI-compatible server summarizes, e.g. http://localhost:11434/v1"
    ),
    click.option("--api-model", metavar="NAME", help="The server's model. The key: TR_NEWS_API_KEY."),
]
_WRITING = [
    click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=str), help="Write there, atomically."),
]  # fmt: skip


def _apply(options: list[Callable[[F], F]]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


reading: Callable[[F], F] = _apply(_READING)
translating: Callable[[F], F] = _apply(_TRANSLATING)
summarizing: Callable[[F], F] = _apply(_SUMMARIZING)
writing: Callable[[F], F] = _apply(_WRITING)
