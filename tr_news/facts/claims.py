"""What a piece of English text says that can be checked: content words, names, numbers, quotations, what is denied.

Everything here is about one text; :mod:`tr_news.summarization.faithfulness` compares a line with its evidence.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tr_news.facts.quotations import quotations as quoted
from tr_news.text.fold import fold
from tr_news.text.lexicon import sections, words

_LIST = "english_support"
_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<number>\d+(?:[.,:]\d+)*)|(?P<clause>[,;:.!?()–—…\n]|\s-\s)|(?P<quote>[\"“”«»])"
)
_POSSESSIVE = re.compile(r"['’](?:s|S)?$|['’][^\W\d_]*$")
_SCOPE = 4  # content words, names not counted, after a negation or hedge that it is taken to reach, within its clause


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text. ``key`` is folded (small letters, no diacritics, no possessive) and stemmed."""

    text: str
    key: str
    content: bool
    clause: int  # number of its clause within the text
    start: int
    capital: bool
    initial: bool  # first of a sentence or quotation: its capital says nothing


@dataclass(frozen=True, slots=True)
class Claims:
    """What a text claims, as far as it can be checked by its words."""

    words: tuple[Word, ...]
    breaks: tuple[int, ...]  # positions of the marks between clauses
    names: tuple[str, ...]  # capitalised words, as written
    content: frozenset[str]  # keys of its content words
    keys: frozenset[str]  # of all its words
    quotations: tuple[str, ...]  # what stands in quotation marks, letters and digits alone
    denied: frozenset[str]  # keys in the reach of a negation
    denied_first: frozenset[str]  # those right behind one
    hedged_first: frozenset[str]  # those right behind "may", "allegedly", …
    asserted: frozenset[str]  # keys of content words that stand outside every negation
    plain: frozenset[str]  # keys of content words that stand behind no hedge
    negated: bool
    hedged: bool


@cache
def _stemmer() -> Any:
    """M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980."""
    from snowballstemmer import stemmer

    return stemmer("porter")


def porter_stem(word: str) -> str:
    """The Porter stem of a folded English word."""
    stem: str = _stemmer().stemWord(word)
    return stem


@cache
def _same() -> dict[str, str]:
    groups = [group.split("/") for section in ("same", "irregular") for group in words(_LIST, section)]
    return {form: porter_stem(forms[0]) for forms in groups for form in forms}


@cache
def _short_names() -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = (line.rsplit("=", 1) for line in sections(_LIST)["short"])
    return tuple((re.compile(rf"\b{re.escape(long)}(?!\w)"), short) for long, short in pairs)


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(map(porter_stem, words("english_common") | _function_words() | words(_LIST, "number-words")))


@cache
def _function_words() -> frozenset[str]:
    return words("stopwords", "en") | words(_LIST, "reporting")


@cache
def _empty_words() -> frozenset[str]:
    """Words that are no content words; numbers are compared by their value."""
    return _function_words() | words(_LIST, "number-words")


def key_of(word: str) -> str:
    """The key that a word is compared by: folded, without a possessive, a nation and its people as one, stemmed."""
    folded = fold(_POSSESSIVE.sub("", word) if not word.lower().endswith(("n't", "n’t")) else word)
    return _same().get(folded) or porter_stem(folded)


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is_name(word: Word, title_case: bool) -> bool:
    """A capital makes a name of any word but a function word; where all have one, of one that is not common."""
    if not word.capital or word.text == "I" or _is_acronym(word.text):
        return word.capital and word.text != "I"
    folded = fold(word.text)
    if word.initial or title_case:
        return word.key not in _common_stems() and folded not in _function_words()
    return folded not in _function_words()


def _is_title_case(found: Iterable[Word]) -> bool:
    """Whether the capitals of these words are those of a headline."""
    content = [word.capital for word in found if word.content]
    return len(content) >= 4 and sum(content) > 0.75 * len(content)


