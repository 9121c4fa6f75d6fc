"""One sentence through a summarization model: the proof that its weights load and say something."""

from pathlib import Path
from typing import Protocol

from tr_news.errors import ModelError


class Speaker(Protocol):
    """A local model that writes."""

    @property
    def folder(self) -> Path:
        """Where its weights are."""
        ...

    def say(self, text: str, max_tokens: int) -> str:
        """What it makes of a text."""
        ...


_SENTENCES = (
    "The government announced a new economic programme in Ankara on Monday.",
    "Heavy rain closed two schools and a bridge near the coast.",
)
_TOKENS = 16


def smoke_test_english(model: Speaker) -> str:
    """The beginning of what a summarization model says to a plain sentence, however poor.

    Raises :class:`ModelError` where it has no words for two of them: weights that are zero or not numbers come to that.
    """
    for sentence in _SENTENCES:
        said = model.say(sentence, _TOKENS)
        if any(c.isalnum() for c in said):
            return said
    raise ModelError(f"{model.folder}: the weights are broken (it says nothing): get the model again")
