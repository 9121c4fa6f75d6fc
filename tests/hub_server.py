"""A hub on this machine: the part of the Hugging Face Hub's protocol that a download uses, and its ways to fail.

``/api/models/ID[/revision/REV]`` answers with the commit and the files' checksums; ``/ID/resolve/REV/FILE`` sends a
file, large ones by a redirect to another path, as the hub does to its content network; ``Range`` is honoured.
"""

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import huggingface_hub
import pytest

COMMIT = "0123456789abcdef0123456789abcdef01234567"
LFS_FROM = 4096  # bytes from which a file is kept in LFS


@dataclass
class Hub:
    """What the server holds, what it is told to do wrong, and what it was asked."""

    url: str = ""
    repositories: dict[str, dict[str, bytes]] = field(default_factory=dict)
    commit: str = COMMIT
    status: dict[str, tuple[int, str]] = field(default_factory=dict)  # file or repository → status, X-Error-Code
    cut_after: dict[str, int] = field(default_factory=dict)  # file → bytes sent before the connection is closed; once
    hold_after: dict[str, int] = field(default_factory=dict)  # file → bytes sent before it falls silent
    altered: set[str] = field(default_factory=set)  # files whose content isn't what the checksum says
    longer: set[str] = field(default_factory=set)  # files that are sent with something behind them
    silent: set[str] = field(default_factory=set)  # files (or "api") that are accepted and never answered
    ignore_range: bool = False
    other_range: bool = False  # answers a Range with the content from its beginning, and says so
    refuse_range: bool = False  # answers every Range with 416
    requests: list[tuple[str, str, str | None]] = field(default_factory=list)  # method, path, Range
    closing: threading.Event = field(default_factory=threading.Event)

    def add(self, repository: str, files: Path | dict[str, bytes]) -> None:
        if isinstance(files, Path):
            files = {path.name: path.read_bytes() for path in sorted(files.iterdir()) if path.is_file()}
        self.repositories[repository] = files

    def sent(self, name: str) -> list[str | None]:
        """The Range header of each request for a file's content."""
        return [ranges for method, path, ranges in self.requests if method == "GET" and path.endswith(f"/{name}")]


@contextmanager
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub that listens on a free port of this machine, and the client of this process asking it."""
    hub = Hub()

    class Handler(_Handler):
        pass

    Handler.hub = hub
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    point_client_at(hub.url, monkeypatch)
    try:
        yield hub
    finally:
        huggingface_hub.close_session()
        hub.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def point_client_at(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As HF_ENDPOINT does for a new process."""
    huggingface_hub.close_session()
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", url)
    template = url + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr("huggingface_hub.constants.HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: Hub

    def log_message(self, *args: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.requests.append((self.command, path, self.headers.get("Range")))
        if match := re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/revision/.+)?", path):
            self.answer_api(match[1])
        elif match := re.fullmatch(r"/([^/]+/[^/]+)/resolve/[^/]+/(.+)", path):
            self.answer_file(match[1], match[2], redirect=True)
        elif match := re.fullmatch(r"/cdn/([^/]+/[^/]+)/(.+)", path):
            self.answer_file(match[1], match[2], redirect=False)
        else:
            self.refuse(404, "")

    def answer_api(self, repository: str) -> None:
        if "api" in self.hub.silent:
            self.never()
            return
        if repository in self.hub.status:
            self.refuse(*self.hub.status[repository])
            return
        if repository not in self.hub.repositories:
            self.refuse(401, "RepoNotFound")
            return
        siblings = [_sibling(name, content) for name, content in self.hub.repositories[repository].items()]
        body = {"id": repository, "sha": self.hub.commit, "siblings": siblings, "cardData": {"license": "mit"}}
        self.send(200, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def answer_file(self, repository: str, name: str, *, redirect: bool) -> None:
        content = self.hub.repositories.get(repository, {}).get(name)
        if name in self.hub.status:
            self.refuse(*self.hub.status[name])
            return
        if content is None:
            self.refuse(404, "EntryNotFound")
            return
        headers = {"X-Repo-Commit": self.hub.commit, "ETag": f'"{_etag(content)}"'}
        if redirect and len(content) >= LFS_FROM:
            headers |= {"X-Linked-Etag": f'"{_etag(content)}"', "X-Linked-Size": str(len(content))}
            self.send(302, b"", headers | {"Location": f"/cdn/{repository}/{name}"})
            return
        if name in self.hub.silent:
            self.never()
            return
        if name in self.hub.altered:
            content = content[:-1] + bytes([content[-1] ^ 1])
        self.send_content(name, content + b"and more" * (name in self.hub.longer), headers)

    def send_content(self, name: str, content: bytes, headers: dict[str, str]) -> None:
        start = 0
        status = 200
        ranges = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
        if ranges and (self.hub.refuse_range or int(ranges[1]) >= len(content)):
            self.refuse(416, "")
            return
        if ranges and not self.hub.ignore_range:
            start, status = 0 if self.hub.other_range else int(ranges[1]), 206
            headers |= {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}
        cut = self.hub.cut_after.pop(name, None) if self.command == "GET" else None
        hold = self.hub.hold_after.get(name) if self.command == "GET" else None
        self.send(status, content[start:], headers, cut=hold if cut is None else cut)
        if hold is not None:
            self.wfile.flush()
            self.never()

    def send(self, status: int, body: bytes, headers: dict[str, str], *, cut: int | None = None) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(body[:cut])
        if cut is not None:
            self.close_connection = True

    def refuse(self, status: int, code: str) -> None:
        self.send(status, b"{}", {"X-Error-Code": code} if code else {})

    def never(self) -> None:
        """Says nothing until the test is over."""
        self.hub.closing.wait()
        self.close_connection = True


def _sibling(name: str, content: bytes) -> dict[str, Any]:
    sibling: dict[str, Any] = {"rfilename": name, "size": len(content), "blobId": _git_sha1(content)}
    if len(content) >= LFS_FROM:
        sibling["lfs"] = {"sha256": _etag(content), "size": len(content), "pointerSize": 134}
    return sibling


def _etag(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest() if len(content) >= LFS_FROM else _git_sha1(content)


def _git_sha1(content: bytes) -> str:
    return hashlib.sha1(f"blob {len(content)}\0".encode() + content).hexdigest()
