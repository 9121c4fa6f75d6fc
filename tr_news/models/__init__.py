"""Models: the catalogue, download and conversion, the store, and the built-in weights.

``resolve`` is the door for the rest of the house; it is imported on first use, so that importing the package is cheap.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tr_news.models.resolution import ResolvedModel, advice, resolve

__all__ = ["ResolvedModel", "advice", "resolve"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from tr_news.models import resolution

        return getattr(resolution, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
