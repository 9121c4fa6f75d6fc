"""The machines of a cluster, and whether they can do the work."""

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tr_news import __version__
from tr_news.errors import ModelError, OutputError, TrNewsError, UsageError, first_line

_SECONDS = 120  # that a machine has to answer
_GROUPS = (4, 3, 2, 1)  # CPUs that may share the models


@dataclass(frozen=True, slots=True)
class Node:
    """A machine of the cluster."""

    id: str
    name: str
    cpus: int
    gpus: int


def nodes() -> list[Node]:
    """The machines of the cluster that have CPUs."""
    import ray

    return [
        Node(row["NodeID"], row["NodeManagerHostname"], int(has["CPU"]), int(has.get("GPU", 0)))
        for row in ray.nodes()
        if row["Alive"] and (has := row["Resources"]).get("CPU", 0) >= 1
    ]


def group_of(there: Sequence[Node], threads: int | None) -> int:
    """The CPUs of a worker: as asked for, else as many of up to 4 as divide those of every machine."""
    return threads or next(size for size in _GROUPS if all(node.cpus % size == 0 for node in there))


def workers_of(there: Sequence[Node], group: int, *, cuda: bool) -> int:
    """How many workers the cluster has room for; those on a GPU have one each.

    Raises:
        UsageError: for none.
    """
    count = sum(min(node.cpus // group, node.gpus if cuda else node.cpus) for node in there)
    if not count:
        what = f"{group} CPUs{' and a GPU' if cuda else ''}"
        other = ", or --device cpu" if cuda else ""
        raise UsageError(f"no machine of the cluster has {what}; choose fewer --threads{other}")
    return count


def check(there: Sequence[Node], mark: Path, token: str, models: Mapping[str, str]) -> None:
    """Whether every machine has this version, reads the file ``mark``, and has the folders of the models.

    Raises:
        OutputError: one doesn't see the file: OUT isn't on storage that all share.
        ModelError: a model's folder isn't there.
        UsageError: another version of tr-news is there, or none.
        TrNewsError: one doesn't answer.
    """
    import ray
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    asked = {}
    for node in there:
        place = NodeAffinitySchedulingStrategy(node.id, soft=False)
        probe = ray.remote(probe_machine).options(num_cpus=0, max_retries=1, scheduling_strategy=place)
        asked[probe.remote(str(mark), list(models.values()))] = node
    for reference, node in asked.items():
        try:
            found = ray.get(reference, timeout=_SECONDS)
        except Exception as error:
            cause = getattr(error, "cause", None) or error
            if isinstance(cause, ImportError):
                raise UsageError(f"{node.name}: {first_line(cause)}; install tr-news {__version__} there") from error
            raise TrNewsError(f"{node.name}: doesn't answer ({type(error).__name__}); run again without it") from error
        _judge(node, found, mark, token, models)


def _judge(node: Node, found: Mapping[str, Any], mark: Path, token: str, models: Mapping[str, str]) -> None:
    if found["version"] != __version__:
        raise UsageError(f"{node.name}: has tr-news {found['version']}; install {__version__} there, as here")
    if found["mark"] != token:
        out = mark.parent.parent
        raise OutputError(f"{node.name}: doesn't see {out}; OUT must be on storage that all machines share")
    for name, folder in models.items():
        if folder in found["missing"]:
            raise ModelError(
                f"{node.name}: the model {name} isn't there ({folder}); put it on storage that all machines share, "
                "or at the same path on each (TR_NEWS_HOME)"
            )


def probe_machine(mark: str, folders: Sequence[str]) -> dict[str, Any]:
    """Run on a machine: its version, what it reads in the file, and which folders it lacks."""
    try:
        read = Path(mark).read_text("ascii")
    except (OSError, ValueError):
        read = ""
    missing = [folder for folder in folders if not Path(folder).is_dir()]
    return {"version": __version__, "host": socket.gethostname(), "mark": read, "missing": missing}
