"""``tr-news memory``: what was translated before, and what people corrected."""

import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tr_news.cli.command import Group
from tr_news.cli.main import one_line
from tr_news.errors import ModelError, OutputError, TrNewsError, UsageError, first_line

if TYPE_CHECKING:
    from tr_news.translation.memory.store import MemoryStore
    from tr_news.translation.memory.tmx import Unit

_OPEN = "tr_news.memory"  # the open memory, in the context's ``meta``
_EXAMPLES = (
    ("memory set 'Barajda su kalmadı.' 'The reservoir is empty.'", "A correction, from now on."),
    ("memory export corrections.tmx --approved-only", "For OmegaT and other tools of translators."),
)


class _MemoryGroup(Group):
    """Says in one line what is wrong with the file of the memory."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command."""
        try:
            return super().invoke(ctx)
        except sqlite3.DatabaseError as error:
            from tr_news.translation.memory.damage import begin_anew, is_damage

            store = ctx.meta.get(_OPEN)
            if store is None or not is_damage(error):
                where = "the memory" if store is None else store.path
                problem = (
                    f"{where}: {first_line(error)}; another process is at work in it, or the disk is full: try again"
                )
                raise OutputError(problem) from error
            if store.access == "write" and begin_anew(store, error, _say) is not None:
                raise TrNewsError(f"{store.path}: begun anew; give the command again") from error
            raise TrNewsError(f"{store.path}: damaged ({first_line(error)}); remove it") from error


@click.group(cls=_MemoryGroup, examples=_EXAMPLES)
def memory() -> None:
    """Translations kept across runs, and corrections, which win over every model."""


@memory.command(examples=(("memory stats", "How much, and of which models."),))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def stats(as_json: bool) -> None:
    """Print what is remembered, by model."""
    store = _store()
    contexts, counts = store.contexts(), store.counts()
    rows = [(counts[number], described) for number, described in contexts.items() if number in counts]
    if as_json:
        models = [{"sentences": count, **described} for count, described in rows]
        about = {"path": str(store.path), "bytes": store.size(), "approved": store.approved_count(), "models": models}
        click.echo(json.dumps(about, indent=2))
        return
    click.echo(f"{store.approved_count():>10,}  approved by a person")
    for count, described in rows:
        digest = str(described.get("digest", "?")).removeprefix("sha256:")[:12]
        click.echo(
            f"{count:>10,}  of model {digest}, beam {described.get('beam_size', '?')}, {described.get('device')}"
        )
    click.echo(f"\n{store.path}: {store.size() / 1e6:,.1f} MB", err=True)


@memory.command("set", examples=_EXAMPLES[:1])
@click.argument("source")
@click.argument("translation", required=False)
@click.option("--remove", is_flag=True, help="Take the correction back.")
@click.option("--author", metavar="NAME", help="Who says so.")
def set_(source: str, translation: str | None, remove: bool, author: str | None) -> None:
    """Correct the English of a Turkish sentence, for every model from now on.

    SOURCE is the sentence as a brief shows it below a line. `tr-news batch` does the articles again that have it.
    """
    from tr_news.text.turkish.sentences import split
    from tr_news.translation.memory.store import Approved
    from tr_news.translation.translate import as_sent

    english = " ".join((translation or "").split())
    if remove == bool(english):
        raise UsageError("give the sentence and its English, or the sentence and --remove")
    try:
        f"{source}{translation}{author}".encode()
    except UnicodeEncodeError:
        raise UsageError("what was given is no text in UTF-8; is the terminal's locale another?") from None
    sentence = as_sent(" ".join(source.split()))
    if len(split(sentence)) != 1:
        raise UsageError(f"{len(split(sentence))} sentences in {one_line(source)[:60]!r}; give one at a time")
    store = _store()
    if remove:
        if not store.withdraw(sentence):
            raise UsageError(f"no correction of {one_line(sentence)[:60]!r}")
        click.echo("taken back", err=True)
        return
    store.approve([Approved(sentence, english, author=author)])
    click.echo("kept; it wins over every model", err=True)


