"""Turkish news, read in English: offline, with the Turkish evidence beside every line.

    import tr_news

    brief = tr_news.brief("haber.txt")
    print(brief.headline.text)
    for bullet in brief.bullets:
        print("-", bullet.text)

``docs/python-api.md`` tells the rest. What stands here is imported when it is first used: importing the package costs
nothing.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from tr_news.api import Brief, Translated, brief, briefs, detect, translate
    from tr_news.documents.article import Article, Language, Paragraph
    from tr_news.documents.brief import Line, Summary
    from tr_news.documents.translation import Check, Flag, Sentence
    from tr_news.errors import InputError, ModelError, NotTurkishError, TrNewsError, UsageError
    from tr_news.pipeline import Failure, Pipeline

_PLACES = {
    "tr_news.api": ("Brief", "Translated", "brief", "briefs", "detect", "translate"),
    "tr_news.documents.article": ("Article", "Language", "Paragraph"),
    "tr_news.documents.brief": ("Line", "Summary"),
    "tr_news.documents.translation": ("Check", "Flag", "Sentence"),
    "tr_news.errors": ("InputError", "ModelError", "NotTurkishError", "TrNewsError", "UsageError"),
    "tr_news.pipeline": ("Failure", "Pipeline"),
}

__all__ = [
    "Article",
    "Brief",
    "Check",
    "Failure",
    "Flag",
    "InputError",
    "Language",
    "Line",
    "ModelError",
    "NotTurkishError",
    "Paragraph",
    "Pipeline",
    "Sentence",
    "Summary",
    "TrNewsError",
    "Translated",
    "UsageError",
    "__version__",
    "brief",
    "briefs",
    "detect",
    "translate",
]


def __getattr__(name: str) -> object:
    """Imports what is public when it is asked for (PEP 562)."""
    from importlib import import_module

    for place, names in _PLACES.items():
        if name in names:
            return getattr(import_module(place), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
