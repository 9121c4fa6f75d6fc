"""How often each rule of cutting and of comparing fires on the evaluation data, and what speaks for it.

    python -m benchmarks.rules [shortening] [cutting] [differences] [titles] [fitness] [turned] [--articles 200]

*Shortening* (Turkish) and *cutting* (English): the sentences on which a rule fires when it is asked alone, and which
share of the words that it cuts, and of those that it leaves, a person took up: in the title of the Turkish article, in
the headline and summary of the English one (words of four letters or more; the first sentences of each article). A
rule is right where the first share is below the second. *Differences*: on what share of human translations a rule of
the audit fires, where it is wrong, and of how many planted errors it is the one that speaks. *Titles*, *fitness* and
*turned*: see :mod:`benchmarks.rules_said`.
"""

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from benchmarks import evaluation_folder, rules_said

_WORD = re.compile(r"\w{4,}")
_FIRST = 6  # sentences of an article
_PLANTED = 100  # errors of each kind

Cuts = Iterator[tuple[str, str, str]]  # rule, what is cut, what is left


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _turkish(articles: int) -> Iterator[tuple[str, str]]:
    """Sentences of Turkish articles, each with the title."""
    from itertools import islice

    from tr_news.documents.article import Article
    from tr_news.pipeline import Pipeline
    from tr_news.text.turkish.sentences import split

    found = (a for a in Pipeline.open().read([evaluation_folder() / "news_tr" / "articles.jsonl"]))
    titled = (a for a in found if isinstance(a, Article) and a.title)
    for article in islice(titled, articles):
        text = (s for p in article.paragraphs if p.kind == "text" for s in split(p.text))
        yield from ((sentence, article.title or "") for sentence in islice(text, _FIRST))


def _english(articles: int) -> Iterator[tuple[str, str]]:
    """Sentences of English articles, each with the headline and summary that people wrote."""
    from benchmarks.summarization import SETS, samples

    for name in SETS:
        for sample in samples(name)[: articles // len(SETS)]:
            for sentence in sample.document.sentences[:_FIRST]:
                yield sentence.translation, f"{sample.headline or ''} {sample.summary}"


def _shortened(sentence: str) -> Cuts:
    from dataclasses import replace

    from tr_news.shortening.compress import compress
    from tr_news.shortening.rules import RULES
    from tr_news.shortening.text import without

    for rule in RULES:
        cuts = compress(sentence, rules=[replace(rule, when="always" if rule.when == "always" else "long")])
        if cuts:
            yield rule.name, " ".join(sentence[c.start : c.end] for c in cuts), without(sentence, cuts)


def _cut(sentence: str) -> Cuts:
    from tr_news.summarization.extractive.compression import ADJUNCTS, ASIDES

    text = sentence.rstrip(".!?")
    for rule in (*ASIDES, *ADJUNCTS):
        left = rule.cut(text) if len(text) <= 600 else text
        if left and left != text:
            gone = Counter(_words(text)) - Counter(_words(left))
            yield rule.name, " ".join(gone.elements()), left


def cutting(sentences: Iterable[tuple[str, str]], cut: Callable[[str], Cuts]) -> Iterator[str]:
    """The table of one side: rule, sentences, and the shares of cut and left words that people took up."""
    fired: Counter[str] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    taken: Counter[tuple[str, str]] = Counter()
    asked = 0
    for sentence, human in sentences:
        asked += 1
        wanted = set(_words(human))
        for rule, gone, left in cut(sentence):
            fired[rule] += 1
            for part, text in (("cut", gone), ("left", left)):
                found = _words(text)
                total[rule, part] += len(found)
                taken[rule, part] += sum(word in wanted for word in found)
    yield f"| rule ({asked} sentences) | fires | of the cut words taken up % | of those left % |"
    yield "| --- | ---: | ---: | ---: |"
    for rule, count in fired.most_common():
        shares = (100 * taken[rule, part] / max(1, total[rule, part]) for part in ("cut", "left"))
        yield f"| {rule} | {count} | {' | '.join(f'{share:.1f}' for share in shares)} |"


def differences() -> Iterator[str]:
    """The table of the audit's rules: human translations on which each fires, planted errors that each tells."""
    from benchmarks.planted_translations import KINDS, SETS, planted
    from benchmarks.translation import read_set
    from tr_news.documents.article import ENGLISH, TURKISH
    from tr_news.facts.compare import compare
    from tr_news.facts.sentence import facts_of

    def rules(source: str, english: str) -> set[str]:
        return {found.rule for found in compare(facts_of(source, TURKISH), facts_of(english, ENGLISH))}

    pairs = [pair for name in SETS for pair in zip(*read_set(name), strict=True)]
    wrong: Counter[str] = Counter()
    clean = []
    for source, reference in pairs:
        found = rules(source, reference)
        wrong.update(found)
        clean += [] if found else [(source, reference)]
    right: Counter[str] = Counter()
    errors = 0
    for kind in KINDS:
        for source, _, english in planted(clean, kind, _PLANTED):
            errors += 1
            right.update(rules(source, english))
    yield f"| rule | of {len(pairs)} human translations % | of {errors} planted errors |"
    yield "| --- | ---: | ---: |"
    for rule in sorted(wrong | right, key=lambda name: (-right[name], name)):
        yield f"| {rule} | {100 * wrong[rule] / len(pairs):.2f} | {right[rule]} |"


def main() -> None:
    """Prints a Markdown table for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="*", help="those named; all of them where none is")
    parser.add_argument("--articles", type=int, default=200)
    options = parser.parse_args()
    tables: dict[str, Callable[[], Iterator[str]]] = {
        "shortening": lambda: cutting(_turkish(options.articles), _shortened),
        "cutting": lambda: cutting(_english(options.articles), _cut),
        "differences": differences,
        "titles": lambda: rules_said.table(rules_said.titles(rules_said.documents(options.articles)), "titles"),
        "fitness": lambda: rules_said.table(rules_said.fitness(rules_said.documents(options.articles)), "sentences"),
        "turned": rules_said.turned,
    }
    for name in options.tables or tables:
        print(f"\n{name}\n")
        print("\n".join(tables[name]()))


if __name__ == "__main__":
    main()
