"""Short names for contents: the same bytes, the same name, on every machine."""

import hashlib
import json

from tr_news.documents.values import encodable

LENGTH = 32  # hexadecimal digits, 128 bits: no two of 10^12 contents share one by chance (birthday bound 10^-15)


def digest_bytes(data: bytes) -> str:
    """Of bytes: the beginning of their SHA-256."""
    return hashlib.sha256(data).hexdigest()[:LENGTH]


def digest_value(value: object) -> str:
    """Of a value that JSON can hold, whatever the order of its keys. Raises TypeError for any other, or for NaN."""
    text = json.dumps(encodable(value), sort_keys=True, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return digest_bytes(text.encode("ascii"))
