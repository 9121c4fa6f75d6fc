"""The last resort of a headline: a beginning of the sentence and "…"."""

import re

from tr_news.summarization.extractive.clauses import WORD, balanced
from tr_news.summarization.wording import DOUBLE_MARK
from tr_news.text.lexicon import words

LONGEST = 240  # of a sentence that can't be shortened further and is shown whole rather than one that says less


def broken_off(text: str, limit: int = LONGEST) -> str:
    """The beginning of the text and "…", which says that something is missing: for what no rule can shorten.

    Best before a phrase; not within a quotation, nor between a number and what it counts.
    """
    fit: list[tuple[str, bool]] = []
    for match in re.finditer(r"\S+(?=\s)", text[:limit]):
        kept = text[: match.end()].rstrip(",;:-–— ")
        last = kept.split()[-1].lower().strip("\"“”'’()") if kept else ""
        pause = match.group().endswith((",", ";", ":"))
        open_ended = last in words("cutting", "dangling") or (
            not pause and (last[-1:].isdigit() or last in words("cutting", "number"))
        )
        if last and not open_ended and balanced(kept):
            after = WORD.search(text, match.end())
            fit.append((kept, pause or (after is not None and after.group().lower() in words("cutting", "phrase"))))
    long_enough = [kept for kept, phrase in fit if phrase and 2 * len(kept) >= limit]
    best = (long_enough or [kept for kept, _ in fit] or [""])[-1]
    whole_words = (text[: limit - 1].rpartition(" ")[0] or text[: limit - 1]).rstrip(",;:-–— ")
    quotes = len(DOUBLE_MARK.findall(whole_words)) % 2 == 1 and len(whole_words) < limit - 1
    if best and (
        3 * len(best) >= limit or not quotes
    ):  # a speaker's name alone tells nothing: then within the quotation
        return best + "…"
    return whole_words + ('…"' if quotes else "…")
