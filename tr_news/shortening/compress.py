"""Sentence compression on the Turkish side: what of a sentence needn't be translated for a bullet.

Only what the sentence implies is left, and its verb always is: so nothing is said that the whole sentence doesn't say.
The method is that of H. Jing, "Sentence reduction for automatic text summarization", ANLP 2000, with endings and
closed-class words in the place of a parser.
"""

from collections.abc import Sequence

from tr_news.documents.translation import Cut
from tr_news.shortening.rules import RULES, Rule, When, cuts_figures, leaves_a_sentence
from tr_news.shortening.text import Remainder

GOOD, MOST = 14, 26  # words of Turkish that make some 20 and 35 of English
_LONGEST = 800  # characters: a longer sentence is a list or a page, and stays
_STEPS: tuple[When, ...] = ("always", "long", "overlong")


def compress(sentence: str, *, rules: Sequence[Rule] = RULES) -> tuple[Cut, ...]:
    """What to cut from a sentence, in order; nothing from one that is short enough.

    A part with figures is cut only where the sentence is overlong, but for parts whose figures are no news (a law's).
    """
    if len(sentence) > _LONGEST:
        return ()
    left = Remainder(sentence)
    for step in _STEPS:
        limit = {"always": 0, "long": GOOD, "overlong": MOST}[step]
        for rule in rules:
            if rule.when == step or (step == "overlong" and rule.when == "long" and not rule.facts):
                _apply(rule, left, limit, figures=rule.facts or step == "overlong")
    return tuple(sorted(left.cuts, key=lambda cut: cut.start))


def _apply(rule: Rule, left: Remainder, limit: int, *, figures: bool) -> None:
    for _ in range(len(left.source.split())):
        text = left.text
        if len(text.split()) <= limit:
            return
        for start, end in rule.spans(text):
            enough = rule.when == "always" or leaves_a_sentence(left.source, text, start, end)
            if enough and (figures or not cuts_figures(text, start, end)):
                left.cut(start, end, rule.name)
                break
        else:
            return
