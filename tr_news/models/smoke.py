"""One sentence through a model: the proof that its weights load and say something."""

import math
import os
from typing import Any

from tr_news.config import Settings
from tr_news.errors import ModelError
from tr_news.models.resolution import ResolvedModel

_SENTENCE = "The government announced a new economic programme in Ankara on Monday."
_TOKENS = 24


def prove_translator(settings: Settings) -> str:
    """The English that the translator of these settings makes of a sentence.

    Raises :class:`ModelError` where it is absent or broken.
    """
    from tr_news.load import load_translator
    from tr_news.translation.subword import SubwordTranslator, smoke_test

    translator = load_translator(settings).translator
    assert isinstance(translator, SubwordTranslator)
    return smoke_test(translator)


def prove_summarizer(model: ResolvedModel, settings: Settings) -> str:
    """What a summarization model makes of a sentence. Raises :class:`ModelError` where it is broken."""
    try:
        return _generate(model, settings)
    except (OSError, ValueError, RuntimeError, KeyError, TypeError, AttributeError, ImportError) as error:
        raise ModelError(f"{model.name}: broken ({' '.join(str(error).split())[:200]}); pull it again") from error


def _generate(model: ResolvedModel, settings: Settings) -> str:
    import ctranslate2

    from tr_news.summarization.folder import load_tokenizer

    tokenizer = load_tokenizer(model.folder)
    text = str(model.decoding.get("prefix") or "") + _SENTENCE
    tokens = tokenizer.convert_ids_to_tokens(tokenizer.encode(text))
    place = {"device": settings.device, "compute_type": "default"}
    result: Any
    if model.kind == "seq2seq":
        engine = ctranslate2.Translator(os.fspath(model.folder), **place)
        result = engine.translate_batch([tokens], beam_size=1, max_decoding_length=_TOKENS, return_scores=True)[0]
        made, score = result.hypotheses[0], result.scores[0]
    else:
        engine = ctranslate2.Generator(os.fspath(model.folder), **place)
        result = engine.generate_batch(
            [tokens], beam_size=1, max_length=_TOKENS, include_prompt_in_result=False, return_scores=True
        )[0]
        made, score = result.sequences[0], result.scores[0]
    if not made or not math.isfinite(score):
        raise ValueError("it says nothing")
    return str(tokenizer.decode(tokenizer.convert_tokens_to_ids(made), skip_special_tokens=True))
