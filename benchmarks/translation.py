"""How good and how fast translation is.

    python -m benchmarks.translation score --model FOLDER --set newstest2017 [--limit N] [--beam N]
    python -m benchmarks.translation audit [--set newstest2017 …]

``score``: BLEU and chrF with signatures. ``audit``: how often each flag is raised on human references (false alarms,
but for the errors in them) and on stored outputs of translation systems (hits), and what postediting does to them.
The sets are those of ``benchmarks.evaluation_folder``.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import evaluation_folder

ROOT = Path(__file__).parents[1]
SYSTEMS = ("opusmt", "bergamot", "nllb", "argos")


def read_set(name: str, limit: int | None = None) -> tuple[list[str], list[str]]:
    """Turkish and English lines of a set."""
    folder = evaluation_folder() / "mt"
    source, reference = (
        (folder / f"{name}.{language}").read_text(encoding="utf-8").split("\n") for language in ("tr", "en")
    )
    pairs = [(s, r) for s, r in zip(source, reference, strict=True) if s][:limit]
    return [s for s, _ in pairs], [r for _, r in pairs]


def read_output(name: str, system: str) -> list[str] | None:
    """The stored output of a system, line by line with the set; None where there is none."""
    path = evaluation_folder() / "mt" / "outputs" / f"{name}.{system}.txt"
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n") if path.is_file() else None


def score(hypotheses: Sequence[str], references: Sequence[str]) -> dict[str, str]:
    """BLEU and chrF with sacrebleu's signatures."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    bleu, chrf = BLEU(), CHRF()
    found = {"BLEU": f"{bleu.corpus_score(hypotheses, [references]).score:.1f}"}
    found["chrF"] = f"{chrf.corpus_score(hypotheses, [references]).score:.1f}"
    return found | {"BLEU signature": str(bleu.get_signature()), "chrF signature": str(chrf.get_signature())}


def flag_rates(sources: Sequence[str], translations: Sequence[str]) -> dict[str, float]:
    """Percent of the sentences that get each flag; ``number/digits``: of those that have a digit in the source."""
    from tr_news.translation.audit import audit

    flags = [set(audit(source, translation)[0]) for source, translation in zip(sources, translations, strict=True)]
    rates = {f: 100 * sum(f in found for found in flags) / len(flags) for f in ("number", "name", "quotation", "short")}
    digits = [found for source, found in zip(sources, flags, strict=True) if any(c.isdigit() for c in source)]
    return rates | {"number/digits": 100 * sum("number" in found for found in digits) / max(1, len(digits))}


def metrics() -> dict[str, float]:
    """What ``floors/translation.json`` speaks of: sentences of newstest2017 without and with each flag, in percent."""
    sources, references = read_set("newstest2017")
    outputs = read_output("newstest2017", "opusmt")
    assert outputs is not None
    clean, hits = flag_rates(sources, references), flag_rates(sources, outputs)
    unflagged = {f"references unflagged, {flag}": 100 - rate for flag, rate in clean.items()}
    return unflagged | {f"opus-mt flagged, {flag}": rate for flag, rate in hits.items()}


def _score(options: argparse.Namespace) -> None:
    from tr_news.translation.engines.ctranslate2 import MarianTranslator
    from tr_news.translation.repair.postedit import postedit

    sources, references = read_set(options.set, options.limit)
    translator = MarianTranslator(options.model, beam_size=options.beam, compute_type=options.compute_type)
    started = time.perf_counter()
    hypotheses = [t.text for t in translator.translate(sources)]
    seconds = time.perf_counter() - started
    finished = [postedit(source, hypothesis) for source, hypothesis in zip(sources, hypotheses, strict=True)]
    report = {"model": dict(translator.describe()), "set": options.set, "sentences": len(sources)}
    report |= {"seconds": round(seconds, 1), "untranslated": sum(not hypothesis for hypothesis in hypotheses)}
    print(
        json.dumps(
            report | {"engine": score(hypotheses, references), "postedited": score(finished, references)}, indent=2
        )
    )


def _audit(options: argparse.Namespace) -> None:
    from tr_news.translation.repair.postedit import postedit

    for name in options.set:
        sources, references = read_set(name)
        outputs = {"reference": references} | {s: out for s in SYSTEMS if (out := read_output(name, s)) is not None}
        for system, lines in outputs.items():
            rates = "  ".join(f"{flag} {rate:.2f} %" for flag, rate in flag_rates(sources, lines).items())
            print(f"{name:14} {system:10} {rates}", end="")
            if system != "reference":
                edited = [postedit(source, line) for source, line in zip(sources, lines, strict=True)]
                found = (score(lines, references), score(edited, references))
                before, after = (f"{s['BLEU']} / {s['chrF']}" for s in found)
                print(f"  BLEU / chrF {before}, postedited {after}", end="")
            print(flush=True)


def main() -> None:
    """Runs one of the two measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    built_in = ROOT / "tr_news" / "models" / "tr-en-mini"
    command = commands.add_parser("score")
    command.add_argument("--model", type=Path, default=built_in)
    command.add_argument("--set", default="newstest2017")
    command.add_argument("--limit", type=int)
    command.add_argument("--beam", type=int, default=4)
    command.add_argument("--compute-type", default="int8")
    command.set_defaults(run=_score)
    command = commands.add_parser("audit")
    command.add_argument("--set", nargs="+", default=["newstest2016", "newstest2017", "flores200_dev"])
    command.set_defaults(run=_audit)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
