"""Chat models on this machine, by CTranslate2 or transformers, each with its own chat template."""

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tr_news.errors import ModelError, first_line
from tr_news.models.folder import Device, Engine, engine_of, window_of
from tr_news.models.resolution import ResolvedModel
from tr_news.models.runtime import FAILURES, load_tokenizer, load_with_ctranslate2, load_with_torch, place_of
from tr_news.summarization.generative.instruct import Answer
from tr_news.summarization.generative.prompts import Message
from tr_news.summarization.generative.source_bound import (
    SourceBound,
    Vocabulary,
    bound_greedy,
    logits_processor,
    vocabulary_of,
)

DEFAULT_WINDOW = 2048  # where nothing in the folder says: what the smallest chat models have
Generate = Callable[[list[int], int, SourceBound | None], list[int]]


@dataclass(frozen=True)
class LocalChat:
    """A chat model in memory. ``generate`` takes prompt ids, a length limit and a constraint, and gives new ids."""

    folder: Path
    engine: Engine
    tokenizer: Any
    generate: Generate
    window: int
    provenance: Mapping[str, object]  # the model, device and compute type

    @cached_property
    def special_tokens(self) -> frozenset[str]:
        """Every token that the tokenizer finds in text by itself, whatever stands around it."""
        added = (str(token) for token in self.tokenizer.added_tokens_decoder.values())
        return frozenset({*self.tokenizer.all_special_tokens, *added})

    @cached_property
    def _end(self) -> frozenset[int]:
        """Ids that end an answer: those of special tokens; the text before the first of them is the answer."""
        return frozenset(self.tokenizer.all_special_ids)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return vocabulary_of(self.tokenizer)

    def _ids(self, messages: Sequence[Message]) -> list[int]:
        from jinja2 import TemplateError

        try:
            prompt = self.tokenizer.apply_chat_template(list(messages), add_generation_prompt=True, tokenize=False)
        except TemplateError as error:
            prompt = self._without_system(messages, error)
        ids: list[int] = self.tokenizer(prompt, add_special_tokens=False)["input_ids"]
        return ids

    def _without_system(self, messages: Sequence[Message], error: Exception) -> str:
        """Some templates (Gemma, early Mistral) know no system role: its text goes before the user's."""
        if not messages or messages[0]["role"] != "system":
            raise ModelError(f"{self.folder}: the model's chat template can't be applied ({error})") from error
        user = {"role": "user", "content": f"{messages[0]['content']}\n\n{messages[1]['content']}"}
        prompt: str = self.tokenizer.apply_chat_template(
            [user, *messages[2:]], add_generation_prompt=True, tokenize=False
        )
        return prompt

    def count(self, messages: Sequence[Message]) -> int:
        """Tokens of the prompt, template included."""
        return len(self._ids(messages))

    def chat(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        source: Sequence[str] | None = None,
        bullets: int | None = None,  # noqa: ARG002 - the prompt asks for them
    ) -> Answer:
        """The greedy answer, kept to the names and numbers of ``source`` where that is given.

        Raises ModelError when the model can't run.
        """
        bound = SourceBound(self._vocabulary, source) if source is not None else None
        try:
            ids = self.generate(self._ids(messages), max_tokens, bound)
        except FAILURES as error:
            reason = first_line(error)
            raise ModelError(f"{self.folder}: the model failed ({reason}); check it with: tr-news doctor") from error
        end = next((at for at, token in enumerate(ids) if token in self._end), None)
        text: str = self.tokenizer.decode(ids[:end], skip_special_tokens=True)
        return Answer(text.strip(), complete=end is not None or len(ids) < max_tokens)

    def say(self, text: str, tokens: int) -> str:
        """The beginning of the model's answer to a text. Raises ModelError when it can't run."""
        return self.chat([{"role": "user", "content": text}], max_tokens=tokens).text

    def describe(self) -> Mapping[str, object]:
        """Name, engine and decoding settings."""
        return {**self.provenance, "engine": self.engine, "decoding": "greedy"}


def load_chat(
    model: ResolvedModel, *, device: Device = "cpu", compute_type: str = "default", threads: int = 0
) -> LocalChat:
    """The chat model in a folder: converted for CTranslate2, or as transformers saves it (or one GGUF file).

    ``threads`` 0 takes what the engine takes. Raises ModelError where the model is broken, has no chat template, or
    needs torch and that is not installed.
    """
    if importlib.util.find_spec("jinja2") is None:
        raise ModelError("chat models need their template's language, which is not installed: pip install jinja2")
    folder = model.folder
    engine = engine_of(folder)
    tokenizer = load_tokenizer(folder)
    if not tokenizer.chat_template:
        raise ModelError(f"{folder}: the model has no chat template, so it is no chat model; choose an instruct model")
    provenance = model.provenance() | place_of(engine, device, compute_type)
    if engine == "ctranslate2":
        generate = _ctranslate2(folder, tokenizer, device, compute_type, threads)
        window = window_of(folder, DEFAULT_WINDOW)
    else:
        causal = load_with_torch("AutoModelForCausalLM", folder, device, threads)
        generate = _transformers(causal)
        window = window_of(folder, getattr(causal.config, "max_position_embeddings", None) or DEFAULT_WINDOW)
    return LocalChat(folder, engine, tokenizer, generate, window, provenance)


def _ctranslate2(folder: Path, tokenizer: Any, device: Device, compute_type: str, threads: int) -> Generate:
    generator = load_with_ctranslate2(
        "Generator", folder, device, compute_type=compute_type, intra_threads=threads, inter_threads=1
    )
    end = [i for i in tokenizer.all_special_ids if i is not None]

    def run(prompt: list[int], limit: int, callback: Callable[[Any], bool] | None) -> list[int]:
        result = generator.generate_batch(
            [tokenizer.convert_ids_to_tokens(prompt)],
            max_length=limit,
            beam_size=1,
            include_prompt_in_result=False,
            end_token=end,
            return_end_token=True,
            callback=callback,
            return_logits_vocab=callback is not None,
        )
        ids: list[int] = result[0].sequences_ids[0]
        return ids

    def generate(prompt: list[int], limit: int, bound: SourceBound | None) -> list[int]:
        if bound is None:
            return run(prompt, limit, None)
        return bound_greedy(bound, limit, lambda ids, left, callback: run([*prompt, *ids], left, callback), ends=end)

    return generate


def _transformers(model: Any) -> Generate:
    import torch

    def generate(prompt: list[int], limit: int, bound: SourceBound | None) -> list[int]:
        ids = torch.tensor([prompt], device=model.device)
        processors = [logits_processor(bound, len(prompt))] if bound is not None else None
        # Authors' settings often ask for sampling: greedy is the same every time.
        with torch.inference_mode():
            output = model.generate(
                input_ids=ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=limit,
                do_sample=False,
                num_beams=1,
                temperature=None,
                top_p=None,
                top_k=None,
                logits_processor=processors,
                pad_token_id=model.generation_config.pad_token_id or 0,
            )
        new: list[int] = output[0, len(prompt) :].tolist()
        return new

    return generate
