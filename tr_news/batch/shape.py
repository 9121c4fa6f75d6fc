"""All that shapes an output besides the article: models, settings, the rules of the language, the form of the JSON.

Two runs with the same shape give the same bytes for the same article; what differs between two shapes is the reason why
an article is done again.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from tr_news.documents.article import Article
from tr_news.documents.brief import TOOL
from tr_news.documents.codec import BRIEF, TRANSLATION
from tr_news.pipeline import Pipeline
from tr_news.storage.digest import digest_bytes, digest_value

Shape = Mapping[str, object]
# Rooms that have no say in the output.
_ELSEWHERE = frozenset({"batch", "cli", "models", "evaluation", "storage", "stories", "daily", "archive", "fetch"})
_NAMES = {"beam_size": "beam", "name": "model", "from": "--from", "force": "--force"}
_MOST_TOLD = 3


def shape_of(pipeline: Pipeline, *, translate_only: bool) -> Shape:
    """The shape of what this pipeline makes; loads its models.

    Raises:
        ModelError: one isn't there, or broken.
    """
    shape: dict[str, object] = {
        "schema": TRANSLATION if translate_only else BRIEF,
        "tool": TOOL,
        "rules": rules(),
        "translator": pipeline.translator_provenance,
        "from": pipeline.origin,
        "force": pipeline.force,
    }
    if not translate_only:
        shape |= {"summarizer": pipeline.summarizer.describe(), "bullets": pipeline.settings.bullets}
    return shape


def rules(package: Path | None = None) -> str:
    """The version of the rules and word lists: a digest of the code and data of the rooms that work on text."""
    package = package or Path(__file__).parents[1]
    files = sorted(
        path
        for path in package.rglob("*")
        if path.suffix in (".py", ".txt", ".tsv", ".json", ".css", ".html", ".md", ".npz", ".bin")
        and path.relative_to(package).parts[0] not in _ELSEWHERE
        and path.relative_to(package).parts[:2] != ("translation", "memory")  # gives what the model would give
        and "__pycache__" not in path.parts
    )
    return digest_value([[path.relative_to(package).as_posix(), digest_bytes(path.read_bytes())] for path in files])


def metadata_digest(article: Article) -> str:
    """Of what is known about an article besides its text; not its id nor its place, which say nothing of it."""
    published = article.published.isoformat() if article.published is not None else None
    known = [published, article.url, article.dateline, article.outlet, article.author, list(article.warnings)]
    return digest_value(known)


def key_of(text: str, metadata: str, shape: str, approved: str = "") -> str:
    """What determines an output, in one: digests of text, metadata and shape, and of the corrections that apply."""
    return digest_value([text, metadata, shape, approved])


def difference(before: Shape | None, now: Shape) -> str:
    """What differs between two shapes, in words: ``beam 4 → 6``; "" where nothing does."""
    if before is None:
        return "settings"
    kinds = [str(shape.get("schema")).split("/")[1:2] for shape in (before, now)]
    if kinds[0] != kinds[1]:
        return " → ".join(f"{kind}s" for (kind,) in kinds)
    old, new = _flat(before), _flat(now)
    names = [name for name in dict.fromkeys((*new, *old)) if old.get(name) != new.get(name)]
    if not names:
        return ""
    if "rules" in names and len(names) > 1:
        names.remove("rules")  # another version has other rules as well
    told = [_told(name, old.get(name), new.get(name)) for name in names]
    return ", ".join(told[:_MOST_TOLD]) + (f" and {len(told) - _MOST_TOLD} more" if len(told) > _MOST_TOLD else "")


def _told(name: str, old: object, new: object) -> str:
    if name == "rules":
        return "rules of the language"
    role, _, last = name.rpartition(".")
    label = _NAMES.get(last, last)
    label = role if last == "name" else f"{role} {label}" if role == "summarizer" else label
    return f"{label} {_short(old)} → {_short(new)}"


def _flat(value: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, item in value.items():
        if isinstance(item, Mapping):
            flat |= _flat(item, f"{prefix}{key}.")
        else:
            flat[prefix + key] = item
    return flat


def _short(value: object) -> str:
    text = value if isinstance(value, str) else "none" if value is None else json.dumps(value)
    text = text.removeprefix("sha256:")
    return text if len(text) <= 24 else f"{text[:12]}…"
