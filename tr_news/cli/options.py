"""Options that several commands share."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from tr_news.cli.command import Option, WholeNumber, complete_models
from tr_news.config import MOST

F = TypeVar("F", bound=Callable[..., Any])

READING, OUTPUT, MODELS, TUNING = "Reading", "Output", "Models", "Tuning"


def count(setting: str) -> WholeNumber:
    """The type of an option for a setting that is a count: it takes what the settings take."""
    return WholeNumber(MOST[setting])


def option(*names: str, group: str, **settings: Any) -> Callable[[F], F]:
    """A click option in a group of the help."""
    return click.option(*names, cls=Option, group=group, **settings)


def model_option(name: str, text: str) -> Callable[[F], F]:
    """An option that takes the name of a model and completes it."""
    return option(name, group=MODELS, metavar="MODEL", shell_complete=complete_models, help=text)


_READING = [
    click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=str)),
    option("--encoding", group=READING, metavar="NAME", help="Encoding of the inputs; told from the bytes otherwise."),
]
_TRANSLATING = [
    option(
        "--from",
        "origin",
        group=READING,
        type=click.Choice(["auto", "tr", "en"]),
        default="auto",
        show_default=True,
        help="Language of the inputs; `en` leaves the translation out.",
    ),
    option("--force", group=READING, is_flag=True, help="Translate text that isn't Turkish all the same."),
    model_option("--translator", "Name, repository or folder; the best one installed otherwise."),
    option("--glossary", group=MODELS, metavar="FILE", help="Terms and their English: CSV, TSV or TBX."),
    option("--no-glossary", "glossary", group=MODELS, flag_value="none", help="Not even the package's own terms."),
    option(
        "--offline", group=MODELS, is_flag=True, default=None, help="Make no connection, whatever the settings say."
    ),
    option(
        "--engine", group=TUNING, type=click.Choice(["ctranslate2", "transformers"]), help="What runs local models."
    ),
    option(
        "--beam",
        "beam_size",
        group=TUNING,
        metavar="N",
        type=count("beam_size"),
        help="Beam size; the model's own otherwise.",
    ),
    option(
        "--batch-tokens",
        group=TUNING,
        metavar="N",
        type=count("batch_tokens"),
        help="Tokens decoded at a time.  [default: 1024]",
    ),
    option(
        "--threads",
        group=TUNING,
        metavar="N",
        type=count("threads"),
        help="CPU threads; as many as there are cores otherwise.",
    ),
    option(
        "--device", group=TUNING, type=click.Choice(["cpu", "cuda", "auto"]), help="Where models run.  [default: cpu]"
    ),
    option(
        "--no-memory",
        group=TUNING,
        is_flag=True,
        help="Neither ask nor fill the memory of translations, or corrections.",
    ),
    option("--compute-type", group=TUNING, metavar="TYPE", help="Of the translator on CTranslate2.  [default: int8]"),
]
_SPLITTING = [
    option(
        "--inter-threads",
        group=TUNING,
        metavar="N",
        type=count("inter_threads"),
        help="Batches of the translator at a time; measured once in a long run otherwise, and kept.",
    ),
    option(
        "--intra-threads",
        group=TUNING,
        metavar="N",
        type=count("intra_threads"),
        help="CPU threads at each of them; measured likewise.",
    ),
]
_SUMMARIZING = [
    model_option("--summarizer", "Name, repository or folder; auto: the best installed; else the built-in one."),
    option("--prompts", group=MODELS, metavar="DIR", help="Templates that take the place of those in the package."),
    option(
        "--api-base",
        group=MODELS,
        metavar="URL",
        help="An OpenAI-compatible server summarizes, e.g. http://localhost:11434/v1",
    ),
    option("--api-model", group=MODELS, metavar="NAME", help="The server's model. The key: TR_NEWS_API_KEY."),
]
_WRITING = [
    option(
        "-o",
        "--output",
        group=OUTPUT,
        metavar="FILE",
        type=click.Path(path_type=str),
        help="Write there, atomically, in the format of its extension. A folder, or {name}, {date} or {title} in it: "
        "one file an article.",
    ),
    option(
        "--output-dir",
        group=OUTPUT,
        metavar="DIR",
        type=click.Path(path_type=str),
        help="One file an article, in this folder.",
    ),
]
_TALKING = [
    option("-q", "--quiet", group=OUTPUT, is_flag=True, help="Errors alone on stderr."),
    option(
        "-v", "--verbose", group=OUTPUT, is_flag=True, help="A line on stderr for each article: time, sentences, flags."
    ),
]


def _apply(options: list[Callable[[F], F]]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for one in reversed(options):
            function = one(function)
        return function

    return decorate


def formats(*names: str) -> Callable[[F], F]:
    """``-f/--format`` with these names."""
    return option(
        "-f",
        "--format",
        "form",
        group=OUTPUT,
        type=click.Choice(names),
        help="[default: the extension of --output, the setting `format`, or text]",
    )


reading: Callable[[F], F] = _apply(_READING)
translating: Callable[[F], F] = _apply(_TRANSLATING)
splitting: Callable[[F], F] = _apply(_SPLITTING)
summarizing: Callable[[F], F] = _apply(_SUMMARIZING)
writing: Callable[[F], F] = _apply(_WRITING)
talking: Callable[[F], F] = _apply(_TALKING)
