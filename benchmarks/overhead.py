"""The share of time that a run over many articles spends outside the translation engine.

    python -m benchmarks.overhead ARTICLES.jsonl [--limit 100]

All that ``tr-news brief --format json`` does with the built-in model, from bytes to JSON, by the same pipeline; the
engine's share is the time inside CTranslate2's calls. On a machine that does other things as well the clock says
little: the second line is of processor time, as if the engine had the cores for itself.
"""

import argparse
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from tr_news.documents.brief import Brief
from tr_news.documents.codec import to_json
from tr_news.models.decoding import Decoding
from tr_news.models.runtime import available_cores
from tr_news.pipeline import Pipeline
from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.engines.decoding import Hypothesis
from tr_news.translation.protocol import Around


class Engine:
    """Counts the seconds inside the engine of a translator: by the clock, and those of this thread's processor time."""

    def __init__(self, translator: object) -> None:
        while isinstance(translator, Around):
            translator = translator.translator
        if not isinstance(translator, MarianTranslator):
            raise TypeError(f"{translator!r} has no engine to watch")
        self._decode = translator.decode
        self.seconds = self.here = 0.0
        setattr(translator, "decode", self.decode)  # noqa: B010 (mypy takes no method for a variable)

    def decode(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[Hypothesis]:
        """As the translator's own, timed."""
        started, own = time.perf_counter(), time.thread_time()
        try:
            return self._decode(sources, decoding)
        finally:
            self.seconds += time.perf_counter() - started
            self.here += time.thread_time() - own


def run(pipeline: Pipeline, path: Path, limit: int) -> Iterable[Brief]:
    """The briefs of the first articles of a file."""
    outcomes = pipeline.briefs(islice(pipeline.read([path]), limit))
    return (outcome for outcome in outcomes if isinstance(outcome, Brief))


def main() -> None:
    """Prints two lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, default=100)
    a = parser.parse_args()
    pipeline = Pipeline.open(translator="tr-en-mini", summarizer="built-in")
    engine = Engine(pipeline.translator)
    started, processor, own = time.perf_counter(), time.process_time(), time.thread_time()
    articles = words = size = 0
    for brief in run(pipeline, a.articles, a.limit):
        articles += 1
        words += len(brief.document.article.body.split())
        size += len(to_json(brief))
    total = time.perf_counter() - started
    outside = time.thread_time() - own - engine.here
    inside = (time.process_time() - processor - outside) / available_cores()
    print(
        f"{articles} articles, {words} words: {total:.1f} s, {engine.seconds:.1f} s in the engine, "
        f"{100 * (total - engine.seconds) / total:.1f} % outside it; {size / 1e6:.1f} MB of JSON\n"
        f"processor time: {outside:.2f} s outside the engine, {inside:.2f} s a core in it: "
        f"{100 * outside / (outside + inside):.1f} % outside it"
    )


if __name__ == "__main__":
    main()
