"""Pieces a second against transformers, Argos Translate and bare CTranslate2, on one random model.

    python -m benchmarks.throughput --articles 3 --slow 1 --runs 1 --threads 1       # a trial of three minutes
    python -m benchmarks.throughput --clock wall --write     # on two idle cores: 12 minutes; docs/batch.md, its chart

The model has the shape of opus-mt (6+6 layers, width 512, 62,518 pieces) and random weights, and the length of every
translation is forced to that of its source, so that all ways do the same work. Checked first: the house's pieces are
those of bare CTranslate2. ``--clock cpu`` counts seconds of processor time, which other work on the machine changes
little; ``wall`` is for an idle machine. All figures are source pieces a second, as sentences differ in length; the slow
ways get the first ``--slow`` articles only. The ways take turns, so that what else the machine does meets all of them;
if the first round shows that ``--runs`` rounds would take longer than ``--minutes``, there are fewer.
"""

import argparse
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from benchmarks import evaluation_folder
from benchmarks.chart import Bar, bars
from benchmarks.throughput_ways import BEAM, Batching, Forced, Transformers, argos, bare, clock, random_opus, whole
from tr_news.articles import Article, read_path
from tr_news.documents.article import TURKISH, Language
from tr_news.models.decoding import Decoding
from tr_news.models.runtime import available_cores
from tr_news.models.threads import possible_splits, processor
from tr_news.translation.engines.ctranslate2 import TRIAL_AFTER
from tr_news.translation.engines.padding import EQUAL
from tr_news.translation.translate import sentences_to_translate

ROOT = Path(__file__).parents[1]
CHART, PAGE = ROOT / "docs" / "throughput.svg", ROOT / "docs" / "batch.md"
_BATCHINGS = ((8, False), (16, False), (32, False), (32, True))  # bare CTranslate2: sentences, whether of one length
_SAMPLE = 200  # sentences on which the best of them is found
_FEWEST_RUNS = 3
_FOR_PIECES = 150  # articles that SentencePiece learns from
_SORTED = 16  # sentences in a batch of transformers, sorted by length
_BEGIN, _END = "<!-- table throughput -->", "<!-- end -->"


@dataclass(frozen=True, slots=True)
class Way:
    """A way to translate so many pieces."""

    name: str
    work: Callable[[], object]
    pieces: int
    aim: str = ""  # of the issue that asked for it: how many times as fast we should be
    ours: bool = False


def speeds(ways: Sequence[Way], runs: int, kind: str, minutes: float = 1e9) -> dict[str, list[float]]:
    """Pieces a second of each way in each run; of fewer runs where these would take longer than so many minutes."""
    found: dict[str, list[float]] = {way.name: [] for way in ways}
    begun = time.monotonic()
    for run in range(runs):
        for way in ways:
            started = clock(kind)
            way.work()
            found[way.name].append(way.pieces / (clock(kind) - started))
            print(f"{way.name:58} {found[way.name][-1]:8.1f} a second", file=sys.stderr, flush=True)
        spent = (time.monotonic() - begun) / 60
        if run + 1 >= _FEWEST_RUNS and spent * (run + 2) / (run + 1) > minutes:
            break
    return found


