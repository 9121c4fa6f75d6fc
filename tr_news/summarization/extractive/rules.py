"""What makes a sentence worth more or less than its centrality and place say: named rules, each with a reason."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tr_news.documents.article import ENGLISH, TURKISH
from tr_news.text.lexicon import pattern, words

_LONGEST = 600  # characters of a sentence that patterns are searched in: a bound on their work
_SHORT = {TURKISH: 9, ENGLISH: 6}  # words
_OVERLONG = 45  # words
_UNFINISHED = 10  # words of a line that lacks a full stop: a heading, a byline, a link to another story
_NEW_WORDS = 2  # that a sentence may add to the title and still say the same
_OPENING_QUOTE = ('"', "“", "„", "«", "'", "‘")
_CLOSING_QUOTE = re.compile("[\"”»’'](?!\\w)")
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAMED = re.compile(r"(?<=[\w,;)] )[A-ZÇĞİÖŞÜ]\w")
_QUOTED = re.compile('["“„«][^"”»]*["”»]?')
_SPEECH = 4  # words between quotation marks from which they hold what somebody says, and no title


@dataclass(frozen=True, slots=True)
class View:
    """A sentence as the rules see it."""

    source: str
    lower: str  # its first 600 characters in lower case
    language: str  # English, or Turkish for all others
    terms: frozenset[str]
    title: frozenset[str]  # terms of the title
    figures: frozenset[str]
    begins_quoted: bool
    ends_quoted: bool
    background: bool  # below a heading that announces what happened before
    label: bool = False  # leads in a list, whose items it will be shown with

    def matches(self, section: str, text: str | None = None) -> bool:
        """Whether a pattern of that section of data/salience.txt is in it, or in a ``text`` made of it."""
        return _pattern(section, self.language).search(self.lower if text is None else text) is not None


def _pattern(section: str, language: str) -> re.Pattern[str]:
    return pattern("salience", f"{section} {language}")


def is_background(lower: str, language: str) -> bool:
    """Whether a heading, in lower case, announces what happened before the news."""
    return _pattern("background", language).search(lower[:_LONGEST]) is not None


def figures(lower: str, language: str) -> frozenset[str]:
    """What a sentence in lower case counts or measures, as written: numbers, but for years, dates and times."""
    return frozenset(_NUMBER.findall(_pattern("dates", language).sub(" ", lower)))


def _refers_back(view: View) -> bool:
    first = view.lower.split()[:1]
    return bool(first) and first[0].strip("\"'“”,;") in words("salience", f"refers {view.language}")


def _starts_with_speech(view: View) -> bool:
    """Whether it begins with a mark, and what is quoted is more than a name or title."""
    text = view.source.lstrip()
    if not text.startswith(_OPENING_QUOTE):
        return False
    closing = _CLOSING_QUOTE.search(text, 1)
    return closing is None or len(text[: closing.start()].split()) >= _SPEECH


def _leans(view: View) -> bool:
    first = view.lower.split()[:1]
    return bool(first) and first[0].strip("\"'“”,;") in words("openings", view.language)


def _repeats_title(view: View) -> bool:
    return len(view.title) > 2 and len(view.terms & view.title) > 2 and len(view.terms - view.title) <= _NEW_WORDS


def _unfinished(view: View) -> bool:
    return _ENDED.search(view.source.strip()) is None and len(view.source.split()) <= _UNFINISHED


def _site(view: View) -> bool:
    return _ENDED.search(view.source.strip()) is None and view.matches("site")


def _introduces(view: View) -> bool:
    return view.matches("introduces") and not view.label and not view.matches("reported")


def _general(view: View) -> bool:
    """Whether it names nobody and counts nothing: no figure, and no capital behind its first word.

    Of Turkish alone: on English news, whose sentences carry on with pronouns, the rule doesn't pay.
    """
    return view.language == TURKISH and not view.figures and _NAMED.search(view.source) is None


def _first_person(view: View) -> bool:
    """Whether it says "our" or "we" outside quotation marks."""
    return view.matches("first-person", _QUOTED.sub(" ", view.lower))


def _short(view: View) -> bool:
    return len(view.source.split()) < _SHORT[view.language] and not view.label


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to prefer or to pass over a sentence; ``effect`` is added to its score, or multiplies it."""

    name: str
    kind: Literal["bonus", "factor"]
    effect: float
    why: str
    applies: Callable[[View], bool]


RULES: tuple[Rule, ...] = (
    Rule("figure", "bonus", 0.2, "says how much or how many", lambda v: bool(v.figures)),
    Rule("figures", "bonus", 0.2, "says how much and compares it", lambda v: len(v.figures) > 1),
    Rule("decided", "bonus", 0.2, "says what was decided or happened", lambda v: v.matches("decided")),
    Rule("outlook", "bonus", 0.2, "says what is open or comes next", lambda v: v.matches("outlook")),
    Rule("refers-back", "factor", 1.0, "speaks of what the sentence before named, and may join it", _refers_back),
    Rule("leans", "factor", 0.8, "leans on the sentence before: This, However", _leans),
    Rule("speech", "factor", 0.5, "begins with what is said: the speaker comes later, if at all", _starts_with_speech),
    Rule("goes-on-quoted", "factor", 0.4, "goes on with a quotation that began before", lambda v: v.begins_quoted),
    Rule("introduces", "factor", 0.5, "announces a quotation or list", _introduces),
    Rule("question", "factor", 0.3, "asks", lambda v: v.source.rstrip("\"'”’») ").endswith("?")),
    Rule("repeats-title", "factor", 0.5, "says what the title says", _repeats_title),
    Rule("short", "factor", 0.5, "too short to say who did what", _short),
    Rule("overlong", "factor", 0.7, "more than a reader can take in", lambda v: len(v.source.split()) > _OVERLONG),
    Rule("unfinished", "factor", 0.2, "a short line without a full stop: no sentence", _unfinished),
    Rule("site", "factor", 0.4, "the way through a site, not a sentence", _site),
    Rule("announces", "factor", 0.6, "says that something was said, not what", lambda v: v.matches("announces")),
    Rule("earlier", "factor", 0.85, "tells what was before the news", lambda v: v.matches("earlier")),
    Rule("background", "factor", 0.7, "stands below a heading like NE OLMUŞTU?", lambda v: v.background),
    Rule("general", "factor", 0.7, "says neither who nor how many", _general),
    Rule("first-person", "factor", 1.0, "says we or our, and not who that is: no headline", _first_person),
    Rule("bait", "factor", 0.6, "talks to the reader", lambda v: v.matches("bait")),
)
EFFECTS: tuple[tuple[str, float], ...] = tuple((rule.name, rule.effect) for rule in RULES)
