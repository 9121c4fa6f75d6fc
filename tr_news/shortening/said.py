"""Of two things that somebody says in one sentence, the first: cut where the second says of whom it speaks.

"A olduğunu belirten Kaya, B olduğunu söyledi" and "Kaya, A olduğunu belirterek, B dedi" tell two things, each with a
verb of saying of its own: what is left is as true, and as much the speaker's, as before. Where B has no subject of its
own it may speak of whom A named ("durumunun iyi olduğunu belirten doktor, yarın taburcu olacağını söyledi"), and A
stays.
"""

import re
from collections.abc import Iterator
from functools import cache

from tr_news.shortening.patterns import LOWER, NAME, ends_in_saying, is_subject, points_back
from tr_news.shortening.text import commas, outside_quotes
from tr_news.text.lexicon import sections
from tr_news.text.turkish.letters import lower

_SMALL = 3  # words in small letters between the verb and the name: "anlatan ünlü oyuncu Arzu Kaya"
_LONGEST_SUBJECT = 9  # words
_LEAST = 3  # words that are worth cutting
_WHOLE = 6  # words of a quotation that says something
_MARKS = "\"“”„«‘'"
_QUOTE = re.compile(rf"(?:[^{_MARKS}:]{{0,80}}:\s*)?[{_MARKS}]{{1,2}}(?=\w)")
_AHEAD = re.compile(rf"\bşu(?:n\w+)?\b[^:{_MARKS}]{{0,50}}:")  # "şu bilgileri verdi:" points to what follows
_OTHER = re.compile(r"^\W*(?:ancak|ama|fakat|oysa|çünkü|yoksa|yani|üstelik|zira|böyle)\b")
_OWN_TOO = re.compile(r"\b(?:d[ae]|dahi|bile|yeniden|tekrar)\b")  # of the speaker's own in what is quoted
# A subject of its own: "binanın", "yolların", "Kaya'nın"; "uygulamasının" is of something named before.
_OWN = re.compile(r"\w['’]n?[ıiuü]n\b|\b\w{2,}(?:(?<!s[ıiuü])n[ıiuü]n|l[ae]r[ıi]n|[ıiuü]m[ıiuü]z[ıiuü]n)\b")
_THEY = re.compile(r"(?:[dt][ıiuü]k|[ae]c[ae]k)l[ae]r[ıi]n[ıi]\b")  # "anlaştıklarını": of two, one may be named before
_PASSIVE = re.compile(r"(?:[ıiuü]l|lan)[ae]r[ae]k$")  # "belirtilerek", "vurgulanarak"
_DIGIT = re.compile(r"\d")
_CASED = re.compile(
    r"\w+(?:(?<!nc)[dt][ae]n?|[nys][ae]|l[ae]r[ae]|l[ae]r[ıi]n[ıi]|[ıiuü]yla|[ıiuü]yle|göre|ile|için|sonra|önce)"
)
_WRITTEN = re.compile(r"\w+[dt][ae]")  # "Açıklamada, … belirtilerek, …"


def _verbs(section: str) -> str:
    return "|".join(
        sorted((line.replace(" ", r"\s") for line in sections("shortening")[section]), key=len, reverse=True)
    )


def ends_in_saying_participle(text: str) -> bool:
    """Whether it ends in "… belirten", "… ifade eden"."""
    return _at_end("saying-participle").search(text) is not None


def ends_in_saying_converb(text: str) -> bool:
    """Whether it ends in "… belirterek", "… ifade ederek"."""
    return _at_end("saying-converb").search(text) is not None


def says_more(text: str, rest: str) -> bool:
    """Whether the rest quotes or reports, too: it is for the rules here to say whether it holds alone."""
    return _QUOTE.match(rest) is not None or ends_in_saying(text)


@cache
def _at_end(section: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_verbs(section)})\s*$")


@cache
def _before_subject() -> re.Pattern[str]:
    """ "… belirten Kaya", at the end of a text: what goes, and the subject."""
    return re.compile(
        rf"(?P<cut>.+?\s(?:{_verbs('saying-participle')})\s)"
        rf"(?P<subject>(?:[{LOWER}]+\s){{0,{_SMALL}}}(?:{NAME}\s){{0,8}}{NAME})$"
    )


@cache
def _converb() -> re.Pattern[str]:
    return re.compile(rf"\s(?P<verb>{_verbs('saying-converb')}),?(?=\s|[{_MARKS}])\s*")


def said_first(text: str) -> Iterator[tuple[int, int]]:
    """ "[A olduğunu belirten ]Kaya, B olduğunu söyledi"."""
    for comma in commas(text):
        match = _before_subject().fullmatch(text[: comma.start()])
        if match is None:
            continue
        rest = text[comma.end() :]
        small = match["subject"].split()[:-1] if match["subject"][:1].islower() else []
        cased = any(_CASED.fullmatch(word) for word in small if word[:1].islower())
        named = match["subject"].split()[-1] in match["cut"]  # with the office: "Dr. Ali Kaya, … belirten Kaya, …"
        if outside_quotes(text, match.end("cut")) and not (cased or named) and _holds_alone(match["cut"], rest):
            yield 0, match.end("cut")
        return


def said_between(text: str) -> Iterator[tuple[int, int]]:
    """ "Kaya, [A olduğunu belirterek, ]B olduğunu söyledi"."""
    for first in commas(text)[:1]:
        subject = text[: first.start()]
        for match in _converb().finditer(text, first.end()):
            if not outside_quotes(text, match.start()):
                continue
            fits = _is_written(subject) if _PASSIVE.search(match["verb"]) else is_subject(subject)
            if fits and _holds_alone(text[first.end() : match.end()], text[match.end() :]):
                yield first.end(), match.end()
            return


def _is_written(subject: str) -> bool:
    found = subject.split()
    return 0 < len(found) <= _LONGEST_SUBJECT and _WRITTEN.fullmatch(lower(found[-1])) is not None


def _holds_alone(cut: str, rest: str) -> bool:
    """Whether the second thing said is whole without the first: its own verb of saying, its own subject, no "this"."""
    together = re.search(r"\bile\b", lower(cut)) is not None and _THEY.search(lower(rest)) is not None
    if together or len(cut.split()) < _LEAST:
        return False
    if _DIGIT.search(cut) and not _DIGIT.search(rest):
        return False  # the figures are the news
    quote = _QUOTE.match(rest)
    if quote is None and not (ends_in_saying(rest) and _OWN.search(lower(rest))):
        return False
    if quote is None:
        return not (points_back(rest) or _OTHER.search(lower(rest)))
    said = lower(rest[quote.end() :])
    if len(said.split()) < _WHOLE:
        return False
    led_in = _AHEAD.sub(" ", lower(quote.group()))
    return not (points_back(led_in) or _OTHER.search(said) or points_back(_OWN_TOO.sub(" ", said)))
