"""``tr-news evaluate``: figures with signatures, intervals and floors."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from tr_news.cli.command import Command, Group
from tr_news.errors import InputError, UsageError

_CHANCE = "p (by chance alone)"
_FILE = click.Path(exists=False, dir_okay=False, path_type=Path)


_EXAMPLES = (
    ("evaluate translation reference.en ours.en", "BLEU and chrF, with intervals and a signature."),
    ("evaluate audit source.tr ours.en", "The share of sentences that get each flag."),
)


@click.group(cls=Group, examples=_EXAMPLES)
def evaluate() -> None:
    """Measure translations, summaries, checks, choices, stories, sentences and languages against people's work."""


def _json_option(function: Any) -> Any:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


@evaluate.command(
    cls=Command,
    examples=[
        ("evaluate translation news.en ours.txt", "BLEU and chrF of a system."),
        ("evaluate translation news.en ours.txt theirs.txt", "And whether the second differs by more than chance."),
    ],
)
@click.argument("reference", type=_FILE)
@click.argument("hypothesis", type=_FILE)
@click.argument("other", type=_FILE, required=False)
@_json_option
def translation(reference: Path, hypothesis: Path, other: Path | None, as_json: bool) -> None:
    """Print BLEU and chrF of HYPOTHESIS against REFERENCE, both a sentence a line, with 95 % intervals.

    With OTHER also its figures, and the p value by paired bootstrap that the two differ by chance alone.
    """
    from tr_news.evaluation.mt import compared, corpus_scores

    references = _lines(reference)
    systems = {name: _lines(path) for name, path in _systems(hypothesis, other).items()}
    found = {}
    for name, lines in systems.items():
        try:
            found[name] = corpus_scores(lines, references, interval=True)
        except ValueError as error:
            raise UsageError(f"{name}: {error}; a line for each line of {reference}") from error
    ours, *theirs = systems.values()
    p_values = compared(ours, theirs[0], references) if theirs else {}
    _print_scores(found, p_values, as_json)


@evaluate.command(
    cls=Command,
    examples=[("evaluate summaries references.jsonl briefs.jsonl", "ROUGE of the bullets of `tr-news brief -f json`.")],
)
@click.argument("references", type=_FILE)
@click.argument("briefs", type=_FILE)
@click.argument("other", type=_FILE, required=False)
@_json_option
def summaries(references: Path, briefs: Path, other: Path | None, as_json: bool) -> None:
    """Print ROUGE-1, -2 and -L of the bullets in BRIEFS against REFERENCES, matched by id, with 95 % intervals.

    REFERENCES is JSON Lines with `id` and `summary` (text, or a list of lines); BRIEFS is what `tr-news brief -f json`
    printed. With OTHER also its figures, and the p value by paired bootstrap that the two differ by chance alone.
    """
    from tr_news.evaluation.rouge import corpus_rouge, item_rouge
    from tr_news.evaluation.scores import differs

    wanted = {str(row["id"]): _joined(row["summary"]) for row in _rows(references, "id", "summary")}
    found: dict[str, Mapping[str, Any]] = {}
    items: list[Mapping[str, Sequence[float]]] = []
    for name, path in _systems(briefs, other).items():
        said = {
            str(row["article"]["id"]): _joined(b["text"] for b in row["bullets"])
            for row in _rows(path, "article", "bullets")
        }
        common = [key for key in wanted if key in said]
        if not common:
            raise UsageError(f"{path}: none of its articles is in {references}; they are matched by id")
        pairs = [said[key] for key in common], [wanted[key] for key in common]
        found[name] = {str(metric): score for metric, score in corpus_rouge(*pairs, interval=True).items()}
        items.append({str(metric): values for metric, values in item_rouge(*pairs).items()})
    p_values: dict[str, float] = {}
    if len(items) == 2:
        try:
            p_values = {metric: differs(items[0][metric], items[1][metric]) for metric in items[0]}
        except ValueError as error:
            raise UsageError(f"{other}: {error}: the two hold different articles") from error
    _print_scores(found, p_values, as_json)


