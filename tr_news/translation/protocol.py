"""What the house asks of a translation model."""

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable


class Translator(Protocol):
    """Translates sentences, one hypothesis for each.

    Implementations never lose, merge or invent: ``len(output) == len(input)``; the output for a sentence does not
    depend on which other sentences are in the call.
    """

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """English for each sentence; ``""`` for one the model could not translate (looped, empty)."""
        ...

    def describe(self) -> Mapping[str, object]:
        """Provenance: name, engine, decoding settings: all that determines the output, but the weights' digest."""
        ...


@runtime_checkable
class DiagnosingTranslator(Translator, Protocol):
    """A translator that can say why it gave up on a sentence."""

    def diagnose(self, sentences: Sequence[str]) -> Sequence[str]:
        """``"loop"`` or ``"empty"`` for each of the sentences that ``translate`` gave ``""`` for."""
        ...