@memory.command(examples=(("memory prune --to 200", "Down to that size, the oldest first."),))
@click.option("--to", "megabytes", type=click.FloatRange(0), metavar="MB", help="Forget what was used least recently.")
@click.option("--model", metavar="DIGEST", help="Forget all of a model; the beginning of its digest, as in stats.")
def prune(megabytes: float | None, model: str | None) -> None:
    """Forget translations of models; corrections stay."""
    if (megabytes is None) == (not model):  # an empty digest is the beginning of all
        raise UsageError("give --to MB or --model DIGEST")
    store = _store()
    if megabytes is not None:
        gone = store.evict(int(megabytes * 1e6))
    else:
        counts = store.counts()
        wanted = [
            number
            for number, described in store.contexts().items()
            if number in counts and str(described.get("digest", "")).removeprefix("sha256:").startswith(str(model))
        ]
        if not wanted:
            raise ModelError(f"nothing of a model {model}; `tr-news memory stats` shows them")
        gone = sum(store.forget(number) for number in wanted)
    click.echo(f"{gone:,} sentences forgotten; {store.size() / 1e6:,.1f} MB left", err=True)


@memory.command(examples=_EXAMPLES[1:])
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--approved-only", is_flag=True, help="Leave out what models said.")
def export(file: Path, approved_only: bool) -> None:
    """Write a TMX 1.4b file, for OmegaT and other tools of translators; `-` is standard output."""
    from tr_news.storage.durable import writing
    from tr_news.translation.memory.tmx import write_tmx

    store = _store()
    if file == Path("-"):
        write_tmx(sys.stdout.buffer, _units(store, approved_only=approved_only))
        return
    beside = file.with_name(f".{file.name}.new")
    with writing(file):
        try:
            with beside.open("wb") as stream:
                count = write_tmx(stream, _units(store, approved_only=approved_only))
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
    click.echo(f"{file}: {count:,} pairs", err=True)


@memory.command("import", examples=(("memory import corrections.tmx", "From a translator, or another machine."),))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def import_(files: tuple[Path, ...]) -> None:
    """Take in TMX files, whose pairs become corrections unless a model said them, or memories of other machines."""
    from itertools import islice

    from tr_news.text.turkish.sentences import split
    from tr_news.translation.memory.merge import is_memory, take_in
    from tr_news.translation.memory.store import Approved
    from tr_news.translation.memory.tmx import read_tmx

    store = _store()
    for file in files:
        if is_memory(file):
            said, corrected = take_in(store, file)
            click.echo(f"{file}: {said:,} translations, {corrected:,} corrections", err=True)
            continue
        units = (Approved(u.source, u.translation, u.changed, u.author) for u in read_tmx(file) if u.approved)
        count = several = 0
        while some := list(islice(units, 1000)):
            count += store.approve(some)
            several += sum(1 for entry in some if len(split(" ".join(entry.source.split()))) > 1)
        unused = f"; {several:,} of several sentences, which are never asked for together" if several else ""
        click.echo(f"{file}: {count:,} corrections{unused}", err=True)


@memory.command(examples=(("memory check", "The memory itself."), ("memory check corrections.tmx", "A file.")))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Look for damage in the memory, or see whether TMX files are valid."""
    from tr_news.translation.memory.tmx import problems_of_tmx

    bad = 0
    for file in files:
        problems = problems_of_tmx(file)
        bad += bool(problems)
        for problem in problems[:20] or ["valid TMX 1.4b"]:
            click.echo(f"{file}: {problem}")
    if not files:
        store = _store()
        problems = store.problems()
        bad += bool(problems)
        for problem in problems or ["whole"]:
            click.echo(f"{store.path}: {one_line(problem)}")
    if bad:
        raise TrNewsError("not all is as it should be")


def _store() -> "MemoryStore":
    from tr_news.models import store as models
    from tr_news.translation.memory.store import MemoryStore, default_path

    path = default_path(models.home())
    opened = MemoryStore.open(path, say=_say)
    if opened is None:
        raise UsageError(f"{path}: there is no memory that can be used; set TR_NEWS_HOME to another folder")
    click.get_current_context().meta[_OPEN] = opened
    return opened


def _say(line: str) -> None:
    click.echo(f"tr-news: {one_line(line)}", err=True)


def _units(store: "MemoryStore", *, approved_only: bool) -> Iterator["Unit"]:
    from tr_news.translation.memory.tmx import Unit, fits

    for entry in store.approved():
        if fits(entry.source + entry.translation):
            yield Unit(entry.source, entry.translation, True, entry.changed, entry.author)
    for row in () if approved_only else store.remembered():
        if fits(row.source + row.translation.text):
            yield Unit(row.source, row.translation.text, False)
