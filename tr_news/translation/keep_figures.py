"""Another try for a sentence whose numbers its translation garbled, lost or told twice, or whose denial it lost.

Four ways, in the order of what they are worth: the next best translations of a wider beam; "X değil, ancak Y" for
"X değil Y", of which models tell half; plain figures of two digits in the places of the numbers, which models copy, put
back behind them; codes ("X1") in their places. An answer counts only if the audit then finds all numbers, or the
denial, and nothing else that it did not find before.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from tr_news.documents.article import ENGLISH, TURKISH
from tr_news.documents.translation import Check, Flag
from tr_news.facts.compare import DENIALS, RULES
from tr_news.facts.names import Found, KnownNames
from tr_news.facts.opposites import contrast
from tr_news.facts.sentence import Facts, facts_of, wording
from tr_news.facts.spans import Span
from tr_news.text.normalize import normalize_source
from tr_news.translation.audit import audit
from tr_news.translation.protocol import Around, Sentences, Translation, innermost
from tr_news.translation.repair.postedit import postedit
from tr_news.translation.set_off import SetOff, figures_of, set_off

TRIED = frozenset({Flag.NUMBER, Flag.NEGATION})  # what is tried again
ALTERNATIVES = 8  # more find little: 34 of 68 sentences were put right by 8, 36 by 16
# Of two digits, without a round one or a multiple of another, and unlike an hour or a day of the month.
_STAND_INS = ("37", "58", "84", "73", "46", "92", "67", "85", "39")
_CODES = tuple(f"X{number}" for number in range(1, 10))
_LONGEST = 2000  # characters
_SHORTER = 0.7  # of the length of the first answer, that a number told twice has made longer
_DIGIT = re.compile(r"\d")
_DENIAL = re.compile(r"\bnot?\b|n't\b")


@runtime_checkable
class Alternatives(Protocol):
    """A model that can tell what else a sentence may mean."""

    def alternatives(self, sentences: Sequence[str], count: int) -> list[list[Translation]]:
        """Up to ``count`` translations of each sentence, the best first."""
        ...


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A sentence, and what the audit finds in its translation as it is after mending."""

    facts: Facts
    english: str
    flags: tuple[Flag, ...]
    checks: tuple[Check, ...]

    def is_put_right_by(self, english: str) -> bool:
        """Whether another translation has all numbers, or the denial, and no doubt that this one hasn't."""
        mended = postedit(self.facts, english)
        told_twice = all(check.problem == "added" for check in self.checks if check.flag in TRIED)
        if len(mended) < _SHORTER * len(self.english) and not told_twice:
            return False
        flags, checks = audit(self.facts, mended)
        right = TRIED & set(flags) < TRIED & set(self.flags)
        return right and set(flags) <= set(self.flags) and len(checks) < len(self.checks)


