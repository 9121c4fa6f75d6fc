"""First mentions made whole: a surname gets first name and office, "yesterday" its date, where the article has it."""

import datetime
import re
from collections.abc import Iterable, Sequence
from functools import cache

from tr_news.documents.translation import Sentence
from tr_news.text.calendar import english_months
from tr_news.text.lexicon import sections, table, words
from tr_news.text.turkish.casing import lower

_NAME = r"[A-ZÇĞİÖŞÜ][a-zçğıöşüâîû]+(?:[-’'][A-ZÇĞİÖŞÜ][a-zçğıöşü]+)?"
_RUN = re.compile(rf"(?<![\w’'-]){_NAME}(?: {_NAME})+(?![\w-])")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")
_WEEKDAYS = ("pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = re.compile(
    rf"(?<![\w’'])(?P<day>{'|'.join(f'[{d[0]}{d[0].upper()}]{d[1:]}' for d in _WEEKDAYS)})\b(?:\s+(?P<next>\w+))?"
)
_AGAIN = re.compile(
    rf"\bher (?:{'|'.join(_WEEKDAYS)})\b|(?:\b(?:{'|'.join(_WEEKDAYS)})(?:,? (?:ve|ile|veya|ya da) |, ?| ))+günleri\w*"
)
_DATED = re.compile(r"(?:\d\s+\w+|\d{4}),?\s*$")
_PART_OF_DAY = re.compile(r"gün|akşam|sabah|gece|öğle|saat|ikindi")
_NO_DAY = re.compile(r"ilçe|mahalle|cadde|belde|köy|sokak|semt|pay|yer|esnaf|tezg")
_PAST = r"[dt][ıiuü](?:lar|ler)?\W*$"
_FUTURE = r"[ae]ca[kğ](?:lar)?\W*$|ece[kğ](?:ler)?\W*$"
_TO_COME = re.compile(r"(?:[ae]ca[kğ]|ece[kğ])(?:[ıi]|lar[ıi]|leri)n[ıi]\b")
_HAPPENED = re.compile(r"[dt][ıiuü][kğ](?:[ıiuü]|lar[ıi]|leri)n[ıiuü]\b")
_RELATIVE = {"dün": ("yesterday", -1), "yarın": ("tomorrow", 1)}


def full_names(sentences: Iterable[Sentence]) -> dict[str, tuple[str, int]]:
    """The longest form of each person's name by surname, office included, and the sentence that has it.

    A person is who has a Turkish first name, or an office before the name ("President Gustavo Petro"), in the English;
    the Turkish must have the same name. A surname that two persons share is left out.
    """
    firsts = _first_names()
    offices = frozenset(sections("offices")[""])
    found: dict[str, tuple[str, int]] = {}
    persons: dict[str, set[str]] = {}
    for sentence in sentences:
        if sentence.kind == "title" or not sentence.readable:
            continue
        for match in _RUN.finditer(sentence.translation):
            held, name = _office_and_name(match.group().split(), sentence.translation[: match.start()], offices)
            if len(name) not in (2, 3) or " ".join(name) not in sentence.source or not (held or name[0] in firsts):
                continue
            persons.setdefault(name[-1], set()).add(name[0])
            whole = " ".join([*held, *name])
            if len(whole) > len(found.get(name[-1], ("", 0))[0]):
                found[name[-1]] = (whole, sentence.index)
    return {last: found[last] for last in found if len(persons[last]) == 1}


@cache
def _first_names() -> frozenset[str]:
    return frozenset(row[0] for row in table("first_names"))


def _office_and_name(run: list[str], before: str, offices: frozenset[str]) -> tuple[list[str], list[str]]:
    """A run of capitalised words parted behind the last office in it; or the office, in small letters, before it."""
    ends = [i for i, word in enumerate(run) if word in offices]
    if ends:
        begin = ends[-1]
        while begin > 0 and run[begin - 1] in words("offices", "kind") | offices:
            begin -= 1
        return run[begin : ends[-1] + 1], run[ends[-1] + 1 :]
    small = before.split()[-1:]
    return (small if small and small[0] in offices else []), run