def _scan(text: str, known: dict[str, str], breaks: list[int]) -> Iterator[Word]:
    clause, initial = 0, True
    for match in _TOKEN.finditer(text):
        piece = match.group()
        if match.lastgroup == "clause":
            clause += 1
            breaks.append(match.start())
            initial = initial or piece in ".!?:…\n"
        elif match.lastgroup == "quote":
            initial = True
        elif match.lastgroup == "number":
            initial = False
        else:
            folded = fold(piece)
            content = _is_acronym(piece) or not (len(folded) == 1 or folded in _empty_words())
            if (key := known.get(piece)) is None:
                key = known.setdefault(piece, key_of(piece))
            yield Word(piece, key, content, clause, match.start(), piece[0].isupper(), initial)
            initial = False


def _reach(found: tuple[Word, ...], cue: int) -> list[Word]:
    """The content words that the cue word at this position reaches."""
    reached: list[Word] = []
    for word in found[cue + 1 :]:
        if word.clause != found[cue].clause or sum(not w.capital for w in reached) == _SCOPE:
            break
        if word.content:
            reached.append(word)
    return reached


def _is_negation(found: tuple[Word, ...], position: int) -> bool:
    text = fold(found[position].text).replace("’", "'")
    after = fold(found[position + 1].text) if position + 1 < len(found) else ""
    return (text in words(_LIST, "negation") and after != "only") or text.endswith("n't")


def quotations(text: str) -> tuple[str, ...]:
    """What stands in quotation marks, folded letters and digits alone."""
    return tuple(normal for quotation in quoted(text) if (normal := words_only(quotation.text)))


def words_only(text: str) -> str:
    """Folded letters and digits, single spaces between words."""
    return " ".join(re.findall(r"\w+", fold(text)))


def shorten(text: str) -> str:
    """``text`` with the names that have a short form in it: what :func:`claims_of` is given on both sides."""
    for long, short in _short_names():
        text = long.sub(short, text)
    return text


def claims_of(text: str, known: dict[str, str] | None = None) -> Claims:
    """What ``text``, one line or sentence of English, claims. Linear in its length.

    ``known`` remembers the keys of words for a caller that reads many sentences: it is read and filled.
    """
    breaks: list[int] = []
    found = tuple(_scan(text, {} if known is None else known, breaks))
    title_case = _is_title_case(found)
    denied: set[int] = set()
    denied_first: set[str] = set()
    hedged: set[int] = set()
    hedged_first: set[str] = set()
    negated = hedges = False
    for i, word in enumerate(found):
        folded = fold(word.text)
        if _is_negation(found, i) or folded in words(_LIST, "refusal"):
            negated = True
            reach = _reach(found, i)
            denied.update(w.start for w in reach)
            denied_first.update(w.key for w in reach[:1])
        elif folded in words(_LIST, "hedge") and not (folded == "may" and word.capital and not word.initial):
            hedges = True
            reach = _reach(found, i)[:2]
            hedged.update(w.start for w in reach)
            hedged_first.update(w.key for w in reach[:1])
    content = [w for w in found if w.content]
    return Claims(
        words=found,
        breaks=tuple(breaks),
        names=tuple(dict.fromkeys(w.text for w in found if _is_name(w, title_case))),
        content=frozenset(w.key for w in content),
        keys=frozenset(w.key for w in found),
        quotations=quotations(text),
        denied=frozenset(w.key for w in content if w.start in denied),
        denied_first=frozenset(denied_first),
        hedged_first=frozenset(hedged_first),
        asserted=frozenset(w.key for w in content if w.start not in denied),
        plain=frozenset(w.key for w in content if w.start not in hedged),
        negated=negated,
        hedged=hedges,
    )


def acronyms(found: Iterable[Word]) -> frozenset[str]:
    """The initials of each run of two or more capitalised words, function words left out, and of each part of it."""
    runs: list[list[str]] = [[]]
    for word in found:
        if word.capital:
            runs[-1].append(word.key[:1])
        elif word.content:
            runs.append([])
    return frozenset(
        "".join(run[i:j]) for run in runs for i in range(len(run)) for j in range(i + 2, min(len(run), i + 6) + 1)
    )
