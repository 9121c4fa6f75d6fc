"""Whether a line of a summary is supported by the article, and what stands in for it where it is not.

A line is matched to at most three sentences of the article (greedy cover of its content words, names, numbers and
quotations), then held against them: a name, a number or a quotation that they don't have, too few content words in
common, or a sign that the meaning was turned round (a negation gained or lost, a possibility told as a fact, an
opposite, swapped roles, a number on another thing) makes it unsupported. The checks look at words alone; they err
towards the article's own sentence.
"""

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from tr_news.documents.brief import Line, Summary, doubts
from tr_news.documents.translation import Flag, Sentence, TranslatedArticle
from tr_news.facts.claims import Facts, Word, acronyms, facts, fold, key_of, shorten, words_only
from tr_news.facts.claims import quotations as quoted_in
from tr_news.facts.numbers import Number, parse_numbers
from tr_news.summarization.protocol import Summarizer
from tr_news.text.furniture import is_boilerplate
from tr_news.text.lexicon import words

CONTENT_SHARE = 0.34  # below it a summary was written about something else
MAX_EVIDENCE = 3  # sentences
_LEAST_CONTENT = 2  # content words that a line shares with its evidence: one alone is no statement
_SAME_LINE = 0.6  # share of content words in common from which two bullets say the same


