"""The index, made again from the outputs where it was lost.

What an output doesn't say is taken as it is now: whether text in other languages was let through, and of a tool of the
same version, its rules. Outputs without JSON say too little and are done again.
"""

import json
import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tr_news.batch.formats import ENDINGS
from tr_news.batch.index import Entry
from tr_news.batch.layout import PRIVATE, Layout
from tr_news.batch.others import file_of
from tr_news.batch.shape import Shape, key_of, metadata_digest
from tr_news.documents.brief import signature
from tr_news.documents.codec import BRIEF, document_from_dict
from tr_news.storage.digest import digest_value

REASON = "found without an index"
_LONGEST = 1 << 26  # bytes


def entries_of_outputs(layout: Layout, shape: Shape) -> Iterator[Entry]:
    """An entry for each JSON output that was made with these settings, or others that are still known."""
    shapes = [shape, *_known_shapes(layout)]
    for folder, folders, files in os.walk(layout.out):
        folders[:] = sorted(name for name in folders if name != PRIVATE)
        for name in sorted(files):
            path = Path(folder, name)
            if path.suffix == ".json" and path != layout.report:
                entry = _entry(path, layout, shapes)
                if entry is not None:
                    yield entry


def _known_shapes(layout: Layout) -> list[Shape]:
    folder = layout.out / PRIVATE / "settings"
    found = [layout.settings(path.stem) for path in sorted(folder.glob("*.json"))]
    return [shape for shape in found if shape is not None]


def _entry(path: Path, layout: Layout, shapes: list[Shape]) -> Entry | None:
    try:
        if not stat.S_ISREG(path.stat().st_mode) or path.stat().st_size > _LONGEST:
            return None
        data = json.loads(path.read_bytes())
        document = document_from_dict(data)
        shape = next((shape for shape in shapes if _made_with(data, shape)), None)
        headline = data["headline"]["text"] if data["schema"] == BRIEF else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if shape is None:
        return None
    article, digest = document.article, digest_value(shape)
    stem = path.with_suffix("")
    text, metadata = article.digest[:32], metadata_digest(article)
    sizes = {form: layout.size_of(os.fspath(stem.relative_to(layout.out)) + ending) for form, ending in ENDINGS.items()}
    return Entry(
        stem.relative_to(layout.out).as_posix(),
        "done",
        key_of(text, metadata, digest),
        article.source,
        article.title,
        article.date.isoformat() if article.date else None,
        article.outlet,
        headline,
        dict(sorted(Counter(str(flag) for s in document.sentences for flag in s.flags).items())),
        reason=REASON,
        outputs={form: size for form, size in sizes.items() if size is not None},
        text=text,
        metadata=metadata,
        shape=digest,
        parts=int(file_of(article.source, 1) != article.source),
        sentences=len(document.sentences),
    )


def _made_with(data: Mapping[str, Any], shape: Shape) -> bool:
    """Whether an output says that it was made with these settings."""
    made = data["provenance"]
    models = {role: shape.get(role) for role in ("translator", "summarizer") if role in shape}
    settings = {"bullets": shape["bullets"]} if "bullets" in shape else {}
    return bool(
        data["schema"] == shape["schema"]
        and made["tool"] == shape["tool"]
        and made["signature"] == signature(models, settings)  # type: ignore[arg-type]
    )
