"""Turkish words that English spells its own way: a translation that does so has not lost them."""

import re

from tr_news.facts.names.alike import EnglishText, is_transliteration
from tr_news.facts.names.words import is_english_name, is_english_word, is_first_name, is_place
from tr_news.text.fold import fold

_LANGUAGE = re.compile(r"[çc][ae](?:d[ae]n?|y[ıiuü]|n[ıiuü]n)?$")  # Latince, İngilizceyi, Almancadan
_SHORTEST = 5  # letters


def is_respelt(word: str, english: EnglishText, *, person: bool) -> bool:
    """Whether a word of a name stands in the text in English.

    A language (Sanskritçe, Sanskrit), or a foreign word that the text has as English knows it: Polinezya, Polynesia;
    Trambolin, trampoline. Of people only what spells the same sounds and English news writes as a name: Hameney,
    Khamenei. What Turkey or English itself writes so has no other spelling.
    """
    language = _LANGUAGE.search(word)
    if language is not None and english.shows((word[: language.start()],)):
        return True
    if is_first_name(word) or is_place(word) or is_english_name(word) or is_english_word(word):
        return False
    return len(word) >= _SHORTEST and any(
        is_english_name(other) and is_transliteration(fold(other), fold(word))
        if person
        else is_english_name(other) or is_english_word(other)
        for other in english.alike(word)
    )
