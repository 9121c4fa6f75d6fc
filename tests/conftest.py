"""What every test gets: no network, no settings and no models of the person who runs it."""

import io
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[2] / "shared"  # data to measure with, where present


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model folder and a configuration of its own."""
    folder = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith(("TR_NEWS_", "HF_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TR_NEWS_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("HF_HOME", str(folder / "huggingface"))
    return folder


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections leave this machine in no test; servers on loopback are allowed."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != getattr(socket, "AF_UNIX", None) and host not in ("127.0.0.1", "::1", "localhost"):
            raise OSError(f"a test tried to connect to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@dataclass(frozen=True)
class Result:
    """What a run of the command line left."""

    code: int
    out: str
    err: str


class _Stdout(io.TextIOWrapper):
    """A stream that outlives the command and is no terminal."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def text(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode("utf-8")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """``run("brief", path, stdin=b"…")``: the command line, in this process."""
    from tr_news.cli.main import main

    def command_line(*args: str | Path, stdin: bytes = b"") -> Result:
        out, err = _Stdout(), _Stdout()
        with monkeypatch.context() as patch:
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            patch.setattr("sys.stdout", out)
            patch.setattr("sys.stderr", err)
            patch.setattr("signal.signal", lambda *_: None)
            with pytest.raises(SystemExit) as left:
                main([str(arg) for arg in args])
        return Result(int(left.value.code or 0), out.text(), err.text())

    return command_line


@pytest.fixture(scope="module")
def one_thread() -> Iterator[None]:
    """PyTorch with one: in products as small as the tests', and beside other processes, two wait for each other."""
    torch = pytest.importorskip("torch")
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)
