"""Rules of furniture by words: the sections of ``data/furniture.txt``, each a rule with lines, labels, beginnings, patterns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tr_news.articles.furniture.sentence import Sentence, is_sentence
from tr_news.articles.lists import sections
from tr_news.articles.text import fold, fold_words

_LONGEST = 700  # characters of a line or sentence that is asked; furniture is shorter
_LABELLED_WORDS = 14  # of what goes on behind a label: "Kaynak: Mersin Haber / Deniz Ilgaz"
_MORE_WORDS = {"caption": 20, "see-also": 30, "correction": 200, "keywords": 60}  # behind the labels of these rules
_SENTENCE_WORDS = 3  # behind a label from which it may be a sentence: "Kaynak: Sular çekildi."
# "Kaynak, Getty Images": a comma alone, with names behind it.
_COMMA_MARK = re.compile(r",\s(?=(?:[A-ZÇĞİÖŞÜ][\w.'’-]*(?:\s|$)){1,5}$)")
_SHORT_LABELS = frozenset({"credit", "caption", "tip-off", "ticker"})  # rules whose labels stand before sentences too
# "GÜNCELLEME (21.15): …": a time or a day in parentheses before the colon.
_LABEL_MARK = re.compile(r"\s{0,2}(?:[(\[][\d .:/]{4,16}[)\]]\s?)?(?:[:：|»>→]|[-–—](?=\s))\s{0,3}")
# Rules whose sentences may end as reports do: "Bu haber 412 kez okundu".
_MAY_REPORT = frozenset({"credit", "correction", "tools", "update-promise", "keywords", "caption", "app"})
_WHOLE = frozenset({"self-reference"})  # rules that are asked of whole sentences alone
_KEY = 5  # letters of a word by which entries are found
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Term:
    """One alternative of a condition: what must stand in the folded sentence, " " before and behind its words."""

    text: str
    head: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Conditions that all hold for a sentence."""

    conditions: tuple[tuple[tuple[Term, ...], bool], ...]  # alternatives, and whether they are denied

    def matches(self, sentence: "Sentence") -> bool:
        """Whether every condition holds."""
        for terms, denied in self.conditions:
            for term in terms:
                if _found(term, sentence):
                    if denied:
                        return False
                    break
            else:
                if not denied:
                    return False
        return True


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of furniture."""

    name: str
    lines: frozenset[str]  # folded without spaces
    labels: tuple[str, ...]  # folded words
    starts: tuple[str, ...]
    patterns: tuple[Pattern, ...]


_MARKS = {name: Term(name) for name in ("@reader", "@you", "@ours", "@ourmedia")}


def _found(term: Term, sentence: Sentence) -> bool:
    text = term.text
    if text in _MARKS:
        return text in sentence.marks
    return sentence.words.startswith(text) if term.head else text in sentence.words


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of ``data/furniture.txt`` in its order."""
    found = sections("furniture")
    sets = {
        name.strip(): tuple(term for part in terms.split(" | ") for term in _terms(part, {}))
        for name, _, terms in (line.partition("=") for line in found["sets"])
    }
    return tuple(_rule(name, lines, sets) for name, lines in found.items() if name != "sets")


def _rule(name: str, lines: tuple[str, ...], sets: dict[str, tuple[Term, ...]]) -> Rule:
    whole: set[str] = set()
    labels: list[str] = []
    starts: list[str] = []
    patterns: list[Pattern] = []
    for line in lines:
        if line.startswith("="):
            whole.update(fold(entry) for entry in line[1:].split(","))
        elif line.startswith("label:"):
            labels += [fold_words(entry).strip() for entry in line.removeprefix("label:").split(",")]
        elif line.startswith("starts:"):
            starts += [fold_words(entry)[:-1] for entry in line.removeprefix("starts:").split(",")]
        else:
            patterns.append(Pattern(tuple(_condition(part.strip(), sets) for part in line.split(" & "))))
    return Rule(name, frozenset(whole), tuple(labels), tuple(starts), tuple(patterns))


def _condition(text: str, sets: dict[str, tuple[Term, ...]]) -> tuple[tuple[Term, ...], bool]:
    denied = text.startswith("!")
    terms = (term for part in text.removeprefix("!").split(" | ") for term in _terms(part, sets))
    return tuple(terms), denied


def _terms(text: str, sets: dict[str, tuple[Term, ...]]) -> Iterator[Term]:
    text = text.strip()
    if text in _MARKS:
        yield _MARKS[text]
    elif text.startswith("@"):
        yield from sets[text[1:]]
    else:
        head = text.startswith("^")
        folded = fold_words(text).strip()
        before = "" if text.lstrip("^").startswith("-") else " "
        behind = "" if text.endswith("-") else " "
        yield Term(before + folded + behind, head)


