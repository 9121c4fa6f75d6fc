"""Summaries by encoder-decoder models trained for it: BART, DistilBART, PEGASUS, T5.

An article longer than the encoder's window goes through map-reduce summarization (:mod:`.windows`): it is split by
paragraph, its parts are summarized, and the summaries are put together and summarized again until they fit: nothing is
cut off. Each sentence of the output becomes a bullet that is held against the article.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tr_news.documents.brief import Summary
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import ModelError, first_line
from tr_news.models.decoding import Decoding
from tr_news.models.folder import Device, Engine, engine_of, model_config, window_of
from tr_news.models.resolution import ResolvedModel
from tr_news.models.runtime import FAILURES, load_tokenizer, load_with_ctranslate2, load_with_torch, place_of
from tr_news.summarization.faithfulness import supported_summary
from tr_news.summarization.generative.answers import without_citations
from tr_news.summarization.generative.prompts import neutralise
from tr_news.summarization.generative.source_bound import (
    SourceBound,
    Vocabulary,
    bound_greedy,
    logits_processor,
    vocabulary_of,
)
from tr_news.summarization.generative.windows import english_paragraphs, reduce_windows
from tr_news.summarization.protocol import Summarizer
from tr_news.text.english.sentences import split_english

DEFAULT_WINDOW = 512
DEFAULT_TOKENS = 142  # of a summary: what BART's authors allow for one of CNN
_T5_PREFIX = "summarize: "  # the task that T5 was trained to know by these words


# Source ids, how to search, and a constraint → target ids.
Generate = Callable[[list[int], Decoding, SourceBound | None], list[int]]


@dataclass(frozen=True)
class Seq2SeqSummarizer:
    """Bullets by a sequence-to-sequence model; the headline by ``built_in``, which fills in where a bullet fails.

    ``source_bound`` keeps names and numbers to those of the article while decoding; CTranslate2 then decodes greedily,
    since it takes no constraint in its beam search.
    """

    folder: Path
    engine: Engine
    tokenizer: Any
    generate: Generate
    built_in: Summarizer
    decoding: Decoding
    window: int
    provenance: Mapping[str, object]  # the model, device and compute type
    prefix: str = ""
    vocabulary: Vocabulary | None = None  # present for source-bound decoding

    def summarize(self, document: TranslatedArticle, *, bullets: int = 3) -> Summary:
        """Raises ModelError when the model can't run, and what the built-in summarizer raises."""
        return supported_summary(None, self.draft(document), document, self.built_in, count=bullets)

    def draft(self, document: TranslatedArticle) -> tuple[str, ...]:
        """The sentences that the model wrote, unchecked."""
        special = [str(token) for token in self.tokenizer.all_special_tokens]
        paragraphs = [[neutralise(text, special) for text in sentences] for sentences in english_paragraphs(document)]
        if not paragraphs:
            return ()
        bound = None
        if self.vocabulary is not None:
            bound = SourceBound(self.vocabulary, [s.translation for s in document.sentences])
        room = self.window - len(self._ids("")) - self._size(self.prefix)
        if room < 16:
            raise ModelError(
                f"{self.folder}: a window of {self.window} tokens has no room for an article; choose another"
            )
        text = reduce_windows(paragraphs, self._size, room, lambda window: self._sentences(window, bound))
        return tuple(self._sentences(text, bound))

    def say(self, text: str, tokens: int) -> str:
        """The beginning of what the model makes of a text, greedily. Raises ModelError when it can't run."""
        decoding = replace(self.decoding, beam_size=1, max_tokens=tokens, min_tokens=0)
        return self._written(self._ids(self.prefix + text), decoding, None)

    def describe(self) -> Mapping[str, object]:
        """What determines the summaries: weights, engine, decoding, and the summarizer that fills in."""
        return {
            "kind": "seq2seq",
            **self.provenance,
            "engine": self.engine,
            "beam_size": self._beam_size,
            "max_tokens": self.decoding.max_tokens,
            "min_tokens": self.decoding.min_tokens,
            "length_penalty": self.decoding.length_penalty,
            "no_repeat_ngram_size": self.decoding.no_repeat_ngram_size,
            "prefix": self.prefix,
            "source_bound": self.vocabulary is not None,
            "fallback": dict(self.built_in.describe()),
        }

    @property
    def _beam_size(self) -> int:
        return 1 if self.vocabulary is not None and self.engine == "ctranslate2" else self.decoding.beam_size

    def _ids(self, text: str) -> list[int]:
        # Never truncated here: what doesn't fit has been split before. `verbose` would warn of what we measure.
        ids: list[int] = self.tokenizer(text, truncation=False, verbose=False)["input_ids"]
        return ids

    def _size(self, text: str) -> int:
        return len(self.tokenizer(text, truncation=False, verbose=False, add_special_tokens=False)["input_ids"])

    def _sentences(self, text: str, bound: SourceBound | None) -> list[str]:
        """One window summarized, in sentences."""
        ids = self._ids(self.prefix + text)
        if len(ids) > self.window:
            raise ModelError(f"{self.folder}: {len(ids)} tokens for a window of {self.window}; report this, please")
        # A text shorter than the least length of a summary would have the model make up the rest.
        least = min(self.decoding.min_tokens, len(ids) // 2)
        decoding = replace(self.decoding, beam_size=self._beam_size, min_tokens=least)
        return read_summary(self._written(ids, decoding, bound))

    def _written(self, ids: list[int], decoding: Decoding, bound: SourceBound | None) -> str:
        try:
            target = self.generate(ids, decoding, bound)
        except FAILURES as error:
            reason = first_line(error)
            raise ModelError(f"{self.folder}: the model failed ({reason}); check it with: tr-news doctor") from error
        return str(self.tokenizer.decode(target, skip_special_tokens=True))


def read_summary(output: str) -> list[str]:
    """The sentences of a model's output: PEGASUS writes ``<n>`` between them, DistilBART a space before the stop.

    A last sentence without its stop, cut off by the length limit, is left out where there are others.
    """
    text = without_citations(output).replace("<n>", "\n")
    text = text.replace(" .", ".").replace(" ,", ",").replace(" !", "!").replace(" ?", "?")
    sentences = [s for s in split_english(text) if any(c.isalnum() for c in s)]
    if len(sentences) > 1 and sentences[-1].rstrip("\"'”’)»")[-1:] not in (".", "!", "?", "…"):
        sentences.pop()
    return sentences


def load_seq2seq(
    model: ResolvedModel,
    built_in: Summarizer,
    *,
    device: Device = "cpu",
    compute_type: str = "default",
    threads: int = 0,
    beam_size: int | None = None,
    source_bound: bool = False,
) -> Seq2SeqSummarizer:
    """The summarizer in a folder: converted for CTranslate2, which needs no torch, or as transformers saves it.

    Length limits and ``no_repeat_ngram_size`` are those of the model's own settings, and so are beams unless
    ``beam_size`` is given. Raises ModelError where the model is broken, or needs torch and that is not installed.
    """
    folder, found = model.folder, model.decoding
    engine = engine_of(folder)
    tokenizer = load_tokenizer(folder)
    window = window_of(folder, DEFAULT_WINDOW)
    longest = int(found.get("max_length", 0))
    decoding = Decoding(
        beam_size=beam_size or int(found.get("beam_size", 4)),
        # T5 and bare folders say 20, which is no choice of anybody's: the default of transformers.
        max_tokens=min(window // 2, longest if longest > 20 else DEFAULT_TOKENS),
        min_tokens=int(found.get("min_length", 0)),
        length_penalty=float(found.get("length_penalty", 1.0)),
        no_repeat_ngram_size=int(found.get("no_repeat_ngram_size", 3)),
    )
    prefix = found.get("prefix")
    if prefix is None:
        prefix = _T5_PREFIX if model_config(folder).get("model_type") == "t5" else ""
    load = _ctranslate2 if engine == "ctranslate2" else _transformers
    return Seq2SeqSummarizer(
        folder=folder,
        engine=engine,
        tokenizer=tokenizer,
        generate=load(folder, tokenizer, device, compute_type, threads),
        built_in=built_in,
        decoding=decoding,
        window=window,
        provenance=model.provenance() | place_of(engine, device, compute_type),
        prefix=str(prefix),
        vocabulary=vocabulary_of(tokenizer) if source_bound else None,
    )


def _ctranslate2(folder: Path, tokenizer: Any, device: Device, compute_type: str, threads: int) -> Generate:
    translator = load_with_ctranslate2(
        "Translator", folder, device, compute_type=compute_type, intra_threads=threads, inter_threads=1
    )

    def run(
        ids: list[int], decoding: Decoding, begun: Sequence[int], limit: int, callback: Callable[[Any], bool] | None
    ) -> list[int]:
        result = translator.translate_batch(
            [tokenizer.convert_ids_to_tokens(ids)],
            target_prefix=[tokenizer.convert_ids_to_tokens(list(begun))] if begun else None,
            beam_size=decoding.beam_size,
            length_penalty=decoding.length_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram_size,
            max_input_length=0,  # it would cut the article at 1,024 otherwise
            max_decoding_length=limit,
            min_decoding_length=max(1, decoding.min_tokens),
            callback=callback,
            return_logits_vocab=callback is not None,
        )
        return [i for i in tokenizer.convert_tokens_to_ids(result[0].hypotheses[0]) if i is not None]

    def generate(ids: list[int], decoding: Decoding, bound: SourceBound | None) -> list[int]:
        limit = decoding.max_tokens or DEFAULT_TOKENS
        if bound is None:
            return run(ids, decoding, (), limit, None)

        def resume(begun: list[int], _left: int, callback: Callable[[Any], bool]) -> None:
            # CTranslate2 counts the prefix among the steps and in the length limit.
            def behind_prefix(step: Any) -> bool:
                return step.step >= len(begun) and callback(step)

            run(ids, decoding, begun, limit, behind_prefix)

        return bound_greedy(
            bound,
            limit,
            resume,
            ends=[tokenizer.eos_token_id],
            least=decoding.min_tokens,
            no_repeat_ngram_size=decoding.no_repeat_ngram_size,
        )

    return generate


def _transformers(folder: Path, _tokenizer: Any, device: Device, _compute_type: str, threads: int) -> Generate:
    model = load_with_torch("AutoModelForSeq2SeqLM", folder, device, threads)
    import torch

    def generate(ids: list[int], decoding: Decoding, bound: SourceBound | None) -> list[int]:
        source = torch.tensor([ids], device=model.device)
        with torch.inference_mode():
            output = model.generate(
                input_ids=source,
                attention_mask=torch.ones_like(source),
                max_new_tokens=decoding.max_tokens or DEFAULT_TOKENS,
                min_new_tokens=decoding.min_tokens,
                num_beams=decoding.beam_size,
                do_sample=False,
                length_penalty=decoding.length_penalty,
                no_repeat_ngram_size=decoding.no_repeat_ngram_size,
                logits_processor=[logits_processor(bound, 1)] if bound is not None else None,
            )
        new: list[int] = output[0].tolist()
        return new

    return generate
