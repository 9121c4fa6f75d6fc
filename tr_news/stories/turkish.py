"""The one place where this room takes what it needs of Turkish."""

from tr_news.text.turkish.letters import lower

__all__ = ["lower"]
