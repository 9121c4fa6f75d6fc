"""What may be cut from a Turkish sentence, as named rules: each gives spans that the rest holds without.

A rule never cuts the end, where the verb is, nor within a quotation. ``when``: *always*; *long* where the sentence is
longer than it should be; *overlong* where it is longer than it may be.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from tr_news.shortening.patterns import (
    LOWER,
    NAME,
    UPPER,
    ends_in_saying,
    is_finite,
    is_participle,
    is_reported,
    is_subject,
    is_turn,
    leans,
    linking,
    may_go,
    one_of,
    points_back,
    stems,
)
from tr_news.shortening.said import (
    ends_in_saying_converb,
    ends_in_saying_participle,
    said_between,
    said_first,
    says_more,
)
from tr_news.shortening.text import commas, has_mark, outside_quotes
from tr_news.text.lexicon import words
from tr_news.text.turkish.letters import lower, upper

When = Literal["always", "long", "overlong"]
Span = tuple[int, int]
_REST = 7  # words that must be left
_SHARE = 1 / 3  # of the words, likewise
_FEW = 3  # small words between a participle and the name that it describes
_OPENING = 60  # characters in which a place or time may stand before a legal formula
_GLUED = re.compile(
    rf"[\"“][^\"”{LOWER}]{{8,}}[\"”]\s*(?=[{UPPER}])|(?:[{UPPER}\d%.,'’-]{{2,}}\s+){{3,}}[{UPPER}'’-]{{2,}}\s+(?=[{UPPER}][{LOWER}])"
)
_ABBREVIATION = re.compile(rf"\(([{UPPER}][\w&.-]{{1,11}})\)")
_LETTERS = re.compile(r"[^\W\d_]{2}")  # "0 Rh (+)" keeps its sign
_DASH = re.compile(r"\s*[-–—]+\s*")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_STATUTE = re.compile(
    rf"(?:\d+ sayılı )?(?:[{UPPER}]\S*\s+){{1,7}}(?:\d+[./]?\d*\S*\s+)(?:ve \d+\S*\s+)?madde(?:si|leri)\w*\s+"
    r"(?:uyarınca|gereğince|gereği|kapsamında|çerçevesinde),?"
)
_NUMBERED_LAW = re.compile(r"\b\d{3,5} sayılı(?= )")
_NEEDS_IT = re.compile(
    rf"[{LOWER}]+s[ıiuü]\b|\w+[dt][ae]n\b|\w+['’]"
)  # "yaşayan efsanesi", "önde gelen gazetelerinden"
# Not the subject is described: "sızdırılan bilgilere göre X", "oynanan karşılaşmada X", "gelen firmalarından X".
_CASED = re.compile(
    r"\w+(?:[dt][ae]n?|[nys][ae]|l[ae]|l[ae]r[ae]|l[ae]r[ıi]n[ıi])"
    r"|göre|ile|için|sonra|önce|ilgili|ilişkin|dair|hakkında|karşı|üzerine"
)
# A subject before what is described: "Motorola'nın, suçlu bulunan X", "dünyanın ünlüleri, arta kalan zamanlarını".
_SUBJECT_BEFORE = re.compile(rf"\w(?:n[ıiuü]n|l[ae]r[ıi]?),\s|\s[{UPPER}][\w'’]*,\s|\bönde gelen\s$")
# And one of a list that isn't the subject: "isteyen X, Y ve Z'ye lisans verdi".
_CASED_LIST = re.compile(
    rf"(?:(?:{NAME}\s)*{NAME},\s)*(?:{NAME}\s)*{NAME}\sve\s(?:{NAME}\s)*{NAME}['’](?:y?[ae]|[dt][ae]n?|n?[ıiuü]n|y?[ıiuü])\b"
)
_THEY = re.compile(r"(?:[dt][ıiuü]k|[ae]c[ae]k)l[ae]r[ıi]n[ıi]\b|l[ae]r\W*$")
_TOGETHER = re.compile(rf"\b{NAME} ile ")  # one who did it too
_AND_OTHERS = re.compile(rf"{NAME} ve\s|\w+l[ae]r ve\s")
_DIGIT = re.compile(r"\d")
_TOPIC = re.compile(r"[^,\"“”()]{3,90}?\b(?:ilişkin|dair|ilgili olarak|ilgili)(?: olarak)?(?:,|\s+(?=[\"“]))")
_OWN_SUBJECT = re.compile(rf"(?:{NAME}\s){{0,8}}{NAME}(?:,|\s)")
_DURING = re.compile(r"\w+k[ae]n\W*$")
_SUBJECT_IN = re.compile(rf"[{UPPER}][\w'’]*,\s")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_PAIRED = re.compile(r",?\s(?:hem|ne|ya|kâh|kimi)\b")
_WHEN = re.compile(r"\w+(?<!l[ae]r)[ıiuü]nc[ae]$")  # not "ekiplerince": by whom
_LIST_ENDS = re.compile(rf"(?:{NAME}\s)+ve\s(?:{NAME}\s)+(?:ile|hakkında|için)\b")  # "…, X ve Y ile ilgili olarak"
_LOCATIVE = re.compile(rf"(?:[{UPPER}\d][\w.]*\s){{0,3}}[{UPPER}][\w.]*['’]?[dt][ae](?:ki)?\s+")


def _glued_heading(text: str) -> Iterator[Span]:
    if match := _GLUED.match(text):
        yield match.span()


def _linking(text: str) -> Iterator[Span]:
    match = linking().match(lower(text[:40]))
    if match and len(lower(text[:40])) == len(text[:40]):
        yield match.span()


def _abbreviation(text: str) -> Iterator[Span]:
    """The short form in brackets behind the long one, where the sentence doesn't use it again."""
    for match in _ABBREVIATION.finditer(text):
        capitals = sum(character.isupper() for character in match[1])
        again = re.search(rf"\b{re.escape(match[1])}\b", text[match.end() :])
        if capitals >= 2 and again is None and outside_quotes(text, match.start()):
            yield match.span()


