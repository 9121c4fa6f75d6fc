"""What a text is by its looks: which format, or something that is no article and is refused by its name."""

import re
from functools import cache

from tr_news.errors import InputError

_HEAD = 30_000  # characters that are looked at
_LINES = 60
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_ELEMENTS = re.compile(r"\s*<(?:div|p|article|section|main|h[1-6]|meta|title|span|ul|table)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"\s*---\s*\n|\s*#{1,3} \S")
_JSON_LINES = re.compile(r"\s*\{[^\n]*\}\s*\n\s*\{")
_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*")

_BASE64 = re.compile(r"(?:[A-Za-z0-9+/_-]{40,}={0,2}\s*)+")
_SETTING = r"\s*(?:[\w.-]+\s?[=:]\s?\S*|\[[\w. -]+\]|[#;].*|- [\w.-]+)$"
_PATCH = re.compile(r"(?:diff --git |Index: \S+\n=+|--- \S.*\n\+\+\+ \S)")
_HEX = re.compile(r"(?:[0-9a-fA-F]{8,}\s*|(?:[0-9a-fA-F]{2,4}[ :]\s*)+|0x[0-9a-fA-F]+[:,]?\s*)+[0-9a-fA-F]*")
_PROGRAM = ("#!/", "<?php", "{\\rtf", "\\documentclass", "\\begin{", "Traceback (most recent call last)")
_STATEMENT = re.compile(r"(?:SELECT\s.+\sFROM|INSERT\s+INTO|CREATE\s+TABLE|UPDATE\s\S+\sSET|DELETE\s+FROM)\s")
_CODE = 0.6  # of the lines
_LOG = 0.6


@cache
def _log_line() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|\[?\d\d/\w{3}/\d{4}:\d\d:\d\d|\w{3} [ \d]\d \d\d:\d\d:\d\d |\[?(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|TRACE)\b"
        r"|\d{1,3}(?:\.\d{1,3}){3} \S+ \S+ \[|\d{10,13}[ .]|\[\d\d:\d\d:\d\d|\d\d:\d\d:\d\d[.,]\d{3} |\[ *\d+\.\d{6}\])"
    )


@cache
def _code_line() -> re.Pattern[str]:
    return re.compile(
        r"""\s*(?:(?:import|from)\s[\w.]+(?:\s+import\b.*)?;?$|\#\s?include\b|\#!|(?:async\s+)?def\s\w+\(|class\s\w+.*[:{]$|(?:export\s+)?(?:async\s+)?function\b
      |(?:const|let|var|public|private|protected|static|package|using|namespace|struct|enum|fn|func|impl|type|val)\s[\w<>.*&]+.*[;{=(]
      |return\b.*;?$|(?:if|for|while|switch|elif|else|try|catch|except)\b.*[:{]$|[})\]]+[;,]?$|//|/\*|\*/|\*\s|--\s|<\?php|@\w+\(?|\$\w+\s?=
      |(?:SELECT|INSERT|CREATE|UPDATE|DELETE|DROP|ALTER)\s.+|[\w.$\[\]"']+\s?(?:[-+*/|]?=|:=|=>)\s?\S.*|[\w.]+\(.*\)[;:]?$|[.\#]?[\w-]+\s*\{$|[\w-]+:\s[^;]+;$|[.\#@]?[\w-][^{}]*\{[^{}]*\}?$|[\w-]+:\s*$|(?:-\s)?[\w-]+:\s\S+$|-\s\S+$|raise\s\w+|File\s"[^"]+",\sline\s\d+|Traceback\s\(
      |\w+(?:Error|Exception):\s|at\s[\w.$<>]+\(|\\\w+(?:\{[^}]*\}|\[[^\]]*\])*|\[[\w.-]+\]$|"[\w.-]+"\s*:\s.*)""",
        re.VERBOSE,
    )


def is_json(text: str) -> bool:
    """Whether a text of unknown format is JSON or JSON Lines."""
    head = text[:1000].lstrip("\ufeff \t\r\n")
    return re.match(r'\{\s*"|\[\s*\{', head) is not None


def format_of(text: str, form: str | None, source: str) -> str:
    """The format of a text whose name says ``form``, or says nothing.

    Raises:
        InputError: it is no article and no list of them; the message says what it is.
    """
    head = text[:_HEAD].lstrip("\ufeff")
    if form in ("html", "json", "jsonl", "table", "subtitles"):
        return "feed" if form == "html" and _feed_root(head) else form
    if form in (None, "text", "markdown", "feed") and _PAGE.match(head):
        return "html"
    if head.lstrip().startswith("<"):
        from tr_news.articles.formats.feeds import is_feed, refusal, xml_root

        root = xml_root(head)
        declared = head.lstrip().startswith("<?xml")
        if root is not None and is_feed(root) and (declared or root != "channel"):
            return "feed"
        if root is not None and (declared or form == "feed" or re.search(r"\sxmlns(?::\w+)?=", head[:1000])):
            raise refusal(root, source)
    if form == "feed":
        raise InputError(source, "no XML in it; save the feed again")
    if form == "text" and is_json(head) and head.rstrip()[-1:] in "}]":
        form = None
    if form is not None:
        _refuse(head, source)
        return form
    if is_json(head):
        return "jsonl" if _JSON_LINES.match(text) else "json"
    if _ELEMENTS.match(head):
        return "html"
    from tr_news.articles.formats.subtitles import is_subtitles
    from tr_news.articles.formats.tables import delimiter_of

    if is_subtitles(head):
        return "subtitles"
    if delimiter_of(head) is not None:
        return "table"
    _refuse(head, source)
    return "markdown" if _MARKDOWN.match(head) else "text"


def _feed_root(head: str) -> bool:
    from tr_news.articles.formats.feeds import is_feed, xml_root

    root = xml_root(head)
    return root is not None and is_feed(root)


def _refuse(head: str, source: str) -> None:
    """Raises InputError for a text that no one wrote as an article."""
    stripped = head.strip()
    if _ADDRESS.fullmatch(stripped[:2100]):
        raise InputError(source, "only an address in it; save the page, or: curl -s ADDRESS | tr-news brief")
    if stripped.startswith("-----BEGIN "):
        raise InputError(source, "a key or certificate, no article; give a file with the text of an article")
    if len(stripped) >= 200 and _is_base64(stripped):
        raise InputError(source, "base64, no article; decode it first: base64 -d FILE")
    lines = [line for line in stripped.split("\n") if line.strip()][:_LINES]
    prose = sum(map(_is_prose, lines))
    if prose * 3 > len(lines):
        return  # most articles end here
    if len(lines) >= 3 and sum(_log_line().match(line) is not None for line in lines) >= _LOG * len(lines):
        raise InputError(source, "a log, no article; give a file with the text of an article")
    if _PATCH.match(stripped):
        raise InputError(source, "a patch, no article; give a file with the text of an article")
    if (
        len(stripped) >= 200
        and _HEX.fullmatch(stripped[:2000])
        and re.search(r"\d[a-fA-F]|[a-fA-F]\d", stripped[:2000])
    ):
        raise InputError(source, "hexadecimal data, no article; give a file with the text of an article")
    if stripped.startswith(_PROGRAM):
        raise InputError(source, "program code, no article; give a file with the text of an article")
    if _STATEMENT.match(stripped) and ";" in stripped:
        raise InputError(source, "program code or settings, no article; give a file with the text of an article")
    if len(lines) >= 3:
        code = [line for line in lines if _code_line().match(line) is not None]
        if len(code) >= _CODE * len(lines) and not prose:
            raise InputError(source, "program code or settings, no article; give a file with the text of an article")
        settings = sum(re.match(_SETTING, line) is not None for line in lines)
        if settings == len(lines) and not prose:
            raise InputError(source, "a list of settings, no article; give a file with the text of an article")


def _is_base64(text: str) -> bool:
    """Whether a text is base64 from end to end: no words, letters of both cases and digits mixed."""
    sample = text[:8000]
    if _BASE64.fullmatch(sample[: sample.rfind("\n") + 1] or sample) is None:
        return False
    letters = sample.replace("\n", "")
    digits = sum(map(str.isdigit, letters))
    upper = sum(map(str.isupper, letters))
    return digits > 0.02 * len(letters) and 0.1 * len(letters) < upper < 0.9 * len(letters)


def _is_prose(line: str) -> bool:
    """Whether a line is a sentence: eight words or more, of letters, with a full stop."""
    words = line.split()
    plain = sum(word.strip(".,;:!?\"'()“”’").isalpha() for word in words)
    return len(words) >= 8 and plain > 0.8 * len(words) and line.rstrip("\"'”’») ").endswith((".", "!", "?", "…"))
