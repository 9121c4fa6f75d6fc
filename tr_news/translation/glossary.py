"""Glossaries: Turkish terms and the English that a reader wants for them, seen to it that it really stands there.

A term is found in its inflected forms too (Cumhurbaşkanlığı, Cumhurbaşkanlığı'nın, Cumhurbaşkanlığınca), the longest
one first. A first answer that has the English stays; else the model gets a placeholder, which passes around it as other
spans do (:mod:`tr_news.translation.protect`).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, product

from tr_news.facts.spans import Span
from tr_news.text.fold import fold, folded_words
from tr_news.text.normalize import normalize_source
from tr_news.text.turkish.letters import lower, upper
from tr_news.translation.protect import STYLES, Masked, mask
from tr_news.translation.protocol import Around, Translation, Translator

_TOKEN = re.compile(r"(?<![\w'@#])([^\W_][\w.&]*\w|[^\W_])('\w+)?")
# Case, plural and possessive endings that a term may have in a text, without an apostrophe.
_ENDING = re.compile(
    r"(?:l[ae]r)?(?:[ıiuü]m[ıiuü]z|[ıiuü]n[ıiuü]z|s?[ıiuü]|[ıiuü]m)?"
    r"(?:n?[ıiuü]n|n?[dt][ae]n?|y?l[ae]|[yn]?[ae]|[yn]?[ıiuü]|n?c[ae]|n?ç[ae])?(?:ki(?:l[ae]r)?)?(?:[dt][ıiuü]r)?"
)
_SOFT = {"p": "b", "ç": "c", "t": "d", "k": "ğ"}  # final consonants before a vowel: kitap, kitabı
_HARD = str.maketrans("bcdğ", "pçtk")
_PLURAL = re.compile("(.{2,}?)(?:ları|leri)")
_POSSESSIVE = re.compile("(?<=..)s?[ıiuü]$")
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
# What stands in the place of an article: "Britain's Central Bank", "5-year consumer price index".
_DETERMINER = r"(?<![\w'’])((?:\w+['’]s|\w+s['’]|US|U\.S\.|UK|EU|\d+-\w+(?:-\w+)?|its|their|his|her|our) )"
_MOST = 6  # terms taken out of one sentence
_LONGEST = 2000  # characters of a sentence
_TELLING = 3  # words of a term that is a name in small letters too, as headlines have it

_Terms = Mapping[str, Sequence[Span]]  # of each sentence


@dataclass(frozen=True)
class Entry:
    """A term and its English; ``line`` of the file where it stands, from 1."""

    source: str
    target: str
    line: int = 0

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the term in small letters."""
        return tuple(lower(match[1]) for match in _TOKEN.finditer(self.source))


