"""How well the built-in summarizer chooses, against an editor's choice, beside 0.1.0 and the first sentences.

    python -m benchmarks.selection [GOLD] [--rules] [--without]

GOLD: judgements as in ``shared/eval/selection/dev.jsonl``; the articles are found in the folders beside it.
``--rules``: how often each rule of salience fires, and how the sentences that it fires on were judged.
``--without``: the same figures without each rule.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import evaluation_folder
from benchmarks.floors import CEILING
from benchmarks.selection_first import first_version
from tr_news.documents.translation import TranslatedArticle
from tr_news.evaluation.selection import Chooser, Judgement, align, evaluate, mean, table
from tr_news.evaluation.selection_data import judged
from tr_news.summarization.extractive.rules import EFFECTS, RULES
from tr_news.summarization.extractive.salience import Settings, views
from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer

GOLD = evaluation_folder() / "selection" / "dev.jsonl"


def lead(document: TranslatedArticle, bullets: int) -> Sequence[Sequence[int]]:
    """The first sentences of the running text."""
    return [(s.index,) for s in document.sentences if s.kind == "text"][:bullets]


def chooser(settings: Settings) -> Chooser:
    """What the built-in summarizer chooses with these settings."""
    summarizer = ExtractiveSummarizer(settings)

    def choose(document: TranslatedArticle, bullets: int) -> Sequence[Sequence[int]]:
        return [line.evidence for line in summarizer.summarize(document, bullets=bullets).bullets]

    return choose


def scores(choose: Chooser, articles: Sequence[tuple[Judgement, TranslatedArticle]], bullets: int) -> dict[str, float]:
    """What is kept, ideal, bad and repeated of so many bullets, the mean over articles."""
    found = mean(evaluate(choose, articles, bullets=bullets))
    return {name: getattr(found, name) for name in ("kept", "ideal", "bad", "repeated")}


def metrics() -> dict[str, float]:
    """The floors' figures: of the choice, and of what the product shows below its headline."""
    articles = judged(GOLD)
    found = {}
    for name, settings in (("choice", Settings(again=True)), ("brief", Settings())):
        for count in (3, 5):
            for metric, value in scores(chooser(settings), articles, count).items():
                ceiling = f" {CEILING}" if metric in ("bad", "repeated") else ""
                found[f"{name} {count} {metric}{ceiling}"] = value
    return found


def rules_table(articles: Sequence[tuple[Judgement, TranslatedArticle]]) -> Iterator[str]:
    """Lines of a Markdown table: on how many sentences each rule fires, and how these were judged."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("all sentences", *(rule.name for rule in RULES))}
    for judgement, document in articles:
        judged_as = {place: _verdict(judgement, index) for index, place in align(judgement, document).items()}
        for sentence, view in zip(document.sentences, views(document), strict=True):
            if sentence.kind != "text":
                continue
            verdict = judged_as.get(sentence.index, "neither")
            for name in ["all sentences", *(rule.name for rule in RULES if rule.applies(view))]:
                counts[name][verdict] += 1
    yield "| rule | sentences | ideal | acceptable | neither | bad |"
    yield "| --- | --: | --: | --: | --: | --: |"
    for name, found in counts.items():
        total = found.total()
        shares = (
            f"{100 * found[v] / total:.0f} %" if total else "–" for v in ("ideal", "acceptable", "neither", "bad")
        )
        yield f"| {name} | {total} | " + " | ".join(shares) + " |"


def _verdict(judgement: Judgement, index: int) -> str:
    found = [name for name in ("ideal", "acceptable", "bad") if index in getattr(judgement, name)]
    return found[0] if found else "neither"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--without", action="store_true")
    args = parser.parse_args()
    articles = judged(args.gold)
    if args.rules:
        print("\n".join(rules_table(articles)))
        return
    if args.without:
        systems = {
            f"without {rule.name}": chooser(Settings(again=True, rules=tuple(e for e in EFFECTS if e[0] != rule.name)))
            for rule in RULES
        }
        print("\n".join(table({"all": chooser(Settings(again=True))} | systems, articles)))
        return
    systems = {
        "first sentences": lead,
        "0.1.0": first_version,
        "built-in": chooser(Settings(again=True)),
        "built-in, nothing of the headline again": chooser(Settings()),
    }
    print("\n".join(table(systems, articles)))


if __name__ == "__main__":
    main()
