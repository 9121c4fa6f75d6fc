"""The name in a piece of capitalised words that no title interrupts: a person, a place, what no list has."""

import re
from collections.abc import Sequence
from functools import cache

from tr_news.facts.names.runs import Name, Run, Token, named
from tr_news.facts.names.words import (
    english_forms,
    has_inner_capital,
    is_english_name,
    is_english_word,
    is_exonym,
    is_first_name,
    is_generic,
    is_hardly_word,
    is_inhabitant,
    is_listed,
    is_office,
    is_people,
    is_place,
    is_plural,
    is_sure_first_name,
    is_surname,
    is_word,
    may_be_common,
)
from tr_news.text.lexicon import words
from tr_news.text.turkish.letters import capitalize, lower

LONGEST_PERSON = 4  # words
COMPANY = "Holding"
_SHORTEST_AT_HEAD = 5  # letters of a word that no list has, and that begins a sentence
_FOREIGN_SPELLING = re.compile(r"[qwxQWX]|[bcdfgjklmnprstvz]h|ee|oo|ou|ck|ie|ea|([bcdfgjkprsvz])\1|[^aeiou]y\b")
_SENTENCE_WORD = re.compile(r"(?:[ıiuü]m|[ğy][ae]|[cç][ae]s[ıi]|[dt][ae]n?|nc[ae]|k[ae]n)$")  # Açıkcası, Kırığa
_PARTICIPLE = re.compile("[^\\W\\d_]{2}[ae]n$")  # "… diyen Işık, …"


def begins_name(word: str) -> bool:
    """Whether a word is a name even at the start of a sentence."""
    return word in words("names", "names") or (is_listed(word) and not is_word(word))


def names_of_piece(run: Run, piece: list[Token], *, office: bool, tail: str, known: frozenset[str]) -> list[Name]:
    """The name in a part of a run without titles, behind an ``office`` or in front of the title ``tail``."""
    if not piece:
        return []
    first, last = piece[0], piece[-1]
    at_head = run.head and first is run.tokens[0]
    suffixed = last.suffixed and last is run.tokens[-1]
    person = _person(run, piece, office=office, tail=tail)
    if person is not None:
        return [person]
    if tail:
        return _before_title(run, piece, tail, at_head=at_head, known=known)
    if suffixed and len(piece) == 1:
        return lone_suffixed(piece, known)
    bases = [token.base for token in piece]
    if is_exonym(" ".join(bases)):
        return [named(piece, "exonym")] if suffixed or not at_head or begins_name(bases[0]) else []
    if at_head and not _at_head_too(run, piece, known):
        piece = piece[1:]
        if suffixed and len(piece) == 1:
            return lone_suffixed(piece, known)
        if len(piece) > 1 and (person := _person(run, piece, office=False, tail="")) is not None:
            return [person]
    return _unlisted(run, piece, known, at_head=at_head) if piece else []


def _person(run: Run, piece: list[Token], *, office: bool, tail: str) -> Name | None:
    """The piece as a person, of whom the surname is asked for, if it is one."""
    while len(piece) > 1 and len(piece[-1].base) == 1:  # "Mehmet Ali Y."
        piece = piece[:-1]
    while len(piece) > 2 and is_people(piece[-1].base):  # "Hakem Nicola Rizzoli Meksikalıyı uyardı"
        piece = piece[:-1]
    bases = [token.base for token in piece]
    if len(piece) > LONGEST_PERSON or all(base.isupper() and len(base) > 1 for base in bases):
        return None
    institution = tail and not is_office(tail) and tail not in words("person_titles", "behind")
    if any(map(is_exonym, bases[:1])) and not is_first_name(bases[0]):
        return None
    if "Mc" in bases[:-1]:  # Eddie Mc Guire
        return named(piece, "unlisted", bases[-2:])
    if office and not institution and (len(piece) > 1 or not _is_plain_word(bases[0])):
        return named(piece, "title", bases[-1:])
    if tail in words("person_titles", "behind") or (not tail and run.after in words("person_titles", "behind")):
        return named(piece, "courtesy", bases[-1:])
    if len(piece) > 1 and is_first_name(bases[0]):
        marked = run.suffixed and piece[-1] is run.tokens[-1] and not may_be_common(bases[-1])
        if is_sure_first_name(bases[0]) or is_surname(bases[-1]) or not all(map(is_word, bases[1:])) or marked:
            return named(piece, "first name", bases[-1:])
    role = run.before in words("person_titles", "roles") and piece[0] is run.tokens[0]
    if role and not institution and (len(piece) > 1 or not _is_plain_word(bases[0])):
        return named(piece, "role", bases[-1:])
    return None


