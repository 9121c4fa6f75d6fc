"""The way that ``translate`` and ``brief`` share: read, identify, translate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import click

from tr_news import config
from tr_news.articles import Article
from tr_news.cli.inputs import Report, identified, read_inputs
from tr_news.translation.document import TranslatedArticle
from tr_news.turkish.language import Language


@dataclass(frozen=True, slots=True)
class Work:
    """The articles that can go on, their languages, and the settings in force."""

    articles: Sequence[Article]
    languages: Sequence[Language]
    settings: config.Settings
    origin: str

    def translated(self) -> tuple[Sequence[TranslatedArticle], Mapping[str, object] | None]:
        """The articles in English, all their sentences translated together, and the provenance of that English.

        English articles stay as they are and have none. Without articles no model is loaded.
        """
        if self.origin == "en":
            from tr_news.summarization.english import passthrough_articles

            return passthrough_articles(self.articles, languages=self.languages), None
        if not self.articles:
            return (), None
        from tr_news.load import load_translator
        from tr_news.models.resolution import advice
        from tr_news.translation.pipeline import translate_articles

        loaded = load_translator(self.settings)
        hint = advice(loaded.model)
        if hint:
            click.echo(f"tr-news: {hint}", err=True)
        documents = translate_articles(self.articles, loaded.translator, languages=self.languages)
        return documents, loaded.describe()


def gather(files: tuple[str, ...], report: Report, given: dict[str, Any]) -> Work:
    """Reads and identifies the inputs; those that can't go on are reported.

    ``given`` are the options of the command line, by name.
    """
    origin, force, encoding = (given.pop(name) for name in ("origin", "force", "encoding"))
    settings = config.load(given)
    if settings.offline:
        _forbid_hub()
    pairs = list(identified(read_inputs(files, encoding), report, origin=origin, force=force))
    report.done = len(pairs)
    return Work([article for article, _ in pairs], [language for _, language in pairs], settings, origin)


def _forbid_hub() -> None:
    """For libraries that would look a model up themselves."""
    import os

    os.environ["HF_HUB_OFFLINE"] = "1"
