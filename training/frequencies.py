"""Counts in how many sentences of news each Turkish word form stands: the background that grouping weighs words by.

    python -m training.frequencies mono_tr_news.txt.xz news_pairs.tsv.xz > tr_news/stories/data/frequencies.txt

A line of the output is a form in lower case, the number of sentences with it, and in how many of them it is written
as a name (a capital inside the sentence, or a suffix behind an apostrophe). Forms of fewer than three sentences are
left out. Counts only; no text. The first line holds the number of sentences.
"""

import argparse
import lzma
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tr_news.stories.turkish import lower
from tr_news.stories.words import words

FEWEST = 3


def sentences(path: Path) -> Iterator[str]:
    """The Turkish sentences of a file: one a line, or the first column of a TSV whose source is real Turkish news."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 1 or columns[2] == "news_translated":
                yield columns[0]


def count(texts: Iterable[str]) -> tuple[int, Counter[str], Counter[str]]:
    """How many distinct sentences, and by form in how many it stands and in how many as a name."""
    seen: set[str] = set()
    forms: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for text in texts:
        key = lower(text.strip())
        if key in seen:
            continue
        seen.add(key)
        found = words(text)
        forms.update({word.form for word in found})
        names.update({word.form for word in found if word.capital})
    return len(seen), forms, names


def main() -> None:
    """Print the table of the files that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    arguments = parser.parse_args()
    total, forms, names = count(text for path in arguments.files for text in sentences(path))
    print(f"# Sentences with each form of a word, and with it as a name (training/frequencies.py)\n{total}")
    for form in sorted(forms):
        if forms[form] >= FEWEST:
            sys.stdout.write(f"{form} {forms[form]}{f' {names[form]}' if names[form] else ''}\n")


if __name__ == "__main__":
    main()
