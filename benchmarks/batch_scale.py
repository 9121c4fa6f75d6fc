"""Memory of a batch against the number of articles, and how long a run takes that finds nothing new.

python -m benchmarks.batch_scale memory 100 1000 10000      a process each, with a stub in the engine's place
python -m benchmarks.batch_scale memory 100 100000 --flat    all files in one folder; 25 minutes of a core
python -m benchmarks.batch_scale again 100000 --flat         files and an index that know each other
python -m benchmarks.batch_scale first 100000 --flat         `tr-news batch --limit 1`: until the first output stands
python -m benchmarks.batch_scale first 100000 --single       each in a folder of its own
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tr_news import config
from tr_news.batch.formats import ENDINGS
from tr_news.batch.index import Entry, IndexWriter
from tr_news.batch.layout import Layout
from tr_news.batch.plan import Wanted
from tr_news.batch.report import peak_memory
from tr_news.batch.run import Run
from tr_news.batch.tally import Tally
from tr_news.batch.walk import Walk
from tr_news.pipeline import Pipeline
from tr_news.translation.protocol import Translation

_PER_FOLDER = 1000
_SENTENCES = (
    "Belediye başkanı {0} numaralı köprünün onarımı için {1} kişiyle toplantı yaptı.",
    "Bakan, {0} yeni okulun eylül ayında açılacağını söyledi.",
    "Uzmanlar, fiyatların önümüzdeki ay yüzde {1} artmasını bekliyor.",
    "Hastanede tedavi gören {1} işçiden {0} tanesi taburcu edildi.",
)


class Stub:
    """Answers at once; everything around the engine is as it is."""

    source_language = "tr"

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """As many English words."""
        return [Translation("The " + " ".join(["word"] * len(text.split())) + ".", score=-1.0) for text in sentences]

    def describe(self) -> Mapping[str, object]:
        """A name."""
        return {"name": "stub"}


def write_articles(folder: Path, count: int, *, in_one: int = _PER_FOLDER) -> None:
    """So many files, so many in a folder."""
    for number in range(count):
        path = folder / f"{number // in_one:06}" / f"{number:06}.txt"
        if number % in_one == 0:
            path.parent.mkdir(parents=True)
        text = " ".join(_SENTENCES[step % 4].format(number, number % 97 + step) for step in range(12))
        path.write_text(text + "\n", encoding="utf-8")


def until_first(folder: Path) -> float:
    """Seconds that ``tr-news batch --limit 1`` takes, from the command to its end: starting, walking, one article."""
    command = [sys.executable, "-m", "tr_news", "batch", str(folder / "in"), str(folder / "out"), "--limit", "1", "-q"]
    started = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - started


def open_run(folder: Path) -> Run:
    """A run over ``folder/in`` into ``folder/out`` with the stub."""
    layout = Layout(folder / "out")
    layout.make()
    pipeline = Pipeline(config.load({}))
    pipeline.translator = Stub()
    pipeline._models = {"name": "stub"}
    return Run(layout, pipeline, Walk([str(folder / "in")]), Wanted(), tally=Tally())


def once(folder: Path) -> None:
    """One run; prints articles done, peak memory in MB, and seconds."""
    run = open_run(folder)
    started, cpu = time.perf_counter(), time.process_time()
    run.execute()
    seconds = [round(time.perf_counter() - started, 2), round(time.process_time() - cpu, 2)]
    print(run.tally.done, run.tally.unchanged, peak_memory(), *seconds)


def promise(folder: Path) -> None:
    """Outputs and an index as a run would have left them, so that the next finds nothing to do."""
    run = open_run(folder)
    out = run.layout.out
    run.layout.keep_settings(run.shape)
    from tr_news.batch.state import State

    state = State(run.layout.state, [])
    index = IndexWriter(run.layout.index)
    plan = run._plan(state)
    lines = []
    for work in plan:
        path = out / (work.name + ENDINGS["json"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"{}\n")
        lines.append(
            Entry(work.name, "done", work.key, work.item.source, outputs={"json": 3}, text=work.text,
                  metadata=work.metadata, shape=plan.shape, unit=work.unit, parts=work.parts)
        )  # fmt: skip
    index.add(lines)
    index.close()
    state.close()


def main() -> None:
    """Prints a line for each number."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["memory", "again", "first", "once"])
    parser.add_argument("rest", nargs="+")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--flat", dest="in_one", action="store_const", const=10**6, help="all files in one folder")
    place.add_argument("--single", dest="in_one", action="store_const", const=1, help="each file in its own folder")
    parser.set_defaults(in_one=_PER_FOLDER)
    a = parser.parse_args()
    if a.what == "once":
        once(Path(a.rest[0]))
        return
    for count in map(int, a.rest):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_articles(folder / "in", count, in_one=a.in_one)
            if a.what == "first":
                print(f"{count:>8,} articles: the first output after {until_first(folder):.1f} s", flush=True)
                continue
            if a.what == "again":
                promise(folder)
            command = [sys.executable, "-m", "benchmarks.batch_scale", "once", name]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            done, unchanged, peak, wall, cpu = told
            print(
                f"{count:>8,} articles: {done} done, {unchanged} unchanged, peak {peak} MB, {wall} s, "
                f"{cpu} s of processor time",
                flush=True,
            )


if __name__ == "__main__":
    main()
