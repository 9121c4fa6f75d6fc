"""More news by back-translation (Sennrich et al. 2016): real English, with Turkish made by a reverse model.

    python -m training.prepare corpus.tsv.xz run/reverse-data --swap --spm spm.model …       # English to Turkish
    python -m training.backtranslate run/reverse/ctranslate2 mono_en_news.txt.xz bt.tsv --limit 300000

Writes pairs in the form of the corpus (Turkish, English, source, weight). A pair goes where the model was unsure (mean
log-probability of its pieces), where it looped, where the sides don't fit each other as in :mod:`training.prepare`,
and where a number was lost or made up, by the product's own check. In ``prepare`` a mix names the source under
``[tagged]``, so that the model can tell made Turkish from real (Caswell et al. 2019).
"""

import argparse
import itertools
import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from tr_news.documents.translation import Flag
from tr_news.models.decoding import Decoding
from tr_news.text.normalize import normalize_source
from tr_news.translation.audit import audit
from tr_news.translation.engines.decoding import Hypothesis, defect
from training.encoding import Pair
from training.prepare import fault

SOURCE = "bt_news"
UNSURE = -1.0  # nats a piece
LONGEST = 100  # pieces of an English sentence
BATCH = 4096


class Reverse(Protocol):
    """What is needed of an engine: :class:`tr_news.translation.engines.ctranslate2.MarianTranslator` has it."""

    def encode(self, text: str) -> list[str]: ...
    def decode(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[Hypothesis]: ...
    def detokenize(self, pieces: Sequence[str]) -> str: ...


def read_lines(path: Path, skip: int = 0, limit: int | None = None) -> Iterator[str]:
    """Lines of a text, plain or .xz, normalised, without empty ones; ``limit`` counts lines of the file."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, skip, None if limit is None else skip + limit):
            if text := normalize_source(line):
                yield text


def wrong(english: str, turkish: str, *, score: float, finished: bool, least: float) -> str | None:
    """Why a made pair is no good; None where nothing speaks against it.

    ``score`` is the mean log-probability of its pieces and ``least`` the lowest that will do, both in nats a piece;
    ``finished`` is False where the length limit came before ``</s>``.
    """
    if score < least:
        return "score"
    reason = defect(english, turkish, finished=finished) or fault(Pair(turkish, english, SOURCE, 1))
    return reason or ("number" if Flag.NUMBER in audit(turkish, english)[0] else None)


def back_translated(
    engine: Reverse,
    lines: Iterable[str],
    counts: Counter[str],
    *,
    unsure: float = UNSURE,
    decoding: Decoding | None = None,
) -> Iterator[Pair]:
    """The pairs that stand up; ``counts`` gets what became of the lines, by reason, and ``kept``."""
    decoding = decoding or Decoding(beam_size=1)
    remaining = iter(lines)
    while batch := list(itertools.islice(remaining, BATCH)):
        encoded = [(text, engine.encode(text)) for text in batch]
        short = [(text, pieces) for text, pieces in encoded if len(pieces) <= LONGEST]
        counts["long"] += len(encoded) - len(short)
        hypotheses = engine.decode([pieces for _, pieces in short], decoding)
        for (english, _), hypothesis in zip(short, hypotheses, strict=True):
            turkish = normalize_source(engine.detokenize(hypothesis.pieces))
            reason = wrong(english, turkish, score=hypothesis.score, finished=hypothesis.finished, least=unsure)
            counts[reason or "kept"] += 1
            if reason is None:
                yield Pair(turkish, english, SOURCE, 1.0)


def main() -> None:
    """The command line."""
    from tr_news.translation.engines.ctranslate2 import MarianTranslator

    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("reverse", type=Path, help="English to Turkish, folder in CTranslate2's form")
    p.add_argument("english", type=Path, help="a sentence a line, .txt or .txt.xz")
    p.add_argument("out", type=Path, help="TSV to append to")
    p.add_argument("--skip", type=int, default=0, help="lines to leave out first (done before)")
    p.add_argument("--limit", type=int, help="lines to translate")
    p.add_argument("--beam", type=int, default=1)
    p.add_argument("--unsure", type=float, default=UNSURE, help="lowest score, nats a piece (default %(default)s)")
    p.add_argument("--threads", type=int, default=0, help="0: all cores")
    a = p.parse_args()
    engine = MarianTranslator(a.reverse, threads=a.threads, max_batch_tokens=2048)
    counts: Counter[str] = Counter()
    lines = read_lines(a.english, a.skip, a.limit)
    with a.out.open("a", encoding="utf-8") as out:
        for pair in back_translated(engine, lines, counts, unsure=a.unsure, decoding=Decoding(a.beam)):
            out.write(f"{pair.turkish}\t{pair.english}\t{pair.source}\t{pair.weight:g}\n")
    print(json.dumps(dict(counts.most_common())))


if __name__ == "__main__":
    main()
