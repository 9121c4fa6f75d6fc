"""Numbers in running text, Turkish and English: digits, words, and both mixed ("2 milyon 784 bin").

What is found has a value, so that "11 bin 37", "11,037" and "eleven thousand thirty-seven" can be seen to be the same,
and a trust: "altı kişi" is six people, "çatı altında" is no six.
"""

from tr_news.facts.numbers.english import English
from tr_news.facts.numbers.number import Number, NumberKind, NumberLanguage, Trust, decimal_of
from tr_news.facts.numbers.turkish import Turkish

__all__ = ["Number", "NumberKind", "NumberLanguage", "Trust", "decimal_of", "parse_numbers"]

_GRAMMARS = {"tr": Turkish(), "en": English()}


def parse_numbers(text: str, language: NumberLanguage) -> list[Number]:
    """The numbers of ``text``, in order, none inside another."""
    return _GRAMMARS[language].parse(text)
