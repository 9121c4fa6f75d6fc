"""What real text does to a sentence: noise for training, drawn anew each time that a pair is seen.

The shares follow what Firefox's translation models are trained with, changed where this product differs: capitals go
through :func:`tr_news.text.turkish.casing.decase` first, and an English sentence keeps its own case, because a
headline that comes out as a sentence is what a brief wants.
"""

import random
from dataclasses import dataclass

from tr_news.text.turkish.casing import decase, upper

# What a Turkish keyboard, or one without Turkish letters, makes of a letter.
_WITHOUT_MARKS = str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosuCGIOSU")
_LONG_ENOUGH = 4  # letters of a word that gets a typing mistake


@dataclass(frozen=True, slots=True)
class Noise:
    """Of all sentences, the share that each kind of noise befalls."""

    capitals: float = 0.05
    title: float = 0.05
    stop: float = 0.15
    typo: float = 0.03

    def scaled(self, factor: float) -> "Noise":
        """The same kinds, ``factor`` times as often."""
        return Noise(*(factor * share for share in (self.capitals, self.title, self.stop, self.typo)))

    def applied(self, turkish: str, english: str, chance: random.Random) -> tuple[str, str]:
        """The pair as it may stand in an article.

        ``capitals``: the Turkish as the product reads a line in capitals; ``title``: each word of it capitalised;
        ``stop``: both without their final stop; ``typo``: a word of the Turkish mistyped.
        """
        # Always the same draws: what one share is doesn't change what the others pick.
        case, stop, typo = chance.random(), chance.random(), chance.random()
        if stop < self.stop and turkish[-1:] == english[-1:] == "." and turkish[-3:] != "...":
            turkish, english = turkish[:-1], english[:-1]
        if typo < self.typo:
            turkish = mistyped(turkish, chance)
        if case < self.capitals:
            turkish = decase(upper(turkish))
        elif case < self.capitals + self.title:
            turkish = titled(turkish)
        return turkish, english


def titled(text: str) -> str:
    """Each word with a capital first, as Turkish headlines stand: "İstanbul'da Yağmur Bekleniyor"."""
    return " ".join(upper(word[:1]) + word[1:] for word in text.split(" "))


def mistyped(text: str, chance: random.Random) -> str:
    """One word with two letters swapped, one lost, one doubled, or its Turkish letters without their marks."""
    words = text.split(" ")
    candidates = [i for i, word in enumerate(words) if len(word) >= _LONG_ENOUGH and word.isalpha()]
    if not candidates:
        return text
    chosen = chance.choice(candidates)
    word, kind = words[chosen], chance.randrange(4)
    place = chance.randrange(1, len(word) - 1)  # the first letter stays: it says whether the word is a name
    if kind == 0:
        word = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    elif kind == 1:
        word = word[:place] + word[place + 1 :]
    elif kind == 2:
        word = word[:place] + word[place] + word[place:]
    else:
        word = word.translate(_WITHOUT_MARKS)
    words[chosen] = word
    return " ".join(words)
