"""Who says what is quoted: found in the sentence before a quotation or in the one that closes it."""

import re

from tr_news.summarization.extractive.clauses import words_of
from tr_news.summarization.wording import SAYS
from tr_news.text.lexicon import words

_WHO = r"(?P<who>[A-Z][^,:;\"“”()]{1,60}?)"
_ASIDE = r"(?:,[^\"“”]{1,200}?,)?"
_BEFORE = re.compile(
    rf"{_WHO}{_ASIDE}\s(?:(?:has|had|also|then|later)\s)?{SAYS}\b[^\"“”.]{{0,120}}(?:[:,]?\s*[\"“]|[:.…]\W*$)"
)
_END = r"(?=,|\s(?:on|in|at|to|during|after)\s|$)"
_SPOKE = rf"{_WHO}\s(?:has\s)?{SAYS}\b|{SAYS}\s(?P<said>[A-Z][^,:;\"“”()]{{1,60}}?){_END}"
_AFTER = re.compile(rf"[\"”],?\s+(?:{_SPOKE})[^\"“”]{{0,60}}$")
_LONGEST = 8  # words


def speaker_before(text: str) -> str | None:
    """Who a sentence that leads into a quotation names as its speaker: "Petro, who …, said:"; None where no name."""
    match = _BEFORE.match(text.strip())
    return _named(match["who"]) if match is not None else None


def speaker_after(text: str) -> str | None:
    """Who a sentence that closes a quotation names as its speaker: '…," Daum said.'; None where no name."""
    match = _AFTER.search(text.strip().rstrip("."))
    return _named(match["who"] or match["said"]) if match is not None else None


def _named(who: str) -> str | None:
    found = words_of(who)
    small = words("cutting", "pronoun") | words("cutting", "subordinate") | words("cutting", "dangling")
    if not found or len(found) > _LONGEST or found[0] in small - {"the", "a", "an"}:
        return None
    return who.strip()
