"""Batches that are put together on the device: of each pair its own ids, as often as it should come."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training.data import Ragged  # noqa: E402
from training.resident import FEWEST, MULTIPLE, Batch, Part, Resident, batches, drawn, rows  # noqa: E402

PAD = 99
CPU = torch.device("cpu")


def ragged(count: int, seed: int, longest: int = 30) -> list[list[int]]:
    rng = np.random.default_rng(seed)
    return [[*rng.integers(1, PAD, rng.integers(0, longest)).tolist(), 0] for _ in range(count)]


def part(count: int, share: float, seed: int, weight: np.ndarray | None = None) -> Part:
    source, target = (Ragged.of(ragged(count, seed + side)) for side in (0, 1))
    return Part(source, target, np.ones(count) if weight is None else weight, share)


def listed(side: Ragged) -> list[list[int]]:
    return [side[index].tolist() for index in range(len(side.lengths))]


def test_ragged_keeps_rows_and_joins_them_one_after_the_other() -> None:
    parts = [[[5, 6, 0], [0]], [], [[7]], ragged(40, 1)]
    made = [Ragged.of(rows) for rows in parts]
    assert [listed(side) for side in made] == parts
    joined = Ragged.joined(made)
    assert listed(joined) == [row for rows in parts for row in rows]
    assert joined.lengths.tolist() == [len(row) for rows in parts for row in rows]
    assert joined.flat.dtype == np.int16, "a fourth of what the device would need for int64"


def test_rows_are_padded_where_they_end_and_at_the_end_of_all() -> None:
    side = Ragged.of([[1, 2, 3], [4], [5, 6]])
    flat, offsets = torch.from_numpy(side.flat), torch.from_numpy(side.offsets)
    found = rows(flat, offsets, torch.tensor([2, 0, 2, 1]), 4, PAD)
    assert found.tolist() == [[5, 6, PAD, PAD], [1, 2, 3, PAD], [5, 6, PAD, PAD], [4, PAD, PAD, PAD]]
    assert found.dtype == torch.int64


def test_a_pair_is_drawn_as_often_as_it_weighs_and_a_part_by_its_share_of_tokens() -> None:
    weight = np.array([2.0] * 100 + [0.5] * 100 + [0.0] * 100)
    parts = [part(300, 0.75, 1, weight), part(50, 0.25, 3)]
    tokens = 400_000
    chosen = drawn(parts, tokens, np.random.default_rng(5))
    times = np.bincount(chosen, minlength=350)
    scale = 0.75 * tokens / float(weight @ parts[0].target.lengths)
    assert np.abs(times[:300] - weight * scale).max() < 1, "what is more than a whole number, by chance"
    assert times[200:300].sum() == 0
    assert np.ptp(times[300:]) <= 1
    for one, found in zip(parts, (times[:300], times[300:]), strict=True):
        assert found @ one.target.lengths == pytest.approx(one.share * tokens, rel=0.01)


def test_a_fraction_is_drawn_by_chance_and_an_empty_part_takes_nothing() -> None:
    one = part(4000, 1.0, 1)
    tokens = int(one.target.flat.size * 0.3)
    counts = [np.bincount(drawn([part(0, 0.5, 1), one], tokens, np.random.default_rng(n))) for n in (1, 2)]
    assert [found.max() for found in counts] == [1, 1]
    assert [found.sum() for found in counts] == pytest.approx([1200, 1200], rel=0.1)
    assert not np.array_equal(counts[0], counts[1])


@pytest.mark.parametrize("tokens", [35, 100, 1000, 100_000])
def test_a_batch_has_no_more_than_its_tokens_and_each_pair_comes_once(tokens: int) -> None:
    one = part(700, 1.0, 1)
    source, target = one.source.lengths, one.target.lengths
    indexes = np.random.default_rng(1).permutation(np.repeat(np.arange(700), np.arange(700) % 3))
    found = batches(indexes, source, target, tokens)
    assert sorted(np.concatenate(found).tolist()) == sorted(indexes.tolist())
    sizes = [len(batch) * max(source[batch].max(), target[batch].max()) for batch in found]
    assert max(sizes) <= tokens
    longest = [max(source[batch].max(), target[batch].max()) for batch in found]
    assert longest == sorted(longest), "pairs of like length"
    if tokens < 10_000:
        assert np.mean(sizes[:-1]) > 0.6 * tokens, "and not many fewer"


def test_a_pair_that_is_longer_than_a_batch_is_one() -> None:
    lengths = np.array([50, 3, 60])
    assert [batch.tolist() for batch in batches(np.arange(3), lengths, lengths, 10)] == [[1], [0], [2]]


def test_every_pairs_tensors_are_its_ids_padded() -> None:
    parts = [part(200, 0.5, 1), part(90, 0.5, 3)]
    resident = Resident(parts, PAD, CPU)
    sides = [[*listed(first), *listed(second)] for first, second in zip(*map(pairs_of, parts), strict=True)]
    found = resident.round(20_000, 400, np.random.default_rng(1))
    assert len(found) > 20
    for batch in found:
        for side, tensor in zip(sides, resident.tensors(batch), strict=True):
            expected = [side[index] for index in batch.indexes.tolist()]
            longest = max(map(len, expected))
            assert tensor.shape == (len(expected), -(-longest // MULTIPLE) * MULTIPLE)
            assert tensor.tolist() == [[*ids, *[PAD] * (tensor.shape[1] - len(ids))] for ids in expected]
            assert len(expected) * longest <= 400


def pairs_of(one: Part) -> tuple[Ragged, Ragged]:
    return one.source, one.target


def seen(found: list[Batch]) -> list[int]:
    return torch.cat([batch.indexes for batch in found]).tolist()  # type: ignore[no-any-return]


def test_a_round_is_what_was_drawn_in_an_order_by_chance() -> None:
    resident = Resident([part(200, 1.0, 1)], PAD, CPU)
    source, target = resident.lengths
    found = resident.round(20_000, 400, np.random.default_rng(1))
    expected = batches(drawn(resident.parts, 20_000, np.random.default_rng(1)), source, target, 400)
    kept = expected if len(expected[-1]) >= FEWEST else expected[:-1]
    assert sorted(seen(found)) == sorted(np.concatenate(kept).tolist())
    lengths = [batch.target_length for batch in found]
    assert lengths != sorted(lengths)
    assert seen(found) != seen(resident.round(20_000, 400, np.random.default_rng(2)))
    assert len(resident.round(100, 100_000, np.random.default_rng(1))) == 1, "a single batch stays"


def test_a_few_longest_pairs_left_over_are_no_batch_and_more_are() -> None:
    for count, batches_found in ((FEWEST - 1, 1), (FEWEST, 2)):
        short, long = Ragged.of([[1] * 10] * 40), Ragged.of([[1] * 50] * count)
        both = Ragged.joined([short, long])
        resident = Resident([Part(both, both, np.ones(40 + count, np.float32), 1.0)], PAD, CPU)
        found = resident.round(int(both.lengths.sum()), 400, np.random.default_rng(1))
        assert len(found) == batches_found
