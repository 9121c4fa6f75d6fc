"""Denials that a translation turns into what they deny, or tells by half; a rule is silent where it isn't certain."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tr_news.facts.polarity import LONGEST, pattern
from tr_news.facts.sentence import Facts
from tr_news.text.lexicon import sections, table

_LONGEST_CONTRAST = 120  # characters of a sentence that is one: a longer one goes on in many ways
_BEHIND = 8  # words behind "değil"
_WITHOUT = re.compile(r"\w{2}s[ıiuü]z")
_FINAL = " \n\t.!?…\"'”’)"
# English sets one thing against another by a mark too: "it isn't X, it's Y".
_SET_AGAINST = re.compile(r", (?:or )?not\b|(?:\bnot\b|n't\b|\bno\b)[^.]*[,;]|[.;!?] \S|[–—]| - ")


def told_as_its_opposite(original: Facts, rendering: Facts) -> Iterator[tuple[str, str]]:
    """(Turkish, English) where "başarısız" is "successful", and nothing in the English denies it."""
    if not _are_apart(original, rendering, LONGEST) or _WITHOUT.search(original.small) is None:
        return
    for denied, of_turkish, of_english, denial in _opposites():
        word = denied.search(original.small)
        if word is None or of_turkish.search(original.small):
            continue
        said = of_english.search(rendering.small)
        if said is not None and not denial.search(rendering.small) and not _denies(rendering.small):
            yield word.group(), said.group()


def half_a_contrast(original: Facts, rendering: Facts) -> Iterator[str]:
    """The "değil" of "Sorun para değil zaman" with what it sets against the problem, where English lost that."""
    if not _are_apart(original, rendering, _LONGEST_CONTRAST) or "değil" not in original.small:
        return
    found = contrast(original.small)
    if found is None or not _any("en-denied").search(rendering.small):
        return
    said = rendering.small.strip(_FINAL)
    if not _any("en-contrast").search(said) and not _SET_AGAINST.search(said):
        yield found.group()


def contrast(small: str) -> re.Match[str] | None:
    """Where a Turkish sentence in small letters sets something against another: "değil zaman"; None where none does."""
    found = _contrast().search(small.rstrip(_FINAL))
    return found if found is not None and not _any("only").search(small) else None


def _are_apart(original: Facts, rendering: Facts, longest: int) -> bool:
    texts = (original.text, rendering.text)
    return original.language == "tr" and rendering.language == "en" and max(map(len, texts)) <= longest


def _denies(english: str) -> bool:
    return any(pattern(section).search(english) for section in ("en-any-denial", "en-lexical-denial", "en-for-lexical"))


@cache
def _opposites() -> Sequence[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]]:
    """A denied word, the same not denied, the English of that, and the English with what denies it in front."""
    return [
        (
            re.compile(rf"\b{turkish}s[ıiuü]z\w*"),
            re.compile(rf"\b{turkish}(?!s[ıiuü]z)"),
            re.compile(rf"(?<![\w-])(?:{english})(?!\w)"),
            re.compile(rf"\b(?:in|im|il|ir|un|dis|non|mis|a)-?(?:{english})(?!\w)|\b(?:fail|lack|weak|poor)"),
        )
        for turkish, english in table("opposites")
    ]


@cache
def _any(section: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sections('contrasts')[section])})(?!\w)")


@cache
def _contrast() -> re.Pattern[str]:
    predicates = "".join(rf"(?<!\b{word} )" for word in sections("contrasts")["predicate"])
    goes_on = "|".join(sections("contrasts")["goes on"])
    return re.compile(rf"{predicates}\bdeğil,? (?!(?:{goes_on})\b)\w\S*(?: \S+){{0,{_BEHIND - 1}}}$")
