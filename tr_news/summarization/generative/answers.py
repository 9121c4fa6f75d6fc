"""Reading a language model's answer strictly: either it is what the prompt asked for, or it is malformed and why.

The grammar, after ``<think>…</think>`` blocks and one surrounding code fence are taken off:

    headline  = [ introduction NL ] [ label ":" ] line [ blank line, remarks ]
    bullets   = [ introduction NL ] 1*( marker line NL )      every line marked, none twice, as many as asked for;
                                                              of more the first ones count, the most important
              | JSON array of strings | JSON object {"bullets": [strings]}
    introduction = line that ends with ":"
    marker    = "-" | "*" | "•" | "–" | number ("." | ")")    followed by white space

A line has a letter in it and does not begin with "the article"; a headline has at most 100 characters, a bullet 400.
Where the length limit cut the answer off, its last line doesn't count.

Emphasis and quotation marks around a whole line are taken off, and citations such as ``[3]``: sentences have no numbers
in the prompt, and what a line rests on is found out afterwards. Blank lines between bullets don't count.
"""

import json
import re

HEADLINE_CHARACTERS = 100
BULLET_CHARACTERS = 400

_THINKING = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL | re.IGNORECASE)
_CODE_FENCE = re.compile(r"\A```[a-z]*\s*\n(.*?)\n?```\Z", re.DOTALL)
_LABEL = re.compile(r"\A(?:news\s+)?(?:headline|title|haber başlığı|başlık)\s*:\s*", re.IGNORECASE)
_MARKER = re.compile(r"\A(?:[-*•–]|\(?\d{1,2}[.)])\s+")
_ABOUT = re.compile(
    r"(?:the|this|here is|here are)\s+(?:news\s+)?(?:article|text|passage|summary|headline)\b", re.IGNORECASE
)
_CITATION = re.compile(r"\s*(?:\[\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]|【[^】]{0,40}】)")
_WRAPPERS = (("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"), ('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"))


class MalformedAnswerError(ValueError):
    """The answer is not what was asked for; the message is a clause that a model and a reader understand."""


def _lines(answer: str, complete: bool) -> list[str]:
    """The lines of the answer, blank ones as ``""``, none at the start or the end."""
    text = _THINKING.sub("", answer)
    if not complete:
        text = text.rpartition("\n")[0]
        if not text.strip():
            raise MalformedAnswerError("the answer was too long and was cut off")
    fenced = _CODE_FENCE.match(text.strip())
    return [line.strip() for line in (fenced.group(1) if fenced else text).strip().splitlines()]


def _unwrap(line: str) -> str:
    """The line without emphasis, heading marks or quotation marks that enclose all of it."""
    line = re.sub(r"\A#+\s+", "", line).strip()
    changed = True
    while changed:
        changed = False
        for opening, closing in _WRAPPERS:
            inner = line[len(opening) : -len(closing)]
            if (
                line.startswith(opening)
                and line.endswith(closing)
                and inner
                and opening not in inner
                and closing not in inner
            ):
                line, changed = inner.strip(), True
    return line


def without_citations(line: str) -> str:
    """The line without marks such as ``[3]``, ``[1, 2]``, ``【4†source】``."""
    return _CITATION.sub("", line).strip()


def _checked(line: str, limit: int, what: str) -> str:
    line = without_citations(line)
    if _ABOUT.match(line):
        raise MalformedAnswerError(f"{what} speaks of the article instead of what happened")
    if not any(c.isalpha() for c in line):
        raise MalformedAnswerError(f"{what} has no words")
    if len(line) > limit:
        raise MalformedAnswerError(f"{what} has {len(line)} characters, at most {limit} were asked for")
    return line


def parse_headline(answer: str, *, complete: bool = True, limit: int = HEADLINE_CHARACTERS) -> str:
    """The headline in ``answer``. Raises MalformedAnswerError."""
    lines = _lines(answer, complete)
    if lines and lines[0].endswith(":"):
        lines = lines[2:] if lines[1:2] == [""] else lines[1:]
    if not lines:
        raise MalformedAnswerError("the answer is empty")
    if len(lines) > 1 and lines[1]:
        raise MalformedAnswerError(f"the answer has {len(lines)} lines, one was asked for")
    line = _unwrap(_LABEL.sub("", _unwrap(lines[0])))
    return _checked(line, limit, "the headline")


def parse_bullets(answer: str, bullets: int, *, complete: bool = True) -> tuple[str, ...]:
    """The ``bullets`` lines in ``answer``, unmarked. Raises MalformedAnswerError."""
    lines = [line for line in _lines(answer, complete) if line]
    if not lines:
        raise MalformedAnswerError("the answer is empty")
    if lines[0][0] in "[{":
        found = _json_bullets("\n".join(lines))
    else:
        if len(lines) > 1 and lines[0].endswith(":") and not _MARKER.match(lines[0]):
            del lines[0]
        if not all(_MARKER.match(line) for line in lines):
            raise MalformedAnswerError('not every line begins with "- "')
        found = [_MARKER.sub("", line) for line in lines]
    if len(found) < bullets:
        raise MalformedAnswerError(f"the answer has {len(found)} bullets, {bullets} were asked for")
    found = [_checked(_unwrap(" ".join(line.split())), BULLET_CHARACTERS, "a bullet") for line in found[:bullets]]
    if len({line.casefold() for line in found}) < len(found):
        raise MalformedAnswerError("a bullet stands there twice")
    return tuple(found)


def _json_bullets(text: str) -> list[str]:
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise MalformedAnswerError("the answer begins like JSON and is not JSON") from None
    if isinstance(value, dict) and set(value) == {"bullets"}:
        value = value["bullets"]
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise MalformedAnswerError("the JSON is not an array of strings")
    # Its escapes can make half a character, and its strings often bring the marks of the list that was asked for.
    return [re.sub(r"\A\s*[-*•–]\s+", "", re.sub("[\ud800-\udfff]", "\ufffd", line)) for line in value]
