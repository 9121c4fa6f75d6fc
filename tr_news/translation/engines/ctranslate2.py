"""MarianMT on CTranslate2: the engine that translates unless told otherwise."""

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tr_news.errors import ModelError, first_line
from tr_news.models.decoding import Decoding
from tr_news.models.folder import Device
from tr_news.models.runtime import FAILURES, available_cores, load_with_ctranslate2
from tr_news.models.threads import Split, split_of
from tr_news.translation.engines import padding
from tr_news.translation.engines.batches import cut, shared_out
from tr_news.translation.engines.decoding import Hypothesis, output_limit, search_limit
from tr_news.translation.engines.subword import SubwordTranslator
from tr_news.translation.engines.twin import head_width

# Sentences in a batch on a CPU. One core of an EPYC gave 341, 381, 396, 340 and 343 pieces a second of a model of
# opus-mt's shape in batches of 16, 24, 32, 40 and 64 sentences of 24 pieces: beyond 32 the scores of all words of the
# vocabulary for all beams leave its caches.
MOST_TOGETHER = 32
TRIAL_AFTER = 20.0  # seconds in the engine: a trial of what may be padded takes some four


class MarianTranslator(SubwordTranslator):
    """A Marian model in CTranslate2's format.

    The folder holds ``config.json``, ``model.bin``, ``shared_vocabulary.json`` (or a source and a target vocabulary),
    ``source.spm`` and ``target.spm``.

    ``compute_type`` is CTranslate2's (int8, float32, …); ``threads`` counts CPU cores, 0 for all that the process may
    use, which ``inter_threads`` batches at a time share, ``intra_threads`` cores at each; ``max_batch_tokens`` bounds
    what is decoded at a time, padding included. Raises ModelError where the folder is missing or broken.

    The output for a sentence does not depend on the others in the call. With int8 weights CTranslate2's results are
    the same bit for bit as long as nothing is padded, so sentences of equal length share a batch, and those of unequal
    length where a trial on this processor found that padding changes nothing either (``engines/padding.py``). In
    float32 the order of summation varies with the shape of the batch and the cores at it as well, so each sentence is
    decoded alone, by one core. (On a GPU batches are of equal length; its libraries promise no more than that.)
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        compute_type: str = "int8",
        beam_size: int = 4,
        length_penalty: float = 1.0,
        max_batch_tokens: int = 1024,
        threads: int = 0,
        inter_threads: int | None = None,
        intra_threads: int | None = None,
        device: Device = "cpu",
    ) -> None:
        folder = Path(folder)
        _check_folder(folder)
        super().__init__(folder, Decoding(beam_size, length_penalty))
        import ctranslate2

        if device == "auto":
            device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
        self._version = str(ctranslate2.__version__)
        self._engine: Any = None
        self._padding: padding.Padding | None = None  # not known yet
        self._place: padding.Place | None = None  # where what a trial finds is kept
        self._options: dict[str, Any] = {"device": device, "compute_type": compute_type}
        self.cores = (threads or available_cores()) if device == "cpu" else 1
        self.busy = 0.0  # seconds that calls took
        # A core a batch and many batches at once: sentences are too short to share one between cores, mostly.
        self.split_work(split_of(self.cores, inter_threads, intra_threads) if device == "cpu" else Split(1, 1))
        self._alone = device == "cpu" and not self.splittable
        if self._alone and self.split.intra > 1:
            self.split_work(Split(self.split.inter, 1))
        self._max_batch_tokens = max_batch_tokens
        self._most = MOST_TOGETHER if device == "cpu" else max_batch_tokens

    @property
    def splittable(self) -> bool:
        """Whether several cores at a batch give the bytes that one gives."""
        return self._runs["device"] == "cpu" and self._runs["compute_type"].startswith("int8")

    @property
    def batches(self) -> bool:
        """Whether it decodes several sentences together."""
        return not self._alone

    def together(self, length: int) -> int:
        """How many sentences of so many pieces are decoded together at the most."""
        return 1 if self._alone else max(1, min(self._most, self._max_batch_tokens // max(1, length)))

    def beside(self, length: int) -> int:
        """The shortest sentence that may be decoded together with one of so many pieces."""
        return length if self._padding is None else self._padding.beside(length)

    def try_padding(self) -> None:
        """Finds out what may be padded, where that isn't known and there is enough work for it to pay."""
        if self._padding is not None or self._place is None or self.busy < TRIAL_AFTER:
            return
        try:
            found = padding.tried(self._place)
            padding.keep(self._place, found)
        except (*FAILURES, OSError):  # then nothing is padded: slower, and the same bytes
            found = padding.EQUAL
        self._padding = found

    def split_work(self, split: Split) -> None:
        """Loads the weights anew, for so many batches at a time with so many cores each.

        Raises:
            ModelError: they can't be loaded.
        """
        self._engine = None  # the old ones go first: there is room for one
        self._engine = load_with_ctranslate2(
            "Translator", self.folder, inter_threads=split.inter, intra_threads=split.intra, **self._options
        )
        # Kept beside the engine: another thread may ask while the weights are loaded anew.
        self._runs = {"compute_type": str(self._engine.compute_type), "device": str(self._engine.device)}
        self.split = split
        self._padding, self._place = None, None
        if self.splittable and (head := head_width(self.folder)):
            version = f"ctranslate2 {self._version}"
            self._place = padding.Place(version, head, self.decoding.beam_size, split.intra)
            self._padding = padding.kept(self._place)
        # Batches that wait their turn: enough to keep the cores busy, few enough that an interrupted run ends soon,
        # since the engine finishes what it was given.
        self._ahead = 2 * split.inter

    def begin_forced(self, sources: Sequence[Sequence[str]], length: int) -> list[Any]:
        """Gives the engine a batch of which every translation is to have ``length`` pieces, and doesn't wait for it."""
        pending: list[Any] = self._engine.translate_batch(
            [list(source) for source in sources], beam_size=self.decoding.beam_size, disable_unk=True,
            min_decoding_length=length, max_decoding_length=length, max_batch_size=0, return_scores=True,
            asynchronous=True,
        )  # fmt: skip
        return pending

    def decode(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[Hypothesis]:
        """The best hypothesis for each source (pieces with ``</s>``), the same in whatever company.

        Raises ModelError where the engine fails: a vocabulary that doesn't fit the weights, too little memory.
        """
        return [found[0] for found in self.decode_several(sources, decoding, 1)]

    def decode_several(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, count: int
    ) -> list[list[Hypothesis]]:
        """The ``count`` best hypotheses for each source, no more than the beam holds, the same in whatever company.

        Raises ModelError as :meth:`decode` does.
        """
        self.try_padding()
        started = time.monotonic()
        try:
            return self._decode(sources, decoding, min(count, decoding.beam_size))
        except FAILURES as error:
            raise ModelError(
                f"{self.folder}: CTranslate2 can't run the model ({first_line(error)}): get the model again"
            ) from error
        finally:
            self.busy += time.monotonic() - started

    def _decode(self, sources: Sequence[Sequence[str]], decoding: Decoding, count: int) -> list[list[Hypothesis]]:
        hypotheses: dict[int, list[Hypothesis]] = {}
        waiting: deque[tuple[list[int], list[Any]]] = deque()

        def collect() -> None:
            indexes, results = waiting.popleft()
            for index, pending in zip(indexes, results, strict=True):
                result = pending.result()
                limit = output_limit(len(sources[index]))
                hypotheses[index] = [
                    Hypothesis(tuple(pieces), score, len(pieces) < limit)
                    for pieces, score in zip(result.hypotheses, result.scores, strict=True)
                ]

        for length, indexes in self._batches(sources, decoding):
            results = self._engine.translate_batch(
                [list(sources[index]) for index in indexes],
                beam_size=decoding.beam_size,
                num_hypotheses=count,
                length_penalty=decoding.length_penalty,
                no_repeat_ngram_size=decoding.no_repeat_ngram_size,
                max_decoding_length=search_limit(length),
                max_batch_size=0,
                disable_unk=True,
                return_scores=True,
                asynchronous=True,
            )
            waiting.append((indexes, results))
            if len(waiting) > self._ahead:
                collect()
        while waiting:
            collect()
        return [hypotheses[index] for index in range(len(sources))]

    def _batches(
        self, sources: Sequence[Sequence[str]], decoding: Decoding | None = None
    ) -> Iterator[tuple[int, list[int]]]:
        """Indexes of sources that are decoded together, with the length of the longest of them.

        The costliest batches come first: no core waits for one. What may be padded is known for one number of beams.
        """
        padded = decoding is None or decoding.beam_size == self.decoding.beam_size
        order = sorted(range(len(sources)), key=lambda index: -len(sources[index]))
        lengths = [len(sources[index]) for index in order]
        ends = cut(lengths, self.together, self.beside if padded else lambda length: length)
        for start, end in shared_out(lengths, ends, self.split.inter):
            yield lengths[start], order[start:end]

    def describe(self) -> Mapping[str, object]:
        """Provenance but for the weights: name, engine and version, beam search, compute type, device."""
        return {
            "name": self.folder.name,
            "engine": "ctranslate2",
            "version": self._version,
            "beam_size": self.decoding.beam_size,
            "length_penalty": self.decoding.length_penalty,
            **self._runs,
        }


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise ModelError(f"{folder}: no such model folder: get one with tr-news models pull")
    for name in ("model.bin", "config.json", "source.spm", "target.spm"):
        if not (folder / name).is_file():
            raise ModelError(f"{folder}: {name} is missing; not a Marian model in CTranslate2's format: get it again")
    if not any(folder.glob("*vocabulary.*")):
        raise ModelError(f"{folder}: the vocabulary (shared_vocabulary.json) is missing: get the model again")