@dataclass(frozen=True, slots=True)
class Support:
    """What a line rests on, and what in it does not.

    ``turned`` names the signs that its meaning was turned round: ``negation``, ``certainty``, ``opposite``, ``roles``,
    ``quantity``, ``stitched``.
    """

    evidence: tuple[int, ...]  # indexes of sentences, in the order of the article
    share: float  # of the line's content words that its evidence has, 0 to 1; 0 where that is a single word
    unsupported_names: tuple[str, ...] = ()
    unsupported_numbers: tuple[str, ...] = ()
    unsupported_quotations: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether the line may be shown as what the article says."""
        return bool(
            self.evidence
            and self.share >= CONTENT_SHARE
            and not (self.unsupported_names or self.unsupported_numbers or self.unsupported_quotations or self.turned)
        )


_Value = tuple[str, Decimal]  # percentages, times, dates and all other numbers are told apart


def _value(number: Number) -> _Value:
    return number.kind if number.kind in ("percent", "time", "date") else "quantity", number.value


def _values(number: Number) -> set[_Value]:
    """The number itself; of a date also its year, its day and month, its month and year."""
    if number.kind != "date":
        return {_value(number)}
    date = int(number.value)
    parts = {date, date % 10000, date // 100 * 100, date // 100 % 100 * 100}
    return {("quantity", Decimal(date // 10000)), *(("date", Decimal(part)) for part in parts)}


def numbers_in(text: str) -> tuple[Number, ...]:
    """The numbers of English text; "one" is more often a pronoun."""
    return tuple(n for n in parse_numbers(text, "en") if not (n.spelled and n.value == 1))


@dataclass(frozen=True, slots=True)
class _Evidence:
    """A sentence of the article, taken apart."""

    sentence: Sentence
    facts: Facts
    numbers: tuple[Number, ...]
    source_keys: frozenset[str]  # words of the Turkish: a name may stand there as the line has it
    values: frozenset[_Value]  # of its numbers, English and Turkish
    acronyms: frozenset[str]


@lru_cache(maxsize=1024)
def _take_apart(sentence: Sentence) -> _Evidence:
    translation = shorten(sentence.translation)
    english = facts(translation)
    numbers = numbers_in(translation)
    source = (word.split("'")[0].split("’")[0] for word in re.findall(r"[\w'’]+", sentence.source))
    return _Evidence(
        sentence,
        english,
        numbers,
        frozenset(map(key_of, source)),
        frozenset(v for n in (*numbers, *parse_numbers(sentence.source, "tr")) for v in _values(n)),
        acronyms(english.words),
    )


@lru_cache(maxsize=16)
def _quoted_regions(document: TranslatedArticle) -> dict[int, tuple[str, ...]]:
    """What stands in quotation marks in each paragraph, be it over several sentences."""
    texts: dict[int, list[str]] = {}
    for sentence in document.sentences:
        texts.setdefault(sentence.paragraph, []).append(sentence.translation)
    return {paragraph: quoted_in(shorten(" ".join(parts))) for paragraph, parts in texts.items()}


def _has_name(name: str, evidence: Sequence[_Evidence]) -> bool:
    key = key_of(name)
    return any(
        key in e.facts.keys or key in e.source_keys or (name.isupper() and fold(name) in e.acronyms) for e in evidence
    )


def _choose(
    line: Facts, numbers: Sequence[Number], sentences: Sequence[_Evidence], regions: dict[int, tuple[str, ...]]
) -> list[_Evidence]:
    """Up to three sentences that cover the line best; greedy, the earlier one of equals."""

    def covered(e: _Evidence) -> set[tuple[str, object]]:
        found: set[tuple[str, object]] = {("word", key) for key in line.content & (e.facts.keys | e.source_keys)}
        found |= {("name", name) for name in line.names if _has_name(name, [e])}
        found |= {
            (weight, _value(n)) for n in numbers if _value(n) in e.values for weight in ("number", "number again")
        }
        spoken = regions.get(e.sentence.paragraph, ())
        own = words_only(e.sentence.translation)
        found |= {("quotation", q) for q in line.quotations if _within(q, spoken) and (_within(q, [own]) or own in q)}
        return found

    covers = [(e, covered(e)) for e in sentences]
    chosen: list[_Evidence] = []
    done: set[tuple[str, object]] = set()
    while len(chosen) < MAX_EVIDENCE:
        best, cover = max(covers, key=lambda pair: len(pair[1] - done), default=(None, set()))
        if best is None or len(cover - done) < (2 if chosen else 1):
            break
        chosen.append(best)
        done |= cover
    return sorted(chosen, key=lambda e: e.sentence.index)


def _within(quotation: str, texts: Sequence[str]) -> bool:
    return any(f" {quotation} " in f" {text} " for text in texts)


@cache
def _opposites() -> tuple[tuple[str, str], ...]:
    pairs = (pair.split("/") for pair in words("english_support", "opposites"))
    found = [(key_of(a), key_of(b)) for a, b in pairs]
    return tuple(sorted({*found, *((b, a) for a, b in found)}))


def _turned(line: Facts, numbers: Sequence[Number], evidence: Sequence[_Evidence]) -> tuple[str, ...]:
    said = [e.facts for e in evidence]
    keys = frozenset().union(*(f.keys for f in said))
    signs = {
        "negation": _negation_turned(line, said),
        "certainty": not line.hedged
        and any((f.hedged_first & line.content) - frozenset().union(*(g.plain for g in said)) for f in said),
        "opposite": any(a in line.keys and a not in keys and b in keys and b not in line.keys for a, b in _opposites()),
        "roles": _roles_swapped(line, said),
        "quantity": _quantity_moved(line, numbers, evidence),
        "stitched": _stitched(line, numbers, evidence),
    }
    return tuple(sign for sign, found in signs.items() if found)


def _negation_turned(line: Facts, said: Sequence[Facts]) -> bool:
    asserted = frozenset().union(*(f.asserted for f in said))
    denied = frozenset().union(*(f.denied for f in said))
    denied_first = frozenset().union(*(f.denied_first for f in said))
    if line.negated and not any(f.negated for f in said):
        return True
    if (denied_first & line.asserted) - line.denied - asserted:
        return True
    return bool(line.denied_first & asserted) and not line.denied & denied


def _actions(found: Facts) -> set[tuple[str, str, str]]:
    """(who, content word, whom) for each content word between two neighbouring names; "by" turns them round."""
    names = frozenset(map(key_of, found.names))
    actions: set[tuple[str, str, str]] = set()
    before: Word | None = None
    between: list[Word] = []
    for word in found.words:
        if word.key in names and word.capital:
            if before is not None and before.key != word.key:
                one, other = before.key, word.key
                if any(w.text.lower() == "by" for w in between):
                    one, other = other, one
                actions |= {(one, w.key, other) for w in between if w.content}
            before, between = word, []
        else:
            between.append(word)
    return actions


def _roles_swapped(line: Facts, said: Sequence[Facts]) -> bool:
    """A beat B, where the article has B beat A and nowhere A beat B."""
    known = set().union(*(_actions(f) for f in said))
    return any((b, verb, a) in known and (a, verb, b) not in known for a, verb, b in _actions(line))


def _counted(found: Facts, numbers: Sequence[Number]) -> set[tuple[_Value, str]]:
    """(value, content word) for the two content words behind each number, up to the next number or clause."""
    pairs: set[tuple[_Value, str]] = set()
    for i, number in enumerate(numbers):
        limit = numbers[i + 1].start if i + 1 < len(numbers) else math.inf
        after = [w for w in found.words if number.end <= w.start < limit and w.content]
        pairs |= {(_value(number), w.key) for w in after[:2] if w.clause == after[0].clause}
    return pairs


def _quantity_moved(line: Facts, numbers: Sequence[Number], evidence: Sequence[_Evidence]) -> bool:
    """12 injured, where the article has 12 dead and another number injured."""
    known: set[tuple[_Value, str]] = set().union(*(_counted(e.facts, e.numbers) for e in evidence))
    values = {value for value, _ in known}
    return any(
        value in values and (value, thing) not in known and any(t == thing and v != value for v, t in known)
        for value, thing in _counted(line, numbers)
    )


def _stitched(line: Facts, numbers: Sequence[Number], evidence: Sequence[_Evidence]) -> bool:
    """Whether the line brings together what no sentence does, nor two in a row.

    That is a name with the next one of the same clause, or a number with all of the content words around it.
    """
    close = [[e, *(f for f in evidence if f.sentence.index == e.sentence.index + 1)] for e in evidence]
    names = [w for w in line.words if w.capital and w.text in line.names]
    for a, b in itertools.pairwise(names):
        together = any(_has_name(a.text, group) and _has_name(b.text, group) for group in close)
        if a.clause == b.clause and not together and all(_has_name(w.text, evidence) for w in (a, b)):
            return True
    for number in numbers:
        before = [w for w in line.words if w.content and w.start < number.start][-2:]
        after = [w for w in line.words if w.content and w.start >= number.end][:2]
        around = {w.key for w in (*before, *after)}
        having = [e for e in evidence if _value(number) in e.values]
        if around and having and not any(around & (e.facts.keys | e.source_keys) for e in having):
            return True
    return False


def check(line_text: str, document: TranslatedArticle) -> Support:
    """What of the article ``line_text`` rests on, and what in it the article does not support."""
    line_text = shorten(line_text)
    line, numbers = facts(line_text), numbers_in(line_text)
    sentences = [_take_apart(s) for s in document.sentences if s.translation.strip()]
    regions = _quoted_regions(document)
    chosen = _choose(line, numbers, sentences, regions)
    keys = frozenset().union(*(e.facts.keys | e.source_keys for e in chosen))
    values = frozenset().union(*(e.values for e in chosen))
    spoken = [region for e in chosen for region in regions[e.sentence.paragraph]]
    return Support(
        evidence=tuple(e.sentence.index for e in chosen),
        share=_share(line.content, keys),
        unsupported_names=tuple(name for name in line.names if not _has_name(name, chosen)),
        unsupported_numbers=tuple(line_text[n.start : n.end] for n in numbers if _value(n) not in values),
        unsupported_quotations=tuple(q for q in line.quotations if not _within(q, spoken)),
        turned=_turned(line, numbers, chosen),
    )


def _share(content: frozenset[str], keys: frozenset[str]) -> float:
    common = len(content & keys)
    return common / len(content) if common >= _LEAST_CONTENT else 0.0


def invented(line_text: str, document: TranslatedArticle) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names and the numbers of a line that stand nowhere in the article: what a model made up."""
    line_text = shorten(line_text)
    article = [_take_apart(s) for s in document.sentences if s.translation.strip()]
    values = frozenset().union(*(e.values for e in article))
    names = tuple(name for name in facts(line_text).names if not _has_name(name, article))
    numbers = numbers_in(line_text)
    return names, tuple(line_text[n.start : n.end] for n in numbers if _value(n) not in values)


