"""How often the section of a story is right, on 200 stories of a reader's labelling (``data/sections.tsv``).

    python -m benchmarks.sections [--errors]

A story that is given no section is right where the label is "other".
"""

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.stories import ARTICLES
from tr_news.daily.sections import SECTIONS, section_of
from tr_news.evaluation.story_files import read_articles
from tr_news.stories.group import Story, group

LABELS = Path(__file__).parent / "data" / "sections.tsv"


def judged() -> list[tuple[Story, str, frozenset[str]]]:
    """Each labelled story with the section that it is given ("other" for none) and those that are right."""
    items = read_articles(ARTICLES)
    home = {member.item.key: story for story in group(items).stories for member in story.members}
    rows: list[tuple[Story, str, frozenset[str]]] = []
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            number, labels = line.split("\t")
            story = home[items[int(number) - 1].key]
            rows.append((story, section_of(story) or "other", frozenset(labels.split())))
    return rows


def metrics() -> dict[str, float]:
    """What ``floors/sections.json`` speaks of: shares from 0 to 100."""
    rows = judged()
    named = [(found, right) for _, found, right in rows if found != "other"]
    return {
        "right": 100 * sum(found in right for _, found, right in rows) / len(rows),
        "right where named": 100 * sum(found in right for found, right in named) / len(named),
        "named": 100 * len(named) / len(rows),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="print the stories that are given a wrong section")
    arguments = parser.parse_args()
    rows = judged()
    print(f"{len(rows)} stories: " + ", ".join(f"{name} {value:.1f} %" for name, value in metrics().items()))
    for section in (*SECTIONS, "other"):
        given = Counter(found in right for _, found, right in rows if found == section)
        wanted = sum(section in right for _, _, right in rows)
        print(f"{section:8s} given {given.total():3d}, right {given[True]:3d}; labelled so, alone or also {wanted:3d}")
    if arguments.errors:
        for story, found, right in rows:
            if found not in right:
                item = story.members[0].item
                print(f"  {found}, not {' or '.join(sorted(right))}: {item.title[:90]}  {item.url[:70]}")


if __name__ == "__main__":
    main()
