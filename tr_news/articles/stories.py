"""Several stories in one text, told where each plainly begins: a rule between them, and a head of its own below it."""

import itertools
import re
from collections.abc import Sequence

from tr_news.articles.bylines import byline
from tr_news.articles.dateline import split_dateline
from tr_news.articles.publication import publication_line
from tr_news.articles.text import one_line
from tr_news.articles.titles import stems

_RULE = re.compile(r"^[ \t]*(?:[-–—_=*#~•]{3,200}|(?:[*#~•-] ){2,60}[*#~•-])[ \t]*$", re.M)
_GAP = re.compile(r"\n[ \t]*\n[ \t]*\n(?:[ \t]*\n)*")  # two blank lines or more
_NUMBERED = re.compile(
    r"^[ \t]*(?:\d{1,2}[.)]?[ ]?haber|haber[ ]?(?:no)?[ ]?\d{1,2})[ \t]*[:.)-]?[ \t]*$", re.M | re.IGNORECASE
)
_NUMBERED_SHORTEST = 30  # characters of a story below its number
_HEAD = 4  # lines in which a story says when, where or by whom it was written
_SHORTEST = 120  # characters of a story
_SHARED = 0.15  # of a story's words that may be those of the stories before it
_TITLE = 130


def split_stories(text: str) -> list[str]:
    """The stories of a plain text; [the text] where it is one, or where that isn't certain.

    Rule "numbered-stories": parts below lines that count them ("1. HABER", "Haber 2:"). Rule "ruled-stories": parts
    between rules, each with a title, and with a dateline, a date or a byline below it. "headed-stories", "dated-stories":
    see below. Rule "gapped-stories": parts between two blank lines or more, each as in "headed-stories".
    """
    if len(_NUMBERED.findall(text)) > 1:
        numbered = [part for part in _NUMBERED.split(text) if part.strip()]
        return numbered if all(len(part.strip()) > _NUMBERED_SHORTEST for part in numbered) else [text]
    parts = [part for part in _RULE.split(text) if part.strip()]
    if len(parts) > 1 and (all(map(_is_story, parts)) or _are_headed(parts)):
        return parts
    gapped = [part for part in _GAP.split(text) if part.strip()]
    if len(gapped) > 1 and _are_headed(gapped):
        return gapped
    return _dated_stories(text)


def are_apart(stories: Sequence[tuple[str, str]]) -> bool:
    """Whether titles and texts are of stories that have nothing to do with one another, sections of none.

    Each title shares a word with its own text, and none with the text of any other; few words of a text are another's.
    """
    titles = [stems(title) for title, _ in stories]
    texts = [stems(text) for _, text in stories]
    if not all(title & text for title, text in zip(titles, texts, strict=True)):
        return False
    seen: set[str] = set()
    for title, text in zip(titles, texts, strict=True):
        if len(text & seen) > _SHARED * len(text) or title & seen:
            return False
        seen |= text
    behind: set[str] = set()
    for title, text in zip(reversed(titles), reversed(texts), strict=True):
        if title & behind:
            return False
        behind |= text
    return True


def _are_headed(parts: Sequence[str]) -> bool:
    """Rule "headed-stories": parts between rules, each below a line that may be a title, about things apart."""
    split = [part.strip().partition("\n") for part in parts]
    return all(_may_be_title(title) and len(text.strip()) >= _SHORTEST for title, _, text in split) and are_apart(
        [(title, text) for title, _, text in split]
    )


def _may_be_title(line: str) -> bool:
    line = line.strip()
    return len(line.split()) > 1 and len(line) <= _TITLE and not line.endswith((".", ",", ";", ":"))


def _dated_stories(text: str) -> list[str]:
    """Rule "dated-stories": a title between blank lines and a line of publication below it, twice or more."""
    starts: list[int] = []
    position = 0
    before, title, start = "", "", 0
    for line in text.splitlines(keepends=True):
        plain = line.strip()
        if plain and title and not before and _may_be_title(title) and len(plain) < _TITLE:
            line_of = publication_line(plain)
            if line_of is not None and line_of.moment is not None:
                starts.append(start)
        before, title, start = title, plain, position
        position += len(line)
    if len(starts) < 2 or text[: starts[0]].strip():
        return [text]
    parts = [text[a:b] for a, b in itertools.pairwise([*starts, len(text)])]
    return parts if all(len(part.strip()) >= _SHORTEST for part in parts) else [text]


def _is_story(part: str) -> bool:
    lines = [one_line(line) for line in part.strip().split("\n", 40) if line.strip()]
    if len(part.strip()) < _SHORTEST or len(lines) < 2 or len(lines[0]) > _TITLE or lines[0].endswith((".", ",", ";")):
        return False
    return any(
        publication_line(line) is not None or byline(line) is not None or split_dateline(line)[0] is not None
        for line in lines[1 : 1 + _HEAD]
    )


def split_markdown(text: str) -> list[str]:
    """The stories of a Markdown text: below each of several titles that have nothing to do with one another.

    Titles are of the level that the text begins with ("# …" or "## …").
    """
    mark = "## " if text.lstrip().startswith("## ") else "# "
    parts = [part for part in re.split(rf"(?m)^(?={mark}\S)", text) if part.strip()]
    if len(parts) < 2 or not all(part.lstrip().startswith(mark) and len(part) >= _SHORTEST for part in parts):
        return [text]
    titled = [part.lstrip()[len(mark) :].partition("\n") for part in parts]
    return parts if are_apart([(title, body) for title, _, body in titled]) else [text]
