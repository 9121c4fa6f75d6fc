"""Whether a word of an English text is a Turkish sentence's name: written alike, transliterated, or translated."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from tr_news.facts.names.words import english_forms, english_words, is_surname
from tr_news.text.fold import fold

_SIMILAR = 0.75  # SequenceMatcher's ratio: Sergey/Sergei 0.83, Dmitri/Dmitry 0.83, Maşruk/Mashrouq 0.77
_SPELT = 0.54  # the same where one spelling explains the other: Nevvaf/Nawaf 0.55, Sakarya/Şükür 0.5
_SHORTEST = 4  # letters from which two names may differ by one
_LONGEST = 40  # letters of a word that is compared letter by letter
_DERIVED = 4  # letters that English adds to a name: Pakistani, Londoner
# Turkish and English spellings of one sound fall together (Turkish letters are folded before): ş sh, ç ch ts, j zh,
# c j dj, k kh q c, v w, ks x, z s dh.
_SOUNDS = (
    ("tsch", "k"), ("tch", "k"), ("sch", "s"), ("dzh", "k"), ("zh", "k"), ("dj", "k"), ("sh", "s"), ("ch", "k"),
    ("ts", "k"), ("tz", "k"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "s"), ("x", "ks"),
    ("ck", "k"), ("qu", "k"), ("q", "k"), ("j", "k"), ("c", "k"), ("w", "v"), ("z", "s"),
)  # fmt: skip
_VOWELS = re.compile("[aeiouy]+")
_SILENT = re.compile("(?<=.)h")
_UKRAINIAN = re.compile("(?<=[^ckgpstdz])h(?=[^ckgpstdz])")  # an h that Russian, and Turkish after it, has as g
_DOUBLED = re.compile(r"(.)\1+")
_LAST = str.maketrans("dbg", "tpk")  # Ahmet, Ahmed; Recep, Rajab
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED = re.compile(r"[^\W\d_][\w.&'-]*")


def sound(name: str) -> str:
    """A key that spellings of one name share: its consonants by sound, with a mark for vowels between them.

    Mitsotakis and Miçotakis, Shehbaz and Şahbaz, Lahoud and Lahud have the same; Chupkov and Chkupov don't.
    """
    key = fold(name)
    for english, one in _SOUNDS:
        key = key.replace(english, one)
    key = _DOUBLED.sub(r"\1", _VOWELS.sub("a", _SILENT.sub("", key)))
    return key[:-1] + key[-1:].translate(_LAST)


def is_transliteration(word: str, name: str) -> bool:
    """Whether the two differ only in how two languages spell sounds: Zelenskiy, Zelensky; Pavlograd, Pavlohrad."""
    wanted = sound(name).rstrip("a")
    return sound(word).rstrip("a") == wanted or sound(_UKRAINIAN.sub("g", fold(word))).rstrip("a") == wanted


class EnglishText:
    """The words of a translation that may be names, looked up several times.

    Args:
        text: normalised English.
    """

    def __init__(self, text: str) -> None:
        words = english_words(text)
        self.whole = f" {' '.join(words)} "
        self._words = frozenset(words)
        self._text = text

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """Words that may be names, folded, and each two of them in one."""
        found = _CAPITALISED.findall(self._text)
        capitalised = [word for word in found if not word[0].islower()]
        parts = [part for word in found for part in (word, *word.split("-")) if not part[:1].islower()]  # al-Sharaa
        pairs = [f"{first}{second}" for first, second in pairwise(capitalised)]  # Bin Laden, Binladin
        folded = (fold(word).removesuffix("'s").strip(".'-") for word in (*parts, *pairs))
        return tuple(dict.fromkeys(word for word in folded if word))

    def shows(self, words: Sequence[str]) -> bool:
        """Whether each word of a name is there, or the whole in its English form."""
        return self.has_form(" ".join(words)) or self._shows_each(words)

    def has_form(self, name: str) -> bool:
        """Whether a name is there in its English form: El Halil, Hebron."""
        return any(f" {form}" in self.whole for form in english_forms(name))

    def _shows_each(self, words: Sequence[str]) -> bool:
        return all(map(self._shows_word, words)) or (len(words) > 1 and self._shows_joined("".join(words)))

    def spells(self, word: str) -> bool:
        """Whether a word is there to the letter, case and accents apart."""
        return fold(word) in self._words

    def sounds(self, word: str) -> bool:
        """Whether a word is there in another spelling of its sounds: Naim Kasım, Naim Qassem; no Uzbek for Özbek."""
        name, forms = fold(word), english_forms(word) if is_surname(word) else ()
        return len(name) > _SHORTEST and any(
            not other.startswith(forms) and is_transliteration(other, name) and _is_alike(name, other)
            for other in self._names
        )

    def holds(self, word: str) -> bool:
        """Whether a word of a name is there to the letter, case and accents apart, or in its English form."""
        return self.spells(word) or self.has_form(word)

    def alike(self, word: str) -> Iterator[str]:
        """The words, as they are written, that are alike to a name."""
        name = fold(word)
        return (other for other in _WORD.findall(self._text) if _is_alike(name, fold(other)))

    def _shows_joined(self, whole: str) -> bool:
        """Whether a name of several words is written in one: "Huffington" is no HuffingtonPost."""
        folded = fold(whole)
        near = [other for other in self._names if abs(len(other) - len(folded)) < len(folded) // 4]
        return folded in self._words or any(is_transliteration(other, folded) for other in near)

    def _shows_word(self, word: str) -> bool:
        return self.holds(word) or any(_is_alike(fold(word), other) for other in self._names)


def _is_alike(name: str, other: str) -> bool:
    if name == other:
        return True
    if min(len(name), len(other)) < _SHORTEST:
        return len(name) > 1 and other.startswith(name) and len(other) - len(name) <= _DERIVED
    if abs(len(name) - len(other)) <= _DERIVED and (other.startswith(name) or name.startswith(other)):
        return True
    if max(len(name), len(other)) > _LONGEST or sound(other)[:1] != sound(name)[:1]:
        return False
    least = _SPELT if is_transliteration(other, name) else _SIMILAR
    matcher = SequenceMatcher(None, name, other, autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.ratio() >= least
