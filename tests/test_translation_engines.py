"""The engines: the same output in whatever company, nothing cut, nothing looped, and both of them agree."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.marian_fixtures import TURKISH, convert, tiny_marian
from tr_news.errors import ModelError
from tr_news.models.decoding import Decoding
from tr_news.text.normalize import normalize_source
from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.engines.decoding import Hypothesis
from tr_news.translation.engines.smoke import smoke_test
from tr_news.translation.engines.subword import MAX_SOURCE_PIECES, SubwordTranslator, join_parts
from tr_news.translation.engines.transformers import TransformersTranslator
from tr_news.translation.protocol import Defect, Translation

BUILT_IN = Path(__file__).parents[1] / "tr_news" / "models" / "tr-en-mini"
SENTENCES = TURKISH.splitlines()
ODD = ("", "   ", "\ud800 bozuk \x00 metin 😀 \ue000", "</s> <unk> ▁ >>eng<<", "?!…", "ə ň 漢字 عربي", "a" * 2000)


@pytest.fixture(scope="module")
def built_in() -> MarianTranslator:
    return MarianTranslator(BUILT_IN, beam_size=2)


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_marian(tmp_path_factory.mktemp("marian") / "tiny")


@pytest.fixture(scope="module")
def converted(checkpoint: Path) -> Path:
    return convert(checkpoint, checkpoint.parent / "converted")


def sources(translator: SubwordTranslator) -> list[list[str]]:
    """Sentences of many lengths, several of each."""
    texts = [sentence[:cut].strip() for sentence in SENTENCES for cut in (12, 20, 27, 35, 200)]
    return [translator.encode(text) for text in texts]


def companies(items: Sequence[list[str]]) -> Iterator[list[int]]:
    """Ways to batch: alone, few, many, in another order, twice."""
    everything = list(range(len(items)))
    yield from ([index] for index in everything[::7])
    yield everything[::2]
    yield everything[::-1]
    yield everything + everything[:9]


@pytest.mark.parametrize("beam_size", [1, 4])
def test_the_built_in_model_gives_the_same_output_in_whatever_company(
    built_in: MarianTranslator, beam_size: int
) -> None:
    items = sources(built_in)
    decoding = Decoding(beam_size)
    everything = built_in.decode(items, decoding)
    for company in companies(items):
        # The score as well: where that is the same to the last bit, so is everything behind it.
        assert built_in.decode([items[index] for index in company], decoding) == [everything[i] for i in company]


class Watched:
    """An engine whose translations are counted from their order to their collection."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self.waiting = self.most = 0

    def translate_batch(self, batch: Sequence[Sequence[str]], **options: Any) -> list[Any]:
        results = self.engine.translate_batch(batch, **options)
        self.waiting += len(results)
        self.most = max(self.most, self.waiting)
        return [self.Result(result, self) for result in results]

    class Result:
        def __init__(self, result: Any, watched: "Watched") -> None:
            self._result, self._watched = result, watched

        def result(self) -> Any:
            self._watched.waiting -= 1
            return self._result.result()