def _is_plain_word(word: str) -> bool:
    """Whether a lone capitalised word is hardly a name."""
    return is_word(word) and not (is_first_name(word) or is_surname(word) or is_listed(word))


def _before_title(run: Run, piece: list[Token], tail: str, *, at_head: bool, known: frozenset[str]) -> list[Name]:
    """What an institution is named after: a place (Ankara Valisi), a name that is no word (Boğaziçi Üniversitesi)."""
    last = piece[-1]
    spot = tail in words("places", "heads")
    company = tail.startswith(COMPANY)
    new = not is_word(last.base) and not is_plural(last.base) and (spot or is_office(tail))
    sure = is_place(last.base) or begins_name(last.base) or last.base in known or company or new
    if at_head and last is run.tokens[0] and not sure:
        return []
    if is_place(last.base) and (spot or is_office(tail) or not is_word(last.base)):
        more = [token for token in piece[:-1] if is_place(token.base) and not is_word(token.base)]
        return [named([token], "place") for token in (*more, last)]  # Bursa Nilüfer Belediyesi
    if company and (is_surname(last.base) or not is_generic(last.base)) and not last.base.isupper():
        return [named([last], "named after")]
    if (
        spot
        and not is_word(last.base)
        and not is_plural(last.base)
        and not last.base.isupper()
        and not is_exonym(last.base)
    ):
        return [named([last], "named after")]  # Dağkapı Mahallesi
    if last.base.isupper() or may_be_common(last.base) or is_word(last.base):
        return []
    return [named([last], "named after")] if not english_forms(last.base) else []


def lone_suffixed(piece: list[Token], known: frozenset[str]) -> list[Name]:
    """One word with an apostrophe: a name, unless it may be a common noun, or an abbreviation, which is translated."""
    base = piece[0].base
    if is_exonym(base):
        return [named(piece, "exonym")]
    if base.isupper() and len(base) > 3 and is_place(capitalize(lower(base))):
        return [named(piece, "apostrophe")]  # ADANA'da
    if len(base) < 3 or (base.isupper() and len(base) > 1):
        return []
    if "." in base:
        return []
    if is_place(base) or base in known or is_first_name(base) or is_listed(base) or is_surname(base):
        return [named(piece, "apostrophe")]
    return [] if is_word(base) or is_plural(base) else [named(piece, "apostrophe")]


def _at_head_too(run: Run, piece: Sequence[Token], known: frozenset[str]) -> bool:
    """Whether the first word of a sentence is part of the name that it begins."""
    base = piece[0].base
    if base in known or begins_name(base) or (is_place(base) and not is_word(base)) or has_inner_capital(base):
        return True
    if len(piece) == 1 and not is_word(base) and _is_called(run, base):
        return True
    if len(piece) > 1:
        return is_first_name(base) or not is_word(base)
    if len(base) < _SHORTEST_AT_HEAD or is_word(base) or is_plural(base):
        return False
    if run.comma and _SENTENCE_WORD.search(base) is None:
        return True
    return base.isascii() and _FOREIGN_SPELLING.search(base) is not None


