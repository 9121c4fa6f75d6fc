"""How fast an engine is, kept busy with batches of always the same work."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from tr_news.models.threads import Split
from tr_news.translation.engines.ctranslate2 import MarianTranslator

_TEXT = "Belediye başkanı dün akşam köprünün onarımı için toplantı yaptı; bakan yeni okulların açılacağını söyledi."
_LENGTH = 14  # pieces of each sentence and of its translation: short, as a slow model must end a batch in time
_TOGETHER = 8  # sentences
_KINDS = 3  # different batches

Said = list[tuple[tuple[str, ...], float]]


def speeds_of(
    engine: MarianTranslator, splits: tuple[Split, ...], seconds: float, stopped: Callable[[], bool]
) -> dict[Split, float]:
    """Pieces a second of an engine by the split of its work; all measurements together take about so many seconds.

    The first split sets what the answers are: one under which they differ in a bit is left out. The engine is left with
    the last one. Nothing is told of those that were not measured when ``stopped`` said so.

    Raises:
        ModelError: the model can't be loaded any more.
        RuntimeError, ValueError: as CTranslate2 raises.
    """
    found: dict[Split, float] = {}
    expected: list[Said] | None = None
    for split in splits:
        if stopped():
            break
        engine.split_work(split)
        speed, said = _speed(engine, seconds / len(splits))
        expected = expected or said
        if said == expected:
            found[split] = speed
    return found


def best_of(speeds: dict[Split, float], *, gain: float) -> Split:
    """The quickest, if it beats the first by that factor; else the first: a measurement on a busy machine is rough."""
    first, best = next(iter(speeds)), max(speeds, key=lambda split: speeds[split])
    return best if speeds[best] > gain * speeds[first] else first


def _speed(engine: MarianTranslator, seconds: float) -> tuple[float, list[Said]]:
    """Pieces a second up to the batch that ends after so many seconds, and the answers to each kind of batch."""
    batches = _batches(engine)
    for result in engine.begin_forced(batches[0], 1):
        result.result()  # what is loaded on first use
    said: list[Said] = []
    waiting: deque[list[Any]] = deque()
    started = ended = time.monotonic()
    begun = done = 0
    while ended - started < seconds or len(said) < _KINDS:
        while len(waiting) <= engine.split.inter:
            waiting.append(engine.begin_forced(batches[begun % _KINDS], _LENGTH))
            begun += 1
        results = [pending.result() for pending in waiting.popleft()]
        ended = time.monotonic()
        done += 1
        if len(said) < _KINDS:
            said.append([(tuple(result.hypotheses[0]), result.scores[0]) for result in results])
    for pending in waiting:
        for result in pending:
            result.result()
    return done * _TOGETHER * _LENGTH / max(ended - started, 1e-3), said


def _batches(engine: MarianTranslator) -> list[list[list[str]]]:
    """Batches of sentences of one length, no two alike."""
    pieces = engine.encode(_TEXT)[:-1]
    rows = [
        [*(pieces[(start + step) % len(pieces)] for step in range(_LENGTH - 1)), "</s>"]
        for start in range(_KINDS * _TOGETHER)
    ]
    return [rows[start : start + _TOGETHER] for start in range(0, len(rows), _TOGETHER)]
