"""Addresses of servers, without secrets in them."""

from urllib.parse import urlsplit

KEY_VARIABLE = "TR_NEWS_API_KEY"


def api_base(text: str) -> str:
    """The address of an OpenAI-compatible server as it may be shown: it goes into provenance and messages.

    Raises ValueError, without the text, for one that is no address and for one that holds a password or a query.
    """
    try:
        parts = urlsplit(text)
        secret = "@" in parts.netloc or parts.query or parts.fragment
        known = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
    except ValueError:  # of the port, or of brackets
        secret, known = None, None
    if secret:
        raise ValueError(f"an address without password or query (the key comes from {KEY_VARIABLE})")
    if not known or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("an address that looks like http://localhost:11434/v1")
    return text
