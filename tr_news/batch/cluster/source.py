"""The blocks of a feed as a data set of Ray, and the workers that answer them."""

from collections.abc import Iterator
from typing import Any

from tr_news.batch.cluster.order import Order
from tr_news.batch.cluster.worker import Worker

_AHEAD = 2  # blocks that a worker has been given: the next one is there when it has ended one


def blocks(feed: Any) -> Any:
    """The blocks as rows of ``number`` and ``block``: a source with one reader, which asks for them by their numbers.

    Begun again, after its machine died, it gives the same ones.
    """
    from ray.data import Datasource
    from ray.data.block import BlockMetadata
    from ray.data.datasource import ReadTask

    def read() -> Iterator[Any]:
        import pyarrow as pa
        import ray

        number = 0
        while (block := ray.get(feed.take.remote(number))) is not None:
            yield pa.table({"number": [number], "block": [block]})
            number += 1

    class Source(Datasource):  # type: ignore[misc]
        def estimate_inmemory_data_size(self) -> int | None:
            return None

        def get_read_tasks(self, *_: Any, **__: Any) -> list[Any]:
            return [ReadTask(read, BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None))]

    return Source()


def answers(feed: Any, order: Order, *, workers: int, group: int) -> Any:
    """The answers to the blocks of a feed, a Dataset with rows of ``number`` and ``answer``.

    Args:
        feed: the actor.
        order: what the workers do.
        workers: at the most; fewer where some have nothing to do.
        group: CPUs of each.
    """
    from ray.data import ActorPoolStrategy, DataContext, read_datasource

    context = DataContext.get_current()
    context.enable_progress_bars = context.print_on_execution_start = False
    context.target_max_block_size = 1  # a row is a block and goes on at once, rather than wait for others
    context.execution_no_progress_timeout_s = -1  # a plan may find nothing to do for long
    pool = ActorPoolStrategy(min_size=1, max_size=workers, initial_size=workers, max_tasks_in_flight_per_actor=_AHEAD)
    return read_datasource(blocks(feed), override_num_blocks=1, num_cpus=0).map_batches(
        Worker,
        fn_constructor_args=(order, feed),
        batch_size=1,
        batch_format="numpy",
        num_cpus=group,
        num_gpus=1 if order.settings.device == "cuda" else 0,
        compute=pool,
    )
