"""Page furniture: lines and sentences that stand among an article's and are none of its own, told by named rules.

A rule is a section of ``data/furniture.txt`` (``words.py``), or a test of a line's shape (``shapes.py``). Each is tested
by its name; ``benchmarks/furniture.py`` counts how often each fires on real articles.
"""

import re

from tr_news.articles.furniture.shapes import SHAPES, is_newsroom, is_outlet, is_section
from tr_news.articles.furniture.words import rule_by_words, rule_of_sentence

# Marks but commas, apostrophes and quotation marks, dashes between words, capitals within words.
_MARK = re.compile(r"[^\w\s.,'’\"“”-]|\s-\s|[a-zçğıöşü][A-ZÇĞİÖŞÜ]")
_FIGURE = re.compile(r"\d+")
_LONGEST = 700  # characters of a line that is asked for its shape
_FEW = 2  # words or figures of a line that is asked in any case
_SHORT = 20  # characters of a line that is asked for its shape in any case

__all__ = ["falls_under", "is_newsroom", "is_outlet", "is_section", "rule_of_line", "rule_of_sentence"]


def rule_of_line(text: str, words: str | None = None) -> str | None:
    """The rule that a whole line falls under, by its words, its label or its shape; None for a line of an article.

    Args:
        text: the line.
        words: its folded words, where they are known.
    """
    rule = rule_by_words(text, words)
    if rule is not None or len(text) > _LONGEST or _is_plain(text):
        return rule
    return next((name for name, is_of in SHAPES.items() if is_of(text)), None)


def _is_plain(text: str) -> bool:
    """Whether no shape can fit: a sentence of plain words, without a figure or a mark that a shape is told by."""
    return (
        text.endswith(".")
        and len(text) > _SHORT
        and _MARK.search(text) is None
        and (text.count(" ") > _FEW or _FIGURE.search(text) is None)
        and len(_FIGURE.findall(text)) < _FEW
    )


def falls_under(rule: str, text: str) -> bool:
    """Whether :func:`rule_of_line` of a text is this rule: mostly known without a look at the others."""
    return (rule_by_words(text) == rule or SHAPES[rule](text)) and rule_of_line(text) == rule
