"""Several stories in one text, told where each plainly begins: a rule between them, and a head of its own below it."""

import re

from tr_news.articles.dateline import split_dateline
from tr_news.articles.publication import byline, publication_line
from tr_news.articles.text import one_line

_RULE = re.compile(r"^[ \t]*(?:[-–—_=*#~•]{3,200}|(?:[*#~•-] ){2,60}[*#~•-])[ \t]*$", re.M)
_NUMBERED = re.compile(
    r"^[ \t]*(?:\d{1,2}[.)]?[ ]?haber|haber[ ]?(?:no)?[ ]?\d{1,2})[ \t]*[:.)-]?[ \t]*$", re.M | re.IGNORECASE
)
_NUMBERED_SHORTEST = 30  # characters of a story below its number
_HEAD = 4  # lines in which a story says when, where or by whom it was written
_SHORTEST = 120  # characters of a story
_TITLE = 130


def split_stories(text: str) -> list[str]:
    """The stories of a plain text; [the text] where it is one, or where that isn't certain.

    Rule "numbered-stories": parts below lines that count them ("1. HABER", "Haber 2:"). Rule "ruled-stories": parts
    between rules, each with a title, and with a dateline, a date or a byline below it.
    """
    if len(_NUMBERED.findall(text)) > 1:
        numbered = [part for part in _NUMBERED.split(text) if part.strip()]
        return numbered if all(len(part.strip()) > _NUMBERED_SHORTEST for part in numbered) else [text]
    parts = [part for part in _RULE.split(text) if part.strip()]
    if len(parts) < 2 or not all(_is_story(part) for part in parts):
        return [text]
    return parts


def _is_story(part: str) -> bool:
    lines = [one_line(line) for line in part.strip().split("\n", 40) if line.strip()]
    if len(part.strip()) < _SHORTEST or len(lines) < 2 or len(lines[0]) > _TITLE or lines[0].endswith((".", ",", ";")):
        return False
    return any(
        publication_line(line) is not None or byline(line) is not None or split_dateline(line)[0] is not None
        for line in lines[1 : 1 + _HEAD]
    )
