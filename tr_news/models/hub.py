"""Files from a hub, by its public client (``huggingface_hub``): which there are, and each of them verified.

The client's own download starts over when it is interrupted, tries again for minutes where there is no network, and
compares only sizes. Here a file goes on from where it stopped and is compared with the checksum that the hub publishes,
and a hub that doesn't answer is given up after seconds. Addresses, tokens and proxies are the client's.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tr_news.errors import ModelError
from tr_news.http import CONNECT_SECONDS, READ_SECONDS, in_time, timeouts
from tr_news.models.store import clear

_CHUNK = 1 << 20


class HubUnreachableError(ModelError):
    """The hub doesn't answer, or something else does: no network, no such host, too slow, down."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a repository: its size in bytes and checksum, ``sha256:…`` or, for small ones, ``git-sha1:…``."""

    name: str
    size: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository at one commit."""

    id: str
    commit: str
    files: tuple[RemoteFile, ...]
    licence: str | None = None


class Progress(Protocol):
    """Told how many bytes of a file there are; the first call is above 0 where a download goes on."""

    def __call__(self, name: str, done: int, size: int, /) -> None: ...


def look_up(repository: str, revision: str, *, within: float | None = None) -> Repository:
    """What is in a repository at a revision. One attempt.

    ``within`` limits the whole attempt to so many seconds, name resolution included.
    Raises :class:`HubUnreachableError`, and :class:`ModelError` where the hub says no.
    """
    from huggingface_hub import HfApi

    def ask() -> Any:
        with _explained(f"{repository} ({revision})"):
            return HfApi().model_info(repository, revision=revision, files_metadata=True, timeout=CONNECT_SECONDS)

    limit = CONNECT_SECONDS * 3 if within is None else within
    try:
        info = in_time(limit, ask)
    except TimeoutError as error:
        raise HubUnreachableError(
            f"{endpoint()} didn't answer within {limit:g} seconds; is there a network?"
        ) from error
    licence = info.card_data.get("license") if info.card_data is not None else None
    files = tuple(file for sibling in info.siblings or () if (file := _remote_file(repository, sibling)) is not None)
    if not isinstance(info.sha, str) or not re.fullmatch("[0-9a-f]{40}", info.sha):
        raise ModelError(f"{endpoint()}: names no commit for {repository}; is it a hub?")
    return Repository(repository, info.sha, files, licence if isinstance(licence, str) else None)


def endpoint() -> str:
    """The address of the hub as it may be shown: ``HF_ENDPOINT`` without its password, else the public one."""
    from huggingface_hub import constants

    return re.sub(r"//[^/]*@", "//", str(constants.ENDPOINT))


def _remote_file(repository: str, sibling: Any) -> RemoteFile | None:
    """None for files in folders: no model that can be used here needs them."""
    name, lfs = sibling.rfilename, sibling.lfs
    if "/" in name or "\\" in name or name.startswith("."):
        return None
    if lfs is not None:
        return RemoteFile(name, int(lfs.size), f"sha256:{lfs.sha256}")
    if sibling.size is None or sibling.blob_id is None:
        raise ModelError(f"{endpoint()}: gives no checksum for {name} of {repository}; use the hub itself")
    return RemoteFile(name, int(sibling.size), f"git-sha1:{sibling.blob_id}")


def download(repository: Repository, file: RemoteFile, folder: Path, progress: Progress) -> Path:
    """The verified file in ``folder``; without a request where it is there already.

    What has arrived is kept as ``NAME.part`` when the download is cut, and the next one goes on from it. A part that
    turns out to be of something else (longer, of another revision, damaged) is dropped and all of the file comes anew.
    Raises :class:`ModelError` for a cut, a server that stalls, a full disk, and a checksum that differs (then the part
    is deleted).
    """
    target, part = folder / file.name, folder / f"{file.name}.part"
    if target.is_file() and _matches(target, file):
        progress(file.name, file.size, file.size)
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        done = _begun(part, file.size)
        progress(file.name, done, file.size)
        gone_on = done > 0
        while True:
            if done < file.size or not part.is_file():
                done = _fetch(repository, file, part, done, progress)
            if done < file.size:
                raise ModelError(f"{file.name}: {_cut(done, file.size)}")
            if _matches(part, file):
                break
            clear(part)
            if not gone_on:
                raise ModelError(f"{file.name} of {repository.id}: the checksum differs, so it was deleted; pull again")
            done, gone_on = 0, False
        if target.is_dir():
            clear(target)
        part.replace(target)
    except OSError as error:
        raise ModelError(f"{part}: can't be written ({error.strerror or error})") from error
    return target


def _begun(part: Path, size: int) -> int:
    """The bytes that an earlier download has left; what can't be the beginning of the file is removed."""
    whole = part.is_file() and not part.is_symlink() and os.access(part, os.R_OK | os.W_OK)
    if whole and part.stat().st_size <= size:
        return part.stat().st_size
    clear(part)
    return 0


