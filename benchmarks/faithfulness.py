"""ROUGE, and how often a summary says what its article does not.

    python -m benchmarks.faithfulness DATA [--articles N] [--seed S] [--chat FOLDER] [--chat-articles N] [--drafts FILE]

DATA is articles.jsonl of English articles with reference summaries. Prints a Markdown table. For each system:

* ROUGE-1/2/L of three bullets against the reference summary;
* names, numbers: of those in the bullets, the share that stands nowhere in the article, as counted by
  :mod:`benchmarks.judge`, which shares no code with the check;
* unsupported: the share of bullets that the faithfulness check rejects. What it rejects of lead-3, which is the article
  itself, are false alarms; the references, written by people, show what it costs to err on the safe side.

"free" and "bound" are a chat model's bullets as it wrote them, without and with source-bound decoding; "checked" are
the same after the faithfulness check has put the article's own sentences in place of what is not supported.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import judge
from tr_news.documents.article import Article, Language, Paragraph
from tr_news.documents.translation import Sentence, TranslatedArticle
from tr_news.evaluation.rouge import METRICS, corpus_rouge
from tr_news.summarization.evidence import Evidence
from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer
from tr_news.summarization.faithfulness import check, supported_summary
from tr_news.summarization.generative.instruct import ChatModel
from tr_news.summarization.generative.prompts import fence_for, load_prompt, neutralise
from tr_news.summarization.protocol import Summarizer
from tr_news.text.english.sentences import split_english

BULLETS = 3
MAX_TOKENS = 160

Entry = dict[str, object]
System = Callable[[Entry, TranslatedArticle], list[str]]


@dataclass
class Tally:
    """One row of the table."""

    texts: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    names: int = 0
    invented_names: int = 0
    numbers: int = 0
    invented_numbers: int = 0
    lines: int = 0
    unsupported: int = 0

    def add(self, lines: Sequence[str], reference: str, document: TranslatedArticle) -> None:
        self.texts.append("\n".join(lines))
        self.references.append(reference)
        article = Evidence(document)
        text = "\n".join(paragraph.text for paragraph in document.article.paragraphs)
        for line in lines:
            self.names += len(judge.names(line))
            self.invented_names += len(judge.invented_names(line, text))
            self.numbers += len(judge.figures(line))
            self.invented_numbers += len(judge.invented_figures(line, text))
            self.lines += 1
            self.unsupported += not check(line, article).supported

    def row(self, system: str) -> str:
        scores = corpus_rouge(self.texts, self.references)
        rouge = " / ".join(f"{scores[metric].value:.1f}" for metric in METRICS)
        shares = (
            f"{100 * part / max(1, whole):.1f} % of {whole}"
            for part, whole in (
                (self.invented_names, self.names),
                (self.invented_numbers, self.numbers),
                (self.unsupported, self.lines),
            )
        )
        return f"| {system} | {len(self.texts)} | {rouge} | {' | '.join(shares)} |"


def document_of(entry: Entry) -> TranslatedArticle:
    """An English article as its own translation."""
    paragraphs = [line for line in str(entry["text"]).splitlines() if line.strip()]
    sentences = [(p, s) for p, text in enumerate(paragraphs) for s in split_english(text)]
    return TranslatedArticle(
        Article(str(entry["id"]), str(entry["id"]), tuple(Paragraph(text) for text in paragraphs)),
        Language("en", 1.0),
        tuple(Sentence(i, p, "text", s, s) for i, (p, s) in enumerate(sentences)),
    )


def bullets_of(chat: ChatModel, document: TranslatedArticle, *, bound: bool) -> list[str]:
    """The first bullets that the model writes, however it marks them: what it says is measured, not its form."""
    text = neutralise("\n".join(p.text for p in document.article.paragraphs), chat.special_tokens)
    messages = load_prompt("bullets").messages(fence=fence_for(text), article=text, bullets=str(BULLETS))
    source = [s.translation for s in document.sentences] if bound else None
    answer = chat.chat(messages, max_tokens=MAX_TOKENS, source=source)
    lines = [re.sub(r"^[\s>*•#–-]+|^\s*\d{1,2}[.)]\s+", "", line).strip() for line in answer.text.splitlines()]
    return [line for line in lines if any(c.isalpha() for c in line)][:BULLETS]


def write(folder: Path, entries: Sequence[Entry]) -> dict[str, dict[str, list[str]]]:
    """The chat model's bullets, free and source-bound, by article."""
    from tr_news.models.resolution import as_it_is
    from tr_news.summarization.generative.chat_local import load_chat

    chat = load_chat(as_it_is(folder))
    return {
        name: {str(entry["id"]): bullets_of(chat, document_of(entry), bound=bound) for entry in entries}
        for name, bound in (("free", False), ("bound", True))
    }


def as_written(drafts: dict[str, list[str]]) -> System:
    return lambda entry, _document: drafts[str(entry["id"])]


def as_shown(drafts: dict[str, list[str]], built_in: Summarizer) -> System:
    def lines(entry: Entry, document: TranslatedArticle) -> list[str]:
        summary = supported_summary(None, drafts[str(entry["id"])], document, built_in, count=BULLETS)
        return [line.text for line in summary.bullets]

    return lines


def measure(
    entries: Iterable[Entry],
    systems: dict[str, System],
) -> dict[str, Tally]:
    tallies = {name: Tally() for name in systems}
    for entry in entries:
        document = document_of(entry)
        summary = entry["summary"]
        reference = "\n".join(summary) if isinstance(summary, list) else str(summary)
        for name, system in systems.items():
            tallies[name].add(system(entry, document), reference, document)
        print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return tallies


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--articles", type=int, default=200, help="drawn at random for the extractive systems")
    parser.add_argument("--chat", type=Path, help="folder of a chat model")
    parser.add_argument("--chat-articles", type=int, default=20, help="the first of them, for the chat model")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--drafts", type=Path, help="keeps what the chat model wrote; taken from there if it exists")
    options = parser.parse_args()

    entries = [json.loads(line) for line in options.data.read_text(encoding="utf-8").splitlines()]
    random.Random(options.seed).shuffle(entries)
    entries = entries[: options.articles]
    built_in = ExtractiveSummarizer()

    def extract(_entry: Entry, document: TranslatedArticle) -> list[str]:
        return [line.text for line in built_in.summarize(document, bullets=BULLETS).bullets]

    def lead(_entry: Entry, document: TranslatedArticle) -> list[str]:
        return [s.translation for s in document.sentences[:BULLETS]]

    def reference(entry: Entry, _document: TranslatedArticle) -> list[str]:
        summary = entry["summary"]
        return [str(line) for line in summary] if isinstance(summary, list) else [str(summary)]

    print("| system | articles | ROUGE-1/2/L | invented names | invented numbers | unsupported |")
    print("| --- | --- | --- | --- | --- | --- |")
    systems: dict[str, System] = {"reference": reference, "lead-3": lead, "built-in": extract}
    for name, tally in measure(entries, systems).items():
        print(tally.row(name))
    if options.chat is None:
        return

    few = entries[: options.chat_articles]
    if options.drafts is not None and options.drafts.is_file():
        written = json.loads(options.drafts.read_text(encoding="utf-8"))
    else:
        written = write(options.chat, few)
        if options.drafts is not None:
            options.drafts.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    for name, drafts in written.items():
        systems = {name: as_written(drafts), f"{name}, checked": as_shown(drafts, built_in)}
        for system, tally in measure(few, systems).items():
            print(tally.row(f"{options.chat.name} {system}"))


if __name__ == "__main__":
    main()
