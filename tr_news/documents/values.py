"""Values as JSON holds them, on one line that every reader of lines can take."""

import json
import re
from collections.abc import Mapping

_SURROGATES = re.compile("[\ud800-\udfff]")
# Legal inside a JSON string, but ends of lines to some readers, or commands to a terminal.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029]")


def json_line(data: Mapping[str, object]) -> str:
    """JSON on one line for every reader of lines, in UTF-8 that everyone can decode: no lone surrogate, no control
    character. Keys stay in their order. Raises TypeError for what JSON doesn't know and ValueError for NaN."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, default=_plain)
    if _SURROGATES.search(text):
        text = json.dumps(encodable(data), ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _plain(value: object) -> dict[object, object]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def encodable(value: object) -> object:
    """The value with plain dicts and lists, and U+FFFD for lone surrogates (names of files can have them)."""
    match value:
        case str():
            return _SURROGATES.sub("\ufffd", value)
        case Mapping():
            return {_SURROGATES.sub("\ufffd", str(key)): encodable(item) for key, item in value.items()}
        case list() | tuple():
            return [encodable(item) for item in value]
        case _:
            return value
