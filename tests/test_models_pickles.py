"""A checkpoint from a stranger is data: whatever it says, none of it is run; only plain tensors are read."""

import contextlib
import io
import json
import os
import pickle
import struct
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tr_news.errors import ModelError
from tr_news.models.conversion import pickles
from tr_news.models.conversion.checkpoint import open_checkpoint


class Call:
    """Pickles as the call of a function."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.call


def torch_zip(folder: Path, data: bytes, storages: dict[str, bytes] | None = None, root: str = "archive") -> Path:
    """A ``pytorch_model.bin`` with this pickle inside."""
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / "pytorch_model.bin", "w") as archive:
        archive.writestr(f"{root}/data.pkl", data)
        for key, content in (storages or {}).items():
            archive.writestr(f"{root}/data/{key}", content)
    return folder


def assert_refused(folder: Path, match: str | None = None) -> None:
    with pytest.raises(ModelError, match=match) as refused:
        dict(open_checkpoint(folder))
    assert "\n" not in str(refused.value)
    assert "pytorch_model.bin" in str(refused.value) or "model.safetensors" in str(refused.value)


@pytest.mark.parametrize("new", [True, False], ids=["zip", "legacy"])
def test_reads_what_torch_writes(tmp_path: Path, new: bool) -> None:
    base = torch.arange(24.0)
    tensors: dict[str, torch.Tensor] = {
        "whole": base,
        "transposed": base.reshape(4, 6).T,
        "slice": base[3:9].reshape(2, 3),
        "parameter": torch.nn.Parameter(torch.ones(3)),
        "scalar": torch.tensor(7.0),
        "empty": torch.zeros(0, 4),
        "half": torch.arange(5.0).half(),
        "brain": torch.arange(5.0).bfloat16(),
        "integers": torch.arange(5),
        "switches": torch.tensor([True, False]),
    }
    torch.save(OrderedDict(tensors), tmp_path / "pytorch_model.bin", _use_new_zipfile_serialization=new)
    opened = open_checkpoint(tmp_path)
    assert list(opened) == list(tensors)
    for name, tensor in tensors.items():
        plain = tensor.detach().float() if tensor.dtype == torch.bfloat16 else tensor.detach()
        np.testing.assert_array_equal(opened[name], plain.numpy())
        assert opened[name].flags.writeable
        assert opened[name].flags.c_contiguous


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_reads_every_protocol_that_torch_can_use(tmp_path: Path, protocol: int) -> None:
    torch.save({"w": torch.ones(2)}, tmp_path / "pytorch_model.bin", pickle_protocol=protocol)
    np.testing.assert_array_equal(open_checkpoint(tmp_path)["w"], [1, 1])


def test_reads_the_state_dict_of_a_module_with_its_version_table(tmp_path: Path) -> None:
    module = torch.nn.BatchNorm1d(3)
    torch.save(module.state_dict(), tmp_path / "pytorch_model.bin")
    assert set(open_checkpoint(tmp_path)) == set(module.state_dict())


CALLS: dict[str, Callable[[Path], Any]] = {
    "os.system": lambda mark: Call(os.system, f"touch {mark}"),
    "eval": lambda mark: Call(eval, f"open({str(mark)!r}, 'w')"),
    "exec": lambda mark: Call(exec, f"open({str(mark)!r}, 'w')"),
    "open": lambda mark: Call(open, str(mark), "w"),
    "nested": lambda mark: {"a": [Call(tuple, [Call(os.mkdir, str(mark))])]},
    "in OrderedDict": lambda mark: OrderedDict(a=Call(os.mkdir, str(mark))),
    "as a key": lambda mark: {(Call(os.mkdir, str(mark)),): 1},
    "getattr": lambda mark: Call(getattr, Call(__import__, "os"), "system"),
    "import": lambda mark: Call(__import__, "antigravity"),
    "loader of torch": lambda mark: Call(torch.storage._load_from_bytes, b""),
}


@pytest.mark.parametrize("protocol", [0, 1, 2, 4])
@pytest.mark.parametrize("payload", CALLS.values(), ids=CALLS.keys())
def test_no_call_is_made(tmp_path: Path, payload: Callable[[Path], Any], protocol: int) -> None:
    mark = tmp_path / "it-ran"
    data = pickle.dumps(payload(mark), protocol=protocol)
    assert_refused(torch_zip(tmp_path / "zip", data))
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "pytorch_model.bin").write_bytes(data)
    assert_refused(tmp_path / "raw")
    legacy = b"".join(pickle.dumps(part, 2) for part in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}))
    (tmp_path / "raw" / "pytorch_model.bin").write_bytes(legacy + data)
    assert_refused(tmp_path / "raw")
    assert not mark.exists()


def test_the_payloads_would_have_run_in_an_ordinary_unpickler(tmp_path: Path) -> None:
    # Without this, the test above could pass because its pickles are broken.
    mark = tmp_path / "it-ran"
    pickle.loads(pickle.dumps(CALLS["os.system"](mark)))
    assert mark.exists()


S = b"\x80\x02"  # protocol 2
STORAGE = b"(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x06tQ"
PROGRAMS = {
    "a name as the whole": S + b"cos\nsystem\n.",
    "a known name called wrongly": S + b"ccollections\nOrderedDict\n(K\x01t" + b"R.",
    "a call of a string": S + b"X\x02\x00\x00\x00os)R.",
    "a call without arguments": S + b"ccollections\nOrderedDict\nK\x01R.",
    "an object": S + b"(icollections\nOrderedDict\n.",
    "newobj": S + b"ccollections\nOrderedDict\n)\x81.",
    "newobj_ex": b"\x80\x04ccollections\nOrderedDict\n)}\x92.",
    "state set on a name": S + b"ccollections\nOrderedDict\n}b.",
    "state set on a tensor": S
    + b"ctorch._utils\n_rebuild_tensor_v2\n("
    + STORAGE
    + b"K\x00K\x06\x85K\x01\x85\x89NtR}b.",
    "a text persistent id": S + b"Pos.system\n.",
    "a persistent id that is text": S + b"X\x02\x00\x00\x00osQ.",
    "a persistent id of a module": S + b"(X\x06\x00\x00\x00modulecos\nsystem\nt" + b"Q.",
    "a storage of another class": STORAGE.replace(b"torch\nFloatStorage", b"os\nsystem").join([S, b"."]),
    "a storage key with a path": STORAGE.replace(b"X\x01\x00\x00\x000", b"X\x04\x00\x00\x00../x").join([S, b"."]),
    "a memo entry that was never made": S + b"h\x07.",
    "an extension code": S + b"\x82\x01.",
    "an append to a name": S + b"ccollections\nOrderedDict\nK\x01a.",
    "items of a list": S + b"]K\x01K\x02s.",
    "an unhashable key": S + b"}]K\x01s.",
    "a set": b"\x80\x04\x8f.",
    "a mark as the value": S + b"(.",
    "a mark in a tuple": S + b"(\x85.",
    "nothing on the stack": S + b".",
    "no stop": S + b"}",
    "an unknown instruction": S + b"\xff.",
    "a string longer than the file": S + b"X\xff\xff\xff\x7fx.",
    "a huge string": b"\x80\x04\x8d\xff\xff\xff\xff\xff\xff\xff\x7fx.",
    "a memo index that would fill the memory": S + b"}r\xff\xff\xff\x7f0.",
    "a number in text": S + b"I" + b"9" * 10_000 + b"\n.",
    "a buffer from outside": b"\x80\x05\x97.",
    "bytes": b"\x80\x04C\x02os.",
    "not a dictionary": S + b"].",
    "an empty dictionary": S + b"}.",
    "a dictionary of numbers": S + b"}X\x01\x00\x00\x00wK\x01s.",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_what_is_not_a_dictionary_of_tensors_is_refused(tmp_path: Path, program: bytes) -> None:
    assert_refused(torch_zip(tmp_path, program, {"0": bytes(24)}), "refused")


def tensor_pickle(*, elements: int = 6, offset: int = 0, shape: tuple[int, ...] = (6,), strides: Any = (1,)) -> bytes:
    class Storage:
        pass

    class Pickler(pickle.Pickler):
        def persistent_id(self, value: Any) -> Any:
            return ("storage", torch.FloatStorage, "0", "cpu", elements) if isinstance(value, Storage) else None

    stream = io.BytesIO()
    rebuild = Call(torch._utils._rebuild_tensor_v2, Storage(), offset, shape, strides, False, OrderedDict())
    Pickler(stream, 2).dump({"w": rebuild})
    return stream.getvalue()


def test_a_tensor_within_its_storage_is_read(tmp_path: Path) -> None:
    data = tensor_pickle(offset=1, shape=(2, 2), strides=(2, 1))
    opened = open_checkpoint(torch_zip(tmp_path, data, {"0": np.arange(6, dtype="<f4").tobytes()}))
    np.testing.assert_array_equal(opened["w"], [[1, 2], [3, 4]])


@pytest.mark.parametrize(
    "wrong",
    [
        {"offset": 1},
        {"offset": -1},
        {"offset": 2**62},
        {"shape": (7,)},
        {"shape": (-6,)},
        {"shape": (2, 3)},
        {"shape": (2**40, 2**40), "strides": (0, 0)},
        {"shape": (6, 10**9), "strides": (1, 0)},
        {"strides": (2,)},
        {"strides": (-1,)},
        {"strides": "1"},
        {"shape": (1,) * 64, "strides": (1,) * 64},
        {"shape": (6.0,)},
        {"shape": (True,)},
        {"elements": 7},
        {"elements": 2**61},
        {"elements": -6},
    ],
    ids=str,
)
def test_a_tensor_that_reaches_beyond_its_storage_is_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    assert_refused(torch_zip(tmp_path, tensor_pickle(**wrong), {"0": bytes(24)}), "refused")


@pytest.mark.parametrize(
    "name", ["../../data/0", "/etc/passwd", "archive/../../x", "other/data/1", "loose", "a\\..\\b"]
)
def test_a_zip_with_paths_that_lead_away_is_refused(tmp_path: Path, name: str) -> None:
    torch_zip(tmp_path, tensor_pickle(), {"0": bytes(24)})
    with zipfile.ZipFile(tmp_path / "pytorch_model.bin", "a") as archive:
        archive.writestr(name, b"x")
    assert_refused(tmp_path, "refused")


def test_a_compressed_zip_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pytorch_model.bin", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", tensor_pickle())
        archive.writestr("archive/data/0", bytes(50_000_000))
    assert (tmp_path / "pytorch_model.bin").stat().st_size < 100_000
    assert_refused(tmp_path, "compressed")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_a_member_twice_is_refused(tmp_path: Path) -> None:
    torch_zip(tmp_path, tensor_pickle(), {"0": bytes(24)})
    with zipfile.ZipFile(tmp_path / "pytorch_model.bin", "a") as archive:
        archive.writestr("archive/data/0", bytes(24))
    assert_refused(tmp_path, "twice")


def test_a_zip_whose_members_overlap_is_refused(tmp_path: Path) -> None:
    # A hundred entries of the directory that all point to one member, as a zip bomb without compression does.
    big = bytes(10_000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("archive/data.pkl", tensor_pickle())
        archive.writestr("archive/data/0", big)
        first = archive.getinfo("archive/data/0")
        for index in range(100):
            copy = zipfile.ZipInfo(f"archive/data/x{index}")
            copy.header_offset, copy.file_size, copy.compress_size = (
                first.header_offset,
                first.file_size,
                first.file_size,
            )
            copy.CRC = first.CRC
            archive.filelist.append(copy)
            setattr(archive, "_didModify", True)  # noqa: B010 (private: the directory is written again)
    (tmp_path / "pytorch_model.bin").write_bytes(stream.getvalue())
    assert_refused(tmp_path, "overlap")


def test_numbers_of_another_byte_order_are_refused(tmp_path: Path) -> None:
    torch_zip(tmp_path, tensor_pickle(), {"0": bytes(24)})
    with zipfile.ZipFile(tmp_path / "pytorch_model.bin", "a") as archive:
        archive.writestr("archive/byteorder", b"big")
    assert_refused(tmp_path, "big-endian")


def test_a_damaged_storage_is_noticed(tmp_path: Path) -> None:
    torch.save({"w": torch.arange(1000.0)}, tmp_path / "pytorch_model.bin")
    content = bytearray((tmp_path / "pytorch_model.bin").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "pytorch_model.bin").write_bytes(content)
    assert_refused(tmp_path, "damaged")


@pytest.mark.parametrize("new", [True, False], ids=["zip", "legacy"])
def test_a_file_cut_anywhere_is_refused(tmp_path: Path, new: bool) -> None:
    torch.save({"w": torch.arange(8.0)}, tmp_path / "pytorch_model.bin", _use_new_zipfile_serialization=new)
    content = (tmp_path / "pytorch_model.bin").read_bytes()
    for length in range(0, len(content), 7):
        (tmp_path / "pytorch_model.bin").write_bytes(content[:length])
        assert_refused(tmp_path)


def test_random_changes_never_end_in_anything_but_a_clear_refusal(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    torch.save({"w": torch.arange(8.0), "v": torch.ones(2, 2)}, tmp_path / "pytorch_model.bin")
    content = np.frombuffer((tmp_path / "pytorch_model.bin").read_bytes(), np.uint8)
    for _ in range(300):
        changed = content.copy()
        changed[random.integers(0, len(content), 4)] = random.integers(0, 256, 4)
        (tmp_path / "pytorch_model.bin").write_bytes(changed.tobytes())
        with contextlib.suppress(ModelError):
            dict(open_checkpoint(tmp_path))


def safetensors(folder: Path, header: object, data: bytes = bytes(24), length: int | None = None) -> Path:
    text = json.dumps(header).encode()
    start = struct.pack("<Q", len(text) if length is None else length)
    (folder / "model.safetensors").write_bytes(start + text + data)
    return folder


def test_safetensors_are_read_and_come_before_pickles(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"never looked at")
    entry = {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}
    safetensors(tmp_path, {"__metadata__": {"format": "pt"}, "w": entry}, np.arange(6, dtype="<f4").tobytes())
    np.testing.assert_array_equal(open_checkpoint(tmp_path)["w"], [[0, 1, 2], [3, 4, 5]])


@pytest.mark.parametrize(
    "entry",
    [
        {"dtype": "F32", "shape": [6], "data_offsets": [0, 28]},
        {"dtype": "F32", "shape": [7], "data_offsets": [0, 24]},
        {"dtype": "F32", "shape": [6], "data_offsets": [8, 32]},
        {"dtype": "F32", "shape": [6], "data_offsets": [-24, 0]},
        {"dtype": "F32", "shape": [-6], "data_offsets": [0, 24]},
        {"dtype": "F32", "shape": ["6"], "data_offsets": [0, 24]},
        {"dtype": "F8", "shape": [6], "data_offsets": [0, 24]},
        {"dtype": "F32", "shape": [6]},
        [],
        7,
    ],
    ids=str,
)
def test_safetensors_that_reach_beyond_the_file_are_refused(tmp_path: Path, entry: object) -> None:
    assert_refused(safetensors(tmp_path, {"w": entry}))


@pytest.mark.parametrize("header", [[], 7, "w", None], ids=str)
def test_safetensors_without_a_table_are_refused(tmp_path: Path, header: object) -> None:
    assert_refused(safetensors(tmp_path, header))


@pytest.mark.parametrize("length", [2**63, 10**9, 1])
def test_safetensors_with_a_wrong_header_length_are_refused(tmp_path: Path, length: int) -> None:
    assert_refused(safetensors(tmp_path, {}, length=length))


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    assert_refused(torch_zip(tmp_path, S + b"]" * 100_000 + b"a" * 99_999 + b"."))
    text = b"[" * 200_000
    (tmp_path / "model.safetensors").write_bytes(struct.pack("<Q", len(text)) + text)
    assert_refused(tmp_path)


def test_shared_values_are_not_copied(tmp_path: Path) -> None:
    # Forty levels of a list that holds the one before twice: 2**40 values if anything walked through them.
    program = S + b"]q\x00" + b"".join(b"]q%c(h%ch%ce" % (n, n - 1, n - 1) for n in range(1, 40)) + b"."
    assert isinstance(pickles.load(io.BytesIO(program)), list)
    assert_refused(torch_zip(tmp_path, program))
