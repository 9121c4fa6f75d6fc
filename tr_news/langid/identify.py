"""Language identification.

langdetect names a language among those that use the text's script. In Latin letters its opinion is one voice beside
``neighbours.py``, which tells Turkish from its neighbours and all of them from the rest.
"""

import math
import re
from collections.abc import Sequence
from heapq import nlargest

from tr_news.documents.article import TURKISH, UNDETERMINED, Language
from tr_news.langid import neighbours
from tr_news.langid.names import SCRIPTS
from tr_news.langid.ngrams import detect, load
from tr_news.langid.sample import Word, dotted, sample, script, words
from tr_news.text.turkish.letters import lower

_TRUST = 0.985  # in the square of langdetect's probability, where it alone decides: it is too sure of itself
_SCRIPT_CERTAINTY = 0.99  # of a language that has a script of its own
_WEIGHT, _FLOOR = 0.5, 1e-3  # of langdetect's probability, as evidence beside the words
# Certainty: evidence is divided by a temperature that grows with the text, for neither words nor n-grams are
# independent (C. Guo et al., "On Calibration of Modern Neural Networks", 2017). Fitted on one half of the sentences of
# the benchmark, confirmed on the other.
_TEMPERATURE, _TEMPERATURE_GROWTH = 2.0, 0.1  # at no letter, and with the root of the number of letters
_DOUBT = 0.002  # no text is surer than this
_PLAIN = 11.0  # log-odds, after the temperature, beyond which no certainty differs
_MANY_WORDS = 50  # of which some may speak for all
_LETTERS = 5  # different letters that a text must have for its certainty to be believed
_FOREIGN_EVIDENCE = 12.0  # nats that a sentence must weigh against the article's language, and
_FOREIGN_WORDS = 3  # words in lower case that it must have
_SURE = 0.8  # certainty from which a neighbour of Turkish is believed
_OWN_EVIDENCE = 5.0  # nats in favour of the article's language that end the question
_KNOWN = 0.5  # certainty from which a language is named
_BODY = 40  # letters outside of quotations that are enough to tell the language by
_PLAIN_CERTAINTY = 0.8  # that a text of ASCII letters which could be a neighbour's is Turkish
_OTHER_SCRIPT = re.compile(r"\w*[\u0370-\u1dff\u2e80-\ufaff\ufb13-\uffff]\w*")
_QUOTED = re.compile(r'"[^"]*"|[“„][^”]*”|«[^»]*»')


def identify(text: str) -> Language:
    """The language that most of a text is in.

    The code is ISO 639-1 where there is one (``ku`` is Kurmanji), else 639-3; ``azb`` is Azerbaijani in Arabic script.
    Ottoman Turkish in Latin letters is ``tr``. ``und`` with certainty 0 where there are no letters, or none that a
    language is known for. Long texts are sampled all over, so any length will do.
    """
    text = sample(text)
    found = _identify(text)
    if found.code != "tr" and (around := _QUOTED.sub(" ", text)) != text and sum(map(str.isalpha, around)) >= _BODY:
        body = _identify(around)  # what is quoted doesn't decide
        return body if body.code != UNDETERMINED else found
    return found


def _identify(text: str) -> Language:
    alphabet = script(text)
    if alphabet is None:
        return Language(UNDETERMINED, 0.0)
    if alphabet == "latin":
        text = _OTHER_SCRIPT.sub(" ", text)  # a word of Arabic or Greek says nothing of the rest
    probabilities = {SCRIPTS[alphabet]: _SCRIPT_CERTAINTY} if alphabet in SCRIPTS else _probabilities(text, alphabet)
    if not probabilities:
        return Language(UNDETERMINED, 0.0)
    code = max(probabilities, key=lambda code: (probabilities[code], code))
    if code in neighbours.CLOSEST and _is_plain(text):
        return Language(TURKISH, _PLAIN_CERTAINTY)
    letters = len(set(filter(str.isalpha, text)))
    return Language(code, round(probabilities[code] * min(1.0, letters / _LETTERS), 4))


def _is_plain(text: str) -> bool:
    """Whether a text has many letters, none beyond ASCII: Turkish is written so by wires and old machines.

    Its nearest neighbours hardly are: of 683 sentences of theirs one.
    """
    letters = list(filter(str.isalpha, text))
    return len(letters) >= _BODY and all(map(str.isascii, letters))


