"""What int8 costs: a Marian checkpoint converted to float32 and to int8, held against each other and the references.

    python -m benchmarks.quantization CHECKPOINT [--set newstest2017] [--limit 300] [--beam 4]

CHECKPOINT is a MarianMT folder of transformers. Prints a Markdown table: megabytes, chrF against the references, and
chrF of int8's output against float32's, which is 100 where every sentence is the same.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

COMPUTE_TYPES = ("float32", "int8")


def outputs(
    checkpoint: Path, work: Path, sentences: Sequence[str], *, beam_size: int
) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Translations of the sentences by compute type, and the bytes of the weights."""
    from tr_news.models.conversion.marian import convert_marian
    from tr_news.translation.engines.ctranslate2 import MarianTranslator

    translations, sizes = {}, {}
    for compute_type in COMPUTE_TYPES:
        folder = work / compute_type
        convert_marian(checkpoint, folder, quantization=compute_type)
        translator = MarianTranslator(folder, compute_type=compute_type, beam_size=beam_size)
        translations[compute_type] = [t.text for t in translator.translate(sentences)]
        sizes[compute_type] = (folder / "model.bin").stat().st_size
    return translations, sizes


def chrf(hypotheses: Sequence[str], references: Sequence[str]) -> float:
    """chrF2 of sacrebleu, 0 to 100."""
    from sacrebleu.metrics.chrf import CHRF

    return float(CHRF().corpus_score(list(hypotheses), [list(references)]).score)


def main() -> None:
    from benchmarks.translation import read_set

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--set", default="newstest2017")
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--beam", type=int, default=4)
    options = parser.parse_args()
    sources, references = read_set(options.set, options.limit)
    with tempfile.TemporaryDirectory() as work:
        found, sizes = outputs(options.checkpoint, Path(work), sources, beam_size=options.beam)
    same = 100 * sum(a == b for a, b in zip(found["int8"], found["float32"], strict=True)) / len(sources)
    print(f"| {options.set}, {len(sources)} sentences | MB | chrF | chrF against float32 | same sentences |")
    print("| --- | --- | --- | --- | --- |")
    print(f"| float32 | {sizes['float32'] / 1e6:.0f} | {chrf(found['float32'], references):.1f} | 100 | 100 % |")
    close = chrf(found["int8"], found["float32"])
    print(f"| int8 | {sizes['int8'] / 1e6:.0f} | {chrf(found['int8'], references):.1f} | {close:.1f} | {same:.0f} % |")


if __name__ == "__main__":
    main()
