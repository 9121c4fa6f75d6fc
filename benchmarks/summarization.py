"""ROUGE of the built-in summarizer on English news, beside the first sentences of the article.

    python benchmarks/summarization.py [--half even|odd] [--data FOLDER]

Prints a Markdown table and the signatures of the scores. The data (CNN 500, BBC 200, XSum 91 articles with references)
isn't part of the project. Three bullets are compared with the first three sentences; no article comes with its title.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import evaluation_folder
from tr_news.documents.article import Article, Language, Paragraph
from tr_news.documents.translation import Sentence, TranslatedArticle
from tr_news.evaluation.rouge import METRICS, Metric, corpus_rouge
from tr_news.evaluation.scores import Score
from tr_news.summarization.extractive.salience import Settings
from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer
from tr_news.text.english.sentences import split_english

DATA = evaluation_folder() / "summarization_en"
SETS = {"CNN": "cnn_dailymail-validation", "BBC": "bbc-news-summary", "XSum": "xsum-validation"}


# The references aren't read below the headline, so that what it says may be said in a bullet.
_BULLETS = ExtractiveSummarizer(Settings(again=True))


@dataclass(frozen=True, slots=True)
class Sample:
    """An article and what people wrote of it."""

    document: TranslatedArticle
    summary: str
    headline: str | None


def document(name: str, text: str) -> TranslatedArticle:
    """An English article as ``--from en`` has it: every sentence its own translation."""
    paragraphs = tuple(Paragraph(" ".join(line.split())) for line in text.splitlines() if line.strip())
    sentences = [(p, s) for p, paragraph in enumerate(paragraphs) for s in split_english(paragraph.text)]
    return TranslatedArticle(
        Article(name, name, paragraphs),
        Language("en", 1.0),
        tuple(Sentence(i, p, "text", s, s) for i, (p, s) in enumerate(sentences)),
    )


def samples(name: str, data: Path = DATA, half: str | None = None) -> list[Sample]:
    """One of the sets: all of it, or every second article, to tune on one half and check on the other."""

    def read() -> Iterator[Sample]:
        with (data / "articles.jsonl").open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["source"] == SETS[name]:
                    yield Sample(document(row["id"], row["text"]), "\n".join(row["summary"]), row["headline"])

    found = list(read())
    return found if half is None else found[half == "odd" :: 2]


def lead(sample: Sample, count: int) -> str:
    """The first sentences."""
    return " ".join(s.translation for s in sample.document.sentences[:count])


def built_in(sample: Sample) -> str:
    """The bullets of the built-in summarizer."""
    return " ".join(line.text for line in _BULLETS.summarize(sample.document).bullets)


def built_in_headline(sample: Sample) -> str:
    """Its headline."""
    return ExtractiveSummarizer().summarize(sample.document).headline.text


def evaluate(system: Callable[[Sample], str], found: list[Sample], *, headlines: bool = False) -> dict[Metric, Score]:
    """ROUGE of a system against the summaries, or against the headlines."""
    references = [(s.headline or "") if headlines else s.summary for s in found]
    return corpus_rouge([system(s) for s in found], references)


def metrics() -> dict[str, float]:
    """What ``floors/summarization.json`` speaks of: ROUGE F1 of the built-in summarizer, 0 to 100."""
    found: dict[str, float] = {}
    for name in ("CNN", "BBC"):
        scores = evaluate(built_in, samples(name))
        found |= {f"{name.lower()}_{metric}": scores[metric].value for metric in METRICS}
    headlines = evaluate(built_in_headline, samples("BBC"), headlines=True)
    return found | {f"bbc_headline_{metric}": headlines[metric].value for metric in METRICS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--data", type=Path, default=DATA)
    args = parser.parse_args()
    rows: list[tuple[str, str, dict[Metric, Score]]] = []
    for name in SETS:
        found = samples(name, args.data, args.half)
        rows.append((f"{name} ({len(found)})", "first three sentences", evaluate(lambda s: lead(s, 3), found)))
        rows.append(("", "built-in, 3 bullets", evaluate(built_in, found)))
        if name == "BBC":
            first = evaluate(lambda s: lead(s, 1), found, headlines=True)
            rows.append((f"{name} headlines ({len(found)})", "first sentence", first))
            rows.append(("", "built-in headline", evaluate(built_in_headline, found, headlines=True)))
    print("| set | system | ROUGE-1 | ROUGE-2 | ROUGE-L |\n| --- | --- | --: | --: | --: |")
    for name, system, scores in rows:
        print(f"| {name} | {system} | " + " | ".join(f"{scores[m].value:.1f}" for m in METRICS) + " |")
    print("\n" + "\n".join(sorted({score.signature for _, _, scores in rows for score in scores.values()})))


if __name__ == "__main__":
    main()
