"""How often rules on titles, sentences of a day and lines of a summary fire, and how often they are right.

Part of ``python -m benchmarks.rules``. *Titles* and *fitness*: what people wrote is the judge. A title is news where
the first sentences of its article tell it again; a sentence is worth telling where a person put its words into the
title.
A rule is right of a case where the share of words in common is below the mean of those that no rule speaks of; how
often that is so of these, the row "none" says: chance. *Turned*: true lines of English articles on which a rule fires,
where it is wrong, and planted errors of which it tells: those of :mod:`benchmarks.planted`, and some that change a
unit, a tense, a voice, two numbers or what was denied. Words are strings of four letters or more, alike where five
letters are; nothing is taken from the rules.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import mean

from benchmarks import evaluation_folder
from tr_news.documents.article import TITLES
from tr_news.documents.translation import TranslatedArticle

_WORD = re.compile(r"\w{4,}")
_LEAD = 3  # sentences that a title is held against
_ALIKE = 5  # letters
_ARTICLES, _ERRORS = 60, 100  # of the lines, and of each kind

_SENTENCES = 10  # of each article that are made wrong

Case = tuple[frozenset[str], float]  # the rules that fire, and the share of words in common


def shared(text: str, other: str) -> float | None:
    """Which share of the words of a text stands in the other; None of a text without words."""
    stems = [word[:_ALIKE] for word in _WORD.findall(text.replace("İ", "i").replace("I", "ı").lower())]
    there = {word[:_ALIKE] for word in _WORD.findall(other.replace("İ", "i").replace("I", "ı").lower())}
    return sum(stem in there for stem in stems) / len(stems) if stems else None


def table(cases: Iterable[Case], name: str) -> Iterator[str]:
    """For each rule how often it fires, the mean share of words in common, how often that is below the mean of none."""
    shares: dict[str, list[float]] = defaultdict(list)
    for rules, share in cases:
        for rule in rules or ("none",):
            shares[rule].append(share)
    middle = mean(shares.get("none", [0.0]))
    yield f"| rule ({name}) | fires | words in common % | right % |"
    yield "| --- | ---: | ---: | ---: |"
    for rule, found in sorted(shares.items(), key=lambda item: -len(item[1])):
        right = 100 * mean(share < middle for share in found)
        yield f"| {rule} | {len(found)} | {100 * mean(found):.0f} | {right:.0f} |"


def documents(articles: int) -> list[TranslatedArticle]:
    """Turkish articles with a title, cut into sentences."""
    from itertools import islice

    from tr_news.documents.article import Article
    from tr_news.evaluation.selection_data import untranslated
    from tr_news.pipeline import Pipeline

    found = Pipeline.open().read([evaluation_folder() / "news_tr" / "articles.jsonl"])
    return untranslated(list(islice((a for a in found if isinstance(a, Article) and a.title), articles)))


def _text(document: TranslatedArticle) -> list[str]:
    return [s.source for s in document.sentences if s.kind not in TITLES]


def titles(found: Sequence[TranslatedArticle]) -> Iterator[Case]:
    """Each title, held against the first sentences of its article."""
    from tr_news.summarization.extractive.titles import no_news, title_of

    for document in found:
        title = title_of(document)
        share = shared(title.source, " ".join(_text(document)[:_LEAD])) if title is not None else None
        if title is not None and share is not None:
            yield frozenset(no_news(title)), share


def fitness(found: Sequence[TranslatedArticle]) -> Iterator[Case]:
    """Each sentence of running text, held against the title of its article."""
    from tr_news.daily.fitness import fired

    for document in found:
        title = document.article.title or ""
        for sentence, rules in zip(document.sentences, fired(document), strict=True):
            share = shared(sentence.source, title)
            if sentence.kind not in TITLES and share is not None:
                yield rules, share


def _renumbered(match: re.Match[str]) -> str:
    return f"{match[3]}{match[2]}{match[1]}"


# What a line that was made wrong by hand differs in, each made from a true sentence by its form alone.
_REMADE: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<=\d )(?:years|weeks)\b"), "months"),
    (re.compile(r"(?<=\d )(?:miles|kilomet(?:re|er)s)\b"), "yards"),
    (re.compile(r"\b(?:had|has|have) (?:been )?(?=\w+ed\b)"), "will be "),
    (re.compile(r"\b(?:was|were) (?=\w+ed\b)"), "will be "),
    (re.compile(r"(?<=ed )(?:no one|nobody|nothing|none)\b"), "four people"),
    (re.compile(r"\b([12]\d{3})\b(\D+?)\b([12]\d{3})\b"), _renumbered),
    (re.compile(r"(?<=[a-z] )(\w+ed) (?:the|a|an|two|three) \w+.*"), r"was \1."),
)


def remade(sentences: Iterable[str]) -> Iterator[str]:
    """Sentences made wrong, each in one way."""
    for sentence in sentences:
        for pattern, form in _REMADE:
            wrong = pattern.sub(form, sentence, count=1)
            if wrong != sentence and len(wrong.split()) > 4:
                yield wrong


def turned(articles: int = _ARTICLES, errors: int = _ERRORS) -> Iterator[str]:
    """The table of the signs that a line turns its evidence round: true lines on which each fires, planted errors."""
    from benchmarks.faithfulness import document_of
    from benchmarks.planted import KINDS, Story, planted
    from benchmarks.planted_summaries import sample, true_lines
    from tr_news.summarization.evidence import Evidence
    from tr_news.summarization.faithfulness import check
    from tr_news.summarization.turned import RULES

    entries = sample(evaluation_folder() / "summarization_en" / "articles.jsonl", articles)
    evidence = [Evidence(document_of(dict(entry))) for entry in entries]
    stories = [Story([s.translation for s in article.document.sentences]) for article in evidence]
    wrong: Counter[str] = Counter()
    right: Counter[str] = Counter()
    true = list(true_lines(stories))
    for _, n, line in true:
        wrong.update(check(line, evidence[n]).turned)
    count = 0
    for kind in KINDS:
        for n, _, line in planted(stories, kind, errors):
            count += 1
            right.update(check(line, evidence[n]).turned)
    for n, line in [(n, line) for n, story in enumerate(stories) for line in remade(story.sentences[:_SENTENCES])]:
        count += 1
        right.update(check(line, evidence[n]).turned)
    yield f"| rule | of {len(true)} true lines | of {count} planted errors |"
    yield "| --- | ---: | ---: |"
    for rule in sorted(RULES, key=lambda name: (-right[name], name)):
        yield f"| {rule} | {wrong[rule]} | {right[rule]} |"
