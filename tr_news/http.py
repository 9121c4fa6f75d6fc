"""HTTP by one client (httpx2, which the hub's own client brings) with one policy.

- Nothing waits without limit: a connection, a read and a whole reply each have a time-out.
- Nothing is read without limit: a reply longer than its bound is refused.
- A request with a body follows no redirect: it would carry the article, and perhaps a key, to an address that nobody
  chose. Downloads follow the hub's redirects to its content network.
- Proxies are those of the environment, but for servers of this machine, which a proxy outside doesn't know.
"""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

CONNECT_SECONDS = 3.0
READ_SECONDS = 20.0  # without a single byte from the server

Trouble = Literal["too slow", "refused", "broken", "too long", "unreachable"]


class NoReplyError(Exception):
    """There was no reply, or none that may be read; the message is the reason that the client gave.

    ``refused``: nobody listens at that address. ``broken``: the connection ended, which may pass.
    """

    def __init__(self, trouble: Trouble, reason: str) -> None:
        super().__init__(reason)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply; the names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """Without its parameters; ``text/plain`` where the server names none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower() or "text/plain"


def timeouts(connect: float = CONNECT_SECONDS, read: float = READ_SECONDS) -> Any:
    """Those of one connection, in seconds, as the client takes them."""
    import httpx2

    return httpx2.Timeout(connect=connect, read=read, write=read, pool=connect)


def post(url: str, body: bytes, headers: Mapping[str, str], *, seconds: float, most: int) -> Reply:
    """The reply to a POST, whatever its status. ``seconds`` limits all of it, ``most`` its bytes.

    Raises :class:`NoReplyError`.
    """
    import httpx2

    local = urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")
    client = httpx2.Client(timeout=timeouts(seconds, seconds), follow_redirects=False, trust_env=not local)

    def ask() -> Reply:
        identity = {"Accept-Encoding": "identity"}  # nothing to unpack, so nothing that grows
        with client.stream("POST", url, content=body, headers={**headers, **identity}) as response:
            read = bytearray()
            for chunk in response.iter_raw():
                read += chunk
                if len(read) > most:
                    raise NoReplyError("too long", f"more than {most:,} bytes")
            return Reply(response.status_code, {k.lower(): v for k, v in response.headers.items()}, bytes(read))

    try:
        return in_time(seconds, ask)
    except (TimeoutError, httpx2.TimeoutException) as error:
        raise NoReplyError("too slow", f"no reply within {seconds:g} seconds") from error
    except (httpx2.ReadError, httpx2.WriteError, httpx2.CloseError, httpx2.RemoteProtocolError) as error:
        raise NoReplyError("broken", _reason(error)) from error
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        refused = isinstance(_root(error), ConnectionRefusedError)
        raise NoReplyError("refused" if refused else "unreachable", _reason(error)) from error
    finally:
        client.close()  # ends a request that is still waiting


def in_time(seconds: float, ask: Callable[[], T]) -> T:
    """The answer, waiting no longer than that: a client's time-outs are for one step each, and not for names.

    Raises TimeoutError, and what ``ask`` raises.
    """
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(ask())
        except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits
            answer.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return answer.result(seconds)


def _reason(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _root(error: BaseException) -> BaseException:
    """What an error came from in the first place."""
    while (before := error.__cause__ or error.__context__) is not None:
        error = before
    return error
