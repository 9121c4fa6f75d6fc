"""Page furniture: lines and sentences that stand among an article's and are none of its own, told by named rules.

A rule is a section of ``data/furniture.txt`` (``words.py``), or a test of a line's shape (``shapes.py``). Each is tested
by its name; ``benchmarks/furniture.py`` counts how often each fires on real articles.
"""

from tr_news.articles.furniture.shapes import SHAPES, is_newsroom, is_outlet, is_section
from tr_news.articles.furniture.words import rule_by_words, rule_of_sentence

__all__ = ["falls_under", "is_newsroom", "is_outlet", "is_section", "rule_of_line", "rule_of_sentence"]


def rule_of_line(text: str) -> str | None:
    """The rule that a whole line falls under, by its words, its label or its shape; None for a line of an article."""
    return rule_by_words(text) or next((name for name, is_of in SHAPES.items() if is_of(text)), None)


def falls_under(rule: str, text: str) -> bool:
    """Whether :func:`rule_of_line` of a text is this rule: mostly known without a look at the others."""
    return (rule_by_words(text) == rule or SHAPES[rule](text)) and rule_of_line(text) == rule
