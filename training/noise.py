"""What real text does to a sentence: noise for training, drawn anew each time that a pair is seen.

The shares follow what Firefox's translation models are trained with, changed where this product differs: capitals go
through :func:`tr_news.text.turkish.casing.decase` first, and an English sentence keeps its own case, because a
headline that comes out as a sentence is what a brief wants.
"""

import random
import re
from dataclasses import dataclass

from tr_news.text.turkish.casing import decase, upper

# What a Turkish keyboard, or one without Turkish letters, makes of a letter.
_WITHOUT_MARKS = str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosuCGIOSU")
_DIGITS = re.compile(r"\d{2,}")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b")
_LONG_ENOUGH = 4  # letters of a word that gets a typing mistake


@dataclass(frozen=True, slots=True)
class Noise:
    """Of all sentences, the share that each kind of noise befalls."""

    capitals: float = 0.05
    title: float = 0.05
    stop: float = 0.15
    typo: float = 0.03
    digits: float = 0.3

    def scaled(self, factor: float) -> "Noise":
        """The same kinds, ``factor`` times as often."""
        shares = (self.capitals, self.title, self.stop, self.typo, self.digits)
        return Noise(*(factor * share for share in shares))

    def applied(self, turkish: str, english: str, chance: random.Random) -> tuple[str, str]:
        """The pair as it may stand in an article.

        ``capitals``: the Turkish as the product reads a line in capitals; ``title``: each word of it capitalised;
        ``stop``: both without their final stop; ``typo``: a word of the Turkish mistyped;
        ``digits``: other numbers in the place of those that both sides have.
        """
        # Always the same draws: what one share is doesn't change what the others pick.
        case, stop, typo, digits = chance.random(), chance.random(), chance.random(), chance.random()
        if stop < self.stop and turkish[-1:] == english[-1:] == "." and turkish[-3:] != "...":
            turkish, english = turkish[:-1], english[:-1]
        if digits < self.digits:
            turkish, english = renumbered(turkish, english, chance)
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
    if word == words[chosen]:  # two equal letters swapped, or no marks to lose
        word = word[:place] + word[place + 1 :]
    words[chosen] = word
    return " ".join(words)


def renumbered(turkish: str, english: str, chance: random.Random) -> tuple[str, str]:
    """Other digits for each run of two or more that stands once on either side; a year stays in its century.

    A small model learns numbers by heart like words and gets new ones wrong: of changing digits it can only learn to
    copy. English ordinals keep theirs, for the sake of their ending.
    """
    ordinals = {match[0][:-2] for match in _ORDINAL.finditer(english)}
    sides = [_DIGITS.findall(side) for side in (turkish, english)]
    new: dict[str, str] = {}
    for run in sides[0]:
        if sides[0].count(run) == sides[1].count(run) == 1 and run not in ordinals:
            kept = 2 if len(run) == 4 and run[:2] in ("19", "20") else run[0] == "0"
            first = "" if kept else str(chance.randrange(1, 10))
            rest = len(run) - kept - len(first)
            new[run] = run[:kept] + first + "".join(str(chance.randrange(10)) for _ in range(rest))
    turkish, english = (_DIGITS.sub(lambda match: new.get(match[0], match[0]), side) for side in (turkish, english))
    return turkish, english