def _brackets(text: str) -> Iterator[Span]:
    for match in _BRACKETS.finditer(text):
        plain = _LETTERS.search(match[1]) and not _DIGIT.search(match[1]) and not _ABBREVIATION.match(match.group())
        if plain and may_go(match[1]) and outside_quotes(text, match.start()):
            dash = _DASH.match(text, match.end()) if match.start() == 0 else None  # "(CNN TÜRK) -- Çelik"
            yield match.start(), dash.end() if dash else match.end()


def _statute(text: str) -> Iterator[Span]:
    for pattern in (_STATUTE, _NUMBERED_LAW):
        yield from (m.span() for m in pattern.finditer(text) if outside_quotes(text, m.start()))


def _occasion(text: str) -> Iterator[Span]:
    """ "…, sosyal medya hesabından yaptığı açıklamada, …": how it was said, of what ends in a verb of saying."""
    if not ends_in_saying(text):
        return
    for place in _after_subject(text):
        match = _said_where().match(text, place) or _own_speech().match(text, place)
        if match and may_go(match.group()):
            yield match.span()


def _topic(text: str) -> Iterator[Span]:
    """ "…, büyüme beklentilerine ilişkin, …": what it was said about, which it says itself."""
    if not ends_in_saying(text):
        return
    for place in _after_subject(text):
        match = _TOPIC.match(text, place)
        if match and may_go(match.group()):
            yield match.span()


def _after_subject(text: str) -> Iterator[int]:
    """Where the clause goes on behind its subject and the first comma; a second name behind that begins a list."""
    for comma in commas(text)[:1]:
        if is_subject(text[: comma.start()]):
            yield comma.end()


def _proceeding(text: str) -> Iterator[Span]:
    """ "Başsavcılıkça yürütülen soruşturma kapsamında": the legal formula; a place before it stays."""
    match = next((m for m in _within_proceeding().finditer(text) if outside_quotes(text, m.start())), None)
    if match is None:
        return
    before = [comma.end() for comma in commas(text[: match.start()])]
    start = before[-1] if before else 0
    if not before:
        place = _LOCATIVE.match(text[:_OPENING])
        start = place.end() if place else 0
        last = lower(text[start : match.start()]).split()[-1:]
        agent = not last or re.search(
            r"(?:[nc][ae]|[ıiuü]n|yönelik|ilişkin|ilgili|dair|hakkında|karşı|tarafından)$", last[0]
        )
        if not agent:  # "Sanıklar yürütülen soruşturma kapsamında …": the subject stands there
            return
    if may_go(text[start : match.end()]) and not (before and _LIST_ENDS.match(text, start)):
        yield start, match.end()


def _described_subject(text: str) -> Iterator[Span]:
    """ "18 yıldır … başkanı olan Ulusoy, …": what describes a subject that its name tells well enough."""
    for comma in commas(text):
        before = text[: comma.start()]
        match = re.search(rf"(?:(?<=\s)[{LOWER}]+\s){{0,{_FEW}}}(?:{NAME}\s){{0,8}}{NAME}$", before)
        while match is not None:
            described = before[: match.start()].split()
            between = lower(match.group()).split()[: len(re.findall(rf"(?:^|\s)[{LOWER}]", match.group()))]
            if described and is_participle(described[-1]):
                cut = before[: match.start()]
                needed = described[-1] == "olan" and " " not in match.group()  # the office that tells who it is
                needed |= match.group().startswith("olan ")  # "ilk reklamveren olan X": no participle before it
                needed |= _NEEDS_IT.match(match.group()) is not None or _TOGETHER.search(cut) is not None
                if (
                    may_go(cut)
                    and not has_mark(cut)
                    and len(described) > 1
                    and not needed
                    and not any(map(_CASED.fullmatch, between))
                    and not _SUBJECT_BEFORE.search(cut)
                    and not _CASED_LIST.match(text[comma.end() :])
                    and not points_back(text[comma.end() :])
                    and not _one_of_several(cut, text)
                    and not (ends_in_saying_participle(cut) and says_more(text, text[comma.end() :]))
                ):
                    yield 0, match.start()
                return
            match = re.compile(rf"(?<=\s)(?:[{LOWER}]+\s){{0,{_FEW - 1}}}(?:{NAME}\s){{0,8}}{NAME}$").search(
                before, match.start() + 1
            )


