"""Taking away what a feed puts around an article's text, before it is compared."""

import re
import unicodedata
from functools import cache

from tr_news.stories.turkish import lower
from tr_news.text.lexicon import sections

_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LONGEST = 4_000  # characters of a body that are looked at: a story is told in its beginning


def clean(title: str, body: str) -> tuple[str, str]:
    """Title and body in NFC on one line each, without furniture (``[feed]`` of
    ``text/data/boilerplate.txt``).

    A body that opens with its own title loses it. A body that only repeats the title is empty then.
    """
    title = _without_furniture(title[:_LONGEST])
    return title, without_title(title, _without_furniture(body[:_LONGEST]))


def without_title(title: str, body: str) -> str:
    """A body that opens with its own title without it."""
    opening = lower(title)
    while opening and lower(body).startswith(opening) and len(lower(body)) == len(body):
        body = body[len(opening) :].lstrip(" .!?…:-–—\"'”’")
    return body


def _without_furniture(text: str) -> str:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _SPACE.sub(" ", text).strip()
    for pattern in _furniture():
        text = pattern.sub(" ", text)
    return _SPACE.sub(" ", text).strip()


@cache
def _furniture() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(line, re.IGNORECASE) for line in sections("boilerplate")["feed"])
