"""A story told once: a headline and bullets from all its articles.

Sentences that say the same are one fact, whatever their words, told in the words of one of them, with all of them as
evidence. What most independent texts say comes first, then what is newest. All is chosen on the Turkish side.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from tr_news.daily.actors import disputed
from tr_news.daily.digest import Evidence, Line, Quantity
from tr_news.daily.fitness import fired, fit_for_headlines, is_stock, never
from tr_news.daily.lines import LONGEST, Place, bullet, evidence, is_overlong, is_withheld
from tr_news.daily.lines import headline as as_headline
from tr_news.daily.quantities import Statement, is_total, people_in, quantities
from tr_news.daily.wordlists import catchy
from tr_news.documents.translation import Sentence, TranslatedArticle
from tr_news.stories.cleaning import clean
from tr_news.stories.turkish import lower
from tr_news.stories.vocabulary import NAME, Vocabulary
from tr_news.stories.words import words
from tr_news.summarization.extractive.titles import no_news, title_of
from tr_news.summarization.wording import DOUBLE_MARK
from tr_news.text.furniture import is_boilerplate

SENTENCES = 12  # of an article that are looked at: news tells the event first
SAME = 0.5  # cosine of two sentences that say the same
TOLL = 0.2  # the same where both have one toll: two dead are the same two dead
# Rules of titles after which a sentence takes the title's place; after the others only a title that is none of it.
_UNTOLD = frozenset(
    {"question", "bait", "reader", "stir", "apart", "ellipsis", "breaking", "announcement", "first-person"}
)
_LEAD = 3  # sentences of an article in which one stands that may take its title's place
TOLD = 0.55  # share of a sentence's weight that headline and bullets have, for it to say nothing new
WITHIN = 0.7  # share of the shorter one's weight that the longer one has, for the same
_QUOTED = re.compile(r"[\"“”«»„][^\"“”«»„]*[\"“”«»„]?")
_CUT = re.compile(r"(?:\.\.\.|…)\W*$")

Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told of a story."""

    headline: Line
    bullets: tuple[Line, ...]
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """An independent text of a story, in the article that stands for it."""

    number: int  # from 1, in order of publication
    key: str
    publishers: tuple[str, ...]  # all that print it
    time: str | None
    document: TranslatedArticle


@dataclass(frozen=True, slots=True)
class _Said:
    text: Text
    sentence: Sentence
    vector: Vector
    tolls: frozenset[tuple[str, int]]
    total: bool = False  # counts over a longer time than the event
    weak: bool = False  # told only where there is nothing better (``fitness.py``), or what can't be relied on
    bait: frozenset[str] = frozenset()  # rules by which a title is no news

    @property
    def place(self) -> Place:
        return self.text.key, self.text.document, self.sentence.index


def tell(
    texts: Sequence[Text],
    vocabulary: Vocabulary,
    *,
    bullets: int,
    witnesses: Sequence[Text] = (),
    draft: bool = False,
    fired: Counter[str] | None = None,
) -> Telling:
    """Headline, bullets and differing numbers of a story, from its independent texts in order of publication.

    ``witnesses`` are copies that name who did it where their text doesn't. ``draft``: the sentences that are chosen
    will be shortened; so one that is too long for a bullet is as good as any. Into ``fired`` is counted how often each
    rule applies (``benchmarks/telling.py``).
    """
    fired = Counter() if fired is None else fired
    said = [one for text in texts for one in _sentences(text, vocabulary, fired, draft=draft)]
    facts = _facts(said)
    titles = [one for text in texts for one in _titles(text, vocabulary)]
    statements = [_statement(one, number) for number, fact in enumerate(facts) for one in fact]
    statements += [_statement(one, -1) for one in titles]
    named = [_statement(one, -1) for text in witnesses for one in _sentences(text, vocabulary, Counter(), draft=draft)]
    who = [*statements, *named]
    differing = quantities(statements)
    latest = _latest_tolls(differing)
    telling = [one for one in titles if _UNTOLD.isdisjoint(one.bait)]
    contested = frozenset(quantity.what for quantity in differing if quantity.kind == "differs")
    plain = [one for one in titles if "?" not in one.sentence.source]
    candidates = telling or _leads(said) or plain or [one for one in said if not one.weak] or titles or said
    headline = _headline(candidates, said, texts, latest, contested)
    ranked = _ranked([fact for fact in facts if not all(_outdated(one, latest) for one in fact)])
    new = [fact for fact in ranked if not _repeats(fact, headline)]
    chosen = new or ranked[: len(texts) > 1]
    told = _told(chosen, headline, latest, bullets, fired)
    fired["outdated"] += len(facts) - len(ranked)
    fired["repeats the headline"] += len(ranked) - len(new)
    fired["same fact"] += sum(len({one.text.number for one in fact}) > 1 for fact in facts)
    fired.update(quantity.kind for quantity in differing)
    title = as_headline([headline.place], _publishers([headline]))
    return Telling(title, tuple(_bullet(cited) for cited in told), (*disputed(who), *differing))


