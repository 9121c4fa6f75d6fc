"""The way that ``translate`` and ``brief`` share: read, identify, translate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from tr_news import config
from tr_news.cli.inputs import Report, identified, read_inputs
from tr_news.translation.document import TranslatedArticle


@dataclass(frozen=True, slots=True)
class Work:
    """Translated articles, in the order of the input, and the provenance of their English."""

    documents: Sequence[TranslatedArticle]
    provenance: Mapping[str, object] | None  # None: the articles were in English
    settings: config.Settings


def translated(files: tuple[str, ...], report: Report, given: dict[str, Any]) -> Work:
    """Reads the inputs and translates all their sentences together.

    ``given`` are the options of the command line, by name. Inputs that can't go on are reported.
    """
    origin, force = given.pop("origin"), given.pop("force")
    encoding = given.pop("encoding")
    settings = config.load(given)
    if settings.offline:
        _forbid_hub()
    pairs = list(identified(read_inputs(files, encoding), report, origin=origin, force=force))
    report.done = len(pairs)
    if not pairs:
        return Work((), None, settings)
    articles = [article for article, _ in pairs]
    languages = [language for _, language in pairs]
    if origin == "en":
        from tr_news.translation.pipeline import passthrough_articles

        return Work(passthrough_articles(articles, languages=languages), None, settings)
    from tr_news.load import load_translator
    from tr_news.models.resolution import advice
    from tr_news.translation.pipeline import translate_articles

    loaded = load_translator(settings)
    hint = advice(loaded.model)
    if hint:
        click.echo(f"tr-news: {hint}", err=True)
    documents = list(translate_articles(articles, loaded.translator, languages=languages))
    return Work(documents, loaded.describe(), settings)


def _forbid_hub() -> None:
    """For libraries that would look a model up themselves."""
    import os

    os.environ["HF_HUB_OFFLINE"] = "1"