class FigureKeeper(Around):
    """A translator that tries again where numbers or denials came out wrong; it wraps another one.

    What it says of a sentence depends on the sentence only.
    """

    def describe(self) -> Mapping[str, object] | None:
        """The translator's own provenance, and that numbers and denials are tried again."""
        inner = self.translator.describe()
        return None if inner is None else {**inner, "figures": "tried again/2"}

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """English for each sentence."""
        best = dict(zip(sentences, self.translator.translate(sentences), strict=True))
        wrong: dict[str, _Wrong] = {}
        for sentence, answer in best.items():
            if (found := _wrong(sentence, answer, sentences)) is not None:
                wrong[sentence] = found
        ways = (self._alternatives, self._contrasts, self._stand_ins, self._codes_for_some, self._codes_for_all)
        for way in ways:
            for sentence, answers in way(wrong).items() if wrong else ():
                right = next((a for a in answers if a.text and wrong[sentence].is_put_right_by(a.text)), None)
                if right is not None:
                    best[sentence] = right
                    del wrong[sentence]
        return [best[sentence] for sentence in sentences]

    def _alternatives(self, wrong: Mapping[str, _Wrong]) -> dict[str, list[Translation]]:
        asked = list(wrong) if isinstance(innermost(self), Alternatives) else []
        return dict(zip(asked, self._asked(asked), strict=True))

    def _contrasts(self, wrong: Mapping[str, _Wrong]) -> dict[str, list[Translation]]:
        """ "Sorun para değil, ancak zaman" is "not money, but time"; what is denied twice then is wrong again."""
        again = {sentence: text for sentence, found in wrong.items() if (text := _set_against(found.facts)) is not None}
        answers = self._asked(list(again.values()))
        return {
            sentence: [answer for answer in found if len(_DENIAL.findall(answer.text)) == 1]
            for sentence, found in zip(again, answers, strict=True)
        }

    def _asked(self, sentences: Sequence[str]) -> list[list[Translation]]:
        """All that the model has for each sentence, the best first; what passes around it may be lost."""
        model = innermost(self)
        if sentences and isinstance(model, Alternatives):
            return model.alternatives(sentences, ALTERNATIVES)
        return [[answer] for answer in self.translator.translate(sentences)] if sentences else []

    def _stand_ins(self, wrong: Mapping[str, _Wrong]) -> dict[str, list[Translation]]:
        def set_off_(found: _Wrong) -> SetOff | None:
            figures = [f for f in figures_of(found.facts) if len(f.text) > 1 and ":" not in f.english]
            return set_off(found.facts.text, figures, _STAND_INS)

        return self._set_off(wrong, set_off_)

    def _codes_for_some(self, wrong: Mapping[str, _Wrong]) -> dict[str, list[Translation]]:
        return self._set_off(wrong, lambda found: set_off(found.facts.text, list(_at_fault(found)), _CODES))

    def _codes_for_all(self, wrong: Mapping[str, _Wrong]) -> dict[str, list[Translation]]:
        def set_off_(found: _Wrong) -> SetOff | None:
            figures = list(figures_of(found.facts))
            return None if figures == list(_at_fault(found)) else set_off(found.facts.text, figures, _CODES)

        return self._set_off(wrong, set_off_)

    def _set_off(
        self, wrong: Mapping[str, _Wrong], way: Callable[[_Wrong], SetOff | None]
    ) -> dict[str, list[Translation]]:
        numbers = {sentence: found for sentence, found in wrong.items() if Flag.NUMBER in found.flags}
        made = {sentence: set_ for sentence, found in numbers.items() if (set_ := way(found)) is not None}
        answers = self._asked([set_.text for set_ in made.values()])
        return {
            sentence: [replace(a, text=text) for a in found if (text := set_.restored(a.text)) is not None]
            for (sentence, set_), found in zip(made.items(), answers, strict=True)
        }


def _at_fault(found: _Wrong) -> Iterator[Span]:
    said = [check.text for check in found.checks if check.flag == Flag.NUMBER]
    for figure in figures_of(found.facts):
        if any(figure.text.strip("% ") in text or figure.english in text for text in said):
            yield figure


def _set_against(facts: Facts) -> str | None:
    """The sentence with "ancak" behind the "değil" that sets one thing against another; None where none does."""
    found = contrast(facts.small) if len(facts.small) == len(facts.text) else None
    if found is None:
        return None
    end = found.start() + len("değil")
    return f"{facts.text[:end]}, ancak {facts.text[end:].lstrip(' ,')}"


def _is_turned(sentence: str, english: str) -> bool:
    """Whether a denial was lost or put in: what is left of the audit for a sentence without figures."""
    original, rendering = wording(sentence, TURKISH), wording(english, ENGLISH)
    return any(d.kind == "negation" for rule in DENIALS for d in RULES[rule](original, rendering))


def _wrong(sentence: str, answer: Translation, sentences: Sequence[str]) -> _Wrong | None:
    """What is wrong with the numbers or the denial of an answer; None where nothing is."""
    if not answer.text or answer.origin != "model" or len(sentence) > _LONGEST:
        return None
    if not _DIGIT.search(sentence) and not _DIGIT.search(answer.text) and not _is_turned(sentence, answer.text):
        return None
    known: Mapping[str, Found] = sentences.found if isinstance(sentences, Sentences) else {}
    spans = sentences.spans.get(sentence) if isinstance(sentences, Sentences) else None
    source = normalize_source(sentence)
    names = KnownNames(found={source: known[source]} if source in known else {})
    facts = facts_of(sentence, TURKISH, names, spans=spans)
    english = postedit(facts, answer.text)
    flags, checks = audit(facts, english)
    return _Wrong(facts, english, flags, checks) if TRIED & set(flags) else None