def _told(
    facts: Sequence[list[_Said]], headline: _Said, latest: Mapping[str, int], most: int, fired: Counter[str]
) -> list[list[_Said]]:
    """The sentences of each bullet, the one that it is told in first.

    A fact that says little that the headline and the bullets before it don't is no bullet of its own: its sentences
    join the evidence of the one that it repeats. One told in weak sentences alone stands only where nothing else does.
    """
    told: list[list[_Said]] = []
    for fact in facts:
        best = _best([one for one in fact if not _outdated(one, latest)] or fact)
        if best.weak and told:
            fired["weak"] += 1
            continue
        before = [headline, *(cited[0] for cited in told)]
        home = max(told, key=lambda cited: _shared(best, [cited[0]]), default=None)
        if (
            home is not None
            and (_same(best, home[0]) or _shared(best, before) >= TOLD)
            and not best.tolls - home[0].tolls
        ):
            fired["told before"] += 1
            if _shared(best, [home[0]]) >= SAME:
                home += [one for one in _cited(fact, best) if one.text.number not in {o.text.number for o in home}]
            continue
        if len(told) < most:
            told.append(_cited(fact, best))
    return told


def _shared(one: _Said, others: Sequence[_Said]) -> float:
    """The share of a sentence's weight that other sentences have."""
    known = {term for other in others for term in other.vector}
    return sum(weight * weight for term, weight in one.vector.items() if term in known) / (_square(one.vector) or 1)


def _statement(one: _Said, fact: int) -> Statement:
    publisher = one.text.publishers[0] if one.text.publishers else ""
    return Statement(publisher, one.text.time, one.text.number, fact, _evidence(one), one.sentence.flags)


def _sentences(text: Text, vocabulary: Vocabulary, counted: Counter[str], *, draft: bool) -> list[_Said]:
    """The sentences that can be told: running text that was translated, and names the speaker of what it quotes."""
    found = []
    rules = fired(text.document)
    for sentence in text.document.sentences[: SENTENCES + 1]:
        if sentence.kind in ("title", "heading") or is_boilerplate(sentence.source) or not sentence.readable:
            continue
        cleaned = clean("", sentence.source)[1]
        vector = _vector(cleaned, vocabulary)
        names = rules[sentence.index]
        overlong = not draft and is_overlong((text.key, text.document, sentence.index))
        withheld = is_withheld(sentence)
        weak = bool(names) or withheld or overlong
        counted.update([*names, *["withheld"] * withheld, *["overlong"] * overlong])
        counted["nobody says it"] += not _says_who(cleaned, vocabulary)
        if len(vector) > 3 and _says_who(cleaned, vocabulary) and not never(names):
            found.append(_Said(text, sentence, vector, frozenset(people_in(cleaned)), is_total(cleaned), weak))
    return found


def _titles(text: Text, vocabulary: Vocabulary) -> list[_Said]:
    titles = [sentence for sentence in text.document.sentences[:1] if sentence.kind == "title"]
    title = title_of(text.document)
    bait = frozenset(no_news(title)) if title is not None else frozenset[str]()
    return [
        _Said(
            text,
            sentence,
            _vector(clean(sentence.source, "")[0], vocabulary),
            frozenset(people_in(sentence.source)),
            bait=bait,
            weak=is_stock(sentence.source),
        )
        for sentence in titles
    ]


def _leads(said: Sequence[_Said]) -> list[_Said]:
    """Of the first sentences of each text those that tell news by themselves."""
    early = [one for one in said if not one.weak and one.sentence.index <= _LEAD]
    fit = {one.text.number: fit_for_headlines(one.text.document) for one in early}
    return [one for one in early if fit[one.text.number][one.sentence.index]]


def _says_who(source: str, vocabulary: Vocabulary) -> bool:
    """Whether a sentence is whole, and names the speaker of what it quotes outside the quotation."""
    marks = len(DOUBLE_MARK.findall(source))
    if marks % 2 or _CUT.search(source):
        return False
    if not marks:
        return True
    outside = _QUOTED.sub(" ", source)
    return any(term.startswith(NAME) for term in vocabulary.terms(words(outside)))


def _vector(source: str, vocabulary: Vocabulary) -> Vector:
    weights = {term: vocabulary.rarity_weight(term) for term in vocabulary.terms(words(source))}
    return {term: weight for term, weight in weights.items() if weight > 1}


def _facts(said: Sequence[_Said]) -> list[list[_Said]]:
    """The sentences by what they say: each joins the first fact whose first sentence or any other is like it."""
    facts: list[list[_Said]] = []
    for one in said:
        home = next((fact for fact in facts if any(_same(one, other) for other in fact)), None)
        if home is None:
            facts.append([one])
        else:
            home.append(one)
    return facts


