"""How many errors planted in lines about English articles the faithfulness check catches, and its false alarms.

    python -m benchmarks.planted_summaries DATA [--articles N] [--count N] [--seed S] [--show KIND]

DATA is articles.jsonl of English articles. Lines are sentences of the articles; :mod:`benchmarks.planted` puts one
error into each and shares no code with the check. *Caught*: the line would not be shown as what the article says. False
alarms are counted on the same sentences as they are, and on true compressions of them.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.planted import KINDS, Story, planted, shortened

_SENTENCES = 20  # of each article, for the false alarms
_WORDS = range(6, 46)


def true_lines(stories: Sequence[Story]) -> Iterator[tuple[str, int, str]]:
    """(kind, number of the story, line) of lines without an error."""
    for n, story in enumerate(stories):
        for sentence in story.sentences[:_SENTENCES]:
            if len(sentence.split()) in _WORDS:
                yield "as it is", n, sentence
            if (line := shortened(sentence)) is not None:
                yield "compressed", n, line


def main() -> None:
    """Prints a Markdown table."""
    from benchmarks.faithfulness import document_of
    from tr_news.summarization.evidence import Evidence
    from tr_news.summarization.faithfulness import check

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--count", type=int, default=200, help="errors of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", help="the lines of this kind that are judged wrongly")
    options = parser.parse_args()
    entries = [json.loads(line) for line in options.data.read_text(encoding="utf-8").splitlines()]
    random.Random(options.seed).shuffle(entries)
    articles = [Evidence(document_of(entry)) for entry in entries[: options.articles]]
    stories = [Story([s.translation for s in article.document.sentences]) for article in articles]
    print("| lines | number | caught % | shown as a paraphrase % |\n| --- | ---: | ---: | ---: |")
    for kind in KINDS:
        grades = []
        for n, _, wrong in planted(stories, kind, options.count, seed=options.seed):
            grades.append(check(wrong, articles[n]).grade)
            if kind == options.show and grades[-1] == "borne out":
                print(wrong)
        print(_row(kind, grades))
    for kind in ("as it is", "compressed"):
        grades = [check(line, articles[n]).grade for which, n, line in true_lines(stories) if which == kind]
        print(_row(f"true, {kind}", grades))


def _row(kind: str, grades: Sequence[str]) -> str:
    whole = max(1, len(grades))
    caught = 100 * sum(grade != "borne out" for grade in grades) / whole
    return f"| {kind} | {len(grades)} | {caught:.1f} | {100 * grades.count('paraphrase') / whole:.1f} |"


if __name__ == "__main__":
    main()
