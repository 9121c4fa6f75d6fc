"""What of a sentence is the news, as far as its form tells: names, figures, how many died."""

import re

from tr_news.text.calendar import english_months

# How many died or were hurt, or that somebody did.
_TOLL = re.compile(r"\b(?:(?:kill|injur|wound)ing|to death|leaving\b[^,]*\b(?:dead|injured|wounded|missing))\b")
_NAME = re.compile(r"(?<=[\w,;:%)–—-] )[A-ZÇĞİÖŞÜ][\w’'-]+|\b(?!(?:19|20)\d\d\b)\d")
_DAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_PLAIN = 40  # characters, up to which what is left tells too little if it has neither name nor figure


def tells(text: str) -> bool:
    """Whether it names somebody or something, or has a figure; its first word, days, months and years don't count."""
    times = (*english_months(), *(f"{day}day" for day in _DAYS))
    return any(found not in times for found in _NAME.findall(text))


def loses_the_news(kept: str, cut: str) -> bool:
    """Whether a headline had better keep a part: it has all names and figures, says how many died, or all that's said.

    "They say that time waits for no man, | as Kaya found"; "A bus overturned, | killing four"; "Police acted | when …".
    """
    return _TOLL.search(cut) is not None or (not tells(kept) and (tells(cut) or len(kept) < _PLAIN))
