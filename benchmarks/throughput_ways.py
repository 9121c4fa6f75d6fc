"""Ways to translate the same sentences by the same random model, for ``benchmarks.throughput``.

The length of every translation is forced to that of its source, so that all ways do the same work.
"""

import json
import resource
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tr_news.articles import Article
from tr_news.models.decoding import Decoding
from tr_news.models.threads import Split
from tr_news.pipeline import Pipeline
from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.engines.decoding import Hypothesis
from tr_news.translation.protocol import Translation

PIECES, FEW_PIECES, VOCABULARY = 16_000, 4000, 62_518  # of SentencePiece, of few texts, of the model
_MANY = 1000  # texts
BEAM = 4


def clock(kind: str) -> float:
    """Seconds: of the processors for this process (``cpu``), or of the day (``wall``)."""
    if kind == "wall":
        return time.perf_counter()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


class Forced(MarianTranslator):
    """The house's engine, made to give as many pieces as the source has; counts seconds in CTranslate2, and pieces."""

    kind = "cpu"
    seconds = 0.0
    sent = 0

    def decode(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[Hypothesis]:
        """As the parent's, in the same batches."""
        started = clock(self.kind)
        waiting: list[tuple[list[int], Any]] = []
        for length, indexes in self._batches(sources, decoding):
            results = self._engine.translate_batch(
                [list(sources[index]) for index in indexes], beam_size=decoding.beam_size, disable_unk=True,
                min_decoding_length=length, max_decoding_length=length, max_batch_size=0, return_scores=True,
                asynchronous=True,
            )  # fmt: skip
            waiting.append((indexes, results))
            self.sent += sum(len(sources[index]) for index in indexes)
        found = {n: r.result() for indexes, results in waiting for n, r in zip(indexes, results, strict=True)}
        self.seconds += clock(self.kind) - started
        return [Hypothesis(tuple(found[n].hypotheses[0]), found[n].scores[0], True) for n in range(len(sources))]

    def _said(self, text: str, hypothesis: Hypothesis) -> Translation:  # noqa: ARG002 (the parent's)
        """Whatever it is: a random model says nothing that makes sense."""
        return Translation(self.detokenize(hypothesis.pieces) or "nothing", score=hypothesis.score)

    def parts(self, sentences: Sequence[str]) -> list[list[str]]:
        """The pieces of what goes to the engine, each once: long sentences are cut."""
        return [self.encode(part) for part in dict.fromkeys(p for text in sentences for p in self._parts(text))]


def random_opus(folder: Path, texts: Sequence[str]) -> Path:
    """A random Marian checkpoint of opus-mt's shape, with SentencePiece trained on the texts."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    from tests import checkpoints

    folder.mkdir()
    checkpoints.marian_vocabulary(folder, tuple(texts), PIECES if len(texts) > _MANY else FEW_PIECES)
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
    """The usual script: the tokens of some sentences, padded, through ``generate``, and text of what comes out."""

    def __init__(self, folder: Path, house: Forced, threads: int) -> None:
        import torch
        from transformers import MarianMTModel

        torch.set_num_threads(threads)
        self._model: Any = MarianMTModel.from_pretrained(folder).eval()
        vocabulary: dict[str, int] = json.loads((folder / "vocab.json").read_text("utf-8"))
        self._ids, self._pieces = vocabulary, {number: piece for piece, number in vocabulary.items()}
        self._house = house

    def translate(self, sources: Sequence[Sequence[str]]) -> list[str]:
        """One batch: as long as its longest, which is when the last of a real batch ends."""
        import torch

        rows = [[self._ids.get(piece, 1) for piece in pieces] for pieces in sources]
        longest = max(map(len, rows))
        ids = torch.full((len(rows), longest), VOCABULARY - 1)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = torch.tensor(row)
        with torch.inference_mode():
            made = self._model.generate(
                ids, attention_mask=(ids != VOCABULARY - 1).long(), num_beams=BEAM, do_sample=False,
                min_new_tokens=longest, max_new_tokens=longest,
            )  # fmt: skip
        return [self._house.detokenize([self._pieces[int(n)] for n in row]) for row in made]


@dataclass(frozen=True, slots=True)
class Batching:
    """How bare CTranslate2 gets its sentences: so many a batch, all of one length or only sorted by it, and threads."""

    size: int
    equal: bool
    split: Split

    def __str__(self) -> str:
        kind = "of equal length" if self.equal else "sorted"
        return f"batches of {self.size} {kind}, {self.split.inter} × {self.split.intra} threads"


def bare(folder: Path, sources: Sequence[Sequence[str]], how: Batching) -> Callable[[], list[list[str]]]:
    """``translate_batch`` on ready tokens: the longest first; a batch that is only sorted ends with its longest."""
    import ctranslate2

    inter, intra = how.split.inter, how.split.intra
    engine = ctranslate2.Translator(str(folder), compute_type="int8", inter_threads=inter, intra_threads=intra)
    order = sorted(range(len(sources)), key=lambda n: len(sources[n]), reverse=True)
    groups = [list(same) for _, same in groupby(order, key=lambda n: len(sources[n]))] if how.equal else [order]
    batches = [group[start : start + how.size] for group in groups for start in range(0, len(group), how.size)]

    def run() -> list[list[str]]:
        waiting: list[tuple[int, Any]] = []
        for batch in batches:
            length = len(sources[batch[0]])
            results = engine.translate_batch(
                [list(sources[n]) for n in batch], beam_size=BEAM, disable_unk=True, min_decoding_length=length,
                max_decoding_length=length, max_batch_size=0, asynchronous=True,
            )  # fmt: skip
            waiting += zip(batch, results, strict=True)
        found = {n: result.result().hypotheses[0] for n, result in waiting}
        return [found[n] for n in range(len(sources))]

    return run


def argos(folder: Path, house: Forced, articles: Sequence[Article], threads: int) -> Callable[[], int] | None:
    """Argos Translate's own path from the text of a paragraph on, with the same model; None where it isn't installed.

    Its sentence splitters are fetched from the network: it gets our sentences.
    """
    try:
        from argostranslate.translate import apply_packaged_translation
    except ImportError:
        return None
    import ctranslate2

    from tr_news.text.turkish.sentences import split

    engine = ctranslate2.Translator(str(folder), compute_type="int8", inter_threads=threads, intra_threads=1)

    class Engine:
        def translate_batch(self, sources: list[list[str]], **given: Any) -> Any:
            longest = max(map(len, sources))  # a batch ends with its longest
            del given["replace_unknowns"]
            return engine.translate_batch(
                sources, **given, disable_unk=True, min_decoding_length=longest, max_decoding_length=longest
            )

    class Package:
        target_prefix = ""
        tokenizer = SimpleNamespace(encode=house.encode, decode=house.detokenize)

    class Sentencizer:
        split_sentences = staticmethod(lambda text: list(split(text)))

    paragraphs = [paragraph.text for article in articles for paragraph in article.paragraphs]

    def run() -> int:
        said = [apply_packaged_translation(Package(), text, Engine(), Sentencizer(), 1) for text in paragraphs]
        return len(said)

    return run


def whole(house: Forced, articles: Sequence[Article]) -> Callable[[], int]:
    """All that ``batch`` does for articles but the disk: language, sentences, engine, audit, brief, JSON; its bytes.

    By its own stages, with its windows and threads. Without what asks the model a second time where a name or sign was
    lost: a random one loses them all.
    """
    from tr_news import config
    from tr_news.batch.formats import render_brief
    from tr_news.batch.plan import Work
    from tr_news.batch.stages import Result, Stages
    from tr_news.documents.brief import Brief
    from tr_news.documents.translation import TranslatedArticle

    pipeline = Pipeline(config.Settings())
    pipeline.translator = house
    pipeline._models = house.describe()

    def run() -> int:
        stages = Stages([Work(article.id, article, "") for article in articles], pipeline, threading.Event())
        results = (result.item for result in stages.results() if isinstance(result, Result))
        briefs = pipeline.summarize(item for item in results if isinstance(item, TranslatedArticle))
        return sum(len(render_brief(brief, "json")) for brief in briefs if isinstance(brief, Brief))

    return run
