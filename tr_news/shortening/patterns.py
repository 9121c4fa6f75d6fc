"""Small questions about Turkish words that the rules of shortening ask."""

import re
from functools import cache

from tr_news.text.lexicon import pattern, sections, words
from tr_news.text.turkish.letters import lower

UPPER, LOWER = "A-ZÇĞİÖŞÜÂÎ", "a-zçğıöşüâîû"
NAME = rf"[{UPPER}][\w.-]*"
_WORD = re.compile(r"(?<!['’])(?<![^\W_])[^\W\d_]+")  # no case behind an apostrophe: "Türkiye'de" has no "de" (too)
# A vowel before -tan: a causative, as the ablative would be -dan there ("anlatan"); "-den" only of "eden" and "giden".
_PARTICIPLE = re.compile(
    r"(?:.*[aeıioöuürl]t[ae]n|(?:(?:kayd|redd|aff|hiss|seyr|hükm|bahs|zann|nakl|sabr|keşf|devr|fesh|emr)?eden)|g[iü]den"
    r"|.*[^dtn\W][ae]n|.*n[ae]n)"
)
_FINITE = re.compile(r"\w+(?:[lnrymzvğ]d|[şkpçtsf]t|l[ae]d|[ae]d[ae]d)[ıiuü](?:lar|ler)?|\w+[ıiuü]yor")
_REPORTED = re.compile(
    r"\w+(?:(?:[dt][ıiuü]ğ|[ae]c[ae]ğ)[ıiuü]|m[ae]lar[ıi]|m[ae]s[ıi]|m[ae]ler[ıi])n[ıiuü]|\w+(?:[dt][ıiuü]k|[ae]c[ae]k)lar[ıi]n[ıi]|\w+(?:[dt][ıiuü]k|[ae]c[ae]k)leri?ni"
)
_WHERE_WRITTEN = re.compile(r"(?:iddianame|rapor|karar|mektup|bildiri|dilekçe|tutanak|haber|metin|yazı)\w{0,3}[dt][ae]")
_EITHER = re.compile(r"\b(?:ya|hem|gerek|ne) d[ae]\b")
_BESIDE = re.compile(r"\w[ıiuü] d[ae] (?=\w)")  # "yapıldığını da bildirdi": beside what else was said
_BEFORE = re.compile(r"\bsöz konusu (?!ol|değil)|\b(?:anılan|adı geçen|bahse konu)\b")
_BACK = re.compile(r"\b(?:bu|şu)\b(?! (?:yıl|ay|hafta|sabah|akşam|gece|sezon|gün)\w*\b(?! d[ae]\b))|\bdaha sonra\b")


@cache
def stems(section: str) -> re.Pattern[str]:
    """Words that begin with a stem of that section of data/shortening.txt."""
    return re.compile(rf"(?:{'|'.join(sorted(words('shortening', section)))})\w*")


@cache
def one_of(section: str) -> str:
    """A pattern of the words or lines of that section."""
    lines = sections("shortening")[section]
    return "|".join(sorted(lines, key=len, reverse=True)).replace(" ", "|")


@cache
def linking() -> re.Pattern[str]:
    """An opener that links a sentence to the one before, the comma behind it included."""
    return re.compile(rf"(?:{'|'.join(sections('shortening')['linking'])}),?\s+")


def has(text: str, section: str) -> bool:
    """Whether one of its words is in that section."""
    listed = words("shortening", section)
    return any(word in listed for word in _WORD.findall(lower(text)))


def may_go(part: str) -> bool:
    """Whether the sentence says the same of what is left without this part: no condition, doubt or exception in it."""
    conditional = re.search(
        r"(?:[ıiuü]rsa|[ae]rsa|[ae]rse|[ıiuü]rse|m[ae]zs[ae]|yors[ae]|d[ıiuü]ys[ae]|[ae]caksa|ecekse)\b", lower(part)
    )
    return conditional is None and not has(part, "guard")


def is_participle(word: str) -> bool:
    """Whether a word in small letters is a participle in -an, -en: "belirten", "açıklayan", "olan"."""
    if not word[:1].islower() or word in words("shortening", "no-participle") or len(word) < 4:
        return False
    return _PARTICIPLE.fullmatch(word) is not None and not word.endswith(("madan", "meden"))


def is_finite(word: str) -> bool:
    """Whether a word in small letters is a finite verb of the past, the future or the present in -yor."""
    return word not in words("shortening", "no-verb") and _FINITE.fullmatch(word) is not None


def is_reported(word: str) -> bool:
    """Whether a word in small letters ends a clause that is reported: "olduğunu", "yapacaklarını", "gerektiğini"."""
    return _REPORTED.fullmatch(word) is not None


def leans(rest: str) -> bool:
    """Whether what is left would speak of what is cut, or is limited by it: "bu sayının", "ilk kez", "o da"."""
    told = lower(rest)
    return _BACK.search(told) is not None or _BEFORE.search(told) is not None or has(rest, "limited")


def points_back(rest: str) -> bool:
    """Whether it speaks of what was said before: "bu sayının", "onun", "dün de"; not "kan ya da", "yapıldığını da"."""
    told = lower(rest)
    too = re.search(r"\s(?:d[ae]|dahi|bile)\b", _BESIDE.sub(" ", _EITHER.sub(" ", told))) is not None
    return too or _BEFORE.search(told) is not None or _BACK.search(told) is not None or has(rest, "pointing")


def is_turn(part: str) -> bool:
    """Whether it says of a death, an arrest or the like, without which the rest sounds harmless."""
    return pattern("shortening", "turn").search(lower(part)) is not None


def ends_in_saying(text: str) -> bool:
    """Whether its last words say that something was said."""
    last = _WORD.findall(lower(text))[-3:]
    spoken = any(stems("saying").fullmatch(word) for word in last)
    return spoken or re.search(r"\byer (?:ver|al)\w+\W*$", lower(text)) is not None


def is_subject(text: str) -> bool:
    """Whether it is a name or office in the nominative: capitalised at its ends, without a suffix behind an apostrophe.

    "ve" between two of them is no harm; a word in small letters is (Turkish titles of people are capitalised).
    """
    found = text.split()
    if not 0 < len(found) <= 9 or has_suffix(found[-1]):
        return False
    if _WHERE_WRITTEN.fullmatch(lower(found[-1])):  # "İddianamede, … belirtilerek, …": the subject is in the part
        return False
    small = (word == "ve" or _whose_office().fullmatch(word) for word in found if not re.match(rf"[{UPPER}\d]", word))
    return all(small) and found[-1][:1].isupper()


@cache
def _whose_office() -> re.Pattern[str]:
    """An office of somebody: "X'in avukatı Y"."""
    return re.compile(rf"(?:{'|'.join(sorted(words('shortening', 'office')))})[ıiuü]")


def has_suffix(word: str) -> bool:
    """Whether a case stands behind its apostrophe."""
    return re.search(r"\w['’]\w", word) is not None
