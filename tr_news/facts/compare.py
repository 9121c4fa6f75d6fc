"""What differs between the facts of two texts: an original and its rendering in another language or other words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tr_news.facts import day, direction
from tr_news.facts.names import missing_names
from tr_news.facts.numbers import Number
from tr_news.facts.numbers.attributes import added_halves, differing, made_percents
from tr_news.facts.numbers.counts import cut_short, half_a_score, told_too_often
from tr_news.facts.numbers.readings import Value, is_offered, must_survive, offered
from tr_news.facts.opposites import half_a_contrast, told_as_its_opposite
from tr_news.facts.polarity import Problem, turned
from tr_news.facts.quotations import is_told
from tr_news.facts.sentence import Facts
from tr_news.facts.spans import missing_spans

DifferenceKind = Literal["number", "name", "span", "quotation", "negation", "hearsay", "direction"]

# The sign of a change can stand in the verb: "a fall of 2 percent" is -2 %.
_FALL = re.compile(
    r"\b(?:azal\w*|düş\w*|gerile\w*|küçül\w*|daral\w*|f[ae]ll\w*|drop\w*|declin\w*|decreas\w*|contract\w*|shr[aiu]nk\w*"
    r"|loss\w*|lost|down)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:an?(?!\.m)|each|every|per|(?:hour|dai|week|month|year)ly|annual\w*)\b", re.IGNORECASE)
# Lengths, weights and temperatures are converted: "20 metre" may be "66 feet".
_IMPERIAL = re.compile(
    r"\b(?:f(?:ee|oo)?t|miles?|mi|inch(?:es)?|yards?|lbs?|pounds?|ounces?|acres?|gallons?|mph|fahrenheit)\b|°F",
    re.IGNORECASE,
)
_METRIC = ("mm", "cm", "m", "km", "g", "kg", "t", "l", "ha", "degree")
_PART_OF = re.compile(r"\d'[dt][ae]n?\s$")
_TELEPHONE = re.compile(r"(?<![\d.,])\+?\d+(?:[ -]\d+)*(?![.,]?\d)")
_TELEPHONE_DIGITS = 7  # of the shortest number that is told digit by digit
_TURKISH_FIGURE = re.compile(r"\d+,\d{1,2}")  # "3,5" in English


@dataclass(frozen=True, slots=True)
class Difference:
    """``text``, as the side that has it writes it, is ``missing`` in the rendering or was ``added`` to it.

    ``rule`` is the name of the rule that found it.
    """

    kind: DifferenceKind
    problem: Problem
    text: str
    rule: str


def compare(original: Facts, rendering: Facts) -> tuple[Difference, ...]:
    """What of the original the rendering lacks, and what it adds: numbers, names, quotations, denial, hearsay.

    A difference is what can be told without understanding; where the texts may mean the same nothing is said.
    """
    found = [difference for rule in RULES.values() for difference in rule(original, rendering)]
    return tuple(dict.fromkeys(found))


def _missing_numbers(original: Facts, rendering: Facts) -> Iterator[Difference]:
    for number in lost_numbers(original, rendering):
        # "1 is missing" says little beside "1 saat is missing".
        text = _with_unit(original, number) if number.value == 1 else original.said(number)
        yield Difference("number", "missing", text, "missing number")


def _added_numbers(original: Facts, rendering: Facts) -> Iterator[Difference]:
    for number in added_numbers(original, rendering):
        yield Difference("number", "added", rendering.said(number), "added number")


def lost_numbers(original: Facts, rendering: Facts) -> list[Number]:
    """The numbers of the original, in digits or like "iki milyon", for which nothing in the rendering stands."""
    if not any(map(must_survive, original.numbers)):
        return []
    values = offered(rendering.numbers, rendering.text, rendering.small, rendering.language, homographs=True)
    missing = _not_among(original, values, rendering)
    converted = bool(missing) and _converted(original, rendering)
    return [
        n
        for n in missing
        if not (_is_one_of_a_kind(original, n) and _ARTICLE.search(rendering.text))
        and not (converted and n.unit in _METRIC)
    ]


def added_numbers(original: Facts, rendering: Facts) -> list[Number]:
    """The numbers of the rendering, in digits or like "two million", for which nothing in the original stands."""
    if not any(map(must_survive, rendering.numbers)):
        return []
    values = offered(original.numbers, original.text, original.small, original.language, homographs=False)
    added = _not_among(rendering, values, original)
    if added and _converted(original, rendering):
        added = [n for n in added if not _IMPERIAL.search(rendering.text, n.end, n.end + 20)]
    if rendering.language == "en":
        added += [n for n in rendering.numbers if _TURKISH_FIGURE.fullmatch(n.digits) and n not in added]
    return added


def _is_one_of_a_kind(facts: Facts, number: Number) -> bool:
    """Whether a 1 may be rendered by an article: it stands in front of a noun ("1 ay"), or is a part ("3'te 1'i")."""
    if number.value == 1 and _PART_OF.search(facts.text, max(0, number.start - 8), number.start):
        return True
    noun = re.match(r"(?:['’]i)?\s[^\W\d_]{2}", facts.text[number.end :])  # "1 ay", "1'i kız"
    return number.value == 1 and number.kind == "cardinal" and (bool(number.unit) or noun is not None)


def _converted(original: Facts, rendering: Facts) -> bool:
    return any(n.unit in _METRIC for n in original.numbers) and _IMPERIAL.search(rendering.text) is not None


def _not_among(facts: Facts, values: set[Value], other: Facts) -> list[Number]:
    missing = [n for n in facts.numbers if must_survive(n) and not is_offered(n, values)]
    if missing:
        spaced = _spaced_otherwise(facts.text, other.text)
        missing = [n for n in missing if not any(start <= n.start < end for start, end in spaced)]
    if missing and (_FALL.search(facts.text) or _FALL.search(other.text)):
        signed = values | {-value for value in values if not isinstance(value, tuple)}
        missing = [n for n in missing if n.kind != "percent" or not is_offered(n, signed)]
    return missing


def _spaced_otherwise(text: str, other: str) -> list[tuple[int, int]]:
    """Where ``text`` has a telephone number that ``other`` has too, be it with other spaces: "+44 7624", "+447624"."""
    there = {digits for digits, _ in _telephones(other)}
    return [span for digits, span in _telephones(text) if digits in there]


def _telephones(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _TELEPHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if len(digits) >= _TELEPHONE_DIGITS:
            yield digits, match.span()


def _repeated(original: Facts, rendering: Facts) -> Iterator[Difference]:
    for number in told_too_often(original.numbers, rendering.numbers, rendering.text):
        yield Difference("number", "added", rendering.said(number), "told twice")


def _scores(original: Facts, rendering: Facts) -> Iterator[Difference]:
    score = half_a_score(original.text, rendering.text) if original.language == "tr" != rendering.language else None
    if score is not None:
        yield Difference("number", "missing", score, "half a score")


def _cut_short(original: Facts, rendering: Facts) -> Iterator[Difference]:
    found = list(cut_short(original.numbers, original.text, rendering.numbers, rendering.text, rendering.language))
    said = lost_numbers(original, rendering) if found else []
    for number in found:
        if number not in said:
            yield Difference("number", "missing", _with_unit(original, number), "part of an amount")


def _attributes(original: Facts, rendering: Facts) -> Iterator[Difference]:
    """Currency, percent, half of the day, unit."""
    pairs = differing(original.numbers, rendering.numbers, rendering.text, rendering.language)
    for rule, (one, other) in pairs:
        yield Difference("number", "missing", _with_unit(original, one), rule)
        yield Difference("number", "added", _with_unit(rendering, other), rule)
    if original.language == "tr" != rendering.language:
        for one, other in made_percents(original.numbers, original.text, rendering.numbers):
            yield Difference("number", "missing", original.said(one), "made percent")
            yield Difference("number", "added", rendering.said(other), "made percent")
    for number in added_halves(original.numbers, rendering.numbers):
        yield Difference("number", "added", rendering.said(number), "half of the day")


def _with_unit(facts: Facts, number: Number) -> str:
    """A number with the word behind it, where it counts something."""
    after = re.match(r"[\s-]?[^\W\d_]+(?:['’]\w+)?", facts.text[number.end :])
    unit = after.group() if after and number.unit and number.kind != "money" else ""
    return facts.said(number) + unit


def _names(original: Facts, rendering: Facts) -> Iterator[Difference]:
    if original.language == "tr":
        for name in missing_names(original.proper, rendering.text):
            yield Difference("name", "missing", name, "missing name")


def _spans(original: Facts, rendering: Facts) -> Iterator[Difference]:
    for text in missing_spans(original.spans, rendering.written):
        yield Difference("span", "missing", text, "missing span")


def _quotation(original: Facts, rendering: Facts) -> Iterator[Difference]:
    """English breaks a quotation in two for "he said", and joins others: whether there is any is what counts.

    Of a mark without its partner nobody knows what it quotes, but where somebody "said" stands beside it.
    """
    whole = any(quotation.whole for quotation in original.quotations)
    there = [q for q in rendering.quotations if q.whole or not whole or is_told(rendering.text, q)]
    if original.quotations and not there:
        yield Difference("quotation", "missing", original.quotations[0].text.strip(), "quotation lost")


def _direction(original: Facts, rendering: Facts) -> Iterator[Difference]:
    for problem, word in direction.turned(original, rendering):
        yield Difference("direction", problem, word, "direction")


def _opposed(rule: str) -> Callable[[Facts, Facts], Iterator[Difference]]:
    def differences(original: Facts, rendering: Facts) -> Iterator[Difference]:
        for problem, word in direction.opposed(original, rendering, direction.AXES[rule]):
            yield Difference("direction", problem, word, rule)

    return differences


def _part_of_the_day(original: Facts, rendering: Facts) -> Iterator[Difference]:
    for problem, word in day.other_part(original, rendering):
        yield Difference("number", problem, word, "part of the day")


def _signs(original: Facts, rendering: Facts) -> Iterator[Difference]:
    for sign, problem, word in turned(original, rendering):
        yield Difference(sign, problem, word, sign)


def _opposites(original: Facts, rendering: Facts) -> Iterator[Difference]:
    for turkish, english in told_as_its_opposite(original, rendering):
        yield Difference("negation", "missing", turkish, "opposite")
        yield Difference("negation", "added", english, "opposite")


def _contrasts(original: Facts, rendering: Facts) -> Iterator[Difference]:
    for said in half_a_contrast(original, rendering):
        yield Difference("negation", "missing", said, "half a contrast")


RULES: Mapping[str, Callable[[Facts, Facts], Iterator[Difference]]] = {
    "missing numbers": _missing_numbers,
    "added numbers": _added_numbers,
    "numbers told twice": _repeated,
    "parts of amounts": _cut_short,
    "scores": _scores,
    "attributes of numbers": _attributes,
    "direction": _direction,
    **{rule: _opposed(rule) for rule in direction.AXES},
    "part of the day": _part_of_the_day,
    "names": _names,
    "spans": _spans,
    "quotations": _quotation,
    "signs": _signs,
    "opposites": _opposites,
    "contrasts": _contrasts,
}
DENIALS = ("signs", "opposites", "contrasts")  # the rules that ask for no more than the wording of a sentence
