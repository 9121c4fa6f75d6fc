"""A translated article: sentence by sentence, so that whatever follows can point at its evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from tr_news.documents.article import Article, Language, ParagraphKind


class Flag(StrEnum):
    """What may be wrong with a sentence or line; :data:`FLAGS` says what each means."""

    NUMBER = "number"
    NAME = "name"
    SPAN = "span"
    QUOTATION = "quotation"
    NEGATION = "negation"
    HEARSAY = "hearsay"
    SHORT = "short"
    LOOP = "loop"
    EMPTY = "empty"
    UNTRANSLATED = "untranslated"
    FOREIGN = "foreign"
    FALLBACK = "fallback"
    PARAPHRASE = "paraphrase"
    APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class FlagMeaning:
    """A flag for readers: ``doubt`` tells a suspicion ("check: …") from a remark on what stands there; what has a flag
    that ``withholds`` says something else than the original, or nothing, and isn't shown as its English.
    """

    label: str
    meaning: str
    weight: float  # what the flag leaves of a sentence's score when lines are chosen, 0 to 1
    doubt: bool = True
    withholds: bool = False


FLAGS: Mapping[Flag, FlagMeaning] = {
    Flag.NUMBER: FlagMeaning(
        "number", "A number of the original is missing in the English, or another one has appeared.", 0.8
    ),
    Flag.NAME: FlagMeaning("name", "A name of the original is missing in the English.", 0.8),
    Flag.SPAN: FlagMeaning(
        "address or sign", "An address, tag, code, emoji or sign of the original is missing in the English.", 0.8
    ),
    Flag.QUOTATION: FlagMeaning("quotation", "What is quoted in the original is not quoted in the English.", 0.8),
    Flag.NEGATION: FlagMeaning(
        "negation", "What the original denies is not denied in the English, or the reverse.", 0.5, withholds=True
    ),
    Flag.HEARSAY: FlagMeaning("hearsay", "What the original only reports is told as a fact in the English.", 0.8),
    Flag.SHORT: FlagMeaning(
        "text lost",
        "The English is much shorter than the original; part of it may be missing.",
        0.2,
        withholds=True,
    ),
    Flag.LOOP: FlagMeaning(
        "repetition", "The model repeated itself; the English can't be relied on.", 0.8, withholds=True
    ),
    Flag.EMPTY: FlagMeaning("text lost", "The model gave no English for a sentence.", 0.8, withholds=True),
    Flag.UNTRANSLATED: FlagMeaning(
        "not translated", "The model could not translate this; the original is shown.", 0.8, doubt=False, withholds=True
    ),
    Flag.FOREIGN: FlagMeaning("not Turkish", "This was not in Turkish and is left as it was.", 0.2, doubt=False),
    Flag.FALLBACK: FlagMeaning(
        "taken from the article",
        "The model's own wording was not supported by the article; a sentence of the article stands here.",
        0.8,
        doubt=False,
    ),
    Flag.PARAPHRASE: FlagMeaning(
        "in the model's words, unchecked",
        "Some words of this line are the model's own; nothing in it was seen to be wrong, but they can't be checked.",
        0.8,
        doubt=False,
    ),
    Flag.APPROVED: FlagMeaning("approved", "A person gave or approved this translation.", 1.0, doubt=False),
}
UNREADABLE = frozenset({Flag.UNTRANSLATED, Flag.LOOP, Flag.EMPTY})  # of a sentence that has no English

Problem = Literal["missing", "added"]  # in the source and not in the English; the other way round


def doubtful(flags: Iterable[Flag]) -> int:
    """How many of them tell a suspicion."""
    return sum(FLAGS[flag].doubt for flag in flags)


@dataclass(frozen=True, slots=True)
class Check:
    """What exactly a flag is about: the number, name or quotation, as the side that has it writes it."""

    flag: Flag
    problem: Problem
    text: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A span of a sentence, ``source[start:end]``, that needn't be told, and the name of the rule that says so."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Compressed:
    """A sentence without some of its parts: what was left of its source, and the English of that, with its doubts."""

    source: str
    translation: str
    cuts: tuple[Cut, ...]
    flags: tuple[Flag, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and its English; ``checks`` say what exactly its flags are about.

    ``compressed`` is a shorter form of it for a line of a brief, where there is one.
    """

    index: int  # position in TranslatedArticle.sentences
    paragraph: int  # index into Article.paragraphs
    kind: ParagraphKind
    source: str
    translation: str
    flags: tuple[Flag, ...] = ()
    checks: tuple[Check, ...] = ()
    compressed: Compressed | None = None

    @property
    def readable(self) -> bool:
        """Whether it has an English translation."""
        return bool(self.translation.strip()) and UNREADABLE.isdisjoint(self.flags)


@dataclass(frozen=True, slots=True)
class TranslatedArticle:
    """An article with every one of its sentences, in order: none lost, none invented.

    Raises:
        ValueError: the sentences aren't numbered from 0 without a gap.
    """

    article: Article
    language: Language
    sentences: tuple[Sentence, ...]

    def __post_init__(self) -> None:
        for position, sentence in enumerate(self.sentences):
            if sentence.index != position:
                raise ValueError(f"{self.article.source}: sentences aren't numbered from 0 without a gap")
