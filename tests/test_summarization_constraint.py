"""Source-bound decoding: whatever the model prefers, no name or number comes out that the source doesn't have."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests import summarizer_checkpoints
from tr_news.errors import ModelError
from tr_news.summarization.generative.source_bound import SourceBound, Vocabulary, bound_greedy, text_of, vocabulary_of
from tr_news.text.lexicon import words

SOURCE = [
    "President Ayşe Kaya met Iain McDonald in Ankara on 21 October.",
    "The bank lent $280bn, 3.5 percent more; 1,250 people came. The F-16s and the iPhone stayed.",
]
BYTES = Vocabulary((None, *(bytes([b]) for b in range(256))))


def may_write(text: str, vocabulary: Vocabulary = BYTES, source: list[str] = SOURCE) -> bool:
    """Whether the text can be written byte by byte and ended there."""
    bound = SourceBound(vocabulary, source)
    data = text.encode()
    steps = all(bound.allowed(data[:i])[1 + data[i]] for i in range(len(data)))
    return steps and bool(bound.allowed(data)[0])


@pytest.mark.parametrize(
    "text",
    [
        "Ayşe Kaya met McDonald in Ankara.",
        "The president met officials.",
        "Officials said the iPhone stayed.",
        "- The bank lent $280bn.\n- Some 1,250 people came",
        "It lent 3.5 percent more on 21 October, or 280 or so.",
        'The president said: "People came."',
        "Kaya's bank, Ankara's president (Kaya) and the F-16",
        "In Ankara — yes — “The Bank” stayed.",
        "Percent of the People",
    ],
)
def test_what_the_source_has_may_be_written(text: str) -> None:
    assert may_write(text)


@pytest.mark.parametrize(
    "text",
    [
        "The president met Joe Biden.",
        "Biden met Kaya.",
        "They met in Ankaraa.",
        "They met in Anka.",
        "They met in An",
        "It lent 281 dollars.",
        "It lent 28 dollars.",
        "It lent 3.6 percent more.",
        "It lent 3.5.1 percent.",
        "Some 1,251 people came.",
        "On 2 October.",
        "They met Ayşen there.",
        "They met Çelik there.",
        "The eBay page.",
        "They met KAYA.",
        "They met\tBiden.",
        "It lent 280m.",
    ],
)
def test_what_the_source_has_not_may_not(text: str) -> None:
    assert not may_write(text)


def test_small_letters_and_spelled_out_numbers_are_free_as_documented() -> None:
    assert may_write("Kaya met joe biden twelve times.")


@pytest.fixture(scope="module")
def byte_level() -> Vocabulary:
    pytest.importorskip("tokenizers")
    tokenizer = summarizer_checkpoints.byte_level_tokenizer(
        {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>"}
    )
    return vocabulary_of(tokenizer)


@pytest.fixture(scope="module")
def unigram() -> Vocabulary:
    pytest.importorskip("tokenizers")
    tokenizer = summarizer_checkpoints.unigram_tokenizer(
        {"eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
    )
    return vocabulary_of(tokenizer)


def test_vocabularies_give_the_bytes_of_their_tokens(byte_level: Vocabulary, unigram: Vocabulary) -> None:
    for vocabulary in (byte_level, unigram):
        assert vocabulary.control
        assert any(token and token.startswith(b" ") for token in vocabulary.tokens)
    assert {bytes([b]) for b in range(256)} <= set(byte_level.tokens)


def test_the_mask_of_every_token_is_what_writing_it_letter_by_letter_would_give(
    byte_level: Vocabulary, unigram: Vocabulary
) -> None:
    states = [
        "",
        "The ",
        "They met ",
        "They met An",
        "They met Ankara",
        "It lent 3",
        "It lent 3.",
        "It lent 3.5",
        "it ok",
    ]
    letters = SourceBound(BYTES, SOURCE)
    for vocabulary in (byte_level, unigram):
        bound = SourceBound(vocabulary, SOURCE)
        for state in states:
            mask = bound.allowed(state.encode())
            for i, token in enumerate(vocabulary.tokens):
                if not token or not token.isascii():
                    continue
                text = state.encode()
                expected = all(letters.allowed(text + token[:at])[1 + token[at]] for at in range(len(token)))
                assert bool(mask[i]) == expected, (state, token)


@pytest.mark.parametrize("seed", range(30))
def test_random_writing_never_leaves_the_source(byte_level: Vocabulary, seed: int) -> None:
    chance = random.Random(seed)
    bound = SourceBound(byte_level, SOURCE)
    text = b""
    for _ in range(60):
        mask = bound.allowed(text)
        # Tokens with capitals and digits are drawn on purpose, half of the time.
        pool = [i for i in range(len(mask)) if mask[i] and byte_level.tokens[i]]
        eager = [i for i in pool if any(chr(b).isupper() or chr(b).isdigit() for b in byte_level.tokens[i] or b"")]
        choice = chance.choice(eager if eager and chance.random() < 0.5 else pool)
        text += byte_level.tokens[choice] or b""
    # The last word may still be unfinished; a byte that is no text ends a word as a space does.
    written = re.findall(r"\d+(?:[.,:]\d+)*[^\W\d_]*|[^\W_]+", text.decode("utf-8", "replace"))[:-1]
    allowed = {word.lower() for word in re.findall(r"\d+(?:[.,]\d+)?[a-z]*|[^\W_]+", " ".join(SOURCE))} | {"280", "16"}
    common = words("english_common") | words("stopwords", "en")
    for word in written:
        if any(c.isdigit() for c in word):
            assert word.lower() in allowed, (word, text)
        elif any(c.isupper() for c in word):
            assert word.lower() in allowed | common, (word, text)


@dataclass
class Step:
    """What CTranslate2 tells of a step."""

    step: int
    token_id: int
    logits: list[float]


def test_an_engine_without_a_constraint_is_led_to_the_best_allowed_tokens() -> None:
    vocabulary = Vocabulary((None, b"They", b" met", b" Biden", b" Kaya", b" Obama", b" Ankara"))
    preferences = [[0, 9, 1, 1, 1, 1, 1], [0, 1, 9, 1, 1, 1, 1], [0, 1, 1, 9, 7, 8, 6], [9, 1, 1, 1, 1, 1, 1]]
    started: list[list[int]] = []

    def run(begun: list[int], left: int, callback: Callable[[Any], bool]) -> None:
        started.append(list(begun))
        for position in range(len(begun), min(len(preferences), len(begun) + left)):
            scores = [float(score) for score in preferences[position]]
            token = scores.index(max(scores))
            if callback(Step(position - len(begun), token, scores)) or token == 0:
                return

    ids = bound_greedy(SourceBound(vocabulary, ["Kaya went to Ankara. They met."]), 10, run, ends=[0])
    assert ids == [1, 2, 4, 0]
    assert text_of(vocabulary, ids) == b"They met Kaya"
    assert started == [[], [1, 2, 4]]
    assert bound_greedy(SourceBound(vocabulary, ["Kaya. They"]), 2, run, ends=[0]) == [1, 2]


def test_a_tokenizer_of_another_kind_is_refused() -> None:
    class WordPiece:
        all_special_ids: tuple[int, ...] = ()

        def __len__(self) -> int:
            return 2

        def convert_ids_to_tokens(self, ids: list[int]) -> list[str]:
            return ["word", "##piece"]

    with pytest.raises(ModelError, match="byte-level or SentencePiece"):
        vocabulary_of(WordPiece())
