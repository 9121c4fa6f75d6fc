"""What may be shown of a text that nobody vouches for, and how wide it is."""

import unicodedata

_WIDE = frozenset("WF")
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})


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
    """How many columns of a terminal the text takes: two for a wide character, none for a combining one.

    Follows the East Asian Width of the Unicode database (UAX #11); ambiguous characters count one.
    """
    if text.isascii():
        return len(text)
    return sum(map(_columns_of, text))


def _columns_of(char: str) -> int:
    if unicodedata.category(char) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


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
    used = 0
    for i, char in enumerate(word):
        used += _columns_of(char)
        if used > width and i:
            return word[:i]
    return word