def with_full_name(text: str, known: dict[str, tuple[str, int]], said: set[str]) -> tuple[str, int | None]:
    """The text with one surname made whole, and the sentence that has the whole; ``said`` holds surnames introduced.

    Only the first name in the text is looked at, outside quotation marks, where nothing of the name stands before it.
    """
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    offices = frozenset(sections("offices")[""])
    for last, (whole, index) in known.items():
        if last in said or last not in text:
            continue
        match = re.search(rf"(?<![\w’'-]){re.escape(last)}(?![\w-])", text)
        if match is None:
            continue
        said.add(last)
        before = text[: match.start()].rstrip()
        preceding = before.split()[-1:]
        has_office = bool(preceding) and preceding[0] in offices  # "Minister Demir", "coach Lucescu"
        named = re.search(r"[A-ZÇĞİÖŞÜ][\w.’'-]*$", before) is not None and not has_office
        if named or any(a <= match.start() < b for a, b in quoted):
            continue
        if has_office:
            whole = " ".join(word for word in whole.split() if word not in offices | words("offices", "kind"))
        return text[: match.start()] + whole + text[match.end() :], index
    return text, None


def with_dates(text: str, source: str, day: datetime.date | None) -> str:
    """The text with the date in parentheses behind "yesterday", "on Tuesday", where the Turkish has that word too.

    A weekday is the last one before the day of publication, or that day itself, where the Turkish sentence ends in a
    past form and the English has nothing ahead ("will"); the next one where both are ahead, or it is reported of what
    is to come. Else it stays as it is, and so does what stands within quotation marks.
    """
    if day is None:
        return text
    spoken = re.findall(r"\w+", lower(source))
    days_said = _days(source)
    told = _QUOTED.sub(_blank, lower(source))
    for word, (english, days) in _RELATIVE.items():
        if word in spoken:
            text = _dated(text, english, day + datetime.timedelta(days))
    said_ahead = re.search(r"\b(?:will|would|is to|are to|going to|expected|due|plan\w*)\b", _QUOTED.sub(_blank, text))
    ahead = said_ahead is not None
    future, past = (re.search(ending, told) is not None for ending in (_FUTURE, _PAST))
    start = 0
    if said_ahead is not None and past and _TO_COME.search(told) and not _HAPPENED.search(told):
        future, past, start = True, False, said_ahead.end()  # "pazartesi günü başlayacağını bildirdi"
    if ahead != future or past == future:
        return text
    for number, (turkish, english) in enumerate(zip(_WEEKDAYS, _DAYS, strict=True)):
        if turkish in days_said:
            back = (day.weekday() - number) % 7
            when = day + datetime.timedelta((7 - back) % 7 if future else -back)
            text = text[:start] + _dated(text[start:], english, when)
    return text


def _days(source: str) -> set[str]:
    """The days of the week that are said, in small letters: no "Pazar ilçesi", "pazar payı", "Cuma Demir".

    Nor those that come again ("her cuma", "cuma ve cumartesi günleri").
    Nor one whose date stands before it ("11 Aralık Pazartesi"): it needs none, and may be weeks ahead.
    """
    found = set()
    again = [match.span() for match in _AGAIN.finditer(lower(source))]
    for match in _DAY.finditer(source):
        if any(a <= match.start() < b for a, b in again):
            continue
        word, following = match["day"], match["next"] or ""
        part_of_day = _PART_OF_DAY.match(lower(following)) is not None
        if _DATED.search(source[: match.start()]):
            continue
        place = _NO_DAY.match(lower(following)) is not None
        named = word[0].isupper() and (match.start() > 0 or following[:1].isupper())
        if part_of_day or not (named or place):
            found.add(lower(word))
    return found


def _blank(match: re.Match[str]) -> str:
    """As many spaces: what is quoted was ahead when it was said."""
    return " " * len(match.group())


def _dated(text: str, word: str, day: datetime.date) -> str:
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    for match in re.finditer(rf"\b{word}\b(?!,? \(?\d|'s|’s|,? (?:{'|'.join(english_months())}))", text):
        if not any(a <= match.start() < b for a, b in quoted):
            return f"{text[: match.end()]} ({day.day} {english_months()[day.month - 1]}){text[match.end() :]}"
    return text


def surnames(texts: Sequence[str]) -> set[str]:
    """Last words of the full names that the texts have; an office with a surname is none."""
    offices = frozenset(sections("offices")[""]) | words("offices", "kind")
    runs = (match.group().split() for text in texts for match in _RUN.finditer(text))
    return {run[-1] for run in runs if not offices.issuperset(run[:-1])}
