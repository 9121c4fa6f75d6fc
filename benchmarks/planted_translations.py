"""Errors planted in human translations, to see which of them the audit finds, and what it flags without any.

    python -m benchmarks.planted_translations [--set newstest2016 …] [--count N] [--show KIND]

One error is put into a reference that the audit has nothing against; an error counts as caught where the audit then
raises a flag for it. The planting imports nothing of ``tr_news`` and knows digits and a few words of English.
"""

import argparse
import random
import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence

_FIGURE = re.compile(r"(?<![\w.,:/$€£-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w:/]|[.,]\d|-\w)")
_SCALE = re.compile(r"(?<=\d )(million|billion|thousand|trillion)\b")
_SCALE_FOR = {"million": "billion", "billion": "million", "thousand": "million", "trillion": "billion"}
_CURRENCY = re.compile(
    r"[$€£](?=\d)|(?<=\d )(?:dollars|euros|liras?|TL|pounds)\b|(?<=lion )(?:dollars|euros|liras?|TL|pounds)\b"
)
_CURRENCY_FOR = {
    "$": "€",
    "€": "$",
    "£": "$",
    "dollars": "euros",
    "euros": "dollars",
    "lira": "dollars",
    "liras": "euros",
}
_HALF = re.compile(r"(?<=\d)\s?([ap])\.?m\b")
_UP = re.compile(r"\b(rose|increased|grew|climbed|gained|rise|increase|higher|growth)\b")
_DOWN = re.compile(r"\b(fell|decreased|declined|dropped|fall|decrease|decline|lower)\b")
_TURNED = {
    "rose": "fell", "increased": "decreased", "grew": "shrank", "climbed": "dropped", "gained": "lost", "rise": "fall",
    "increase": "decrease", "higher": "lower", "growth": "decline", "fell": "rose", "decreased": "increased",
    "declined": "rose", "dropped": "climbed", "fall": "rise", "decrease": "increase", "decline": "increase",
    "lower": "higher",
}  # fmt: skip
# Words for a rise or a fall that say nothing of a figure.
_IDIOM = re.compile(
    r"\bdropped the ball\b|\bhigher (?:ups?|(?:second )?class|education|court)\b|\bfell (?:\w+ ){0,2}(?:shy|short) of\b"
)
_UNIT = re.compile(r"(?<=\d )(years|months|days|hours|minutes|weeks|kilometres|kilometers|metres|meters|km)\b")
_UNIT_FOR = {
    "years": "months",
    "months": "years",
    "days": "weeks",
    "hours": "minutes",
    "minutes": "hours",
    "weeks": "days",
}
# "isn't she?" and "no matter" deny nothing; "no one", "no longer" don't lose it by losing a word.
_NEGATION = re.compile(
    r"(?<=[a-z]) not\b|n't\b(?! (?:s?he|it|they|you|we|i)\?)| never\b"
    r"|\bno (?!matter|one|longer|more|less|doubt)(?=[a-z])"
)
_WITHOUT_NOT = {"ca": "can", "Ca": "Can", "wo": "will", "Wo": "Will"}  # can't, won't
_AUXILIARY = re.compile(r"\b(is|was|are|were|has|have|had|will|would|can|could|should|did)\b(?! (?:not|never|no)\b)")
_HEARSAY = re.compile(
    r"\b(?:allegedly|reportedly) |^It (?:was|is) (?:claimed|alleged|reported|said|stated) that "
    r"|(?:claims?|claimed|alleged|alleges?) that "
)


SETS = ["newstest2016", "newstest2017", "flores200_dev"]
Planter = Callable[[str, random.Random], "str | None"]


def _figures(text: str) -> list[re.Match[str]]:
    return list(_FIGURE.finditer(text))


def digit(text: str, rng: random.Random) -> str | None:
    """One digit of a figure is another one."""
    if not (found := _figures(text)):
        return None
    match = rng.choice(found)
    at = rng.choice([i for i in range(match.start(), match.end()) if text[i].isdigit()])
    return text[:at] + rng.choice([d for d in "123456789" if d != text[at]]) + text[at + 1 :]


