"""What a mark at the end of a word says about the sentence: over, or going on, by tables of rules.

The lists behind the decisions are ``data/abbreviations.txt`` and ``data/sentence_words.txt``.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tr_news.text.lexicon import word_sections, words
from tr_news.text.turkish.letters import lower, upper
from tr_news.text.turkish.rules import Decision, Rule, Rules, always, decide

OPENERS = "\"'“”„‟«»‹›‘’‚‛`´([{<"
CLOSERS = "\"'“”»›’‘)]}´`"
_SIGNS = OPENERS + CLOSERS
_CLOSERS = frozenset(CLOSERS)
LOOK_AHEAD = 48  # characters after a mark that can tell whether a sentence starts

_LEAD_IN = re.compile(r"[^\w.!?…,;:%/&+]*")
_WORD = re.compile(r"[^\W\d_]+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_ORDINAL = re.compile(r"\d{1,3}")
_NUMBER = re.compile(r"[\d.,/:%+–-]*\d")
_ROMAN = re.compile(r"[IVXLC]{1,7}")
_STOPS_BETWEEN_LETTERS = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_LAST_PART = re.compile(r"[^\W_]*\Z")
_LAST_CHUNK = re.compile(r"\S*\Z")
_FIRST_CHUNK = re.compile(r"\S*")
_ADDRESS = re.compile(r"@|://|www\.|\.(?:com|org|net|edu|gov|tr|info|html?)\b", re.IGNORECASE)
_GOES_ON = frozenset(",;:/&+")
_NUMERALS = frozenset(("yüzde", "bin", "milyon", "milyar", "trilyon"))  # a number after them is no ordinal
_DOMAINS = frozenset(("com", "org", "net", "gov", "edu", "tr"))  # "www. haber. com"
_VOWELS = frozenset("aeıioöuüâîû")
# "Kim o? Yoksa sen misin? diye sordu": speech without quotation marks, which ends where it is reported
_REPORTED = re.compile(
    r"(?:[^.!?…\"“”\n]{1,100}[!?](?= )){0,2}[^.!?…\"“”\n]{1,150}(?:[!?]|,) (?:ded|dey|diye|diyo|sor|bağır)"
)


class Following(NamedTuple):
    """What stands after a mark, behind quotation marks, brackets, dashes and other signs."""

    kind: str  # "upper", "lower", "digit", "sign" (nothing but signs)
    word: str  # the letters, without a suffix after an apostrophe
    lead_in: str  # the signs in front of it
    goes_on: bool  # a comma or the like: the sentence isn't over
    initial: bool  # the word is a letter with a stop of its own, as in "E. L. Doctorow"


def following(text: str, after: int, end: int) -> Following:
    """What stands in ``text[after:end]``, as far as it matters for a mark that ends at ``after``."""
    ahead = text[after : min(end, after + LOOK_AHEAD)].lstrip()
    lead = _LEAD_IN.match(ahead)
    lead_in = lead.group() if lead else ""
    rest = ahead[len(lead_in) :]
    word = _WORD.match(rest)
    letters = word.group() if word else ""
    kind = "digit" if rest[:1].isdigit() else "sign"
    if letters:
        kind = "lower" if letters[0].islower() else "upper"
    return Following(
        kind=kind,
        word=letters,
        lead_in=lead_in,
        goes_on=(rest[:1] in _GOES_ON and not lead_in) or letters == "VE",  # LTD. VE TİC.
        initial=len(letters) == 1 and rest[1:2] == ".",
    )


@dataclass
class Stop:
    """A mark at ``text[mark:]`` that may end the sentence begun at ``start``, and what stands around it."""

    text: str
    start: int
    mark: int
    marks: str  # the mark with the marks and closing quotation marks behind it
    word: str  # what stands in front
    following: Following

    def __post_init__(self) -> None:
        """Note what most rules ask for."""
        self.bare = self.word.strip(_SIGNS)
        self.closed = self.marks[-1] in _CLOSERS
        self.ahead = self.following.kind  # what the mark is in front of
        self.kind = _kind(self.bare)  # of an abbreviation, if it is one

    @property
    def last(self) -> str:
        """The letters and digits right in front."""
        return _last_part(self.bare)


def decision(stop: Stop, *, spaced: bool) -> Decision:
    """The rule that decides whether the sentence ends at a mark, and its verdict.

    Without white space behind the mark more is asked for: "geldi.Bakan", not "www.x.com" or "A.Ş".
    """
    return decide(SPACED if spaced else UNSPACED, stop)


def _is_full_word(word: str) -> bool:
    """Whether a word is no abbreviation by its looks: written in full words' letters, not in the list."""
    long_enough = len(word) >= (3 if word[:1].islower() else 5)
    return long_enough and word[1:].islower() and not _VOWELS.isdisjoint(lower(word)) and not _kind(word)


def is_finite(word: str) -> bool:
    """Whether a lower-case word is a finished predicate by its ending."""
    lists = word_sections("sentence_words")
    return len(word) > 4 and word not in lists["nominal"] and any(word[-n:] in lists["finite"] for n in range(3, 7))


