"""Quotations that run over several sentences: which sentences begin or end within one."""

import re
from collections.abc import Sequence

from tr_news.documents.translation import Sentence
from tr_news.summarization.wording import DOUBLE_MARK

_CLOSING = {'"': '"', "“": "”", "”": "”", "„": "”", "«": "»", "»": "«", "‘": "’"}  # ” opens where it was typed for “
_QUOTED_PARAGRAPHS = 2  # that a quotation may run on into
_SPEECH_PARAGRAPHS = 8  # that a speech may which a colon leads in


# A single mark closes where no letter follows, else it is an apostrophe: "Ankara’nın".
_MARK = re.compile(r"[\"“”„«»]|(?<!\w)‘(?=\w)|’(?!\w)")


def _opens_single(text: str) -> bool:
    """Whether the sentence opens a quotation in single marks that it doesn't close."""
    marks = [found.group() for found in _MARK.finditer(text) if found.group() in "‘’"]
    return marks.count("‘") > marks.count("’")


def quotations(sentences: Sequence[Sentence]) -> tuple[list[bool], list[bool]]:
    """Whether each sentence begins, and whether it ends, within a quotation that runs over several sentences.

    One in straight marks ends in its paragraph, one that “ or ‘ opens within the next two; one that "… said:" leads in
    may be longer. A mark never closed, or after which another opens, was a slip and quotes nothing. (65" is a size.)
    """
    begins, ends = [False] * len(sentences), [False] * len(sentences)
    mark, first = "", 0  # the open mark, and the sentence that it stands in
    reach = 0  # paragraphs that it may run on into
    for i, sentence in enumerate(sentences):
        if sentence.paragraph - sentences[first].paragraph > reach:
            mark = ""
        text = sentence.source.strip()
        marks = _MARK if mark == "‘" or _opens_single(text) else DOUBLE_MARK
        for found in marks.finditer(text):
            before, after = text[found.start() - 1 : found.start()] if found.start() else "", text[found.end() :]
            opens = before in ("", " ", "(") and after[:1].isalnum()
            if found.group() in "“«‘" or opens:
                mark, first = found.group(), i
                reach = 0 if mark == '"' else _QUOTED_PARAGRAPHS
                if i and found.start() == 0 and sentences[i - 1].source.rstrip().endswith(":"):
                    reach = _SPEECH_PARAGRAPHS
            elif mark and found.group() == _CLOSING[mark]:
                for inner in range(first, i):
                    ends[inner] = begins[inner + 1] = True
                mark = ""
    return begins, ends
