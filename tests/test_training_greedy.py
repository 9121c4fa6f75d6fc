"""Greedy decoding of a batch with kept keys and values says what the whole model would say step by step."""

import pytest

torch = pytest.importorskip("torch")

from torch import Tensor  # noqa: E402

from tests.training_fixtures import sequences  # noqa: E402
from training.greedy import greedy  # noqa: E402
from training.model import Marian, Shape  # noqa: E402
from training.optimizer import Optimizer  # noqa: E402

LIMIT = 20
SHAPE = Shape(40, 32, 2, 64, 2, 2)

pytestmark = pytest.mark.usefixtures("one_thread")


def batch(rows: list[list[int]], more: int = 0) -> Tensor:
    """Padded to the longest, and by so many more."""
    out: Tensor = torch.full((len(rows), max(map(len, rows)) + more), SHAPE.vocabulary - 1)
    for row, ids in enumerate(rows):
        out[row, : len(ids)] = torch.tensor(ids)
    return out


def rows(count: int, seed: int) -> list[list[int]]:
    return [[*ids, 0] for ids in sequences(count, SHAPE.vocabulary, seed)]


@pytest.fixture(scope="module")
def model(one_thread: None) -> Marian:
    """Half trained to copy, so that what it says differs and ends at its time; it would go on after ``</s>``."""
    torch.manual_seed(1)
    model = Marian(SHAPE)
    optimizer = Optimizer(model, SHAPE.width)
    for step in range(120):
        sources = rows(48, seed=step)
        ids, twice = batch(sources), batch([[*ids, *ids] for ids in sources])
        torch.autograd.backward(model.loss(ids, twice, 0.0) / (twice != model.pad).sum())
        optimizer.step(3e-3)
    return model.eval()


def biased(model: Marian, piece: int, bias: float) -> Marian:
    """The same model, which says a piece more readily, or not at all."""
    other = Marian(SHAPE)
    other.load_state_dict(model.state_dict())
    with torch.no_grad():
        other.bias[piece] = bias
    return other.eval()


def step_by_step(model: Marian, ids: list[int], limit: int) -> tuple[list[int], float, bool]:
    """Of one sentence without padding: ids with ``</s>``, mean log-probability, and whether ``</s>`` came."""
    output, total = [model.pad], 0.0
    with torch.inference_mode():
        while len(output) <= limit:
            hidden = model(torch.tensor([ids]), torch.tensor([output]))[0, -1]
            logits = hidden @ model.embedding.weight.T + model.bias
            logits[model.pad] = -torch.inf
            best = int(logits.argmax())
            total += float(logits.log_softmax(-1)[best])
            output.append(best)
            if best == 0:
                break
    return output[1:], total / (len(output) - 1), output[-1] == 0


def agrees(model: Marian, sources: list[list[int]], limit: int) -> tuple[Tensor, Tensor]:
    """Checks a batch against its sentences alone; returns ids and which are finished."""
    found, score, done = greedy(model, batch(sources), limit)
    assert found.shape == (len(sources), limit)
    for row, ids in enumerate(sources):
        expected, mean, finished = step_by_step(model, ids, limit)
        assert found[row].tolist() == [*expected, *[0] * (limit - len(expected))]
        assert float(score[row]) == pytest.approx(mean, abs=1e-4)
        assert bool(done[row]) == finished
    return found, done


@pytest.mark.parametrize("limit", [LIMIT, 5, 1])
def test_each_sentence_of_a_batch_is_as_step_by_step_alone(model: Marian, limit: int) -> None:
    found, done = agrees(model, rows(24, seed=999), limit)
    if limit == LIMIT:
        assert done.all()
        assert len(set((found != 0).sum(1).tolist())) > 3, "they end at different steps"
        assert len(set(found.flatten().tolist())) > 15
    elif limit == 5:
        assert 0 < done.sum() < 24, "some are cut off"
    else:
        assert not done.any()


def test_padding_changes_nothing(model: Marian) -> None:
    sources = rows(12, seed=998)
    plain, padded = (greedy(model, batch(sources, more), LIMIT) for more in (0, 9))
    assert torch.equal(plain[0], padded[0])
    assert torch.allclose(plain[1], padded[1], atol=1e-4)
    assert torch.equal(plain[2], padded[2])


def test_what_never_ends_has_the_score_of_all_its_pieces_and_is_not_finished(model: Marian) -> None:
    found, done = agrees(biased(model, 0, -1e4), rows(4, seed=997), LIMIT)
    assert bool((found != 0).all())
    assert not done.any()


def test_the_piece_of_padding_is_never_said(model: Marian) -> None:
    agrees(biased(model, model.pad, 30.0), rows(4, seed=996), LIMIT)
