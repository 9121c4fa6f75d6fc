"""Sentence boundary F1 on ``shared/eval/segmentation``, overall and per source, beside other splitters.

    python benchmarks/segmentation.py [--errors | --rules] [DOCS.jsonl]

A boundary is the offset at which a sentence ends. Newlines are given, so boundaries at a newline and at the end of the
text don't count; ``optional`` offsets (cuts inside direct quotations) are neither right nor wrong. The F1 is over all
boundaries together (micro). Peers are measured where they are installed: syntok, sentence-splitter.
``--rules`` tells how often each rule of ours decides, and how often its verdict is that of the gold standard.
"""

import argparse
import importlib
import importlib.util
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks import evaluation_folder
from tr_news.evaluation.segmentation import Splitter, compare, free, read, score
from tr_news.text.turkish.sentences import RULES, decisions, split

DOCS = evaluation_folder() / "segmentation" / "docs.jsonl"


def by_line(splitter: Splitter) -> Splitter:
    """A splitter that is given each line by itself, as newlines are boundaries."""
    return lambda text: [sentence for line in text.split("\n") if line.strip() for sentence in splitter(line)]


def splitters() -> Iterator[tuple[str, Splitter]]:
    """Ours, a one-line regular expression, and the peers that are installed."""
    yield "tr-news", split
    yield "regex", by_line(re.compile(r"(?<=[.!?])\s+").split)
    if importlib.util.find_spec("syntok"):
        segmenter = importlib.import_module("syntok.segmenter")

        def syntok(text: str) -> list[str]:
            # By offsets: its tokens don't always spell the text.
            sentences = [sentence for paragraph in segmenter.analyze(text) for sentence in paragraph]
            starts = [0, *(sentence[0].offset for sentence in sentences[1:]), len(text)]
            return [text[start:end] for start, end in pairwise(starts)]

        yield "syntok", by_line(syntok)
    if importlib.util.find_spec("sentence_splitter"):
        splitter = importlib.import_module("sentence_splitter").SentenceSplitter(language="tr")
        yield "sentence-splitter", by_line(splitter.split)


def print_errors(docs: Iterable[dict[str, Any]]) -> None:
    """Print every boundary that is missing (-) or too many (+), with its surroundings."""
    for doc in docs:
        predicted, gold = compare(doc, split)
        for offset in sorted(predicted ^ gold):
            text = doc["text"]
            sides = f"{text[max(0, offset - 60) : offset]} ▮ {text[offset : offset + 40]}".replace("\n", "⏎")
            print("+" if offset in predicted else "-", doc["source"], sides, sep="\t")


def print_rules(docs: Iterable[dict[str, Any]]) -> None:
    """Print how often each rule decides, and how often as in the gold standard where it tells."""
    fired: Counter[str] = Counter()
    judged: Counter[str] = Counter()
    right: Counter[str] = Counter()
    verdicts: dict[str, bool] = {}
    for doc in docs:
        text = doc["text"]
        _, gold = compare(doc, split)
        uncounted = free(doc)
        for offset, rule, ends in decisions(text):
            boundary = len(text[:offset].rstrip())
            fired[rule] += 1
            verdicts[rule] = ends
            if boundary not in uncounted:
                judged[rule] += 1
                right[rule] += (boundary in gold) == ends
    print("rule".ljust(34), "verdict".ljust(8), "fires".rjust(7), "judged".rjust(7), "agrees %".rjust(9))
    for rule in RULES:
        verdict = ("ends" if verdicts[rule] else "goes on") if rule in verdicts else ""
        share = f"{100 * right[rule] / judged[rule]:9.1f}" if judged[rule] else "-".rjust(9)
        print(rule.ljust(34), verdict.ljust(8), f"{fired[rule]:7} {judged[rule]:7} {share}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("docs", nargs="?", type=Path, default=DOCS)
    parser.add_argument("--errors", action="store_true", help="print the boundaries that are missing or too many")
    parser.add_argument("--rules", action="store_true", help="print how often each rule decides, and rightly so")
    options = parser.parse_args()
    docs = read(options.docs)
    if options.errors:
        print_errors(docs)
        return
    if options.rules:
        print_rules(docs)
        return
    sources = ["all", *sorted({doc["source"] for doc in docs})]
    print("boundary F1".ljust(18), *(source.rjust(max(8, len(source))) for source in sources))
    for name, splitter in splitters():
        counts = score(docs, splitter)
        print(name.ljust(18), *(f"{counts[source].f1:{max(8, len(source))}.2f}" for source in sources))


if __name__ == "__main__":
    main()
