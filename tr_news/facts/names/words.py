"""What is known of single words: which are names, which everyday words, which titles, and how English writes them."""

import re
from functools import cache, lru_cache

from tr_news.text.fold import fold
from tr_news.text.lexicon import packed, table, words
from tr_news.text.turkish.letters import lower

CAPITAL = "A-ZÇĞİÖŞÜÂÎÛ"
# Institutions and titles of works end in a possessive (Sağlık Bakanlığı) or in a case (Büyük Buhrandan).
_POSSESSIVE = re.compile(r"(?:\w{3}[ıiuü]|[ıiuü]n[ıiuü]n|[dt][ae]n?|[ıiuü]nd[ae]n?|nc[ae])$")
_COMMON_ENDING = re.compile(rf"{_POSSESSIVE.pattern}|(?:l[ae]r|n[ıiuü]n)$")
# Endings of nouns, for forms that no list has: çanaklarından is çanak and endings.
_INFLECTION = re.compile(
    r"(?:l[ıiuü]k|c[ıiuü]|l[ıiuü]|s[ıiuü]z)?(?:l[ae]r)?(?:[ıiuü]?m[ıiuü]z|[ıiuü]?n[ıiuü]z|[ıiuü]m|s?[ıiuü])?"
    r"(?:[cç][ae]|n?[ıiuü]n|n?d[ae]n?|n?t[ae]n?|y?l[ae]|n?[ae]|y[ae]|[yn]?[ıiuü]|nc[ae])?(?:ki)?(?:[dt][ıiuü]r|y[ıiuü]m|[dt][ıiuü])?$"
)
_OFFICE_OF = re.compile("l[ıiuü]ğ[ıiuü](?:n|$)")  # Başsavcılığı, Kaymakamlığının
_PLURAL = re.compile("l[ae]r(?:[ıiuü]|$)")
_INNER_CAPITAL = re.compile(rf"[a-zçğıöşü]{{2}}[{CAPITAL}][a-zçğıöşü]{{2}}")
_INHABITANT = re.compile("l[ıiuü]$")
_OF_SURNAMES = re.compile("[lcç][ıiuü]$")
_ENGLISH_WORD = re.compile(r"[^\W_][\w.&']*")
_LONGEST = 40  # letters of a word that is looked at closely
_LONGEST_BRAND = 20  # letters
_SHORTEST_STEM = 3
_REMEMBERED = 10_000  # words: the same few are asked about again and again
_SHORT_STEMS = frozenset(
    ("alan", "kara", "kent", "emir", "han", "kont", "orta", "üye", "papa")
)  # more is a name: Karabağ


def english_words(text: str) -> list[str]:
    """The words of an English text, folded, without the possessive."""
    found: list[str] = _ENGLISH_WORD.findall(fold(text))
    return [word if word.isalnum() else word.removesuffix("'s").strip(".'") for word in found]


@cache
def exonyms() -> dict[str, tuple[str, ...]]:
    """English forms of Turkish names (in lower case), the usual one first: Rus is Russian, Russia."""
    return {lower(row[0]): tuple(row[1].split("|")) for row in table("exonyms")}


@cache
def foreign_names() -> dict[str, tuple[str, ...]]:
    """English forms of foreign names in Turkish spelling (in lower case): Zelenskiy is Zelensky."""
    return {lower(row[0]): tuple(row[1].split("|")) for row in table("foreign_names")}


def english_forms(name: str) -> tuple[str, ...]:
    """The folded English forms of a name of one or more words, none where English has no name of its own for it."""
    return _folded_forms().get(lower(name), ())


def _institutions() -> dict[str, tuple[str, ...]]:
    """What the starter glossary says for abbreviations and institutions, without article."""
    return {lower(row[0]): (row[1].removeprefix("the "),) for row in table("glossary")}


@cache
def _folded_forms() -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for source in (exonyms(), foreign_names(), _institutions()):
        for name, english in source.items():
            folded = (" ".join(english_words(form)) for form in english)
            forms[name] = tuple(dict.fromkeys((*forms.get(name, ()), *folded)))
    return forms


@lru_cache(_REMEMBERED)
def is_exonym(name: str) -> bool:
    """Whether English has a name of its own for it that a table lists: countries, peoples, cities."""
    return lower(name) in exonyms()


def begins_exonym(word: str) -> bool:
    """Whether such a name of two or more words begins with it."""
    return lower(word) in _first_of_exonyms()


@cache
def _first_of_exonyms() -> frozenset[str]:
    return frozenset(name.split()[0] for name in exonyms() if " " in name)


@lru_cache(_REMEMBERED)
def is_generic(word: str) -> bool:
    """Whether a Turkish word stands in titles and institutions, and is translated, as it is or with a case ending."""
    small, generic = lower(word), _generic()
    if small in generic or len(word) > _LONGEST:
        return small in generic
    for end in range(_SHORTEST_STEM + 1, len(small)):
        if small[:end] in generic and small[:end] not in _SHORT_STEMS and _INFLECTION.fullmatch(small, end):
            return True
    return False


