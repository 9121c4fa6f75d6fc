"""The weights of a checkpoint as numpy arrays: ``model.safetensors`` or ``pytorch_model.bin``, without torch.

Formats: safetensors (eight bytes of header length, a JSON header, raw tensors); torch's zip (``data.pkl`` beside one
stored member a storage); torch's older stream (pickles, then the storages one after the other). A checkpoint comes
from strangers: every size and offset is checked against the file before anything is read, and pickles are
interpreted by :mod:`tr_news.models.conversion.pickles`, which runs nothing.
"""

import io
import json
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from tr_news.errors import ModelError
from tr_news.models.conversion import pickles
from tr_news.models.folder import read_json

WEIGHTS = ("model.safetensors", "pytorch_model.bin")  # the first one there is read

Array = npt.NDArray[Any]
_Readers = dict[str, Callable[[], Array]]

_MOST_HEADER = 100_000_000  # bytes; the limit of the safetensors library
_MOST_PICKLE = 50_000_000  # bytes; a state dict's is under one
# What json, struct and zipfile raise for bytes that aren't what they should be.
_DAMAGES = (OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, struct.error, zipfile.BadZipFile)
_LEGACY_MAGIC = 0x1950A86A20F9469CFC6C
_LEGACY_PROTOCOL = 1001
_SAFETENSORS_DTYPES = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "bfloat16", "I64": "<i8", "I32": "<i4", "I16": "<i2",
    "I8": "|i1", "U8": "|u1", "BOOL": "|b1",
}  # fmt: skip


class Checkpoint(Mapping[str, Array]):
    """Tensors by name, each read from the file when it is asked for: a fresh, writable array."""

    def __init__(self, path: Path, readers: _Readers) -> None:
        self.path = path
        self._readers = readers

    def __getitem__(self, name: str) -> Array:
        return self._readers[name]()

    def __contains__(self, name: object) -> bool:
        return name in self._readers  # the inherited one would read the tensor

    def __iter__(self) -> Iterator[str]:
        return iter(self._readers)

    def __len__(self) -> int:
        return len(self._readers)


def open_checkpoint(folder: Path) -> Checkpoint:
    """The weights of a folder in the layout of transformers: in one file, or in several with an index of them.

    Raises :class:`ModelError` where there are none, or they are damaged or hostile.
    """
    for name in WEIGHTS:
        path, index = folder / name, folder / f"{name}.index.json"
        if path.is_file():
            return Checkpoint(path, _readers(path))
        if index.is_file():
            return Checkpoint(index, _sharded(index, path.suffix))
    raise ModelError(f"{folder}: no weights there (looked for {' and '.join(WEIGHTS)})")


def _sharded(index: Path, suffix: str) -> _Readers:
    """The tensors of several files, each from the one that the index names."""
    places = read_json(index).get("weight_map")
    if not isinstance(places, dict):
        raise ModelError(f"{index}: no weight_map in it; download it again")
    shards: dict[str, _Readers] = {}
    for shard in set(map(str, places.values())):
        path = index.with_name(PurePosixPath(shard).name)
        if path.name != shard or path.suffix != suffix or not path.is_file():
            raise ModelError(f"{index}: it names {shard!r:.60}, which is no file beside it; download it again")
        shards[shard] = _readers(path)
    if missing := [name for name, shard in places.items() if name not in shards[str(shard)]]:
        raise ModelError(f"{index}: {missing[0]!r:.60} isn't where it says; download it again")
    return {name: shards[str(shard)][name] for name, shard in places.items()}


def _readers(path: Path) -> _Readers:
    try:
        if path.suffix == ".safetensors":
            return _safetensors(path)
        with path.open("rb") as stream:
            return _torch_zip(path) if stream.read(4) == b"PK\x03\x04" else _torch_legacy(path)
    except pickles.UnsafePickleError as error:
        raise ModelError(f"{path}: refused, not a plain dictionary of tensors: {error}") from error
    except _DAMAGES as error:
        raise ModelError(f"{path}: damaged or not a checkpoint ({error}); download it again") from error


def _safetensors(path: Path) -> _Readers:
    size = path.stat().st_size
    with path.open("rb") as stream:
        length = int.from_bytes(stream.read(8), "little")
        if length > min(_MOST_HEADER, size - 8):
            raise ValueError("the header is longer than the file")
        header = json.loads(stream.read(length))
    if not isinstance(header, dict):
        raise ValueError("the header is not a table")
    readers: _Readers = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        dtype = _SAFETENSORS_DTYPES[entry["dtype"]]
        shape = tuple(entry["shape"])
        start, end = entry["data_offsets"]
        elements = _count(shape)
        if not 0 <= start <= end <= size - 8 - length or end - start != elements * _item_size(dtype):
            raise ValueError(f"{str(name)[:60]!r} reaches past the end of the file or has the wrong size")
        view = pickles.TensorView(pickles.Storage("0", dtype, elements), 0, shape, _contiguous(shape))
        readers[name] = _reader(view, partial(_read, path, 8 + length + start, dtype, elements))
    return readers