def is_listed(word: str, words: frozenset[str]) -> bool:
    """Whether a word is in a list, by itself or by a stem that the list marks with a hyphen."""
    return word in words or any(f"{word[:n]}-" in words for n in range(3, len(word) + 1))


def _is_numbered(nxt: Following) -> bool:
    """Whether things called so have high ordinals: "2118. Cad.", "1000. Gün"."""
    return _kind(nxt.word) == "maybe" or is_listed(lower(nxt.word), words("sentence_words", "numbered"))


def _is_starter(nxt: Following) -> bool:
    return nxt.kind == "upper" and not nxt.initial and lower(nxt.word) in words("sentence_words", "starters")


@cache
def _abbreviations() -> dict[str, str]:
    kinds = {word: kind for kind, listed in word_sections("abbreviations").items() for word in listed}
    return {upper(word): kind for word, kind in kinds.items() if len(word) > 1} | kinds


def _kind(bare: str) -> str | None:
    """The kind of an abbreviation as in ``data/abbreviations.txt``; None for any other word."""
    kinds = _abbreviations()
    last = _last_part(bare)
    if kind := kinds.get(bare) or kinds.get(last):
        return kind
    if len(last) == 1 and last.isupper():
        return "maybe"
    if _STOPS_BETWEEN_LETTERS.fullmatch(bare) or (last and _ROMAN.fullmatch(last)):
        return "maybe"
    return None


def _last_part(bare: str) -> str:
    part = _LAST_PART.search(bare)
    return part.group() if part else ""


def _chunk(text: str, mark: int) -> str:
    """The characters around ``mark``, some dozen on either side, up to the next white space."""
    left, right = _LAST_CHUNK.search(text[max(0, mark - 64) : mark]), _FIRST_CHUNK.match(text[mark : mark + 32])
    return (left.group() if left else "") + (right.group() if right else "")


def _is_marks_only(stop: Stop) -> bool:
    word, marks = stop.word, stop.marks
    if stop.mark <= stop.start:
        return True
    return word != "" and not word.strip(OPENERS) and (marks != "." or word[-1] not in "\"'")


def _is_reported_in_capitals(stop: Stop) -> bool:
    word = stop.following.word
    return stop.closed and word.isupper() and is_listed(lower(word), words("sentence_words", "reporting"))


def _is_end_mark(stop: Stop) -> bool:
    return stop.marks != "." and stop.marks.strip(CLOSERS) != "."


def _is_closed(stop: Stop) -> bool:
    return stop.word[-1:] in _CLOSERS


def _is_ordinal_in_letters(stop: Stop) -> bool:
    return any(stop.last.endswith(numeral) for numeral in words("sentence_words", "numerals"))


def _is_label(stop: Stop) -> bool:
    before = stop.mark - len(stop.bare)
    return stop.mark - stop.start < LOOK_AHEAD and not _LETTER_OR_DIGIT.search(stop.text, stop.start, before)


def _is_counted(stop: Stop) -> bool:
    """Whether a number word, a number or "No." stands in front of the number."""
    before = stop.mark - len(stop.bare)
    previous = stop.text[max(stop.start, before - 24) : before].split()
    if not previous:
        return False
    counted = lower(previous[-1]) in _NUMERALS or _kind(previous[-1].rstrip(".")) == "number"
    return counted or _NUMBER.fullmatch(previous[-1]) is not None


def _is_before_number(stop: Stop) -> bool:
    word = stop.following.word
    return stop.ahead == "digit" or _ROMAN.fullmatch(word) is not None or _kind(word) == "never"  # Md. Yrd.


def _is_after_capitals(stop: Stop) -> bool:
    """AÇIKLADI.BAKAN in capitals, Ankara.Bakan after a name; not A.Ş., B.Ü."""
    behind = stop.following
    return len(stop.last) > 3 and (len(behind.word) > 2 or _is_starter(behind)) and "." not in stop.bare


_SHARED: Rules = (
    Rule("nothing but marks", _is_marks_only, False),  # "(!)", "‘… ama"; yet a quotation can end in " ."
    Rule("comma behind", lambda stop: stop.following.goes_on, False),
    Rule("reported in capitals", _is_reported_in_capitals, False),  # "SON UYARI!" DEDİ
)
_TITLE = Rule("title or reference", lambda stop: stop.kind == "never", False)  # Prof. Dr. Kaya

