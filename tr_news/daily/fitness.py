"""Which sentences of an article a story may be told in: named rules, each with a reason.

A sentence that a ``never`` rule applies to is no bullet; one that another rule applies to is taken where there is no
better one. What they share with the choice of an article's bullets is that choice's (:mod:`tr_news.summarization`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tr_news.articles.furniture.sentence import is_predicate
from tr_news.documents.translation import TranslatedArticle
from tr_news.stories.turkish import lower
from tr_news.summarization.extractive import rules as article_rules
from tr_news.summarization.extractive.rules import View
from tr_news.summarization.extractive.salience import UNFIT, views
from tr_news.text.lexicon import pattern
from tr_news.text.turkish.stops import is_finite

_QUOTED = re.compile(r"[\"“”«»„][^\"“”«»„]*[\"“”«»„]?")
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$|[\"”»]$")
_WORD = re.compile(r"[^\W\d_]+")
_LONG = 8  # words; a shorter line without a full stop is a title and whole
_LONGEST = 600  # characters that patterns are searched in
_FEW = 0.25  # share of words in small letters below which a line is a list of names


def _asks(view: View) -> bool:
    return "?" in _QUOTED.sub(" ", view.source)


def _is_roster(view: View) -> bool:
    """Names in a row: "HAKEMLER: Yohan Rosso (Fransa), Gentian Cici (Arnavutluk)"."""
    found = _WORD.findall(view.source)
    small = sum(word.islower() for word in found)
    return not small or (len(found) > 3 and small < _FEW * len(found))


def _is_cut(view: View) -> bool:
    """A long line without a full stop whose last word is no predicate: feeds cut texts after so many letters."""
    if _ENDED.search(view.source.strip()):
        return False
    found = _WORD.findall(view.lower)
    return len(found) > _LONG and not (is_predicate(found[-1]) or is_finite(found[-1]))


def is_stock(source: str) -> bool:
    """Whether a Turkish sentence is one that every such story has (``stock.txt``)."""
    return pattern("stock", room="daily").search(lower(source[:_LONGEST])) is not None


def _of_articles(name: str) -> Callable[[View], bool]:
    return next(rule.applies for rule in article_rules.RULES if rule.name == name)


@dataclass(frozen=True, slots=True)
class Rule:
    """Why a sentence is no bullet, or one only where nothing better is said."""

    name: str
    never: bool
    why: str
    applies: Callable[[View], bool]


RULES: tuple[Rule, ...] = (
    Rule("question", True, "asks what a reader wants to know", _asks),
    Rule("roster", True, "lists names and says nothing of them", _is_roster),
    Rule("cut", True, "breaks off", _is_cut),
    Rule("introduces", True, "announces a quotation or list that isn't told", _of_articles("introduces")),
    Rule(
        "stock",
        False,
        "tells what every such story tells, or that there is something to tell",
        lambda v: is_stock(v.source),
    ),
    Rule("bait", False, "talks to the reader", _of_articles("bait")),
    Rule("leans", False, "leans on the sentence before", _of_articles("leans")),
)
_NEVER = frozenset(rule.name for rule in RULES if rule.never)


def fired(document: TranslatedArticle) -> list[frozenset[str]]:
    """The names of the rules that apply to each sentence of an article."""
    return [frozenset(rule.name for rule in RULES if rule.applies(view)) for view in views(document)]


def fit_for_headlines(document: TranslatedArticle) -> list[bool]:
    """Whether each sentence of an article may take the place of a title that is no news: as in an article's brief."""
    found = views(document)
    rules = [rule for rule in article_rules.RULES if rule.name in UNFIT]
    quoted = [view.begins_quoted or view.ends_quoted for view in found]
    return [not part and not any(r.applies(v) for r in rules) for v, part in zip(found, quoted, strict=True)]


def never(names: frozenset[str]) -> bool:
    """Whether a sentence with these rules is no bullet in any case."""
    return not _NEVER.isdisjoint(names)