def _torch_zip(path: Path) -> _Readers:
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: info for info in archive.infolist()}
        root = _check_members(path, archive.infolist())
        if f"{root}/data.pkl" not in members or members[f"{root}/data.pkl"].file_size > _MOST_PICKLE:
            raise ValueError("no data.pkl of a sensible size inside")
        if f"{root}/byteorder" in members and archive.read(f"{root}/byteorder") != b"little":
            raise ValueError("its numbers are big-endian")
        content = pickles.load(io.BytesIO(archive.read(f"{root}/data.pkl")))
    views = _tensors(content)
    for view in views.values():
        info = members.get(f"{root}/data/{view.storage.key}")
        if info is None or info.file_size != view.storage.elements * _item_size(view.storage.dtype):
            raise pickles.UnsafePickleError("a storage is missing or of another size than the pickle says")
    return {
        name: _reader(view, partial(_member, path, root, view.storage.key, view.storage.dtype))
        for name, view in views.items()
    }


def _check_members(path: Path, infos: list[zipfile.ZipInfo]) -> str:
    """The one folder that all members lie in. Refuses what torch never writes: compression, paths that lead away,
    members that overlap or appear twice."""
    roots = set()
    for info in infos:
        parts = PurePosixPath(info.filename).parts
        if info.filename.startswith("/") or "\\" in info.filename or ".." in parts or len(parts) < 2:
            raise pickles.UnsafePickleError("a member of the zip lies outside of its folder")
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size or info.flag_bits & 1:
            raise pickles.UnsafePickleError("a member of the zip is compressed or encrypted")
        roots.add(parts[0])
    if len(roots) != 1 or len({info.filename for info in infos}) != len(infos):
        raise pickles.UnsafePickleError("the zip has several folders, or a member twice")
    if sum(info.file_size for info in infos) > path.stat().st_size:
        raise pickles.UnsafePickleError("the members of the zip overlap")
    return str(roots.pop())


def _member(path: Path, root: str, key: str, dtype: str) -> Array:
    try:
        with zipfile.ZipFile(path) as archive:
            return _array(archive.read(f"{root}/data/{key}"), dtype)
    except _DAMAGES as error:
        raise ModelError(f"{path}: damaged ({error}); download it again") from error


def _torch_legacy(path: Path) -> _Readers:
    """The format before torch 1.6: magic number, protocol, platform, the pickle, the storage keys, the storages."""
    with path.open("rb") as stream:
        if pickles.load(stream) != _LEGACY_MAGIC or pickles.load(stream) != _LEGACY_PROTOCOL:
            raise pickles.UnsafePickleError("neither a zip nor torch's older format")
        platform = pickles.load(stream)
        if not isinstance(platform, dict) or platform.get("little_endian") is not True:
            raise ValueError("its numbers are big-endian")
        views = _tensors(pickles.load(stream))
        keys = pickles.load(stream)
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            raise pickles.UnsafePickleError("malformed (no list of storages)")
        offsets = _legacy_offsets(stream, path.stat().st_size, keys, {v.storage.key: v.storage for v in views.values()})
    return {
        name: _reader(view, partial(_read, path, offsets[view.storage.key], view.storage.dtype, view.storage.elements))
        for name, view in views.items()
    }


def _legacy_offsets(
    stream: BinaryIO, size: int, keys: list[str], storages: dict[str, pickles.Storage]
) -> dict[str, int]:
    offsets: dict[str, int] = {}
    for key in keys:
        if key not in storages:
            raise pickles.UnsafePickleError("it holds a storage that no tensor uses")
        elements = int.from_bytes(stream.read(8), "little")
        offsets[key] = stream.tell()
        end = offsets[key] + elements * _item_size(storages[key].dtype)
        if elements != storages[key].elements or end > size:
            raise pickles.UnsafePickleError("a storage is missing or of another size than the pickle says")
        stream.seek(end)
    if set(offsets) != set(storages):
        raise pickles.UnsafePickleError("a storage is missing or of another size than the pickle says")
    return offsets


def _tensors(content: Any) -> dict[str, pickles.TensorView]:
    if not isinstance(content, dict) or not content:
        raise pickles.UnsafePickleError("it isn't a dictionary of tensors")
    for name, value in content.items():
        if not isinstance(name, str) or not isinstance(value, pickles.TensorView):
            raise pickles.UnsafePickleError("it holds something beside named tensors")
    return content


def _read(path: Path, offset: int, dtype: str, elements: int) -> Array:
    with path.open("rb") as stream:
        stream.seek(offset)
        data = stream.read(elements * _item_size(dtype))
    if len(data) != elements * _item_size(dtype):
        raise ModelError(f"{path}: ends too early; download it again")
    return _array(data, dtype)


def _array(data: bytes, dtype: str) -> Array:
    if dtype != "bfloat16":
        return np.frombuffer(data, dtype)
    # A bfloat16 is the upper half of a float32, so widening is exact.
    return (np.frombuffer(data, "<u2").astype(np.uint32) << 16).view(np.float32)


def _reader(view: pickles.TensorView, storage: Callable[[], Array]) -> Callable[[], Array]:
    def read() -> Array:
        flat = storage()[view.offset :]
        strides = tuple(stride * flat.itemsize for stride in view.strides)
        return np.array(np.lib.stride_tricks.as_strided(flat, view.shape, strides), order="C")

    return read


def _item_size(dtype: str) -> int:
    return 2 if dtype == "bfloat16" else np.dtype(dtype).itemsize


def _count(shape: tuple[Any, ...]) -> int:
    elements = 1
    for size in shape:
        if type(size) is not int or size < 0:
            raise ValueError("an impossible shape")
        elements *= size
    return elements


def _contiguous(shape: tuple[int, ...]) -> tuple[int, ...]:
    strides: list[int] = []
    step = 1
    for size in reversed(shape):
        strides.insert(0, step)
        step *= size
    return tuple(strides)