@dataclass(frozen=True)
class Glossary:
    """Terms, the first of several for the same one in force. ``name`` is the file's, for provenance."""

    name: str
    entries: tuple[Entry, ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what the glossary says, whatever the file looks like."""
        lines = "\n".join(f"{entry.source}\t{entry.target}" for entry in self.entries)
        return hashlib.sha256(lines.encode("utf-8")).hexdigest()

    @cached_property
    def conflicts(self) -> tuple[tuple[Entry, Entry], ...]:
        """Pairs of entries with the same term and different English."""
        first: dict[tuple[str, ...], Entry] = {}
        pairs = [(first.setdefault(entry.words, entry), entry) for entry in self.entries]
        return tuple((one, other) for one, other in pairs if one.target != other.target)

    def and_then(self, other: "Glossary") -> "Glossary":
        """This glossary, and the entries of another for terms that it lacks."""
        known = {entry.words for entry in self.entries}
        more = tuple(entry for entry in other.entries if entry.words not in known)
        return Glossary(f"{self.name}+{other.name}", self.entries + more)

    @cached_property
    def _by_first(self) -> Mapping[str, tuple[Entry, ...]]:
        """Entries by the first word, in full or (of a single one) as far as it never changes; the longest first."""
        found: dict[str, dict[tuple[str, ...], Entry]] = {}
        for entry in self.entries:
            key = entry.words[0] if len(entry.words) > 1 else _stem(entry.words[0])
            found.setdefault(key, {}).setdefault(entry.words, entry)
        return {
            key: tuple(sorted(entries.values(), key=lambda e: (-len(e.words), -len(e.source), e.source)))
            for key, entries in found.items()
        }

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """The first two letters of the keys, in any case: a word that begins otherwise is the first of no term."""
        firsts = {key[:2] for key in self._by_first}
        return frozenset(
            "".join(letters)
            for first in firsts
            for letters in product(*({letter, upper(letter), letter.upper()} for letter in first))
        )

    def matches(self, source: str) -> list[tuple[Entry, int, int]]:
        """The terms in a normalised Turkish sentence with their places, suffixes behind an apostrophe left out."""
        tokens = list(_TOKEN.finditer(source))
        found: list[tuple[Entry, int, int]] = []
        index = 0
        while index < len(tokens):
            match = self._match(source, tokens, index)
            if match is None:
                index += 1
                continue
            entry, end = match
            found.append((entry, tokens[index].start(), end))
            index += len(entry.words)
        return found

    def _match(self, source: str, tokens: Sequence[re.Match[str]], index: int) -> tuple[Entry, int] | None:
        word = tokens[index][1]
        if word[:1] not in self._beginnings and word[:2] not in self._beginnings:
            return None
        first = lower(word)[:60]
        candidates = (entry for end in range(len(first), 0, -1) for entry in self._by_first.get(first[:end], ()))
        best: tuple[Entry, int] | None = None
        for entry in candidates:
            if best is not None and len(entry.source) <= len(best[0].source):
                continue
            end = _end(source, tokens[index : index + len(entry.words)], entry)
            if end is not None:
                best = entry, end
        return best

    def unmatched(self, sentences: Iterable[str]) -> list[Entry]:
        """The entries that occur in none of the normalised sentences."""
        seen = {entry.words for sentence in sentences for entry, _, _ in self.matches(sentence)}
        return [entry for entry in self.entries if entry.words not in seen]


def _stem(word: str) -> str:
    return word[:-1] if word[-1:] in _SOFT and len(word) > 2 else word


def _end(source: str, tokens: Sequence[re.Match[str]], entry: Entry) -> int | None:
    """Where the term ends that begins with these tokens; None where it isn't there."""
    words = entry.words
    if len(tokens) < len(words):
        return None
    for one, other in pairwise(tokens):
        if one[2] or source[one.end() : other.start()] not in (" ", ", ", "-"):
            return None
    if any(lower(token[1]) != word for token, word in zip(tokens[:-1], words[:-1], strict=True)):
        return None
    first, last = tokens[0][1], tokens[-1]
    if entry.source[0].isupper() and not first[0].isupper() and len(words) < _TELLING:
        return None
    if entry.source.isupper() and len(entry.source) > 1:
        return last.end(1) if last[1] == entry.source.split()[-1] else None
    form = lower(last[1])
    if not _is_form(form, words[-1], suffixed=last[2] is not None):
        return None
    return last.start() + len(words[-1]) if form.startswith(words[-1]) else last.end(1)


def _is_form(form: str, word: str, *, suffixed: bool) -> bool:
    """Whether a word of a text is the term's last word with endings: Bakanlığı, Bakanlığının; kitap, kitabı."""
    if form == word:
        return True
    if suffixed:
        return False
    if form.startswith(word) and _ENDING.fullmatch(form, len(word)):
        return True
    plural = _PLURAL.match(form)
    if plural and plural[1].translate(_HARD) == _POSSESSIVE.sub("", word).translate(_HARD):
        return bool(_ENDING.fullmatch(form, plural.end()))  # imar planı, imar planlarının
    soft = word[:-1] + _SOFT.get(word[-1], "-")
    return (
        form.startswith(soft) and form[len(soft) :][:1] in tuple("aeıiuü") and bool(_ENDING.fullmatch(form, len(soft)))
    )


class GlossaryTranslator(Around):
    """A translator that says the terms of a glossary as asked; it wraps another one."""

    def __init__(self, translator: Translator, glossary: Glossary) -> None:
        super().__init__(translator)
        self.glossary = glossary

    def describe(self) -> Mapping[str, object] | None:
        """The translator's own provenance, and the glossary's name, size and digest."""
        inner = self.translator.describe()
        known = {"name": self.glossary.name, "entries": len(self.glossary.entries), "digest": self.glossary.digest}
        return None if inner is None else {**inner, "glossary": known}

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """English for each sentence, with the terms of the glossary wherever the model can be brought to it."""
        best = dict(zip(sentences, self.translator.translate(sentences), strict=True))
        terms = {
            sentence: found
            for sentence, answer in best.items()
            if answer.text and answer.origin == "model" and len(sentence) <= _LONGEST
            if (found := self._terms(sentence))
        }
        for style in STYLES:
            self._again(best, terms, style, each=False)
        self._again(best, terms, STYLES[0], each=True)
        return [best[sentence] for sentence in sentences]

    def _again(self, best: dict[str, Translation], terms: _Terms, style: str, *, each: bool) -> None:
        """Asks once more for the sentences that lack terms, with placeholders for all or ``each`` of these."""
        masked: list[tuple[str, Masked]] = []
        for sentence, found in terms.items():
            lacking = _lacking(found, best[sentence].text)
            groups = [[span] for span in lacking] if each and len(lacking) > 1 else [] if each else [lacking]
            for spans in groups:
                if 0 < len(spans) <= _MOST and (made := mask(normalize_source(sentence), spans, style)) is not None:
                    masked.append((sentence, made))
        answers = self.translator.translate([made.text for _, made in masked]) if masked else []
        for (sentence, made), answer in zip(masked, answers, strict=True):
            english = made.restored(answer.text)
            if english is None:
                continue
            english = _articles(english, [target for _, target in made.placeholders], folded_words(sentence))
            if len(_lacking(terms[sentence], english)) < len(_lacking(terms[sentence], best[sentence].text)):
                best[sentence] = replace(answer, text=english)

    def _terms(self, sentence: str) -> list[Span]:
        source = normalize_source(sentence)
        return [
            Span("term", source[start:end], entry.target, start, end)
            for entry, start, end in self.glossary.matches(source)
        ]


def _lacking(terms: Sequence[Span], english: str) -> list[Span]:
    """The terms whose English isn't there."""
    said = folded_words(english)
    return [term for term in terms if folded_words(_ARTICLE.sub("", term.english))[:-1] not in said]


def _articles(english: str, targets: Iterable[str], source: str) -> str:
    """No article twice ("the the Central Bank"), none behind a name of the source, a capital at the start."""
    for target in targets:
        if _ARTICLE.match(target) is None:
            continue
        capital = target[0].upper() + target[1:]
        for article in ("the", "a", "an"):
            english = english.replace(f" {article} {target}", f" {target}")
            english = english.replace(f"{article.capitalize()} {target}", capital)
        bare = _ARTICLE.sub("", target)
        before = re.search(rf"([A-ZÇĞİÖŞÜ]\w+) {re.escape(target)}", english)
        if before is not None and f" {fold(before[1])}" in source:
            english = english.replace(before.group(), f"{before[1]} {bare}")  # Sakarya Chief Public Prosecutor's Office
        english = re.sub(rf"{_DETERMINER}(?:the|an?) (?={re.escape(bare)})", r"\1", english)
        opening = english[: len(english) - len(english.lstrip("\"'"))]
        if english.startswith(target, len(opening)):
            english = opening + capital + english[len(opening) + len(target) :]
    return english
