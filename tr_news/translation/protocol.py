"""What the house asks of a translator, and what it gets back for each sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from tr_news.documents.article import ENGLISH
from tr_news.facts.names import Found
from tr_news.facts.spans import Span

Defect = Literal["loop", "empty"]
Origin = Literal["model", "memory", "approved", "source"]


@dataclass(frozen=True, slots=True)
class Translation:
    """One sentence in English.

    ``text`` is "" where there is none, and ``defect`` says why. ``score`` is the length-normalised log-probability
    that the model gave it (of several parts the lowest), None where no model did. ``origin``: a ``model``, a
    ``memory`` of what a model said, ``approved`` by a person, or the ``source`` itself, which was English.
    """

    text: str
    defect: Defect | None = None
    score: float | None = None
    origin: Origin = "model"


class Sentences(list[str]):
    """Sentences on their way to a translator, with what is known of some of them, so that no wrapper reads them again.

    ``found``: the names, by the normalised sentence; ``spans``: those of a sentence as it is. A translator takes them
    as any other list.
    """

    def __init__(
        self, sentences: Iterable[str], found: Mapping[str, Found], spans: Mapping[str, Sequence[Span]]
    ) -> None:
        super().__init__(sentences)
        self.found = found
        self.spans = spans


class Translator(Protocol):
    """Translates sentences, one hypothesis for each.

    Implementations never lose, merge or invent: ``len(output) == len(input)``; the output for a sentence does not
    depend on which other sentences are in the call. They hold no state between calls that a caller could see, so
    that one can wrap another.
    """

    @property
    def source_language(self) -> str:
        """ISO 639 code of the language that it translates from: the sentences are split by its rules."""
        ...

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """English for each sentence."""
        ...

    def describe(self) -> Mapping[str, object] | None:
        """Provenance: name, engine, decoding settings: all that determines the output. None: nothing is translated."""
        ...


class Around:
    """What wraps a translator: it asks the one inside, and changes what goes in and what comes out."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator

    @property
    def source_language(self) -> str:
        """That of the translator inside."""
        return self.translator.source_language

    @property
    def folder(self) -> object:
        """Where the model inside lies, None where it lies nowhere."""
        return getattr(self.translator, "folder", None)


def innermost(translator: object) -> object:
    """What all else passes around: the model itself."""
    while (inner := getattr(translator, "translator", None)) is not None:
        translator = inner
    return translator


class Passthrough:
    """The translator of English articles: every sentence stays as it is."""

    source_language = ENGLISH

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """The sentences themselves."""
        return [Translation(sentence, origin="source") for sentence in sentences]

    def describe(self) -> None:
        """None: nothing is translated."""
        return
