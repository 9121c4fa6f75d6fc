"""How well articles are grouped into stories and copies are found, against people's labels.

    python -m benchmarks.stories [--rules] [--errors] [--scale 10000] [ARTICLES.jsonl GOLD.jsonl]

All articles of the file are grouped; the figures are over the labelled ones. ``--rules`` leaves out each rule in turn
and says how often it fires; ``--errors`` prints the stories that are mixed or split; ``--scale`` times the grouping of
that many made-up articles. The floors are in ``floors/stories.json``, pinned to the data by their digest.
"""

import argparse
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks import evaluation_folder
from tr_news.evaluation.story_files import StoryGold, StoryScores, digest, read_articles, read_gold, score
from tr_news.stories.group import Grouping, group
from tr_news.stories.inputs import StoryInput
from tr_news.stories.rules import RULES

FOLDER = evaluation_folder() / "news_tr"
ARTICLES, GOLD = FOLDER / "rss_multi_outlet.jsonl", FOLDER / "stories-dev.jsonl"


def show(name: str, scores: StoryScores) -> None:
    """One line of figures: B-cubed precision/recall/F1 of all and multi, copies, and what a reader sees."""
    grouping, reader = scores.grouping, scores.reader
    print(
        f"{name:24s} all {grouping.all}  multi {grouping.multi}  copies {scores.copies}  "
        f"mixed {reader.mixed}/{reader.shared}  twice {reader.twice}/{reader.events}  "
        f"largest right {reader.whole_and_clean}/{reader.largest}"
    )


def errors(grouping: Grouping, gold: StoryGold) -> None:
    """Print the stories with articles of several gold stories, and the gold stories in several stories."""
    titles = {member.item.key: member.item.title for story in grouping.stories for member in story.members}
    found = {member.item.key: story.id for story in grouping.stories for member in story.members}
    for what, groups, labels in (("mixed", found, gold.story), ("split", gold.story, found)):
        members = defaultdict(list)
        for key in gold.story:
            members[groups[key]].append(key)
        for keys in members.values():
            if len({labels[key] for key in keys}) > 1:
                print(f"-- {what}")
                for key in sorted(keys, key=lambda key: labels[key]):
                    print(f"   {labels[key]} {key} {' '.join(titles[key].split())[:100]}")


def made_up(items: Sequence[StoryInput], count: int) -> list[StoryInput]:
    """Articles by the number, of these articles' words: each keeps half of one's words and borrows the rest."""
    chance = random.Random(7)
    vocabulary = [word for item in items for word in f"{item.title} {item.body}".split()]
    out = []
    for number in range(count):
        item = items[chance.randrange(len(items))]
        words = [word if chance.random() < 0.5 else chance.choice(vocabulary) for word in item.body.split()]
        published = item.published + timedelta(minutes=chance.randrange(2880)) if item.published else None
        out.append(replace(item, key=f"made-up-{number}", body=" ".join(words), published=published))
    return out


def timed(items: Sequence[StoryInput]) -> None:
    """Print how long the grouping takes, and the peak memory of the process after it."""
    start = time.perf_counter()
    stories = len(group(items).stories)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(items)} articles, {stories} stories: {seconds:.1f} s, peak {peak:.0f} MB")


def metrics() -> dict[str, float]:
    """What ``floors/stories.json`` speaks of, 0 to 100, and a count of stories."""
    items = read_articles(ARTICLES)
    scores = score(group(items), read_gold(GOLD, items))
    grouping = scores.grouping
    return {
        "all precision": grouping.all.precision,
        "all recall": grouping.all.recall,
        "all F1": grouping.all.f1,
        "multi F1": grouping.multi.f1,
        "copies F1": scores.copies.f1,
        "largest right": scores.reader.whole_and_clean,
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--rules", action="store_true", help="leave out each rule in turn")
    parser.add_argument("--errors", action="store_true", help="print what is mixed and what is split")
    parser.add_argument("--scale", type=int, metavar="N", help="time the grouping of N made-up articles")
    arguments = parser.parse_args()
    items = read_articles(arguments.articles)
    gold = read_gold(arguments.gold, items)
    grouping = group(items)
    scores = score(grouping, gold, data=digest(arguments.articles, arguments.gold))
    show("stories", scores)
    print(scores.signature)
    if arguments.rules:
        print("fired:", ", ".join(f"{name} {count}" for name, count in sorted(Counter(grouping.fired).items())))
        for name in ("time", *(name for name, _, _ in RULES), "other subject", "other matter", "event"):
            show(f"without {name}", score(group(items, without=frozenset({name})), gold))
    if arguments.errors:
        errors(grouping, gold)
    if arguments.scale:
        timed(made_up(items, arguments.scale))


if __name__ == "__main__":
    main()
