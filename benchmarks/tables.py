"""The tables of the README, made by the benchmarks: nobody types a figure.

    python -m benchmarks.tables [NAME…]            # print them
    python -m benchmarks.tables [NAME…] --write    # put them into README.md, between their marks; without a NAME the
                                                   # brief at its top too

A table stands between ``<!-- table NAME -->`` and ``<!-- end -->``; above it the README names the command that makes
it, ``python -m benchmarks.tables NAME``. The data stand in the evaluation folder (``TR_NEWS_EVAL``).
"""

import argparse
import re
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks import evaluation_folder

README = Path(__file__).parents[1] / "README.md"
_OPENING = "```text\n$ tr-news "
_TABLE = "<!-- table {name} -->\n{body}\n<!-- end -->"


def markdown(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table, figures to the right."""
    lines = [f"| {' | '.join(header)} |", "| --- |" + " ---: |" * (len(header) - 1)]
    return "\n".join([*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows)])


def sentences() -> str:
    """Boundary F1 on all documents and by source."""
    from benchmarks import segmentation
    from tr_news.evaluation.segmentation import read, score

    docs = read(segmentation.DOCS)
    sources = ["all", *sorted({doc["source"] for doc in docs})]
    rows = []
    for name, splitter in segmentation.splitters():
        counts = score(docs, splitter)
        rows.append([name, *(f"{counts[source].f1:.1f}" for source in sources)])
    return markdown(["", *sources], rows)


def languages() -> str:
    """Share judged right on "is it Turkish", of groups of texts; the calibration error."""
    from benchmarks import langid
    from tr_news.evaluation.languages import calibration_error, judge, metrics, read

    cases = read(langid.SENTENCES)
    judged = [judge(cases), judge(cases, langid.langdetect_alone)]
    found = [metrics(verdicts) for verdicts in judged]
    rows = [[metric, *(f"{each[metric]:.1f}" for each in found)] for metric in found[0] if "calibration" not in metric]
    errors = [f"{calibration_error(verdicts):.3f}" for verdicts in judged]
    return markdown(["", "tr-news", "langdetect"], [*rows, ["expected calibration error", *errors]])


def reading() -> str:
    """Old encodings decoded right; body F1 of real pages."""
    from benchmarks import reading as benchmark

    data = evaluation_folder()
    ours = benchmark.pages(data / "news_tr" / "html")
    theirs = benchmark.trafilatura_pages(data / "news_tr" / "html")
    right, total = benchmark.decoded_right(data / "encodings")
    rows: list[list[object]] = [["files in old encodings", f"{right} of {total}", ""]]
    rows += [[f"body F1, page {i}", f"{ours[n]['f1']:.3f}", f"{theirs[n]:.3f}"] for i, n in enumerate(sorted(ours), 1)]
    return markdown(["", "tr-news", "trafilatura"], rows)


def summaries() -> str:
    """ROUGE-1/2/L of the built-in summarizer and of the first sentences."""
    from benchmarks import summarization as benchmark
    from tr_news.evaluation.rouge import METRICS, Metric
    from tr_news.evaluation.scores import Score

    def cell(scores: dict[Metric, Score]) -> str:
        return " / ".join(f"{scores[metric].value:.1f}" for metric in METRICS)

    cnn, bbc = benchmark.samples("CNN"), benchmark.samples("BBC")
    ours = [cell(benchmark.evaluate(benchmark.built_in, found)) for found in (cnn, bbc)]
    lead = [cell(benchmark.evaluate(lambda s: benchmark.lead(s, 3), found)) for found in (cnn, bbc)]
    ours.append(cell(benchmark.evaluate(benchmark.built_in_headline, bbc, headlines=True)))
    lead.append(cell(benchmark.evaluate(lambda s: benchmark.lead(s, 1), bbc, headlines=True)))
    header = ["", f"CNN ({len(cnn)})", f"BBC ({len(bbc)})", "BBC headlines"]
    return markdown(header, [["built-in", *ours], ["lead-3 · first sentence", *lead]])


def stories() -> str:
    """B-cubed precision / recall / F1 of the grouping into stories."""
    from benchmarks.stories import ARTICLES, GOLD
    from tr_news.evaluation.story_files import read_articles, read_gold, score
    from tr_news.stories.group import group

    items = read_articles(ARTICLES)
    found = score(group(items), read_gold(GOLD, items)).grouping
    return markdown(["", "all", "stories of two or more"], [["tr-news", found.all, found.multi]])


def invention() -> str:
    """ROUGE, and names and figures of the output that the article lacks, counted by a judge of its own."""
    import json

    from benchmarks.faithfulness import Entry, measure
    from tr_news.documents.translation import TranslatedArticle
    from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer

    path = evaluation_folder() / "summarization_en" / "articles.jsonl"
    entries: list[Entry] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    built_in = ExtractiveSummarizer()

    def lead(_entry: Entry, document: TranslatedArticle) -> list[str]:
        return [sentence.translation for sentence in document.sentences[:3]]

    def chosen(_entry: Entry, document: TranslatedArticle) -> list[str]:
        return [line.text for line in built_in.summarize(document, bullets=3).bullets]

    tallies = measure(entries, {"lead-3": lead, "built-in": chosen})
    rows = [[cell.strip() for cell in tally.row(name).strip("| \n").split("|")] for name, tally in tallies.items()]
    return markdown(["", "articles", "ROUGE-1/2/L", "invented names", "invented figures", "unsupported"], rows)


def audit() -> str:
    """Sentences of newstest2017 with each flag: references and opus-mt's output."""
    from benchmarks import translation

    sources, references = translation.read_set("newstest2017")
    rows = []
    for name, lines in (
        ("human references (false alarms)", references),
        ("opus-mt-tr-en", translation.read_output("newstest2017", "opusmt")),
    ):
        rates = translation.flag_rates(sources, lines or [])
        rows.append([name, *(f"{rates[flag]:.1f} %" for flag in ("number", "name", "quotation"))])
    return markdown(["", "number", "name", "quotation"], rows)


def translation() -> str:
    """BLEU / chrF of the built-in model, as the product decodes, and of stored outputs."""
    from benchmarks import translation as benchmark
    from tr_news import config
    from tr_news.load import load_translator

    translator = load_translator(config.load({"translator": "tr-en-mini"})).translator
    rows: dict[str, list[str]] = {
        "tr-en-mini, built in": [],
        "Argos Translate": [],
        "opus-mt-tr-en": [],
        "Bergamot": [],
    }
    stored = {"Argos Translate": "argos", "opus-mt-tr-en": "opusmt", "Bergamot": "bergamot"}
    for name in ("newstest2017", "flores200_dev"):
        sources, references = benchmark.read_set(name)
        for row, cells in rows.items():
            lines = benchmark.read_output(name, stored[row]) if row in stored else None
            if row not in stored:
                lines = [hypothesis.text for hypothesis in translator.translate(sources)]
            found = benchmark.score(lines or [], references)
            cells.append(f"{found['BLEU']} / {found['chrF']}")
    return markdown(["", "newstest2017", "FLORES dev"], [[name, *cells] for name, cells in rows.items()])


def speed() -> str:
    """Cold start on an example, beside transformers' model of the same shape; medians of five."""
    from benchmarks import cold_start

    rows = [
        (name, statistics.median(t for t, _ in runs), max(m for _, m in runs))
        for name, runs in cold_start.runs(cold_start.ARTICLE, 5)
    ]
    return markdown(["", "wall, s", "peak memory, MB"], [[n, f"{s:.2f}", f"{m:.0f}"] for n, s, m in rows])


def opening() -> str:
    """What the command at the top of the README prints."""
    shown = README.read_text("utf-8").split(_OPENING)[1]
    command = shown.partition("\n")[0].split()
    run = [sys.executable, "-m", "tr_news", *command, "--translator", "tr-en-mini"]
    printed = subprocess.run(run, cwd=README.parent, capture_output=True, text=True, check=True).stdout
    return f"{_OPENING}{' '.join(command)}\n{printed}```"


TABLES: dict[str, Callable[[], str]] = {
    "sentences": sentences,
    "languages": languages,
    "reading": reading,
    "summaries": summaries,
    "invention": invention,
    "stories": stories,
    "audit": audit,
    "translation": translation,
    "speed": speed,
}


def replaced(page: str, name: str, body: str) -> str:
    """The page with another table between the marks of this name. Raises ValueError where it has none."""
    pattern = re.compile(rf"<!-- table {re.escape(name)} -->\n.*?\n<!-- end -->", re.DOTALL)
    new, count = pattern.subn(lambda _: _TABLE.format(name=name, body=body), page)
    if count != 1:
        raise ValueError(f"README.md has {count} places for the table {name!r}")
    return new


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[[], *TABLES])
    parser.add_argument("--write", action="store_true", help="into README.md")
    a = parser.parse_args()
    if not evaluation_folder().is_dir():
        sys.exit(f"{evaluation_folder()}: no evaluation data here; TR_NEWS_EVAL says where they are")
    if not a.names and a.write:
        page = README.read_text("utf-8")
        start = page.index(_OPENING)
        end = page.index("```", start + 3) + 3
        README.write_text(page[:start] + opening() + page[end:], "utf-8")
    for name in a.names or TABLES:
        try:
            body = TABLES[name]()
        except FileNotFoundError as error:
            sys.exit(f"table {name}: {error.filename} is missing; TR_NEWS_EVAL says where the data are")
        print(f"{name}\n\n{body}\n", flush=True)
        if a.write:
            README.write_text(replaced(README.read_text("utf-8"), name, body), "utf-8")


if __name__ == "__main__":
    main()
