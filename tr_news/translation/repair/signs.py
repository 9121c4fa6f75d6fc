"""Signs that a model dropped beside a figure that it kept: €, °C, %, a minus; and the half of the day of a clock time.

A Turkish hour is one of 24: 03.00 is at night, 01.00 is no thousand. A figure is touched only where the English has it
once, and the source in one meaning.
"""

import re
from collections.abc import Set

from tr_news.facts.sentence import Facts
from tr_news.facts.spans import english_number, find_spans, lost_spans
from tr_news.translation.repair.change import Repair

_PERCENT = re.compile(r"(?<![\w%‰])%\s?(\d[\d.,]*\d|\d)(?![\d%])|(?<![\w.,])(\d[\d.,]*\d|\d)\s?%")
_PERCENT_WORD = re.compile(r"%|\bper\s?cent|\bpoints?\b|\bpct\b", re.IGNORECASE)
_HALF = re.compile(r"(?<![\d:.,])(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?\s?m\b\.?(?:(\d\d)(?!\d))?", re.IGNORECASE)
_MONTH_BEFORE = re.compile(r"[a-z,]\s[A-Z][a-z]+ $")
_MINUTES_OF_HALF_A_DAY, _NOON = 720, 12
_LONGEST = 2000  # characters


def mend_signs(facts: Facts, text: str) -> tuple[str, tuple[Repair, ...]]:
    """``text`` with the signs and halves of the day of its Turkish source, and what was changed; both normalised.

    Rules: ``sign`` (currency, unit, minus), ``percent``, ``clock``.
    """
    source = facts.text
    if max(len(source), len(text)) > _LONGEST or not any(character.isdigit() for character in source):
        return text, ()
    repairs: list[Repair] = []
    times = {int(number.value) for number in facts.numbers if number.kind == "time"}
    for rule in (_signs, _percents, lambda source, text: _clock(times, source, text)):
        for repair in rule(source, text):
            if repair.before in text:
                text = text.replace(repair.before, repair.after, 1)
                repairs.append(repair)
    return text, tuple(repairs)


def _signs(source: str, text: str) -> list[Repair]:
    lost = set(lost_spans(source, text))
    repairs = []
    for span in find_spans(source):
        if span.text not in lost or span.kind not in ("money", "measure"):
            continue
        figure = re.sub(r"^-|[^\d.,]+$", "", re.sub(r"^[^\d-]+", "", span.english)).strip()
        if (context := _alone(figure, text)) is not None:
            repairs.append(Repair("sign", context, context.replace(figure, span.english, 1)))
    return repairs


def _alone(figure: str, text: str) -> str | None:
    """The figure with a bit of what surrounds it, where the text has it once and without a sign of its own."""
    if not figure or len(re.findall(rf"(?<![\w.,]){re.escape(figure)}(?![\d]|[.,]\d)", text)) != 1:
        return None
    found = re.search(rf"(?<![\w.,$€£₺%-]){re.escape(figure)}(?! ?[%°$€£₺²³]|[\w]|[.,]\d)(?:\W+\w+)?", text)
    if found is not None and _MONTH_BEFORE.search(text, max(0, found.start() - 20), found.start()):
        return None  # "January 4.9": two figures in one
    if found is None or re.search(r"\d (?:million|billion|trillion|thousand)", found.group()):
        return None
    return found.group()


def _percents(source: str, text: str) -> list[Repair]:
    wanted = [english_number(match[1] or match[2]) for match in _PERCENT.finditer(source)]
    if len(_PERCENT_WORD.findall(text)) >= len(wanted):
        return []
    repairs = []
    for figure in dict.fromkeys(wanted):
        context = _alone(figure, text)
        ranged = re.search(rf"{re.escape(figure)} ?(?:to|and|or|-) ?[\d.,]*\d ?(?:%|per)", text)  # "3.1 to 2.1%"
        if context is not None and not ranged and not _PERCENT_WORD.search(context):
            repairs.append(Repair("percent", context, context.replace(figure, f"{figure}%", 1)))
    return repairs


def _clock(times: Set[int], source: str, text: str) -> list[Repair]:
    """``times`` of the source are in minutes since midnight."""
    repairs = []
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
            if (wrong.endswith(",000") and minute) or re.search(rf"(?<![\d.,]){re.escape(wrong)}", source):
                continue
            found = re.search(rf"(?<![\w.,:$€£₺]){re.escape(wrong)}(?![\d%:]|[.,]\d)", text)
            if found is not None and written not in text:
                repairs.append(Repair("clock", wrong, written))
    return repairs