def best_batching(converted: Path, tokens: Sequence[Sequence[str]], threads: int, kind: str) -> Batching:
    """With which size of batches and split of threads bare CTranslate2 is quickest."""
    step = max(len(tokens) // _SAMPLE, 1)
    tokens = tokens[::step]
    first, *others = possible_splits(threads)

    def quickest(hows: Sequence[Batching]) -> Batching:
        ways = [Way(str(how), bare(converted, tokens, how), sum(map(len, tokens))) for how in hows]
        found = speeds(ways, 1, kind)
        return max(hows, key=lambda how: found[str(how)][0])

    size = quickest([Batching(size, equal, first) for size, equal in _BATCHINGS])
    return quickest([size, *(replace(size, split=split) for split in others)]) if others else size


def measure(a: argparse.Namespace, folder: Path) -> tuple[list[Way], dict[str, list[float]], list[str]]:
    """The ways, their speeds, and what must be known of them."""
    import ctranslate2
    import torch
    import transformers

    from tests.marian_fixtures import convert

    started = time.monotonic()
    read = list(islice((x for x in read_path(a.data) if isinstance(x, Article)), max(a.articles, _FOR_PIECES)))
    everything = [sentences_to_translate(article, Language(TURKISH, 1.0)) for article in read]
    articles, texts = read[: a.articles], everything[: a.articles]
    flat = list(dict.fromkeys(text for group in texts for text in group))
    checkpoint = random_opus(folder / "checkpoint", list(dict.fromkeys(t for group in everything for t in group)))
    converted = convert(checkpoint, folder / "ctranslate2", quantization="int8")
    house = Forced(converted, beam_size=BEAM, threads=a.threads)
    house.kind = a.clock
    tokens = house.parts(flat)
    few = [house.parts(group) for group in texts[: a.slow]]
    some = sorted((pieces for group in few for pieces in group), key=len)
    sample = tokens[:: max(len(tokens) // _SAMPLE, 1)]
    known, house._padding = house._padding, EQUAL  # a padded batch is forced to the length of its longest
    ours = [list(hypothesis.pieces) for hypothesis in house.decode(sample, Decoding(BEAM))]
    alone = Batching(1, True, possible_splits(a.threads)[0])
    same = sum(x == y for x, y in zip(ours, bare(converted, sample, alone)(), strict=True))
    if same < len(sample):
        raise SystemExit(
            f"only {same} of {len(sample)} sentences have the pieces of bare CTranslate2: nothing is timed"
        )
    house._padding, house.busy = known, TRIAL_AFTER
    house.try_padding()  # as a run finds it that isn't the first of its machine
    how = best_batching(converted, tokens, a.threads, a.clock)
    script = Transformers(checkpoint, house, a.threads)
    pieces, slow = sum(map(len, tokens)), sum(map(len, some))
    ways = [
        Way("tr-news, article to brief", whole(house, articles), pieces, ours=True),
        Way(f"(d) bare CTranslate2, {how}", bare(converted, tokens, how), pieces, "0.95"),
        Way("(a) transformers, an article at a time", lambda: [script.translate(g) for g in few], slow, "20"),
        Way(
            f"(b) transformers, sorted, batches of {_SORTED}",
            lambda: [script.translate(some[n : n + _SORTED]) for n in range(0, len(some), _SORTED)],
            slow,
            "5",
        ),
    ]
    if (work := argos(converted, house, articles[: a.slow], a.threads)) is not None:
        ways.append(Way("(c) Argos Translate's path", work, slow, "1.5"))
    house.sent = 0
    minutes = a.minutes - (time.monotonic() - started) / 60
    found = speeds(ways, a.runs, a.clock, minutes)
    sent = house.sent / len(found[ways[0].name])
    ratio = statistics.median(found[ways[0].name]) / statistics.median(found[ways[1].name])
    house.seconds = 0.0
    spent = -clock(a.clock)
    whole(house, articles[: a.slow])()
    spent += clock(a.clock)
    runs = len(found[ways[0].name])
    notes = [
        f"{len(articles)} articles, {len(tokens)} sentences of {pieces / len(tokens):.0f} pieces (slow "
        f"ways: {a.slow}, {len(some)} of {slow / len(some):.0f}); beam {BEAM}; {a.threads} "
        f"thread{'s' if a.threads > 1 else ''}; {runs} runs, whiskers from the slowest to the quickest; seconds of "
        f"{'processor time' if a.clock == 'cpu' else 'the clock'}",
        f"CTranslate2 {ctranslate2.__version__} int8; transformers {transformers.__version__}, torch "
        f"{torch.__version__} float32; Python {platform.python_version()}; {processor()}",
        f"Random weights of opus-mt's shape, lengths forced; pieces as bare CTranslate2's: {same} of {len(sample)}; "
        f"shorter forms of long sentences, which only tr-news translates and which aren't counted, are "
        f"{100 * (sent / pieces - 1):.1f} % more (counted, tr-news is {ratio * sent / pieces:.2f} × (d)); "
        f"outside of the engine: {100 * (1 - house.seconds / spent):.1f} % of the time of article to brief",
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
    base = statistics.median(found[ways[0].name])
    lines = ["| | pieces a second | slowest – quickest | tr-news is | aim |", "| --- | ---: | ---: | ---: | ---: |"]
    for way in ways:
        speed = found[way.name]
        ratio = "" if way.ours else f"{base / statistics.median(speed):.2f} ×"
        aim = f"{way.aim} ×" if way.aim else ""
        spread = f"{min(speed):.1f} – {max(speed):.1f}"
        lines.append(f"| {way.name} | {statistics.median(speed):.1f} | {spread} | {ratio} | {aim} |")
    return lines


def write(lines: Sequence[str], chart: str) -> None:
    """Puts the chart into its file and the table between its marks."""
    CHART.write_text(chart, encoding="utf-8")
    page = PAGE.read_text("utf-8")
    before, rest = page.split(_BEGIN)
    PAGE.write_text("\n".join([before + _BEGIN, *lines, _END + rest.split(_END, 1)[1]]), encoding="utf-8")


def main() -> None:
    """Prints the table, what must be known of it, and the lines of memory; with ``--write`` into the docs too."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=evaluation_folder() / "news_tr" / "articles.jsonl")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--slow", type=int, default=3, help="articles that the ways of transformers get")
    parser.add_argument("--threads", type=int, default=available_cores())
    parser.add_argument("--minutes", type=float, default=11.0)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--clock", choices=["cpu", "wall"], default="cpu")
    parser.add_argument("--scale", type=int, nargs="*", default=[], help="articles: peak memory")
    parser.add_argument("--again", type=int, nargs="*", default=[], help="articles: nothing new")
    parser.add_argument("--write", action="store_true")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        ways, found, notes = measure(a, Path(name))
    lines = [*table(ways, found), "", *(f"{note}." for note in notes)]
    print("\n".join(lines), flush=True)
    if a.write:
        rows = [Bar(w.name, min(found[w.name]), statistics.median(found[w.name]), max(found[w.name]), w.ours)
                for w in ways]  # fmt: skip
        write(lines, bars("Source pieces a second, one random model of opus-mt's shape", "", rows, notes))
    for line in scale(a):
        print(line, flush=True)


if __name__ == "__main__":
    main()