def _own_sentence(text: str, support: Support, document: TranslatedArticle) -> Line | None:
    """The sentence that an unsupported line comes closest to, if it is fit to be shown."""
    content = facts(shorten(text)).content
    fit = [
        s
        for s in (document.sentences[i] for i in support.evidence)
        if s.kind in ("text", "list") and s.readable and not is_boilerplate(s.source)
    ]
    if not fit or support.share < CONTENT_SHARE:
        return None
    best = max(fit, key=lambda s: (len(content & _take_apart(s).facts.content), -s.index))
    return Line(best.translation, (best.index,), *doubts(document, [best.index], Flag.FALLBACK))


def _says_the_same(a: str, b: str) -> bool:
    one, other = facts(shorten(a)).content, facts(shorten(b)).content
    if len(one & other) < _SAME_LINE * max(1, min(len(one), len(other))):
        return False
    some, others = (frozenset(map(_value, numbers_in(text))) for text in (a, b))
    return some <= others or others <= some


def _doubles(line: Line, lines: Sequence[Line]) -> bool:
    """Whether this bullet is another one over again, or shows a sentence that another one rests on alone."""
    return any(
        _says_the_same(line.text, other.text)
        or (line.evidence == other.evidence and Flag.FALLBACK in (*line.flags, *other.flags))
        for other in lines
    )