def is_inflected_generic(word: str) -> bool:
    """Whether a word is generic by its stem alone, with an ending of surnames: "Ormanlı" may be "with a forest"."""
    return _OF_SURNAMES.search(word) is not None and lower(word) not in _generic() and is_generic(word)


@cache
def _generic() -> frozenset[str]:
    return frozenset(row[0] for row in table("titles"))


def may_be_common(word: str) -> bool:
    """Whether a capitalised Turkish word may be translated: a generic one, possessive, in a case, or a plural."""
    return is_generic(word) or _COMMON_ENDING.search(lower(word)) is not None


@lru_cache(_REMEMBERED)
def is_word(word: str) -> bool:
    """Whether it is an everyday Turkish word, or a form of one."""
    if len(word) > _LONGEST:
        return False
    small = lower(word)
    if small in packed("turkish_words") or _OFFICE_OF.search(small) or is_people(word):
        return True
    if is_listed(word):
        return False
    for end in range(len(small) - 1, _SHORTEST_STEM - 1, -1):
        if _INFLECTION.fullmatch(small, end) and small[:end] in packed("turkish_words"):
            return True
    return is_generic(word)


def is_form_of(form: str, word: str) -> bool:
    """Whether a word in small letters is another one with endings: kartallar, kartal."""
    return form.startswith(word) and len(form) <= _LONGEST and _INFLECTION.fullmatch(form, len(word)) is not None


def is_hardly_word(word: str) -> bool:
    """Whether an everyday word would be three letters with endings, so that behind a name it is one: Federico Fanti."""
    small = lower(word)
    if len(word) > _LONGEST or small in packed("turkish_words") or is_generic(word) or is_people(word):
        return False
    if is_plural(word) or _OFFICE_OF.search(small):
        return False
    return not any(
        _INFLECTION.fullmatch(small, end) and small[:end] in packed("turkish_words")
        for end in range(len(small) - 1, _SHORTEST_STEM, -1)
    )


def has_inner_capital(word: str) -> bool:
    """Whether it is written as only brands are: WhatsApp, YouTube."""
    return len(word) <= _LONGEST_BRAND and _INNER_CAPITAL.search(word) is not None


@lru_cache(_REMEMBERED)
def is_people(word: str) -> bool:
    """Whether it is made of a name that English has another form of: Rusların, Fransızca, Asyalı."""
    if len(word) > _LONGEST:
        return False
    small, known = lower(word), exonyms()
    return any(
        small[:end] in known and _INFLECTION.fullmatch(small, end)
        for end in range(len(small) - 1, _SHORTEST_STEM - 1, -1)
    )


def is_office(word: str) -> bool:
    """Whether a person's name follows behind it: Başkanı, Müdürü, Prof."""
    return word in words("person_titles", "offices") or is_abbreviated_title(word)


def is_abbreviated_title(word: str) -> bool:
    """Whether it is a title with a full stop behind it, which ends no sentence: Prof, Dr."""
    return word in words("person_titles", "abbreviations")


def is_first_name(word: str) -> bool:
    """Whether it is a Turkish first name."""
    return word in _first_names()


def is_date(word: str) -> bool:
    """Whether it is a month or a day of the week."""
    return word in words("names", "months") or word in words("names", "days")


def is_sure_first_name(word: str) -> bool:
    """Whether it is a Turkish first name and no everyday word."""
    return _first_names().get(word, False)


def is_surname(word: str) -> bool:
    """Whether it is one of the surnames that are everyday words as well: Demir, Kaya, Yıldız."""
    return word in words("surnames")


@cache
def _first_names() -> dict[str, bool]:
    return {row[0]: len(row) == 1 for row in table("first_names")}


def is_place(word: str) -> bool:
    """Whether it is a place of Turkey, or one abroad that Turkish and English write alike."""
    return word in _places()


@cache
def _places() -> frozenset[str]:
    sections = ("provinces", "districts", "quarters", "abroad")
    return frozenset(entry.replace("_", " ") for section in sections for entry in words("places", section))


@lru_cache(_REMEMBERED)
def is_listed(word: str) -> bool:
    """Whether news writes it as a name, and never else."""
    if word in words("names", "names"):
        return True
    return (word in packed("turkish_names") or word in packed("english_names")) and not is_generic(word)


def is_english_name(word: str) -> bool:
    """Whether English news writes it as a name: Butler, which is no Turkish plural."""
    return word in packed("english_names")


def is_english_word(word: str) -> bool:
    """Whether it is an English word of four letters or more, as in brands: Galaxy Note, Commerzbank Arena."""
    return len(word) > _SHORTEST_STEM and word.isascii() and word.lower() in packed("english_words")


def is_inhabitant(word: str) -> bool:
    """Whether it is made of a place: Glasgowlu, Barbadoslu, which English says in other words."""
    base = _INHABITANT.sub("", word)
    return base != word and (is_place(base) or is_listed(base) or is_exonym(base))


def is_plural(word: str) -> bool:
    """Whether it has the ending of a plural, which a name has where it is a people or a family."""
    return _PLURAL.search(lower(word)) is not None
