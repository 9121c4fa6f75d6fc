"""The command line: thin commands over the rest of the house."""

from tr_news.cli.main import main

__all__ = ["main"]
