"""An article taken apart, once: what each of its sentences claims, and which sentences have a word, name or number.

Built when the first line is to be checked and kept as long as the check of that article lasts.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tr_news.documents.article import ENGLISH, TURKISH
from tr_news.documents.translation import Sentence, TranslatedArticle
from tr_news.facts.claims import Claims, acronyms, claims_of, key_of, quotations, shorten, words_only
from tr_news.facts.numbers import Number, parse_numbers
from tr_news.text.fold import fold

MAX_EVIDENCE = 3  # sentences
Value = tuple[str, Decimal]  # percentages, times, dates and all other numbers are told apart
_SOURCE_WORD = re.compile(r"[\w'’]+")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w+|\b[\w-]+\.(?:com|org|net|info|io|example|tr)\b\S*", re.I
)


def value_of(number: Number) -> Value:
    """What a number is compared by; "the third" is no three."""
    if number.kind in ("percent", "time", "date"):
        return number.kind, number.value
    return ("ordinal" if number.kind == "ordinal" and number.spelled else "quantity"), number.value


def values_of(number: Number) -> set[Value]:
    """What a number of the article supports: itself; of a date also its year, day and month, month and year."""
    if not number.trusted:
        return set()
    if number.kind == "date":
        date = int(number.value)
        parts = {date, date % 10000, date // 100 * 100, date // 100 % 100 * 100}
        return {("quantity", Decimal(date // 10000)), *(("date", Decimal(part)) for part in parts)}
    found = {value_of(number)} | {("quantity", value) for value in number.also}
    if number.kind == "ordinal":
        found.add(("ordinal", number.value))
    return found


def numbers_in(text: str) -> tuple[Number, ...]:
    """The numbers that a line of English says: no homographs, no "one of them"."""
    return tuple(n for n in parse_numbers(text, ENGLISH) if n.trusted)


def addresses_in(text: str) -> tuple[str, ...]:
    """Web and mail addresses."""
    return tuple(match.group().rstrip(".,;:)") for match in _ADDRESS.finditer(text))


@dataclass(frozen=True, slots=True)
class Item:
    """A content word, name or number of a text; ``key`` is what it is compared by."""

    kind: Literal["word", "name", "number"]
    key: str
    clause: int
    start: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A text of English taken apart: a line, or a sentence of the article."""

    text: str
    claims: Claims
    numbers: tuple[Number, ...]
    items: tuple[Item, ...]  # in their order

    @property
    def words(self) -> list[Item]:
        """Its content words that are no names."""
        return [item for item in self.items if item.kind == "word"]


def statement_of(text: str, known: dict[str, str] | None = None) -> Statement:
    """A text taken apart; ``known`` remembers the keys of words."""
    text = shorten(text)
    claims, numbers = claims_of(text, known), numbers_in(text)
    return Statement(text, claims, numbers, tuple(_items(claims, numbers)))


def _items(claims: Claims, numbers: Sequence[Number]) -> list[Item]:
    """Content words, names and numbers in their order; a word within a number is none."""
    names = frozenset(claims.names)
    found: list[Item] = []
    upcoming = 0
    for word in claims.words:
        while upcoming < len(numbers) and numbers[upcoming].start <= word.start:
            found.append(_number_item(numbers[upcoming], claims))
            upcoming += 1
        inside = upcoming > 0 and numbers[upcoming - 1].start <= word.start < numbers[upcoming - 1].end
        if word.content and not inside:
            found.append(
                Item("name" if word.text in names and word.capital else "word", word.key, word.clause, word.start)
            )
    found += [_number_item(number, claims) for number in numbers[upcoming:]]
    return found


def _number_item(number: Number, claims: Claims) -> Item:
    kind, value = value_of(number)
    return Item("number", f"{kind} {value.normalize():f}", bisect(claims.breaks, number.start), number.start)


@dataclass(frozen=True, slots=True)
class SentenceEvidence:
    """A sentence of the article, taken apart."""

    sentence: Sentence
    statement: Statement
    source_keys: frozenset[str]  # words of the Turkish: a name may stand there as the line has it
    values: frozenset[Value]  # of its numbers, English and Turkish
    acronyms: frozenset[str]

    @property
    def claims(self) -> Claims:
        """What its English claims."""
        return self.statement.claims

    @property
    def keys(self) -> frozenset[str]:
        """Keys of its words, English and Turkish."""
        return self.claims.keys | self.source_keys

    def has_name(self, name: str, key: str) -> bool:
        """Whether it has a name, in English, in Turkish, or by its initials."""
        return key in self.claims.keys or key in self.source_keys or (name.isupper() and fold(name) in self.acronyms)


