"""Headlines in which every word is capitalised, as running text would write them.

Capitals make models take words for names and spell them: newstest's sentences of four to twelve words lose 14 points of
chrF in such capitals, and get 12 of them back here (``python -m benchmarks.around headlines``).
"""

import re
from collections.abc import Collection

from tr_news.facts.names.find import is_headline
from tr_news.facts.names.runs import tokens_of
from tr_news.facts.names.words import (
    is_exonym,
    is_first_name,
    is_listed,
    is_people,
    is_place,
    is_sure_first_name,
    is_surname,
    is_word,
)
from tr_news.text.lexicon import words
from tr_news.text.normalize import normalize_source
from tr_news.text.turkish.casing import decase
from tr_news.text.turkish.letters import capitalize, lower

_WORD = re.compile(r"[^\W\d_]+(?P<suffix>['’]\w+)?")
_OPENS = re.compile(r"(?:^|[:.!?]|(?:^|[\s(])[\"'“‘(\[]|(?:^|\s)[-–—•]|\w-)\s*$")
_SUFFIX = re.compile(r"['’]\w+$")
# One to three words in capitals in front of one that has small letters.
_OPENING = re.compile(
    r"[\W_]*(?P<words>[A-ZÇĞİÖŞÜÂÎÛ]{2,}(?:['’][^\W\d_]+)?(?: [A-ZÇĞİÖŞÜÂÎÛ]{2,}(?:['’][^\W\d_]+)?){0,2})"
    r"(?=,? [\"'“‘(]?(?:\d\S* )?[^\W\d_]?[a-zçğıöşüâîû])"
)
_CAPITAL_ENDING = re.compile(r"['’][A-ZÇĞİÖŞÜ]+$")
_SPELLED_OUT = 5  # letters; of fewer many words are abbreviations as well: TEMA, MİT, DİSK
# Forms of verbs, for words that no list has: Boşaltıldıktan, Atıyorduk, Hemşireydi.
_VERB = re.compile(
    r"\w{2}(?:[ıiuü]yor|[ae]c[ae][kğ]|m[ıiuü]ş|m[ae]l[ıi]|[dt][ıiuü][kğ]|y?[ae]r[ae]k|y[ae]n|m[ae]k|m[ae]s[ıi]|y?d[ıiuü]|[ıiuü]p)"
    r"(?:l[ae]r)?(?:[ıiuü]?[nm]?[ıiuü]?[nzk]?)?(?:[dt][ıiuü]|[dt][ae]n?)?$"
)


def is_title_case(text: str) -> bool:
    """Whether every word is capitalised, everyday ones too."""
    return is_headline(tokens_of(normalize_source(text)))


def running_case(headline: str, known: Collection[str] = ()) -> str:
    """A headline in title case with small letters where running text has them.

    ``known`` are names that the article shows (:func:`tr_news.text.turkish.casing.proper_names`).
    """
    found = list(_WORD.finditer(headline))
    parts: list[str] = []
    position = 0
    for index, match in enumerate(found):
        word = match.group()
        before = found[index - 1].group() if index and headline[match.start() - 1] == " " else ""
        after = found[index + 1].group() if index + 1 < len(found) else ""
        if not _OPENS.search(headline, max(0, match.start() - 4), match.start()) and not _is_kept(
            match, before, after, known
        ):
            word = lower(word)
        parts += [headline[position : match.start()], word]
        position = match.end()
    return "".join([*parts, headline[position:]])


def _is_kept(match: re.Match[str], before: str, after: str, known: Collection[str]) -> bool:
    """Whether a word of a headline has its capital in running text as well."""
    base = match.group()
    if match["suffix"] or base in known or (base.isupper() and len(base) > 1) or not base[0].isupper():
        return True
    if is_exonym(base) or is_people(base) or is_sure_first_name(base):
        return True
    if is_surname(base) and is_first_name(before):
        return True
    if is_first_name(base) and (is_surname(_SUFFIX.sub("", after)) or (after and not _is_common(after))):
        return True
    return not _is_common(base)


def _is_common(base: str) -> bool:
    if is_word(base):
        return True
    return not (is_listed(base) or is_place(base)) and _VERB.search(lower(base)) is not None


def opening_case(sentence: str) -> str:
    """A sentence of which the first one to three words alone stand in capitals, as running text has them: "ANCAK vali".

    Abbreviations keep theirs: a word loses them that has five letters at least and is an everyday word or a known name.
    Endings behind an apostrophe are small.
    """
    found = _OPENING.match(sentence)
    if found is None:
        return sentence
    bases = [_SUFFIX.sub("", word) for word in found["words"].split()]
    opening, rest = sentence[: found.end("words")], sentence[found.end("words") :]
    if all(map(_is_spelled_out, bases)):
        return decase(opening, {name for base in bases if _is_name(name := capitalize(lower(base)))}) + rest
    return _CAPITAL_ENDING.sub(lambda ending: lower(ending.group()), opening) + rest


def _is_spelled_out(base: str) -> bool:
    """Whether a word in capitals is no abbreviation."""
    small = capitalize(lower(base))
    return len(base) >= _SPELLED_OUT and base not in words("names", "acronyms") and (_is_name(small) or is_word(small))


def _is_name(word: str) -> bool:
    return is_place(word) or is_first_name(word) or is_exonym(word) or is_listed(word)
