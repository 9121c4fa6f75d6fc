"""Capitalised words that follow each other in a sentence, and what stands around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tr_news.facts.names.words import is_abbreviated_title

_TOKEN = re.compile(
    r"(?<![\w@#/\\.])(?<!\w')(?P<base>(?:[OD]'(?=[A-Z]))?[^\W\d_](?:[\w.&]*\w)?(?:-[ıiuü](?= [A-Z]))?)(?P<suffix>'\w+)?"
)
_HEAD = re.compile(r"(?:^|[.!?:;\"(\[-]\s*|['•]\s*)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence. ``required`` are the words that a translation must show: the surname, the whole place."""

    words: tuple[str, ...]  # as written, without suffix
    required: tuple[str, ...]
    rule: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """The name as one string."""
        return " ".join(self.words)


class Token(NamedTuple):
    """A word without its suffix; ``suffixed`` says that an apostrophe set one off."""

    base: str
    suffixed: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words that follow each other; ``before`` and ``after`` are the words around them."""

    tokens: tuple[Token, ...]
    head: bool  # the first one begins a sentence: its capital says nothing
    before: str
    after: str
    comma: bool  # one stands behind it, or what is quoted

    @property
    def suffixed(self) -> bool:
        """Whether an apostrophe stands behind the last word."""
        return self.tokens[-1].suffixed

    @property
    def words(self) -> list[str]:
        """The words without suffixes."""
        return [token.base for token in self.tokens]


def tokens_of(source: str) -> list[Token]:
    """The words of a sentence, small ones too."""
    return [Token._make((match[1], match.end(2) > 0, *match.span())) for match in _TOKEN.finditer(source)]


def capital_runs(source: str, tokens: Sequence[Token]) -> list[Run]:
    """The runs of capitalised words, in order."""
    runs: list[Run] = []
    current: list[Token] = []
    capitals = [index for index, token in enumerate(tokens) if token.base[0].isupper()]
    for index in capitals:
        token = tokens[index]
        current.append(token)
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None or not _joins(source, token, following):
            first = current[0]
            at = index + 1 - len(current)
            before = tokens[at - 1].base if at and source[tokens[at - 1].end : first.start] == " " else ""
            gap = source[token.end : following.start] if following else ""
            after = following.base if following and gap.lstrip("\"'") == " " else ""  # "Potenay" adlı
            head = bool(_HEAD.search(source, max(0, first.start - 3), first.start))
            runs.append(Run(tuple(current), head, before, after, source.startswith((",", ' "'), token.end)))
            current = []
    return runs


def _joins(source: str, token: Token, following: Token) -> bool:
    if token.suffixed or not following.base[0].isupper():
        return False
    gap = source[token.end : following.start]
    if gap in (" ", "-"):
        return True
    return gap in (". ", ".") and (len(token.base) == 1 or is_abbreviated_title(token.base))


def named(tokens: Sequence[Token], rule: str, required: Sequence[str] | None = None) -> Name:
    """The name that the tokens make; all of it is required where ``required`` says nothing else."""
    bases = tuple(token.base for token in tokens)
    return Name(bases, bases if required is None else tuple(required), rule, tokens[0].start, tokens[-1].end)
