"""Figures of a sentence set off before it is translated: the model gets codes in their places, and they come back.

"10 bin 262" and "%5" are one figure each; what comes back is as English writes it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tr_news.facts.numbers import Number
from tr_news.facts.sentence import Facts
from tr_news.facts.spans import Span, english_number

_PHRASE = re.compile(r"%?\s?\d[\d.,]*(?<![.,])(?: bin(?: \d{1,3}(?![\d.,]))?(?!\w))?|[Bb]in \d{1,3}(?![\d.,])")
_COMPOUND = re.compile(r"(?:(\d{1,3}) )?[Bb]in (\d{1,3})")


@dataclass(frozen=True, slots=True)
class SetOff:
    """A sentence with codes in the places of its figures: ``text`` is what the model gets."""

    text: str
    english: Mapping[str, str]  # what stands for each code

    def restored(self, english: str) -> str | None:
        """The English with the figures in place; None where a code is missing or doubled."""
        codes = re.compile(rf"(?<![\w.,])(?:{'|'.join(self.english)})(?!\w|[.,]\d)")
        if sorted(codes.findall(english)) != sorted(self.english):
            return None
        return codes.sub(lambda match: self.english[match.group()], english)


def set_off(source: str, figures: Sequence[Span], codes: Sequence[str]) -> SetOff | None:
    """The source with a code for each figure; None where there are none, or more of them than codes."""
    left = [code for code in codes if code not in source]
    if not 0 < len(figures) <= len(left):
        return None
    parts: list[str] = []
    position = 0
    for figure, code in zip(figures, left, strict=False):
        parts += [source[position : figure.start], code]
        position = figure.end
    english = {code: figure.english for figure, code in zip(figures, left, strict=False)}
    return SetOff("".join([*parts, source[position:]]), english)


def figures_of(facts: Facts) -> Iterator[Span]:
    """The figures of a Turkish sentence, "10 bin 262" and "%5" as one, with what English writes for each."""
    for number in facts.numbers:
        if number.spelled or number.kind == "date":
            continue
        match = _PHRASE.search(facts.text, number.start, number.end)
        if match is not None:
            yield Span("figure", match.group(), _english(match.group(), number), *match.span())


def _english(written: str, number: Number) -> str:
    if number.kind == "time":
        return written.replace(".", ":")
    compound = _COMPOUND.fullmatch(written)
    if compound is not None:
        return f"{1000 * int(compound[1] or 1) + int(compound[2]):,}"
    figure = english_number(written.strip("% ").removesuffix(" bin"))
    return f"{figure}{'%' * written.startswith('%')}{' thousand' * written.endswith(' bin')}"
