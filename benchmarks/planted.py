"""Errors planted in sentences, to see which of them the checks find.

Written without the code that finds them: this module imports nothing of ``tr_news`` and knows digits, capitals and a
few English words only.
"""

import itertools
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_FIGURE = re.compile(r"(?<![\w.,])\d[\d.,]*\d|(?<![\w.,])\d(?![\w.,])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*(?=[ ,.])")
_AUXILIARY = re.compile(r"\b(is|was|are|were|has|have|had|will|would|can|could|should)\b(?! (?:not|never|no)\b)")
_NOT = re.compile(r"(?<=[a-z]) not\b|n't\b| never\b")
_SAID_BEHIND = re.compile(
    r"^[“\"]?(?P<said>[A-Z][^“”\"]{30,}?),[”\"]? (?:[^,“”\"]{3,60} )?(?:said|says|told|according to)\b[^“”\"]*\.$"
)
_SAID_BEFORE = re.compile(
    r"^[A-Z][^,.“”\"]{2,60} (?:said|says|claimed|announced|alleged|believes|argued) (?:that )?"
    r"(?P<said>[a-z][^“”\"]{30,}\.)$"
)
_ACCORDING = re.compile(r"^According to [^,]{3,60}, (?P<said>[^“”\"]{30,}\.)$")
_NO_STATEMENT = re.compile(r"(?:But )?(?:While|Although|Though|As|If|When|Regardless|Despite)\b", re.IGNORECASE)
_NOT_NAMES = re.compile(
    r"\b(?:\w+day|January|February|March|April|May|June|July|August|September|October|November|December|Mr|Mrs|Ms|Dr|The"
    r"|And|But)\b"
)


@dataclass(frozen=True)
class Story:
    """A text cut in sentences."""

    sentences: Sequence[str]

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(self.sentences)


Planter = Callable[[str, Story, Story, random.Random], "str | None"]


def digit(sentence: str, story: Story, _other: Story, rng: random.Random) -> str | None:
    """One digit of a figure is another one, and the new figure stands nowhere in the story."""
    found = list(_FIGURE.finditer(sentence))
    rng.shuffle(found)
    for match in found:
        at = rng.choice([i for i in range(match.start(), match.end()) if sentence[i].isdigit()])
        for new in rng.sample("123456789", 9):
            changed = sentence[:at] + new + sentence[at + 1 :]
            figure = changed[match.start() : match.end()]
            if new != sentence[at] and not re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d])", story.text):
                return changed
    return None


def names_of(text: str) -> list[str]:
    """Capitalised words behind a small letter."""
    return [m.group() for m in _NAME.finditer(text) if not _NOT_NAMES.search(m.group())]


def name(sentence: str, story: Story, other: Story, rng: random.Random) -> str | None:
    """A name is one of another story."""
    mine = names_of(sentence)
    theirs = [n for n in names_of(other.text) if not any(word in story.text for word in n.split())]
    if not mine or not theirs:
        return None
    return sentence.replace(rng.choice(mine), rng.choice(theirs), 1)


def name_of_the_story(sentence: str, story: Story, _other: Story, rng: random.Random) -> str | None:
    """A name is another one of the same story."""
    mine = names_of(sentence)
    theirs = [n for n in names_of(story.text) if not any(word in sentence for word in n.split())]
    if not mine or not theirs:
        return None
    return sentence.replace(rng.choice(mine), rng.choice(theirs), 1)


def negation(sentence: str, _story: Story, _other: Story, rng: random.Random) -> str | None:
    """A "not" is taken out, or put in."""
    if found := _NOT.search(sentence):
        return sentence[: found.start()].removesuffix("ca" if found.group() == "n't" else "") + sentence[found.end() :]
    auxiliaries = list(_AUXILIARY.finditer(sentence))
    if not auxiliaries:
        return None
    at = rng.choice(auxiliaries).end()
    return f"{sentence[:at]} not{sentence[at:]}"


def attribution(sentence: str, _story: Story, _other: Story, _rng: random.Random) -> str | None:
    """What somebody said is told as a fact."""
    for pattern in (_SAID_BEHIND, _SAID_BEFORE, _ACCORDING):
        if match := pattern.match(sentence):
            said = match["said"]
            return said[0].upper() + said[1:].rstrip(".,") + "."
    return None


def roles(sentence: str, _story: Story, _other: Story, _rng: random.Random) -> str | None:
    """Two names with a verb between them change places."""
    start = re.match(
        r"[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})+(?= [a-z])|[A-Z][a-z]{3,}(?= (?:has|had|was|is|will|beat|told|met)\b)",
        sentence,
    )
    found = [*([start] if start else []), *_NAME.finditer(sentence)]
    found = [m for m in found if not _NOT_NAMES.search(m.group())]
    for one, two in itertools.pairwise(found):
        between = sentence[one.end() : two.start()]
        verb = re.search(r"\b(?:\w{3,}ed|beat|told|met|has|was|won|will|said|says|is)\b", between)
        if verb and one.group() != two.group() and not set(one.group().split()) & set(two.group().split()):
            return sentence[: one.start()] + two.group() + between + one.group() + sentence[two.end() :]
    return None


def other_story(_sentence: str, _story: Story, other: Story, rng: random.Random) -> str | None:
    """A sentence of another story."""
    long = [s for s in other.sentences if len(s.split()) >= 8]
    return rng.choice(long) if long else None


KINDS: Mapping[str, Planter] = {
    "digit": digit,
    "name": name,
    "name of the story": name_of_the_story,
    "negation": negation,
    "attribution": attribution,
    "roles": roles,
    "other story": other_story,
}


def planted(stories: Sequence[Story], kind: str, count: int, *, seed: int = 0) -> Iterator[tuple[int, str, str]]:
    """(number of the story, sentence, sentence with an error) for up to ``count`` errors of a kind."""
    rng = random.Random(f"{kind} {seed}")
    pool = [(n, s) for n, story in enumerate(stories) for s in story.sentences if 8 <= len(s.split()) <= 40]
    rng.shuffle(pool)
    made = 0
    for n, sentence in pool:
        wrong = KINDS[kind](
            sentence, stories[n], stories[(n + 1 + made % max(1, len(stories) - 1)) % len(stories)], rng
        )
        if wrong is not None and wrong != sentence and wrong not in stories[n].sentences:
            yield n, sentence, wrong
            made += 1
        if made == count:
            return


def shortened(sentence: str) -> str | None:
    """A true compression: the sentence without what follows its last comma, if a statement is left."""
    head, comma, tail = sentence.rpartition(", ")
    if not comma or len(head.split()) < 8 or len(tail.split()) < 3 or re.search(r"[“”\"]", sentence):
        return None
    if re.search(
        r"\b(?:said|says|told|according|reported|announced|tweeted|estimates|if|unless|not|claim|alleg|whether|who|which|where)",
        sentence,
    ):
        return None
    # "Henry Solis, a rookie" and "While some were won over" are no statements.
    if not re.search(r"\b(?:is|are|was|were|has|have|had|will|would|\w{2,}ed)\b", head) or _NO_STATEMENT.match(head):
        return None
    return f"{head}."
