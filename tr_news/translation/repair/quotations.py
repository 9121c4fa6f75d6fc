"""Quotation marks of a translation: in pairs, English spacing, none where the Turkish quotes nothing.

Models lose a mark, mix a single with a double one, or open twice for one quotation. Which way a mark faces is read from
what stands beside it, and only a mark without a partner is touched, where it is plain what is missing: it gets its
partner, or goes. Where nobody can know, it stays.
"""

import re
from collections.abc import Callable, Mapping

from tr_news.facts.quotations import (
    BEFORE_OPENING,
    BESIDE,
    REPORTING,
    directions,
    quotes_singly,
    runs_on_singly,
    without_partner,
)
from tr_news.facts.sentence import Facts

_AS_APOSTROPHE = re.compile(r"\d\"[a-zçğıöşü]")  # 26"ncı
_INTRODUCED = re.compile(r"(?:[,:]|\b(?:said|says|that)) ?$")
_HE_SAID = re.compile(r",(?= (?:[\w.]+ ){1,3}(?:said|says|told \w+|added)\W*$)")
_NARRATED = re.compile(r'"[^"]*" \w[^"]*$')  # '"We will come" was written': what a model adds is not quoted
_SENTENCE_START = re.compile(r"[.!?] (?=[A-Z])")


def _loose_of_the_source(facts: Facts, text: str) -> str:
    """The one loose mark of a quotation that runs over several sentences stands where the source has it."""
    source = facts.text
    if source.count('"') != 1 or '"' in text.strip('" '):
        return text
    bare = text.strip('" ')
    if bare[:1] == "'" and bare[-1:] == "'":
        return text  # marked already
    return f'"{bare}' if _opens(source) else f'{bare}"' if _closes(source) else text


def _whole(facts: Facts, text: str) -> str:
    """A sentence that is one quotation from end to end has a mark at both."""
    source = facts.text
    if source.count('"') == 2 and _opens(source) and _closes(source) and not _NARRATED.match(text):
        return f'"{text.replace(chr(34), "").strip()}"'
    return text


def _one_kind(facts: Facts, text: str) -> str:
    """Marks of two kinds around one quotation, where the source has single ones, are double ones."""
    return _same_marks(text) if '"' not in facts.text and '"' in text and quotes_singly(facts.text) else text


def _partner(facts: Facts, text: str) -> str:
    """A mark without a partner is given one, where it is plain where that belongs, or goes."""
    source = facts.text
    if source.count('"') % 2 or not text.count('"') % 2:
        return text
    if '"' not in source and quotes_singly(source) and runs_on_singly(source):
        return text  # the partner stands in another sentence
    return _without_loose_mark(tight(facts, text), source)


def _opens(source: str) -> bool:
    return source.startswith('"')


def _closes(source: str) -> bool:
    return source.rstrip(".!?,;: ").endswith('"')


def _same_marks(text: str) -> str:
    """A quotation that opens with one kind of mark and closes with the other ("SIR') gets double ones."""
    text = re.sub(r"\"(?=\w)([^\"']*[\w.,!?])'(?![\w'])", r'"\1"', text)
    return re.sub(r"(?<![\w.,!?'\"])'(?=\w)([^\"']*[\w.,!?])\"(?!\w)", r'"\1"', text)


def _without_loose_mark(text: str, source: str) -> str:
    """The text with the mark that has no partner given one, where it is plain where that belongs, or without it."""
    quoted = '"' in source or quotes_singly(source)
    marks = directions(text)
    opened, unopened = without_partner(marks)
    if len(opened) + len(unopened) != 1:
        return _cut(text, text.rindex('"')) if len(marks) == 1 or not quoted else text
    if not quoted:
        return _cut(text, marks[(opened or unopened)[0]][0])
    if opened:
        return _closed(text, [at for at, _ in marks], opened[0], source)
    return _opened(text, [at for at, _ in marks], unopened[0], speech_first=_opens(source.replace("'", '"')))


