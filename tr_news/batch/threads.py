"""Chooses CTranslate2's threads for a long run: by what was measured here before, or by a measurement of 5 seconds.

A run is long when the engine has had a minute of it: the measurement costs less than a tenth of what the run took
already, the first output waits for nothing, and a run that finds all in the memory never measures. What is chosen is
kept for the model, processor and number of cores, and the next run begins with it.
"""

from collections.abc import Callable, Mapping

from tr_news.errors import ModelError, TrNewsError, first_line
from tr_news.models.runtime import FAILURES
from tr_news.models.threads import Place, keep_split, kept_split, possible_splits, processor, split_of
from tr_news.pipeline import Pipeline
from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.engines.speed import best_of, speeds_of
from tr_news.translation.protocol import innermost

AFTER = 60.0  # seconds in the engine
SECONDS = 5.0
GAIN = 1.05  # less than this is noise


class ThreadChoice:
    """Watches the engine of a pipeline whose models are loaded, and splits its work between cores anew where it pays.

    It has nothing to do where threads were asked for by ``inter_threads`` or ``intra_threads``, on one core, on a GPU,
    with an engine other than CTranslate2, or where several cores at a batch would change the output (float32).

    Args:
        pipeline: the pipeline.
        say: is told what was chosen, and where it can't be kept.
        stopped: whether the run is to end: then nothing is measured.
    """

    def __init__(self, pipeline: Pipeline, say: Callable[[str], None], stopped: Callable[[], bool]) -> None:
        self._say, self._stopped = say, stopped
        self._engine: MarianTranslator | None = None
        engine, settings = innermost(pipeline.translator), pipeline.settings
        if settings.inter_threads or settings.intra_threads or not isinstance(engine, MarianTranslator):
            return
        if engine.cores < 2 or not engine.splittable:
            return
        self._place = _place(engine, pipeline.translator_provenance or {})
        known = kept_split(self._place)
        if known is None:
            self._engine = engine  # to be measured
        elif known != engine.split:
            engine.split_work(known)

    def consider(self) -> None:
        """Measures, once, if the run has turned out to be long. To be called while the engine has nothing to do.

        Raises:
            ModelError: the model can't be loaded any more.
        """
        engine = self._engine
        if engine is None or engine.busy < AFTER or self._stopped():
            return
        self._engine = None
        splits = possible_splits(engine.cores)
        try:
            speeds = speeds_of(engine, splits, SECONDS, self._stopped)
        except FAILURES as error:
            self._say(f"threads can't be measured ({first_line(error)}); --inter-threads and --intra-threads set them")
            speeds = {}
        whole = len(speeds) > 0 and not self._stopped()
        chosen = best_of(speeds, gain=GAIN) if whole else split_of(engine.cores)
        if chosen != engine.split:
            engine.split_work(chosen)
        if not whole:
            return
        try:
            keep_split(self._place, chosen, speeds)
        except ModelError:
            raise
        except TrNewsError as error:
            self._say(f"the measured threads are not kept: {error}")
        told = ", ".join(f"{split.inter} × {split.intra}: {speed:,.0f}" for split, speed in speeds.items())
        self._say(f"measured: {chosen} ({told} pieces a second); kept for the next run")


def _place(engine: MarianTranslator, described: Mapping[str, object]) -> Place:
    own = engine.describe()
    return Place(
        str(described.get("digest", "")), f"{own['engine']} {own['version']}", str(own["compute_type"]), processor(),
        engine.cores,
    )  # fmt: skip
