"""Pages that a browser saved as one file (.mhtml, .mht): the HTML inside the MIME message (RFC 2557)."""

import re

from tr_news.errors import InputError

_HEAD = 4000  # bytes
_ARCHIVE = re.compile(rb"\A\s{0,20}[\w-]{1,40}:[^\0]*?^content-type:\s{0,20}multipart/related\b", re.I | re.M)


def is_web_archive(data: bytes) -> bool:
    """Whether the bytes begin with the headers of a saved page."""
    return _ARCHIVE.match(data[:_HEAD]) is not None


def page_of(data: bytes, source: str) -> tuple[bytes, str | None]:
    """The first HTML document of a web archive, and the address that it was saved from where that is written.

    Raises:
        InputError: there is none in it.
    """
    from email import message_from_bytes

    try:
        message = message_from_bytes(data.lstrip())
        part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        page = part.get_payload(decode=True) if part is not None else None
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        part = page = None  # the parser takes nearly everything; what it doesn't is no page
    if part is None or not isinstance(page, bytes) or not page.strip():
        raise InputError(source, "a saved page without HTML in it; save the article's text as .txt")
    address = str(message.get("Snapshot-Content-Location") or part.get("Content-Location") or "").strip()
    return page, address if re.match(r"https?://[^\s<>\"]{1,2000}$", address) else None