def _same(a: _Said, b: _Said) -> bool:
    """Whether two sentences of one story say the same; with the same toll less need be alike."""
    if a.total != b.total:
        return False
    shared = sum(weight * weight for term, weight in a.vector.items() if term in b.vector)
    least, most = sorted((_square(a.vector), _square(b.vector)))
    within = shared / (least or 1)
    return shared / (sqrt(least * most) or 1) >= SAME or within >= (TOLL if a.tolls and a.tolls == b.tolls else WITHIN)


def _square(vector: Vector) -> float:
    return sum(weight * weight for weight in vector.values())


def _ranked(facts: Sequence[list[_Said]]) -> list[list[_Said]]:
    """Most supported first; then, of one text, in its own order, and of several the newest."""

    def rank(fact: list[_Said]) -> tuple[bool, int, int, int]:
        support = len({one.text.number for one in fact})
        position = min(one.sentence.index for one in fact)
        weak = all(one.weak for one in fact)
        return weak, -support, position // 3, -max(one.text.number for one in fact)

    return sorted(facts, key=rank)


def _repeats(fact: Sequence[_Said], headline: _Said) -> bool:
    """Whether a fact says no more than the headline does."""
    vector = _best(fact).vector
    shared = sum(weight * weight for term, weight in vector.items() if term in headline.vector)
    return shared >= 0.8 * (_square(vector) or 1)


def _best(fact: Sequence[_Said]) -> _Said:
    """The sentence that tells a fact: not weak, without doubts, not long, of the newest text."""
    return min(
        fact,
        key=lambda one: (
            one.weak,
            len(one.sentence.flags),
            len(one.sentence.translation) > LONGEST,
            -one.text.number,
            one.sentence.index,
        ),
    )


def _cited(fact: Sequence[_Said], best: _Said) -> list[_Said]:
    """The sentences that a bullet rests on: the one that it is told in, and one of each other text.

    One with another toll is no evidence for this one's.
    """
    agreeing = [one for one in fact if not (one.tolls and best.tolls) or one.tolls & best.tolls]
    by_text = {one.text.number: one for one in reversed(agreeing)}
    return [best, *(one for number, one in sorted(by_text.items()) if number != best.text.number)]


def _headline(
    titles: Sequence[_Said],
    said: Sequence[_Said],
    texts: Sequence[Text],
    latest: Mapping[str, int],
    contested: Collection[str],
) -> _Said:
    """The title that has most of what several texts say, sober ones first, with the latest toll, or none in dispute."""
    if not titles:
        return _nothing(texts[0])
    spread = Counter(
        term for text in texts for term in {t for one in [*titles, *said] if one.text is text for t in one.vector}
    )
    names = {term for term, count in spread.items() if term.startswith(NAME) and 2 * count >= len(texts)}

    def score(one: _Said) -> tuple[bool, int, bool, float, int]:
        telling = sum(weight * spread[term] for term, weight in one.vector.items())
        outdated = _outdated(one, latest)
        doubtful = not one.sentence.readable or is_withheld(one.sentence) or len(one.vector) < 2
        sells = one.weak or bool(one.bait) or bool(catchy().search(lower(one.sentence.source)))
        return (
            doubtful or outdated,
            sells + bool(one.sentence.flags) + any(label in contested for label, _ in one.tolls),
            bool(names) and names.isdisjoint(one.vector),
            -telling / sqrt(len(one.vector) + 4),
            one.text.number,
        )

    return min(titles, key=score)


def _outdated(one: _Said, latest: Mapping[str, int]) -> bool:
    """Whether a sentence has a toll that a later article has another value for."""
    return any(latest.get(label, value) != value for label, value in one.tolls)


def _latest_tolls(differing: Sequence[Quantity]) -> Mapping[str, int]:
    """Of each quantity that rose or fell the value that it has now; of a dispute none."""
    ends = {"rose": max, "fell": min}
    return {
        quantity.what: ends[quantity.kind](reading.value or 0 for reading in quantity.readings)
        for quantity in differing
        if quantity.kind in ends
    }


def _nothing(text: Text) -> _Said:
    """What stands for an article without any sentence that can be told: its first sentence, whatever it is."""
    sentences = text.document.sentences
    sentence = sentences[0] if sentences else Sentence(0, 0, "title", text.key, "")
    return _Said(text, sentence, {}, frozenset())


def _bullet(cited: Sequence[_Said]) -> Line:
    return bullet([one.place for one in cited], _publishers(cited))


def _publishers(cited: Sequence[_Said]) -> list[str]:
    return [name for one in cited for name in one.text.publishers]


def _evidence(one: _Said) -> Evidence:
    return evidence(one.place)
