"""Source-bound decoding (constrained decoding): a model can't write a name or number that the article doesn't have.

While a local model writes, a token is only allowed if every capitalised word within a sentence, and every word or
figure with a digit, is, or can still become, one of the source. A word at the start of a sentence may also be a
frequent English word. Small letters and punctuation are free: spelled-out numbers, names in small letters and a name
put to another's deed are not kept out, which is why each line is checked afterwards all the same.

The idea is constrained decoding by a prefix automaton over the vocabulary, as in N. De Cao et al., "Autoregressive
Entity Retrieval", ICLR 2021 (there to a closed set of titles; here only where a name or number begins).
"""

import codecs
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tr_news.documents.article import ENGLISH
from tr_news.errors import ModelError
from tr_news.text.lexicon import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NUMBER = r"\d+(?:[.,:]\d+)*"
# A number with its unit or ordinal ending, or a word. An apostrophe or hyphen ends one: Turkey's, Trump-Putin.
_WORD = re.compile(rf"{_NUMBER}[^\W\d_]*|[^\W_]+")
_BEGUN = re.compile(rf"(?:{_NUMBER}[.,:]?|{_NUMBER}[^\W\d_]+|[^\W_]+)\Z")
_MARKS = r"[\s\"'“‘«»”’(*•–-]*\Z"
_LEADING_MARKS = re.compile(_MARKS)
_SENTENCE_START = re.compile(r"[.!?:…\n]" + _MARKS)
_LOOK_BACK = 120  # bytes of the text so far that are looked at: longer than any word
_MARK_LEAD = b"\xe2"  # the first byte of dashes, quotation marks, the ellipsis; of hardly any letter
_UNKNOWN = b"qq"  # stands for any word in small letters that no name begins with


def _watched(character: str) -> bool:
    """Whether a character makes its word one that must be in the source."""
    return character.isupper() or character.isdigit() or (character.isalpha() and not character.isascii())


def _bound(word: str) -> bool:
    return any(map(_watched, word))


