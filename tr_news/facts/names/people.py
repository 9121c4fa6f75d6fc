"""The people of an article: once it has named somebody in full, the surname alone is a name, whatever it means.

Newspapers go on with the surname: "CHP Genel Başkanı Özgür Özel … Özel, bütçeyi eleştirdi." By itself "özel" is
*private*, "yavaş" *slow*, "Mısır" *Egypt*, and a capital at the head of a sentence says nothing. Places of Turkey that
are words (Ordu, *army*) go the same way, once the article has said that something is there.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tr_news.facts.names.runs import Name, Run, named
from tr_news.facts.names.words import (
    is_date,
    is_exonym,
    is_first_name,
    is_form_of,
    is_generic,
    is_office,
    is_place,
    is_sure_first_name,
    is_surname,
    is_word,
)
from tr_news.text.lexicon import words
from tr_news.text.turkish.letters import lower

RULE = "surname"
_SHORTEST = 2  # letters: Ay, Er
# What names a person in full: behind an office, a role or a first name.
_IN_FULL = frozenset(("title", "first name", "role", "courtesy", "heading"))
_BY_OFFICE = frozenset(("title", "role", "courtesy"))  # Bakan Şimşek
PERSONS = _IN_FULL | {RULE}
_THERE = re.compile(r"(?<![\w'])([^\W\d_]+)'[dt][ae](?:n|ki)?\b")
_IN_PLACE = r"(?<!\w){}(?:'(?:[dt][ae]|y[ae])|,? [A-ZÇĞİÖŞÜ])"  # Mısır'da, Mısır Cumhurbaşkanı


@dataclass(frozen=True, slots=True)
class People:
    """The words that stand for people of an article: surnames, and given names that are words as well.

    ``doubtful`` are given names, and what the article writes as a word as often: they count where a comma, a colon or
    an apostrophe behind them, or a capital in mid-sentence, marks them.
    """

    words: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()

    def has(self, name: Name) -> bool:
        """Whether a name is that of somebody whom the article has named in full."""
        return len(name.words) == 1 and name.words[0] in self.words

    def names(self, source: str, runs: Sequence[Run], found: Sequence[Name], *, headline: bool) -> list[Name]:
        """The found names of a sentence, and the people among its ``runs`` whom the article has named in full."""
        if not self.words or not any(token.base in self.words for run in runs for token in run.tokens):
            return list(found)
        longer = [name for name in found if len(name.words) > 1]
        more = [
            named([token], RULE)
            for run in runs
            for position, token in enumerate(run.tokens)
            if token.base in self.words
            and not any(name.start <= token.start < name.end for name in longer)
            and self._is_person(source, run, position, headline=headline)
        ]
        starts = {name.start for name in more}
        kept = [name for name in found if name.start not in starts]
        return sorted((*kept, *more), key=lambda name: name.start)

    def _is_person(self, source: str, run: Run, position: int, *, headline: bool) -> bool:
        token = run.tokens[position]
        before = run.tokens[position - 1].base if position else ""
        after = run.tokens[position + 1].base if position + 1 < len(run.tokens) else ""
        marked = token.suffixed or source[token.end : token.end + 1] in (",", ":")
        if headline:
            return marked or token.base not in self.doubtful
        opener = position == 1 and run.head and is_word(before) and not is_first_name(before)  # "Okurlar Deniz'den …"
        if before and not (opener or is_office(before) or is_generic(before)):
            return False
        if after and after not in words("person_titles", "behind") and not (after.isupper() and len(after) > 1):
            return False  # Özel Kuvvetler, Yıldız Teknik Üniversitesi
        return marked or bool(position) or not run.head or token.base not in self.doubtful


NOBODY = People()


def _is_spot(word: str) -> bool:
    """Whether a word is a place where it stands in a place's case: Ordu'da, but hardly Saray'da (in the palace)."""
    return is_place(word) and not is_date(word) and (not is_generic(word) or word in words("places", "provinces"))


def people_of(texts: Iterable[str], names: Iterable[Name], small: Mapping[str, int]) -> People:
    """The people whom an article names in full.

    Args:
        texts: its sentences, normalised.
        names: the names that they show by themselves.
        small: how often it has each word in small letters.
    """
    surnames: set[str] = set()
    given: set[str] = set()
    found: Counter[str] = Counter()
    for name in names:
        found.update(name.required)
        if name.rule in _BY_OFFICE and len(name.words) == 1 and is_surname(name.words[0]):
            surnames.add(name.words[0])
        if name.rule not in _IN_FULL or len(name.words) == 1 or name.required != name.words[-1:]:
            continue
        if any(map(is_first_name, name.words[:-1])) and len(name.words[-1]) >= _SHORTEST:
            surnames.add(name.words[-1])
            given.update(word for word in name.words[:-1] if is_first_name(word) and not is_sure_first_name(word))
    text = "\n".join(texts)
    there = Counter(place for place in _THERE.findall(text) if _is_spot(place))
    # What is no word needs no help: it is a name wherever it stands.
    people = {word for word in surnames | given | there.keys() if is_word(word) or is_exonym(word) or is_generic(word)}
    if not people:
        return NOBODY
    as_words = {word: sum(n for form, n in small.items() if is_form_of(form, lower(word))) for word in people}
    doubtful = given | {word for word, count in as_words.items() if count >= max(found[word], there[word])}
    countries = {word for word in people if is_exonym(word) and re.search(_IN_PLACE.format(re.escape(word)), text)}
    return People(frozenset(people - countries), frozenset(doubtful & people))
