"""How much each sentence says of its article: centrality, place, words of the title, and the named rules."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tr_news.documents.article import ENGLISH, TURKISH
from tr_news.documents.brief import Line
from tr_news.documents.translation import FLAGS, Flag, Sentence, TranslatedArticle
from tr_news.errors import InputError
from tr_news.summarization.extractive.centrality import Vector, coverage, lexrank, lowered, terms, tf_idf
from tr_news.summarization.extractive.quoting import quotations
from tr_news.summarization.extractive.rules import EFFECTS, RULES, View, figures, is_background
from tr_news.text.furniture import is_boilerplate

_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_LONGEST = 600
UNFIT = frozenset(
    {"announces", "introduces", "question", "bait", "speech", "earlier", "background", "unfinished", "overlong", "site"}
    | {"first-person"}
)
_BEFORE = frozenset({"earlier", "background"})
_LOST = frozenset({Flag.SHORT, Flag.FOREIGN})
_FEW_WORDS = 3  # of a title
_FEW_TERMS = 6  # fewer have too much in common by chance
_SHARED, _RETOLD = 2 / 3, 2 / 5  # share of words in common from which two sentences say the same


@dataclass(frozen=True, slots=True)
class Settings:
    """Weights of what makes a sentence worth choosing; the centrality itself weighs 1."""

    coverage: float = 1.0  # of an English sentence that names most of what the article keeps speaking of
    covered: int = 15  # sentences of an article above which coverage counts less: a long one keeps speaking of more
    position: float = 1.0  # of the first sentence
    half_position: float = 2.0  # sentences after which that has halved
    title: float = 0.5  # of a sentence that has all the words of the title
    lead: float = 1.0  # added to the first candidate for the headline, half to the second, a third to the third
    happened: float = 0.2  # added to a candidate for the headline that says what was decided or happened
    diversity: float = 0.8  # weight of the score in maximal marginal relevance
    same: float = 0.5  # cosine from which two sentences say the same
    again: bool = False  # whether a bullet may say what the headline has said
    floor: float = 0.1  # share of the best bullet's score below which a sentence is no bullet
    rules: tuple[tuple[str, float], ...] = EFFECTS  # the rules that count and what they add or multiply


DEFAULT = Settings()


@dataclass(frozen=True, slots=True)
class Salience:
    """How much each sentence of an article says of it, aligned with ``TranslatedArticle.sentences``."""

    scores: tuple[float, ...]
    plain: tuple[float, ...]  # the same without coverage: a headline tells one thing
    vectors: tuple[Vector, ...]
    candidates: tuple[int, ...]  # the sentences fit to be shown: never empty
    views: tuple[View, ...]
    fired: tuple[frozenset[str], ...]  # names of the rules that apply to each
    same: float  # cosine from which two sentences say the same

    def repeats(self, i: int, j: int, similarity: float) -> bool:
        """Whether one of two sentences says little that the other doesn't.

        They are close; or two thirds of the words of the one are in the other; where both have figures, two fifths and
        all the figures of the one. Other figures are other news.
        """
        if similarity >= self.same:
            return True
        a, b = self.views[i], self.views[j]
        fewest = min(len(a.terms), len(b.terms))
        if fewest < _FEW_TERMS:
            return False
        shared = len(a.terms & b.terms) / fewest
        if a.figures and b.figures:
            return shared >= _RETOLD and (a.figures <= b.figures or b.figures <= a.figures)
        return shared >= _SHARED


def _is_sentence(sentence: Sentence) -> bool:
    """Running text, or an item of a list that is a full sentence; no fragment such as a name or a place."""
    text = sentence.source.strip()
    enough = len(text.split()) >= (4 if sentence.kind == "text" else 6)
    ended = _END.search(text) is not None
    if sentence.kind == "text":
        return enough or (ended and any(c.isalpha() for c in text))
    return sentence.kind == "list" and enough and ended


def fitness(sentence: Sentence) -> int:
    """How fit a sentence is to be shown, 0 the best: only the best there is are candidates."""
    if is_boilerplate(sentence.source):
        return 5
    if sentence.kind == "title":
        return 4
    if sentence.kind == "heading":
        return 3
    if not _is_sentence(sentence):
        return 2
    return 0 if sentence.readable else 1


def views(document: TranslatedArticle, said: Sequence[Sequence[str]] | None = None) -> list[View]:
    """The sentences of the article as the rules see them; ``said`` are the terms of each, where they are known."""
    code = document.language.code
    language = code if code == ENGLISH else TURKISH
    sentences = document.sentences
    said = [terms(s.source, code) for s in sentences] if said is None else said
    title = frozenset(term for s, own in zip(sentences, said, strict=True) if s.kind == "title" for term in own)
    begins, ends = quotations(sentences)
    background = False
    found = []
    leads = [_leads_in(before, after) for before, after in pairwise(sentences)] + [False]
    for sentence, own, begin, end, label in zip(sentences, map(frozenset, said), begins, ends, leads, strict=True):
        lower = lowered(sentence.source[:_LONGEST].strip(), code)
        background |= sentence.kind == "heading" and is_background(lower, language)
        found.append(
            View(sentence.source, lower, language, own, title, figures(lower, language), begin, end, background, label)
        )
    return found


def _leads_in(sentence: Sentence, following: Sentence) -> bool:
    return sentence.kind == "text" and following.kind == "list" and sentence.source.rstrip().endswith(":")


def salience(document: TranslatedArticle, settings: Settings) -> Salience:
    """Score every sentence on its source text; raises InputError where the article has none."""
    sentences = document.sentences
    if not sentences:
        raise InputError(document.article.source, "no sentence to summarize; give an article with text")
    language = document.language.code
    fit = [fitness(s) for s in sentences]
    best = min(fit)
    candidates = tuple(i for i, f in enumerate(fit) if f == best)
    # Only running text takes part: headings repeat it, and page furniture would be central to itself.
    said = [terms(s.source, language) for s in sentences]
    text = [own if f <= 2 else [] for own, f in zip(said, fit, strict=True)]
    vectors = tf_idf(text)
    place = {i: n for n, i in enumerate(i for i, f in enumerate(fit) if f <= 1)}
    seen = views(document, said)
    fired = [frozenset(rule.name for rule in RULES if rule.applies(view)) for view in seen]
    scores, plain = [], []
    # In Turkish it would prefer the long sentences of legal formulas.
    covered = coverage(text) if language == ENGLISH else [0.0] * len(text)
    weight = settings.coverage * min(1.0, settings.covered / len(sentences))
    effects = dict(settings.rules)
    central = lexrank(vectors)
    for i, (sentence, view) in enumerate(zip(sentences, seen, strict=True)):
        score = central[i] + settings.position / (1 + place.get(i, len(place)) / settings.half_position)
        if view.title:
            score += settings.title * len(view.title.intersection(text[i])) / len(view.title)
        trust = _trust(sentence)
        scores.append(_ruled(score + weight * covered[i], fired[i], effects) * trust)
        plain.append(_ruled(score, fired[i], effects) * trust)
    return Salience(
        tuple(scores),
        tuple(plain),
        tuple(vectors),
        candidates,
        tuple(seen),
        tuple(fired),
        settings.same,
    )


def _ruled(score: float, fired: frozenset[str], effects: Mapping[str, float]) -> float:
    if not fired:
        return score
    active = [rule for rule in RULES if rule.name in fired and rule.name in effects]
    score += sum(effects[rule.name] for rule in active if rule.kind == "bonus")
    for rule in active:
        score *= effects[rule.name] if rule.kind == "factor" else 1.0
    return score


def fit_for_headline(found: Salience, index: int) -> bool:
    """Whether a sentence tells news by itself: it doesn't only announce, ask, look back, or hold a part of a quotation.

    One that speaks of "our bank" doesn't say whose.
    """
    view = found.views[index]
    return not (UNFIT & found.fired[index] or view.begins_quoted or view.ends_quoted)


def ranked_for_headline(found: Salience, settings: Settings) -> list[int]:
    """The candidates, those first that a headline can be made of: early, whole, and of what happened.

    One that isn't fit for it comes after all others. Where a title isn't the news, its words still say what the news is
    about, wherever in the text that stands.
    """

    def rank(n: int, i: int) -> tuple[bool, float]:
        view = found.views[i]
        unfit = not fit_for_headline(found, i)
        told = len(view.title) > _FEW_WORDS  # "Kars'ta sürpriz karar!" has too few to say which sentence it is about
        lead = len(view.terms & view.title) / len(view.title) if told else 1 / (1 + n)
        return unfit, -found.plain[i] - settings.lead * lead - settings.happened * ("decided" in found.fired[i])

    ranks = {i: rank(n, i) for n, i in enumerate(found.candidates)}
    return sorted(found.candidates, key=lambda i: ranks[i])


def news_first(found: Salience, lines: Sequence[Line]) -> list[Line]:
    """The lines as they are read: in the order of the article, those that tell what was before the news last."""

    def place(line: Line) -> tuple[bool, tuple[int, ...]]:
        return all(_BEFORE & found.fired[i] for i in line.evidence), line.evidence

    return sorted(lines, key=place)


def _trust(sentence: Sentence) -> float:
    """What is left of the score where most of the English is lost or none was asked for.

    A doubt (a number or name that is missing) changes nothing in what the news is: the line carries its flag.
    """
    weight = 1.0
    for flag in _LOST.intersection(sentence.flags):
        weight *= FLAGS[flag].weight
    return weight