def _one_of_several(cut: str, text: str) -> bool:
    """Whether others do it too, who would go: "Maria Kaya ve Berivan'ı canlandıran Pınar Ak, ödülü paylaştılar"."""
    return _AND_OTHERS.search(cut) is not None and re.search(r"l[ae]r\W*$", text) is not None


def _names_partner(part: str, rest: str) -> bool:
    """Whether what is left says "they" of one whom this part alone names: "X ile görüştükten sonra, anlaştıklarını"."""
    return re.search(r"\bile\b", part) is not None and _THEY.search(rest) is not None


def _is_adjunct(part: str, *, first: bool = False) -> bool:
    """Whether its last word makes it a time, a cause or a purpose; ``first`` in its sentence "-ınca" does, too."""
    last = lower(part).split()[-1:]
    return bool(last) and bool(_adjunct().match(last[0]) or (first and _WHEN.match(last[0])))


def _spared(part: str, rest: str) -> bool:
    """Whether the rest says the same, and of the same people, without this part."""
    return may_go(part) and not has_mark(part) and not leans(rest) and not _names_partner(part, rest)


def _subject_adjunct(text: str) -> Iterator[Span]:
    """ "Yılmaz, … görüşmesinin ardından, …": time, cause or purpose between the subject and its clause."""
    found = commas(text)
    for first in found[:1]:
        if not is_subject(text[: first.start()]):
            return
        for comma in found[1:]:
            part, rest = text[first.end() : comma.start()], text[comma.end() :]
            # "X, … yaparken, rapor …" may have two subjects; "kendilerini" speaks of who is in the part.
            listed = len(found) > 2 and is_subject(part.partition(",")[0].strip())  # "X, Y ve Z'nin …"
            own = not listed and _DURING.search(lower(part)) is None and not lower(rest).startswith("kendi")
            if own and not ends_in_saying_converb(part) and _is_adjunct(part) and _spared(part, rest):
                yield first.end(), comma.end()
                return


def _adjunct_first(text: str) -> Iterator[Span]:
    """ "… görüşmesinin ardından, Bakan Yılmaz …": the same before a clause that begins with its subject."""
    for comma in commas(text):
        part, rest = text[: comma.start()], text[comma.end() :]
        # Without "1 Mayıs 1956'da" it would be told of today; a name and a comma are the subject.
        needed = _YEAR.search(part) is not None or _SUBJECT_IN.search(part) is not None or ends_in_saying_converb(part)
        if not needed and _is_adjunct(part, first=True) and _OWN_SUBJECT.match(rest) and _spared(part, rest):
            yield 0, comma.end()
            return


def _second_office(text: str) -> Iterator[Span]:
    """ "… Uzmanı ve Türk Toraks Derneği Şube Başkanı Adem Yılmaz": one of two offices before a name."""
    held, other = _offices()
    for match in other.finditer(text):
        if held.search(text[: match.start()]) and outside_quotes(text, match.start()):
            yield match.span()


@cache
def _said_where() -> re.Pattern[str]:
    """ "sosyal medya hesabından yaptığı açıklamada, " """
    return re.compile(
        rf"[^,\"“”()]{{0,90}}?\b(?:{one_of('occasion-verb')})\s(?:[^,\"“”()]{{1,60}}?\s)?"
        rf"(?:bir\s)?{stems('occasion').pattern}?(?:d[ae]|t[ae])\b,?\s+"
    )


@cache
def _own_speech() -> re.Pattern[str]:
    """ "buradaki konuşmasında, ", "yazılı açıklamasında, " """
    return re.compile(
        rf"(?:[^,\"“”()\d]{{1,40}}\s)?{stems('occasion').pattern}?(?:sında|sinde|larında|lerinde|ında|inde)\b,\s+"
    )


@cache
def _within_proceeding() -> re.Pattern[str]:
    """ "yürütülen soruşturma kapsamında " """
    return re.compile(
        rf"\b(?:{one_of('proceeding-state')})\s(?:\w+\s){{0,2}}?{stems('proceeding').pattern}"
        rf"\s(?:{one_of('within')})(?:\sise)?,?\s+"
    )


