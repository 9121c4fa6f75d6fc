"""``daily-1.schema.json``, made from the dataclasses so that they can't differ: ``python -m tr_news.daily.schema``."""

import json
from dataclasses import is_dataclass
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from tr_news.daily.digest import SCHEMA, Digest


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``daily.json``."""
    definitions: dict[str, Any] = {}
    root = _of(Digest, definitions)
    body = definitions.pop("Digest")
    body["properties"] = {"schema": {"const": SCHEMA}, **body["properties"]}
    body["required"] = ["schema", *body["required"]]
    del root
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A day's digest",
        **body,
        "$defs": definitions,
    }


def _of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return {
            "anyOf": [{"type": "null"} if part is type(None) else _of(part, definitions) for part in get_args(kind)]
        }
    if origin is tuple:
        return {"type": "array", "items": _of(get_args(kind)[0], definitions)}
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    if is_dataclass(kind):
        name = getattr(kind, "__name__", "")
        if name not in definitions:
            definitions[name] = {}
            hints = get_type_hints(kind)
            definitions[name] = {
                "type": "object",
                "description": " ".join((kind.__doc__ or "").split("\n\n")[0].split()),
                "properties": {key: _of(hint, definitions) for key, hint in hints.items()},
                "required": list(hints),
                "additionalProperties": False,
            }
        return {"$ref": f"#/$defs/{name}"}
    names = {str: "string", int: "integer", bool: "boolean"}
    return {"type": names.get(kind, "object")}


if __name__ == "__main__":
    print(json.dumps(schema(), indent=1))  # noqa: T201
