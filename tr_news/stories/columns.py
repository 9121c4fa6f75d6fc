"""Columns and announcements without a text: a headline that reports nothing joins no story.

Some feeds give a column with its headline as its text. Its few words are those of the day's great subject, so that it
would join that story, which it doesn't tell.
"""

import re

from tr_news.stories import wordlists
from tr_news.stories.turkish import lower

FEWEST = 3  # words of a text that says something

_WORD = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)?")
_NUMBER = re.compile(r"\d")


def is_column(title: str, body: str) -> bool:
    """Whether an article has no text (after cleaning), and a headline that neither reports nor asks who somebody is.

    What reports has a number, a verb of the past or the future at its end or before a colon, or ends in the name of
    what happened.
    """
    if len(_WORD.findall(body)) >= FEWEST:
        return False
    heading = lower(title)
    if any(word in heading for word in wordlists.section("columns", "who")):
        return False
    if heading.rstrip(" !.…").endswith("?"):
        return True
    ends = [words[-1] for part in re.split(r"[:;|]", heading) if (words := _WORD.findall(part))]
    return not (
        _NUMBER.search(heading)
        or any(word.endswith(tuple(wordlists.section("columns", "endings"))) for word in ends)
        or any(word in wordlists.section("columns", "reports") for word in ends)
    )
