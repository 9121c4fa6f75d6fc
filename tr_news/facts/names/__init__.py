"""Named entities: which names a Turkish text has, how English writes them, and which a translation has lost."""

from tr_news.facts.names.article import KnownNames, known_names
from tr_news.facts.names.find import Found, find_names
from tr_news.facts.names.lost import lost_names, missing_names
from tr_news.facts.names.runs import Name

__all__ = ["Found", "KnownNames", "Name", "find_names", "known_names", "lost_names", "missing_names"]
