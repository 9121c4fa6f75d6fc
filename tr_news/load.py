"""From settings to the models that run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tr_news.config import Settings
from tr_news.errors import UsageError
from tr_news.models.catalogue import Kind
from tr_news.models.resolution import ResolvedModel, as_path, best_summarizer, resolve
from tr_news.summarization.protocol import Summarizer
from tr_news.translation.engines.smoke import smoke_test
from tr_news.translation.engines.subword import SubwordTranslator
from tr_news.translation.glossary import Glossary, GlossaryTranslator
from tr_news.translation.keep_figures import FigureKeeper
from tr_news.translation.keep_names import NameKeeper
from tr_news.translation.protect import SpanKeeper
from tr_news.translation.protocol import Translator

if TYPE_CHECKING:
    from tr_news.summarization.generative.chat_local import LocalChat
    from tr_news.summarization.generative.chat_server import ApiChat

BUILT_IN_SUMMARIZER = "built-in"
NO_GLOSSARY = "none"
BEST_SUMMARIZER = "auto"  # the best that is installed


@dataclass(frozen=True, slots=True)
class Loaded:
    """A translator that has proved itself with a sentence, and where it came from."""

    engine: SubwordTranslator
    model: ResolvedModel
    glossary: Glossary | None = None

    @property
    def translator(self) -> Translator:
        """The engine, with all that passes around it: addresses and signs, names and numbers that it lost, terms."""
        keeping = FigureKeeper(NameKeeper(SpanKeeper(self.engine)))
        return keeping if self.glossary is None else GlossaryTranslator(keeping, self.glossary)

    def describe(self) -> Mapping[str, object]:
        """Provenance: the engine's, with the model's name, repository, commit and licence."""
        origin = {
            "repository": self.model.repository,
            "revision": self.model.revision,
            "licence": self.model.licence,
            "built_in": self.model.built_in or None,
        }
        known = {key: value for key, value in origin.items() if value is not None}
        return {**(self.translator.describe() or {}), "name": self.model.name, "digest": self.model.digest, **known}


def load_translator(settings: Settings) -> Loaded:
    """The translator that the settings ask for, the best one installed where they don't.

    Raises ModelError for one that isn't there or broken, UsageError for one that is no translator.
    """
    model = resolve(settings.translator, "translator", engine=settings.engine)
    _check_device(settings)
    beam_size = settings.beam_size or int(model.decoding.get("beam_size") or 4)
    length_penalty = float(model.decoding.get("length_penalty") or 1.0)
    threads = settings.threads or 0
    translator: SubwordTranslator
    if settings.engine == "transformers":
        from tr_news.translation.engines.transformers import TransformersTranslator

        translator = TransformersTranslator(
            model.folder,
            beam_size=beam_size,
            length_penalty=length_penalty,
            device=settings.device,
            threads=threads,
        )
    else:
        from tr_news.translation.engines.ctranslate2 import MarianTranslator

        translator = MarianTranslator(
            model.folder,
            compute_type=settings.compute_type,
            beam_size=beam_size,
            length_penalty=length_penalty,
            max_batch_tokens=settings.batch_tokens,
            threads=threads,
            inter_threads=settings.inter_threads,
            intra_threads=settings.intra_threads,
            device=settings.device,
        )
    smoke_test(translator)
    return Loaded(translator, model, chosen_glossary(settings))


def chosen_glossary(settings: Settings) -> Glossary | None:
    """The terms of the settings' file before those of the package; None where the settings want none.

    Raises:
        InputError: the file isn't there, or no glossary.
    """
    from tr_news.translation.glossary_files import load_glossary, starter_glossary

    if settings.glossary == NO_GLOSSARY:
        return None
    starter = starter_glossary()
    return starter if settings.glossary is None else load_glossary(as_path(settings.glossary)).and_then(starter)


def _check_device(settings: Settings) -> None:
    """Raises UsageError for a GPU that isn't there: the engines' own errors read as if the model were broken."""
    if settings.device != "cuda":
        return
    if settings.engine == "transformers":
        try:
            import torch
        except ImportError:
            return  # the engine says how to get it
        there = torch.cuda.is_available()
    else:
        import ctranslate2

        there = ctranslate2.get_cuda_device_count() > 0
    if not there:
        raise UsageError(
            f"{settings.source('device')}: no CUDA GPU that {settings.engine} can use; choose the device cpu, or auto"
        )


def load_summarizer(settings: Settings, *, say: Callable[[str], None] | None = None) -> Summarizer:
    """The summarizer that the settings ask for: the built-in one, a local model, or a model of a server.

    ``auto`` is the best one that is installed. ``say`` is told where a server makes us wait.
    Raises ModelError for one that isn't there or broken, UsageError where the settings contradict each other.
    """
    from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer

    built_in = ExtractiveSummarizer()
    chosen = chosen_summarizer(settings)
    if settings.api_base is None and settings.source("api_model").startswith("option"):
        raise UsageError("--api-model names a model of a server: give --api-base URL too")
    if settings.api_base is None and chosen is None:
        if settings.source("prompts").startswith("option"):
            raise UsageError("--prompts is for chat models: choose one by --summarizer or --api-base")
        return built_in
    if settings.api_base is None:
        model = resolve(chosen, "summarizer", engine=settings.engine)
        _check_device(settings)
        if model.kind == "seq2seq":
            return _load_seq2seq(model, built_in, settings)
    from tr_news.summarization.generative.instruct import ChatModel, InstructSummarizer
    from tr_news.summarization.generative.prompts import load_prompts

    prompts = load_prompts(None if settings.prompts is None else as_path(settings.prompts))
    chat: ChatModel = _load_chat(model, settings) if settings.api_base is None else _server_chat(settings, say)
    return InstructSummarizer(chat, prompts, built_in)


def chosen_summarizer(settings: Settings) -> str | None:
    """The name or folder of the summarization model of the settings; None for the built-in summarizer."""
    if settings.summarizer == BEST_SUMMARIZER:
        return None if settings.api_base else best_summarizer()
    return None if settings.summarizer == BUILT_IN_SUMMARIZER else settings.summarizer


def _load_seq2seq(model: ResolvedModel, built_in: Summarizer, settings: Settings) -> Summarizer:
    from tr_news.summarization.generative.seq2seq import load_seq2seq
    from tr_news.summarization.generative.smoke import smoke_test_english

    summarizer = load_seq2seq(
        model, built_in, device=settings.device, threads=settings.threads or 0, beam_size=settings.beam_size
    )
    smoke_test_english(summarizer)
    return summarizer


def _load_chat(model: ResolvedModel, settings: Settings) -> "LocalChat":
    from tr_news.summarization.generative.chat_local import load_chat
    from tr_news.summarization.generative.smoke import smoke_test_english

    chat = load_chat(model, device=settings.device, threads=settings.threads or 0)
    smoke_test_english(chat)
    return chat


def _server_chat(settings: Settings, say: Callable[[str], None] | None) -> "ApiChat":
    from tr_news.summarization.generative.chat_server import ApiChat, api_key

    if settings.offline:
        raise UsageError(f"offline is set ({settings.source('offline')}), but api_base names a server; unset one")
    name = settings.api_model or chosen_summarizer(settings)
    if not name:
        raise UsageError("--api-base needs the name of the server's model: --api-model NAME")
    return ApiChat(settings.api_base or "", name, key=api_key(), say=say)


def with_memory(say: Callable[[str], None]) -> Callable[[Translator, Mapping[str, object]], Translator]:
    """What puts the memory around a translator; ``say`` is told where there is none that can be used."""

    def wrap(translator: Translator, described: Mapping[str, object]) -> Translator:
        from tr_news.models import store as models
        from tr_news.translation.memory.remembering import RememberingTranslator
        from tr_news.translation.memory.store import MemoryStore, default_path

        try:
            home = models.home()
        except UsageError as error:
            say(f"nothing is remembered: {error}")
            return translator
        store = MemoryStore.open(default_path(home), say=say)
        return translator if store is None else RememberingTranslator(translator, described, store, say=say)

    return wrap


def prove_translator(settings: Settings) -> str:
    """The English that the translator of these settings makes of a sentence.

    Raises :class:`ModelError` where it is absent or broken.
    """
    return smoke_test(load_translator(settings).engine)


def prove_summarizer(settings: Settings) -> str:
    """What the local summarization model of these settings makes of a sentence.

    Raises :class:`ModelError` where it is absent or broken.
    """
    from tr_news.summarization.generative.chat_local import LocalChat
    from tr_news.summarization.generative.instruct import InstructSummarizer
    from tr_news.summarization.generative.seq2seq import Seq2SeqSummarizer
    from tr_news.summarization.generative.smoke import smoke_test_english

    summarizer = load_summarizer(settings)
    model = summarizer.chat if isinstance(summarizer, InstructSummarizer) else summarizer
    assert isinstance(model, LocalChat | Seq2SeqSummarizer)
    return smoke_test_english(model)


def prove_folder(folder: Path, kind: Kind) -> str:
    """What the model in a folder makes of a sentence, by CTranslate2 on a CPU.

    Raises :class:`ModelError` where it doesn't run.
    """
    if kind == "translator":
        return prove_translator(Settings(translator=str(folder)))
    return prove_summarizer(Settings(summarizer=str(folder)))
