"""The pickles inside PyTorch checkpoints, read without running anything they say.

A pickle is a program. This interpreter knows the few instructions that ``torch.save`` writes for a dictionary of
tensors and builds plain data of its own from them; the names in the pickle are compared with a list and never imported,
nothing is called, no attribute is set. Whatever else a pickle asks for is refused.
"""

import pickletools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from tr_news.errors import ModelError

# Element types by the storage class that torch names. numpy has no bfloat16: it is read as uint16 and widened later.
STORAGE_DTYPES = {
    "FloatStorage": "<f4",
    "HalfStorage": "<f2",
    "BFloat16Storage": "bfloat16",
    "DoubleStorage": "<f8",
    "LongStorage": "<i8",
    "IntStorage": "<i4",
    "ShortStorage": "<i2",
    "CharStorage": "|i1",
    "ByteStorage": "|u1",
    "BoolStorage": "|b1",
}

_MOST_INSTRUCTIONS = 2_000_000
_MOST_DIMENSIONS = 8
_MARK = object()


@dataclass(frozen=True, slots=True)
class Global:
    """A name that the pickle refers to; only ever compared."""

    module: str
    name: str


@dataclass(frozen=True, slots=True)
class Storage:
    """A flat block of elements kept outside of the pickle."""

    key: str
    dtype: str
    elements: int


@dataclass(frozen=True, slots=True)
class TensorView:
    """A tensor: where it lies in its storage, in elements."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


class UnsafePickleError(ModelError):
    """The pickle asks for something that a dictionary of tensors doesn't need, or is malformed."""


def load(stream: BinaryIO) -> Any:
    """The plain data of one pickle at the stream's position: dicts, lists, tuples, numbers, strings, tensors.

    Leaves the stream just behind the pickle. Raises :class:`UnsafePickleError`.
    """
    machine = _Machine()
    try:
        for count, (opcode, argument, _) in enumerate(pickletools.genops(stream)):
            if count > _MOST_INSTRUCTIONS:
                raise UnsafePickleError(f"more than {_MOST_INSTRUCTIONS} instructions")
            if opcode.name == "STOP":
                return machine.pop()
            machine.step(opcode.name, argument)
    except UnsafePickleError:
        raise
    except (ValueError, OverflowError, IndexError, KeyError, TypeError, MemoryError) as error:
        raise UnsafePickleError(f"malformed ({type(error).__name__})") from error
    raise UnsafePickleError("it ends too early")


