"""Which news agency an article's text comes from, as its dateline, its credit or its foot names it."""

import re
from functools import cache

from tr_news.text.agencies import agencies

HEAD = 160  # characters of the body where a dateline or a credit stands
FOOT = 120  # characters at its end where a credit stands


def agency(body: str) -> str | None:
    """The agency's name, or None. An agency that the running text speaks of is no source of it."""
    head, foot = body[:HEAD], body[-FOOT:]
    for name, dateline, credit in _patterns() if _mention().search(f"{head} {foot}") else ():
        if dateline.search(head) or credit.search(head) or credit.search(foot):
            return name
    return None


@cache
def _mention() -> re.Pattern[str]:
    """Any form of any agency: most articles have none."""
    forms = {form for _, known in agencies() for form in known}
    return re.compile("|".join(map(re.escape, sorted(forms))))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    patterns = []
    for name, forms in agencies():
        either = "|".join(sorted((re.escape(form) for form in forms), key=lambda form: (-len(form), form)))
        # "ANKARA (AA) -", "İSTANBUL, (DHA) –", "(İHA) -", "ANKARA/ANKA -": in front of the first sentence
        dateline = re.compile(
            rf"^[^.!?a-zçğıöşü]{{0,80}}[(/]\s*(?:{either})\s*\)?\s*[-–—:]"
            rf"|^.{{0,120}}\(\s*(?:{either})\s*\)\s*[-–—]"
            rf"|^(?:{either})\s*[-–—:]\s"
        )
        # "Kaynak: AA", "Haber: DHA", "(AA)" or "AA" alone at the end, "- İHA"
        credit = re.compile(
            rf"(?:^|[\s(])(?:Kaynak|KAYNAK|Haber|HABER|Fotoğraf|Foto)\s*[:：]\s*(?:{either})(?!\w)"
            rf"|\(\s*(?:{either})\s*\)\s*[.]?\s*$"
            rf"|[.!?…\"”']\s*[-–—(]?\s*(?:{either})\s*\)?\s*[.]?\s*$"
        )
        patterns.append((name, dateline, credit))
    return tuple(patterns)