_END_MARKS: Rules = (
    Rule("end mark before lower case", lambda stop: stop.ahead == "lower", False),
    Rule("reported", lambda stop: len(stop.marks) == 1 and _REPORTED.match(stop.text, stop.mark + 1), False),
    Rule("end mark", always, True),
)
_LOWER_CASE: Rules = (
    Rule("closed stop before lower case", lambda stop: len(stop.marks) > 1, False),
    Rule("no full word before lower case", lambda stop: not _is_full_word(stop.last), False),
    Rule("address with spaces", lambda stop: stop.following.word in _DOMAINS, False),
    Rule("ordinal in letters", _is_ordinal_in_letters, False),  # "on. yıl"
    Rule("conjunction behind", lambda stop: stop.following.word in words("sentence_words", "conjunctions"), False),
    Rule(
        "reporting verb behind",
        lambda stop: is_listed(stop.following.word, words("sentence_words", "reporting")),
        False,
    ),
    Rule("start in lower case", always, True),
)
_LONG_NUMBERS: Rules = (
    Rule("digits in a word", lambda stop: not (_NUMBER.fullmatch(stop.bare) or stop.bare[-4:].isdigit()), False),
    Rule("high ordinal", lambda stop: stop.bare.isdigit() and _is_numbered(stop.following), False),  # 2118. Cad.
    Rule("long number", always, True),
)
_NUMBERS: Rules = (
    Rule("label", _is_label, False),  # "1. Kapıyı açın."
    Rule("number before a starter", lambda stop: _is_starter(stop.following), True),
    Rule("long numbers", lambda stop: not _ORDINAL.fullmatch(stop.bare), _LONG_NUMBERS),
    Rule("number before a number", lambda stop: stop.ahead == "digit", False),
    Rule("counted number", _is_counted, True),  # "yüzde 5."
    Rule("ordinal", always, False),  # "21. Yüzyıl"
)
_ABBREVIATIONS: Rules = (
    Rule("abbreviation in brackets", lambda stop: stop.marks[-1] == ")", False),  # "(elma, armut vb.) Türkiye'de"
    _TITLE,
    Rule("abbreviation before a number", lambda stop: stop.kind == "number" and _is_before_number(stop), False),
    Rule("abbreviation without its number", lambda stop: stop.kind == "number", True),
    Rule("name before a starter", lambda stop: stop.kind == "maybe" and _is_starter(stop.following), True),
    Rule("name or initial", lambda stop: stop.kind == "maybe", False),
    Rule("and so on before a digit", lambda stop: stop.ahead == "digit", False),
    Rule("and so on", always, True),  # "kitap, defter vb. Öğrenciler"
)
SPACED: Rules = (
    *_SHARED,
    Rule("end marks", _is_end_mark, _END_MARKS),
    Rule("lower case", lambda stop: stop.ahead == "lower", _LOWER_CASE),
    Rule("sentence in brackets", lambda stop: stop.marks[-1] == ")" and stop.text[stop.start] == "(", True),
    Rule("closed quotation", lambda stop: _is_closed(stop) or (stop.closed and not stop.kind), True),
    Rule("numbers", lambda stop: stop.bare[-1:].isdigit(), _NUMBERS),
    Rule("abbreviations", lambda stop: stop.kind, _ABBREVIATIONS),
    Rule("full stop", always, True),
)

_GLUED_END_MARKS: Rules = (
    Rule("end mark glued to a capital", lambda stop: stop.ahead == "upper", True),
    Rule("ellipsis glued to a digit", lambda stop: stop.ahead == "digit" and "…" in stop.marks, True),
    Rule("end mark glued", always, False),
)
_GLUED_QUOTATIONS: Rules = (
    Rule("quotation glued to a capital", lambda stop: stop.ahead == "upper", True),
    Rule("quotation glued", always, False),
)
_GLUED_DIGITS: Rules = (
    Rule("predicate glued to a digit", lambda stop: _is_full_word(stop.last) and is_finite(stop.last), True),
    Rule("glued to a digit", always, False),
)
_GLUED_BRACKETS: Rules = (
    Rule("word glued to a bracket", lambda stop: _is_full_word(stop.last), True),
    Rule("glued to a bracket", always, False),
)
_GLUED_NUMBERS: Rules = (
    Rule(
        "long number glued to a capital",
        lambda stop: len(stop.bare) > 3 and stop.ahead == "upper" and not stop.following.lead_in,
        True,
    ),
    Rule("number glued", always, False),  # "1.000.-TL"
)
UNSPACED: Rules = (
    *_SHARED,
    Rule("glued to lower case", lambda stop: stop.ahead == "lower", False),
    Rule("glued to signs", lambda stop: stop.ahead == "sign" and not stop.following.lead_in, False),
    Rule("address", lambda stop: _ADDRESS.search(_chunk(stop.text, stop.mark)), False),
    Rule("glued end marks", _is_end_mark, _GLUED_END_MARKS),
    Rule("glued quotations", lambda stop: _is_closed(stop) or len(stop.marks) > 1, _GLUED_QUOTATIONS),
    Rule("glued digits", lambda stop: stop.ahead == "digit", _GLUED_DIGITS),
    Rule("glued brackets", lambda stop: stop.following.lead_in.startswith("("), _GLUED_BRACKETS),
    Rule("glued numbers", lambda stop: _NUMBER.fullmatch(stop.bare), _GLUED_NUMBERS),
    _TITLE,
    Rule("abbreviation glued", lambda stop: stop.kind not in (None, "usually"), False),
    Rule("letters glued", lambda stop: len(stop.last) < 2 or not _VOWELS.intersection(lower(stop.last)), False),
    Rule("word glued", lambda stop: stop.last.islower(), True),
    Rule("capitals glued", _is_after_capitals, True),
    Rule("short capitals glued", always, False),
)
