"""How often each rule of a day's telling applies, on the stories of several publishers of the evaluation file.

    python -m benchmarks.telling [--show RULE] [--sample 20]

Told in Turkish, as all is chosen on the Turkish side; so no model runs, and what English alone shows (other things than
people that are counted, lines that are withheld) isn't counted. ``--show`` prints a sample of the sentences that a rule
of ``daily/fitness.py`` applies to, or of the stories with a quantity ("rose", "fell", "differs"), to be read.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator

from benchmarks.stories import ARTICLES
from tr_news.daily.days import stamp
from tr_news.daily.english import HEAD, TEXTS, representatives, vocabulary_of
from tr_news.daily.fitness import fired as rules_of
from tr_news.daily.telling import Telling, Text, tell
from tr_news.documents.article import TURKISH, Article, Language, Paragraph
from tr_news.documents.translation import TranslatedArticle
from tr_news.evaluation.story_files import read_articles
from tr_news.stories.cleaning import clean
from tr_news.stories.group import Story, group
from tr_news.stories.inputs import StoryInput
from tr_news.translation.protocol import Passthrough
from tr_news.translation.translate import translate_articles

QUANTITIES = ("rose", "fell", "differs")


class Unchanged(Passthrough):
    """A translator that leaves the Turkish as it is."""

    source_language = TURKISH


def document(item: StoryInput) -> TranslatedArticle:
    """An article of the file with its Turkish for English."""
    body = clean(item.title, item.body[:HEAD])[1]
    article = Article(item.key, item.key, (Paragraph(item.title, "title"), *([Paragraph(body)] if body else [])))
    return translate_articles([article], Unchanged(), languages=[Language(TURKISH, 1.0)])[0]


def told(story: Story, counted: Counter[str]) -> tuple[Telling, list[Text]]:
    """A story as the day tells it, and its texts; what applies is counted."""
    texts = [
        Text(number, item.key, publishers, stamp(item), document(item))
        for number, item, publishers in representatives(story)[:TEXTS]
    ]
    return tell(texts, vocabulary_of(story), bullets=4, fired=counted), texts


def cases(name: str, telling: Telling, texts: list[Text]) -> Iterator[str]:
    """What a rule applies to in a story, to be read."""
    if name in QUANTITIES:
        for quantity in telling.quantities:
            if quantity.kind == name:
                said = "\n".join(
                    f"      {one.label} {one.publisher}: {one.evidence.source}" for one in quantity.readings
                )
                yield f"{quantity.text}\n{said}"
        return
    for text in texts:
        found = zip(text.document.sentences, rules_of(text.document), strict=True)
        yield from (sentence.source for sentence, names in found if name in names and sentence.kind == "text")


def main() -> None:
    """Print the counts, or a sample of one rule."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", metavar="RULE", help="a rule whose cases are printed")
    parser.add_argument("--sample", type=int, default=20, metavar="N", help="how many of them")
    arguments = parser.parse_args()
    counted: Counter[str] = Counter()
    shown: list[str] = []
    stories = [story for story in group(read_articles(ARTICLES)).stories if len(story.publishers) > 1]
    for story in stories:
        telling, texts = told(story, counted)
        counted["stories"] += 1
        counted["bullets"] += len(telling.bullets)
        shown += cases(arguments.show or "", telling, texts)
    if arguments.show:
        for case in random.Random(1).sample(shown, min(arguments.sample, len(shown))):
            print(f"- {case}")
        return
    for name, count in sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])):
        print(f"{count:>6}  {name}")


if __name__ == "__main__":
    main()
