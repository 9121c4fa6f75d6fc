"""Finds the proper names of a Turkish sentence, each by a named rule.

Turkish sets the suffixes of a proper name off with an apostrophe (Ankara'da), and common nouns are not capitalised in
mid-sentence. Titles and institutions are capitalised too and get translated (Sağlık Bakanlığı): what must survive of
"Sağlık Bakanı Ayla Tunçer" is the surname, of "Yüksek Seçim Kurulu" nothing.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tr_news.facts.names.people import NOBODY, People
from tr_news.facts.names.pieces import COMPANY, LONGEST_PERSON, begins_name, lone_suffixed, names_of_piece
from tr_news.facts.names.runs import Name, Run, Token, capital_runs, named, tokens_of
from tr_news.facts.names.words import (
    begins_exonym,
    is_abbreviated_title,
    is_exonym,
    is_first_name,
    is_generic,
    is_inflected_generic,
    is_inhabitant,
    is_listed,
    is_office,
    is_place,
    is_sure_first_name,
    is_surname,
    is_word,
    may_be_common,
)
from tr_news.text.lexicon import words

_JOINS = frozenset((", ", " ve ", " ile ", " veya ", ", ve ", " - ", "-"))


def find_names(source: str, known: frozenset[str] = frozenset(), people: People = NOBODY) -> list[Name]:
    """The names of a normalised Turkish sentence that a translation must show, in order.

    ``known`` are words that the rest of the article shows to be names: they count where a sentence begins, too;
    ``people`` those whom it has named in full.
    """
    tokens = tokens_of(source)
    runs = capital_runs(source, tokens)
    found = _find(source, tokens, runs, known)
    return people.names(source, runs, found, headline=is_headline(tokens))


@dataclass(frozen=True, slots=True)
class Found:
    """The names that a sentence shows by itself, and its other capitalised words: an article may make names of them."""

    names: tuple[Name, ...]
    others: frozenset[str]


def read_names(source: str) -> Found:
    """The names of a normalised Turkish sentence, and what else may be one."""
    tokens = tokens_of(source)
    runs = capital_runs(source, tokens)
    names = _find(source, tokens, runs, frozenset())
    sure = [name for name in names if name.rule not in ("enumeration", "exonym")]
    asked = {(base, name.start, name.end) for name in sure for base in name.required}
    others = {
        token.base
        for run in runs
        for token in run.tokens
        if not any(token.base == base and start <= token.start < end for base, start, end in asked)
    }
    return Found(tuple(names), frozenset(others))


def _find(source: str, tokens: Sequence[Token], runs: Sequence[Run], known: frozenset[str]) -> list[Name]:
    if is_headline(tokens):
        return [name for run in runs for name in _in_headline(run)]
    found = [name for run in runs for name in _names_of(run, known)]
    return sorted({n.start: n for n in (*_enumerated(source, runs, found), *found)}.values(), key=lambda n: n.start)


def is_headline(tokens: Sequence[Token]) -> bool:
    """Whether every word is capitalised, everyday ones too: capitals say nothing about names then."""
    allowed = words("names", "headline_small")
    if len(tokens) <= 2 or any(not t.base[0].isupper() and t.base not in allowed for t in tokens):
        return False
    everyday = sum(is_word(t.base) and not (is_first_name(t.base) or is_surname(t.base)) for t in tokens[1:])
    return everyday >= 2 and everyday >= 0.3 * len(tokens)


def _in_headline(run: Run) -> list[Name]:
    """Names that show in a heading in which all words are capitalised: countries, and what has an apostrophe."""
    found = [
        named([t], "heading")
        for t in run.tokens[:-1]
        if is_exonym(t.base) and is_listed(t.base) and not is_word(t.base)
    ]
    people = [
        named(run.tokens[i : i + 2], "heading", [b.base])
        for i, (a, b) in enumerate(pairwise(run.tokens))
        if (is_sure_first_name(a.base) or (i and is_abbreviated_title(run.tokens[i - 1].base)))
        and (is_surname(b.base) or not is_word(b.base))
    ]
    return people + found + (lone_suffixed([run.tokens[-1]], frozenset()) if run.suffixed else [])


def _names_of(run: Run, known: frozenset[str]) -> list[Name]:
    """The names in a run: exonyms cut it, titles part it, and what is left is looked at piece by piece."""
    whole = run.words
    if is_exonym(" ".join(whole)) and (run.suffixed or not run.head or begins_name(whole[0])):
        return [named(run.tokens, "exonym")]
    found: list[Name] = []
    piece: list[Token] = []
    office = False
    position = 0
    while position < len(run.tokens):
        token = run.tokens[position]
        if (length := _exonym_length(whole, position)) > 1:
            found += names_of_piece(run, piece, office=office, tail="", known=known)
            found.append(named(run.tokens[position : position + length], "exonym"))
            piece, office = [], False
            position += length
            continue
        following = run.tokens[position + 1].base if position + 1 < len(run.tokens) else ""
        if piece and _cuts(token.base, piece, suffixed=token.suffixed):
            found += names_of_piece(run, piece, office=office, tail="", known=known)
            piece, office = [], False
        if _is_title(token.base, following, piece, office=office):
            found += names_of_piece(run, piece, office=office, tail=token.base, known=known)
            piece, office = [], is_office(token.base)
        else:
            piece.append(token)
        position += 1
    return [*found, *names_of_piece(run, piece, office=office, tail="", known=known)]


def _cuts(word: str, piece: Sequence[Token], *, suffixed: bool) -> bool:
    """Whether a country or city begins a name of its own behind another: "Nihat Zeybekçi İstanbul Sanayi Odası"."""
    if word.isupper() and len(word) > 1 and not any(t.base.isupper() for t in piece):
        return len(piece) > 1 or suffixed  # "Luke Johnson BBC'nin …", "Lopez CNN'e …"
    if word in words("names", "days"):
        return True  # "dedi Bellamy Çarşamba günü"
    if is_first_name(piece[-1].base) and not (len(piece) > 1 and is_first_name(piece[0].base)):
        return False  # Mehmet Mısır
    if not (is_exonym(word) or is_place(word)) or is_first_name(word) or is_surname(word):
        return False
    return not is_word(word) or (len(piece) > 1 and is_exonym(word))


def _is_title(word: str, following: str, piece: Sequence[Token], *, office: bool) -> bool:
    """Whether a word parts the names of a run. Behind a first name, or an office, a word that may be one is a name."""
    if not (is_generic(word) or is_office(word)) or (is_place(word) and following in words("places", "heads")):
        return False
    if piece and is_sure_first_name(piece[-1].base) and is_inflected_generic(word) and not is_office(word):
        return False  # Selin Ormanlı
    if piece and word in words("names", "kept") and not is_word(piece[-1].base):
        return False  # Ülker Arena
    if is_first_name(word) and not is_office(word) and following and not is_generic(following) and not piece:
        return False  # Ramazan Kurt
    if (piece and is_first_name(piece[-1].base) and is_surname(following)) or (
        is_surname(word) and following.startswith(COMPANY)
    ):
        return False  # İpek Türktan Kaynak, Yıldız Holding
    if piece and any(is_first_name(t.base) for t in piece) and is_surname(word):
        return is_office(word) and bool(following)
    return not (office and not piece and is_first_name(word) and not is_office(word))


def _exonym_length(bases: Sequence[str], position: int) -> int:
    if position + 1 == len(bases) or not begins_exonym(bases[position]):
        return 1
    for length in (3, 2):
        if position + length <= len(bases) and is_exonym(" ".join(bases[position : position + length])):
            return length
    return 1


def _enumerated(source: str, runs: Sequence[Run], found: Sequence[Name]) -> list[Name]:
    """The members of an enumeration of which another one is a name: "Okan Ay, Ali Sarı ve Can Su"."""
    more: list[Name] = []
    starts = [name.start for name in found]
    group: list[Run] = []
    for index, run in enumerate(runs):
        group.append(run)
        last = index + 1 == len(runs)
        if last or source[run.tokens[-1].end : runs[index + 1].tokens[0].start] not in _JOINS:
            if len(group) > 1:
                more += _members(group, found, starts)
            group = []
    return [replace(name, rule="enumeration") for name in more]


def _members(group: Sequence[Run], found: Sequence[Name], starts: Sequence[int]) -> list[Name]:
    def names(run: Run) -> Sequence[Name]:
        return found[bisect_left(starts, run.tokens[0].start) : bisect_left(starts, run.tokens[-1].end)]

    sure = [name for run in group for name in names(run)]
    people = any(name.required != name.words for name in sure)
    single = sum(len(name.words) == 1 for name in sure)
    more: list[Name] = []
    for run in group:
        bases = run.words
        if run.head and len(bases) == 2 and is_word(bases[0]) and not is_first_name(bases[0]):
            run = replace(run, tokens=run.tokens[1:], head=False)  # "Vatandaşların Taksim, Eminönü …"
            bases = bases[1:]
        if not sure or names(run) or any(map(is_generic, bases)) or any(map(is_office, bases)):
            continue
        if all(base.isupper() for base in bases):
            continue
        if 1 < len(bases) <= LONGEST_PERSON and people:
            more.append(named(run.tokens, "enumeration", bases[-1:]))
            continue
        marked = is_place(bases[0]) or not is_word(bases[0]) or single > 1
        marked = marked or (group[-1].suffixed and not may_be_common(bases[0]))
        if single and marked and len(bases) == 1 and not run.head and not is_inhabitant(bases[0]):
            more.append(named(run.tokens, "enumeration"))
    return more