def _closed(text: str, at: list[int], index: int, source: str) -> str:
    """A partner for the opening mark ``at[index]``; where none belongs plainly the text stays as it is."""
    position = at[index]
    introduced = _INTRODUCED.search(text[:position]) is not None
    speech = position == 0 and source.count('"') == 2 and _opens(source) and not REPORTING.search(text)
    if not text[position + 1 :].strip():  # 'to come. "': the quotation that ends here began where nobody knows
        return f'{text[:position].rstrip()}"' if _closes(source) else _cut(text, position).strip()
    if index == 0 == len(at) - 1 and (said := _HE_SAID.search(text)) and source.count('"') == 2 and _opens(source):
        return f'{text[: said.start() + 1]}"{text[said.start() + 1 :]}'  # "We will come, he said.
    if index == len(at) - 1:  # the last one: he said, "We will come.
        more = len(at) >= source.count('"') or text.endswith("'")  # the Turkish has no such quotation
        return f'{text}"' if (introduced or speech) and not more else text
    if index == 0 and len(at) == 3:
        inner, end = at[1], at[2]
        if quotes_singly(source) and not runs_on_singly(source) and text[end - 1] in ",.!?":
            return f"{text[:inner]}'{text[inner + 1 : end]}'\"{text[end + 1 :]}"
        if introduced or _SENTENCE_START.match(text[inner - 2 : inner] + text[inner + 1 : inner + 2]):
            return _cut(text, inner)  # "Oh, wow. "Okay," he said
        one = source.count('"') == 2 and not quotes_singly(source)
        return _cut(text, position) if one else text  # "He said, "We lost."
    return text


def _opened(text: str, at: list[int], index: int, *, speech_first: bool) -> str:
    """A partner for the closing mark ``at[index]``; at the start only where the source begins with speech."""
    position = at[index]
    if text[position - 1 : position] not in tuple(",.!?"):
        return text
    start = at[index - 1] + 1 if index else 0
    sentence = next(_SENTENCE_START.finditer(text, start, position), None)
    if index and sentence is not None:  # "We lost," he said. We will be back."
        return f'{text[: sentence.end()]}"{text[sentence.end() :]}'
    if not index:
        return f'"{text}' if speech_first and position > 10 else text
    if index == 2 and at[0] == 0 and len(at) == 3 and text[at[1] - 1] not in ",.!?":
        return f"\"'{text[1 : at[1]]}'{text[at[1] + 1 :]}"  # "Labour Law" No. 6735 was sent," she said
    return text if _says(text, position) else _cut(text, position)


def _says(text: str, position: int) -> bool:
    """Whether "he said" stands behind a position."""
    return REPORTING.search(text, position, position + BESIDE) is not None


def _cut(text: str, position: int) -> str:
    return text[:position] + text[position + 1 :]


def tight(facts: Facts, text: str) -> str:
    """No white space on the inner side of a mark, some on the outer side."""
    if _AS_APOSTROPHE.search(facts.text):
        return text
    marks = directions(text)
    if len(marks) % 2 == 0 and without_partner(marks) != ([], []):
        # Marks that stand too badly to be read ('Hello, "he said'): they take turns.
        marks = [(at, "close" if index % 2 else "open") for index, (at, _) in enumerate(marks)]
    if len(marks) < 2:
        return text
    out, position = "", 0
    for at, facing in marks:
        piece = text[position:at]
        position = at + 1
        if facing == "close":
            out = f'{(out + piece).rstrip()}"'
            space = " " if text[position : position + 1].isalnum() else ""
        else:
            out += piece
            space = "" if not out or out[-1] in BEFORE_OPENING else " "
            out = f'{out}{space}"'
            position += len(text[position:]) - len(text[position:].lstrip())
            space = ""
        out += space
    return (out + text[position:]).strip()


QUOTATION_RULES: Mapping[str, Callable[[Facts, str], str]] = {
    "loose mark of the source": _loose_of_the_source,
    "whole quotation": _whole,
    "one kind of marks": _one_kind,
    "partner of a mark": _partner,
    "space around marks": tight,
}
