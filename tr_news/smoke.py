"""One sentence through a model: the proof that its weights load and say something."""

from typing import TYPE_CHECKING

from tr_news.config import Settings
from tr_news.errors import ModelError

if TYPE_CHECKING:
    from tr_news.summarization.local_chat import LocalChat
    from tr_news.summarization.seq2seq import Seq2SeqSummarizer

_SENTENCES = (
    "The government announced a new economic programme in Ankara on Monday.",
    "Heavy rain closed two schools and a bridge near the coast.",
)
_TOKENS = 16


def prove_translator(settings: Settings) -> str:
    """The English that the translator of these settings makes of a sentence.

    Raises :class:`ModelError` where it is absent or broken.
    """
    from tr_news.load import load_translator
    from tr_news.translation.subword import smoke_test

    return smoke_test(load_translator(settings).translator)


def prove_summarizer(settings: Settings) -> str:
    """What the local summarization model of these settings makes of a sentence.

    Raises :class:`ModelError` where it is absent or broken.
    """
    from tr_news.load import load_summarizer
    from tr_news.summarization.instruct import InstructSummarizer
    from tr_news.summarization.local_chat import LocalChat
    from tr_news.summarization.seq2seq import Seq2SeqSummarizer

    summarizer = load_summarizer(settings)
    model = summarizer.chat if isinstance(summarizer, InstructSummarizer) else summarizer
    assert isinstance(model, LocalChat | Seq2SeqSummarizer)
    return smoke_test_english(model)


def smoke_test_english(model: "LocalChat | Seq2SeqSummarizer") -> str:
    """The beginning of what a summarization model says to a plain sentence, however poor.

    Raises :class:`ModelError` where it has no words for two of them: weights that are zero or not numbers come to that.
    """
    for sentence in _SENTENCES:
        said = model.say(sentence, _TOKENS)
        if any(c.isalnum() for c in said):
            return said
    raise ModelError(f"{model.folder}: the weights are broken (it says nothing): get the model again")
