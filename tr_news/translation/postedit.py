"""Mends what a model copied from the Turkish or left untidy: figures, spacing, quotation marks, the last stop.

Only what is certain is changed: a figure is rewritten where the hypothesis shows it exactly as the Turkish wrote it and
English writes it otherwise.
"""

import re

from tr_news.translation.figures import english_figures
from tr_news.translation.normalize import normalize_source

_SPACE_BEFORE = re.compile(r"(?<=\S)\s+([,;:?!.]+)(?=[\s\"')\]]|$)")
_SPACE_INSIDE = re.compile(r"([(\[])\s+|\s+([)\]])")
_NO_SPACE_AFTER = re.compile(r"(?<=[a-z)])([,;])(?=[A-Za-z])")
_STRAY_START = re.compile(r"^[,;:.!?]+\s+")
_DOUBLED = re.compile(r"([,;:])\1+|(?<!\.)\.\.(?!\.)|([!?])\2{3,}")
_FINAL = ".?!:;,\"')]"
_FIRST_WORD = re.compile(r"[^\w]*([^\W\d_]+)")
_ABBREVIATION = re.compile(r"(?:\b[A-Za-z]\.|\b(?:Mr|Mrs|Dr|St|Inc|Ltd|Co|Corp|Jr|Sr|No|etc|a\.m|p\.m)\.)$")


def postedit(source: str, hypothesis: str) -> str:
    """The hypothesis with English figures, spacing, quotation marks and capitals; ``source`` is its Turkish.

    Quotation marks are straight, as the models were trained. A blank hypothesis comes back as ``""``.
    """
    source, text = normalize_source(source), normalize_source(hypothesis)
    if not source or not text:
        return text
    text = english_figures(source, text)
    if source[0] not in _FINAL:
        text = _STRAY_START.sub("", text) or text
    text = _spacing(text)
    text = _quotation_marks(source, text)
    text = _last_stop(source, text)
    return _initial_capital(source, text)


def _spacing(text: str) -> str:
    text = _SPACE_BEFORE.sub(r"\1", text)
    text = _SPACE_INSIDE.sub(r"\1\2", text)
    text = _NO_SPACE_AFTER.sub(r"\1 ", text)
    return _DOUBLED.sub(lambda match: match.group()[0], text)


def _quotation_marks(source: str, text: str) -> str:
    """Marks in pairs, but for a quotation that the source opens and the next sentence closes, or the other way."""
    marks = source.count('"')
    opens, closes = source.startswith('"'), source.rstrip(".!?,;: ").endswith('"')
    if marks == 1 and '"' not in text.strip('" '):
        # The quotation runs over several sentences; its one loose mark stands where the source has it.
        bare = text.strip('" ')
        text = f'"{bare}' if opens else f'{bare}"' if closes else text
    elif marks == 2 and opens and closes:
        bare = text.replace('"', "").strip()
        text = f'"{bare}"'
    elif marks % 2 == 0 and text.count('"') % 2:
        text = _pair_loose_mark(text) if marks else text.replace('"', "", 1)
    return _tight_quotes(text)


def _pair_loose_mark(text: str) -> str:
    """The text without its last mark; a single one that closes ('…," he said') gets its partner instead."""
    at = text.rindex('"')
    if text.count('"') == 1 and at > 10 and text[at - 1] in ",.!?":
        return f'"{text}'
    return text[:at] + text[at + 1 :]


def _tight_quotes(text: str) -> str:
    """No white space on the inner side of a pair of marks, some on the outer side."""
    pieces = text.split('"')
    if len(pieces) < 3:
        return text
    out = pieces[0]
    for index, piece in enumerate(pieces[1:], 1):
        if index % 2 and index < len(pieces) - 1:  # inside a pair
            space = "" if not out or out[-1] in " ([-/'" else " "
            out = f'{out}{space}"{piece.strip()}'
        elif index % 2:  # a loose mark that opens
            out = f'{out.rstrip()} "{piece.lstrip()}' if out else f'"{piece.lstrip()}'
        else:
            space = " " if piece[:1].isalnum() else ""
            out = f'{out}"{space}{piece}'
    return out.strip()


def _last_stop(source: str, text: str) -> str:
    """The last mark of the source at the end of the text, inside or outside the quotation marks as the text has it."""
    wanted, found = _stop(source), _stop(text)
    body = text.rstrip(_FINAL)
    tail = text[len(body) :]
    if wanted == found or wanted in (",", ";") or (wanted == "." and found == "?"):
        return text
    if found and '"' in tail and not source.endswith('"'):
        return text  # the mark belongs to the quotation that English puts last
    if not wanted:
        # A heading: its one full stop goes, an abbreviation keeps it.
        return text if found != "." or _ABBREVIATION.search(body + ".") else body + tail.replace(".", "")
    if not found:
        return f"{body}{wanted}{tail}" if tail.startswith('"') and wanted != ":" else f"{body}{tail}{wanted}"
    return body + tail.replace(found, wanted, 1)


def _stop(text: str) -> str:
    marks = [mark for mark in text[len(text.rstrip(_FINAL)) :] if mark in ".?!:;,"]
    if marks[:2] == [".", "."]:
        return "..."
    return next((mark for mark in marks if mark in "?!"), "".join(marks[:1]))


def _initial_capital(source: str, text: str) -> str:
    start = _FIRST_WORD.match(text)
    of_source = _FIRST_WORD.match(source)
    if start is None or of_source is None or not of_source[1][0].isupper():
        return text
    word = start[1]
    if not word.islower():
        return text  # capitalised already, or "iPhone"
    return text[: start.start(1)] + word[0].upper() + text[start.start(1) + 1 :]
