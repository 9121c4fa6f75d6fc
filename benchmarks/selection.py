"""How well the built-in summarizer chooses, against an editor's choice, beside 0.1.0 and the first sentences.

    python -m benchmarks.selection [GOLD]

GOLD: judgements as in ``shared/eval/selection/dev.jsonl``; the articles are found in the folders beside it.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks import evaluation_folder
from tr_news.documents.translation import TranslatedArticle
from tr_news.evaluation.selection import Chooser, table
from tr_news.evaluation.selection_data import judged
from tr_news.summarization.extractive.salience import Settings
from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer

# Those of 0.1.0.
FIRST = Settings(
    same=0.7, coverage=0.0, floor=0.0, again=True, rules=(("leans", 0.9), ("speech", 0.7), ("goes-on-quoted", 0.7), ("short", 0.5))
)
GOLD = evaluation_folder() / "selection" / "dev.jsonl"


def lead(document: TranslatedArticle, bullets: int) -> list[tuple[int, ...]]:
    """The first sentences of the running text."""
    return [(s.index,) for s in document.sentences if s.kind == "text"][:bullets]


def chooser(settings: Settings) -> Chooser:
    """What the built-in summarizer chooses with these settings."""
    summarizer = ExtractiveSummarizer(settings)

    def choose(document: TranslatedArticle, bullets: int) -> Sequence[Sequence[int]]:
        return [line.evidence for line in summarizer.summarize(document, bullets=bullets).bullets]

    return choose


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    args = parser.parse_args()
    systems = {
        "first sentences": lead,
        "0.1.0": chooser(FIRST),
        "built-in": chooser(Settings(again=True)),
        "built-in, nothing of the headline again": chooser(Settings()),
    }
    print("\n".join(table(systems, judged(args.gold))))


if __name__ == "__main__":
    main()