def _unlisted(run: Run, piece: list[Token], known: frozenset[str], *, at_head: bool) -> list[Name]:
    """Words in mid-sentence that no title marks: those that are no everyday Turkish are names."""
    if all(token.base.isupper() for token in piece):
        return []
    bases = [token.base for token in piece]
    if " ".join(bases) != bases[0] and is_place(" ".join(bases)):
        return [named(piece, "place")]
    names = [token for token in piece if _is_name(token.base, known)]
    if not names:
        rule = _marked(run, piece[0], at_head=at_head) if len(piece) == 1 else None
        return [named(piece, rule)] if rule is not None else []
    last = names[-1]
    final = piece[-1].base
    kept = len(piece) > 1 and piece[-1] is not last and _is_kept(piece)
    if (
        run.suffixed
        and piece[-1] is run.tokens[-1]
        and not (may_be_common(final) and (len(piece) < 3 or is_word(final)))
    ):
        last = piece[-1]  # Lady Gaga'ya, Douglas Silva Bacelar'ın
    elif kept or (len(piece) > 1 and (is_surname(final) or _ends_name(piece, known)) and not at_head):
        last = piece[-1]  # Erkoç Torun, Federico Fanti, Apple Watch
    if len(piece) == 1:
        by_itself = "unlisted" if _is_name(last.base, frozenset()) else "known"
        rule = "place" if is_place(last.base) else by_itself
        return [named(piece, rule)]
    places = [t.base for t in names if (is_exonym(t.base) or is_place(t.base)) and t is not last]
    if kept and names[-1].base not in places:
        places.append(names[-1].base)
    return [named(piece, "several words", [*places, last.base])]


def _marked(run: Run, lone: Token, *, at_head: bool) -> str | None:
    """The rule by which an everyday word is a name all the same; None where nothing marks it."""
    word = lone.base
    if is_place(word) and run.after.startswith(_behind("behind")):
        return "place"
    if not at_head and _is_called(run, word):
        return "apposition"
    if not at_head and run.comma and _may_be_lone(word):
        return "unlisted"  # "Bunun üzerine Fişne, …"
    if not _PARTICIPLE.search(run.before) or is_generic(word):
        return None
    return "participle" if is_surname(word) or (run.comma and _may_be_surname(word)) else None


def _is_kept(piece: Sequence[Token]) -> bool:
    """Whether the last word is an English one of a name of its own: Ülker Arena, Apple Watch."""
    first, last = piece[-2].base, piece[-1].base
    if last in words("names", "kept"):
        return not is_word(first)
    return is_english_word(last) and not is_generic(last) and is_english_name(first)


def _ends_name(piece: Sequence[Token], known: frozenset[str]) -> bool:
    """Whether the last word goes with a name in front of it."""
    first, last = piece[-2].base, piece[-1].base
    if is_exonym(first) or last.isupper() or is_office(last) or is_generic(last) or not _is_name(first, known):
        return False
    return is_english_word(last) or (is_hardly_word(last) and not is_place(first))


def _may_be_lone(word: str) -> bool:
    """Whether a lone word with a comma behind it is a surname, short as its stem would be."""
    return len(word) > 3 and is_hardly_word(word) and not is_inhabitant(word)


def _may_be_surname(word: str) -> bool:
    """Whether a lone word that speaks is a surname: "sevk edilen Okçu, …"."""
    return not may_be_common(word) or (is_hardly_word(word) and not is_generic(word))


def _is_called(run: Run, word: str) -> bool:
    """Whether what stands behind a lone word says what it is the name of: "Zaman gazetesi", "Koni bölgesinde"."""
    if is_generic(word) or is_exonym(word) or word.isupper() or len(word) < 3 or is_plural(word):
        return False
    if run.after.startswith(_behind("called")):
        return word not in words("places", "never_called")
    return run.after.startswith(_behind("named")) and not is_word(word)


@cache
def _behind(section: str) -> tuple[str, ...]:
    return tuple(sorted(words("places", section)))


def _is_name(word: str, known: frozenset[str]) -> bool:
    if word in known:
        return True
    if len(word) < 3 or word.isupper() or "." in word or is_generic(word):
        return False
    if is_exonym(word) or (is_place(word) and not is_word(word)) or has_inner_capital(word):
        return True
    if is_english_name(word) and word.isascii() and _FOREIGN_SPELLING.search(word):
        return True  # Google, that Turkish texts write small as well
    return not is_word(word) and (is_english_name(word) or not is_plural(word)) and not is_inhabitant(word)
