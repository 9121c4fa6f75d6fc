"""The way to a Ray cluster, and Ray's chatter out of the way."""

import contextlib
import logging
import os
import platform
import socket
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tr_news.errors import UsageError, first_line

_STORE = 200_000_000  # bytes of shared memory of a cluster of our own: blocks are text
_SECONDS = 10  # for somebody to listen at an address


def connect(log: Path) -> bool:
    """Joins the cluster of ``RAY_ADDRESS``, that of this machine, or one that is begun; whether it was begun.

    What Ray has to say goes to the file ``log``, and nothing to its makers.

    Raises:
        UsageError: Ray isn't installed, or the cluster can't be joined.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # of the parts in C++, which write to stderr
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise UsageError(f"--cluster ray needs Ray ({first_line(error)}): pip install 'tr-news[cluster]'") from error
    warnings.filterwarnings("ignore", module="ray")
    quieten(log)
    if ray.is_initialized():
        return False
    address = os.environ.get("RAY_ADDRESS", "")
    try:
        with _stderr_into(log):
            return _joined(address)
    except Exception as error:
        raise UsageError(refusal(address, error)) from error


def _joined(address: str) -> bool:
    import ray

    _ask(address)
    given: dict[str, Any] = {"log_to_driver": False, "configure_logging": False}
    if address not in ("", "local"):
        ray.init(address, **given)
        return False
    if not address:
        with contextlib.suppress(ConnectionError):
            ray.init("auto", **given)
            return False
    ray.init("local", include_dashboard=False, object_store_memory=_STORE, **given)
    return True


def _ask(address: str) -> None:
    """Whether anybody listens at HOST:PORT: Ray itself would try for minutes. Raises OSError."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS).close()


def refusal(address: str, error: Exception) -> str:
    """Why a cluster couldn't be joined, on one line, and what to do."""
    import ray

    told, where = first_line(error), f"RAY_ADDRESS {address}" if address else "Ray"
    if "version" in told.lower() and "match" in told.lower():
        ours = f"here: Ray {ray.__version__}, Python {platform.python_version()}"
        advice = "install the same versions, or run on the cluster itself (`ray job submit`)"
        return f"{where}: the cluster has other versions ({told}); {ours}; {advice}"
    if "ray[client]" in told:
        return f"{where}: this way in needs more of Ray: pip install 'ray[client]', or run on the cluster itself"
    return f"{where}: no cluster can be joined ({told}); start it, or mend the address"


@contextlib.contextmanager
def _stderr_into(log: Path) -> Iterator[None]:
    """All that is written to standard error meanwhile, by whatever code, goes to a file."""
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with log.open("a", encoding="utf-8") as file, contextlib.redirect_stderr(file):
            os.dup2(file.fileno(), 2)
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def quieten(log: Path) -> None:
    """Sends all that Ray logs in this process to a file."""
    handler = logging.FileHandler(log, encoding="utf-8", delay=True)
    handler.setLevel(logging.INFO)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in [*logging.root.manager.loggerDict]:
        if name == "ray" or name.startswith("ray."):
            logger = logging.getLogger(name)
            for old in [old for old in logger.handlers if _is_to_a_terminal(old)]:
                logger.removeHandler(old)
    for name in ("ray", "ray.data"):
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.addHandler(handler)


def _is_to_a_terminal(handler: logging.Handler) -> bool:
    return isinstance(handler, logging.StreamHandler) and not isinstance(handler, logging.FileHandler)