def dropped(text: str, rng: random.Random) -> str | None:
    """A figure is left out."""
    if not (found := _figures(text)):
        return None
    match = rng.choice(found)
    return (text[: match.start()] + "some" + text[match.end() :]).strip()


def added(text: str, rng: random.Random) -> str | None:
    """A figure is put in front of a plural."""
    found = list(re.finditer(r"(?<=[a-z] )(?=[a-z]{4,}s\b)", text))
    if not found:
        return None
    at = rng.choice(found).start()
    return f"{text[:at]}{rng.randrange(31, 98)} {text[at:]}"


def magnitude(text: str, rng: random.Random) -> str | None:
    """Million for billion, or a zero more."""
    if found := list(_SCALE.finditer(text)):
        match = rng.choice(found)
        return text[: match.start()] + _SCALE_FOR[match.group()] + text[match.end() :]
    figures = [m for m in _figures(text) if len(m.group()) >= 2 and "." not in m.group()]
    if not figures:
        return None
    end = rng.choice(figures).end()
    return f"{text[:end]}0{text[end:]}"


def point(text: str, rng: random.Random) -> str | None:
    """A comma for a point, or the reverse."""
    found = [m for m in _figures(text) if "," in m.group() or "." in m.group()]
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start()] + match.group().translate(str.maketrans(",.", ".,")) + text[match.end() :]


def _swapped(pattern: re.Pattern[str], table: Mapping[str, str]) -> Planter:
    def plant(text: str, rng: random.Random) -> str | None:
        found = [m for m in pattern.finditer(text) if m.group() in table]
        if not found:
            return None
        match = rng.choice(found)
        return text[: match.start()] + table[match.group()] + text[match.end() :]

    return plant


def sign(text: str, _rng: random.Random) -> str | None:
    """A minus is lost."""
    found = re.search(r"(?<![\w-])-(?=\d)|(?<!or-)(?<!or )\bminus (?=\d)| below zero\b", text)
    return text[: found.start()] + text[found.end() :] if found else None


def half_of_day(text: str, _rng: random.Random) -> str | None:
    """Afternoon for morning."""
    found = _HALF.search(text)
    return text[: found.start(1)] + ("p" if found[1] == "a" else "a") + text[found.end(1) :] if found else None


def direction(text: str, _rng: random.Random) -> str | None:
    """Rose for fell, in a sentence that has one such word, and not in an idiom ("dropped the ball")."""
    found = [*_UP.finditer(text), *_DOWN.finditer(text)]
    if len(found) != 1 or not re.search(r"\d", text) or _IDIOM.search(text):
        return None
    return text[: found[0].start()] + _TURNED[found[0].group()] + text[found[0].end() :]


def negation_lost(text: str, _rng: random.Random) -> str | None:
    """The one denial of a sentence is left out."""
    found = list(_NEGATION.finditer(text))
    if len(found) != 1:
        return None
    before = text[: found[0].start()]
    if found[0].group() == "n't" and (verb := _WITHOUT_NOT.get(before[-2:])) and not before[-3:-2].isalpha():
        before = before[:-2] + verb
    return before + text[found[0].end() :]


def negation_added(text: str, rng: random.Random) -> str | None:
    """A "not" is put in."""
    if _NEGATION.search(text) or not (found := list(_AUXILIARY.finditer(text))):
        return None
    at = rng.choice(found).end()
    return f"{text[:at]} not{text[at:]}"


def hearsay_lost(text: str, _rng: random.Random) -> str | None:
    """What is alleged is told as a fact."""
    found = _HEARSAY.search(text)
    return (text[: found.start()] + text[found.end() :]).strip() if found else None


KINDS: Mapping[str, Planter] = {
    "digit": digit,
    "dropped": dropped,
    "added": added,
    "magnitude": magnitude,
    "point": point,
    "currency": _swapped(_CURRENCY, _CURRENCY_FOR),
    "unit": _swapped(_UNIT, _UNIT_FOR),
    "sign": sign,
    "half of the day": half_of_day,
    "direction": direction,
    "negation lost": negation_lost,
    "negation added": negation_added,
    "hearsay lost": hearsay_lost,
}


