"""How a model searches for its output, and the one reader of what its authors say of that."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tr_news.models.folder import model_config, read_if_there

MOST_BEAMS = 64  # a beam takes memory in proportion
# Names of transformers → ours, and the largest value that is believed: the files come from strangers.
_NUMBERS: Mapping[str, tuple[str, int]] = {
    "num_beams": ("beam_size", MOST_BEAMS),
    "max_length": ("max_length", 100_000),
    "min_length": ("min_length", 100_000),
    "length_penalty": ("length_penalty", 10),
    "no_repeat_ngram_size": ("no_repeat_ngram_size", 100),
}
_LONGEST_PREFIX = 200  # characters


@dataclass(frozen=True, slots=True)
class Decoding:
    """Settings of a beam search, for translators and summarizers.

    Hypotheses are compared by their log-probability over their length to the power of ``length_penalty``: the higher,
    the longer they come out. Sizes are in tokens (pieces); ``no_repeat_ngram_size`` 0 allows every repetition,
    ``max_tokens`` None leaves the limit to the engine, which knows the length of the source.
    """

    beam_size: int
    length_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    min_tokens: int = 0
    max_tokens: int | None = None


def decoding_defaults(folder: Path, recorded: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The model's own defaults: beam_size, max_length, min_length, length_penalty, no_repeat_ngram_size, prefix.

    What is on record of a converted model, over generation_config.json, over what older configurations hold for
    summaries, over config.json. A value that makes no sense is left out, one that is out of bounds is cut to them.
    Raises :class:`tr_news.errors.ModelError` for files that can't be read.
    """
    config = dict(model_config(folder))
    if isinstance(tasks := config.get("task_specific_params"), dict):
        config |= task if isinstance(task := tasks.get("summarization"), dict) else {}
    config |= read_if_there(folder / "generation_config.json")
    given = {ours: config.get(theirs) for theirs, (ours, _) in _NUMBERS.items()} | {"prefix": config.get("prefix")}
    return sensible(given) | sensible(recorded or {})


def sensible(given: Mapping[str, Any]) -> dict[str, Any]:
    """Of these settings, by our names, those that can be decoded with, numbers within bounds."""
    found: dict[str, Any] = {}
    for name, most in _NUMBERS.values():
        value = given.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < math.inf:
            found[name] = min(float(value) if name == "length_penalty" else int(value), most)
    if isinstance(prefix := given.get("prefix"), str) and len(prefix) <= _LONGEST_PREFIX:
        found["prefix"] = prefix
    return {name: value for name, value in found.items() if name != "beam_size" or value > 0}