def _filling(missing: int, lines: Sequence[Line], document: TranslatedArticle, built_in: Summarizer) -> list[Line]:
    """The first choices of the built-in summarizer that don't double ``lines``, in the article's order, flagged."""
    found: list[Line] = []
    wanted = 1
    while len(found) < missing and wanted <= missing + 2 * len(lines) + 1:
        # It adds its next choice when it is asked for one more.
        for line in built_in.summarize(document, bullets=wanted).bullets:
            filled = replace(line, flags=(*line.flags, Flag.FALLBACK))
            if len(found) < missing and not _doubles(filled, [*lines, *found]):
                found.append(filled)
        wanted += 1
    return sorted(found, key=lambda line: line.evidence)


def supported_summary(
    headline: str | None,
    bullets: Sequence[str],
    document: TranslatedArticle,
    built_in: Summarizer,
    *,
    count: int = 3,
    notes: Sequence[str] = (),
) -> Summary:
    """The summary with nothing in it that the article does not support.

    A bullet without support falls back to the sentence it comes closest to, flagged ``fallback``; one that doubles
    another is dropped; what is then missing is filled with the next choices of ``built_in``, flagged as well. A
    headline without support falls back to that of ``built_in``; ``None`` asks for that one from the start. Raises what
    ``built_in`` raises.
    """
    said = list(notes)
    lines: list[Line] = []
    replaced = 0
    for text in bullets:
        if len(lines) == count:
            break
        support = check(text, document)
        line: Line | None
        if support.supported:
            line = Line(text, support.evidence, *doubts(document, support.evidence))
        else:
            replaced += 1
            line = _own_sentence(text, support, document)
        if line is not None and not _doubles(line, lines):
            lines.append(line)
    if replaced:
        which = "1 bullet was" if replaced == 1 else f"{replaced} bullets were"
        said.append(f"{which} not supported by the article; the article's own sentences stand instead")
    lines += _filling(count - len(lines), lines, document, built_in)
    if headline is not None:
        support = check(headline, document)
        if support.supported:
            return Summary(
                Line(headline, support.evidence, *doubts(document, support.evidence)), tuple(lines), tuple(said)
            )
        said.append("the model's headline was not supported by the article; the built-in summarizer's stands instead")
    top = built_in.summarize(document, bullets=1).headline
    if headline is not None:
        top = replace(top, flags=(*top.flags, Flag.FALLBACK))
    return Summary(top, tuple(lines), tuple(said))
