"""What may be shown of a text that nobody vouches for, and how wide it is."""

import re
import unicodedata

# Characters that take one column each: Latin letters, dashes, quotation marks, the bullet and the ellipsis, currencies,
# rules.
_NARROW = re.compile("[\x00-\u02ff\u2010-\u2027\u20a0-\u20bf\u2500-\u257f]*")


def printable(text: str) -> str:
    """The text on one line, without characters that act instead of being seen.

    Control characters (escape sequences of terminals begin with one) and format characters (bidirectional overrides,
    zero-width ones) go; lone surrogates become U+FFFD, so that every encoding can take the result.
    """
    return " ".join("".join(map(_shown, text)).split()) if not _plain(text) else " ".join(text.split())


def _plain(text: str) -> bool:
    """Whether nothing in it needs a look: the common case, fast."""
    return text.isascii() and text.isprintable()


def _shown(char: str) -> str:
    match unicodedata.category(char):
        case "Cc":
            return " " if char.isspace() else ""
        case "Cf":
            return ""
        case "Cs":
            return "\ufffd"
        case _:
            return char


def columns(text: str) -> int:
    """How many columns of a terminal the text takes, by wcwidth's tables (UAX #11); ``text`` is :func:`printable`."""
    if _NARROW.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth  # dear to import, and Turkish needs none of it

    return max(0, wcswidth(text))


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` columns, cut at spaces; a word that is longer is cut where it must be."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if columns(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        while columns(word) > width:
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line] if line else lines


def _head(word: str, width: int) -> str:
    """As much of the word as fits, one character at least, with the marks that combine with its last one."""
    from wcwidth import iter_graphemes

    used = end = 0
    for grapheme in iter_graphemes(word):
        used += columns(grapheme)
        if used > width and end:
            break
        end += len(grapheme)
    return word[:end]