@evaluate.command(
    cls=Command,
    examples=[
        ("evaluate audit news.tr ours.txt", "How many sentences are flagged, and with what."),
        ("evaluate audit news.tr ours.txt theirs.txt", "And whether another system is flagged more or less."),
    ],
)
@click.argument("source", type=_FILE)
@click.argument("hypothesis", type=_FILE)
@click.argument("other", type=_FILE, required=False)
@_json_option
def audit(source: Path, hypothesis: Path, other: Path | None, as_json: bool) -> None:
    """Print the share of sentences that get each flag, with 95 % intervals.

    SOURCE is Turkish, HYPOTHESIS English, a sentence a line. Of human translations these are false alarms. With OTHER
    also its shares, and the p value by paired bootstrap that the two differ by chance alone.
    """
    from tr_news.evaluation.flags import compared, flagged, rates

    turkish = _lines(source)
    raised = {}
    for name, path in _systems(hypothesis, other).items():
        try:
            raised[name] = flagged(turkish, _lines(path))
        except ValueError as error:
            raise UsageError(f"{path}: {error} of {source}") from error
    found = {name: rates(flags) for name, flags in raised.items()}
    p_values = compared(*raised.values()) if other else {}
    seen = [flag for flag in next(iter(found.values())) if any(scores[flag].value for scores in found.values())]
    rows = [
        [flag, *(_share(scores[flag]) for scores in found.values()), *([f"{p_values[flag]:.3f}"] if other else [])]
        for flag in seen or ["any"]
    ]
    names = list(found) if other else ["% of sentences"]
    _print_rows(["flag", *names, *([_CHANCE] if other else [])], rows, _scores_data(found, p_values), as_json)
    if not as_json:
        click.echo("\n" + next(iter(found.values()))["any"].signature)


@evaluate.command(
    cls=Command, examples=[("evaluate segmentation docs.jsonl", "F1 of the sentence boundaries, by source.")]
)
@click.argument("gold", type=_FILE)
@_json_option
def segmentation(gold: Path, as_json: bool) -> None:
    """Print the F1 of sentence boundaries; GOLD is JSON Lines: `text`, `sentences`, `optional`, `source`."""
    from tr_news.evaluation.segmentation import score
    from tr_news.text.turkish.sentences import split

    try:
        counts = score(_rows(gold, "text", "sentences", "optional", "source"), split)
    except (TypeError, ValueError) as error:
        raise InputError(str(gold), "not sentences of texts: a list of strings that stand in the text") from error
    figures = {source: count.f1 for source, count in counts.items()}
    _print_rows(["source", "boundary F1"], [[name, f"{f1:.2f}"] for name, f1 in figures.items()], figures, as_json)


@evaluate.command(
    cls=Command, examples=[("evaluate language sentences.tsv", "Right on “is it Turkish”, by group of texts.")]
)
@click.argument("gold", type=_FILE)
@_json_option
def language(gold: Path, as_json: bool) -> None:
    """Print the share judged right on "is it Turkish" by group, and the calibration error.

    GOLD has four columns: label (ISO 639-3), kind, source, text; the first line is their names.
    """
    from tr_news.evaluation.languages import judge, metrics, read

    _lines(gold)  # what can't be read is told as everywhere
    try:
        cases = read(gold)
    except ValueError as error:
        raise InputError(str(gold), f"not labelled texts: {error}; label, kind, source, text") from error
    if not cases:
        raise InputError(str(gold), "no labelled text; the first line is the names of four columns")
    figures = metrics(judge(cases))
    _print_rows(["texts", "%"], [[name, f"{value:.2f}"] for name, value in figures.items()], figures, as_json)


@evaluate.command(
    cls=Command, examples=[("evaluate selection dev.jsonl", "What an editor would keep of the bullets chosen.")]
)
@click.argument("gold", type=_FILE)
@_json_option
def selection(gold: Path, as_json: bool) -> None:
    """Print how many chosen sentences an editor would keep, and how many are ideal, bad or said twice, per article.

    GOLD is JSON Lines: `id`, `ideal`, `acceptable`, `bad`, `same`, `starts`; the articles stand in the folders beside
    it. Of 3 bullets and of 5, beside the first sentences; "no headline" tells of the choice where no headline stands
    above, whose sentence may then be a bullet.
    """
    from tr_news.documents.translation import TranslatedArticle
    from tr_news.evaluation.selection import Chooser, mean
    from tr_news.evaluation.selection import evaluate as evaluated
    from tr_news.evaluation.selection_data import judged
    from tr_news.summarization.extractive.salience import Settings
    from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer

    def built_in(summarizer: ExtractiveSummarizer) -> Chooser:
        return lambda document, bullets: [
            line.evidence for line in summarizer.summarize(document, bullets=bullets).bullets
        ]

    def lead(document: TranslatedArticle, bullets: int) -> Sequence[Sequence[int]]:
        return [(s.index,) for s in document.sentences if s.kind == "text"][:bullets]

    articles = judged(gold)
    if not articles:
        raise InputError(str(gold), "none of its articles is in the folders beside it")
    systems: dict[str, Chooser] = {
        "first sentences": lead,
        "built-in": built_in(ExtractiveSummarizer()),
        "built-in, no headline": built_in(ExtractiveSummarizer(Settings(again=True))),
    }
    measures = ("kept", "ideal", "bad", "repeated")
    rows: list[list[str]] = []
    data: dict[str, object] = {}
    for name, choose in systems.items():
        found = {count: mean(evaluated(choose, articles, bullets=count)) for count in (3, 5)}
        data[name] = {f"of {n}": {m: getattr(counts, m) for m in measures} for n, counts in found.items()}
        rows += [[f"{name}, of {n}", *(f"{getattr(c, m):.2f}" for m in measures)] for n, c in found.items()]
    _print_rows([f"{len(articles)} articles", *measures], rows, data, as_json)


