"""BLEU and chrF of models in CTranslate2's form on parallel texts, translated by the engine of the product.

Post-editing is left out: ``benchmarks.translation score`` has both.

    python -m training.evaluate run/export/ctranslate2 --sets mt/newstest2017 mt/flores200_dev

A set is named by its path without the endings ``.tr`` and ``.en``. Several models give a table to compare them. A
sentence that loops or comes out empty counts as an empty translation.
"""

import argparse
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.protocol import Translator


@dataclass(frozen=True, slots=True)
class ParallelSet:
    """Turkish lines and their English references."""

    name: str
    turkish: tuple[str, ...]
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Of one model on one set; ``given_up`` counts the sentences without a translation."""

    model: str
    set: str
    bleu: float
    chrf: float
    sentences: int
    given_up: int
    seconds: float
    bleu_signature: str
    chrf_signature: str


def read_set(stem: Path, limit: int | None = None) -> ParallelSet:
    """The first ``limit`` lines of ``stem.tr`` and ``stem.en``. Raises ValueError where the files don't match."""
    turkish, english = (
        stem.with_name(f"{stem.name}.{side}").read_text(encoding="utf-8").splitlines() for side in ("tr", "en")
    )
    if len(turkish) != len(english):
        raise ValueError(f"{stem}: {len(turkish)} Turkish and {len(english)} English lines")
    return ParallelSet(stem.name, tuple(turkish[:limit]), tuple(english[:limit]))


def score(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[float, float, str, str]:
    """BLEU and chrF of a corpus, and the signatures of both (Post 2018; Popović 2015)."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    bleu, chrf = BLEU(), CHRF()
    scores = (bleu.corpus_score(hypotheses, [references]).score, chrf.corpus_score(hypotheses, [references]).score)
    return *scores, str(bleu.get_signature()), str(chrf.get_signature())


def evaluate(name: str, translator: Translator, parallel: ParallelSet) -> tuple[Score, list[str]]:
    """The scores and the translations."""
    start = time.monotonic()
    hypotheses = [translation.text for translation in translator.translate(parallel.turkish)]
    seconds = time.monotonic() - start
    bleu, chrf, *signatures = score(hypotheses, parallel.english)
    given_up = hypotheses.count("")
    return Score(name, parallel.name, bleu, chrf, len(hypotheses), given_up, round(seconds, 1), *signatures), hypotheses


def line(result: Score) -> str:
    """One set on one line."""
    return (
        f"{result.set}: BLEU {result.bleu:.1f} chrF {result.chrf:.1f} "
        f"({result.sentences} sentences, {result.given_up} given up, {result.seconds:.0f} s)"
    )


def table(results: Iterable[Score]) -> str:
    """A Markdown table, a row for each model, BLEU / chrF for each set."""
    rows: dict[str, dict[str, str]] = {}
    for result in results:
        rows.setdefault(result.model, {})[result.set] = f"{result.bleu:.1f} / {result.chrf:.1f}"
    sets = list(dict.fromkeys(name for row in rows.values() for name in row))
    lines = [f"| model | {' | '.join(sets)} |", "| --- |" + " --- |" * len(sets)]
    lines += [f"| {model} | {' | '.join(row.get(name, '') for name in sets)} |" for model, row in rows.items()]
    return "\n".join(lines)


def samples(parallel: ParallelSet, hypotheses: Sequence[str], count: int) -> str:
    """``count`` sentences from all over the set, with what the model made of them."""
    step = max(1, len(hypotheses) // count)
    chosen = range(step // 2, len(hypotheses), step)
    return "\n".join(
        f"  tr  {parallel.turkish[i]}\n  out {hypotheses[i]}\n  ref {parallel.english[i]}" for i in chosen[:count]
    )


def save(path: Path, results: Sequence[Score], settings: Mapping[str, object]) -> None:
    """As JSON, for :mod:`training.card`."""
    record = {"settings": dict(settings), "scores": [asdict(result) for result in results]}
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """The command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("models", type=Path, nargs="+", metavar="MODEL", help="folder in CTranslate2's form")
    p.add_argument("--sets", type=Path, nargs="+", required=True, metavar="STEM", help="STEM.tr and STEM.en")
    p.add_argument("--limit", type=int, help="the first lines of each set only")
    p.add_argument("--beam", type=int, default=4)
    p.add_argument("--length-penalty", type=float, default=1.0)
    p.add_argument("--compute-type", default="int8")
    p.add_argument("--threads", type=int, default=0, help="0: all cores")
    p.add_argument("--samples", type=int, default=0, help="sentences of each set to show")
    p.add_argument("--json", type=Path, help="write the scores to this file")
    a = p.parse_args()
    results: list[Score] = []
    for folder in a.models:
        name = str(folder)
        translator = MarianTranslator(
            folder,
            beam_size=a.beam,
            length_penalty=a.length_penalty,
            compute_type=a.compute_type,
            threads=a.threads,
        )
        for stem in a.sets:
            parallel = read_set(stem, a.limit)
            result, hypotheses = evaluate(name, translator, parallel)
            results.append(result)
            print(f"{name} {line(result)}" if len(a.models) > 1 else line(result), flush=True)
            if a.samples:
                print(samples(parallel, hypotheses, a.samples))
    if len(a.models) > 1:
        print(f"\n{table(results)}")
    print(f"BLEU {results[0].bleu_signature}\nchrF {results[0].chrf_signature}")
    print(f"beam {a.beam}, length penalty {a.length_penalty}, {a.compute_type}")
    if a.json:
        decoding = {"beam_size": a.beam, "length_penalty": a.length_penalty}
        save(a.json, results, {**decoding, "compute_type": a.compute_type, "limit": a.limit})


if __name__ == "__main__":
    main()