def test_the_engine_is_given_no_more_than_it_finishes_soon(
    built_in: MarianTranslator, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What it was given it finishes, whoever interrupts: 2,000 sentences at once held Ctrl-C up for seconds.
    translator = MarianTranslator(BUILT_IN, threads=2, max_batch_tokens=32, beam_size=2)
    watched = Watched(translator._engine)
    monkeypatch.setattr(translator, "_engine", watched)
    items = sources(built_in) * 3
    assert translator.decode(items, Decoding(1)) == built_in.decode(items, Decoding(1))
    batch = 32 // min(map(len, items))
    assert watched.waiting == 0
    assert watched.most <= (2 * 2 + 1) * batch < len(items)


def test_neither_threads_nor_batch_size_change_the_output(built_in: MarianTranslator) -> None:
    items = sources(built_in)
    expected = built_in.decode(items, Decoding(2))
    for threads, tokens in ((1, 64), (2, 8192)):
        other = MarianTranslator(BUILT_IN, threads=threads, max_batch_tokens=tokens)
        assert other.decode(items, Decoding(2)) == expected


def test_float32_gives_the_same_output_in_whatever_company(converted: Path) -> None:
    translator = MarianTranslator(converted, compute_type="float32")
    items = sources(translator)[:20]
    everything = translator.decode(items, Decoding(4))
    for company in companies(items):
        assert translator.decode([items[i] for i in company], Decoding(4)) == [everything[i] for i in company]


@pytest.mark.parametrize(("beam_size", "length_penalty"), [(1, 1.0), (4, 1.0), (4, 1.5)])
def test_transformers_and_ctranslate2_agree(
    checkpoint: Path, converted: Path, beam_size: int, length_penalty: float
) -> None:
    engine = MarianTranslator(converted, compute_type="float32", beam_size=beam_size, length_penalty=length_penalty)
    reference = TransformersTranslator(checkpoint, beam_size=beam_size, length_penalty=length_penalty, threads=1)
    texts = [normalize_source(sentence)[:30] for sentence in SENTENCES[:6]]
    items = [engine.encode(text) for text in texts]
    assert [reference.encode(text) for text in texts] == items
    for decoding in (engine.decoding, replace(engine.decoding, no_repeat_ngram_size=3)):
        found, expected = engine.decode(items, decoding), reference.decode(items, decoding)
        assert [h.pieces for h in found] == [h.pieces for h in expected]
        assert [h.finished for h in found] == [h.finished for h in expected]
        assert [h.score for h in found] == pytest.approx([h.score for h in expected], abs=1e-3)
    assert any(h.finished and len(h.pieces) > 2 for h in found)
    assert [t.text for t in engine.translate(texts[:2])] == [t.text for t in reference.translate(texts[:2])]


def test_every_sentence_gets_one_answer_and_blank_ones_none(built_in: MarianTranslator) -> None:
    answers = built_in.translate([*ODD, SENTENCES[0], SENTENCES[0]])
    assert len(answers) == len(ODD) + 2
    assert answers[:2] == [Translation("", "empty")] * 2
    assert answers[-1] == answers[-2] == built_in.translate([SENTENCES[0]])[0]
    assert built_in.translate([]) == []


class Scripted(SubwordTranslator):
    """Answers as told instead of with a network; keeps what it was asked."""

    def __init__(self, answers: Mapping[tuple[int, bool], str | None]) -> None:
        super().__init__(BUILT_IN, Decoding(beam_size=1))
        self.answers = answers
        self.asked: list[tuple[str, Decoding]] = []

    def decode(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[Hypothesis]:
        """``answers`` by number of source words and whether the decoding is the careful one; None echoes."""
        hypotheses = []
        for source in sources:
            assert source[-1] == "</s>"
            text = self.detokenize(source[:-1])
            self.asked.append((text, decoding))
            answer = self.answers.get((len(text.split()), decoding.no_repeat_ngram_size > 0), None)
            pieces = self.encode(text if answer is None else answer)[:-1] if answer != "" else []
            hypotheses.append(Hypothesis(tuple(pieces), -1.0, True))
        return hypotheses

    def describe(self) -> Mapping[str, object]:
        return {}


LOOP = "the end of the end of the end of the end of the end of the end"


def test_a_sentence_past_the_limit_is_cut_and_none_of_it_is_lost() -> None:
    translator = Scripted({})
    words = [f"{word}{number}" for number in range(90) for word in ("okul", "köprü,")]
    (answer,) = translator.translate([" ".join(words)])
    assert len(translator.asked) > 1
    assert all(len(translator.encode(text)) <= MAX_SOURCE_PIECES + 1 for text, _ in translator.asked)
    assert answer.text.split() == words


def test_a_loop_is_tried_again_with_another_decoding() -> None:
    translator = Scripted({(4, False): LOOP, (4, True): "The bridge was opened."})
    assert translator.translate(["Köprü dün sabah açıldı."]) == [Translation("The bridge was opened.", score=-1.0)]
    assert translator.asked[0][1] != translator.asked[1][1]


def test_a_loop_that_stays_is_cut_in_two() -> None:
    translator = Scripted({(4, False): LOOP, (4, True): LOOP})
    assert translator.translate(["Köprü dün sabah açıldı."]) == [Translation("Köprü dün sabah açıldı.", score=-1.0)]
    assert [text for text, _ in translator.asked[2:]] == ["Köprü dün", "sabah açıldı."]


@pytest.mark.parametrize(("answer", "reason"), [(LOOP, "loop"), ("", "empty")])
def test_what_can_not_be_mended_is_given_up_with_the_reason(answer: str, reason: Defect) -> None:
    translator = Scripted({(words, careful): answer for words in range(9) for careful in (False, True)})
    assert translator.translate(["Köprü dün sabah açıldı."]) == [Translation("", reason)]


def test_a_sentence_in_parts_reads_as_one() -> None:
    assert join_parts(["Okul açıldı,", "ama köprü kapalı."], ["The school opened.", "But the bridge is closed."]) == (
        "The school opened, but the bridge is closed."
    )
    assert join_parts(["Okul", "açıldı."], ["The school", ""]) == ""


def test_the_smoke_test_accepts_weak_weights(built_in: MarianTranslator, converted: Path) -> None:
    assert smoke_test(built_in)
    assert smoke_test(MarianTranslator(converted, compute_type="float32"))


@pytest.mark.parametrize("damage", ["nan", "zero", "constant"])
def test_the_smoke_test_rejects_broken_weights(checkpoint: Path, tmp_path: Path, damage: str) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    folder = shutil.copytree(checkpoint, tmp_path / "broken")
    weights = load_file(folder / "model.safetensors")
    for name, tensor in weights.items():
        if damage == "nan":
            weights[name] = torch.full_like(tensor, float("nan"))
        elif damage == "zero":
            weights[name] = torch.zeros_like(tensor)
        elif name == "final_logits_bias":
            weights[name][0, 17] = 1000.0
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    for translator in (TransformersTranslator(folder, threads=1), MarianTranslator(convert(folder, tmp_path / "ct2"))):
        with pytest.raises(ModelError, match="weights are broken"):
            smoke_test(translator)


def test_a_folder_that_is_no_model_is_refused_with_the_reason(
    tmp_path: Path, converted: Path, checkpoint: Path
) -> None:
    with pytest.raises(ModelError, match="no such model folder"):
        MarianTranslator(tmp_path / "nowhere")
    for name in ("model.bin", "source.spm", "shared_vocabulary.json"):
        folder = shutil.copytree(converted, tmp_path / f"no-{name}")
        (folder / name).unlink()
        with pytest.raises(ModelError, match=r"is missing"):
            MarianTranslator(folder)
        (folder / name).write_bytes(b"not what it says")
        with pytest.raises(ModelError) as failure:
            MarianTranslator(folder)
        assert "\n" not in str(failure.value)
        assert str(folder) in str(failure.value)
    for name in ("model.safetensors", "vocab.json"):
        folder = shutil.copytree(checkpoint, tmp_path / f"no-{name}")
        (folder / name).write_bytes(b"not what it says")
        with pytest.raises(ModelError):
            TransformersTranslator(folder)
        (folder / name).unlink()
        with pytest.raises(ModelError):
            TransformersTranslator(folder)


def test_provenance_says_what_determines_the_output(built_in: MarianTranslator, checkpoint: Path) -> None:
    described = built_in.describe()
    assert json.loads(json.dumps(described)) == described
    assert set(described) >= {"name", "engine", "version", "beam_size", "length_penalty", "compute_type"}
    assert described["beam_size"] == 2
    assert TransformersTranslator(checkpoint).describe()["engine"] == "transformers"
