"""A run of the daily brief: folder of articles in, days out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from tr_news.daily.build import Limits, build
from tr_news.daily.continuity import DAYS
from tr_news.daily.days import span
from tr_news.daily.digest import Digest
from tr_news.daily.english import Piece, Translate
from tr_news.daily.folder import NAME, Days, json_text
from tr_news.daily.gather import files_below, gather
from tr_news.daily.identity import known_of
from tr_news.daily.outputs import rendered, site
from tr_news.daily.writer import StoryWriter
from tr_news.documents.article import Article, Language
from tr_news.documents.brief import TOOL
from tr_news.documents.translation import TranslatedArticle
from tr_news.errors import TrNewsError, UsageError
from tr_news.pipeline import Admitted, Failure, Pipeline
from tr_news.stories.publishers import Publishers


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked for; dates as the user gave them."""

    day: str | None = None
    since: str | None = None
    until: str | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The digest of a run, the files below OUT that changed, and how many articles the inputs had."""

    digest: Digest
    changed: Sequence[str]
    articles: int


def run(
    source: Path,
    out: Path,
    pipeline: Pipeline,
    options: Options,
    *,
    now: datetime,
    failed: Callable[[Failure], None],
    publishers: Publishers | None = None,
    address: str = "",
    remark: Callable[[str], None] = lambda _text: None,
) -> Outcome:
    """Makes the digest of a day and everything that is rendered from it.

    ``remark`` is told that another run is waited for. ``address`` is where OUT will stand on the web, for the links of
    feeds; without it they are relative.

    Raises:
        UsageError: an option is no date, or IN isn't there.
        OutputError: OUT can't be written to.
        ModelError: the translator is missing or broken.
    """
    known = publishers or Publishers()
    if not source.exists():
        raise UsageError(f"{source}: no such folder; give one with articles")
    days = Days(out)
    with days.locked(remark):
        below = (path for path in files_below(source) if not _within(path, out))
        pieces = gather(below, pipeline, known, failed)
        wanted = span([piece.item for piece in pieces], options.day, options.since, options.until, now)
        day = wanted.day.isoformat()
        writer = _writer(pipeline)
        digest = build(
            pieces,
            wanted,
            _translator(pipeline),
            limits=options.limits,
            writer=writer,
            condense=lambda documents, chosen: _condensed(pipeline, documents, chosen),
            past=days.before(wanted.day, DAYS),
            known=known_of(days.read(day)),
            provenance={
                "tool": TOOL,
                "translator": _provenance(pipeline, [piece for piece in pieces if wanted.holds(piece.item)]),
                "writer": dict(pipeline.summarizer.describe()) if writer is not None else None,
                "min_sources": options.limits.min_sources,
            },
            notes=_notes(pieces, now),
        )
        digest = _dated(digest, days.read(day))
        changed = days.write({f"{day}/{NAME}": json_text(digest)})
        stored = days.read(day) or digest
        changed += days.write({f"{day}/{name}": text for name, text in rendered(stored).items()})
        changed += days.write(site(days, address))
    return Outcome(digest, changed, len(pieces))


def _dated(digest: Digest, before: Digest | None) -> Digest:
    """The digest with a time of change that stays where nothing told changed, and otherwise never goes back."""
    if before is None:
        return digest
    if replace(digest, updated=before.updated, provenance=before.provenance) == before:
        return replace(digest, updated=before.updated)
    return digest if digest.updated > before.updated else replace(digest, updated=_later(before.updated))


def _later(moment: str) -> str:
    return (datetime.fromisoformat(moment) + timedelta(seconds=1)).isoformat(timespec="seconds")


def _writer(pipeline: Pipeline) -> StoryWriter | None:
    """The instruction model of the settings, if they choose one."""
    settings = pipeline.settings
    if settings.summarizer is None and settings.api_base is None:
        return None
    summarizer = pipeline.summarizer
    return summarizer if isinstance(summarizer, StoryWriter) else None


def _within(path: Path, folder: Path) -> bool:
    return folder.resolve() in path.resolve().parents


def _translator(pipeline: Pipeline) -> Translate:
    def translate(articles: Sequence[Article]) -> Sequence[TranslatedArticle]:
        admitted = [Admitted(article, Language(pipeline_language(), 1.0)) for article in articles]
        outcomes = list(pipeline.translate(admitted))
        broken = next((outcome for outcome in outcomes if isinstance(outcome, Failure)), None)
        if broken is not None:
            raise broken.error
        return [outcome for outcome in outcomes if isinstance(outcome, TranslatedArticle)]

    return translate


def _condensed(
    pipeline: Pipeline, documents: Sequence[TranslatedArticle], chosen: Sequence[Sequence[int]]
) -> Sequence[TranslatedArticle]:
    from tr_news.translation.translate import translate_compressed

    if pipeline.translator.source_language != pipeline_language():
        return documents
    return translate_compressed(documents, chosen, pipeline.translator)


def pipeline_language() -> str:
    """The language of the articles that a pipeline has admitted."""
    from tr_news.documents.article import TURKISH

    return TURKISH


def _provenance(pipeline: Pipeline, pieces: Sequence[Piece]) -> object:
    """How the translator describes itself; nothing where there was nothing to translate."""
    try:
        return dict(pipeline.translator_provenance or {}) if pieces else None
    except TrNewsError:
        return None


def _notes(pieces: Sequence[Piece], now: datetime) -> list[str]:
    """A sentence on articles that say that they are of tomorrow."""
    future = sum(piece.item.moment is not None and piece.item.moment > now + timedelta(days=1) for piece in pieces)
    return (
        [f"{future} {'article is' if future == 1 else 'articles are'} dated in the future, and left out"]
        if future
        else []
    )
