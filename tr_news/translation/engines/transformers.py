"""MarianMT on transformers: the reference that the CTranslate2 engine is held to. Needs torch (the extra ``torch``)."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from tr_news.errors import ModelError, first_line
from tr_news.models.decoding import Decoding
from tr_news.models.folder import Device
from tr_news.translation.engines.decoding import Hypothesis, output_limit, search_limit
from tr_news.translation.engines.subword import SubwordTranslator

_WEIGHTS = ("model.safetensors", "pytorch_model.bin")


class TransformersTranslator(SubwordTranslator):
    """A Marian checkpoint in Hugging Face's form, in float32.

    The folder holds ``config.json``, ``vocab.json``, ``source.spm``, ``target.spm`` and ``model.safetensors`` or
    ``pytorch_model.bin`` (read with ``weights_only``). The pieces come from SentencePiece directly, so they are those
    that CTranslate2 gets, and nothing is truncated. Sentences are decoded one at a time: padding changes sums in
    float32. Raises ModelError where the folder is missing or broken, or torch is not installed.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        beam_size: int = 4,
        length_penalty: float = 1.0,
        threads: int = 0,
        device: Device = "cpu",
    ) -> None:
        folder = Path(folder)
        for name in ("config.json", "vocab.json"):
            if not (folder / name).is_file():
                raise ModelError(f"{folder}: {name} is missing; not a Marian checkpoint of transformers: get it again")
        if not any((folder / name).is_file() for name in _WEIGHTS):
            raise ModelError(f"{folder}: no weights ({' or '.join(_WEIGHTS)}); get the checkpoint again")
        super().__init__(folder, Decoding(beam_size, length_penalty))
        try:
            import torch
        except ImportError as error:
            raise ModelError(
                "the transformers engine needs torch: pip install 'tr-news[torch]', or use --engine ctranslate2"
            ) from error
        import transformers
        from safetensors import SafetensorError

        transformers.utils.logging.disable_progress_bar()
        if threads:
            torch.set_num_threads(threads)
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        self._device = torch.device(device)
        try:
            self._vocabulary: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
            # float32 whatever the checkpoint says: half precision is slow and coarse on a CPU.
            model = transformers.MarianMTModel.from_pretrained(folder, dtype=torch.float32, local_files_only=True)
        except (OSError, ValueError, RuntimeError, KeyError, SafetensorError, UnpicklingError) as error:
            raise ModelError(f"{folder}: transformers can't load it ({first_line(error)}): get it again") from error
        self._model: Any = model.to(self._device).eval()
        self._pieces = {index: piece for piece, index in self._vocabulary.items()}
        self._version = str(transformers.__version__)

    def decode(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[Hypothesis]:
        """The best hypothesis for each source (pieces with ``</s>``)."""
        return [self._decode(source, decoding) for source in sources]

    def _decode(self, source: Sequence[str], decoding: Decoding) -> Hypothesis:
        import torch

        unknown, end = self._vocabulary["<unk>"], self._vocabulary["</s>"]
        limit = search_limit(len(source))
        ids = torch.tensor([[self._vocabulary.get(piece, unknown) for piece in source]], device=self._device)
        with torch.inference_mode():
            output = self._model.generate(
                ids,
                attention_mask=torch.ones_like(ids),
                num_beams=decoding.beam_size,
                do_sample=False,
                min_new_tokens=1,  # CTranslate2 never answers with nothing
                max_new_tokens=limit,
                length_penalty=decoding.length_penalty,
                early_stopping=decoding.beam_size > 1,  # as CTranslate2: when as many hypotheses are done as beams
                no_repeat_ngram_size=decoding.no_repeat_ngram_size,
                suppress_tokens=[unknown],
                renormalize_logits=True,  # CTranslate2 takes <unk> and <pad> out before the softmax
                forced_eos_token_id=None,
                return_dict_in_generate=True,
                output_scores=True,
            )
            # Greedy search has no score for the sequence: the mean log-probability of its tokens stands for it.
            if decoding.beam_size == 1:
                steps = self._model.compute_transition_scores(output.sequences, output.scores, normalize_logits=True)
                score = float(steps.mean())
            else:
                score = float(output.sequences_scores[0])
        found = output.sequences[0, 1:].tolist()
        kept = found[: found.index(end)] if end in found else found
        finished = len(kept) < output_limit(len(source))
        return Hypothesis(tuple(self._pieces[index] for index in kept), score, finished)

    def describe(self) -> Mapping[str, object]:
        """Provenance but for the weights: name, engine and version, beam search, compute type, device."""
        return {
            "name": self.folder.name,
            "engine": "transformers",
            "version": self._version,
            "beam_size": self.decoding.beam_size,
            "length_penalty": self.decoding.length_penalty,
            "compute_type": "float32",
            "device": str(self._device),
        }
