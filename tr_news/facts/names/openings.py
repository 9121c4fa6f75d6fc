"""Sentences that open in capitals, as the leads of agencies and old newspapers do, as running text would write them.

Models copy such words: of 220 sentences of newstest whose first word stood so chrF fell from 59.1 to 53.8, and is 58.1
here (``python -m benchmarks.around openings``).
"""

import re

from tr_news.facts.names.words import is_exonym, is_first_name, is_listed, is_place, is_word
from tr_news.text.lexicon import words
from tr_news.text.turkish.casing import decase
from tr_news.text.turkish.letters import capitalize, lower

_SUFFIX = re.compile(r"['’]\w+$")
# One to three words in capitals in front of one that has small letters.
_OPENING = re.compile(
    r"[\W_]*(?P<words>[A-ZÇĞİÖŞÜÂÎÛ]{2,}(?:['’][^\W\d_]+)?(?: [A-ZÇĞİÖŞÜÂÎÛ]{2,}(?:['’][^\W\d_]+)?){0,2})"
    r"(?=,? [\"'“‘(]?(?:\d\S* )?[^\W\d_]?[a-zçğıöşüâîû])"
)
_CAPITAL_ENDING = re.compile(r"['’][A-ZÇĞİÖŞÜ]+$")
_SPELLED_OUT = 5  # letters; of fewer many words are abbreviations as well: TEMA, MİT, DİSK


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
