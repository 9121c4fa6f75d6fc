"""Map-reduce summarization of articles longer than a model's window: split by paragraph, summarized in parts, merged.

Nothing is cut off, as truncation at the window would. The idea is that of J. Wu et al., "Recursively Summarizing Books
with Human Feedback", 2021: summaries of parts are put together and summarized again until they fit.
"""

import re
from collections.abc import Callable, Sequence
from math import ceil

from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import ModelError

Paragraphs = Sequence[Sequence[str]]  # the sentences of each paragraph


def english_paragraphs(document: TranslatedArticle) -> list[list[str]]:
    """The English sentences of each paragraph of the article, title and headings too, blank ones left out."""
    paragraphs: dict[int, list[str]] = {}
    for sentence in document.sentences:
        text = " ".join(sentence.translation.split())
        if text:
            paragraphs.setdefault(sentence.paragraph, []).append(text)
    return list(paragraphs.values())


def _pieces(text: str, size: Callable[[str], int], limit: int) -> list[str]:
    """``text`` in pieces of at most ``limit``: whole if it fits, else halved at a clause, a space, or anywhere."""
    if size(text) <= limit or len(text) < 2:
        return [text]
    half = middle = len(text) // 2
    for boundary, reach in ((r"[,;:–—]\s+", half // 2), (r"\s+", half - 1)):
        ends = [m.end() for m in re.finditer(boundary, text) if abs(m.end() - half) <= reach]
        if ends:
            middle = min(ends, key=lambda end: abs(end - half))
            break
    return [*_pieces(text[:middle].strip(), size, limit), *_pieces(text[middle:].strip(), size, limit)]


def split_windows(paragraphs: Paragraphs, size: Callable[[str], int], limit: int) -> list[str]:
    """The article in as few texts of at most ``limit`` as its paragraphs allow, of about the same size.

    Paragraphs are separated by newlines. One that is longer than the limit is split between sentences, a sentence that
    is longer at a clause. ``size`` measures a text, in tokens; the size of texts put together is taken to be at most
    the sum of their sizes and one for each join.
    """
    if limit < 1:
        raise ValueError(f"limit {limit}: a window holds at least one token")
    blocks: list[tuple[str, int]] = []
    for sentences in paragraphs:
        whole = " ".join(sentences)
        if size(whole) <= limit:
            blocks.append((whole, size(whole)))
        else:
            blocks += [(piece, size(piece)) for sentence in sentences for piece in _pieces(sentence, size, limit)]
    total = sum(tokens + 1 for _, tokens in blocks)
    even = total / max(1, ceil(total / limit))
    windows: list[list[str]] = []
    used = limit
    for text, tokens in blocks:
        if not windows or used + 1 + tokens > limit or used + tokens / 2 > even:
            windows.append([])
            used = -1
        windows[-1].append(text)
        used += 1 + tokens
    return ["\n".join(window) for window in windows]


def reduce_windows(
    paragraphs: Paragraphs, size: Callable[[str], int], limit: int, condense: Callable[[str], Sequence[str]]
) -> str:
    """The article's text if it fits ``limit``, else what ``condense`` makes of each window, merged until it fits.

    ``condense`` gives the lines that sum up one window. Should a round not shorten the text (a model that copies), each
    window keeps its shortest lines within its fair share, one at least. Raises ModelError if even that is no shorter.
    """
    windows = split_windows(paragraphs, size, limit)
    before = sum(map(size, windows))
    while len(windows) > 1:
        condensed = [list(condense(window)) for window in windows]
        after = sum(size(line) + 1 for lines in condensed for line in lines)
        if after > 0.8 * before:
            share = before / 2 / len(windows)
            condensed = [_within(lines, size, share) for lines in condensed]
            after = sum(size(line) + 1 for lines in condensed for line in lines)
        if after >= before:
            raise ModelError(f"a window of {limit} tokens is too small for the model's summaries; choose another model")
        windows, before = split_windows(condensed, size, limit), after
    return windows[0] if windows else ""


def _within(lines: Sequence[str], size: Callable[[str], int], share: float) -> list[str]:
    kept = sorted(range(len(lines)), key=lambda i: (size(lines[i]), i))
    while len(kept) > 1 and sum(size(lines[i]) + 1 for i in kept) > share:
        kept.pop()
    return [lines[i] for i in sorted(kept)]
