"""MIME messages: letters (.eml) by their text or HTML part, and pages that a browser saved in one file (.mhtml)."""

import contextlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from tr_news.articles.dates import parse_moment
from tr_news.articles.lists import entries
from tr_news.articles.text import clean, fold, one_line
from tr_news.errors import InputError

if TYPE_CHECKING:
    from email.message import Message

_HEAD = 20_000  # bytes
_HEADERS = re.compile(rb"(?:[A-Za-z][\w-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,60}){1,120}\r?\n", re.M)
_TELLING = re.compile(
    rb"^(?:mime-version|content-type:\s{0,20}(?:multipart|text)/|received|return-path|message-id|delivered-to|dkim-signature)",
    re.I | re.M,
)
_LETTER = re.compile(rb"^from:[^\n]*@", re.I | re.M), re.compile(rb"^(?:subject|date|to):", re.I | re.M)
_SIGNATURE = re.compile(r"^-- ?$", re.M)
_REPLY = re.compile(r"\s*(?:(?:re|fw|fwd|ynt|ilt|yan|cevap)\s?:\s*)+", re.IGNORECASE)
_QUOTED_HEADER = re.compile(
    r"(?:kimden|gönderen|gönderildi|gönderilme|tarih|kime|konu|from|sent|date|to|cc|bilgi|subject)\s?:\s.*", re.I
)
# "29 Mart 2024 tarihinde Ali Su yazdı:", "On Fri, … wrote:" above what is quoted.
_WROTE = re.compile(r".{0,160}(?:\btarihinde\b.{0,80}\byazdı|\bwrote)\s?:\s*", re.I)
_LINE = 60  # characters of a line of text, not of a header
_FORWARD = re.compile(r"\W*(?:-{3,}.{0,60}-{3,}|begin forwarded message:|(?:özgün|orijinal) (?:ileti|mesaj))\W*", re.I)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message holds: the bytes of a page or a text, and what its headers say."""

    page: bytes | None
    text: str | None
    address: str | None = None
    title: str | None = None
    published: date | datetime | None = None
    sender: str | None = None
    is_outlet: bool = False


def is_message(data: bytes) -> bool:
    """Whether the bytes begin with the headers of a message: mail, or a saved page whatever its first header is."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n \t").replace(b"\r\n", b"\n")
    found = _HEADERS.match(head)
    if found is None:
        return False
    return _TELLING.search(found.group()) is not None or all(p.search(found.group()) is not None for p in _LETTER)


def read_message(data: bytes, source: str) -> Letter:
    """The article of a message: the page of a web archive; of a letter its text part, unless its HTML says more.

    Raises:
        InputError: there is neither in it.
    """
    from email import message_from_bytes

    try:
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n \t"))
        parts = [part for part in message.walk() if part.get_filename() is None or message is part]
        page, part = _payload(parts, "text/html")
        plain, plain_part = _payload(parts, "text/plain")
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        page, plain, part, plain_part = (
            None,
            None,
            None,
            None,
        )  # the parser takes nearly everything; the rest is no page
        message = message_from_bytes(b"")
    archived = message.get_content_type() == "multipart/related" and message.get("From", "").find("@") < 0
    if page is None and (plain is None or archived):
        what = "a saved page without HTML in it" if archived else "a letter without a text in it"
        raise InputError(source, f"{what}; save the article's text as .txt")
    address = str(message.get("Snapshot-Content-Location") or (part and part.get("Content-Location")) or "").strip()
    url = address if re.match(r"https?://[^\s<>\"]{1,2000}$", address) else None
    if archived and page is not None:
        return Letter(page, None, url)
    text = _decoded(plain, plain_part)
    if page is not None and (
        text is None or _letters(text) * 2 < _letters(re.sub(r"<[^<>]{1,2000}>", "", _decoded(page, part) or ""))
    ):
        text = None
    sender, is_outlet = _sender(message)
    title = _REPLY.sub("", _header(message, "Subject"), count=1) or None
    html = (_decoded(page, part) or "").encode("utf-8", "replace") if page is not None and text is None else None
    return Letter(html, _body(text) if text is not None else None, url, title, _sent(message), sender, is_outlet)


def _payload(parts: "list[Message]", kind: str) -> "tuple[bytes | None, Message | None]":
    for part in parts:
        if part.get_content_type() == kind:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return payload, part
    return None, None


def _decoded(payload: bytes | None, part: "Message | None") -> str | None:
    """The text of a part by its charset; what the reader of files makes of it where that is missing or wrong."""
    if payload is None or part is None:
        return None
    from tr_news.articles.decode import decode

    label = part.get_content_charset()
    try:
        if label is not None and label not in ("us-ascii", "iso-8859-1", "unknown-8bit"):
            return payload.decode("cp1254" if label in ("iso-8859-9", "windows-1254") else label)
    except (LookupError, ValueError):
        pass
    try:
        return decode(payload, "-", markup=part.get_content_type() == "text/html").text
    except InputError:
        return payload.decode("utf-8", "replace")


def _header(message: "Message", name: str) -> str:
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    value = str(message.get(name, ""))[:2000]
    with contextlib.suppress(HeaderParseError, LookupError, ValueError):
        value = str(make_header(decode_header(value)))
    return one_line(clean(value)[0])


def _sent(message: "Message") -> date | datetime | None:
    return parse_moment(re.sub(r"\s*\([^()]{0,40}\)\s*$", "", _header(message, "Date")))


def _sender(message: "Message") -> tuple[str | None, bool]:
    """The name before the sender's address, and whether it is a newsroom's rather than a person's."""
    name = re.sub(r"<[^<>]*>|\"", "", _header(message, "From")).strip(" '")
    if not name or "@" in name or len(name) > 80:
        return None, False
    key = fold(name)
    return name, len(name.split()) == 1 or any(fold(word) in key for word in entries("outlets", "words"))


def _body(text: str) -> str:
    """The text of a letter without marks of quotation, headers of what was forwarded, and signature."""
    text = text.replace("\r\n", "\n")
    cut = _SIGNATURE.search(text)
    if cut is not None and cut.start() > len(text) / 2:
        text = text[: cut.start()]
    lines = text.split("\n")
    quoted = sum(line.startswith(">") for line in lines)
    others = sum(len(line) > _LINE and not line.startswith(">") for line in lines)
    if quoted > others:
        lines = [re.sub(r"^(?:> ?){1,9}", "", line) for line in lines]
    kept: list[str] = []
    for line in lines:
        if _FORWARD.fullmatch(line) or (len(line) < 200 and _WROTE.fullmatch(line)):
            continue
        if len(kept) < 12 and _QUOTED_HEADER.fullmatch(line) and len(line) < 200:
            continue
        kept.append(line)
    return "\n".join(kept)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