def is_foreign(sentence: str, article_language: str) -> bool:
    """Whether a sentence of an article is in another language than the article, as a quotation may be.

    Says so only when it is plain. In Latin letters the words in lower case decide, at least three of them, so names and
    titles alone are never foreign; nor is a quotation with words in the article's language around it. Of two languages
    that are neither Turkish nor its neighbours it says nothing.
    """
    sentence = sample(sentence)
    alphabet = script(sentence)
    if alphabet is None or article_language == UNDETERMINED:
        return False
    if alphabet != "latin" or article_language not in neighbours.PRIOR:
        if article_language not in _languages(alphabet):
            return True
        if alphabet != "latin":
            return False
    plain = _plain_words(sentence)
    if len(plain) < _FOREIGN_WORDS:
        return False
    own = article_language if article_language in neighbours.PRIOR else neighbours.OTHER
    # Where some words speak for the article's language the rest needn't be heard.
    some = plain[:: max(3, len(plain) // 4)]
    if _evidence_against(own, some) < -_OWN_EVIDENCE or _evidence_against(own, plain) <= _FOREIGN_EVIDENCE:
        return False
    around = _plain_words(_QUOTED.sub(" ", sentence))  # of '"I love you" dedi.' the article's language has "dedi"
    return not around or _evidence_against(own, around) > 0


def _plain_words(text: str) -> list[Word]:
    return [word for word in words(text) if not word.capital]


def _evidence_against(own: str, heard: Sequence[Word]) -> float:
    """By how many nats the words speak for another language than their own."""
    scores = neighbours.scores(heard)
    return max(score for code, score in scores.items() if code != own) - scores[own]


def _languages(alphabet: str) -> frozenset[str]:
    """The languages that use a script, as far as they are known here."""
    return frozenset({SCRIPTS[alphabet]} if alphabet in SCRIPTS else load(alphabet).langlist)


def _probabilities(text: str, alphabet: str) -> dict[str, float]:
    """The calibrated probabilities of languages, for a text in a script of several languages."""
    if alphabet != "latin":
        return {code: _TRUST * probability**2 for code, probability in detect(lower(text), alphabet).items()}
    return _neighbours(text)


def _neighbours(text: str) -> dict[str, float]:
    """The same in Latin letters: Turkish and its neighbours by their words and langdetect, the rest by langdetect."""
    found = words(text)
    temperature = _TEMPERATURE + _TEMPERATURE_GROWTH * math.sqrt(sum(len(word.turkish) for word in found))
    # Most texts are plain from their words, long ones from some of them: langdetect could say nothing to change that.
    opinions: dict[str, float] = {}
    some = (found[::4], found[::2]) if len(found) >= _MANY_WORDS else ()
    for heard in (*some, found):
        scores = neighbours.scores(heard)
        first, second = nlargest(2, scores.values())
        if first - second > _PLAIN * temperature - _WEIGHT * math.log(_FLOOR):
            break
    else:
        opinions = detect(lower(text), "latin")
    rest = sum(probability for code, probability in opinions.items() if code not in scores)
    for code in scores:
        opinion = rest if code == neighbours.OTHER else opinions.get(code, 0.0)
        scores[code] = (scores[code] + _WEIGHT * math.log(opinion + _FLOOR)) / temperature
    top = max(scores.values())
    shares = {code: math.exp(score - top) for code, score in scores.items()}
    total = sum(shares.values())
    certainties = {code: (1 - _DOUBT) * share / total for code, share in shares.items()}
    other = certainties.pop(neighbours.OTHER)
    if other < max(certainties.values()):
        return certainties
    # A second look for the name: the rest has no dotless ı.
    named = {code: p for code, p in detect(dotted(text), "latin").items() if code not in neighbours.PRIOR}
    whole = sum(named.values())
    return {code: other * _TRUST * (p / whole) ** 2 for code, p in named.items()} if whole else {}


def may_be_turkish(language: Language) -> bool:
    """Whether a text so identified may be Turkish all the same: a sentence or two can be right in both."""
    return language.code in neighbours.CLOSEST and language.certainty < _SURE


def known(language: Language) -> Language:
    """The language as it may be told a reader: undetermined where the certainty is below a half."""
    return language if language.certainty >= _KNOWN else Language(UNDETERMINED, language.certainty)