@cache
def _adjunct() -> re.Pattern[str]:
    """The last word of a time, cause or purpose: "sonra", "görüşerek", "için"."""
    return re.compile(rf"(?:{one_of('adjunct')}|\w+[ae]r[ae]k|\w+[ıiuü]rken|\w+[ae]rken|için)$")


@cache
def _offices() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An office at the end of a text; and one behind "ve", before a name."""
    office = rf"(?:{'|'.join(upper(word[0]) + word[1:] for word in sorted(words('shortening', 'office')))})\w*\s"
    other = rf"(?<=\s)ve\s(?:{NAME}\s){{1,8}}?{office}(?=(?:Prof\.|Doç\.|Dr\.|Av\.|\s)*{NAME}\s)"
    return re.compile(rf"{office}$"), re.compile(other)


def _coordinate(text: str) -> Iterator[Span]:
    """ "… karara bağlandı ve … onaylandı": the second of two clauses with a finite verb each."""
    for match in re.finditer(r"(?:,|\sve)\s", text):
        before, part = text[: match.start()], text[match.start() :].rstrip(" .")
        last = lower(before).split()[-1:]
        whole = len(before.split()) > _REST + 2 and outside_quotes(text, match.start())
        ending = lower(part).split()[-1:]
        if (
            whole
            and last
            and is_finite(last[0])
            and ending
            and is_finite(ending[0])
            and may_go(part)
            and not has_mark(part)
            and not is_turn(part)
            and not _PAIRED.match(part)
        ):
            yield match.start(), match.start() + len(part)
            return


def _reported_list(text: str) -> Iterator[Span]:
    """ "… olduğunu, … yapıldığını, … gerektiğini söyledi": of several things said the first."""
    if not ends_in_saying(text):
        return
    ends = [
        match
        for match in re.finditer(r"\w+", text)
        if is_reported(lower(match.group())) and outside_quotes(text, match.start())
    ]
    if len(ends) < 2 or len(text[: ends[0].end()].split()) < _REST + 2:
        return
    first, last = ends[0], ends[-1]
    joined = re.match(r",\s|\sve\s", text[first.end() :])
    part = text[first.end() : last.end()]
    words_in = part.split()
    described = any(
        is_participle(word) and (after[:1].isupper() or after.endswith(",")) for word, after in pairwise(words_in)
    )
    if (
        joined
        and not described
        and len(text[last.end() :].split()) <= _FEW
        and may_go(part)
        and not (has_mark(part) or is_turn(part))
    ):
        yield first.end(), last.end()


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to shorten. ``facts``: whether what it cuts may have figures before the sentence is overlong."""

    name: str
    when: When
    why: str
    spans: Callable[[str], Iterator[Span]]
    facts: bool = False


RULES: tuple[Rule, ...] = (
    Rule(
        "glued-heading", "always", "a sub-heading in capitals that runs into the sentence", _glued_heading, facts=True
    ),
    Rule("linking", "always", "links to the sentence before", _linking),
    Rule("abbreviation", "long", "the short form of a name just given in full", _abbreviation, facts=True),
    Rule("statute", "long", "the number and article of a law", _statute, facts=True),
    Rule("proceeding", "long", "the formula of an investigation or operation", _proceeding, facts=True),
    Rule("occasion", "long", "where and how something was said", _occasion),
    Rule("topic", "long", "what was spoken about, as the quotation tells", _topic),
    Rule("brackets", "long", "an aside in brackets", _brackets),
    Rule("second-office", "long", "one of two offices of a person", _second_office),
    Rule("said-first", "long", "one of two things said, before the speaker", said_first),
    Rule("described-subject", "long", "a clause that describes who is named", _described_subject),
    Rule("said-between", "long", "one of two things said, behind the speaker", said_between),
    Rule("subject-adjunct", "long", "time, cause or purpose behind the subject", _subject_adjunct),
    Rule("reported-list", "long", "the second of several things said", _reported_list),
    Rule("adjunct-first", "long", "time, cause or purpose before the subject", _adjunct_first),
    Rule("coordinate", "long", "a second clause with its own verb", _coordinate),
)
"""In the order in which they are tried."""


def leaves_a_sentence(source: str, text: str, start: int, end: int) -> bool:
    """Whether enough is left of ``source`` that it still says what it was chosen for, when this goes from ``text``."""
    rest = len(f"{text[:start]} {text[end:]}".split())
    return rest >= max(_REST, _SHARE * len(source.split()))


def cuts_figures(text: str, start: int, end: int) -> bool:
    """Whether there is a digit in the span."""
    return _DIGIT.search(text, start, end) is not None
