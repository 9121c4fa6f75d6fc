"""Signs that a model dropped beside a figure that it kept: €, °C, %, a minus; and the half of the day of a clock time.

A Turkish hour is one of 24: 03.00 is at night, 01.00 is no thousand. A figure is touched only where the English has it
once, and the source in one meaning.
"""

import re

from tr_news.facts.sentence import Facts
from tr_news.facts.spans import english_number, find_spans, missing_spans
from tr_news.translation.repair.change import Repair

_PERCENT = re.compile(r"(?<![\w%‰])%\s?(\d[\d.,]*\d|\d)(?![\d%])|(?<![\w.,])(\d[\d.,]*\d|\d)\s?%")
_PERCENT_WORD = re.compile(r"%|\bper\s?cent|\bpoints?\b|\bpct\b", re.IGNORECASE)
_HALF = re.compile(r"(?<![\d:.,])(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?\s?m\b\.?(?:(\d\d)(?!\d))?", re.IGNORECASE)
_ZONE = re.compile(r"(?:\d|[ap]\.?m\.?) ET\b")  # what American news has behind a time
_ZONED = re.compile(r"\bET\b|[Dd]oğu|\bABD\b")
_DIGIT = re.compile(r"\d")
# Around a figure: what it is a part of, a sign of its own, a scale, the next word, the other end of a range of percent.
_IN_WORD = re.compile(r"[\w.,]")
_LONGER = re.compile(r"\d|[.,]\d")
_SIGNED = re.compile(r" ?[%°$€£₺²³]|\w")
_SCALED = re.compile(r" (?:million|billion|trillion|thousand)")
_NEXT_WORD = re.compile(r"\W+\w+")
_RANGE = re.compile(r" ?(?:to|and|or|-) ?[\d.,]*\d ?(?:%|per)")  # "3.1 to 2.1%"
_MONTH_BEFORE = re.compile(r"[a-z,]\s[A-Z][a-z]+ $")
_MINUTES_OF_HALF_A_DAY, _NOON = 720, 12
_LONGEST = 2000  # characters


def mend_signs(facts: Facts, text: str) -> tuple[str, tuple[Repair, ...]]:
    """``text`` with the signs and halves of the day of its Turkish source, and what was changed; both normalised.

    Rules: ``sign`` (currency, unit, minus), ``percent``, ``clock``.
    """
    if max(len(facts.text), len(text)) > _LONGEST or not _DIGIT.search(facts.text):
        return text, ()
    repairs: list[Repair] = []
    for rule in (_signs, _percents, _clock):
        for repair in rule(facts, text):
            if repair.before in text:
                text = text.replace(repair.before, repair.after, 1)
                repairs.append(repair)
    return text, tuple(repairs)


def _signs(facts: Facts, text: str) -> list[Repair]:
    spans = facts.spans if facts.written == facts.text else find_spans(facts.text)
    signed = [span for span in spans if span.kind in ("money", "measure")]
    lost = set(missing_spans(signed, text))
    repairs = []
    for span in signed:
        if span.text not in lost:
            continue
        figure = re.sub(r"^-|[^\d.,]+$", "", re.sub(r"^[^\d-]+", "", span.english)).strip()
        if (context := _alone(figure, text)) is not None:
            repairs.append(Repair("sign", context, context.replace(figure, span.english, 1)))
    return repairs


def _alone(figure: str, text: str) -> str | None:
    """The figure with a bit of what surrounds it, where the text has it once and without a sign of its own."""
    if not figure:
        return None
    found = [at for at in _places(figure, text) if not _IN_WORD.match(text, at - 1) or not at]
    found = [at for at in found if not _LONGER.match(text, at + len(figure))]
    if len(found) != 1:
        return None
    start, end = found[0], found[0] + len(figure)
    if text[start - 1 : start] in tuple("$€£₺%-") or _SIGNED.match(text, end):
        return None
    if _MONTH_BEFORE.search(text, max(0, start - 20), start):
        return None  # "January 4.9": two figures in one
    if _SCALED.match(text, end):
        return None
    following = _NEXT_WORD.match(text, end)
    return text[start : following.end() if following else end]


def _places(part: str, text: str) -> list[int]:
    """Where a part of the text begins."""
    found = [text.find(part)]
    while found[-1] >= 0:
        found.append(text.find(part, found[-1] + 1))
    return found[:-1]


def _percents(facts: Facts, text: str) -> list[Repair]:
    wanted = [english_number(match[1] or match[2]) for match in _PERCENT.finditer(facts.text)]
    if len(_PERCENT_WORD.findall(text)) >= len(wanted):
        return []
    repairs = []
    for figure in dict.fromkeys(wanted):
        context = _alone(figure, text)
        if context is None or _PERCENT_WORD.search(context):
            continue
        if not any(_RANGE.match(text, at + len(figure)) for at in _places(figure, text)):
            repairs.append(Repair("percent", context, context.replace(figure, f"{figure}%", 1)))
    return repairs


def _clock(facts: Facts, text: str) -> list[Repair]:
    times = {int(number.value) for number in facts.numbers if number.kind == "time"}  # minutes since midnight
    if not times:
        return []
    zones = [] if _ZONED.search(facts.text) else _ZONE.findall(text)
    repairs = [Repair("clock", zone, zone.removesuffix(" ET")) for zone in zones]
    halves = [(match[1], match[2]) for match in _HALF.finditer(text)]
    for match in _HALF.finditer(text):
        if halves.count((match[1], match[2])) > 1:
            continue  # between 6 a.m. and 6 p.m.
        hour, minute = int(match[1]), int(match[2] or match[4] or 0)
        meant = {time for time in times if (time - hour * 60 - minute) % _MINUTES_OF_HALF_A_DAY == 0}
        if len(meant) != 1:
            continue
        time = meant.pop()
        right = f"{time // 60:02}:{minute:02}" if hour > _NOON or match[4] else ""
        half = "am" if time < _MINUTES_OF_HALF_A_DAY else "pm"
        if right:
            repairs.append(Repair("clock", match.group(), right))
        elif match[3].lower() != half[0]:
            at = match.start(3) - match.start()
            wrong = match.group()
            repairs.append(Repair("clock", wrong, wrong[:at] + half[0] + wrong[at + 1 :]))
    for time in times:
        hour, minute = divmod(time, 60)
        written = f"{hour:02}:{minute:02}"
        for wrong in (f"{hour},000", f"{hour:02},000", f"{hour}.{minute:02}"):
            if (wrong.endswith(",000") and minute) or wrong not in text or written in text:
                continue
            if re.search(rf"(?<![\d.,]){re.escape(wrong)}", facts.text):
                continue
            if re.search(rf"(?<![\w.,:$€£₺]){re.escape(wrong)}(?![\d%:]|[.,]\d)", text):
                repairs.append(Repair("clock", wrong, written))
    return repairs
