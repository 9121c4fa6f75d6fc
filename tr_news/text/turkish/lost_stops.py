"""Where a stop is lost: titles and captions that run into the text behind them.

Feeds and flattened pages drop the newline after a title ("Altın rekor tazeledi Altın, haftaya yükselişle başladı.") and
between the ingredients of a recipe.
"""

import re

from tr_news.text.lexicon import words
from tr_news.text.turkish.letters import capitalize, lower
from tr_news.text.turkish.rules import Decision, Rule, Rules, always, decide
from tr_news.text.turkish.stops import is_finite, is_listed

_LONGEST_TITLE = 110  # characters
_MOST_WORDS = 10
_FLATTENED = 1000  # characters of a line that is a whole article
_LAST_WORD = re.compile(r"[^\W\d_]*\Z")
_NEXT = re.compile(r" +([^\W\d_]+)[^\s,]*,? +(\w?)")
_QUANTITY = re.compile(r"(?:\d+(?:[-/,.]\d+)?|[Yy]arım) ([^\W\d_]+) ([^\W\d_]+)(?=.)")
_END_OF_CLAUSE = re.compile(r"[.!?…,;:]")
_END_OF_SENTENCE = re.compile(r"[.!?…]")
_INNER_MARK = re.compile(r"[.!?…“\"‘;]")


class Space:
    """A space in front of a capital letter or digit, at ``text[space]`` of the sentence begun at ``start``.

    ``first`` says that the sentence heads the text, where a title is likely and less is asked for. The line ends at
    ``end``.
    """

    def __init__(self, text: str, start: int, space: int, end: int, *, first: bool) -> None:
        """Note what most rules ask for."""
        self.text, self.start, self.space, self.end, self.first = text, start, space, end, first
        before = text[max(start, space - 32) : space]
        self.word = before.rpartition(" ")[2]
        if not self.word.isalpha():
            found = _LAST_WORD.search(before)
            self.word = found.group() if found else ""
        behind = _NEXT.match(text, space, min(end, space + 80))
        self.starter = behind.group(1) if behind and behind.end(1) < end else ""
        self.before_lower = behind is not None and behind.group(2).islower()
        self.alone = behind is not None and text[behind.end(1)] in " ,"

    @property
    def finite(self) -> bool:
        """Whether a predicate stands in front that doesn't report speech."""
        return is_finite(self.word) and not is_listed(self.word, words("sentence_words", "reporting"))

    @property
    def before(self) -> str:
        """What may be a title."""
        return self.text[max(self.start, self.space - _LONGEST_TITLE) : self.space]

    def words_up_to(self, mark: re.Pattern[str]) -> int:
        """How many words follow in front of the first mark."""
        clause = self.text[self.space : min(self.end, self.space + 200)]
        return len(mark.split(clause, 1)[0].split())

    def is_before(self, section: str) -> bool:
        """Whether a listed word follows and a lower-case word behind it."""
        return self.before_lower and self.alone and lower(self.starter) in words("sentence_words", section)


def decision(space: Space) -> Decision:
    """The rule that decides whether a stop is lost at a space, and its verdict.

    Two signs are trusted: a word that is capitalised at the start of a sentence only, with lower-case words on both
    sides, and a finished predicate in front of a long clause.
    """
    return decide(LOST, space)


def _is_ingredient(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is an ingredient: "2-3 yemek kaşığı zeytinyağı", "yarım demet maydanoz"."""
    found = _QUANTITY.match(text, start, min(end, start + 60))
    return found is not None and not words("sentence_words", "measures").isdisjoint(found.group(1, 2))


def _is_no_name(text: str, word: str, end: int, *, before_lower: bool) -> bool:
    """Whether the capitals of a word are due to its place, as the rest of the article writes it in another case."""
    if len(word) > 3 and word.isupper():  # the first word of the text in capitals, as newspapers print it
        other = rf"\b(?:{capitalize(lower(word))}|{lower(word)})\b"
    elif before_lower:
        other = rf"\b{lower(word)}\b"
    else:
        return False
    return re.compile(other).search(text, 0, end) is not None


def _is_between_ingredients(space: Space) -> bool:
    text, position = space.text, space.space
    if not _is_ingredient(text, space.start, position):
        return False
    return text[position + 1].isalpha() or _is_ingredient(text, position + 1, space.end)


def _is_predicate_before_clause(space: Space) -> bool:
    return space.finite and len(space.before.split()) > 2 and space.words_up_to(_END_OF_CLAUSE) > 5


def _is_no_title(space: Space) -> bool:
    return len(space.before.split()) > _MOST_WORDS or _INNER_MARK.search(space.before) is not None


def _is_flattened(space: Space) -> bool:
    return space.end - space.start > _FLATTENED and _is_no_name(
        space.text, space.starter, space.end, before_lower=space.before_lower
    )


LOST: Rules = (
    Rule("ingredient", _is_between_ingredients, True),
    Rule("mixed case before a space", lambda space: not space.word[1:].islower(), False),
    Rule("sure starter", lambda space: space.is_before("lost stop") and not space.starter[1:].isupper(), True),
    Rule("name before a space", lambda space: not space.word.islower(), False),
    Rule("predicate before a clause", _is_predicate_before_clause, True),
    Rule("not the first", lambda space: not space.first or space.space - space.start > _LONGEST_TITLE, False),
    Rule("no title", _is_no_title, False),
    Rule("short after a title", lambda space: space.words_up_to(_END_OF_SENTENCE) < 5, False),
    Rule("title with a predicate", lambda space: space.finite, True),
    Rule("title before a starter", lambda space: space.is_before("starters"), True),
    Rule("title of a flattened article", _is_flattened, True),
    Rule("name in a title", always, False),
)