@evaluate.command(
    cls=Command, examples=[("evaluate stories stories-dev.jsonl", "B-cubed of the grouping, all and multi.")]
)
@click.argument("gold", type=_FILE)
@click.option("--articles", type=_FILE, help="[default: rss_multi_outlet.jsonl beside GOLD]")
@_json_option
def stories(gold: Path, articles: Path | None, as_json: bool) -> None:
    """Print how well articles are grouped into stories: B-cubed, copies, and what a reader sees.

    GOLD is JSON Lines with `line` (of the articles, from 1), `story` and `copy_of`.
    """
    from tr_news.evaluation.story_files import digest, read_articles, read_gold, score
    from tr_news.stories.group import group

    place = articles or gold.with_name("rss_multi_outlet.jsonl")
    try:
        items = read_articles(place)
        labels = read_gold(gold, items)
        found = score(group(items), labels, data=digest(place, gold))
    except OSError as error:
        raise InputError(str(error.filename), f"can't be read ({error.strerror})") from error
    except ValueError as error:
        raise UsageError(str(error)) from error
    grouping, reader = found.grouping, found.reader
    rows = [
        ["all, P/R/F1", str(grouping.all)],
        ["multi, P/R/F1", str(grouping.multi)],
        ["copies, P/R/F1", str(found.copies)],
        ["mixed stories of several publishers", f"{reader.mixed} of {reader.shared}"],
        ["stories shown twice", f"{reader.twice} of {reader.events}"],
        ["largest whole and clean", f"{reader.whole_and_clean} of {reader.largest}"],
    ]
    _print_rows(["stories", ""], rows, dict(rows), as_json)
    if not as_json:
        click.echo(f"\n{found.signature}")


def _systems(first: Path, other: Path | None) -> dict[str, Path]:
    """The files by the names they are shown with: whole paths where the names of two are alike."""
    if other is None or first.name != other.name:
        return {path.name: path for path in (first, other) if path is not None}
    if first == other:
        raise UsageError(f"{first}: the same file twice; give two systems")
    return {str(first): first, str(other): other}


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8").removesuffix("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise InputError(str(path), f"can't be read ({reason})") from error
    if not text.strip():
        raise InputError(str(path), "empty: nothing to measure")
    return text.split("\n")


def _rows(path: Path, *keys: str) -> list[dict[str, Any]]:
    """The objects of a .jsonl file, which all have these keys; failed inputs of ours are left out."""
    rows = []
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path}:{number}", f"not JSON ({error})") from error
        missing = [key for key in keys if not isinstance(row, dict) or key not in row]
        if missing and isinstance(row, dict) and "error" in row:
            continue
        if missing:
            raise InputError(f"{path}:{number}", f"not an object with {', '.join(map(repr, missing))}")
        rows.append(row)
    return rows


def _joined(text: str | Iterable[str]) -> str:
    return text if isinstance(text, str) else "\n".join(text)


def _print_scores(found: Mapping[str, Mapping[str, Any]], p_values: Mapping[str, float], as_json: bool) -> None:
    names = list(next(iter(found.values())))
    rows = [[system, *(str(scores[name]) for name in names)] for system, scores in found.items()]
    if p_values:
        rows.append([_CHANCE, *(f"{p_values[name]:.3f}" for name in names)])
    _print_rows(["", *names], rows, _scores_data(found, p_values), as_json)
    if not as_json:
        click.echo("\n" + "\n".join(s.signature for s in next(iter(found.values())).values()))


def _scores_data(found: Mapping[str, Mapping[str, Any]], p_values: Mapping[str, float]) -> dict[str, Any]:
    return {
        "systems": {
            system: {
                name: {"value": s.value, "low": s.low, "high": s.high, "signature": s.signature}
                for name, s in scores.items()
            }
            for system, scores in found.items()
        },
        "p": dict(p_values),
    }


def _share(score: Any) -> str:
    return f"{score.value:.2f} ± {(score.high - score.low) / 2:.2f}"


def _print_rows(header: Sequence[str], rows: Sequence[Sequence[str]], data: Mapping[str, Any], as_json: bool) -> None:
    """A table whose columns stand below each other, or the data as JSON."""
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header))]
    for row in (header, *rows):
        first, *rest = (
            cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        click.echo("  ".join([first, *rest]).rstrip())