def planted(
    pairs: Sequence[tuple[str, str]], kind: str, count: int, *, seed: int = 0
) -> Iterator[tuple[str, str, str]]:
    """(source, reference, reference with an error) for up to ``count`` errors of a kind.

    Which pairs come first, and which error a pair gets, depends on nothing but the pair, the kind and the seed: a pair
    more or less moves no other.
    """
    made = 0
    for source, reference in sorted(pairs, key=lambda pair: zlib.crc32(f"{kind} {seed} {pair[0]}".encode())):
        wrong = KINDS[kind](reference, random.Random(f"{kind} {seed} {source}"))
        if wrong is not None and wrong != reference:
            yield source, reference, wrong
            made += 1
        if made == count:
            return


def is_of_numbers(kind: str) -> bool:
    """Whether an error is one of figures: neither of denial nor of hearsay."""
    return "negation" not in kind and "hearsay" not in kind


def judged(sets: Sequence[str], count: int, *, seed: int = 0) -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
    """Kind of error → (source, translation with the error, whether the audit flags it) of each."""
    from benchmarks.translation import read_set
    from tr_news.translation.audit import audit

    pairs = [pair for name in sets for pair in zip(*read_set(name), strict=True)]
    clean = [pair for pair in pairs if audit(*pair) == ((), ())]
    for kind in KINDS:
        errors = planted(clean, kind, count, seed=seed)
        yield kind, [(source, wrong, bool(audit(source, wrong)[0])) for source, _, wrong in errors]


def false_alarms(sets: Sequence[str]) -> dict[str, float]:
    """Flag → per cent of the human translations that have it."""
    from benchmarks.translation import read_set
    from tr_news.documents.translation import Flag
    from tr_news.translation.audit import audit

    found = [audit(*pair)[0] for name in sets for pair in zip(*read_set(name), strict=True)]
    wanted = (Flag.NUMBER, Flag.NAME, Flag.SPAN, Flag.QUOTATION, Flag.NEGATION, Flag.HEARSAY)
    return {flag.value: _share([flag in flags for flags in found]) for flag in wanted}


def alarms() -> dict[str, float]:
    """What :mod:`benchmarks.floors` holds of false alarms."""
    return {f"{flag}, at most": share for flag, share in false_alarms(SETS).items()}


def metrics() -> dict[str, float]:
    """What :mod:`benchmarks.floors` holds: per cent of the errors that are caught, by kind and of all of numbers."""
    found = dict(judged(SETS, 200))
    shares = {kind: _share([flagged for _, _, flagged in rows]) for kind, rows in found.items()}
    numbers = [flagged for kind, rows in found.items() if is_of_numbers(kind) for _, _, flagged in rows]
    return shares | {"all of numbers": _share(numbers)}


def _share(flagged: Sequence[bool]) -> float:
    return 100 * sum(flagged) / max(1, len(flagged))


def main() -> None:
    """Prints a Markdown table: kind, errors, caught."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", nargs="+", default=SETS)
    parser.add_argument("--count", type=int, default=200, help="errors of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", help="the errors of this kind that pass")
    options = parser.parse_args()
    print("| kind | errors | caught % |\n| --- | ---: | ---: |")
    numbers: list[bool] = []
    for kind, rows in judged(options.set, options.count, seed=options.seed):
        flags = [flagged for _, _, flagged in rows]
        numbers += flags if is_of_numbers(kind) else []
        print(f"| {kind} | {len(flags)} | {_share(flags):.1f} |")
        if kind == options.show:
            print("\n".join(f"{source}\n  {wrong}" for source, wrong, flagged in rows if not flagged))
    print(f"| all of numbers | {len(numbers)} | {_share(numbers):.1f} |")
    print("\n| flag | references that have it % |\n| --- | ---: |")
    for flag, share in false_alarms(options.set).items():
        print(f"| {flag} | {share:.2f} |")


if __name__ == "__main__":
    main()