def _decode(data: bytes) -> tuple[str, bytes]:
    """The whole characters of UTF-8 bytes, and the bytes of an unfinished one behind them."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    return decoder.decode(data), decoder.getstate()[0]


@dataclass(frozen=True)
class Vocabulary:
    """The bytes of each token of a model, spaces included; None for a control token."""

    tokens: tuple[bytes | None, ...]

    @cached_property
    def control(self) -> list[int]:
        """Ids of control tokens, the end of the text among them."""
        return [i for i, token in enumerate(self.tokens) if token is None]

    @cached_property
    def watched(self) -> list[int]:
        """Ids of the tokens with a capital, a digit or other than ASCII in them: they may begin a name or number."""
        return [i for i, token in enumerate(self.tokens) if token and (not token.isascii() or _bound(token.decode()))]

    @cached_property
    def boundaries(self) -> list[int]:
        """Ids of the tokens that end a word or number with their first character."""
        return [i for i, token in enumerate(self.tokens) if token and self._ends_word(token)]

    @cached_property
    def points(self) -> list[int]:
        """Ids of the tokens that begin with a mark that may stand in a number."""
        return [i for i, token in enumerate(self.tokens) if token and token[:1] in b".,:"]

    @cached_property
    def continuations(self) -> dict[bytes, list[tuple[int, bool]]]:
        """Tokens that go on with a word, by how: the letters and digits they begin with → (id, whether that is all)."""
        found: dict[bytes, list[tuple[int, bool]]] = {}
        for i, token in enumerate(self.tokens):
            if token and token[:1] not in b".,:" and not self._ends_word(token):
                text, unfinished = _decode(token)
                match = re.match(r"[^\W_]+", text)
                lead = match.group() if match else ""
                part = lead.encode() + (unfinished if lead == text else b"")
                found.setdefault(part, []).append((i, part == token))
        return found

    @staticmethod
    def _ends_word(token: bytes) -> bool:
        text, unfinished = _decode(token)
        if text:
            return not text[0].isalnum() and text[0] not in ".,:"
        return unfinished[:1] == _MARK_LEAD


def vocabulary_of(tokenizer: Any) -> Vocabulary:
    """The vocabulary of a transformers tokenizer: byte-level BPE or SentencePiece. Raises ModelError for another."""
    names: list[str | None] = tokenizer.convert_ids_to_tokens(list(range(len(tokenizer))))
    added = getattr(tokenizer, "added_tokens_decoder", {})
    control = set(tokenizer.all_special_ids) | {i for i, token in added.items() if token.special}
    if any(name and name.startswith("Ġ") for name in names):
        decode = _byte_level
    elif any(name and name.startswith("▁") for name in names):
        decode = _sentencepiece
    else:
        raise ModelError("source-bound decoding needs a byte-level or SentencePiece tokenizer: choose another model")
    return Vocabulary(tuple(None if i in control or not name else decode(name) for i, name in enumerate(names)))


def _sentencepiece(name: str) -> bytes:
    if name == "<n>":
        return b"\n"  # PEGASUS writes it between sentences
    if re.fullmatch(r"<0x[0-9A-F]{2}>", name):
        return bytes([int(name[3:5], 16)])
    return name.replace("▁", " ").encode()


def _byte_level(name: str) -> bytes:
    """Byte-level BPE writes each byte as a printable character (GPT-2's table)."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = (byte for byte in range(256) if byte not in printable)
    table = {chr(b): b for b in printable} | {chr(256 + i): b for i, b in enumerate(others)}
    return bytes(table[c] for c in name) if all(c in table for c in name) else name.encode()


class SourceBound:
    """Which tokens may follow a text, for one source. Remembers what it worked out; not for use from two threads."""

    def __init__(self, vocabulary: Vocabulary, source: Iterable[str]) -> None:
        """``source``: the texts whose names and numbers may be written."""
        self.vocabulary = vocabulary
        found = {word for text in source for word in _WORD.findall(text)}
        numbers = {match.group() for word in found if (match := re.match(_NUMBER, word))}
        known = found | {word[:1].upper() + word[1:] for word in found} | numbers
        openers = known | {word.capitalize() for word in words("english_common") | words("stopwords", ENGLISH)}
        self._words = {False: _encoded(known), True: _encoded(openers)}
        self._starts = {first: _prefixes(whole) for first, whole in self._words.items()}
        self._bound_starts = _prefixes(_encoded(word for word in known if _bound(word)))
        self._masks: dict[tuple[bytes, bool], NDArray[np.bool_]] = {}

    def allowed(self, text: bytes) -> "NDArray[np.bool_]":
        """For each token whether it may follow ``text``, the bytes generated so far. Shape (vocabulary,)."""
        if len(text) > _LOOK_BACK:
            text = text[-_LOOK_BACK:].lstrip(bytes(range(0x80, 0xC0)))  # not into the middle of a character
        whole, unfinished = _decode(text)
        match = _BEGUN.search(whole)
        begun = match.group() if match else ""
        before = whole[: len(whole) - len(begun)]
        opening = (len(text) < _LOOK_BACK and _LEADING_MARKS.match(before) is not None) or (
            _SENTENCE_START.search(before) is not None
        )
        key = begun.encode() + unfinished
        if key and not unfinished and not _bound(begun) and key not in self._bound_starts:
            key = _UNKNOWN
        if (key, opening) not in self._masks:
            self._masks[key, opening] = self._mask(key, opening)
        return self._masks[key, opening]

    def _mask(self, begun: bytes, opening: bool) -> "NDArray[np.bool_]":
        import numpy as np

        vocabulary = self.vocabulary
        mask = np.ones(len(vocabulary.tokens), dtype=bool)
        text, unfinished = _decode(begun)
        if not (unfinished or _bound(text)):
            # Small letters bind nothing: only a token with a capital, a digit or the like has to be looked at.
            for i in vocabulary.watched:
                mask[i] = self._fits(begun, opening, vocabulary.tokens[i])
            return mask
        mask[:] = False
        whole, starts = self._words[opening], self._starts[opening]
        if self._fits(begun, opening, b" "):
            behind = self.allowed(b"small letters ")
            mask[vocabulary.boundaries] = behind[vocabulary.boundaries]
            mask[vocabulary.control] = True
        if unfinished:
            for i, token in enumerate(vocabulary.tokens):  # rare: any token may or may not finish the character
                mask[i] = token is not None and not token.isascii() and self._fits(begun, opening, token)
            return mask if mask.any() else ~mask
        for i in vocabulary.points:
            mask[i] = self._fits(begun, opening, vocabulary.tokens[i])
        for part, tokens in vocabulary.continuations.items():
            word = begun + part
            if word in starts:
                for i, alone in tokens:
                    mask[i] = alone or (word in whole and self._fits(begun, opening, vocabulary.tokens[i]))
        if not mask.any():
            mask[vocabulary.control] = True
        return mask

    def _fits(self, begun: bytes, opening: bool, token: bytes | None) -> bool:
        """Whether ``token`` may follow the begun word; None is the end of the text."""
        text, unfinished = _decode(begun + (b" " if token is None else token))
        mark = unfinished[:1] == _MARK_LEAD
        end = 0
        for match in _WORD.finditer(text):
            word, before, rest = match.group(), text[: match.start()], text[match.end() :]
            end = match.end()
            if not (_bound(word) or (not rest and unfinished and not mark)):
                continue
            first = (opening and _LEADING_MARKS.match(before) is not None) or _SENTENCE_START.search(before) is not None
            whole, starts = self._words[first], self._starts[first]
            data = word.encode()
            if rest in ("", ".", ",", ":") and not mark:
                # The word may go on, and so may a number behind its point.
                if data + rest.encode() + unfinished not in starts and not (rest and data in whole and not unfinished):
                    return False
            elif data not in whole:
                return False
        if not text or (unfinished and end < len(text)):
            return not unfinished or mark or unfinished in self._starts[True]
        return True


def _encoded(found: Iterable[str]) -> frozenset[bytes]:
    return frozenset(word.encode() for word in found)


def _prefixes(known: Iterable[bytes]) -> frozenset[bytes]:
    return frozenset(word[:end] for word in known for end in range(1, len(word) + 1))


def text_of(vocabulary: Vocabulary, ids: Sequence[int]) -> bytes:
    """The bytes of generated tokens, control tokens left out; ids past the tokenizer's vocabulary as well."""
    tokens = vocabulary.tokens
    return b"".join(tokens[i] or b"" for i in ids if i < len(tokens))


def logits_processor(bound: SourceBound, prompt_length: int) -> Any:
    """The constraint as a ``LogitsProcessor`` of transformers; the first ``prompt_length`` ids are not looked at."""
    import torch
    from transformers import LogitsProcessor

    class SourceBoundLogits(LogitsProcessor):  # type: ignore[misc]
        def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
            scores = scores.clone()
            for row, ids in enumerate(input_ids[:, prompt_length:].tolist()):
                mask = bound.allowed(text_of(bound.vocabulary, ids))
                size = min(len(mask), scores.shape[1])
                scores[row, :size][~torch.from_numpy(mask[:size])] = -torch.inf
                scores[row, size:] = -torch.inf  # padding of the embedding matrix: no tokens
            return scores

    return SourceBoundLogits()


def bound_greedy(
    bound: SourceBound,
    limit: int,
    run: Callable[[list[int], int, Callable[[Any], bool]], object],
    *,
    ends: Collection[int],
    least: int = 0,
    no_repeat_ngram_size: int = 0,
) -> list[int]:
    """Greedy decoding under a constraint by an engine that takes none.

    CTranslate2 tells each step and can be stopped: where it takes a token that may not stand there, it is stopped, the
    best allowed one is taken from the scores of that step, and it goes on from there. The same tokens come out as from
    masked scores. ``run(ids, left, callback)`` decodes up to ``left`` tokens more behind ``ids``. ``ends``, ``least``,
    ``no_repeat_ngram_size`` are those that the engine decodes with: the scores that it tells don't know them.
    """
    import numpy as np

    ids: list[int] = []
    while len(ids) < limit:
        corrected = False

        def watch(step: Any) -> bool:
            nonlocal corrected
            mask = bound.allowed(text_of(bound.vocabulary, ids))
            token = int(step.token_id)
            if token >= len(mask) or not mask[token]:
                corrected = True
                scores = np.array(step.logits, dtype=np.float32).reshape(-1)[: len(mask)]
                scores[~mask[: len(scores)]] = -np.inf
                scores[list(_repeats(ids, no_repeat_ngram_size))] = -np.inf
                if len(ids) < least:
                    scores[list(ends)] = -np.inf
                token = int(scores.argmax())
            ids.append(token)
            return corrected

        before = len(ids)
        run(list(ids), limit - before, watch)
        if not corrected or ids[-1] in ends:
            break
    return ids


def _repeats(ids: Sequence[int], size: int) -> set[int]:
    """The ids that would complete a sequence of ``size`` ids that stands there already."""
    if size < 1 or len(ids) < size - 1:
        return set()
    begun = tuple(ids[len(ids) - size + 1 :])
    return {ids[i + size - 1] for i in range(len(ids) - size + 1) if tuple(ids[i : i + size - 1]) == begun}