def _fetch(repository: Repository, file: RemoteFile, part: Path, done: int, progress: Progress) -> int:
    """Appends what is missing to ``part``; the bytes it has then."""
    from huggingface_hub import get_session, hf_hub_url
    from huggingface_hub.utils import build_hf_headers, hf_raise_for_status  # type: ignore[attr-defined]

    url = hf_hub_url(repository.id, file.name, revision=repository.commit)
    headers = build_hf_headers() | {"Accept-Encoding": "identity"}
    if done:
        headers["Range"] = f"bytes={done}-"
    patience = timeouts(CONNECT_SECONDS, READ_SECONDS)
    with (
        _explained(f"{file.name} of {repository.id}", lambda: _cut(done, file.size)),
        get_session().stream("GET", url, headers=headers, timeout=patience) as response,
    ):
        if not (done and response.status_code == 416):  # a part that the server has no use for
            hf_raise_for_status(response)
            if not _goes_on(response, done):  # the server sends the whole file, asked or not
                done = 0
            with part.open("ab" if done else "wb") as stream:
                for chunk in response.iter_bytes():
                    kept = chunk[: file.size - done]  # should the server send more than was announced
                    stream.write(kept)
                    done += len(kept)
                    progress(file.name, done, file.size)
                    if done == file.size:
                        break
            return done
    return _fetch(repository, file, part, 0, progress)


def _goes_on(response: Any, done: int) -> bool:
    """Whether the content begins where the part ends."""
    begins = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", ""))
    return response.status_code == 206 and begins is not None and int(begins[1]) == done


def _cut(done: int, size: int) -> str:
    return f"cut off after {done:,} of {size:,} bytes; the same command goes on from there"


def _matches(path: Path, file: RemoteFile) -> bool:
    """Whether a file has the bytes that the hub promised. Git's own checksum covers the size as well."""
    if path.stat().st_size != file.size:
        return False
    algorithm, _, expected = file.checksum.partition(":")
    digest = hashlib.sha256() if algorithm == "sha256" else hashlib.sha1(f"blob {file.size}\0".encode())  # noqa: S324
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest() == expected


@contextmanager
def _explained(what: str, after: Callable[[], str] | None = None) -> Iterator[None]:
    """Turns the client's errors into one line each. ``after`` says how far it had come."""
    import httpx2
    from huggingface_hub import errors

    try:
        yield
    except errors.OfflineModeIsEnabled as error:
        raise HubUnreachableError("HF_HUB_OFFLINE is set, so nothing can be downloaded; unset it") from error
    except errors.GatedRepoError as error:
        raise ModelError(
            f"{what}: gated; accept its terms on {endpoint()}, then `hf auth login` or set HF_TOKEN"
        ) from error
    except (errors.RevisionNotFoundError, errors.RepositoryNotFoundError) as error:
        raise ModelError(
            f"{what}: not on {endpoint()}, or private; check the name, or `hf auth login` or set HF_TOKEN"
        ) from error
    except errors.HfHubHTTPError as error:
        down = after is None and error.response.status_code >= 500
        kind = HubUnreachableError if down else ModelError
        raise kind(f"{what}: {endpoint()} says no{_status(error)}") from error
    except httpx2.HTTPError as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        if after is not None:
            raise ModelError(f"{what}: {after()} ({reason})") from error
        raise HubUnreachableError(f"{endpoint()} can't be reached ({reason}); is there a network?") from error
    except (KeyError, TypeError, ValueError) as error:
        # The page of a network that wants a login first looks like this.
        kind = HubUnreachableError if after is None else ModelError
        raise kind(f"{what}: {endpoint()} answers otherwise than a hub does ({error})") from error


def _status(error: Any) -> str:
    code = error.response.status_code
    reasons = {401: "`hf auth login` or set HF_TOKEN", 403: "the token isn't allowed to", 404: "no such file",
               429: "too many requests, try later"}  # fmt: skip
    return f" (status {code}{f': {reasons[code]}' if code in reasons else ''})"