def rule_by_words(text: str, words: str | None = None) -> str | None:
    """The rule that a whole line falls under by its words or by its label; None for a line of an article.

    Args:
        text: the line.
        words: its folded words, where they are known.
    """
    if len(text) > _LONGEST:
        return None
    lines, labels = _tables()
    words = fold_words(text) if words is None else words
    name = lines.get(words.replace(" ", ""))
    if name is not None:
        return name
    first = words[1:].partition(" ")[0]
    return next((name for name, label in labels.get(first, ()) if _is_labelled(text, words, name, label)), None)


@cache
def _tables() -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """The rule of each whole line, and the rules and labels by the label's first word."""
    lines: dict[str, str] = {}
    labels: dict[str, list[tuple[str, str]]] = {}
    for rule in rules():
        for line in rule.lines:
            lines.setdefault(line, rule.name)
        announced = (start.strip() for start in rule.starts if rule.name == "see-also")  # "İlgili haber: …" is a label
        for label in (*rule.labels, *announced):
            labels.setdefault(label.partition(" ")[0], []).append((rule.name, label))
    return lines, labels


def _is_labelled(text: str, words: str, name: str, label: str) -> bool:
    """Whether a line begins with a rule's label and its mark, and goes on as that rule's lines do."""
    if not words.startswith(f" {label} "):
        return False
    position = 0
    for _ in label.split(" "):
        found = _WORDS.search(text, position)
        if found is None:
            return False
        position = found.end()
    mark = _LABEL_MARK.match(text, position) or (_COMMA_MARK.match(text, position) if name in _SHORT_LABELS else None)
    if mark is None:
        return False
    rest = text[mark.end() :]
    count = len(rest.split())
    if count > _MORE_WORDS.get(name, _LABELLED_WORDS):
        return False
    return not (name in _SHORT_LABELS and count > _SENTENCE_WORDS and is_sentence(rest))


def rule_of_sentence(text: str, words: str | None = None) -> str | None:
    """The rule that a sentence falls under, None for a sentence of an article.

    Args:
        text: the sentence.
        words: its folded words, where they are known.
    """
    if len(text) > _LONGEST:
        return None
    sentence = Sentence(text, words)
    # What is quoted or reported is said by someone of someone else.
    asked, index, lengths = _entries("quoted" if sentence.quotes else "reported" if sentence.reported else "own")
    begun = {word[:length] for word in sentence.words.split() for length in lengths}
    places = {place for key in begun & index.keys() for place in index[key]}
    for place in sorted(places):
        name, entry = asked[place]
        if isinstance(entry, str):
            if sentence.words.startswith((f"{entry} ", entry)) and _starts(sentence, entry, text):
                return name
        elif entry.matches(sentence):
            if name in _WHOLE and not (text.rstrip().endswith((".", "!", "?", "…")) or "@reader" in sentence.marks):
                continue  # half a sentence is no note
            return name
    return None


@cache
def _entries(voice: str) -> tuple[list[tuple[str, str | Pattern]], dict[str, list[int]], tuple[int, ...]]:
    """The beginnings and patterns that a sentence is asked for with their rule; their places by the first letters of a
    word that they need; and how many letters those are.

    Args:
        voice: "own", "reported" (few rules ask what reports) or "quoted" (beginnings alone).
    """
    asked: list[tuple[str, str | Pattern]] = []
    index: dict[str, list[int]] = {}
    for rule in rules():
        asks = voice == "own" or (voice == "reported" and rule.name in _MAY_REPORT)
        entries: list[str | Pattern] = [*rule.starts, *(rule.patterns if asks else ())]
        for entry in entries:
            for key in {start.split(" ")[0][:_KEY] for start in _needed(entry)}:
                index.setdefault(key, []).append(len(asked))
            asked.append((rule.name, entry))
    return asked, index, tuple(sorted({len(key) for key in index}))


def _needed(entry: str | Pattern) -> list[str]:
    """Words of which a sentence has one if an entry holds for it.

    Raises:
        ValueError: a pattern has no condition of words alone.
    """
    if isinstance(entry, str):
        return [entry.strip()]
    for terms, denied in entry.conditions:
        if not denied and all(term.text.startswith(" ") for term in terms):
            return [term.text.strip() for term in terms]
    raise ValueError(f"a pattern of furniture without words: {entry}")


def _starts(sentence: Sentence, start: str, text: str) -> bool:
    """A sentence that begins as furniture does, unless it goes on to tell something: no predicate at its end."""
    return not is_sentence(text) or "@reader" in sentence.marks or len(sentence.words.split()) - len(start.split()) < 3
