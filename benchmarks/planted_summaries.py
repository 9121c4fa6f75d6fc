"""How many errors planted in lines about English articles the faithfulness check catches, and its false alarms.

    python -m benchmarks.planted_summaries DATA [--articles N] [--count N] [--seed S] [--show KIND]

DATA is articles.jsonl of English articles. Lines are sentences of the articles; :mod:`benchmarks.planted` puts one
error into each and shares no code with the check. *Caught*: the line would not be shown as what the article says. False
alarms are counted on the same sentences as they are, and on true compressions of them.
"""

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks import evaluation_folder
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


def grades(
    entries: Sequence[Mapping[str, object]], count: int, *, seed: int = 0
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Kind of lines → (line, grade) of each: planted errors, then true lines, whose kinds begin with "true"."""
    from benchmarks.faithfulness import document_of
    from tr_news.summarization.evidence import Evidence
    from tr_news.summarization.faithfulness import check

    articles = [Evidence(document_of(dict(entry))) for entry in entries]
    stories = [Story([s.translation for s in article.document.sentences]) for article in articles]
    for kind in KINDS:
        errors = planted(stories, kind, count, seed=seed)
        yield kind, [(wrong, check(wrong, articles[n]).grade) for n, _, wrong in errors]
    for kind in ("as it is", "compressed"):
        lines = ((n, line) for which, n, line in true_lines(stories) if which == kind)
        yield f"true, {kind}", [(line, check(line, articles[n]).grade) for n, line in lines]


def sample(path: Path, articles: int, seed: int = 0) -> list[Mapping[str, object]]:
    """So many articles of the file, drawn at random."""
    entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    random.Random(seed).shuffle(entries)
    return entries[:articles]


def caught(found: Sequence[tuple[str, str]]) -> float:
    """Per cent of the lines that are not borne out."""
    return 100 * sum(grade != "borne out" for _, grade in found) / max(1, len(found))


def metrics() -> dict[str, float]:
    """What :mod:`benchmarks.floors` holds: errors caught, true lines that are not borne out "at most"."""
    path = evaluation_folder() / "summarization_en" / "articles.jsonl"
    shares = {kind: caught(found) for kind, found in grades(sample(path, 100), 200)}
    return {f"{kind}, at most" if kind.startswith("true") else kind: share for kind, share in shares.items()}


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--count", type=int, default=200, help="errors of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", help="the lines of this kind that are judged wrongly")
    options = parser.parse_args()
    entries = sample(options.data, options.articles, options.seed)
    print("| lines | number | caught % | shown as a paraphrase % |\n| --- | ---: | ---: | ---: |")
    for kind, found in grades(entries, options.count, seed=options.seed):
        paraphrased = 100 * sum(grade == "paraphrase" for _, grade in found) / max(1, len(found))
        print(f"| {kind} | {len(found)} | {caught(found):.1f} | {paraphrased:.1f} |")
        if kind == options.show:
            wanted = kind.startswith("true")
            print("\n".join(line for line, grade in found if (grade == "borne out") != wanted))


if __name__ == "__main__":
    main()
