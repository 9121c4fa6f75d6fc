"""Floors that measured quality may not fall below, pinned to the data that they were measured on.

    python -m benchmarks.floors [NAME…]              # measure, and show each figure beside its floor
    python -m benchmarks.floors NAME --raise         # lift floors to what is measured now, less the margin
    python -m benchmarks.floors NAME --raise --lower # let them fall as well: say why in the commit

``floors/NAME.json`` holds ``floors`` (a metric that ends in "at most" is a ceiling), ``margin`` (what a floor stays
below the figure, for noise of other machines) and ``data``: the SHA-256 of every file or folder below the evaluation
folder. Floors of other data are no floors: reading them raises ValueError. ``reasons`` says why one was lowered.
"""

import argparse
import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import evaluation_folder

FOLDER = Path(__file__).with_name("floors")
CEILING = "at most"


@dataclass(frozen=True, slots=True)
class Suite:
    """What a file of floors is about: paths below the evaluation folder, and how it is measured."""

    data: tuple[str, ...]
    measure: Callable[[], Mapping[str, float]]


def digest(path: Path) -> str:
    """SHA-256 of a file, or of the names and contents of all files of a folder, in hexadecimal."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    files = sorted(p for p in path.rglob("*") if p.is_file())
    rows = "".join(f"{p.relative_to(path).as_posix()}\t{hashlib.sha256(p.read_bytes()).hexdigest()}\n" for p in files)
    return hashlib.sha256(rows.encode()).hexdigest()


def floors(name: str) -> dict[str, float]:
    """The floors of ``floors/NAME.json``.

    Raises:
        ValueError: the data here are not those that they were measured on.
    """
    record = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    for place, expected in record.get("data", {}).items():
        path = evaluation_folder() / place
        if path.exists() and digest(path) != expected:
            raise ValueError(f"{path}: not the data that floors/{name}.json was measured on; measure it anew")
    return dict(record["floors"])


def missed(name: str, measured: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Metric → (measured, floor) for each metric that is below its floor, or above its ceiling."""
    return {
        metric: (measured[metric], floor)
        for metric, floor in floors(name).items()
        if (measured[metric] > floor if metric.endswith(CEILING) else measured[metric] < floor)
    }


def moved(old: Mapping[str, float], measured: Mapping[str, float], margin: float, *, lower: bool) -> dict[str, float]:
    """The floors after a measurement; without ``lower`` none gets worse."""
    new = {}
    for metric, value in measured.items():
        ceiling = metric.endswith(CEILING)
        # Whole figures (files, titles) stay whole; a share may be below one.
        step = value + margin if ceiling else value - margin
        rounded = math.ceil(step * 1000) / 1000 if ceiling else math.floor(step * 1000) / 1000
        before = old.get(metric)
        better = before is None or (rounded < before if ceiling else rounded > before)
        new[metric] = rounded if better or lower else float(before or 0)
    return new


def _suites() -> dict[str, Suite]:
    from benchmarks import (
        langid,
        names,
        number_flags,
        planted_summaries,
        planted_translations,
        reading,
        sections,
        segmentation,
        selection,
        stories,
        summarization,
        translation,
    )
    from tr_news.evaluation import languages as identification
    from tr_news.evaluation import segmentation as boundaries
    from tr_news.text.turkish.sentences import split

    eval_folder = evaluation_folder()

    def by_source() -> dict[str, float]:
        docs = boundaries.read(segmentation.DOCS)
        return {source: count.f1 for source, count in boundaries.score(docs, split).items()}

    def languages() -> dict[str, float]:
        cases = identification.read(langid.SENTENCES)
        return identification.metrics(identification.judge(cases))

    return {
        "articles": Suite(("encodings", "news_tr"), lambda: reading.metrics(eval_folder)),
        "langid": Suite(("langid/sentences_meta.tsv",), languages),
        "false_alarms": Suite(("mt",), planted_translations.alarms),
        "names": Suite(("mt", "news_tr/articles.jsonl"), names.metrics),
        "number_flags": Suite(("mt",), number_flags.metrics),
        "planted_summaries": Suite(("summarization_en/articles.jsonl",), planted_summaries.metrics),
        "planted_translations": Suite(("mt",), planted_translations.metrics),
        "segmentation": Suite(("segmentation/docs.jsonl",), by_source),
        "selection": Suite(("selection/dev.jsonl",), selection.metrics),
        "sections": Suite(("news_tr/rss_multi_outlet.jsonl",), sections.metrics),
        "stories": Suite(("news_tr/rss_multi_outlet.jsonl", "news_tr/stories-dev.jsonl"), stories.metrics),
        "summarization": Suite(("summarization_en/articles.jsonl",), summarization.metrics),
        "translation": Suite(("mt",), translation.metrics),
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--raise", dest="lift", action="store_true", help="write what is measured")
    parser.add_argument("--lower", action="store_true", help="with --raise: floors may fall too")
    parser.add_argument("--margin", type=float, help="what a floor stays below the figure")
    a = parser.parse_args()
    suites = _suites()
    if unknown := sorted(set(a.names) - set(suites)):
        parser.error(f"nothing measures {', '.join(unknown)} here; it is one of {', '.join(suites)}")
    below = 0
    for name in a.names or suites:
        suite, path = suites[name], FOLDER / f"{name}.json"
        record = json.loads(path.read_text(encoding="utf-8"))
        measured = suite.measure()
        for metric, value in measured.items():
            floor = record["floors"].get(metric)
            wrong = floor is not None and (value > floor if metric.endswith(CEILING) else value < floor)
            below += wrong
            print(f"{name:14} {metric:44} {value:9.3f}  floor {floor}{'  BELOW' if wrong and not a.lift else ''}")
        if a.lift:
            margin = record.get("margin", 0.0) if a.margin is None else a.margin
            record |= {
                "data": {place: digest(evaluation_folder() / place) for place in suite.data},
                "margin": margin,
                "floors": moved(record["floors"], measured, margin, lower=a.lower),
            }
            path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if below and not a.lift:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
