"""The share of time that a run over many articles spends outside the translation engine.

    python -m benchmarks.overhead ARTICLES.jsonl [--limit 100]

Reads, identifies, splits, translates with the built-in model, audits, summarizes and renders JSON; the engine's share
is the time inside CTranslate2's calls.
"""

import argparse
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from tr_news.articles import Article, read_path
from tr_news.documents.brief import make_brief
from tr_news.documents.codec import to_json
from tr_news.langid.identify import identify
from tr_news.models.decoding import Decoding
from tr_news.models.resolution import built_in_folder
from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer
from tr_news.translation.engines.ctranslate2 import MarianTranslator
from tr_news.translation.engines.decoding import Hypothesis
from tr_news.translation.translate import translate_articles


class Timed(MarianTranslator):
    """Counts the seconds inside the engine."""

    seconds = 0.0

    def decode(self, sources: Sequence[Sequence[str]], decoding: Decoding) -> list[Hypothesis]:
        """As the parent, timed."""
        started = time.perf_counter()
        try:
            return super().decode(sources, decoding)
        finally:
            self.seconds += time.perf_counter() - started


def main() -> None:
    """Prints one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--limit", type=int, default=100)
    a = parser.parse_args()
    translator = Timed(built_in_folder())
    started = time.perf_counter()
    articles = [x for x in islice(read_path(a.articles), a.limit) if isinstance(x, Article)]
    languages = [identify(article.body) for article in articles]
    summarizer = ExtractiveSummarizer()
    size = 0
    for document in translate_articles(articles, translator, languages=languages):
        brief = make_brief(
            document, summarizer.summarize(document), translator=translator.describe(),
            summarizer=summarizer.describe(), settings={},
        )  # fmt: skip
        size += len(to_json(brief))
    total = time.perf_counter() - started
    outside = total - translator.seconds
    print(
        f"{len(articles)} articles, {sum(len(x.body.split()) for x in articles)} words: {total:.1f} s, "
        f"{translator.seconds:.1f} s in the engine, {100 * outside / total:.1f} % outside it; "
        f"{size / 1e6:.1f} MB of JSON"
    )


if __name__ == "__main__":
    main()
