"""Fewer words for the same: an English sentence tightened by named rules that take nothing of what it says.

Nothing within quotation marks is touched. The rules are those of plain writing (W. Strunk, "The Elements of Style",
1918, "Omit needless words"; the reduced relative clause and the optional "that" of R. Quirk et al., "A Comprehensive
Grammar of the English Language", 1985, §17.14 and §15.4); the phrases are in data/wordy.tsv.
"""

import re
from collections.abc import Callable
from functools import cache

from tr_news.summarization.extractive.clauses import COMMA, WORD, is_finite, outside_quotes
from tr_news.summarization.extractive.compression import Rule
from tr_news.summarization.wording import capitalized
from tr_news.text.lexicon import table, words

# What says that a clause follows, not a noun with "that" before it: "said that the bridge", not "said that bridge".
_CLAUSE = (
    r"(?=(?:the|an?|he|she|it|they|we|you|I|there|this|these|those|his|her|its|their|our|my|some|many|all|no|both|most"
    r"|[A-ZÇĞİÖŞÜ]\w+|\d[\d.,]*)\s)"
)
_THAT = re.compile(
    r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbe )(?<!\bis )"
    rf"\b(?P<verb>said|says|stated) that {_CLAUSE}"
)
_SAID = {"stated": "said"}
_AND_THAT = re.compile(r"\b(?:and|or|but) that\b")
_WAS = re.compile(r", (?:who|which) (?:is|are|was|were) (?=(?P<next>\w+))")
_RELATIVE = re.compile(r"\b(?:who|which|that|whose|where)\b")
_ARTICLE = frozenset({"the", "a", "an", "one"})
_STATEMENT = re.compile(
    r"In (?P<what>(?:a|an|the) (?:(?:written|press|joint|official|first|last) )?"
    r"(?:statement|report|declaration|announcement|survey|study|article|letter|indictment|decision)s?\b"
    r"[^,\"“”;:]{0,90}), "
    r"it (?:was|is) (?:also )?"
    r"(?P<verb>said|stated|noted|reported|announced|emphasi[sz]ed|stressed|underlined|added|recorded) "
    r"that (?P<claim>(?=[\w\"“]).+)",
    re.DOTALL,
)
_VERB = {"emphasized": "stressed", "emphasised": "stressed", "underlined": "stressed", "stressed": "stressed"}


def _replaced(text: str, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> str:
    for match in reversed(outside_quotes(text, pattern)):
        text = text[: match.start()] + replace(match) + text[match.end() :]
    return text


@cache
def _wordy() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row[0]), row[1] if len(row) > 1 else "") for row in table("wordy"))


def without_wordy_phrases(text: str) -> str:
    """ "a total of 35 people" → "35 people"."""
    for pattern, few in _wordy():
        text = _replaced(text, pattern, lambda match, few=few: match.expand(few))  # type: ignore[misc]
    return text


def without_that(text: str) -> str:
    """ "The minister stated that the road …" → "The minister said the road …"."""
    if _AND_THAT.search(text):
        return text  # "said that the road … and that the bridge …"
    return _replaced(text, _THAT, lambda m: f"{_SAID.get(m['verb'], m['verb'])} ")


def with_reduced_relatives(text: str) -> str:
    """ "the bridge, which was built in 1973, …" → "the bridge, built in 1973, …"."""
    for match in reversed(outside_quotes(text, _WAS)):
        if _may_reduce(text, match):
            text = f"{text[: match.start()]}, {text[match.end() :]}"
    return text


def _may_reduce(text: str, match: re.Match[str]) -> bool:
    following = match["next"]
    participle = following in words("cutting", "participle") or (following.endswith("ed") and len(following) > 4)
    if not (participle or following in _ARTICLE):
        return False
    closing = next(iter(COMMA.finditer(text, match.end())), None)
    clause = text[match.end() : closing.start() if closing is not None else len(text)]
    # One verb, of one clause: "which was built in 1973 and has stood since" keeps its "which was".
    others = [word for word in WORD.findall(clause)[1:] if is_finite(word)]
    return not others and not _RELATIVE.search(clause) and " and " not in clause and " or " not in clause


def with_active_statement(text: str) -> str:
    """ "In a statement by the bank, it was stated that …" → "A statement by the bank said …"."""
    match = _STATEMENT.fullmatch(text)
    if match is None or any(is_finite(word) and word in _FINITE for word in WORD.findall(match["what"])):
        return text
    verb = _VERB.get(match["verb"], "said")
    return f"{capitalized(match['what'])} {verb}{' that' if verb != 'said' else ''} {match['claim']}"


_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had"})

TIGHTENING: tuple[Rule, ...] = (
    Rule("wordy", without_wordy_phrases),
    Rule("active-statement", with_active_statement),
    Rule("reduced-relative", with_reduced_relatives),
    Rule("that-after-saying", without_that),
)
"""In the order in which they are tried on a sentence that is too long."""


def tightened(text: str, fits: Callable[[str], bool]) -> str:
    """The sentence in fewer words, as far as it takes until it fits."""
    for rule in TIGHTENING:
        if fits(text):
            break
        text = " ".join(rule.cut(text).split())
    return text
