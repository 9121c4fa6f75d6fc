"""Three sentences through a translator: the proof that its weights load and say something."""

from collections.abc import Callable
from math import isfinite

from tr_news.errors import ModelError
from tr_news.models.decoding import Decoding
from tr_news.translation.engines.subword import SubwordTranslator

_SMOKE_SENTENCES = (
    "Bugün hava çok güzel.",
    "Bakan, yeni okulların eylül ayında açılacağını söyledi.",
    "Takım dün akşam oynadığı maçı üç sıfır kazandı.",
)


def smoke_test(translator: SubwordTranslator) -> str:
    """Decodes three plain sentences and returns the English of the first, however poor.

    Raises ModelError where the weights are broken rather than weak: scores that are not numbers, nothing but special
    tokens, one token over and over, no end, the same answer to everything. Broken weight tying shows itself like this
    (transformers#24657, #26216).
    """
    hypotheses = translator.decode([translator.encode(text) for text in _SMOKE_SENTENCES], Decoding(beam_size=1))
    texts = [translator.detokenize(hypothesis.pieces) for hypothesis in hypotheses]
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("its scores are not numbers", lambda: not all(isfinite(h.score) for h in hypotheses)),
        ("it answers with special tokens only", lambda: not any(any(c.isalpha() for c in text) for text in texts)),
        ("it repeats one token", lambda: all(len(h.pieces) > 5 and len(set(h.pieces)) == 1 for h in hypotheses)),
        ("it never comes to an end", lambda: not any(h.finished for h in hypotheses)),
        ("it gives the same answer to everything", lambda: len(set(texts)) == 1),
    )
    for reason, failed in checks:
        if failed():
            raise ModelError(f"{translator.folder}: the weights are broken ({reason}): get the model again")
    return texts[0]