class Evidence:
    """The sentences of one translated article that have English, taken apart, and where each word stands."""

    def __init__(self, document: TranslatedArticle) -> None:
        self.document = document
        self._known: dict[str, str] = {}
        self.sentences = tuple(
            self._take_apart(sentence, document.language.code)
            for sentence in document.sentences
            if sentence.translation.strip()
        )
        self._position = {e.sentence.index: i for i, e in enumerate(self.sentences)}
        self._where: dict[str | Value, list[int]] = {}
        for i, e in enumerate(self.sentences):
            # The order of what is looked up doesn't matter: the lists are by position.
            found: list[str | Value] = [*e.keys, *e.values, *(f"initials {a}" for a in e.acronyms)]
            for item in found:
                self._where.setdefault(item, []).append(i)
        self.regions = _quoted_regions(document)
        self.addresses = frozenset(
            a for e in self.sentences for a in addresses_in(f"{e.statement.text} {e.sentence.source}")
        )

    def _take_apart(self, sentence: Sentence, language: str) -> SentenceEvidence:
        statement = statement_of(sentence.translation, self._known)
        numbers = statement.numbers
        source: Iterable[str] = ()
        if language != ENGLISH:
            source = (re.split("['’]", word)[0] for word in _SOURCE_WORD.findall(sentence.source))
        if language == TURKISH:
            numbers = (*numbers, *parse_numbers(sentence.source, TURKISH))
        return SentenceEvidence(
            sentence,
            statement,
            frozenset(self._key(word) for word in source),
            frozenset(value for number in numbers for value in values_of(number)),
            acronyms(statement.claims.words),
        )

    def _key(self, word: str) -> str:
        if (key := self._known.get(word)) is None:
            key = self._known.setdefault(word, key_of(word))
        return key

    def statement(self, text: str) -> Statement:
        """A line taken apart."""
        return statement_of(text, self._known)

    def key(self, name: str) -> str:
        """The key of a name of a line."""
        return self._key(name)

    def having(self, key: str | Value) -> list[int]:
        """Positions in :attr:`sentences` of those that have a word, by its key, or a number, by its value."""
        return self._where.get(key, [])

    def around(self, e: SentenceEvidence) -> tuple[Sequence[SentenceEvidence], Sequence[SentenceEvidence]]:
        """The two sentences before one, and the one behind it, if they have English."""
        at = self._position[e.sentence.index]
        return self.sentences[max(0, at - 2) : at], self.sentences[at + 1 : at + 2]

    def choose(self, line: Statement) -> list[SentenceEvidence]:
        """Up to three sentences that cover a line best, in their order; greedy, the earlier one of equals."""
        covers = self._covers(line)
        chosen: list[int] = []
        done: set[tuple[str, object]] = set()
        while len(chosen) < MAX_EVIDENCE and covers:
            best = max(covers, key=lambda at: (len(covers[at] - done), -at))
            if len(covers[best] - done) < (2 if chosen else 1):
                break
            chosen.append(best)
            done |= covers[best]
        return [self.sentences[at] for at in sorted(chosen)]

    def _covers(self, line: Statement) -> Mapping[int, set[tuple[str, object]]]:
        """What of a line each sentence has, by position; sentences that have nothing of it are left out."""
        covers: dict[int, set[tuple[str, object]]] = {}

        def add(what: tuple[str, object], where: Iterable[int]) -> None:
            for at in where:
                covers.setdefault(at, set()).add(what)

        for key in line.claims.content:
            add(("word", key), self.having(key))
        for name in line.claims.names:
            initials = self.having(f"initials {fold(name)}") if name.isupper() else []
            add(("name", name), [*self.having(self._key(name)), *initials])
        for number in line.numbers:
            where = self.having(value_of(number))
            add(("number", value_of(number)), where)
            add(("number again", value_of(number)), where)
        for quotation in line.claims.quotations:
            add(("quotation", quotation), [at for at in covers if self._speaks(at, quotation)])
        return covers

    def _speaks(self, at: int, quotation: str) -> bool:
        e = self.sentences[at]
        own = words_only(e.sentence.translation)
        return within(quotation, self.regions.get(e.sentence.paragraph, ())) and (
            within(quotation, [own]) or own in quotation
        )


def within(quotation: str, texts: Sequence[str]) -> bool:
    """Whether whole words of one of the texts are the quotation."""
    return any(f" {quotation} " in f" {text} " for text in texts)


def _quoted_regions(document: TranslatedArticle) -> dict[int, tuple[str, ...]]:
    """What stands in quotation marks in each paragraph, be it over several sentences."""
    texts: dict[int, list[str]] = {}
    for sentence in document.sentences:
        texts.setdefault(sentence.paragraph, []).append(sentence.translation)
    return {paragraph: quotations(shorten(" ".join(parts))) for paragraph, parts in texts.items()}
