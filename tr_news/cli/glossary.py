"""``tr-news glossary``: whether a file of terms says what was meant."""

import json
from pathlib import Path

import click

from tr_news.cli.command import Command, Group


@click.group(cls=Group, examples=(("glossary check terms.csv", "Before it is used with --glossary."),))
def glossary() -> None:
    """Files of terms and their English, for --glossary."""


@glossary.command(
    cls=Command,
    examples=[
        ("glossary check terms.csv", "Terms, and those with two kinds of English."),
        ("glossary check terms.csv article.txt", "And those that the article doesn't have."),
    ],
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("articles", metavar="[ARTICLE]...", nargs=-1, type=click.Path(path_type=str))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def check(ctx: click.Context, /, file: Path, articles: tuple[str, ...], as_json: bool) -> None:
    """Read FILE (CSV, TSV or TBX), and say where it contradicts itself.

    A conflict ends with exit code 1. With articles the terms that none of them has are printed too.
    """
    from tr_news.articles import Article, read_path
    from tr_news.text.normalize import normalize_source
    from tr_news.text.turkish.sentences import split
    from tr_news.translation.glossary_files import load_glossary

    terms = load_glossary(file)
    sentences = []
    for path in articles:
        for article in read_path(path):
            if not isinstance(article, Article):
                raise article
            sentences += [normalize_source(s) for paragraph in article.paragraphs for s in split(paragraph.text)]
    unmatched = terms.unmatched(sentences) if articles else []
    if as_json:
        found = {
            "entries": len(terms.entries),
            "digest": terms.digest,
            "conflicts": [
                {"term": one.source, "lines": [one.line, other.line], "english": [one.target, other.target]}
                for one, other in terms.conflicts
            ],
            "unmatched": [{"term": entry.source, "line": entry.line} for entry in unmatched],
        }
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for one, other in terms.conflicts:
            click.echo(
                f"line {other.line}: {other.source}: {other.target!r}, but line {one.line} says {one.target!r}; "
                f"the first counts"
            )
        for entry in unmatched:
            click.echo(f"line {entry.line}: {entry.source}: in no article")
        found_in = f", {len(terms.entries) - len(unmatched)} of them found" if articles else ""
        click.echo(f"{len(terms.entries)} terms{found_in}, {len(terms.conflicts)} in conflict", err=True)
    ctx.exit(1 if terms.conflicts else 0)
