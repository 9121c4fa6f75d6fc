"""How fast sentences are translated: the usual scripts, bare CTranslate2, and the house, on one random model.

    python -m benchmarks.throughput ARTICLES.jsonl [--articles 12] [--threads 1] [--clock cpu] [--runs 3]

The model has the shape of opus-mt (6+6 layers, width 512, 62,518 pieces) and random weights, and the length of every
translation is forced to that of its source, so that all ways do the same work. Checked first: the house's pieces are
those of bare CTranslate2. ``cpu`` counts seconds of processor time, which other work on the machine hardly changes;
``wall`` is for an idle machine. The slow ways get the first sentences only; all figures are per second.
"""

import argparse
import json
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from tr_news.articles import Article, read_path
from tr_news.documents.article import Language
from tr_news.models.decoding import Decoding
from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.engines.decoding import Hypothesis
from tr_news.translation.translate import sentences_to_translate

PIECES, VOCABULARY = 4000, 62_518
BEAM = 4
Sentences = list[list[str]]  # by article


class Forced(MarianTranslator):
    """The house's engine, made to give as many pieces as the source has."""

    def decode(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[Hypothesis]:
        """As the parent's, by equal lengths."""
        by_length: dict[int, list[int]] = {}
        for index, source in enumerate(sources):
            by_length.setdefault(len(source), []).append(index)
        waiting: list[tuple[int, Any]] = []
        for length, indexes in sorted(by_length.items(), reverse=True):
            results = self._engine.translate_batch(
                [list(sources[index]) for index in indexes], beam_size=decoding.beam_size, disable_unk=True,
                min_decoding_length=length, max_decoding_length=length, max_batch_size=self._max_batch_tokens,
                batch_type="tokens", return_scores=True, asynchronous=True,
            )  # fmt: skip
            waiting += zip(indexes, results, strict=True)
        found = {index: pending.result() for index, pending in waiting}
        return [Hypothesis(tuple(found[n].hypotheses[0]), found[n].scores[0], True) for n in range(len(sources))]


def random_opus(folder: Path, texts: list[str]) -> Path:
    """A random Marian checkpoint of opus-mt's shape, with SentencePiece trained on the texts."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    from tests import checkpoints

    folder.mkdir()
    checkpoints.marian_vocabulary(folder, tuple(texts), PIECES)
    known: dict[str, int] = json.loads((folder / "vocab.json").read_text("utf-8"))
    pieces = [piece for piece in known if piece != "<pad>"]
    pieces += [f"<filler-{number}>" for number in range(VOCABULARY - 1 - len(pieces))]
    vocabulary = {piece: number for number, piece in enumerate([*pieces, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    torch.manual_seed(0)
    config = MarianConfig(
        vocab_size=VOCABULARY, d_model=512, encoder_layers=6, decoder_layers=6, encoder_attention_heads=8,
        decoder_attention_heads=8, encoder_ffn_dim=2048, decoder_ffn_dim=2048, pad_token_id=VOCABULARY - 1,
        eos_token_id=0, decoder_start_token_id=VOCABULARY - 1, scale_embedding=True, activation_function="swish",
    )  # fmt: skip
    MarianMTModel(config).save_pretrained(folder)
    return folder


class Transformers:
    """The usual script: the tokens of some sentences, padded, through ``generate``."""

    def __init__(self, folder: Path, translator: MarianTranslator, threads: int) -> None:
        import torch
        from transformers import MarianMTModel

        torch.set_num_threads(threads)
        self._model: Any = MarianMTModel.from_pretrained(folder).eval()
        self._vocabulary: dict[str, int] = json.loads((folder / "vocab.json").read_text("utf-8"))
        self._encode = translator.encode

    def translate(self, sentences: Sequence[str]) -> Any:
        """One batch: the ids of its pieces."""
        import torch

        rows = [[self._vocabulary.get(piece, 1) for piece in self._encode(text)] for text in sentences]
        longest = max(map(len, rows))
        ids = torch.full((len(rows), longest), VOCABULARY - 1)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = torch.tensor(row)
        with torch.inference_mode():
            return self._model.generate(
                ids, attention_mask=(ids != VOCABULARY - 1).long(), num_beams=BEAM, do_sample=False,
                min_new_tokens=longest, max_new_tokens=longest,
            )  # fmt: skip


def bare(folder: Path, sources: Sequence[Sequence[str]], size: int, threads: int) -> Callable[[], list[list[str]]]:
    """``translate_batch`` on ready tokens: sorted by length, batches of ``size`` examples."""
    import ctranslate2

    engine = ctranslate2.Translator(str(folder), compute_type="int8", inter_threads=threads, intra_threads=1)
    order = sorted(range(len(sources)), key=lambda n: len(sources[n]), reverse=True)

    def run() -> list[list[str]]:
        waiting: list[tuple[int, Any]] = []
        for length in sorted({len(source) for source in sources}, reverse=True):
            same = [n for n in order if len(sources[n]) == length]
            results = engine.translate_batch(
                [list(sources[n]) for n in same], beam_size=BEAM, disable_unk=True, min_decoding_length=length,
                max_decoding_length=length, max_batch_size=size, batch_type="examples", asynchronous=True,
            )  # fmt: skip
            waiting += zip(same, results, strict=True)
        found = {n: result.result().hypotheses[0] for n, result in waiting}
        return [found[n] for n in range(len(sources))]

    return run


def clock(kind: str) -> float:
    """Seconds: of the processors for this process, or of the day."""
    if kind == "wall":
        return time.perf_counter()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def speed(work: Callable[[], object], sentences: int, runs: int, kind: str) -> tuple[float, float]:
    """Sentences a second: the median of the runs, and half the distance between the fastest and the slowest."""
    found = []
    for _ in range(runs):
        started = clock(kind)
        work()
        found.append(sentences / (clock(kind) - started))
    return statistics.median(found), (max(found) - min(found)) / 2


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--articles", dest="count", type=int, default=12)
    parser.add_argument("--slow", type=int, default=16, help="sentences that the transformers ways get")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--clock", choices=["cpu", "wall"], default="cpu")
    a = parser.parse_args()
    articles = list(islice((x for x in read_path(a.articles) if isinstance(x, Article)), a.count))
    sentences: Sentences = [sentences_to_translate(article, Language("tr", 1.0)) for article in articles]
    flat = [text for group in sentences for text in group]
    with tempfile.TemporaryDirectory() as name:
        measure(a, Path(name), sentences, flat)


def measure(a: argparse.Namespace, folder: Path, sentences: Sentences, flat: list[str]) -> None:
    """All ways, on a model in the folder."""
    import ctranslate2
    import torch
    import transformers

    from tests.marian_fixtures import convert

    checkpoint = random_opus(folder / "checkpoint", flat)
    converted = convert(checkpoint, folder / "ctranslate2", quantization="int8")
    house = Forced(converted, beam_size=BEAM, threads=a.threads)
    decoding = Decoding(BEAM)
    tokens = [house.encode(text) for text in flat]
    ours = [list(hypothesis.pieces) for hypothesis in house.decode(tokens, decoding)]
    same = sum(x == y for x, y in zip(ours, bare(converted, tokens, 16, a.threads)(), strict=True))
    print(
        f"{len(sentences)} articles, {len(flat)} sentences, {sum(map(len, tokens))} pieces; beam {BEAM}, "
        f"{a.threads} threads, {a.runs} runs, {a.clock} seconds\n"
        f"ctranslate2 {ctranslate2.__version__} int8, transformers {transformers.__version__}, torch "
        f"{torch.__version__}, Python {platform.python_version()}\n"
        f"pieces as bare CTranslate2 gives them: {same} of {len(flat)}\n"
    )
    script = Transformers(checkpoint, house, a.threads)
    first = [text for group in sentences for text in group][: a.slow]
    ordered = sorted(first, key=len)
    batches = [ordered[start : start + 32] for start in range(0, len(ordered), 32)]
    best, spread = speed(
        lambda: house.decode([house.encode(text) for text in flat], decoding), len(flat), a.runs, a.clock
    )
    print(f"{'':38} {'sentences/s':>12} {'spread':>7} {'tr-news is':>11}")
    print(f"{'tr-news, text to text':38} {best:12.1f} {spread:7.1f}", flush=True)

    def told(name: str, work: Callable[[], object], count: int, runs: int) -> None:
        median, spread = speed(work, count, runs, a.clock)
        print(f"{name:38} {median:12.1f} {spread:7.1f} {best / median:9.2f} x", flush=True)

    for size in (1, 8, 32):
        told(f"bare CTranslate2, batches of {size}", bare(converted, tokens, size, a.threads), len(flat), a.runs)
    told("transformers, a sentence at a time", lambda: [script.translate([text]) for text in first], len(first), 1)
    told("transformers, an article at a time", lambda: script.translate(first), len(first), 1)
    told("transformers, sorted, batches of 32", lambda: [script.translate(b) for b in batches], len(first), 1)


if __name__ == "__main__":
    main()
