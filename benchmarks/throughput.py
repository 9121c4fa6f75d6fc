"""Pieces a second against transformers and bare CTranslate2 on one random model, and memory against the number.

    python -m benchmarks.throughput --articles 3 --slow 1 --runs 1 --scale 100 300 --again 2000      # three minutes
    python -m benchmarks.throughput --write              # the table in docs/batch.md and docs/throughput.svg

The model has the shape of opus-mt (6+6 layers, width 512, 62,518 pieces) and random weights, and the length of every
translation is forced to that of its source, so that all ways do the same work. Checked first: the house's pieces are
those of bare CTranslate2. ``--clock cpu`` counts seconds of processor time, which other work on the machine changes
little; ``wall`` is for an idle machine. All figures are source pieces a second, as sentences differ in length; the slow
ways get the first ``--slow`` articles only. The ways take turns, so that what else the machine does meets all of them.
"""

import argparse
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks import evaluation_folder
from benchmarks.chart import Bar, bars
from benchmarks.throughput_ways import BEAM, Forced, Transformers, argos, bare, clock, random_opus, whole
from tr_news.articles import Article, read_path
from tr_news.documents.article import TURKISH, Language
from tr_news.models.decoding import Decoding
from tr_news.translation.translate import sentences_to_translate

ROOT = Path(__file__).parents[1]
CHART, PAGE = ROOT / "docs" / "throughput.svg", ROOT / "docs" / "batch.md"
_SIZES = (8, 64)  # examples in a batch of bare CTranslate2
_SORTED = 16  # sentences in a batch of transformers, sorted by length
_BEGIN, _END = "<!-- table throughput -->", "<!-- end -->"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to translate so many pieces."""

    name: str
    work: Callable[[], object]
    pieces: int
    ours: bool = False


def speeds(ways: Sequence[Way], runs: int, kind: str) -> dict[str, list[float]]:
    """Pieces a second of each way in each run."""
    found: dict[str, list[float]] = {way.name: [] for way in ways}
    for _ in range(runs):
        for way in ways:
            started = clock(kind)
            way.work()
            found[way.name].append(way.pieces / (clock(kind) - started))
            print(f"{way.name:44} {found[way.name][-1]:8.1f} a second", file=sys.stderr, flush=True)
    return found


def best_size(converted: Path, tokens: Sequence[Sequence[str]], threads: int, kind: str) -> int:
    """The number of examples in a batch with which bare CTranslate2 is quickest."""
    ways = [Way(str(size), bare(converted, tokens, size, threads), sum(map(len, tokens))) for size in _SIZES]
    found = speeds(ways, 1, kind)
    return max(_SIZES, key=lambda size: found[str(size)][0])


def measure(a: argparse.Namespace, folder: Path) -> tuple[list[Way], dict[str, list[float]], list[str]]:
    """The ways, their speeds, and what must be known of them."""
    import ctranslate2
    import torch
    import transformers

    from tests.marian_fixtures import convert

    articles = list(islice((x for x in read_path(a.data) if isinstance(x, Article)), a.articles))
    texts = [sentences_to_translate(article, Language(TURKISH, 1.0)) for article in articles]
    flat = list(dict.fromkeys(text for group in texts for text in group))
    checkpoint = random_opus(folder / "checkpoint", flat)
    converted = convert(checkpoint, folder / "ctranslate2", quantization="int8")
    house = Forced(converted, beam_size=BEAM, threads=a.threads)
    house.kind = a.clock
    tokens = house.parts(flat)
    few = [house.parts(group) for group in texts[: a.slow]]
    some = sorted((pieces for group in few for pieces in group), key=len)
    ours = [list(hypothesis.pieces) for hypothesis in house.decode(tokens, Decoding(BEAM))]
    size = best_size(converted, tokens, a.threads, a.clock)
    same = sum(x == y for x, y in zip(ours, bare(converted, tokens, size, a.threads)(), strict=True))
    script = Transformers(checkpoint, house, a.threads)
    pieces, slow = sum(map(len, tokens)), sum(map(len, some))
    ways = [
        Way("tr-news, article to brief", whole(house, articles), pieces, ours=True),
        Way("tr-news, text to text", lambda: house.translate(flat), pieces, ours=True),
        Way(f"(d) bare CTranslate2, batches of {size}", bare(converted, tokens, size, a.threads), pieces),
        Way("(a) transformers, an article at a time", lambda: [script.translate(g) for g in few], slow),
        Way(
            f"(b) transformers, sorted, batches of {_SORTED}",
            lambda: [script.translate(some[n : n + _SORTED]) for n in range(0, len(some), _SORTED)],
            slow,
        ),
    ]
    if (work := argos(converted, house, articles[: a.slow], a.threads)) is not None:
        ways.append(Way("(c) Argos Translate's path", work, slow))
    found = speeds(ways, a.runs, a.clock)
    house.seconds, started = 0.0, clock(a.clock)
    ways[0].work()
    share = 1 - house.seconds / (clock(a.clock) - started)
    notes = [
        f"{len(articles)} articles, {len(tokens)} sentences of {pieces / len(tokens):.0f} pieces (slow "
        f"ways: {a.slow}, {len(some)} of {slow / len(some):.0f}); beam {BEAM}; {a.threads} "
        f"thread{'s' if a.threads > 1 else ''}; {a.runs} runs, whiskers from the slowest to the quickest; seconds of "
        f"{'processor time' if a.clock == 'cpu' else 'the clock'}",
        f"CTranslate2 {ctranslate2.__version__} int8; transformers {transformers.__version__}, torch "
        f"{torch.__version__} float32; Python {platform.python_version()}; {_processor()}",
        f"Random weights of opus-mt's shape, lengths forced; pieces as bare CTranslate2's: {same} of {len(tokens)}; "
        f"outside of the engine: {100 * share:.1f} % of the time of article to brief",
    ]
    return ways, found, notes


def scale(a: argparse.Namespace) -> Iterator[str]:
    """Lines of ``benchmarks.batch_scale``: peak memory, and a run that finds nothing new."""
    for what, counts in (("memory", a.scale), ("again", a.again)):
        if counts:
            command = [sys.executable, "-m", "benchmarks.batch_scale", what, *map(str, counts)]
            yield from subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def table(ways: Sequence[Way], found: Mapping[str, Sequence[float]]) -> list[str]:
    """Markdown."""
    base = statistics.median(found[ways[1].name])
    lines = ["| | pieces a second | slowest – quickest | tr-news is |", "| --- | ---: | ---: | ---: |"]
    for way in ways:
        speed = found[way.name]
        ratio = "" if way.ours else f"{base / statistics.median(speed):.2f} ×"
        lines.append(
            f"| {way.name.strip()} | {statistics.median(speed):.1f} | {min(speed):.1f} – {max(speed):.1f} | {ratio} |"
        )
    return lines


def write(lines: Sequence[str], chart: str) -> None:
    """Puts the chart into its file and the table between its marks."""
    CHART.write_text(chart, encoding="utf-8")
    page = PAGE.read_text("utf-8")
    before, rest = page.split(_BEGIN)
    PAGE.write_text("\n".join([before + _BEGIN, *lines, _END + rest.split(_END, 1)[1]]), encoding="utf-8")


def _processor() -> str:
    try:
        rows = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((row.partition(":")[2].strip() for row in rows if row.startswith("model name")), "processor unknown")


def main() -> None:
    """Prints the table, what must be known of it, and the lines of memory; with ``--write`` into the docs too."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=evaluation_folder() / "news_tr" / "articles.jsonl")
    parser.add_argument("--articles", type=int, default=24)
    parser.add_argument("--slow", type=int, default=2, help="articles that the ways of transformers get")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--clock", choices=["cpu", "wall"], default="cpu")
    parser.add_argument("--scale", type=int, nargs="*", default=[100, 1000, 10_000], help="articles: peak memory")
    parser.add_argument("--again", type=int, nargs="*", default=[100_000], help="articles: nothing new")
    parser.add_argument("--write", action="store_true")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        ways, found, notes = measure(a, Path(name))
    lines = [*table(ways, found), "", *(f"{note}." for note in notes)]
    print("\n".join(lines), flush=True)
    if a.write:
        rows = [Bar(w.name.strip(), min(found[w.name]), statistics.median(found[w.name]), max(found[w.name]), w.ours)
                for w in ways]  # fmt: skip
        write(lines, bars("Source pieces a second, one random model of opus-mt's shape", "", rows, notes))
    for line in scale(a):
        print(line, flush=True)


if __name__ == "__main__":
    main()
