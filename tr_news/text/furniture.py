"""Lines of a page that aren't the article: credits, links, requests, legal notes. In Turkish and English."""

import re
from functools import cache

from tr_news.text.lexicon import sections

_LABEL_WORDS = 14  # a "label" line with more words is taken for text that happens to begin with the word
_LONGEST = 400  # characters; boilerplate is short, and the patterns stay cheap


@cache
def _patterns(section: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Those that begin with ``^``, to be matched at the start alone, and the others, to be searched for."""
    patterns = sections("boilerplate")[section]
    groups = [p for p in patterns if p.startswith("^")], [p for p in patterns if not p.startswith("^")]
    start, anywhere = (re.compile("|".join(f"(?:{p})" for p in group) or r"(?!)") for group in groups)
    return start, anywhere


def _is(section: str, folded: str) -> bool:
    start, anywhere = _patterns(section)
    return bool(start.match(folded) or anywhere.search(folded))


def is_boilerplate(text: str) -> bool:
    """Whether a sentence is page furniture ("Fotoğraf: AA", "Read more: …") by the patterns in data/boilerplate.txt."""
    if len(text) > _LONGEST:
        return False
    folded = text.replace("İ", "i").lower().replace("ı", "i")
    return _is("line", folded) or (len(folded.split()) <= _LABEL_WORDS and _is("label", folded))
