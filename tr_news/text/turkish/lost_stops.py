"""Where a stop is lost: titles and captions that run into the text behind them.

Feeds and flattened pages drop the newline after a title ("Altın rekor tazeledi Altın, haftaya yükselişle başladı.") and
between the ingredients of a recipe.
"""

import re

from tr_news.text.lexicon import word_sections, words
from tr_news.text.turkish.letters import capitalize, lower
from tr_news.text.turkish.stops import is_finite, is_listed

_LONGEST_TITLE = 110  # characters
_MOST_WORDS = 10
_FLATTENED = 1000  # characters of a line that is a whole article
_LAST_WORD = re.compile(r"[^\W\d_]*\Z")
_NEXT = re.compile(r" +([^\W\d_]+)[^\s,]*,? +(\w?)")
_QUANTITY = re.compile(r"(?:\d+(?:[-/,.]\d+)?|[Yy]arım) ([^\W\d_]+) ([^\W\d_]+)(?=.)")
_END_OF_CLAUSE = re.compile(r"[.!?…,;:]")
_END_OF_SENTENCE = re.compile(r"[.!?…]")
_INNER_MARK = re.compile(r"[.!?…“\"‘;]")


def lost_stop(text: str, start: int, space: int, end: int, *, first: bool) -> bool:
    """Whether the sentence that begins at ``start`` is over at ``text[space]``, in front of a capital letter or digit.

    Two signs are trusted: a word that is capitalised at the start of a sentence only, with lower-case words on both
    sides, and a finished predicate in front of a long clause. ``first`` says that the sentence heads the text, where a
    title is likely and less is asked for. The line ends at ``end``.
    """
    if _is_ingredient(text, start, space) and (text[space + 1].isalpha() or _is_ingredient(text, space + 1, end)):
        return True
    word = _LAST_WORD.search(text[max(start, space - 32) : space])
    if word is None or not word.group()[1:].islower():
        return False
    lists = word_sections("sentence_words")
    following = _NEXT.match(text, space, min(end, space + 80))
    starter = following.group(1) if following and following.end(1) < end else ""
    before_lower = following is not None and following.group(2).islower()
    alone = following is not None and text[following.end(1)] in " ,"
    if before_lower and alone and lower(starter) in lists["lost stop"] and not starter[1:].isupper():
        return True
    if not word.group().islower():
        return False
    finite = is_finite(word.group()) and not is_listed(word.group(), lists["reporting"])
    before = text[max(start, space - _LONGEST_TITLE) : space]
    clause = text[space : min(end, space + 200)]
    if finite and len(before.split()) > 2 and len(_END_OF_CLAUSE.split(clause, 1)[0].split()) > 5:
        return True
    if not first or space - start > _LONGEST_TITLE:
        return False
    if len(before.split()) > _MOST_WORDS or _INNER_MARK.search(before):
        return False
    if len(_END_OF_SENTENCE.split(clause, 1)[0].split()) < 5:
        return False
    if finite or (before_lower and alone and lower(starter) in lists["starters"]):
        return True
    return end - start > _FLATTENED and _is_no_name(text, starter, end, before_lower=before_lower)


def _is_ingredient(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is an ingredient: "2-3 yemek kaşığı zeytinyağı", "yarım demet maydanoz"."""
    found = _QUANTITY.match(text, start, min(end, start + 60))
    return found is not None and not words("sentence_words", "measures").isdisjoint(found.group(1, 2))


def _is_no_name(text: str, word: str, end: int, *, before_lower: bool) -> bool:
    """Whether the capitals of a word are due to its place, as the rest of the article writes it in another case."""
    if len(word) > 3 and word.isupper():  # the first word of the text in capitals, as newspapers print it
        other = rf"\b(?:{capitalize(lower(word))}|{lower(word)})\b"
    elif before_lower:
        other = rf"\b{lower(word)}\b"
    else:
        return False
    return re.compile(other).search(text, 0, end) is not None
