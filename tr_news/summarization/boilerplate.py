"""Lines of a page that aren't the article: credits, links, requests, legal notes. In Turkish and English."""

import re
from functools import cache

from tr_news.summarization.wordlists import sections

_LABEL_WORDS = 14  # a "label" line with more words is taken for text that happens to begin with the word
_LONGEST = 400  # characters; boilerplate is short, and the patterns stay cheap


@cache
def _pattern(section: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in sections("boilerplate")[section]))


def is_boilerplate(text: str) -> bool:
    """Whether a sentence is page furniture ("Fotoğraf: AA", "Read more: …") by the patterns in data/boilerplate.txt."""
    if len(text) > _LONGEST:
        return False
    folded = text.replace("İ", "i").lower().replace("ı", "i")
    if _pattern("line").search(folded):
        return True
    return len(folded.split()) <= _LABEL_WORDS and _pattern("label").search(folded) is not None
