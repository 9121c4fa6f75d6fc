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
from tr_news.text.normalize import normalize_source
from tr_news.text.turkish.letters import lower

_WORD = re.compile(r"[^\W\d_]+(?P<suffix>['’]\w+)?")
_OPENS = re.compile(r"(?:^|[:.!?]|(?:^|[\s(])[\"'“‘(\[]|(?:^|\s)[-–—•]|\w-)\s*$")
_SUFFIX = re.compile(r"['’]\w+$")
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
    words = list(_WORD.finditer(headline))
    parts: list[str] = []
    position = 0
    for index, match in enumerate(words):
        word = match.group()
        before = words[index - 1].group() if index and headline[match.start() - 1] == " " else ""
        after = words[index + 1].group() if index + 1 < len(words) else ""
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
