"""What every translation model of Marian's kind shares: SentencePiece in and out, and the refusal to pass on garbage.

The engines differ only in :meth:`SubwordTranslator.decode`.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tr_news.documents.article import TURKISH
from tr_news.errors import ModelError, first_line
from tr_news.models.decoding import Decoding
from tr_news.text.normalize import normalize_source
from tr_news.translation.engines.clauses import halve, split_clauses
from tr_news.translation.engines.decoding import Hypothesis, defect
from tr_news.translation.protocol import Translation

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

# Marian models are trained on sentences; the built-in one saw fewer than 160 pieces at a time. A Turkish news sentence
# of the 95th percentile has about 70 pieces.
MAX_SOURCE_PIECES = 150
_CUT_INITIAL = re.compile(
    r"(?:The|An?|He|She|It|They|We|This|That|These|Those|But|And|However|In|On|At|For|With|By|His|Her|Their|Its|As)\b"
)


class SubwordTranslator(ABC):
    """A Translator whose model reads and writes SentencePiece pieces."""

    source_language = TURKISH

    def __init__(self, folder: Path, decoding: Decoding) -> None:
        self.folder = folder
        self.decoding = decoding
        self._source = load_sentencepiece(folder, "source.spm")
        self._target = self._source if _is_shared(folder) else load_sentencepiece(folder, "target.spm")

    @abstractmethod
    def decode(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[Hypothesis]:
        """The best hypothesis for each source, given as pieces with ``</s>``, whatever the other sources are."""

    def decode_several(
        self, sources: Sequence[Sequence[str]], decoding: Decoding, _count: int
    ) -> list[list[Hypothesis]]:
        """The best hypotheses for each source, up to a number of them, where the engine can tell more than one."""
        return [[hypothesis] for hypothesis in self.decode(sources, decoding)]

    @abstractmethod
    def describe(self) -> Mapping[str, object]:
        """Provenance: name, engine, decoding settings."""

    def encode(self, text: str) -> list[str]:
        """The pieces of a normalised text plus ``</s>``."""
        return self.encode_all([text])[0]

    def encode_all(self, texts: Sequence[str]) -> list[list[str]]:
        """:meth:`encode` of each text, in one call."""
        pieces: list[list[str]] = self._source.encode(list(texts), out_type=str, num_threads=1) if texts else []
        return [[*found, "</s>"] for found in pieces]

    def detokenize(self, pieces: Sequence[str]) -> str:
        """The text of target pieces."""
        return str(self._target.decode(list(pieces))).strip()

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """English for each sentence; a blank one has none, nor has one that loops or stays empty.

        Sentences longer than the model can take are cut at clause boundaries and put together again.
        """
        texts = [normalize_source(sentence) for sentence in sentences]
        cuts = {text: self._parts(text) for text in dict.fromkeys(texts) if text}
        parts = self._translate_parts(dict.fromkeys(part for cut in cuts.values() for part in cut))
        whole = {text: _joined(text, cut, [parts[part] for part in cut]) for text, cut in cuts.items()}
        return [whole.get(text, _NOTHING) for text in texts]

    def alternatives(self, sentences: Sequence[str], count: int) -> list[list[Translation]]:
        """Up to ``count`` translations of each sentence by a beam of at least that size, the best first.

        Those that loop or stay empty are left out; of a sentence that is too long for the model there are none.
        """
        texts = [normalize_source(sentence) for sentence in sentences]
        whole = [text for text in dict.fromkeys(texts) if text and len(self._parts(text)) == 1]
        wide = replace(self.decoding, beam_size=max(count, self.decoding.beam_size))
        found = self.decode_several(self.encode_all(whole), wide, count) if whole else []
        said = {
            text: [t for t in (self._said(text, hypothesis) for hypothesis in hypotheses) if t.text]
            for text, hypotheses in zip(whole, found, strict=True)
        }
        return [said.get(text, []) for text in texts]

    def _parts(self, text: str) -> list[str]:
        return split_clauses(text, MAX_SOURCE_PIECES, self._length)

    def _length(self, part: str) -> int:
        """Its pieces; at most one a byte and one for the start, so that a short text is not encoded for this."""
        most = len(part.encode("utf-8", "replace")) + 1
        return most if most <= MAX_SOURCE_PIECES else len(self._source.encode(part))

    def _translate_parts(self, texts: Iterable[str]) -> dict[str, Translation]:
        """English for each part; those that fail get another decoding, then are cut in half, then are given up."""
        careful = replace(self.decoding, beam_size=max(self.decoding.beam_size, 4), no_repeat_ngram_size=4)
        first = self._attempt(texts, self.decoding)
        failed = [text for text, translation in first.items() if translation.defect]
        if not failed:
            return first
        second = self._attempt(failed, careful)
        halves = {text: halve(text) for text in failed if second[text].defect}
        pieces = dict.fromkeys(half for cut in halves.values() if len(cut) > 1 for half in cut)
        third = self._attempt(pieces, careful) if pieces else {}
        for text, cut in halves.items():
            joined = _joined(text, cut, [third.get(half, _NOTHING) for half in cut])
            second[text] = Translation("", first[text].defect) if joined.defect else joined
        return first | second

    def _attempt(self, texts: Iterable[str], decoding: Decoding) -> dict[str, Translation]:
        texts = list(texts)
        hypotheses = self.decode(self.encode_all(texts), decoding)
        return {text: self._said(text, hypothesis) for text, hypothesis in zip(texts, hypotheses, strict=True)}

    def _said(self, text: str, hypothesis: Hypothesis) -> Translation:
        translation = self.detokenize(hypothesis.pieces)
        wrong = defect(text, translation, finished=hypothesis.finished)
        return Translation("", wrong) if wrong else Translation(translation, score=hypothesis.score)


_NOTHING = Translation("", "empty")


def _joined(text: str, cut: Sequence[str], parts: Sequence[Translation]) -> Translation:
    """The translations of the parts of ``text`` as one, of the lowest score; the first defect where there is one."""
    if len(parts) == 1:
        return parts[0]
    wrong = next((part.defect for part in parts if part.defect), None)
    whole = join_parts(cut, [part.text for part in parts])
    wrong = wrong or defect(text, whole, finished=True)
    if wrong:
        return Translation("", wrong)
    return Translation(whole, score=min(part.score for part in parts if part.score is not None))


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


def _is_shared(folder: Path) -> bool:
    """Whether one SentencePiece model serves both languages: it needs to be in memory once."""
    try:
        return (folder / "source.spm").read_bytes() == (folder / "target.spm").read_bytes()
    except OSError:
        return False


def load_sentencepiece(folder: Path, name: str) -> "SentencePieceProcessor":
    """The SentencePiece model ``name`` of a folder. Raises ModelError where it is missing or broken."""
    from sentencepiece import SentencePieceProcessor

    path = folder / name
    if not path.is_file():
        raise ModelError(f"{path}: missing; a Marian model needs it: get the model again (tr-news models pull)")
    try:
        model = path.read_bytes()
        if not model:
            raise RuntimeError("empty")
        return SentencePieceProcessor(model_proto=model)
    except (OSError, RuntimeError) as error:
        raise ModelError(f"{path}: not a SentencePiece model ({first_line(error)}): get the model again") from error
