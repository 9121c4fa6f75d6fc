"""Wording that a model garbles and that can be put right without understanding: a phrase said twice, "a" and "an"."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise

from tr_news.facts.sentence import Facts
from tr_news.text.lexicon import words

_LONGEST = 1000  # characters
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
# Up to eight words, with commas between or behind them, that follow themselves.
_TWICE = re.compile(
    rf"(?<![\w'’-])(?P<said>(?P<first>{_WORD})(?:,? {_WORD}){{0,7}},?)(?: (?P<again>(?P=said)))+(?![\w'’-])",
    re.IGNORECASE,
)
_MARKS = str.maketrans(dict.fromkeys(',;:.!?"()', " "))
_TURKISH_TWICE = re.compile(r"\b(\w{3,})\w*(?:,? | [vi]e | ile )\1", re.IGNORECASE)  # "yavaş yavaş", "yüz yüze"
_AND_AGAIN = re.compile(rf"(?:{_WORD} (?:and|or|by|after|upon|to)|(?:and|or|by|after|upon|to) {_WORD})", re.IGNORECASE)
_A = re.compile(
    r"(?<![\w./'’-])(?P<article>[Aa]) "
    r"(?P<word>[aeiou][a-z]{2,}|[AEIO][a-z]{2,}|(?:hour|heir|honou?r|honest)[a-z]*|8|1[18](?![\d,]))"
)
_AN = re.compile(r"(?<![\w./'’-])(?P<article>[Aa])n (?P<word>[b-df-gj-np-tv-zB-DF-GJ-NP-TV-Z][a-z]{2,})")
_SAYS = (
    r"(?:sa(?:id|ys)|told|stated|added|noted|stressed|emphasi[sz]ed|explained|announced|warned|argued|wrote|declared)"
)
_SAID_AGAIN = re.compile(
    rf'^(?P<said>[^"]{{3,}} {_SAYS}(?: [^",]{{1,60}})?,? "[^"]+?),?" (?:he|she|they|it) (?:also )?{_SAYS}\.$'
)
_YOU = re.compile("u(?!n(?![ai])|p|l|m)")  # "unit", "user"; "uncertain", "upper" begin with a vowel


def _said_twice(facts: Facts, text: str) -> str:
    """The largest bank bank is the largest bank; in cooperation in cooperation with Chad is in cooperation with Chad.

    Where the Turkish says something twice ("yavaş yavaş", "Bora Bora") nothing is taken away.
    """
    if len(text) > _LONGEST or not _repeats(text) or _TURKISH_TWICE.search(facts.text):
        return text
    return _TWICE.sub(lambda match: match.group() if _may_be_meant(match) else match["said"], text)


def _repeats(text: str) -> bool:
    """Whether a word or two in a row come again at all, which is quickly told."""
    pairs = list(pairwise(text.lower().translate(_MARKS).split()))
    return len(set(pairs)) < len(pairs) or any(one == other for one, other in pairs)


def _may_be_meant(match: re.Match[str]) -> bool:
    """Whether English says this twice: "that that", "round and round and", "Cornwall Housing housing"."""
    said = match["said"]
    if said != match["first"]:
        return _AND_AGAIN.fullmatch(said) is not None
    return said.lower() in words("said_again", "twice") or (match["again"] != said and match.start() > 0)


def _article(_facts: Facts, text: str) -> str:
    """A increase is an increase, an country a country."""

    def before_vowel(match: re.Match[str]) -> str:
        word = match["word"].lower()
        if word in words("said_again", "no noun") or _sounds("said with a consonant").match(word) or _YOU.match(word):
            return match.group()
        return f"{match['article']}n {match['word']}"

    return _AN.sub(r"\g<article> \g<word>", _A.sub(before_vowel, text))


@cache
def _sounds(section: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("said_again", section))))


def _saying_twice(_facts: Facts, text: str) -> str:
    """The mayor said, "We are tired," he said. is: The mayor said, "We are tired." """
    return _SAID_AGAIN.sub(r'\g<said>."', text)


WORDING_RULES: Mapping[str, Callable[[Facts, str], str]] = {
    "said twice": _said_twice,
    "saying twice": _saying_twice,
    "a and an": _article,
}
