"""Casing: the Turkish way, lines in capitals for the translation model (truecasing), and English headlines.

``lower``, ``upper``, ``capitalize`` and ``sentence_case`` come from ``letters.py``. The names that a line in capitals
hides are in ``data/names.txt``, and in the rest of the article (``proper_names``).
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache

from tr_news.text.lexicon import word_sections, words
from tr_news.text.turkish.letters import capitalize, lower, sentence_case, upper
from tr_news.text.turkish.sentences import spans, split

__all__ = [
    "capitalize",
    "decase",
    "english_headline_case",
    "is_all_caps",
    "lower",
    "proper_names",
    "sentence_case",
    "upper",
]

_TOKEN = re.compile(r"[^\W\d_]+(?:['’‘`´][^\W\d_]+)?")
_APOSTROPHE = re.compile(r"['’‘`´]")
_ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VOWELS = frozenset("AEIİOÖUÜÂÎÛ")
_FOREIGN = frozenset("QWX")  # not in the Turkish alphabet: an I beside them is an English I
_PLURAL = re.compile(r"(.+?)L[AE]R(?:[IİAE]|[IİE]N|[DT][AE]N?|L[AE])?")
_AROUND_WORD = "\"'“”‘’«»()[],;:!?…"
_ENGLISH_ABBREVIATION = re.compile(r"(?<!\w)(?:(?:[A-Za-z]\.)+|(?:Mr|Mrs|Dr|St|No|Prof|Gen|vs)\.)\s*$")
_AFTER_COLON = re.compile(r":\s*[\"'“‘]?$")
_LEAD_IN = re.compile(r"(?:\d{1,2}[.)-]\s)?[\W_]*")  # what may stand in front of the first word: a list's label, signs


def is_all_caps(text: str) -> bool:
    """Whether a line is written in capitals: every letter but those of a suffix ("ANKARA'da"), and not just acronyms.

    Digits, quotation marks and other signs don't count. "NATO", "TBMM" or "AKP-CHP" alone are no line in capitals.
    """
    telling = False
    for match in _TOKEN.finditer(text):
        base = _APOSTROPHE.split(match.group(), maxsplit=1)[0]
        if not base.isupper():
            return False
        telling = telling or (len(base) > 2 and not _is_acronym(base) and not _ROMAN.fullmatch(base))
    return telling


def decase(text: str, known: Collection[str] = ()) -> str:
    """A line in capitals in sentence case: "ANKARA'DA NATO ZİRVESİ" becomes "Ankara'da NATO zirvesi".

    Capitals stay on acronyms, Roman numerals, names with an apostrophe, and the names of ``data/names.txt``. ``known``
    holds more names, as running text writes them (``proper_names`` of the article's body). Words that have lower-case
    letters already stay as they are.
    """
    forms = {upper(name): name for name in sorted(known)}  # of KARTAL and Kartal the second
    starts = {_first_letter(text, start, end) for start, end in spans(text)}
    parts: list[str] = []
    position = 0
    for match in _TOKEN.finditer(text):
        start = match.start()
        before = text[max(0, start - 4) : start]
        word = _decased(match.group(), before, text[match.end() : match.end() + 1], forms)
        if (start in starts or _AFTER_COLON.search(before)) and word[1:] == lower(word[1:]):
            word = capitalize(word)
        parts += [text[position:start], word]
        position = match.end()
    made = "".join([*parts, text[position:]])
    small = lower(made)
    return _phrases().sub(_phrase, made) if any(form in small for form in _phrase_forms()) else made


def proper_names(text: str) -> frozenset[str]:
    """The names of running text: words with a capital inside a sentence, or with one and a suffix after an apostrophe.

    Words come without their suffix. A word that the text writes in lower case as often is none; lines in capitals
    teach nothing.
    """
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    starters = words("sentence_words", "starters")
    for sentence in split(text):
        if is_all_caps(sentence):
            continue
        for match in _TOKEN.finditer(sentence):
            base, *suffix = _APOSTROPHE.split(match.group(), maxsplit=1)
            before = sentence[max(0, match.start() - 2) : match.start()]
            inside = before[-1:] in tuple(" -") and (before[0].isalnum() or before[0] == ",")
            if base.islower():
                small[base] += 1
            elif len(base) > 1 and (suffix or inside) and lower(base) not in starters:
                capital[base] += 1
    return frozenset(base for base, count in capital.items() if count > small[lower(base)])


def _first_letter(text: str, start: int, end: int) -> int:
    lead_in = _LEAD_IN.match(text, start, end)
    return lead_in.end() if lead_in else start


def _decased(word: str, before: str, after: str, known: Mapping[str, str]) -> str:
    """A word of a line in capitals as running text writes it; ``before`` and ``after`` are its surroundings."""
    base, *rest = _APOSTROPHE.split(word, maxsplit=1)
    if not base.isupper():
        return word
    suffix = word[len(base)] + lower(rest[0]) if rest else ""
    if _APOSTROPHE.match(before[-1:]) and before[-2:-1].isalnum():  # the suffix of a number: 2025'TE
        return lower(word)
    return _base(base, before, after, known, name=bool(suffix)) + suffix


def _base(base: str, before: str, after: str, known: Mapping[str, str], *, name: bool) -> str:
    """The same for a word without its suffix; ``name`` says that an apostrophe marks it as a name."""
    lists = _forms()
    if len(base) == 1:
        return lower(base) if after == "-" or (base == "O" and after != "." and not name) else base
    if before.rstrip()[-1:].isdigit():
        for section in ("units", "months"):
            if base in lists[section]:
                return lists[section][base]
    if after == "." and base in lists["abbreviations"]:
        return lists["abbreviations"][base]
    if base in known:
        return known[base]
    if _is_acronym(base) or _ROMAN.fullmatch(base):
        return base
    for section in ("names", "peoples"):
        if base in lists[section]:
            return lists[section][base]
    if (plural := _PLURAL.fullmatch(base)) and plural.group(1) in lists["peoples"]:
        return lists["peoples"][plural.group(1)] + lower(base[plural.end(1) :])
    if not _FOREIGN.isdisjoint(base):
        return base.capitalize()
    return capitalize(lower(base)) if name else lower(base)


def _is_acronym(base: str) -> bool:
    if base in words("names", "acronyms"):
        return True
    return len(base) > 1 and _VOWELS.isdisjoint(base) and base not in _forms()["abbreviations"]


@cache
def _forms() -> dict[str, dict[str, str]]:
    """By section, each word under its capitals: the Turkish ones, and those of a keyboard without İ."""
    lists = {
        **word_sections("names"),
        "abbreviations": frozenset[str]().union(*word_sections("abbreviations").values()),
    }
    return {
        section: {key: word for word in sorted(words, reverse=True) for key in (word.upper(), upper(word))}
        for section, words in lists.items()
    }


@cache
def _phrase_forms() -> dict[str, str]:
    return {lower(phrase): phrase for phrase in (entry.replace("_", " ") for entry in words("names", "phrases"))}


@cache
def _phrases() -> re.Pattern[str]:
    longest_first = sorted(_phrase_forms().values(), key=lambda phrase: (-len(phrase), phrase))
    words = [
        " ".join(f"(?:{word}|{lower(word)}|{sentence_case(word)})" for word in phrase.split())
        for phrase in longest_first
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _phrase(match: re.Match[str]) -> str:
    return _phrase_forms()[lower(match.group())]


_ENGLISH_WORD = re.compile(r"[^\s\-–—/]+")


def english_headline_case(text: str) -> str:
    """An English heading in title case: "Minister of state resigns" becomes "Minister of State Resigns".

    As in the style of the AP, articles, conjunctions and prepositions of up to three letters stay small but at the
    start, at the end, and behind a colon, a dash, an end mark or an opening quotation mark. Acronyms, words with a
    capital inside, with digits or with stops (U.S., x.com) stay as they are; the parts of a hyphenated word count as
    words.
    """
    words = list(_ENGLISH_WORD.finditer(text))
    parts: list[str] = []
    position = 0
    for index, match in enumerate(words):
        edge = index in (0, len(words) - 1) or _opens(text, match.start())
        parts += [text[position : match.start()], _headline_word(match.group(), edge=edge)]
        position = match.end()
    return "".join([*parts, text[position:]])


def _opens(text: str, start: int) -> bool:
    """Whether the word at ``start`` opens a part of the heading."""
    before = text[max(0, start - 4) : start].rstrip()[-1:] if text[start - 1].isspace() else ""
    if before == "." and _ENGLISH_ABBREVIATION.search(text, max(0, start - 12), start):
        return False
    return before in tuple(":–—.!?-") or text[start] in '"“‘«(['


def _headline_word(word: str, *, edge: bool) -> str:
    letters = word.strip(_AROUND_WORD).removesuffix(".").rstrip(_AROUND_WORD)
    if not letters or letters[1:] != letters[1:].lower() or not letters.replace("'", "").replace("’", "").isalpha():
        return word
    styled = (
        letters.lower()
        if letters.lower() in words("english_small_words") and not edge
        else letters[0].upper() + letters[1:]
    )
    return word.replace(letters, styled, 1)
