"""A line of a summary beside its evidence: what the rules of :mod:`tr_news.summarization.turned` are asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tr_news.facts.claims import Claims
from tr_news.summarization.evidence import Evidence, SentenceEvidence, Statement
from tr_news.text.fold import fold

LIST = "english_support"
FEW = 3  # words
_CLOSE = 0.75  # share of a line's content words from which a sentence is its original


@dataclass(frozen=True)
class Case:
    """A line, its evidence, and the article they are from."""

    line: Statement
    chosen: Sequence[SentenceEvidence]
    article: Evidence

    @property
    def said(self) -> list[Claims]:
        """What the evidence claims."""
        return [e.claims for e in self.chosen]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of all words of the evidence."""
        return frozenset().union(*(e.keys for e in self.chosen))

    @cached_property
    def original(self) -> SentenceEvidence | None:
        """The sentence that has most content words of the line, names aside, if these are nearly all."""
        plain = {item.key for item in self.line.words}
        content = plain if len(plain) >= FEW else self.line.claims.content
        if not content or not self.chosen:
            return None
        best = max(self.chosen, key=lambda e: (len(content & e.keys), -len(e.claims.content)))
        return best if len(content & best.keys) >= _CLOSE * len(content) else None


def folded(claims: Claims) -> frozenset[str]:
    return frozenset(fold(word.text) for word in claims.words)


def name_keys(claims: Claims) -> frozenset[str]:
    names = frozenset(claims.names)
    return frozenset(w.key for w in claims.words if w.text in names)
