"""Bylines: the name of who wrote an article, on a line of its own or beside a date."""

import re
from functools import cache

from tr_news.articles.furniture import is_outlet, rule_of_line
from tr_news.articles.furniture.sentence import is_sentence
from tr_news.articles.lists import agency_keys, entries, keys
from tr_news.articles.text import fold, fold_words

_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[A-ZÇĞİÖŞÜÂÎÛ][\w’'.]*")
APART = re.compile(r"\s?[/|•·●▪■–—,:()\[\]-]\s?|\n")
_WROTE = re.compile(r"((?:[^\W\d_]+ ){2,3})([^\W\d_]+)(?:\.{2,3}|…|:)?")
_SLASH = re.compile(r"[/|]")
_INFLECTED = re.compile(r"['’](?:[dt][ae]n?|n?[ıiuü]n|y[ae])$")


def person(text: str) -> str | None:
    """The name of a person, two to four capitalised words, a role before them cut; None for anything else."""
    text = text.strip(" .,:;()[]-–—|/")
    if (role := _role_before(text)) and text[role : role + 1] in (" ", ":"):
        text = text[role:].strip(" :")
    words = text.split()
    if not 2 <= len(words) <= 4 or not all(_NAME.fullmatch(word) for word in words) or _INFLECTED.search(text):
        return None
    if any(fold(word) in keys("roles", "no name") or fold(word) in keys("offices") for word in words):
        return None
    return text


def byline(text: str) -> str | None:
    """The name on a line that is a byline without a date; None for any other line.

    "Muhabir Deniz Ilgaz", "Haber: Deniz Ilgaz / Kaş", "Deniz Ilgaz, Kaş'tan bildiriyor", "Ece Tan - İzmir".
    """
    if len(text) > 100:
        return None
    if (found := _WROTE.fullmatch(text)) is not None and fold(found[2]) in keys("roles", "reporting"):
        return person(found[1])  # "Esra Tüzün yazdı..."
    if is_sentence(text):
        return None
    role = _role_before(text)
    if role and re.match(r"\s?:|\s(?=[A-ZÇĞİÖŞÜ])", text[role:]) is not None:
        return person(APART.split(text[role:].lstrip(" :"))[0])
    parts = [part.strip() for part in APART.split(text) if part.strip()]
    last = fold(text.rstrip(" .").rsplit(" ", 1)[-1])
    if last in keys("roles", "reporting") and len(parts) > 1 and len(text.split()) <= 8:
        rest = " ".join(parts[1:]).split()
        if all(_NAME.fullmatch(word) for word in rest[:-1] if fold(word) not in ("icin", "dan", "den")):
            return person(parts[0])
    if len(parts) > 1 and all(fold(part) in keys("places") | agency_keys() or is_outlet(part) for part in parts[1:]):
        return person(parts[0])
    if len(parts) == 2 and _SLASH.search(text) is not None:
        if fold(parts[0]) in keys("places") | agency_keys() and not _is_place(parts[1]):
            return person(parts[1])  # "ZONGULDAK / Recep Bilek", "AA / Ayşe Yıldız"
        if fold(parts[1].split()[-1]) in keys("places"):
            return person(parts[0])  # "Mehmet Emin Kurnaz / BirGün Ankara"
    if len(parts) > 2 and fold(parts[0]) in keys("places") and parts[-1].split()[-1].isupper():
        # "SİVAS / Suşehri - Can TOPAL"
        return person(parts[-1]) if all(_NAME.fullmatch(part) for part in parts[1:-1]) else None
    if (
        found := re.fullmatch(
            r"(?:.{2,40}[ -])?([^\W\d_]+ [^\W\d_]+)['’][ıiuüniın]{2,3} (?:özel )?haberi(?:\.{2,3}|…)?", text
        )
    ) is not None:
        return person(found[1])  # "Gebze'den Onur Şen'in haberi"
    if (found := re.fullmatch(r"(.{5,50}?)\s?[(|/]?\s?@\w{2,30}\)?", text)) is not None:
        return person(found[1])
    return None


def _is_place(text: str) -> bool:
    return fold(text.split()[0]) in keys("places") or fold(text.split()[-1]) in keys("places")


def bare_name(text: str) -> str | None:
    """The name on a line beside a line of publication that is a name alone."""
    return person(text) if rule_of_line(text) is None else None


def _role_before(text: str) -> int:
    """The length of the longest role ("Muhabir", "Haber Foto") that a line begins with; 0 where it begins with none."""
    words = fold_words(text[:40])
    role = next((role for role in _roles() if words.startswith(role)), None)
    if role is None:
        return 0
    position = 0
    for _ in role.split():
        found = _WORD.search(text, position)
        position = found.end() if found is not None else position
    return position


@cache
def _roles() -> tuple[str, ...]:
    return tuple(sorted(map(fold_words, entries("roles", "role")), key=len, reverse=True))
