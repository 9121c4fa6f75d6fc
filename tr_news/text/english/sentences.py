"""Sentences of English text."""

import re

from tr_news.text.lexicon import words

# A run of terminators with the closing quotes and brackets that follow it, and the white space after them; or, where
# the space was forgotten, a stop between a small letter and a capitalised word ("said.The").
_CANDIDATE = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+|(?<=[a-z]{2})[.!?][\"”’»)\]]*(?=[A-Z][a-z])")
_LAST_WORD = re.compile(r"[\w.’'-]+$")
_FIRST_WORD = re.compile(r"[\"'“‘«(\[]*([\w’'-]*)")
_SINGLE_LETTERS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")
_SPEAKER = re.compile(r"(?:[A-Z][\w’'.-]*\s+){1,4}(?:said|says|asked|asks|added|told|wrote|cried|shouted|tweeted)\b")
_WINDOW = 40  # characters looked at on either side of a candidate: the work stays linear in the text


def _ends_sentence(before: str, mark: str, after: str) -> bool:
    """Whether the text between ``before`` and ``after`` (both cut to the window) is the end of a sentence."""
    first = _FIRST_WORD.match(after)
    word = first.group(1) if first else ""
    if word[:1].islower():
        return False
    stripped = mark.rstrip()
    if stripped[-1] in "\"'”’»" and stripped[0] in "!?" and _SPEAKER.match(after):
        return False  # "Why?" Ms Kaya asked.
    if stripped != ".":
        return True
    last = _LAST_WORD.search(before)
    token = last.group() if last else ""
    if token in words("english_abbreviations", "never"):
        return False
    if token in words("english_abbreviations", "number"):
        return not word[:1].isdigit()
    if _SINGLE_LETTERS.fullmatch(token) or token in words("english_abbreviations", "sometimes"):
        return word in words("english_openers") or not word
    return True


def split_english(text: str) -> list[str]:
    """Split English text into sentences: stripped, none blank, no character but white space lost.

    A line break always ends a sentence. Linear in the length of the text.
    """
    sentences: list[str] = []
    for line in text.splitlines():
        start = 0
        for match in _CANDIDATE.finditer(line):
            before = line[max(start, match.start() - _WINDOW) : match.start()]
            after = line[match.end() : match.end() + _WINDOW]
            if after and _ends_sentence(before, match.group(), after):
                sentences.append(line[start : match.end()].strip())
                start = match.end()
        sentences.append(line[start:].strip())
    return [sentence for sentence in sentences if sentence]
