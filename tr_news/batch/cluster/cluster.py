"""A cluster that was joined, and what its workers need to know of a run."""

import secrets
import threading
from collections.abc import Callable, Iterable, Sequence

from tr_news.batch.cluster.join import connect
from tr_news.batch.cluster.nodes import check, group_of, nodes, workers_of
from tr_news.batch.cluster.order import order_of
from tr_news.batch.cluster.stages import ClusterStages
from tr_news.batch.formats import Form
from tr_news.batch.layout import Layout
from tr_news.batch.plan import Work
from tr_news.batch.shape import Shape
from tr_news.pipeline import Pipeline
from tr_news.storage.atomic import write_atomically


class Cluster:
    """A joined cluster.

    Args:
        layout: the folder of the outputs, made and locked.
        pipeline: that of the driver, whose settings the workers get.
        remember: whether the machines keep memories of translations.
        stop: ends the run after the blocks that were begun.
        say: is told what is worth a line.

    Raises:
        UsageError: Ray isn't installed, or no cluster can be joined.
    """

    def __init__(
        self, layout: Layout, pipeline: Pipeline, *, remember: bool, stop: threading.Event, say: Callable[[str], None]
    ) -> None:
        self._layout, self._pipeline, self._remember, self._stop, self._say = layout, pipeline, remember, stop, say
        self._mark = layout.private / f"run-{secrets.token_hex(8)}"
        self._own = connect(layout.private / "ray.log")

    def close(self) -> None:
        """Leaves the cluster; ends one that was begun here."""
        self._mark.unlink(missing_ok=True)
        if self._own:
            import ray

            ray.shutdown()

    def stages(
        self, plan: Iterable[Work], forms: Sequence[Form], shape: Shape, *, translate_only: bool
    ) -> ClusterStages:
        """What does the work of a plan.

        Raises:
            OutputError: a machine doesn't see the folder of the outputs.
            ModelError: a machine hasn't the models.
            UsageError: the cluster hasn't the CPUs, or another version of tr-news.
        """
        settings, there = self._pipeline.settings, nodes()
        group = group_of(there, settings.threads)
        count = workers_of(there, group, cuda=settings.device == "cuda")
        order = order_of(
            self._pipeline, self._layout, self._mark, forms, shape, threads=group, translate_only=translate_only,
            remember=self._remember,
        )  # fmt: skip
        check(there, self._mark, self._new_mark(), order.models)
        machines = f"{len(there)} machine{'s' if len(there) > 1 else ''}"
        each = f"{group} CPU{'s' if group > 1 else ''}"
        self._say(f"cluster: {machines}, room for {count} worker{'s' if count > 1 else ''} of {each}")
        return ClusterStages(plan, order, self._stop, workers=count, group=group)

    def _new_mark(self) -> str:
        """The file by which workers know that their run is the one at work; those of runs that died go."""
        for old in self._layout.private.glob("run-*"):
            old.unlink(missing_ok=True)
        token = secrets.token_hex(16)
        write_atomically(self._mark, token)
        return token
