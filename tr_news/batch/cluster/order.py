"""What the workers of a cluster are told: plain values, and models by their paths."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tr_news.batch.formats import Form
from tr_news.batch.layout import Layout
from tr_news.batch.shape import Shape
from tr_news.config import Settings
from tr_news.documents.article import ENGLISH, Origin
from tr_news.documents.values import json_line
from tr_news.errors import UsageError
from tr_news.load import NO_GLOSSARY, chosen_summarizer
from tr_news.models import store
from tr_news.models.resolution import ResolvedModel, as_path, resolve
from tr_news.pipeline import Pipeline
from tr_news.translation.memory.remembering import RememberingTranslator
from tr_news.translation.memory.store import approved_key


@dataclass(frozen=True, slots=True)
class Order:
    """All that a worker must know.

    ``corrections`` are approved translations by their keys in hexadecimal; ``mark`` is a file that is there as long as
    the run that gives the work; ``home`` is the folder of the models, in which the memory is too. ``models`` are the
    folders that must be on each machine, by the names of the models.
    """

    settings: Settings
    origin: Origin
    force: bool
    remember: bool
    corrections: Mapping[str, str]
    forms: tuple[Form, ...]
    translate_only: bool
    shape: Shape
    out: str
    scratch: str
    mark: str
    home: str | None
    models: Mapping[str, str]


def order_of(
    pipeline: Pipeline, layout: Layout, mark: Path, forms: Sequence[Form], shape: Shape, *, threads: int,
    translate_only: bool, remember: bool,
) -> Order:  # fmt: skip
    """The order for workers that are to give what the pipeline would.

    Raises:
        ModelError, UsageError: as the pipeline does where it loads its models.
    """
    settings = pipeline.settings
    models = _models(pipeline, translate_only=translate_only)
    pinned = {role: model.name if model.built_in else str(model.folder) for role, model in models.items()}
    for name in ("glossary", "prompts"):
        path = getattr(settings, name)
        if path is not None and path != NO_GLOSSARY:
            pinned[name] = str(as_path(path))
    return Order(
        settings=replace(settings, **pinned, threads=threads, sources={}),  # type: ignore[arg-type]
        origin=pipeline.origin,
        force=pipeline.force,
        remember=remember,
        corrections=_corrections(pipeline),
        forms=tuple(forms),
        translate_only=translate_only,
        shape=json.loads(json_line(shape)),
        out=str(layout.out.absolute()),
        scratch=str(layout.scratch.absolute()),
        mark=str(mark.absolute()),
        home=_home(),
        models={model.name: str(model.folder) for model in models.values() if not model.built_in},
    )


def _models(pipeline: Pipeline, *, translate_only: bool) -> dict[str, ResolvedModel]:
    settings = pipeline.settings
    models = {}
    if pipeline.origin != ENGLISH:
        models["translator"] = resolve(settings.translator, "translator", engine=settings.engine)
    chosen = None if translate_only or settings.api_base is not None else chosen_summarizer(settings)
    if chosen is not None:
        models["summarizer"] = resolve(chosen, "summarizer", engine=settings.engine)
    return models


def _corrections(pipeline: Pipeline) -> dict[str, str]:
    translator = pipeline.translator
    if not isinstance(translator, RememberingTranslator):
        return {}
    return {approved_key(entry.source).hex(): entry.translation for entry in translator.corrections()}


def _home() -> str | None:
    try:
        return str(store.home())
    except UsageError:
        return None  # nothing is remembered either
