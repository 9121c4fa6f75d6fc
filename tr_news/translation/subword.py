"""What every translation model of Marian's kind shares: SentencePiece in and out, and the refusal to pass on garbage.

The engines differ only in :meth:`SubwordTranslator.decode`.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from tr_news.errors import ModelError, first_line
from tr_news.translation.clauses import halve, split_clauses
from tr_news.translation.decoding import Decoding, Defect, Hypothesis, defect
from tr_news.translation.normalize import normalize_source

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

# Marian models are trained on sentences; the built-in one saw fewer than 160 pieces at a time. A Turkish news sentence
# of the 95th percentile has about 70 pieces.
MAX_SOURCE_PIECES = 150
_CUT_INITIAL = re.compile(
    r"(?:The|An?|He|She|It|They|We|This|That|These|Those|But|And|However|In|On|At|For|With|By|His|Her|Their|Its|As)\b"
)

_SMOKE_SENTENCES = (
    "Bugün hava çok güzel.",
    "Bakan, yeni okulların eylül ayında açılacağını söyledi.",
    "Takım dün akşam oynadığı maçı üç sıfır kazandı.",
)


class SubwordTranslator(ABC):
    """A Translator whose model reads and writes SentencePiece pieces."""

    def __init__(self, folder: Path, decoding: Decoding) -> None:
        self.folder = folder
        self.decoding = decoding
        self._source = load_sentencepiece(folder, "source.spm")
        self._target = load_sentencepiece(folder, "target.spm")
        self._defects: dict[str, Defect] = {}

    @abstractmethod
    def decode(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[Hypothesis]:
        """The best hypothesis for each source, given as pieces with ``</s>``, whatever the other sources are."""

    @abstractmethod
    def describe(self) -> Mapping[str, object]:
        """Provenance: name, engine, decoding settings."""

    def encode(self, text: str) -> list[str]:
        """The pieces of a normalised text plus ``</s>``."""
        return [*self._source.encode(text, out_type=str), "</s>"]

    def detokenize(self, pieces: Sequence[str]) -> str:
        """The text of target pieces."""
        return str(self._target.decode(list(pieces))).strip()

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """English for each sentence; ``""`` for a blank one and for one that loops or stays empty.

        Sentences longer than the model can take are cut at clause boundaries and put together again.
        """
        texts = [normalize_source(sentence) for sentence in sentences]
        parts = {text: self._parts(text) for text in dict.fromkeys(texts) if text}
        translated = self._translate_parts(dict.fromkeys(part for cut in parts.values() for part in cut))
        whole = {text: join_parts(cut, [translated[part] for part in cut]) for text, cut in parts.items()}
        for text, cut in parts.items():
            if len(cut) > 1 and whole[text] and (wrong := defect(text, whole[text], finished=True)):
                whole[text], self._defects[text] = "", wrong
            elif not whole[text]:
                self._defects[text] = next((self._defects[part] for part in cut if part in self._defects), "empty")
        return [whole.get(text, "") for text in texts]

    def diagnose(self, sentences: Sequence[str]) -> list[Defect]:
        """Why ``translate`` gave ``""`` for each of these sentences."""
        return [self._defects.get(normalize_source(sentence), "empty") for sentence in sentences]

    def _parts(self, text: str) -> list[str]:
        return split_clauses(text, MAX_SOURCE_PIECES, lambda part: len(self._source.encode(part)))

    def _translate_parts(self, texts: Iterable[str]) -> dict[str, str]:
        """English for each part; those that fail get another decoding, then are cut in half, then are given up."""
        careful = replace(self.decoding, beam_size=max(self.decoding.beam_size, 4), no_repeat_ngram_size=4)
        done, failed = self._attempt(texts, self.decoding)
        if failed:
            mended, still = self._attempt(failed, careful)
            done |= mended
            halves = {text: halve(text) for text in still}
            pieces = dict.fromkeys(half for cut in halves.values() if len(cut) > 1 for half in cut)
            half_done, _ = self._attempt(pieces, careful) if pieces else ({}, {})
            for text, cut in halves.items():
                joined = join_parts(cut, [half_done.get(half, "") for half in cut])
                if joined and defect(text, joined, finished=True) is None:
                    done[text] = joined
                else:
                    done[text] = ""
                    self._defects[text] = failed[text]
        return done

    def _attempt(self, texts: Iterable[str], decoding: Decoding) -> tuple[dict[str, str], dict[str, Defect]]:
        texts = list(texts)
        done: dict[str, str] = {}
        failed: dict[str, Defect] = {}
        for text, hypothesis in zip(texts, self.decode([self.encode(text) for text in texts], decoding), strict=True):
            translation = self.detokenize(hypothesis.pieces)
            wrong = defect(text, translation, finished=hypothesis.finished)
            if wrong is None:
                done[text] = translation
            else:
                failed[text] = wrong
        return done, failed


def join_parts(sources: Sequence[str], translations: Sequence[str]) -> str:
    """The translations of the parts of one sentence as one sentence; ``""`` if one of them is missing."""
    if not all(translations):
        return ""
    joined = translations[0]
    for source, translation in zip(sources, translations[1:], strict=False):  # source: the part before the seam
        if source[-1] not in ".!?":
            # The model ends every input like a sentence.
            joined = joined.rstrip(" .") + (source[-1] if source[-1] in ",;:" and joined[-1] not in ",;:" else "")
            if _CUT_INITIAL.match(translation):
                translation = translation[0].lower() + translation[1:]
        joined = f"{joined} {translation}"
    return joined


def load_sentencepiece(folder: Path, name: str) -> "SentencePieceProcessor":
    """The SentencePiece model ``name`` of a folder. Raises ModelError where it is missing or broken."""
    from sentencepiece import SentencePieceProcessor

    path = folder / name
    if not path.is_file():
        raise ModelError(f"{path}: missing; a Marian model needs it: get the model again (tr-news models pull)")
    try:
        return SentencePieceProcessor(model_proto=path.read_bytes())
    except (OSError, RuntimeError) as error:
        raise ModelError(f"{path}: not a SentencePiece model ({first_line(error)}): get the model again") from error


def smoke_test(translator: SubwordTranslator) -> str:
    """Decodes three plain sentences and returns the English of the first, however poor.

    Raises ModelError where the weights are broken rather than weak: scores that are not numbers, nothing but special
    tokens, one token over and over, the same answer to everything. Broken weight tying shows itself like this
    (transformers#24657, #26216).
    """
    hypotheses = translator.decode([translator.encode(text) for text in _SMOKE_SENTENCES], Decoding(beam_size=1))
    texts = [translator.detokenize(hypothesis.pieces) for hypothesis in hypotheses]
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("its scores are not numbers", lambda: not all(isfinite(h.score) for h in hypotheses)),
        ("it answers with special tokens only", lambda: not any(any(c.isalpha() for c in text) for text in texts)),
        ("it repeats one token", lambda: all(len(h.pieces) > 5 and len(set(h.pieces)) == 1 for h in hypotheses)),
        ("it gives the same answer to everything", lambda: len(set(texts)) == 1),
    )
    for reason, failed in checks:
        if failed():
            raise ModelError(f"{translator.folder}: the weights are broken ({reason}): get the model again")
    return texts[0]
