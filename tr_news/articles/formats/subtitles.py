"""Subtitles (.srt, .vtt) → text: what is said, in paragraphs, without numbers and times."""

import re

_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d\d[.,]\d{1,3}"
_CUE = re.compile(rf"\s*(?P<start>{_TIME})\s*-->\s*(?P<end>{_TIME})[^\n]{{0,200}}$")
_TAGS = re.compile(r"<[^<>\n]{1,100}>|\{\\[^{}\n]{1,100}\}")
_SOUND = re.compile(r"\s*[\[(♪][^\])♪]{0,80}[\])♪]\s*$")
_PAUSE = 3.0  # seconds without a word that end a paragraph
_LONG = 400  # characters after which the next full stop ends one


def is_subtitles(text: str) -> bool:
    """Whether a text begins as subtitles do."""
    head = text[:500].lstrip("\ufeff \r\n")
    return head.startswith("WEBVTT") or re.match(rf"\d{{1,4}}\s*\n\s*{_TIME}\s*-->", head) is not None


def spoken(text: str) -> str:
    """The words of subtitles as plain text, a paragraph a line."""
    paragraphs: list[list[str]] = [[]]
    last_end = 0.0
    length = 0  # characters of the last paragraph
    lines = text.split("\n")
    inside = False
    for i, line in enumerate(lines):
        cue = _CUE.match(line)
        if cue is not None:
            start = _seconds(cue["start"])
            last = paragraphs[-1][-1] if paragraphs[-1] else ""
            ended = last.rstrip("\"'”’»)").endswith((".", "!", "?", "…"))
            if ended and (start - last_end > _PAUSE or length > _LONG):
                paragraphs.append([])
                length = 0
            last_end, inside = _seconds(cue["end"]), True
            continue
        if not line.strip():
            inside = False
            continue
        following = _CUE.match(lines[i + 1]) if i + 1 < len(lines) else None
        if not inside or (line.strip().isdigit() and following is not None):
            continue
        words = _TAGS.sub("", line).strip().removeprefix("- ").removeprefix("– ")
        if words and _SOUND.fullmatch(words) is None:
            paragraphs[-1].append(words)
            length += len(words)
    return "\n\n".join(" ".join(words) for words in paragraphs if words)


def _seconds(time: str) -> float:
    total = 0.0
    for part in time.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total