class _Machine:
    """The pickle machine: a stack, marks on it and a memo, as described in :mod:`pickletools`."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}

    def pop(self) -> Any:
        value = self.stack.pop()
        if value is _MARK:
            raise UnsafePickleError("malformed (a mark where a value belongs)")
        return value

    def top(self) -> Any:
        value = self.stack[-1]
        if value is _MARK:
            raise UnsafePickleError("malformed (a mark where a value belongs)")
        return value

    def pop_to_mark(self) -> list[Any]:
        values: list[Any] = []
        while (value := self.stack.pop()) is not _MARK:
            values.append(value)
        values.reverse()
        return values

    def step(self, name: str, argument: Any) -> None:
        if name in _IGNORED:
            return
        if name in _CONSTANTS:
            self.stack.append(_CONSTANTS[name])
        elif name in _LITERALS:
            self.stack.append(argument)
        elif name in _ACTIONS:
            _ACTIONS[name](self, argument)
        else:
            raise UnsafePickleError(f"the instruction {name} is not needed for tensors")

    def put(self, argument: Any) -> None:
        self.memo[len(self.memo) if argument is None else int(argument)] = self.top()

    def get(self, argument: Any) -> None:
        self.stack.append(self.memo[int(argument)])

    def find_global(self, argument: Any) -> None:
        module, _, name = argument.partition(" ")
        self.stack.append(_allowed(module, name))

    def find_stacked_global(self, _: Any) -> None:
        name, module = self.pop(), self.pop()
        if not isinstance(module, str) or not isinstance(name, str):
            raise UnsafePickleError("malformed (a name that isn't text)")
        self.stack.append(_allowed(module, name))

    def build_tuple(self, _: Any) -> None:
        self.stack.append(tuple(self.pop_to_mark()))

    def build_list(self, _: Any) -> None:
        self.stack.append(self.pop_to_mark())

    def build_dict(self, _: Any) -> None:
        self.stack.append(_pairs(self.pop_to_mark()))

    def set_items(self, _: Any) -> None:
        items = _pairs(self.pop_to_mark())
        self.expect_dict().update(items)

    def set_item(self, _: Any) -> None:
        value, key = self.pop(), self.pop()
        self.expect_dict().update(_pairs([key, value]))

    def append(self, _: Any) -> None:
        value = self.pop()
        self.expect_list().append(value)

    def appends(self, _: Any) -> None:
        values = self.pop_to_mark()
        self.expect_list().extend(values)

    def expect_dict(self) -> dict[Any, Any]:
        target = self.top()
        if not isinstance(target, dict):
            raise UnsafePickleError("it sets items of something that isn't a dictionary")
        return target

    def expect_list(self) -> list[Any]:
        target = self.top()
        if not isinstance(target, list):
            raise UnsafePickleError("it appends to something that isn't a list")
        return target

    def reduce(self, _: Any) -> None:
        arguments, function = self.pop(), self.pop()
        if not isinstance(function, Global) or not isinstance(arguments, tuple):
            raise UnsafePickleError("it calls something that isn't a known constructor")
        self.stack.append(_construct(function, arguments))

    def build(self, _: Any) -> None:
        # torch sets the version table of a state dict this way; it tells us nothing.
        self.pop()
        self.expect_dict()

    def persistent_load(self, _: Any) -> None:
        self.stack.append(_storage(self.pop()))


_IGNORED = {"PROTO", "FRAME"}
_CONSTANTS: dict[str, Any] = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False, "EMPTY_TUPLE": ()}
_LITERALS = {
    "BININT", "BININT1", "BININT2", "LONG1", "LONG4", "BINFLOAT",
    "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8",
}  # fmt: skip
_ACTIONS: dict[str, Callable[[_Machine, Any], None]] = {
    "MARK": lambda machine, _: machine.stack.append(_MARK),
    "EMPTY_DICT": lambda machine, _: machine.stack.append({}),
    "EMPTY_LIST": lambda machine, _: machine.stack.append([]),
    "TUPLE1": lambda machine, _: machine.stack.append((machine.pop(),)),
    "TUPLE2": lambda machine, _: machine.stack.append((machine.pop(), machine.pop())[::-1]),
    "TUPLE3": lambda machine, _: machine.stack.append((machine.pop(), machine.pop(), machine.pop())[::-1]),
    "TUPLE": _Machine.build_tuple,
    "LIST": _Machine.build_list,
    "DICT": _Machine.build_dict,
    "BINPUT": _Machine.put,
    "LONG_BINPUT": _Machine.put,
    "MEMOIZE": _Machine.put,
    "BINGET": _Machine.get,
    "LONG_BINGET": _Machine.get,
    "GLOBAL": _Machine.find_global,
    "STACK_GLOBAL": _Machine.find_stacked_global,
    "SETITEMS": _Machine.set_items,
    "SETITEM": _Machine.set_item,
    "APPEND": _Machine.append,
    "APPENDS": _Machine.appends,
    "REDUCE": _Machine.reduce,
    "BUILD": _Machine.build,
    "BINPERSID": _Machine.persistent_load,
}

_ORDERED_DICT = Global("collections", "OrderedDict")
_TENSOR = Global("torch._utils", "_rebuild_tensor_v2")
_PARAMETER = Global("torch._utils", "_rebuild_parameter")
_KNOWN = {_ORDERED_DICT, _TENSOR, _PARAMETER, *(Global("torch", name) for name in STORAGE_DTYPES)}


def _allowed(module: str, name: str) -> Global:
    found = Global(module, name)
    if found not in _KNOWN:
        raise UnsafePickleError(f"it refers to {f'{module}.{name}'[:80]!r}, which no dictionary of tensors needs")
    return found


def _pairs(values: list[Any]) -> dict[Any, Any]:
    if len(values) % 2 or not all(isinstance(key, str | int) for key in values[::2]):
        raise UnsafePickleError("malformed (a dictionary whose keys are neither text nor numbers)")
    return dict(zip(values[::2], values[1::2], strict=True))


def _construct(function: Global, arguments: tuple[Any, ...]) -> Any:
    if function == _ORDERED_DICT and not arguments:
        return {}
    if function == _PARAMETER and len(arguments) == 3 and isinstance(arguments[0], TensorView):
        return arguments[0]
    if function == _TENSOR and len(arguments) in (6, 7):
        return _tensor(*arguments[:4])
    raise UnsafePickleError(f"it calls {function.module}.{function.name} in a way that torch doesn't")


def _tensor(storage: Any, offset: Any, shape: Any, strides: Any) -> TensorView:
    """A view that is known to lie inside its storage."""
    if not isinstance(storage, Storage) or not _sizes((offset,)) or not _sizes(shape) or not _sizes(strides):
        raise UnsafePickleError("a tensor with an impossible offset, shape or stride")
    if len(shape) != len(strides) or len(shape) > _MOST_DIMENSIONS:
        raise UnsafePickleError("a tensor with an impossible shape")
    elements, last = 1, offset
    for size, stride in zip(shape, strides, strict=True):
        elements *= size
        last += (size - 1) * stride
    # A stride of zero could blow up a small storage; no saved weight has more elements than its storage.
    if elements and (last >= storage.elements or elements > storage.elements):
        raise UnsafePickleError("a tensor that reaches past the end of its storage")
    return TensorView(storage, offset, tuple(shape), tuple(strides))


def _sizes(values: Any) -> bool:
    return isinstance(values, tuple) and all(type(value) is int and 0 <= value < 2**48 for value in values)


def _storage(identifier: Any) -> Storage:
    """``("storage", torch.FloatStorage, key, location, elements[, view])``, as torch writes it."""
    if not isinstance(identifier, tuple) or len(identifier) not in (5, 6) or identifier[0] != "storage":
        raise UnsafePickleError("a storage described otherwise than torch does")
    kind, key, elements = identifier[1], identifier[2], identifier[4]
    if not isinstance(kind, Global) or kind.name not in STORAGE_DTYPES or identifier[5:] not in ((), (None,)):
        raise UnsafePickleError("a storage of a kind that isn't known")
    if not isinstance(key, str) or not key.isalnum() or not key.isascii() or not _sizes((elements,)):
        raise UnsafePickleError("a storage with an impossible key or size")
    return Storage(key, STORAGE_DTYPES[kind.name], elements)
